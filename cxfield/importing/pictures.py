# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from outside: looked at before they are decoded, turned upright, written anew.

So nothing that hides in a file (the place and camera, a second picture, a script) comes along.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxfield.errors import UserError
from cxfield.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image

#: A picture of more than this many pixels would take minutes and gigabytes; phones make 12 to 50 million.
MOST_PIXELS = 64_000_000
MOST_BYTES = 40 * 1024 * 1024
#: The longer side of what is kept: a floor plan stays readable, a photo prints on a whole page.
KEPT_SIDE = 4096
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_JPEG_QUALITY = 88
_LONGEST_STRIP = 60  # times as long as wide

_GONE = N_("The picture {name} cannot be read. Check that it is still there.")
_EMPTY = N_("The picture {name} is empty. Choose another one.")
_TOO_LARGE = N_("The picture {name} is a file of over {most} megabytes. Save it smaller and choose it again.")
_TOO_MANY = N_(
    "The picture {name} has {found} million pixels; {most} is the most. Save it smaller and choose it again."
)
_DRAWING = N_("The picture {name} is a drawing (SVG, PDF). Save it as PNG or JPEG and choose that.")
_OTHER = N_("{name} is not a picture that CXField can show. Save it as PNG or JPEG and choose that.")
_DAMAGED = N_(
    "The picture {name} is damaged. Open it elsewhere, save it anew as PNG or JPEG and choose that."
)
_STRIP = N_("The picture {name} is too narrow to be shown. Choose another one.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be stored: JPEG or PNG bytes, upright, its size in pixels and its checksum."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """The checksum of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def read_picture(source: Path | bytes, *, name: str = "") -> Picture:
    """Read a picture from a file or bytes; UserError, one sentence, for all that is no whole picture.

    Slow (up to a second for a phone's photo): call it on a worker, never on the window's thread.
    """
    label = name or (source.name if isinstance(source, Path) else "")
    raw = _raw(source, label)
    _refuse_drawings(raw, label)
    with _decoding(label):
        return _kept(raw, label)


def thumbnail(data: bytes, side: int) -> bytes:
    """Return a small PNG of a stored picture whose longer side is at most `side` pixels."""
    from PIL import Image

    with _decoding(""), Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        image.draft("RGB", (side, side))
        image.thumbnail((side, side))
        target = io.BytesIO()
        image.save(target, "PNG")
        return target.getvalue()


def _raw(source: Path | bytes, label: str) -> bytes:
    try:
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        if size > MOST_BYTES:
            raise UserError(_TOO_LARGE, name=label, most=MOST_BYTES // 1024 // 1024)
        raw = source.read_bytes() if isinstance(source, Path) else source
    except OSError:
        raise UserError(_GONE, name=label) from None
    if not raw:
        raise UserError(_EMPTY, name=label)
    return raw


def _refuse_drawings(raw: bytes, label: str) -> None:
    """Drawings are programs for a painter, small files that can unfold without end: none is ever run."""
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<", b"%pdf", b"\x1f\x8b")):
        raise UserError(_DRAWING, name=label)


@contextmanager
def _decoding(label: str) -> Iterator[None]:
    """What the decoder says of broken and oversized pictures, as sentences."""
    from PIL import Image, UnidentifiedImageError

    try:
        yield
    except UnidentifiedImageError:
        raise UserError(_OTHER, name=label) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many(label, 0) from None
    # Decoders meet broken bytes in many ways; each of these means the same to the user.
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, MemoryError):
        raise UserError(_DAMAGED, name=label) from None


def _too_many(label: str, pixels: int) -> UserError:
    found = str(round(pixels / 1_000_000)) if pixels else ">89"
    return UserError(_TOO_MANY, name=label, found=found, most=MOST_PIXELS // 1_000_000)


def _kept(raw: bytes, label: str) -> Picture:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(raw), formats=_FORMATS) as opened:
        wide, high = opened.size
        if wide * high > MOST_PIXELS:
            raise _too_many(label, wide * high)
        if min(wide, high) < 1 or max(wide, high) > _LONGEST_STRIP * min(wide, high):
            raise UserError(_STRIP, name=label)
        sharp = opened.format in ("PNG", "GIF", "BMP")
        opened.draft("RGB", (KEPT_SIDE, KEPT_SIDE))
        image = _plain(ImageOps.exif_transpose(opened))
    image.thumbnail((KEPT_SIDE, KEPT_SIDE))
    target = io.BytesIO()
    if sharp or image.mode != "RGB":
        image.save(target, "PNG", optimize=False)
        media = "image/png"
    else:
        image.save(target, "JPEG", quality=_JPEG_QUALITY, optimize=True)
        media = "image/jpeg"
    return Picture(target.getvalue(), media, image.width, image.height)


def _plain(image: "Image") -> "Image":
    """The pixels alone, in colours every painter knows."""
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    found: Any = image.convert("RGBA" if clear else "RGB")
    found.info.clear()
    return found  # type: ignore[no-any-return]
