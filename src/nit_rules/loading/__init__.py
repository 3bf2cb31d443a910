"""Rule files to values: the only home of cattrs and tomllib."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem, RuleFileError
from nit_rules.loading import files
from nit_rules.loading.assembling import (
    NOTHING,
    Released,
    Trusted,
    methodology_of,
    released_of,
    sources_of,
)
from nit_rules.loading.cataloguing import catalog_of, clash
from nit_rules.loading.editions import Editions
from nit_rules.loading.evidence import not_editions
from nit_rules.loading.keys import place
from nit_rules.model import Methodology, Source

__all__ = ["check_files", "load_catalog", "load_folders", "refuted", "text_of"]


def load_catalog(*folders: str | Path) -> Catalog:
    """The shipped rules, and those of one's own folders.

    A folder holds methodologies (``*.toml`` in it, or anywhere under ``methodologies/``) and, where these need them,
    a ``sources.toml`` and an ``editions.toml`` that add to the shipped ones, and a ``released.toml`` of digests. The
    same methodology and version twice is an error, an unchanged copy of a shipped one excepted; so is a rule that does
    not keep what it claims (`nit_rules.proving`). Raises `RuleFileError` with the problems of all files.

    >>> [method.id for method in load_catalog().pinned]
    ['nit/1999@1.0.0', 'nit/2004@1.0.0', 'nit/2005@1.0.0', 'nit/2020@1.0.0']
    """
    return load_folders(files.shipped(), *map(Path, folders))


def load_folders(*folders: Path) -> Catalog:
    """The rules of these folders alone. Raises `RuleFileError` with the problems of all files."""
    problems: list[Problem] = []
    sources: dict[str, Source] = {}
    editions = Editions()
    methods: list[tuple[str, Methodology]] = []
    # Only what is shipped says that a content was checked; folders of other people say it of themselves.
    shipped = _released(files.shipped())
    for folder in dict.fromkeys(folders):
        try:
            _add_sources(folder, sources, shipped.digests)
            released = _released(folder).released
            some = list(files.methodology_files(folder))
            if not some:
                raise _no_rule_file(folder)
            for name, method in _methodologies(some, sources, released, problems, shipped.digests):
                methods.append((name, method))
                if method.digest not in shipped.digests:
                    # What is released was proved before it was.
                    problems += refuted(method, name)
            if os.path.isfile(folder / files.EDITIONS):
                editions = editions.and_those_of(
                    files.read(folder / files.EDITIONS), sources, shipped.digests
                )
        except RuleFileError as error:
            problems += error.problems
    for name, method in methods:
        if method.digest not in shipped.digests:
            problems += not_editions(method, name, editions.labels)
    if problems:
        raise RuleFileError(problems)
    return catalog_of(editions, methods, sources.values(), shipped.released)


def check_files(*paths: Path) -> tuple[list[tuple[str, Methodology]], list[Problem]]:
    """The methodologies of files and folders that can be used, with their names, and all problems of the others.

    A file may cite the shipped sources and those of a ``sources.toml`` beside it, and name the editions of an
    ``editions.toml`` there; of a folder that is looked at as well.
    """
    found: list[tuple[str, Methodology]] = []
    problems: list[Problem] = []
    shipped = _released(files.shipped()).released
    for path in dict.fromkeys(paths):
        sources: dict[str, Source] = {}
        folder = path if os.path.isdir(path) else path.parent
        try:
            for home in (files.shipped(), folder):
                _add_sources(home, sources)
            released = {**shipped, **_released(folder).released}
            some = list(files.methodology_files(path)) if os.path.isdir(path) else [(path, path.name)]
            if not some:
                raise _no_rule_file(path)
        except RuleFileError as error:
            problems += error.problems
            continue
        before = len(problems)
        usable = _methodologies(some, sources, released, problems)
        labels = _labels((files.shipped(), folder), sources)
        for name, method in usable:
            problems += not_editions(method, name, labels)
        found += usable
        if len(problems) == before and os.path.isfile(folder / files.EDITIONS) and os.path.isdir(path):
            problems += _unusable(folder)
    by_id: dict[str, tuple[str, Methodology]] = {}
    for name, method in found:
        problems += refuted(method, name)
        problems += clash(by_id, name, method, shipped)
    return found, list(dict.fromkeys(problems))


def _unusable(folder: Path) -> tuple[Problem, ...]:
    """What is wrong with a folder beside the shipped rules, unless it is usable in their place: a copy of them all."""
    try:
        load_catalog(folder)
    except RuleFileError as error:
        with suppress(RuleFileError):
            names = {method.name for method in load_folders(folder).methodologies}
            if all(method.name in names for method in load_catalog().methodologies):
                return ()
        return error.problems
    return ()


def _labels(folders: Iterable[Path], sources: Mapping[str, Source]) -> list[str]:
    """What the editions of some folders are called, as far as their files can be used."""
    editions = Editions()
    for folder in dict.fromkeys(folders):
        if os.path.isfile(folder / files.EDITIONS):
            with suppress(RuleFileError):
                editions = editions.and_those_of(files.read(folder / files.EDITIONS), sources)
    return editions.labels


def text_of(method: Methodology, *folders: str | Path) -> str:
    """The rule file of a methodology that `load_catalog` with the same folders has loaded, as it was written."""
    for folder in (files.shipped(), *map(Path, folders)):
        for path, name in files.methodology_files(folder):
            content = files.read(path, name).content
            if (content["name"], content["version"]) == (method.name, method.version):
                return path.read_text("utf-8-sig")
    raise LookupError(method.id)


def refuted(method: Methodology, name: str) -> list[Problem]:
    """What the rules claim of themselves and does not hold, as problems of the file of that name."""
    from nit_rules.proving import prove

    return [
        Problem(proof.law, place(name, proof.at), proof.words) for proof in prove(method) if proof.refuted
    ]


def _add_sources(folder: Path, sources: dict[str, Source], trusted: Trusted = NOTHING) -> None:
    path = folder / files.SOURCES
    if not os.path.isfile(path):
        return
    problems = []
    for index, source in enumerate(sources_of(files.read(path), trusted)):
        if sources.setdefault(source.id, source) != source:
            message = f"'{source.id}' is already listed as another document, {sources[source.id].title}"
            problems.append(Problem("duplicate-source", f"{path.name}: source[{index}].id", message))
    if problems:
        raise RuleFileError(problems)


def _released(folder: Path) -> Released:
    path = folder / files.RELEASED
    return released_of(files.read(path)) if os.path.isfile(path) else Released()


def _no_rule_file(folder: Path) -> RuleFileError:
    message = "there is no rule file (*.toml) in this folder" if os.path.isdir(folder) else "no such folder"
    return RuleFileError([Problem("no-rule-file", folder.name, message)])


def _methodologies(
    paths: Iterable[tuple[Path, str]],
    sources: Mapping[str, Source],
    released: Mapping[str, str],
    problems: list[Problem],
    trusted: Trusted = NOTHING,
) -> list[tuple[str, Methodology]]:
    """The methodologies of files that can be used; what is wrong with the others is added to `problems`."""
    found = []
    for path, name in paths:
        try:
            method = methodology_of(files.read(path, name), sources, trusted)
        except RuleFileError as error:
            problems += error.problems
            continue
        if released.get(method.id, method.digest) != method.digest:
            message = (
                f"{method.id} is released, and this is not what was released; a released version never changes: "
                "restore it, and make a new version that supersedes it and says its reason"
            )
            problems.append(Problem("released-changed", name, message))
            continue
        found.append((name, method))
    return found
