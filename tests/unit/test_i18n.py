# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield import i18n
from cxfield.i18n import Texts, best_locale, pick, system_locale

THURSDAY = dt.date(2025, 10, 9)
AFTERNOON = dt.datetime(2025, 10, 9, 15, 20, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("x", "digits", "fi", "en"),
    [
        (0, 0, "0", "0"),
        (-0.3, 1, "−0,3", "−0.3"),
        (-0.04, 1, "0,0", "0.0"),
        (2.5, 0, "3", "3"),
        (-2.5, 0, "−3", "−3"),
        (0.285, 2, "0,29", "0.29"),
        (1234567, 0, "1\u00a0234\u00a0567", "1,234,567"),
        (1234.5, 2, "1\u00a0234,50", "1,234.50"),
        (float("nan"), 1, "–", "–"),
        (float("inf"), 1, "–", "–"),
    ],
)
def test_numbers_follow_the_language(
    finnish: Texts, english: Texts, x: float, digits: int, fi: str, en: str
) -> None:
    assert finnish.number(x, digits) == fi
    assert english.number(x, digits) == en


def test_a_signed_number_shows_its_sign_except_for_nothing(finnish: Texts) -> None:
    assert [finnish.signed(x, 1) for x in (12.34, -12.34, 0, 0.04, -0.04)] == [
        "+12,3",
        "−12,3",
        "0,0",
        "0,0",
        "0,0",
    ]


def test_percent_is_a_share_of_one_and_finnish_keeps_the_sign_on_the_same_line(
    finnish: Texts, english: Texts
) -> None:
    assert finnish.percent(0.75) == "75\u00a0%"
    assert english.percent(0.75) == "75%"
    assert finnish.percent(0.0285, 1) == "2,9\u00a0%"
    assert finnish.percent(1) == "100\u00a0%"


def test_dates_and_times_are_written_as_in_the_language(finnish: Texts, english: Texts) -> None:
    assert (finnish.date(THURSDAY), english.date(THURSDAY)) == ("9.10.2025", "9 Oct 2025")
    assert (finnish.day(THURSDAY), english.day(THURSDAY)) == ("to 9.10.", "Thu 9 Oct")
    assert (finnish.day(THURSDAY, weekday=False), english.day(THURSDAY, weekday=False)) == ("9.10.", "9 Oct")
    assert (finnish.long_date(THURSDAY), english.long_date(THURSDAY)) == (
        "9. lokakuuta 2025",
        "9 October 2025",
    )
    assert (finnish.time(AFTERNOON), english.time(AFTERNOON)) == ("15.20", "15:20")
    assert finnish.time(AFTERNOON, seconds=True) == "15.20.07"


@pytest.mark.parametrize(
    ("ms", "shown"),
    [
        (0, "0:00:00"),
        (999, "0:00:00"),
        (1_662_000, "0:27:42"),
        (36_000_000, "10:00:00"),
        (-61_000, "−0:01:01"),
    ],
)
def test_a_stopwatch_counts_whole_seconds(finnish: Texts, ms: int, shown: str) -> None:
    assert finnish.stopwatch(ms) == shown


def test_a_list_reads_as_a_sentence(finnish: Texts, english: Texts) -> None:
    assert finnish.listing(["a", "b", "c"]) == "a, b ja c"
    assert english.listing(["a", "b"]) == "a and b"
    assert finnish.listing([]) == ""
    assert finnish.listing(["a"]) == "a"


@given(st.integers(-(10**15), 10**15), st.sampled_from(["fi", "en"]))
def test_every_whole_number_can_be_read_back(x: int, locale: str) -> None:
    text = Texts(locale).number(x)
    assert int(text.replace("\u00a0", "").replace(",", "").replace("−", "-")) == x


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_shown_number_is_no_further_than_half_a_last_digit(x: float, digits: int) -> None:
    text = Texts("fi").number(x, digits).replace("\u00a0", "").replace(",", ".").replace("−", "-")
    assert abs(float(text) - x) <= 0.5 * 10**-digits + 1e-6


def test_texts_are_filled_in_and_braces_in_values_do_no_harm(english: Texts) -> None:
    assert english.t("{n} of {m}", n=3, m=8) == "3 of 8"
    assert english.t("{x}", x="{n} 100 %") == "{n} 100 %"
    assert english.t("50 % {not a field") == "50 % {not a field"
    assert english.t("") == ""


def test_a_count_chooses_its_form_and_is_grouped(english: Texts) -> None:
    assert english.tn("{n} entry", "{n} entries", 1) == "1 entry"
    assert english.tn("{n} entry", "{n} entries", 12000) == "12,000 entries"


def test_an_unknown_text_is_shown_in_english(finnish: Texts) -> None:
    assert finnish.t("No such text in the catalogue") == "No such text in the catalogue"
    assert finnish.tc("room", "No such text in the catalogue") == "No such text in the catalogue"


def test_an_unknown_language_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="sv"):
        Texts("sv")


def test_marks_change_nothing(english: Texts) -> None:
    assert i18n.N_("Ordinary") == "Ordinary"
    assert english.tc(*i18n.NC_("room", "Observe")) == "Observe"


def test_two_texts_of_one_language_are_equal(finnish: Texts) -> None:
    assert Texts("fi") == finnish
    assert hash(Texts("fi")) == hash(finnish)


def test_content_is_picked_in_the_language_or_the_next_best() -> None:
    assert pick({"fi": "Kassa", "en": "Checkout"}, "fi") == "Kassa"
    assert pick({"fi": "", "en": "Checkout"}, "fi") == "Checkout"
    assert pick({"sv": "Kassan"}, "fi") == "Kassan"
    assert pick({}, "fi") == ""
    assert pick(None, "fi") == ""


@pytest.mark.parametrize(
    ("wanted", "locale"),
    [
        (["fi_FI.UTF-8"], "fi"),
        (["sv-FI", "fi-FI"], "fi"),
        (["fi"], "fi"),
        (["EN"], "en"),
        (["C.UTF-8"], "en"),
        ([], "en"),
    ],
)
def test_the_best_language_is_the_first_one_spoken(wanted: list[str], locale: str) -> None:
    assert best_locale(wanted) == locale


def test_the_systems_language_follows_the_environment() -> None:
    assert system_locale({"LANG": "fi_FI.UTF-8"}) == "fi"
    assert system_locale({"LANG": "fi_FI.UTF-8", "LC_ALL": "en_GB.UTF-8"}) == "en"
    assert system_locale({"LANGUAGE": "sv:fi", "LC_ALL": "en_GB.UTF-8"}) == "fi"
    assert system_locale({}) == "en"
