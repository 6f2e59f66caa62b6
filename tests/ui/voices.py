# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A microphone and a loudspeaker of the tests' own."""

from collections.abc import Callable
from typing import Any

from cxfield.errors import UserError
from cxfield.services import interview_audio as audio

SECOND = b"\x01\x02" * audio.RATE


class Voice:
    """A microphone of the test's own."""

    def __init__(self) -> None:
        self.listening = False
        self.why: UserError | None = None

    def start(self, heard: Callable[[bytes], None], broken: Callable[[UserError], None]) -> None:
        if self.why is not None:
            raise self.why
        self.heard, self.broken, self.listening = heard, broken, True

    def stop(self) -> None:
        self.listening = False

    def say(self, seconds: float) -> None:
        if self.listening:
            self.heard((SECOND * 9)[: int(len(SECOND) * seconds) // 2 * 2])

    def keep_still(self, seconds: int) -> None:
        """Samples without any sound: muted."""
        for _ in range(seconds):
            self.heard(bytes(len(SECOND)))


class Ear:
    """A loudspeaker of the test's own."""

    def __init__(self) -> None:
        self.played: list[tuple[str, int, int]] = []

    def play(self, view: Any, data: bytes, place_ms: int) -> None:
        self.played.append((view.media_type, len(data), place_ms))

    def stop(self) -> None:
        pass
