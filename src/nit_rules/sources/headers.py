"""Finding a table's header row."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from attrs import evolve

from nit_rules.errors import Problem, quoted
from nit_rules.numerals import fold, parse
from nit_rules.sources.header import Header, Row, years_of
from nit_rules.sources.headings import (
    YEAR,
    edition_of_name,
    edition_of_title,
    figure_of_sheet,
    figure_of_title,
    is_neutral,
    only,
    title_of,
    years_in,
)
from nit_rules.sources.near_names import near_name
from nit_rules.sources.places import Places
from nit_rules.sources.roles import TERM, WORDS
from nit_rules.sources.row_kinds import begins_footnote, begins_with_mark, filled, is_range, says_digits
from nit_rules.sources.subjects import known_subject
from nit_rules.sources.surroundings import own_part, surely_named
from nit_rules.sources.vocabulary import Vocabulary

#: Rows among which a header is looked for; above it stand titles and notes.
HEADER_WITHIN = 200
_YEAR_OR_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:\.0+|-[0-9]{2}-[0-9]{2}.{0,20})?")
#: Names of columns in which years are not those of their rows.
_NOTES = frozenset({"note", "notes", "comment", "comments", "remark", "remarks", "footnote", "footnotes"})


def find_header(
    rows: Iterable[Row], vocabulary: Vocabulary, places: Places, sheet: str = ""
) -> Header | Problem:
    """The header among the first rows, or why there is none.

    Where its columns do not say the edition, or the figure, what stands above it may, or else the name of the sheet.
    """
    headers = [Header.of(number, cells, vocabulary) for number, cells in rows if any(map(str.strip, cells))]
    header = _header_among(headers, vocabulary, places, sheet)
    if isinstance(header, Problem):
        return header
    place = [one.number for one in headers].index(header.number)
    above, below = headers[:place], headers[place + 1 :]
    own = own_part(surely_named(header, below, vocabulary.catalog), above, below, sheet, vocabulary)
    if isinstance(own, str):
        return Problem("of-others", places.row(header.number), own)
    header = own
    if (apart := _apart(header, below, vocabulary)) is not None:
        name = header.cells[apart]
        message = f"beyond an empty column{name and ' '}{name and quoted(name)} the editions may be of another figure"
        return Problem("years-apart", places.row(header.number), message)
    if header.says_editions:
        return header
    if any(_is_of_years(header, one) for one in below[:1]):
        return two_headers(header.number, below[0].number, places)
    header = evolve(header, has_year_rows=_has_year_rows(header, below, vocabulary))
    if any(may_be_edition(header.cells[index]) for index in header.others):
        return header
    heading = _heading(header, above, below[:1], sheet, vocabulary)
    if heading is None or _has_years_beside(header, below, heading, vocabulary):
        return header
    return evolve(header, heading=heading)


def _apart(header: Header, below: Sequence[Header], vocabulary: Vocabulary) -> int | None:
    """The column between those of editions that holds nothing below its header, and so may set them apart."""
    rows = [*takewhile(lambda one: len(years_of(one.cells, vocabulary)) < 2, below)]
    columns = [index for index, _ in header.years]
    between = (
        [index for index in range(min(columns), max(columns)) if index not in columns] if columns else []
    )
    for index in between if rows else ():
        if not any(one.cell(index) for one in rows):
            return index
    return None


def _heading(
    header: Header, above: Sequence[Header], below: Sequence[Header], sheet: str, vocabulary: Vocabulary
) -> str | None:
    """The edition of the rows below a header that does not say it."""
    for one in below:
        if section := section_of(header, one.number, one.cells, vocabulary):
            return section.heading
    named, titled = edition_of_name(sheet, vocabulary.catalog), [one.cells for one in above]
    if not any(map(years_in, titled)):
        return named
    found = edition_of_titles(titled, vocabulary)
    # A title that was copied with its sheet may be that of another edition.
    return found if named in (None, found) else None


def edition_of_titles(titles: Sequence[Sequence[str]], vocabulary: Vocabulary) -> str | None:
    """The edition that some rows name; none where they name several, or the last with a year says another."""
    with_years = [cells for cells in titles if years_in(cells)]
    found = only(edition_of_title(cells, vocabulary.catalog) for cells in with_years)
    last = with_years[-1] if with_years else ()
    return (
        found if {edition_of_name(year, vocabulary.catalog) for year in years_in(last)} == {found} else None
    )


def _has_years_beside(header: Header, below: Sequence[Header], heading: str, vocabulary: Vocabulary) -> bool:
    """Whether years stand in other columns, which may be the editions of their rows; not those of pivot tables."""
    catalog = vocabulary.catalog
    passed = {index for index, cell in enumerate(header.cells) if fold(cell) in _NOTES}.union(header.numbers)
    for one in below:
        is_lone = len(filled(one.cells)) == 1
        is_sum = header.has_year_rows and edition_of_name(one.cell(header.subject), catalog)
        if is_lone or is_sum or begins_footnote(one.cells):
            continue
        cells = [cell for index, cell in enumerate(one.cells) if index not in passed]
        if any(edition_of_name(year, catalog) != heading for year in years_in(cells)):
            return True
    return False


def _has_year_rows(header: Header, below: Sequence[Header], vocabulary: Vocabulary) -> bool:
    """Whether subjects are years that sum up the names below them, as in a pivot table: the first is, and each once."""
    subject = header.subject
    if subject is None:
        return False
    rows = (one.cells for one in below if len(filled(one.cells)) > 1)
    names = [cells[subject].strip() for cells in rows if subject < len(cells)]
    years = [name for name in names if edition_of_name(name, vocabulary.catalog)]
    are_named = any(name and not name.isdigit() for name in names)
    return are_named and names[:1] == years[:1] != [] and len(set(years)) == len(years)


def may_be_edition(name: str) -> bool:
    """Whether the name of a column speaks of editions: ``NIT Edition``, ``Survey year``."""
    return not {"edition", "editions", "year", "years"}.isdisjoint(re.findall(r"[a-z]+", name.casefold()))


def section_of(header: Header, number: int, cells: Sequence[str], vocabulary: Vocabulary) -> Header | None:
    """The header of the rows below one that only names their subject, edition or figure, where no column does."""
    columns = filled(cells)
    if len(columns) != 1:
        return None
    (column,) = columns
    text = cells[column].strip()
    if may_be_owner(header, column):
        if known_subject(text):
            return evolve(header, number=number, owner=text, is_carried_on=True)
        if header.owner is not None and not _is_said(text, vocabulary):
            return evolve(header, number=number, owner=None, is_carried_on=True)
    if not may_be_heading(header, column, text):
        return None
    if not header.says_editions and (edition := edition_of_name(text, vocabulary.catalog)):
        return evolve(header, number=number, heading=edition, is_carried_on=True)
    if header.named and (name := figure_of_title(text, vocabulary)):
        return evolve(header, number=number, named=name, is_carried_on=True)
    return None


def may_be_owner(header: Header, column: int) -> bool:
    """Whether what stands alone in a column may say whose the rows below are: no column does, nor names others."""
    return header.subject is None and column not in header.others and column not in header.figures


def _is_said(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text says something else of the rows below it than whose they are."""
    named = edition_of_name(text, vocabulary.catalog) or figure_of_title(text, vocabulary)
    return (
        named is not None or vocabulary.is_class(text) or begins_footnote([text]) or begins_with_mark([text])
    )


