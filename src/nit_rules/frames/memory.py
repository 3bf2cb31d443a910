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

from nit_rules.frames.claims import claims_of, is_plain
from nit_rules.frames.columns import UNKNOWN, Rating, ratings_of, total_of
from nit_rules.frames.figures import Printer
from nit_rules.frames.judging import Claims, Column, Judged, Span, judge
from nit_rules.frames.sheet import Sheet
from nit_rules.model import Lattice, Methodology, Verdict

Array = npt.NDArray[Any]
_VERDICTS = tuple(Verdict)


def scored(sheet: Sheet, lattice: Lattice, ratings: Sequence[Rating]) -> Sheet:
    """The sheet with the figures of a composite."""
    total = _total(sheet.frame.select(total_of(ratings).alias(_TOTAL)).collect())
    places = np.where(total < UNKNOWN, total, len(lattice.rows))
    printers = [Printer(lattice, rule.id) for rule in lattice.rules]
    return _with(sheet, {one.figure: _printed(sheet, one)[places] for one in printers})


def audited(
    sheet: Sheet,
    method: Methodology,
    lattice: Lattice,
    indicators: Sequence[str],
    printers: Sequence[Printer],
) -> Sheet:
    """The sheet with expectation and verdict of each claim about a composite, as far as it is rated (`indicators`)."""
    rated, ratings = ratings_of(sheet, indicators, method.scale)
    claims = [printer.figure for printer in printers]
    frame = rated.frame.select(*claims, *([total_of(ratings).alias(_TOTAL)] if ratings else [])).collect()
    total = _total(frame) if ratings else np.full(len(frame), UNKNOWN * len(lattice.indicators))
    is_known = total < UNKNOWN
    place = np.where(is_known, total, 0)
    there = [~frame[name].is_null().to_numpy() for name in claims]
    is_settled = is_known.copy()
    for printer, is_there in zip(printers, there, strict=True):
        is_settled &= _agrees(sheet, printer, frame[printer.figure], place) | ~is_there
    nowhere, silent = len(lattice.rows), len(_VERDICTS)
    expected = [np.where(is_there, place, nowhere) for is_there in there]
    verdicts = [np.where(is_there, _VERDICTS.index(Verdict.REPRODUCED), silent) for is_there in there]
    others = np.flatnonzero(~is_settled)
    if len(others):
        apart = evolve(sheet, frame=frame[others].lazy())
        judged = _judged(apart, lattice, printers, total[others])
        for number, (places, found) in enumerate(judged):
            expected[number][others], verdicts[number][others] = places, found
    words = sheet.series([*map(str, _VERDICTS), None], nw.String())
    added = {}
    for printer, places, found in zip(printers, expected, verdicts, strict=True):
        added[f"{printer.figure}_expected"] = _printed(sheet, printer)[places]
        added[f"{printer.figure}_verdict"] = words[found]
    return _with(sheet, added)


_TOTAL = "total"


def _total(frame: nw.DataFrame[Any]) -> Array:
    return frame[_TOTAL].to_numpy()


def _with(sheet: Sheet, added: Mapping[str, nw.Series[Any]]) -> Sheet:
    columns = (series.alias(name) for name, series in added.items())
    return evolve(sheet, frame=sheet.frame.collect().with_columns(*columns).lazy())


def _printed(sheet: Sheet, printer: Printer) -> nw.Series[Any]:
    """What each row of the lattice prints, and null."""
    return sheet.series([*printer.prints, None], printer.dtype)


def _agrees(sheet: Sheet, printer: Printer, claims: nw.Series[Any], place: Array) -> Array:
    """Where a claim is the very thing that a row of the lattice prints, as far as an engine can tell."""
    if not is_plain(sheet, printer):
        return np.zeros(len(place), bool)
    if printer.staircase:
        kind = nw.Float32() if isinstance(sheet.schema[printer.figure], nw.Float32) else nw.Float64()
        right = sheet.series([float(value) for value in printer.prints], kind)
    else:
        right = sheet.series([*printer.prints], nw.String())
    return (claims == right[place]).fill_null(value=False).to_numpy()


def _judged(
    sheet: Sheet, lattice: Lattice, printers: Sequence[Printer], total: Array
) -> list[tuple[Array, Array]]:
    """For each column of claims the row that prints what is expected, and the verdict, as a place in `_VERDICTS`."""
    size, nowhere, silent = lattice.scale.size, len(lattice.rows), len(_VERDICTS)
    unknown, least = total // UNKNOWN, total % UNKNOWN
    numbers, stated = [], []
    for number, printer in enumerate(printers):
        sheet, claims = claims_of(sheet, printer)
        if claims:
            numbers.append(number)
            stated.append(_as_arrays(sheet, claims))
    found = [(np.full(len(total), nowhere), np.full(len(total), silent)) for _ in printers]
    judged = judge(_Arrays(), Span(least, least + unknown * size), stated)
    for number, claims, one in zip(numbers, stated, judged, strict=True):
        found[number] = np.where(one.told, one.place, nowhere), _codes(one, claims.there)
    return found


def _as_arrays(sheet: Sheet, claims: Claims) -> Claims:
    columns = sheet.frame.select(there=claims.there, first=claims.span.first, last=claims.span.last).collect()
    # What cannot be compared is no claim.
    there = columns["there"].fill_null(value=False).to_numpy()
    return Claims(claims.printer, there, Span(columns["first"].to_numpy(), columns["last"].to_numpy()))


def _codes(one: Judged, there: Array) -> Array:
    order = Verdict.CONTRADICTED, Verdict.CONFLICTING, Verdict.REPRODUCED, Verdict.UNDETERMINED
    conditions = [one.dead, one.clashing, one.settled, there]
    return np.select(conditions, [_VERDICTS.index(verdict) for verdict in order], len(_VERDICTS))


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
        # Spans that are empty reach beyond the lattice; nobody is told of them.
        top = len(numbers) - 1
        return numbers[np.clip(first, 0, top)] == numbers[np.clip(last, 0, top)]
