"""Columns that mean the same: what they hold together, and where they hold different things."""

from collections.abc import Sequence

from attrs import frozen

from nit_rules.errors import Problem, quoted
from nit_rules.numerals import fold, is_absent
from nit_rules.sources.cells import one_line
from nit_rules.sources.header import Header
from nit_rules.sources.places import Places
from nit_rules.sources.subjects import known_subject

_LEFT_OUT = "the row is left out"


@frozen
class Twins:
    """The columns of a table of which several have one meaning."""

    header: Header
    places: Places

    @property
    def are_there(self) -> bool:
        return bool(self.header.twins or self.header.stand_ins)

    def merged(self, number: int, cells: Sequence[str]) -> Sequence[str] | Problem:
        """The row with what any column of a meaning holds in the first; the problem where they hold several things."""
        subject = self.header.subject
        if subject is not None and (other := self._other_subject(subject, cells)) is not None:
            return self._problem(number, subject, other, cells, _LEFT_OUT)
        merged = list(cells)
        if subject is not None and is_absent(cells[subject]):
            filled = (cells[index] for index in self.header.stand_ins if not is_absent(cells[index]))
            merged[subject] = next(filled, "")
        for first, twins in self.header.twins:
            there = [index for index in (first, *twins) if not is_absent(merged[index])]
            if (problem := self.unlike(number, there, merged, _LEFT_OUT)) is not None:
                return problem
            if there:
                merged[first] = merged[there[0]]
        return merged

    def unlike(self, number: int, filled: Sequence[int], cells: Sequence[str], so: str) -> Problem | None:
        """The problem of columns of one meaning, where one holds something else than the first; `so` follows of it."""
        for other in filled:
            if cells[other].split() != cells[filled[0]].split():
                return self._problem(number, filled[0], other, cells, so)
        return None

    def _problem(self, number: int, first: int, other: int, cells: Sequence[str], so: str) -> Problem:
        one, two = self.header.cells[first], self.header.cells[other]
        held = " and ".join(quoted(one_line(cells[index])) for index in (first, other))
        if fold(one) == fold(two):
            message = f"the column {quoted(two)} is there twice and holds {held}; {so}"
        else:
            message = f"the columns {quoted(one)} and {quoted(two)} mean the same and hold {held}; {so}"
        return Problem("duplicate-column", self.places.cell(number, other, self.header.cells[other]), message)

    def _other_subject(self, subject: int, cells: Sequence[str]) -> int | None:
        """The other column of subjects that names another country than the first does."""
        key = known_subject(cells[subject]) if self.header.stand_ins else None
        named = ((index, known_subject(cells[index])) for index in self.header.stand_ins if key)
        return next((index for index, other in named if other not in (None, key)), None)
