"""Frames of any engine, as expressions that it evaluates itself: lazy frames, relations, and tables that are elsewhere.

Most published figures are right: where all ratings are known and each claim is the very figure that they give, nothing
else is to be done. All that the other rows need is evaluated under a condition, so that engines which look at it first
do that work for those rows only.
"""

from collections.abc import Sequence
from functools import reduce
from operator import and_

import narwhals as nw

from nit_rules.frames.claims import claims_of, is_plain, known_codes
from nit_rules.frames.columns import UNKNOWN, Rating, quotient, ratings_of, rest, total_of
from nit_rules.frames.figures import Printer
from nit_rules.frames.judging import Column, Judged, Span, judge
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.staircase import floored
from nit_rules.model import Lattice, Methodology, Verdict


def scored(sheet: Sheet, lattice: Lattice, ratings: Sequence[Rating]) -> Sheet:
    """The sheet with the figures of a composite."""
    is_known = reduce(and_, [rating.known for rating in ratings])
    total = reduce(lambda one, other: one + other, [rating.position for rating in ratings])
    desk = _Desk(sheet, lattice.id)
    (place,) = desk.laid([nw.when(is_known).then(total).cast(nw.Int64)])
    printers = (Printer(lattice, rule.id) for rule in lattice.rules)
    return desk.sheet.with_columns(one.shown(one.key(place)).alias(one.figure) for one in printers)


def audited(
    sheet: Sheet,
    method: Methodology,
    lattice: Lattice,
    indicators: Sequence[str],
    printers: Sequence[Printer],
) -> Sheet:
    """The sheet with expectation and verdict of each claim about a composite, as far as it is rated (`indicators`)."""
    codes = known_codes(sheet, printers)
    sheet, ratings = ratings_of(sheet, indicators, method.scale)
    desk = _Desk(sheet, lattice.id)
    keys: dict[str, Column] = {}
    if ratings:
        (total,) = desk.laid([total_of(ratings)])
        (place,) = desk.laid([nw.when(total < UNKNOWN).then(total)])
        keys = dict(
            zip(
                (one.figure for one in printers), desk.laid([one.key(place) for one in printers]), strict=True
            )
        )
        agreed = [
            _agrees(sheet, one, keys[one.figure]) if is_plain(sheet, one) else nw.col(one.figure).is_null()
            for one in printers
        ]
        (odd,) = desk.laid([~reduce(and_, agreed, total < UNKNOWN)])
        desk.only = odd
        allowed = _allowed(desk, lattice, total)
    else:
        odd = nw.lit(value=True)
        allowed = Span(nw.lit(0, dtype=nw.Int64), nw.lit(len(lattice.rows) - 1, dtype=nw.Int64))
    stated = []
    for printer in printers:
        desk.sheet, claims = claims_of(desk.sheet, printer, codes.get(printer.figure), desk.only)
        if claims:
            stated.append((printer, claims.there, Span(claims.first, claims.last)))
        else:
            names = (f"{printer.figure}_{what}" for what in ("expected", "verdict"))
            desk.sheet = desk.sheet.with_columns(nw.lit(None, dtype=nw.String).alias(name) for name in names)
    judged = judge(desk, allowed, stated, nw.lit(value=False))
    added = []
    for (printer, there, _), one in zip(stated, judged, strict=True):
        key, verdict = nw.when(one.told).then(printer.key(one.place)), _verdict(one, there)
        if ratings:
            is_claimed = ~nw.col(printer.figure).is_null()
            key = nw.when(odd).then(key).when(is_claimed).then(keys[printer.figure])
            reproduced = nw.lit(str(Verdict.REPRODUCED))
            verdict = nw.when(odd).then(verdict).when(is_claimed).then(reproduced)
        added += [
            printer.shown(key).alias(f"{printer.figure}_expected"),
            verdict.alias(f"{printer.figure}_verdict"),
        ]
    return desk.sheet.with_columns(added)


def _agrees(sheet: Sheet, printer: Printer, key: nw.Expr) -> nw.Expr:
    """Where there is no claim, or it is the very thing that is printed."""
    claim, stairs = nw.col(printer.figure), printer.staircase
    right = quotient(key, 10**stairs.digits, sheet.schema[printer.figure]) if stairs else key
    return claim.is_null() | (claim == right)


def _verdict(one: Judged, there: nw.Expr) -> nw.Expr:
    return (
        nw.when(one.dead)
        .then(nw.lit(str(Verdict.CONTRADICTED)))
        .when(one.clashing)
        .then(nw.lit(str(Verdict.CONFLICTING)))
        .when(one.settled)
        .then(nw.lit(str(Verdict.REPRODUCED)))
        .when(there)
        .then(nw.lit(str(Verdict.UNDETERMINED)))
    )


def _allowed(desk: "_Desk", lattice: Lattice, total: nw.Expr) -> Span:
    """The rows that the known ratings allow."""
    least = rest(total, UNKNOWN)
    return Span(*desk.laid([least, least + floored(total, UNKNOWN) * lattice.scale.size]))


class _Desk:
    """Judging with expressions, laid out step by step in working columns of one composite.

    Where `only` is set, they are null where that does not hold.
    """

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet = sheet
        self.only: nw.Expr | None = None
        self._name = name
        self._count = 0

    def choose(self, condition: Column, one: Column, other: Column) -> Column:
        return nw.when(condition).then(one).otherwise(other)

    def laid(self, columns: list[Column]) -> list[Column]:
        """The expressions as columns, in one step."""
        names = [self.sheet.working(f"{self._name}_{self._count + n}") for n in range(len(columns))]
        self._count += len(columns)
        self.sheet = self.sheet.with_columns(
            (column if self.only is None else nw.when(self.only).then(column)).alias(name)
            for column, name in zip(columns, names, strict=True)
        )
        return [nw.col(name) for name in names]

    def same(self, printer: Printer, first: Column, last: Column) -> Column:
        return printer.same(first, last)
