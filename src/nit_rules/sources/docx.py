"""The text of a Word document (.docx), through python-docx (the extra ``docx``)."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from nit_rules.errors import InputError, Problem, missing_extra
from nit_rules.sources.cells import one_line
from nit_rules.sources.page.text import FOOTNOTE_MARK

#: What stands around paragraphs and tables: content controls, and what was inserted or moved here with changes tracked.
_AROUND = ("sdt", "sdtContent", "customXml", "ins", "moveTo")
#: The rows of a table, or the cells of a row.
_PARTS = "./w:{0} | ./w:sdt/w:sdtContent/w:{0} | ./w:ins/w:{0}"
#: The runs of a paragraph, but for those of text boxes in it, and those that were deleted or moved away.
_RUNS = ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]"
MOST_UNPACKED = 100_000_000
MOST_PARTS = 5_000


def docx_text(data: bytes, name: str) -> str:
    """Paragraphs and tables in their order; a table's row is a line with bars.

    Raises `InputError` where the extra is missing, and where the document is broken, encrypted or unpacks to too much.
    """
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from lxml.etree import XMLSyntaxError
    except ModuleNotFoundError:
        raise missing_extra("reading Word documents", "docx", name) from None
    _check_archive(data, name)
    try:
        document = docx.Document(BytesIO(data))
        return "\n".join(_lines(document.element.body))
    except (
        OpcError,
        XMLSyntaxError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        AttributeError,
        EOFError,
    ):
        # python-docx lets the errors of its parts through, whichever part of the package is broken.
        raise _unreadable(name) from None


def _unreadable(name: str) -> InputError:
    return InputError([Problem("unreadable", name, "not a readable Word document; is it complete?")])


def _check_archive(data: bytes, name: str) -> None:
    """The sizes that the archive states are checked before anything is unpacked; unpacking stops at them."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        message = "the document is protected by a password or in the old .doc format; save it as plain .docx"
        raise InputError([Problem("protected", name, message)])
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError):
        raise _unreadable(name) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        message = f"the document unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
        raise InputError([Problem("too-large", name, message)])
    if any(part.flag_bits & 1 for part in parts):
        raise InputError([Problem("protected", name, "the document is encrypted")])


def _lines(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        kind = child.tag.rpartition("}")[2]
        if kind == "p":
            yield _text(child)
        elif kind == "tbl":
            yield from _rows(child)
        elif kind in _AROUND:
            yield from _lines(child)


def _rows(table: Any) -> Iterator[str]:
    """The rows of a table; a cell that goes on from the row above says what it says there."""
    above: dict[int, str] = {}
    for row in table.xpath(_PARTS.format("tr")):
        place, texts = 0, []
        for cell in row.xpath(_PARTS.format("tc")):
            text = one_line(" ".join(map(_text, cell.xpath(".//w:p"))))
            above[place] = above.get(place, "") if cell.vMerge == "continue" else text
            texts.append(above[place])
            place += cell.grid_span
        yield "| " + " | ".join(texts) + " |"


def _text(paragraph: Any) -> str:
    """What a reader sees of a paragraph: nothing that is hidden or was deleted, and no raised marks of footnotes.

    Those would be read as more digits of a figure.
    """
    from docx.text.run import Run

    runs = (Run(run, paragraph) for run in paragraph.xpath(_RUNS))
    return "".join(
        run.text
        for run in runs
        if not run.font.hidden and not (run.font.superscript and FOOTNOTE_MARK.fullmatch(run.text))
    )
