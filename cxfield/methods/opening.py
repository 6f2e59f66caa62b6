# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a question opens: conditions on what was answered anywhere in the guide.

A condition is a small JSON object:

- `{"of": key, "from": 0, "to": 6}`: the answer to the question `key` is a number in that range;
- `{"of": key, "is": [value, ...]}`: it is (or, where several may be chosen, holds) one of the values;
- `{"of": key, "answered": true}`: it has an answer (or, with false, has none);
- `{"of": key, "routes": [{"from", "to", "text"}, ...]}`: it is in one of the ranges, each with its wording;
- `{"all": [...]}`, `{"any": [...]}`, `{"not": ...}`: conditions put together.

No condition is always open. What cannot be read is open too: a question too many can be skipped, a question
that never came cannot be asked again.
"""

from collections.abc import Callable, Mapping
from typing import Any

#: The kept value by question key; a question with words alone has `True`.
Answers = Mapping[str, Any]
Test = Callable[[Answers], bool]


def always(_answers: Answers) -> bool:
    """The test of a question without a condition."""
    return True


def compiled(condition: Any) -> Test:
    """Return the test of a condition, made once so that asking it again is quick."""
    if not isinstance(condition, Mapping) or not condition:
        return always
    if isinstance(condition.get("all"), list):
        tests = [compiled(part) for part in condition["all"]]
        return lambda answers: all(test(answers) for test in tests)
    if isinstance(condition.get("any"), list):
        some = [compiled(part) for part in condition["any"]]
        return lambda answers: any(test(answers) for test in some)
    if "not" in condition:
        other = compiled(condition["not"])
        return lambda answers: not other(answers)
    key = condition.get("of")
    if not isinstance(key, str) or not key:
        return always
    return _of(key, condition)


def _of(key: str, condition: Mapping[str, Any]) -> Test:
    if isinstance(condition.get("is"), list):
        wanted = condition["is"]
        return lambda answers: _holds(answers.get(key), wanted)
    if "answered" in condition:
        there = bool(condition["answered"])
        return lambda answers: (answers.get(key) not in (None, "", [])) is there
    routes = condition.get("routes")
    ranges = routes if isinstance(routes, list) else [condition]
    pairs = [(row.get("from"), row.get("to")) for row in ranges if isinstance(row, Mapping)]
    spans: list[tuple[float, float]] = [
        (low, high) for low, high in pairs if low is not None and high is not None
    ]
    if not spans:
        return always
    return lambda answers: _within(answers.get(key), spans)


def _plain(value: Any) -> Any:
    """What a condition compares: the choice or the number of an answer that holds more than that."""
    if isinstance(value, Mapping):
        return value.get("choice", value.get("number"))
    return value


def _holds(value: Any, wanted: list[Any]) -> bool:
    value = _plain(value)
    several = value if isinstance(value, list) else [value]
    # True and 1 are equal in Python; a yes is not the number one.
    return any(type(one) is type(other) and one == other for one in several for other in wanted)


def _within(value: Any, spans: list[tuple[float, float]]) -> bool:
    value = _plain(value)
    return _number(value) and any(low <= value <= high for low, high in spans)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def listens_to(condition: Any) -> frozenset[str]:
    """Return the keys of the questions whose answers a condition looks at."""
    if not isinstance(condition, Mapping):
        return frozenset()
    parts = [*(condition.get("all") or ()), *(condition.get("any") or ())]
    if "not" in condition:
        parts.append(condition["not"])
    own = {condition["of"]} if isinstance(condition.get("of"), str) else set()
    return frozenset(own).union(*(listens_to(part) for part in parts))
