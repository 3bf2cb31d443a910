"""Whose a figure is: what stands beside or above it may give it to another subject, another edition, or to no country.

Cards of other countries, averages of a region and last year's column have the same names as a page's own figures. A
figure is taken from the page only where none of these claims it.
"""

import re
from collections.abc import Iterator

from attrs import frozen

from nit_rules.sources.page.context import EDITION, printed_edition
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.text import BULLETS, Page
from nit_rules.sources.subjects import known_subject

#: So many lines, none longer than so many characters, may stand between a heading and its last figure.
_LINES, _LONGEST = 6, 120
_BESIDE = 60
_MOST_WORDS = 6
_MARKS = f" \t|#>:{BULLETS}"
#: Yugoslavia and its successors stand on each other's pages, as names of one state in different years.
_SUCCESSION = {"YU", "RS", "ME", "XK"}

_NOT_OWN = (
    r"(?:(?:regional|overall[ \t]{1,8}regional)[ \t]{1,8})?(?:averages?|means?|medians?)|regional|projected|expected"
    r"|forecast|estimated|former|(?:last|previous|prior)(?:[ \t]{1,8}(?:year|edition)(?:'s)?)?"
)
_QUALIFIED = re.compile(rf"(?<![\w-])({_NOT_OWN}|of|from)[ \t|]{{1,20}}\Z", re.IGNORECASE)
_YEAR_BEFORE = re.compile(rf"(?<![\w./,-])({EDITION})[ \t|:,–—-]{{1,20}}\Z")
_YEAR_WITHIN = re.compile(
    rf"[^\d\n:]{{3,{_BESIDE}}}(?<![\w.,])({EDITION})(?![.,\d])[)\]]?[ \t]{{0,4}}:?[ \t]"
)
_IN_BRACKETS = re.compile(r"[ \t|]{0,20}[(\[]([^()\[\]\n]{1,60})[)\]]")
_AVERAGE = re.compile(r"\b(?:average|mean|median)\b", re.IGNORECASE)
_SECOND_COLUMN = re.compile(
    r"[ \t|]{1,20}\d[\d.,]{0,20}[ \t|]{0,10}/[ \t|]{0,10}(?:7|100)(?:\.0{1,2})?(?![\d.]\d|\d)"
)
_YEAR = re.compile(
    rf"(?:(?:in|edition)[ ])?({EDITION})(?:[ ](?:edition|report|scores|ratings))?",
    re.IGNORECASE,
)
_YEAR_BEFORE_LAST = re.compile(
    r"(?:last|previous|prior)[ ](?:year|edition)(?:'s)?(?:[ ]\w{1,20}){0,2}", re.IGNORECASE
)
_COMPARED = re.compile(
    r"(?:for comparison|comparisons?|compared? (?:with|to)|see also|related|neighbou?rs?)[ ,:]{1,3}",
    re.IGNORECASE,
)
#: A section of the page's own begins here, or a sentence ends.
_OWN_AGAIN = re.compile(
    r"nations in transit|score changes|executive summary|header\d|democracy-|[.!?][ \t]{0,20}\Z",
    re.IGNORECASE,
)


