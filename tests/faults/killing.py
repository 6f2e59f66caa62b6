# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killing a process that logs and types, again and again, and looking at what is left.

A child is forked from a parent that has everything imported. It works on the study as the window does
(entries, ratings, undo, typing sent every 150 ms) and writes one line to a pipe for every
acknowledgement and every keystroke. At a random moment it gets SIGKILL. What it acknowledged must be there.
Most of the time is waiting, so a few lanes go on beside each other, each with a study of its own that grows.

Run as a program: `python -m tests.faults.killing 200` (and the number of lanes, else one a processor).
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cxfield.model.capture import Entry
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.storage import StudyFile

#: Typing may be lost for this long, in ms.
ALLOWED_MS = 250

_SEND_EVERY_MS = 150
_KEY_EVERY_MS = 20


@dataclass
class Log:
    """What the child said before it died."""

    entries: dict[str, str] = field(default_factory=dict)
    typed: list[tuple[float, str, int]] = field(default_factory=list)
    place: str = ""
    placing: str = ""
    alone: bool = False  # it ended before it was killed


def prepare(path: Path) -> str:
    """Make the study; returns its session."""
    study = StudyFile.create(path, author="H1")

    def verb(uow):  # type: ignore[no-untyped-def]
        return uow.add(Session(study_id=uow.add(Study()).id, state="running")).id

    session = study.write(verb, label="Set up").result(10).value
    study.close()
    return session


def work(path: Path, session: str, say: int, seed: int) -> None:
    """Log, rate, undo and type until killed."""
    rng = random.Random(seed)
    study = StudyFile.open(path, author="H1")

    def tell(*words: object) -> None:
        os.write(say, ("\t".join(map(str, words)) + "\n").encode())

    while True:
        for _ in range(rng.randint(1, 6)):
            text = f"havainto {rng.randrange(10**6)}"
            entry = Entry(session_id=session, text=text)
            made = study.write(lambda uow, e=entry: uow.add(e), label="Log", scope=session).result(30).value
            tell("entry", made.id, text)
            if rng.random() < 0.3:
                study.write(
                    lambda uow, i=made.id: uow.change(Entry, i, ordinariness=4), label="Rate", scope=session
                ).result(30)
            if rng.random() < 0.2:
                tell("undoing", made.id)
                study.undo(session).result(30)
        note = study.write(lambda uow: uow.add(Entry(session_id=session)), label="Note", scope=session)
        _type(study, session, note.result(30).value.id, rng, tell)


def _type(study, session, note, rng, tell):  # type: ignore[no-untyped-def]
    """Type 50 keys a second; the text is handed over every 150 ms, as the window does."""
    typed, sent = "", time.monotonic()
    tell("placing", note)
    study.keep_place(entry=note).result(30)
    tell("place", note)
    for _ in range(rng.randint(5, 60)):
        typed += rng.choice("abcdefghij ")
        tell("key", note, len(typed), time.monotonic())
        if (time.monotonic() - sent) * 1000 >= _SEND_EVERY_MS:
            sent = time.monotonic()
            study.write(lambda uow, t=typed: uow.type_in(Entry, note, text=t), label="Type", scope=session)
        time.sleep(_KEY_EVERY_MS / 1000)
    study.write(lambda uow: uow.type_in(Entry, note, text=typed), label="Type", scope=session).result(30)
    study.seal().result(30)


def once(path: Path, session: str, seed: int, lines: int, more_s: float) -> tuple[Log, float]:
    """Fork, let work until so many lines were said and a little longer, kill; what was said, when it ended.

    Lines and not seconds, for a busy machine gets less done in a second.
    """
    hear, say = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        try:
            work(path, session, say, seed)
        finally:
            os._exit(1)
    os.close(say)
    said = b""
    with os.fdopen(hear, "rb", buffering=0) as pipe:
        while said.count(b"\n") < lines and (piece := pipe.read(4096)):
            said += piece
        time.sleep(more_s)
        os.kill(child, signal.SIGKILL)
        ended = time.monotonic()
        _, status = os.waitpid(child, 0)
        while piece := pipe.read(4096):
            said += piece
    log = _heard(said.decode())
    log.alone = not os.WIFSIGNALED(status)
    return log, ended


