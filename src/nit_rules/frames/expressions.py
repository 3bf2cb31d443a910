"""Frames that are not in memory, as expressions that their engine evaluates itself: relations, and tables elsewhere.

Where all ratings are known there is one row of the lattice, and each claim is right or wrong by itself. What the other
rows need is evaluated under a condition, so that engines which look at it first do that work for those rows only.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

import narwhals as nw
from narwhals.functions import Then

from nit_rules.frames.arithmetic import quotient
from nit_rules.frames.claims import Claims, claims_of, is_comparable, strange_claims
from nit_rules.frames.columns import Ratings
from nit_rules.frames.figures import Printer
from nit_rules.frames.judging import CLASHING, DEAD, FINE, Column, Spans, judge
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.ways import Added
from nit_rules.model import Lattice, Verdict

REPRODUCED = nw.lit(str(Verdict.REPRODUCED))
CONTRADICTED = nw.lit(str(Verdict.CONTRADICTED))
CONFLICTING = nw.lit(str(Verdict.CONFLICTING))
UNDETERMINED = nw.lit(str(Verdict.UNDETERMINED))


def scored(sheet: Sheet, lattice: Lattice, ratings: Ratings) -> Added:
    """The figures of a composite."""
    desk = _Desk(sheet, lattice.id)
    (place,) = desk.lay([ratings.place])
    printers = (Printer.of(lattice, rule.id) for rule in lattice.rules)
    return desk.sheet, {one.figure: one.shown(one.key(place)) for one in printers}


def audited(
    sheet: Sheet,
    lattice: Lattice,
    ratings: Ratings | None,
    printers: Sequence[Printer],
) -> Added:
    """Expectation and verdict of each claim about a composite; `ratings` where it has any."""
    # The frame is looked at to see what it holds: most hold nothing but plain claims, and many all ratings.
    desk, looks = _Desk(sheet, lattice.id), strange_claims(sheet, printers)
    odd, is_unrated = _odd(sheet, looks, ratings, lattice)
    stated, added = list[Claims](), dict[str, nw.Expr]()
    for printer in printers:
        figure = printer.figure
        desk.sheet, claims = claims_of(desk.sheet, printer, None if figure in odd else looks.get(figure))
        if claims:
            stated.append(claims)
        else:
            added[f"{figure}_expected"] = nw.lit(None, dtype=printer.dtype)
            added[f"{figure}_verdict"] = nw.lit(None, dtype=nw.String)
    if not ratings or is_unrated or not all(one.is_plain for one in stated):
        keys, verdicts = _judged(desk, lattice, ratings, stated)
    else:
        # Should the source have lost a rating since it was looked at, there is no verdict.
        (place,) = desk.lay([ratings.place])
        keys = desk.lay([nw.when(one.there).then(one.printer.key(place)) for one in stated])
        verdicts = [
            _right(desk.sheet, claims, key).when(~key.is_null() & ~claims.strange).then(CONTRADICTED)
            for claims, key in zip(stated, keys, strict=True)
        ]
    for claims, key, verdict in zip(stated, keys, verdicts, strict=True):
        printer = claims.printer
        added |= {f"{printer.figure}_expected": printer.shown(key), f"{printer.figure}_verdict": verdict}
    return desk.sheet, added


def _odd(
    sheet: Sheet, looks: Mapping[str, nw.Expr], ratings: Ratings | None, lattice: Lattice
) -> tuple[frozenset[str], bool]:
    """The columns of claims that are odd somewhere, as `looks` says, and whether a rating is not known somewhere.

    That one is missing mostly shows in the first rows; then all need not be looked at for it.
    """
    if ratings is None:
        return sheet.any(looks), False
    unrated = sheet.working("unrated")
    is_unrated = bool(sheet.first.any({unrated: ratings.missing}, lattice.indicators))
    more = {} if is_unrated else {unrated: ratings.unrated}
    odd = sheet.any({**looks, **more}, (*looks, *lattice.indicators))
    return odd, is_unrated or unrated in odd


def _judged(
    desk: "_Desk",
    lattice: Lattice,
    ratings: Ratings | None,
    stated: Sequence[Claims],
) -> tuple[list[nw.Expr], list[nw.Expr]]:
    """Expectations, as keys, and verdicts where rows are odd: a rating is not known, or a claim needs a closer look."""
    total, odd = nw.lit(0.0), nw.lit(value=True)
    allowed = Spans(nw.lit(0.0), nw.lit(len(lattice.rows) - 1.0))
    if ratings:
        (total,) = desk.lay([ratings.summed(ratings.parts)])
        odd = total >= float(ratings.unknown)
        allowed = ratings.allowed(total, (total / float(ratings.unknown)).floor())
    if more := [~_agrees(desk.sheet, claims, total) for claims in stated if not claims.is_plain]:
        (odd,) = desk.lay([reduce(or_, more, odd)])
    spans = (allowed, *(claims.span for claims in stated))
    ends = [nw.when(odd).then(end) for span in spans for end in (span.first, span.last)]
    odd, *laid = desk.lay([odd, *ends])
    desk.odd, each = odd, iter(laid)
    allowed, *claimed = (Spans(first, last) for first, last in zip(each, each, strict=True))
    judged = judge(desk, lattice, allowed, claimed)
    # A verdict on a plain claim does not ask again whether it is settled.
    asked = [one for claims, one in zip(stated, judged.settled, strict=True) if not claims.is_plain]
    first, last, *laid = desk.lay(
        [
            nw.when(odd).then(judged.first).otherwise(total),
            *(nw.when(odd).then(column) for column in (judged.last, *asked)),
        ]
    )
    each = iter(laid)
    settled = [
        one if claims.is_plain else next(each) for claims, one in zip(stated, judged.settled, strict=True)
    ]
    told = []
    for claims, wrong, is_settled in zip(stated, judged.wrong, settled, strict=True):
        is_told = claims.there & ((wrong > FINE) | is_settled) & claims.printer.same(first, last)
        # What only odd rows need is under a condition of its own.
        is_told = nw.when(odd).then(is_told).otherwise(claims.there)
        told.append(nw.when(is_told).then(claims.printer.key(first)))
    keys = desk.lay(told)
    verdicts = [
        _verdict(desk.sheet, *one, odd) for one in zip(stated, keys, judged.wrong, settled, strict=True)
    ]
    return keys, verdicts


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


def _right(sheet: Sheet, claims: Claims, key: nw.Expr) -> Then:
    """The beginning of a verdict on a plain claim: it is right exactly where it is what is expected."""
    is_right = nw.col(claims.printer.figure) == _printed(sheet, claims.printer, key)
    return nw.when(is_right).then(REPRODUCED)


def _verdict(
    sheet: Sheet, claims: Claims, key: nw.Expr, wrong: nw.Expr, settled: nw.Expr, odd: nw.Expr
) -> nw.Expr:
    """The verdict on each claim, where there is one; `key` is what is expected."""
    nothing, is_dead, is_clashing = nw.lit(None, dtype=nw.String), wrong == DEAD, wrong == CLASHING
    if claims.is_plain:
        # Most are right, and looked at first.
        chain = _right(sheet, claims, key).when(~claims.there | claims.strange).then(nothing)
        chain = chain.when(~odd | is_dead).then(CONTRADICTED)
        return chain.when(is_clashing).then(CONFLICTING).otherwise(UNDETERMINED)
    chain = nw.when(~claims.there).then(nothing).when(~odd).then(REPRODUCED)
    chain = chain.when(is_dead).then(CONTRADICTED).when(is_clashing).then(CONFLICTING)
    return chain.when(settled).then(REPRODUCED).otherwise(UNDETERMINED)


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

    def laid(self, columns: list[Column], where: Column | None = None) -> list[Column]:
        """The expressions as columns, null where a row is not odd or not looked at."""
        # `where` is null as well where a row is not odd.
        looked_at = self.odd if where is None else where
        return self.lay([nw.when(looked_at).then(column) for column in columns])
