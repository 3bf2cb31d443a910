"""A set of texts of which there may be very many: sixteen bytes are kept of each, in a table of plain numbers.

Two of ten million different texts have the same sixteen bytes of BLAKE2 with a probability below 10**-24.
"""

from array import array
from hashlib import blake2b

_SMALLEST = 1 << 10


class Seen:
    """Texts that were seen."""

    def __init__(self) -> None:
        self._table = array("Q", [0]) * (2 * _SMALLEST)
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
        high, low = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")
        # An empty slot holds two zeros, so no text may.
        if not self._put(self._table, high or 1, low):
            return False
        self._count += 1
        if 3 * self._count > len(self._table):
            self._grow()
        return True

    @staticmethod
    def _put(table: "array[int]", high: int, low: int) -> bool:
        """Put two numbers into the first slot from their own on that is empty; whether they were not there yet."""
        slots = len(table) // 2
        slot = low % slots
        while first := table[2 * slot]:
            if first == high and table[2 * slot + 1] == low:
                return False
            slot = (slot + 1) % slots
        table[2 * slot], table[2 * slot + 1] = high, low
        return True

    def _grow(self) -> None:
        old, self._table = self._table, array("Q", [0]) * (2 * len(self._table))
        for place in range(0, len(old), 2):
            if old[place]:
                self._put(self._table, old[place], old[place + 1])
