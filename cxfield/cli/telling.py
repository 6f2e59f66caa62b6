# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study in short, in words."""

from pathlib import Path

from cxfield.i18n import Texts
from cxfield.services.tables import StudyInfo, changed_on

_MEGABYTE = 1_000_000


def info_lines(info: StudyInfo, path: Path, texts: Texts) -> list[str]:
    """The facts of a study, aligned."""
    t, number = texts.t, texts.number
    changed = changed_on(info)
    when = "–"
    if changed is not None:
        when = f"{texts.date(changed.date())} {texts.time(changed)}"
        when += f", {info.changed_by}" if info.changed_by else ""
    facts = [
        (t("Study"), info.title or "–"),
        (t("Client"), info.client or "–"),
        (t("Observation sessions"), t("{n} of {m}", n=info.sessions_done, m=info.sessions)),
        (t("Entries"), number(info.entries)),
        (t("Interviews"), number(info.interviews)),
        (t("Groups"), number(info.groups)),
        (t("Answers"), number(info.answers)),
        (t("Participants"), number(info.participants)),
        (t("Changes in the journal"), number(info.changes)),
        (t("Last change"), when),
        (t("File format"), number(info.format)),
        (t("Size"), f"{texts.number(info.size / _MEGABYTE, 1)} MB"),
        (t("File"), str(path)),
    ]
    if info.owner:
        facts.append((t("Open in"), info.owner))
    width = max(len(name) for name, _ in facts)
    return [f"{name.ljust(width)}  {value}" for name, value in facts]
