# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes and no, with a middle, with words or with a count."""

from cxfield.i18n import N_
from cxfield.methods.questions.base import Choice
from cxfield.methods.questions.choice import ChoiceType

YES = Choice("yes", msgid=N_("Yes"))
PARTLY = Choice("partly", msgid=N_("Partly"))
NO = Choice("no", msgid=N_("No"))

YES_NO = ChoiceType("yes_no", N_("Yes or no"), (YES, NO))
YES_PARTLY_NO = ChoiceType("yes_partly_no", N_("Yes, partly or no"), (YES, PARTLY, NO))
YES_NO_OPEN = ChoiceType("yes_no_open", N_("Yes or no, and what"), (YES, NO))
YES_NO_COUNT = ChoiceType("yes_no_count", N_("Yes or no, and how many times"), (YES, NO), counted="yes")
