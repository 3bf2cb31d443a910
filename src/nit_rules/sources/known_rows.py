"""Rows of a table that are known by their outlines, and are told of without becoming records."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import compress, islice
from typing import TYPE_CHECKING, NamedTuple, cast

from attrs import Factory, define

from nit_rules.model import Record
from nit_rules.numerals import is_absent
from nit_rules.sources.cells import is_error, one_line
from nit_rules.sources.columns import Terms
from nit_rules.sources.drafts import Draft
from nit_rules.sources.header import Row
from nit_rules.sources.outlines import Kind, Known, Outline, Outlines
from nit_rules.sources.reading import Reading, Said
from nit_rules.sources.seen import Seen
from nit_rules.sources.subjects import subject_key

if TYPE_CHECKING:
    from nit_rules.sources.table import Table

#: Distinct texts of a column, and distinct kinds of rows, that are remembered.
_REMEMBERED = 10_000
#: So many rows are looked at together, and no more once they have so many characters.
_BLOCK, _CHARACTERS = 1 << 13, 1 << 24
#: In place of the text of a cell that needs a closer look.
_ODD = "\0"

#: What stands before and after the number of a row in the place of a claim, for each claim.
_Around = tuple[tuple[str, str], ...]


@define
class _Layout:
    """The columns of a table in rows that say the same of edition and rules.

    `columns` are first those of the ratings, then those of the claims: the texts of its cells, and its index. `around`
    belongs to the claims.
    """

    ratings: tuple[str, ...]
    claims: tuple[str, ...]
    columns: tuple[tuple["_Texts", int], ...]
    around: _Around
    scope: tuple[str | None, str | None, str | None, str | None]
    kinds: dict[tuple[bool, ...], tuple[Kind, _Around]] = Factory(dict)

    def kind(self, filled: tuple[bool, ...]) -> tuple[Kind, _Around]:
        """The kind of the rows in which the subject and these columns are filled, and what is around their numbers."""
        if filled not in self.kinds:
            is_named, there, count = filled[0], filled[1:], len(self.ratings)
            ratings = (*compress(self.ratings, there[:count]),)
            claims = (*compress(self.claims, there[count:]),)
            kind = Kind(*self.scope, None, is_named, ratings, claims)
            self.kinds[filled] = kind, (*compress(self.around, there[count:]),)
        return self.kinds[filled]


class Rows:
    """Outlines of the rows of a table, straight from their cells; rows that are known need not become records."""

    def __init__(self, table: "Table") -> None:
        self._table = table
        header = table.header
        said = (header.edition, header.methodology, header.printing, header.direction)
        self._said = [index for index in said if index is not None]
        self._layouts: dict[tuple[str, ...], _Layout | None] = {}
        # For each figure and index of a column.
        self._texts: dict[tuple[str, int], _Texts] = {}
        # For each kind of rows the subjects that were seen.
        self._seen: dict[Kind, Seen | None] = {}

    def unknown(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows of which nothing is known; once somebody knows rows, the others are told of."""
        reading = self._table.reading
        for row in rows:
            yield row
            if reading.known is not None:
                break
        while (known := reading.known) is not None:
            block = _Block()
            try:
                block.fill(rows, reading)
            finally:
                # What cannot be read further down takes nothing from the rows above it.
                yield from self._unknown(block, known)
            if not block.rows:
                return

    def _unknown(self, block: "_Block", known: Known) -> Iterator[Row]:
        """The rows of a block that are not known, each once all known ones before it were told of."""
        rows = block.rows
        found: list[_Found | None] = [None] * len(rows)
        groups = [*self._groups(rows)]
        for group, keys in zip(groups, known.keys([one.outlines for one in groups]), strict=True):
            for number, (place, key) in enumerate(zip(group.places, keys, strict=True)):
                found[place] = key, group, number
        for place, (row, one) in enumerate(zip(rows, found, strict=True)):
            if place in block.said:
                self._table.reading.say_again(block.said[place])
            if one is None or not self._tell(known, one, row):
                yield row
        if len(rows) in block.said:
            self._table.reading.say_again(block.said[len(rows)])

    def _groups(self, rows: Sequence[Row]) -> Iterator["_Group"]:
        """The rows of each kind; the cells are looked at column by column."""
        said: dict[tuple[str, ...], list[int]] = {}
        for place, (_, cells) in enumerate(rows):
            said.setdefault(tuple([cells[index] for index in self._said]), []).append(place)
        for places in said.values():
            layout = self._layout_of(*rows[places[0]])
            if layout is not None:
                yield from self._groups_of(layout, rows, places)

    def _groups_of(self, layout: _Layout, rows: Sequence[Row], places: Sequence[int]) -> Iterator["_Group"]:
        # Some rows have empty cells beyond those of the header.
        cells = [*zip(*(rows[place][1] for place in places), strict=False)]
        texts = [[*map(texts.__getitem__, cells[index])] for texts, index in layout.columns]
        index = self._table.header.subject
        is_named = [
            index is not None and not is_absent(cells[index][number]) for number in range(len(places))
        ]
        by_filled: dict[tuple[bool, ...], list[int]] = {}
        there = ([text is not None for text in column] for column in texts)
        for number, filled in enumerate(zip(is_named, *there, strict=True)):
            by_filled.setdefault(filled, []).append(number)
        for filled, numbers in by_filled.items():
            kind, around = layout.kind(filled)
            full = cast("list[list[str]]", [*compress(texts, filled[1:])])
            columns = [[column[number] for number in numbers] for column in full]
            count = len(kind.ratings)
            outlines = Outlines(len(numbers), kind, columns[:count], columns[count:])
            yield _Group(outlines, around, [places[number] for number in numbers])

    def outline(self, number: int, cells: Sequence[str]) -> Outline | None:
        """The outline of a row; None where something in it needs a closer look."""
        layout = self._layout_of(number, cells)
        if layout is None:
            return None
        texts = [texts[cells[index]] for texts, index in layout.columns]
        if _ODD in texts:
            return None
        subject = self._subject(cells)
        if subject is not None and is_error(subject):
            return None
        kind, around = layout.kind((subject is not None, *[text is not None for text in texts]))
        there, count = [text for text in texts if text is not None], len(kind.ratings)
        return Outline(kind, (*there[:count],), (*there[count:],), subject, tuple(_places(number, around)))

    def admitted(self, outline: Outline, record: Record) -> None:
        """Remember among which subjects a record with such an outline stands."""
        if len(self._seen) < _REMEMBERED:
            self._seen[outline.kind] = self._table.register.seen(record)

    def _tell(self, known: Known, found: "_Found", row: Row) -> bool:
        """Whether a row is known, and is the first of its subject; then it is told of."""
        (key, group, place), (number, cells) = found, row
        case = None if key is None else known.case(key)
        kind = group.outlines.kind
        if case is None or kind not in self._seen:
            return False
        subject, seen = self._subject(cells), self._seen[kind]
        if subject is not None and is_error(subject):
            return False
        if subject is not None and seen is not None and not seen.add(subject_key(subject)):
            return False
        claims = [column[place] for column in group.outlines.claims]
        known.tell(case, subject, _places(number, group.around), claims)
        return True

    def _subject(self, cells: Sequence[str]) -> str | None:
        index = self._table.header.subject
        return None if index is None or is_absent(cells[index]) else one_line(cells[index])

    def _layout_of(self, number: int, cells: Sequence[str]) -> _Layout | None:
        """The layout of a row, remembered by what it says of edition and rules."""
        said = tuple([cells[index] for index in self._said])
        if said not in self._layouts:
            if len(self._layouts) >= _REMEMBERED:
                self._layouts.clear()
            self._layouts[said] = self._layout(number, cells)
        return self._layouts[said]

    def _layout(self, number: int, cells: Sequence[str]) -> _Layout | None:
        table = self._table
        # Not that of the table, which says what is missing: that is for the row itself to say, in its turn.
        draft = Draft.of(table.header, number, cells, table.places, table.register, table.terms)
        plan = table.plan(draft)
        if (
            draft.problems
            or table.register.given.subject
            or table.header.owner
            or any(len(columns) > 1 for _, columns in plan)
        ):
            return None
        ratings = [(term.id, index) for term, (index,) in plan if term.is_indicator]
        claims = [(term.id, index) for term, (index,) in plan if not term.is_indicator]
        return _Layout(
            tuple(name for name, _ in ratings),
            tuple(name for name, _ in claims),
            tuple((self._texts_of(*one), one[1]) for one in (*ratings, *claims)),
            tuple(table.around[index] for _, index in claims),
            (draft.edition, draft.methodology, draft.printing, draft.direction),
        )

    def _texts_of(self, figure: str, index: int) -> "_Texts":
        key = figure, index
        if key not in self._texts:
            self._texts[key] = _Texts(self._table.terms, figure)
        return self._texts[key]


