# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brand profiles: read from a file that can be handed on, kept among the settings of the device."""

import base64
import binascii
import io
import json
import warnings
from pathlib import Path
from typing import Any

from cxfield.document.brand import LEAST_CONTRAST, Brand, contrast
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.paths import config_dir
from cxfield.services.system_fonts import families
from cxfield.textclean import one_line

SUFFIX = ".cxbrand"
MOST_PIXELS = 120_000_000
"""A picture of more is refused before it is unpacked: it would take the memory of the machine."""
_LOGO = (1200, 400)
_FONT_LONGEST = 80


def folder() -> Path:
    """Where the profiles of this device are."""
    return config_dir() / "brands"


def known_brands() -> list[Path]:
    """The profiles of this device by name."""
    return sorted(folder().glob(f"*{SUFFIX}")) if folder().is_dir() else []


def read_brand(path: Path) -> Brand:
    """Read a profile; UserError with what is wrong in it."""
    try:
        read: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError):
        raise UserError(
            N_("The brand profile {name} cannot be read. Choose another file."), name=path.name
        ) from None
    if not isinstance(read, dict):
        raise UserError(N_("{name} is not a brand profile. Choose another file."), name=path.name)
    logo = _logo_of(read, path)
    return make_brand(
        name=str(read.get("name") or path.stem),
        accent=str(read.get("accent") or ""),
        logo=logo,
        font=str(read.get("font") or ""),
        cover=bool(read.get("cover")),
        footer=str(read.get("footer") or ""),
    )


def _logo_of(read: dict[str, Any], path: Path) -> bytes:
    if read.get("logo_png"):
        try:
            return base64.b64decode(str(read["logo_png"]), validate=True)
        except (binascii.Error, ValueError):
            raise UserError(N_("The logo in {name} is damaged. Choose it again."), name=path.name) from None
    if read.get("logo"):
        return _bytes(path.parent / str(read["logo"]))
    return b""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise UserError(
            N_("The logo {name} cannot be read. Choose another picture."), name=path.name
        ) from None


def make_brand(
    *, name: str, accent: str = "", logo: bytes = b"", font: str = "", cover: bool = False, footer: str = ""
) -> Brand:
    """A profile from what was filled in; the colour must stand out from paper, the logo be a picture."""
    colour = accent.strip().upper()
    if colour:
        try:
            Brand(name, colour)
        except ValueError:
            raise UserError(N_("{colour} is not a colour. Write it as #0B5D57."), colour=accent) from None
        if contrast(colour) < LEAST_CONTRAST:
            raise UserError(
                N_("{colour} does not stand out from paper ({ratio}:1, at least 3:1). Choose a darker one."),
                colour=colour,
                ratio=f"{contrast(colour):.1f}",
            )
    picture, size = logo_png(logo) if logo else (b"", (0, 0))
    return Brand(
        name=one_line(name) or "-",
        accent=colour,
        logo=picture,
        logo_size=size,
        font=one_line(font)[:_FONT_LONGEST],
        font_files=families().get(one_line(font), ()) if font.strip() else (),
        cover=cover,
        footer=one_line(footer),
    )


def logo_png(raw: bytes) -> tuple[bytes, tuple[int, int]]:
    """The picture as PNG of at most 1200 x 400 pixels on white, without anything else the file had."""
    from PIL import Image, UnidentifiedImageError

    try:
        # The size is judged below: the library would only grumble, or refuse before it can be told why.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "WEBP", "GIF", "BMP"))
        with opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UserError(N_("The logo is too large a picture. Choose one of at most 120 megapixels."))
            opened.draft("RGB", _LOGO)
            opened.thumbnail(_LOGO)
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UserError(
            N_("The logo is not a picture that can be read. Choose a PNG or JPEG file.")
        ) from None
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "PNG")
    return out.getvalue(), paper.size


def remove_brand(path: Path) -> None:
    """Throw a profile of this device away; a file from elsewhere stays where it is."""
    if path.parent == folder():
        try:
            path.unlink(missing_ok=True)
        except OSError:
            raise UserError(
                N_("The profile {name} could not be removed. Check the folder."), name=path.name
            ) from None


def keep_brand(brand: Brand, path: Path | None = None) -> Path:
    """Save a profile among those of the device, or to a file of one's own; return where."""
    stem = "".join(letter if letter.isalnum() else "-" for letter in brand.name) or "brand"
    target = path if path is not None else folder() / f"{stem}{SUFFIX}"
    content = {
        "name": brand.name,
        "accent": brand.accent,
        "font": brand.font,
        "cover": brand.cover,
        "footer": brand.footer,
        "logo_png": base64.b64encode(brand.logo).decode(),
    }
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        part.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
        part.replace(target)
    except OSError:
        raise UserError(
            N_("The profile {name} could not be saved. Check the folder."), name=target.name
        ) from None
    return target
