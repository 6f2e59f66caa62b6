# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field days of the sample study: twelve observation sessions, four of them coded twice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cxfield.i18n import N_
from cxfield.model.capture import Entry, Shopper
from cxfield.model.enums import Phase, SessionKind
from cxfield.services.demo.scenery import MINUTE, SECOND, Hand, Scene, facts, utc_ms
from cxfield.services.observation import (
    change_entry,
    log_event,
    log_note,
    rate_entry,
    remove_entry,
    set_polarity,
    start_session,
    stop_session,
    toggle_state,
)
from cxfield.services.observation_shapes import Closing, Inherited, Start
from cxfield.services.quickline import Line
from cxfield.services.study_setup import SessionPlan, plan_session
from cxfield.services.tracking import follow_shopper, let_shopper_go
from cxfield.storage import UnitOfWork

Row = Mapping[str, Any]

#: In these sessions something was logged by mistake: once taken out, once undone at once.
REMOVED_IN, UNDONE_IN = 3, 10
#: The second observer's clock is this much behind or ahead, in ms, in turn.
DELAYS = (2000, 1000, 3000, 1000, 2000)
SECOND_LENGTH = 60 * SECOND
#: A shopper is picked this long before the first entry.
LOOK_MS = 20 * SECOND
EDITED_AT = "18:10"
LATER = frozenset(("first_text", "interpretation", "so_what"))


@dataclass(frozen=True, slots=True)
class Field:
    """A running session: who logs in it and when it began."""

    scene: Scene
    hand: Hand
    row: Row
    session_id: str
    begins: int
    lead: str
    shoppers: dict[str, str]

    def inherited(self, entry: Row) -> Inherited:
        """What the screen adds to an entry by itself."""
        known = self.scene.known
        return Inherited(
            session_id=self.session_id,
            observer_id=known.members[entry.get("by", self.lead)],
            touchpoint_id=known.touchpoints[entry["place"] - 1],
            shopper_id=self.shoppers.get(entry.get("shopper", "")),
            zone_id=known.zones[self.row["site"], entry["place"]],
        )


def run_observation(scene: Scene, row: Row) -> None:
    """Run one session, and its second coding if it has one."""
    lead = next(iter(row["roles"]))
    begins = utc_ms(row["date"], row["time"])
    with scene.at(lead, row["date"], row["time"]) as hand:
        field = _begin(scene, hand, row, lead, begins)
        if row["number"] == UNDONE_IN:
            _undo_something(field)
        hand.do(lambda uow: _log_everything(uow, field))
        hand.until(begins + row["minutes"] * MINUTE)
        hand.do(lambda uow: _finish(uow, scene, row, field.session_id))
    if any("second" in entry for entry in row["entries"]):
        _second_coding(scene, row, begins)


def _begin(scene: Scene, hand: Hand, row: Row, lead: str, begins: int) -> Field:
    known = scene.known
    start = Start(
        site_id=known.sites[row["site"]],
        phase=Phase(row["phase"]),
        roles={known.members[code]: role for code, role in row["roles"].items()},
        planned_id=known.planned[row["number"]],
        wave_id=known.wave,
        language=scene.language,
    )
    session = hand.do(lambda uow: start_session(uow, start=start, stamp=uow.stamp()))
    return Field(scene, hand, row, session.id, begins, lead, {})


def _log_everything(uow: UnitOfWork, field: Field) -> None:
    for t_ms, act in sorted(_acts(field), key=lambda pair: pair[0]):
        field.hand.until(field.begins + t_ms)
        act(uow)


def _acts(field: Field) -> Iterator[tuple[int, Callable[[UnitOfWork], None]]]:
    """Everything the observer does, with its session time; ends come before what begins at the same time."""
    row = field.row
    latest = row["minutes"] * MINUTE
    for shopper in reversed(row["shoppers"]):
        # Letters are given in the order of following, so A is followed before B.
        latest = min(latest, *(entry["t"] - LOOK_MS for entry in row["entries"] if _is_of(entry, shopper)))
        latest -= 1
        yield latest, _follow(field, shopper)
    for entry in row["entries"]:
        if "end" in entry:
            yield entry["end"], _end(field, entry)
    for entry in row["entries"]:
        yield entry["t"], _log(field, entry)
    for shopper in row["shoppers"]:
        seen = [entry.get("end", entry["t"]) for entry in row["entries"] if _is_of(entry, shopper)]
        yield max(seen) + 30 * SECOND, _let_go(field, shopper)
    if row["number"] == REMOVED_IN:
        yield row["entries"][4]["t"] + 50 * SECOND, _log_and_remove(field, row["entries"][4])


