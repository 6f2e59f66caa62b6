# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides: what is asked, in which order and wording."""

from typing import Any

from cxfield.model.base import (
    Labels,
    Record,
    items,
    labels,
    mapping,
    required,
    soft,
    value,
)


class Guide(Record, table=True):
    """A guide under work; what was asked is in its versions."""

    key: str = ""
    name: Labels = labels()
    kind: str = "interview"
    colour: str = ""
    logo_id: str | None = soft("attachment")
    order_key: str = ""


class GuideVersion(Record, table=True):
    """A published, from then on unchanging wording of a guide.

    `moments` are the moments of the journey that are felt through, as {key, name}.
    """

    __tablename__ = "guide_version"

    guide_id: str = required("guide")
    number: int = 1
    published_at: int | None = None
    languages: list[str] = items()
    moments: list[dict[str, Any]] = items()


class Section(Record, table=True):
    """A theme or another part of a guide, with its planned minutes."""

    version_id: str = required("guide_version")
    key: str = ""
    theme: str = ""
    name: Labels = labels()
    minutes: float = 0.0
    order_key: str = ""


class Question(Record, table=True):
    """One question; `settings` is read by its question type, `condition` says when it opens."""

    section_id: str = required("section")
    key: str = ""
    type: str = "open"
    text: Labels = labels()
    hint: Labels = labels()
    probes: list[Labels] = items()
    settings: dict[str, Any] = mapping()
    condition: Any = value()
    follows_id: str | None = soft("question")
    order_key: str = ""


class Option(Record, table=True):
    """A choice of a question."""

    question_id: str = required("question")
    name: Labels = labels()
    image_id: str | None = soft("attachment")
    order_key: str = ""
