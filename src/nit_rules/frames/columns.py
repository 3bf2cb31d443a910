"""Columns of ratings and of claims, of whatever type, as integers on the lattice.

Numbers are compared with the grid inside the engine. A binary float stands for the shortest decimal that reads back to
it; so it prints ``k / 10**digits`` exactly where it equals that quotient, which the division of two small integers
gives correctly rounded on every engine. Texts, and numbers with more digits than a rule prints, are resolved once per
distinct value by `Scale.position` and `Lattice.span`, as in the audit of a single record.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm
from sys import float_info
from typing import Any

import narwhals as nw
from attrs import frozen

from nit_rules.errors import InputError, Problem
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.staircase import Staircase, floored
from nit_rules.model import Lattice, Scale, is_empty
from nit_rules.numerals import fold, text_of
from nit_rules.verdicts import OTHER_INDEX

#: What an unknown rating adds to a sum of positions; no lattice is so long.
UNKNOWN = 1 << 20
#: Codes of claims that have no span: those that no row gives, and those that say nothing about the figure.
_NOWHERE, _NOTHING = -1, -2
#: Binary floats count the units of a printed figure exactly up to here.
EXACT = 1 << 40
_ABSENT = frozenset({"", "n/a"})

Codes = dict[Any, int]


@frozen
class Claims:
    """A column of claims: the first and last row of the lattice that give each, and whether there is a claim."""

    figure: str
    there: nw.Expr
    first: nw.Expr
    last: nw.Expr


def _is_text(dtype: nw.dtypes.DType) -> bool:
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
        is_read = _is_text(dtype) or (is_number(dtype) and name not in texts)
        if not is_read and (dtype.is_nested() or sheet.distinct(name)):
            needs = "text" if name in texts else "text, whole numbers, decimals or floats"
            problems.append(
                Problem("wrong-type", name, f"a column of type {dtype} is not read here; give {needs}")
            )
    return problems


def _codes(
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


def _look_up(column: nw.Expr, codes: Codes, default: int) -> nw.Expr:
    telling = {value: code for value, code in codes.items() if code != default}
    if not telling:
        return nw.lit(default, dtype=nw.Int64)
    return column.replace_strict(
        list(telling), list(telling.values()), default=default, return_dtype=nw.Int64
    )


def _as_text(sheet: Sheet, names: Iterable[str]) -> tuple[Sheet, dict[str, str]]:
    """The names of text columns as columns of strings (decimals and categories are written out beside them)."""
    written = {
        name: sheet.working(f"{name}_text")
        for name in names
        if not isinstance(sheet.schema[name], (nw.String, nw.Object)) and _is_text(sheet.schema[name])
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


def position_codes(sheet: Sheet, names: Iterable[str], scale: Scale) -> tuple[Sheet, dict[str, nw.Expr]]:
    """For each column of ratings its position on the scale, or `UNKNOWN`; whole numbers of whatever type."""

    def code(text: str) -> int:
        try:
            position = scale.position(text)
        except ValueError:
            return UNKNOWN
        return UNKNOWN if position is None else position

    names = tuple(names)
    sheet, written = _as_text(sheet, names)
    lowest, highest, step = float(scale.lowest), float(scale.highest), float(scale.step)
    # The value at a position is (position * rise + start) / run.
    run = lcm(Fraction(scale.lowest).denominator, Fraction(scale.step).denominator)
    rise, start = int(scale.step * run), int(scale.lowest * run)
    nearest, codes = [], {}
    for name in names:
        column, dtype, position = nw.col(name), sheet.schema[name], sheet.working(f"{name}_position")
        if _is_text(dtype):
            text = written.get(name, name)
            codes[name] = _look_up(nw.col(text), _codes(sheet, name, text, code), UNKNOWN)
        elif is_number(dtype):
            on_scale = column.is_between(lowest, highest)
            if _is_binary(scale):
                # Floats hold such positions exactly, and those between them too.
                place = (column - lowest) / step
                codes[name] = (
                    nw.when(on_scale & (place.floor() == place)).then(place).otherwise(float(UNKNOWN))
                )
                continue
            near = nw.when(on_scale).then(column).otherwise(lowest)
            nearest.append(((near - lowest) / step + 0.5).floor().cast(nw.Int64).alias(position))
            there = nw.col(position)
            is_on_grid = quotient(there * rise + start, run, dtype) == column
            codes[name] = nw.when(is_on_grid).then(there).otherwise(UNKNOWN)
        else:
            codes[name] = nw.lit(UNKNOWN, dtype=nw.Int64)
    return sheet.with_columns(nearest), codes


def claim_code(lattice: Lattice, figure: str) -> Callable[[str], int]:
    """From a printed claim to its span as one integer."""
    width = len(lattice.rows)

    def code(text: str) -> int:
        if text.strip().casefold() in _ABSENT or fold(text) in OTHER_INDEX:
            return _NOTHING
        try:
            span = lattice.span(figure, text)
        except ValueError:
            return _NOTHING
        return _NOWHERE if is_empty(span) else span[0] * width + span[1]

    return code


def claims_of(
    sheet: Sheet, figure: str, lattice: Lattice, staircase: Staircase | None
) -> tuple[Sheet, Claims | None]:
    """A column of claims about a figure (a number, with its staircase, or a label); None where it is empty."""
    dtype, column = sheet.schema[figure], nw.col(figure)
    unit, coded = nw.col(sheet.working(f"{figure}_units")), nw.col(sheet.working(f"{figure}_code"))
    code, width = claim_code(lattice, figure), len(lattice.rows)
    spans: list[tuple[nw.Expr, nw.Expr, nw.Expr]] = []
    if _is_text(dtype):
        sheet, written = _as_text(sheet, [figure])
        column = nw.col(written.get(figure, figure))
        codes = _codes(sheet, figure, written.get(figure, figure), code)
        there = ~column.is_null()
    elif staircase and is_number(dtype):
        sheet = sheet.with_columns([_units(column, staircase.digits).alias(sheet.working(f"{figure}_units"))])
        is_short = quotient(unit, 10**staircase.digits, dtype) == column
        there = column.is_between(-float_info.max, float_info.max)
        codes = _codes(sheet, figure, figure, code, there & ~is_short)
        inside = is_short & unit.is_between(staircase.lowest, staircase.highest)
        spans.append((inside, *staircase.span(unit)))
    else:
        return sheet, None
    if any(one != _NOWHERE for one in codes.values()):
        sheet = sheet.with_columns([_look_up(column, codes, _NOWHERE).alias(sheet.working(f"{figure}_code"))])
        spans.append((coded >= 0, floored(coded, width), rest(coded, width)))
        there &= coded != _NOTHING
    names = [sheet.working(f"{figure}_{what}") for what in ("there", "first", "last")]
    first = _choose([(when, low) for when, low, _ in spans] + [(there, width)], 0)
    last = _choose([(when, high) for when, _, high in spans] + [(there, -1)], width - 1)
    sheet = sheet.with_columns(
        expr.alias(name) for expr, name in zip((there, first, last), names, strict=True)
    )
    return sheet, Claims(figure, *map(nw.col, names))


def _choose(branches: list[tuple[nw.Expr, nw.Expr | int]], otherwise: int) -> nw.Expr:
    """The value of the first branch whose condition holds."""
    result: nw.Expr = nw.lit(otherwise, dtype=nw.Int64)
    for condition, value in reversed(branches):
        result = nw.when(condition).then(value).otherwise(result)
    return result


def _units(column: nw.Expr, digits: int) -> nw.Expr:
    """The nearest whole number of units of the last of so many digits (0 for what is far from any figure)."""
    limit = float(EXACT) / 10**digits
    near = nw.when(column.is_between(-limit, limit)).then(column).otherwise(0.0)
    return (near * 10.0**digits + 0.5).floor().cast(nw.Int64)
