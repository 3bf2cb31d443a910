"""A record while its rows are read."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from attrs import Factory, define

from nit_rules.errors import Problem, quoted
from nit_rules.model import Printing, Record, Stated
from nit_rules.model.edition import not_a_printing
from nit_rules.numerals import is_absent
from nit_rules.sources.cells import is_error, one_line
from nit_rules.sources.columns import Terms
from nit_rules.sources.header import Header
from nit_rules.sources.places import Places
from nit_rules.sources.register import Register
from nit_rules.sources.subjects import subject_key

_PRINTINGS = {printing.value: printing for printing in Printing}


class Apart(NamedTuple):
    """What sets a row apart that says no subject or no edition: its table, a row of that, and what its columns say."""

    table: str
    row: int
    said: tuple[str, ...] = ()


@define
class Draft:
    """What one row, or several with a figure each, say of a record; `number` and `at` are those of the first."""

    number: int
    at: str
    subject: str | None
    edition: str | None
    methodology: str | None
    printing: Printing | None = None
    direction: str | None = None
    ratings: list[Stated] = Factory(list)
    claims: list[Stated] = Factory(list)
    #: what its other columns hold, and the figures that are carried along
    beside: dict[str, str] = Factory(dict)
    carried: list[tuple[str, str]] = Factory(list)
    problems: list[Problem] = Factory(list)
    #: what sets rows without a subject or an edition apart
    apart: "Apart | None" = None
    #: the row in which each figure was read
    rows: dict[str, int] = Factory(dict)

    @classmethod
    def of(
        cls,
        header: Header,
        number: int,
        cells: Sequence[str],
        places: Places,
        register: Register,
        terms: Terms,
        edition: str | None = None,
    ) -> "Draft":
        """What a row says of which record it is, and of the rules; its other columns, carried along.

        `edition` is that of one of its columns, where each is that of another.
        """
        edition = edition or (header.heading if header.edition is None else _text(cells, header.edition))
        draft = cls(
            number,
            places.row(number),
            header.owner if header.subject is None else _text(cells, header.subject),
            None if edition is None else register.edition(edition),
            _text(cells, header.methodology),
            beside={header.cells[index]: cells[index] for index in header.others},
        )

        def wrong(column: int, code: str, message: str) -> None:
            at = places.cell(number, column, header.cells[column])
            draft.problems.append(Problem(code, at, message))

        if header.subject is not None and draft.subject is not None and is_error(draft.subject):
            said = f"{quoted(draft.subject)} is an error or a formula of a spreadsheet, no name"
            wrong(header.subject, "not-a-name", said)
            draft.subject = None
        if header.printing is not None and (text := _text(cells, header.printing)) is not None:
            draft.printing = _PRINTINGS.get(text.casefold())
            if draft.printing is None:
                wrong(header.printing, "not-a-printing", not_a_printing(text))
        if header.direction is not None and (text := _text(cells, header.direction)) is not None:
            draft.direction = terms.direction(text)
            if draft.direction is None:
                wrong(header.direction, "not-a-direction", terms.not_a_direction(text))
        return draft

    def there_already(self, figure: str, at: str) -> None:
        """A figure that this record has already is a problem."""
        message = f"{figure} is there already for this record; only the first is audited"
        self.problems.append(Problem("duplicate-figure", at, message))

    def join(self, other: "Draft") -> None:
        """Add what another draft of this record says."""
        self.methodology = self.methodology or other.methodology
        self.printing = self.printing or other.printing
        self.direction = self.direction or other.direction
        for name, text in other.beside.items():
            self.beside.setdefault(name, text)
        self.carried += other.carried
        self.problems += other.problems
        for own, others in ((self.ratings, other.ratings), (self.claims, other.claims)):
            for stated in others:
                self._add(own, stated, other.rows[stated.figure])

    def _add(self, own: list[Stated], stated: Stated, row: int) -> None:
        """Add a figure to the ratings or claims; of two that are the same, the one in the first row."""
        before = self.rows.get(stated.figure, row)
        if before < row:
            self.there_already(stated.figure, stated.at)
            return
        for place, later in enumerate(own):
            if later.figure == stated.figure:
                self.there_already(later.figure, later.at)
                del own[place]
                break
        own.append(stated)
        self.rows[stated.figure] = row

    def record(self) -> Record:
        """The record as it stands."""
        return Record(
            self.subject,
            self.edition,
            tuple(self.ratings),
            tuple(self.claims),
            methodology=self.methodology,
            printing=self.printing,
            scale_direction=self.direction,
            direction_because=None if self.direction is None else f"the table says {self.direction}",
            at=self.at,
            extra=(*self.beside.items(), *self.carried),
            problems=tuple(self.problems),
        )


def _text(cells: Sequence[str], index: int | None) -> str | None:
    if index is None or is_absent(cells[index]):
        return None
    return one_line(cells[index])


#: A subject, by what its names share, an edition, and where one of them is missing, what sets a row apart.
_Whose = tuple[str | None, str | None, Apart | None]


class Gathered:
    """The records of tables with one row for each figure, by what their rows say; `count` is that of the figures."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.count = 0
        self._by_cells: dict[tuple[object, ...], Draft] = {}
        self._by_meaning: dict[tuple[_Whose, tuple[str | None, ...]], Draft] = {}

    def draft(self, cells: tuple[object, ...], make: Callable[[], Draft]) -> Draft:
        """The draft of the record that a row names by these cells, made where there is none that means the same."""
        self.count += 1
        draft = self._by_cells.get(cells)
        if draft is None:
            new = make()
            draft = self._by_meaning.setdefault((self._whose(new), self._rules(new)), new)
            self._by_cells[cells] = draft
            if draft is not new:
                draft.join(new)
        return draft

    def records(self) -> list[Draft]:
        """The drafts of each subject and edition as one record, unless what they say of the rules excludes it.

        Rows that say nothing of them may then be of any of these records; they stay one by themselves.
        """
        of: dict[_Whose, list[Draft]] = {}
        for draft in self._by_meaning.values():
            of.setdefault(self._whose(draft), []).append(draft)
        records: list[Draft] = []
        for some in of.values():
            said = zip(*map(self._rules, some), strict=True)
            if all(len({one for one in ones if one is not None}) < 2 for ones in said):
                for other in some[1:]:
                    some[0].join(other)
                del some[1:]
            records += some
        self._note_apart(records)
        return sorted(records, key=lambda draft: draft.number)

    def _note_apart(self, records: list[Draft]) -> None:
        """Note rows that were set apart by other columns, since nothing says which record they are of."""
        first: dict[tuple[str | None, str | None], tuple[str, ...]] = {}
        for draft in records:
            subject, edition, apart = self._whose(draft)
            if apart is not None and first.setdefault((subject, edition), apart.said) != apart.said:
                what = "subject" if subject is None else "edition"
                message = f"nothing says of which {what} it is; rows whose other columns differ are not of one record"
                self._register.reading.notes.append(Problem("set-apart", draft.at, message))
                return

    def _whose(self, draft: Draft) -> _Whose:
        """The subject and the edition of a draft, as far as they are known; what lacks one is never the same."""
        given = self._register.given
        subject, edition = draft.subject or given.subject, draft.edition or given.edition
        key = None if subject is None else subject_key(subject)
        return key, edition, draft.apart if key is None or edition is None else None

    def _rules(self, draft: Draft) -> tuple[str | None, ...]:
        """What a draft says of the rules."""
        return self._register.methodology(draft.methodology), draft.printing, draft.direction
