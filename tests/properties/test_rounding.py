"""Laws of rounding: exact, on the grid, and as `decimal` does it."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nit_rules.rounding import Rounding, RoundingMode, half_up, significant, steps

#: The same modes in the standard library.
IN_DECIMAL = {
    RoundingMode.HALF_UP: decimal.ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    RoundingMode.HALF_DOWN: decimal.ROUND_HALF_DOWN,
    RoundingMode.UP: decimal.ROUND_UP,
    RoundingMode.DOWN: decimal.ROUND_DOWN,
    RoundingMode.CEILING: decimal.ROUND_CEILING,
    RoundingMode.FLOOR: decimal.ROUND_FLOOR,
}
modes = st.sampled_from(list(RoundingMode))
grids = st.sampled_from([Decimal(text) for text in ("1", "0.1", "0.01", "0.05", "0.25", "10")])
values = st.fractions(min_value=-1000, max_value=1000, max_denominator=400)


@given(values, grids, modes)
def test_a_rounded_value_is_on_the_grid_and_within_a_step(
    value: Fraction, step: Decimal, mode: RoundingMode
) -> None:
    printed = Fraction(Rounding(step, mode)(value))
    assert (printed / Fraction(step)).denominator == 1
    assert abs(printed - value) < Fraction(step)
    if mode.startswith("half"):
        assert abs(printed - value) <= Fraction(step) / 2


@given(values, grids, modes)
def test_rounding_twice_is_rounding_once(value: Fraction, step: Decimal, mode: RoundingMode) -> None:
    rounding = Rounding(step, mode)
    once = rounding(value)
    assert rounding(Fraction(once)) == once


@given(values, values, grids, modes)
def test_rounding_is_monotone(one: Fraction, other: Fraction, step: Decimal, mode: RoundingMode) -> None:
    low, high = sorted((one, other))
    rounding = Rounding(step, mode)
    assert rounding(low) <= rounding(high)


@given(st.decimals(min_value=-1000, max_value=1000, places=5), st.integers(0, 4), modes)
def test_it_agrees_with_decimal(value: Decimal, digits: int, mode: RoundingMode) -> None:
    step = Decimal(1).scaleb(-digits)
    assert Rounding(step, mode)(Fraction(value)) == value.quantize(step, IN_DECIMAL[mode])


@given(values, modes, st.integers(1, 3), st.sampled_from(list(IN_DECIMAL.values())))
def test_the_ambient_decimal_context_changes_no_digit(
    value: Fraction, mode: RoundingMode, precision: int, ambient: str
) -> None:
    rounding = Rounding(Decimal("0.01"), mode)
    plain = rounding(value)
    with decimal.localcontext() as context:
        context.prec, context.rounding = precision, ambient
        assert str(Rounding(Decimal("0.01"), mode)(value)) == str(plain)


@given(values, grids)
def test_the_tie_rule_matters_only_in_a_tie(value: Fraction, step: Decimal) -> None:
    results = {Rounding(step, mode)(value) for mode in RoundingMode if mode.startswith("half")}
    assert (len(results) > 1) == Rounding(step, RoundingMode.HALF_UP).ties(value)


@given(values, st.integers(0, 6))
def test_half_up_keeps_its_number_of_digits(value: Fraction, digits: int) -> None:
    rounded = half_up(value, digits)
    assert (rounded * 10**digits).denominator == 1
    assert abs(rounded - value) <= Fraction(1, 2 * 10**digits)


@given(values.filter(bool), st.integers(1, 12))
def test_significant_digits_are_counted_from_the_first_that_is_not_zero(value: Fraction, digits: int) -> None:
    with decimal.localcontext() as context:
        context.prec, context.rounding = digits, decimal.ROUND_HALF_UP
        expected = Decimal(value.numerator) / Decimal(value.denominator)
    assert significant(value, digits) == Fraction(expected)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("half-up", "5.63"), ("half-even", "5.62"), ("half-down", "5.62"), ("up", "5.63"), ("down", "5.62")],
)
def test_five_point_six_two_five_tells_the_modes_apart(mode: str, expected: str) -> None:
    """Tajikistan 2002 and 2003: 33.75 / 6, printed 5.63."""
    assert str(Rounding(Decimal("0.01"), RoundingMode(mode))(Fraction("33.75") / 6)) == expected


def test_halves_below_zero_go_away_from_zero_as_in_decimal() -> None:
    assert steps(Fraction(-5, 2), Fraction(1), RoundingMode.HALF_UP) == -3
    assert steps(Fraction(-5, 2), Fraction(1), RoundingMode.HALF_DOWN) == -2
