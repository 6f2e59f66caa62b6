# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How likely to recommend, 0 to 10."""

from cxfield.analysis.nps import HIGHEST, LOWEST, NpsGroup, nps
from cxfield.i18n import N_
from cxfield.methods.questions.scale import ScaleType

NPS = ScaleType(
    "nps",
    N_("Likelihood to recommend (NPS)"),
    lambda _asked: (LOWEST, HIGHEST),
    lambda numbers, _asked: nps(numbers),
    N_("very unlikely"),
    N_("very likely"),
)

#: The words of the three groups, seen by the interviewer only.
GROUP_NAMES: dict[NpsGroup, str] = {
    NpsGroup.DETRACTOR: N_("detractor"),
    NpsGroup.PASSIVE: N_("passive"),
    NpsGroup.PROMOTER: N_("promoter"),
}
