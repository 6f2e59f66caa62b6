# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Published and recomputed figures, read by the tests that compare with them."""

import json
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_METHOD = _HERE.parent.parent / "resources" / "method"


def reference(name: str) -> Any:
    """Return a table of reference values, such as "nps"."""
    return json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))


def demo_study() -> Any:
    """Return the facts of the demo study with their expected results."""
    return json.loads((_METHOD / "demo_study.json").read_text(encoding="utf-8"))


def method(name: str) -> Any:
    """Return a table of the method, such as "observation_rules"."""
    return json.loads((_METHOD / f"{name}.json").read_text(encoding="utf-8"))
