"""Findings that are written again for other records: their lines, with the subject and the places left open."""

import re
from collections.abc import Callable
from typing import IO, Protocol

from nit_rules.model import Audit

#: Writes the findings of one more record: its subject, and the place of each claim.
Write = Callable[[tuple[str, ...]], None]

_OPEN = "~{}~open~"
_OPENED = re.compile(r"~([0-9]+)~open~")
_OPENED_BYTES = re.compile(_OPENED.pattern.encode())


class FindingsWriter(Protocol):
    """What writes findings while the audit runs."""

    def begin(self) -> None:
        """Write what precedes the findings."""

    def add(self, audit: Audit) -> None:
        """Write the findings of a record."""

    def opened(self, audit: Audit) -> Write:
        """What writes the findings of an audit again; its subject and the places in it are `open_text`."""

    def end(self) -> None:
        """Write what follows the findings."""


def open_text(number: int) -> str:
    """What stands for the text of that number until it is known: 0 for the subject, then the places."""
    return _OPEN.format(number)


def is_like_open(text: str) -> bool:
    """Whether a text could be taken for one that stands for another."""
    return "~open~" in text


def number_of(text: str) -> int | None:
    """The number of the text that another stands for."""
    found = _OPENED.fullmatch(text)
    return int(found[1]) if found else None


def filling(lines: bytes, cell: Callable[[str], bytes], stream: IO[bytes]) -> Write:
    """What writes lines with their open texts filled in, each as `cell` writes it."""
    first, *rest = _OPENED_BYTES.split(lines)
    places, parts = tuple(map(int, rest[::2])), rest[1::2]

    def write(texts: tuple[str, ...]) -> None:
        written = [cell(text) for text in texts]
        pieces = [first]
        for place, part in zip(places, parts, strict=True):
            pieces += (written[place], part)
        stream.write(b"".join(pieces))

    return write
