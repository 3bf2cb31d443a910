"""Columns of whatever type as integers, and those of ratings as positions on the scale.

Numbers are compared with the grid inside the engine. A binary float stands for the shortest decimal that reads back to
it, one of 32 bits for six digits at most; so it prints ``k / 10**digits`` exactly where it equals that quotient, which
the division of two small integers gives correctly rounded on every engine. Texts, and numbers with more digits than a
rule prints, are resolved once per distinct value by `Scale.position` and `Lattice.span`, as in the audit of a single
record.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import add, or_
from typing import Any

import narwhals as nw
from attrs import evolve, frozen

from nit_rules.errors import InputError, Problem
from nit_rules.frames.arithmetic import Codes, look_up, quotient
from nit_rules.frames.decimals import floats_of, holds
from nit_rules.frames.judging import Column, Spans
from nit_rules.frames.sheet import Sheet
from nit_rules.model import Lattice, Scale
from nit_rules.numerals import of_single, text_of

#: The code of a rating that is not known.
_UNKNOWN = 1 << 20


@frozen
class Ratings:
    """Columns of ratings: where each is known, and in whole steps, `base` of which are position 0.

    Where a rating of `read` is null, that it is known may be null too.

    The `total` of a row is the sum of all positions that are known, and `unknown` for each rating that is not. That is
    more than all positions together, so the total tells both. It may be `laid`, as a working column of that name.
    """

    read: tuple[nw.Expr, ...]
    known: tuple[nw.Expr, ...]
    steps: tuple[nw.Expr, ...]
    base: int
    size: int
    laid: str | None = None

    @property
    def unknown(self) -> int:
        return 1 << (len(self.steps) * self.size).bit_length()

    @property
    def place(self) -> nw.Expr:
        """The row of the lattice that the ratings give, as a float; null where one is not known."""
        return nw.when(self._all_known).then(self.summed(self.steps))

    @property
    def missing(self) -> nw.Expr:
        """Where a rating is null."""
        return reduce(or_, (one.is_null() for one in self.read))

    @property
    def unrated(self) -> nw.Expr:
        """Where a rating is not known. Engines find a null sooner than they evaluate a condition."""
        return self.missing | ~self._all_known

    @property
    def _all_known(self) -> nw.Expr:
        return nw.all_horizontal(*self.known, ignore_nulls=False)

    @property
    def parts(self) -> list[nw.Expr]:
        """What each rating adds to the total, and `base`."""
        instead, pairs = float(self.base + self.unknown), zip(self.known, self.steps, strict=True)
        return [nw.when(known).then(steps).otherwise(instead) for known, steps in pairs]

    def beside(self, sheet: Sheet, name: str, columns: Iterable[str] = ()) -> nw.LazyFrame[Any]:
        """Columns of a sheet, and the total under a name of its own."""
        kept = [*map(nw.col, columns)]
        # Each rating is laid as a column of its own, so that engines share the work.
        parts = {sheet.working(str(place)): part for place, part in enumerate(self.parts)}
        total = self.summed(map(nw.col, parts)).cast(nw.Int32)
        return sheet.frame.select(*kept, **parts).select(*kept, **{name: total})

    def summed(self, parts: Iterable[nw.Expr]) -> nw.Expr:
        """The total of its parts, as a float."""
        return reduce(add, parts) - float(len(self.steps) * self.base)

    def allowed(self, total: Column, count: Column) -> Spans:
        """The rows that the known ratings allow where `count` are not known."""
        return Spans(total - count * self.unknown, total - count * (self.unknown - self.size))


def is_text(dtype: nw.dtypes.DType) -> bool:
    """Whether each distinct value of a column is read by its text: categories, decimals and any objects as well."""
    return isinstance(dtype, (nw.String, nw.Categorical, nw.Enum, nw.Object)) or dtype.is_decimal()


def is_written(dtype: nw.dtypes.DType) -> bool:
    """Whether a column of text holds it as such, or as whatever objects may hold."""
    return isinstance(dtype, (nw.String, nw.Object))


def is_number(dtype: nw.dtypes.DType) -> bool:
    """Whether the engine counts with a column of that type; half floats hold three digits, and not every engine can."""
    return dtype.is_integer() or isinstance(dtype, (nw.Float32, nw.Float64))


def check_types(sheet: Sheet, names: Iterable[str], labels: Iterable[str]) -> list[Problem]:
    """A problem for each column whose type can hold neither numbers nor text, or (among `labels`) no text.

    A column of any type that is empty throughout is a column of unknowns.
    """
    texts = frozenset(labels)
    problems = []
    for name in names:
        dtype = sheet.schema[name]
        is_read = is_text(dtype) or (is_number(dtype) and name not in texts)
        if isinstance(dtype, nw.Object) and sheet.holds_truth(name):
            message = "holds truth values, which are no printed figures"
            problems.append(Problem("wrong-type", name, message))
        elif not is_read and (dtype.is_nested() or sheet.any({name: ~nw.col(name).is_null()})):
            needs = (
                "text" if name in texts else "text, whole numbers, decimals of 128 bits or floats of 32 or 64"
            )
            problems.append(
                Problem("wrong-type", name, f"a column of type {dtype} is not read here; give {needs}")
            )
    return problems


def codes_of(sheet: Sheet, name: str, values: Iterable[Any], code: Callable[[str], int]) -> Codes:
    """The code of each of the values of a column, or of their texts."""
    dtype = sheet.schema[name]
    codes: Codes = {}
    for value in values:
        try:
            codes[value] = code(text_of_value(value, dtype))
        except TypeError as error:
            raise InputError([Problem("wrong-type", name, str(error))]) from None
    return codes


def text_of_value(value: object, dtype: nw.dtypes.DType) -> str:
    """The text of a value, as the readers of files take it. Raises `TypeError` where it is no number and no text."""
    if isinstance(dtype, nw.Float32):
        return of_single(float(value))  # type: ignore[arg-type]  # a column of floats holds floats
    if isinstance(value, float) or dtype.is_decimal():
        # Engines write some decimals with an exponent.
        return format(Decimal(str(value)), "f")
    return text_of(value)


def as_text(sheet: Sheet, names: Iterable[str]) -> tuple[Sheet, dict[str, str]]:
    """The names of text columns as columns of strings (decimals and categories are written out beside them)."""
    written = {
        name: sheet.working(f"{name}_text")
        for name in names
        if is_text(sheet.schema[name]) and not is_written(sheet.schema[name])
    }
    sheet = sheet.with_columns(nw.col(name).cast(nw.String).alias(text) for name, text in written.items())
    return sheet, written


def _is_binary(scale: Scale) -> bool:
    """Whether binary floats hold every rating, and every quotient by the step, exactly."""
    step, lowest = Fraction(scale.step), Fraction(scale.lowest)
    return all(
        number & (number - 1) == 0 for number in (step.numerator, step.denominator, lowest.denominator)
    )


def _is_read(sheet: Sheet, name: str, scale: Scale) -> bool:
    """Whether ratings are read as text, each distinct one by itself."""
    dtype = sheet.schema[name]
    return is_text(dtype) and not holds(dtype, scale)


def ratings_of(sheet: Sheet, lattice: Lattice) -> tuple[Sheet, Ratings]:
    """The columns of a composite's ratings; the sheet has texts of them beside those that are no text."""
    names, scale = lattice.indicators, lattice.scale
    step, is_binary = Fraction(scale.step), _is_binary(scale)
    # Where floats are exact, steps are counted from the multiple of a step that is nearest to zero.
    base = int(scale.lowest // scale.step) if is_binary else 0

    def code(text: str) -> int:
        try:
            position = scale.position(text)
        except ValueError:
            return _UNKNOWN
        return _UNKNOWN if position is None else base + position

    sheet, written = as_text(sheet, [name for name in names if _is_read(sheet, name, scale)])
    sheet, floats, _ = floats_of(sheet, [name for name in names if holds(sheet.schema[name], scale)])
    read, known, counted = [], [], []
    for name in names:
        column, dtype = nw.col(name), sheet.schema[name]
        if name in floats:
            column, dtype = floats[name], nw.Float64()
        if is_text(dtype):
            text = written.get(name, name)
            steps = look_up(nw.col(text), codes_of(sheet, name, sheet.distinct(text), code), _UNKNOWN).cast(
                nw.Float64
            )
            is_known = steps != float(_UNKNOWN)
        elif not is_number(dtype):
            # Nothing is known; made of the column, it is as long as that.
            steps, is_known = nw.lit(0.0), column.is_null() & nw.lit(value=False)
        elif is_binary:
            # Floats hold such steps exactly, and what is between them too.
            wide = column.cast(nw.Float64) if isinstance(dtype, nw.Float32) else column
            offset = float(scale.lowest % scale.step)
            steps = (wide - offset if offset else wide) * float(1 / step)
            is_known = column.is_between(float(scale.lowest), float(scale.highest)) & (steps.floor() == steps)
        else:
            steps, is_known = _nearest(column, dtype, scale)
        # Texts are coded, whatever they are.
        read.append(steps if is_text(dtype) else column)
        known.append(is_known)
        counted.append(steps)
    return sheet, Ratings(tuple(read), tuple(known), tuple(counted), base, scale.size)


def with_totals(sheet: Sheet, lattices: Iterable[Lattice]) -> tuple[Sheet, dict[str, Ratings]]:
    """The sheet with totals of its ratings, and by the ids of the lattices the ratings of which it has them.

    It has them where all ratings of a composite are numbers; to know what texts say one has to read them first.
    """
    columns, totals = [*sheet.schema], dict[str, Ratings]()
    for lattice in lattices:
        if not any(_is_read(sheet, name, lattice.scale) for name in lattice.indicators):
            sheet, ratings = ratings_of(sheet, lattice)
            total = sheet.working(f"{lattice.id}_total")
            sheet = evolve(sheet, frame=ratings.beside(sheet, total, columns))
            totals[lattice.id] = evolve(ratings, laid=total)
            columns.append(total)
    return sheet, totals


def _nearest(column: nw.Expr, dtype: nw.dtypes.DType, scale: Scale) -> tuple[nw.Expr, nw.Expr]:
    """The nearest position on a scale that floats do not hold exactly, and whether it is printed as the column says."""
    lowest, step = Fraction(scale.lowest), Fraction(scale.step)
    near = (
        nw.when(column.is_between(float(lowest), float(scale.highest))).then(column).otherwise(float(lowest))
    )
    position = ((near - float(lowest)) / float(step) + 0.5).floor()
    # The value at a position is (position * rise + start) / run.
    run = lcm(lowest.denominator, step.denominator)
    value = quotient(position * float(step * run) + float(lowest * run), run, dtype, near)
    return position, value == column
