# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a smaller report is: its name, what it can be about, and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxfield.document.nodes import Node, TitleBlock
from cxfield.i18n import Texts
from cxfield.report import words
from cxfield.report.chapters.summary import short_name
from cxfield.report.dataset import ReportData
from cxfield.report.material import Material

Subject = tuple[str, str]
"""What a report can be about: its key and its words."""

Subjects = Callable[[ReportData, Texts], Sequence[Subject]]
Build = Callable[[Material, Texts, str], list[Node]]


def no_subjects(_data: ReportData, _texts: Texts) -> Sequence[Subject]:
    """A report about the whole study."""
    return ()


@dataclass(frozen=True, slots=True)
class OtherReport:
    """A report; `asks` is what is asked before it is made (msgid), "" when it is about the whole study."""

    key: str
    title: str
    build: Build
    asks: str = ""
    subjects: Subjects = no_subjects


def title_block(material: Material, texts: Texts, name: str, about: str = "") -> TitleBlock:
    """The top of a smaller report."""
    data = material.data
    right = f"{name} · {words.full_day(data.created, texts)}"
    return TitleBlock(short_name(data.client), right, about or name, data.title)
