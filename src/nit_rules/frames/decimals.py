"""Columns of decimals as binary floats that mean the same, which engines count with.

A float stands for the shortest decimal that reads back to it. No two decimals of 15 significant digits read to the same
float, so the float nearest to such a decimal stands for it, whatever zeros it ends with. Few decimals have more digits:
those among claims are looked up one by one, and the others are no ratings.
"""

from collections.abc import Iterable
from decimal import ROUND_05UP, Context
from sys import float_info

import narwhals as nw

from nit_rules.frames.arithmetic import quotient
from nit_rules.frames.sheet import Sheet
from nit_rules.model import Scale

#: So many significant digits of any decimal a float keeps.
_DIGITS = float_info.dig
#: Of types with more digits than that so many are looked at after the point, which leaves some before it.
_PLACES = 11
#: Engines write smaller numbers than those with so many digits after the point with an exponent.
_PLAIN_PLACES = 6
#: A number of as many digits whose last one is neither 0 nor 5 where it is not the number itself. So it has more digits
#: than are compared, and rounded to those it gives what the number itself gives, ties included.
_SHORTENED = Context(_DIGITS, ROUND_05UP)


def floats_of(sheet: Sheet, names: Iterable[str]) -> tuple[Sheet, dict[str, nw.Expr], dict[str, nw.Expr]]:
    """The sheet with the float of each decimal of these columns, null where it does not stand for that.

    With it come, by name, these columns, and where there may be such decimals whether the float stands for each.
    """
    types = {name: dtype for name in names if isinstance(dtype := sheet.schema[name], nw.Decimal)}
    # Each step is a column of its own, so that engines take it once.
    rough = {name: sheet.working(f"{name}_rough") for name in types}
    sheet = sheet.with_columns(nw.col(name).cast(nw.Float64).alias(laid) for name, laid in rough.items())
    stands = {
        name: _stands(nw.col(name), nw.col(rough[name]), dtype)
        for name, dtype in types.items()
        if dtype.precision > _DIGITS
    }
    told = {name: sheet.working(f"{name}_stands") for name in stands}
    sheet = sheet.with_columns(one.alias(told[name]) for name, one in stands.items())
    stands = {name: nw.col(laid) for name, laid in told.items()}
    floats = {name: sheet.working(f"{name}_float") for name in types}
    sheet = sheet.with_columns(
        _rounded(
            nw.when(stands[name]).then(nw.col(rough[name])) if name in stands else nw.col(rough[name]),
            _places(dtype),
        ).alias(floats[name])
        for name, dtype in types.items()
    )
    return sheet, {name: nw.col(laid) for name, laid in floats.items()}, stands


def _places(dtype: nw.Decimal) -> int:
    """So many digits after the point are looked at."""
    return dtype.scale if dtype.precision <= _DIGITS else min(dtype.scale, _PLACES)


def _stands(column: nw.Expr, rough: nw.Expr, dtype: nw.Decimal) -> nw.Expr:
    """Whether a decimal has no more digits than floats keep."""
    # One digit less than there could be, since what is compared is rough.
    limit = 10.0 ** (_DIGITS - 1 - _places(dtype))
    is_near = rough.is_between(-limit, limit)
    if not (more := dtype.scale - _places(dtype)):
        return is_near
    # Of all comparisons of decimals, that of their digits is the one that engines agree on.
    return is_near & ((rough == 0.0) | column.cast(nw.String).str.ends_with("0" * more))


def _rounded(number: nw.Expr, places: int) -> nw.Expr:
    """The float of the decimal of so many digits after the point that is nearest to a number."""
    # Engines divide by powers of ten as they like, and the last digits of what is rough are theirs.
    return quotient((number * 10.0**places + 0.5).floor(), 10**places, nw.Float64(), number)


def holds(dtype: nw.dtypes.DType, scale: Scale) -> bool:
    """Whether a type is one of decimals, of which `floats_of` finds the float wherever one is a rating."""
    limit = 10 ** (_DIGITS - 1 - _PLACES)
    is_near = -limit <= scale.lowest and scale.highest <= limit
    return isinstance(dtype, nw.Decimal) and is_near and scale.digits <= _PLAIN_PLACES


def shortened(text: str) -> float:
    """The float of a decimal that has more digits than floats keep, to be compared with figures of far fewer.

    >>> shortened("1.3214285714285714286"), shortened("1.3200000000000000001")
    (1.32142857142857, 1.32000000000001)
    """
    return float(_SHORTENED.create_decimal(text))
