"""Finding a table's header row."""

import re
from collections.abc import Iterable, Sequence

from attrs import evolve

from nit_rules.errors import Problem, quoted
from nit_rules.numerals import fold, parse
from nit_rules.sources.header import Header, Row, years_of
from nit_rules.sources.headings import (
    edition_of_name,
    edition_of_title,
    figure_of_sheet,
    figure_of_title,
    only,
    title_of,
    years_in,
)
from nit_rules.sources.near_names import near_name
from nit_rules.sources.places import Places
from nit_rules.sources.roles import TERM, WORDS
from nit_rules.sources.row_kinds import is_range
from nit_rules.sources.vocabulary import Vocabulary

#: Rows among which a header is looked for; above it stand titles and notes.
HEADER_WITHIN = 200
#: A year, also as a binary float.
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0+)?")
_YEAR_OR_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:\.0+|-[0-9]{2}-[0-9]{2}.{0,20})?")


def find_header(
    rows: Iterable[Row], vocabulary: Vocabulary, places: Places, sheet: str = ""
) -> Header | Problem:
    """The header among the first rows, or why there is none.

    Where its columns do not say the edition, or the figure, what stands above it may, or else the name of the sheet.
    """
    headers = [Header.of(number, cells, vocabulary) for number, cells in rows if any(map(str.strip, cells))]
    header = _header_among(headers, vocabulary, places, sheet)
    if isinstance(header, Problem) or header.says_editions:
        return header
    place = [one.number for one in headers].index(header.number)
    above, below = headers[:place], headers[place + 1 :]
    if any(_is_of_years(header, one) for one in below[:1]):
        return two_headers(header.number, below[0].number, places)
    header = evolve(header, has_year_rows=_has_year_rows(header, below, vocabulary))
    if any(may_be_edition(header.cells[index]) for index in header.others):
        return header
    if any(_is_edition(one, index, vocabulary) for one in below[:1] for index in header.others):
        return header
    heading = _heading(header, above, below[:1], sheet, vocabulary)
    return evolve(header, heading=heading) if heading else header


def _heading(
    header: Header, above: Sequence[Header], below: Sequence[Header], sheet: str, vocabulary: Vocabulary
) -> str | None:
    """The edition of the rows below a header that does not say it."""
    for one in below:
        if section := section_of(header, one.number, one.cells, vocabulary):
            return section.heading
    if not any(years_in(one.cells) for one in above):
        return edition_of_name(sheet, vocabulary.catalog)
    return edition_of_titles([one.cells for one in above], vocabulary)


def edition_of_titles(titles: Sequence[Sequence[str]], vocabulary: Vocabulary) -> str | None:
    """The edition that some rows name, the last of them with a year; none where another names another."""
    with_years = [cells for cells in titles if years_in(cells)]
    last = edition_of_title(with_years[-1], vocabulary.catalog) if with_years else None
    named = only(edition_of_title(cells, vocabulary.catalog) for cells in with_years)
    return last if last == named else None


def _is_edition(row: Header, index: int, vocabulary: Vocabulary) -> bool:
    cells = row.cells
    return index < len(cells) and edition_of_name(cells[index], vocabulary.catalog) is not None


def _has_year_rows(header: Header, below: Sequence[Header], vocabulary: Vocabulary) -> bool:
    """Whether some subjects are years and others names, so that the years are no numbers of cases."""
    subject = header.subject
    if subject is None:
        return False
    rows = (one.cells for one in below if sum(map(bool, map(str.strip, one.cells))) > 1)
    names = [cells[subject].strip() for cells in rows if subject < len(cells)]
    are_named = any(name and not name.isdigit() for name in names)
    return are_named and any(edition_of_name(name, vocabulary.catalog) for name in names)


def may_be_edition(name: str) -> bool:
    """Whether the name of a column speaks of editions: ``NIT Edition``, ``Survey year``."""
    return not {"edition", "editions", "year", "years"}.isdisjoint(re.findall(r"[a-z]+", name.casefold()))


def section_of(header: Header, number: int, cells: Sequence[str], vocabulary: Vocabulary) -> Header | None:
    """The header of the rows below one that only names their edition, or figure, where no column does."""
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    if len(filled) != 1 or not _may_be_heading(header, filled[0], cells[filled[0]]):
        return None
    text = cells[filled[0]].strip()
    if not header.says_editions and (edition := edition_of_name(text, vocabulary.catalog)):
        return evolve(header, number=number, heading=edition, is_carried_on=True)
    if header.named and (name := figure_of_title(text, vocabulary)):
        return evolve(header, number=number, named=name, is_carried_on=True)
    return None


def _may_be_heading(header: Header, column: int, text: str) -> bool:
    """Whether what stands alone in a column is none of its values."""
    if column in header.numbers:
        return parse(text) is None
    name = header.cells[column].strip() if column < len(header.cells) else ""
    return not name or column in (header.subject, *header.terms) or (column == 0 and not may_be_edition(name))


