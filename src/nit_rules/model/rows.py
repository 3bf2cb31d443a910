"""The rows of a lattice, and spans of them."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from nit_rules.model.frozenmap import FrozenMap
from nit_rules.model.rules import Reads
from nit_rules.values import frozen

T = TypeVar("T")
#: Rows from the first to the last.
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


def spans_of(values: Iterable[T]) -> dict[T, Span]:
    """The places of each value; equal ones stand beside each other, as all figures are monotone in the sum.

    >>> spans_of("aab")
    {'a': (0, 1), 'b': (2, 2)}
    """
    found: dict[T, Span] = {}
    for place, value in enumerate(values):
        found[value] = found.get(value, (place, place))[0], place
    return found


@frozen
class Figure:
    """A figure as the rules print it, and its exact value (None for a label)."""

    printed: Decimal | str
    exact: Fraction | None = None

    @property
    def text(self) -> str:
        """The figure as it is printed."""
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
