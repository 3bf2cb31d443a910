"""Tables of many countries on a page that has no other figures: each is read as a table in a file of its own is.

They have a column of countries, beside ratings and figures or below the years of one figure. What stands on a page may
say anything of a table: that it is of a region, of changes, or of another index. So a table is read only where nothing
but plain titles stands right above it, of the index, an edition or a figure, and no column is without a name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Self

from attrs import Factory, define, frozen

from nit_rules.errors import Problem
from nit_rules.model import Record
from nit_rules.numerals import parse
from nit_rules.sources.columns import Terms
from nit_rules.sources.header import Header, Row
from nit_rules.sources.headers import HEADER_WITHIN, find_header
from nit_rules.sources.headings import edition_of_title, figure_of_title, is_neutral, names_index, years_in
from nit_rules.sources.page.cells import MOST_CELLS
from nit_rules.sources.page.text import Page
from nit_rules.sources.places import Places
from nit_rules.sources.register import Register
from nit_rules.sources.several import records_of
from nit_rules.sources.subjects import known_subject
from nit_rules.sources.table import Table

_RULE = re.compile(r"[\s|:+=_-]*")
_SITE = re.compile(r"\s{0,4}[|\u2013-]\s{0,4}Freedom House\Z", re.IGNORECASE)
_TAG, _ROW = re.compile(r"</?table\b", re.IGNORECASE), re.compile(r"<tr\b", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_SPAN = re.compile(r"<t[dh]\b[^>]{0,500}?\b(?:col|row)span\s{0,4}=\s{0,4}[\"']?(?!1\b|0)\d", re.IGNORECASE)
_SPANNED = "a table with cells that span others: which stands below which name is not certain"
#: So many lines above a table say what it is of.
_TITLES = 3
#: Rows of a table from markup are no farther apart, and its head is from its body; two tables are.
_FAR = 4


@define
class _Block:
    """Lines with cells, one after the other, and the lines above them, back to the table before."""

    above: list[str]
    is_first: bool
    rows: list[Row] = Factory(list)
    #: where the first row and the last begin, in the text
    ends: tuple[int, int] = (0, 0)


def overviews(page: Page, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of all tables of countries with a header row and plain titles; other tables are noted.

    Places are ``name:line``; in a web page, where tables may be of one line, ``name:table 1 row 2``.
    """
    left_out = yield from records_of(_tables(page, register, terms), register)
    message = "a table of figures by editions is not read beside tables with a row for each record"
    register.reading.notes += [
        Problem("left-out", table.places.row(table.header.number), message) for table in left_out
    ]


def _tables(page: Page, register: Register, terms: Terms) -> Iterator[tuple[Table, Sequence[Row]]]:
    """The tables, each with its rows."""
    opening = _own_words(page.text.lstrip().partition("\n")[0])
    spans = _Spans.of(page)
    for number, block in enumerate(_blocks(page), 1):
        places, rows = Places(f"{page.name}:"), _with_corner(block.rows)
        if page.origin is not None:
            places = Places(f"{page.name}:table {number} row ")
            rows = [(row, cells) for row, (_, cells) in enumerate(rows, 1)]
        titles = _titles(opening, block)
        above: list[Row] = [(0, [title]) for title in titles]
        header = find_header([*above, *rows[:HEADER_WITHIN]], terms.vocabulary, places)
        if isinstance(header, Problem) or header.subject is None:
            if any(known_subject(cells[0]) and any(map(parse, cells[1:])) for _, cells in rows):
                message = "a table of countries without a header that names a rating or figure; left out"
                register.reading.notes.append(Problem("left-out", places.row(rows[0][0]), message))
            continue
        if not register.given.edition and not any(map(names_index, [opening, *titles])):
            continue
        why = _SPANNED if spans.are_in(page, block) else _doubt(header, titles, register, terms)
        if why is not None:
            register.reading.notes.append(Problem("left-out", places.row(header.number), f"{why}; left out"))
        else:
            yield Table(header, places, register, terms), rows


