# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services that a page may need later: imported where one of their functions first runs.

Verbs run on the writer's thread, so pressing a key right after the start never makes the window import
anything. For the type checker a page imports the real module; see `ui.pages.observe.page`.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


class Late:
    """A stand-in for a module of functions."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            return getattr(import_module(self._module), name)(*args, **kwargs)

        return call
