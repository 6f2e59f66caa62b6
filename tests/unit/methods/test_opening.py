# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A question opens by what was answered anywhere in the guide."""

from typing import Any

import pytest

from cxfield.methods.opening import compiled, listens_to

ROUTES = {"of": "nps", "routes": [{"from": 0, "to": 6, "text": {}}, {"from": 9, "to": 10, "text": {}}]}


@pytest.mark.parametrize(
    ("condition", "answers", "opens"),
    [
        (None, {}, True),
        ({}, {}, True),
        (ROUTES, {"nps": 6}, True),
        (ROUTES, {"nps": 7}, False),
        (ROUTES, {}, False),
        (ROUTES, {"nps": "cannot_say"}, False),
        ({"of": "csat", "from": 1, "to": 2}, {"csat": 2}, True),
        ({"of": "csat", "from": 1, "to": 2}, {"csat": True}, False),
        ({"of": "kind", "is": ["a", "b"]}, {"kind": ["c", "b"]}, True),
        ({"of": "shared", "is": [True]}, {"shared": 1}, False),
        ({"of": "shared", "is": [True]}, {"shared": True}, True),
        ({"of": "why", "answered": True}, {"why": True}, True),
        ({"of": "why", "answered": False}, {}, True),
        ({"all": [ROUTES, {"not": {"of": "why", "answered": True}}]}, {"nps": 0}, True),
        ({"any": [ROUTES, {"of": "csat", "from": 1, "to": 1}]}, {"csat": 1}, True),
        ({"any": []}, {}, False),
        ({"of": 7}, {}, True),
        ({"of": "nps", "routes": "broken"}, {"nps": 1}, True),
    ],
)
def test_a_condition_opens_a_question(condition: Any, answers: dict[str, Any], opens: bool) -> None:
    assert compiled(condition)(answers) is opens


def test_it_is_known_which_answers_a_condition_looks_at() -> None:
    assert listens_to({"all": [ROUTES, {"not": {"any": [{"of": "csat", "from": 1, "to": 2}]}}]}) == {
        "nps",
        "csat",
    }
    assert listens_to(None) == frozenset()
