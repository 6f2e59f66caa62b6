# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fixed parts of a Word package: styles, settings, lists, fonts, header, footer and properties.

Elements stand in the order that the schema of WordprocessingML asks for; Word refuses others.
"""

import uuid
from datetime import date
from xml.sax.saxutils import escape

from cxfield.charts.measure import FACES
from cxfield.document.nodes import Document
from cxfield.export.common import LANGUAGE_TAGS, palette_of
from cxfield.export.docx_styles import styles_xml
from cxfield.export.docx_xml import HEAD, NAMESPACES, field, paragraph, run, twips
from cxfield.export.typography import FAMILY, page
from cxfield.export.wording import line
from cxfield.paths import resource

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_FONT_PARTS = (
    ("embedRegular", (False, False)),
    ("embedBold", (True, False)),
    ("embedItalic", (False, True)),
    ("embedBoldItalic", (True, True)),
)

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    f'<Default Extension="odttf" ContentType="{_TYPES}.obfuscatedFont"/>'
    + "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("word/document.xml", f"{_TYPES}.wordprocessingml.document.main+xml"),
            ("word/styles.xml", f"{_TYPES}.wordprocessingml.styles+xml"),
            ("word/settings.xml", f"{_TYPES}.wordprocessingml.settings+xml"),
            ("word/footnotes.xml", f"{_TYPES}.wordprocessingml.footnotes+xml"),
            ("word/numbering.xml", f"{_TYPES}.wordprocessingml.numbering+xml"),
            ("word/fontTable.xml", f"{_TYPES}.wordprocessingml.fontTable+xml"),
            ("word/header1.xml", f"{_TYPES}.wordprocessingml.header+xml"),
            ("word/header2.xml", f"{_TYPES}.wordprocessingml.header+xml"),
            ("word/footer1.xml", f"{_TYPES}.wordprocessingml.footer+xml"),
            ("word/footer2.xml", f"{_TYPES}.wordprocessingml.footer+xml"),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("docProps/app.xml", f"{_TYPES}.extended-properties+xml"),
        )
    )
    + "</Types>"
)

_FIXED = (
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdFootnotes", "footnotes", "footnotes.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
    ("rIdFonts", "fontTable", "fontTable.xml"),
    ("rIdHeader", "header", "header1.xml"),
    ("rIdHeaderFirst", "header", "header2.xml"),
    ("rIdFooter", "footer", "footer1.xml"),
    ("rIdFooterFirst", "footer", "footer2.xml"),
)


def relations(entries: list[tuple[str, str, str]]) -> str:
    """A relationships part from (id, kind, target)."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in entries
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def package_relations() -> str:
    """Where the document and its properties are."""
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return relations(
        [
            ("rId1", f"{_RELATIONS}/officeDocument", "word/document.xml"),
            ("rId2", core, "docProps/core.xml"),
            ("rId3", f"{_RELATIONS}/extended-properties", "docProps/app.xml"),
        ]
    )


def document_relations(pictures: list[tuple[str, str]]) -> str:
    """The parts of the document and its pictures as (id, file name)."""
    fixed = [(key, f"{_RELATIONS}/{kind}", target) for key, kind, target in _FIXED]
    images = [(key, f"{_RELATIONS}/image", f"media/{name}") for key, name in pictures]
    return relations(fixed + images)


def core_properties(document: Document) -> str:
    """Title, subject and dates; nobody's name."""
    moment = _moment(document.created)
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(line(document.title))}</dc:title>"
        f"<dc:subject>{escape(line(document.subject or document.subtitle))}</dc:subject>"
        "<dc:creator></dc:creator>"
        f"<cp:keywords>{escape(', '.join(map(line, document.keywords)))}</cp:keywords>"
        "<cp:lastModifiedBy></cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        f"<dc:language>{LANGUAGE_TAGS[document.language]}</dc:language>"
        "</cp:coreProperties>"
    )


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def app_properties() -> str:
    """The name of the program."""
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>CXField</Application></Properties>"
    )


def settings(document: Document) -> str:
    """Fonts embedded, language set, today's layout rules; no question about fields when opened."""
    comma = "," if document.language == "fi" else "."
    return (
        f"{HEAD}<w:settings {NAMESPACES}>"
        '<w:zoom w:percent="100"/><w:embedTrueTypeFonts/>'
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE_TAGS[document.language]}"/>'
        f'<w:decimalSymbol w:val="{comma}"/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )


