# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Half an hour of observing six shoppers as a list of times: what is pressed when, and what must be kept."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code
from cxfield.model.study import Touchpoint
from cxfield.storage import Reader, StudyFile

MINUTE = 60_000
LENGTH = 30 * MINUTE
#: The program is killed at these times; nothing is pressed while it starts again.
KILLS = (10 * MINUTE, 20 * MINUTE)
QUIET_MS = 40_000
#: When each shopper comes in, in ms.
ARRIVALS = (24_000, 70_000, 200_000, 430_000, 710_000, 1_030_000)
POINTS, STATES = "STLVKMNHIYRA", "EOJ"
#: A state on the left ends those on the right of the same shopper.
APART = {"O": "J", "J": "O", "E": ""}
#: Entries further from their time than this are not the same entry.
_SWAPPED_MS = 1_000
_WORST = 5
NOTES = ("goes round the table twice", "asks for the price", "puts the box back", "looks at the map")


@dataclass(frozen=True, slots=True)
class Step:
    """One press or tap: `kind` is follow, shopper, place, code, tap, rate, tone, note or kill."""

    t: int
    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it must come back: code or text, shopper, touchpoint (from 1), and the end of a state.

    A press was made at its time or up to its slack later: the hands cannot tell better.
    """

    t: int
    what: str
    letter: str = ""
    place: int = 0
    end: int | None = None
    rating: int = 1
    tone: int = 0
    slack_ms: int = 0
    end_slack_ms: int = 0


@dataclass(slots=True)
class _Field:
    """The field while the list is made."""

    steps: list[Step] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    selected: str = ""
    places: dict[str, int] = field(default_factory=dict)
    running: dict[tuple[str, str], int] = field(default_factory=dict)

    def press(self, t: int, kind: str, value: str = "") -> None:
        self.steps.append(Step(t, kind, value))

    def log(self, t: int, what: str) -> None:
        self.kept.append(Kept(t, what, self.selected, self.places.get(self.selected, 0)))

    def toggle(self, t: int, code: str) -> None:
        place = self.running.pop((code, self.selected), None)
        if place is not None:
            self.kept[place] = replace(self.kept[place], end=t)
            return
        for other in APART[code]:
            ended = self.running.pop((other, self.selected), None)
            if ended is not None:
                self.kept[ended] = replace(self.kept[ended], end=t)
        self.log(t, code)
        self.running[code, self.selected] = len(self.kept) - 1

    def select(self, t: int, letter: str) -> None:
        if letter != self.selected:
            self.press(t, "shopper", str(self.followed.index(letter) + 1))
            self.selected = letter


def half_hour(seed: int, minutes: int = 30) -> tuple[tuple[Step, ...], tuple[Kept, ...]]:
    """The list of a coder, and what it must leave behind; another seed is another pair of eyes.

    In fewer minutes the six shoppers come and the two kills fall as much sooner; the pace stays the same.
    """
    chance, made = random.Random(seed), _Field()
    length, part = minutes * MINUTE, minutes * MINUTE / LENGTH
    arrivals = [max(24_000 + 6_000 * n, round(at * part)) for n, at in enumerate(ARRIVALS)]
    kills = [round(at * part) for at in KILLS]
    t = 20_000
    while t < length - 45_000:
        if arrivals and t >= arrivals[0]:
            t = _arrive(made, max(t, arrivals.pop(0)), chance)
            continue
        near = next((kill for kill in kills if kill - 4_000 < t < kill + QUIET_MS), None)
        if near is not None:
            if not any(step.kind == "kill" and step.t == near for step in made.steps):
                made.press(near, "kill")
            t = near + QUIET_MS
            continue
        if made.followed:
            t = _something(made, t, chance)
        t += chance.randrange(4_400, 10_600)
    for code, letter in list(made.running):
        made.select(t, letter)
        made.press(t + 900, "code", code)
        made.toggle(t + 900, code)
        t += 2_000
    return tuple(made.steps), tuple(made.kept)


def _arrive(made: _Field, t: int, chance: random.Random) -> int:
    letter = "ABCDEF"[len(made.followed)]
    # Nobody is selected before the first one; later ones come in when somebody is, and have no place yet.
    made.press(t, "follow")
    made.followed.append(letter)
    made.selected = letter
    made.press(t + 1_100, "place", "1")
    made.places[letter] = 1
    return t + 2_000 + chance.randrange(1_000)


def _something(made: _Field, t: int, chance: random.Random) -> int:
    made.select(t, chance.choice(made.followed))
    t += 1_200
    what = chance.random()
    if what < 0.10:
        place = chance.choice([n for n in range(1, 9) if n != made.places[made.selected]])
        made.press(t, "place", str(place))
        made.places[made.selected] = place
    elif what < 0.32:
        code = chance.choice(STATES)
        made.press(t, chance.choice(("code", "code", "tap")), code)
        made.toggle(t, code)
    elif what < 0.40:
        words = chance.choice(NOTES)
        made.press(t, "note", words)
        made.log(t, words)
        t += 60 * len(words) + 600
    else:
        code = chance.choice(POINTS)
        made.press(t, chance.choice(("code", "code", "tap")), code)
        made.log(t, code)
        if chance.random() < 0.25:
            made.press(t + 700, "rate", rating := chance.choice("2345"))
            made.press(t + 1_300, "tone", "-")
            made.kept[-1] = replace(made.kept[-1], rating=int(rating), tone=-1)
            t += 1_300
    return t


@dataclass(frozen=True, slots=True)
class Differences:
    """What a file has otherwise than the list: entries only in one, and the largest gaps in ms."""

    missing: list[str]
    strange: list[str]
    worst_ms: int
    worst_length_ms: int
    entries: int
    #: The entries furthest from their times, the worst first.
    worst: list[str]


def differences(file: StudyFile, session_id: str, kept: Iterable[Kept], within_ms: int = 0) -> Differences:
    """Compare a session's entries with the list, in the order of their times."""
    words = file.read(_words)
    rows = sorted(
        file.read(lambda r: r.all(Entry, session_id=session_id)), key=lambda row: (row.t_ms, row.id)
    )
    wanted = sorted(kept, key=lambda one: one.t)
    missing: list[str] = []
    strange: list[str] = []
    off: list[tuple[int, str]] = []
    length = 0
    for row, one in zip_longest(rows, wanted):
        if row is None or one is None:
            (missing if row is None else strange).append(str(one or words.of(row)))
            continue
        said = words.of(row)
        same = replace(
            one, t=said.t, end=said.end if one.end is not None else None, slack_ms=0, end_slack_ms=0
        )
        if said != same or abs(row.t_ms - one.t) > max(within_ms, 0) + _SWAPPED_MS:
            missing.append(f"{one} came back as {said}")
            continue
        start = _beyond(row.t_ms - one.t, one.slack_ms)
        off.append((start, f"{one.what} at {one.t}"))
        if one.end is not None and said.end is not None:
            end = _beyond(said.end - one.end, one.end_slack_ms)
            length = max(length, abs(end - start))
    off.sort(key=lambda found: -abs(found[0]))
    worst = [f"{late:+d} ms: {what}" for late, what in off[:_WORST] if late]
    return Differences(missing, strange, abs(off[0][0]) if off else 0, length, len(rows), worst)


def _beyond(off_ms: int, slack_ms: int) -> int:
    """How far a time is before a press or after its slack."""
    return off_ms if off_ms < 0 else max(0, off_ms - slack_ms)


@dataclass(frozen=True, slots=True)
class _Words:
    """The names by which the list calls codes, shoppers and touchpoints."""

    codes: dict[str, str]
    letters: dict[str, str]
    places: dict[str, int]

    def of(self, row: Entry) -> Kept:
        return Kept(
            row.t_ms,
            self.codes.get(row.code_id or "", row.text),
            self.letters.get(row.shopper_id or "", ""),
            self.places.get(row.touchpoint_id or "", 0),
            row.end_t_ms,
            row.ordinariness,
            row.polarity,
        )


def _words(reader: Reader) -> _Words:
    points = reader.all(Touchpoint, order_by="order_key")
    return _Words(
        {code.id: code.key for code in reader.all(Code)},
        {shopper.id: shopper.letter for shopper in reader.all(Shopper)},
        {point.id: place for place, point in enumerate(points, 1)},
    )
