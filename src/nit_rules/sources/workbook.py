"""Workbooks (.xlsx, .xlsm): the records of their sheets; no formula or macro is run."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from nit_rules.errors import InputError, Problem, quoted
from nit_rules.model import Record
from nit_rules.sources.cells import shown, text_of
from nit_rules.sources.columns import Terms
from nit_rules.sources.header import Header, Row
from nit_rules.sources.headers import HEADER_WITHIN, find_header
from nit_rules.sources.opening import Input
from nit_rules.sources.places import Places, letters
from nit_rules.sources.register import Register
from nit_rules.sources.row_kinds import filled
from nit_rules.sources.several import records_of
from nit_rules.sources.table import Table
from nit_rules.sources.xlsx_parts import refused, unpacked

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(source: Input, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of every sheet that has a header. Raises `InputError` where none has, or the file is no workbook.

    Sheets of one figure each, by editions, are read together; not where other sheets have a row for each record, which
    they are mostly made from.
    """
    book, has_macros = _open(source)
    if has_macros:
        message = "the workbook holds macros; only its values are read"
        register.reading.notes.append(Problem("macros", source.name, message))
    reasons: list[Problem] = []
    found = False

    def tables() -> Iterator[tuple[Table, Iterator[Row]]]:
        nonlocal found
        for _, sheet, places, header in _sheets(source, book, terms):
            if isinstance(header, Problem):
                reasons.append(header)
                continue
            found = True
            register.reading.problems.extend(_merged(sheet, header, places))
            yield Table(header, places, register, terms), _rows(sheet)

    with book:
        left_out = yield from records_of(tables(), register)
    message = "figures by editions, while other sheets have a row for each record"
    reasons += [Problem("by-editions", one.places.row(one.header.number), message) for one in left_out]
    telling = [reason for reason in reasons if reason.code not in ("no-header", "empty")]
    if found:
        register.reading.notes.extend(
            Problem("sheet-left-out", one.at, f"the sheet is not read: {one.message}")
            for one in telling
            if one.code != "no-figures"
        )
        return
    message = "no sheet has a header row that names an edition or a country and an indicator or a figure"
    raise InputError(telling or [Problem("no-header", source.name, message)])


def sheet_rows(
    source: Input, terms: Terms
) -> Iterator[tuple[str, Header | None, Places, Iterator[tuple[int, Sequence[object]]]]]:
    """Every sheet as it stands: its name, its header where it has one, how it names its places, and its rows.

    Raises `InputError` where the file is no workbook.
    """
    book, _ = _open(source)
    with book:
        for name, sheet, places, header in _sheets(source, book, terms):
            rows = ((number, list(cells)) for number, cells in enumerate(sheet.iter_rows(), 1))
            yield name, None if isinstance(header, Problem) else header, places, rows


def _rows(sheet: "CalamineSheet") -> Iterator[Row]:
    for index, cells in enumerate(sheet.iter_rows(), 1):
        yield index, [text_of(cell) for cell in cells]


def _sheets(
    source: Input, book: "CalamineWorkbook", terms: Terms
) -> Iterator[tuple[str, "CalamineSheet", Places, Header | Problem]]:
    """Every worksheet: its name, its cells, how it names its places, and its header or why it has none."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for metadata in sheets:
        name = metadata.name
        with _calamine(source):
            sheet = book.get_sheet_by_name(name)
        places = Places(f"{source.name}:{shown(name)}!", lettered=True)
        header = find_header(islice(_rows(sheet), HEADER_WITHIN), terms.vocabulary, places, name)
        # What nobody sees may be old.
        if isinstance(header, Header) and metadata.visible != SheetVisibleEnum.Visible:
            header = Problem("hidden", places.row(header.number), "it is hidden")
        yield name, sheet, places, header


def _merged(sheet: "CalamineSheet", header: Header, places: Places) -> Iterator[Problem]:
    """Merged cells of records, in columns that are read: only the first of them holds what seems to stand in all."""
    ranges = sheet.merged_cell_ranges
    if not ranges:
        return
    # A row with one filled cell is a footnote or the like, however wide.
    records = [number for number, cells in _rows(sheet) if len(filled(cells)) > 1]
    for (top, left), (bottom, right) in sorted(ranges):
        is_read = any(
            header.cells[column].strip() and column not in header.others
            for column in range(left, min(right + 1, len(header.cells)))
        )
        first = bisect_left(records, max(top + 1, header.number))
        if is_read and first < len(records) and records[first] <= bottom + 1:
            area = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
            message = "merged cells; split them and fill in each"
            yield Problem("merged-cells", f"{places.prefix}{area}", message)


# -- opening ----------------------------------------------------------------------------------------------------


def _open(source: Input) -> tuple["CalamineWorkbook", bool]:
    """The workbook, and whether it holds macros."""
    from python_calamine import CalamineWorkbook

    data = source.bytes("xlsx")
    if not data:
        raise refused(source, "empty", "the file is empty")
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise refused(source, "protected", "the workbook is protected by a password; save it without one")
        raise refused(source, "wrong-kind", "an old Office file (.xls); save it as .xlsx")
    names, archive = unpacked(source, data)
    if not any(name.startswith("xl/worksheets/") for name in names):
        raise refused(source, "wrong-kind", "a zip archive, but no workbook (.xlsx)")
    with _calamine(source):
        book = CalamineWorkbook.from_filelike(archive)
    return book, any(name.endswith("vbaProject.bin") for name in names)


@contextmanager
def _calamine(source: Input) -> Iterator[None]:
    """Whatever the reader of workbooks stumbles over, as one line."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, OSError, ValueError) as error:
        raise refused(source, "broken", f"the workbook cannot be read: {quoted(str(error))}") from None
    except BaseException as error:
        # A panic in the reader's Rust code derives from BaseException, and its type cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise refused(source, "broken", "the workbook cannot be read") from None
