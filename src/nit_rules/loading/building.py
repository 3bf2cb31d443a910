"""Content that has been checked before, to values, without checking it again.

Which content that is, the digests in the shipped ``released.toml`` say. It gives what `structuring` gives, only sooner:
cattrs, which finds and words what is wrong in a file, is not even imported.
"""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

import attrs

from nit_rules.loading.keys import KINDS, file_keys
from nit_rules.model import Evidence, Rule

T = TypeVar("T")


def build(content: Any, into: type[T]) -> T:
    """`content` as an `into`; what happens where it is not one, nothing promises."""
    value: T = _builder(into)(content)
    return value


def _builder(into: Any) -> Callable[[Any], Any]:
    if into not in _builders:
        _builders[into] = _make(into)
    return _builders[into]


def _make(into: Any) -> Callable[[Any], Any]:
    if into in (str, int):
        return lambda value: value
    if into is Decimal or (isinstance(into, type) and issubclass(into, StrEnum)):
        return into
    if into == Rule:
        return lambda table: _builder(KINDS[table["kind"]])(table)
    if isinstance(into, UnionType):
        (kind,) = (kind for kind in get_args(into) if kind is not type(None))
        return _builder(kind)
    if get_origin(into) is tuple:
        entry = _builder(get_args(into)[0])
        return lambda values: tuple(map(entry, values))
    return _class(into) if attrs.has(into) else dict


def _class(cls: type) -> Callable[[Any], Any]:
    keys = {key: (field.name, field.type) for key, field in file_keys(cls).items()}
    whole = keys.pop("evidence", None) is not None

    def builder(table: dict[str, Any]) -> Any:
        found = {name: _builder(kind)(table[key]) for key, (name, kind) in keys.items() if key in table}
        if whole:
            found["evidence"] = _builder(Evidence)(table)
        return cls(**found)

    return builder


_builders: dict[Any, Callable[[Any], Any]] = {}
