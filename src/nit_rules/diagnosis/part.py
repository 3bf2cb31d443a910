"""One composite of a record: which claims can stand together, and what the others would have to be."""

from collections.abc import Sequence

from nit_rules.diagnosis.tables import texts
from nit_rules.judging import Claim
from nit_rules.model import Edit, Lattice, Span, is_empty, meet

Edits = tuple[Edit, ...]
#: A figure that would have to be one of more values than this is rather removed than replaced.
MOST_VALUES = 4


class Part:
    """A composite: the rows that the known ratings allow, and the claims about it.

    Sets of claims are the bits of a number, the first claim the lowest.
    """

    def __init__(self, lattice: Lattice, allowed: Span, claims: tuple[Claim, ...]) -> None:
        self.lattice = lattice
        self.allowed = allowed
        self.claims = claims
        self.spans = [claim.span for claim in claims]
        self.indicators = frozenset(lattice.indicators)
        self._standing: dict[Span, list[tuple[int, Span]]] = {}
        self._wrong: dict[Span, int] = {}
        self._mended: dict[Span, list[Edits]] = {}

    def members(self, some: int) -> list[Claim]:
        """The claims of a set."""
        return [claim for place, claim in enumerate(self.claims) if some >> place & 1]

    def others(self, some: int) -> list[Claim]:
        """The claims that are not in a set."""
        return [claim for place, claim in enumerate(self.claims) if not some >> place & 1]

    def standing(self, span: Span) -> list[tuple[int, Span]]:
        """The largest sets of claims that share rows of a span, in order of these, and the rows."""
        found = self._standing.get(span)
        if found is None:
            found = self._standing[span] = self._sets(span)
        return found

    def _sets(self, span: Span) -> list[tuple[int, Span]]:
        spans = [meet(one, span) for one in self.spans]
        # Spans that meet in pairs meet in common, in the first row of one of them at that.
        sets = {0}
        for start in sorted({one[0] for one in spans if not is_empty(one)}):
            sets.add(sum(1 << place for place, one in enumerate(spans) if one[0] <= start <= one[1]))
        most = max(map(int.bit_count, sets))
        found = []
        for some in sets:
            if some.bit_count() == most:
                left = span
                for place, one in enumerate(spans):
                    if some >> place & 1:
                        left = meet(left, one)
                found.append((some, left))
        return sorted(found, key=lambda one: one[1])

    def wrong(self, span: Span) -> int:
        """How many claims have to be changed at least where a span of rows is allowed."""
        low, high = span
        if low == high:
            return self._wrong_on(low)
        found = self._wrong.get(span)
        if found is None:
            # Spans that share a row share the first row of one of them, or that of the rows allowed.
            rows = {low, *(first for first, _ in self.spans if low < first <= high)}
            found = self._wrong[span] = min(map(self._wrong_on, rows))
        return found

    def _wrong_on(self, row: int) -> int:
        wrong = 0
        for low, high in self.spans:
            if not low <= row <= high:
                wrong += 1
        return wrong

    def mended(self, span: Span) -> list[Edits]:
        """The fewest changes of claims that make them right where a span of rows is allowed; each alternative."""
        found = self._mended.get(span)
        if found is None:
            found = self._mended[span] = [
                edits
                for some, rows in self.standing(span)
                for edits in self.replaced(rows, (), self.others(some))
            ]
        return found

    def replaced(self, span: Span, wanted: Sequence[Claim], others: Sequence[Claim]) -> list[Edits]:
        """Claims replaced by what they are on rows; the others removed where they would have to be one of too many."""
        values = self._values(span, (*wanted, *others))
        removed: Edits = ()
        if others and len(values) > MOST_VALUES:
            values = self._values(span, wanted)
            removed = tuple(Edit(claim.figure, claim.text, None) for claim in others)
            others = ()
        claims = (*wanted, *others)
        return [
            (
                *(Edit(claim.figure, claim.text, text) for claim, text in zip(claims, row, strict=True)),
                *removed,
            )
            for row in values
        ]

    def _values(self, span: Span, claims: Sequence[Claim]) -> list[tuple[str, ...]]:
        """What claims would be on the rows of a span, together; each once."""
        if not claims:
            return [()]
        columns = (texts(self.lattice, claim.figure)[span[0] : span[1] + 1] for claim in claims)
        return list(dict.fromkeys(zip(*columns, strict=True)))
