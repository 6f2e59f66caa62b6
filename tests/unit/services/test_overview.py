# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cxfield.i18n import Texts
from cxfield.model.capture import Entry
from cxfield.model.debrief import Action
from cxfield.model.metrics import Measurement, Metric
from cxfield.model.sampling import Timing
from cxfield.model.session import Session
from cxfield.model.study import Quota
from cxfield.model.talk import Answer, Moment
from cxfield.paths import resource
from cxfield.report.figures import figures
from cxfield.services import data
from cxfield.services.data_filter import ANSWER, ENTRY, MOMENT, Filter
from cxfield.services.dataset import load
from cxfield.services.overview import Dashboard, dashboard
from cxfield.services.overview_behind import behind
from cxfield.services.overview_facts import Facts, load_facts
from cxfield.services.overview_filter import Scope, scope_conditions, scope_of, without
from cxfield.services.overview_scope import Scoped, scoped
from cxfield.services.overview_tables import Source, TableView
from cxfield.services.overview_tabs import tables_of
from cxfield.storage import Reader, StudyFile, UnitOfWork

TODAY = dt.date(2025, 10, 9)


@pytest.fixture(scope="module")
def study(made_demo: Callable[[str], Path]) -> Iterator[StudyFile]:
    file = StudyFile.open(made_demo("en"), read_only=True)
    yield file
    file.close()


@pytest.fixture(scope="module")
def facts(study: StudyFile, english: Texts) -> Facts:
    return study.read(lambda reader: load_facts(reader, english))


@pytest.fixture(scope="module")
def everything(facts: Facts) -> Scoped:
    return scoped(facts)


@pytest.fixture(scope="module")
def board(everything: Scoped, english: Texts) -> Dashboard:
    return dashboard(everything, english, TODAY)


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(resource("method", "demo_study.json").read_text(encoding="utf-8"))
    return read


def rows(study: StudyFile, found: Scoped, ref: str, texts: Texts) -> list[data.Key]:
    asked = study.read(lambda reader: behind(reader, found, ref, texts))
    answer = study.read(lambda reader: data.find(reader, asked, texts))
    return study.read(lambda reader: data.every_key(reader, answer))


def site_id(facts: Facts, code: str) -> str:
    return next(site.id for site in facts.sites if site.code == code)


def test_the_figures_are_those_of_the_report(study: StudyFile, everything: Scoped, english: Texts) -> None:
    report = figures(study.read(lambda reader: load(reader, english, TODAY)))
    shown = everything.figures
    for name in report.__slots__:
        if name not in ("talk", "issues", "waits_by_site", "twice"):
            assert getattr(shown, name) == getattr(report, name), name
    assert [(k, sorted(w)) for k, w in shown.waits_by_site] == [
        (k, sorted(w)) for k, w in report.waits_by_site
    ]
    assert [i.result for i in shown.issues] == [i.result for i in report.issues]


def test_the_figures_are_those_of_the_sample_study(everything: Scoped, expected: dict[str, Any]) -> None:
    shown, talks = everything.figures, expected["interviews"]["expected"]
    assert shown.nps.value == talks["nps"]
    assert [shown.nps.low, shown.nps.high] == pytest.approx(talks["nps_adj_wald95"], abs=1e-4)
    count, n, interval = talks["csat_top2"]
    assert (shown.csat.top2.count, shown.csat.top2.n) == (count, n)
    assert [shown.csat.top2.low, shown.csat.top2.high] == pytest.approx(interval, abs=1e-6)
    assert [m.value for m in shown.moments] == pytest.approx(list(talks["moment_means"].values()))
    assert shown.ordinary.n == expected["events"]["n"]
    assert shown.ordinary.value == pytest.approx(expected["events"]["expected"]["ordinary_share"], abs=1e-5)
    tracked = expected["tracked_shoppers"]["expected"]
    assert [shown.waits.over.count, shown.waits.over.n] == tracked["over_4_min"][:2]
    assert [shown.shoppers.conversion.count, shown.shoppers.conversion.n] == tracked["conversion"][:2]
    assert [i.result.priority for i in shown.issues] == pytest.approx(
        sorted((i["priority"] for i in expected["issues"]), reverse=True), abs=1e-6
    )


