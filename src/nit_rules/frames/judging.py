"""The verdicts of `nit_rules.verdicts`, a column at a time.

Known ratings and claims are spans of lattice rows, that is two integers each; meeting is a maximum and a minimum. The
same steps are taken with expressions of an engine and with arrays: a `Desk` says how.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any, Protocol

from attrs import frozen

from nit_rules.frames.figures import Printer

#: Integers or truth values, one a row: an expression, or an array. Both know the operators that are used here.
Column = Any


class Desk(Protocol):
    """What differs between expressions and arrays."""

    def choose(self, condition: Column, one: Column, other: Column) -> Column:
        """One column where a condition holds, another elsewhere."""

    def laid(self, columns: list[Column]) -> list[Column]:
        """The columns, computed once however often they are used."""

    def same(self, printer: Printer, first: Column, last: Column) -> Column:
        """Whether two rows of the lattice print the same."""


@frozen
class Span:
    """A span of rows as two columns."""

    first: Column
    last: Column

    def is_empty(self) -> Column:
        return self.first > self.last

    def misses(self, other: "Span") -> Column:
        """Whether two spans that are not empty share no row."""
        return (self.first > other.last) | (other.first > self.last)


@frozen
class Judged:
    """What is found of a column of claims.

    `dead` are those that nothing allowed gives, `clashing` those that exclude another, `settled` those that have no
    other value left (among the rest); where `told`, every row that is left prints what the row `place` prints.
    """

    dead: Column
    clashing: Column
    settled: Column
    told: Column
    place: Column


def judge(
    desk: Desk, allowed: Span, claims: Sequence[tuple[Printer, Column, Span]], never: Column
) -> list[Judged]:
    """What is found of each column of claims: a figure, where there is a claim, and the rows that give it.

    `allowed` are the rows that the known ratings allow; where there is no claim, its span holds every row. `never` is a
    column that is false throughout.
    """
    table = _Table(desk)
    spans = table.spans([table.meet(span, allowed) for _, _, span in claims])
    dead = desk.laid([span.is_empty() for span in spans])
    # A claim that no allowed row gives has no rivals: in its place stands everything that is allowed.
    alive = table.spans([table.unless(span, gone, allowed) for span, gone in zip(spans, dead, strict=True)])
    pairs = list(combinations(range(len(alive)), 2))
    missed = dict(zip(pairs, desk.laid([alive[a].misses(alive[b]) for a, b in pairs]), strict=True))
    clashes = desk.laid(
        [
            reduce(or_, [apart for pair, apart in missed.items() if place in pair], never)
            for place in range(len(alive))
        ]
    )
    free = table.spans(
        [table.unless(span, clash, allowed) for span, clash in zip(alive, clashes, strict=True)]
    )
    found = []
    for place, left in enumerate(table.without_each(free, allowed)):
        printer, there, span = claims[place]
        fits = (left.first >= span.first) & (left.last <= span.last)
        bad = dead[place] | clashes[place]
        single = desk.same(printer, left.first, left.last)
        told, settled = desk.laid([there & (bad | fits) & single, there & fits])
        found.append(Judged(dead[place], clashes[place], settled, told, left.first))
    return found


@frozen
class _Table:
    """Spans on a desk."""

    desk: Desk

    def meet(self, one: Span, other: Span) -> Span:
        return Span(
            self.desk.choose(one.first > other.first, one.first, other.first),
            self.desk.choose(one.last < other.last, one.last, other.last),
        )

    def unless(self, span: Span, condition: Column, other: Span) -> Span:
        """A span, or another where a condition holds."""
        return Span(
            self.desk.choose(condition, other.first, span.first),
            self.desk.choose(condition, other.last, span.last),
        )

    def spans(self, spans: list[Span]) -> list[Span]:
        """The spans, each end laid out."""
        ends = self.desk.laid([end for span in spans for end in (span.first, span.last)])
        return [Span(first, last) for first, last in zip(ends[::2], ends[1::2], strict=True)]

    def without_each(self, spans: list[Span], allowed: Span) -> list[Span]:
        """For each of some spans that lie in `allowed`, what all the others have in common."""
        if len(spans) < 2:
            return [allowed] * len(spans)
        before, after = [spans[0]], [spans[-1]]
        for first, last in zip(spans[1:-1], spans[-2:0:-1], strict=True):
            before += self.spans([self.meet(before[-1], first)])
            after += self.spans([self.meet(after[-1], last)])
        between = [self.meet(one, other) for one, other in zip(before[:-1], after[-2::-1], strict=True)]
        return [after[-1], *self.spans(between), before[-1]]
