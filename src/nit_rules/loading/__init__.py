"""Rule files to values: the only home of cattrs and tomllib."""

from collections.abc import Mapping
from pathlib import Path

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem, RuleFileError
from nit_rules.loading import files
from nit_rules.loading.assembling import Editions, catalog_of, methodology_of, released_of, sources_of
from nit_rules.model import Methodology, Source

__all__ = ["load_catalog", "load_methodology"]


def load_catalog(*folders: str | Path) -> Catalog:
    """The shipped rules, and those of one's own folders.

    A folder holds methodologies (``*.toml`` in it, or anywhere under ``methodologies/``) and, where these need them,
    a ``sources.toml`` and an ``editions.toml`` that add to the shipped ones. The same methodology and version twice is
    an error, an unchanged copy excepted. Raises `RuleFileError` with the problems of all files.

    >>> [method.id for method in load_catalog().pinned]
    ['nit/1999@1.0.0', 'nit/2004@1.0.0', 'nit/2005@1.0.0', 'nit/2020@1.0.0']
    """
    problems: list[Problem] = []
    sources: dict[str, Source] = {}
    editions = Editions()
    methods: list[tuple[str, Methodology]] = []
    for folder in (files.shipped(), *map(Path, folders)):
        try:
            _add_sources(folder, sources)
            released = _released(folder)
            methods += _methodologies(folder, sources, released, problems)
            if (folder / files.EDITIONS).is_file():
                editions = editions.and_those_of(files.read(folder / files.EDITIONS), sources)
        except RuleFileError as error:
            problems += error.problems
    if problems:
        raise RuleFileError(problems)
    return catalog_of(editions, methods, sources.values())


def load_methodology(path: Path) -> Methodology:
    """The methodology of one file, which may cite the shipped sources and those of a ``sources.toml`` beside it.

    Raises `RuleFileError`.
    """
    sources: dict[str, Source] = {}
    for folder in (files.shipped(), path.parent):
        _add_sources(folder, sources)
    return methodology_of(files.read(path), sources)


def _add_sources(folder: Path, sources: dict[str, Source]) -> None:
    path = folder / files.SOURCES
    if not path.is_file():
        return
    problems = []
    for index, source in enumerate(sources_of(files.read(path))):
        if sources.setdefault(source.id, source) != source:
            message = f"'{source.id}' is already listed as another document, {sources[source.id].title}"
            problems.append(Problem("duplicate-source", f"{path.name}: source[{index}].id", message))
    if problems:
        raise RuleFileError(problems)


def _released(folder: Path) -> Mapping[str, str]:
    path = folder / files.RELEASED
    return released_of(files.read(path)) if path.is_file() else {}


def _methodologies(
    folder: Path, sources: Mapping[str, Source], released: Mapping[str, str], problems: list[Problem]
) -> list[tuple[str, Methodology]]:
    found = []
    paths = list(files.methodology_files(folder))
    if not paths:
        problems.append(Problem("no-rule-file", folder.name, "there is no rule file (*.toml) in this folder"))
    for path, name in paths:
        try:
            method = methodology_of(files.read(path, name), sources)
        except RuleFileError as error:
            problems += error.problems
            continue
        if released.get(method.id, method.digest) != method.digest:
            message = (
                f"{method.id} is released, and its content is no longer what was released; a released version never "
                "changes: restore it, and make a new version that supersedes it and says its reason"
            )
            problems.append(Problem("released-changed", name, message))
        found.append((name, method))
    return found
