# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The styles of Word reports, from the same typography as the PDF."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from cxfield.charts.palette import Palette
from cxfield.document.nodes import Document
from cxfield.export.common import LANGUAGE_TAGS
from cxfield.export.docx_xml import HEAD, NAMESPACES, border, twips
from cxfield.export.typography import (
    CELL_BOTTOM,
    CELL_GAP,
    CELL_TOP,
    FAMILY,
    FONT_LINE,
    HAIRLINE,
    HEAD_LINE,
    QUOTE_BAR,
    QUOTE_INDENT,
    RULE,
    Style,
    StyleName,
    page,
    styles,
)

GAP = "ReportGap"
"""Style of the thin paragraph that Word needs between two tables."""


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A paragraph style: its id and name in Word, its look and what else its paragraphs have."""

    key: str
    name: str
    look: StyleName
    based_on: str = "Normal"
    next_style: str = "Normal"
    before: float | None = None
    after: float | None = None
    keep_next: bool = False
    outline: int | None = None
    listed: bool = True
    frame: str = ""
    tabs: str = ""
    indent: str = ""


def _ink(palette: Palette, token: str) -> str:
    return palette[token].removeprefix("#")


def _word_styles(palette: Palette) -> tuple[WordStyle, ...]:
    end = f'<w:tabs><w:tab w:val="right" w:pos="{twips(page().column)}"/></w:tabs>'
    rule = f"<w:pBdr>{border('bottom', RULE, _ink(palette, 'accent.base'), 6)}</w:pBdr>"
    grey = _ink(palette, "line.strong")
    box = "".join(border(edge, HAIRLINE, grey, 6) for edge in ("top", "left", "bottom", "right"))
    violet = _ink(palette, "source.interview")
    bar = f"<w:pBdr>{border('left', QUOTE_BAR, violet, round(QUOTE_INDENT))}</w:pBdr>"
    quote = f'<w:ind w:left="{twips(QUOTE_INDENT + QUOTE_BAR)}"/>'
    inset = '<w:ind w:left="140" w:right="140"/>'

    def toc(level: int) -> WordStyle:
        indent = f'<w:ind w:left="{(level - 1) * 240}"/>'
        return WordStyle(f"TOC{level}", f"toc {level}", "toc", tabs=end, indent=indent, listed=False)

    return (
        WordStyle("Title", "Title", "title", next_style="Subtitle", keep_next=True),
        WordStyle("Subtitle", "Subtitle", "question"),
        WordStyle("Heading1", "heading 1", "h1", outline=0, keep_next=True),
        WordStyle("Heading2", "heading 2", "h2", outline=1, keep_next=True),
        WordStyle("Heading3", "heading 3", "h3", outline=2, keep_next=True),
        WordStyle("TOCHeading", "TOC Heading", "h1", keep_next=True),
        toc(1), toc(2), toc(3),
        WordStyle("Caption", "caption", "caption"),
        WordStyle(
            "Quote", "Quote", "quote", "Normal", "QuoteSource", keep_next=True, frame=bar, indent=quote
        ),
        WordStyle("QuoteSource", "Quote Source", "source", frame=bar, indent=quote),
        WordStyle("ListBullet", "List Bullet", "body", after=4, next_style="ListBullet"),
        WordStyle("ListNumber", "List Number", "body", after=4, next_style="ListNumber"),
        WordStyle("Header", "header", "running", tabs=end, listed=False),
        WordStyle("Footer", "footer", "running", tabs=end, listed=False),
        WordStyle("ReportLead", "Report Lead", "lead"),
        WordStyle("ReportSmall", "Report Small", "caption"),
        WordStyle("ReportNote", "Report Note", "note", frame=f"<w:pBdr>{box}</w:pBdr>", indent=inset),
        WordStyle("ReportClient", "Report Client", "client", frame=rule, tabs=end),
        WordStyle("ReportFact", "Report Fact", "fact", keep_next=True),
        WordStyle("ReportFactLabel", "Report Fact Label", "fact_label"),
        WordStyle("ReportFinding", "Report Finding", "finding"),
        WordStyle("ReportFindingNumber", "Report Finding Number", "finding_number"),
        WordStyle("ReportEvidence", "Report Evidence", "evidence"),
        WordStyle("FootnoteText", "footnote text", "footnote", next_style="FootnoteText", listed=False),
        WordStyle("ReportCell", "Report Cell", "table", next_style="ReportCell"),
        WordStyle("ReportCellHead", "Report Cell Head", "table_head", next_style="ReportCell"),
        WordStyle("ReportFigure", "Report Figure", "body", before=6, after=6, keep_next=True),
    )  # fmt: skip


def _paragraph_properties(style: WordStyle, look: Style) -> str:
    before = look.before if style.before is None else style.before
    after = look.after if style.after is None else style.after
    keep = "<w:keepNext/><w:keepLines/>" if style.keep_next else ""
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    # Lines set closer than the font asks for would be spread otherwise.
    rule = "exact" if look.size * FONT_LINE > look.leading else "atLeast"
    spacing = (
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" '
        f'w:line="{twips(look.leading)}" w:lineRule="{rule}"/>'
    )
    return f"<w:pPr>{keep}{style.frame}{style.tabs}{spacing}{style.indent}{outline}</w:pPr>"


def _run_properties(look: Style, palette: Palette) -> str:
    half = round(look.size * 2)
    return (
        f"<w:rPr>{'<w:b/><w:bCs/>' if look.bold else ''}{'<w:i/><w:iCs/>' if look.italic else ''}"
        f'<w:color w:val="{_ink(palette, look.colour)}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )


def _style(style: WordStyle, palette: Palette) -> str:
    look = styles()[style.look]
    shown = "<w:qFormat/>" if style.listed else ""
    custom = ' w:customStyle="1"' if style.name.startswith(("Report", "Quote Source")) else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.key}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/><w:next w:val="{style.next_style}"/>{shown}'
        f"{_paragraph_properties(style, look)}{_run_properties(look, palette)}</w:style>"
    )


def styles_xml(document: Document, palette: Palette) -> str:
    """The styles part, in the font of the brand if it has one."""
    body, tag = styles()["body"], LANGUAGE_TAGS[document.language]
    family = escape(
        document.brand.font if document.brand and document.brand.font else FAMILY, {'"': "&quot;"}
    )
    half, ink = round(body.size * 2), _ink(palette, body.colour)
    faces = f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{faces}<w:color w:val="{ink}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        f'<w:lang w:val="{tag}" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:spacing w:before="0" w:after="{twips(body.after)}" '
        f'w:line="{twips(body.leading)}" w:lineRule="atLeast"/></w:pPr></w:style>'
    )
    gap = (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{GAP}"><w:name w:val="Report Gap"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" '
        'w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="8"/><w:szCs w:val="8"/></w:rPr></w:style>'
    )
    defaults_of_kinds = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    own = "".join(_style(style, palette) for style in _word_styles(palette))
    table = _table_style(palette)
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{normal}{defaults_of_kinds}{own}{gap}{table}</w:styles>"


def _table_style(palette: Palette) -> str:
    hair = _ink(palette, "line.hairline")
    ink = _ink(palette, "text.primary")
    lines = border("bottom", HAIRLINE, hair) + border("insideH", HAIRLINE, hair)
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
        f'<w:top w:w="{twips(CELL_TOP)}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        # The line below a row adds to its height.
        f'<w:bottom w:w="{twips(CELL_BOTTOM - HAIRLINE)}" w:type="dxa"/>'
        f'<w:right w:w="{twips(CELL_GAP)}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f"{border('bottom', HEAD_LINE, ink)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )
