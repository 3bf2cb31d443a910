"""A set of texts of which there may be very many: sixteen bytes are kept of each, in a table of plain numbers.

Two of ten million different texts have the same sixteen bytes of BLAKE2 with a probability below 10**-24.
"""

from array import array
from hashlib import blake2b
from struct import Struct

#: The table is kept in parts that grow one by one, so that no more than a part is there twice meanwhile.
_PARTS = 64
_SMALLEST = 16
_HALVES = Struct("<QQ").unpack


class Seen:
    """Texts that were seen."""

    def __init__(self) -> None:
        self._parts = [array("Q", [0]) * (2 * _SMALLEST) for _ in range(_PARTS)]
        self._counts = [0] * _PARTS

    def __len__(self) -> int:
        return sum(self._counts)

    def add(self, text: str) -> bool:
        """Whether a text is seen for the first time; from now on it was.

        >>> seen = Seen()
        >>> seen.add("Ruritania"), seen.add("Graustark"), seen.add("Ruritania")
        (True, True, False)
        """
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        high, low = _HALVES(digest)
        number = high % _PARTS
        part = self._parts[number]
        # An empty slot holds two zeros, so no text may.
        if not _put(part, high or _PARTS, low):
            return False
        self._counts[number] += 1
        if 3 * self._counts[number] > len(part):
            self._parts[number] = _grown(part)
        return True


def _put(part: "array[int]", high: int, low: int) -> bool:
    """Put two numbers into the first slot from their own on that is empty; whether they were not there yet."""
    slots = len(part) // 2
    slot = low % slots
    while first := part[2 * slot]:
        if first == high and part[2 * slot + 1] == low:
            return False
        slot = (slot + 1) % slots
    part[2 * slot], part[2 * slot + 1] = high, low
    return True


def _grown(part: "array[int]") -> "array[int]":
    """The same numbers in twice as many slots."""
    larger = array("Q", [0]) * (2 * len(part))
    for place in range(0, len(part), 2):
        if part[place]:
            _put(larger, part[place], part[place + 1])
    return larger