def may_be_heading(header: Header, column: int, text: str) -> bool:
    """Whether what stands alone in a column is none of its values."""
    if column in header.numbers:
        return parse(text) is None
    name = header.cells[column].strip() if column < len(header.cells) else ""
    return not name or column in (header.subject, *header.terms) or (column == 0 and not may_be_edition(name))


def _is_of_years(header: Header, below: Header) -> bool:
    """Whether years stand below the names of ratings and figures: each is the name of a column too."""
    texts = [below.cells[column] for column in header.figures if column < len(below.cells)]
    filled = [*filter(None, map(str.strip, texts))]
    return bool(filled) and all(map(YEAR.fullmatch, filled))


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
            titles = [title_of(one.cells) for one in headers[:place] if not begins_footnote(one.cells)]
            titles = [
                title for title in titles if not is_neutral(title) or figure_of_title(title, vocabulary)
            ]
            named = figure_of_title(titles[-1], vocabulary) if titles else figure_of_sheet(sheet, vocabulary)
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
    if says_digits(cells, header.edition):
        return False
    numbers = [cells[index].strip() for index in header.numbers if index < len(cells)]
    if any(parse(cell) is not None and not YEAR.fullmatch(cell) for cell in numbers):
        return False
    folded = [fold(cell) for cell in cells]
    names = vocabulary.names
    known = [index for index, word in enumerate(folded) if word in names or word in WORDS]
    # Columns that are carried along may hold the names of indicators.
    is_read = any(index not in header.others for index in known)
    return is_read and len(known) >= 2 and len(known) * 2 >= sum(map(bool, folded))