def test_the_window_says_counts_first(board: Dashboard) -> None:
    assert [face.value for face in board.faces] == ["12.5", "6/8", "6/8"]
    assert board.faces[0].said == "3 recommend, 2 criticise, n = 8"
    assert board.small == ("nps", "csat", "ces2")
    assert board.waits.over == "5/15 over the limit"
    assert board.summary.startswith("Thu 9 Oct · 12/12 sessions · 182 events · 24 tracked shoppers")
    assert "lowest point is checkout, −0.25" in board.curve.alt
    assert [row.total for row in board.board.rows] == ["34", "118", "30"]
    assert (board.wheel.picks, board.wheel.people) == (62, 8)


def test_a_metric_opens_exactly_its_answers(study: StudyFile, everything: Scoped, english: Texts) -> None:
    found = rows(study, everything, "metric:nps", english)
    assert [key.kind for key in found] == [ANSWER] * 8
    values = sorted(study.read(lambda reader, k=key: reader.get(Answer, k.id).value) for key in found)
    assert values == [3, 6, 7, 8, 8, 9, 9, 10]
    assert len(rows(study, everything, "metric:ces2", english)) == 8
    assert len(rows(study, everything, "metric:wait", english)) == 15
    assert len(rows(study, everything, "metric:conversion", english)) == 15
    assert len(rows(study, everything, "metric:interception", english)) >= 11
    assert len(rows(study, everything, "metric:ordinary", english)) == 182


def test_a_cell_of_the_coverage_opens_its_entries(
    study: StudyFile, everything: Scoped, english: Texts
) -> None:
    espoo = site_id(everything.facts, "ESP")
    found = rows(study, everything, f"cell:{espoo}:during", english)
    assert (len(found), {key.kind for key in found}) == (46, {ENTRY})
    assert len(rows(study, everything, "phase:after", english)) == 30


def test_a_mark_of_the_curve_and_the_wheel_opens_what_was_felt(
    study: StudyFile, everything: Scoped, board: Dashboard, english: Texts
) -> None:
    for moment in board.curve.moments:
        assert len(moment.answers) == 8
        for answer in moment.answers:
            (key,) = rows(study, everything, answer.ref, english)
            assert key.kind == MOMENT
            assert study.read(lambda reader, k=key: reader.get(Moment, k.id).valence) == answer.value
    sector = next(s for s in board.wheel.sectors if s.key == "contentment")
    assert len(rows(study, everything, sector.ref, english)) == sector.count == 11


def test_a_wait_opens_the_entry_that_was_timed(
    study: StudyFile, everything: Scoped, board: Dashboard, english: Texts
) -> None:
    espoo = next(row for row in board.waits.rows if row.label == "Espoo")
    assert espoo.mean == 6.5
    for wait in espoo.waits:
        (key,) = rows(study, everything, wait.ref, english)
        entry = study.read(lambda reader, k=key: reader.get(Entry, k.id))
        assert ((entry.end_t_ms or 0) - entry.t_ms) / 60_000 == pytest.approx(wait.value, abs=0.01)
    assert len(rows(study, everything, espoo.ref, english)) == 4


def test_an_issue_opens_its_evidence(
    study: StudyFile, everything: Scoped, board: Dashboard, english: Texts
) -> None:
    for line in board.issues:
        links = everything.facts.evidence[line.ref.partition(":")[2]]
        assert len(rows(study, everything, line.ref, english)) == len(links)


def test_conditions_apply_to_everything_and_are_said(facts: Facts, english: Texts) -> None:
    espoo = site_id(facts, "ESP")
    scope = Scope(site=espoo)
    found = scoped(facts, scope)
    board = dashboard(found, english, TODAY)
    assert [c.words for c in board.conditions] == ["store is Espoo"]
    assert board.board.columns == ("Espoo",)
    assert found.entries == 70
    assert found.figures.waits.over.n == 4
    assert found.figures.nps.n == 3
    assert {f.row.participant for f in found.felt} == {"P04", "P05", "P07"}
    # A part of the study with fewer than 10 answers has no NPS; its answers open all the same.
    assert (board.faces[0].value, board.faces[0].at) == ("3 answers", None)
    assert board.faces[0].said == "0 recommend, 2 criticise"
    assert board.faces[0].withheld
    assert without(scope, "site") == Scope()


def test_a_phase_leaves_interviews_out_and_says_so(facts: Facts, english: Texts) -> None:
    board = dashboard(scoped(facts, Scope(phase="before")), english, TODAY)
    assert [row.label for row in board.board.rows] == ["Before"]
    assert board.faces[0].value == "not computable"
    assert board.left_out == "Interviews have no phase, so they are left out."


