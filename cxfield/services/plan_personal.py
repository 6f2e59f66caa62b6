# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must not stand in free text: national identity numbers, and words of the special categories."""

import re

from cxfield.i18n import N_, Texts

# Finnish identity code: day, month, year, century sign, individual number, check character.
_CODE = re.compile(
    r"(?<![0-9A-Za-z])(\d{6})([-+A-FYXWVU])(\d{3})([0-9A-FHJ-NPR-Y])(?![0-9A-Za-z])", re.IGNORECASE
)
_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
# Estonian and Swedish ones look like this; a wrong alarm costs a glance, a missed one a leak.
_OTHERS = (re.compile(r"(?<!\d)[1-8]\d{2}[01]\d[0-3]\d{5}(?!\d)"), re.compile(r"(?<!\d)\d{6}[-+]\d{4}(?!\d)"))

_CATEGORIES: tuple[tuple[str, str], ...] = (
    (
        N_("health"),
        (
            r"diabe\w*|syöpä\w*|syövä\w*|masennu\w*|raska(?:us|ana)\w*|vammai\w*|sairau\w*|sairas\w*|lääkity\w*|"
            r"cancer|depress\w*|pregnan\w*|disab(?:led|ility)\w*|illness\w*|diagnos\w*|medication\w*"
        ),
    ),
    (
        N_("religion"),
        (
            r"uskon(?:to|no)\w*|muslim\w*|islam\w*|kristit\w*|juutalai\w*|helluntai\w*|jehova\w*|"
            r"religio\w*|christian\w*|jewish|hindu\w*|buddhis\w*"
        ),
    ),
    (
        N_("ethnic origin"),
        r"etni\w*|romani(?:a|t|en|ksi)?|saamelai\w*|ihonväri\w*|maahanmuuttaja\w*|ethnic\w*|skin colour",
    ),
    (
        N_("political opinion"),
        r"poliitti\w*|puoluekan\w*|vasemmistolai\w*|oikeistolai\w*|political\w*|left-wing|right-wing",
    ),
    (N_("trade union membership"), r"ammattiliit\w*|ammattiyhdisty\w*|trade union\w*|union member\w*"),
    (
        N_("sex life or orientation"),
        (
            r"homosek\w*|lesbo\w*|biseksu\w*|seksuaali\w*|transsuku\w*|homosexual\w*|lesbian\w*|bisexual\w*|"
            r"sexual\w*|transgender\w*"
        ),
    ),
)
_WORDS = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _CATEGORIES)


def has_identity_number(text: str) -> bool:
    """Whether a text holds something that is a national identity number."""
    for found in _CODE.finditer(text):
        number = int(found[1] + found[3])
        if _CHECKS[number % len(_CHECKS)] == found[4].upper():
            return True
    return any(pattern.search(text) for pattern in _OTHERS)


def special_categories(text: str) -> tuple[str, ...]:
    """The special categories of personal data (msgids) that a text seems to speak of."""
    return tuple(name for name, pattern in _WORDS if pattern.search(text))


def warning_of(text: str, texts: Texts) -> str:
    """The sentence to show beside a field, or nothing."""
    if has_identity_number(text):
        return texts.t("This looks like a national identity number. Remove it: CXField never needs one.")
    found = special_categories(text)
    if found:
        return texts.t(
            "This may tell of {what}. Write it only if the study needs it and the person has agreed.",
            what=texts.listing(texts.t(name) for name in found),
        )
    return ""
