"""Parsed files to a catalog: sources, editions, pins, and methodologies with their digests."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

import attrs
from attrs import evolve

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem, RuleFileError, did_you_mean, quoted
from nit_rules.loading.building import build
from nit_rules.loading.canonical import digest
from nit_rules.loading.files import RuleFile
from nit_rules.loading.keys import file_keys, place, written
from nit_rules.model import Edition, Evidence, Methodology, Printed, Printing, Source
from nit_rules.values import frozen

T = TypeVar("T")


@frozen
class _Sources:
    source: tuple[Source, ...] = ()


@frozen
class _Printed:
    printing: Printing
    methodology: str
    editions: tuple[str, ...]
    evidence: Evidence


@frozen
class _Editions:
    edition: tuple[Edition, ...] = ()
    printed: tuple[_Printed, ...] = ()
    pins: Mapping[str, str] = attrs.Factory(dict)
    absent: Mapping[str, str] = attrs.Factory(dict)


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


@frozen
class Editions:
    """The editions, pins and places of one or more ``editions.toml``."""

    editions: tuple[Edition, ...] = ()
    pins: Mapping[str, str] = attrs.Factory(dict)
    absent: Mapping[str, str] = attrs.Factory(dict)
    #: where each methodology name was used, for the check that it exists
    uses: tuple[tuple[str, str], ...] = ()

    def and_those_of(
        self, file: RuleFile, sources: Mapping[str, Source], trusted: Trusted = NOTHING
    ) -> "Editions":
        """These, and what another file adds to them; raises `RuleFileError`."""
        problems: list[Problem] = []
        content = inlined(file, sources, problems)
        try:
            new = structured(file.name, content, _Editions, trusted)
        except RuleFileError as error:
            raise RuleFileError([*error.problems, *problems]) from None
        editions = {edition.id: edition for edition in self.editions}
        for index, entry in enumerate(new.edition):
            if entry.id in editions:
                message = f"the edition {quoted(entry.id)} is already there; to add a printing of it, use [[printed]]"
                problems.append(Problem("duplicate-edition", f"{file.name}: edition[{index}].id", message))
            editions[entry.id] = entry
        for index, printed in enumerate(new.printed):
            for number, label in enumerate(printed.editions):
                at = f"{file.name}: printed[{index}].editions[{number}]"
                problems += _print(
                    editions, label, Printed(printed.printing, printed.methodology, printed.evidence), at
                )
        if problems:
            raise RuleFileError(problems)
        uses = [(p.methodology, f"{file.name}: printed[{i}].methodology") for i, p in enumerate(new.printed)]
        uses += [
            (f"{name}@{version}", f"{file.name}: pins.{quoted(name)}") for name, version in new.pins.items()
        ]
        pins, absent = {**self.pins, **new.pins}, {**self.absent, **new.absent}
        return Editions(tuple(editions.values()), pins, absent, (*self.uses, *uses))


def _print(editions: dict[str, Edition], label: str, printed: Printed, at: str) -> Iterator[Problem]:
    edition = editions.get(label)
    if edition is None:
        message = f"there is no edition {quoted(label)}{did_you_mean(label, editions)}"
        yield Problem("unknown-edition", at, message)
    elif any(
        (p.printing, p.methodology) == (printed.printing, printed.methodology) for p in edition.printings
    ):
        message = f"the edition {label} is already {printed.printing} under {printed.methodology}"
        yield Problem("duplicate-printing", at, message)
    else:
        # As first published first; republished ones in the order of the files.
        printings = sorted((*edition.printings, printed), key=lambda p: p.printing is not Printing.FIRST)
        editions[label] = evolve(edition, printings=tuple(printings), unmodelled=None)


def clash(
    by_id: dict[str, tuple[str, Methodology]], file: str, method: Methodology, shipped: Mapping[str, str]
) -> Iterator[Problem]:
    """Note a methodology and its file in `by_id`; a problem where its id and version are there already.

    An unchanged copy of a shipped one is none; `shipped` holds their digests.
    """
    before, other = by_id.setdefault(method.id, (file, method))
    if other.digest != method.digest:
        message = f"{method.id} is already defined in {before}, with another content; give it another version"
        yield Problem("duplicate-methodology", file, message)
    elif other is not method and shipped.get(method.id) != method.digest:
        message = f"{method.id} is already defined in {before}; only a shipped file may be there as a copy"
        yield Problem("duplicate-methodology", file, message)


def catalog_of(
    editions: Editions,
    methodologies: Iterable[tuple[str, Methodology]],
    sources: Iterable[Source],
    shipped: Mapping[str, str],
) -> Catalog:
    """The catalog of all; raises `RuleFileError` where methodologies clash or names lead nowhere.

    A methodology comes with the file that it was read from; `shipped` holds the digests of those shipped.
    """
    problems: list[Problem] = []
    by_id: dict[str, tuple[str, Methodology]] = {}
    for file, method in methodologies:
        problems += clash(by_id, file, method, shipped)
    pins = dict(editions.pins)
    versions: dict[str, list[str]] = {}
    for _, method in by_id.values():
        versions.setdefault(method.name, []).append(method.version)
    pins.update((name, of[0]) for name, of in versions.items() if name not in pins and len(of) == 1)
    known = by_id.keys() | {name for name, version in pins.items() if f"{name}@{version}" in by_id}
    for name, at in editions.uses:
        if name not in known:
            near = did_you_mean(name, known)
            problems.append(
                Problem("unknown-methodology", at, f"there is no methodology {quoted(name)}{near}")
            )
    if problems:
        raise RuleFileError(problems)
    methods = tuple(method for _, method in by_id.values())
    absent = tuple(editions.absent.items())
    return Catalog(methods, editions.editions, tuple(pins.items()), tuple(sources), absent)
