# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer effort; the version in the settings says which scale it is and which end is good."""

from cxfield.analysis.satisfaction import CES2, CES_VERSIONS, CesVersion, ces
from cxfield.i18n import N_
from cxfield.methods.questions.base import Asked
from cxfield.methods.questions.scale import ScaleType


def version_of(asked: Asked) -> CesVersion:
    """Return the version a question asks; the 2013 one where it names none that is known."""
    wanted = asked.settings.get("version")
    return next((version for version in CES_VERSIONS if version.key == wanted), CES2)


#: The words at the ends of each version: what a low and a high number say.
ENDS: dict[str, tuple[str, str]] = {
    "ces1": (N_("very little effort"), N_("very much effort")),
    "ces_yesno": (N_("no"), N_("yes")),
    "ces2": (N_("completely disagree"), N_("completely agree")),
    "ces_ease": (N_("very difficult"), N_("very easy")),
}

CES = ScaleType(
    "ces",
    N_("Customer effort (CES)"),
    lambda asked: (version_of(asked).low, version_of(asked).high),
    lambda numbers, asked: ces(numbers, version_of(asked)),
    *ENDS["ces2"],
)
