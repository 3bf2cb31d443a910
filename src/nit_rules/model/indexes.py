"""From what is printed to the rows of a lattice that print it."""

from bisect import bisect_left, bisect_right
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from nit_rules import numerals
from nit_rules.model.rows import NOWHERE, Row, Span, spans_of
from nit_rules.model.rules import Band, BandRule, Rule
from nit_rules.rounding import decimal_of, half_up, places, significant

#: Beyond so many significant digits the tail of a printed number is that of a binary float.
FLOAT_DIGITS = 12


class NumberIndex(NamedTuple):
    """From a printed number to the rows that give it."""

    digits: int
    printed: dict[Decimal, Span]
    ascending: tuple[tuple[Fraction, int], ...]
    #: the same values as floats
    rough: tuple[float, ...]

    @classmethod
    def of(cls, figure: str, digits: int, rows: tuple[Row, ...]) -> "NumberIndex":
        printed, exact = [], []
        for row in rows:
            value = row.figures[figure]
            assert isinstance(value.printed, Decimal)  # noqa: S101 - a mean or a rescale prints numbers
            assert value.exact is not None  # noqa: S101
            printed.append(value.printed)
            exact.append((value.exact, row.position))
        exact.sort()
        return cls(digits, spans_of(printed), tuple(exact), tuple(float(value) for value, _ in exact))

    def span(self, text: str) -> Span:
        """The rows with which a claim agrees.

        Zeros at the end beyond the digits that the rule prints are dropped. With those digits or fewer the claim is
        the printed number; with more it is the exact value rounded half up to the claim's own digits. Of more than 12
        significant digits both are first rounded to 12: 3.8200000000000003, a sum of binary floats, is printed as 3.82.
        """
        claim = numerals.parse(text)
        if claim is None:
            raise ValueError(numerals.complaint(text))
        digits = len(format(claim, "f").rstrip("0").partition(".")[2])
        if digits <= self.digits:
            return self.printed.get(claim, NOWHERE)
        if self._is_far(float(claim), digits):
            return NOWHERE
        value = Fraction(claim)
        long = len(claim.as_tuple().digits) - (places(claim) - digits) > FLOAT_DIGITS
        if long:
            value = significant(value, FLOAT_DIGITS)
            if half_up(value, self.digits) == value:
                return self.printed.get(decimal_of(int(value * 10**self.digits), -self.digits), NOWHERE)
        reach = Fraction(1, 10**digits) + abs(value) / 10 ** (FLOAT_DIGITS - 1)
        low = bisect_left(self.ascending, (value - reach, -1))
        high = bisect_right(self.ascending, (value + reach, len(self.ascending)))
        rows = [
            row
            for exact, row in self.ascending[low:high]
            if (significant(exact, FLOAT_DIGITS) if long else half_up(exact, digits)) == value
        ]
        return (min(rows), max(rows)) if rows else NOWHERE

    def _is_far(self, claim: float, digits: int) -> bool:
        """Whether a number with so many digits is surely neither an exact value rounded nor the float of a printed one.

        Most that columns of unrounded floats hold are so, and fractions take a hundred times as long.
        """
        tail = abs(claim) / 10.0 ** (FLOAT_DIGITS - 2)
        reach = 2 * 10.0**-digits + tail
        place = bisect_left(self.rough, claim - reach)
        if place < len(self.rough) and self.rough[place] <= claim + reach:
            return False
        units = claim * 10.0**self.digits
        return abs(units - round(units)) > tail * 10.0**self.digits


class LabelIndex(NamedTuple):
    """From a printed label to the rows that give it."""

    labels: dict[str, tuple[Band, Span]]

    @classmethod
    def of(cls, rule: BandRule, rows: tuple[Row, ...]) -> "LabelIndex":
        spans = spans_of(row.figures[rule.id].text for row in rows)
        labels = {}
        for band in rule.bands:
            entry = band, spans.get(band.label, NOWHERE)
            for label in (band.label, *(variant.label for variant in band.variants)):
                labels[numerals.fold(label)] = entry
        return cls(labels)

    def band(self, text: str) -> Band | None:
        """The band that a printed label or variant names."""
        entry = self.labels.get(numerals.fold(text))
        return entry[0] if entry else None

    def span(self, text: str) -> Span:
        """The rows of the band that the label names; empty where it names none."""
        if (why := numerals.label_complaint(text)) is not None:
            raise ValueError(why)
        entry = self.labels.get(numerals.fold(text))
        return entry[1] if entry else NOWHERE


def index_of(rule: Rule, rows: tuple[Row, ...]) -> NumberIndex | LabelIndex:
    """The look-up from what a figure is printed as to the rows that print it."""
    if isinstance(rule, BandRule):
        return LabelIndex.of(rule, rows)
    return NumberIndex.of(rule.id, rule.round.digits, rows)
