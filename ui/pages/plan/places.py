# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places and journey: sites with areas and floor plans, touchpoints, stages, channels, normal reactions."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.model.codes import NormalReaction
from cxfield.model.study import Channel, Site, Stage, Touchpoint, Zone
from cxfield.services.plan_places import fill_journey
from cxfield.services.plan_state import short_site
from cxfield.storage import Reader
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.floor import FloorPanel
from ui.pages.plan.fold import Fold
from ui.pages.plan.measures import CopyAreas, Measures, ReadyTouchpoints
from ui.pages.plan.records import Field, Shelf, ShelfPanel, SideNav
from ui.pages.plan.rowpaint import Cell, Column, Mark, Row
from ui.pages.plan.tab import Tab, line, said
from ui.widgets.buttons import Button
from ui.widgets.segment import Option


def _sites(desk: Desk) -> list[Option]:
    rows = desk.read(lambda reader: reader.all(Site, order_by="order_key"))
    return [
        Option("", lambda x: x.t("every site")),
        *(Option(row.id, short_site(row.name, desk.ui.texts.locale)) for row in rows),
    ]


def _one_site(desk: Desk) -> list[Option]:
    return _sites(desk)[1:]


def _name(record: Any, texts: Texts) -> str:
    return pick(record.name, texts.locale) or texts.t("(no name)")


def _untranslated(labels: dict[str, str], texts: Texts) -> tuple[Mark, ...]:
    missing = [lang.upper() for lang in ("fi", "en") if labels and not labels.get(lang)]
    return tuple(Mark(texts.t("{language} missing", language=lang)) for lang in missing)


def _site_row(site: Any, texts: Texts, reader: Reader) -> Row:
    zones = len(reader.all(Zone, site_id=site.id))
    marks = (Mark(texts.t("competitor"), "info.base", "info.subtle"),) if site.competitor else ()
    words = texts.tn("{n} area", "{n} areas", zones) if zones else texts.t("no areas")
    return Row(
        site.id,
        (
            Cell(site.code, weight=600),
            Cell(_name(site, texts), sub=pick(site.kind, texts.locale), marks=marks),
            Cell(words, ink="text.secondary"),
        ),
        movable=True,
    )


def _zone_rows(reader: Reader, texts: Texts) -> list[Row]:
    rows: list[Row] = []
    for site in reader.all(Site, order_by="order_key"):
        rows.append(Row(f"site:{site.id}", (Cell(_name(site, texts), icon="site"),), heading=True))
        for zone in reader.all(Zone, order_by="order_key", site_id=site.id):
            closed = Mark(texts.t("no observation"), "danger.base", "danger.subtle", "lock")
            cell = Cell(_name(zone, texts), marks=(closed,) if zone.no_observation else ())
            rows.append(Row(zone.id, (cell,), movable=True, section=site.id))
    return rows


def _touchpoint_row(point: Any, texts: Texts, reader: Reader) -> Row:
    site = reader.find(Site, point.site_id)
    marks = [Mark(texts.t("key encounter"), "source.group", "source.group.subtle", "star")]
    return Row(
        point.id,
        (
            Cell(
                _name(point, texts),
                icon="keyboard" if point.digital else "touchpoint",
                weight=600 if point.key_encounter else 400,
                marks=tuple(marks) if point.key_encounter else (),
            ),
            Cell(
                short_site(site.name, texts.locale) if site else texts.t("every site"), ink="text.secondary"
            ),
            Cell(texts.t("digital") if point.digital else texts.t("physical"), ink="text.secondary"),
        ),
        movable=True,
    )


def _stage_row(stage: Any, texts: Texts, _reader: Reader) -> Row:
    return Row(
        stage.id,
        (
            Cell(
                _name(stage, texts),
                sub=pick(stage.question, texts.locale),
                weight=600,
                marks=_untranslated(stage.name, texts),
            ),
        ),
        movable=True,
    )


def _channel_row(channel: Any, texts: Texts, _reader: Reader) -> Row:
    return Row(channel.id, (Cell(_name(channel, texts)),), movable=True)


