"""The text of a page, in one spelling of blanks, quotes and bars, and the places in it."""

import re
from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen

#: Each character stands for one of the same meaning, so that offsets and columns stay those of the input.
_SPELLING = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "
        ),
        **dict.fromkeys("\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff\x0b\x0c\x00\x01", " "),
        # Raised digits are the marks of footnotes.
        **dict.fromkeys("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", " "),
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4\u0060", "'"),
        **dict.fromkeys("\u2028\u2029\x85", "\n"),
        **dict.fromkeys("\u2044\u2215\u29f8", "/"),
        **dict.fromkeys("\u2502\u2503\uff5c\u00a6", "|"),
        **dict.fromkeys("\u2010\u2011\u2012\u2212\u00ad", "-"),
    }
)
#: What begins an item of a list, the private characters of symbol fonts among them; to stand in a class of characters.
BULLETS = "*•·▪▫◦●○‣⁃∙▲▼↑↓►▶➢➤✓✔\uf0a7\uf0b7–—-"
#: What may stand around a line without being of its words; to be stripped.
MARKS = f" \t|#>:{BULLETS}"
#: Raised beside a figure, the mark of a footnote would be read as more of its digits.
FOOTNOTE_MARK = re.compile(r"\s*[(\[]?(?:[0-9]{1,3}(?:,\s?[0-9]{1,3})*|[a-z]|[*†‡§]{1,3})[)\]]?\s*")
#: A word with characters in it that nobody sees, such as a soft hyphen; what it loses is made up for behind it.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WITH_UNSEEN = re.compile(rf"(?<![\w.{_UNSEEN}])[\w.]{{1,60}}(?:[{_UNSEEN}]{{1,4}}[\w.]{{1,60}}){{1,20}}")
#: A word that is broken over two lines, put together on the first of them. The hyphen of "semi-consolidated" is
#: its own.
_BROKEN = re.compile(r"(?<=[^\W\d_])(?<!\b[Ss]emi)-\n([ \t]{0,20})([a-z]{1,30})(?![^\W\d_])")
#: Beyond this length a line is taken for a whole page on one line, and places in it get a column.
_LONG_LINE = 400
_LONG_PIECE = 2000


def one_line(text: str) -> str:
    """A text without needless blanks and ends of lines."""
    return " ".join(text.split())


def _seen(match: re.Match[str]) -> str:
    return re.sub(f"[{_UNSEEN}]", "", match[0]).ljust(len(match[0]))


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
        # Marks of bold print, and what marks a footnote in a table, say nothing here.
        text = _WITH_UNSEEN.sub(_seen, text)
        text = text.replace("\r\n", " \n").replace("\r", "\n")
        text = text.replace("**", "  ").translate(_SPELLING)
        return cls(name, _BROKEN.sub(r"\2 \n\1", text), origin, text)

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
