"""Tables, from whatever file, to records: one row per record, or one row per figure."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from attrs import Factory, define, field

from nit_rules.errors import Problem, quoted
from nit_rules.model import Record, Stated
from nit_rules.numerals import fold, is_absent, parse
from nit_rules.sources.columns import Plan, Terms
from nit_rules.sources.drafts import Draft, Gathered
from nit_rules.sources.groups import collective
from nit_rules.sources.headers import (
    Header,
    Places,
    Row,
    begins_footnote,
    is_header_again,
    is_ruled,
    near_name,
    two_headers,
)
from nit_rules.sources.outlines import Rows
from nit_rules.sources.reading import Reading
from nit_rules.sources.register import Register
from nit_rules.sources.subjects import is_summary
from nit_rules.sources.vocabulary import Term
from nit_rules.verdicts import OTHER_INDEX

#: Figures that a table with one row per figure may hold: its rows are gathered before any record is whole.
LONG_ROWS = 3_000_000
#: Editions whose columns are remembered.
_REMEMBERED = 10_000


@define
class Table:
    """One table: a header and the rows below it."""

    header: Header
    places: Places
    register: Register
    terms: Terms
    #: for each column, what stands before and after the number of a row in a place
    around: list[tuple[str, str]] = field(init=False)
    _width: int = field(init=False)
    #: the columns of ratings and figures
    _figures: tuple[int, ...] = field(init=False)
    _rows: Rows = field(init=False)
    _has_twins: bool = field(init=False)
    #: the header of another table below this one
    _below: Header | None = None
    _said: set[str] = Factory(set)
    _plans: dict[tuple[str | None, str | None], Plan] = Factory(dict)

    def __attrs_post_init__(self) -> None:
        cells = self.header.cells
        self.around = [self.places.around(index, cell) for index, cell in enumerate(cells)]
        self._rows = Rows(self)
        self._has_twins = bool(self.header.twins or self.header.stand_ins)
        self._width = max((index + 1 for index, cell in enumerate(cells) if cell.strip()), default=0)
        value = self.header.value
        self._figures = self.header.figures if value is None else (value,)

    @property
    def reading(self) -> Reading:
        return self.register.reading

    def records(self, rows: Iterable[Row]) -> Iterator[Record]:
        """The records of the rows below the header, as they come; in a long table, once all rows are read.

        Where another header follows, its table is read in turn.
        """
        rows, table = iter(rows), self
        while True:
            yield from table._own(rows)
            if table._below is None:
                return
            table = Table(table._below, self.places, self.register, self.terms)

    def _own(self, rows: Iterator[Row]) -> Iterator[Record]:
        self._check_header()
        # That of a table before this one.
        self.reading.outline = None
        for record in self._long(rows) if self.header.is_long else self._wide(rows):
            admitted = self.register.admit(record)
            if admitted is not None:
                if self.reading.outline is not None:
                    self._rows.admitted(self.reading.outline, admitted)
                yield admitted

    # -- the header ---------------------------------------------------------------------------------------------

    def _check_header(self) -> None:
        header, given = self.header, self.register.given
        said = header.edition, header.methodology, given.edition, given.methodology
        if all(one is None for one in said):
            message = (
                "no column 'edition' or 'Year' says which edition this is; give --edition or --methodology"
            )
            self._problem(Problem("no-edition", self.places.row(header.number), message))
        for index in header.others:
            self._carried(index)

    def _carried(self, index: int) -> None:
        """A column that is not read: carried along, with a word where one might expect it to be read."""
        cell = self.header.cells[index]
        instead = self.header.read_instead(index)
        if any(index in twins for _, twins in self.header.twins):
            return
        near = near_name(cell, self.terms.vocabulary)
        if instead is not None:
            when = "; read where it is empty" if index in self.header.stand_ins else ""
            message = f"carried along; {quoted(instead)} is read{when}"
            self._note(Problem("other-column", self._at(self.header.number, index), message))
        elif self.header.is_long and fold(cell) in self.terms.vocabulary.names:
            message = "carried along; this table has one row for each figure"
            self._note(Problem("other-column", self._at(self.header.number, index), message))
        elif near is None and "%" in cell and fold(cell) in self.terms.vocabulary.names:
            message = "carried along; what it names is no percentage"
            self._note(Problem("other-column", self._at(self.header.number, index), message))
        elif near is not None:
            message = f"unknown column, carried along; did you mean {quoted(near)}?"
            self._note(Problem("unknown-column", self._at(self.header.number, index), message))

    # -- rows ---------------------------------------------------------------------------------------------------

    def _data(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that hold data: not empty, as wide as the header, no footnotes or averages, no second header."""
        subject = self.header.subject
        is_first = True
        for number, cells in rows:
            # Most rows are, and tables may be long.
            is_plain = not is_first and self._is_plain(cells)
            if not is_plain:
                filled = sum(map(bool, map(str.strip, cells)))
                if not filled:
                    continue
                if is_first and len(cells) >= self._width and self._is_header(cells):
                    self._problem(two_headers(self.header.number, number, self.places))
                    return
                is_first = False
                if self._is_header(cells):
                    if self._is_below(number, cells):
                        return
                    continue
                is_foot = (filled == 1 and self._width > 2) or begins_footnote(cells)
                if is_ruled(cells) or (is_foot and not self._has_figure(cells)):
                    self._leave_out(number, cells)
                    continue
                if len(cells) < self._width or any(map(str.strip, cells[len(self.header.cells) :])):
                    message = f"{len(cells)} cells where the header has {self._width}; the row is left out"
                    self._problem(Problem("ragged-row", self.places.row(number), message))
                    continue
            if (summed := self._summed(cells, subject)) is not None:
                self._leave_out(number, [summed])
            elif not is_plain and self._is_footnote(number, cells):
                self._leave_out(number, cells)
            else:
                # Unnamed columns at the end of the header need not be there in every row.
                missing = len(self.header.cells) - len(cells)
                whole = [*cells, *[""] * missing] if missing > 0 else cells
                one = self._without_twins(number, self._named(whole)) if self._has_twins else whole
                if one is not None:
                    yield number, one

    def _is_below(self, number: int, cells: Sequence[str]) -> bool:
        """Whether another table begins with a row of column names, or says of the row what it is instead."""
        again = [*map(fold, cells)]
        if again == [*map(fold, self.header.cells)]:
            self._problem(Problem("second-header", self.places.row(number), "the header is there again"))
            return False
        self._below = Header.of(number, cells, self.terms.vocabulary)
        message = "another header; the rows below it are read by its columns"
        self._note(Problem("second-header", self.places.row(number), message))
        return True

    def _summed(self, cells: Sequence[str], subject: int | None) -> str | None:
        """What says that a row sums up others: its subject, or where it has none, any cell that is carried along.

        Where no column is that of subjects one of those that are carried along may be; then all have to say so.
        """
        if subject is not None and not is_absent(cells[subject]):
            return cells[subject] if is_summary(cells[subject]) or collective(cells[subject]) else None
        if self.register.given.subject:
            return None
        others = [cells[index] for index in self.header.others if index < len(cells)]
        if subject is None and not all(map(collective, filter(str.strip, others))):
            return None
        return next(filter(collective, others), None)

    def _is_plain(self, cells: Sequence[str]) -> bool:
        """Whether a row is as wide as the header, has a subject, and begins with figures that are numbers."""
        first, subject = self._figures[:2], self.header.subject
        return (
            len(first) == 2
            and len(cells) == len(self.header.cells)
            and (subject is None or bool(cells[subject]))
            and cells[first[0]][:1].isdigit()
            and cells[first[1]][:1].isdigit()
        )

    def _named(self, cells: Sequence[str]) -> Sequence[str]:
        """The row with what another column of subjects holds where the first is empty."""
        subject = self.header.subject
        if subject is None or not is_absent(cells[subject]):
            return cells
        filled = next((cells[index] for index in self.header.stand_ins if not is_absent(cells[index])), "")
        return [*cells[:subject], filled, *cells[subject + 1 :]]

    def _without_twins(self, number: int, cells: Sequence[str]) -> Sequence[str] | None:
        """The row with what any column of a name holds in the first; None, and a problem, where they hold several."""
        merged = list(cells)
        for first, twins in self.header.twins:
            filled = [index for index in (first, *twins) if not is_absent(cells[index])]
            other = self._other(filled, cells)
            if other is not None:
                self._problem(self._unlike(number, filled[0], other, cells, "the row is left out"))
                return None
            if filled:
                merged[first] = cells[filled[0]]
        return merged

    def _other(self, filled: Sequence[int], cells: Sequence[str]) -> int | None:
        """The first of these columns that holds something else than the very first."""
        return next((index for index in filled if cells[index].split() != cells[filled[0]].split()), None)

    def _unlike(self, number: int, first: int, other: int, cells: Sequence[str], so: str) -> Problem:
        """The problem of two columns of one meaning that hold different things."""
        one, two = self.header.cells[first], self.header.cells[other]
        held = " and ".join(quoted(" ".join(cells[index].split())) for index in (first, other))
        if fold(one) == fold(two):
            message = f"the column {quoted(two)} is there twice and holds {held}; {so}"
        else:
            message = f"the columns {quoted(one)} and {quoted(two)} mean the same and hold {held}; {so}"
        return Problem("duplicate-column", self._at(number, other), message)

    def _has_figure(self, cells: Sequence[str]) -> bool:
        """Whether a rating or figure stands in its column, well written or not; the words of a footnote are none."""
        texts = [cells[index] for index in self._figures if index < len(cells)]
        return any(any(map(str.isdigit, text)) and not any(map(str.isalpha, text)) for text in texts)

    def _is_footnote(self, number: int, cells: Sequence[str]) -> bool:
        """Whether other words stand where the edition or methodology would, in a row without any rating or figure."""
        if any(not is_absent(cells[index]) for index in self._figures):
            return False
        draft, catalog = self.draft(number, cells), self.register.catalog
        edition, methodology = draft.edition, self.register.methodology(draft.methodology)
        if methodology is not None and all(methodology != one.id for one in catalog.methodologies):
            return True
        # A number is a year that is none, or has slipped from another column.
        is_words = edition is not None and parse(edition) is None
        return is_words and all(edition != one.id for one in catalog.editions)

    def _leave_out(self, number: int, cells: Sequence[str]) -> None:
        text = " ".join(" ".join(cells).split())
        self._note(
            Problem("not-a-record", self.places.row(number), f"not a record, left out: {quoted(text)}")
        )

    def _is_header(self, cells: Sequence[str]) -> bool:
        return is_header_again(self.header, cells, self.terms.vocabulary)

    def draft(self, number: int, cells: Sequence[str]) -> Draft:
        """What a row says of which record it is."""
        return Draft.of(self.header, number, cells, self.places, self.register, self.terms)

    def _scope(self, draft: Draft) -> tuple[str | None, str | None]:
        """The edition and the methodology that decide what a name means."""
        given = self.register.given
        return draft.edition or given.edition, draft.methodology or given.methodology

    def plan(self, draft: Draft) -> Plan:
        """The columns of each indicator and figure in the edition of a row."""
        scope = self._scope(draft)
        plan = self._plans.get(scope)
        if plan is None:
            plan = self.terms.plan(self.header, *scope)
            if len(self._plans) < _REMEMBERED:
                self._plans[scope] = plan
        return plan

    def _wide(self, rows: Iterable[Row]) -> Iterator[Record]:
        """One row is one record."""
        for number, cells in self._rows.unknown(self._data(rows)):
            if self.reading.known is not None:
                self.reading.outline = self._rows.outline(number, cells)
            draft = self.draft(number, cells)
            for term, columns in self.plan(draft):
                index = columns[0] if len(columns) == 1 else self._one_of(draft, term, columns, cells)
                if index is not None:
                    text = cells[index].strip()
                    if text and not is_absent(text):
                        self._take(draft, term, text, number, index, self.header.cells[index])
            yield draft.record(self.places)

    def _one_of(self, draft: Draft, term: Term, columns: tuple[int, ...], cells: Sequence[str]) -> int | None:
        """The column that holds the figure, of several with its name; none where these hold different things."""
        filled = [
            index
            for index in columns
            if not is_absent(cells[index]) and not self._is_of_another_index(term, cells[index])
        ]
        other = self._other(filled, cells)
        if other is not None:
            draft.problems.append(self._unlike(draft.number, filled[0], other, cells, "neither is read"))
            return None
        return filled[0] if filled else columns[0]

    def _long(self, rows: Iterable[Row]) -> Iterator[Record]:
        """One row is one figure; the rows of a record need not stand together."""
        gathered = Gathered(self.register, len(self.header.others))
        header = self.header
        parts = (header.subject, header.edition, header.methodology, header.printing, header.direction)
        identifying = [index for index in parts if index is not None]
        for count, (number, cells) in enumerate(self._data(rows)):
            if count == LONG_ROWS:
                message = f"more than {LONG_ROWS} rows, one per figure; give a table with one row per record"
                self._problem(Problem("too-large", self.places.row(number), message))
                break
            key = tuple(cells[index].strip() for index in identifying)
            draft = gathered.draft(key, partial(self.draft, number, cells))
            self._gather(draft, number, cells)
        for draft in gathered.records():
            yield draft.record(self.places)

    def _gather(self, draft: Draft, number: int, cells: Sequence[str]) -> None:
        """Add the figure of one row to its record."""
        value = self.header.value
        name = next((cells[index].strip() for index in self.header.terms if not is_absent(cells[index])), "")
        if value is None:
            return
        text = cells[value].strip()
        if not name:
            if not is_absent(text):
                message = f"nothing says of which indicator or figure {quoted(text)} is; it is not read"
                draft.problems.append(Problem("no-figure-named", self._at(number, value), message))
            return
        term = self.terms.find(name, *self._scope(draft))
        if term is None:
            draft.carried.append((name, text))
            near = near_name(name, self.terms.vocabulary)
            if near is not None and name not in self._said:
                self._said.add(name)
                message = f"unknown figure {quoted(name)}, carried along; did you mean {quoted(near)}?"
                self._note(Problem("unknown-figure", self._at(number, self.header.terms[0]), message))
        elif is_absent(text):
            return
        elif term.id in draft.rows:
            draft.there_already(term.id, self._at(number, value))
        else:
            self._take(draft, term, text, number, value, name)

    # -- figures ------------------------------------------------------------------------------------------------

    def _take(self, draft: Draft, term: Term, text: str, number: int, index: int, name: str) -> None:
        """Add a figure to its record, or say why the text cannot be one."""
        if self._is_of_another_index(term, text):
            draft.carried.append((name, text))
            if f"status {index}" not in self._said:
                self._said.add(f"status {index}")
                message = (
                    "a Freedom in the World status is not a claim about this index; such cells are left out"
                )
                self._note(Problem("another-index", self._at(number, index), message))
            return
        before, after = self.around[index]
        at = f"{before}{number}{after}"
        why = self.terms.complaint(term.id, text)
        if why is None:
            (draft.ratings if term.is_indicator else draft.claims).append(Stated(term.id, text, at))
            draft.rows[term.id] = number
        else:
            code = "not-a-label" if self.terms.is_label(term.id) else "not-a-number"
            draft.problems.append(Problem(code, at, why))

    def _is_of_another_index(self, term: Term, text: str) -> bool:
        return self.terms.is_label(term.id) and fold(text) in OTHER_INDEX

    # -- saying -------------------------------------------------------------------------------------------------

    def _at(self, number: int, index: int) -> str:
        return self.places.cell(number, index, self.header.cells[index])

    def _problem(self, problem: Problem) -> None:
        self.reading.problems.append(problem)

    def _note(self, note: Problem) -> None:
        self.reading.notes.append(note)
