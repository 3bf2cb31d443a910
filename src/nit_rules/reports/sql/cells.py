"""Pieces of SQL, in DuckDB's dialect: cells as numbers and labels, and what few functions every engine has."""

import string
from collections.abc import Iterable, Mapping

from nit_rules.numerals import ABSENT, fold

#: What every engine's decimals can hold after the point; further digits of a claim are rounded away.
DIGITS = 12
#: Marks that labels can be expected to hold: those of ASCII, the no-break space, dashes and quotation marks.
_MARKS = string.punctuation + "\t\n\r\xa0\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u2026"


def case(condition: str, value: str, otherwise: str) -> str:
    return f"CASE WHEN {condition} THEN {value} ELSE {otherwise} END"


def greatest(first: str, *more: str) -> str:
    for one in more:
        first = case(f"{first} > {one}", first, one)
    return first


def least(first: str, *more: str) -> str:
    for one in more:
        first = case(f"{first} < {one}", first, one)
    return first


def said(column: str, value: str) -> str:
    """What is made of a cell; NULL where it says nothing."""
    absent = ", ".join(map(literal, sorted(ABSENT)))
    return f"CASE WHEN LOWER(TRIM(CAST({column} AS TEXT))) IN ({absent}) THEN NULL ELSE {value} END"


def as_number(column: str) -> str:
    """A cell as a number, NULL where it prints none; of other text some engines read the digits that it begins with."""
    text = f"TRIM(CAST({column} AS TEXT))"
    digits = case(f"SUBSTR({text}, 1, 1) IN ('+', '-')", f"SUBSTR({text}, 2)", text)
    is_number = f"TRIM({digits}, '{string.digits}') IN ('', '.') AND {digits} NOT IN ('', '.')"
    return case(is_number, f"ROUND(TRY_CAST({column} AS DECIMAL(38, {DIGITS})), {DIGITS})", "NULL")


def as_label(column: str) -> str:
    """A cell as a label between spaces; those that begin like the formulas and errors of a spreadsheet are none."""
    text = f"CAST({column} AS TEXT)"
    return case(f"SUBSTR(TRIM({text}), 1, 1) IN ('=', '#')", "NULL", f"' ' || LOWER({text}) || ' '")


def replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = f"REPLACE({text}, {literal(old)}, {literal(new)})"
    return text


def folding(labels: Iterable[str]) -> list[tuple[str, str]]:
    """What to replace, and by what, to make of lower-case text between spaces what `fold` makes of it.

    Not every engine knows the lower case of letters beyond ASCII; those that occur in labels are replaced too.
    """
    letters = {c for label in labels for c in label + label.lower() + label.upper() if not c.isascii()}
    spelt = {c: fold(c) or " " for c in sorted(letters)}
    pairs = [(c, folded) for c, folded in spelt.items() if c != folded]
    pairs += [(mark, " ") for mark in _MARKS if mark not in spelt]
    # Each word between spaces of its own, so that "and" is found wherever it stands, and twice in a row.
    return [*pairs, (" ", "  "), (" and ", ""), (" ", "")]


def constants(rows: Iterable[Mapping[str, str]]) -> str:
    """Rows that the query holds itself; the first of them names the columns of all."""
    first, *more = rows
    named = ", ".join(f"{value} AS {name}" for name, value in first.items())
    return " UNION ALL ".join(
        f"SELECT {cells}" for cells in (named, *(", ".join(row.values()) for row in more))
    )


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
