"""Reports of nit-rules itself, which lie in the folders that are audited: they are no inputs."""

import json
import zipfile

from nit_rules.errors import InputError, Problem
from nit_rules.sources.opening import Input

SAVED = "saved-report"
_HEAD = 4096
_LONGEST = 65_536
#: How a report as a table begins, how one as a page does, and what its lines have as JSON.
_CSV = b"subject,edition,period,methodology,figure,published,expected,exact,verdict,"
_HTML = b'<meta name="generator" content="nit-rules'
_KEYS = frozenset({"figure", "published", "expected", "exact", "verdict", "rivals", "assumed"})
#: The part of a workbook that holds its properties, and the one by which a report is known.
_PROPERTIES = "docProps/core.xml"
_XLSX = b"<cp:category>nit-rules report</cp:category>"


def check_report(source: Input, kind: str) -> None:
    """Raise `InputError` where an input is a page, table or workbook that nit-rules wrote.

    A report as one JSON document is known where records are read from it, by its `schema`.
    """
    if is_report(source, kind):
        message = "this is a report of nit-rules, not an input; audit what it was made from"
        raise InputError([Problem(SAVED, source.name, message)])


def is_report(source: Input, kind: str) -> bool:
    """Whether an input is a page, table or workbook that nit-rules wrote."""
    with source.open() as stream:
        if kind == "page":
            return _HTML in stream.read(_HEAD)
        if kind == "csv":
            return stream.read(len(_CSV)) == _CSV
        if kind == "jsonl":
            return _is_finding(stream.readline(_LONGEST))
        if kind == "xlsx":
            try:
                with zipfile.ZipFile(stream) as archive, archive.open(_PROPERTIES) as part:
                    return _XLSX in part.read(_HEAD)
            except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError, EOFError):
                # Whether this is a workbook at all is found out where it is read.
                return False
    return False


def _is_finding(line: bytes) -> bool:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(entry, dict) and entry.keys() >= _KEYS
