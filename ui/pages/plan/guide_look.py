# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logo and colour of the respondent's screen, with how it will look."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy
from shiboken6 import isValid

from cxfield.errors import UserError
from cxfield.model.guide import Guide
from cxfield.services.plan_look import brand_of, clear_logo, set_colour, set_logo
from ui.context import Ui
from ui.pages.plan.desk import ADD, Desk, sentence
from ui.pages.plan.fields import Bound
from ui.pages.plan.tab import line
from ui.pictures import Pictures, choose_file
from ui.theme import LIGHT, Theme
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, box, fill_path, joined_path, text

_SIDE = 480


class LookDialog(Dialog):
    """Everything holds at once; the picture above shows it."""

    def __init__(self, desk: Desk, guide_id: str) -> None:
        super().__init__(
            desk.ui,
            lambda x: x.t("Logo and colour"),
            lambda x: x.t("The respondent's screen carries them in interviews and surveys of this guide."),
            (Way("back", lambda x: x.t("Close"), Kind.OUTLINE, "Esc"),),
            escape="back",
            parent=desk.ui_window(),
        )
        self.desk, self.guide_id = desk, guide_id
        self._pictures = Pictures(desk.ui, self)
        self.face = RespondentScreen(desk.ui)
        self.error = Label(desk.ui, "", "small", "danger.base", wrap=True)
        self.error.hide()
        self.pick_file = Button(desk.ui, lambda x: x.t("Choose the logo"), icon_name="photo")
        self.pick_file.clicked.connect(self._choose)
        self.away = Button(desk.ui, lambda x: x.t("Remove the logo"), icon_name="close")
        self.away.clicked.connect(self._clear)
        self.colour = Bound(
            desk, lambda x: x.t("Colour"), placeholder="#0B5D57",
            help_words=lambda x: x.t("Six digits after #; empty is the program's own colour."),
        )  # fmt: skip
        self.colour.bind(self._write, self._guide().colour)
        self.colour.stored.connect(self.refresh)
        self.body.addWidget(self.face)
        self.body.addWidget(self.error)
        self.body.addLayout(line(self.pick_file, self.away, 1))
        self.body.addWidget(self.colour)
        self.reports = Button(desk.ui, lambda x: x.t("Use in reports too"), icon_name="report")
        self.reports.clicked.connect(self._use_in_reports)
        self.told = Label(desk.ui, "", "small", "text.secondary", wrap=True)
        self.told.hide()
        self.body.addLayout(line(self.reports, 1))
        self.body.addWidget(self.told)
        for part in (self.pick_file, self.away):
            part.setEnabled(not desk.read_only)
        self.refresh()

    def refresh(self) -> None:
        """Show what the study holds; answers that come after the dialog was closed change nothing."""
        if not isValid(self) or self.ui.study is None:
            return
        guide = self._guide()
        self.away.setVisible(bool(guide.logo_id))
        self.reports.setEnabled(bool(guide.logo_id or guide.colour))
        self.face.show_colour(guide.colour)
        if guide.logo_id:
            self._pictures.show(guide.logo_id, _SIDE, self.face.show_logo)
        else:
            self.face.show_logo(None)

    def use_file(self, path: Any) -> None:
        """Read the logo on a worker; what is wrong with it is said here."""
        from cxfield.services.attachments import read_picture

        self.error.hide()

        def store(picture: Any) -> None:
            if not isValid(self) or self.ui.study is None:
                return
            self.desk.write(
                set_logo, label=ADD, guide_id=self.guide_id, picture=picture,
                done=lambda _guide: self.refresh(), failed=self._refuse,
            )  # fmt: skip

        self.desk.session.ask(lambda _reader: read_picture(path), done=store, failed=self._refuse)

    def _guide(self) -> Guide:
        found: Guide = self.desk.read(lambda reader: reader.get(Guide, self.guide_id))
        return found

    def _choose(self) -> None:
        path = choose_file(self.ui, self)
        if path is not None:
            self.use_file(path)

    def _clear(self) -> None:
        self.desk.write(clear_logo, guide_id=self.guide_id, done=lambda _guide: self.refresh())

    def _write(self, said: str, done: Any, failed: Any) -> None:
        self.desk.write(set_colour, guide_id=self.guide_id, text=said, done=done, failed=failed)

    def _use_in_reports(self) -> None:
        """Keep the look among the brand profiles of this device, where the Report room offers it."""
        from cxfield.services.brands import keep_brand

        self.error.hide()
        try:
            path = keep_brand(self.desk.read(brand_of, self.guide_id, self.ui.texts.locale))
        except UserError as error:
            self._refuse(error)
            return
        self.told.set_words(
            lambda x: x.t("Reports on this device can now use the brand {name}.", name=path.stem)
        )
        self.told.show()

    def _refuse(self, error: BaseException) -> None:
        if not isValid(self):
            return
        self.error.set_words(sentence(error, self.ui.texts) if isinstance(error, UserError) else str(error))
        self.error.show()


class RespondentScreen(Painted):
    """A small respondent's screen: band of the colour, the logo on white, a question and a button."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._logo: QImage | None = None
        self._colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """The spoken name."""
        self.setAccessibleName(self.ui.texts.t("How the respondent's screen looks"))

    def show_colour(self, colour: str) -> None:
        """Another colour; empty is the program's own."""
        self._colour = colour
        self.update()

    def show_logo(self, logo: QImage | None) -> None:
        """Another logo."""
        self._logo = logo
        self.update()

    def sizeHint(self) -> QSize:
        """A tablet, small."""
        return QSize(self.theme.px(420), self.theme.px(190))

    def draw(self, painter: QPainter) -> None:
        """Card, band, logo, question, button."""
        known = self.theme  # the respondent's screen is light whatever this window is
        theme = Theme(LIGHT, known.tokens, known.icons, known.scale)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        colour = QColor(self._colour) if self._colour else theme.color("accent.base")
        box(painter, area, 8, theme.color("bg.surface"), theme.color("line.strong"))
        band = QRectF(area.left(), area.top(), area.width(), theme.px(52))
        painter.save()
        painter.setClipRect(band)
        fill_path(painter, joined_path(area, 8, first=True, last=True), colour)
        painter.restore()
        if self._logo is not None:
            room = QRectF(band.left() + 12, band.top() + 6, theme.px(120), band.height() - 12)
            box(painter, room, 4, QColor("white"))
            size = self._logo.size().scaled((room.size() * 0.86).toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            spot = QRectF(0, 0, size.width(), size.height())
            spot.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(spot, self._logo)
        words = self.ui.texts.t("How did it go today?")
        line_area = QRectF(area.left() + 16, band.bottom() + 14, area.width() - 32, theme.line("h1"))
        text(painter, line_area, words, theme.font("h1"), theme.color("text.primary"))
        press = QRectF(area.left() + 16, line_area.bottom() + 16, theme.px(130), theme.px(40))
        box(painter, press, 6, colour)
        text(painter, press, self.ui.texts.t("Next"), theme.font("control", 600), QColor("white"), CENTER)


def ask_look(desk: Desk, guide_id: str) -> None:
    """Open the dialog."""
    dialog = LookDialog(desk, guide_id)
    dialog.ask()