def test_a_segment_leaves_observations_out_and_says_so(facts: Facts, english: Texts) -> None:
    (name, _), *_ = facts.choices("segment")
    found = scoped(facts, Scope(segment=name))
    assert found.entries == 0
    assert 0 < found.figures.nps.n < 8
    assert "Observations have no segment" in dashboard(found, english, TODAY).left_out


def test_the_settling_in_time_can_be_left_out(
    study: StudyFile, facts: Facts, everything: Scoped, english: Texts
) -> None:
    inside, outside = scoped(facts, Scope(settling=True)), scoped(facts, Scope(settling=False))
    assert inside.entries + outside.entries == everything.entries == 182
    assert 0 < inside.entries < 182
    assert len(rows(study, outside, "metric:ordinary", english)) == outside.entries


def test_a_wave_opens_exactly_its_rows(study: StudyFile, facts: Facts, english: Texts) -> None:
    first, second = facts.waves
    found = scoped(facts, Scope(wave=first.id))
    espoo = site_id(facts, "ESP")
    assert len(rows(study, found, f"cell:{espoo}:during", english)) == 46
    empty = dashboard(scoped(facts, Scope(wave=second.id)), english, TODAY)
    assert empty.faces[0].value == "not computable"
    assert empty.curve.moments == () or all(m.mean is None for m in empty.curve.moments)


def test_what_is_missing_is_named_with_its_next_step(facts: Facts, english: Texts) -> None:
    oulu = site_id(facts, "OUL")
    last = max((s for s in facts.sessions if s.site == oulu and s.phase == "after"), key=lambda s: s.number)
    undone = replace(last, state="planned", started_at=None, length_ms=None)
    sessions = tuple(undone if s.id == last.id else s for s in facts.sessions)
    board = dashboard(scoped(replace(facts, sessions=sessions)), english, TODAY)
    cell = board.board.rows[2].cells[2]
    assert (cell.missing, cell.action) == ("0/1 missing", "Start Thu 9 Oct")
    assert cell.ref == f"start:{oulu}:after" == board.step.ref
    assert board.step.words == "Next: Oulu, after"
    assert board.board_alt == "Missing: Oulu, after: 0/1 missing."
    assert board.sessions[0].tag == "coming"


def test_the_scope_is_kept_in_plain_values(english: Texts) -> None:
    assert scope_of({"site": "x", "settling": False, "unknown": 1}) == Scope(site="x", settling=False)
    assert scope_conditions(Scope(settling=False), {}, english)[0].words == "settling-in time left out"


def test_rows_by_name_are_one_condition_that_can_be_taken_away(study: StudyFile, english: Texts) -> None:
    some = study.read(lambda reader: [e.id for e in reader.all(Entry)[:3]])
    asked = Filter(kind=ENTRY, only=tuple(some), about="three entries")
    assert study.read(lambda reader: data.find(reader, asked, english)).shown == 3
    assert data_filter_without(asked) == Filter(kind=ENTRY)


def data_filter_without(asked: Filter) -> Filter:
    from cxfield.services.data_filter import without as taken

    return taken(asked, "about")


def tables(study: StudyFile, found: Scoped, tab: str, texts: Texts) -> dict[str, TableView]:
    made = study.read(lambda reader: tables_of(tab, reader, found, texts, TODAY))
    return {table.key: table for table in made}


def test_stores_beside_each_other_have_the_figures_of_the_sample_study(
    study: StudyFile, everything: Scoped, expected: dict[str, Any], english: Texts
) -> None:
    table = tables(study, everything, "compare", english)["compare-site"]
    known = {(row.cells[0], row.cells[1]): row for row in table.rows}
    tracked = expected["tracked_shoppers"]
    names = {"TRE": "Tampere", "ESP": "Espoo", "OUL": "Oulu"}
    for figure, key in (("Bought", "bought"), ("Met staff", "staff_contact"), ("Seen confused", "confused")):
        for code, name in names.items():
            row = known[name, figure]
            assert row.cells[2].startswith(f"{tracked[key][code]}/8")
            source = table.sources[row.ref]
            asked = study.read(lambda reader, s=source: s.filter(reader, everything))
            assert len(asked.only) >= tracked[key][code]
    # No NPS of a part with fewer than 10 answers: counts, and no difference.
    assert known["Espoo", "NPS"].cells[2:4] == ("0 recommend, 2 criticise, n = 3", "–")
    assert known["Espoo", "NPS"].cells[5] == "too few answers"


