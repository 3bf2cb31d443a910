"""Tables, from whatever file, to records: one row per record, or one row per figure."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import Factory, define, field

from nit_rules.errors import Problem, quoted
from nit_rules.model import Printing, Record, Stated
from nit_rules.numerals import fold
from nit_rules.sources.cells import FREEDOM_IN_THE_WORLD, is_absent
from nit_rules.sources.columns import Terms, duplicate_column
from nit_rules.sources.headers import (
    Header,
    Places,
    Row,
    is_header_again,
    near_name,
    two_headers,
)
from nit_rules.sources.reading import Reading
from nit_rules.sources.register import Register
from nit_rules.sources.vocabulary import Term

#: Figures that a table with one row per figure may hold: its rows are gathered before any record is whole.
LONG_ROWS = 3_000_000


@define
class Table:
    """One table: a header and the rows below it."""

    header: Header
    places: Places
    register: Register
    terms: Terms
    _around: list[tuple[str, str]] = field(init=False)
    _width: int = field(init=False)
    _said: set[str] = Factory(set)

    def __attrs_post_init__(self) -> None:
        cells = self.header.cells
        self._around = [self.places.around(index, cell) for index, cell in enumerate(cells)]
        self._width = max((index + 1 for index, cell in enumerate(cells) if cell.strip()), default=0)

    @property
    def reading(self) -> Reading:
        return self.register.reading

    def records(self, rows: Iterable[Row]) -> Iterator[Record]:
        """The records of the rows below the header, as they come; in a long table, once all rows are read."""
        self._check_header()
        drafts = self._long(rows) if self.header.is_long else self._wide(rows)
        for draft in drafts:
            record = self.register.admit(draft)
            if record is not None:
                yield record

    # -- the header ---------------------------------------------------------------------------------------------

    def _check_header(self) -> None:
        header, given = self.header, self.register.given
        said = header.edition, header.methodology, given.edition, given.methodology
        if all(one is None for one in said):
            message = (
                "no column 'edition' or 'Year' says which edition this is; give --edition or --methodology"
            )
            self._problem(Problem("no-edition", self.places.row(header.number), message))
        first_of: dict[str, str] = {}
        for index, cell in enumerate(header.cells):
            folded = fold(cell)
            if not folded:
                continue
            if folded in first_of and index not in header.others:
                self._twice(index, first_of[folded], folded)
            elif index in header.others:
                self._carried(index)
            first_of.setdefault(folded, cell)

    def _carried(self, index: int) -> None:
        """A column that is not read: carried along, with a word where one might expect it to be read."""
        cell = self.header.cells[index]
        instead = self.header.read_instead(index)
        if instead is not None and fold(instead) == fold(cell):
            self._twice(index, instead, fold(cell))
            return
        near = near_name(cell, self.terms.vocabulary)
        if instead is not None:
            message = f"carried along; {quoted(instead)} is read"
            self._note(Problem("other-column", self._at(self.header.number, index), message))
        elif near is not None:
            message = f"unknown column, carried along; did you mean {quoted(near)}?"
            self._note(Problem("unknown-column", self._at(self.header.number, index), message))

    def _twice(self, index: int, first: str, meaning: str) -> None:
        if meaning not in self._said:
            self._said.add(meaning)
            at = self._at(self.header.number, index)
            self._problem(duplicate_column(at, first, self.header.cells[index], meaning))

    # -- one row per record -------------------------------------------------------------------------------------

    def _wide(self, rows: Iterable[Row]) -> Iterator[Record]:
        for number, cells in self._data(rows):
            record = self._record(number, cells)
            if record is not None:
                yield record

    def _data(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that hold data: not empty, as wide as the header, no footnotes, no second header."""
        is_first = True
        for number, cells in rows:
            filled = sum(map(bool, map(str.strip, cells)))
            if not filled:
                continue
            if (
                is_first
                and len(cells) >= self._width
                and is_header_again(self.header, cells, self.terms.vocabulary)
            ):
                self._problem(two_headers(self.header.number, number, self.places))
                return
            is_first = False
            if filled == 1 and self._width > 2:
                text = next(filter(str.strip, cells))
                message = f"not a record, left out: {quoted(' '.join(text.split()))}"
                self._note(Problem("not-a-record", self.places.row(number), message))
            elif len(cells) < self._width or any(map(str.strip, cells[len(self.header.cells) :])):
                message = f"{len(cells)} cells where the header has {self._width}; the row is left out"
                self._problem(Problem("ragged-row", self.places.row(number), message))
            elif len(cells) < len(self.header.cells):
                # Unnamed columns at the end of the header need not be there in every row.
                yield number, [*cells, *[""] * (len(self.header.cells) - len(cells))]
            else:
                yield number, cells

    def _record(self, number: int, cells: Sequence[str]) -> Record | None:
        header, terms = self.header, self.terms
        problems: list[Problem] = []
        who = self._identity(number, cells, problems)
        carried = [(header.cells[index], cells[index]) for index in header.others]
        ratings: list[Stated] = []
        claims: list[Stated] = []
        edition = who.edition or self.register.given.edition
        for term, columns in terms.plan(header, edition, who.methodology or self.register.given.methodology):
            index = columns[0] if len(columns) == 1 else self._one_of(term, columns, cells)
            if index is None:
                continue
            text = cells[index].strip()
            if not text or is_absent(text):
                continue
            if terms.is_label(term.id) and fold(text) in FREEDOM_IN_THE_WORLD:
                carried.append((header.cells[index], text))
                self._another_index(number, index)
                continue
            before, after = self._around[index]
            at = f"{before}{number}{after}"
            why = terms.complaint(term.id, text)
            if why is None:
                (ratings if term.is_indicator else claims).append(Stated(term.id, text, at))
            elif is_header_again(header, cells, terms.vocabulary):
                self._problem(Problem("second-header", self.places.row(number), "the header is there again"))
                return None
            else:
                problems.append(_unreadable(terms, term, at, why))
        return who.record(self.places.row(number), ratings, claims, carried, problems)

    def _one_of(self, term: Term, columns: tuple[int, ...], cells: Sequence[str]) -> int | None:
        """The column that holds the figure, of several with its name; none where more than one does."""
        filled = [
            index
            for index in columns
            if not is_absent(cells[index])
            and not (self.terms.is_label(term.id) and fold(cells[index]) in FREEDOM_IN_THE_WORLD)
        ]
        if len(filled) > 1:
            first, second = (self.header.cells[index] for index in filled[:2])
            self._twice(filled[1], first, fold(second) if fold(first) == fold(second) else term.id)
            return None
        return filled[0] if filled else columns[0]

    # -- one row per figure -------------------------------------------------------------------------------------

    def _long(self, rows: Iterable[Row]) -> Iterator[Record]:
        drafts: dict[tuple[str, ...], _Draft] = {}
        identifying = [
            index
            for index in (
                self.header.subject,
                self.header.edition,
                self.header.methodology,
                self.header.printing,
            )
            if index is not None
        ]
        if self.header.direction is not None:
            identifying.append(self.header.direction)
        for count, (number, cells) in enumerate(self._data(rows)):
            if count == LONG_ROWS:
                message = f"more than {LONG_ROWS} rows, one per figure; give a table with one row per record"
                self._problem(Problem("too-large", self.places.row(number), message))
                break
            key = tuple(cells[index].strip() for index in identifying)
            draft = drafts.get(key)
            if draft is None:
                problems: list[Problem] = []
                draft = drafts[key] = _Draft(
                    number, self._identity(number, cells, problems), problems=problems
                )
                draft.carried.extend((self.header.cells[index], cells[index]) for index in self.header.others)
            self._gather(draft, number, cells)
        for draft in drafts.values():
            at = self.places.row(draft.number)
            yield draft.who.record(at, draft.ratings, draft.claims, draft.carried, draft.problems)

    def _gather(self, draft: "_Draft", number: int, cells: Sequence[str]) -> None:
        """Add the figure of one row to its record."""
        value = self.header.value
        name = next((cells[index].strip() for index in self.header.terms if not is_absent(cells[index])), "")
        if value is None or not name:
            return
        text = cells[value].strip()
        given, at = self.register.given, self._at(number, value)
        term = self.terms.find(
            name, draft.who.edition or given.edition, draft.who.methodology or given.methodology
        )
        if term is None:
            draft.carried.append((name, text))
            near = near_name(name, self.terms.vocabulary)
            if near is not None and name not in self._said:
                self._said.add(name)
                message = f"unknown figure {quoted(name)}, carried along; did you mean {quoted(near)}?"
                self._note(Problem("unknown-figure", self._at(number, self.header.terms[0]), message))
        elif is_absent(text):
            return
        elif self.terms.is_label(term.id) and fold(text) in FREEDOM_IN_THE_WORLD:
            draft.carried.append((name, text))
            self._another_index(number, value)
        elif term.id in draft.seen:
            message = f"{term.id} is there already for this record; only the first is audited"
            draft.problems.append(Problem("duplicate-figure", at, message))
        elif (why := self.terms.complaint(term.id, text)) is not None:
            draft.problems.append(_unreadable(self.terms, term, at, why))
        else:
            draft.seen.add(term.id)
            (draft.ratings if term.is_indicator else draft.claims).append(Stated(term.id, text, at))

    # -- what identifies a record -------------------------------------------------------------------------------

    def _identity(self, number: int, cells: Sequence[str], problems: list[Problem]) -> "_Identity":
        header = self.header
        edition = _text(cells, header.edition)
        printing = _text(cells, header.printing)
        direction = _text(cells, header.direction)
        who = _Identity(
            _text(cells, header.subject),
            None if edition is None else self.register.edition(edition),
            _text(cells, header.methodology),
        )
        if header.printing is not None and printing is not None:
            who.printing = _PRINTINGS.get(printing.casefold())
            if who.printing is None:
                message = f"printing is 'first' or 'republished', not {quoted(printing)}"
                problems.append(Problem("not-a-printing", self._at(number, header.printing), message))
        if header.direction is not None and direction is not None:
            who.direction = direction_of(direction, self.terms)
            if who.direction is None:
                message = f"scale_direction is best=1 or best=7, not {quoted(direction)}"
                problems.append(Problem("not-a-direction", self._at(number, header.direction), message))
        return who

    # -- saying -------------------------------------------------------------------------------------------------

    def _at(self, number: int, index: int) -> str:
        return self.places.cell(number, index, self.header.cells[index])

    def _problem(self, problem: Problem) -> None:
        self.reading.problems.append(problem)

    def _note(self, note: Problem) -> None:
        self.reading.notes.append(note)

    def _another_index(self, number: int, index: int) -> None:
        """Said once of a column: it holds the status of another index."""
        if f"status {index}" not in self._said:
            self._said.add(f"status {index}")
            message = "a Freedom in the World status is not a claim about this index; such cells are left out"
            self._note(Problem("another-index", self._at(number, index), message))


