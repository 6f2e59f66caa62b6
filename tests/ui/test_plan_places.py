# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places in the Plan room: floor plans by mouse and keyboard, bad pictures, reactions, measures, areas."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.model.codes import NormalReaction
from cxfield.model.metrics import Metric
from cxfield.model.study import Site, Touchpoint, Zone
from ui.pages.plan import PlanPage
from ui.pages.plan.floor import FloorPanel
from ui.pages.plan.places import PlacesTab

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _all(page: PlanPage, cls: Any, **equals: Any) -> list[Any]:
    found: list[Any] = page.desk.read(lambda reader: reader.all(cls, **equals))
    return found


@pytest.fixture
def tab(plan_page: PlanPage) -> PlacesTab:
    plan_page.show_tab("places")
    found = plan_page.tab
    assert isinstance(found, PlacesTab)
    return found


@pytest.fixture
def floor(tab: PlacesTab) -> FloorPanel:
    tab.show_shelf("floor")
    found = tab.panels["floor"]
    assert isinstance(found, FloorPanel)
    return found


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")
    return out.getvalue()


def _bomb() -> bytes:
    """A PNG of a few bytes that says it has a hundred million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    size = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", size), chunk(b"IDAT", zlib.compress(b"0")), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("corrupt.png", lambda: _png()[:60], "damaged"),
        ("huge.png", _bomb, "million pixels; 64 is the most"),
        ("bomb.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" width="9e9"/>', "drawing (SVG"),
        ("plan.txt", lambda: b"not a picture", "not a picture"),
    ],
)
def test_a_bad_picture_is_refused_beside_its_button_and_nothing_is_lost(
    qtbot: QtBot,
    plan_page: PlanPage,
    floor: FloorPanel,
    tmp_path: Path,
    name: str,
    make: Callable[[], bytes],
    said: str,
) -> None:
    (tmp_path / "good.png").write_bytes(_png())
    floor.use_file(tmp_path / "good.png")
    qtbot.waitUntil(lambda: any(site.floor_plan_id for site in _all(plan_page, Site)))
    kept = [site.floor_plan_id for site in _all(plan_page, Site)]
    (tmp_path / name).write_bytes(make())
    floor.use_file(tmp_path / name)
    qtbot.waitUntil(lambda: said in floor.error.words)
    assert [site.floor_plan_id for site in _all(plan_page, Site)] == kept
    assert floor.pick_file.isEnabled()


def test_touchpoints_and_areas_are_placed_by_mouse(
    qtbot: QtBot, plan_page: PlanPage, floor: FloorPanel
) -> None:
    assert floor.plan is not None
    area, point = floor.plan.areas[0].id, floor.plan.points[0].id
    canvas = floor.canvas
    floor.list.choose(point)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    qtbot.waitUntil(lambda: bool(plan_page.desk.read(lambda r: r.get(Touchpoint, point)).places))
    x, y = plan_page.desk.read(lambda r: r.get(Touchpoint, point)).places[floor.site_id]
    assert abs(x - 0.5) < 0.02
    assert abs(y - 0.5) < 0.02
    floor.list.choose(area)
    start, end = QPoint(40, 40), QPoint(canvas.width() // 2, canvas.height() // 2)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: len(plan_page.desk.read(lambda r: r.get(Zone, area)).outline) == 4)
    floor.refresh()
    assert "on the plan" in next(row for row in floor.list.rows if row.id == area).spoken()


def test_the_floor_plan_is_worked_with_keys_alone(
    qtbot: QtBot, plan_page: PlanPage, floor: FloorPanel
) -> None:
    assert floor.plan is not None
    area, point = floor.plan.areas[1].id, floor.plan.points[1].id
    canvas = floor.canvas
    floor.list.choose(point)
    QTest.keyClick(floor.list, Qt.Key.Key_Return)
    qtbot.waitUntil(canvas.hasFocus)
    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    site = floor.site_id
    wanted = {site: [0.65, 0.5]}
    qtbot.waitUntil(lambda: plan_page.desk.read(lambda r: r.get(Touchpoint, point)).places == wanted)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: plan_page.desk.read(lambda r: r.get(Touchpoint, point)).places == {})
    floor.list.choose(area)
    for key in (Qt.Key.Key_Return, *(Qt.Key.Key_Left,) * 5, *(Qt.Key.Key_Down,) * 5, Qt.Key.Key_Return):
        QTest.keyClick(canvas, key)
    qtbot.waitUntil(lambda: len(plan_page.desk.read(lambda r: r.get(Zone, area)).outline) == 4)


def test_a_normal_reaction_is_listed_at_its_site(qtbot: QtBot, plan_page: PlanPage, tab: PlacesTab) -> None:
    tab.show_shelf("normal_reaction")
    tab.add_new()
    qtbot.waitUntil(lambda: len(_all(plan_page, NormalReaction)) == 1)
    panel = tab.panels["normal_reaction"]
    made = _all(plan_page, NormalReaction)[0]
    qtbot.waitUntil(lambda: panel.form.id == made.id)  # type: ignore[union-attr]
    part = panel.form.parts["text"].fields["en"]  # type: ignore[union-attr]
    QTest.keyClicks(part.input, "Asks where the milk is")
    site = _all(plan_page, Site)[0]
    panel.form.parts["site_id"].chosen.emit(site.id)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: _all(plan_page, NormalReaction)[0].site_id == site.id)
    qtbot.waitUntil(lambda: _all(plan_page, NormalReaction)[0].text == {"en": "Asks where the milk is"})


def test_a_ready_touchpoint_brings_measures_that_become_metrics(
    qtbot: QtBot, plan_page: PlanPage, tab: PlacesTab
) -> None:
    from cxfield.services.plan_templates import add_touchpoints

    made = plan_page.desk.session.file.write(lambda u: add_touchpoints(u, keys=("webshop",)), label="x")
    point = made.result().value[0]
    before = len(_all(plan_page, Metric))
    tab.open_target(f"touchpoint/{point.id}")
    follow = tab.measures["touchpoint"].follow  # type: ignore[union-attr]
    tab.measures["touchpoint"].show_record(point.id)
    QTest.mouseClick(follow, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(_all(plan_page, Metric)) == before + 6)
    qtbot.waitUntil(lambda: not follow.isEnabled())
    assert {m.touchpoint_id for m in _all(plan_page, Metric)} == {None, point.id}


def test_a_new_site_gets_the_areas_of_the_first(qtbot: QtBot, plan_page: PlanPage, tab: PlacesTab) -> None:
    tab.show_shelf("site")
    tab.add_new()
    qtbot.waitUntil(lambda: len(_all(plan_page, Site)) == 4)
    made = max(_all(plan_page, Site), key=lambda row: row.id)
    qtbot.waitUntil(lambda: tab.panels["site"].list.current == made.id)
    tab.refresh()
    QTest.mouseClick(tab.measures["site"].copy, Qt.MouseButton.LeftButton)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(_all(plan_page, Zone, site_id=made.id)) == 8)
