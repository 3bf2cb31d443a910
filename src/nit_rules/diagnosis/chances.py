"""How likely it is that several wrong figures fit one cause by chance."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from decimal import Context, Decimal
from typing import NamedTuple

from nit_rules.model import Cause
from nit_rules.rounding import places

#: A cause that records can have in common: the id of a diagnosis, and what tells such diagnoses apart.
Key = tuple[Cause, str]
#: A record, the same in whichever input it stands.
Whose = tuple[Hashable, ...]

#: A cause is told where so many records as it explains fit one by chance less often than this.
LEAST_LIKELY = Decimal("0.01")
#: With more digits than this a figure is that of a binary float; they are no more telling.
_MOST_DIGITS = 4
#: Causes that differ from the rules at a few sums only: even a class or a whole number seldom fits them by chance.
_RARE = frozenset({Cause.HALF_UP, Cause.HALF_EVEN, Cause.STATUS_FROM_PERCENTAGE})
#: Probabilities are worked out with so many digits, the same on any machine.
_ARITHMETIC = Context(prec=12)


class Said(NamedTuple):
    """A wrong figure of a record as it is printed; inputs that print the same say it once."""

    whose: Whose
    figure: str
    value: Decimal | str


class Chances:
    """Which causes of the wrong figures of a run may be chance.

    A misprint leaves most digits as they are. So what a cause makes of a figure is met by chance about once in ten
    times where the figure is a class, or a whole number with a wrong last digit; once in a hundred with two decimals.
    Of many wrong records several will fit any cause, and their number is nearly that of rare events (Poisson). Figures
    of one record are not independent of each other: the one with the most digits counts.
    """

    def __init__(self, wrong: Mapping[Said, Collection[Key]]) -> None:
        self._digits: dict[Whose, int] = {}
        self._explained: dict[Key, dict[Whose, int]] = {}
        for said, keys in wrong.items():
            digits = _digits(said.value)
            self._digits[said.whose] = max(digits, self._digits.get(said.whose, 0))
            for key in keys:
                found = self._explained.setdefault(key, {})
                found[said.whose] = max(digits, found.get(said.whose, 0))
        self._counts = Counter(self._digits.values())

    def may_be_chance(self, key: Key) -> bool:
        """Whether a cause explains no more records than may fit one by chance, or only one."""
        explained = self._explained[key]
        counts = self._counts.copy()
        for whose, digits in explained.items():
            counts[self._digits[whose]] -= 1
            counts[digits] += 1
        least = 2 if key[0] in _RARE else 1
        # In units of the least chance, to add whole numbers.
        chances = sum(count * 10 ** (_MOST_DIGITS - max(digits, least)) for digits, count in counts.items())
        return len(explained) < 2 or not _is_unlikely(len(explained), chances)


def _digits(value: Decimal | str) -> int:
    return 1 if isinstance(value, str) else min(max(places(value), 1), _MOST_DIGITS)


def _is_unlikely(count: int, chances: int) -> bool:
    """Whether so many rare events are less likely than `LEAST_LIKELY`, by the bound ``expected ** count / count!``."""
    expected = Decimal(chances).scaleb(-_MOST_DIGITS)
    likely = Decimal(1)
    for number in range(1, count + 1):
        likely = _ARITHMETIC.divide(_ARITHMETIC.multiply(likely, expected), Decimal(number))
        if number > expected and likely < LEAST_LIKELY:
            # From here on it only falls.
            return True
    return False
