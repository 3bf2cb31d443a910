"""The parts of a workbook's archive, treated as hostile: what is unpacked is counted, and so are the cells of a sheet.

Cells that the reader of workbooks would take for empty are written again as text.
"""

import lzma
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from nit_rules.errors import InputError, Problem
from nit_rules.sources.cells import shown
from nit_rules.sources.opening import MIB, Input

#: What a workbook may unpack to, in bytes, and of how many parts it may consist.
LARGEST_UNPACKED = 256 * MIB
MOST_PARTS = 5_000
#: Cells of the rectangle that a sheet's outermost cells span: all of it is held in memory.
MOST_CELLS = 12_000_000
#: No workbook has more.
MOST_COLUMNS = 16_384


def unpacked(source: Input, data: bytes) -> tuple[list[str], BytesIO]:
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
                raise refused(source, "too-large", f"more than {MOST_PARTS} parts")
            for part in parts:
                if part.flag_bits & 0x1:
                    raise refused(source, "protected", "the workbook is protected by a password")
                with archive.open(part) as packed:
                    content = packed.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise refused(
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
        raise refused(
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
            raise refused(source, "broken", f"a damaged workbook: {shown(name)} is broken") from None
        return b""
    if part.rows * part.columns > MOST_CELLS or part.columns > MOST_COLUMNS:
        extent_words = f"{part.rows} rows and {part.columns} columns"
        most = f"{MOST_COLUMNS} columns" if part.columns > MOST_COLUMNS else f"{MOST_CELLS} cells"
        message = f"{shown(name)} spans {extent_words}; at most {most} are read"
        raise refused(source, "too-large", message)
    return content


def _column(name: str) -> int:
    number = 0
    # More letters than these name no column of any workbook.
    for letter in name[:8]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def refused(source: Input, code: str, message: str) -> InputError:
    """The one problem of an input that is not read at all."""
    return InputError([Problem(code, source.name, message)])
