# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says beside the log and the answers: marks, plan, groups of customers, reasons, memory."""

import datetime as dt
from dataclasses import replace

from cxfield.analysis.keywords import Said
from cxfield.document import nodes as n
from cxfield.document.telling import dump
from cxfield.i18n import Texts
from cxfield.report.assemble import assemble
from cxfield.report.dataset import (
    ActionRow,
    AnswerRow,
    EntryRow,
    FindingRow,
    MomentRow,
    PersonRow,
    QuestionRow,
    ReportData,
    SessionRow,
)
from cxfield.report.ground import (
    AimFact,
    EnteredFact,
    ExpectedFact,
    Ground,
    GuideFact,
    MetricFact,
    QuotaFact,
    Tally,
    WaveFact,
)

EN = Texts("en")
DAY = dt.date(2026, 1, 2)
OBSERVED = SessionRow("s1", "observation", number=1, site="x", started_at=1, wave="w1")
ASKED = tuple(
    SessionRow(f"i{k}", "interview", participant=f"P{k}", started_at=k, wave="w1") for k in range(1, 5)
)


def report(*chapters: str, **more: object) -> str:
    base = ReportData("en", "Study", DAY, sessions=(OBSERVED, *ASKED))
    return dump(assemble(replace(base, **more), EN, chapters))  # type: ignore[arg-type]


def test_causes_signs_tags_and_pain_points_are_counted() -> None:
    ground = Ground(
        causes=(Tally("Staff", 4, 1, 3, 1),),
        signs=(Tally("Has to wait", 2, 0, 2, 1, "bad experience"),),
        aspects=(Tally("Feeling", 5, 2, 1, 1),),
        side_tags=(Tally("pride", 3, 3, 0, 1, "Emotional connection"),),
    )
    pain = EntryRow("e1", "s1", 90_000, text="Looks for the price", touchpoint="Shelf", marks=("pain",))
    met = EntryRow("e2", "s1", 1_000, meaning="staff_contact", end_t_ms=181_000)
    told = report("detail", ground=ground, entries=(pain, met))
    assert "was staff: 4 events, 3 of them bad" in told
    assert "3/4, 75%" in told
    assert "Has to wait" in told
    assert "1/1, 100%" in told
    assert "Emotional connection" in told
    assert "Looks for the price (Session 1, 0:01:30)" in told
    assert "lasted 3.0 minutes on average (n = 1" in told


def test_normal_reactions_stand_with_the_ordinary_ones() -> None:
    told = report(
        "ordinary", ground=Ground(reactions=(Tally("Takes a basket", 7),)), entries=(EntryRow("e", "s1", 0),)
    )
    assert "Takes a basket: 7 times" in told


def test_plan_quotas_waves_guides_and_minutes_are_told() -> None:
    ground = Ground(
        quotas=(QuotaFact("Interviews, site", "Tampere", 2, 3),),
        waves=(WaveFact("Autumn", "2025-10-06", "2025-10-17", 5), WaveFact("Spring", "2026-04-13", "", 0)),
        guides=(GuideFact("Five themes", 19, 8, 43.4),),
        section_minutes=(("Warm-up", 24.0, 8),),
        channel_of={"s1": "Store"},
        experiences=("service experience",),
        debrief_minutes=61.0,
    )
    told = report("method", ground=ground)
    for words in (
        "2/3",
        "6\N{NO-BREAK SPACE}Oct–17\N{NO-BREAK SPACE}Oct 2025",
        "8/19",
        "43\N{NO-BREAK SPACE}min",
        "Warm-up",
        "3.0",
        "Store",
    ):
        assert words in told, words
    assert "service experience" in told
    assert "61\N{NO-BREAK SPACE}min" in told


