# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown while a report is worked on is always the report as the study stands."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cxfield.document.brand import Brand
from cxfield.document.telling import dump
from cxfield.i18n import Texts
from cxfield.model.study import Study
from cxfield.services import dataset, report_desk
from cxfield.services.report import Order, report_document
from cxfield.services.report_desk import Desk, Shown
from cxfield.services.report_texts import set_chapter_text
from cxfield.storage import StudyFile
from tests.unit.report.study import make_study

SECTIONS = ["summary", "method", "findings", "log"]
FI = Texts("fi")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[StudyFile]:
    made = make_study(tmp_path / "a.cxf")
    yield made
    made.close()


def printed(shown: Shown) -> str:
    return "\n".join(
        page.extract_text() for leaves in shown.leaves for page in PdfReader(io.BytesIO(leaves.content)).pages
    )


def write(study: StudyFile, desk: Desk, verb: Any, **given: Any) -> None:
    committed = study.write(lambda uow: verb(uow, **given), label="x").result()
    desk.changed(committed.change.kinds)


def count_loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    loads: list[str] = []
    load = dataset.load

    def counted(reader: Any, texts: Texts, day: Any) -> Any:
        loads.append(texts.locale)
        return load(reader, texts, day)

    monkeypatch.setattr(report_desk, "load", counted)
    return loads


def test_own_words_are_shown_without_reading_the_study_again(
    study: StudyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads, desk = count_loads(monkeypatch), Desk()
    first = desk.look(study, language="fi", sections=SECTIONS)
    write(study, desk, set_chapter_text, chapter="findings", locale="fi", text="Tärkein on jono.")
    second = desk.look(study, language="fi", sections=SECTIONS)
    assert loads == ["fi"]
    assert "Tärkein on jono." in printed(second)
    assert "Tärkein on jono." not in printed(first)
    assert dump(second.document) == dump(report_document(study, FI, SECTIONS))
    # The log stands after a page break of its own and is as it was.
    assert second.leaves[-1] is first.leaves[-1] or second.leaves[-2] is first.leaves[-2]


def test_any_other_change_is_seen_at_once(study: StudyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    loads, desk = count_loads(monkeypatch), Desk()
    desk.look(study, language="fi", sections=SECTIONS)

    def rename(uow: Any) -> None:
        uow.change(Study, uow.all(Study)[0].id, title={"fi": "Toinen nimi"})

    write(study, desk, rename)
    shown = desk.look(study, language="fi", sections=SECTIONS)
    assert "Toinen nimi" in printed(shown)
    assert loads == ["fi", "fi"]
    assert dump(shown.document) == dump(report_document(study, FI, SECTIONS))


def test_switching_chapters_and_language_shows_what_a_new_report_would(study: StudyFile) -> None:
    desk = Desk()
    for language, sections in (("fi", SECTIONS), ("fi", ["method", "summary"]), ("en", SECTIONS)):
        shown = desk.look(study, language=language, sections=sections)
        assert dump(shown.document) == dump(report_document(study, Texts(language), sections))
        checked = desk.check(study, Texts("en"), sections, language)
        assert checked == report_desk.check_report(study, Texts("en"), sections, language)


def test_a_font_of_the_brand_that_is_not_here_is_named_before_export_and_in_the_report(
    study: StudyFile,
) -> None:
    order, desk = Order(brand=Brand("Viisto", font="Viisto Grotesk")), Desk()
    checked = desk.check(study, Texts("en"), SECTIONS, "en", order)
    (warn,) = [warn for warn in checked.warnings if warn.key == "font"]
    assert warn.title == "The font Viisto Grotesk is not on this computer"
    assert not warn.blocks
    assert warn.title in dump(desk.look(study, language="en", sections=SECTIONS, order=order).document)