_PRINTINGS = {printing.value: printing for printing in Printing}


@define
class _Identity:
    """What a row says of which record it is."""

    subject: str | None
    edition: str | None
    methodology: str | None
    printing: Printing | None = None
    direction: str | None = None

    def record(
        self,
        at: str,
        ratings: list[Stated],
        claims: list[Stated],
        carried: list[tuple[str, str]],
        problems: list[Problem],
    ) -> Record:
        return Record(
            self.subject,
            self.edition,
            tuple(ratings),
            tuple(claims),
            methodology=self.methodology,
            printing=self.printing,
            scale_direction=self.direction,
            direction_because=None if self.direction is None else f"the table says {self.direction}",
            at=at,
            extra=tuple(carried),
            problems=tuple(problems),
        )


@define
class _Draft:
    """A record that is being gathered from rows with one figure each."""

    number: int
    who: _Identity
    ratings: list[Stated] = Factory(list)
    claims: list[Stated] = Factory(list)
    carried: list[tuple[str, str]] = Factory(list)
    problems: list[Problem] = Factory(list)
    seen: set[str] = Factory(set)


def direction_of(text: str, terms: Terms) -> str | None:
    """The scale direction that a text states (``best=1``, ``1 = best``), where some methodology has it."""
    wanted = fold(text)
    for method in terms.vocabulary.catalog.methodologies:
        word, _, end = method.scale.direction.partition("=")
        if wanted in (fold(word + end), fold(end + word)):
            return method.scale.direction
    return None


def _unreadable(terms: Terms, term: Term, at: str, why: str) -> Problem:
    return Problem("not-a-label" if terms.is_label(term.id) else "not-a-number", at, why)


def _text(cells: Sequence[str], index: int | None) -> str | None:
    if index is None or is_absent(cells[index]):
        return None
    return " ".join(cells[index].split())
