# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Floor plans: areas and touchpoints stay where they were put, at each site, and travel in the kit."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.importing.pictures import read_picture
from cxfield.model.metrics import Measurement
from cxfield.model.study import Site, Touchpoint, Zone
from cxfield.services import kit
from cxfield.services.attachments import picture_bytes
from cxfield.services.plan_floor import (
    floor_plan,
    lift_touchpoint,
    outline_area,
    place_touchpoint,
    rectangle,
    set_floor_plan,
)
from cxfield.services.plan_metrics import (
    add_measurement,
    add_ready,
    follow_measures,
    measure_lines,
    set_scale,
    type_count,
)
from cxfield.services.plan_print import metric_paper
from cxfield.services.plan_templates import begin_study
from cxfield.services.study_setup import add_site, add_zone
from cxfield.storage import StudyFile

NOON = 1_759_474_800_000


class Desk:
    """A file with two sites."""

    def __init__(self, path: Path) -> None:
        self.file = StudyFile.create(path, clock=ManualClock(NOON), author="H1")
        self.do(lambda u: begin_study(u, template="web_walk", title={"fi": "A"}))
        self.one: str = self.do(lambda u: add_site(u, code="TRE", name={"fi": "Tampere"})).id
        self.two: str = self.do(lambda u: add_site(u, code="ESP", name={"fi": "Espoo"})).id
        self.zone: str = self.do(lambda u: add_zone(u, site_id=self.one, name={"fi": "Kassa"})).id
        self.point: str = self.do(lambda u: u.add(Touchpoint(name={"fi": "Ovi"}))).id

    def do(self, verb: Callable[[Any], Any]) -> Any:
        return self.file.write(verb, label="x").result().value


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "a.cxf")
    yield made
    made.file.close()


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    return out.getvalue()


def test_a_touchpoint_common_to_all_has_its_own_place_at_each_site(desk: Desk) -> None:
    for site, at in ((desk.one, (0.25, 0.5)), (desk.two, (0.75, 0.1))):
        desk.do(lambda u, s=site, p=at: place_touchpoint(u, touchpoint_id=desk.point, site_id=s, at=p))
    plans = [desk.file.read(lambda r, s=site: floor_plan(r, s)) for site in (desk.one, desk.two)]
    places = [next(p.place for p in plan.points if p.id == desk.point) for plan in plans if plan]
    assert places == [(0.25, 0.5), (0.75, 0.1)]
    desk.do(lambda u: lift_touchpoint(u, touchpoint_id=desk.point, site_id=desk.one))
    assert desk.file.read(lambda r: r.get(Touchpoint, desk.point)).places == {desk.two: [0.75, 0.1]}


@pytest.mark.parametrize("at", [(-0.1, 0.5), (0.5, 1.01), (float("nan"), 0.5)])
def test_a_place_outside_the_plan_is_refused(desk: Desk, at: tuple[float, float]) -> None:
    with pytest.raises(UserError, match="outside the floor plan"):
        desk.do(lambda u: place_touchpoint(u, touchpoint_id=desk.point, site_id=desk.one, at=at))


def test_an_area_too_small_to_see_was_a_slip_and_none_takes_it_off(desk: Desk) -> None:
    with pytest.raises(UserError, match="too small"):
        desk.do(lambda u: outline_area(u, zone_id=desk.zone, corners=rectangle((0.5, 0.5), (0.501, 0.9))))
    drawn = rectangle((0.6, 0.9), (0.1, 0.2))
    desk.do(lambda u: outline_area(u, zone_id=desk.zone, corners=drawn))
    plan = desk.file.read(lambda r: floor_plan(r, desk.one))
    assert plan is not None
    assert plan.areas[0].outline == ((0.1, 0.2), (0.6, 0.2), (0.6, 0.9), (0.1, 0.9))
    desk.do(lambda u: outline_area(u, zone_id=desk.zone, corners=()))
    assert desk.file.read(lambda r: r.get(Zone, desk.zone)).outline == []


def test_the_picture_travels_in_the_kit_and_a_digital_point_has_no_place(desk: Desk, tmp_path: Path) -> None:
    picture = read_picture(_picture())
    desk.do(lambda u: set_floor_plan(u, site_id=desk.one, picture=picture))
    kit.make_kit(desk.file, tmp_path / "k.cxpack")
    copy = kit.open_kit(tmp_path / "k.cxpack", tmp_path / "b.cxf", author="H2")
    try:
        site = copy.read(lambda r: r.get(Site, desk.one))
        assert copy.read(lambda r: picture_bytes(r, site.floor_plan_id or "")) == picture.data
        plan = copy.read(lambda r: floor_plan(r, desk.one))
        assert plan is not None
        digital = {p.id for p in copy.read(lambda r: r.all(Touchpoint)) if p.digital}
        assert digital
        assert not digital & {p.id for p in plan.points}
    finally:
        copy.close()


def test_own_measures_become_metrics_once(desk: Desk) -> None:
    point = next(p for p in desk.file.read(lambda r: r.all(Touchpoint)) if p.measures)
    wanted = measure_lines(point.measures)
    made = desk.do(lambda u: follow_measures(u, kind="touchpoint", record_id=point.id))
    assert [metric.name for metric in made] == wanted
    assert all(metric.touchpoint_id == point.id and metric.level == "interaction" for metric in made)
    assert desk.do(lambda u: follow_measures(u, kind="touchpoint", record_id=point.id)) == []


@pytest.mark.parametrize(
    ("said", "kept"), [("0–10", [0, 10]), ("-100 - 100", [-100, 100]), ("1..5", [1, 5]), ("", [])]
)
def test_a_scale_is_written_as_people_write_it(desk: Desk, said: str, kept: list[float]) -> None:
    metric = desk.do(lambda u: add_ready(u, kind="custom"))
    assert desk.do(lambda u: set_scale(u, metric_id=metric.id, text=said)).scale == kept


@pytest.mark.parametrize("said", ["10–0", "high", "5"])
def test_a_scale_that_is_none_is_refused_in_a_sentence(desk: Desk, said: str) -> None:
    metric = desk.do(lambda u: add_ready(u, kind="custom"))
    with pytest.raises(UserError, match="not a scale"):
        desk.do(lambda u: set_scale(u, metric_id=metric.id, text=said))


def test_a_churn_figure_prints_what_lost_means_and_whom_it_is_a_share_of(desk: Desk) -> None:
    metric = desk.do(lambda u: add_ready(u, kind="churn"))
    figure = desk.do(lambda u: add_measurement(u, metric_id=metric.id))
    for name, text in (("start", "200"), ("lost", "14")):
        desk.do(lambda u, n=name, t=text: type_count(u, measurement_id=figure.id, name=n, text=t))
    words = {"definition": "no purchase in 12 months", "denominator": "loyal customers", "source": "register"}
    desk.do(lambda u: u.change(Measurement, figure.id, **words))
    paper = desk.file.read(lambda r: metric_paper(r, Texts("en"), dt.date(2025, 10, 3)))
    said = repr(paper)
    assert "Lost: no purchase in 12 months. Share of: loyal customers. register" in said
    assert "0.07" in said
