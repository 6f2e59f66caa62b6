# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an entry may carry beside its code: kinds, causes, quick emotions, signs; and the track sheet."""

from dataclasses import dataclass

from cxfield.i18n import N_


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: the key that is stored and its words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Emotion:
    """A quick emotion with its usual tone, which is offered, never forced."""

    key: str
    words: str
    valence: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a good or a bad experience that is ticked as it happens."""

    key: str
    words: str
    good: bool


#: Feelings, attitudes, responses, behaviour (the four things the Trustmary guide asks observers to see).
ASPECTS: tuple[Choice, ...] = (
    Choice("feeling", N_("Feeling")),
    Choice("attitude", N_("Attitude")),
    Choice("response", N_("Response")),
    Choice("behaviour", N_("Behaviour")),
)
#: The company's own factors that shape what customers do.
CAUSES: tuple[Choice, ...] = (
    Choice("staff", N_("Staff")),
    Choice("process", N_("Process")),
    Choice("space", N_("Space")),
    Choice("product", N_("Product")),
    Choice("system", N_("System")),
    Choice("other_customers", N_("Other customers")),
)
#: One-key set for in-store logging; keys and tones as in cx_quick_emotions.json.
EMOTIONS: tuple[Emotion, ...] = (
    Emotion("delight", N_("delight (emotion)"), 2),
    Emotion("contentment", N_("contentment"), 1),
    Emotion("interest", N_("interest"), 1),
    Emotion("relief", N_("relief"), 1),
    Emotion("neutral", N_("no particular emotion"), 0),
    Emotion("surprise", N_("astonishment"), 0),
    Emotion("confusion", N_("confusion"), -1),
    Emotion("impatience", N_("impatience"), -1),
    Emotion("frustration", N_("frustration"), -2),
    Emotion("disappointment", N_("disappointment"), -2),
)
#: What makes an experience good or bad, from the questions people ask about customer experience.
SIGNS: tuple[Sign, ...] = (
    Sign("recognised", N_("Recognised as a customer"), good=True),
    Sign("advice", N_("Advised on the product"), good=True),
    Sign("waits", N_("Has to wait"), good=False),
    Sign("transfers", N_("Passed from one to another"), good=False),
    Sign("dead_end", N_("Dead end, no solution"), good=False),
)
#: What takes the observer's own attention away.
DISTRACTIONS: tuple[Choice, ...] = (
    Choice("talk", N_("Somebody talked to me")),
    Choice("phone", N_("Phone")),
    Choice("crowd", N_("Could not see")),
    Choice("device", N_("The device")),
    Choice("tired", N_("Tired")),
    Choice("other", N_("Something else")),
)
AGE_BANDS: tuple[Choice, ...] = (
    Choice("0-17", N_("under 18")),
    Choice("18-24", "18–24"),
    Choice("25-34", "25–34"),
    Choice("35-44", "35–44"),
    Choice("45-54", "45–54"),
    Choice("55-64", "55–64"),
    Choice("65-74", "65–74"),
    Choice("75+", N_("75 or over")),
)
GENDERS: tuple[Choice, ...] = (
    Choice("woman", N_("woman")),
    Choice("man", N_("man")),
    Choice("unsaid", N_("not estimated")),
)
PARTIES: tuple[Choice, ...] = (
    Choice("alone", N_("on their own")),
    Choice("pair", N_("a pair")),
    Choice("family", N_("a family with children")),
    Choice("friends", N_("a group of friends")),
)
BASKETS: tuple[Choice, ...] = (
    Choice("none", N_("nothing")),
    Choice("hand", N_("in the hand")),
    Choice("basket", N_("a basket")),
    Choice("cart", N_("a trolley")),
)
CHECKOUTS: tuple[Choice, ...] = (
    Choice("staffed", N_("staffed till")),
    Choice("self", N_("self-checkout")),
    Choice("desk", N_("service desk")),
    Choice("none", N_("no checkout")),
)


def sign_of(key: str) -> Sign | None:
    """The sign with a key."""
    return next((sign for sign in SIGNS if sign.key == key), None)


def words_of(choices: tuple[Choice, ...], key: str) -> str:
    """The words of a choice; an unknown key as it is."""
    return next((choice.words for choice in choices if choice.key == key), key)
