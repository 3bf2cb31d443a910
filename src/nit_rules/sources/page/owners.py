"""Whose a figure is: what stands beside or above it may give it to another subject, another edition, or to no country.

Cards of other countries, averages of a region and last year's column have the same names as a page's own figures. Words
right beside a figure decide. A line above that is nothing but another country or another year may be a heading as well
as a link: it decides only where the page prints the same figure otherwise, without such a line.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from attrs import Factory, define, evolve, field, frozen

from nit_rules.sources.page.context import EDITION, printed_edition
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.text import BULLETS, Page
from nit_rules.sources.subjects import known_subject

#: So many lines with something on them, of so many in all, none longer than so many characters, may stand between a
#: heading and its last figure.
_LINES, _MOST_LINES, _LONGEST = 12, 40, 120
_BESIDE = 60
_MOST_WORDS = 6
_MARKS = f" \t|#>:{BULLETS}"
#: What was Yugoslavia stands on the pages of its successors, as the name of their state in other years.
_FORMER = "YU"

_AVERAGE = r"(?:[^\W\d_]{1,20}[ \t]{1,4}){0,3}(?:averages?|means?|medians?)"
_GROUP = (
    r"(?:(?:north|south|east|west|centr|balt|nord)\w{0,8}[ \t-]{1,4}){0,3}"
    r"(?:europe|(?:eur)?asia|balkans|caucasus|states)"
    r"|visegr[aá]d(?:[ \t](?:four|group|countries))?|(?:the[ \t])?(?:region|world)|global|EU"
    r"|(?:all|other)[ \t](?:\d{1,3}[ \t])?countries"
)
_NOT_OWN = (
    rf"{_AVERAGE}|regional|projected|expected|forecast|estimated|former|highest|lowest"
    r"|max(?:imum|\.)|min(?:imum|\.)|(?:last|previous|prior)(?:[ \t]{1,8}(?:year|edition)(?:'s)?)?"
    r"|(?:\w{1,9}[ \t]){1,2}years?[ \t](?:ago|before|earlier)"
)
_QUALIFIED = re.compile(
    rf"(?<![\w-])((?:{_NOT_OWN})[ \t|:,–—-]{{1,20}}|(?:of|from)[ \t|]{{1,20}})\Z", re.IGNORECASE
)
#: What right before a name may say whose it is, or only where the page's own country lies.
_INTRODUCED = re.compile(
    rf"(?<![\w-])((?:{_GROUP})[ \t|:,–—-]{{1,20}}"
    r"|[^\n:.;|•]{0,40}\b(?:best|worst|performers?|peers?|neighbou?rs?|members?|candidates?|countries|others?|group)\b"
    r"[^\n:.;|•]{0,20}:[ \t|]{0,20})\Z",
    re.IGNORECASE,
)
_ONLY_AVERAGE = re.compile(_AVERAGE, re.IGNORECASE)
_ONLY_OTHERS = re.compile(
    rf"{_AVERAGE}(?:[ ](?:for|in|of)[ ][^\d:]{{2,30}})?|(?:all|other)[ ](?:\d{{1,3}}[ ])?countries",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(rf"(?<![\w./,-])({EDITION})[ \t|:,–—-]{{1,20}}\Z")
_YEAR_WITHIN = re.compile(
    rf"[^\d\n:]{{3,{_BESIDE}}}(?<![\w.,])({EDITION})(?![.,\d])[)\]]?[ \t]{{0,4}}:?[ \t]"
)
_IN_BRACKETS = re.compile(r"[ \t|]{0,20}[(\[]([^()\[\]\n]{1,60})[)\]]")
_MOST_BEFORE = re.compile(r"/\s{0,20}(7|100)(?:\.0{1,2})?\Z")
_SECOND_COLUMN = re.compile(
    r"[ \t|]{1,20}\d[\d.,]{0,20}[ \t|]{0,10}/[ \t|]{0,10}(7|100)(?:\.0{1,2})?(?![\d.]\d|\d)"
)
_YEAR = re.compile(
    rf"(?:(?:in|edition)[ ])?({EDITION})"
    r"(?:[ ](?:edition|report|(?:democracy[ ])?(?:scores?|ratings?|percentage|status)))?(?:[ ](?:and|&)[ ]status)?:?",
    re.IGNORECASE,
)
_LAST_YEAR, _LAST_EDITION = (
    re.compile(rf"(?:last|previous|prior)[ ]{what}(?:'s)?(?:[ ]\w{{1,20}}){{0,2}}:?", re.IGNORECASE)
    for what in ("year", "edition")
)
_COMPARED = re.compile(
    r"(?:for comparison|comparisons?|compared? (?:with|to)|see also|related|neighbou?rs?)[ ,:]{1,3}"
    r"|[^:]{3,30}:[ ]",
    re.IGNORECASE,
)
#: What may follow a country's name in a heading.
_OF_COUNTRY = re.compile(
    rf"(?:'s?)?(?:[ ](?:rating|score|figure)s?)?(?:[ ]\(?(?:nations in transit )?{EDITION}\)?)?\Z",
    re.IGNORECASE,
)
#: A section of the page's own begins here, or a sentence ends.
_OWN_AGAIN = re.compile(
    r"nations in transit|score changes|executive summary|header\d|democracy-"
    r"|(?:(?<!\d)\.|[!?])[ \t)\]\"'\u201d\u00bb]{0,4}[0-9]{0,3}\Z",
    re.IGNORECASE,
)


@frozen
class Heading:
    """A line above a figure that is nothing but another subject or another year: where it is, and what it says.

    It `decides` by itself where it says *last year*, and no other line stands between the two.
    """

    offset: int
    words: str
    decides: bool = field(default=False, eq=False)


@frozen
class Printed:
    """A figure of an edition as printed: what it is called, where it is, and who may claim it.

    `beside` says whose it is by the words beside it, `heading` under which heading of others it stands; None, if none.
    """

    name: str
    offset: int
    edition: str | None
    figure: str
    text: str
    beside: str | None
    heading: Heading | None = None


@define
class Owners:
    """Tells figures of others from those of a page about `subject` (its key) and `edition`, as far as it names them."""

    page: Page
    names: Names
    subject: str | None
    edition: str | None
    #: what was found above each line, and above each table
    _above: dict[int, Heading | None] = Factory(dict)
    _above_table: dict[int, Heading | None] = Factory(dict)

    def beside(self, start: int, end: int) -> str | None:
        """Whose the words beside a figure say it is, whose name begins and whose value ends there."""
        text = self.page.text
        before = text[max(self.page.line_start(start), start - _BESIDE) : start]
        if (year := _YEAR_BEFORE.search(before)) and self._is_other_edition(year[1]):
            return year[1]
        # Between name and figure, the year says which edition is meant.
        if year := _YEAR_WITHIN.match(text, start, min(end, start + _BESIDE)):
            return year[1] if self._is_other_edition(year[1]) or self.edition is None else None
        return self.before(start) or self._after(end)

    def before(self, start: int) -> str | None:
        """Whose the words say it is that stand right before a name."""
        before = self.page.text[max(self.page.line_start(start), start - _BESIDE) : start]
        if words := _QUALIFIED.search(before):
            return " ".join(words[1].split()).rstrip(" |:,–—-")
        return next(filter(self._is_other, _ends(before)), None)

    def introduced(self, start: int) -> Heading | None:
        """A region or a group right before a name; it is a heading of others like a line above."""
        line = self.page.line_start(start)
        begin = max(line, start - _BESIDE)
        words = _INTRODUCED.search(self.page.text[begin:start])
        return (
            Heading(begin + words.start(1), " ".join(words[1].split()).rstrip(" |:,–—-")) if words else None
        )

    def other(self, name: str | None) -> str | None:
        """A name, if it is that of another country or territory."""
        return name if name is not None and self._is_other(name) else None

    def above(self, start: int) -> Heading | None:
        """The heading of others above a figure; several lines of one kind in a row are a list, of links or of years."""
        line = self.page.line_start(start)
        if line not in self._above:
            self._above[line] = self._heading(line)
        return self._above[line]

    def above_table(self, start: int) -> Heading | None:
        """The line above the years of a table that names another country, and not the page's own."""
        if start not in self._above_table:
            self._above_table[start] = self._caption(start)
        return self._above_table[start]

    def within_table(self, row: int, years: int) -> Heading | None:
        """The line between the years of a table and a row that is nothing but another country, or an average."""
        for found in self._lines_above(self.page.line_start(row)):
            if found.offset <= years:
                break
            if (kind := self._kind(found.words)) in ("country", "average"):
                return found if self._is_others(kind, found.words) else None
        return None

    def _caption(self, start: int) -> Heading | None:
        line = self.page.line_start(start)
        if self._is_other(beside := self.page.text[line:start].strip(_MARKS)):
            return Heading(line, beside)
        found = next(self._lines_above(self.page.line_start(start)), None)
        if found is None or _OWN_AGAIN.search(found.words):
            return None
        if _ONLY_OTHERS.fullmatch(found.words):
            return found
        named = [name for name in _names_within(found.words) if known_subject(name)]
        is_own = any(not self._is_other(name) for name in named)
        return Heading(found.offset, named[0]) if named and not is_own else None

    def _after(self, end: int) -> str | None:
        """Whose the words say it is that stand right after a value."""
        text = self.page.text
        second, most = _SECOND_COLUMN.match(text, end), _MOST_BEFORE.search(text, max(0, end - _BESIDE), end)
        if second and most and second[1] == most[1]:
            return "another column"
        if brackets := _IN_BRACKETS.match(text, end):
            year = _YEAR.fullmatch(brackets[1].strip())
            if year and self._is_other_edition(year[1]):
                return year[1]
            if self._is_other(brackets[1]) or _ONLY_AVERAGE.fullmatch(brackets[1].strip()):
                return brackets[1]
        rest = text[end : min(self.page.line_end(end), end + _BESIDE)].strip(_MARKS + "/,;()")
        return rest if self._is_other(rest) else None

    def _heading(self, line: int) -> Heading | None:
        lines = [*self._lines_above(line)]
        for place, found in enumerate(lines):
            kind = self._kind(found.words)
            if kind is None:
                if _OWN_AGAIN.search(found.words):
                    return None
                continue
            beside = lines[place + 1 : place + 2] + lines[max(0, place - 1) : place]
            is_listed = any(
                self._kind(one.words) == kind and not _OWN_AGAIN.search(one.words) for one in beside
            )
            if not is_listed:
                decides = place == 0 and _LAST_YEAR.fullmatch(found.words) is not None
                return evolve(found, decides=decides) if self._is_others(kind, found.words) else None
        return None

    def _kind(self, words: str) -> str | None:
        if known_subject(_country(words)):
            return "country"
        if _ONLY_OTHERS.fullmatch(words):
            return "average"
        is_year = any(one.fullmatch(words) for one in (_YEAR, _LAST_YEAR, _LAST_EDITION))
        return "year" if is_year else None

    def _is_others(self, kind: str, words: str) -> bool:
        if kind == "country":
            return self._is_other(_country(words))
        year = _YEAR.fullmatch(words)
        return year is None or self._is_other_edition(year[1])

    def _lines_above(self, begin: int) -> Iterator[Heading]:
        """The lines above one, from the nearest on, without blanks and marks around them."""
        count = 0
        for _ in range(_MOST_LINES):
            if begin == 0 or count == _LINES:
                return
            end = begin - 1
            begin = self.page.line_start(end)
            if end - begin > _LONGEST:
                return
            if words := " ".join(self.page.text[begin:end].split()).strip(_MARKS):
                count += 1
                yield Heading(begin, words)

    def _is_other(self, name: str) -> bool:
        key = known_subject(name.strip())
        return key is not None and key not in (self.subject, _FORMER)

    def _is_other_edition(self, printed: str) -> bool:
        return self.edition is not None and self.names.edition(printed_edition(printed)) != self.edition


