"""Parsed files to values: sources, released digests, and methodologies with their own."""

from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

import attrs
from attrs import evolve

from nit_rules.errors import Problem, RuleFileError, did_you_mean, quoted
from nit_rules.loading.building import build
from nit_rules.loading.canonical import digest
from nit_rules.loading.files import RuleFile
from nit_rules.loading.keys import file_keys, place, written
from nit_rules.model import Methodology, Source
from nit_rules.values import frozen

T = TypeVar("T")


@frozen
class _Sources:
    source: tuple[Source, ...] = ()


@frozen
class Released:
    """A ``released.toml``: digests of released versions, and of other files whose content was checked."""

    released: Mapping[str, str] = attrs.Factory(dict)
    checked: Mapping[str, str] = attrs.Factory(dict)

    @property
    def digests(self) -> frozenset[str]:
        return frozenset((*self.released.values(), *self.checked.values()))


#: The keys of a source, as they stand in what cites it.
_SOURCE_KEYS = tuple(file_keys(Source))
#: The digests of content that need not be checked again.
Trusted = frozenset[str]
NOTHING: Trusted = frozenset()


def structured(name: str, content: dict[str, Any], into: type[T], trusted: Trusted) -> T:
    """`content` as an `into`; raises `RuleFileError` with all that is wrong in it."""
    if trusted and digest(content) in trusted:
        return build(content, into)
    # Only what was not checked before needs cattrs, whose import takes longer than reading all rules.
    from nit_rules.loading.structuring import structure

    return structure(name, content, into)


def sources_of(file: RuleFile, trusted: Trusted = NOTHING) -> tuple[Source, ...]:
    """The documents that a ``sources.toml`` lists; raises `RuleFileError`."""
    return structured(file.name, file.content, _Sources, trusted).source


def released_of(file: RuleFile) -> Released:
    """The digests that a ``released.toml`` lists; raises `RuleFileError`."""
    if all(_is_table_of_texts(key, table) for key, table in file.content.items()):
        return build(file.content, Released)
    return structured(file.name, file.content, Released, NOTHING)


def _is_table_of_texts(key: str, table: Any) -> bool:
    return (
        key in ("released", "checked")
        and isinstance(table, dict)
        and all(isinstance(value, str) for value in table.values())
    )


def methodology_of(file: RuleFile, sources: Mapping[str, Source], trusted: Trusted = NOTHING) -> Methodology:
    """The methodology of a rule file, with its digest; raises `RuleFileError` with all that is wrong in it."""
    problems: list[Problem] = []
    content = inlined(file, sources, problems)
    if trusted and (identity := digest(content)) in trusted:
        return evolve(build(content, Methodology), digest=identity)
    from nit_rules.loading.checking import check

    try:
        method = structured(file.name, content, Methodology, NOTHING)
    except RuleFileError as error:
        raise RuleFileError([*error.problems, *problems]) from None
    problems += check(method, partial(place, file.name))
    if problems:
        raise RuleFileError(problems)
    return evolve(method, digest=digest(content))


def inlined(file: RuleFile, sources: Mapping[str, Source], problems: list[Problem]) -> Any:
    """The content of a file with the documents that it cites; what is cited but not listed is added to `problems`."""
    tables = {
        id_: {key: text for key in _SOURCE_KEYS if (text := getattr(source, key))}
        for id_, source in sources.items()
    }
    missing: list[tuple[list[str], Any]] = []
    content = _inlined(file.content, tables, [], missing)
    for keys, id_ in missing:
        shown = quoted(id_) if isinstance(id_, str) else "this"
        near = did_you_mean(id_, sources) if isinstance(id_, str) else ""
        message = f"{shown} is no source listed in sources.toml{near}"
        problems.append(Problem("unknown-source", place(file.name, "".join(keys).removeprefix(".")), message))
    return content


def _inlined(value: Any, tables: Mapping[str, dict[str, str]], keys: list[str], missing: list[Any]) -> Any:
    """`value` with the documents in place of their ids; `keys` is where it stands."""
    if isinstance(value, list):
        return [_inlined(entry, tables, [*keys, f"[{i}]"], missing) for i, entry in enumerate(value)]
    if not isinstance(value, dict):
        return value
    result = {}
    cites = len(keys) > 1 and keys[-2] == ".citations"
    for key, entry in value.items():
        if cites and key == "source":
            if not isinstance(entry, str) or entry not in tables:
                missing.append(([*keys, ".source"], entry))
                entry = "?"
            result[key] = tables.get(entry, {"id": "?", "title": "?", "url": "?"})
        elif isinstance(entry, list | dict):
            result[key] = _inlined(entry, tables, [*keys, f".{written(key)}"], missing)
        else:
            result[key] = entry
    return result
