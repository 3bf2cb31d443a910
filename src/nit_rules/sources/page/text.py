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
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4\u0060", "'"),
        **dict.fromkeys("\u2044\u2215\u29f8", "/"),
        **dict.fromkeys("\u2502\u2503\uff5c\u00a6", "|"),
        **dict.fromkeys("\u2010\u2011\u2012\u2212\u00ad", "-"),
    }
)
#: Beyond this length a line is taken for a whole page on one line, and places in it get a column.
_LONG_LINE = 400


@frozen
class Page:
    """A page: the name of its file, and its text with offsets that lead back to lines and columns."""

    name: str
    text: str = field(repr=False)

    @classmethod
    def of(cls, text: str, name: str) -> "Page":
        return cls(name, text.replace("\r\n", " \n").replace("\r", "\n").translate(_SPELLING))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def at(self, offset: int) -> str:
        """``name:line``, with the column where the line is as long as a page."""
        line = bisect_right(self._starts, offset)
        if self.line_end(offset) - self._starts[line - 1] > _LONG_LINE:
            return self.cell(offset)
        return f"{self.name}:{line}"

    def cell(self, offset: int) -> str:
        """``name:line:column``"""
        line = bisect_right(self._starts, offset)
        return f"{self.name}:{line}:{offset - self._starts[line - 1] + 1}"

    def line_start(self, offset: int) -> int:
        return self._starts[bisect_right(self._starts, offset) - 1]

    def line_end(self, offset: int) -> int:
        line = bisect_right(self._starts, offset)
        return self._starts[line] - 1 if line < len(self._starts) else len(self.text)
