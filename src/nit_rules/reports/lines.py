"""Findings that are written again for other records: their lines, with the texts of a record left open."""

import re
from collections.abc import Callable
from string import ascii_letters, digits
from typing import IO, Protocol

from nit_rules.model import Audit

#: Writes the findings of one more record: its subject, and the place and the text of each claim.
Write = Callable[[tuple[str, ...]], None]

#: What every format writes as it is, where a text does not begin with one of the last two.
_PLAIN = (digits + ascii_letters + ".:_ -").encode()
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
        """What writes the findings of an audit again; what records differ in is `open_text`."""

    def end(self) -> None:
        """Write what follows the findings."""


def open_text(number: int) -> str:
    """What stands for the text of that number until it is known: 0 for the subject, then places, then claims."""
    return _OPEN.format(number)


def is_like_open(text: str) -> bool:
    """Whether a text could be taken for one that stands for another."""
    return "~open~" in text


def number_of(text: str) -> int | None:
    """The number of the text that another stands for."""
    found = _OPENED.fullmatch(text)
    return int(found[1]) if found else None


def filling(lines: bytes, cell: Callable[[str], bytes], stream: IO[bytes]) -> Write:
    """What writes lines with their open texts filled in, as `cell` writes those that are not plain."""
    pieces = _OPENED_BYTES.split(lines)
    places = [*map(int, pieces[1::2])]

    def write(texts: tuple[str, ...]) -> None:
        # Nearly all are plain, and are looked at together: as lines, of which nothing but their ends is left.
        joined = "\n".join(("", *texts)).encode("utf-8", "replace")
        is_plain = joined.translate(None, _PLAIN) == b"\n" * len(texts)
        if is_plain and b"\n " not in joined and b"\n-" not in joined:
            written = joined[1:].split(b"\n")
        else:
            written = [*map(cell, texts)]
        pieces[1::2] = [written[place] for place in places]
        stream.write(b"".join(pieces))

    return write
