"""Rule files as texts, to be carried in a report and to be read from one."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem, RuleFileError
from nit_rules.loading import files, load_folders

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
    """The catalog of rule files that a report carries.

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
                # The names come from a file that anybody may have written: none may lead out of the folder.
                if not _NAME.fullmatch(name):
                    raise RuleFileError(
                        [Problem("not-a-name", "rules", f"{name[:60]!r} is no name of a rule file")]
                    )
                path = home / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8", newline="")
        return load_folders(*homes)
