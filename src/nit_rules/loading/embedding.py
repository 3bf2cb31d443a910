"""Rule files as texts, to be carried in a report and to be read from one."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem, RuleFileError
from nit_rules.loading import files, load_folders
from nit_rules.loading.assembling import released_of

#: So many files, and names of so many parts, no folder of rules has.
_MOST_FILES = 1000
_NAME = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\.toml")


def texts(*folders: Path) -> tuple[dict[str, str], ...]:
    """The rule files of the shipped folder and of these, by their names in the folder.

    Raises `RuleFileError` where a file cannot be read.
    """
    return tuple(_texts(folder) for folder in (files.shipped(), *folders))


def _texts(folder: Path) -> dict[str, str]:
    paths = [path for path, _ in files.methodology_files(folder)]
    paths += [folder / name for name in (files.SOURCES, files.EDITIONS, files.RELEASED)]
    held = {}
    for path in sorted(path for path in paths if path.is_file()):
        try:
            held[path.relative_to(folder).as_posix()] = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleFileError([Problem("unreadable-file", path.name, f"cannot be read: {error}")]) from None
    return held


def catalog_of_texts(folders: Iterable[Mapping[str, str]]) -> Catalog:
    """The catalog of rule files that a report carries, whether or not they are what was released: see `not_released`.

    Raises `RuleFileError` where they cannot be used, or where a name is none that a rule file has.
    """
    with TemporaryDirectory() as scratch:
        homes = []
        for number, held in enumerate(folders):
            home = Path(scratch) / str(number)
            home.mkdir()
            homes.append(home)
            if len(held) > _MOST_FILES:
                raise RuleFileError(
                    [Problem("too-many-files", "rules", f"{len(held):,} rule files are too many")]
                )
            for name, text in held.items():
                if name == files.RELEASED:
                    # Rules that were changed are told as the report's; here, nothing is to be restored.
                    continue
                # The names come from a file that anybody may have written: none may lead out of the folder.
                if not _NAME.fullmatch(name):
                    raise RuleFileError(
                        [Problem("not-a-name", "rules", f"{name[:60]!r} is no name of a rule file")]
                    )
                path = home / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8", newline="")
        return load_folders(*homes)


def not_released(folders: Iterable[Mapping[str, str]], carried: Catalog) -> frozenset[str]:
    """Which methodologies of `carried`, the catalog of these texts, are not what was released under their id.

    That the shipped list of released digests says, and one that is carried along. Raises `RuleFileError`.
    """
    released: dict[str, str] = {}
    for held in folders:
        if files.RELEASED in held:
            released |= released_of(files.parse(files.RELEASED, held[files.RELEASED].encode())).released
    path = files.shipped() / files.RELEASED
    if path.is_file():
        released |= released_of(files.read(path)).released
    return frozenset(
        one.id for one in carried.methodologies if released.get(one.id, one.digest) != one.digest
    )
