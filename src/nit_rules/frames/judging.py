"""The verdicts of `nit_rules.verdicts`, a column at a time.

Known ratings and claims are spans of lattice rows, that is two integers each; meeting is a maximum and a minimum. The
same steps are taken with expressions of an engine and with arrays: a `Desk` says how.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from attrs import frozen

from nit_rules.frames.figures import Printer
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

    def laid(self, columns: list[Column]) -> list[Column]:
        """The columns, computed once however often they are used."""

    def same(self, printer: Printer, first: Column, last: Column) -> Column:
        """Whether two rows of the lattice print the same."""


@frozen
class Span:
    """A span of rows as two columns; it is crossed where there is none, and null where that is all rows."""

    first: Column
    last: Column


#: What is wrong with a claim.
FINE, DEAD, CLASHING = range(3)


@frozen
class Judged:
    """What is found of a column of claims.

    `wrong` is `DEAD` for those that nothing allowed gives, `CLASHING` for those that exclude another, else `FINE`;
    `settled` are those that have no other value left. Where `told`, every row that is left prints what the row `place`
    prints.
    """

    wrong: Column
    settled: Column
    told: Column
    place: Column


def judge(
    desk: Desk, lattice: Lattice, allowed: Span, claims: Sequence[tuple[Printer, Span]]
) -> list[Judged]:
    """What is found of each column of claims about a composite, of whose rows the known ratings allow `allowed`.

    Two spans exclude each other where one begins after the other ends. So a span is excluded by some other where it
    begins after the least end of all, or ends before the greatest beginning.
    """
    spans = [span for _, span in claims]
    dead = [
        (span.first > span.last) | (span.first > allowed.last) | (allowed.first > span.last) for span in spans
    ]
    # A claim that no allowed row gives has no rivals: in its place stands everything that is allowed.
    alive = [_unless(desk, gone, span, lattice) for gone, span in zip(dead, spans, strict=True)]
    latest, soonest = desk.laid(_met(desk, allowed, alive))
    clashing = [(span.first > soonest) | (latest > span.last) for span in spans]
    wrong = desk.laid(
        [
            desk.choose(gone, DEAD, desk.choose(clash, CLASHING, FINE))
            for gone, clash in zip(dead, clashing, strict=True)
        ]
    )
    free = [_unless(desk, one > FINE, span, lattice) for one, span in zip(wrong, spans, strict=True)]
    ends = [_met(desk, allowed, [*free[:place], *free[place + 1 :]]) for place in range(len(free))]
    left = iter(desk.laid([end for both in ends for end in both]))
    found = []
    for (printer, span), bad, first, last in zip(claims, wrong, left, left, strict=True):
        settled = (first >= span.first) & (span.last >= last)
        found.append(Judged(bad, settled, ((bad > FINE) | settled) & desk.same(printer, first, last), first))
    return found


def _met(desk: Desk, allowed: Span, spans: Sequence[Span]) -> list[Column]:
    """First and last row of what spans have in common with all that is allowed."""
    return [
        desk.greatest([allowed.first, *(span.first for span in spans)]),
        desk.least([allowed.last, *(span.last for span in spans)]),
    ]


def _unless(desk: Desk, condition: Column, span: Span, lattice: Lattice) -> Span:
    """A span, or everything where a condition holds."""
    first, last = lattice.everything
    return Span(desk.choose(condition, first, span.first), desk.choose(condition, last, span.last))
