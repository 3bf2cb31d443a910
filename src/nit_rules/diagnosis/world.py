"""A record as one methodology reads it, and what makes it right.

All figures are monotone in the sum, so claims name spans of rows; and spans that meet in pairs meet in common. So
everything is right exactly where, for each composite, what the known ratings allow and all claims share a row.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain, product

from attrs import frozen

from nit_rules.diagnosis.part import Edits, Part
from nit_rules.judging import Claim
from nit_rules.model import Edit, FrozenMap, Lattice, Methodology, Span, Stated, is_empty, meet
from nit_rules.verdicts import Examination


@frozen(slots=False)
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

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The composites of the record."""
        of = self.method.lattice_of
        return tuple(
            Part(
                lattice, self.allowed(lattice), tuple(one for one in self.claims if of[one.figure] is lattice)
            )
            for lattice in self.method.lattices
        )

    def rating_edit(self, indicator: str, position: int) -> Edit:
        """A known rating moved to another position."""
        return Edit(indicator, self.printed[indicator], self.method.scale.texts[position])

    def allowed(self, lattice: Lattice) -> Span:
        """The rows that the known ratings allow."""
        return lattice.allowed(self.known)

    def moved(self, part: Part, positions: Mapping[str, int | None]) -> Span:
        """The rows that are allowed to a composite where some ratings have other positions, or none."""
        low, high = part.allowed
        size = self.method.scale.size
        for indicator, position in positions.items():
            if indicator in part.indicators:
                before = self.known.get(indicator)
                low += (position or 0) - (before or 0)
                high += (size if position is None else position) - (size if before is None else before)
        return low, high

    def wrong_with(self, positions: Mapping[str, int]) -> int:
        """How many claims would have to be changed where ratings have these positions."""
        return sum(part.wrong(self.moved(part, positions)) for part in self.parts)

    def mended(self, positions: Mapping[str, int] = FrozenMap(), without: Iterable[Part] = ()) -> list[Edits]:
        """The fewest changes of claims that make all composites right but some, where ratings have these positions."""
        left_out = tuple(without)
        ways = [part.mended(self.moved(part, positions)) for part in self.parts if part not in left_out]
        return [tuple(chain.from_iterable(some)) for some in product(*ways)]

    def is_right_after(self, edits: Edits) -> bool:
        """Whether edits of ratings and claims, made together, make everything right."""
        changes = {(edit.id, edit.before): edit.after for edit in edits}
        if any((one.figure, one.text) not in changes for one in self.unsound):
            return False
        positions = {}
        for edit in edits:
            if edit.id in self.method.indicator:
                position = self.method.scale.position(edit.after) if edit.after else None
                if edit.after and position is None:
                    return False
                positions[edit.id] = position
        for part in self.parts:
            left = self.moved(part, positions)
            for claim in part.claims:
                text = changes.get((claim.figure, claim.text), claim.text)
                if text is not None:
                    span = claim.span if text == claim.text else part.lattice.find(claim.figure, text)
                    left = meet(left, span)
            if is_empty(left):
                return False
        return True
