"""Finding a table's header row and what its columns are."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import evolve, frozen

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem, quoted
from nit_rules.numerals import fold, parse
from nit_rules.sources.headings import edition_of_name, edition_of_title, only_edition
from nit_rules.sources.near_names import near_name
from nit_rules.sources.places import Places
from nit_rules.sources.roles import EDITION, ROLES, SUBJECT, TERM, VALUE, WORDS
from nit_rules.sources.row_kinds import is_range
from nit_rules.sources.vocabulary import Vocabulary

#: Rows among which a header is looked for; above it stand titles and notes.
HEADER_WITHIN = 200
#: A year, also as a binary float.
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0+)?")

Row = tuple[int, Sequence[str]]


@frozen
class Header:
    """A header row: its number, its cells, and which column plays which part.

    `figures` are the columns that some edition knows as an indicator or a figure, `terms` and `value` those of a table
    with one row per figure, `others` the rest, which are carried along.
    """

    number: int
    cells: tuple[str, ...]
    subject: int | None
    edition: int | None
    methodology: int | None
    printing: int | None
    direction: int | None
    terms: tuple[int, ...]
    value: int | None
    figures: tuple[int, ...]
    others: tuple[int, ...]
    #: the edition of the rows, where no column says it and what stands above them does
    heading: str | None = None
    #: whether the names stand further above, and what is at `number` is such a heading
    is_carried_on: bool = False

    @classmethod
    def of(cls, number: int, cells: Sequence[str], vocabulary: Vocabulary) -> "Header":
        """What the cells of a header row mean."""
        folded = [fold(cell) for cell in cells]
        subject, edition, methodology, printing, direction = (_first(folded, role) for role in ROLES)
        terms = tuple(i for i, word in enumerate(folded) if word in TERM)
        value = _first(folded, VALUE)
        is_long = bool(terms) and value is not None
        # In a table with one row per figure, columns that look like figures belong to no row in particular.
        figures = () if is_long else tuple(i for i, cell in enumerate(cells) if vocabulary.find(cell))
        if not is_long:
            terms, value = (), None
        used = {subject, edition, methodology, printing, direction, value, *terms, *figures}
        others = tuple(i for i in range(len(cells)) if i not in used)
        return cls(
            number,
            tuple(cells),
            subject,
            edition,
            methodology,
            printing,
            direction,
            terms,
            value,
            figures,
            others,
        )

    @property
    def is_long(self) -> bool:
        """Whether the table has one row per figure."""
        return self.value is not None

    @property
    def has_figures(self) -> bool:
        return self.is_long or bool(self.figures)

    @property
    def identifies(self) -> bool:
        """Whether it has a column of subjects or editions."""
        return self.subject is not None or self.edition is not None

    @cached_property
    def twins(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The columns that say which record or figure a row is of, and its value, with the others of the same name."""
        read = (self.subject, self.edition, self.methodology, self.printing, self.direction, self.value)
        folded = [fold(cell) for cell in self.cells]
        of = {
            first: tuple(i for i in range(first + 1, len(folded)) if folded[i] == folded[first])
            for first in (*read, *self.terms)
            if first is not None
        }
        return tuple((first, twins) for first, twins in of.items() if twins)

    def read_instead(self, index: int) -> str | None:
        """The column of subjects or editions that is read, where another column has such a name too."""
        word = fold(self.cells[index])
        for role, used in ((SUBJECT, self.subject), (EDITION, self.edition)):
            if word in role and used is not None:
                return self.cells[used]
        return None

    @cached_property
    def stand_ins(self) -> tuple[int, ...]:
        """Other columns of subjects, which are read in rows where the first is empty."""
        return tuple(i for i in self.others if self.subject is not None and fold(self.cells[i]) in SUBJECT)

    @property
    def weight(self) -> int:
        """How many columns are known."""
        return len(self.cells) - len(self.others)


def _first(folded: Sequence[str], role: Sequence[str]) -> int | None:
    return next((folded.index(word) for word in role if word in folded), None)


def find_header(
    rows: Iterable[Row], vocabulary: Vocabulary, places: Places, sheet: str = ""
) -> Header | Problem:
    """The header among the first rows, or why there is none.

    Where it has no column of editions, what stands above it may name one, or else the name of the sheet.
    """
    headers = [Header.of(number, cells, vocabulary) for number, cells in rows if any(map(str.strip, cells))]
    header = _header_among(headers, vocabulary, places)
    if isinstance(header, Problem) or header.edition is not None:
        return header
    place = headers.index(header)
    for below in headers[place + 1 : place + 2]:
        if _is_of_years(header, below):
            return two_headers(header.number, below.number, places)
    catalog = vocabulary.catalog
    titles = [*filter(None, (edition_of_title(one.cells, catalog) for one in headers[:place]))]
    titles += [
        *filter(None, (section_of(header, one.cells, catalog) for one in headers[place + 1 : place + 2]))
    ]
    heading = only_edition(titles) if titles else edition_of_name(sheet, catalog)
    return evolve(header, heading=heading) if heading else header


def section_of(header: Header, cells: Sequence[str], catalog: Catalog) -> str | None:
    """The edition that a row between others names for those below it, where no column does."""
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    if header.edition is not None or len(filled) != 1 or filled[0] in (*header.figures, header.value):
        return None
    return edition_of_name(cells[filled[0]].strip(), catalog)


def _is_of_years(header: Header, below: Header) -> bool:
    """Whether years stand below the names of ratings and figures: each is the name of a column too."""
    texts = [below.cells[column] for column in header.figures if column < len(below.cells)]
    filled = [*filter(None, map(str.strip, texts))]
    return bool(filled) and all(map(_YEAR.fullmatch, filled))


def _header_among(headers: Sequence[Header], vocabulary: Vocabulary, places: Places) -> Header | Problem:
    """The header among some rows, or why there is none.

    It is the first row that names a subject or an edition and a figure; failing that, the one with the most known
    names, of which there must be two where it is not the first row, or where other names stand below the only one. Rows
    that say of a name what it means are none.
    """
    for header in headers:
        if header.identifies and header.has_figures:
            return header
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
    editions = {edition.id for edition in vocabulary.catalog.editions}
    years = [cell.strip() for cell in header.cells if cell.strip() in editions]
    return f"; {quoted(years[0])} is an edition, which needs a row of its own" if len(years) > 1 else ""


def is_header_again(header: Header, cells: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a row below the header holds column names rather than data."""
    if header.edition is not None and any(
        map(str.isdigit, "".join(cells[header.edition : header.edition + 1]))
    ):
        return False
    filled = [fold(cell) for cell in cells if cell.strip()]
    names = vocabulary.names
    known = sum(1 for word in filled if word in names or word in WORDS)
    return known >= 2 and known * 2 >= len(filled)