def _is_of_years(header: Header, below: Header) -> bool:
    """Whether years stand below the names of ratings and figures: each is the name of a column too."""
    texts = [below.cells[column] for column in header.figures if column < len(below.cells)]
    filled = [*filter(None, map(str.strip, texts))]
    return bool(filled) and all(map(_YEAR.fullmatch, filled))


def _header_among(
    headers: Sequence[Header], vocabulary: Vocabulary, places: Places, sheet: str
) -> Header | Problem:
    """The header among some rows, or why there is none.

    It is the first row that names a subject or an edition and a figure (or editions, below the name of a figure);
    failing that, the one with the most known names, of which there must be two where it is not the first row, or where
    other names stand below the only one. Rows that say of a name what it means are none.
    """
    for place, header in enumerate(headers):
        if header.identifies and header.has_figures:
            return header
        if header.subject is not None and len(years_of(header.cells, vocabulary)) > 1:
            # What stands farther above may be said of something else.
            title = title_of(headers[place - 1].cells) if place else ""
            named = figure_of_title(title, vocabulary) if place else figure_of_sheet(sheet, vocabulary)
            if named:
                return Header.of(header.number, header.cells, vocabulary, named)
    nameless = [
        (place, header)
        for place, header in enumerate(headers)
        if header.has_figures
        and (header.weight > 1 or not (place or _begins_a_list(headers)))
        and not _is_in_a_list(header, headers[place + 1 :], vocabulary)
        and not _is_above_ranges(header, headers[place + 1 :])
    ]
    if nameless:
        place, header = max(nameless, key=lambda one: one[1].weight)
        if place and headers[place - 1].identifies:
            return two_headers(headers[place - 1].number, header.number, places)
        return header
    if not headers:
        return Problem("empty", places.prefix.rstrip(":!"), "the table is empty")
    partial = next((header for header in headers if header.identifies), None)
    if partial is not None:
        near = _nearest(partial, vocabulary)
        message = f"no column is a known indicator or figure{near}"
        return Problem("near-figures" if near else "no-figures", places.row(partial.number), message)
    message = "no header row was found: no row names an edition or a country and an indicator or a figure"
    return Problem("no-header", places.row(headers[0].number), message)


def _begins_a_list(headers: Sequence[Header]) -> bool:
    """Whether the one known name of the first row has others below it: a list of what they mean, no column."""
    first, *below = headers
    (column,) = first.figures
    return any(column < len(one.cells) and column not in one.others for one in below)


def _is_in_a_list(header: Header, below: Sequence[Header], vocabulary: Vocabulary) -> bool:
    """Whether all known names of a row mean the same, and no numbers stand below: a list of what names mean."""
    if not 1 < header.weight == len(header.figures):
        return False
    names = [header.cells[column] for column in header.figures]
    means = [
        {vocabulary.find(name, methodology=one.id) for name in names} for one in vocabulary.catalog.pinned
    ]
    return any(len(terms) == 1 and None not in terms for terms in means) and not any(
        parse(one.cells[column]) is not None
        for one in below
        for column in header.figures
        if column < len(one.cells)
    )


def _is_above_ranges(header: Header, below: Sequence[Header]) -> bool:
    """Whether the names stand above ranges, and nowhere above a number: a legend of what is how much."""
    texts = [one.cells[column] for one in below for column in header.figures if column < len(one.cells)]
    return any(map(is_range, texts)) and not any(parse(text) is not None for text in texts)


def two_headers(first: int, second: int, places: Places) -> Problem:
    """The problem of a header that is split over two rows."""
    message = f"the column names stand in two rows, {first} and {second}; write them in one"
    return Problem("two-headers", places.row(first), message)


def _nearest(header: Header, vocabulary: Vocabulary) -> str:
    named = next((cell for cell in header.cells if fold(cell) in TERM), None)
    if named is not None:
        return f"; beside {quoted(named)} there has to be a column 'value'"
    for index in header.others:
        near = near_name(header.cells[index], vocabulary)
        if near:
            return f"; {quoted(header.cells[index])} is close to {quoted(near)}"
    years = [cell.strip() for cell in header.cells if _YEAR_OR_DATE.fullmatch(cell.strip())]
    return (
        f"; {quoted(years[0])} is an edition; name the figure in the row above, or in a column 'indicator'"
        if len(years) > 1
        else ""
    )


def is_header_again(header: Header, cells: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a row below the header holds column names rather than data."""
    if header.years and len(years_of(cells, vocabulary)) > 1:
        return True
    if header.edition is not None and any(
        map(str.isdigit, "".join(cells[header.edition : header.edition + 1]))
    ):
        return False
    filled = [fold(cell) for cell in cells if cell.strip()]
    names = vocabulary.names
    known = sum(1 for word in filled if word in names or word in WORDS)
    return known >= 2 and known * 2 >= len(filled)
