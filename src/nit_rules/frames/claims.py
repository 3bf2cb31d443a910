"""Columns of claims, of whatever type, as spans of the lattice."""

from collections.abc import Callable, Iterable, Sequence
from math import isfinite
from sys import float_info

import narwhals as nw
from attrs import frozen

from nit_rules.frames.arithmetic import floored, look_up, quotient
from nit_rules.frames.columns import as_text, codes_of, is_number, is_text, text_of_value
from nit_rules.frames.decimals import floats_of, shortened
from nit_rules.frames.figures import Printer
from nit_rules.frames.judging import Spans
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.staircase import Staircase
from nit_rules.model import Lattice, is_empty
from nit_rules.model.indexes import FLOAT_DIGITS
from nit_rules.numerals import fold, is_absent, remembered
from nit_rules.verdicts import OTHER_INDEX

#: Codes of claims that have no span: those that no row gives, and those that say nothing about the figure.
UNREACHED, NOTHING = -1, -2
#: Whole numbers up to here binary floats of 64 bits tell apart, with some bits to spare for a product; and those of 32
#: bits keep six digits of any decimal.
_EXACT, _EXACT_SINGLE = 1 << 48, 10**6
#: Figures of decimals that are taken as floats have fewer units than this, and no figure of those is as large.
_MOST, _FAR = 10**FLOAT_DIGITS, 1e15
#: The largest float of 32 bits.
_LARGEST_SINGLE = (2 - 2.0**-23) * 2.0**127


@frozen
class Claims:
    """A column of claims: where there is one, and the rows of the lattice that give it, null where there is none.

    `is_plain` where each was a number with no more digits than the rule prints, or a label as it is printed, when the
    column was looked at: such a claim is right exactly where it is the very figure that is expected. A source can give
    another, `strange` one later (a sample, a table that grows); of that nothing is said.
    """

    printer: Printer
    there: nw.Expr
    span: Spans
    is_plain: bool
    strange: nw.Expr


def is_comparable(sheet: Sheet, printer: Printer) -> bool:
    """Whether an engine can compare a column of claims with what is printed: numbers with numbers, labels with text.

    Text has many ways to print a number; and a made-up label may read like another index's, which is no claim.
    """
    dtype = sheet.schema[printer.figure]
    if stairs := printer.staircase:
        most = _EXACT_SINGLE if isinstance(dtype, nw.Float32) else _EXACT
        return is_number(dtype) and stairs.reach <= most
    code = claim_code(printer.lattice, printer.figure)
    return isinstance(dtype, nw.String) and all(code(str(label)) >= 0 for label in set(printer.prints))


def claim_code(lattice: Lattice, figure: str) -> Callable[[str], int]:
    """From a printed claim to its span as one integer, remembered with the lattice."""
    width = len(lattice.rows)

    @remembered
    def code(text: str) -> int:
        if is_absent(text) or fold(text) in OTHER_INDEX:
            return NOTHING
        try:
            span = lattice.span(figure, text)
        except ValueError:
            return NOTHING
        return UNREACHED if is_empty(span) else span[0] * width + span[1]

    return lattice.kept(("code", figure), lambda: code)


def number_code(lattice: Lattice, figure: str, dtype: nw.dtypes.DType) -> Callable[[float], int]:
    """From a claim in a column of binary floats to its span as one integer, remembered with the lattice."""
    of_text = claim_code(lattice, figure)

    @remembered
    def code(value: float) -> int:
        return of_text(text_of_value(value, dtype)) if isfinite(value) else NOTHING

    return lattice.kept(("code", figure, str(dtype)), lambda: code)


def with_floats(sheet: Sheet, printers: Iterable[Printer]) -> Sheet:
    """The sheet with columns of decimals, where claims are numbers, as floats of which each means the same claim.

    Where a type has room for more digits than floats keep, it is read for such decimals.
    """
    figures = {one.figure: one for one in printers if one.staircase and one.staircase.most < _MOST}
    sheet, floats, stands = floats_of(sheet, figures)
    sheet = sheet.held() if stands else sheet
    odd = sheet.any({figure: ~one for figure, one in stands.items()})
    sheet, written = as_text(sheet, odd)
    for figure, text in written.items():
        is_odd, code = ~stands[figure], claim_code(figures[figure].lattice, figure)
        codes = codes_of(sheet, figure, sheet.distinct(text, is_odd), code)
        means = {value: shortened(value) for value, code in codes.items() if code >= 0}
        other = look_up(nw.col(text), means, _FAR, nw.Float64())
        floats[figure] = nw.when(is_odd).then(other).otherwise(floats[figure])
    return sheet.counting(floats)


