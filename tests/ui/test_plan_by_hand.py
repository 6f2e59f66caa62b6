# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo plan is rebuilt by hand through the window, from an empty study, in both languages."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.i18n import Texts
from cxfield.model.codes import Code
from cxfield.model.debrief import Preconception
from cxfield.model.guide import Guide, Question, Section
from cxfield.model.metrics import Metric, Target
from cxfield.model.session import Session
from cxfield.model.study import Channel, Quota, Site, Stage, Study, TeamMember, Touchpoint, Wave, Zone
from cxfield.services.demo.scenery import facts
from cxfield.services.plan_gaps import checklist
from cxfield.services.plan_sheet import PARTS, published_sheet
from cxfield.services.plan_words import written_date
from cxfield.services.starter import touchpoint_names
from cxfield.storage import Reader, StudyFile
from ui.bus import Bus
from ui.context import Ui
from ui.pages.plan import PlanPage
from ui.pages.plan import study as study_tab
from ui.pages.plan.page import TABS
from ui.session import StudySession
from ui.undo import Undo
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.dialog import Dialog
from ui.widgets.menu import Menu

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
START = 1_759_474_800_000
TARGETS = {"nps": "40", "csat": "85 %", "ces2": "80 %", "custom": "4"}
MENU = {"nps": "nps", "csat": "csat", "ces2": "ces2", "custom": "custom"}


