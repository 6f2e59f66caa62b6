# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an observation rule is, and the gentle prompt it may give."""

from dataclasses import dataclass

MINUTE_MS = 60_000
#: At most one prompt in five minutes.
PROMPT_PAUSE_MS = 5 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the method; all texts are msgids. `in_bar`: whether it stands in the prompt bar."""

    key: str
    name: str
    meaning: str
    capture: str
    prompt: str
    in_bar: bool = True


@dataclass(frozen=True, slots=True)
class Prompt:
    """One sentence, one reason, one action (msgids) and the key of the rule that speaks.

    `values` fill the placeholders of the reason. `do` is what the action does: ordinary (log an ordinary
    one), line (write a note), open (the entry `about`), phase_after, pause, stop, known (nothing more). A
    `question` is kept from a silent observer.
    """

    rule: str
    sentence: str
    reason: str
    action: str = ""
    values: tuple[tuple[str, int], ...] = ()
    do: str = "ordinary"
    about: str = ""
    question: bool = True


def may_prompt(now_ms: int, last_shown_ms: int | None, *, typing: bool) -> bool:
    """Whether a prompt may be shown now: never during typing, at most one in five minutes.

    Times are those of the session clock in milliseconds.
    """
    return not typing and (last_shown_ms is None or now_ms - last_shown_ms >= PROMPT_PAUSE_MS)
