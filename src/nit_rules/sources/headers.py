"""Finding a table's header row and what its columns are."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cached_property

from attrs import frozen

from nit_rules.errors import Problem, quoted
from nit_rules.numerals import fold, parse
from nit_rules.sources.cells import shown
from nit_rules.sources.vocabulary import Vocabulary

#: Rows among which a header is looked for; above it stand titles and notes.
HEADER_WITHIN = 200

SUBJECT = (
    "country", "subject", "territory", "countryterritory", "countryorterritory", "countryname", "countries"
)  # fmt: skip
EDITION = ("edition", "year")
METHODOLOGY = ("methodology",)
PRINTING = ("printing",)
DIRECTION = ("scaledirection",)
TERM = ("indicator", "figure")
VALUE = ("value",)
_ROLES = (SUBJECT, EDITION, METHODOLOGY, PRINTING, DIRECTION)
_WORDS = frozenset(word for role in (*_ROLES, TERM, VALUE) for word in role)

Row = tuple[int, Sequence[str]]


@frozen
class Places:
    """How a table names its rows and cells: ``scores.csv:17: ep``, or by letter ``scores.xlsx:Sheet!C17``."""

    prefix: str
    lettered: bool = False

    def row(self, number: int) -> str:
        """The place of a row; row 0 is that of columns with names of their own."""
        return f"{self.prefix}{number}" if number else self.prefix.rstrip(":!")

    def around(self, column: int, header: str) -> tuple[str, str]:
        """What stands before and after the row's number in the place of a cell."""
        return (self.prefix + letters(column), "") if self.lettered else (self.prefix, f": {shown(header)}")

    def cell(self, number: int, column: int, header: str) -> str:
        """The place of a cell."""
        before, after = self.around(column, header)
        if not number:
            return self.row(0) + after
        return f"{before}{number}{after}"


def letters(column: int) -> str:
    """A workbook's name for a column, counted from 0.

    >>> letters(2), letters(26)
    ('C', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


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

    @classmethod
    def of(cls, number: int, cells: Sequence[str], vocabulary: Vocabulary) -> "Header":
        """What the cells of a header row mean."""
        folded = [fold(cell) for cell in cells]
        subject, edition, methodology, printing, direction = (_first(folded, role) for role in _ROLES)
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


def find_header(rows: Iterable[Row], vocabulary: Vocabulary, places: Places) -> Header | Problem:
    """The header among the first rows, or why there is none.

    It is the first row that names a subject or an edition and a figure; failing that, the one with the most known
    names, of which there must be two where it is not the first row, or where other names stand below the only one. Rows
    that say of a name what it means are none.
    """
    headers = [Header.of(number, cells, vocabulary) for number, cells in rows if any(map(str.strip, cells))]
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
    for index in header.others:
        near = near_name(header.cells[index], vocabulary)
        if near:
            return f"; {quoted(header.cells[index])} is close to {quoted(near)}"
    editions = {edition.id for edition in vocabulary.catalog.editions}
    years = [cell.strip() for cell in header.cells if cell.strip() in editions]
    return f"; {quoted(years[0])} is an edition, which needs a row of its own" if len(years) > 1 else ""


_FOOTNOTE = frozenset({"source", "sources", "note", "notes", "key", "legend"})
_RANGE = re.compile(r"\d+(?:\.\d+)?\s*(?:[-\u2010-\u2015]|to)\s*\d+(?:\.\d+)?", re.ASCII)
_PART = re.compile(r"[^\W\d_]+|%")
_PERCENT = frozenset({"%", "pct", "perc", "percent"})
_SHORTEST_PART = 3
#: What else a column's name may say of ratings and figures.
_CALLED = frozenset({"rating", "ratings", "score", "scores"})


def near_name(name: str, vocabulary: Vocabulary) -> str | None:
    """The id of the indicator or figure, or the word, that a column's name may have been meant for.

    >>> from nit_rules.loading import load_catalog
    >>> near_name("Elektoral Process", Vocabulary(load_catalog()))
    'ep'
    """
    folded = fold(name)
    if not 3 <= len(folded) <= 80:
        return None
    if (percentage := vocabulary.percentage(name)) is not None:
        return percentage
    names = vocabulary.names
    known = [*names, *_WORDS]
    near = get_close_matches(folded, known, n=1, cutoff=0.85) or [
        word for word in known if len(word) == len(folded) <= 4 and _one_off(word, folded)
    ]
    if not near:
        plain = fold(" ".join(word for word in name.split() if fold(word) not in _CALLED))
        return _abbreviated(name, vocabulary) or (names[plain].id if plain in names else None)
    if near[0] == folded:
        return None
    return names[near[0]].id if near[0] in names else near[0]


def _abbreviated(name: str, vocabulary: Vocabulary) -> str | None:
    """The id of what has a name whose words begin so, in this order: ``Dem. pct``, ``Corr``, ``Score``."""
    parts = ["percentage" if part in _PERCENT else part for part in _PART.findall(name.casefold())]
    if not parts or min(map(len, parts)) < _SHORTEST_PART:
        return None
    if all(part in _WORDS for part in parts):
        return parts[0]
    for printed, id_ in vocabulary.printed_names:
        words = iter(printed.casefold().split())
        # One word says little of a name of several, unless it is the last of them.
        is_enough = len(parts) > 1 or " " not in printed or printed.casefold().endswith(f" {parts[0]}")
        if is_enough and all(any(word.startswith(part) for word in words) for part in parts):
            return id_
    return None


def _one_off(word: str, other: str) -> bool:
    """Whether one letter differs, or two are swapped."""
    differ = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(differ) == 1 or (len(differ) == 2 and differ[0] == differ[1][::-1])


def begins_footnote(cells: Sequence[str]) -> bool:
    """Whether a row begins with what introduces a footnote: ``Source:``, ``Note``, ``Key: …``."""
    first = next(filter(None, map(str.strip, cells)), "")
    return fold(first.partition(":")[0]) in _FOOTNOTE


def is_ruled(cells: Sequence[str]) -> bool:
    """Whether a row is a rule drawn with marks, or says of columns between which numbers they lie."""
    texts = [*filter(None, map(str.strip, cells))]
    return all(not any(map(str.isalnum, text)) for text in texts) or all(map(is_range, texts))


def is_range(text: str) -> bool:
    """Whether a text says between which numbers something lies.

    >>> is_range("5.01-7.00"), is_range("0 to 100"), is_range("1999-2000.5"), is_range("-7.00")
    (True, True, True, False)
    """
    return _RANGE.fullmatch(text.strip()) is not None


def is_header_again(header: Header, cells: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a row below the header holds column names rather than data."""
    if header.edition is not None and any(
        map(str.isdigit, "".join(cells[header.edition : header.edition + 1]))
    ):
        return False
    filled = [fold(cell) for cell in cells if cell.strip()]
    names = vocabulary.names
    known = sum(1 for word in filled if word in names or word in _WORDS)
    return known >= 2 and known * 2 >= len(filled)
