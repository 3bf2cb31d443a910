"""Rows of a table that are told from data by their texts alone: footnotes, rules and ranges."""

import re
from collections.abc import Sequence

from nit_rules.numerals import fold

_FOOTNOTE = frozenset({"source", "sources", "note", "notes", "key", "legend"})
_MARKS = ("*", "†", "‡")
_RANGE = re.compile(r"\d+(?:\.\d+)?\s*(?:[-\u2010-\u2015]|to)\s*\d+(?:\.\d+)?", re.ASCII)


def filled(cells: Sequence[str]) -> list[int]:
    """The columns of a row that hold something."""
    return [index for index, cell in enumerate(cells) if cell.strip()]


def says_digits(cells: Sequence[str], column: int | None) -> bool:
    """Whether digits stand in a column, as where that says an edition; the row may end before it."""
    return column is not None and column < len(cells) and any(map(str.isdigit, cells[column]))


def begins_footnote(cells: Sequence[str]) -> bool:
    """Whether a row begins with what introduces a footnote: ``Source:``, ``Note``, ``Key: …``."""
    first = next(filter(None, map(str.strip, cells)), "")
    return fold(first.partition(":")[0]) in _FOOTNOTE


def begins_with_mark(cells: Sequence[str]) -> bool:
    """Whether a row begins with the mark of a footnote."""
    return next(filter(None, map(str.strip, cells)), "").startswith(_MARKS)


def is_ruled(cells: Sequence[str]) -> bool:
    """Whether a row is a rule drawn with marks, or says of columns between which numbers they lie."""
    texts = [*filter(None, map(str.strip, cells))]
    return all(not any(map(str.isalnum, text)) for text in texts) or all(map(is_range, texts))


def is_range(text: str) -> bool:
    """Whether a text says between which numbers something lies.

    >>> is_range("5.01-7.00"), is_range("(0 to 100)"), is_range("1999-2000.5"), is_range("-7.00")
    (True, True, True, False)
    """
    return _RANGE.fullmatch(text.strip().strip("()[]")) is not None
