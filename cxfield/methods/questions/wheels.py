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
    """One family: its key, words, side, strength of control and angle (degrees clockwise from the top)."""

    key: str
    name: Mapping[str, str]
    positive: bool
    in_control: bool
    angle: float


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel with its name, sectors in order and the words of its centre."""

    key: str
    name: Mapping[str, str]
    emotions: tuple[Emotion, ...]
    centre: Mapping[str, Mapping[str, str]]

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
        {
            NONE: {"fi": "ei tunnetta", "en": "no emotion"},
            OTHER: {"fi": "muu tunne", "en": "other emotion"},
        },
    )


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
    if not whole or not INTENSITY_LOW <= int(intensity or 0) <= INTENSITY_HIGH:
        return UserError(
            N_("The strength of an emotion is {low} to {high}. Choose one of the rings."),
            low=INTENSITY_LOW,
            high=INTENSITY_HIGH,
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
