"""A set of texts of which there may be very many: sixteen bytes are kept of each, in tables of plain numbers.

Two of ten million different texts have the same sixteen bytes of BLAKE2 with a probability below 10**-24.

The tables are of one size, once there are many texts. A full one is split in two, each for the texts that differ in one
more bit: so memory grows with the texts, and what is given back has the size that is asked for next.
"""

from array import array
from hashlib import blake2b
from struct import Struct

from attrs import Factory, define

_SMALLEST, _LARGEST = 16, 4096
_HALVES = Struct("<QQ").unpack


def _empty(slots: int) -> "array[int]":
    return array("Q", bytes(16 * slots))


@define(eq=False)
class _Table:
    """Texts whose first halves end with the same `depth` bits, two numbers each; an empty slot holds two zeros."""

    slots: "array[int]" = Factory(lambda: _empty(_SMALLEST))
    count: int = 0
    depth: int = 0

    @property
    def is_full(self) -> bool:
        return 3 * self.count > len(self.slots)

    def put(self, high: int, low: int) -> bool:
        """Put a text into the first slot from its own on that is empty; whether it was not there yet."""
        slots = self.slots
        mask = len(slots) - 1
        slot = 2 * low & mask
        while first := slots[slot]:
            if first == high and slots[slot + 1] == low:
                return False
            slot = slot + 2 & mask
        slots[slot], slots[slot + 1] = high, low
        self.count += 1
        return True

    def grow(self) -> None:
        """Hold the same texts in twice as many slots."""
        old, self.slots, self.count = self.slots, _empty(len(self.slots)), 0
        for place in range(0, len(old), 2):
            if old[place]:
                self.put(old[place], old[place + 1])

    def split(self) -> tuple["_Table", "_Table"]:
        """The texts without the next bit, and those with it."""
        bit = 1 << self.depth
        tables = [_Table(_empty(_LARGEST), depth=self.depth + 1) for _ in range(2)]
        for place in range(0, len(self.slots), 2):
            if high := self.slots[place]:
                tables[bool(high & bit)].put(high, self.slots[place + 1])
        return tables[0], tables[1]


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
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        high, low = _HALVES(digest)
        high = high or 1
        table = self._tables[high & len(self._tables) - 1]
        if not table.put(high, low):
            return False
        self._count += 1
        if table.is_full:
            if len(table.slots) < 2 * _LARGEST:
                table.grow()
            else:
                self._split(table, high)
        return True

    def _split(self, table: _Table, high: int) -> None:
        if 1 << table.depth == len(self._tables):
            self._tables *= 2
        step = 1 << table.depth
        for number, half in enumerate(table.split()):
            for place in range((high & step - 1) + number * step, len(self._tables), 2 * step):
                self._tables[place] = half