def test_peak_and_end_of_everybody_are_those_of_the_sample_study(
    study: StudyFile, everything: Scoped, expected: dict[str, Any], english: Texts
) -> None:
    table = tables(study, everything, "people", english)["peak-end"]
    said = {row.cells[0]: row.cells[1:5] for row in table.rows}
    for person, known in expected["interviews"]["expected"]["peak_end"].items():
        assert said[person] == (
            english.signed(known["peak"]),
            english.signed(known["end"]),
            english.signed(known["peak_end"], 1),
            english.signed(known["mean"], 1),
        )


def test_the_balance_of_the_group_is_that_of_the_sample_study_and_opens_what_was_said(
    study: StudyFile, everything: Scoped, expected: dict[str, Any], english: Texts
) -> None:
    told = expected["focus_group"]
    (table,) = (
        t for key, t in tables(study, everything, "people", english).items() if key.startswith("talk-")
    )
    assert [row.cells[0] for row in table.rows] == told["codes"]
    assert [row.cells[3] for row in table.rows] == [str(n) for n in told["turns"]]
    shares = [seconds / sum(told["talk_seconds"]) for seconds in told["talk_seconds"]]
    assert [row.cells[2] for row in table.rows] == [english.percent(share, 1) for share in shares]
    assert f"Gini {told['expected']['gini_normalised']:.3f}" in table.alt
    assert f"Pielou {told['expected']['pielou']:.2f}" in table.alt
    assert "F6 spoke 4.5%." in table.alt
    said = {row.cells[0]: table.sources[row.ref].filter for row in table.rows if row.ref}
    of_code = study.read(
        lambda reader: Counter(
            row[0]
            for row in reader.sql(
                "SELECT p.code FROM statement s JOIN seat ON seat.id = s.seat_id "
                "JOIN participant p ON p.id = seat.participant_id WHERE NOT s.retired"
            )
        )
    )
    opened = {code: study.read(lambda r, f=f: len(f(r, everything).only)) for code, f in said.items()}
    assert opened == dict(of_code)


def test_agreement_of_observers_is_that_of_the_sample_study_and_opens_both_logs(
    study: StudyFile, everything: Scoped, expected: dict[str, Any], english: Texts
) -> None:
    table = tables(study, everything, "progress", english)["agreement"]
    known = expected["double_coding"]["expected"]
    said = {row.cells[0]: row for row in table.rows if row.cells[1] == "All together"}
    percent, kappa = said["Percent agreement"], said["Cohen's kappa"]
    assert percent.cells[2] == "32/40, 80%"
    assert known["percent_agreement"] == 32 / 40
    assert kappa.cells[2] == english.number(known["cohen_kappa"], 2)
    for row, events in ((percent, 80), (said["Called differently"], 16)):
        source = table.sources[row.ref]
        asked = study.read(lambda reader, s=source: s.filter(reader, everything))
        answer = study.read(lambda reader, a=asked: data.find(reader, a, english))
        assert answer.shown == len(asked.only) == events


def test_employees_are_never_counted_among_customers(
    facts: Facts, everything: Scoped, english: Texts
) -> None:
    person = facts.people["P02"]
    staff = replace(person, row=replace(person.row, role="employee"))
    found = scoped(replace(facts, people={**facts.people, "P02": staff}))
    assert (everything.figures.nps.n, found.figures.nps.n) == (8, 7)


def test_the_most_valued_are_a_filter_and_a_weight(study: StudyFile, facts: Facts, english: Texts) -> None:
    people = {key: replace(p, valued=key in ("P01", "P07")) for key, p in facts.people.items()}
    known = replace(facts, people=people)
    assert scoped(known, Scope(valued=True)).figures.nps.n == 2
    table = tables(study, scoped(known), "compare", english)["compare-valued"]
    # Counted three times: 5 of 12 recommend, 4 criticise.
    assert table.rows[-1].cells[:3] == ("Most valued counted 3 times", "NPS", "8.3")


