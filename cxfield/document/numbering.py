# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers that nodes get from their place: chapters, figures and tables."""

from dataclasses import dataclass

from cxfield.document.nodes import Figure, Heading, LongTable, Node, Table


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of each node by its index: "3" or "3.1" for headings, 1, 2, 3... for the others."""

    headings: dict[int, str]
    figures: dict[int, int]
    tables: dict[int, int]

    def heading_text(self, index: int, heading: Heading) -> str:
        """The heading as printed, with its number if it has one."""
        number = self.headings.get(index, "")
        return f"{number} {heading.text}" if number else heading.text


def number_nodes(nodes: tuple[Node, ...]) -> Numbers:
    """Number the numbered headings, all figures and the tables that have a caption."""
    counters = [0, 0, 0]
    numbers = Numbers({}, {}, {})
    for index, node in enumerate(nodes):
        match node:
            case Heading(level=level, numbered=True):
                counters[level - 1] += 1
                counters[level:] = [0] * (3 - level)
                numbers.headings[index] = ".".join(str(n) for n in counters[:level])
            case Figure():
                numbers.figures[index] = len(numbers.figures) + 1
            case Table() | LongTable() if node.caption:
                numbers.tables[index] = len(numbers.tables) + 1
            case _:
                pass
    return numbers


def chapter_number(nodes: tuple[Node, ...], key: str) -> str:
    """The number of the heading with this key, for references in the text; empty if it has none."""
    numbers = number_nodes(nodes)
    for index, node in enumerate(nodes):
        if isinstance(node, Heading) and node.key == key:
            return numbers.headings.get(index, "")
    return ""
