"""A table's header row: what its columns are."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Self

from attrs import evolve, frozen

from nit_rules.numerals import fold
from nit_rules.sources.headings import edition_of_name
from nit_rules.sources.roles import EDITION, ROLES, SUBJECT, SUBJECT_ELSEWHERE, TERM, VALUE
from nit_rules.sources.vocabulary import Vocabulary

Row = tuple[int, Sequence[str]]


@frozen
class Header:
    """A header row: its number, its cells, and which column plays which part.

    `figures` are the columns that some edition knows as an indicator or a figure, `others` those that are carried
    along. In a table with one row per figure `terms` are those that name it, and its values stand in the column
    `value`, or in one for each edition (`years`).
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
    years: tuple[tuple[int, str], ...]
    figures: tuple[int, ...]
    others: tuple[int, ...]
    #: the edition of the rows, where no column says it and what stands above them does
    heading: str | None = None
    #: the figure of the rows, in the same way
    named: str | None = None
    #: their subject, in the same way
    owner: str | None = None
    #: columns named like figures that are of others, with why they seem to be
    apart: tuple[tuple[int, str], ...] = ()
    #: whether the names stand further above, and what is at `number` is such a heading
    is_carried_on: bool = False
    #: whether rows whose subject is a year sum up those below them, as in a pivot table
    has_year_rows: bool = False

    @classmethod
    def of(
        cls, number: int, cells: Sequence[str], vocabulary: Vocabulary, named: str | None = None
    ) -> "Header":
        """What the cells of a header row mean; `named` is the figure of the rows, where something above says it."""
        folded = [fold(cell) for cell in cells]
        subject, edition, methodology, printing, direction = (_first(folded, role) for role in ROLES)
        if subject is None:
            subject = _first(folded, SUBJECT_ELSEWHERE)
        terms = tuple(i for i, word in enumerate(folded) if word in TERM)
        value = _first(folded, VALUE)
        years: tuple[tuple[int, str], ...] = ()
        if (terms or named) and value is None and edition is None and not any(map(vocabulary.find, cells)):
            years = years_of(cells, vocabulary)
        is_long = bool(terms and value is not None) or bool(years)
        # In a table with one row per figure, columns that look like figures belong to no row in particular.
        figures = () if is_long else tuple(i for i, cell in enumerate(cells) if _is_figure(cell, vocabulary))
        if not is_long:
            terms, value = (), None
        used = {subject, edition, methodology, printing, direction, value, *terms, *dict(years), *figures}
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
            years,
            figures,
            tuple(i for i in range(len(cells)) if i not in used),
            named=named if years else None,
        )

    @cached_property
    def values(self) -> tuple[tuple[int, str | None], ...]:
        """The columns of the values in a table with one row per figure, each with its edition where it has one."""
        return self.years if self.value is None else ((self.value, None),)

    @property
    def is_long(self) -> bool:
        """Whether the table has one row per figure."""
        return bool(self.values)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The columns in which ratings and figures stand."""
        return self.figures or tuple(index for index, _ in self.values)

    def cell(self, index: int | None) -> str:
        """What stands in a column; nothing where the row ends before it, or where there is none."""
        return self.cells[index].strip() if index is not None and index < len(self.cells) else ""

    @property
    def has_figures(self) -> bool:
        return bool(self.numbers)

    @property
    def identifies(self) -> bool:
        """Whether it has a column of subjects or editions."""
        return self.subject is not None or self.edition is not None

    @property
    def says_editions(self) -> bool:
        """Whether its columns say of which edition a figure is."""
        return self.edition is not None or bool(self.years)

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

    def set_apart(self, columns: Iterable[int], why: str) -> Self:
        """The header without the figures in some columns, which are carried along."""
        wanted = frozenset(columns)
        taken = [index for index in self.figures if index in wanted]
        return evolve(
            self,
            figures=tuple(index for index in self.figures if index not in wanted),
            others=tuple(sorted((*self.others, *taken))),
            apart=(*self.apart, *((index, why) for index in taken)),
        )

    @property
    def weight(self) -> int:
        """How many columns are known."""
        return len(self.cells) - len(self.others)


def years_of(cells: Sequence[str], vocabulary: Vocabulary) -> tuple[tuple[int, str], ...]:
    """The columns that are named after editions, each after another."""
    named = [edition_of_name(cell, vocabulary.catalog) for cell in cells]
    return tuple((index, one) for index, one in enumerate(named) if one is not None and named.count(one) == 1)


def _is_figure(cell: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.find(cell) is not None and not vocabulary.is_shared(cell)


def _first(folded: Sequence[str], role: Sequence[str]) -> int | None:
    return next((folded.index(word) for word in role if word in folded), None)
