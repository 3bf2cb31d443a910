"""The lattice of outcomes: every sum that ratings can reach, with every figure it leads to.

Ratings lie on a grid, so a mean takes finitely many values: 169 for seven quarter-step ratings. Each composite (a
mean and the figures made from it) has one lattice, and scoring, auditing, solving and proving are look-ups in it.
All figures are monotone in the sum, so the sums behind a printed figure are consecutive: a `Span`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, TypeVar, cast

from attrs import field

from nit_rules import numerals
from nit_rules.model.frozenmap import FrozenMap
from nit_rules.model.rules import Band, BandRule, Mean, Reads, Rescale, Rule
from nit_rules.model.scale import Scale
from nit_rules.rounding import decimal_of, half_up, places, significant
from nit_rules.values import frozen

#: Beyond so many significant digits the tail of a printed number is that of a binary float.
FLOAT_DIGITS = 12
T = TypeVar("T")
Span = tuple[int, int]
#: The span of a claim that no sum gives.
NOWHERE: Span = (1, 0)


def meet(first: Span, second: Span) -> Span:
    """The rows that two spans share."""
    low = first[0] if first[0] > second[0] else second[0]
    high = first[1] if first[1] < second[1] else second[1]
    return (low, high) if low <= high else NOWHERE


def is_empty(span: Span) -> bool:
    return span[0] > span[1]


@frozen
class Figure:
    """A figure as the rules print it, and its exact value (None for a label)."""

    printed: Decimal | str
    exact: Fraction | None = None

    @property
    def text(self) -> str:
        return str(self.printed)

    def read(self, reads: Reads) -> Fraction:
        """The value that a rule reads which reads the figure so."""
        if reads is Reads.ROUNDED and isinstance(self.printed, Decimal):
            return Fraction(self.printed)
        assert self.exact is not None  # noqa: S101 - loading refuses rules that read a label
        return self.exact


class Row(NamedTuple):
    """One reachable sum of ratings and the figures that follow from it; `position` counts steps from the lowest."""

    position: int
    sum: Decimal
    figures: FrozenMap[str, Figure]


def bounds(rule: Rule, scale: Scale) -> tuple[Fraction, Fraction]:
    """The range of a numeric figure."""
    if isinstance(rule, Rescale):
        return Fraction(min(rule.onto)), Fraction(max(rule.onto))
    return Fraction(scale.lowest), Fraction(scale.highest)


def linear(rule: Rescale, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Offset and factor that translate the range `low` … `high` onto ``rule.onto``."""
    start, end = map(Fraction, rule.onto)
    factor = (end - start) / (high - low)
    return start - low * factor, factor


