"""Frames held in memory (Polars, pandas, PyArrow): positions as arrays, and one look-up for each column that is added.

A method is a table. Once the sum of a row's ratings is known, all that it prints is taken from columns that are as long
as the lattice. Most published figures are right: where each claim is the very figure that the ratings give, nothing
else is to be done, and only the other rows are judged.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from nit_rules.frames.arithmetic import look_up
from nit_rules.frames.claims import NOTHING, NOWHERE, claim_code, is_comparable
from nit_rules.frames.columns import (
    Ratings,
    as_text,
    codes_of,
    is_number,
    is_text,
    ratings_of,
    text_of_value,
)
from nit_rules.frames.figures import Printer
from nit_rules.frames.judging import CLASHING, DEAD, FINE, Column, Span, judge
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.ways import Added
from nit_rules.model import Lattice, Methodology, Verdict

Array = npt.NDArray[Any]
_VERDICTS = tuple(Verdict)
_TOTAL, _CODED = "__nit_total", "__nit_coded"


def scored(sheet: Sheet, lattice: Lattice, ratings: Ratings) -> Added:
    """The figures of a composite."""
    total = _total(sheet, ratings)
    codes = np.minimum(total, np.int32(len(lattice.rows))).view(np.uint32)
    printers = (Printer.of(lattice, rule.id) for rule in lattice.rules)
    table = {one.figure: sheet.series([*one.prints, None], one.dtype) for one in printers}
    return _with(sheet, _taken(table, codes))


def audited(
    sheet: Sheet,
    method: Methodology,
    lattice: Lattice,
    indicators: Sequence[str],
    printers: Sequence[Printer],
) -> Added:
    """Expectation and verdict of each claim about a composite, as far as it is rated (`indicators`)."""
    # Selected from the frame itself, columns stay in the pieces that they came in.
    claims = sheet.frame.collect().select(*(printer.figure for printer in printers))
    table, rows = _Table(len(lattice.rows)), len(lattice.rows)
    total = np.full(len(claims), rows, np.int32)
    if indicators:
        rated, ratings = ratings_of(sheet, indicators, method.scale)
        total = _total(rated, ratings)
    is_rated = total < rows
    place = np.where(is_rated, total, 0).astype(table.kind)
    absent = [*map(_absent, claims.iter_columns())]
    codes = [
        place.copy() if one is None else np.where(one, table.kind(table.silent), place) for one in absent
    ]
    others = np.flatnonzero(~(is_rated & _agreed(sheet, claims, printers, place, absent)))
    if len(others):
        apart = evolve(sheet, frame=claims[others].lazy())
        allowed = _everything(lattice, len(others))
        if indicators:
            unrated = total[others]
            allowed = ratings.allowed(unrated, unrated // ratings.unknown)
        for code, found in zip(codes, _judged(apart, lattice, printers, allowed, table), strict=True):
            code[others] = found
    added: list[nw.Series[Any]] = []
    for printer, code in zip(printers, codes, strict=True):
        added += _taken(table.columns(sheet, printer), code)
    return _with(sheet, added)


@frozen
class _Table:
    """All that can be found of a claim, each under a code: for each verdict the rows of the lattice, and none."""

    rows: int

    @property
    def silent(self) -> int:
        """The code of no claim, which is the last."""
        return len(_VERDICTS) * (self.rows + 1)

    @property
    def kind(self) -> type[np.unsignedinteger[Any]]:
        """The smallest numbers that hold every code: most time goes to memory that is written for the first time."""
        return np.uint16 if self.silent < 1 << 16 else np.uint32

    def code(self, verdict: Array, place: Array) -> Array:
        """The codes of verdicts by their place in `_VERDICTS`, and of the row that prints what is expected."""
        return verdict * (self.rows + 1) + place

    def columns(self, sheet: Sheet, printer: Printer) -> dict[str, nw.Series[Any]]:
        """What is expected, and the verdict, by code."""
        prints = [*([*printer.prints, None] * len(_VERDICTS)), None]
        words = [*(str(verdict) for verdict in _VERDICTS for _ in range(self.rows + 1)), None]
        return {
            f"{printer.figure}_expected": sheet.series(prints, printer.dtype),
            f"{printer.figure}_verdict": sheet.series(words, nw.String()),
        }


def _total(sheet: Sheet, ratings: Ratings) -> Array:
    """The totals of the ratings."""
    # Each rating is laid as a column of its own, so that engines share the work.
    parts = {sheet.working(str(place)): part for place, part in enumerate(ratings.parts)}
    laid = sheet.frame.select(**parts)
    total = ratings.summed(map(nw.col, parts)).cast(nw.Int32).alias(_TOTAL)
    return laid.select(total).collect()[_TOTAL].to_numpy()


def _everything(lattice: Lattice, rows: int) -> Span:
    first, last = lattice.everything
    return Span(np.full(rows, first, np.int32), np.full(rows, last, np.int32))


def _agreed(
    sheet: Sheet,
    claims: nw.DataFrame[Any],
    printers: Sequence[Printer],
    place: Array,
    absent: Sequence[Array | None],
) -> Array:
    """Where each claim that is there is what a row of the lattice prints, as far as an engine can tell."""
    rights: list[nw.Series[Any]] = []
    same: dict[str, nw.Expr] = {}
    for printer in printers:
        if is_comparable(sheet, printer):
            rights.append(_printed(sheet, printer, place).alias(sheet.working(printer.figure)))
            equal = nw.col(printer.figure) == nw.col(rights[-1].name)
            same[printer.figure] = equal.fill_null(value=False)
    # Each claim is compared as a column of its own, so that engines share the work.
    looked = claims.with_columns(*rights).select(**same) if same else claims
    agreed = np.ones(len(place), bool)
    for printer, is_absent in zip(printers, absent, strict=True):
        is_same = looked[printer.figure].to_numpy() if printer.figure in same else np.False_
        agreed &= is_same if is_absent is None else is_same | is_absent
    return agreed


def _absent(claims: nw.Series[Any]) -> Array | None:
    """Where there is no claim; None where there is no such row."""
    return claims.is_null().to_numpy() if claims.null_count() else None


def _printed(sheet: Sheet, printer: Printer, place: Array) -> nw.Series[Any]:
    """What rows of the lattice print, to be compared with a column of claims."""
    if printer.staircase is None:
        return sheet.series([*printer.prints], nw.String())[place]
    kind = nw.Float32() if isinstance(sheet.schema[printer.figure], nw.Float32) else nw.Float64()
    return sheet.series([float(value) for value in printer.prints], kind)[place]


def _taken(table: Mapping[str, nw.Series[Any]], codes: Array) -> list[nw.Series[Any]]:
    """Rows of a small table, together, so that engines share the work."""
    # Codes have no sign: others are looked through for negative ones first.
    taken = nw.from_dict(table)[codes]
    return [taken[name] for name in table]


def _with(sheet: Sheet, added: Sequence[nw.Series[Any]]) -> Added:
    """The sheet with columns, under their own names."""
    laid = evolve(sheet, frame=sheet.frame.collect().with_columns(*added).lazy())
    return laid, {one.name: nw.col(one.name) for one in added}


def _judged(
    sheet: Sheet, lattice: Lattice, printers: Sequence[Printer], allowed: Span, table: "_Table"
) -> list[Array]:
    """For each column of claims what is found of it, as codes of the table."""
    coded = [_coded(sheet, printer, len(allowed.first)) for printer in printers]
    judged = judge(_Arrays(), lattice, allowed, [_span(code, table.rows) for code in coded])
    found = []
    for printer, code, wrong, settled in zip(printers, coded, judged.wrong, judged.settled, strict=True):
        is_told = ((wrong > FINE) | settled) & _same(printer, judged.first, judged.last)
        codes = table.code(_verdict(wrong, settled), np.where(is_told, judged.first, table.rows))
        found.append(np.where(code == NOTHING, table.silent, codes))
    return found


def _same(printer: Printer, first: Array, last: Array) -> Array:
    """Whether two rows of the lattice print the same."""
    number = {text: place for place, text in enumerate(dict.fromkeys(printer.prints))}
    numbers = np.array([number[text] for text in printer.prints])
    return numbers[first] == numbers[last]  # type: ignore[no-any-return]  # an array of truth values


def _verdict(wrong: Array, settled: Array) -> Array:
    """The verdicts on a column of claims, as places in `_VERDICTS`."""
    order = Verdict.CONTRADICTED, Verdict.CONFLICTING, Verdict.REPRODUCED
    conditions = [wrong == DEAD, wrong == CLASHING, settled]
    places = [_VERDICTS.index(verdict) for verdict in order]
    return np.select(conditions, places, _VERDICTS.index(Verdict.UNDETERMINED))


def _coded(sheet: Sheet, printer: Printer, rows: int) -> Array:
    """A column of claims as codes, each distinct one read as in the audit of a single record."""
    figure, dtype = printer.figure, sheet.schema[printer.figure]
    code = claim_code(printer.lattice, figure)
    if is_text(dtype):
        sheet, written = as_text(sheet, [figure])
        text = written.get(figure, figure)
        column = look_up(nw.col(text), codes_of(sheet, figure, text, code), NOTHING)
        # Beside a column, a look-up that finds the same everywhere is as long as that.
        return sheet.frame.select(text, column.alias(_CODED)).collect()[_CODED].to_numpy()
    if printer.staircase is None or not is_number(dtype):
        return np.full(rows, NOTHING)
    kind = nw.Float32 if isinstance(dtype, nw.Float32) else nw.Float64
    floats = sheet.frame.select(nw.col(figure).cast(kind)).collect()[figure].to_numpy()
    distinct, inverse = np.unique(floats, return_inverse=True)
    codes = [code(text_of_value(one, dtype)) if np.isfinite(one) else NOTHING for one in distinct]
    return np.array(codes)[inverse]


def _span(code: Array, rows: int) -> Span:
    """The rows that coded claims are given by; all of them where there is no claim."""
    known = [code >= 0, code == NOWHERE]
    return Span(np.select(known, [code // rows, rows], 0), np.select(known, [code % rows, -1], rows - 1))


@frozen
class _Arrays:
    """Judging with arrays."""

    def choose(self, condition: Column, one: Column, other: Column) -> Column:
        return np.where(condition, one, other)

    def greatest(self, columns: list[Column]) -> Column:
        return np.maximum.reduce(columns)

    def least(self, columns: list[Column]) -> Column:
        return np.minimum.reduce(columns)

    def laid(self, columns: list[Column], where: Column | None = None) -> list[Column]:
        """Arrays are computed as they are."""
        return columns
