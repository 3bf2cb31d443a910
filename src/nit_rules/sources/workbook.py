"""Workbooks (.xlsx, .xlsm), treated as hostile: what is unpacked is counted, and no formula or macro is run."""

import lzma
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from nit_rules.errors import InputError, Problem, quoted
from nit_rules.model import Record
from nit_rules.sources.cells import shown, text_of
from nit_rules.sources.columns import Terms
from nit_rules.sources.headers import HEADER_WITHIN, Header, Row, find_header
from nit_rules.sources.opening import MIB, Input
from nit_rules.sources.places import Places, letters
from nit_rules.sources.register import Register
from nit_rules.sources.table import Table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

#: What a workbook may unpack to, in bytes, and of how many parts it may consist.
LARGEST_UNPACKED = 256 * MIB
MOST_PARTS = 5_000
#: Cells of the rectangle that a sheet's outermost cells span: all of it is held in memory.
MOST_CELLS = 12_000_000
#: No workbook has more.
MOST_COLUMNS = 16_384

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(source: Input, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of every sheet that has a header. Raises `InputError` where none has, or the file is no workbook."""
    book, has_macros = _open(source)
    if has_macros:
        message = "the workbook holds macros; only its values are read"
        register.reading.notes.append(Problem("macros", source.name, message))
    reasons: list[Problem] = []
    found = False
    with book:
        for _, sheet, places, header in _sheets(source, book, terms):
            if isinstance(header, Problem):
                reasons.append(header)
                continue
            found = True
            register.reading.problems.extend(_merged(sheet, header, places))
            below = (row for row in _rows(sheet) if row[0] > header.number)
            yield from Table(header, places, register, terms).records(below)
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
    from python_calamine import SheetTypeEnum

    for name in [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]:
        with _calamine(source):
            sheet = book.get_sheet_by_name(name)
        places = Places(f"{source.name}:{shown(name)}!", lettered=True)
        yield name, sheet, places, find_header(islice(_rows(sheet), HEADER_WITHIN), terms.vocabulary, places)


def _merged(sheet: "CalamineSheet", header: Header, places: Places) -> Iterator[Problem]:
    """Merged cells of records, in columns that are read: only the first of them holds what seems to stand in all."""
    ranges = sheet.merged_cell_ranges
    if not ranges:
        return
    # A row with one filled cell is a footnote or the like, however wide.
    records = [number for number, cells in _rows(sheet) if sum(map(bool, map(str.strip, cells))) > 1]
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
        raise _refused(source, "empty", "the file is empty")
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise _refused(
                source, "protected", "the workbook is protected by a password; save it without one"
            )
        raise _refused(source, "wrong-kind", "an old Office file (.xls); save it as .xlsx")
    names, unpacked = _unpacked(source, data)
    if not any(name.startswith("xl/worksheets/") for name in names):
        raise _refused(source, "wrong-kind", "a zip archive, but no workbook (.xlsx)")
    with _calamine(source):
        book = CalamineWorkbook.from_filelike(unpacked)
    return book, any(name.endswith("vbaProject.bin") for name in names)


def _unpacked(source: Input, data: bytes) -> tuple[list[str], BytesIO]:
    """The parts of the archive, stored without compression.

    What is unpacked here is counted byte by byte; the sizes that an archive declares may lie. The reader of workbooks
    then meets no compressed data at all.
    """
    stored = BytesIO()
    left = LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(stored, "w") as copy:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise _refused(source, "too-large", f"more than {MOST_PARTS} parts")
            for part in parts:
                if part.flag_bits & 0x1:
                    raise _refused(source, "protected", "the workbook is protected by a password")
                with archive.open(part) as packed:
                    content = packed.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise _refused(
                        source, "too-large", f"it unpacks to more than {LARGEST_UNPACKED // MIB} MB"
                    )
                copy.writestr(part.filename, _checked(source, part.filename, content))
            names = [part.filename for part in parts]
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ):
        raise _refused(
            source, "broken", "not a workbook, or a damaged one: its archive cannot be unpacked"
        ) from None
    stored.seek(0)
    return names, stored


class _Cell(NamedTuple):
    """A cell that is being parsed: at which byte it begins, its tag with the prefix before it, its place and type."""

    start: int
    tag: str
    place: str
    type: str

    def with_text(self, text: str) -> bytes:
        """The cell as far as its closing tag, holding a text."""
        place = f" r={quoteattr(self.place)}" if self.place else ""
        value = f"{self.tag[:-1]}v"
        cell = f'<{self.tag}{place} t="str"><{value}>{escape(text)}</{value}>'
        return cell.encode("ascii", "xmlcharrefreplace")


class _Part:
    """A part of the archive: the rectangle that its cells span, whether or not they say where they stand.

    To the reader of workbooks an error (``#DIV/0!``), and a formula whose value was not stored, is an empty cell. Both
    are written again as text, the formula after its ``=``, so that they are seen.
    """

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = 0
        self._parser = ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._cell: _Cell | None = None
        self._inside = ""
        self._texts: dict[str, str] = {}
        #: from which byte to which something else is written
        self._instead: list[tuple[int, int, bytes]] = []

    def parse(self, content: bytes) -> bytes:
        """The content with such cells as text."""
        self._parser.Parse(content, True)
        pieces: list[bytes] = []
        done = 0
        for start, end, piece in self._instead:
            pieces += (content[done:start], piece)
            done = end
        return b"".join((*pieces, content[done:])) if pieces else content

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        kind, place = tag.rpartition(":")[2], attributes.get("r", "")
        if kind == "row":
            self.row, self.column = int(place) if place.isdecimal() else self.row + 1, 0
        elif kind == "c":
            name = place.rstrip("0123456789")
            self.column = _column(name) if name else self.column + 1
            row = place[len(name) :]
            self.rows = max(self.rows, int(row or self.row))
            self.columns = max(self.columns, self.column)
            self._cell = _Cell(self._parser.CurrentByteIndex, tag, place, attributes.get("t", "n"))
            if self._cell.type == "e":
                self._watch()
        elif (
            kind == "f"
            and self._cell
            and self._cell.type not in ("e", "str")
            and tag[:-1] == self._cell.tag[:-1]
        ):
            self._watch()
        self._inside = kind

    def _watch(self) -> None:
        """Look at the texts of this cell; of most none is needed."""
        self._texts = {}
        self._parser.CharacterDataHandler = self._text
        self._parser.EndElementHandler = self._end

    def _text(self, text: str) -> None:
        self._texts[self._inside] = self._texts.get(self._inside, "") + text

    def _end(self, tag: str) -> None:
        self._inside = ""
        if self._cell is None or tag != self._cell.tag:
            return
        value = self._texts.get("v", "").strip()
        text = value if self._cell.type == "e" else "" if value else f"={self._texts.get('f', '')}"
        if text:
            end = self._parser.CurrentByteIndex
            self._instead.append((self._cell.start, end, self._cell.with_text(text)))
        self._cell = None
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None


def _checked(source: Input, name: str, content: bytes) -> bytes:
    """The content of a part: refused where its cells span more than can be held, empty where it is no XML."""
    part = _Part()
    try:
        content = part.parse(content)
    except (ExpatError, ValueError, LookupError):
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            raise _refused(source, "broken", f"a damaged workbook: {shown(name)} is broken") from None
        return b""
    if part.rows * part.columns > MOST_CELLS or part.columns > MOST_COLUMNS:
        extent_words = f"{part.rows} rows and {part.columns} columns"
        most = f"{MOST_COLUMNS} columns" if part.columns > MOST_COLUMNS else f"{MOST_CELLS} cells"
        message = f"{shown(name)} spans {extent_words}; at most {most} are read"
        raise _refused(source, "too-large", message)
    return content


def _column(name: str) -> int:
    number = 0
    # More letters than these name no column of any workbook.
    for letter in name[:8]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@contextmanager
def _calamine(source: Input) -> Iterator[None]:
    """Whatever the reader of workbooks stumbles over, as one line."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, OSError, ValueError) as error:
        raise _refused(source, "broken", f"the workbook cannot be read: {quoted(str(error))}") from None
    except BaseException as error:
        # A panic in the reader's Rust code derives from BaseException, and its type cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _refused(source, "broken", "the workbook cannot be read") from None


def _refused(source: Input, code: str, message: str) -> InputError:
    return InputError([Problem(code, source.name, message)])
