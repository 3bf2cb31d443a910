"""INPUT… to readings: files, folders, patterns and standard input, each read by its kind."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from glob import glob, has_magic
from importlib import import_module
from pathlib import Path

from attrs import evolve

from nit_rules.catalog import Catalog
from nit_rules.errors import InputError, Problem, quoted
from nit_rules.model import Record
from nit_rules.sources.cells import shown
from nit_rules.sources.columns import Terms
from nit_rules.sources.given import Given
from nit_rules.sources.opening import LARGEST, MIB, Input, reason
from nit_rules.sources.reading import KINDS, Reading
from nit_rules.sources.register import Register
from nit_rules.sources.saved import SAVED, check_report
from nit_rules.sources.vocabulary import Vocabulary

_KIND_OF = {
    ".txt": "page",
    ".htm": "page",
    ".html": "page",
    ".pdf": "page",
    ".docx": "page",
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".parquet": "parquet",
}
#: Where the reader of each kind is. It is imported when it is used: a run reads few kinds, and some are slow to load.
_READERS = {
    "page": ("page", "read_document"),
    "csv": ("delimited", "read_delimited"),
    "json": ("records_json", "read_json"),
    "jsonl": ("records_json", "read_jsonl"),
    "xlsx": ("workbook", "read_workbook"),
    "parquet": ("parquet", "read_parquet"),
}
#: Standard input up to this size is kept in memory, beyond it in a temporary file.
_SPOOLED = 32 * MIB
_CHUNK = MIB
#: The code of the note that the file to be written is not read.
_OUTPUT = "output"

Reader = Callable[[Input, Register, Terms], Iterator[Record]]


def read_inputs(
    inputs: Sequence[str],
    catalog: Catalog,
    *,
    input_format: str | None = None,
    given: Given | None = None,
    output: str | None = None,
) -> Iterator[Reading]:
    """A reading for each input: a file, each readable file of a folder or pattern, or ``-`` for standard input.

    Files are opened as they are reached, and their records read as they are iterated: iterate the records of one
    reading before the next is taken. What cannot be read is in the reading's `problems`; nothing is raised. In a folder
    or pattern, saved reports and the file `output`, to be written, are passed over with a note.
    """
    terms = Terms(Vocabulary(catalog))
    options = _settled(given or Given(), catalog)
    for source in sources_of(inputs, input_format, output):
        if isinstance(source, Problem):
            notes, problems = ([source], []) if source.code == _OUTPUT else ([], [source])
            yield Reading(source.at, "", problems=problems, notes=notes)
        elif source.buffer is None:
            yield read_input(source, catalog, terms, input_format, options)
        else:
            with closing(source.buffer):
                yield read_input(source, catalog, terms, input_format, options)


def _settled(given: Given, catalog: Catalog) -> Given:
    """The options, the edition by its id (``1999`` is ``1999-2000``) where it is known."""
    # Under a given methodology any label will do; else the audit says what is wrong with it.
    known = catalog.find_edition(given.edition)
    return evolve(given, edition=known.id) if known else given


def read_input(
    source: Input, catalog: Catalog, terms: Terms, input_format: str | None, given: Given
) -> Reading:
    """The reading of one input."""
    reading = Reading(source.name, "")
    try:
        kind = input_format or kind_of_input(source, terms)
        source.check_size(kind)
        check_report(source, kind)
        reading.digest = source.digest()
        read = _reader(kind)
    except InputError as error:
        reading.problems.extend(error.problems)
        _pass_over(source, reading)
        return reading
    register = Register(catalog, given, reading)
    reading.records = _guarded(read(source, register, terms), source, reading)
    return reading


def _pass_over(source: Input, reading: Reading) -> None:
    """A saved report that nobody named is no problem: it is passed over, and not an input."""
    if not source.named and any(problem.code == SAVED for problem in reading.problems):
        reading.notes += [Problem(SAVED, source.name, "a report of nit-rules, passed over")]
        reading.problems.clear()
        reading.digest = ""


def _guarded(records: Iterator[Record], source: Input, reading: Reading) -> Iterator[Record]:
    """The records, with what stops them as a problem; and a problem where there are none."""
    empty = True
    try:
        for record in records:
            empty = False
            yield record
    except InputError as error:
        reading.problems.extend(error.problems)
    except OSError as error:
        reading.problems.append(Problem("cannot-read", reading.name, reason(error)))
    else:
        if empty and not reading.problems:
            reading.problems.append(Problem("no-records", reading.name, "no record was found in it"))
    _pass_over(source, reading)


def kind_of_input(source: Input, terms: Terms) -> str:
    """How an input is read: by its extension, or by how it begins. Raises `InputError`."""
    if source.path is None:
        from nit_rules.sources.sniffing import kind_of

        return kind_of(source, terms.vocabulary)
    suffix = source.path.suffix.lower()
    kind = _KIND_OF.get(suffix)
    if kind is None:
        what = f"the extension {quoted(suffix)} is not known" if suffix else "it has no extension"
        message = f"{what}; say what it is with --input-format ({', '.join(KINDS)})"
        raise InputError([Problem("unknown-kind", source.name, message)])
    return kind


def _reader(kind: str) -> Reader:
    module, name = _READERS[kind]
    reader: Reader = getattr(import_module(f"nit_rules.sources.{module}"), name)
    return reader


# -- which files ------------------------------------------------------------------------------------------------


def sources_of(
    inputs: Iterable[str], input_format: str | None = None, output: str | None = None
) -> Iterator[Input | Problem]:
    """The files that the inputs name, each once; a problem where one names none, or is the output."""
    taken: set[str] = set()
    written = None if output in (None, "-") else os.path.realpath(output)
    for name in inputs:
        if name == "-":
            yield _standard_input(input_format)
            continue
        for path in _files(name):
            if isinstance(path, Problem):
                yield path
            elif (real := os.path.realpath(path)) == written:
                yield Problem(_OUTPUT, shown(path.name, 200), "left out: the output goes there")
            elif real not in taken:
                taken.add(real)
                yield Input(shown(path.name, 200), path, named=str(path) == str(Path(name)))


def _files(name: str) -> Iterator[Path | Problem]:
    # To `os.path`, a name that no file can have, or that may not be looked at, is one that is not there.
    if os.path.isdir(name):
        found = False
        for one in _in_folder(Path(name)):
            found = True
            yield one
        if not found:
            yield Problem("no-input", shown(Path(name).resolve().name), "no readable file in this folder")
    elif os.path.exists(name):
        yield Path(name)
    elif has_magic(name):
        matches = sorted(glob(name, recursive=True))
        for match in matches:
            yield from _files(match)
        if not matches:
            yield Problem("no-input", shown(name), "no file matches")
    else:
        yield Problem("cannot-read", shown(Path(name).name), "no such file or folder")


def _in_folder(folder: Path) -> Iterator[Path | Problem]:
    """The files of a readable kind in a folder and those within it, in order; hidden ones are passed over."""
    closed: list[OSError] = []
    for base, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in _KIND_OF:
                yield Path(base, name)
    for error in closed:
        yield Problem("cannot-read", shown(Path(str(error.filename)).name), reason(error))


def _standard_input(input_format: str | None) -> Input | Problem:
    limit = LARGEST[input_format or "csv"]
    buffer = tempfile.SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115 - `read_inputs` closes it once it is read
    left = limit
    while left > 0 and (chunk := sys.stdin.buffer.read(min(left, _CHUNK))):
        buffer.write(chunk)
        left -= len(chunk)
    if not left and sys.stdin.buffer.read(1):
        buffer.close()
        return Problem("too-large", "-", f"more than {limit // MIB} MB on standard input")
    return Input("-", buffer=buffer)
