# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The information sheet: its parts after Article 13, written by language, published as versions."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cxfield.errors import UserError
from cxfield.i18n import LOCALES, N_, Texts
from cxfield.model.people import InfoSheet
from cxfield.model.study import Study
from cxfield.services.plan_edit import check_text
from cxfield.storage import Reader, UnitOfWork

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet: key, what it is called, and what belongs there."""

    key: str
    name: str
    hint: str


#: The twelve parts of `consent_checklist.json` (art13_items), in its order.
PARTS: tuple[Part, ...] = (
    Part(
        "controller", N_("Controller and contact details"), N_("Who is responsible, and how to reach them.")
    ),
    Part(
        "officer", N_("Data protection officer"), N_("Name of the role and contact, or that there is none.")
    ),
    Part("purpose", N_("Purpose and legal basis"), N_("Taken from the study when left empty.")),
    Part(
        "interest",
        N_("Legitimate interest, if it is the basis"),
        N_("Which interest, or that it is not used."),
    ),
    Part("recipients", N_("Recipients of the data"), N_("Who sees the data besides the research team.")),
    Part("transfers", N_("Transfers outside the EU and EEA"), N_("Where to, or that there are none.")),
    Part("retention", N_("How long the data are kept"), N_("Taken from the study when left empty.")),
    Part(
        "rights",
        N_("Your rights"),
        N_("Access, rectification, erasure, restriction, objection, portability."),
    ),
    Part("withdrawal", N_("Withdrawing consent"), N_("How, and that it is as easy as giving it.")),
    Part("complaint", N_("Right to complain"), N_("To the data protection ombudsman.")),
    Part(
        "voluntary",
        N_("Whether taking part is required"),
        N_("That it is voluntary, and what happens if not."),
    ),
    Part("automated", N_("Automated decisions"), N_("That there are none, or which.")),
)

#: What can be said the same way in every study; offered by one press, then edited.
_READY: dict[str, Labels] = {
    "officer": {
        "fi": "Tietosuojavastaavaa ei ole nimetty.",
        "en": "No data protection officer has been named.",
    },
    "interest": {
        "fi": "Käsittely ei perustu oikeutettuun etuun.",
        "en": "The processing is not based on legitimate interest.",
    },
    "recipients": {
        "fi": "Aineistoa käsittelee vain tutkimusryhmä. Tilaaja saa tulokset ilman henkilötietoja.",
        "en": "Only the research team handles the data. The client gets the results without personal data.",
    },
    "transfers": {
        "fi": "Tietoja ei siirretä EU:n tai ETA:n ulkopuolelle.",
        "en": "No data are transferred outside the EU or the EEA.",
    },
    "rights": {
        "fi": "Voit pyytää nähdä tietosi, oikaista tai poistaa ne, rajoittaa tai vastustaa niiden käsittelyä "
        "ja saada ne siirrettävässä muodossa.",
        "en": "You may ask to see your data, have them corrected or erased, restrict or object to their use, "
        "and receive them in a portable form.",
    },
    "withdrawal": {
        "fi": "Voit perua suostumuksesi milloin tahansa syytä kertomatta: kerro tutkijalle koodisi.",
        "en": "You may withdraw your consent at any time without a reason: tell the researcher your code.",
    },
    "complaint": {
        "fi": "Voit valittaa käsittelystä tietosuojavaltuutetulle (tietosuoja.fi).",
        "en": "You may complain to the Data Protection Ombudsman (tietosuoja.fi).",
    },
    "voluntary": {
        "fi": "Osallistuminen on vapaaehtoista, eikä kieltäytymisestä seuraa mitään.",
        "en": "Taking part is voluntary, and nothing follows from declining.",
    },
    "automated": {"fi": "Automaattisia päätöksiä ei tehdä.", "en": "No automated decisions are made."},
}
_NO_SHEET = N_("Some parts of the information sheet are empty. Write them before publishing the version.")


def current_sheet(reader: Reader) -> InfoSheet | None:
    """The newest version, draft or published."""
    return max(reader.all(InfoSheet), key=lambda sheet: (sheet.number, sheet.id), default=None)


def published_sheet(reader: Reader) -> InfoSheet | None:
    """The newest published version: what people are given."""
    ready = [sheet for sheet in reader.all(InfoSheet) if sheet.published_at is not None]
    return max(ready, key=lambda sheet: (sheet.number, sheet.id), default=None)


def part_text(sheet: InfoSheet | None, study: Study | None, key: str, language: str) -> str:
    """The text of a part; purpose and retention come from the study when nothing else is written."""
    written = str((sheet.parts.get(key) or {}).get(language, "")) if sheet else ""
    if written or study is None:
        return written
    if key == "purpose":
        parts = (study.purpose.get(language, ""), study.legal_basis.get(language, ""))
        return " ".join(_sentence(part) for part in parts if part) if all(parts) else ""
    if key == "retention":
        said = (study.retention.get(language, ""), _erased_on(study, language))
        return " ".join(_sentence(part) if all(said) else part for part in said if part)
    return ""


def _texts(language: str) -> Texts:
    """The program's own words around a text: English where it does not speak the language."""
    return Texts(language if language in LOCALES else "en")


