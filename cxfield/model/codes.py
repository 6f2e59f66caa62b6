# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook."""

from cxfield.model.base import Labels, Record, items, labels, required, soft


class CodeGroup(Record, table=True):
    """A family of codes: one column of tiles."""

    __tablename__ = "code_group"

    key: str = ""
    name: Labels = labels()
    family: str = "action"
    order_key: str = ""


class Code(Record, table=True):
    """Something an observer logs with one key."""

    group_id: str = required("code_group")
    name: Labels = labels()
    short: Labels = labels()
    kind: str = "point"
    meaning: str = ""
    purpose: str = "event"
    limit_min: float | None = None
    key: str = ""
    shape: str = "circle"
    use_when: Labels = labels()
    not_when: Labels = labels()
    order_key: str = ""


class Modifier(Record, table=True):
    """A further choice on a code, such as who began a contact; `offered` is off once it is retired."""

    code_id: str = required("code")
    name: Labels = labels()
    choices: list[Labels] = items()
    offered: bool = True
    order_key: str = ""


class CodeExclusion(Record, table=True):
    """That two states cannot run at once (ids in order, so the link is the same both ways)."""

    __tablename__ = "code_exclusion"

    code_id: str = required("code")
    other_id: str = required("code")


class NormalReaction(Record, table=True):
    """A reaction that is normal at a site, reusable while observing."""

    __tablename__ = "normal_reaction"

    site_id: str | None = soft("site")
    text: Labels = labels()
    order_key: str = ""
