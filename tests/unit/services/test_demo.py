# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample study says what its facts say, in both languages, and has the mess of real fieldwork."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cxfield import paths
from cxfield.analysis.agreement import Level, cohen_kappa_of_table, krippendorff_alpha, percent_agreement
from cxfield.analysis.peak_end import peak_end
from cxfield.analysis.prevalence import prevalence
from cxfield.analysis.proportion import wilson
from cxfield.analysis.talk_balance import TalkFlag
from cxfield.errors import UserError
from cxfield.i18n import LOCALES, Texts
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code
from cxfield.model.debrief import Action, Evidence, Finding, Preconception
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.metrics import Metric
from cxfield.model.people import Consent, Erasure, Participant, PersonKey
from cxfield.model.registry import kinds
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.model.talk import Answer, Extract, Moment, Statement
from cxfield.report.figures import Figures, figures
from cxfield.services.dataset import load
from cxfield.services.debrief import source_record
from cxfield.services.demo import build_demo
from cxfield.services.interview_views import allowed
from cxfield.services.person_codes import next_code
from cxfield.services.plan_gaps import checklist
from cxfield.services.plan_sheet import published_sheet
from cxfield.storage import StudyFile
from cxfield.storage.tables import JOURNAL

FACTS: dict[str, Any] = json.loads(paths.resource("method", "demo_study.json").read_text(encoding="utf-8"))
CLOSE = 1e-5
PAIR_MS = 5000


@dataclass(frozen=True)
class Told:
    """A finished sample study, and the figures computed from its rows."""

    language: str
    study: StudyFile
    figures: Figures


@pytest.fixture(scope="module", params=LOCALES)
def told(request: pytest.FixtureRequest, made_demo: Callable[[str], Path]) -> Iterator[Told]:
    language: str = request.param
    study = StudyFile.open(made_demo(language), read_only=True)
    data = study.read(lambda reader: load(reader, Texts(language), dt.date(2025, 10, 17)))
    yield Told(language, study, figures(data))
    study.close()


def rows(told: Told, cls: type[Any], **equals: Any) -> list[Any]:
    return told.study.read(lambda reader: reader.all(cls, **equals))


def one(told: Told, cls: type[Any], record_id: str | None) -> Any:
    return told.study.read(lambda reader: reader.find(cls, record_id))


def close_to(proportion: Any, expected: list[Any]) -> bool:
    count, n, (low, high) = expected
    assert (proportion.count, proportion.n) == (count, n)
    assert (proportion.low, proportion.high) == pytest.approx((low, high), abs=CLOSE)
    return True


def test_the_journal_gives_the_rows(told: Told) -> None:
    assert told.study.check() == []


def test_131_of_182_events_are_ordinary_40_of_them_chosen(told: Told) -> None:
    found, expected = told.figures.ordinary, FACTS["events"]["expected"]
    assert found.n == FACTS["events"]["n"]
    assert (found.ordinary.count, found.middle, found.surprising) == (131, 29, 22)
    assert found.ordinary_chosen == 40
    assert found.ordinary.share == pytest.approx(expected["ordinary_share"], abs=CLOSE)
    assert (found.ordinary.low, found.ordinary.high) == pytest.approx(expected["wilson95"], abs=CLOSE)


def test_the_tracked_shoppers_give_the_expected_figures(told: Told) -> None:
    facts, found = FACTS["tracked_shoppers"], told.figures.shoppers
    expected = facts["expected"]
    assert found.tracked == facts["n"]
    assert close_to(found.conversion, expected["conversion"])
    assert close_to(found.interception, expected["interception"])
    assert close_to(found.confusion, expected["confusion"])
    assert close_to(found.waits.over, expected["over_4_min"])
    codes = {site.id: site.code for site in rows(told, kinds()["site"].cls)}
    for site, summary in told.figures.shoppers_by_site:
        code = codes[site]
        assert summary.tracked == facts["per_site"]
        assert summary.conversion.count == facts["bought"][code]
        assert summary.interception.count == facts["staff_contact"][code]
        assert summary.confusion.count == facts["confused"][code]
        assert summary.waits.mean.value == pytest.approx(expected["wait_mean"][code], abs=1e-4)
    waited = {codes[site]: sorted(minutes) for site, minutes in told.figures.waits_by_site}
    assert waited == {code: sorted(minutes) for code, minutes in facts["checkout_wait_min"].items()}


