# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kinds of records are called when they are counted or named to people."""

from collections.abc import Mapping

from cxfield.i18n import N_, Texts

KINDS: Mapping[str, str] = {
    "study": N_("study"),
    "wave": N_("waves"),
    "site": N_("sites"),
    "zone": N_("zones"),
    "touchpoint": N_("touchpoints"),
    "stage": N_("journey stages"),
    "channel": N_("channels"),
    "team_member": N_("team members"),
    "participant": N_("participants"),
    "person_key": N_("rows of the code key"),
    "consent": N_("consents"),
    "erasure": N_("erasures"),
    "code_group": N_("code groups"),
    "code": N_("codes"),
    "guide": N_("guides"),
    "guide_version": N_("guide versions"),
    "section": N_("guide sections"),
    "question": N_("questions"),
    "option": N_("choices"),
    "session": N_("sessions"),
    "shopper": N_("customers followed"),
    "entry": N_("entries"),
    "answer": N_("answers"),
    "moment": N_("moments"),
    "seat": N_("seats"),
    "turn": N_("speaking turns"),
    "statement": N_("statements"),
    "extract": N_("extracts"),
    "attachment": N_("pictures and recordings"),
    "metric": N_("metrics"),
    "measurement": N_("measurements"),
    "note": N_("cards"),
    "note_group": N_("card groups"),
    "finding": N_("findings"),
    "evidence": N_("pieces of evidence"),
    "action": N_("actions"),
    "reflection": N_("reflections"),
    "settlement": N_("settled differences"),
    "preconception": N_("preconceptions"),
}
_OTHER = N_("other records")


def kind_name(kind: str, texts: Texts) -> str:
    """A kind in the plural."""
    return texts.t(KINDS.get(kind, _OTHER))