def _reaction_rows(reader: Reader, texts: Texts) -> list[Row]:
    """Normal reactions under their site; those of every site first."""
    known = reader.all(NormalReaction, order_by="order_key")
    groups: list[tuple[str, str]] = [("", texts.t("every site"))]
    groups += [(site.id, _name(site, texts)) for site in reader.all(Site, order_by="order_key")]
    rows: list[Row] = []
    for site_id, name in groups:
        mine = [row for row in known if (row.site_id or "") == site_id]
        if mine:
            rows.append(Row(f"site:{site_id}", (Cell(name, icon="site"),), heading=True))
        for row in mine:
            words = pick(row.text, texts.locale) or texts.t("(no text)")
            cell = Cell(words, marks=_untranslated(row.text, texts))
            rows.append(Row(row.id, (cell,), movable=True, section=site_id))
    return rows


def _begin_zone(desk: Desk) -> dict[str, Any] | None:
    sites = desk.read(lambda reader: reader.all(Site, order_by="order_key"))
    return {"site_id": sites[0].id, "name": {}} if sites else None


NAME = Field("name", N_("Name"))
SITES = Shelf(
    "site",
    N_("Sites"),
    "site",
    (Column(72), Column(0, 3), Column(110)),
    (
        Field("code", N_("Code"), "text", help=N_("Short, such as TRE: it stands in tables.")),
        NAME,
        Field("kind", N_("What kind of place")),
        Field("competitor", N_("A competitor's site"), "flag"),
    ),
    _site_row,
    lambda _desk: {"code": "", "name": {}},
    N_("Add a site"),
    N_("Add the places where you observe and interview."),
)
ZONES = Shelf(
    "zone",
    N_("Areas"),
    "flag",
    (Column(0, 1),),
    (
        NAME,
        Field("site_id", N_("Site"), "choice", options=_one_site),
        Field("no_observation", N_("No observation here (fitting rooms, toilets)"), "flag"),
    ),
    _site_row,
    _begin_zone,
    N_("Add an area"),
    N_("Areas tell where in a site something happened. Add a site first."),
    rows=_zone_rows,
)
TOUCHPOINTS = Shelf(
    "touchpoint",
    N_("Touchpoints"),
    "touchpoint",
    (Column(0, 3), Column(110), Column(86)),
    (
        NAME,
        Field("site_id", N_("Site"), "choice", options=_sites),
        Field("digital", N_("Digital"), "flag"),
        Field("key_encounter", N_("A key encounter"), "flag"),
        Field(
            "measures", N_("Own measures"), rows=3, help=N_("One on each line: visitors, basket, load time…")
        ),
    ),
    _touchpoint_row,
    lambda _desk: {"name": {}},
    N_("Add a touchpoint"),
    N_("Add the points where customer and company meet."),
)
STAGES = Shelf(
    "stage",
    N_("Journey stages"),
    "journey",
    (Column(0, 1),),
    (
        NAME,
        Field("question", N_("Guiding question"), rows=2),
        Field("measures", N_("Measures of the stage"), rows=3, help=N_("One on each line.")),
    ),
    _stage_row,
    lambda _desk: {"name": {}, "key": ""},
    N_("Add a stage"),
    N_("Add the stages of the customer's journey."),
)
CHANNELS = Shelf(
    "channel",
    N_("Channels"),
    "link",
    (Column(0, 1),),
    (NAME,),
    _channel_row,
    lambda _desk: {"name": {}, "key": ""},
    N_("Add a channel"),
    N_("Add the channels through which customers come."),
)
REACTIONS = Shelf(
    "normal_reaction",
    N_("Normal reactions"),
    "reaction",
    (Column(0, 1),),
    (
        Field("text", N_("Reaction"), rows=2, help=N_("What customers ordinarily do here.")),
        Field("site_id", N_("Site"), "choice", options=_sites),
    ),
    _channel_row,
    lambda _desk: {"text": {}},
    N_("Add a reaction"),
    N_("List what is ordinary at each site. It can be picked with one key while observing."),
    rows=_reaction_rows,
)
SHELVES: tuple[Shelf, ...] = (SITES, ZONES, TOUCHPOINTS, STAGES, CHANNELS, REACTIONS)
FLOOR = ("floor", N_("Floor plan"), "photo")
_CLASSES: dict[str, Any] = {"site": Site, "zone": Zone, "touchpoint": Touchpoint, "stage": Stage,
                            "channel": Channel, "normal_reaction": NormalReaction}  # fmt: skip


