"""What stands in a cell: the text of its value, and how it is shown."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from nit_rules.errors import visible


def text_of(value: object) -> str:
    """The text of a stored value.

    Text is itself, whole numbers their digits, and a binary float is the shortest decimal that reads back to it,
    written without an exponent.

    >>> text_of(1.3214285714285714), text_of(3.0), text_of(1e-07), text_of(None)
    ('1.3214285714285714', '3', '0.0000001', '')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float):
        return plain(repr(value))
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else str(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value)


def plain(number: str) -> str:
    """A float's `repr` without exponent and without an empty fraction.

    >>> plain("1e+16"), plain("2021.0"), plain("nan")
    ('10000000000000000', '2021', 'nan')
    """
    if "e" in number:
        number = format(Decimal(number), "f")
    return number.removesuffix(".0")


#: What stands in a cell that a spreadsheet could not work out, or that was never worked out.
_ERROR = re.compile(
    r"\s*(?:=[^(]{0,60}\(|#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!))", re.IGNORECASE
)


def is_error(text: str) -> bool:
    """Whether a cell holds an error of a spreadsheet, or a formula.

    >>> is_error("#N/A"), is_error("=VLOOKUP(A1,B:C,2)"), is_error("=Estonia")
    (True, True, False)
    """
    return _ERROR.match(text) is not None


def one_line(text: str) -> str:
    """A text without needless blanks and ends of lines.

    >>> one_line("  Electoral\\n Process")
    'Electoral Process'
    """
    return " ".join(text.split())


def shown(text: str, longest: int = 60) -> str:
    """Text of an input within a place: on one line, short, with control characters shown rather than obeyed.

    >>> shown("Electoral\\n Process\\x1b")
    'Electoral Process\\\\x1b'
    """
    line = visible(one_line(text))
    return line if len(line) <= longest else line[: longest - 3] + "..."
