# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import pytest

from cxfield.analysis.keywords import Said, keywords, phrases

FINNISH = (
    Said("a", "P01", "Seisoin jonossa kauan. Jono kassalla oli pitkä, ja jonon kesto ärsytti."),
    Said("b", "P02", "Jonot olivat pitkiä. Jono kassalla ei liikkunut."),
)
ENGLISH = (
    Said("a", "P01", "The queues were long, the queue never moved. It was easy to find the desk."),
    Said("b", "P02", "Queueing at the desk: easy to find, hard to leave."),
)


def test_finnish_forms_of_a_word_count_together() -> None:
    first, *_ = keywords(FINNISH, "fi")
    assert first.words == "jono"
    assert set(first.forms) >= {"jono", "jonon", "jonossa"}
    assert (first.people, first.ids) == (2, ("a", "b"))
    assert first.n == 5


def test_english_forms_of_a_word_count_together_and_stop_words_are_left_out() -> None:
    found = {row.words: row for row in keywords(ENGLISH, "en")}
    assert found["queue"].n == 3
    assert not {"the", "were", "it", "was", "to", "at"} & found.keys()


def test_a_talkative_person_adds_to_times_and_not_to_people() -> None:
    (row,) = keywords([Said("a", "P01", "kassa kassa kassa")], "fi")
    assert (row.n, row.people, row.ids) == (3, 1, ("a",))


def test_phrases_stay_inside_a_sentence_and_keep_the_words_between() -> None:
    assert [row.words for row in phrases(FINNISH, "fi")] == ["jono kassalla"]
    found = phrases(ENGLISH, "en")
    assert [row.words for row in found] == ["easy to find"]
    assert found[0].people == 2


def test_words_one_names_are_left_out_too_and_rare_ones_on_request() -> None:
    assert "jono" not in {row.words for row in keywords(FINNISH, "fi", also_stop=("jono",))}
    assert all(row.n >= 2 for row in keywords(FINNISH, "fi", least=2))
    assert keywords([], "fi") == ()
    assert keywords([Said("a", "P01", "2024 – a !")], "en") == ()


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="Finnish and English"):
        keywords([], "sv")
    with pytest.raises(ValueError, match="two words"):
        phrases([], "fi", lengths=(1,))
