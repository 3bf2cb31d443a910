"""Frames of any engine, as expressions that it evaluates itself: lazy frames, relations, and tables that are elsewhere.

Where all ratings are known there is one row of the lattice, and each claim is right or wrong by itself. What the other
rows need is evaluated under a condition, so that engines which look at it first do that work for those rows only.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import narwhals as nw

from nit_rules.frames.arithmetic import quotient
from nit_rules.frames.claims import Claims, claims_of, is_comparable, strange
from nit_rules.frames.columns import Ratings, ratings_of
from nit_rules.frames.figures import Printer
from nit_rules.frames.judging import CLASHING, DEAD, Column, Judged, Span, judge
from nit_rules.frames.sheet import Sheet
from nit_rules.model import Lattice, Methodology, Verdict


def scored(sheet: Sheet, lattice: Lattice, ratings: Ratings) -> Sheet:
    """The sheet with the figures of a composite."""
    desk = _Desk(sheet, lattice.id)
    (place,) = desk.lay([ratings.place])
    printers = (Printer.of(lattice, rule.id) for rule in lattice.rules)
    return desk.sheet.with_columns(one.shown(one.key(place)).alias(one.figure) for one in printers)


def audited(
    sheet: Sheet,
    method: Methodology,
    lattice: Lattice,
    indicators: Sequence[str],
    printers: Sequence[Printer],
) -> Sheet:
    """The sheet with expectation and verdict of each claim about a composite, as far as it is rated (`indicators`)."""
    sheet, ratings = ratings_of(sheet, indicators, method.scale) if indicators else (sheet, None)
    # A lazy frame is read once to see what it holds: most hold nothing but plain claims, and many all ratings.
    looks = strange(sheet, printers)
    unrated = sheet.working("unrated")
    found = sheet.any({**looks, unrated: ratings.place.is_null()} if ratings else looks)
    plain = looks.keys() - found
    stated = []
    for printer in printers:
        sheet, claims = claims_of(sheet, printer, is_plain=printer.figure in plain)
        if claims:
            stated.append(claims)
        else:
            names = (f"{printer.figure}_{what}" for what in ("expected", "verdict"))
            sheet = sheet.with_columns(nw.lit(None, dtype=nw.String).alias(name) for name in names)
    desk = _Desk(sheet, lattice.id)
    (place,) = desk.lay([ratings.place if ratings else nw.lit(None, dtype=nw.Float64)])
    judged: list[Judged | None] = [None] * len(stated)
    if not ratings or unrated in found or len(plain) < len(stated):
        judged = [*_judged(desk, lattice, ratings, stated, place)]
    places = desk.lay(
        [_told(claims, one, desk.odd, place) for claims, one in zip(stated, judged, strict=True)]
    )
    keys = desk.lay([claims.printer.key(at) for claims, at in zip(stated, places, strict=True)])
    added = []
    for claims, one, key in zip(stated, judged, keys, strict=True):
        figure = claims.printer.figure
        added.append(claims.printer.shown(key).alias(f"{figure}_expected"))
        added.append(_verdict(desk.sheet, claims, one, desk.odd, key).alias(f"{figure}_verdict"))
    return desk.sheet.with_columns(added)


def _judged(
    desk: "_Desk", lattice: Lattice, ratings: Ratings | None, stated: Sequence[Claims], place: nw.Expr
) -> list[Judged]:
    """What is found of claims in rows that are odd: where a rating is not known, or a claim needs a closer look."""
    desk.odd = place.is_null()
    if more := [~_agrees(desk.sheet, claims, place) for claims in stated if not claims.is_plain]:
        (desk.odd,) = desk.lay([reduce(or_, more, desk.odd)])
    allowed = Span(nw.lit(0.0), nw.lit(len(lattice.rows) - 1.0))
    if ratings:
        allowed = Span(ratings.least, ratings.most)
    spans = (allowed, *(claims.span for claims in stated))
    ends = iter(desk.laid([end for span in spans for end in (span.first, span.last)]))
    allowed, *claimed = (Span(first, last) for first, last in zip(ends, ends, strict=True))
    printers = (claims.printer for claims in stated)
    return judge(desk, lattice, allowed, list(zip(printers, claimed, strict=True)))


def _printed(sheet: Sheet, printer: Printer, key: nw.Expr) -> nw.Expr:
    """What is printed, to be compared with a column of claims."""
    stairs = printer.staircase
    return quotient(key, 10**stairs.digits, sheet.schema[printer.figure]) if stairs else key


def _agrees(sheet: Sheet, claims: Claims, place: nw.Expr) -> nw.Expr:
    """Where a claim that may be anything is none, or the very thing that is printed."""
    claim, printer = nw.col(claims.printer.figure), claims.printer
    if not is_comparable(sheet, printer):
        return claim.is_null()
    return claim.is_null() | (claim == _printed(sheet, printer, printer.key(place)))


def _told(claims: Claims, one: Judged | None, odd: nw.Expr, place: nw.Expr) -> nw.Expr:
    """The row that prints what is expected; null where that is not told, or where there is no claim."""
    if one is None:
        return nw.when(claims.there).then(place)
    nothing = nw.lit(None, dtype=nw.Float64)
    return nw.when(~claims.there).then(nothing).when(~odd).then(place).when(one.told).then(one.place)


def _verdict(sheet: Sheet, claims: Claims, one: Judged | None, odd: nw.Expr, key: nw.Expr) -> nw.Expr:
    """The verdict on each claim, where there is one; `key` is what is expected."""
    reproduced, contradicted, conflicting, undetermined = (nw.lit(str(verdict)) for verdict in Verdict)
    nothing = nw.lit(None, dtype=nw.String)
    if not claims.is_plain:
        assert one is not None  # noqa: S101 - such claims are judged
        chain = nw.when(~claims.there).then(nothing).when(~odd).then(reproduced)
        chain = chain.when(one.wrong == DEAD).then(contradicted).when(one.wrong == CLASHING).then(conflicting)
        return chain.when(one.settled).then(reproduced).otherwise(undetermined)
    # A plain claim is right exactly where it is what is expected; most are, and looked at first.
    is_right = nw.col(claims.printer.figure) == _printed(sheet, claims.printer, key)
    chain = nw.when(is_right).then(reproduced).when(~claims.there).then(nothing)
    if one is None:
        # Should the source of a lazy frame have lost a rating since it was read, there is no verdict.
        return chain.when(~key.is_null()).then(contradicted)
    chain = chain.when(~odd | (one.wrong == DEAD)).then(contradicted)
    return chain.when(one.wrong == CLASHING).then(conflicting).otherwise(undetermined)


class _Desk:
    """Judging with expressions, laid out step by step in working columns of one composite, for rows that are `odd`."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet = sheet
        self.odd: nw.Expr = nw.lit(value=True)
        self._name = name
        self._count = 0

    def choose(self, condition: Column, one: Column, other: Column) -> Column:
        return nw.when(condition).then(one).otherwise(other)

    def greatest(self, columns: list[Column]) -> Column:
        # Spark wants two at least.
        return nw.max_horizontal(*columns) if len(columns) > 1 else columns[0]

    def least(self, columns: list[Column]) -> Column:
        return nw.min_horizontal(*columns) if len(columns) > 1 else columns[0]

    def lay(self, columns: Sequence[nw.Expr]) -> list[nw.Expr]:
        """The expressions as columns, in one step."""
        names = [self.sheet.working(f"{self._name}_{self._count + n}") for n in range(len(columns))]
        self._count += len(columns)
        self.sheet = self.sheet.with_columns(
            one.alias(name) for one, name in zip(columns, names, strict=True)
        )
        return [nw.col(name) for name in names]

    def laid(self, columns: list[Column]) -> list[Column]:
        """The expressions as columns, null where a row is not odd."""
        return self.lay([nw.when(self.odd).then(column) for column in columns])

    def same(self, printer: Printer, first: Column, last: Column) -> Column:
        return printer.same(first, last)
