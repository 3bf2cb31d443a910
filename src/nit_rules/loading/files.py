"""Where rule files are, and their text as TOML: bytes in, plain values out, every digit kept."""

import os
import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import chain
from pathlib import Path
from typing import Any

from nit_rules.errors import Problem, RuleFileError
from nit_rules.values import frozen

#: Rule files are written by hand; a larger one is refused before it is parsed.
LARGEST = 1_000_000
#: Deeper, and in longer integers, no rule file says anything.
DEEPEST, MOST_BITS = 20, 1_000
#: Python takes the square of its points to read a key.
MOST_POINTS = 250
#: Files of a folder that hold no methodology.
SOURCES, EDITIONS, RELEASED = "sources.toml", "editions.toml", "released.toml"


@frozen
class RuleFile:
    """A parsed TOML file and the name by which messages call it."""

    name: str
    content: dict[str, Any]


def shipped() -> Path:
    """The folder of the shipped rules: inside the installed package, or at the root of a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent.parent / "rules"


def parse(name: str, data: bytes) -> RuleFile:
    """The values of a TOML file; numbers with a point become `Decimal` and keep their digits.

    Raises `RuleFileError`.
    """
    if len(data) > LARGEST:
        raise _unreadable(name, f"is larger than {LARGEST:,} bytes")
    if any(line.count(b".") > MOST_POINTS for line in data.split(b"\n")):
        raise _unreadable(name, f"has a line of more than {MOST_POINTS} points")
    try:
        # A file saved by some editors begins with a byte order mark.
        content = tomllib.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise _unreadable(name, f"is not UTF-8 text (byte {error.start})") from None
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(name, f"is not TOML: {error}") from None
    except RecursionError:
        raise _unreadable(name, "is nested too deeply") from None
    except (ValueError, InvalidOperation):
        # Python reads no integer of thousands of digits, and no exponent of twenty.
        raise _unreadable(name, "holds a number of too many digits") from None
    if excess := _excess(content):
        raise _unreadable(name, excess)
    return RuleFile(name, content)


def _excess(content: dict[str, Any]) -> str | None:
    """Why values cannot be worked with: keys with many dots nest deeply, hexadecimal integers can be of any length."""
    level: list[Any] = [content]
    for _ in range(DEEPEST):
        if any(isinstance(value, int) and value.bit_length() > MOST_BITS for value in level):
            return "holds a number of too many digits"
        tables = [value.values() for value in level if isinstance(value, dict)]
        arrays = [value for value in level if isinstance(value, list)]
        level = [*chain.from_iterable(tables), *chain.from_iterable(arrays)]
    return "is nested too deeply" if level else None


def read(path: Path, name: str | None = None) -> RuleFile:
    """Parse a file; raises `RuleFileError`."""
    name = name or path.name
    if os.path.exists(path) and not os.path.isfile(path):
        # A pipe without a writer would block for ever.
        raise _unreadable(name, "is not a regular file")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(name, f"cannot be read: {error.strerror or error}") from None
    return parse(name, data)


def _unreadable(name: str, message: str) -> RuleFileError:
    return RuleFileError([Problem("unreadable-file", name, message)])


def methodology_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The methodology files of a folder (directly in it, or anywhere in ``methodologies/``), with their names."""
    for path in sorted(folder.glob("*.toml")):
        if path.name not in (SOURCES, EDITIONS, RELEASED):
            yield path, path.name
    inner = folder / "methodologies"
    for path in sorted(inner.rglob("*.toml")):
        yield path, path.relative_to(inner).as_posix()
