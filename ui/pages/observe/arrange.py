# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the live screen is laid out on this device for this study: large tiles, left hand, sound, places."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.pages.observe.choices import Pick, Row

if TYPE_CHECKING:
    from ui.pages.observe.capture import CaptureView
    from ui.pages.observe.log import Log

#: Under this name the study's file keeps it for the device; it never goes to colleagues.
LAYOUT = "observe.layout"


@dataclass(frozen=True, slots=True)
class Options:
    """Everything is off or as in the codebook until somebody chooses; `places` swaps tiles by code."""

    large: bool = False
    left: bool = False
    sound: bool = False
    places: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, value: object) -> Options:
        """The options in plain values; what makes no sense is left out."""
        if not isinstance(value, dict):
            return cls()
        places = value.get("places")
        pairs = places.items() if isinstance(places, dict) else ()
        return cls(
            large=value.get("large") is True,
            left=value.get("left") is True,
            sound=value.get("sound") is True,
            places={str(one): str(other) for one, other in pairs},
        )


class Arranger(QObject):
    """Keeps the options and applies them; the row `layout` changes them."""

    def __init__(self, view: CaptureView) -> None:
        super().__init__(view)
        self._view = view
        self._log: Log | None = None
        self.options = Options()
        view.foot.others["layout"] = self._row
        view.grid.swapped.connect(self._swapped)

    def show_log(self, log: Log) -> None:
        """Take up what this device uses for the study."""
        self._log = log
        self.options = Options.of(log.study.file.local(LAYOUT))
        self._apply()

    def logged(self) -> None:
        """A short sound, if one is wanted."""
        if self.options.sound:
            QApplication.beep()

    def _row(self, _name: str) -> Row:
        t, now = self._view.ui.texts.t, self.options
        picks = (
            Pick("large", t("Large tiles"), on=now.large),
            Pick("left", t("Left hand"), on=now.left),
            Pick("sound", t("Sound"), on=now.sound),
            Pick("swap", t("Swap two tiles"), on=self._view.grid.swapping),
            Pick("codebook", t("Places of the codebook")),
        )
        return Row(t("Layout on this device"), picks, self._act)

    def _act(self, key: str) -> str:
        now = self.options
        if key == "swap":
            self._view.grid.begin_swap()
            self._view.say(lambda x: x.t("Tap two tiles, or mark them with the arrow keys and Enter."))
            return ""
        if key == "codebook":
            self._keep(replace(now, places={}))
        elif key in ("large", "left", "sound"):
            changed: dict[str, Any] = {key: not getattr(now, key)}
            self._keep(replace(now, **changed))
        return "layout"

    def _swapped(self, one: str, other: str) -> None:
        places = dict(self.options.places)
        first, second = places.get(one, one), places.get(other, other)
        places[one], places[other] = second, first
        self._keep(replace(self.options, places={a: b for a, b in places.items() if a != b}))

    def _keep(self, options: Options) -> None:
        self.options = options
        self._apply()
        log = self._log
        if log is not None and not log.study.read_only:
            value = asdict(options)
            log.study.call(lambda uow: uow.keep_local(LAYOUT, value), undoable=False)

    def _apply(self) -> None:
        self._view.set_left_handed(self.options.left)
        self._view.grid.set_layout(large=self.options.large, places=self.options.places)
