# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on the tabs of the Debrief room: how many of each, and what is left."""

from dataclasses import dataclass

from cxfield.model.debrief import Action, Finding, Note, Reflection
from cxfield.model.meeting import AgendaPart
from cxfield.model.people import Participant
from cxfield.services import double_coding
from cxfield.services.debrief_meeting import meeting_session
from cxfield.storage import Reader, disputes


@dataclass(frozen=True, slots=True)
class Counts:
    """Parts done of all, cards, open differences, findings, actions, days of reflection."""

    parts_done: int
    parts: int
    cards: int
    differences: int
    findings: int
    actions: int
    reflections: int

    def shown(self, tab: str) -> str:
        """What a tab shows."""
        return {
            "agenda": f"{self.parts_done}/{self.parts}" if self.parts else "",
            "board": str(self.cards),
            "differences": str(self.differences),
            "findings": str(self.findings),
            "actions": str(self.actions),
            "reflections": str(self.reflections),
        }.get(tab, "")


def counts(reader: Reader) -> Counts:
    """Count them; asked in the background."""
    session = meeting_session(reader)
    parts = reader.all(AgendaPart, session_id=session.id) if session is not None else []
    compared = double_coding.compare_all(reader, double_coding.found_pairs(reader))
    changed = disputes.disagreements(reader.connection)
    beaten = disputes.revived(reader.connection)
    codes = [person.code.strip().upper() for person in reader.all(Participant)]
    twins = len({code for code in codes if codes.count(code) > 1})
    return Counts(
        parts_done=sum(part.done for part in parts),
        parts=len(parts),
        cards=len(reader.all(Note)),
        differences=sum(one.open for one in compared) + len(changed) + len(beaten) + twins,
        findings=len(reader.all(Finding)),
        actions=len(reader.all(Action)),
        reflections=len(reader.all(Reflection)),
    )
