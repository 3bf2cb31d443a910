"""Columns of claims, of whatever type, as spans of the lattice."""

from collections.abc import Callable, Sequence
from functools import partial
from sys import float_info

import narwhals as nw

from nit_rules.frames.columns import Codes, as_text, codes_of, is_number, is_text, look_up, quotient, rest
from nit_rules.frames.figures import Printer
from nit_rules.frames.judging import Claims, Span
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.staircase import Staircase, floored
from nit_rules.model import Lattice, is_empty
from nit_rules.numerals import fold
from nit_rules.verdicts import OTHER_INDEX

#: Codes of claims that have no span: those that no row gives, and those that say nothing about the figure.
_NOWHERE, _NOTHING = -1, -2
#: Binary floats count the units of a printed figure exactly up to here.
EXACT = 1 << 40
_ABSENT = frozenset({"", "n/a"})


def is_plain(sheet: Sheet, printer: Printer) -> bool:
    """Whether an engine can compare a column of claims with what is printed: numbers with numbers, labels with text.

    Text has many ways to print a number; and a made-up label may read like another index's, which is no claim.
    """
    dtype = sheet.schema[printer.figure]
    if stairs := printer.staircase:
        return is_number(dtype) and max(abs(stairs.lowest), abs(stairs.highest)) <= EXACT
    code = claim_code(printer.lattice, printer.figure)
    return isinstance(dtype, nw.String) and all(code(str(label)) >= 0 for label in set(printer.prints))


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


def known_codes(sheet: Sheet, printers: Sequence[Printer]) -> dict[str, Codes]:
    """For columns that hold only what the rules print, the codes of what needs one; a lazy frame is read once.

    Of all others the distinct values must be looked up.
    """
    strange = {}
    for printer in filter(partial(is_plain, sheet), printers):
        column, dtype = nw.col(printer.figure), sheet.schema[printer.figure]
        if stairs := printer.staircase:
            short = _is_short(column, _units(column, stairs.digits), stairs, dtype)
            strange[printer.figure] = _is_finite(column) & ~short
        else:
            strange[printer.figure] = ~column.is_in(list(dict.fromkeys(printer.prints)))
    found = sheet.any(strange)
    codes: dict[str, Codes] = {}
    for printer in printers:
        if printer.figure in strange and printer.figure not in found:
            code = claim_code(printer.lattice, printer.figure)
            labels = () if printer.staircase else dict.fromkeys(printer.prints)
            codes[printer.figure] = {label: code(str(label)) for label in labels}
    return codes


def claims_of(sheet: Sheet, printer: Printer, codes: Codes | None = None) -> tuple[Sheet, Claims | None]:
    """A column of claims about a figure; None where it is empty.

    `codes` are those of its distinct values, as far as they need any; where none are given,
    the column is read for them.
    """
    figure, lattice, stairs = printer.figure, printer.lattice, printer.staircase
    dtype, column = sheet.schema[figure], nw.col(figure)
    code, width = claim_code(lattice, figure), len(lattice.rows)
    spans: list[tuple[nw.Expr, nw.Expr, nw.Expr]] = []
    if is_text(dtype):
        sheet, written = as_text(sheet, [figure])
        column = nw.col(written.get(figure, figure))
        if codes is None:
            codes = codes_of(sheet, figure, written.get(figure, figure), code)
        there = ~column.is_null()
    elif stairs and is_number(dtype):
        units = _units(column, stairs.digits)
        is_short = _is_short(column, units, stairs, dtype)
        there = _is_finite(column)
        if codes is None:
            codes = codes_of(sheet, figure, figure, code, there & ~is_short)
        inside = is_short & units.is_between(stairs.lowest, stairs.highest)
        spans.append((inside, *stairs.span(units)))
    else:
        return sheet, None
    if any(one != _NOWHERE for one in codes.values()):
        coded = look_up(column, codes, _NOWHERE)
        spans.append((coded >= 0, floored(coded, width), rest(coded, width)))
        there &= coded != _NOTHING
    first = _choose([(when, low) for when, low, _ in spans] + [(there, width)], 0)
    last = _choose([(when, high) for when, _, high in spans] + [(there, -1)], width - 1)
    return sheet, Claims(printer, there, Span(first, last))


def _is_finite(column: nw.Expr) -> nw.Expr:
    return column.is_between(-float_info.max, float_info.max)


def _is_short(column: nw.Expr, units: nw.Expr, stairs: Staircase, dtype: nw.dtypes.DType) -> nw.Expr:
    """Whether a number has no more digits than the rule prints: it is so many units of the last of them."""
    return quotient(units, 10**stairs.digits, dtype) == column


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
