# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the Data room."""

from cxfield.i18n import N_
from cxfield.services.data_filter import ANSWER, ENTRY, MOMENT, STATEMENT

SCOPE = "data"
WAIT_MS = 120
ALL = "all"
KIND_WORDS = {
    ALL: N_("All"),
    ENTRY: N_("Observations"),
    ANSWER: N_("Answers"),
    STATEMENT: N_("Statements"),
    MOMENT: N_("Feelings"),
}
LABELS = {
    "text": N_("Change the words"),
    "ordinariness": N_("Rate the entry"),
    "polarity": N_("Change the polarity"),
    "code_id": N_("Change the code"),
    "touchpoint_id": N_("Change the touchpoint"),
    "star": N_("Star"),
}
EDIT = N_("Edit")
DELETE = N_("Delete the row")
RESTORE = N_("Restore an earlier value")
