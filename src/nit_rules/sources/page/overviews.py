"""Tables of many countries or editions on a page: each is read as a table in a file of its own is.

They have the names of ratings and figures side by side, above a row for each country, or the years, below the name of a
figure. The title of the page, and what stands right above such a table, say of it what titles say of any table.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from attrs import Factory, define, evolve

from nit_rules.errors import Problem
from nit_rules.model import Record
from nit_rules.sources.columns import Terms
from nit_rules.sources.header import Header, Row
from nit_rules.sources.headers import HEADER_WITHIN, find_header
from nit_rules.sources.page.cells import MOST_CELLS
from nit_rules.sources.page.context import context
from nit_rules.sources.page.direction import direction
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.text import Page
from nit_rules.sources.places import Places
from nit_rules.sources.register import Register
from nit_rules.sources.several import records_of
from nit_rules.sources.subjects import known_subject
from nit_rules.sources.table import Table

_RULE = re.compile(r"[\s|:+=_-]*")
_SITE = re.compile(r"\s{0,4}[|\u2013-]\s{0,4}Freedom House\Z", re.IGNORECASE)
#: So many lines above a table may be titles of it; longer ones are prose.
_TITLES, _LONGEST_TITLE = 3, 200


@define
class _Block:
    """Lines with cells, one after the other; where they begin, and what stands right above them."""

    above: list[str]
    begin: int = 0
    rows: list[Row] = Factory(list)


def overviews(page: Page, names: Names, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of all tables with a header row.

    Places are ``name:line``; in a web page, where tables may be of one line, ``name:table 1 row 2``.
    """
    said = direction(page)
    for record in _records(_tables(page, names, register, terms), register):
        if record.scale_direction is None:
            yield evolve(record, scale_direction=said.scale, direction_because=said.because)
        else:
            yield record


def _records(tables: Iterable[tuple[Table, Iterable[Row]]], register: Register) -> Iterator[Record]:
    left_out = yield from records_of(tables, register)
    message = "a table of figures by editions is not read beside tables with a row for each record"
    register.reading.notes += [
        Problem("left-out", table.places.row(table.header.number), message) for table in left_out
    ]


def _tables(
    page: Page, names: Names, register: Register, terms: Terms
) -> Iterator[tuple[Table, Iterator[Row]]]:
    """The tables, each with the rows below its header."""
    title, about = _own_words(page.text.lstrip().partition("\n")[0]), None
    for number, block in enumerate(_blocks(page), 1):
        places, rows = Places(f"{page.name}:"), _with_corner(block.rows)
        if page.origin is not None:
            places = Places(f"{page.name}:table {number} row ")
            rows = [(row, cells) for row, (_, cells) in enumerate(rows, 1)]
        header = _header([title, *block.above], rows, terms, places)
        if header is None:
            continue
        # What the page says of itself it says above its first table.
        about = about or context(page, names, None, block.begin, block.begin)
        if about.edition is not None and not header.says_editions:
            edition = f"Nations in Transit {about.edition}"
            header = _header([title, edition, *block.above], rows, terms, places) or header
        if header.subject is None and about.subject and known_subject(about.subject):
            header = evolve(header, owner=about.subject)
        yield Table(header, places, register, terms), _below(header, rows)


def _below(header: Header, rows: list[Row]) -> Iterator[Row]:
    return (row for row in rows if row[0] > header.number)


def _header(titles: list[str], rows: list[Row], terms: Terms, places: Places) -> Header | None:
    """The header of a table that says of which country or edition its rows are."""
    above: list[Row] = [(0, [title]) for title in titles]
    header = find_header([*above, *rows[:HEADER_WITHIN]], terms.vocabulary, places)
    return header if isinstance(header, Header) and header.identifies else None


def _with_corner(rows: list[Row]) -> list[Row]:
    """The rows, an empty corner above names of countries filled in: on a page it is empty as a rule."""
    named = (place for place, (_, cells) in enumerate(rows) if known_subject(cells[0]))
    first = next(named, 0)
    above = [(number, cells if cells[0] else ["Country", *cells[1:]]) for number, cells in rows[:first]]
    return [*above, *rows[first:]]


def _blocks(page: Page) -> Iterator[_Block]:
    """The tables of a page."""
    block, above, offset = _Block([]), list[str](), 0
    for number, line in enumerate((page.lines or page.text).split("\n"), 1):
        cells = _cells(line)
        if len(cells) > 1 or line.lstrip().startswith("|"):
            if not block.rows:
                near = [*takewhile(_may_be_title, reversed(above))]
                block = _Block(near[::-1], offset)
            if not _RULE.fullmatch(line):
                block.rows.append((number, cells))
        elif line.strip():
            if len(block.rows) > 1:
                yield block
            block, above = _Block([]), [*above[1 - _TITLES :], _own_words(line)]
        offset += len(line) + 1
    if len(block.rows) > 1:
        yield block


def _may_be_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not line.endswith((".", ";", ","))


def _own_words(line: str) -> str:
    """A line without the name of the publisher, which titles of its site end with."""
    return _SITE.sub("", line.strip())


def _cells(line: str) -> list[str]:
    """The cells of a line, between bars or apart by tabs."""
    if "|" not in line:
        return line.split("\t", MOST_CELLS)
    line = _own_words(line)
    if line.startswith("|") and line.endswith("|") and len(line) > 1:
        line = line[1:-1]
    return [cell.strip() for cell in line.split("|", MOST_CELLS)]
