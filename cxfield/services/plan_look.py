# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the respondent's screen of a guide looks: the client's logo and colour."""

import re

from cxfield.document.brand import Brand
from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.importing.pictures import Picture
from cxfield.model.guide import Guide
from cxfield.model.study import Study
from cxfield.services.attachments import add_picture, picture_bytes
from cxfield.storage import Reader, UnitOfWork

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
#: White text on the colour must be readable (WCAG 2.2, large text).
LEAST_CONTRAST = 3.0
_FORM = N_("{text} is not a colour. Write it as #0B5D57.")
_PALE = N_("White text cannot be read on {text}. Choose a darker colour.")


def set_colour(uow: UnitOfWork, *, guide_id: str, text: str) -> Guide:
    """Give the respondent's screen its colour, as #RRGGBB; nothing means the program's own."""
    said = text.strip()
    if not said:
        return uow.type_in(Guide, guide_id, colour="")
    found = _HEX.fullmatch(said)
    if found is None:
        raise UserError(_FORM, text=said[:20])
    colour = f"#{found[1].upper()}"
    if contrast_with_white(colour) < LEAST_CONTRAST:
        raise UserError(_PALE, text=colour)
    return uow.type_in(Guide, guide_id, colour=colour)


def set_logo(uow: UnitOfWork, *, guide_id: str, picture: Picture) -> Guide:
    """Give the respondent's screen the client's logo; the kit carries it."""
    return uow.change(Guide, guide_id, logo_id=add_picture(uow, picture=picture, subject="place").id)


def clear_logo(uow: UnitOfWork, *, guide_id: str) -> Guide:
    """Take the logo away."""
    return uow.change(Guide, guide_id, logo_id=None)


def brand_of(reader: Reader, guide_id: str, locale: str) -> Brand:
    """The look of a guide as a brand profile for reports, named after the client."""
    # Imported here: profiles know the fonts of the computer, which the Plan room does not need.
    from cxfield.services.brands import make_brand

    guide = reader.get(Guide, guide_id)
    study = next(iter(reader.all(Study)), None)
    name = pick(study.client, locale) if study is not None else ""
    logo = picture_bytes(reader, guide.logo_id) if guide.logo_id else b""
    return make_brand(name=name or pick(guide.name, locale), accent=guide.colour, logo=logo)


def contrast_with_white(colour: str) -> float:
    """The contrast of white text on a colour #RRGGBB, from 1 to 21 (WCAG 2.2, relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)  # noqa: PLR2004
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