def strange_claims(sheet: Sheet, printers: Sequence[Printer]) -> dict[str, nw.Expr]:
    """For each column that could hold nothing but plain claims: where it holds another."""
    found = {}
    for printer in printers:
        if is_comparable(sheet, printer):
            column, dtype = nw.col(printer.figure), sheet.schema[printer.figure]
            if stairs := printer.staircase:
                is_plain = _is_short(column, stairs, dtype)
            else:
                is_plain = column.is_in(list(dict.fromkeys(printer.prints)))
            found[printer.figure] = ~is_plain
    return found


def claims_of(sheet: Sheet, printer: Printer, strange: nw.Expr | None) -> tuple[Sheet, Claims | None]:
    """A column of claims about a figure; None where it is empty.

    Where it holds plain claims, `strange` says where it would hold another. Else it is read for those distinct values
    that need a look-up.
    """
    figure, stairs, dtype = printer.figure, printer.staircase, sheet.schema[printer.figure]
    column = nw.col(figure)
    if strange is not None:
        span = Spans(*stairs.span(_wide(column, dtype))) if stairs else _span_of_label(column, printer)
        return sheet, Claims(printer, ~column.is_null(), span, is_plain=True, strange=strange)
    if not is_text(dtype) and not (stairs and is_number(dtype)):
        return sheet, None
    code, width = claim_code(printer.lattice, figure), len(printer.lattice.rows)
    is_short = inside = nw.lit(value=False)
    within = Spans(nw.lit(0), nw.lit(0))
    if is_text(dtype):
        sheet, written = as_text(sheet, [figure])
        text = written.get(figure, figure)
        codes, column = codes_of(sheet, figure, sheet.distinct(text), code), nw.col(text)
        there = ~column.is_null()
    else:
        assert stairs is not None  # noqa: S101 - labels are text
        near, is_short = _near(column, stairs, dtype), _is_short(column, stairs, dtype)
        there = ~column.is_null() & _is_finite(column, dtype)
        codes = codes_of(sheet, figure, sheet.distinct(figure, there & ~is_short), code)
        inside = is_short & stairs.units(near).is_between(stairs.lowest, stairs.highest)
        within = Spans(*stairs.span(nw.when(inside).then(near)))
    coded = nw.col(sheet.working(f"{figure}_code"))
    # Nothing is said of what the source did not hold when it was read.
    sheet = sheet.with_columns([look_up(column, codes, NOTHING).alias(sheet.working(f"{figure}_code"))])
    there &= is_short | (coded != NOTHING)
    before = floored(coded, 0, width)
    first = nw.when(inside).then(within.first).when(coded >= 0).then(before).when(there).then(width)
    last = (
        nw.when(inside).then(within.last).when(coded >= 0).then(coded - before * width).when(there).then(-1)
    )
    return sheet, Claims(printer, there, Spans(first, last), is_plain=False, strange=nw.lit(value=False))


def _span_of_label(column: nw.Expr, printer: Printer) -> Spans:
    """The rows of a label as printed."""
    first, last = nw.when(nw.lit(value=False)).then(0), nw.when(nw.lit(value=False)).then(0)
    for label in dict.fromkeys(map(str, printer.prints)):
        span = printer.lattice.span(printer.figure, label)
        first, last = first.when(column == label).then(span[0]), last.when(column == label).then(span[1])
    return Spans(first, last)


def _is_finite(column: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    largest = _LARGEST_SINGLE if isinstance(dtype, nw.Float32) else float_info.max
    return column.is_between(-largest, largest)


def _is_short(column: nw.Expr, stairs: Staircase, dtype: nw.dtypes.DType) -> nw.Expr:
    """Whether a number has no more digits than the rule prints: it is so many units of the last of them.

    Numbers that floats do not count exactly are no figures, and are looked at one by one.
    """
    # Floats count any number that is near, or not; only whole numbers have to be kept from overflowing.
    near = _wide(column, dtype) if dtype.is_float() else _near(column, stairs, dtype)
    divided = quotient(stairs.units(near), 10**stairs.digits, dtype)
    return _is_near(column, stairs) & (divided == column)


def _is_near(column: nw.Expr, stairs: Staircase) -> nw.Expr:
    limit = _EXACT / 10.0**stairs.digits
    return column.is_between(-limit, limit)


def _near(column: nw.Expr, stairs: Staircase, dtype: nw.dtypes.DType) -> nw.Expr:
    """The column, null for numbers so large that some engines' whole numbers overflow."""
    return nw.when(_is_near(column, stairs)).then(_wide(column, dtype))


def _wide(column: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    """The column as one that is multiplied in 64 bits."""
    return column.cast(nw.Float64) if isinstance(dtype, nw.Float32) else column