def _erased_on(study: Study, language: str) -> str:
    """The day after which nothing is kept, in words."""
    try:
        day = dt.date.fromisoformat(study.retain_until)
    except ValueError:
        return ""
    texts = _texts(language)
    return texts.t("The data are erased on {day} at the latest.", day=texts.long_date(day))


def text_given(reader: Reader) -> tuple[str, dict[str, str]]:
    """The version of the sheet that people are given now, and its whole text by language."""
    sheet = published_sheet(reader)
    if sheet is None:
        return "", {}
    study = next(iter(reader.all(Study)), None)
    languages = tuple(study.languages) if study and study.languages else ("fi", "en")
    found = {language: _whole_text(sheet, study, language) for language in languages}
    return str(sheet.number), {language: said for language, said in found.items() if said}


def _whole_text(sheet: InfoSheet, study: Study | None, language: str) -> str:
    texts = _texts(language)
    said = ((part, part_text(sheet, study, part.key, language)) for part in PARTS)
    return "\n".join(f"{texts.t(part.name)}: {words}" for part, words in said if words)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text[:1].upper() + text[1:] + "."


def sheet_state(reader: Reader, languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """For each language the parts that are not written."""
    sheet = current_sheet(reader)
    study = next(iter(reader.all(Study)), None)
    return {
        language: tuple(part.key for part in PARTS if not part_text(sheet, study, part.key, language))
        for language in languages
    }


def type_part(uow: UnitOfWork, *, key: str, language: str, text: str) -> InfoSheet:
    """Write a part; a published version is not touched, a new draft begins from it."""
    sheet = draft(uow)
    words = {**(sheet.parts.get(key) or {}), language: check_text("text", text)}
    parts = {**sheet.parts, key: {lang: said for lang, said in words.items() if said}}
    return uow.type_in(InfoSheet, sheet.id, parts=parts)


def draft(uow: UnitOfWork) -> InfoSheet:
    """The draft, begun from the published version when there is none."""
    sheet = current_sheet(uow)
    if sheet is not None and sheet.published_at is None:
        return sheet
    if sheet is None:
        return uow.add(InfoSheet(number=1))
    return uow.add(InfoSheet(number=sheet.number + 1, parts=dict(sheet.parts)))


def fill_ready(uow: UnitOfWork, *, languages: tuple[str, ...]) -> InfoSheet:
    """Put the customary wording into the parts that are still empty."""
    sheet = draft(uow)
    study = next(iter(uow.all(Study)), None)
    parts = {key: dict(words) for key, words in sheet.parts.items()}
    for key, words in _READY.items():
        for language in languages:
            if language in words and not part_text(sheet, study, key, language):
                parts.setdefault(key, {})[language] = words[language]
    return uow.change(InfoSheet, sheet.id, parts=parts)


def publish_sheet(uow: UnitOfWork, *, languages: tuple[str, ...]) -> InfoSheet:
    """Publish the draft; consents given from now on name its version."""
    sheet = draft(uow)
    if not any(not missing for missing in sheet_state(uow, languages).values()):
        raise UserError(_NO_SHEET)
    return uow.change(InfoSheet, sheet.id, published_at=uow.stamp().utc_ms)
