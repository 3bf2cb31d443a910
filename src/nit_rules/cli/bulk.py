"""Very many records: each distinct case is audited once, and its findings are written again for every record of it.

What is said of a record without contradictions depends on its edition and other statements of the rules, on which
ratings are known and what they sum to (a lattice row), and on the claims as printed; not on the single ratings. So the
findings of the first such record, with the subject and the places left open, are those of all others. A record that is
contradicted, or cannot be read in full, is always audited by itself.
"""

from collections.abc import Callable, Hashable

from attrs import define, evolve, frozen

from nit_rules.catalog import Catalog
from nit_rules.model import Audit, Lattice, Record
from nit_rules.reports.lines import FindingsWriter, Write, is_like_open, open_text
from nit_rules.reports.report import Summary
from nit_rules.sources.outlines import Kind, Outline

#: Distinct cases that are remembered; a method has a few hundred rows, and a table prints each in a few ways.
MOST_CASES = 100_000
#: Distinct texts of ratings that are remembered.
_MOST_TEXTS = 10_000


@define
class _Case:
    """The findings of one case, ready to be written with the texts of a record, and what they count."""

    write: Write
    counts: tuple[tuple[str, int], ...]
    times: int = 0


@frozen
class _Scope:
    """What judges the records of one kind: for each composite the places of its ratings in an outline."""

    lattices: tuple[tuple[int, ...], ...]
    positions: "dict[str, int | None]"
    position: Callable[[str], int | None]

    @classmethod
    def of(cls, kind: Kind, lattices: tuple[Lattice, ...]) -> "_Scope":
        places = tuple(
            tuple(place for place, name in enumerate(kind.ratings) if name in lattice.indicators)
            for lattice in lattices
        )
        return cls(places, {}, lattices[0].scale.position if lattices else _nowhere)

    def sums(self, ratings: tuple[str, ...]) -> tuple[int, ...] | None:
        """The sum of the known ratings of each composite; None where one of them is not on the scale."""
        found = [self.positions[text] if text in self.positions else self._read(text) for text in ratings]
        if None in found:
            return None
        return tuple([sum([found[place] or 0 for place in places]) for places in self.lattices])

    def _read(self, text: str) -> int | None:
        try:
            found = self.position(text)
        except ValueError:
            found = None
        if len(self.positions) < _MOST_TEXTS:
            self.positions[text] = found
        return found


def _nowhere(text: str) -> int | None:
    """No scale has any rating."""
    return None


class Bulk:
    """Knows records by their outlines, once one of their case has been audited."""

    def __init__(self, catalog: Catalog, writer: FindingsWriter, step: Callable[[], None]) -> None:
        self._catalog = catalog
        self._writer = writer
        self._step = step
        self._scopes: dict[Kind, _Scope | None] = {}
        self._cases: dict[Hashable, _Case] = {}
        # Cases are many, and what they count is the same again and again.
        self._counts: dict[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]] = {}

    def case(self, outline: Outline) -> _Case | None:
        """What is known of records with such an outline, if anything."""
        key = self._key(outline)
        return None if key is None else self._cases.get(key)

    def tell(self, case: object, outline: Outline) -> None:
        """Write the findings of a record whose case is known."""
        assert isinstance(case, _Case)  # noqa: S101 - `case` gave it
        self._step()
        case.times += 1
        case.write((outline.subject or "", *outline.places))

    def learn(self, outline: Outline, record: Record, audit: Audit) -> None:
        """Remember the case of an audited record, if nothing in it needs a diagnosis or a word on standard error."""
        is_odd = audit.contradicted or audit.problems or audit.notes or audit.changes or audit.previous
        has_diagnoses = audit.diagnoses or any(finding.diagnoses for finding in audit.findings)
        places = {claim.at for claim in record.claims}
        is_blurred = len(places) < len(record.claims) or any(one.at not in places for one in audit.findings)
        if is_odd or has_diagnoses or is_blurred or len(self._cases) >= MOST_CASES:
            return
        if outline.kind not in self._scopes:
            self._scopes[outline.kind] = self._scope(outline.kind, audit)
        key = self._key(outline)
        if key is not None and not any(map(is_like_open, outline.claims)):
            at = {place: open_text(number) for number, place in enumerate(outline.places, 1)}
            opened = evolve(
                audit,
                record=evolve(record, subject=None if record.subject is None else open_text(0)),
                findings=tuple(evolve(finding, at=at[finding.at]) for finding in audit.findings),
            )
            summary = Summary()
            summary.add(audit)
            counts = tuple(summary.counts.items())
            self._cases[key] = _Case(self._writer.opened(opened), self._counts.setdefault(counts, counts))

    def count(self, summary: Summary) -> None:
        """Add what was written to a summary."""
        for case in self._cases.values():
            for name, count in case.counts:
                summary.counts[name] += count * case.times
            case.times = 0

    def _scope(self, kind: Kind, audit: Audit) -> _Scope | None:
        methods = [self._catalog.methodology(name) for name in (audit.methodology, *audit.candidates) if name]
        lattices = tuple(lattice for method in methods for lattice in method.lattices)
        scales = {(one.scale.lowest, one.scale.highest, one.scale.step) for one in lattices}
        return _Scope.of(kind, lattices) if len(scales) < 2 else None

    def _key(self, outline: Outline) -> Hashable | None:
        """The case of a record: its kind, the lattice rows of its ratings, and its claims."""
        scope = self._scopes.get(outline.kind)
        sums = None if scope is None else scope.sums(outline.ratings)
        return None if sums is None else (outline.kind, outline.subject is None, sums, outline.claims)
