"""Frames of any engine, as expressions that it evaluates itself: lazy frames, relations, and tables that are elsewhere.

Most published figures are right: where all ratings are known and each claim is the very figure that they give, nothing
else is to be done. All that the other rows need is evaluated under a condition, so that engines which look at it first
do that work for those rows only.
"""

from collections.abc import Sequence
from functools import reduce
from operator import add, and_

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
    desk = _Desk(sheet, lattice.id)
    place = _place(desk, ratings)
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
    odd = nw.lit(value=True)
    allowed = Span(nw.lit(0, dtype=nw.Int64), nw.lit(len(lattice.rows) - 1, dtype=nw.Int64))
    if ratings:
        place = _place(desk, ratings)
        figures = [printer.figure for printer in printers]
        keys = dict(zip(figures, desk.laid([printer.key(place) for printer in printers]), strict=True))
        agreed = [_agrees(sheet, printer, keys[printer.figure]) for printer in printers]
        (odd,) = desk.laid([~reduce(and_, agreed, ~place.is_null())])
        desk.only = odd
        (total,) = desk.laid([total_of(ratings)])
        least = rest(total, UNKNOWN)
        allowed = Span(*desk.laid([least, least + floored(total, UNKNOWN) * lattice.scale.size]))
    stated = []
    for printer in printers:
        desk.sheet, claims = claims_of(desk.sheet, printer, codes.get(printer.figure))
        if claims:
            stated.append(claims)
        else:
            names = (f"{printer.figure}_{what}" for what in ("expected", "verdict"))
            desk.sheet = desk.sheet.with_columns(nw.lit(None, dtype=nw.String).alias(name) for name in names)
    added = []
    for claims, one in zip(stated, judge(desk, allowed, stated), strict=True):
        printer = claims.printer
        key, verdict = nw.when(one.told).then(printer.key(one.place)), _verdict(one, claims.there)
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


def _place(desk: "_Desk", ratings: Sequence[Rating]) -> Column:
    """The row of the lattice, where all ratings are known."""
    is_known = reduce(and_, [rating.known for rating in ratings])
    total = reduce(add, [rating.position for rating in ratings])
    (place,) = desk.laid([nw.when(is_known).then(total).cast(nw.Int64)])
    return place


def _agrees(sheet: Sheet, printer: Printer, key: nw.Expr) -> nw.Expr:
    """Where there is no claim, or it is the very thing that is printed."""
    claim, stairs = nw.col(printer.figure), printer.staircase
    if not is_plain(sheet, printer):
        return claim.is_null()
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

    def greatest(self, columns: list[Column]) -> Column:
        # Spark wants two at least.
        return nw.max_horizontal(*columns) if len(columns) > 1 else columns[0]

    def least(self, columns: list[Column]) -> Column:
        return nw.min_horizontal(*columns) if len(columns) > 1 else columns[0]

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
