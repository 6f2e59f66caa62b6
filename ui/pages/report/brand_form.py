# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A brand profile as a form: name, colour, logo, font, cover and footer, with how page one will look."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.document.brand import Brand
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.services.brands import keep_brand, make_brand, read_brand, remove_brand
from cxfield.services.system_fonts import families
from ui.context import Ui
from ui.pictures import choose_file
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, LEFT, box, text
from ui.widgets.segment import Option

BUNDLED = ""
_LARGE = 1.5


class BrandForm(Dialog):
    """`kept(path)` when the profile was saved, `removed()` when it was thrown away."""

    kept = Signal(object)
    removed = Signal()

    def __init__(self, ui: Ui, path: Path | None, parent: QWidget | None = None) -> None:
        ways = [Way("back", lambda x: x.t("Cancel"), Kind.OUTLINE, "Esc")]
        if path is not None:
            ways.append(Way("remove", lambda x: x.t("Remove the profile"), Kind.DANGER))
        super().__init__(
            ui,
            lambda x: x.t("Brand profile"),
            lambda x: x.t("The look of your own or your client's reports. It is kept on this device."),
            ways,
            escape="back",
            parent=parent,
        )
        self.path = path
        self._logo = b""
        self.page = BrandPage(ui)
        self.name = TextField(ui, lambda x: x.t("Name of the profile"))
        self.colour = TextField(
            ui, lambda x: x.t("Colour"), placeholder="#0B5D57",
            help_words=lambda x: x.t("Six digits after #; empty is the program's own colour."),
        )  # fmt: skip
        self.footer = TextField(ui, lambda x: x.t("Footer"))
        self.font_box = ChoiceBox(ui, lambda x: x.t("Font"), self._fonts(()), BUNDLED)
        self.no_font = Label(ui, "", "small", "warning.base", wrap=True)
        self.no_font.hide()
        self.cover = CheckRow(ui, lambda x: x.t("A cover page of its own"))
        self.pick_logo = Button(ui, lambda x: x.t("Choose the logo"), icon_name="photo")
        self.no_logo = Button(ui, lambda x: x.t("Remove the logo"), icon_name="close")
        self.save = Button(ui, lambda x: x.t("Save the profile"), kind=Kind.PRIMARY, icon_name="check")
        self.error = Label(ui, "", "small", "danger.base", wrap=True)
        self.error.hide()
        self._arrange()
        self._fill()
        for field in (self.name, self.colour, self.footer):
            field.edited.connect(lambda _text: self.refresh())
        self.font_box.chosen.connect(lambda _name: self.refresh())
        self.cover.toggled.connect(lambda _on: self.refresh())
        self.pick_logo.clicked.connect(self._choose)
        self.no_logo.clicked.connect(lambda: self.use_logo(b""))
        self.save.clicked.connect(self.store)
        self.chosen.connect(self._left)
        self.name.input.setFocus()
        self.refresh()
        # There may be hundreds of font files to look into.
        ui.jobs.run(lambda _handle: list(families()), done=self._found_fonts)

    def use_logo(self, raw: bytes) -> None:
        """Another logo, or none."""
        self._logo = raw
        self.refresh()

    def brand(self) -> Brand:
        """The profile as filled in; UserError with what is wrong in it."""
        return make_brand(
            name=self.name.value,
            accent=self.colour.value,
            logo=self._logo,
            font=self.font_box.value or "",
            cover=self.cover.isChecked(),
            footer=self.footer.value,
        )

    def refresh(self) -> None:
        """Show what is filled in, or what is wrong with it."""
        try:
            made = self.brand()
        except UserError as error:
            self._refuse(error)
            return
        self.error.hide()
        self.page.show_brand(made)
        self.no_font.set_words(
            lambda x: x.t("This computer does not have the font: PDF and pictures are set in Inter.")
        )
        self.no_font.setVisible(made.font_missing)
        self.no_logo.setVisible(bool(self._logo))
        self.save.setEnabled(bool(self.name.value.strip()))

    def store(self) -> None:
        """Save it; a profile that changes its name leaves no old one behind."""
        try:
            made = keep_brand(self.brand())
            if self.path is not None and self.path != made:
                remove_brand(self.path)
        except UserError as error:
            self._refuse(error)
            return
        self.kept.emit(made)
        self.choose("kept")

    def _refuse(self, error: UserError) -> None:
        self.error.set_words(error.say)
        self.error.show()
        self.save.setEnabled(False)

    def _left(self, way: str) -> None:
        if way == "remove" and self.path is not None:
            remove_brand(self.path)
            self.removed.emit()

    def _found_fonts(self, names: list[str]) -> None:
        if isValid(self):
            self._offer(names, self.font_box.value or "")

    def _choose(self) -> None:
        found = choose_file(self.ui, self)
        if found is None:
            return
        try:
            raw = found.read_bytes()
        except OSError:
            self._refuse(
                UserError("The logo {name} cannot be read. Choose another picture.", name=found.name)
            )
            return
        self.use_logo(raw)

    def _fill(self) -> None:
        if self.path is None:
            return
        try:
            brand = read_brand(self.path)
        except UserError as error:
            self._refuse(error)
            return
        self.name.set_value(brand.name)
        self.colour.set_value(brand.accent)
        self.footer.set_value(brand.footer)
        self.cover.setChecked(brand.cover)
        self._logo = brand.logo
        self._offer((), brand.font)

    def _offer(self, names: Iterable[str], chosen: str) -> None:
        """The fonts to choose from; one that this computer does not have stays chosen."""
        every = dict.fromkeys([*names, *([chosen] if chosen else [])])
        self.font_box.set_options(self._fonts(every), chosen)

    def _fonts(self, names: Iterable[str]) -> list[Option]:
        bundled = Option(BUNDLED, lambda x: x.t("Inter (comes with the program)"))
        return [bundled, *(Option(name, name) for name in names if name != "Inter")]

    def _arrange(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        logo = QHBoxLayout()
        logo.setSpacing(8)
        logo.addWidget(self.pick_logo)
        logo.addWidget(self.no_logo)
        logo.addStretch(1)
        # With large text two fields side by side keep the form within the window.
        large = self.ui.theme.scale > _LARGE
        for pair in ((self.name, self.colour), (self.font_box, self.footer)):
            if pair[0] is self.font_box:
                column.addLayout(logo)
            fields: QBoxLayout = QHBoxLayout() if large else QVBoxLayout()
            fields.setSpacing(8)
            for field in pair:
                fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(fields)
        for widget in (self.no_font, self.cover, self.error):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.save)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(column, 1)
        row.addWidget(self.page, 0, Qt.AlignmentFlag.AlignTop)
        # With large text the fields need the room; the preview of the report shows the look as well.
        self.page.setHidden(large)
        self.body.addLayout(row)


