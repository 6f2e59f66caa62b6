# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Emotion wheels: the families of emotion words and where they stand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cxfield import paths
from cxfield.errors import UserError
from cxfield.i18n import N_

INTENSITY_LOW, INTENSITY_HIGH = 1, 5
MOST_EMOTIONS = 3
NONE, OTHER = "none", "other"


@dataclass(frozen=True, slots=True)
class Emotion:
    """One family: its key, words, side, strength of control and angle (degrees clockwise from the top).

    `positive` is None where the wheel does not say; `strengths` are the words of the rings, mildest first.
    """

    key: str
    name: Mapping[str, str]
    positive: bool | None
    in_control: bool
    angle: float
    strengths: tuple[Mapping[str, str], ...] = ()

    @property
    def right(self) -> bool:
        """Whether it stands in the right half of the drawing."""
        return self.angle % 360 < 180


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel with its name, sectors in order, the words of its centre, and how many rings it has.

    `axes`: whether its right half is positive and its upper half in control.
    """

    key: str
    name: Mapping[str, str]
    emotions: tuple[Emotion, ...]
    centre: Mapping[str, Mapping[str, str]]
    rings: int = INTENSITY_HIGH
    axes: bool = True

    @property
    def sector(self) -> float:
        """How many degrees a family takes."""
        return 360 / len(self.emotions)

    def find(self, key: str) -> Emotion | None:
        """Return the family of that key."""
        return next((emotion for emotion in self.emotions if emotion.key == key), None)

    def words(self, key: str) -> Mapping[str, str]:
        """Return the words of a family or of the centre."""
        emotion = self.find(key)
        return emotion.name if emotion is not None else self.centre.get(key, {})


@cache
def geneva() -> Wheel:
    """Return the Geneva list of 20 families (Scherer 2005; own drawing, own Finnish words)."""
    raw = json.loads(paths.resource("method", "emotions_geneva.json").read_text(encoding="utf-8"))
    return Wheel(
        "geneva",
        {"fi": raw["name_fi"], "en": raw["name_en"]},
        tuple(
            Emotion(
                row["key"],
                {"fi": row["fi"], "en": row["en"].lower()},
                row["valence"] == "positive",
                row["control"] == "high",
                float(row["angle_deg_clockwise_from_top"]),
            )
            for row in sorted(raw["emotions"], key=lambda row: row["order"])
        ),
        _CENTRE,
    )


@cache
def plutchik() -> Wheel:
    """Return Plutchik's eight basic emotions in three strengths (1980; own drawing, own Finnish words)."""
    raw = json.loads(paths.resource("method", "emotions_plutchik.json").read_text(encoding="utf-8"))
    half = 360 / len(raw["primary"]) / 2
    return Wheel(
        "plutchik",
        {"fi": raw["name_fi"], "en": raw["name_en"]},
        tuple(
            Emotion(
                row["key"],
                {"fi": row["fi"], "en": row["en"].lower()},
                _SIDES.get(row["key"]),
                in_control=True,
                angle=float(row["angle_deg_clockwise_from_top"]) + half,
                strengths=(row["mild"], {"fi": row["fi"], "en": row["en"].lower()}, row["strong"]),
            )
            for row in raw["primary"]
        ),
        _CENTRE,
        rings=3,
        axes=False,
    )


#: Which of the eight are pleasant; of surprise and anticipation the wheel does not say.
_SIDES = {"joy": True, "trust": True, "fear": False, "sadness": False, "disgust": False, "anger": False}
_CENTRE: Mapping[str, Mapping[str, str]] = {
    NONE: {"fi": "ei tunnetta", "en": "no emotion"},
    OTHER: {"fi": "muu tunne", "en": "other emotion"},
}
#: The wheels a question may ask, the usual one first.
WHEELS: tuple[str, ...] = ("geneva", "plutchik")


def wheel_named(key: Any) -> Wheel:
    """Return the wheel of that key; the usual one for a key that is not known."""
    return plutchik() if key == "plutchik" else geneva()


def emotion_words(key: str) -> Mapping[str, str]:
    """Return the words of an emotion of any wheel; nothing for one that no wheel has."""
    return geneva().words(key) or plutchik().words(key)


def picks_problem(picks: Any, wheel: Wheel) -> UserError | None:
    """Return why picks {key, intensity, words?} cannot be kept, or None."""
    if picks is None:
        return None
    if not isinstance(picks, list) or not all(isinstance(pick, Mapping) for pick in picks):
        return UserError(N_("Emotions are picked from the wheel. Pick a sector of the wheel."))
    if len(picks) > MOST_EMOTIONS:
        return UserError(
            N_("A moment holds at most {most} emotions. Remove one before adding another."),
            most=MOST_EMOTIONS,
        )
    for pick in picks:
        problem = _pick_problem(pick, wheel)
        if problem is not None:
            return problem
    keys = [pick["key"] for pick in picks]
    if len(set(keys)) != len(keys):
        return UserError(N_("The same emotion is there twice. Change its strength instead."))
    if NONE in keys and len(keys) > 1:
        return UserError(N_("No emotion and an emotion do not go together. Remove one of them."))
    return None


def _pick_problem(pick: Mapping[str, Any], wheel: Wheel) -> UserError | None:
    key, intensity = pick.get("key"), pick.get("intensity")
    if not isinstance(key, str) or not wheel.words(key):
        return UserError(
            N_("The word {word} is not on this emotion wheel. Pick a sector of the wheel."), word=str(key)
        )
    if key == NONE:
        return None
    whole = isinstance(intensity, int) and not isinstance(intensity, bool)
    if not whole or not INTENSITY_LOW <= int(intensity or 0) <= wheel.rings:
        return UserError(
            N_("The strength of an emotion is {low} to {high}. Choose one of the rings."),
            low=INTENSITY_LOW,
            high=wheel.rings,
        )
    return None


def kept_picks(picks: Any) -> list[dict[str, Any]]:
    """Return picks with the fields that are kept, in the order of picking."""
    found = []
    for pick in picks or ():
        kept: dict[str, Any] = {"key": pick["key"]}
        if pick["key"] != NONE:
            kept["intensity"] = int(pick["intensity"])
        if pick["key"] == OTHER and pick.get("words"):
            kept["words"] = str(pick["words"])[:80]
        found.append(kept)
    return found
