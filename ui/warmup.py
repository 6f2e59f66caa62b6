# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports what the rooms need, behind the first frame and on a worker thread.

The heavy packages take about a second; imported on the window's thread they would freeze it for as long.
"""

import gc
import sys
import time
from collections.abc import Callable

from ui.pages.base import Page
from ui.shell.rooms import ROOMS

_BREATH_S = 0.002
#: How soon a thread must hand the interpreter over. The usual 5 ms would be felt in every key press, for the
#: window paints while the writer saves; with 1 ms both are done sooner.
TURN_S = 0.001


def warm_up(stopped: Callable[[], bool]) -> None:
    """Import storage and services, then the pages of all rooms; ends early when it is told to."""
    # Hand the interpreter over often, so that the window keeps its frames while modules load.
    sys.setswitchinterval(0.0005)
    try:
        for load in _loads():
            if stopped():
                return
            page = load()
            if isinstance(page, type) and issubclass(page, Page):
                page.preload()
            time.sleep(_BREATH_S)
    finally:
        sys.setswitchinterval(TURN_S)
        if not gc.isenabled():
            # A window collects by itself. What is loaded now stays: it need not look at it ever again.
            gc.freeze()


def _loads() -> tuple[Callable[[], object], ...]:
    return (_model, _store, _services, *(room.load for room in ROOMS))


def _model() -> None:
    import cxfield.model.registry  # noqa: F401


def _store() -> None:
    import cxfield.storage  # noqa: F401


def _services() -> None:
    import cxfield.services.card
    import cxfield.services.interview
    import cxfield.services.observation  # noqa: F401
