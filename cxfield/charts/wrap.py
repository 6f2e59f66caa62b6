# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words in lines of a width, for a chart."""

from cxfield.charts.measure import fit, text_width

_MOST_LINES = 3


def lines_of(words: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The words in at most three lines; what does not fit into the last one ends with an ellipsis."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        full = len(lines) == _MOST_LINES
        if lines and (full or text_width(longer, size, bold=bold) <= width):
            lines[-1] = longer
        else:
            lines.append(word)
    return [fit(line, size, width, bold=bold) for line in lines]
