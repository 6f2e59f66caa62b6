# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a researcher keeps while reading the data."""

from typing import Any

from cxfield.model.base import Labels, Record, labels, mapping


class Theme(Record, table=True):
    """A named combination of filters; `conditions` are those of `cxfield.services.data_filter.Filter`."""

    name: Labels = labels()
    conditions: dict[str, Any] = mapping()
    order_key: str = ""
