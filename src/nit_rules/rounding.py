"""Exact rounding of fractions to a decimal step.

The modes have the meaning, and nearly the names, of `decimal`'s; all arithmetic is on integers, so that
neither binary floats nor the ambient decimal context can change a digit.
"""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import field

from nit_rules.values import frozen


class RoundingMode(StrEnum):
    """How a value between two steps is rounded; halves matter only in a tie."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    HALF_DOWN = "half-down"
    UP = "up"
    DOWN = "down"
    CEILING = "ceiling"
    FLOOR = "floor"


# For a value between two steps: does it go to the upper one? Arguments: the lower step's number, the sign of
# (value - midpoint), and whether the value is below zero ("up" means away from zero, as in `decimal`).
_GOES_TO_UPPER: dict[RoundingMode, Callable[[int, int, bool], bool]] = {
    RoundingMode.HALF_UP: lambda lower, side, negative: side > 0 or (side == 0 and not negative),
    RoundingMode.HALF_EVEN: lambda lower, side, negative: side > 0 or (side == 0 and lower % 2 == 1),
    RoundingMode.HALF_DOWN: lambda lower, side, negative: side > 0 or (side == 0 and negative),
    RoundingMode.UP: lambda lower, side, negative: not negative,
    RoundingMode.DOWN: lambda lower, side, negative: negative,
    RoundingMode.CEILING: lambda lower, side, negative: True,
    RoundingMode.FLOOR: lambda lower, side, negative: False,
}


def steps(value: Fraction, step: Fraction, mode: RoundingMode) -> int:
    """The number of whole steps that `value` is rounded to."""
    numerator = value.numerator * step.denominator
    denominator = value.denominator * step.numerator
    lower, rest = divmod(numerator, denominator)
    if rest and _GOES_TO_UPPER[mode](lower, 2 * rest - denominator, numerator < 0):
        return lower + 1
    return lower


def decimal_of(coefficient: int, exponent: int) -> Decimal:
    """``coefficient × 10**exponent`` with exactly those digits, in any decimal context (the exponent is at most 0)."""
    if not exponent:
        return Decimal(coefficient)
    digits = str(abs(coefficient)).rjust(1 - exponent, "0")
    return Decimal(f"{'-' if coefficient < 0 else ''}{digits[:exponent]}.{digits[exponent:]}")


def places(number: Decimal) -> int:
    """How many digits a decimal has after its point.

    >>> places(Decimal("0.25")), places(Decimal("10"))
    (2, 0)
    """
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@frozen
class Rounding:
    """To which step a rule rounds what it prints, and how: ``{step = 0.01, mode = "half-up"}``.

    >>> Rounding(Decimal("0.01"), RoundingMode.HALF_UP)(Fraction(37, 28))
    Decimal('1.32')
    """

    step: Decimal
    mode: RoundingMode = field(converter=RoundingMode)

    @cached_property
    def _step(self) -> Fraction:
        return Fraction(self.step)

    @cached_property
    def _unit(self) -> tuple[int, int]:
        digits = places(self.step)
        return int(self._step * 10**digits), -digits

    @property
    def digits(self) -> int:
        """Digits printed after the point."""
        return -self._unit[1]

    def __call__(self, value: Fraction) -> Decimal:
        coefficient, exponent = self._unit
        return decimal_of(steps(value, self._step, self.mode) * coefficient, exponent)

    def ties(self, value: Fraction) -> bool:
        """Whether `value` lies exactly half-way between two steps."""
        return (value / self._step).denominator == 2


def half_up(value: Fraction, digits: int) -> Fraction:
    """`value` rounded half up (ties away from zero) to `digits` after the point; below zero digits, before it."""
    unit = Fraction(10) ** -digits
    return steps(value, unit, RoundingMode.HALF_UP) * unit


def significant(value: Fraction, digits: int) -> Fraction:
    """`value` rounded half up to so many significant digits.

    >>> significant(Fraction(37, 28), 12)
    Fraction(132142857143, 100000000000)
    """
    if value == 0:
        return value
    magnitude = abs(value)
    leading = len(str(magnitude.numerator // magnitude.denominator)) if magnitude >= 1 else 0
    while leading <= 0 and magnitude < Fraction(10) ** (leading - 1):
        leading -= 1
    return half_up(value, digits - leading)
