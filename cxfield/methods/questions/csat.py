# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer satisfaction, 1 to 5."""

from cxfield.analysis.satisfaction import CSAT_SCALE, csat
from cxfield.i18n import N_
from cxfield.methods.questions.scale import ScaleType

CSAT = ScaleType(
    "csat",
    N_("Customer satisfaction (CSAT)"),
    lambda _asked: CSAT_SCALE,
    lambda numbers, _asked: csat(numbers),
    N_("very dissatisfied"),
    N_("very satisfied"),
)
