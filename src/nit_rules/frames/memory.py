"""Frames held in memory (Polars, pandas, PyArrow): positions as arrays, and one look-up for each column that is added.

A method is a table. Once the sum of a row's ratings is known, all that it prints is taken from columns that are as long
as the lattice. Most published figures are right: where each claim is the very figure that the ratings give, nothing
else is to be done, and only the other rows are judged.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_
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
_NONE_JUDGED = np.zeros(0, np.int32), np.zeros(0, np.int32)
_TOTAL, _CODED, _ALL = "__nit_total", "__nit_coded", "__nit_all"


def scored(sheet: Sheet, lattice: Lattice, ratings: Ratings) -> Added:
    """The figures of a composite."""
    total = _total(sheet, ratings)
    codes = np.minimum(total, np.int32(len(lattice.rows)))
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
    rows = len(lattice.rows)
    total = np.full(len(claims), rows, np.int32)
    if indicators:
        rated, ratings = ratings_of(sheet, indicators, method.scale)
        total = _total(rated, ratings)
    is_rated = total < rows
    place = np.where(is_rated, total, np.int32(0))
    absent = [*map(_absent, claims.iter_columns())]
    others = np.flatnonzero(~(is_rated & _agreed(sheet, claims, printers, place)))
    # What can be found is a small table: the rows of the lattice, then each row that had to be judged, then nothing.
    place[others] = rows + np.arange(len(others), dtype=np.int32)
    judged = [_NONE_JUDGED] * len(printers)
    if len(others):
        allowed = _everything(lattice, len(others))
        if indicators:
            unrated = total[others]
            allowed = ratings.allowed(unrated, unrated // ratings.unknown)
        judged = _judged(sheet, claims[others], lattice, printers, allowed)
    nothing, added, whole = np.int32(rows + len(others)), list[nw.Series[Any]](), dict[str, nw.Series[Any]]()
    for printer, found, is_absent in zip(printers, judged, absent, strict=True):
        table = _table(sheet, printer, found)
        if is_absent is None:
            whole |= table
        else:
            added += _taken(table, np.where(is_absent, nothing, place))
    added += _taken(whole, place) if whole else ()
    return _with(sheet, added)


def _table(sheet: Sheet, printer: Printer, judged: tuple[Array, Array]) -> dict[str, nw.Series[Any]]:
    """What is expected of a claim, and the verdict, by code."""
    rows, (verdict, told) = len(printer.prints), judged
    prints = sheet.series([*printer.prints, None], printer.dtype)
    words = sheet.series([*map(str, _VERDICTS), None], nw.String())
    reproduced = np.full(rows, _VERDICTS.index(Verdict.REPRODUCED))
    return {
        f"{printer.figure}_expected": prints[np.concatenate([np.arange(rows), told, [rows]])],
        f"{printer.figure}_verdict": words[np.concatenate([reproduced, verdict, [len(_VERDICTS)]])],
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


def _agreed(sheet: Sheet, claims: nw.DataFrame[Any], printers: Sequence[Printer], place: Array) -> Array:
    """Where each claim that is there is what a row of the lattice prints, as far as an engine can tell."""
    rights: dict[str, nw.Series[Any]] = {}
    same: dict[str, nw.Expr] = {}
    for printer in printers:
        claim, right = nw.col(printer.figure), sheet.working(printer.figure)
        same[printer.figure] = claim.is_null()
        if is_comparable(sheet, printer):
            rights[right] = _prints(sheet, printer)
            same[printer.figure] |= claim == nw.col(right)
    # Each claim is compared as a column of its own, so that engines share the work.
    looked = claims.with_columns(*(_taken(rights, place) if rights else ())).select(**same)
    return looked.select(reduce(and_, map(nw.col, same)).alias(_ALL))[_ALL].to_numpy()


def _absent(claims: nw.Series[Any]) -> Array | None:
    """Where there is no claim; None where there is no such row."""
    return claims.is_null().to_numpy() if claims.null_count() else None


def _prints(sheet: Sheet, printer: Printer) -> nw.Series[Any]:
    """What the rows of the lattice print, to be compared with a column of claims."""
    if printer.staircase is None:
        return sheet.series([*printer.prints], nw.String())
    kind = nw.Float32() if isinstance(sheet.schema[printer.figure], nw.Float32) else nw.Float64()
    return sheet.series([float(value) for value in printer.prints], kind)


def _taken(table: Mapping[str, nw.Series[Any]], codes: Array) -> list[nw.Series[Any]]:
    """Rows of a small table, together, so that engines share the work."""
    # Codes that have a sign are looked through for negative ones first.
    taken = nw.from_dict(table)[codes.view(np.uint32)]
    return [taken[name] for name in table]


def _with(sheet: Sheet, added: Sequence[nw.Series[Any]]) -> Added:
    """The sheet with columns, under their own names."""
    laid = evolve(sheet, frame=sheet.frame.collect().with_columns(*added).lazy())
    return laid, {one.name: nw.col(one.name) for one in added}


def _judged(
    sheet: Sheet,
    claims: nw.DataFrame[Any],
    lattice: Lattice,
    printers: Sequence[Printer],
    allowed: Span,
) -> list[tuple[Array, Array]]:
    """For each column of claims the verdicts, as places in `_VERDICTS`, and the rows that print what is expected.

    Beyond the last of either is none.
    """
    rows = len(lattice.rows)
    coded = [_coded(sheet, claims, printer) for printer in printers]
    judged = judge(_Arrays(), lattice, allowed, [_span(code, rows) for code in coded])
    found = []
    for printer, code, wrong, settled in zip(printers, coded, judged.wrong, judged.settled, strict=True):
        there = code != NOTHING
        is_told = there & ((wrong > FINE) | settled) & _same(printer, judged.first, judged.last)
        verdict = np.where(there, _verdict(wrong, settled), len(_VERDICTS))
        found.append((verdict, np.where(is_told, judged.first, rows)))
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


def _coded(sheet: Sheet, claims: nw.DataFrame[Any], printer: Printer) -> Array:
    """A column of claims as codes, each distinct one read as in the audit of a single record."""
    figure, dtype = printer.figure, sheet.schema[printer.figure]
    code = claim_code(printer.lattice, figure)
    if is_text(dtype):
        sheet, written = as_text(evolve(sheet, frame=claims.lazy()), [figure])
        text = written.get(figure, figure)
        column = look_up(nw.col(text), codes_of(sheet, figure, text, code), NOTHING)
        return sheet.frame.select(column.alias(_CODED)).collect()[_CODED].to_numpy()
    if printer.staircase is None or not is_number(dtype):
        return np.full(len(claims), NOTHING)
    kind = nw.Float32 if isinstance(dtype, nw.Float32) else nw.Float64
    distinct, inverse = np.unique(claims[figure].cast(kind).to_numpy(), return_inverse=True)
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
