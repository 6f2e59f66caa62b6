# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts show every number, stay inside their frame and open the entries behind a mark."""

import pytest

from cxfield.charts.coverage import CoverageCell, CoverageRow, coverage_grid
from cxfield.charts.emotions import EmotionCount, emotion_bars
from cxfield.charts.journey import Answer, Moment, journey_curve
from cxfield.charts.marks import nice_step, quartiles
from cxfield.charts.measure import fit, text_width
from cxfield.charts.ordinary import Ordinariness, ordinary_bar
from cxfield.charts.scene import PAGE_WIDTH, Circle, Hit, Line, Polyline, Rect, Scene, Text
from cxfield.charts.small import Interval, interval_bar, prevalence_bar, severity_pips
from cxfield.charts.waits import Wait, WaitRow, wait_dots
from cxfield.i18n import Texts

FI, EN = Texts("fi"), Texts("en")


def inside(scene: Scene) -> bool:
    """Whether all shapes stay in the frame, with half a pen to spare."""
    for mark in scene.marks:
        match mark:
            case Rect():
                xs, ys = (mark.x, mark.x + mark.w), (mark.y, mark.y + mark.h)
            case Line():
                xs, ys = (mark.x1, mark.x2), (mark.y1, mark.y2)
            case Circle():
                xs, ys = (mark.cx - mark.r, mark.cx + mark.r), (mark.cy - mark.r, mark.cy + mark.r)
            case Text():
                width = text_width(mark.text, mark.size, bold=mark.bold)
                left = mark.x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
                xs, ys = (left, left + width), (mark.y, mark.y)
            case _:
                continue
        if min(xs) < -1 or max(xs) > scene.width + 1 or min(ys) < -1 or max(ys) > scene.height + 1:
            return False
    return True


def moment(label: str, *values: float) -> Moment:
    answers = tuple(Answer(value, f"{label}{place}") for place, value in enumerate(values))
    return Moment(label, answers, sum(values) / len(values) if values else None)


def test_the_journey_prints_means_and_draws_every_answer() -> None:
    scene = journey_curve((moment("Tulo", 2, -1, 0), moment("Kassa", -3, -4)), FI)
    assert "+0,3" in scene.texts()
    assert "−3,5" in scene.texts()
    squares = [m for m in scene.marks if isinstance(m, Rect) and m.fill == "div.2"]
    circles = [m for m in scene.marks if isinstance(m, Circle) and m.fill == "div.8"]
    assert (len(squares), len(circles)) == (3, 1)
    assert inside(scene)


def test_a_moment_without_answers_breaks_the_line() -> None:
    scene = journey_curve((moment("A", 1), moment("B", 2), moment("C"), moment("D", 1)), EN)
    lines = [mark for mark in scene.marks if isinstance(mark, Polyline)]
    assert [len(line.points) for line in lines] == [2]
    assert "–" in scene.texts()


def test_more_than_thirty_answers_become_quartiles() -> None:
    scene = journey_curve((moment("Tulo", *[n % 11 - 5 for n in range(31)]),), FI)
    assert not [m for m in scene.marks if isinstance(m, Rect) and m.fill == "div.2"]
    assert [m for m in scene.marks if isinstance(m, Rect) and m.fill == "chart.band"]
    assert quartiles((1, 2, 3, 4, 5)) == (2, 3, 4)


def test_equal_answers_stay_in_their_column() -> None:
    scene = journey_curve((moment("Tulo", *[3.0] * 30), moment("Kassa", *[3.0] * 30)), FI)
    dots = [m.cx for m in scene.marks if isinstance(m, Circle) and m.fill == "div.8"]
    half = (81.0 + PAGE_WIDTH - 3) / 2
    assert max(dots[:30]) < half < min(dots[30:])


def test_a_dot_opens_its_own_entry_and_the_column_all_of_them() -> None:
    scene = journey_curve((moment("Tulo", 5, -5),), FI)
    dot = next(m for m in scene.marks if isinstance(m, Circle) and m.fill == "div.8")
    found = scene.hit_at(dot.cx, dot.cy)
    assert found is not None
    assert found.refs == ("Tulo0",)
    column = scene.hit_at(dot.cx + 60, 150)
    assert column is not None
    assert column.refs == ("Tulo0", "Tulo1")
    assert scene.hit_at(-5, -5) is None


def test_waits_over_the_limit_are_squares_and_the_target_is_dashed() -> None:
    rows = (WaitRow("Espoo", (Wait(4, "e1"), Wait(6, "e2"), Wait(6, "e3")), 16 / 3),)
    scene = wait_dots(rows, FI, unit="min", limit=4)
    assert len([m for m in scene.marks if isinstance(m, Rect) and m.fill == "valence.negative"]) == 2
    assert any(isinstance(m, Line) and m.dash and m.stroke == "chart.target" for m in scene.marks)
    assert {"5,3", "(n = 3)", "Espoo", "min"} <= set(scene.texts())
    assert inside(scene)