def whose(printed: Sequence[Printed]) -> list[str | None]:
    """Whose each figure is; None where it is the page's own.

    A heading claims all that stands under it if one of these figures is another than the page prints elsewhere, and a
    figure for which it decides by itself. It ends where one of its figures is printed again, otherwise.
    """
    printed = [*_ended(printed)]
    own: defaultdict[tuple[str | None, str], set[str]] = defaultdict(set)
    for one in printed:
        if one.beside is None and one.heading is None:
            own[one.edition, one.figure].add(one.text)
    claiming = {one.heading for one in printed if one.heading and own[one.edition, one.figure] - {one.text}}
    return [one.beside or _claimed_by(one.heading, claiming) for one in printed]


def _ended(printed: Sequence[Printed]) -> Iterator[Printed]:
    """The figures, those without their heading that stand below its end."""
    under: defaultdict[Heading, dict[tuple[str | None, str], str]] = defaultdict(dict)
    ended: dict[Heading, int] = {}
    for one in sorted(printed, key=lambda one: one.offset):
        if one.heading and one.heading not in ended:
            before = under[one.heading].setdefault((one.edition, one.figure), one.text)
            if before != one.text:
                ended[one.heading] = one.offset
    for one in printed:
        is_below = one.heading is not None and one.offset >= ended.get(one.heading, one.offset + 1)
        yield evolve(one, heading=None) if is_below else one


def _claimed_by(heading: Heading | None, claiming: Collection[Heading | None]) -> str | None:
    return heading.words if heading and (heading.decides or heading in claiming) else None


def _country(words: str) -> str:
    return _OF_COUNTRY.sub("", _COMPARED.sub("", words, count=1), count=1)


def _names_within(words: str) -> Iterator[str]:
    """What could be names within some words."""
    parts = words.split()
    for first in range(len(parts)):
        for last in range(first + 1, min(len(parts), first + _MOST_WORDS) + 1):
            yield re.sub(r"'s?\Z", "", " ".join(parts[first:last]).strip(_MARKS + ",;()"))


def _ends(before: str) -> Iterator[str]:
    """What a text ends with, from one word on: the possessive of a name is that name."""
    words = re.split(r"[\d/;.•·|]", before.rstrip(" \t|:,–—-"))[-1].split()
    for count in range(1, min(len(words), _MOST_WORDS) + 1):
        yield re.sub(r"'s?\Z", "", " ".join(words[-count:])).strip(",()")
