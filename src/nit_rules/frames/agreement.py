"""The common case of a frame held in memory: all ratings known, and every claim the very figure they give.

Such rows need no spans: the sum of the ratings is one row of the lattice, each claim there is equal to what it prints,
and is reproduced. All others are set aside, audited in full, and put back in their places.
"""

from collections.abc import Callable, Mapping, Sequence

import narwhals as nw
from attrs import evolve

from nit_rules.frames.columns import EXACT, UNKNOWN, claim_code, is_number, quotient
from nit_rules.frames.figures import Printer, decimal
from nit_rules.frames.sheet import Sheet
from nit_rules.model import Lattice, Verdict


def is_plain(sheet: Sheet, printer: Printer) -> bool:
    """Whether an engine can compare a column of claims with what is printed: numbers with numbers, labels with text.

    Text has many ways to print a number; and a made-up label may read like another index's, which is no claim.
    """
    dtype = sheet.schema[printer.figure]
    if stairs := printer.staircase:
        return is_number(dtype) and max(abs(stairs.lowest), abs(stairs.highest)) <= EXACT
    code = claim_code(printer.lattice, printer.figure)
    return isinstance(dtype, nw.String) and all(code(label) >= 0 for label in printer.printings)


def judged_in_memory(
    sheet: Sheet,
    lattice: Lattice,
    codes: Mapping[str, nw.Expr],
    printers: Sequence[Printer],
    in_full: Callable[[Sheet], Sheet],
) -> Sheet:
    """An eager frame's sheet with expectation and verdict of each claim; `in_full` judges the rows that do not agree.

    All columns of claims are plain, and `codes` are there for all ratings.
    """
    kept = sheet.frame.collect_schema().names()
    total, place, odd = (sheet.working(f"{lattice.id}_{what}") for what in ("total", "place", "odd"))
    added = [f"{printer.figure}_{what}" for printer in printers for what in ("expected", "verdict")]
    sheet = sheet.with_columns([nw.sum_horizontal(*codes.values()).cast(nw.Int64).alias(total)])
    is_known = nw.col(total) < UNKNOWN
    sheet = sheet.with_columns([nw.when(is_known).then(nw.col(total)).otherwise(0).alias(place)])
    sheet = sheet.with_columns(_key(sheet, printer, nw.col(place)) for printer in printers)
    is_settled = is_known
    verdicts = []
    for printer in printers:
        claim = nw.col(printer.figure)
        is_settled &= claim.is_null() | _equal(sheet, printer, claim)
        is_told = is_known & ~claim.is_null()
        verdicts += [
            nw.when(is_told).then(_expected(sheet, printer)).alias(f"{printer.figure}_expected"),
            nw.when(is_told).then(nw.lit(str(Verdict.REPRODUCED))).alias(f"{printer.figure}_verdict"),
        ]
    sheet = sheet.with_columns([*verdicts, (~is_settled).alias(odd)])
    frame = sheet.frame.select(*kept, *added, odd).collect()
    if frame[odd].any():
        apart = frame.filter(nw.col(odd)).select(*sheet.schema)
        judged = in_full(evolve(sheet, frame=apart.lazy()))
        findings = judged.frame.select(*added).collect()
        places = frame[odd].arg_true()
        frame = frame.with_columns(frame[name].scatter(places, findings[name]) for name in added)
    return evolve(sheet, frame=frame.select(*kept, *added).lazy())


def _key(sheet: Sheet, printer: Printer, position: nw.Expr) -> nw.Expr:
    """What a position prints: the units of a number, or the label."""
    key = printer.staircase.value(position) if printer.staircase else printer.label(position)
    return key.alias(sheet.working(f"{printer.figure}_key"))


def _equal(sheet: Sheet, printer: Printer, claim: nw.Expr) -> nw.Expr:
    """Whether a claim is what is printed."""
    key = nw.col(sheet.working(f"{printer.figure}_key"))
    if printer.staircase is None:
        return claim == key
    return claim == quotient(key, 10**printer.staircase.digits, sheet.schema[printer.figure])


def _expected(sheet: Sheet, printer: Printer) -> nw.Expr:
    """What is printed, as it is given back."""
    key = nw.col(sheet.working(f"{printer.figure}_key"))
    return key if printer.staircase is None else decimal(key, printer.staircase)
