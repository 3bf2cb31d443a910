"""A small immutable mapping: ordered, hashable, picklable."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenMap(Mapping[K, V]):
    """What results hand out where a plain dict could be changed under another reader.

    >>> FrozenMap({"ndg": 1})
    FrozenMap({'ndg': 1})
    """

    __slots__ = ("_dict",)
    _dict: dict[K, V]

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        object.__setattr__(self, "_dict", dict(items))

    def __getitem__(self, key: K) -> V:
        return self._dict[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._dict)

    def __len__(self) -> int:
        return len(self._dict)

    def __hash__(self) -> int:
        return hash(frozenset(self._dict.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({self._dict!r})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a FrozenMap does not change")

    def __reduce__(self) -> tuple[type["FrozenMap[K, V]"], tuple[dict[K, V]]]:
        return type(self), (self._dict,)
