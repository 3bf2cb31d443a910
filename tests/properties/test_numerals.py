"""Numbers are text: what is one, what is not, and which digits it keeps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nit_rules.numerals import LONGEST, complaint, fold, parse, remembered, shortest, text_of


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_every_digit_is_kept(number: Decimal) -> None:
    text = format(number, "f")
    assert str(parse(text)) == str(Decimal(text))


@pytest.mark.parametrize("text", ["1", "1.25", "+1.5", "-0.75", "007", "1.", ".5", " 6.39 "])
def test_a_sign_digits_and_one_point_are_a_number(text: str) -> None:
    assert parse(text) == Decimal(text.strip())


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1,25", "1e3", "1e9999", "NaN", "inf", "Infinity", "١٫٢٥", "１．２５", "1.2.3", "--1", "1_000", "0x10",
     ".", "+", "1 25", "1.25 / 7", "½", "1\n2", "9" * (LONGEST + 1)],
)  # fmt: skip
def test_anything_else_is_not_a_number(text: str) -> None:
    assert parse(text) is None
    assert "number" in complaint(text)


def test_a_comma_is_named() -> None:
    assert complaint("1,25") == "'1,25' is not a number; write a point, not a comma"


@given(st.text(max_size=80))
def test_no_text_breaks_the_parser(text: str) -> None:
    number = parse(text)
    assert number is None or number.is_finite()


@pytest.mark.parametrize("value", [1.25, True, None, b"1", 1 + 0j])
def test_values_that_do_not_keep_their_digits_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="give a str, Decimal or int"):
        text_of(value)


@pytest.mark.parametrize(
    ("value", "text"), [("1.50", "1.50"), (Decimal("1.50"), "1.50"), (3, "3"), (Decimal("1E+1"), "10")]
)
def test_the_text_of_a_value_keeps_its_digits(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(("number", "text"), [("7.00", "7"), ("0.50", "0.5"), ("100", "100"), ("-0.0", "-0")])
def test_the_shortest_text_has_no_zeros_at_its_end(number: str, text: str) -> None:
    assert shortest(Decimal(number)) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [("Democracy Percentage (Rounded)", "democracy percentage rounded"), ("SEMI - CONSOLIDATED", "Semiconsolidated"),
     ("Judicial Framework and Independence", "judicial_framework_independence")],
)  # fmt: skip
def test_case_punctuation_and_the_word_and_do_not_matter(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_and_inside_a_word_matters() -> None:
    assert fold("Andorra band") == "andorraband"


def test_what_short_texts_mean_is_remembered_and_long_ones_are_not_kept() -> None:
    asked = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    find = remembered(length)
    short, long = "5.36", "5" * (LONGEST + 1)
    assert [find(text) for text in (short, short, long, long)] == [4, 4, LONGEST + 1, LONGEST + 1]
    assert asked == [short, long, long]
