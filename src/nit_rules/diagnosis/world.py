"""A record as one methodology reads it, and what it becomes when it is edited.

All figures are monotone in the sum, so claims name spans of rows; and spans that meet in pairs meet in common. So
everything is right exactly where, for each composite, what the known ratings allow and all claims share a row.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from nit_rules.model import Edit, FrozenMap, Lattice, Methodology, Span, Stated, is_empty, meet
from nit_rules.verdicts import Claim, Examination

Edits = tuple[Edit, ...]


@frozen
class World:
    """Known ratings, claims, and the printed ratings that cannot stand (off the grid, or printed in unequal ways).

    `printed` holds the known ratings as the input prints them: edits are made to that.
    """

    method: Methodology
    known: Mapping[str, int]
    claims: tuple[Claim, ...]
    unsound: tuple[Stated, ...] = ()
    printed: Mapping[str, str] = FrozenMap()

    @classmethod
    def of(cls, seen: Examination) -> "World":
        unsound = tuple(
            Stated(finding.figure, finding.published, finding.at)
            for finding in seen.findings
            if finding.figure in seen.method.indicator
        )
        printed = {stated.figure: stated.text for stated in seen.rated}
        return cls(seen.method, seen.known, seen.claims, unsound, printed)

    def of_lattice(self, lattice: Lattice) -> tuple[Claim, ...]:
        """The claims about one composite."""
        return tuple(claim for claim in self.claims if self.method.lattice_of[claim.figure] is lattice)

    def rating_edit(self, indicator: str, position: int) -> Edit:
        """A known rating moved to another position."""
        return Edit(indicator, self.printed[indicator], str(self.method.scale.printed(position)))

    def allowed(self, lattice: Lattice) -> Span:
        """The rows that the known ratings allow."""
        return lattice.known([self.known.get(indicator) for indicator in lattice.indicators])

    def left(self, lattice: Lattice, claims: Iterable[Claim]) -> Span:
        """The rows that the known ratings and some claims leave."""
        span = self.allowed(lattice)
        for claim in claims:
            span = meet(span, claim.span)
        return span

    @property
    def is_right(self) -> bool:
        """Whether nothing is contradicted and nothing conflicts."""
        return not self.unsound and not any(
            is_empty(self.left(lattice, self.of_lattice(lattice))) for lattice in self.method.lattices
        )

    def edited(self, edits: Edits) -> "World":
        """The record with some of its ratings and claims changed, all at once."""
        changes = {(edit.id, edit.before): edit.after for edit in edits}
        known = dict(self.known)
        for edit in edits:
            position = (
                self.method.scale.position(edit.after)
                if edit.id in self.method.indicator and edit.after
                else None
            )
            if position is not None:
                known[edit.id] = position
        claims = []
        for claim in self.claims:
            key = claim.figure, claim.text
            after = changes.get(key, claim.text)
            if after == claim.text:
                claims.append(claim)
            elif after is not None:
                span = self.method.lattice_of[claim.figure].span(claim.figure, after)
                claims.append(Claim(claim.figure, after, claim.at, span))
        unsound = tuple(one for one in self.unsound if (one.figure, one.text) not in changes)
        return World(self.method, known, tuple(claims), unsound, self.printed)

    def completed(self, edits: Edits) -> Edits | None:
        """The edits, and those that then put the other wrong claims right too; None where that is not settled."""
        after = self.edited(edits)
        if after.is_right:
            return edits
        if after.unsound:
            return None
        done = {(edit.id, edit.after) for edit in edits}
        more = []
        for lattice in self.method.lattices:
            claims = sorted(
                after.of_lattice(lattice), key=lambda claim: (claim.figure, claim.text) not in done
            )
            left = after.allowed(lattice)
            wrong = []
            for claim in claims:
                if is_empty(both := meet(left, claim.span)):
                    wrong.append(claim)
                else:
                    left = both
            for claim in wrong:
                figure = lattice.single(claim.figure, left)
                if figure is None:
                    return None
                more.append(Edit(claim.figure, claim.text, figure.text))
        completed = (*edits, *more)
        return completed if self.edited(completed).is_right else None
