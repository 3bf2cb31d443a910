"""CSV and its kin: delimiters, encodings and quoted newlines, streamed row by row."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from typing import TextIO

from nit_rules.errors import InputError, Problem
from nit_rules.model import Record
from nit_rules.sources.columns import Terms
from nit_rules.sources.header import Header, Row
from nit_rules.sources.headers import HEADER_WITHIN, find_header
from nit_rules.sources.opening import Input, encoding_of
from nit_rules.sources.places import Places
from nit_rules.sources.register import Register
from nit_rules.sources.table import Table

#: Characters of one line; a longer one is no row of a table.
LONGEST_LINE = 1_000_000
DELIMITERS = (",", ";", "\t", "|")
_MAGIC = {
    b"PK\x03\x04": "a zip archive, such as a workbook",
    b"PK\x05\x06": "a zip archive, such as a workbook",
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
    b"\xd0\xcf\x11\xe0": "an old or protected Office file",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
}


def read_delimited(source: Input, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of a delimited table. Raises `InputError` where there is no such table."""
    check_magic(source)
    encoding = encoding_of(source)
    if encoding == "cp1252":
        message = "not UTF-8; read as Windows-1252 (western European)"
        register.reading.notes.append(Problem("encoding", source.name, message))
    with delimited_rows(source, encoding, terms, register.reading.problems) as (header, places, rows):
        yield from Table(header, places, register, terms).records(rows)


@contextmanager
def delimited_rows(
    source: Input, encoding: str, terms: Terms, problems: list[Problem] | None = None
) -> Iterator[tuple[Header, Places, Iterator[Row]]]:
    """The header of a delimited table, how it names its places, and all its rows.

    Rows that cannot be read are added to `problems`. Raises `InputError` where there is no such table.
    """
    places = Places(f"{source.name}:")
    delimiter, header = _layout(source, encoding, terms, places)
    with _lines(source, encoding) as lines:
        yield header, places, _rows(lines, delimiter, places, [] if problems is None else problems)


def check_magic(source: Input) -> None:
    """Raise `InputError` where the bytes are plainly another kind of file than text."""
    with source.open() as stream:
        head = stream.read(8)
    if not head:
        raise InputError([Problem("empty", source.name, "the file is empty")])
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            raise InputError([Problem("wrong-kind", source.name, f"this is {what}, not text")])


@contextmanager
def _lines(source: Input, encoding: str) -> Iterator[Iterator[str]]:
    """The lines of a text, their ends kept for the reader of quoted cells."""
    # The five bytes that Windows-1252 lacks are shown as unknown.
    errors = "replace" if encoding == "cp1252" else "strict"
    with source.open() as stream:
        text = TextIOWrapper(stream, encoding, errors, newline="")
        try:
            yield _bounded(text, source)
        finally:
            text.detach()


def _bounded(text: TextIO, source: Input) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
            message = f"a line of more than {LONGEST_LINE} characters"
            raise InputError([Problem("too-large", f"{source.name}:{number}", message)])
        yield line


def _layout(source: Input, encoding: str, terms: Terms, places: Places) -> tuple[str, Header]:
    """The delimiter and the header: those with which most columns are known."""
    best: tuple[str, Header] | None = None
    alone: tuple[str, Header] | None = None
    reasons: list[Problem] = []
    for delimiter in DELIMITERS:
        problems: list[Problem] = []
        with _lines(source, encoding) as lines:
            sample = list(islice(_rows(lines, delimiter, places, problems), HEADER_WITHIN))
        found = find_header(sample, terms.vocabulary, places)
        if isinstance(found, Problem):
            reasons.append(found if sample or not problems else problems[0])
        elif len(found.cells) == 1 and any(
            other in cell for _, cells in sample for cell in cells for other in DELIMITERS
        ):
            # A title, or a row of several cells that passes for one: punctuation does not matter in names.
            alone = alone or (delimiter, found)
        elif best is None or found.weight > best[1].weight:
            best = delimiter, found
    if reasons and best is None:
        raise InputError([min(reasons, key=lambda one: _SAYS_LEAST.get(one.code, 0))])
    best = best or alone
    assert best is not None  # noqa: S101 - each delimiter leads to a header or to a reason
    return best


#: Of the reasons why no delimiter leads to a header, the one that says most is given.
_SAYS_LEAST = {"no-header": 1, "empty": 2}


def _rows(lines: Iterator[str], delimiter: str, places: Places, problems: list[Problem]) -> Iterator[Row]:
    """The rows, each with the number of its first line; a row that cannot be read is a problem."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lost = f"; lines {first} to {reader.line_num} are not read" if reader.line_num > first else ""
            problems.append(Problem("malformed", places.row(first), _in_words(str(error)) + lost))
            continue
        except UnicodeDecodeError:
            problems.append(Problem("not-text", places.row(first), "broken text"))
            return
        yield first, cells


def _in_words(error: str) -> str:
    if "unexpected end of data" in error:
        return "a quoted cell begins here and does not end"
    if "field limit" in error:
        most = f"{csv.field_size_limit():,}"
        return f"a cell of more than {most} characters begins here, or a quoted one that does not end"
    if "expected after" in error:
        return "text follows the end of a quoted cell"
    return error
