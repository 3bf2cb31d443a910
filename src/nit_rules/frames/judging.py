"""The verdicts of `nit_rules.verdicts`, a column at a time.

Known ratings and claims are spans of lattice rows, that is two integers each; meeting is a maximum and a minimum. The
same steps are taken with expressions of an engine and with arrays: a `Desk` says how.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from attrs import frozen

from nit_rules.model import Lattice

#: Integers or truth values, one a row: an expression, or an array. Both know the operators that are used here.
Column = Any


class Desk(Protocol):
    """What differs between expressions and arrays."""

    def choose(self, condition: Column, one: Column, other: Column) -> Column:
        """One column or number where a condition holds, another elsewhere."""

    def greatest(self, columns: list[Column]) -> Column:
        """The greatest of several columns, of those that are not null."""

    def least(self, columns: list[Column]) -> Column:
        """The least of several columns, of those that are not null."""

    def laid(self, columns: list[Column], where: Column | None = None) -> list[Column]:
        """The columns, computed once however often they are used; `where` given, they are looked at there only."""


@frozen
class Spans:
    """A span of rows as two columns; it is crossed where there is none, and null where that is all rows."""

    first: Column
    last: Column


#: What is wrong with a claim.
FINE, DEAD, CLASHING = range(3)


@frozen
class Judged:
    """What is found of columns of claims: the rows from `first` to `last` are left by all that is not wrong.

    For each claim, `wrong` is `DEAD` where nothing allowed gives it, `CLASHING` where it and another exclude each
    other, else `FINE` or null; and `settled` where the others leave it no other value. What is expected of a wrong or
    settled claim is what the rows that are left print, where that is one thing.
    """

    first: Column
    last: Column
    wrong: list[Column]
    settled: list[Column]


def judge(desk: Desk, lattice: Lattice, allowed: Spans, spans: Sequence[Spans]) -> Judged:
    """What is found of columns of claims about a composite, of whose rows the known ratings allow `allowed`.

    Two spans exclude each other where one begins after the other ends. So a span is excluded by some other where it
    begins after the least end of all, or ends before the greatest beginning.
    """
    dead = [
        (span.first > span.last) | (span.first > allowed.last) | (allowed.first > span.last) for span in spans
    ]
    first, last = desk.laid(_met(desk, allowed, spans))
    # Where all spans share a row nothing is wrong; most rows are like that.
    apart = first > last
    # A claim that no allowed row gives has no rivals: in its place stands everything that is allowed.
    alive = [_unless(desk, gone, span, lattice) for gone, span in zip(dead, spans, strict=True)]
    latest, soonest = desk.laid(_met(desk, allowed, alive), apart)
    clashing = [(span.first > soonest) | (latest > span.last) for span in spans]
    wrong = desk.laid(
        [
            desk.choose(gone, DEAD, desk.choose(clash, CLASHING, FINE))
            for gone, clash in zip(dead, clashing, strict=True)
        ],
        apart,
    )
    free = [_unless(desk, one > FINE, span, lattice) for one, span in zip(wrong, spans, strict=True)]
    settled = []
    for place, span in enumerate(spans):
        first, last = _met(desk, allowed, [*free[:place], *free[place + 1 :]])
        settled.append((first >= span.first) & (span.last >= last))
    first, last = _met(desk, allowed, free)
    return Judged(first, last, wrong, settled)


def _met(desk: Desk, allowed: Spans, spans: Sequence[Spans]) -> list[Column]:
    """First and last row of what spans have in common with all that is allowed."""
    return [
        desk.greatest([allowed.first, *(span.first for span in spans)]),
        desk.least([allowed.last, *(span.last for span in spans)]),
    ]


def _unless(desk: Desk, condition: Column, span: Spans, lattice: Lattice) -> Spans:
    """A span, or everything where a condition holds."""
    first, last = lattice.everything
    return Spans(desk.choose(condition, first, span.first), desk.choose(condition, last, span.last))
