"""Rosters: the names that an edition must have, one a line."""

from pathlib import Path

from nit_rules.errors import InputError, Problem
from nit_rules.sources.opening import Input

#: A roster of all countries there are is far smaller.
LARGEST = 1_000_000


def read_roster(path: str) -> list[tuple[str, str]]:
    """The names of a roster and their places; blank lines and lines that begin with ``#`` are passed over.

    Raises `InputError` where the file cannot be read as UTF-8 text, or names nobody.
    """
    name = Path(path).name
    with Input(name, Path(path)).open() as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError([Problem("too-large", name, f"a roster has at most {LARGEST:,} bytes")])
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError([Problem("cannot-read", name, "is not UTF-8 text")]) from None
    names = [(line.strip(), f"{name}:{place}") for place, line in enumerate(lines, 1)]
    found = [(line, at) for line, at in names if line and not line.startswith("#")]
    if not found:
        raise InputError([Problem("no-record", name, "there is no name in this roster")])
    return found