def test_the_interview_scores_give_the_expected_metrics(told: Told) -> None:
    found, expected = told.figures, FACTS["interviews"]["expected"]
    assert found.nps.value == pytest.approx(expected["nps"], abs=CLOSE)
    assert (found.nps.low, found.nps.high) == pytest.approx(expected["nps_adj_wald95"], abs=1e-3)
    assert close_to(found.csat.top2, expected["csat_top2"])
    ces2 = next(result for result in found.ces if result.version.key == "ces2")
    assert ces2.share is not None
    assert close_to(ces2.share, expected["ces_top3"])
    assert found.expectation is not None
    assert found.expectation.value == pytest.approx(expected["net_disconfirmation"], abs=CLOSE)
    assert found.recommended is not None
    assert close_to(found.recommended, expected["already_recommended"])


def test_the_moments_give_the_expected_means_peaks_and_ends(told: Told) -> None:
    expected = FACTS["interviews"]["expected"]
    keys = dict(
        zip(
            FACTS["interviews"]["moments_fi"],
            ("arrival", "search", "service", "checkout", "after"),
            strict=True,
        )
    )
    means = {moment.moment: moment.value for moment in told.figures.moments}
    assert means == pytest.approx({keys[name]: mean for name, mean in expected["moment_means"].items()})
    people = {person.id: person.code for person in rows(told, Participant)}
    felt: dict[str, dict[str, int]] = {}
    for moment in rows(told, Moment):
        felt.setdefault(people[moment.participant_id], {})[moment.key] = moment.valence
    for code, figure in expected["peak_end"].items():
        found = peak_end([felt[code][key] for key in keys.values()])
        values = (found.peak, found.end, found.value, found.mean)
        assert values == pytest.approx((figure["peak"], figure["end"], figure["peak_end"], figure["mean"]))


def test_the_group_gives_the_expected_talk_balance_and_pooled_nps(told: Told) -> None:
    facts, talk = FACTS["focus_group"], told.figures.talk
    expected = facts["expected"]
    assert talk is not None
    assert [(s.seat, s.seconds, s.turns) for s in talk.seats] == list(
        zip(facts["codes"], facts["talk_seconds"], facts["turns"], strict=True)
    )
    assert talk.gini.value == pytest.approx(expected["gini"], abs=1e-9)
    assert talk.gini_normalised.value == pytest.approx(expected["gini_normalised"], abs=1e-9)
    assert talk.pielou.value == pytest.approx(expected["pielou"], abs=1e-9)
    assert talk.max_share.value == pytest.approx(expected["max_share"], abs=1e-9)
    flagged = [s for s in talk.seats if s.flags]
    assert [(s.seat, s.flags, round((s.share or 0) * 100, 1)) for s in flagged] == [
        ("F6", (TalkFlag.QUIET,), 4.5)
    ]
    pooled = told.figures.nps_pooled
    assert pooled is not None
    assert pooled.value == pytest.approx(expected["pooled_nps"], abs=CLOSE)
    assert (pooled.low, pooled.high) == pytest.approx(expected["pooled_adj_wald95"], abs=1e-3)


def pairs_of(told: Told) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
    """Match both codings by shopper and time; what one of them missed is left over."""
    sessions = {session.id: session for session in rows(told, Session)}
    codes = {code.id: code.key for code in rows(told, Code)}
    matched: list[tuple[Entry, Entry]] = []
    only_first: list[Entry] = []
    only_second: list[Entry] = []
    for second_session in (s for s in sessions.values() if s.parallel_of):
        wanted = {entry.code_id for s in sessions.values() if s.parallel_of for entry in of(told, s)}
        first = [e for e in of(told, sessions[second_session.parallel_of]) if e.code_id in wanted]
        left = of(told, second_session)
        for entry in first:
            near = [
                e for e in left if e.shopper_id == entry.shopper_id and abs(e.t_ms - entry.t_ms) <= PAIR_MS
            ]
            if near:
                twin = min(near, key=lambda e: abs(e.t_ms - entry.t_ms))
                left.remove(twin)
                matched.append((entry, twin))
            else:
                only_first.append(entry)
        only_second += left
    assert codes
    return matched, only_first, only_second


def of(told: Told, session: Session) -> list[Entry]:
    return rows(told, Entry, session_id=session.id, order_by="t_ms")


def test_the_double_codings_give_the_expected_agreement(told: Told) -> None:
    facts = FACTS["double_coding"]
    expected = facts["expected"]
    matched, only_first, only_second = pairs_of(told)
    keys = {code.id: code.key for code in rows(told, Code)}
    order = "SKOHC"
    table = [[0] * len(order) for _ in order]
    for one, other in matched:
        table[order.index(keys[one.code_id])][order.index(keys[other.code_id])] += 1
    assert table == facts["table_rows_H1_cols_H2"]
    assert (len(only_first), len(only_second)) == (1, 1)
    coded = [(keys[one.code_id], keys[other.code_id]) for one, other in matched]
    agreed = percent_agreement([one for one, _ in coded], [other for _, other in coded])
    assert agreed.share == pytest.approx(expected["percent_agreement"])
    assert cohen_kappa_of_table(table).value == pytest.approx(expected["cohen_kappa"], abs=1e-9)
    raters = list(zip(*coded, strict=True))
    nominal = krippendorff_alpha(raters, Level.NOMINAL)
    assert nominal.value == pytest.approx(expected["krippendorff_nominal"], abs=1e-9)
    rated = [(one.ordinariness, other.ordinariness) for one, other in matched]
    assert Counter(rated) == Counter(zip(facts["normality_H1"], facts["normality_H2"], strict=True))
    ordinal = krippendorff_alpha(list(zip(*rated, strict=True)), Level.ORDINAL)
    assert ordinal.value == pytest.approx(expected["krippendorff_ordinal_normality"], abs=1e-9)


