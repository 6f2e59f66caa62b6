# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a chapter is given and what it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cxfield.document.nodes import Node
from cxfield.i18n import Texts
from cxfield.report.dataset import ReportData, Warn
from cxfield.report.figures import Figures


@dataclass(frozen=True, slots=True)
class Material:
    """The data, the figures computed from them, and the printed numbers of the chosen chapters."""

    data: ReportData
    figures: Figures
    numbers: Mapping[str, str] = field(default_factory=dict)


Build = Callable[[Material, Texts], list[Node]]
Checks = Callable[[Material, Texts], list[Warn]]


def no_checks(_material: Material, _texts: Texts) -> list[Warn]:
    """A chapter that has nothing to warn of."""
    return []


Empty = Callable[[Material], bool]


def never_empty(_material: Material) -> bool:
    """A chapter that stands in every report."""
    return False


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the report: its name, what it says and what should be looked at first."""

    key: str
    title: str
    build: Build
    checks: Checks = no_checks
    numbered: bool = True
    appendix: bool = False
    new_page: bool = False
    empty: Empty = never_empty
    """Whether it has nothing to tell, so that it is left out; most chapters say so in words instead."""
