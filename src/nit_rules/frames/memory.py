"""Frames held in memory (Polars, pandas, PyArrow): positions as arrays, and one look-up for each column that is added.

A method is a table. Once the sum of a row's ratings is known, all that it prints is taken from columns that are as long
as the lattice. Most published figures are right: where each claim is the very figure that the ratings give, nothing
else is to be done, and only the other rows are judged.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
from attrs import frozen

from nit_rules.frames.claims import NOTHING, UNREACHED, claim_code, is_comparable, number_code
from nit_rules.frames.columns import (
    Ratings,
    codes_of,
    is_number,
    is_text,
    is_written,
)
from nit_rules.frames.figures import Printer
from nit_rules.frames.judging import CLASHING, DEAD, FINE, Column, Spans, judge
from nit_rules.frames.sheet import Sheet, reading
from nit_rules.frames.ways import Added
from nit_rules.model import Lattice, NumberIndex, Verdict

Array = npt.NDArray[Any]
_VERDICTS = tuple(Verdict)
#: No figure is as large, and floats count units of its last digit; smaller ones may be too long to be read as any.
_LARGE, _SMALL = 1e15, 1e-30
_NONE_JUDGED = np.zeros(0, np.int32), np.zeros(0, np.int32)
_Series = nw.Series[Any]


def scored(sheet: Sheet, lattice: Lattice, ratings: Ratings) -> Added:
    """The figures of a composite."""
    total = total_of(sheet, ratings)
    codes = np.minimum(total, np.int32(len(lattice.rows)))
    printers = (Printer.of(lattice, rule.id) for rule in lattice.rules)
    return sheet, _taken({one.figure: _shown(sheet, one) for one in printers}, codes)


def audited(sheet: Sheet, lattice: Lattice, ratings: Ratings | None, printers: Sequence[Printer]) -> Added:
    """Expectation and verdict of each claim about a composite; `ratings` where it has any."""
    # Selected from the frame itself, columns stay in the pieces that they came in.
    claims = sheet.frame.select(*(printer.figure for printer in printers)).collect()
    rows = len(lattice.rows)
    total = total_of(sheet, ratings) if ratings else np.full(len(claims), rows, np.int32)
    is_rated = total < rows
    place = total * is_rated
    absent = [claim.is_null() if claim.null_count() else None for claim in claims.iter_columns()]
    others = np.flatnonzero(~(is_rated & _agreed(sheet, claims, printers, absent, place)))
    # What can be found is a small table: the rows of the lattice, then each row that had to be judged, then nothing.
    place[others] = rows + np.arange(len(others), dtype=np.int32)
    judged = [_NONE_JUDGED] * len(printers)
    if len(others):
        allowed = _everything(lattice, len(others))
        if ratings:
            unrated = total[others]
            allowed = ratings.allowed(unrated, unrated // ratings.unknown)
        with reading(*claims.columns):
            odd = claims[others]
        judged = _judged(sheet, odd, lattice, printers, allowed)
    nothing, added, whole = np.int32(rows + len(others)), dict[str, _Series](), dict[str, _Series]()
    for printer, found, is_absent in zip(printers, judged, absent, strict=True):
        table = _table(sheet, printer, found)
        if is_absent is None:
            whole |= table
        else:
            added |= _taken(table, np.where(is_absent.to_numpy(), nothing, place))
    return sheet, added | (_taken(whole, place) if whole else {})


def _table(sheet: Sheet, printer: Printer, judged: tuple[Array, Array]) -> dict[str, _Series]:
    """What is expected of a claim, and the verdict, by code."""
    rows, (verdict, told) = len(printer.prints), judged
    prints = _shown(sheet, printer)
    words = _kept(sheet, printer, "words", lambda: ([*map(str, _VERDICTS), None], nw.String()))
    reproduced = np.full(rows, _VERDICTS.index(Verdict.REPRODUCED))
    return {
        f"{printer.figure}_expected": prints[np.concatenate([np.arange(rows), told, [rows]])],
        f"{printer.figure}_verdict": words[np.concatenate([reproduced, verdict, [len(_VERDICTS)]])],
    }


def total_of(sheet: Sheet, ratings: Ratings) -> Array:
    """The totals of the ratings."""
    name = ratings.laid or sheet.working("total")
    laid = sheet.frame if ratings.laid else ratings.beside(sheet, name)
    return laid.collect()[name].to_numpy()


def _everything(lattice: Lattice, rows: int) -> Spans:
    first, last = lattice.everything
    return Spans(np.full(rows, first, np.int32), np.full(rows, last, np.int32))


def _agreed(
    sheet: Sheet,
    claims: nw.DataFrame[Any],
    printers: Sequence[Printer],
    absent: Sequence[_Series | None],
    place: Array,
) -> Array:
    """Where each claim that is there is what a row of the lattice prints, as far as an engine can tell.

    `absent` says of each column where there is no claim; None where there is no such row.
    """
    prints = {one.figure: _prints(sheet, one) for one in printers if is_comparable(sheet, one)}
    right = _taken(prints, place) if prints else {}
    agreed = []
    for claim, is_absent in zip(claims.iter_columns(), absent, strict=True):
        if claim.name in right:
            same = claim == right[claim.name]
            agreed.append(same if is_absent is None else same.fill_null(value=False) | is_absent)
        elif is_absent is not None:
            agreed.append(is_absent)
        else:
            return np.full(len(place), False)
    return reduce(and_, agreed).to_numpy()


def _shown(sheet: Sheet, printer: Printer) -> _Series:
    """What the rows of the lattice print, as it is shown, and nothing after the last."""
    return _kept(sheet, printer, "shown", lambda: ([*printer.prints, None], printer.dtype))


def _prints(sheet: Sheet, printer: Printer) -> _Series:
    """What the rows of the lattice print, to be compared with a column of claims, and nothing after the last."""
    if printer.staircase is None:
        return _shown(sheet, printer)
    kind = nw.Float32() if isinstance(sheet.schema[printer.figure], nw.Float32) else nw.Float64()
    return _kept(sheet, printer, f"as {kind}", lambda: ([*map(float, printer.prints), None], kind))


def _kept(
    sheet: Sheet, printer: Printer, what: str, make: Callable[[], tuple[list[Any], nw.dtypes.DType]]
) -> _Series:
    """A short column of the engine of a sheet, made once for each lattice."""
    return printer.lattice.kept((what, printer.figure, sheet.eager), lambda: sheet.series(*make()))


def _taken(table: Mapping[str, _Series], codes: Array) -> dict[str, _Series]:
    """Rows of a small table, together, so that engines share the work."""
    # Codes that have a sign are looked through for negative ones first.
    taken = nw.from_dict(table)[codes.view(np.uint32)]
    return {name: taken[name] for name in table}


def _judged(
    sheet: Sheet,
    claims: nw.DataFrame[Any],
    lattice: Lattice,
    printers: Sequence[Printer],
    allowed: Spans,
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
    numbers = printer.lattice.kept(("numbers", printer.figure), lambda: _numbered(printer.prints))
    return numbers[first] == numbers[last]  # type: ignore[no-any-return]  # an array of truth values


def _numbered(texts: Sequence[Any]) -> Array:
    """A number for each text, the same for the same text."""
    number = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return np.array([number[text] for text in texts])


def _verdict(wrong: Array, settled: Array) -> Array:
    """The verdicts on a column of claims, as places in `_VERDICTS`."""
    order = Verdict.CONTRADICTED, Verdict.CONFLICTING, Verdict.REPRODUCED
    conditions = [wrong == DEAD, wrong == CLASHING, settled]
    places = [_VERDICTS.index(verdict) for verdict in order]
    return np.select(conditions, places, _VERDICTS.index(Verdict.UNDETERMINED))


def _coded(sheet: Sheet, claims: nw.DataFrame[Any], printer: Printer) -> Array:
    """A column of claims as codes, each distinct one read as in the audit of a single record."""
    figure, dtype = printer.figure, sheet.schema[printer.figure]
    column, index = claims[figure], printer.lattice.index(printer.figure)
    if isinstance(index, NumberIndex) and is_number(dtype):
        kind = nw.Float32() if isinstance(dtype, nw.Float32) else nw.Float64()
        numbers, inverse = np.unique(column.cast(kind).to_numpy(), return_inverse=True)
        found, near = np.full(len(numbers), UNREACHED), ~_is_far(numbers, index)
        found[near] = [*map(number_code(printer.lattice, figure, kind), numbers[near])]
        return found[inverse]
    if is_text(dtype):
        text = column if is_written(dtype) else column.cast(nw.String)
        with reading(figure):
            texts, distinct = text.to_list(), {*text.drop_nulls().to_list()}
        codes = codes_of(sheet, figure, distinct, claim_code(printer.lattice, figure))
        return np.array([codes.get(one, NOTHING) for one in texts])
    return np.full(len(claims), NOTHING)


def _is_far(numbers: Array, index: NumberIndex) -> Array:
    """Which numbers are surely no figure as printed, nor one with more digits: most of those that nobody rounded.

    What is left is looked up one by one, which takes as long as a hundred of these comparisons.
    """
    rough, digits, is_finite = np.array(index.rough), index.digits, np.isfinite(numbers)
    # Floats of 32 bits keep six digits of a decimal.
    rest = 1e-5 if numbers.dtype == np.float32 else 1e-10
    values = np.where(is_finite, numbers, 0).astype(np.float64)
    tail = np.abs(values) * rest
    reach = 2 * 10.0 ** -(digits + 1) + tail
    after = np.minimum(np.searchsorted(rough, values - reach), len(rough) - 1)
    is_near = np.abs(rough[after] - values) <= reach
    units = np.where(np.abs(values) < _LARGE, values, 0) * 10.0**digits
    is_printed = np.abs(units - np.round(units)) <= tail * 10.0**digits
    return is_finite & (np.abs(values) > _SMALL) & ~is_near & ~is_printed


def _span(code: Array, rows: int) -> Spans:
    """The rows that coded claims are given by; all of them where there is no claim."""
    # None prints what is claimed nowhere: after the last row, before the first.
    none, known = code == UNREACHED, code >= 0
    first, last = np.where(none, rows, 0), np.where(none, -1, rows - 1)
    return Spans(np.where(known, code // rows, first), np.where(known, code % rows, last))


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
