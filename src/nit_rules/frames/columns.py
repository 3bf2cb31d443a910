"""Columns of whatever type as integers, and those of ratings as positions on the scale.

Numbers are compared with the grid inside the engine. A binary float stands for the shortest decimal that reads back to
it; so it prints ``k / 10**digits`` exactly where it equals that quotient, which the division of two small integers
gives correctly rounded on every engine. Texts, and numbers with more digits than a rule prints, are resolved once per
distinct value by `Scale.position` and `Lattice.span`, as in the audit of a single record.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import add
from typing import Any

import narwhals as nw
from attrs import frozen

from nit_rules.errors import InputError, Problem
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.staircase import floored
from nit_rules.model import Scale
from nit_rules.numerals import text_of

#: What an unknown rating adds to a sum of positions; no lattice is so long.
UNKNOWN = 1 << 20

#: So many values are looked up one by one.
FEW = 8

Codes = dict[Any, int]


@frozen
class Rating:
    """A column of ratings: whether each is known, and then its position on the scale."""

    known: nw.Expr
    position: nw.Expr

    @property
    def code(self) -> nw.Expr:
        """The position as a float or an integer, or `UNKNOWN`."""
        return nw.when(self.known).then(self.position).otherwise(UNKNOWN)


def is_text(dtype: nw.dtypes.DType) -> bool:
    return isinstance(dtype, (nw.String, nw.Categorical, nw.Enum, nw.Object)) or dtype.is_decimal()


def is_number(dtype: nw.dtypes.DType) -> bool:
    """Whether the engine counts with a column of that type."""
    return dtype.is_integer() or dtype.is_float()


def rest(number: nw.Expr, divisor: int) -> nw.Expr:
    """What a division of integers leaves (pandas on Arrow has no modulo)."""
    return number - floored(number, divisor) * divisor


def check_types(sheet: Sheet, names: Iterable[str], labels: Iterable[str]) -> list[Problem]:
    """A problem for each column whose type can hold neither numbers nor text, or (among `labels`) no text.

    A column of any type that is empty throughout is a column of unknowns.
    """
    texts = frozenset(labels)
    problems = []
    for name in names:
        dtype = sheet.schema[name]
        is_read = is_text(dtype) or (is_number(dtype) and name not in texts)
        if not is_read and (dtype.is_nested() or sheet.distinct(name)):
            needs = "text" if name in texts else "text, whole numbers, decimals or floats"
            problems.append(
                Problem("wrong-type", name, f"a column of type {dtype} is not read here; give {needs}")
            )
    return problems


def codes_of(
    sheet: Sheet, name: str, column: str, code: Callable[[str], int], where: nw.Expr | None = None
) -> Codes:
    """The code of each distinct value of a column, of which `column` may be the text."""
    dtype = sheet.schema[name]
    codes: Codes = {}
    for value in sheet.distinct(column, where):
        try:
            codes[value] = code(_text(value, dtype))
        except TypeError as error:
            raise InputError([Problem("wrong-type", name, str(error))]) from None
    return codes


def _text(value: object, dtype: nw.dtypes.DType) -> str:
    """The text of a value, as the readers of files take it. Raises `TypeError` where it is no number and no text."""
    if isinstance(dtype, nw.Float32):
        import numpy as np

        value = Decimal(str(np.float32(value)))  # type: ignore[arg-type]  # a column of floats holds floats
    elif isinstance(value, float) or dtype.is_decimal():
        # Engines write some decimals with an exponent.
        value = Decimal(str(value))
    return text_of(value)


def look_up(column: nw.Expr, codes: Codes, default: int) -> nw.Expr:
    """The code of each value of a column."""
    telling = {value: code for value, code in codes.items() if code != default}
    if len(telling) > FEW:
        return column.replace_strict(
            list(telling), list(telling.values()), default=default, return_dtype=nw.Int64
        )
    # SQL engines look a list up in a join; a few values are found sooner one by one.
    coded: nw.Expr = nw.lit(default, dtype=nw.Int64)
    for value, code in telling.items():
        coded = nw.when(column == value).then(code).otherwise(coded)
    return coded


def as_text(sheet: Sheet, names: Iterable[str]) -> tuple[Sheet, dict[str, str]]:
    """The names of text columns as columns of strings (decimals and categories are written out beside them)."""
    written = {
        name: sheet.working(f"{name}_text")
        for name in names
        if not isinstance(sheet.schema[name], (nw.String, nw.Object)) and is_text(sheet.schema[name])
    }
    sheet = sheet.with_columns(nw.col(name).cast(nw.String).alias(text) for name, text in written.items())
    return sheet, written


def quotient(units: nw.Expr, denominator: int, dtype: nw.dtypes.DType) -> nw.Expr:
    """Integers divided, as the float that a column of that type would hold."""
    # By a constant, Polars multiplies with its inexact reciprocal; by a column it divides. Powers of two are exact.
    is_power = denominator & (denominator - 1) == 0
    quotient = units / (denominator if is_power else units * 0 + denominator)
    return quotient.cast(nw.Float32) if isinstance(dtype, nw.Float32) else quotient


def _is_binary(scale: Scale) -> bool:
    """Whether binary floats hold every rating, and every quotient by the step, exactly."""
    step, lowest = Fraction(scale.step), Fraction(scale.lowest)
    return all(
        number & (number - 1) == 0 for number in (step.numerator, step.denominator, lowest.denominator)
    )


def ratings_of(sheet: Sheet, names: Iterable[str], scale: Scale) -> tuple[Sheet, list[Rating]]:
    """Columns of ratings on the scale."""

    def code(text: str) -> int:
        try:
            position = scale.position(text)
        except ValueError:
            return UNKNOWN
        return UNKNOWN if position is None else position

    names = tuple(names)
    sheet, written = as_text(sheet, names)
    lowest, highest, step = float(scale.lowest), float(scale.highest), float(scale.step)
    # The value at a position is (position * rise + start) / run.
    run = lcm(Fraction(scale.lowest).denominator, Fraction(scale.step).denominator)
    rise, start = int(scale.step * run), int(scale.lowest * run)
    ratings = []
    for name in names:
        column, dtype, position = nw.col(name), sheet.schema[name], nw.col(sheet.working(f"{name}_position"))
        if is_text(dtype):
            text = written.get(name, name)
            place = look_up(nw.col(text), codes_of(sheet, name, text, code), UNKNOWN)
            sheet = sheet.with_columns([place.alias(sheet.working(f"{name}_position"))])
            ratings.append(Rating(position < UNKNOWN, position))
        elif is_number(dtype):
            on_scale = column.is_between(lowest, highest)
            if _is_binary(scale):
                # Floats hold such positions exactly, and those between them too.
                place = (column - lowest) / step
                ratings.append(Rating(on_scale & (place.floor() == place), place))
                continue
            near = nw.when(on_scale).then(column).otherwise(lowest)
            place = ((near - lowest) / step + 0.5).floor().cast(nw.Int64)
            sheet = sheet.with_columns([place.alias(sheet.working(f"{name}_position"))])
            ratings.append(Rating(quotient(position * rise + start, run, dtype) == column, position))
        else:
            ratings.append(Rating(nw.lit(value=False), nw.lit(0, dtype=nw.Int64)))
    return sheet, ratings


def total_of(ratings: Sequence[Rating]) -> nw.Expr:
    """The sum of the positions that are known, and `UNKNOWN` for each that is not."""
    return reduce(add, [rating.code for rating in ratings]).cast(nw.Int64)