def _is_of(entry: Row, shopper: Row) -> bool:
    return bool(entry.get("shopper") == shopper["letter"])


def _follow(field: Field, shopper: Row) -> Callable[[UnitOfWork], None]:
    def act(uow: UnitOfWork) -> None:
        made = follow_shopper(
            uow,
            session_id=field.session_id,
            stamp=uow.stamp(),
            marker=field.scene.say(shopper["marker"]),
            age_band=shopper["age_band"],
            party=shopper["party"],
            basket=shopper["basket"],
        )
        field.shoppers[shopper["letter"]] = made.id

    return act


def _let_go(field: Field, shopper: Row) -> Callable[[UnitOfWork], None]:
    return lambda uow: void(
        let_shopper_go(uow, shopper_id=field.shoppers[shopper["letter"]], stamp=uow.stamp())
    )


def _end(field: Field, entry: Row) -> Callable[[UnitOfWork], None]:
    code = field.scene.known.codes[entry["code"]]
    return lambda uow: void(
        toggle_state(uow, inherited=field.inherited(entry), code_id=code, stamp=uow.stamp())
    )


def _log(field: Field, entry: Row) -> Callable[[UnitOfWork], None]:
    def act(uow: UnitOfWork) -> None:
        logged = _write_down(uow, field, entry)
        _complete(uow, field, entry, logged.id)
        known = field.scene.known
        known.entries[field.row["number"], entry["t"]] = logged.id
        if "note" in entry:
            known.noted[entry["note"]] = logged.id
        if "issue" in entry:
            known.touched_by.setdefault(entry["issue"], []).append(logged.id)

    return act


def _write_down(uow: UnitOfWork, field: Field, entry: Row) -> Entry:
    """A code costs a key, a note its words and Enter; what comes after is rated afterwards."""
    inherited = field.inherited(entry)
    code_id = field.scene.known.codes.get(entry.get("code", ""))
    text = field.scene.say(entry.get("first_text") or entry.get("text"))
    if text or code_id is None:
        line = Line(
            text=text,
            code_id=code_id,
            touchpoint_id=inherited.touchpoint_id,
            ordinariness=None if "first_text" in entry else entry.get("ordinariness"),
            polarity=entry.get("polarity"),
        )
        return log_note(uow, inherited=inherited, line=line, stamp=uow.stamp())
    if entry["code"] in field.scene.known.states:
        return toggle_state(uow, inherited=inherited, code_id=code_id, stamp=uow.stamp())[0]
    return log_event(uow, inherited=inherited, code_id=code_id, stamp=uow.stamp())


def _complete(uow: UnitOfWork, field: Field, entry: Row, entry_id: str) -> None:
    logged = uow.get(Entry, entry_id)
    if entry.get("chosen") and not logged.chosen:
        rate_entry(uow, entry_id=entry_id, ordinariness=entry.get("ordinariness", 1))
    if entry.get("polarity", 0) != logged.polarity:
        set_polarity(uow, entry_id=entry_id, polarity=entry["polarity"])
    say = field.scene.say
    texts = {"how": "how", "expected_instead": "expected"}
    told: dict[str, Any] = {name: say(entry[key]) for name, key in texts.items() if key in entry}
    told |= {name: entry[name] for name in ("marks", "causes", "star", "aware") if name in entry}
    if told:
        uow.change(Entry, entry_id, **told)


def _log_and_remove(field: Field, entry: Row) -> Callable[[UnitOfWork], None]:
    def act(uow: UnitOfWork) -> None:
        code = field.scene.known.codes[entry["code"]]
        slip = log_event(uow, inherited=field.inherited(entry), code_id=code, stamp=uow.stamp())
        remove_entry(uow, entry_id=slip.id)

    return act


def _undo_something(field: Field) -> None:
    """A wrong key right at the start, taken back with undo."""
    field.hand.until(field.begins + 5 * MINUTE)
    entry = field.row["entries"][0]
    place = field.inherited({"place": entry["place"]})
    code = field.scene.known.codes["H"]
    study = field.hand.study
    study.write(
        lambda uow: log_event(uow, inherited=place, code_id=code, stamp=uow.stamp()),
        label=N_("Log entry"),
        scope=field.session_id,
    ).result()
    field.hand.clock.advance(2 * SECOND)
    study.undo(field.session_id).result()


