# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor plan of a site: a picture, its areas and touchpoints, placed by mouse or keyboard."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cxfield.i18n import N_, pick
from cxfield.model.study import Site
from cxfield.services.plan_floor import (
    FloorPlan,
    clear_floor_plan,
    floor_plan,
    lift_touchpoint,
    outline_area,
    place_touchpoint,
    set_floor_plan,
)
from cxfield.services.plan_state import short_site
from ui.pages.plan.desk import ADD, Desk, sentence
from ui.pages.plan.floor_canvas import FloorCanvas
from ui.pages.plan.fold import FlowBar, Fold
from ui.pages.plan.rowlist import RowList
from ui.pages.plan.rowpaint import Cell, Column, Row
from ui.pages.plan.tab import column, line
from ui.pictures import Pictures, choose_file
from ui.widgets.buttons import Button, Kind
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import EmptyState, Panel
from ui.widgets.label import Label
from ui.widgets.segment import Option

PLACE = N_("Place on the floor plan")
_SIDE = 2048


class FloorPanel(QWidget):
    """Site above, plan at the left, what can be placed at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui = desk, desk.ui
        self.site_id = ""
        self.plan: FloorPlan | None = None
        self._pictures = Pictures(self.ui, self)
        self._image: tuple[str, QImage | None] = ("", None)
        self.site = ChoiceBox(self.ui, lambda x: x.t("Site"), icon_name="site")
        self.site.chosen.connect(self.show_site)
        self.pick_file = Button(
            self.ui, lambda x: x.t("Choose the picture"), kind=Kind.PRIMARY, icon_name="photo"
        )
        self.pick_file.clicked.connect(self._choose)
        self.away = Button(self.ui, lambda x: x.t("Remove the picture"), icon_name="close")
        self.away.clicked.connect(self._clear)
        self.error = Label(self.ui, "", "small", "danger.base", wrap=True, icon_name="warning")
        self.error.hide()
        self.canvas = FloorCanvas(self.ui)
        self.canvas.pressed.connect(self._put)
        self.canvas.boxed.connect(self._boxed)
        self.canvas.lifted.connect(self._lift)
        self.list = RowList(self.ui, (Column(0, 1), Column(30)), name=lambda x: x.t("To place on the plan"))
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _id: self.canvas.setFocus(Qt.FocusReason.TabFocusReason))
        self.list.delete_wanted.connect(lambda _id: self._lift())
        self.hint = Label(self.ui, "", "small", "text.secondary", wrap=True)
        self.lift = Button(self.ui, lambda x: x.t("Take off the plan"))
        self.lift.clicked.connect(self._lift)
        self.empty = EmptyState(
            self.ui, lambda x: x.t("Add a site first. Its floor plan comes here."), icon_name="site"
        )
        self.side = Panel(self.ui, "bg.surface", "left")
        self._below = False
        self._lay_out()

    def refresh(self) -> None:
        """Ask again."""
        sites = self.desk.read(lambda reader: reader.all(Site, order_by="order_key"))
        if self.site_id not in {site.id for site in sites}:
            self.site_id = sites[0].id if sites else ""
        locale = self.ui.texts.locale
        self.site.set_options(
            [Option(s.id, short_site(s.name, locale) or s.code or "–") for s in sites], self.site_id
        )
        self.plan = self.desk.read(floor_plan, self.site_id) if self.site_id else None
        self.body.setVisible(self.plan is not None)
        self.empty_box.setVisible(self.plan is None)
        if self.plan is None:
            return
        has = bool(self.plan.picture_id)
        self.pick_file.set_words(
            lambda x: x.t("Choose another picture") if has else x.t("Choose the picture")
        )
        self.away.setVisible(has)
        for part in (self.pick_file, self.away, self.lift, self.canvas):
            part.setEnabled(not self.desk.read_only)
        self.list.show_rows(self._rows(self.plan))
        if not self.list.current:
            self.list.choose_first()
        self._chosen(self.list.current)
        self._show_picture(self.plan.picture_id)

    def show_site(self, site_id: str) -> None:
        """Put the plan of a site in front."""
        self.site_id = site_id
        self._say("")
        self.refresh()

    def add_new(self) -> None:
        """The key for a new record chooses the picture."""
        self._choose()

    def open_record(self, record_id: str) -> None:
        """Choose a site or what is to be placed."""
        if self.desk.read(lambda reader: reader.find(Site, record_id)) is not None:
            self.show_site(record_id)
        else:
            self.list.choose(record_id)

    def use_file(self, path: Any) -> None:
        """Read a picture on a worker and give it to the site; what is wrong is said below the button."""
        from cxfield.services.attachments import read_picture

        site_id = self.site_id
        self._say("")
        self.pick_file.setEnabled(False)

        def store(picture: Any) -> None:
            # The room may have been made anew, or the study closed, while the picture was read.
            if not isValid(self) or self.ui.study is None:
                return
            self.pick_file.setEnabled(True)
            self.desk.write(set_floor_plan, label=ADD, site_id=site_id, picture=picture, failed=self._refuse)

        self.desk.session.ask(lambda _reader: read_picture(path), done=store, failed=self._refuse)

    def _rows(self, plan: FloorPlan) -> list[Row]:
        texts = self.ui.texts
        rows: list[Row] = []
        if plan.areas:
            rows.append(Row("areas", (Cell(texts.t("Areas"), icon="flag"), Cell()), heading=True))
        rows += [self._row(a.id, pick(a.name, texts.locale), placed=bool(a.outline)) for a in plan.areas]
        if plan.points:
            rows.append(
                Row("points", (Cell(texts.t("Touchpoints"), icon="touchpoint"), Cell()), heading=True)
            )
        rows += [self._row(p.id, pick(p.name, texts.locale), placed=p.place is not None) for p in plan.points]
        return rows

    def _row(self, item: str, name: str, *, placed: bool) -> Row:
        texts = self.ui.texts
        on = Cell(icon="check", ink="success.base", spoken=texts.t("on the plan"))
        off = Cell("–", ink="text.tertiary", spoken=texts.t("not on the plan"))
        return Row(item, (Cell(name or texts.t("(no name)")), on if placed else off))

    def _is_area(self) -> bool:
        return self.plan is not None and any(area.id == self.list.current for area in self.plan.areas)

    def _chosen(self, item: str) -> None:
        self.canvas.choose(item, draws_box=self._is_area())
        self.hint.set_words(
            (
                lambda x: (
                    x.t("Drag the area from corner to corner. By keys: arrows, Enter at both corners.")
                    if self._is_area()
                    else x.t("Click its place on the plan. By keys: arrows, then Enter.")
                )
            )
            if item
            else (lambda x: x.t("Add areas and touchpoints first."))
        )

    def _show_picture(self, picture_id: str) -> None:
        if self._image[0] == picture_id:
            self.canvas.show_plan(self.plan, self._image[1])
            return

        def show(image: QImage | None) -> None:
            if self.plan is not None and self.plan.picture_id == picture_id:
                self._image = (picture_id, image)
                self.canvas.show_plan(self.plan, image)

        self.canvas.show_plan(self.plan, None)
        self._pictures.show(picture_id, _SIDE, show)

    def _choose(self) -> None:
        path = (
            choose_file(self.ui, self.desk.ui_window()) if self.site_id and not self.desk.read_only else None
        )
        if path is not None:
            self.use_file(path)

    def _clear(self) -> None:
        self.desk.write(clear_floor_plan, site_id=self.site_id)

    def _put(self, at: object) -> None:
        if self.list.current and not self._is_area():
            self.desk.write(
                place_touchpoint, label=PLACE, touchpoint_id=self.list.current, site_id=self.site_id, at=at,
                failed=self._refuse,
            )  # fmt: skip
        elif self.plan is not None:
            self._pick_at(at)

    def _pick_at(self, at: Any) -> None:
        """A click inside a drawn area chooses it."""
        assert self.plan is not None
        for area in self.plan.areas:
            xs, ys = [x for x, _ in area.outline], [y for _, y in area.outline]
            if area.outline and min(xs) <= at[0] <= max(xs) and min(ys) <= at[1] <= max(ys):
                self.list.choose(area.id)
                return

    def _boxed(self, corners: object) -> None:
        if self._is_area():
            self._say("")
            self.desk.write(
                outline_area, label=PLACE, zone_id=self.list.current, corners=corners, failed=self._refuse
            )

    def _lift(self) -> None:
        if self._is_area():
            self.desk.write(outline_area, label=PLACE, zone_id=self.list.current, corners=())
        elif self.list.current:
            self.desk.write(
                lift_touchpoint, label=PLACE, touchpoint_id=self.list.current, site_id=self.site_id
            )

    def _refuse(self, error: BaseException) -> None:
        if not isValid(self):
            return
        self.pick_file.setEnabled(not self.desk.read_only)
        self._say(sentence(error, self.ui.texts))

    def _say(self, words: str) -> None:
        self.error.set_words(words)
        self.error.setVisible(bool(words))

    def _folded(self, folded: bool) -> None:
        self._below = folded
        self._widen()

    def _widen(self) -> None:
        """The list beside the floor is as wide as its text is large; below it, as wide as there is room."""
        wide = self.ui.theme.px(260)
        self.side.setMinimumWidth(0 if self._below else wide)
        self.side.setMaximumWidth(16_777_215 if self._below else wide)

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        self.empty_box = QWidget()
        column(self.empty_box, margins=16).addWidget(self.empty)
        outer.addWidget(self.empty_box)
        self.body = QWidget()
        outer.addWidget(self.body, 1)
        row = line(gap=0, parent=self.body)
        Fold(self.ui, self.body, row, 560, self._folded)
        self.ui.theme_changed.connect(self._widen)
        left = QWidget()
        inner = column(left, margins=16, gap=10)
        inner.addWidget(FlowBar((self.site,), (self.away, self.pick_file)))
        inner.addWidget(self.error)
        inner.addWidget(self.canvas, 1)
        row.addWidget(left, 1)
        side = self.side
        words = column(side, gap=0)
        words.setContentsMargins(1, 0, 0, 0)
        head = line(Label(self.ui, lambda x: x.t("To place on the plan"), "h2", wrap=True))
        head.setContentsMargins(14, 14, 14, 8)
        words.addLayout(head)
        words.addWidget(self.list, 1)
        foot = column(margins=14, gap=8)
        foot.addWidget(self.hint)
        foot.addWidget(self.lift, 0, Qt.AlignmentFlag.AlignLeft)
        words.addLayout(foot)
        row.addWidget(side)