def test_second_codings_are_not_counted_among_the_sessions_and_entries(told: Told) -> None:
    sessions = rows(told, Session, kind="observation")
    assert len([s for s in sessions if s.parallel_of is None]) == FACTS["sessions"]["n"]
    assert len([s for s in sessions if s.parallel_of]) == FACTS["sessions"]["double_coded"]
    assert all(45 <= s.length_ms / 60_000 <= 60 for s in sessions)


def test_the_issues_have_their_counts_and_the_evidence_behind_them(told: Told) -> None:
    found = {finding.code: finding for finding in rows(told, Finding) if finding.issue}
    for issue in FACTS["issues"]:
        finding = found[issue["id"]]
        result = prevalence(finding.affected, finding.observed, finding.severity)
        assert close_to(result.share, [issue["affected"], issue["of"], issue["wilson95"]])
        assert result.priority == pytest.approx(issue["priority"], abs=CLOSE)
        if told.language == "fi":
            assert finding.statement == issue["fi"]
        assert len(rows(told, Evidence, finding_id=finding.id)) == issue["affected"]
    for finding in rows(told, Finding):
        for evidence in rows(told, Evidence, finding_id=finding.id):
            link = (evidence.source_kind, evidence.source_id)
            assert told.study.read(partial(source_record, source_kind=link[0], source_id=link[1])) is not None


def test_each_shopper_counted_in_an_issue_was_seen_to_be_affected(told: Told) -> None:
    for finding in (f for f in rows(told, Finding) if f.code in ("I1", "I2", "I4", "I5")):
        links = rows(told, Evidence, finding_id=finding.id)
        entries = [one(told, Entry, link.source_id) for link in links]
        assert len({entry.shopper_id for entry in entries}) == finding.affected
        assert all(entry.shopper_id for entry in entries)


def test_the_actions_are_due_after_the_debrief_as_planned(told: Told) -> None:
    due = {action.code: action.due_on for action in rows(told, Action)}
    assert due == {"T1": "2025-10-27", "T2": "2025-11-12", "T3": "2025-10-20", "T4": "2025-11-27"}


def test_the_preconceptions_were_locked_before_fieldwork_and_settled_after(told: Told) -> None:
    found = rows(told, Preconception, order_by="order_key")
    assert [row.verdict for row in found] == ["refuted", "partly", "confirmed"]
    first = min(session.started_at for session in rows(told, Session) if session.started_at)
    assert all(row.locked_at < first for row in found)


