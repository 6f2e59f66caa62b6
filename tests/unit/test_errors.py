# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
from cxfield.errors import UserError
from cxfield.i18n import Texts


def test_an_error_is_one_sentence_in_english_and_in_the_readers_language(finnish: Texts) -> None:
    error = UserError("The folder {name} cannot be written. Choose another.", name="x")
    assert str(error) == "The folder x cannot be written. Choose another."
    assert "x" in error.say(finnish)


def test_a_name_with_a_line_break_or_a_stray_byte_keeps_the_error_printable(english: Texts) -> None:
    said = UserError("Cannot read {name}.", name="a\nb\udcff\x1b[31m").say(english)
    assert said == "Cannot read a b[31m."
    said.encode()


def test_a_brace_in_a_value_is_only_a_brace(english: Texts) -> None:
    assert UserError("Cannot read {name}.", name="{0}{x").say(english) == "Cannot read {0}{x."


def test_an_error_may_carry_another_one(english: Texts) -> None:
    inner = UserError("The disk is full.")
    assert UserError("{why} Nothing was changed.", why=inner).say(english) == (
        "The disk is full. Nothing was changed."
    )


def test_a_name_kept_in_several_languages_is_said_in_the_readers(english: Texts, finnish: Texts) -> None:
    error = UserError("Cannot read {title}.", title={"fi": "Myymälä", "en": "Store"})
    assert (error.say(english), str(error)) == ("Cannot read Store.",) * 2
    assert "Myymälä" in error.say(finnish)
    assert UserError("Cannot read {title}.", title={}).say(english) == "Cannot read –."