def test_expectations_are_compared_by_channel() -> None:
    question = QuestionRow("q1", "met", "expectation", "expectations", "Expectations", "Was it as expected?")
    words = ("below", "below", "met", "above")
    answers = tuple(
        AnswerRow(f"a{k}", f"i{k}", "q1", f"P{k}", {"value": word}) for k, word in enumerate(words, 1)
    )
    channels = {"i1": "Web shop", "i2": "Web shop", "i3": "Store", "i4": "Store", "s1": "Store"}
    told = report("touchpoints", ground=Ground(channel_of=channels), questions=(question,), answers=answers)
    assert "Expectations fell short most often in Web shop: 2/2 (100%" in told
    assert "Store" in told
    assert "0/2, 0%" in told
    assert "+100 (" in told
    one = report(
        "touchpoints", ground=Ground(channel_of={"i1": "Web shop"}), questions=(question,), answers=answers
    )
    assert "Expectations by channel" not in one, "one channel has nothing to be compared with"


def test_metrics_have_purpose_deviation_level_and_the_companys_figures() -> None:
    kept = MetricFact(
        "m1", "retention", "Retention rate", "performance", "relationship", goal="Fewer leave", share=True,
        formula="(end − new) / start", aims=(AimFact(85.0), AimFact(0.9, benchmark=True, source="Branch")),
        entered=(EnteredFact(0.8, counts="Customers at the start 100", source="CRM"),),
        verdict="challenge", reason="Counts only buyers.",
    )  # fmt: skip
    told = report("metrics", ground=Ground(metrics=(kept,)))
    assert "Fewer leave" in told
    assert "target 85%" in told
    assert "−5.0 percentage points" in told
    assert "benchmark 90%" in told
    assert "−10.0 percentage points" in told
    assert "Relationship: Retention rate 80%" in told
    assert "Customers at the start 100" in told
    assert "challenge. Counts only buyers." in told


def test_the_reasons_of_a_score_stand_by_its_groups_and_only_with_consent() -> None:
    nps = QuestionRow("q1", "nps", "nps", "loyalty", "Loyalty", "Would you recommend us?")
    why = QuestionRow("q2", "why", "open", "loyalty", "Loyalty", "Why?", follows_id="q1")
    graded = tuple(AnswerRow(f"a{k}", f"i{k}", "q1", f"P{k}", grade) for k, grade in ((1, 2), (2, 9), (3, 3)))
    said = tuple(AnswerRow(f"b{k}", f"i{k}", "q2", f"P{k}", text=f"Reason {k}") for k in (1, 2, 3))
    people = tuple(PersonRow(f"P{k}", consents={"quotes": k != 3}) for k in (1, 2, 3))
    told = report("metrics", questions=(nps, why), answers=(*graded, *said), people=people)
    assert "Detractors 2: P1 (2): “Reason 1”" in told
    assert "Promoters 1: P2 (9): “Reason 2”" in told
    assert "Reason 3" not in told


def test_small_groups_of_customers_are_not_told_apart() -> None:
    people = tuple(PersonRow(f"P{k}", segment="family" if k < 4 else "alone") for k in range(1, 5))
    moments = tuple(MomentRow(f"P{k}", "till", "Till", -k) for k in (1, 2, 3))
    told = report("segments", people=people, moments=moments)
    assert "Segment: family" in told
    assert "−2.0" in told
    assert "alone" not in told


def test_words_of_one_person_alone_are_not_counted_out() -> None:
    said = (
        Said("1", "P1", "The queue was long"),
        Said("2", "P2", "A long queue"),
        Said("3", "P1", "gorgonzola"),
    )
    told = report("said", ground=Ground(said=said))
    assert "queue" in told
    assert "gorgonzola" not in told


def test_words_are_counted_in_the_language_they_were_said_in() -> None:
    said = (Said("1", "P1", "Jono oli pitkä ja hidas"), Said("2", "P2", "Jonossa oli pitkä odotus ja melu"))
    told = report("said", ground=Ground(said=said, spoken={"1": "fi", "2": "fi"}))
    assert "jono, jonossa" in told
    assert "| ja" not in told
    assert "  ja |" not in told


