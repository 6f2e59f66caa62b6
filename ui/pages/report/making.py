# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report room has made in the background."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cxfield.i18n import Texts
from cxfield.services.brands import read_brand
from cxfield.services.report import Order
from cxfield.services.report_desk import Checked, Desk, Shown
from ui.jobs import Handle


def order_of(kind: str, about: str, brand: Path | None) -> Order:
    """The wish as the services know it; a brand profile is read each time, for it may have changed."""
    return Order(kind, about, read_brand(brand) if brand is not None else None)


def checks_of(
    desk: Desk, file: Any, texts: Texts, keys: list[str], language: str, wanted: tuple[str, str, Path | None]
) -> Checked:
    """What is to be looked at before the report leaves."""
    return desk.check(file, texts, keys or None, language, order_of(*wanted))


def preview_of(
    desk: Desk,
    file: Any,
    language: str,
    keys: list[str],
    wanted: tuple[str, str, Path | None],
    early: Callable[[Shown], None],
    handle: Handle,
) -> Shown:
    """The report as the pages of a PDF; nothing of the study stays on the disk for a preview."""
    # The library of the preview is large: load it here, not on the window's thread.
    import PySide6.QtPdf  # noqa: F401

    return desk.look(
        file, language=language, sections=keys, order=order_of(*wanted), early=early, progress=handle.step
    )
