# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of actions and open loops, to be handed to those who do them."""

from cxfield.document.nodes import Node
from cxfield.i18n import N_, Texts
from cxfield.report.chapters.actions import actions_and_loops
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, title_block


def build(material: Material, texts: Texts, _about: str) -> list[Node]:
    """The report."""
    return [title_block(material, texts, texts.t("Action list")), *actions_and_loops(material, texts)]


REPORT = OtherReport("actions", N_("Action list"), build)
