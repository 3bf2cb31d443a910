"""What stands beside or above a figure and may give it to another subject, another edition, or to no country.

Cards of other countries, averages of a region and last year's column have the same names as a page's own figures. Words
right beside a figure decide; what headings claim, `whose` finds out.
"""

import re
from collections.abc import Iterator
from itertools import islice

from attrs import Factory, define, evolve

from nit_rules.sources.cells import one_line
from nit_rules.sources.groups import collective, words_of
from nit_rules.sources.headings import no_scores
from nit_rules.sources.page import shapes
from nit_rules.sources.page.headings import Headings, Kind
from nit_rules.sources.page.text import MARKS, Page
from nit_rules.sources.page.titles import EDITION
from nit_rules.sources.page.whose import Heading
from nit_rules.sources.subjects import known_subject

#: So many lines with something on them, of so many in all, none longer than so many characters, may stand between a
#: heading and its last figure.
_LINES, _MOST_LINES, _LONGEST = 12, 40, 120
_BESIDE = 60
_MOST_WORDS = 6

_AVERAGE = r"(?:[^\W\d_]{1,20}[ \t]{1,4}){0,3}(?:averages?|means?|medians?)"
_GROUP = (
    r"(?:(?:north|south|east|west|centr|balt|nord)\w{0,8}[ \t-]{1,4}){0,3}"
    r"(?:europe|(?:eur)?asia|balkans|caucasus|states)"
    r"|visegr[aá]d(?:[ \t](?:four|group|countries))?|(?:the[ \t])?(?:region|world)|global|EU"
    r"|(?:all|other)[ \t](?:\d{1,3}[ \t])?countries"
)
_NOT_OWN = (
    rf"{_AVERAGE}|regional|neighbou?rs?'?|projected|expected|forecast|estimated|former|highest|lowest"
    r"|max(?:imum|\.)|min(?:imum|\.)|old|initial|provisional|preliminary"
    r"|(?:last|previous|prior)(?:[ \t]{1,8}(?:year|edition)(?:'s)?)?"
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
#: Where a description ends before a rating, what introduces the page's own, and what quotes one.
_PIECE_END = re.compile(r"(?<=[.!?;])[ \t]|[|•·\]]|\bpts\b")
_OF_RATING = frozenset(
    {"rating", "score", "the", "this", "its", "current", "overall", "our", "new", "edition", "of", "in"}
)
_QUOTED = re.compile(
    r"\b(?:is|was|were|has|had|at|of|to|from|by|an?|the|than|with|got|gave|scored|rated|received)[ \t(]{0,20}\Z",
    re.IGNORECASE,
)
#: Whose ratings follow, before the years of a table.
_RATINGS_OF = re.compile(
    r"(?:democracy )?(?:ratings?|scores?|figures?) (?:for|of|in) (.{2,40})", re.IGNORECASE
)
_FORMERLY = re.compile(r"(?:last|previous(?:ly)?|prior|former(?:ly)?|earlier|old)\b", re.IGNORECASE)
_ARROW = re.compile(r"[ \t]{0,20}(?:→|->)")
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
    rf"(?:(?:in|edition)[ ])?({EDITION})(?:[ ](?:edition|report|scores?|ratings?))?", re.IGNORECASE
)
_SCALE = re.compile(r"/\s{0,20}(?:7|100)|1(?:\.00?)?[ ]{0,4}[-–—][ ]{0,4}7")
#: What the columns before those of the years are called.
_COLUMNS = frozenset({"country", "region", "regions", "state", "states", "group", "the"})
#: Headings that leave no doubt.
_SURE = (Kind.AVERAGE, Kind.INDEX, Kind.LAST_YEAR)
#: A section of the page's own begins here, or a sentence ends.
_OWN_AGAIN = re.compile(
    r"nations in transit|score changes|executive summary|header\d|democracy-"
    r"|(?:(?<!\d)\.|[!?])[ \t)\]\"'\u201d\u00bb]{0,4}[0-9]{0,3}\Z",
    re.IGNORECASE,
)