def _places(number: int, around: _Around) -> list[str]:
    """The places of claims in a row."""
    return [f"{before}{number}{after}" for before, after in around]


class _Group(NamedTuple):
    """Rows of one kind, by their places in a block, and what is around their numbers in the places of claims."""

    outlines: Outlines
    around: _Around
    places: Sequence[int]


#: What a row shares with others, its group, and its place in that.
_Found = tuple[Hashable, _Group, int]


@define
class _Block:
    """Rows that are looked at together, and what was said of the table before each of them, by its place.

    It is held back, so that all is said in the order of the rows.
    """

    rows: list[Row] = Factory(list)
    said: dict[int, Said] = Factory(dict)

    def fill(self, rows: Iterator[Row], reading: Reading) -> None:
        """Read as many rows as a block has; none where there are no more."""
        before, characters = reading.count, 0
        try:
            for row in islice(rows, _BLOCK):
                if reading.count > before:
                    self.said[len(self.rows)] = reading.unsay(before)
                self.rows.append(row)
                characters += sum(map(len, row[1]))
                if characters > _CHARACTERS:
                    break
        finally:
            if reading.count > before:
                self.said[len(self.rows)] = reading.unsay(before)


class _Texts(dict[str, str | None]):
    """The texts of the cells of a column, None where one is empty, by what it means in some edition."""

    def __init__(self, terms: Terms, figure: str) -> None:
        self._terms = terms
        self._figure = figure

    def __missing__(self, cell: str) -> str | None:
        text = None if is_absent(cell) else cell.strip()
        terms, figure = self._terms, self._figure
        if text and (terms.complaint(figure, text) or terms.is_of_another_index(figure, text)):
            text = _ODD
        if len(self) < _REMEMBERED:
            self[cell] = text
        return text
