# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo study's expected results, from its own lists."""

from typing import Any

import pytest

from cxfield.analysis.agreement import (
    Level,
    cohen_kappa,
    cohen_kappa_of_table,
    krippendorff_alpha,
    percent_agreement,
)
from cxfield.analysis.expectation import net_disconfirmation
from cxfield.analysis.moments import MomentRating, moment_means
from cxfield.analysis.nps import nps
from cxfield.analysis.ordinariness import Rating, ordinariness
from cxfield.analysis.peak_end import peak_end
from cxfield.analysis.prevalence import prevalence
from cxfield.analysis.proportion import Proportion, wilson_of
from cxfield.analysis.satisfaction import CES2, ces, csat
from cxfield.analysis.shoppers import Shopper, by_site, shopper_summary
from cxfield.analysis.talk_balance import Talk, TalkFlag, talk_balance
from tests.reference.read import demo_study

DEMO = demo_study()
INTERVIEWS, GROUP, CODING = DEMO["interviews"], DEMO["focus_group"], DEMO["double_coding"]
WORDS = {"alittui": "below", "täyttyi": "met", "ylittyi": "above"}


def is_share(result: Proportion | None, expected: list[Any]) -> bool:
    assert result is not None
    count, n, ends = expected
    assert (result.count, result.n) == (count, n)
    assert [result.low, result.high] == pytest.approx(ends, abs=5e-7)
    return True


def test_ordinary_share() -> None:
    groups = DEMO["events"]["normality"]
    entries = [
        Rating(value, chosen=True)
        for value, key in ((1, "1-2"), (3, "3"), (5, "4-5"))
        for _ in range(groups[key])
    ]
    expected = DEMO["events"]["expected"]
    result = ordinariness(entries)
    assert result.n == DEMO["events"]["n"]
    assert result.value == pytest.approx(expected["ordinary_share"], abs=5e-6)
    assert is_share(result.ordinary, [131, 182, expected["wilson95"]])
    assert (result.middle, result.surprising) == (29, 22)


def shoppers() -> list[Shopper]:
    facts = DEMO["tracked_shoppers"]
    found = []
    for site, waits in facts["checkout_wait_min"].items():
        for i in range(facts["per_site"]):
            bought, met, confused = (i < facts[key][site] for key in ("bought", "staff_contact", "confused"))
            found.append(Shopper(site, bought, met, confused, tuple(waits[i : i + 1])))
    return found


def test_tracked_shoppers() -> None:
    facts = DEMO["tracked_shoppers"]
    expected, limit = facts["expected"], DEMO["study"]["targets"]["odotusaika_kassa_max_min"]
    result = shopper_summary(shoppers(), limit)
    assert result.tracked == facts["n"]
    assert is_share(result.conversion, expected["conversion"])
    assert is_share(result.interception, expected["interception"])
    assert is_share(result.confusion, expected["confusion"])
    assert is_share(result.waits.over, expected["over_4_min"])
    means = {site: summary.waits.mean.value for site, summary in by_site(shoppers(), limit)}
    assert means == pytest.approx(expected["wait_mean"], abs=5e-5)


def test_interview_metrics() -> None:
    expected = INTERVIEWS["expected"]
    score = nps(INTERVIEWS["nps"])
    assert score.value == expected["nps"]
    assert [score.low, score.high] == pytest.approx(expected["nps_adj_wald95"], abs=5e-5)
    assert is_share(csat(INTERVIEWS["csat"]).top2, expected["csat_top2"])
    assert is_share(ces(INTERVIEWS["ces2"], CES2).share, expected["ces_top3"])
    assert is_share(wilson_of(map(bool, INTERVIEWS["recommended_already"])), expected["already_recommended"])
    net = net_disconfirmation(WORDS[word] for word in INTERVIEWS["expectation"])
    assert net.value == expected["net_disconfirmation"]


def test_moment_means_and_peak_end() -> None:
    expected, moments = INTERVIEWS["expected"], INTERVIEWS["moments_fi"]
    ratings = [
        MomentRating(moment, person, valence)
        for person, valences in INTERVIEWS["valence"].items()
        for moment, valence in zip(moments, valences, strict=True)
    ]
    means = moment_means(ratings, moments)
    assert {mean.moment: mean.value for mean in means} == pytest.approx(expected["moment_means"])
    assert all(mean.n == 8 for mean in means)
    for person, valences in INTERVIEWS["valence"].items():
        result, facts = peak_end(valences), expected["peak_end"][person]
        assert (result.peak, result.end, result.value) == (facts["peak"], facts["end"], facts["peak_end"])
        assert result.mean == pytest.approx(facts["mean"])


def test_group_balance_and_pooled_nps() -> None:
    expected = GROUP["expected"]
    pooled = nps([*INTERVIEWS["nps"], *GROUP["nps"]])
    assert pooled.value == pytest.approx(expected["pooled_nps"], abs=5e-7)
    assert [pooled.low, pooled.high] == pytest.approx(expected["pooled_adj_wald95"], abs=5e-5)
    rows = zip(GROUP["codes"], GROUP["talk_seconds"], GROUP["turns"], strict=True)
    result = talk_balance([Talk(*row) for row in rows])
    assert result.gini.value == pytest.approx(expected["gini"], abs=5e-11)
    assert result.gini_normalised.value == pytest.approx(expected["gini_normalised"], abs=5e-10)
    assert result.pielou.value == pytest.approx(expected["pielou"], abs=5e-10)
    assert result.max_share.value == pytest.approx(expected["max_share"], abs=5e-11)
    flagged = [
        (seat.seat, round(100 * (seat.share or 0), 1), seat.flags) for seat in result.seats if seat.flags
    ]
    assert flagged == [("F6", 4.5, (TalkFlag.QUIET,))]


def test_double_coding() -> None:
    expected, table = CODING["expected"], CODING["table_rows_H1_cols_H2"]
    pairs = [
        (one, other)
        for one, row in zip(CODING["codes"], table, strict=True)
        for other, count in zip(CODING["codes"], row, strict=True)
        for _ in range(count)
    ]
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    assert percent_agreement(first, second).share == expected["percent_agreement"]
    for kappa in (cohen_kappa(first, second), cohen_kappa_of_table(table)):
        assert kappa.value == pytest.approx(expected["cohen_kappa"], abs=5e-11)
    nominal = krippendorff_alpha([first, second], Level.NOMINAL)
    assert nominal.value == pytest.approx(expected["krippendorff_nominal"], abs=5e-11)
    ordinal = krippendorff_alpha([CODING["normality_H1"], CODING["normality_H2"]], Level.ORDINAL)
    assert ordinal.value == pytest.approx(expected["krippendorff_ordinal_normality"], abs=5e-10)


@pytest.mark.parametrize("issue", DEMO["issues"], ids=[issue["id"] for issue in DEMO["issues"]])
def test_problems(issue: dict[str, Any]) -> None:
    result = prevalence(issue["affected"], issue["of"], issue["severity"])
    assert result.value == pytest.approx(issue["prevalence"], abs=5e-7)
    assert is_share(result.share, [issue["affected"], issue["of"], issue["wilson95"]])
    assert result.priority == pytest.approx(issue["priority"], abs=5e-7)
