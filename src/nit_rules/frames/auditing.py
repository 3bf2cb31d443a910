"""Auditing a frame: the verdicts of `nit_rules.verdicts`, a column at a time.

Known ratings and claims are spans of lattice rows, that is two integers each; meeting is a maximum and a minimum.
"""

from collections.abc import Mapping, Sequence
from functools import partial, reduce
from itertools import combinations
from operator import or_

import narwhals as nw
from attrs import frozen
from narwhals.typing import IntoFrameT

from nit_rules.errors import Problem
from nit_rules.frames.agreement import is_plain, judged_in_memory
from nit_rules.frames.columns import UNKNOWN, Claims, check_types, claims_of, position_codes, rest
from nit_rules.frames.figures import Printer
from nit_rules.frames.scoring import missing, refuse, taken
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.staircase import floored
from nit_rules.model import BandRule, Lattice, Methodology, Verdict


def audit(frame: IntoFrameT, method: Methodology) -> IntoFrameT:
    """The same frame, and for each column of claims ``<figure>_expected`` and ``<figure>_verdict``.

    Claims are the columns named after figures, ratings those named after indicators (all of a composite, or none);
    each row is audited as a record of its own, under `method`, as `nit_rules.audit` does. Both new columns are null
    where a row makes no claim, or none that can be read. Text columns of a lazy frame are read once, for their distinct
    values, before the frame is given back; so are numbers that have more digits than the rule prints.

    Raises `InputError`, before any work is done, where there is no column of claims, where some ratings of a composite
    have a column and others have none, where a column cannot hold what it is named after, where a column to be added is
    there already, or where the frame is of no known engine.
    """
    sheet = Sheet.of(frame)
    figures = [name for name in method.rule if name in sheet.schema]
    added = [f"{name}_{what}" for name in figures for what in ("expected", "verdict")]
    ratings = [name for name in method.indicator if name in sheet.schema]
    labels = [name for name in figures if isinstance(method.rule[name], BandRule)]
    lattices = [lattice for lattice in method.lattices if any(rule.id in figures for rule in lattice.rules)]
    rated = [lattice for lattice in lattices if any(name in ratings for name in lattice.indicators)]
    refuse(
        [
            *_unclaimed(figures, method),
            *missing(sheet, dict.fromkeys(name for one in rated for name in one.indicators), method),
            *check_types(sheet, (*ratings, *figures), labels),
            *taken(sheet, added),
        ]
    )
    for lattice in lattices:
        indicators = lattice.indicators if lattice in rated else ()
        printers = [Printer(lattice, rule.id) for rule in lattice.rules if rule.id in figures]
        in_full = partial(_in_full, method, lattice, indicators, printers)
        if sheet.eager and indicators and all(is_plain(sheet, printer) for printer in printers):
            sheet, codes = position_codes(sheet, indicators, method.scale)
            sheet = judged_in_memory(sheet, lattice, codes, printers, in_full)
        else:
            sheet = in_full(sheet)
    return sheet.native(added)  # type: ignore[no-any-return]  # the engine of the frame that came in


def _unclaimed(figures: list[str], method: Methodology) -> list[Problem]:
    if figures:
        return []
    names = ", ".join(method.rule)
    return [Problem("nothing-to-audit", "", f"there is no column of claims; {method.id} makes {names}")]


@frozen
class _Span:
    """A span of rows as two columns."""

    first: nw.Expr
    last: nw.Expr

    def is_empty(self) -> nw.Expr:
        return self.first > self.last

    def misses(self, other: "_Span") -> nw.Expr:
        """Whether two spans that are not empty share no row."""
        return (self.first > other.last) | (other.first > self.last)

    def meet(self, other: "_Span") -> "_Span":
        return _Span(
            nw.when(self.first > other.first).then(self.first).otherwise(other.first),
            nw.when(self.last < other.last).then(self.last).otherwise(other.last),
        )

    def unless(self, condition: nw.Expr, other: "_Span") -> "_Span":
        return _Span(
            nw.when(condition).then(other.first).otherwise(self.first),
            nw.when(condition).then(other.last).otherwise(self.last),
        )