class PlacesTab(Tab):
    """Lists and the floor plan, one at a time."""

    kinds = frozenset({*_CLASSES, "attachment", "metric"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        parts = [(s.kind, said(s.name), s.icon) for s in SHELVES]
        parts.insert(2, (FLOOR[0], said(FLOOR[1]), FLOOR[2]))
        self.nav = SideNav(desk, parts, self.show_shelf)
        self.fill = Button(self.ui, lambda x: x.t("Add the five stages and channels"), icon_name="template")
        self.fill.clicked.connect(lambda: desk.write(fill_journey, label=ADD))
        self.nav.foot.addWidget(self.fill)
        self.stack = QStackedWidget()
        self.measures: dict[str, Measures | CopyAreas] = {
            kind: Measures(desk, kind) for kind in ("touchpoint", "stage")
        }
        self.measures["site"] = CopyAreas(desk)
        self.ready = ReadyTouchpoints(desk)
        extra: dict[str, tuple[Any, ...]] = {
            "touchpoint": (self.measures["touchpoint"], self.ready),
            "stage": (self.measures["stage"],),
            "site": (self.measures["site"],),
        }
        self.panels: dict[str, ShelfPanel | FloorPanel] = {
            shelf.kind: ShelfPanel(desk, shelf, extra=extra.get(shelf.kind, ())) for shelf in SHELVES
        }
        self.panels[FLOOR[0]] = FloorPanel(desk)
        for panel in self.panels.values():
            self.stack.addWidget(panel)
        for kind, part in self.measures.items():
            self.panels[kind].list.chosen.connect(part.show_record)
        row = line(self.nav, gap=0, parent=self)
        row.addWidget(self.stack, 1)
        Fold(self.ui, self, row, 800, self.nav.set_across)
        self._shown = "site"
        self.show_shelf("site")

    def refresh(self) -> None:
        """Ask again."""
        empty = False
        for kind, cls in _CLASSES.items():
            count = len(self.desk.read(_all_of(cls)))
            self.nav.buttons[kind].set_count(str(count))
            empty = empty or (count == 0 and kind in ("stage", "channel"))
        plans = [site for site in self.desk.read(_all_of(Site)) if site.floor_plan_id]
        self.nav.buttons[FLOOR[0]].set_count(str(len(plans)))
        self.fill.setVisible(empty)
        self.panels[self._shown].refresh()
        if self._shown in self.measures:
            self.measures[self._shown].show_record(self.panels[self._shown].list.current)

    def show_shelf(self, kind: str) -> None:
        """Put a list in front."""
        self._shown = kind
        self.nav.set_current(kind)
        self.stack.setCurrentWidget(self.panels[kind])
        if self.desk.ui.study is not None:
            self.panels[kind].refresh()
            if kind in self.measures:
                self.measures[kind].show_record(self.panels[kind].list.current)

    def open_target(self, target: str) -> None:
        """Open a list, at a record: "touchpoint/<id>"; a gap's key opens where it is mended."""
        kind, _, record = target.partition("/")
        gap, _, _ = target.partition(":")
        kind = {"sites": "site", "journey": "stage"}.get(gap, kind)
        if kind in self.panels:
            self.show_shelf(kind)
            if record:
                self.panels[kind].open_record(record)

    def add_new(self) -> None:
        """Add to the list in front."""
        self.panels[self._shown].add_new()

    def place(self) -> str:
        """The list and its record."""
        return f"{self._shown}/{self.panels[self._shown].list.current}"


def _all_of(cls: Any) -> Any:
    return lambda reader: reader.all(cls)