def test_waits_without_any_time_are_drawn_all_the_same() -> None:
    scene = wait_dots((WaitRow("Oulu", (), None),), EN, unit="min")
    assert "–" in scene.texts()
    assert inside(scene)


def test_a_tall_stack_gets_a_tall_row() -> None:
    low = wait_dots((WaitRow("A", (Wait(2),), 2),), FI, unit="min")
    high = wait_dots((WaitRow("A", (Wait(2),) * 20, 2),), FI, unit="min")
    assert high.height > low.height + 80
    assert inside(high)


def test_the_ordinary_bar_prints_every_count_and_the_share() -> None:
    scene = ordinary_bar(Ordinariness((91, 40, 29, 15, 7), 131 / 182, 0.6505, 0.78), FI)
    assert {"91", "40", "29", "15", "7", "72\u00a0%"} <= set(scene.texts())
    parts = [m for m in scene.marks if isinstance(m, Rect) and (m.fill or "").startswith("ord.")]
    assert sum(part.w for part in parts) == pytest.approx(PAGE_WIDTH)
    assert inside(scene)


def test_a_sliver_keeps_its_number_below_the_bar() -> None:
    scene = ordinary_bar(Ordinariness((999, 0, 0, 0, 1), 0.999, 0.99, 1.0), EN)
    one = next(m for m in scene.marks if isinstance(m, Text) and m.text == "1")
    assert one.y > 38
    assert inside(scene)


def test_no_entries_give_an_empty_bar() -> None:
    scene = ordinary_bar(Ordinariness((0, 0, 0, 0, 0), None, None, None), FI)
    assert not [m for m in scene.marks if isinstance(m, Rect) and m.fill]


def test_coverage_marks_what_is_missing_and_opens_its_sessions() -> None:
    rows = (CoverageRow("Espoo", (CoverageCell(1, 1, 12, 45, refs=("s1",)), CoverageCell(0, 1))),)
    scene = coverage_grid(("Ennen", "Jälkeen"), rows, FI)
    assert "✓ 1/1" in scene.texts()
    assert any(text.startswith("0/1") for text in scene.texts())
    assert any(isinstance(m, Rect) and m.dash for m in scene.marks)
    assert [hit.refs for hit in scene.hits] == [("s1",)]
    assert inside(scene)


def test_coverage_refuses_rows_that_do_not_match_the_phases() -> None:
    with pytest.raises(ValueError, match="cell for each phase"):
        coverage_grid(("Ennen",), (CoverageRow("Espoo", ()),), FI)


def test_emotions_start_at_zero_and_print_their_counts() -> None:
    counts = (EmotionCount("turhautuminen", 8, -1, "4/8", ("e1",)), EmotionCount("ilo", 4, 1))
    scene = emotion_bars(counts)
    bars = [m for m in scene.marks if isinstance(m, Rect) and m.h == 10]
    assert bars[0].w == pytest.approx(2 * bars[1].w)
    assert bars[0].x == bars[1].x
    assert {"8", "4", "4/8"} <= set(scene.texts())
    assert inside(scene)


def test_an_interval_outside_its_scale_stays_on_the_track() -> None:
    scene = interval_bar(Interval(12.5, -140, 130), (-100, 100), target=400, refs=("a",))
    assert inside(scene)
    assert scene.hits[0].refs == ("a",)
    with pytest.raises(ValueError, match="rise"):
        interval_bar(Interval(1, 1, 1), (5, 5))


def test_a_value_that_cannot_be_computed_leaves_the_track_empty() -> None:
    scene = interval_bar(Interval(None, None, None), (0, 1))
    assert not [m for m in scene.marks if isinstance(m, Circle)]


@pytest.mark.parametrize("shares", [(0.0, 0.0, 0.3), (1.0, 0.7, 1.0), (0.375, 0.137, 0.694)])
def test_a_prevalence_keeps_its_whisker_in_the_picture(shares: tuple[float, float, float]) -> None:
    assert inside(prevalence_bar(*shares))


def test_pips_are_filled_to_the_severity() -> None:
    filled = [sum(bool(m.fill) for m in severity_pips(s).marks if isinstance(m, Rect)) for s in range(5)]
    assert filled == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="0–4"):
        severity_pips(5)


def test_labels_are_clean_and_shortened_to_their_room() -> None:
    assert Text(0, 0, "a\x00b\nc").text == "ab c"
    assert Text(0, 0, "75\u00a0%").text == "75\u00a0%"
    short = fit("pitkä myymälän nimi joka ei mahdu", 9, 60)
    assert short.endswith("…")
    assert text_width(short, 9) <= 60


@pytest.mark.parametrize(("span", "step"), [(8, 2), (1, 0.2), (0, 1), (37, 10), (600, 200)])
def test_axis_steps_are_round(span: float, step: float) -> None:
    assert nice_step(span) == pytest.approx(step)


def test_the_topmost_area_answers() -> None:
    scene = Scene(10, 10, (), (Hit(0, 0, 10, 10, ("all",)), Hit(2, 2, 2, 2, ("one",))))
    hit = scene.hit_at(3, 3)
    assert hit is not None
    assert hit.refs == ("one",)