def test_peak_and_end_stand_beside_the_mean_and_emotions_on_their_wheel() -> None:
    felt = (
        MomentRow("P1", "in", "In", 1),
        MomentRow("P1", "find", "Find", -4, (("joy", 3),)),
        MomentRow("P1", "out", "Out", 3, (("interest", 2),)),
    )
    data = replace(ReportData("en", "Study", DAY, sessions=ASKED), moments=felt)
    document = assemble(data, EN, ["journey"])
    figures = {node.key: node for node in document.nodes if isinstance(node, n.Figure)}
    assert figures["peak-end"].data.rows == (("P1", "−4.0", "+3.0", "−0.5", "0.0", "−0.5"),)
    assert ("Interest", "1") in figures["wheel-geneva"].data.rows


def test_what_was_expected_is_told_only_by_those_who_allow_quotes() -> None:
    expected = (ExpectedFact("P1", "A quick visit", "below"), ExpectedFact("P2", "Secret hope", "met"))
    people = (PersonRow("P1", consents={"quotes": True}), PersonRow("P2"))
    told = report("themes", ground=Ground(expected=expected), people=people)
    assert "“A quick visit”" in told
    assert "fell short" in told
    assert "Secret hope" not in told


def test_actions_are_told_by_principle_return_and_kind_and_complaints_one_by_one() -> None:
    acts = (
        ActionRow(
            "1", "T1", "Open a till", kind="preventive", principle="Nobody waits", cost=100.0, gain=250.0
        ),
        ActionRow("2", "T2", "Sell the sign", kind="product"),
        ActionRow("3", "T3", "Shorter queue", before=6.5, after=4.0, effect="Waits fell."),
    )
    told = report("actions", actions=acts)
    assert "Preventive actions: 1/3" in told
    assert "Waits fell. (before 6.5, after 4)" in told
    assert "Nobody waits: T1 Open a till" in told
    assert "150%" in told
    assert "Idea: T2 Sell the sign" in told
    micro = FindingRow("f", "I9", "Rude answer", issue=True, macro=False, cause="employee", remedy="training")
    assert "an employee" in report("issues", findings=(micro,))


def test_page_one_tells_what_follows_from_a_finding() -> None:
    found = FindingRow("f", "L1", "They wait", detail="5/15 waited", so_what="Tell the time.")
    told = report("summary", findings=(found,), actions=(ActionRow("1", "T1", "Sign", finding="f"),))
    assert "5/15 waited → Tell the time (T1)" in told


def test_the_writing_of_observers_is_judged_by_words_and_fields() -> None:
    whole = EntryRow("a", "s1", 0, observer="H1", text="A stupid queue", touchpoint="Till", how="aloud")
    bare = EntryRow("b", "s1", 0, observer="H2", text="Waits", polarity=-1)
    done = replace(OBSERVED, state="done", language="en")
    ground = Ground(team_of={"H1": ("North", ""), "H2": ("South", "")})
    told = report("observing", sessions=(done,), entries=(whole, bare), ground=ground)
    assert "A word that judges stands in 1/2" in told
    assert "H1 | 1 | 1/1, 100%" in told
    assert "H2 | 1 | 0/1, 0%" in told
    assert "South" in told


def test_a_figure_of_two_waves_is_drawn_with_its_intervals() -> None:
    entries = tuple(
        EntryRow(f"{wave}{k}", wave, 0, ordinariness=1 if k < good else 5)
        for wave, good in (("w1s", 6), ("w2s", 9))
        for k in range(10)
    )
    held = tuple(
        SessionRow(f"{w}s", "observation", number=1, site="x", started_at=1, wave=w) for w in ("w1", "w2")
    )
    data = ReportData(
        "en", "S", DAY, sessions=held, entries=entries, waves=(("w1", "Autumn"), ("w2", "Spring"))
    )
    figures = {node.key: node for node in assemble(data, EN, ["metrics"]).nodes if isinstance(node, n.Figure)}
    rows = figures["trend-ordinary"].data.rows
    assert rows[0][:2] == ("Autumn", "60%")
    assert rows[1][:2] == ("Spring", "90%")
    assert rows[1][4] == "+30"
