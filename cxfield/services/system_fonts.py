# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fonts of this computer that a report may carry: TrueType outlines that allow embedding."""

import os
import struct
import sys
from functools import lru_cache
from pathlib import Path

FaceFiles = tuple[str, str, str, str]
"""Files of the regular, bold, italic and bold italic face; a missing face is that of another one."""

_RESTRICTED = 0x0002
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_REGULAR = ("Regular", "Book", "Normal", "Roman")
_STYLES = (_REGULAR, ("Bold",), ("Italic", "Oblique"), ("Bold Italic", "Bold Oblique"))


def folders() -> list[Path]:
    """Where this system keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        return [windows / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]


@lru_cache(maxsize=1)
def families() -> dict[str, FaceFiles]:
    """Family names with their files, in the order of the alphabet; those with a regular face only."""
    found: dict[str, dict[str, str]] = {}
    for folder in folders():
        for path in sorted(folder.rglob("*.[tT][tT][fF]")) if folder.is_dir() else ():
            named = _name(path)
            if named is not None:
                found.setdefault(named[0], {}).setdefault(named[1], str(path))
    whole = {name: _faces(styles) for name, styles in sorted(found.items())}
    return {name: faces for name, faces in whole.items() if faces is not None}


def _faces(styles: dict[str, str]) -> FaceFiles | None:
    regular, bold, italic, both = (
        next((styles[name] for name in names if name in styles), "") for names in _STYLES
    )
    return (
        (regular, bold or regular, italic or regular, both or bold or italic or regular) if regular else None
    )


def _name(path: Path) -> tuple[str, str] | None:
    """Family and style of a font that may be embedded; None for any other file."""
    from PIL import ImageFont

    try:
        with path.open("rb") as stream:
            head = stream.read(12)
            if head[:4] not in _TRUETYPE or _restricted(
                stream.read(16 * struct.unpack(">H", head[4:6])[0]), path
            ):
                return None
        family, style = ImageFont.truetype(str(path), 12).getname()
    except (OSError, struct.error, ValueError):
        # A damaged font file is none.
        return None
    return (family, style) if family and style else None


def _restricted(directory: bytes, path: Path) -> bool:
    """Whether the licence in the font forbids embedding (fsType of the OS/2 table)."""
    for at in range(0, len(directory), 16):
        if directory[at : at + 4] == b"OS/2":
            offset = struct.unpack(">I", directory[at + 8 : at + 12])[0]
            with path.open("rb") as stream:
                stream.seek(offset + 8)
                return bool(struct.unpack(">H", stream.read(2))[0] & _RESTRICTED)
    return False