class _Desk:
    """Working columns of one composite, laid out step by step."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet = sheet
        self._name = name
        self._count = 0

    def column(self, expression: nw.Expr) -> nw.Expr:
        """The expression as a column of its own, computed once."""
        return self.columns([expression])[0]

    def columns(self, expressions: list[nw.Expr]) -> list[nw.Expr]:
        """The expressions as columns, in one step."""
        names = [self.sheet.working(f"{self._name}_{self._count + n}") for n in range(len(expressions))]
        self._count += len(expressions)
        self.sheet = self.sheet.with_columns(
            expression.alias(name) for expression, name in zip(expressions, names, strict=True)
        )
        return [nw.col(name) for name in names]

    def spans(self, spans: list[_Span]) -> list[_Span]:
        """The spans, each end a column."""
        ends = self.columns([end for span in spans for end in (span.first, span.last)])
        return [_Span(first, last) for first, last in zip(ends[::2], ends[1::2], strict=True)]


def _in_full(
    method: Methodology,
    lattice: Lattice,
    indicators: Sequence[str],
    printers: Sequence[Printer],
    sheet: Sheet,
) -> Sheet:
    """The sheet with expectation and verdict of each claim about one composite, whatever its rows hold."""
    sheet, codes = position_codes(sheet, indicators, method.scale)
    return _judged(sheet, lattice, codes, printers)


def _judged(
    sheet: Sheet, lattice: Lattice, codes: Mapping[str, nw.Expr], printers: Sequence[Printer]
) -> Sheet:
    """The sheet with expectation and verdict of each claim about one composite."""
    printer_of = {printer.figure: printer for printer in printers}
    stated: list[Claims] = []
    for figure, printer in printer_of.items():
        sheet, claims = claims_of(sheet, figure, lattice, printer.staircase)
        if claims:
            stated.append(claims)
        else:
            empty = (
                nw.lit(None, dtype=nw.String).alias(f"{figure}_{what}") for what in ("expected", "verdict")
            )
            sheet = sheet.with_columns(empty)
    desk = _Desk(sheet, lattice.id)
    allowed = _allowed(desk, lattice, codes)
    spans = desk.spans([_Span(claims.first, claims.last).meet(allowed) for claims in stated])
    dead = desk.columns([span.is_empty() for span in spans])
    # A claim that no allowed row gives has no rivals: in its place stands everything that is allowed.
    alive = desk.spans([span.unless(gone, allowed) for span, gone in zip(spans, dead, strict=True)])
    pairs = list(combinations(range(len(alive)), 2))
    missed = dict(
        zip(pairs, desk.columns([alive[one].misses(alive[other]) for one, other in pairs]), strict=True)
    )
    clashes = desk.columns(
        [
            reduce(or_, [apart for pair, apart in missed.items() if place in pair], nw.lit(value=False))
            for place in range(len(alive))
        ]
    )
    free = desk.spans([span.unless(clash, allowed) for span, clash in zip(alive, clashes, strict=True)])
    added: list[nw.Expr] = []
    for place, (claims, left) in enumerate(zip(stated, _without_each(desk, free, allowed), strict=True)):
        printer = printer_of[claims.figure]
        fits = (left.first >= claims.first) & (left.last <= claims.last)
        bad = dead[place] | clashes[place]
        single = printer.same(left.first, left.last)
        is_told, is_settled = desk.columns([claims.there & (bad | fits) & single, claims.there & fits])
        verdict = (
            nw.when(dead[place])
            .then(nw.lit(str(Verdict.CONTRADICTED)))
            .when(clashes[place])
            .then(nw.lit(str(Verdict.CONFLICTING)))
            .when(is_settled)
            .then(nw.lit(str(Verdict.REPRODUCED)))
            .when(claims.there)
            .then(nw.lit(str(Verdict.UNDETERMINED)))
        )
        added += [
            printer.printed(left.first, is_told).alias(f"{claims.figure}_expected"),
            verdict.alias(f"{claims.figure}_verdict"),
        ]
    return desk.sheet.with_columns(added)


def _without_each(desk: _Desk, spans: list[_Span], allowed: _Span) -> list[_Span]:
    """For each of some spans that lie in `allowed`, what all the others have in common."""
    if len(spans) < 2:
        return [allowed] * len(spans)
    before, after = [spans[0]], [spans[-1]]
    for first, last in zip(spans[1:-1], spans[-2:0:-1], strict=True):
        before += desk.spans([before[-1].meet(first)])
        after += desk.spans([after[-1].meet(last)])
    between = [one.meet(other) for one, other in zip(before[:-1], after[-2::-1], strict=True)]
    return [after[-1], *desk.spans(between), before[-1]]


def _allowed(desk: _Desk, lattice: Lattice, codes: Mapping[str, nw.Expr]) -> _Span:
    """The rows that the known ratings allow."""
    if not codes:
        return _Span(nw.lit(0, dtype=nw.Int64), nw.lit(len(lattice.rows) - 1, dtype=nw.Int64))
    code = desk.column(nw.sum_horizontal(*codes.values()).cast(nw.Int64))
    total = rest(code, UNKNOWN)
    (allowed,) = desk.spans([_Span(total, total + floored(code, UNKNOWN) * lattice.scale.size)])
    return allowed