def test_one_interview_was_interrupted_with_two_questions_unanswered(told: Told) -> None:
    cut = [s for s in rows(told, Session, kind="interview") if s.state == SessionState.INTERRUPTED]
    assert [round(session.length_ms / 60_000) for session in cut] == [29]
    answers = {s.id: len(rows(told, Answer, session_id=s.id)) for s in rows(told, Session, kind="interview")}
    assert Counter(answers.values()) == {19: 7, 17: 1}
    assert answers[cut[0].id] == 17
    lengths = [s.length_ms // 60_000 for s in sorted(rows(told, Session, kind="interview"), key=_code(told))]
    assert lengths == FACTS["interviews"]["minutes"]


def _code(told: Told) -> Callable[[Session], str]:
    people = {person.id: person.code for person in rows(told, Participant)}
    return lambda session: people[session.participant_id or ""]


def test_one_participant_did_not_allow_audio_and_one_no_quotes(told: Told) -> None:
    refused: dict[ConsentItem, list[str]] = {}
    for person in rows(told, Participant, order_by="code"):
        given = told.study.read(partial(allowed, participant_id=person.id))
        for item, answer in given.items():
            if answer is False:
                refused.setdefault(item, []).append(person.code)
    assert refused[ConsentItem.AUDIO] == ["P03"]
    assert refused[ConsentItem.QUOTES] == ["P08"]
    assert ConsentItem.PARTICIPATION not in refused


def test_the_withdrawn_participant_is_a_tombstone_and_gone_from_the_bytes(
    told: Told, made_demo: Callable[[str], Path]
) -> None:
    erased = rows(told, Erasure)
    assert [row.by for row in erased] == ["H2"]
    gone = told.study.read(lambda reader: reader.get(Participant, erased[0].participant_id))
    assert (gone.code, gone.gender, gone.age_band, gone.segment) == ("P09", "", "", "")
    assert rows(told, PersonKey) == []
    assert [c for c in rows(told, Consent, participant_id=gone.id) if c.given or c.taken_by] == []
    assert told.study.read(next_code) == "P10"
    content = made_demo(told.language).read_bytes()
    assert b"Marjatta" not in content
    assert b"example.invalid" not in content


def test_no_clothing_mark_is_left_in_the_file(told: Told, made_demo: Callable[[str], Path]) -> None:
    shown = json.loads(paths.resource("demo", "sessions.json").read_text(encoding="utf-8"))["sessions"]
    markers = [shopper["marker"][told.language] for session in shown for shopper in session["shoppers"]]
    content = made_demo(told.language).read_bytes()
    assert len(markers) == len(rows(told, Shopper)) == 24
    assert [marker for marker in markers if marker.encode() in content] == []


def test_one_session_says_that_people_noticed_the_observer(told: Told) -> None:
    marked = [session for session in rows(told, Session) if session.reactivity]
    assert [session.number for session in marked] == [5]
    assert sum(entry.aware for entry in of(told, marked[0])) == 2


def test_an_edited_entry_shows_who_changed_what(told: Told) -> None:
    entry = next(
        e for e in rows(told, Entry) if len(told.study.history("entry", e.id)) >= 4 and e.interpretation
    )
    items = told.study.history("entry", entry.id)
    assert items[0].author == "H2"
    assert set(items[0].fields) == {"interpretation"}
    assert items[-1].author == "H1"
    changed = [name for item in items for name in item.fields]
    assert {"text", "ordinariness", "chosen", "interpretation"} <= set(changed)


def test_a_removed_and_an_undone_entry_are_in_the_journal_only(told: Told) -> None:
    journal = JOURNAL.c
    deleted = told.study.read(
        lambda reader: reader.select(
            select(journal.record).where(journal.op == "delete", journal.kind == "entry")
        )
    )
    assert len({row.record for row in deleted}) == 2
    living = {entry.id for entry in rows(told, Entry, retired=True)}
    assert not living & {row.record for row in deleted}


def test_nothing_of_the_sample_study_can_be_undone_by_accident(told: Told) -> None:
    assert told.study.undo_labels() == (None, None)
    for session in rows(told, Session):
        assert told.study.undo_labels(session.id) == (None, None)


def test_the_notes_are_as_varied_as_real_ones(told: Told) -> None:
    sessions = {session.id for session in rows(told, Session) if session.parallel_of is None}
    texts = [entry.text for entry in rows(told, Entry) if entry.text and entry.session_id in sessions]
    assert len(set(texts)) == len(texts) > 100


def test_the_quotes_are_word_for_word_in_what_was_said(told: Told) -> None:
    found = rows(told, Extract)
    assert len(found) == 7
    for extract in found:
        whole = one(told, Answer, extract.answer_id) or one(told, Statement, extract.statement_id)
        assert whole.text[extract.start : extract.end] == extract.text
    if told.language == "fi":
        said = {quote.strip('"') for _, _, quote in FACTS["quotes_fi"]}
        assert said <= {extract.text for extract in found}


def test_the_study_is_marked_as_a_sample_and_speaks_both_languages(told: Told) -> None:
    study = rows(told, Study)[0]
    assert study.sample
    assert study.title["fi"] == FACTS["study"]["name_fi"]
    assert set(study.title) == set(study.question) == {"fi", "en"}


def test_the_plan_of_the_sample_study_has_no_gaps(told: Told) -> None:
    found = told.study.read(lambda reader: checklist(reader, Texts(told.language)))
    assert [gap.title for gap in found.gaps] == []
    assert all(metric.formula["fi"] and metric.formula["en"] for metric in rows(told, Metric))
    sheet = told.study.read(published_sheet)
    assert sheet is not None
    assert sheet.number == 2


def test_an_existing_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "kept.cxf"
    path.write_bytes(b"mine")
    with pytest.raises(UserError, match="exists already"):
        build_demo(path, "fi")
    assert path.read_bytes() == b"mine"


def test_nothing_is_left_behind_when_the_study_cannot_be_finished(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done > 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(tmp_path / "half.cxf", "fi", stop)
    assert list(tmp_path.iterdir()) == []


def test_the_expected_share_of_ordinary_events_is_wilsons(told: Told) -> None:
    assert told.figures.ordinary.ordinary == wilson(131, 182)