def _heard(said: str) -> Log:
    log = Log()
    for line in said.split("\n")[:-1]:
        word, *rest = line.split("\t")
        if word == "entry":
            log.entries[rest[0]] = rest[1]
        elif word == "undoing":
            log.entries.pop(rest[0], None)
        elif word == "placing":
            log.placing = rest[0]
        elif word == "place":
            log.place = rest[0]
        elif word == "key":
            log.typed.append((float(rest[2]), rest[0], int(rest[1])))
    return log


def losses(path: Path, log: Log, ended: float) -> list[str]:
    """What is wrong after a kill; empty when nothing acknowledged is lost."""
    study = StudyFile.open(path)
    try:
        wrong = list(study.check())
        if log.alone:
            wrong.append("the child ended by itself")
        rows = {entry.id: entry.text for entry in study.read(lambda r: r.all(Entry))}
        wrong += [f"entry {i} is lost" for i, text in log.entries.items() if rows.get(i) != text]
        # One that is kept already, but not yet told of, is a newer one.
        if log.place and study.place().get("entry") not in (log.place, log.placing):
            wrong.append("the place is lost")
        due = [(note, length) for at, note, length in log.typed if (ended - at) * 1000 > ALLOWED_MS]
        if due and len(rows.get(due[-1][0], "")) < due[-1][1]:
            note, length = due[-1]
            wrong.append(f"{length - len(rows.get(note, ''))} keys older than {ALLOWED_MS} ms are lost")
        return wrong
    finally:
        study.close()


def lane(rounds: int, seed: int) -> Iterator[tuple[Log, list[str]]]:
    """Kill so many times, on one file that goes on growing; what each child said and what was lost."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kill.cxf"
        session = prepare(path)
        for _ in range(rounds):
            log, ended = once(path, session, rng.randrange(10**6), rng.randrange(50), rng.uniform(0, 0.25))
            yield log, losses(path, log, ended)


def _lane_apart(rounds: int, seed: int, say: int) -> int:
    """Fork a process for a lane; it says a line for each kill."""
    child = os.fork()
    if child:
        return child
    try:
        for log, wrong in lane(rounds, seed):
            os.write(say, "\t".join([str(len(log.entries)), str(len(log.typed)), *wrong, "\n"]).encode())
        os._exit(0)
    finally:
        os._exit(1)


def campaign(rounds: int, seed: int, lanes: int) -> bool:
    """Kill so many times in all and tell how it goes; whether nothing was lost."""
    begun, hear_say = time.monotonic(), os.pipe()
    shares = [rounds // lanes + (at < rounds % lanes) for at in range(lanes)]
    children = [_lane_apart(share, seed + at, hear_say[1]) for at, share in enumerate(shares)]
    os.close(hear_say[1])
    kills = entries = keys = lost = 0
    with os.fdopen(hear_say[0], encoding="utf-8") as pipe:
        for line in pipe:
            made, typed, *wrong = line.rstrip("\n").split("\t")[:-1]
            kills, entries, keys, lost = kills + 1, entries + int(made), keys + int(typed), lost + len(wrong)
            for words in wrong:
                print(f"kill {kills}: {words}", flush=True)
            if kills % 10 == 0 or kills == rounds:
                took = time.monotonic() - begun
                said = f"{entries} entries and {keys} keys, {lost} losses"
                print(f"{kills} of {rounds} kills in {took:.0f} s: {said}", flush=True)
    ended_well = all(os.waitpid(child, 0)[1] == 0 for child in children)
    if not ended_well or kills < rounds or not entries or not keys:
        print(f"only {kills} of {rounds} kills were tried (seed {seed})", flush=True)
        return False
    return lost == 0


if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    beside = int(sys.argv[2]) if len(sys.argv) > 2 else min(os.cpu_count() or 1, 4)
    sys.exit(not campaign(times, random.randrange(10**6), beside))
