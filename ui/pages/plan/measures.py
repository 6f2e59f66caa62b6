# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Own measures of stages and touchpoints become metrics; touchpoints come ready with their measures."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_, pick
from cxfield.services.plan_metrics import follow_measures, unfollowed
from cxfield.services.plan_places import areas_source, copy_areas
from cxfield.services.plan_state import short_site
from cxfield.services.plan_templates import add_touchpoints, touchpoint_templates
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.tab import column
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.menu import Menu, MenuItem

FOLLOW = N_("Follow the measures as metrics")


class Measures(QWidget):
    """`show_record(id)`: one press makes metrics of the measures that have none."""

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__()
        self.desk, self.ui, self.kind, self.id = desk, desk.ui, kind, ""
        inner = column(self, gap=4)
        self.follow = Button(self.ui, lambda x: x.t("Follow the measures as metrics"), icon_name="metric")
        self.follow.clicked.connect(self._follow)
        self.state = Label(self.ui, "", "small", "text.secondary", wrap=True)
        inner.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.state)

    def show_record(self, record_id: str) -> None:
        """How many measures no metric follows."""
        self.id = record_id
        n = len(self.desk.read(unfollowed, kind=self.kind, record_id=record_id)) if record_id else 0
        self.follow.setEnabled(n > 0 and not self.desk.read_only)
        self.state.set_words(
            (lambda x: x.tn("{n} measure is not followed yet.", "{n} measures are not followed yet.", n))
            if n
            else (lambda x: x.t("Targets and figures are entered in Metrics."))
        )

    def _follow(self) -> None:
        self.desk.write(
            follow_measures,
            label=FOLLOW,
            kind=self.kind,
            record_id=self.id,
            done=lambda made: self.desk.note(
                lambda x: x.tn("{n} metric added", "{n} metrics added", len(made))
            ),
        )


class CopyAreas(QWidget):
    """`show_record(site)`: a site without areas can have those of another one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id, self._source = desk, desk.ui, "", ""
        inner = column(self, gap=4)
        self.copy = Button(self.ui, "", icon_name="flag")
        self.copy.clicked.connect(self._copy)
        inner.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)

    def show_record(self, site_id: str) -> None:
        """Offer it where it makes sense."""
        self.id = site_id
        source = self.desk.read(areas_source, site_id)
        self._source = source.id if source is not None else ""
        self.setVisible(source is not None and not self.desk.read_only)
        if source is not None:
            name = short_site(source.name, self.ui.texts.locale) or source.code
            self.copy.set_words(lambda x: x.t("Copy the areas of {site}", site=name))

    def _copy(self) -> None:
        self.desk.write(copy_areas, label=ADD, source_id=self._source, target_id=self.id)


class ReadyTouchpoints(QWidget):
    """A menu of physical and digital touchpoints that bring their measures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui = desk, desk.ui
        inner = column(self, gap=4)
        self.add = Button(self.ui, lambda x: x.t("Add a ready touchpoint"), icon_name="template")
        self.add.setEnabled(not desk.read_only)
        self.add.clicked.connect(self._offer)
        inner.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def _offer(self) -> None:
        locale = self.ui.texts.locale
        items = [
            MenuItem(row["key"], pick(row, locale), icon_name="keyboard" if row["digital"] else "touchpoint")
            for row in touchpoint_templates()
        ]
        menu = Menu(self.ui, items, parent=self)
        menu.chosen.connect(lambda key: self.desk.write(add_touchpoints, label=ADD, keys=(key,)))
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))