def _finish(uow: UnitOfWork, scene: Scene, row: Row, session_id: str) -> None:
    attention = facts("debrief")["closing"]["attention"][row["number"] - 1]
    closing = Closing(attention=attention, notes=scene.say(row.get("notes")), reactivity=row["reactivity"])
    stop_session(uow, session_id=session_id, stamp=uow.stamp(), closing=closing)


def _second_coding(scene: Scene, row: Row, begins: int) -> None:
    """What the second observer logged of the same things, on a clock of their own."""
    known = scene.known
    plan = SessionPlan(
        kind=SessionKind.OBSERVATION,
        site_id=known.sites[row["site"]],
        phase=Phase(row["phase"]),
        roles={known.members["H2"]: "silent"},
        wave_id=known.wave,
        parallel_of=known.planned[row["number"]],
        number=row["number"],
        language=scene.language,
    )
    with scene.at("H2", row["date"], row["time"]) as hand:
        planned = hand.do(lambda uow: plan_session(uow, plan=plan))
        start = Start(
            site_id=plan.site_id,
            phase=plan.phase,
            roles=plan.roles,
            planned_id=planned.id,
            wave_id=known.wave,
            language=scene.language,
        )
        hand.do(lambda uow: start_session(uow, start=start, stamp=uow.stamp()))
        shoppers = hand.do(lambda uow: _shoppers_of(uow, known.planned[row["number"]]))
        field = Field(scene, hand, row, planned.id, begins, "H2", shoppers)
        hand.do(lambda uow: _log_second(uow, field))
        hand.until(begins + row["minutes"] * MINUTE)
        hand.do(lambda uow: stop_session(uow, session_id=planned.id, stamp=uow.stamp()))


def _shoppers_of(uow: UnitOfWork, session_id: str) -> dict[str, str]:
    return {shopper.letter: shopper.id for shopper in uow.all(Shopper, session_id=session_id)}


def _log_second(uow: UnitOfWork, field: Field) -> None:
    for entry in _second_entries(field.row):
        field.hand.until(field.begins + entry["t"])
        code = field.scene.known.codes[entry["code"]]
        inherited = field.inherited(entry)
        logged = log_event(uow, inherited=inherited, code_id=code, stamp=uow.stamp())
        if entry["ordinariness"] > 1:
            rate_entry(uow, entry_id=logged.id, ordinariness=entry["ordinariness"])
        if entry["code"] in field.scene.known.states:
            uow.change(Entry, logged.id, end_t_ms=logged.t_ms + SECOND_LENGTH)


def _second_entries(row: Row) -> list[dict[str, Any]]:
    """The second observer's entries: the same shoppers and places, own codes and ratings."""
    paired = [entry for entry in row["entries"] if entry.get("second")]
    made = [
        {
            "t": entry["t"] + DELAYS[place % len(DELAYS)],
            "place": entry["place"],
            "shopper": entry.get("shopper", ""),
            **entry["second"],
        }
        for place, entry in enumerate(paired)
    ]
    made += [{"ordinariness": 1, **entry} for entry in row.get("second_only", ())]
    return sorted(made, key=lambda entry: entry["t"])


def read_through(scene: Scene, day: str) -> None:
    """In the evening: correct the day's notes, write what they mean beside them, never instead."""
    found = [
        (row["number"], entry)
        for row in facts("sessions")["sessions"]
        for entry in row["entries"]
        if row["date"] == day and LATER & entry.keys()
    ]
    if found:
        with scene.at("H1", day, EDITED_AT) as hand:
            hand.do(lambda uow: _correct(uow, scene, found))


def _correct(uow: UnitOfWork, scene: Scene, found: list[tuple[int, Row]]) -> None:
    for number, entry in found:
        fields = {name: scene.say(entry[name]) for name in ("interpretation", "so_what") if name in entry}
        if "first_text" in entry:
            fields["text"] = scene.say(entry["text"])
        change_entry(uow, entry_id=scene.known.entries[number, entry["t"]], **fields)


def void(_value: object) -> None:
    """Drop a verb's result."""
