# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of a report as a web page, from the same typography as the other formats."""

import base64

from cxfield.charts.measure import FACES
from cxfield.charts.palette import load
from cxfield.document.nodes import Document
from cxfield.export.typography import FAMILY, MM, StyleName, page, styles
from cxfield.paths import resource

_EMBEDDED = (((False, False), 400, "normal"), ((True, False), 700, "normal"), ((False, True), 400, "italic"))


def style_sheet(document: Document) -> str:
    """The whole style, the three faces included; light on paper whatever the reader's theme."""
    ink, sheet = load(), page()
    accent = document.brand.accent if document.brand and document.brand.accent else ink["accent.base"]
    family = document.brand.font if document.brand and document.brand.font else FAMILY
    faces = "".join(_face(*face) for face in _EMBEDDED)
    return faces + (
        f":root{{color-scheme:light}}*{{box-sizing:border-box}}body{{margin:0;background:{ink['bg.surface']};"
        f'font-family:"{family}","{FAMILY}",system-ui,sans-serif;{_look("body")}}}'
        f"main{{max-width:{sheet.column / MM:.0f}mm;margin:0 auto;padding:24px 16px}}"
        f".skip{{position:absolute;left:-999px}}.skip:focus{{position:static;display:inline-block;padding:12px}}"
        f"h1{{{_look('title')};margin:18pt 0 4pt}}h2{{{_look('h1')};margin:22pt 0 6pt}}"
        f"h3{{{_look('h2')};margin:14pt 0 3pt}}h4{{{_look('h3')};margin:10pt 0 2pt}}p{{margin:0 0 6pt}}"
        f".question{{{_look('question')};margin-bottom:14pt}}.lead{{{_look('lead')}}}"
        f".small,figcaption{{{_look('caption')}}}caption{{{_look('caption')};caption-side:bottom;"
        "text-align:left;padding-top:4pt}"
        f".note{{{_look('note')};border:1px solid {ink['line.strong']};padding:6pt 9pt}}"
        f".ends{{display:flex;justify-content:space-between;{_look('client')};"
        f"border-bottom:0.8mm solid {accent};padding-bottom:6pt}}.logo{{max-height:14mm;max-width:60mm}}"
        f".facts{{display:flex;flex-wrap:wrap;margin:0;border:solid {ink['line.strong']};"
        "border-width:.5pt 0}.facts div{flex:1;padding:6pt 9pt 6pt 0;min-width:70px}"
        f".facts dd{{margin:0;{_look('fact')}}}.facts dt{{{_look('fact_label')}}}"
        f".wide{{overflow-x:auto;margin:6pt 0 10pt}}table{{border-collapse:collapse;"
        f"width:100%;{_look('table')}}}"
        f"th{{text-align:left;vertical-align:bottom;{_look('table_head')};"
        f"border-bottom:1.1pt solid {ink['text.primary']}}}td,th{{padding:3.75pt 6pt 3.75pt 0}}"
        f"td{{vertical-align:top;border-bottom:.5pt solid {ink['line.hairline']};overflow-wrap:break-word}}"
        ".right{text-align:right;font-variant-numeric:tabular-nums}.center{text-align:center}"
        "td svg{vertical-align:middle;margin-right:4pt}figure{margin:10pt 0}figure svg{max-width:100%;"
        f"height:auto}}.quote{{border-left:2.25pt solid {ink['source.interview']};padding-left:12pt}}"
        f"blockquote{{margin:0;{_look('quote')}}}.findings{{padding:0;list-style:none;counter-reset:f}}"
        f".findings li{{counter-increment:f;border-bottom:.5pt solid {ink['line.hairline']};"
        "padding:5pt 0 5pt 25pt;position:relative;font-weight:700}.findings li .small{font-weight:400}"
        f".findings li::before{{content:counter(f);position:absolute;left:0;color:{accent}}}"
        f"nav ol{{list-style:none;padding:0}}a{{color:{ink['accent.base']}}}"
        f"footer{{{_look('running')};max-width:{sheet.column / MM:.0f}mm;margin:0 auto;padding:16px}}"
        "details{margin-top:4pt}summary{cursor:pointer;min-height:24px}"
        f"@page{{size:A4;margin:{sheet.top / MM:.0f}mm {sheet.right / MM:.0f}mm {sheet.bottom / MM:.0f}mm}}"
        "@media print{main,footer{max-width:none;padding:0}.skip{display:none}.page{break-after:page}"
        "h2,h3,h4{break-after:avoid}tr,figure,.findings li{break-inside:avoid}thead{display:"
        "table-header-group}details:not([open]){display:none}.wide{overflow:visible;margin:4pt 0 8pt}"
        ".opens{break-after:avoid;break-inside:avoid}.kept,.quote{break-inside:avoid}"
        "caption,.wide+.small{break-before:avoid}"
        # Below a long table it would come to stand on a page of its own.
        ".wide:not(.kept) caption{caption-side:top;break-after:avoid;padding:0 0 4pt}"
        "h1{margin-top:8pt}h2{margin-top:14pt}"
        "h3{margin-top:10pt}td,th{padding-top:2.5pt;padding-bottom:2.5pt}.question{margin-bottom:8pt}"
        ".facts div{padding:4pt 9pt 4pt 0}.findings li{padding-top:3pt;padding-bottom:3pt}p{orphans:2;"
        "widows:2}}\n"
    )


def logo_uri(document: Document) -> str:
    """The logo as an address that holds the picture itself; "" without one."""
    brand = document.brand
    if brand is None or not brand.logo:
        return ""
    return "data:image/png;base64," + base64.b64encode(brand.logo).decode()


def _face(face: tuple[bool, bool], weight: int, slant: str) -> str:
    data = base64.b64encode(resource(FACES[face]).read_bytes()).decode()
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-style:{slant};'
        f"src:url(data:font/ttf;base64,{data})}}\n"
    )


def _look(name: StyleName) -> str:
    style = styles()[name]
    slant = ";font-style:italic" if style.italic else ""
    return (
        f"font-size:{style.size:g}pt;line-height:{style.leading:g}pt;color:{load()[style.colour]};"
        f"font-weight:{700 if style.bold else 400}{slant}"
    )
