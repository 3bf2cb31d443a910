"""Auditing a frame: the verdicts of `nit_rules.verdicts` for each of its rows."""

from collections.abc import Mapping, Sequence

import narwhals as nw
from narwhals.typing import IntoFrameT

from nit_rules.errors import Problem
from nit_rules.frames.columns import UNKNOWN, check_types, claims_of, position_codes, rest
from nit_rules.frames.figures import Printer
from nit_rules.frames.judging import Column, Span, judge
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
    if sheet.eager:
        # Arrays are needed for frames in memory only.
        from nit_rules.frames.memory import audited_in_memory as audited
    else:
        audited = _in_expressions
    for lattice in lattices:
        indicators = lattice.indicators if lattice in rated else ()
        printers = [Printer(lattice, rule.id) for rule in lattice.rules if rule.id in figures]
        sheet = audited(sheet, method, lattice, indicators, printers)
    return sheet.native(added)  # type: ignore[no-any-return]  # the engine of the frame that came in


def _unclaimed(figures: list[str], method: Methodology) -> list[Problem]:
    if figures:
        return []
    names = ", ".join(method.rule)
    return [Problem("nothing-to-audit", "", f"there is no column of claims; {method.id} makes {names}")]


def _in_expressions(
    sheet: Sheet,
    method: Methodology,
    lattice: Lattice,
    indicators: Sequence[str],
    printers: Sequence[Printer],
) -> Sheet:
    """The sheet of any engine with expectation and verdict of each claim about one composite."""
    sheet, codes = position_codes(sheet, indicators, method.scale)
    stated = []
    for printer in printers:
        sheet, claims = claims_of(sheet, printer.figure, lattice, printer.staircase)
        if claims:
            stated.append((printer, claims.there, Span(claims.first, claims.last)))
        else:
            names = (f"{printer.figure}_{what}" for what in ("expected", "verdict"))
            sheet = sheet.with_columns(nw.lit(None, dtype=nw.String).alias(name) for name in names)
    desk = _Expressions(sheet, lattice.id)
    judged = judge(desk, _allowed(desk, lattice, codes), stated, nw.lit(value=False))
    added: list[nw.Expr] = []
    for (printer, there, _), one in zip(stated, judged, strict=True):
        verdict = (
            nw.when(one.dead)
            .then(nw.lit(str(Verdict.CONTRADICTED)))
            .when(one.clashing)
            .then(nw.lit(str(Verdict.CONFLICTING)))
            .when(one.settled)
            .then(nw.lit(str(Verdict.REPRODUCED)))
            .when(there)
            .then(nw.lit(str(Verdict.UNDETERMINED)))
        )
        added += [
            printer.printed(one.place, one.told).alias(f"{printer.figure}_expected"),
            verdict.alias(f"{printer.figure}_verdict"),
        ]
    return desk.sheet.with_columns(added)


class _Expressions:
    """Judging with expressions, laid out step by step in working columns of one composite."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet = sheet
        self._name = name
        self._count = 0

    def choose(self, condition: Column, one: Column, other: Column) -> Column:
        return nw.when(condition).then(one).otherwise(other)

    def laid(self, columns: list[Column]) -> list[Column]:
        """The expressions as columns, in one step."""
        names = [self.sheet.working(f"{self._name}_{self._count + n}") for n in range(len(columns))]
        self._count += len(columns)
        self.sheet = self.sheet.with_columns(
            column.alias(name) for column, name in zip(columns, names, strict=True)
        )
        return [nw.col(name) for name in names]

    def same(self, printer: Printer, first: Column, last: Column) -> Column:
        return printer.same(first, last)


def _allowed(desk: _Expressions, lattice: Lattice, codes: Mapping[str, nw.Expr]) -> Span:
    """The rows that the known ratings allow."""
    if not codes:
        return Span(nw.lit(0, dtype=nw.Int64), nw.lit(len(lattice.rows) - 1, dtype=nw.Int64))
    (code,) = desk.laid([nw.sum_horizontal(*codes.values()).cast(nw.Int64)])
    total = rest(code, UNKNOWN)
    return Span(*desk.laid([total, total + floored(code, UNKNOWN) * lattice.scale.size]))
