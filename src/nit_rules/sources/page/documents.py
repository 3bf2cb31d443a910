"""Bytes of a file to a page's text: encodings, HTML, PDF and Word."""

import re
from collections.abc import Iterator

from attrs import evolve

from nit_rules.errors import InputError, Problem
from nit_rules.model import Record
from nit_rules.sources.columns import Terms
from nit_rules.sources.opening import Input, marked_encoding
from nit_rules.sources.page.names import names_of
from nit_rules.sources.page.overviews import overviews
from nit_rules.sources.page.reader import is_ours, read_page
from nit_rules.sources.page.text import Origin, Page
from nit_rules.sources.register import Register

#: Text beyond this size is no report page; documents may be as large as any page (`opening.LARGEST`).
MOST_TEXT_BYTES = 20_000_000

SUFFIXES = (".txt", ".html", ".htm", ".pdf", ".docx")

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: What a file's first bytes say it is, whatever its name says.
_KINDS = ((b"%PDF-", "PDF", (".pdf",)), (b"PK\x03\x04", "a Word document or another archive", (".docx",)))


def read_document(source: Input, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of a page in a file; the reader of ``page`` inputs."""
    data = source.bytes("page")
    suffix = source.path.suffix.casefold() if source.path else ""
    given = register.given
    suffix = suffix if suffix in SUFFIXES else _suffix(data)
    text, origin = page_text(data, source.name, suffix)
    names = names_of(terms.vocabulary)
    reading = read_page(text, source.name, names, edition=given.edition, origin=origin)
    # The cells of a Word document may span others.
    if not reading.records and is_ours(text) and suffix != ".docx":
        tables = [*overviews(Page.of(text, source.name, origin), register, terms)]
        if tables or register.reading.problems:
            yield from tables
            return
    register.reading.problems += reading.problems
    register.reading.notes += reading.notes
    records = list(reading.records)
    # An edition that is given says which column of a table is meant; it does not contradict the others.
    if len(records) > 1 and given.edition in {record.edition for record in records}:
        register.given = evolve(given, edition=None)
    for record in records:
        if (admitted := register.admit(record)) is not None:
            yield admitted


def _suffix(data: bytes) -> str:
    """What a file without a telling name begins like."""
    for magic, _, (suffix,) in _KINDS:
        if data.startswith(magic):
            return suffix
    return ".html" if data[:1000].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<") else ".txt"


def page_text(data: bytes, name: str, suffix: str) -> tuple[str, Origin | None]:
    """The text of a page, and the markup it comes from.

    Raises `InputError` where the file is empty, too large or not what its name says.
    """
    if not data.strip():
        raise InputError([Problem("empty", name, "the file is empty")])
    if suffix not in (".pdf", ".docx") and len(data) > MOST_TEXT_BYTES:
        message = f"the file has {len(data):,} bytes; a page of text has at most {MOST_TEXT_BYTES:,}"
        raise InputError([Problem("too-large", name, message)])
    for magic, kind, suffixes in _KINDS:
        if data.startswith(magic) and suffix not in suffixes:
            message = f"the content is {kind}, not what the name ends in ({suffix or 'nothing'})"
            raise InputError([Problem("wrong-extension", name, message)])
    if suffix == ".pdf":
        from nit_rules.sources.pdf import pdf_text

        return pdf_text(data, name), None
    if suffix == ".docx":
        from nit_rules.sources.docx import docx_text

        return docx_text(data, name), None
    text = _decoded(data, name)
    if suffix in (".html", ".htm"):
        from nit_rules.sources.html import html_text

        shown, pieces = html_text(text, name)
        return shown, Origin(text, pieces)
    return text, None


def _decoded(data: bytes, name: str) -> str:
    """Text in UTF-8, in what its byte order mark or its HTML says, or else in Windows' Western code page."""
    encodings = [marked_encoding(data) or "utf-8"]
    if encodings == ["utf-8"] and (stated := _CHARSET.search(data, 0, 4096)):
        encodings.append(stated[1].decode("ascii"))
    for encoding in (*encodings, "cp1252"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if len(_CONTROL.findall(text[:100_000])) * 100 <= len(text[:100_000]) and "\x00" not in text:
            return text
    raise InputError([Problem("not-text", name, "the file is not text; is it damaged, or of another kind?")])
