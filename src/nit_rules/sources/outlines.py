"""Outlines of records: what their verdicts depend on, so that of many records alike only one need be audited."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from attrs import Factory, define

from nit_rules.model import Record
from nit_rules.numerals import fold, is_absent
from nit_rules.sources.columns import Terms
from nit_rules.sources.seen import Seen
from nit_rules.sources.subjects import subject_key
from nit_rules.verdicts import OTHER_INDEX

if TYPE_CHECKING:
    from nit_rules.sources.table import Table

#: Distinct texts of a column, and distinct kinds of rows, that are remembered.
_REMEMBERED = 10_000
#: In place of the text of a cell that needs a closer look.
_ODD = "\0"


class Kind(NamedTuple):
    """What a record states of the rules, and which ratings and claims it has."""

    edition: str | None
    methodology: str | None
    printing: str | None
    scale_direction: str | None
    period: str | None
    ratings: tuple[str, ...]
    claims: tuple[str, ...]


class Outline(NamedTuple):
    """A record as far as its verdicts depend on it, and the texts in which records alike differ."""

    kind: Kind
    ratings: tuple[str, ...]
    claims: tuple[str, ...]
    subject: str | None
    places: tuple[str, ...]


class Known(Protocol):
    """Who knows records by their outlines."""

    def case(self, outline: Outline) -> object | None:
        """What is known of records with such an outline, if anything."""

    def tell(self, case: object, outline: Outline) -> None:
        """Tell of a record what is known of it."""


def outline_of(record: Record) -> Outline | None:
    """The outline of a record; None where something in it needs a closer look."""
    ratings = {one.figure: one.text for one in record.ratings}
    if record.problems or record.changes or record.previous or len(ratings) < len(record.ratings):
        return None
    kind = Kind(
        record.edition,
        record.methodology,
        record.printing,
        record.scale_direction,
        record.period,
        (*ratings,),
        tuple([claim.figure for claim in record.claims]),
    )
    claims = tuple([claim.text for claim in record.claims])
    return Outline(
        kind, (*ratings.values(),), claims, record.subject, tuple([one.at for one in record.claims])
    )


@define
class _Layout:
    """The columns of a table in rows that say the same of edition and rules.

    `columns` are first those of the ratings, then those of the claims: the texts of its cells, and its index. `around`
    is what stands before and after the number of a row in the places of claims, and `kinds` what kind a row is, by
    which columns are filled.
    """

    ratings: tuple[str, ...]
    claims: tuple[str, ...]
    columns: tuple[tuple["_Texts", int], ...]
    around: tuple[tuple[str, str], ...]
    scope: tuple[str | None, str | None, str | None, str | None]
    all_filled: tuple[bool, ...]
    kinds: dict[tuple[bool, ...], Kind] = Factory(dict)


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

    def outline(self, number: int, cells: Sequence[str]) -> Outline | None:
        """The outline of a row; None where something in it needs a closer look."""
        said = tuple([cells[index] for index in self._said])
        if said not in self._layouts:
            if len(self._layouts) >= _REMEMBERED:
                self._layouts.clear()
            self._layouts[said] = self._layout(number, cells)
        layout = self._layouts[said]
        if layout is None:
            return None
        texts = [texts[cells[index]] for texts, index in layout.columns]
        if _ODD in texts:
            return None
        filled = tuple([text is not None for text in texts]) if None in texts else layout.all_filled
        kind = layout.kinds.get(filled)
        if kind is None:
            kind = layout.kinds[filled] = _kind(layout, filled)
        index = self._table.header.subject
        subject = None if index is None or is_absent(cells[index]) else " ".join(cells[index].split())
        count = len(layout.ratings)
        return Outline(
            kind,
            tuple([text for text in texts[:count] if text is not None]),
            tuple([text for text in texts[count:] if text is not None]),
            subject,
            tuple(
                [
                    f"{before}{number}{after}"
                    for (before, after), there in zip(layout.around, filled[count:], strict=True)
                    if there
                ]
            ),
        )

    def tell(self, known: Known, outline: Outline) -> bool:
        """Whether a row is known, and is the first of its subject; then it is told of."""
        if outline.kind not in self._seen or (case := known.case(outline)) is None:
            return False
        seen = self._seen[outline.kind]
        if outline.subject is not None and seen is not None and not seen.add(subject_key(outline.subject)):
            return False
        known.tell(case, outline)
        return True

    def admitted(self, outline: Outline, record: Record) -> None:
        """Remember among which subjects a record with such an outline stands."""
        if len(self._seen) < _REMEMBERED:
            self._seen[outline.kind] = self._table.register.seen(record)

    def _layout(self, number: int, cells: Sequence[str]) -> _Layout | None:
        draft = self._table.draft(number, cells)
        plan = self._table.plan(draft)
        if (
            draft.problems
            or self._table.register.given.subject
            or any(len(columns) > 1 for _, columns in plan)
        ):
            return None
        ratings = [(term.id, index) for term, (index,) in plan if term.is_indicator]
        claims = [(term.id, index) for term, (index,) in plan if not term.is_indicator]
        return _Layout(
            tuple(name for name, _ in ratings),
            tuple(name for name, _ in claims),
            tuple((self._texts_of(*one), one[1]) for one in (*ratings, *claims)),
            tuple(self._table.around[index] for _, index in claims),
            (draft.edition, draft.methodology, draft.printing, draft.direction),
            (True,) * len(plan),
        )

    def _texts_of(self, figure: str, index: int) -> "_Texts":
        key = figure, index
        if key not in self._texts:
            self._texts[key] = _Texts(self._table.terms, figure)
        return self._texts[key]


class _Texts(dict[str, str | None]):
    """The texts of the cells of a column, None where one is empty, by what it means in some edition."""

    def __init__(self, terms: Terms, figure: str) -> None:
        self._terms = terms
        self._figure = figure

    def __missing__(self, cell: str) -> str | None:
        text = None if is_absent(cell) else cell.strip()
        terms, figure = self._terms, self._figure
        if text and (terms.complaint(figure, text) or (terms.is_label(figure) and fold(text) in OTHER_INDEX)):
            text = _ODD
        if len(self) < _REMEMBERED:
            self[cell] = text
        return text


def _kind(layout: _Layout, filled: tuple[bool, ...]) -> Kind:
    """The kind of rows in which some columns of ratings and of claims are filled."""
    count = len(layout.ratings)
    ratings = (name for name, there in zip(layout.ratings, filled[:count], strict=True) if there)
    claims = (name for name, there in zip(layout.claims, filled[count:], strict=True) if there)
    return Kind(*layout.scope, None, tuple(ratings), tuple(claims))