@define
class Owners:
    """Tells figures of others from those of a page."""

    page: Page
    headings: Headings
    #: what was found above each line, and above each table
    _above: dict[int, Heading | None] = Factory(dict)
    _above_table: dict[int, Heading | None] = Factory(dict)

    def beside(self, start: int, end: int) -> str | None:
        """Whose the words beside a figure say it is, whose name begins and whose value ends there."""
        text = self.page.text
        before = text[max(self.page.line_start(start), start - _BESIDE) : start]
        if (year := _YEAR_BEFORE.search(before)) and self.headings.is_other_edition(year[1]):
            return year[1]
        # Between name and figure, the year says which edition is meant.
        if year := _YEAR_WITHIN.match(text, start, min(end, start + _BESIDE)):
            return (
                year[1] if self.headings.is_other_edition(year[1]) or self.headings.edition is None else None
            )
        return self.before(start) or self._after(end)

    def beside_label(self, start: int, end: int) -> str | None:
        """Whose a status is by the words beside it: of a sentence that names another country, or of another edition."""
        begin = max(self.page.line_start(start), start - _BESIDE)
        words = one_line(_PIECE_END.split(self.page.text[begin:start])[-1])
        if (other := self._other_named(words)) is not None:
            return other
        year = re.search(EDITION, words)
        if year and words.endswith(":") and self.headings.is_other_edition(year[0]):
            return year[0]
        return self.beside(start, end)

    def before(self, start: int) -> str | None:
        """Whose the words say it is that stand right before a name."""
        before = self.page.text[max(self.page.line_start(start), start - _BESIDE) : start]
        if words := _QUALIFIED.search(before):
            return one_line(words[1]).rstrip(" |:,–—-")
        return next(filter(self.headings.is_other_country, _ends(before)), None)

    def quoted(self, start: int, end: int) -> str | None:
        """What says of a rating below a heading that it is quoted, or that of others; None where it is the heading's.

        It follows a description, or stands by itself.
        """
        text = self.page.text
        before = text[max(self.page.line_start(start), start - _BESIDE) : start]
        words = one_line(_PIECE_END.split(before)[-1]).strip(MARKS + "(,→")
        if _ARROW.match(text, end):
            return "before an arrow"
        if not words or shapes.IN_COLUMN.match(text, start):
            return None
        named = set(words_of(words))
        if year := re.search(EDITION, words):
            named.discard(year[0])
            if self.headings.is_other_edition(year[0]) and named <= _OF_RATING:
                return year[0]
        first = next((name for name in _names_within(words) if self.headings.is_other_country(name)), None)
        if named <= _OF_RATING or first:
            return first
        is_quoted = _QUOTED.search(before) or _QUALIFIED.search(before) or collective(words)
        return words if is_quoted or _FORMERLY.match(words) or before.rstrip().endswith("(") else None

    def introduced(self, start: int, end: int) -> Heading | None:
        """A region or a group right before a name, or in brackets behind its figure: a heading like a line above."""
        begin = max(self.page.line_start(start), start - _BESIDE)
        if words := _INTRODUCED.search(self.page.text[begin:start]):
            return Heading(begin + words.start(1), one_line(words[1]).rstrip(" |:,–—-"), Kind.GROUP)
        brackets = _IN_BRACKETS.match(self.page.text, end)
        is_group = brackets and self.headings.kind(one_line(brackets[1])) is Kind.GROUP
        return Heading(end, brackets[1], Kind.GROUP) if brackets and is_group else None

    def of_move(self, name: str | None, since: str | None) -> str | None:
        """Who or what else a stated change is of: another country or many, or a time before the edition before."""
        if name is not None and (self.headings.is_other_country(name) or collective(name)):
            return name
        edition = self.headings.edition
        # An edition covers the year before its own.
        is_earlier = since and edition and edition.isdigit() and int(since) < int(edition) - 2
        return since if is_earlier else None

    def above(self, start: int, end: int) -> Heading | None:
        """The heading of others above a figure; several lines of one kind in a row are a list, of links or of years.

        Beside this index's own scale, the name of another, or of an average, may be but a link, a source or a caption.
        The heading of an indicator with the ends of the scale (``1.00-7.00 pts``) ends what averages and indexes claim.
        """
        line = self.page.line_start(start)
        if line not in self._above:
            self._above[line] = self._heading(line)
        heading = self._above[line]
        scale = _SCALE.search(self.page.text, start, end)
        if heading and scale and scale[0][0] == "1" and heading.kind not in (Kind.COUNTRY, Kind.EDITION):
            return None
        is_link = heading and scale and (heading.kind is Kind.INDEX or scale[0][0] == "1")
        return evolve(heading, decides=False) if heading and is_link else heading

    def above_table(self, start: int, *, is_off_scale: bool) -> Heading | None:
        """The line above the years of a table that names another country, or what the table holds instead of scores.

        `is_off_scale` says that some of its cells are no ratings.
        """
        if start not in self._above_table:
            self._above_table[start] = self._caption(start, is_off_scale=is_off_scale)
        return self._above_table[start]

    def within_table(self, row: int, years: int) -> Heading | None:
        """The line between the years of a table and a row that is nothing but another country, or an average."""
        for offset, words in self._lines_above(self.page.line_start(row)):
            if offset <= years:
                break
            kind = self.headings.kind(words)
            if kind in (Kind.COUNTRY, Kind.AVERAGE, Kind.GROUP):
                return Heading(offset, words, kind) if self.headings.is_others(kind, words) else None
        return None

    def _caption(self, start: int, *, is_off_scale: bool) -> Heading | None:
        line = self.page.line_start(start)
        corner = "" if start - line > _LONGEST else one_line(self.page.text[line:start]).strip(MARKS)
        kind = self.headings.kind(corner)
        if kind and self.headings.is_others(kind, corner) and not set(words_of(corner)) <= _COLUMNS:
            return Heading(line, corner, kind, decides=True)
        rated = _RATINGS_OF.fullmatch(corner)
        if rated and self.headings.is_other_country(rated[1]):
            return Heading(line, rated[1], Kind.COUNTRY, decides=True)
        for offset, words in islice(self._lines_above(line), 1):
            # What is called changes may be a section of them, with the ratings below.
            if (are := no_scores(words)) and (is_off_scale or not are.startswith("changes")):
                return Heading(offset, words, Kind.AVERAGE, decides=True)
            kind = self.headings.kind(words)
            if kind and kind is not Kind.COUNTRY and self.headings.is_others(kind, words):
                # An index is named beside tables as well, as a source or a link.
                decides = kind is not Kind.INDEX and self._is_sure(kind, offset)
                return Heading(offset, words, kind, decides)
            other = None if _OWN_AGAIN.search(words) else self._other_named(words)
            if other is not None:
                return Heading(offset, other, Kind.COUNTRY, is_caption=kind is Kind.COUNTRY)
        return None

    def _other_named(self, words: str) -> str | None:
        """The first country that some words name, where all that they name are others than the page's own."""
        named = [name for name in _names_within(words) if known_subject(name)]
        return named[0] if named and all(map(self.headings.is_other_country, named)) else None

    def _is_sure(self, kind: Kind, offset: int) -> bool:
        """Whether a heading leaves no doubt by what it says, or by the line above: ``Regional averages``."""
        above = next(self._lines_above(offset), (0, ""))
        return kind in _SURE or self.headings.kind(above[1]) is Kind.AVERAGE

    def _after(self, end: int) -> str | None:
        """Whose the words say it is that stand right after a value."""
        text = self.page.text
        second, most = _SECOND_COLUMN.match(text, end), _MOST_BEFORE.search(text, max(0, end - _BESIDE), end)
        if second and most and second[1] == most[1]:
            return "another column"
        if brackets := _IN_BRACKETS.match(text, end):
            year = _YEAR.fullmatch(brackets[1].strip())
            if year and self.headings.is_other_edition(year[1]):
                return year[1]
            kind = self.headings.kind(one_line(brackets[1]))
            is_others = kind and kind is not Kind.GROUP and self.headings.is_others(kind, brackets[1])
            is_others = is_others and not brackets[1].casefold().startswith("since ")
            # "(last year 2.50)" says it of what stands within.
            if is_others or (_FORMERLY.match(brackets[1]) and "." not in brackets[1]):
                return brackets[1]
        rest = text[end : min(self.page.line_end(end), end + _BESIDE)].strip(MARKS + "/,;()")
        return rest if self.headings.is_other_country(rest) else None

    def _heading(self, line: int) -> Heading | None:
        lines = [*self._lines_above(line)]
        kinds = [self.headings.kind(words) for _, words in lines]
        for place, ((offset, words), kind) in enumerate(zip(lines, kinds, strict=True)):
            is_others = kind is not None and self.headings.is_others(kind, words)
            if _OWN_AGAIN.search(words) and not (is_others and kind in (Kind.EDITION, Kind.INDEX)):
                return None
            if kind is None:
                continue
            beside = [*range(place + 1, min(place + 2, len(lines))), *range(max(0, place - 1), place)]
            if not any(
                _is_alike(kinds[one], kind) and not _OWN_AGAIN.search(lines[one][1]) for one in beside
            ):
                decides = place == 0 and self._is_sure(kind, offset)
                return Heading(offset, words, kind, decides) if is_others else None
        return None

    def _lines_above(self, begin: int) -> Iterator[tuple[int, str]]:
        """The lines above one, from the nearest on: where each begins, and its words without marks around them."""
        count = 0
        for _ in range(_MOST_LINES):
            if begin == 0 or count == _LINES:
                return
            end = begin - 1
            begin = self.page.line_start(end)
            if end - begin > _LONGEST:
                return
            if words := one_line(self.page.text[begin:end]).strip(MARKS):
                count += 1
                yield begin, words


def _is_alike(one: Kind | None, other: Kind) -> bool:
    """Whether two lines may be of one list."""
    return one is other or {one, other} == {Kind.EDITION, Kind.LAST_YEAR}


def _names_within(words: str) -> Iterator[str]:
    """What could be names within some words."""
    parts = words.split()
    for first in range(len(parts)):
        for last in range(first + 1, min(len(parts), first + _MOST_WORDS) + 1):
            yield re.sub(r"'s?\Z", "", " ".join(parts[first:last]).strip(MARKS + ",;()"))


def _ends(before: str) -> Iterator[str]:
    """What a text ends with, from one word on: the possessive of a name is that name."""
    words = re.split(r"[\d/;.•·|]", before.rstrip(" \t|:,–—-"))[-1].split()
    for count in range(1, min(len(words), _MOST_WORDS) + 1):
        yield re.sub(r"'s?\Z", "", " ".join(words[-count:])).strip(",()")
