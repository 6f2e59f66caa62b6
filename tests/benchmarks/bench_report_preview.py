# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preview of the sample study's whole report after an edit: own words, a chapter left out, another order.

Goal: a second from the last key to the pages. Of it the room waits a quarter of a second for the next key
(a fifth when chapters are switched); the rest is work, measured as time of the processor, the best of some.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

GOAL = 1.0
WAIT = 0.27
REPEATS = 5


def best(work: Callable[[int], object]) -> float:
    """The shortest of some runs, in seconds of the processor."""
    found = []
    for number in range(REPEATS):
        began = time.process_time()
        work(number)
        found.append(time.process_time() - began)
    return min(found)


def main() -> int:
    """Print what each edit takes; 1 if one takes longer than a second."""
    from cxfield.cli import main as cxfield
    from cxfield.report.chapters import CHAPTERS
    from cxfield.services.report_desk import OWN_WORDS, Desk
    from cxfield.services.report_texts import set_chapter_text
    from cxfield.storage import StudyFile

    slow = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.cxf"
        cxfield(["demo", str(path)])
        study, desk = StudyFile.open(path), Desk()
        keys = [chapter.key for chapter in CHAPTERS]
        began = time.process_time()
        desk.look(study, language="fi", sections=keys)
        print(f"first look: {time.process_time() - began:.2f} s")

        def write(chapter: str, number: int) -> None:
            text = f"Tekijän omat sanat, {number}. versio."
            study.write(
                lambda uow: set_chapter_text(uow, chapter=chapter, locale="fi", text=text), label="words"
            ).result()
            desk.changed(OWN_WORDS)
            desk.look(study, language="fi", sections=keys)

        def leave_out(number: int) -> None:
            desk.look(study, language="fi", sections=[key for key in keys if key != keys[3 + number]])

        def move(number: int) -> None:
            desk.look(study, language="fi", sections=[*keys[:3], keys[4 + number], *keys[3:]])

        edits: tuple[tuple[str, Callable[[int], object]], ...] = (
            ("own words in the second chapter", lambda number: write("method", number)),
            ("own words in the middle", lambda number: write("ordinary", number)),
            ("own words in an appendix", lambda number: write("codebook", number)),
            ("a chapter left out", leave_out),
            ("a chapter moved", move),
        )
        for name, work in edits:
            took = WAIT + best(work)
            slow |= took > GOAL
            print(f"  {name}: {took:.2f} s with the wait (goal {GOAL:.0f} s)")
        study.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