@frozen
class Owners:
    """Tells figures of others from those of a page about `subject` (its key) and `edition`, as far as it names them."""

    page: Page
    names: Names
    subject: str | None
    edition: str | None

    def of_figure(self, start: int, end: int) -> str | None:
        """Whose a figure is whose name begins and whose value ends there; None where it is the page's own."""
        text = self.page.text
        before = text[max(self.page.line_start(start), start - _BESIDE) : start]
        if (year := _YEAR_BEFORE.search(before)) and self._is_other_edition(year[1]):
            return year[1]
        # Between name and figure, the year says which edition is meant.
        if year := _YEAR_WITHIN.match(text, start, min(end, start + _BESIDE)):
            return year[1] if self._is_other_edition(year[1]) or self.edition is None else None
        return self.before(start) or self._after(end) or self._above(start)

    def before(self, start: int) -> str | None:
        """Whose the words say it is that stand right before a name."""
        before = self.page.text[max(self.page.line_start(start), start - _BESIDE) : start]
        if words := _QUALIFIED.search(before):
            return " ".join(words[1].split())
        return next(filter(self._is_other, _ends(before)), None)

    def above_table(self, start: int) -> str | None:
        """Whose a table is whose years begin there: the line above may name another country."""
        line = next(self._lines_above(start), "")
        if _OWN_AGAIN.search(line):
            return None
        words = line.split()
        found = [
            name
            for first in range(len(words))
            for last in range(first + 1, min(len(words), first + _MOST_WORDS) + 1)
            if known_subject(name := " ".join(words[first:last]).strip(_MARKS + ",;'()"))
        ]
        is_own = any(not self._is_other(name) for name in found)
        return None if is_own else next(iter(found), None)

    def is_other_country(self, name: str) -> bool:
        """Whether a name is that of another country or territory."""
        return self._is_other(name)

    def _after(self, end: int) -> str | None:
        """Whose the words say it is that stand right after a value."""
        text = self.page.text
        if _SECOND_COLUMN.match(text, end):
            return "two columns"
        if brackets := _IN_BRACKETS.match(text, end):
            year = _YEAR.fullmatch(brackets[1].strip())
            if year and self._is_other_edition(year[1]):
                return year[1]
            if self._is_other(brackets[1]) or _AVERAGE.search(brackets[1]):
                return brackets[1]
        rest = text[end : min(self.page.line_end(end), end + _BESIDE)].strip(_MARKS + ",;()")
        return rest if self._is_other(rest) else None

    def _above(self, start: int) -> str | None:
        """Whose the heading above says it is: a line that is nothing but another country, or another year."""
        lines = [*self._lines_above(start)]
        for place, line in enumerate(lines):
            if _OWN_AGAIN.search(line):
                return None
            if not (kind := self._kind(line)):
                continue
            # Several of one kind in a row are a list, of links or of years.
            if place + 1 < len(lines) and self._kind(lines[place + 1]) == kind:
                return None
            if place and self._kind(lines[place - 1]) == kind:
                return None
            return line if self._is_others(kind, line) else None
        return None

    def _kind(self, line: str) -> str | None:
        if known_subject(_country(line)):
            return "country"
        return "year" if _YEAR.fullmatch(line) or _YEAR_BEFORE_LAST.fullmatch(line) else None

    def _is_others(self, kind: str, line: str) -> bool:
        if kind == "country":
            return self._is_other(_country(line))
        year = _YEAR.fullmatch(line)
        return year is None or self._is_other_edition(year[1])

    def _lines_above(self, start: int) -> Iterator[str]:
        """The lines above, from the nearest on, without blanks and marks around them."""
        count, begin = 0, self.page.line_start(start)
        while begin > 0 and count < _LINES:
            end = begin - 1
            begin = self.page.line_start(end)
            if end - begin > _LONGEST:
                return
            if line := " ".join(self.page.text[begin:end].split()).strip(_MARKS):
                count += 1
                yield line

    def _is_other(self, name: str) -> bool:
        key = known_subject(name.strip())
        return key is not None and key not in (self.subject, "YU") and not {key, self.subject} <= _SUCCESSION

    def _is_other_edition(self, printed: str) -> bool:
        return self.edition is not None and self.names.edition(printed_edition(printed)) != self.edition


def _country(line: str) -> str:
    return _COMPARED.sub("", line, count=1)


def _ends(before: str) -> Iterator[str]:
    """What a text ends with, from one word on: the possessive of a name is that name."""
    words = re.split(r"[\d/;.•·|]", before.rstrip(" \t|:,–—-"))[-1].split()
    for count in range(1, min(len(words), _MOST_WORDS) + 1):
        yield re.sub(r"'s?\Z", "", " ".join(words[-count:])).strip(",()")
