# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole study as one JSON document, for programs."""

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cxfield.export.job import Cancelled_, Progress, Steps, never_cancelled, nothing_reported, whole_file

FORMAT = "cxfield-study"


def write_json(
    records: Mapping[str, Sequence[Mapping[str, Any]]],
    path: Path,
    *,
    version: int,
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> None:
    """Write records by kind: {"format", "version", "records": {kind: [record, ...]}}, keys in order.

    The same records give the same bytes. UserError when it cannot be written.
    """
    steps = Steps(len(records) + 1, progress, cancelled)
    with whole_file(path, steps) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=True)
        text.write(f'{{"format": {json.dumps(FORMAT)}, "version": {version}, "records": {{')
        for place, (kind, rows) in enumerate(records.items()):
            text.write(f"{',' if place else ''}\n{json.dumps(kind)}: [")
            for number, row in enumerate(rows):
                said = json.dumps(row, ensure_ascii=False, sort_keys=True)
                text.write(f"{',' if number else ''}\n {said}")
                steps.row()
            text.write("]")
            steps.step()
        text.write("}}\n")
        text.flush()
        text.detach()