@frozen
class Lattice:
    """One composite: its mean, its indicators, the rules that follow from it, and a row per reachable sum."""

    scale: Scale
    mean: Mean
    rules: tuple[Rule, ...]
    rows: tuple[Row, ...] = field(eq=False, repr=False)

    @classmethod
    def of(cls, scale: Scale, mean: Mean, rules: Iterable[Rule]) -> "Lattice":
        """Tabulate `mean` and those of `rules` that follow from it, in their order."""
        by_id: dict[str, Rule] = {mean.id: mean}
        waiting = [rule for rule in rules if not isinstance(rule, Mean)]
        while ready := [rule for rule in waiting if rule.of in by_id]:
            by_id.update((rule.id, rule) for rule in ready)
            waiting = [rule for rule in waiting if rule.id not in by_id]
        columns: dict[str, list[Figure]] = {}
        for rule in by_id.values():
            columns[rule.id] = _column(rule, columns, by_id, scale)
        count = len(mean.of)
        ordered = {rule.id: columns[rule.id] for rule in rules if rule.id in columns}
        rows = [
            Row(place, scale.printed(place, count), FrozenMap(zip(ordered, figures, strict=True)))
            for place, figures in enumerate(zip(*ordered.values(), strict=True))
        ]
        return cls(scale, mean, tuple(rule for rule in rules if rule.id in by_id), tuple(rows))

    @property
    def id(self) -> str:
        """The composite's id: that of its mean."""
        return self.mean.id

    @property
    def indicators(self) -> tuple[str, ...]:
        return self.mean.of

    @property
    def everything(self) -> Span:
        """All rows."""
        return 0, len(self.rows) - 1

    @cached_property
    def _indexes(self) -> dict[str, "NumberIndex | LabelIndex"]:
        return {rule.id: index_of(rule, self.rows) for rule in self.rules}

    @cached_property
    def _derived(self) -> dict[Hashable, object]:
        return {}

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` works out from the lattice, once; others keep it here under a key of their own.

        What is kept for each figure has its id in a tuple: any text may be such an id.
        """
        if key not in self._derived:
            self._derived[key] = make()
        return cast("T", self._derived[key])

    def index(self, figure: str) -> "NumberIndex | LabelIndex":
        """The look-up from what is printed to rows."""
        return self._indexes[figure]

    def span(self, figure: str, text: str) -> Span:
        """The rows that give the figure as printed; empty where none does.

        Raises `ValueError` where the text cannot be such a figure at all (no number, or no label).
        """
        return self._span(figure, text)

    @cached_property
    def _span(self) -> Callable[[str, str], Span]:
        # Files print the same figures over and over.
        return numerals.remembered(lambda figure, text: self._indexes[figure].span(text))

    def find(self, figure: str, text: str) -> Span:
        """`span`, but empty as well where the text cannot be such a figure at all."""
        return self._find(figure, text)

    @cached_property
    def _find(self) -> Callable[[str, str], Span]:
        return numerals.remembered(self._found)

    def _found(self, figure: str, text: str) -> Span:
        try:
            return self.span(figure, text)
        except ValueError:
            return NOWHERE

    def single(self, figure: str, span: Span) -> Figure | None:
        """The figure, where all rows of the span print the same; its exact value only where that is the same too."""
        first, last = self.rows[span[0]].figures[figure], self.rows[span[1]].figures[figure]
        if first.printed != last.printed:
            return None
        return first if first.exact == last.exact else Figure(first.printed)

    def allowed(self, positions: Mapping[str, int]) -> Span:
        """The rows that known ratings allow, of which `positions` holds the positions by indicator."""
        total = missing = 0
        for indicator in self.mean.of:
            position = positions.get(indicator)
            if position is None:
                missing += 1
            else:
                total += position
        return total, total + missing * self.scale.size


def _column(
    rule: Rule, columns: dict[str, list[Figure]], rules: dict[str, Rule], scale: Scale
) -> list[Figure]:
    """A figure on every row, from the lowest sum to the highest."""
    if isinstance(rule, Mean):
        count = len(rule.of)
        start, step = scale.value(0), Fraction(scale.step) / count
        exacts = [_sum_of_products(start, step, place, 1) for place in range(count * scale.size + 1)]
        return [Figure(rule.round(exact), exact) for exact in exacts]
    values = [figure.read(rule.reads) for figure in columns[rule.of]]
    if isinstance(rule, BandRule):
        bands = map(rule.band, values)
        return [Figure(band.label if band else "") for band in bands]
    offset, factor = linear(rule, *bounds(rules[rule.of], scale))
    exacts = [_sum_of_products(offset, factor, value.numerator, value.denominator) for value in values]
    return [Figure(rule.round(exact), exact) for exact in exacts]


def _sum_of_products(offset: Fraction, factor: Fraction, numerator: int, denominator: int) -> Fraction:
    """``offset + factor * numerator / denominator``, reduced only once."""
    below = factor.denominator * denominator
    above = offset.numerator * below + factor.numerator * numerator * offset.denominator
    return Fraction(above, below * offset.denominator)


class NumberIndex(NamedTuple):
    """From a printed number to the rows that give it."""

    digits: int
    printed: dict[Decimal, Span]
    ascending: tuple[tuple[Fraction, int], ...]

    @classmethod
    def of(cls, figure: str, digits: int, rows: tuple[Row, ...]) -> "NumberIndex":
        printed: dict[Decimal, Span] = {}
        exact = []
        for row in rows:
            value = row.figures[figure]
            assert isinstance(value.printed, Decimal)  # noqa: S101 - a mean or a rescale prints numbers
            assert value.exact is not None  # noqa: S101
            low, _ = printed.get(value.printed, (row.position, row.position))
            printed[value.printed] = low, row.position
            exact.append((value.exact, row.position))
        return cls(digits, printed, tuple(sorted(exact)))

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


class LabelIndex(NamedTuple):
    """From a printed label to the rows that give it."""

    labels: dict[str, tuple[Band, Span]]

    @classmethod
    def of(cls, rule: BandRule, rows: tuple[Row, ...]) -> "LabelIndex":
        spans: dict[str, Span] = {}
        for row in rows:
            label = row.figures[rule.id].text
            low, _ = spans.get(label, (row.position, row.position))
            spans[label] = low, row.position
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
