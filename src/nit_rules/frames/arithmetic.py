"""What every engine computes alike: whole numbers, held as integers or as binary floats, and look-ups.

Floats count exactly up to 2**53, and divide whole numbers correctly rounded. SQL's own integer division rounds towards
zero, and its emulation is slow; so whole numbers are divided as floats here, half a unit away from any whole quotient,
which makes floor and ceiling exact however inexactly an engine divides.
"""

from collections.abc import Mapping
from typing import Any

import narwhals as nw

#: So many values are looked up one by one.
FEW = 8

#: What stands for each of some values.
Codes = dict[Any, int]


def floored(number: nw.Expr, more: float, divisor: int) -> nw.Expr:
    """A whole number and another, divided by a positive one, rounded down."""
    return ((number + (more + 0.5)) / float(divisor)).floor()


def ceiled(number: nw.Expr, less: float, divisor: int) -> nw.Expr:
    """A whole number less another, divided by a positive one, rounded up."""
    return ((number - (less + 0.5)) / float(divisor)).ceil()


def quotient(
    units: nw.Expr, denominator: int, dtype: nw.dtypes.DType, beside: nw.Expr | None = None
) -> nw.Expr:
    """Whole numbers divided, as the float that a column of that type would hold.

    `beside` is any column of numbers, where the frame may be one of Polars: that multiplies with the inexact reciprocal
    of a constant, and divides by a column. Powers of two are exact.
    """
    is_power = denominator & (denominator - 1) == 0
    divided = units / (
        float(denominator) if beside is None or is_power else beside * 0.0 + float(denominator)
    )
    return divided.cast(nw.Float32) if isinstance(dtype, nw.Float32) else divided


def look_up(
    column: nw.Expr, codes: Mapping[Any, float], default: float, dtype: nw.dtypes.DType | None = None
) -> nw.Expr:
    """The code of each value of a column, as numbers of a type."""
    telling = {value: code for value, code in codes.items() if code != default}
    if len(telling) > FEW:
        return column.replace_strict(
            list(telling), list(telling.values()), default=default, return_dtype=dtype or nw.Int64()
        )
    # SQL engines look into lists one by one as well; a few values are found sooner without. Even where there are none,
    # what is found has to be as long as the column.
    coded: nw.Expr = (
        nw.when(column.is_null()).then(default).otherwise(nw.lit(default, dtype=dtype or nw.Int64()))
    )
    for value, code in telling.items():
        coded = nw.when(column == value).then(code).otherwise(coded)
    return coded
