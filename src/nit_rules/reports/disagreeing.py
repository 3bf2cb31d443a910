"""What inputs disagree about, beside the findings and cells that it is about."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from nit_rules.errors import Problem
from nit_rules.model import Finding

if TYPE_CHECKING:
    from nit_rules.series import Disagreement, Seen


class Disagreeing:
    """Disagreements by the figures and places that they are about; it knows which of them a finding has told."""

    def __init__(self, disagreements: Iterable["Disagreement"] = ()) -> None:
        self._all = tuple(disagreements)
        self._told: set[int] = set()
        self._found: dict[tuple[str, str], list[int]] = {}
        for number, one in enumerate(self._all):
            for seen in one.values:
                self._found.setdefault((one.figure, seen.at), []).append(number)

    def others(self, finding: Finding) -> tuple["Seen", ...]:
        """The other values of what a finding is about, in inputs that disagree with its own."""
        if not self._found:
            return ()
        # Equal printings within one page are one finding, with all their places.
        places = (finding.at, *finding.at.split(", "))
        numbers = {number for at in places for number in self._found.get((finding.figure, at), ())}
        self._told |= numbers
        seen = (one for number in sorted(numbers) for one in self._all[number].values)
        return tuple(dict.fromkeys(one for one in seen if one.value != finding.published))

    def words(self, finding: Finding) -> str:
        """`others` in words: ``4.79 (b.csv:2: democracy_score)``."""
        return "; ".join(f"{one.value} ({one.at})" for one in self.others(finding))

    def by_place(self) -> dict[str, list[str]]:
        """What there is to say at each place."""
        said: dict[str, list[str]] = {}
        for one in self._all:
            for at in dict.fromkeys(seen.at for seen in one.values):
                said.setdefault(at, []).append(str(one))
        return said

    def untold(self) -> Iterator[Problem]:
        """Notes on what no finding has told: ratings have none unless they are wrong."""
        for number, one in enumerate(self._all):
            if number not in self._told:
                first, *others = one.values
                words = " and ".join(f"{seen.value} ({seen.at})" for seen in others)
                message = f"{first.value} disagrees with {words}; no line of the output is about it"
                yield Problem("disagreement", first.at, message)
