# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Footnotes of Word: their calls in the text, and the part that holds their words."""

from collections.abc import Sequence

from cxfield.export.docx_xml import HEAD, NAMESPACES, paragraph, run

_FIRST = 1
_REFERENCE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


def call(number: int) -> str:
    """The raised number in the text; Word counts the notes itself."""
    return f'<w:r>{_REFERENCE}<w:footnoteReference w:id="{number - 1 + _FIRST}"/></w:r>'


def footnotes(notes: Sequence[str]) -> str:
    """The part: the line above the notes, as Word wants it, and every note."""
    small = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr>{small}</w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    told = "".join(
        f'<w:footnote w:id="{number}">'
        + paragraph("FootnoteText", f"<w:r>{_REFERENCE}<w:footnoteRef/></w:r>{run(' ' + words)}")
        + "</w:footnote>"
        for number, words in enumerate(notes, start=_FIRST)
    )
    return f"{HEAD}<w:footnotes {NAMESPACES}>{rules}{told}</w:footnotes>"
