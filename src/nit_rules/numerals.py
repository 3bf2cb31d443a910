"""Numbers as printed: text that keeps its digits.

A printed number is an ASCII sign, digits and one point. Exponents, commas, other scripts' digits, NaN and
infinities are not numbers here, however willingly other readers take them.
"""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache, wraps
from numbers import Integral
from typing import ParamSpec, TypeVar

from nit_rules.errors import quoted

P = ParamSpec("P")
T = TypeVar("T")
#: A printed number as a program gives it.
Value = str | Decimal | int

#: Longer texts are not printed figures; the bound keeps hostile input cheap.
LONGEST = 60
#: So many texts are remembered with what they mean; a lattice prints a few hundred.
_REMEMBERED = 4096
#: Rounds to as many significant digits as a 32-bit float keeps of any decimal.
_SINGLE = Context(6, ROUND_HALF_UP)
#: What says that there is nothing, in lower case.
ABSENT = frozenset({"", "n/a"})
#: Words, folded, by which programs and people say that a value is missing; where a label is to be they are none.
MISSING = frozenset({
    "missing", "na", "nan", "nat", "nil", "nodata", "none", "notapplicable", "notavailable", "notrated", "nr",
    "null", "tba", "tbd", "unknown",
})  # fmt: skip
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_WORD = re.compile(r"[^\W_]+")


def remembered(find: Callable[P, T]) -> Callable[P, T]:
    """A function of texts that remembers what it found lately, where no text is longer than printed figures are."""
    lately = lru_cache(_REMEMBERED)(find)

    @wraps(find)
    def found(*args: P.args, **kwargs: P.kwargs) -> T:
        for one in args:
            if isinstance(one, str) and len(one) > LONGEST:
                return find(*args, **kwargs)
        return lately(*args, **kwargs)  # type: ignore[arg-type]  # texts and spans can be hashed

    return found


def parse(text: str) -> Decimal | None:
    """The number that `text` prints, with its digits, or None where it prints none.

    >>> parse("1.50"), parse("1e3"), parse("1,5")
    (Decimal('1.50'), None, None)
    """
    text = text.strip()
    return Decimal(text) if len(text) <= LONGEST and _NUMBER.match(text) else None


def complaint(text: str) -> str:
    """Why `text` is not a number here, in a few words."""
    text = text.strip()
    if text.startswith("="):
        return f"{quoted(text)} is a formula, not its value"
    if len(text) > LONGEST:
        return f"{quoted(text)} is too long for a number (at most {LONGEST} characters)"
    if "," in text and parse(text.replace(",", ".")) is not None:
        return f"{quoted(text)} is not a number; write a point, not a comma"
    return f"{quoted(text)} is not a number"


def is_absent(text: str) -> bool:
    """Whether a text says nothing: empty, ``n/a`` or ``N/A``.

    >>> is_absent(" N/A "), is_absent("0")
    (True, False)
    """
    return text.strip().casefold() in ABSENT


def label_complaint(text: str) -> str | None:
    """Why `text` cannot be a label, in a few words; None where it can.

    >>> label_complaint("3"), label_complaint("#REF!"), label_complaint("Free")
    ("'3' is not a label", "'#REF!' is not a label", None)
    """
    if text.startswith("="):
        return f"{quoted(text)} is a formula, not its value"
    folded = fold(text)
    # The errors of a spreadsheet begin with a number sign.
    is_label = any(map(str.isalpha, folded)) and folded not in MISSING and not text.startswith("#")
    return None if is_label else f"{quoted(text)} is not a label"


def text_of(value: object) -> str:
    """The text of a value given by a program: `str`, `Decimal` or `int`; those of NumPy are such as well.

    Raises `TypeError` for `float` (it does not keep the digits that were printed: 1.10 becomes 1.1), for `bool` (True
    is not a rating of 1), for an `int` or `Decimal` that is longer than any figure, and for anything else.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise TypeError(f"{value} is a bool, not a printed number; give a str, Decimal or int")
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, Decimal):
        # Written out, a large exponent is as many zeros.
        if value.is_finite() and not -LONGEST < value.adjusted() < LONGEST:
            raise TypeError(f"a Decimal of more than {LONGEST} digits is no printed number")
        return format(value, "f")
    if isinstance(value, Integral):
        return _whole(int(value))
    if isinstance(value, float):
        raise TypeError(
            f"{value!r} is a float, which does not keep the digits that were printed; give a str, Decimal or int"
        )
    raise TypeError(f"a {type(value).__name__} is not a printed number; give a str, Decimal or int")


def _whole(value: int) -> str:
    if abs(value) >= 10**LONGEST:
        raise TypeError(f"an int of more than {LONGEST} digits is no printed number")
    return str(value)


def shortest(number: Decimal) -> str:
    """A decimal without zeros at its end.

    >>> shortest(Decimal("7.00")), shortest(Decimal("0.50"))
    ('7', '0.5')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal_text(value: Fraction, digits: int = 6) -> str:
    """A fraction in decimal digits, cut off with an ellipsis where it does not end: ``1.321428…``.

    >>> decimal_text(Fraction(37, 28)), decimal_text(Fraction(37, 4))
    ('1.321428…', '9.25')
    """
    whole, rest = divmod(abs(value.numerator), value.denominator)
    places = ""
    while rest and len(places) < digits:
        digit, rest = divmod(10 * rest, value.denominator)
        places += str(digit)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}{'.' if places else ''}{places}{'…' if rest else ''}"


def of_single(value: float) -> str:
    """The text of a 32-bit float: its value rounded to the six significant digits that such a float keeps of a decimal.

    A decimal of so many digits is itself again; of what follows them, nothing is certain.

    >>> of_single(1.3214285373687744), of_single(59.52000045776367), of_single(float("nan"))
    ('1.32143', '59.52', 'nan')
    """
    rounded = _SINGLE.create_decimal_from_float(value)
    return shortest(rounded) if rounded.is_finite() else repr(value)


def fold(text: str) -> str:
    """A name or label reduced to what matters in comparing printed variants.

    Case, spaces, punctuation and the word *and* do not matter.

    >>> fold("SEMI - CONSOLIDATED Democracy") == fold("Semiconsolidated democracy")
    True
    >>> fold("Judicial Framework & Independence") == fold("judicial_framework_and_independence")
    True
    """
    # Small raised digits lead to footnotes.
    folded = text.casefold().rstrip("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079")
    # Most names are one word.
    words = [folded] if folded.isalnum() else _WORD.findall(folded)
    return "".join([word for word in words if word != "and"])


def glued(text: str) -> str:
    """`fold`, but with the word *and*, which names that are written without spaces hide.

    >>> glued("Judicial Framework and Independence") == fold("JudicialFrameworkAndIndependence")
    True
    """
    return "".join(_WORD.findall(text.casefold()))


def same(first: str, second: str) -> bool:
    """Whether two printings say the same: equal numbers, or texts that fold alike; a number is never a text.

    >>> same("1.5", "1.50"), same("Hybrid Regime", "hybrid-regime"), same("1.32", "1-32"), same("1-32", "13-2")
    (True, True, False, False)
    """
    a, b = parse(first), parse(second)
    if a is not None or b is not None:
        return a == b
    folded = fold(first)
    # Where there are no letters, what is between the digits matters.
    return folded == fold(second) if any(map(str.isalpha, folded)) else first.split() == second.split()