class BrandPage(Painted):
    """The top and the foot of page one, small."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._brand = Brand("")
        self._logo = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())
        self.retranslate()

    def retranslate(self) -> None:
        """The spoken name."""
        self.setAccessibleName(self.ui.texts.t("How page one looks"))

    def sizeHint(self) -> QSize:
        """An upright sheet."""
        return QSize(self.theme.px(250), self.theme.px(354))

    def show_brand(self, brand: Brand) -> None:
        """Another look."""
        self._brand = brand
        self._logo = QImage.fromData(brand.logo) if brand.logo else QImage()
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Logo, rule of the colour, title, some lines and the footer; always on white."""
        theme, brand = self.theme, self._brand
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        box(painter, area, 0, QColor("white"), theme.color("line.strong"))
        left, wide, y = area.left() + 18, area.width() - 36, area.top() + 18
        if not self._logo.isNull():
            size = self._logo.size().scaled(theme.px(96), theme.px(32), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(left, y, size.width(), size.height()), self._logo)
            y += size.height() + 8
        painter.fillRect(QRectF(left, y, wide, 3), QColor(brand.accent or "#0B5D57"))
        ink = QColor("#16211F")
        title = self._font(theme.px(17), 700)
        y += 12
        text(painter, QRectF(left, y, wide, 24), self._title(self.ui.texts), title, ink, LEFT)
        # A cover holds nothing but the title.
        for place in range(0 if brand.cover else 9):
            share = 0.62 if place % 4 == 3 else 1.0
            painter.fillRect(QRectF(left, y + 36 + 14 * place, wide * share, 5), QColor("#D5DCDA"))
        small = self._font(theme.px(9), 400)
        foot = QRectF(left, area.bottom() - 26, wide, 16)
        words = brand.footer or self._title(self.ui.texts)
        text(painter, foot, words, small, QColor("#52605D"), LEFT)
        text(painter, QRectF(foot.right() - 20, foot.top(), 20, 16), "1", small, QColor("#52605D"), CENTER)

    def _title(self, texts: Texts) -> str:
        return texts.t("Debrief report")

    def _font(self, pixels: float, weight: int) -> QFont:
        name = self._brand.font
        known = name in QFontDatabase.families() if name else False
        font = QFont(name) if known else QFont(self.theme.font("body", weight))
        font.setPixelSize(max(round(pixels), 7))
        font.setWeight(QFont.Weight(weight))
        return font
