"""The lattice of outcomes: every sum that ratings can reach, with every figure it leads to.

Ratings lie on a grid, so a mean takes finitely many values: 169 for seven quarter-step ratings. Each composite (a
mean and the figures made from it) has one lattice, and scoring, auditing, solving and proving are look-ups in it.
All figures are monotone in the sum, so the sums behind a printed figure are consecutive: a `Span`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TypeVar, cast

from attrs import field

from nit_rules import numerals
from nit_rules.model.frozenmap import FrozenMap
from nit_rules.model.indexes import LabelIndex, NumberIndex, index_of
from nit_rules.model.rows import NOWHERE, Figure, Row, Span
from nit_rules.model.rules import BandRule, Mean, Rescale, Rule
from nit_rules.model.scale import Scale
from nit_rules.values import frozen

T = TypeVar("T")


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
        """The ids of the indicators whose ratings are averaged."""
        return self.mean.of

    @property
    def everything(self) -> Span:
        """All rows."""
        return 0, len(self.rows) - 1

    @cached_property
    def _indexes(self) -> dict[str, NumberIndex | LabelIndex]:
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

    def index(self, figure: str) -> NumberIndex | LabelIndex:
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

    def ends(self, figure: str, span: Span) -> tuple[Decimal | str, Decimal | str]:
        """The lowest and the highest value of a figure on the rows of a span, as printed; labels in their order."""
        first, last = (self.rows[row].figures[figure].printed for row in span)
        falls = isinstance(first, Decimal) and isinstance(last, Decimal) and last < first
        return (last, first) if falls else (first, last)

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
