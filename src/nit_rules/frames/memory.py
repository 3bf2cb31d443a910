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
from nit_rules.frames.judging import CLASHING, DEAD, Column, Judged, Span, judge
from nit_rules.frames.sheet import Sheet
from nit_rules.model import Lattice, Methodology, Verdict

Array = npt.NDArray[Any]
_VERDICTS = tuple(Verdict)
_CODED = "__nit_coded"


def scored(sheet: Sheet, lattice: Lattice, ratings: Ratings) -> Sheet:
    """The sheet with the figures of a composite."""
    place = _places(sheet, ratings)
    codes = np.where(place >= 0, place, np.int32(len(lattice.rows)))
    printers = (Printer.of(lattice, rule.id) for rule in lattice.rules)
    table = {one.figure: sheet.series([*one.prints, None], one.dtype) for one in printers}
    return _with(sheet, _taken(table, codes))


def audited(
    sheet: Sheet,
    method: Methodology,
    lattice: Lattice,
    indicators: Sequence[str],
    printers: Sequence[Printer],
) -> Sheet:
    """The sheet with expectation and verdict of each claim about a composite, as far as it is rated (`indicators`)."""
    names = [printer.figure for printer in printers]
    frame = sheet.frame.select(*indicators, *names).collect()
    place = np.full(len(frame), -1, np.int32)
    if indicators:
        place = _places(*ratings_of(sheet, indicators, method.scale))
    settled = place >= 0
    place = np.where(settled, place, np.int32(0))
    table, codes = _Table(len(lattice.rows)), []
    for printer in printers:
        there = ~frame[printer.figure].is_null().to_numpy()
        settled = settled & (_agrees(sheet, printer, frame[printer.figure], place) | ~there)
        codes.append(np.where(there, place, np.int32(table.silent)))
    others = np.flatnonzero(~settled)
    if len(others):
        apart = evolve(sheet, frame=frame[others].lazy())
        allowed = _allowed(apart, indicators, lattice)
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
        """The code of no claim."""
        return len(_VERDICTS) * (self.rows + 1)

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


def _places(sheet: Sheet, ratings: Ratings) -> Array:
    """The row of the lattice that the ratings give; -1 where one is not known."""
    # Each rating has been laid as a column of its own, so that engines share the work.
    place = ratings.place.fill_null(-1.0).cast(nw.Int32)
    return sheet.frame.select(place.alias(_CODED)).collect()[_CODED].to_numpy()


def _allowed(sheet: Sheet, indicators: Sequence[str], lattice: Lattice) -> Span:
    """The rows that the known ratings allow."""
    if not indicators:
        rows = len(sheet.frame.collect())
        return Span(np.zeros(rows, np.int32), np.full(rows, len(lattice.rows) - 1, np.int32))
    sheet, ratings = ratings_of(sheet, indicators, lattice.scale)
    ends = sheet.frame.select(least=ratings.least, most=ratings.most).collect()
    return Span(ends["least"].to_numpy().astype(np.int32), ends["most"].to_numpy().astype(np.int32))


def _taken(table: Mapping[str, nw.Series[Any]], codes: Array) -> list[nw.Series[Any]]:
    """Rows of a small table, together, so that engines share the work."""
    # Codes without a sign are looked up as they are; others are looked through for negative ones first.
    taken = nw.from_dict(table)[codes.view(np.uint32)]
    return [taken[name] for name in table]


def _with(sheet: Sheet, added: Sequence[nw.Series[Any]]) -> Sheet:
    return evolve(sheet, frame=sheet.frame.collect().with_columns(*added).lazy())


def _floats(sheet: Sheet, printer: Printer, values: nw.Series[Any]) -> tuple[Array, Array]:
    """What each row of the lattice prints, and claims, as floats of the same width; what is missing is no number."""
    is_single = isinstance(sheet.schema[printer.figure], nw.Float32)
    kind = np.float32 if is_single else np.float64
    right = np.array([float(value) for value in printer.prints]).astype(kind)
    claims = values.cast(nw.Float32 if is_single else nw.Float64).to_numpy()
    return right, claims.astype(kind, copy=False)


def _agrees(sheet: Sheet, printer: Printer, claims: nw.Series[Any], place: Array) -> Array:
    """Where a claim is the very thing that a row of the lattice prints, as far as an engine can tell."""
    if not is_comparable(sheet, printer):
        return np.zeros(len(place), bool)
    if printer.staircase:
        right, floats = _floats(sheet, printer, claims)
        agreed: Array = right[place] == floats
        return agreed
    labels = sheet.series([*printer.prints], nw.String())
    same: Array = (claims == labels[place.view(np.uint32)]).fill_null(value=False).to_numpy()
    return same


def _judged(
    sheet: Sheet, lattice: Lattice, printers: Sequence[Printer], allowed: Span, table: "_Table"
) -> list[Array]:
    """For each column of claims what is found of it, as codes of the table."""
    coded = [_coded(sheet, printer, len(allowed.first)) for printer in printers]
    claims = [(printer, _span(code, table.rows)) for printer, code in zip(printers, coded, strict=True)]
    found = []
    for one, code in zip(judge(_Arrays(), lattice, allowed, claims), coded, strict=True):
        codes = table.code(_verdict(one), np.where(one.told, one.place, table.rows))
        found.append(np.where(code == NOTHING, table.silent, codes))
    return found


def _verdict(one: Judged) -> Array:
    """The verdicts on a column of claims, as places in `_VERDICTS`."""
    order = Verdict.CONTRADICTED, Verdict.CONFLICTING, Verdict.REPRODUCED
    conditions = [one.wrong == DEAD, one.wrong == CLASHING, one.settled]
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
    _, floats = _floats(sheet, printer, sheet.frame.select(figure).collect()[figure])
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

    def laid(self, columns: list[Column]) -> list[Column]:
        """Arrays are computed as they are."""
        return columns

    def same(self, printer: Printer, first: Column, last: Column) -> Column:
        number = {text: place for place, text in enumerate(dict.fromkeys(printer.prints))}
        numbers = np.array([number[text] for text in printer.prints])
        # Spans that are crossed reach beyond the lattice; nobody is told of them.
        top = len(numbers) - 1
        return numbers[np.clip(first, 0, top)] == numbers[np.clip(last, 0, top)]