class Hand:
    """Presses keys and buttons of the Plan room as a person would."""

    def __init__(self, qtbot: QtBot, page: PlanPage) -> None:
        self.qtbot, self.page = qtbot, page

    @property
    def tab(self) -> Any:
        return self.page.tab

    def settle(self) -> None:
        """What was typed and pressed is on the disk and shown."""
        study = self.page.desk.session
        self.qtbot.waitUntil(lambda: study.pending == 0, timeout=20_000)
        self.page._later.stop()
        self.page._refresh()
        self.qtbot.waitUntil(lambda: study.pending == 0, timeout=20_000)

    def press(self, button: Any) -> None:
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), button.accessibleName()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def write(self, field: Any, text: str) -> None:
        """Type into a field instead of what stands in it, and leave it."""
        target: QWidget = getattr(field, "input", field)
        assert isinstance(target, QLineEdit | QPlainTextEdit)
        assert target.isEnabled()
        target.setFocus()
        target.selectAll()
        for sign in text:
            # QTest cannot type a dash or a quotation mark.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(target, event)
        if hasattr(field, "typing"):
            field.typing.flush()
        QTest.keyClick(target, Qt.Key.Key_Tab)

    def both(self, pair: Any, words: dict[str, str]) -> None:
        for language in ("fi", "en"):
            self.write(pair.fields[language], words[language])

    def choose(self, box: ChoiceBox, value: str) -> None:
        """Open a box and press the row of a choice."""
        if box.value == value:
            return
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)
        self.row(value, settle=False)

    def row(self, value: str, *, settle: bool = True) -> None:
        menu = next(m for m in self.page.window().findChildren(Menu) if m.isVisible())
        QTest.mouseClick(next(r for r in menu.rows if r.item.value == value), Qt.MouseButton.LeftButton)
        if settle:
            self.settle()

    def go(self, number: int) -> None:
        QTest.keyClick(self.page, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        self.settle()
        assert self.page.tabs.current == TABS[number - 1].key

    def add(self) -> None:
        self.tab.add_new()
        self.settle()

    def all(self, cls: Any, **equals: Any) -> list[Any]:
        order = "order_key" if "order_key" in cls.model_fields else "id"
        found: list[Any] = self.page.desk.read(lambda r: r.all(cls, order_by=order, **equals))
        return found


@pytest.fixture
def hand(qtbot: QtBot, ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    """The Plan room on a file without a study, in Finnish."""
    monkeypatch.setattr(study_tab, "today", lambda: dt.date(2025, 10, 3))
    ui.use_language(Texts("fi"))
    ui._bus = Bus()
    file = StudyFile.create(tmp_path / "hand.cxf", clock=ManualClock(START), author="H1")
    session = StudySession(file, ui.bus)
    ui.study, ui.undo = session, Undo(session)
    ui.undo.scope = "plan"
    page = PlanPage(ui)
    qtbot.addWidget(page)
    page.resize(1356, 844)
    # Painting every state that nobody looks at would take most of the time.
    page.setUpdatesEnabled(False)
    page.show()
    page.entered()
    yield Hand(qtbot, page)
    page.left()
    qtbot.waitUntil(lambda: session.pending == 0)
    page.close()
    ui.study = None
    session.close()


def _study(hand: Hand, plan: dict[str, Any]) -> None:
    first = hand.tab.first
    hand.write(first.name, plan["title"]["fi"])
    hand.press(next(b for b in first.findChildren(QAbstractButton)))
    hand.tab.open_form("study")
    form = hand.tab._forms["study"]
    for field in ("title", "client", "question", "purpose", "legal_basis", "retention"):
        hand.both(form.pairs[field], plan[field])
    for level in plan["levels"]:
        hand.press(form.levels.rows[level])
    hand.settle()


def _places(hand: Hand, plan: dict[str, Any]) -> None:
    hand.go(2)
    tab = hand.tab
    for code, row in plan["sites"].items():
        hand.add()
        parts = tab.panels["site"].form.parts
        hand.write(parts["code"], code)
        hand.both(parts["name"], row["name"])
        hand.both(parts["kind"], row["kind"])
    tab.show_shelf("zone")
    for name in plan["zones"]:
        hand.add()
        hand.both(tab.panels["zone"].form.parts["name"], name)
    tab.show_shelf("site")
    for site in hand.all(Site)[1:]:
        tab.panels["site"].list.choose(site.id)
        hand.press(tab.measures["site"].copy)
    tab.show_shelf("touchpoint")
    for number, name in enumerate(touchpoint_names(), start=1):
        hand.add()
        parts = tab.panels["touchpoint"].form.parts
        hand.both(parts["name"], name)
        if number in (5, 7):
            hand.press(parts["key_encounter"])
    hand.press(tab.fill)


def _codes_and_guides(hand: Hand) -> None:
    hand.go(3)
    hand.press(hand.tab.empty.findChild(QAbstractButton))
    hand.go(4)
    QTest.mouseClick(hand.tab.empty.findChild(QAbstractButton), Qt.MouseButton.LeftButton)
    hand.row("five_themes")
    QTest.mouseClick(hand.tab.new, Qt.MouseButton.LeftButton)
    hand.row("focus_group")
    hand.press(hand.tab.publish)


def _people(hand: Hand, plan: dict[str, Any]) -> None:
    hand.go(5)
    tab = hand.tab
    tab.show_view("team")
    for row in plan["team"]:
        hand.add()
        parts = tab.team.form.parts
        hand.write(parts["code"], row["code"])
        hand.both(parts["role"], row["role"])
        if "team" in row:
            hand.write(parts["team"], row["team"])
    tab.show_view("texts")
    for words in plan["sheet"]:
        for key, said in words.items():
            for language in ("fi", "en"):
                hand.write(tab.texts.fields[key, language], said[language])
    hand.settle()
    hand.press(tab.texts.fill)
    hand.press(tab.texts.publish)


def _metrics(hand: Hand, plan: dict[str, Any]) -> None:
    hand.go(6)
    tab = hand.tab
    for row in plan["metrics"]:
        tab.panel.add_new()
        hand.row(MENU[row["type"]])
        parts = tab.panel.form.parts
        hand.both(parts["name"], row["name"])
        if "formula" in row:
            hand.both(parts["formula"], row["formula"])
        hand.choose(parts["level"], row["level"])
        if not row.get("higher_is_better", True):
            hand.press(parts["higher_is_better"])
        hand.press(tab.figures.aim)
        card = next(iter(tab.figures.cards.values()))
        hand.write(card.value, TARGETS[row["type"]])
    hand.settle()


def _schedule(hand: Hand, plan: dict[str, Any]) -> None:
    hand.go(1)
    tab = hand.tab
    tab.open_form("waves")
    form = tab._forms["waves"]
    for row in plan["waves"]:
        form._add_wave()
        hand.settle()
        # The cards stand by their first day: the new one is the one that has other words.
        card = form.cards[max(form.cards)]
        first = [card.end, card.start] if card.end.value < row["ends_on"] else [card.start, card.end]
        days = {card.start: row["starts_on"], card.end: row["ends_on"]}
        for field in first if _later(card.start.value, row["starts_on"]) else [card.start, card.end]:
            hand.write(field, written_date(days[field]))
            hand.settle()
        hand.both(card.name, row["name"])
        hand.settle()
    _sessions(hand, form, plan)


def _later(shown: str, iso: str) -> bool:
    day, month, year = (int(part) for part in shown.split("."))
    return dt.date(year, month, day) < dt.date.fromisoformat(iso)


def _sessions(hand: Hand, form: Any, plan: dict[str, Any]) -> None:
    sites = {site.code: site.id for site in hand.all(Site)}
    members = {member.code: member.id for member in hand.all(TeamMember)}
    wave = min(hand.all(Wave), key=lambda row: row.starts_on)
    rows = [("observation", row) for row in facts("sessions")["sessions"]]
    rows += [("group", facts("group")), ("debrief", facts("debrief"))]
    for kind, row in rows:
        form.add_new()
        hand.settle()
        editor = form.editor
        hand.choose(editor.kind, kind)
        hand.settle()
        hand.choose(editor.site, sites.get(row.get("site") or "", ""))
        hand.choose(editor.wave, wave.id)
        if kind == "observation":
            hand.press(next(c for c in editor.phase.cells if c.value == row["phase"]))
        hand.write(editor.day, written_date(row["date"]))
        hand.write(editor.minutes, str(row["minutes"]))
        for code, member in members.items():
            hand.choose(editor.boxes[member], row["roles"].get(code, ""))


def _expectations(hand: Hand) -> None:
    hand.tab.open_form("quotas")
    form = hand.tab._forms["quotas"]
    quotas = facts("study")["quotas"]
    sites = {site.code: site.id for site in hand.all(Site)}
    wave = min(hand.all(Wave), key=lambda row: row.starts_on)
    wanted = [("site", sites[code], target) for code, target in quotas["sites"].items()]
    wanted += [("segment", row["name"]["fi"], row["target"]) for row in quotas["segments"]]
    for what, value, target in wanted:
        form.add_new()
        hand.settle()
        card = form.cards[max(form.cards)]
        hand.choose(card.wave, wave.id)
        if what == "site":
            hand.choose(card.site, value)
        else:
            hand.choose(card.field, "segment")
            hand.settle()
            hand.write(card.value, value)
        hand.write(card.target, str(target))
    hand.tab.open_form("preconceptions")
    form = hand.tab._forms["preconceptions"]
    for words in facts("debrief")["preconceptions"]:
        form.add_new()
        hand.settle()
        hand.write(form.cards[max(form.cards)].text, words["fi"])
    hand.settle()
    hand.press(form.lock)


def plan_of(reader: Reader) -> dict[str, Any]:
    """What a plan says, without ids and times; a session's state is left out, the demo has been held."""
    study = reader.all(Study)[0]
    sites = {site.id: site.code for site in reader.all(Site)}
    waves = {wave.id: wave.name["fi"] for wave in reader.all(Wave)}
    members = {row.id: row.code for row in reader.all(TeamMember)}
    metrics = {row.id: row for row in reader.all(Metric)}
    planned = [s for s in reader.all(Session) if s.kind != "interview" and s.parallel_of is None]
    texts = ("title", "client", "question", "purpose", "legal_basis", "retention")
    return {
        "study": {name: getattr(study, name) for name in texts} | {"levels": set(study.levels)},
        "sites": sorted((s.code, s.name["fi"], s.name["en"], s.kind["en"]) for s in reader.all(Site)),
        "zones": sorted((sites[z.site_id], z.name["fi"], z.name["en"]) for z in reader.all(Zone)),
        "touchpoints": [(p.name, p.key_encounter) for p in reader.all(Touchpoint, order_by="order_key")],
        "stages": [(s.name, s.question) for s in reader.all(Stage, order_by="order_key")],
        "channels": [c.name for c in reader.all(Channel, order_by="order_key")],
        "codes": sorted((c.key, c.name["fi"], c.name["en"], c.kind) for c in reader.all(Code)),
        "team": [(m.code, m.role, m.team, m.prefix) for m in reader.all(TeamMember, order_by="order_key")],
        "waves": sorted((w.name["fi"], w.name["en"], w.starts_on, w.ends_on) for w in reader.all(Wave)),
        "metrics": sorted(
            (m.name["fi"], m.formula["fi"], m.formula["en"], m.level, t.value)
            for t in reader.all(Target)
            for m in (metrics[t.metric_id],)
        ),
        "quotas": sorted(
            (q.counted, sites.get(q.site_id or "", ""), waves.get(q.wave_id or "", ""), q.value, q.target)
            for q in reader.all(Quota)
        ),
        "preconceptions": [
            (p.text, p.locked_at is not None) for p in reader.all(Preconception, order_by="order_key")
        ],
        "questions": sorted(
            (q.type, q.text.get("fi", ""), q.text.get("en", ""))
            for s in reader.all(Section)
            if s.theme and s.key != "introductory"
            for q in reader.all(Question, section_id=s.id)
            if q.key in _starter_keys()
        ),
        "parts": [(s.key, s.minutes) for s in reader.all(Section, order_by="order_key") if s.key in _GROUP],
        "sessions": sorted(
            (
                s.kind,
                sites.get(s.site_id or "", ""),
                s.phase if s.kind == "observation" else "",
                s.planned_on,
                s.planned_min,
                sorted((members[key], role) for key, role in s.roles.items()),
            )
            for s in planned
        ),
    }


_GROUP = ("welcome_consent", "opening", "introductory", "transition", "key", "ending", "thanks")


def _starter_keys() -> set[str]:
    from cxfield.services.guides import starter_facts

    return {row["key"] for part in starter_facts()["sections"] for row in part["questions"]}


def test_the_demo_plan_is_rebuilt_by_hand(hand: Hand, made_demo: Callable[[str], Path]) -> None:
    plan = facts("study")
    _study(hand, plan)
    _places(hand, plan)
    _codes_and_guides(hand)
    hand.page.ui.use_language(Texts("en"))
    _people(hand, plan)
    _metrics(hand, plan)
    _schedule(hand, plan)
    _expectations(hand)
    hand.settle()
    made = hand.page.desk.read(plan_of)
    demo = StudyFile.open(made_demo("fi"), read_only=True)
    try:
        wanted = demo.read(plan_of)
    finally:
        demo.close()
    for part, said in wanted.items():
        assert made[part] == said, part
    assert len(hand.all(Guide)) == 2
    sheet = hand.page.desk.read(published_sheet)
    assert sheet is not None
    assert all(sheet.parts.get(part.key) or part.key in ("purpose", "retention") for part in PARTS)
    gaps = hand.page.desk.read(lambda r: checklist(r, Texts("en"))).gaps
    assert [gap.title for gap in gaps] == []
    assert not [dialog for dialog in hand.page.window().findChildren(Dialog) if dialog.isVisible()]
