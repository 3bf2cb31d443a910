"""The text of a page, and the places in it."""

import re
from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen

from nit_rules.sources.page.spelling import plain, whole

#: What begins an item of a list, the private characters of symbol fonts among them; to stand in a class of characters.
BULLETS = "*•·▪▫◦●○‣⁃∙▲▼↑↓►▶➢➤✓✔\uf0a7\uf0b7–—-"
#: What may stand around a line without being of its words; to be stripped.
MARKS = f" \t|#>:{BULLETS}"
#: Raised beside a figure, the mark of a footnote would be read as more of its digits.
FOOTNOTE_MARK = re.compile(r"\s*[(\[]?(?:[0-9]{1,3}(?:,\s?[0-9]{1,3})*|[a-z]|[*†‡§]{1,3})[)\]]?\s*")
#: How a line ends whose sentence goes on, whatever the next begins with; and one whose sentence may.
_UNFINISHED = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|by|for|from|in|its|of|on|or|that|the|their|to|where|which|while|whose|with)|(?:'s|s'))"
    r"[ \t]*\n\Z"
)
_WITHOUT_END = re.compile(r"[^\W\d_][ \t]*\n\Z")
#: Beyond this length a line is taken for a whole page on one line, and places in it get a column.
_LONG_LINE = 400
_LONG_PIECE = 2000


@frozen
class _Lines:
    """Where the lines of a text begin."""

    text: str = field(repr=False)

    @cached_property
    def starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def start(self, offset: int) -> int:
        return self.starts[bisect_right(self.starts, offset) - 1]

    def end(self, offset: int) -> int:
        line = bisect_right(self.starts, offset)
        return self.starts[line] - 1 if line < len(self.starts) else len(self.text)

    def place(self, offset: int, with_column: bool) -> str:
        line = bisect_right(self.starts, offset)
        column = f":{offset - self.starts[line - 1] + 1}" if with_column else ""
        return f"{line}{column}"


@frozen
class Origin:
    """The markup that a text was shown from: pairs of offsets, in the text and in the markup, of each piece."""

    markup: str = field(repr=False)
    pieces: tuple[tuple[int, int], ...] = field(repr=False)

    def offset(self, text: str, offset: int) -> int:
        """Where in the markup a figure of the text stands."""
        index = bisect_right(self.pieces, (offset, len(self.markup))) - 1
        if index < 0:
            return 0
        shown, start = self.pieces[index]
        # Entities and blanks shift a piece; the figure itself is written as it is shown.
        head = text[offset : offset + 4]
        found = self.markup.find(
            head, start + (offset - shown if offset - shown < 4 else 0), start + _LONG_PIECE
        )
        return found if found >= 0 else start


@frozen
class Page:
    """A page: the name of its file, and its text with offsets that lead back to lines and columns."""

    name: str
    text: str = field(repr=False)
    origin: Origin | None = None
    #: The text as it stands, where words are broken over lines.
    lines: str | None = field(default=None, repr=False)
    #: The file that this page is a part of, and where in it.
    whole: "Page | None" = field(default=None, repr=False)
    begin: int = 0
    #: The subject of a part that does not name it itself.
    subject: str | None = None

    def part(self, start: int, end: int, subject: str | None = None) -> "Page":
        """A page of its own within the file, with places in the file."""
        return Page(self.name, self.text[start:end], whole=self, begin=start, subject=subject)

    @classmethod
    def of(cls, text: str, name: str, origin: Origin | None = None) -> "Page":
        lines = plain(text)
        return cls(name, whole(lines), origin, lines)

    @cached_property
    def _lines(self) -> _Lines:
        return _Lines(self.text)

    @cached_property
    def _written(self) -> _Lines:
        return _Lines(self.origin.markup if self.origin else self.lines or self.text)

    def _offset(self, offset: int) -> int:
        return self.origin.offset(self.text, offset) if self.origin else offset

    def at(self, offset: int) -> str:
        """``name:line``, with the column where the line is as long as a page."""
        if self.whole is not None:
            return self.whole.at(self.begin + offset)
        written, offset = self._written, self._offset(offset)
        is_long = written.end(offset) - written.start(offset) > _LONG_LINE
        return f"{self.name}:{written.place(offset, is_long)}"

    def cell(self, offset: int) -> str:
        """``name:line:column``"""
        if self.whole is not None:
            return self.whole.cell(self.begin + offset)
        return f"{self.name}:{self._written.place(self._offset(offset), with_column=True)}"

    def line_start(self, offset: int) -> int:
        return self._lines.start(offset)

    def line_end(self, offset: int) -> int:
        return self._lines.end(offset)

    def goes_on(self, start: int) -> bool:
        """Whether a line that begins there goes on with the sentence of the line above it."""
        above = self.text[max(0, start - _LONG_LINE) : start]
        first = self.text[start : start + _LONG_LINE].lstrip(" \t>")[:1]
        # What begins with a bullet begins by itself.
        is_unfinished = self.is_below_unfinished(start) or (first.islower() and _WITHOUT_END.search(above))
        return first.isalpha() and bool(is_unfinished)

    def is_below_unfinished(self, start: int) -> bool:
        """Whether the line above one that begins there ends with a word that wants another."""
        return _UNFINISHED.search(self.text, max(0, start - _LONG_LINE), start) is not None
