"""Records alike: of many that state the same, one is audited, and what is found of the others is known.

What is said of a record without contradictions depends on its edition and other statements of the rules, on which
ratings are known and what they sum to (a lattice row), and on the claims as printed; not on the single ratings. So the
audit of the first such record, with other places, is that of all others. A record that is contradicted, or cannot be
read in full, is always audited by itself.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from itertools import repeat
from typing import Any, TypeVar

from attrs import asdict, evolve, frozen

from nit_rules.auditing import audit
from nit_rules.catalog import Catalog
from nit_rules.model import Audit, Finding, Lattice, Record, Scale
from nit_rules.sources.outlines import Columns, Kind, Outline

T = TypeVar("T")

#: Distinct cases that are remembered; a method has a few hundred rows, and a table prints each in a few ways.
_MOST_CASES = 10_000
#: Distinct kinds of records, and distinct texts of ratings, that are remembered.
_MOST_KINDS, _MOST_TEXTS = 10_000, 10_000
#: More than the positions of all ratings together.
_OFF = 1 << 40


@frozen
class _Case:
    """How an audit is made that is like another: with its own record, ratings, and places.

    For each finding it says which claim of the record it is about.
    """

    edition: str | None
    because: str | None
    audit: Callable[..., Audit]
    ratings: tuple[str, ...]
    findings: tuple[tuple[Callable[..., Finding], int], ...]

    @classmethod
    def of(cls, audited: Audit) -> "_Case":
        record = audited.record
        places = [claim.at for claim in record.claims]
        return cls(
            record.edition,
            record.direction_because,
            _like(audited, "record", "ratings", "findings"),
            tuple(one.figure for one in audited.ratings),
            tuple((_like(finding, "at"), places.index(finding.at)) for finding in audited.findings),
        )

    def of_record(self, record: Record) -> Audit:
        """The audit of another record of this case."""
        ratings = {one.figure: one for one in record.ratings}
        return self.audit(
            record=record if record.edition == self.edition else evolve(record, edition=self.edition),
            ratings=tuple([ratings[figure] for figure in self.ratings]),
            findings=tuple([finding(at=record.claims[claim].at) for finding, claim in self.findings]),
        )


def _like(value: Audit | Finding, *others: str) -> Callable[..., Any]:
    """What makes such a value again, but for some fields."""
    fields = asdict(value, recurse=False, filter=lambda field, _: field.name not in others)
    return partial(type(value), **fields)


class _Positions(dict[str, int]):
    """The positions of the texts of ratings; of what is on no scale, a number greater than any sum."""

    def __init__(self, scales: Iterable[Scale]) -> None:
        # They have the same steps.
        self._scale = next(iter(scales), None)

    def __missing__(self, text: str) -> int:
        found = self._scale.find(text) if self._scale else None
        position = _OFF if found is None else found
        if len(self) < _MOST_TEXTS:
            self[text] = position
        return position


@frozen
class _Scope:
    """What judges the records of one kind: for each composite the places of its ratings in an outline."""

    lattices: tuple[tuple[int, ...], ...]
    positions: _Positions

    @classmethod
    def of(cls, kind: Kind, lattices: tuple[Lattice, ...]) -> "_Scope":
        places = tuple(
            tuple(place for place, name in enumerate(kind.ratings) if name in lattice.indicators)
            for lattice in lattices
        )
        return cls(places, _Positions(lattice.scale for lattice in lattices))

    def sums_of(self, ratings: Sequence[str]) -> tuple[int, ...] | None:
        """The sums of one record."""
        positions = [self.positions[text] for text in ratings]
        if sum(positions) >= _OFF:
            return None
        return tuple([sum([positions[place] for place in places]) for places in self.lattices])

    def sums(self, ratings: Columns) -> Iterable[tuple[int, ...] | None]:
        """Of each record the sums of the known ratings of each composite; None where one is on no scale."""
        positions = [[*map(self.positions.__getitem__, column)] for column in ratings]
        together = map(sum, _rows(positions))
        sums = _rows([map(sum, _rows([positions[place] for place in places])) for places in self.lattices])
        return (None if total >= _OFF else one for total, one in zip(together, sums, strict=False))


def _rows(columns: Sequence[Iterable[T]]) -> Iterable[tuple[T, ...]]:
    """The rows of some columns; of no columns empty ones, as many as are wanted."""
    return zip(*columns, strict=False) if columns else repeat(())


def is_plain(audited: Audit) -> bool:
    """Whether records alike need no more than the same findings: no diagnosis, and no word on standard error."""
    is_odd = audited.is_wrong or audited.problems or audited.notes or audited.changes or audited.previous
    has_diagnoses = audited.diagnoses or any(finding.diagnoses for finding in audited.findings)
    claims = audited.record.claims
    places = {claim.at for claim in claims}
    is_blurred = len(places) < len(claims) or any(one.at not in places for one in audited.findings)
    return not (is_odd or has_diagnoses or is_blurred)


class Cases:
    """Audits records, each case once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._scopes: dict[Kind, _Scope | None] = {}
        self._cases: dict[Hashable, _Case] = {}

    def keys(self, kind: Kind, ratings: Columns, claims: Columns) -> Iterable[Hashable]:
        """What each of many records of a kind shares with those of its case, or None.

        That is the kind, the lattice rows of the ratings, and the claims. It is None where no record of the kind is
        known, and where a rating is on no scale.
        """
        scope = self._scopes.get(kind)
        if scope is None:
            return repeat(None)
        return (
            None if sums is None else (kind, sums, claimed)
            for sums, claimed in zip(scope.sums(ratings), _rows(claims), strict=False)
        )

    def key(self, outline: Outline) -> Hashable:
        """The key of one record, as `keys` gives it, without the ado that many records are worth."""
        scope = self._scopes.get(outline.kind)
        sums = scope and scope.sums_of(outline.ratings)
        return None if sums is None else (outline.kind, sums, outline.claims)

    def audit(self, record: Record, outline: Outline | None) -> Audit:
        """The audit of a record with that outline."""
        if outline is None:
            return audit(self._catalog, record)
        case = self._cases.get(self.key(outline))
        if case and case.because == record.direction_because:
            return case.of_record(record)
        audited = audit(self._catalog, record)
        if is_plain(audited):
            if outline.kind not in self._scopes and len(self._scopes) < _MOST_KINDS:
                self._scopes[outline.kind] = self._scope(outline.kind, audited)
            key = self.key(outline)
            if key is not None and len(self._cases) < _MOST_CASES:
                self._cases[key] = _Case.of(audited)
        return audited

    def _scope(self, kind: Kind, audited: Audit) -> _Scope | None:
        methods = [
            self._catalog.methodology(name) for name in (audited.methodology, *audited.candidates) if name
        ]
        lattices = tuple(lattice for method in methods for lattice in method.lattices)
        scales = {(one.scale.lowest, one.scale.highest, one.scale.step) for one in lattices}
        return _Scope.of(kind, lattices) if len(scales) < 2 else None
