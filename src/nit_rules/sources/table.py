"""Tables, from whatever file, to records: one row per record, or one row per figure."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from attrs import Factory, define, field

from nit_rules.errors import Problem, quoted
from nit_rules.model import Record, Stated
from nit_rules.numerals import fold, is_absent
from nit_rules.sources.carried import why_carried
from nit_rules.sources.cells import is_error
from nit_rules.sources.columns import Plan, Terms
from nit_rules.sources.data import Data
from nit_rules.sources.drafts import Apart, Draft, Gathered
from nit_rules.sources.header import Header, Row
from nit_rules.sources.headers import may_be_edition
from nit_rules.sources.known_rows import Rows
from nit_rules.sources.near_names import near_name
from nit_rules.sources.places import Places
from nit_rules.sources.reading import Reading
from nit_rules.sources.register import Register
from nit_rules.sources.subjects import known_subject
from nit_rules.sources.vocabulary import Term

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
    #: what has been noted
    _said: set[str] = Factory(set)
    #: for each column, what stands before and after the number of a row in a place
    around: list[tuple[str, str]] = field(init=False)
    _data: Data = field(init=False)
    _rows: Rows = field(init=False)
    _plans: dict[tuple[str | None, str | None], Plan] = Factory(dict)

    def __attrs_post_init__(self) -> None:
        cells = self.header.cells
        self.around = [self.places.around(index, cell) for index, cell in enumerate(cells)]
        self._data = Data(self.header, self.places, self.register, self.terms)
        self._rows = Rows(self)

    @property
    def reading(self) -> Reading:
        return self.register.reading

    def records(self, rows: Iterable[Row], gathered: Gathered | None = None) -> Iterator[Record]:
        """The records of those rows that are below the header, as they come; of single figures, once all rows are read.

        Where another header follows, its table is read in turn; figures of one record may stand in several tables. They
        are left in `gathered` where that is given.
        """
        rows, table = (row for row in rows if row[0] > self.header.number), self
        own = gathered or Gathered(self.register)
        while True:
            table._check_header()
            if table.header.is_long:
                table._long(rows, own)
            else:
                yield from table._admitted(table._wide(rows))
            below = table._data.below
            if gathered is None and table.header.is_long and (below is None or not below.is_long):
                yield from self.gathered(own)
                own = Gathered(self.register)
            if below is None:
                return
            # What is noted once of a table is noted once of all below one header.
            said = table._said if below.is_carried_on else set[str]()
            table = Table(below, self.places, self.register, self.terms, said)

    def gathered(self, gathered: Gathered) -> Iterator[Record]:
        """The records of figures that were gathered in this table and others."""
        return self._admitted(draft.record() for draft in gathered.records())

    def _admitted(self, records: Iterable[Record]) -> Iterator[Record]:
        # That of a table before this one.
        self.reading.outline = None
        for record in records:
            admitted = self.register.admit(record)
            if admitted is not None:
                if self.reading.outline is not None:
                    self._rows.admitted(self.reading.outline, admitted)
                yield admitted

    # -- the header ---------------------------------------------------------------------------------------------

    def _check_header(self) -> None:
        for index in () if self.header.is_carried_on else self.header.others:
            self._carried(index)

    def _without_edition(self) -> None:
        """The problem of a table whose first record has no edition, where nothing says which rules apply."""
        header, given = self.header, self.register.given
        said = header.edition, header.methodology, given.edition, given.methodology
        if any(one is not None for one in said):
            return
        may = next(
            (header.cells[index] for index in header.others if may_be_edition(header.cells[index])), None
        )
        near = "" if may is None else f" ({quoted(may)} may: then name it 'edition')"
        message = (
            f"no column 'edition' or 'Year' says which edition this is{near}; give --edition or --methodology"
        )
        self._problem(Problem("no-edition", self.places.row(header.number), message))

    def _carried(self, index: int) -> None:
        """A column that is not read: carried along, with a word where one might expect it to be read."""
        for code, message in why_carried(self.header, index, self.terms.vocabulary):
            self._note(Problem(code, self._at(self.header.number, index), message))

    # -- rows ---------------------------------------------------------------------------------------------------

    def draft(
        self, number: int, cells: Sequence[str], edition: str | None = None, apart: Apart | None = None
    ) -> Draft:
        """What a row says of which record it is; `edition` is that of a column, where each is that of another."""
        draft = Draft.of(self.header, number, cells, self.places, self.register, self.terms, edition)
        draft.apart = apart
        if draft.edition is None and "edition" not in self._said:
            self._said.add("edition")
            self._without_edition()
        if draft.subject is None and "subject" not in self._said and self._without_subject(number, cells):
            self._said.add("subject")
        return draft

    def _without_subject(self, number: int, cells: Sequence[str]) -> bool:
        """Note why the first record without a subject has none, where one might expect it to."""
        index = self.header.subject
        if self.register.given.subject is not None:
            return True
        if index is None:
            index = next((index for index in self.header.others if known_subject(cells[index])), None)
            message = "carried along, though it names a country; to have it read as one, name it 'country'"
        elif is_absent(cells[index]):
            message = "empty: the record has no subject; names are not carried down"
        else:
            # An error in the place of a name is a problem of its own.
            return False
        if index is not None:
            self._note(Problem("no-subject", self._at(number, index), message))
        return True

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
        for number, cells in self._rows.unknown(self._data.rows(rows)):
            if self.reading.known is not None:
                self.reading.outline = self._rows.outline(number, cells)
            draft = self.draft(number, cells)
            for term, columns in self.plan(draft):
                index = columns[0] if len(columns) == 1 else self._one_of(draft, term, columns, cells)
                if index is not None:
                    text = cells[index].strip()
                    if text and not is_absent(text):
                        self._take(draft, term, text, number, index, self.header.cells[index])
            if draft.carried:
                self._leave_shared(draft, cells)
            yield draft.record()

    def _leave_shared(self, draft: Draft, cells: Sequence[str]) -> None:
        """Leave out a total score beside a status of *Freedom in the World*, which has a score of that name too.

        Beside a percentage, which this index alone prints, it is this index's.
        """
        if any(one.figure == "democracy_percentage" for one in draft.claims):
            return
        names, vocabulary = self.header.cells, self.terms.vocabulary
        shared = [
            i for i in self.header.figures if vocabulary.is_total_score(names[i]) and not is_absent(cells[i])
        ]
        for index in shared:
            place = self._at(draft.number, index)
            draft.claims = [one for one in draft.claims if one.at != place]
            self._carry(draft, names[index], cells[index].strip(), draft.number, index, "score")

    def _one_of(self, draft: Draft, term: Term, columns: tuple[int, ...], cells: Sequence[str]) -> int | None:
        """The column that holds the figure, of several with its name; none where these hold different things."""
        filled = [
            index
            for index in columns
            if not is_absent(cells[index]) and not self.terms.is_of_another_index(term.id, cells[index])
        ]
        problem = self._data.twins.unlike(draft.number, filled, cells, "neither is read")
        if problem is not None:
            draft.problems.append(problem)
            return None
        return filled[0] if filled else columns[0]

    def _long(self, rows: Iterable[Row], gathered: Gathered) -> None:
        """One row is one figure, or one in several editions; the rows of a record need not stand together."""
        header = self.header
        parts = (header.subject, header.edition, header.methodology, header.printing, header.direction)
        identifying = [index for index in parts if index is not None]
        for number, cells in self._data.rows(rows):
            if gathered.count >= LONG_ROWS:
                message = f"more than {LONG_ROWS} rows, one per figure; give a table with one row per record"
                self._problem(Problem("too-large", self.places.row(number), message))
                break
            key = header.number, header.owner, *(cells[index].strip() for index in identifying)
            for value, edition in header.values:
                if edition is None or not is_absent(cells[value]):
                    apart = self._apart(number, cells, edition)
                    draft = gathered.draft(
                        (*key, edition, apart), partial(self.draft, number, cells, edition, apart)
                    )
                    self._gather(draft, number, cells, value)

    def _apart(self, number: int, cells: Sequence[str], edition: str | None) -> Apart | None:
        """What sets a row of a single figure apart; None where subject and edition say of which record it is.

        That is the table, what its other columns say (but for other names of figures), and, where the name of its
        subject is missing, the row itself.
        """
        header, given = self.header, self.register.given
        name = header.owner or "" if header.subject is None else cells[header.subject]
        is_lost = header.subject is not None and (is_absent(name) or is_error(name))
        printed = "" if header.edition is None else cells[header.edition]
        has_edition = edition or given.edition or header.heading or not is_absent(printed)
        if has_edition and (given.subject or (name and not is_lost)):
            return None
        if is_lost and given.subject is None:
            return Apart(self.places.prefix, number)
        others = (cells[index].strip() for index in header.others)
        said = tuple(text for text in others if fold(text) not in self.terms.vocabulary.names)
        return Apart(self.places.prefix, self._data.begins, said)

    def _gather(self, draft: Draft, number: int, cells: Sequence[str], value: int) -> None:
        """Add the figure of one row, in the column `value`, to its record."""
        names = (cells[index].strip() for index in self.header.terms if not is_absent(cells[index]))
        name = self.header.named or next(names, "")
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
            is_of_change = self.terms.vocabulary.is_of_change(name)
            if (near is not None or is_of_change) and name not in self._said:
                self._said.add(name)
                why = (
                    "it has the sign of a change or a rank"
                    if near is None
                    else f"did you mean {quoted(near)}?"
                )
                message = f"unknown figure {quoted(name)}, carried along; {why}"
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
        if self.terms.is_of_another_index(term.id, text):
            self._carry(draft, name, text, number, index, "status")
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

    def _carry(self, draft: Draft, name: str, text: str, number: int, index: int, what: str) -> None:
        """Carry along what belongs to another index, with one note for each column."""
        draft.carried.append((name, text))
        if f"{what} {index}" not in self._said:
            self._said.add(f"{what} {index}")
            message = (
                f"a Freedom in the World {what} is not a claim about this index; such cells are left out"
            )
            self._note(Problem("another-index", self._at(number, index), message))

    # -- saying -------------------------------------------------------------------------------------------------

    def _at(self, number: int, index: int) -> str:
        return self.places.cell(number, index, self.header.cells[index])

    def _problem(self, problem: Problem) -> None:
        self.reading.problems.append(problem)

    def _note(self, note: Problem) -> None:
        self.reading.notes.append(note)
