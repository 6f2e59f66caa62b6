# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles the catalogues when a wheel is built or the source tree is installed in place."""

import io
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Puts a compiled catalogue beside each translation."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        for source in sorted((root / "resources" / "locale").glob("*/LC_MESSAGES/*.po")):
            inner = source.relative_to(root / "resources").with_suffix(".mo")
            compiled = root / "build" / inner
            compiled.parent.mkdir(parents=True, exist_ok=True)
            out = io.BytesIO()
            with source.open("rb") as stream:
                write_mo(out, read_po(stream))
            compiled.write_bytes(out.getvalue())
            if version != "editable":
                build_data["force_include"][str(compiled)] = f"cxfield/_resources/{inner.as_posix()}"
