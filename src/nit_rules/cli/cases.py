"""Records alike: of many that state the same, one is audited, and what is found of the others is known.

What is said of a record without contradictions depends on its edition and other statements of the rules, on which
ratings are known and what they sum to (a lattice row), and on the claims as printed; not on the single ratings. So the
audit of the first such record, with other places, is that of all others. Where the ratings settle all claims, it does
not matter either in which digits these are printed. A record that is contradicted, or cannot be read in full, is always
audited by itself.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

from attrs import asdict, evolve, frozen

from nit_rules.auditing import audit
from nit_rules.catalog import Catalog
from nit_rules.model import Audit, Finding, Methodology, Record, Scale, Verdict
from nit_rules.sources.outlines import Kind, Outline

#: Distinct cases that are remembered; a method has a few hundred rows, and a table prints each in a few ways.
_MOST_CASES = 10_000
#: Distinct kinds of records, and distinct texts of ratings, that are remembered.
_MOST_KINDS, _MOST_TEXTS = 10_000, 10_000
#: More than the positions of all ratings together: that of a rating that is on no scale, and what sets sums apart.
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

    def __init__(self, scale: Scale) -> None:
        self._scale = scale

    def __missing__(self, text: str) -> int:
        found = self._scale.find(text)
        position = _OFF if found is None else found
        if len(self) < _MOST_TEXTS:
            self[text] = position
        return position


@frozen(eq=False)
class Scope:
    """What judges the records of one kind: the methodologies that may apply, one where it is settled.

    `places` are, for each of their composites, those of its ratings in an outline. Records of one kind share a scope,
    and no others.
    """

    kind: Kind
    methods: tuple[Methodology, ...]
    places: tuple[tuple[int, ...], ...]
    positions: _Positions

    @classmethod
    def of(cls, kind: Kind, methods: tuple[Methodology, ...]) -> "Scope | None":
        """None where the sums of the ratings do not tell all of what judges them."""
        lattices = tuple(lattice for method in methods for lattice in method.lattices)
        scales = {(one.scale.lowest, one.scale.highest, one.scale.step) for one in lattices}
        read = {name for one in lattices for name in one.indicators}
        if len(scales) != 1 or not read.issuperset(kind.ratings):
            return None
        places = tuple(
            tuple(place for place, name in enumerate(kind.ratings) if name in lattice.indicators)
            for lattice in lattices
        )
        return cls(kind, methods, places, _Positions(lattices[0].scale))

    def sums(self, ratings: Sequence[str]) -> int | None:
        """The sums of the known ratings of each composite, as positions and as one; None where one is on no scale."""
        positions = [self.positions[text] for text in ratings]
        if sum(positions) >= _OFF:
            return None
        sums = 0
        for places in self.places:
            sums = with_sum(sums, sum([positions[place] for place in places]))
        return sums

    def key(self, sums: int, claims: tuple[str, ...] | None) -> Hashable:
        """What records of a case share; None for claims that the ratings settle, in whatever digits."""
        return self, sums, claims

    def is_settled(self, audited: Audit) -> bool:
        """Whether all ratings of the composites are known, and they make every claim; of labels the very words."""
        if len(self.methods) > 1 or len(audited.findings) < len(self.kind.claims):
            return False
        rated = {name for lattice in self.methods[0].lattices for name in lattice.indicators}
        return rated <= set(self.kind.ratings) and all(map(_is_settled, audited.findings))


def _is_settled(finding: Finding) -> bool:
    """Whether the same is found of a claim in other digits; of a label in other words it may be more."""
    is_label = isinstance(finding.expected, str)
    is_own = not is_label or finding.expected == finding.published
    return finding.verdict is Verdict.REPRODUCED and is_own


def with_sum(sums: int, one: int) -> int:
    """The sums of a record so far, and one more, as one number that tells them all."""
    return sums * _OFF + one


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
        self._scopes: dict[Kind, Scope | None] = {}
        self._cases: dict[Hashable, _Case] = {}

    def scope(self, kind: Kind) -> Scope | None:
        """What judges the records of a kind; None where none of them is known, or each is judged by itself."""
        return self._scopes.get(kind)

    def key(self, outline: Outline) -> Hashable:
        """What a record shares with those of its case, its claims as they are printed; None where nothing is known."""
        scope, sums = self._standing(outline)
        return None if scope is None else scope.key(sums, outline.claims)

    def settled_key(self, outline: Outline, audited: Audit) -> Hashable:
        """What a record shares with others whose claims the ratings settle; None where they do not."""
        scope, sums = self._standing(outline)
        return None if scope is None or not scope.is_settled(audited) else scope.key(sums, None)

    def _standing(self, outline: Outline) -> tuple[Scope | None, int]:
        """What judges a record, and the sums of its ratings; None where either is not known."""
        scope = self._scopes.get(outline.kind)
        sums = None if scope is None else scope.sums(outline.ratings)
        return (None, 0) if sums is None else (scope, sums)

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

    def _scope(self, kind: Kind, audited: Audit) -> Scope | None:
        names = (audited.methodology, *audited.candidates)
        return Scope.of(kind, tuple(self._catalog.methodology(name) for name in names if name))
