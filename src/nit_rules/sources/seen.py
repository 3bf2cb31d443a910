"""A set of texts of which there may be very many: twelve bytes are kept of each, in tables of plain numbers.

Two of ten million different texts have the same twelve bytes of BLAKE2 with a probability below 10**-15.

The tables are of one size, once there are many texts. A full one is split in two, each for the texts that differ in one
more bit: so memory grows with the texts, and what is given back has the size that is asked for next.
"""

from array import array
from collections.abc import Iterator
from hashlib import blake2b
from struct import Struct

from attrs import define, field

_SMALLEST, _LARGEST = 16, 4096
_NUMBERS = Struct("<QI").unpack


@define(eq=False)
class _Table:
    """Texts whose first numbers end with the same `depth` bits; the first number of an empty slot is zero."""

    size: int = _SMALLEST
    depth: int = 0
    count: int = 0
    firsts: "array[int]" = field(init=False)
    seconds: "array[int]" = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.firsts, self.seconds = array("Q", [0]) * self.size, array("I", [0]) * self.size

    @property
    def is_full(self) -> bool:
        return 4 * self.count > 3 * self.size

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((first, second) for first, second in zip(self.firsts, self.seconds, strict=True) if first)

    def put(self, first: int, second: int) -> bool:
        """Put a text into the first slot from its own on that is empty; whether it was not there yet."""
        firsts, mask = self.firsts, self.size - 1
        slot = second & mask
        while there := firsts[slot]:
            if there == first and self.seconds[slot] == second:
                return False
            slot = slot + 1 & mask
        firsts[slot], self.seconds[slot] = first, second
        self.count += 1
        return True

    def grown(self) -> "_Table":
        """The same texts in twice as many slots."""
        table = _Table(2 * self.size, self.depth)
        for first, second in self:
            table.put(first, second)
        return table

    def split(self) -> tuple["_Table", "_Table"]:
        """The texts without the next bit, and those with it."""
        bit = 1 << self.depth
        tables = _Table(self.size, self.depth + 1), _Table(self.size, self.depth + 1)
        for first, second in self:
            tables[bool(first & bit)].put(first, second)
        return tables


class Seen:
    """Texts that were seen."""

    def __init__(self) -> None:
        # As many places as the deepest table tells apart; tables that are less deep stand in several.
        self._tables = [_Table()]
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, text: str) -> bool:
        """Whether a text is seen for the first time; from now on it was.

        >>> seen = Seen()
        >>> seen.add("Ruritania"), seen.add("Graustark"), seen.add("Ruritania")
        (True, True, False)
        """
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
        first, second = _NUMBERS(digest)
        first = first or 1
        table = self._tables[first & len(self._tables) - 1]
        if not table.put(first, second):
            return False
        self._count += 1
        if table.is_full:
            self._make_room(table, first)
        return True

    def _make_room(self, table: _Table, first: int) -> None:
        if table.size < _LARGEST:
            # No other table has come of this one yet.
            self._tables = [table.grown()]
            return
        if 1 << table.depth == len(self._tables):
            self._tables *= 2
        step = 1 << table.depth
        for number, half in enumerate(table.split()):
            for place in range((first & step - 1) + number * step, len(self._tables), 2 * step):
                self._tables[place] = half
