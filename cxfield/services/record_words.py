# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kinds of records are called when they are counted or named to people."""

from collections.abc import Callable, Mapping

from cxfield.i18n import N_, Texts

_COUNTED: Mapping[str, Callable[[Texts, int], str]] = {
    "study": lambda x, n: x.tn("{n} study", "{n} studies", n),
    "wave": lambda x, n: x.tn("{n} wave", "{n} waves", n),
    "site": lambda x, n: x.tn("{n} site", "{n} sites", n),
    "zone": lambda x, n: x.tn("{n} zone", "{n} zones", n),
    "touchpoint": lambda x, n: x.tn("{n} touchpoint", "{n} touchpoints", n),
    "stage": lambda x, n: x.tn("{n} journey stage", "{n} journey stages", n),
    "channel": lambda x, n: x.tn("{n} channel", "{n} channels", n),
    "team_member": lambda x, n: x.tn("{n} team member", "{n} team members", n),
    "participant": lambda x, n: x.tn("{n} participant", "{n} participants", n),
    "person_key": lambda x, n: x.tn("{n} row of the code key", "{n} rows of the code key", n),
    "consent": lambda x, n: x.tn("{n} consent", "{n} consents", n),
    "erasure": lambda x, n: x.tn("{n} erasure", "{n} erasures", n),
    "code_group": lambda x, n: x.tn("{n} code group", "{n} code groups", n),
    "code": lambda x, n: x.tn("{n} code", "{n} codes", n),
    "guide": lambda x, n: x.tn("{n} guide", "{n} guides", n),
    "guide_version": lambda x, n: x.tn("{n} guide version", "{n} guide versions", n),
    "section": lambda x, n: x.tn("{n} guide section", "{n} guide sections", n),
    "question": lambda x, n: x.tn("{n} question", "{n} questions", n),
    "option": lambda x, n: x.tn("{n} choice", "{n} choices", n),
    "session": lambda x, n: x.tn("{n} session", "{n} sessions", n),
    "shopper": lambda x, n: x.tn("{n} customer followed", "{n} customers followed", n),
    "entry": lambda x, n: x.tn("{n} observation", "{n} observations", n),
    "answer": lambda x, n: x.tn("{n} answer", "{n} answers", n),
    "moment": lambda x, n: x.tn("{n} moment", "{n} moments", n),
    "seat": lambda x, n: x.tn("{n} seat", "{n} seats", n),
    "turn": lambda x, n: x.tn("{n} speaking turn", "{n} speaking turns", n),
    "statement": lambda x, n: x.tn("{n} statement", "{n} statements", n),
    "extract": lambda x, n: x.tn("{n} extract", "{n} extracts", n),
    "attachment": lambda x, n: x.tn("{n} picture or recording", "{n} pictures and recordings", n),
    "follow_up_task": lambda x, n: x.tn("{n} person to get back to", "{n} people to get back to", n),
    "metric": lambda x, n: x.tn("{n} metric", "{n} metrics", n),
    "measurement": lambda x, n: x.tn("{n} measurement", "{n} measurements", n),
    "note": lambda x, n: x.tn("{n} card", "{n} cards", n),
    "note_group": lambda x, n: x.tn("{n} card group", "{n} card groups", n),
    "finding": lambda x, n: x.tn("{n} finding", "{n} findings", n),
    "evidence": lambda x, n: x.tn("{n} piece of evidence", "{n} pieces of evidence", n),
    "action": lambda x, n: x.tn("{n} action", "{n} actions", n),
    "reflection": lambda x, n: x.tn("{n} reflection", "{n} reflections", n),
    "settlement": lambda x, n: x.tn("{n} settled difference", "{n} settled differences", n),
    "preconception": lambda x, n: x.tn("{n} preconception", "{n} preconceptions", n),
}

_ONE: Mapping[str, str] = {
    "study": N_("Study"), "wave": N_("Wave"), "site": N_("Site"), "zone": N_("Zone"),
    "touchpoint": N_("Touchpoint"), "stage": N_("Stage of the journey"), "channel": N_("Channel"),
    "team_member": N_("Team member"), "participant": N_("Participant"), "person_key": N_("Code key"),
    "consent": N_("Consent"), "code_group": N_("Code group"), "code": N_("Code"), "guide": N_("Guide"),
    "guide_version": N_("Version of a guide"), "section": N_("Section of a guide"),
    "question": N_("Question"), "option": N_("Choice"), "session": N_("Session"), "shopper": N_("Customer"),
    "entry": N_("Entry"), "answer": N_("Answer"), "moment": N_("Moment"), "seat": N_("Seat"),
    "statement": N_("Statement"), "extract": N_("Extract"), "attachment": N_("Picture or recording"),
    "follow_up_task": N_("Person to get back to"), "metric": N_("Metric"), "measurement": N_("Measurement"),
    "target": N_("Target"), "note": N_("Card"), "note_group": N_("Group of cards"), "finding": N_("Finding"),
    "evidence": N_("Piece of evidence"), "action": N_("Action"), "reflection": N_("Reflection"),
    "preconception": N_("Preconception"),
}  # fmt: skip


def counted(kind: str, n: int, texts: Texts) -> str:
    """So many of a kind, as in "2 touchpoints"."""
    say = _COUNTED.get(kind)
    return say(texts, n) if say else texts.tn("{n} other record", "{n} other records", n)


def kind_word(kind: str, texts: Texts) -> str:
    """One of a kind, as a heading."""
    return texts.t(_ONE.get(kind, N_("Record")))