def test_waves_follow_each_other_with_their_change(study: StudyFile, facts: Facts, english: Texts) -> None:
    first, second = facts.waves
    later = {s.id for s in facts.sessions if s.participant in ("P05", "P06", "P07", "P08")}
    links = {
        key: replace(link, wave=second.id if key in later else first.id) for key, link in facts.links.items()
    }
    table = tables(study, scoped(replace(facts, links=links)), "metrics", english)["trend"]
    rows = [row.cells for row in table.rows if row.cells[0] == "CSAT"]
    # P01-P04: 4 5 4 3; P05-P08: 4 5 2 4.
    assert [row[2] for row in rows] == ["75%", "75%"]
    assert rows[1][5].startswith("0 (")
    assert len(table.sources[table.rows[0].ref].ids) == 4
    # Versions of the effort question keep their own lines.
    efforts = {row.cells[0] for row in table.rows if "CES" in row.cells[0] or "effort" in row.cells[0]}
    assert efforts == {"Ease of the task (CES)", "Customer effort score"}
    # The line above the table: each wave opens what its row opens, and the chart says itself.
    line = next(chart for chart in table.charts if chart.key == "CSAT")
    assert line.alt.startswith("CSAT by wave: ")
    hits = line.make(300).hits
    assert [hit.refs[0] for hit in hits] == [row.ref for row in table.rows if row.cells[0] == "CSAT"]
    assert hits[0].label.endswith("75%, n = 4")


def test_expectations_are_compared_by_the_channel_of_the_interview(
    study: StudyFile, facts: Facts, english: Texts
) -> None:
    web = {s.id for s in facts.sessions if s.participant in ("P01", "P02", "P03")}
    links = {
        key: replace(link, channel="web" if key in web else "store") for key, link in facts.links.items()
    }
    names = {**facts.names, "web": "Web shop", "store": "Store"}
    table = tables(study, scoped(replace(facts, links=links, names=names)), "journey", english)[
        "expectations"
    ]
    told = {row.cells[0]: row.cells for row in table.rows}
    assert set(told) == {"Web shop", "Store"}
    assert {name: told[name][3][-2:] for name in told} == {"Web shop": "/3", "Store": "/5"}
    assert {name: len(table.sources[row.ref].ids) for row in table.rows for name in row.cells[:1]} == {
        "Web shop": 3,
        "Store": 5,
    }
    assert all(row.cells[-1] == "small n" for row in table.rows)


def test_what_was_entered_or_decided_opens_where_it_stands(
    made_demo: Callable[[str], Path], tmp_path: Path, english: Texts
) -> None:
    path = tmp_path / "a.cxf"
    path.write_bytes(made_demo("en").read_bytes())
    file = StudyFile.open(path)

    def fill(uow: UnitOfWork) -> tuple[str, str]:
        metric = next(row.id for row in uow.all(Metric) if row.type == "custom")
        uow.add(Measurement(metric_id=metric, value=0.8, definition="Stayed a year"))
        seen = next(s for s in uow.all(Session, order_by="number") if s.kind == "observation" and s.length_ms)
        uow.add(Timing(session_id=seen.id, kind="contact", response_t=60_000, end_t=1_200_000))
        action = uow.add(Action(code="T1", text="More tills", cost=100.0, gain=250.0))
        uow.add(Quota(counted="participant", field="gender", value="nobody", target=2))
        return metric, action.id

    metric, action = file.write(fill, label="x").result().value
    found = file.read(lambda reader: scoped(load_facts(reader, english)))
    measured = tables(file, found, "metrics", english)
    progress = tables(file, found, "progress", english)["quotas"]

    def sources(table: TableView) -> list[Source]:
        assert all(row.ref for row in table.rows)
        return [table.sources[row.ref] for row in table.rows]

    assert (sources(measured["entered"])[0].room, sources(measured["entered"])[0].record) == (
        "plan",
        ("metrics", metric),
    )
    aims = {row.cells[0]: row.cells[2:5] for row in measured["targets"].rows}
    assert aims["Waiting time at checkout, at most min"] == ("target 4", "0.8", "−3.2 points")
    assert ("debrief", ("actions", action)) in [(s.room, s.record) for s in sources(measured["roi"])]
    # What was logged while somebody waited for an answer.
    contacts = sources(measured["contacts"])[1]
    within = file.read(lambda reader: contacts.filter(reader, found))
    assert len(within.only) == file.read(lambda r: _during(r, 1_200_000)) > 0
    # A quota opens what its sessions hold; one that nobody fills opens the plan.
    nobody, *others = sources(progress)
    filled = [source for source in others if not source.room]
    assert filled
    for source in filled:
        asked = file.read(lambda reader, s=source: s.filter(reader, found))
        answer = file.read(lambda reader, a=asked: data.find(reader, a, english))
        assert answer.shown == len(asked.only) > 0
    assert (nobody.room, nobody.record) == ("plan", ("study", ""))
    file.close()


def _during(reader: Reader, until: int) -> int:
    timed = reader.sql("SELECT session_id FROM timing")[0][0]
    return len(
        reader.sql("SELECT id FROM entry WHERE NOT retired AND session_id = ? AND t_ms <= ?", timed, until)
    )