def numbering(lists: int) -> str:
    """One bullet list and so many numbered lists, each starting at one."""
    bullet = (
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="280" w:hanging="240"/></w:pPr></w:lvl></w:abstractNum>'
    )
    decimal = (
        '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="320"/></w:pPr></w:lvl></w:abstractNum>'
    )
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + "".join(
        f'<w:num w:numId="{number + 2}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(lists)
    )
    return f"{HEAD}<w:numbering {NAMESPACES}>{bullet}{decimal}{nums}</w:numbering>"


def fonts() -> dict[str, bytes]:
    """The font table and the four faces, obfuscated with their keys as the format asks."""
    parts: dict[str, bytes] = {}
    embedded = ""
    entries: list[tuple[str, str, str]] = []
    for number, (element, face) in enumerate(_FONT_PARTS, start=1):
        key = uuid.uuid5(uuid.NAMESPACE_URL, FACES[face])
        code = f"{{{str(key).upper()}}}"
        embedded += f'<w:{element} r:id="rId{number}" w:fontKey="{code}"/>'
        entries.append((f"rId{number}", f"{_RELATIONS}/font", f"fonts/font{number}.odttf"))
        parts[f"word/fonts/font{number}.odttf"] = _obfuscated(resource(FACES[face]).read_bytes(), key)
    table = (
        f'{HEAD}<w:fonts {NAMESPACES}><w:font w:name="{FAMILY}"><w:altName w:val="Segoe UI"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        f"{embedded}</w:font></w:fonts>"
    )
    parts["word/fontTable.xml"] = table.encode()
    parts["word/_rels/fontTable.xml.rels"] = relations(entries).encode()
    return parts


def _obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """The font with its first 32 bytes mixed with the key, last byte first."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:32], mask, strict=True)) + font[32:]


def header(document: Document, *, first: bool) -> str:
    """The running chapter and the client; nothing on a first page that has a title block."""
    if first:
        return f"{HEAD}<w:hdr {NAMESPACES}>{paragraph('Header', '')}</w:hdr>"
    # Level 1 by number: style names are translated in Word, the number is not.
    chapter = field("STYLEREF 1", line(document.header_left) or " ")
    right = run(line(document.header_right))
    return f"{HEAD}<w:hdr {NAMESPACES}>{paragraph('Header', f'{chapter}<w:r><w:tab/></w:r>{right}')}</w:hdr>"


def footer(document: Document) -> str:
    """The name of the report and the page number."""
    left, number = run(line(document.footer)), field("PAGE", "1")
    return f"{HEAD}<w:ftr {NAMESPACES}>{paragraph('Footer', f'{left}<w:r><w:tab/></w:r>{number}')}</w:ftr>"


def section(*, titled: bool) -> str:
    """A4 with the margins of the design; a different first page if it has a title block."""
    sheet = page()
    first = (
        '<w:headerReference w:type="first" r:id="rIdHeaderFirst"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        '<w:footerReference w:type="first" r:id="rIdFooterFirst"/>'
        if titled
        else '<w:footerReference w:type="default" r:id="rIdFooter"/>'
    )
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>{first}'
        f'<w:pgSz w:w="{twips(sheet.width)}" w:h="{twips(sheet.height)}"/>'
        f'<w:pgMar w:top="{twips(sheet.top)}" w:right="{twips(sheet.right)}" '
        f'w:bottom="{twips(sheet.bottom)}" w:left="{twips(sheet.left)}" '
        f'w:header="{twips(sheet.header)}" w:footer="{twips(sheet.footer)}" w:gutter="0"/>'
        f'<w:cols w:space="720"/>{"<w:titlePg/>" if titled else ""}</w:sectPr>'
    )


def parts(document: Document, lists: int) -> dict[str, bytes]:
    """Every part but the document itself, its relations and its pictures."""
    texts = {
        "_rels/.rels": package_relations(),
        "docProps/core.xml": core_properties(document),
        "docProps/app.xml": app_properties(),
        "word/styles.xml": styles_xml(document, palette_of(document)),
        "word/settings.xml": settings(document),
        "word/numbering.xml": numbering(lists),
        "word/header1.xml": header(document, first=False),
        "word/header2.xml": header(document, first=True),
        "word/footer1.xml": footer(document),
        "word/footer2.xml": footer(document),
    }
    return {name: text.encode() for name, text in texts.items()} | fonts()
