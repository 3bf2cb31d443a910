"""Columns of decimals as binary floats that mean the same, which engines count with.

A float stands for the shortest decimal that reads back to it. No two decimals of 15 significant digits read to the same
float, so the float nearest to such a decimal stands for it, whatever zeros it ends with. Few decimals have more digits:
those among claims are looked up one by one, and the others are no ratings.
"""

from decimal import ROUND_05UP, Context
from sys import float_info
from typing import TypeGuard

import narwhals as nw

from nit_rules.frames.arithmetic import quotient
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


def floats_of(column: nw.Expr, dtype: nw.Decimal) -> tuple[nw.Expr, nw.Expr | None]:
    """The float of each decimal of a column, and whether it stands for that; None where all do.

    It is null where it does not.
    """
    # Engines divide by powers of ten as they like, and the last digits are theirs: what is rough is only rounded.
    rough = column.cast(nw.Float64)
    if dtype.precision <= _DIGITS:
        return _rounded(rough, dtype.scale), None
    places = min(dtype.scale, _PLACES)
    # One digit less than there could be, since what is compared is rough.
    limit = 10.0 ** (_DIGITS - 1 - places)
    is_near = rough.is_between(-limit, limit)
    floats = _rounded(nw.when(is_near).then(rough), places)
    if not (more := dtype.scale - places):
        return floats, is_near
    # Of all comparisons, that of digits is the one that engines agree on.
    stands = is_near & ((rough == 0.0) | column.cast(nw.String).str.ends_with("0" * more))
    return nw.when(stands).then(floats), stands


def _rounded(number: nw.Expr, places: int) -> nw.Expr:
    """The float of the decimal of so many digits after the point that is nearest to a number."""
    return quotient((number * 10.0**places + 0.5).floor(), 10**places, nw.Float64(), number)


def holds(dtype: nw.dtypes.DType, scale: Scale) -> TypeGuard[nw.Decimal]:
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
