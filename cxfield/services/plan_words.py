# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of the plan's own vocabularies: phases, languages, kinds, duties."""

import datetime as dt
import re
from collections.abc import Callable

from cxfield.errors import UserError
from cxfield.i18n import N_, NC_, Texts
from cxfield.model.enums import Phase, SessionKind

_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_NO_DATE = N_("{text} is not a date. Write it as 7.10.2026.")

PHASES: dict[str, tuple[str, str]] = {
    Phase.BEFORE.value: NC_("phase", "Before"),
    Phase.DURING.value: NC_("phase", "During"),
    Phase.AFTER.value: NC_("phase", "After"),
}
LANGUAGES: dict[str, tuple[str, str, str]] = {
    "fi": (N_("Finnish"), N_("in Finnish"), "Suomi"),
    "en": (N_("English"), N_("in English"), "English"),
    "sv": (N_("Swedish"), N_("in Swedish"), "Svenska"),
    "et": (N_("Estonian"), N_("in Estonian"), "Eesti"),
    "se": (N_("Northern Sami"), N_("in Northern Sami"), "Davvisámegiella"),
    "ru": (N_("Russian"), N_("in Russian"), "Русский"),
    "uk": (N_("Ukrainian"), N_("in Ukrainian"), "Українська"),
    "de": (N_("German"), N_("in German"), "Deutsch"),
    "fr": (N_("French"), N_("in French"), "Français"),
    "es": (N_("Spanish"), N_("in Spanish"), "Español"),
    "so": (N_("Somali"), N_("in Somali"), "Soomaali"),
}
LEVELS: dict[str, str] = {
    "relationship": N_("relationship"),
    "journey": N_("customer journey"),
    "interaction": N_("interaction"),
}
EXPERIENCES: dict[str, str] = {
    "customer": N_("customer experience"),
    "service": N_("service experience"),
    "user": N_("user experience"),
}
#: The rules of rhythm a study may follow.
CADENCE: dict[str, str] = {
    "stage": N_("after each stage of the journey"),
    "end": N_("at the end of the journey"),
    "half_year": N_("at least twice a year"),
}
SESSION_KINDS: dict[str, tuple[str, str]] = {
    SessionKind.OBSERVATION.value: (N_("Observation"), "observe"),
    SessionKind.INTERVIEW.value: (N_("Interview"), "interview"),
    SessionKind.GROUP.value: (N_("Focus group"), "group"),
    SessionKind.DEBRIEF.value: (N_("Debrief"), "debrief"),
}
DUTIES: dict[str, str] = {
    "lead": N_("lead"),
    "silent": N_("silent observer"),
    "interviewer": N_("interviewer"),
    "moderator": N_("moderator"),
    "assistant": N_("note-taker"),
}
_COUNTED: dict[str, Callable[[Texts, int], str]] = {
    "entry": lambda x, n: x.tn("{n} entry", "{n} entries", n),
    "session": lambda x, n: x.tn("{n} session", "{n} sessions", n),
    "answer": lambda x, n: x.tn("{n} answer", "{n} answers", n),
    "extract": lambda x, n: x.tn("{n} quote or coded passage", "{n} quotes or coded passages", n),
    "statement": lambda x, n: x.tn("{n} statement", "{n} statements", n),
    "moment": lambda x, n: x.tn("{n} moment", "{n} moments", n),
    "shopper": lambda x, n: x.tn("{n} shopper", "{n} shoppers", n),
    "zone": lambda x, n: x.tn("{n} area", "{n} areas", n),
    "touchpoint": lambda x, n: x.tn("{n} touchpoint", "{n} touchpoints", n),
    "code_exclusion": lambda x, n: x.tn("{n} exclusion", "{n} exclusions", n),
    "quota": lambda x, n: x.tn("{n} quota", "{n} quotas", n),
    "target": lambda x, n: x.tn("{n} target", "{n} targets", n),
    "measurement": lambda x, n: x.tn("{n} measurement", "{n} measurements", n),
    "question": lambda x, n: x.tn("{n} question", "{n} questions", n),
    "metric": lambda x, n: x.tn("{n} metric", "{n} metrics", n),
    "preconception": lambda x, n: x.tn("{n} preconception", "{n} preconceptions", n),
}


def phase_name(phase: str, texts: Texts) -> str:
    """Before, During or After."""
    return texts.tc(*PHASES[phase]) if phase in PHASES else phase


def language_name(code: str, texts: Texts) -> str:
    """The name of a language."""
    return texts.t(LANGUAGES[code][0]) if code in LANGUAGES else code.upper()


def language_to(code: str, texts: Texts) -> str:
    """Return in Finnish."""
    return texts.t(LANGUAGES[code][1]) if code in LANGUAGES else code.upper()


def language_own(code: str) -> str:
    """A language's name in itself."""
    return LANGUAGES[code][2] if code in LANGUAGES else code.upper()


def as_date(iso: str) -> dt.date | None:
    """A date of an ISO text; None when it is none."""
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def parse_date(text: str) -> str:
    """The ISO date of what somebody wrote (7.10.2026, 7/10/2026 or 2026-10-07); "" of nothing; UserError."""
    said = text.strip()
    if not said:
        return ""
    found = _DAY_FIRST.fullmatch(said)
    try:
        if found:
            return dt.date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return dt.date.fromisoformat(said).isoformat()
    except ValueError:
        raise UserError(_NO_DATE, text=said[:20]) from None


def written_date(iso: str) -> str:
    """A date as it is written in a field: 7.10.2026."""
    day = as_date(iso)
    return f"{day.day}.{day.month}.{day.year}" if day else ""


def day_words(iso: str, texts: Texts) -> str:
    """Return Wed 8 Oct of an ISO date; nothing of an empty one."""
    day = as_date(iso)
    return texts.day(day) if day else ""


def counted(kind: str, n: int, texts: Texts) -> str:
    """Return 12 entries."""
    known = _COUNTED.get(kind)
    return known(texts, n) if known else texts.tn("{n} other record", "{n} other records", n)
