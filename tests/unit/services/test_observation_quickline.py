# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quick-entry line reads any text and loses none of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.services.quickline import Line, Term, TokenKind, completion, compose, parse, vocabulary

CODES = (
    Term("read", ("Lukee opastetta", "Reads a sign"), "L"),
    Term("queue", ("Jonottaa kassalla", "Queues"), "J"),
    Term("wait", ("Odottaa palvelua", "Waits for service"), "O"),
    Term("wait2", ("Odottaa kassaa", "Waits at the till"), "D"),
)
POINTS = (Term("table", ("Kampanjapöytä",)), Term("till", ("Kassa", "Checkout")))
WORDS = vocabulary(CODES, POINTS)


def test_the_line_of_the_picture_says_what_it_should() -> None:
    line = parse("Kiertää pöydän kahdesti, etsii hintaa #lukee @kampanjapöytä !yllätys", WORDS)
    assert line.text == "Kiertää pöydän kahdesti, etsii hintaa"
    assert (line.code_id, line.touchpoint_id, line.ordinariness) == ("read", "table", 4)
    assert [token.kind for token in line.tokens] == [
        TokenKind.CODE,
        TokenKind.TOUCHPOINT,
        TokenKind.ORDINARINESS,
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("#lukee", "read"),
        ("#LUKEE-OPASTETTA", "read"),
        ("#lukeeopastetta", "read"),
        ("#reads", "read"),
        ("#l", "read"),
        ("#jon", "queue"),
        ("#odottaa", None),  # two codes begin so: nothing is guessed
        ("#odottaa-kassaa", "wait2"),
        ("#nothing", None),
        ("#", None),
        ("x#lukee", None),
    ],
)
def test_a_code_is_named_by_name_first_word_beginning_or_letter(typed: str, code: str | None) -> None:
    assert parse(typed, WORDS).code_id == code


@pytest.mark.parametrize(
    ("typed", "polarity"), [(":-", -1), (":\u2212", -1), (":0", 0), (":+", 1), (":-)", None), ("a:+", None)]
)
def test_polarity_is_a_word_of_its_own(typed: str, polarity: int | None) -> None:
    assert parse(typed, WORDS).polarity == polarity


@pytest.mark.parametrize(
    ("typed", "rating"),
    [("!1", 1), ("!5", 5), ("!5.", 5), ("!6", None), ("!", None), ("!!3", None), ("oh!3", None)],
)
def test_a_rating_is_one_digit_from_one_to_five(typed: str, rating: int | None) -> None:
    assert parse(typed, WORDS).ordinariness == rating


def test_what_follows_the_equals_sign_is_interpretation() -> None:
    line = parse("Palaa takaisin !3 = hinta #lukee ei selviä :-", WORDS)
    assert (line.text, line.interpretation) == ("Palaa takaisin", "hinta ei selviä")
    assert (line.code_id, line.ordinariness, line.polarity) == ("read", 3, -1)
    assert parse("a == b", WORDS).text == "a == b"


def test_only_the_first_token_of_a_kind_counts_and_the_others_stay_in_the_text() -> None:
    line = parse("#lukee #jonottaa !2 !4", WORDS)
    assert (line.code_id, line.ordinariness, line.text) == ("read", 2, "#jonottaa !4")


def test_a_token_leaves_no_gap_and_takes_no_comma_along() -> None:
    assert parse("Pysähtyy #lukee, jatkaa", WORDS).text == "Pysähtyy, jatkaa"
    assert parse("#lukee  pysähtyy", WORDS).text == "pysähtyy"


@given(st.text())
def test_any_text_can_be_read_and_completed(text: str) -> None:
    line = parse(text, WORDS)
    assert all(0 <= token.start < token.end <= len(text) for token in line.tokens)
    for cursor in range(len(text) + 1):
        completion(text, cursor, WORDS)


@given(st.text())
def test_text_without_tokens_comes_back_unchanged(text: str) -> None:
    line = parse(text, WORDS)
    if not line.tokens:
        assert line == Line(text=text)


@given(st.text(alphabet="#@!:=+-0123 abljoktuääö,.\t\n\x00\ud800"))
def test_no_word_is_lost_whatever_stands_between_the_tokens(text: str) -> None:
    line = parse(text, WORDS)
    taken = "".join(text[token.start : token.end] for token in line.tokens)
    left = line.text + line.interpretation
    assert sorted("".join(left.split()) + taken) == sorted("".join(text.split()))


@given(
    st.text(alphabet="abcdefgåäö ,.", max_size=30).map(lambda s: " ".join(s.split())),
    st.sampled_from([None, "read", "queue", "wait", "wait2"]),
    st.sampled_from([None, "table", "till"]),
    st.text(alphabet="abc äö", max_size=10).map(lambda s: " ".join(s.split())),
)
def test_a_composed_line_says_the_same_again(
    text: str, code: str | None, point: str | None, interpretation: str
) -> None:
    line = Line(text=text, interpretation=interpretation, code_id=code, touchpoint_id=point)
    again = parse(compose(line, WORDS), WORDS)
    assert (again.text, again.interpretation, again.code_id, again.touchpoint_id) == (
        text,
        interpretation,
        code,
        point,
    )


def test_completion_offers_what_the_unfinished_token_may_become() -> None:
    found = completion("Katsoo #odo", 11, WORDS)
    assert found is not None
    assert (found.start, found.end) == (7, 11)
    assert [s.insert for s in found.suggestions] == ["#odottaa-palvelua", "#odottaa-kassaa"]
    assert all(parse(s.insert, WORDS).code_id == s.value for s in found.suggestions)


def test_completion_is_silent_outside_tokens_and_when_the_token_is_whole() -> None:
    assert completion("odo", 3, WORDS) is None
    assert completion("#lukee", 6, WORDS) is None
    assert completion("#lukee ", 7, WORDS) is None
    found = completion("!", 1, WORDS)
    assert found is not None
    assert [s.insert for s in found.suggestions] == ["!1", "!2", "!3", "!4", "!5"]
