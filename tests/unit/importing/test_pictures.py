# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture from outside is kept small and clean, or refused with one sentence."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.importing.pictures import KEPT_SIDE, read_picture, thumbnail


def _png(wide: int = 40, high: int = 30, mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, (wide, high), 80).save(target, "PNG")
    return target.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _claims(wide: int, high: int) -> bytes:
    """A tiny file that claims to be large."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 99)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_a_photo_is_kept_upright_and_without_its_place() -> None:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the phone on its side
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Phone of Maija"
    Image.new("RGB", (80, 40), "red").save(target, "JPEG", exif=exif)
    kept = read_picture(target.getvalue())
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 40, 80)
    assert b"Maija" not in kept.data
    assert not Image.open(io.BytesIO(kept.data)).getexif()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1", "P", "I;16", "LA"])
def test_every_kind_of_colour_becomes_a_picture(mode: str) -> None:
    assert read_picture(_png(mode=mode)).media_type == "image/png"


def test_a_large_floor_plan_is_made_smaller() -> None:
    kept = read_picture(_png(6000, 3000, "1"))
    assert (kept.width, kept.height) == (KEPT_SIDE, KEPT_SIDE // 2)
    assert Image.open(io.BytesIO(thumbnail(kept.data, 100))).size == (100, 50)


BAD = {
    "no bytes": (b"", "is empty"),
    "svg bomb": (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>', "drawing"),
    "svg without a head": (b"\xef\xbb\xbf  <svg xmlns='x'/>", "drawing"),
    "packed svg": (b"\x1f\x8b\x08\0aaaa", "drawing"),
    "pdf": (b"%PDF-1.7", "drawing"),
    "words": (b"not a picture at all", "not a picture"),
    "cut off": (_png(400, 400, "RGB")[:200], "damaged"),
    "a hundred megapixels": (_claims(10_000, 10_000), "million pixels"),
    "two gigapixels": (_claims(60_000, 60_000), "million pixels"),
    "no width": (_claims(0, 10), "not a picture"),
    "a thread": (_png(1, 4000), "narrow"),
    "rubbish inside": (_png()[:60] + b"\xff" * 40, "damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_whole_picture_is_refused_in_one_sentence(name: str, english: Texts) -> None:
    raw, said = BAD[name]
    with pytest.raises(UserError) as refused:
        read_picture(raw, name="plan.png")
    sentence = refused.value.say(english)
    assert said in sentence
    assert "plan.png" in sentence


def test_a_picture_that_is_gone_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "away.png", tmp_path):
        with pytest.raises(UserError):
            read_picture(path)