@frozen
class _Spans:
    """A markup from one tag of a table to the next: where each part begins, and whether cells in it span others."""

    begins: tuple[int, ...]
    are_there: tuple[bool, ...]

    @classmethod
    def of(cls, page: Page) -> Self:
        markup = page.origin.markup if page.origin else ""
        edges = [0, *(tag.start() for tag in _TAG.finditer(markup)), len(markup)]
        parts = (_ROW.split(markup[begin:end]) for begin, end in pairwise(edges))
        # A row of one cell spans all columns as a rule.
        spans = (any(_SPAN.search(row) and len(_CELL.findall(row)) > 1 for row in rows) for rows in parts)
        return cls(tuple(edges[:-1]), tuple(spans))

    def are_in(self, page: Page, block: _Block) -> bool:
        """Whether they do where a table begins or ends."""
        places = [page.origin.offset(page.text, end) for end in block.ends] if page.origin else []
        return any(self.are_there[bisect_right(self.begins, place) - 1] for place in places)


def _titles(opening: str, block: _Block) -> list[str]:
    """The lines right above a table; above the first of a page, what the page is called too."""
    near = block.above[-_TITLES:]
    is_of_page = block.is_first and names_index(opening) and not any(map(_years, near))
    return [opening, *near] if is_of_page and opening not in near else near


def _years(title: str) -> list[str]:
    return years_in([title])


def _doubt(header: Header, titles: Sequence[str], register: Register, terms: Terms) -> str | None:
    """Why a table may be of something else; None where it says what it is of."""
    if not all(cell.strip() for cell in header.cells):
        return "a table with a column that has no name: which cells are below it is not certain"
    if not all(is_neutral(title) or figure_of_title(title, terms.vocabulary) for title in titles):
        return "a table below other words than its titles, which may say that it is of something else"
    catalog = terms.vocabulary.catalog
    editions = {edition_of_title([title], catalog) for title in titles if _years(title)}
    if not header.says_editions and (len(editions) != 1 or None in editions) and not register.given.edition:
        return (
            "a table of no edition, or of several: name one in a column or right above it, or give --edition"
        )
    return None


def _with_corner(rows: Sequence[Row]) -> list[Row]:
    """The rows, an empty corner above names of countries filled in: on a page it is empty as a rule."""
    named = (place for place, (_, cells) in enumerate(rows) if known_subject(cells[0]))
    first = next(named, 0)
    above = [(number, cells if cells[0] else ["Country", *cells[1:]]) for number, cells in rows[:first]]
    return [*above, *rows[first:]]


def _blocks(page: Page) -> Iterator[_Block]:
    """The tables of a page."""
    far = _FAR if page.origin is not None else 1
    block, last, end = _Block([], is_first=True), 0, 0
    for number, line in enumerate((page.lines or page.text).split("\n"), 1):
        offset, end = end, end + len(line) + 1
        if not line.strip():
            continue
        cells = _cells(line)
        is_row = len(cells) > 1 or line.lstrip().startswith("|")
        if block.rows and (not is_row or number - last > far):
            yield block
            block = _Block([], is_first=False)
        if not is_row:
            block.above.append(_own_words(line))
        elif not _RULE.fullmatch(line):
            block.ends = (block.ends[0] if block.rows else offset), offset
            block.rows.append((number, cells))
        last = number
    if block.rows:
        yield block


def _own_words(line: str) -> str:
    """A line without the name of the publisher, which titles of its site end with."""
    return _SITE.sub("", line.strip(" \t#"))


def _cells(line: str) -> list[str]:
    """The cells of a line, between bars or apart by tabs."""
    # A title of the site has one bar, before the publisher; in a row of a table the same words are a cell.
    if "|" not in _own_words(line):
        return line.split("\t", MOST_CELLS)
    line = line.strip(" \t#")
    if line.startswith("|") and line.endswith("|") and len(line) > 1:
        line = line[1:-1]
    return [cell.strip() for cell in line.split("|", MOST_CELLS)]
