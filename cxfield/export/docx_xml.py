# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pieces of WordprocessingML as text."""

from xml.sax.saxutils import escape, quoteattr

from cxfield.textclean import clean

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_EMU = 12700
"""English metric units in a point."""


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def text(words: str) -> str:
    """The content of a run: text with its line breaks and tabs, cleaned and escaped."""
    words = escape(clean(words))
    if "\n" not in words and "\t" not in words:
        return f'<w:t xml:space="preserve">{words}</w:t>' if words else ""
    lines = (
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in row.split("\t")
        )
        for row in words.split("\n")
    )
    return "<w:br/>".join(lines)


def run(words: str, *, bold: bool = False, italic: bool = False, colour: str = "", language: str = "") -> str:
    """A run; colour as RRGGBB, language as a tag where it is another one than the document's."""
    return f"<w:r>{_look(bold=bold, italic=italic, colour=colour, language=language)}{text(words)}</w:r>"


def _look(*, bold: bool = False, italic: bool = False, colour: str = "", language: str = "") -> str:
    look = "<w:b/>" if bold else ""
    look += "<w:i/>" if italic else ""
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    look += f'<w:lang w:val="{language}"/>' if language else ""
    return f"<w:rPr>{look}</w:rPr>" if look else ""


def paragraph(style: str, content: str, extra: str = "", keep: str = "") -> str:
    """A paragraph of a style; keep stands before the other properties, extra after them."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{extra}</w:pPr>{content}</w:p>'


def field(code: str, shown: str, *, bold: bool = False, colour: str = "") -> str:
    """A field with the result that is shown until it is updated."""
    look = _look(bold=bold, colour=colour)
    instruction = f'<w:r>{look}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>{instruction}'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>{run(shown, bold=bold, colour=colour)}'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def picture(key: str, number: int, width: float, height: float, *, alt: str, drop: float = 0.0) -> str:
    """A picture in the line, its size in points; drop lowers it under the base line."""
    size = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
    described = quoteattr(clean(alt).replace("\n", " "))
    position = f'<w:rPr><w:position w:val="{-round(drop * 2)}"/></w:rPr>' if drop else ""
    return (
        f'<w:r>{position}<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Graphic {number}" descr={described}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Graphic {number}" descr={described}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def border(edge: str, points: float, colour: str, space: int = 0) -> str:
    """One border; Word counts eighths of a point."""
    return f'<w:{edge} w:val="single" w:sz="{round(points * 8)}" w:space="{space}" w:color="{colour}"/>'
