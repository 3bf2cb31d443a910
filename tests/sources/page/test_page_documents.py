"""The same table in every kind of file, and what is wrong with files that are none."""

import copy
import io
import zipfile

import docx
import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from nit_rules.sources.reading import Reading
from pages import figures, read_bytes

YEARS = ("2013", "2014", "2015")
ROWS = {
    "Electoral Process": ("5.50", "", "5.75"),
    "Judicial Framework and Independence": ("6.25", "6.25", "6.00"),
    "Democracy Score": ("5.96", "5.89", "5.93"),
}
EXPECTED = {
    "2013": {"ep": "5.50", "jfi": "6.25", "democracy_score": "5.96"},
    "2014": {"jfi": "6.25", "democracy_score": "5.89"},
    "2015": {"ep": "5.75", "jfi": "6.00", "democracy_score": "5.93"},
}
TITLE = "Nations in Transit 2015 - Kyrgyzstan"


def as_text() -> bytes:
    rows = [
        TITLE,
        "\t".join(("", *YEARS)),
        *("\t".join((name, *(c or "n/a" for c in cells))) for name, cells in ROWS.items()),
    ]
    return "\n".join(rows).encode()


def as_html() -> bytes:
    rows = "".join(
        f"<tr><th>{name.replace(' and ', ' &amp; ')}<td><p>{'<td>'.join(cells)}</tr>"
        for name, cells in ROWS.items()
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title>
        <style>p {{ color: red }}</style><script>var x = "Corruption: 1.00";</script></head>
        <body><!-- Corruption: 1.00 --><p hidden>Corruption: 1.00</p><p style="display: none">Corruption: 2.00</p>
        <template><p>Corruption: 3.00</p></template><noscript>Corruption: 4.00</noscript>
        <table><thead><tr><td>NIT&nbsp;edition{"".join(f"<th>{year}" for year in YEARS)}</thead>{rows}</table>
        </body></html>""".encode()


def as_docx() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE)
    table = document.add_table(rows=0, cols=len(YEARS) + 1)
    for row in (("", *YEARS), *((name, *cells) for name, cells in ROWS.items())):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("NOTE: none")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(pages: int = 1) -> bytes:
    """A PDF written by hand: one line of text for each row, on the first of its pages."""
    lines = [
        TITLE,
        " ".join(YEARS),
        *(" ".join((name, *(c or "n/a" for c in cells))) for name, cells in ROWS.items()),
    ]
    drawn = "".join(
        f"BT /F1 12 Tf 40 {760 - 20 * number} Td ({line}) Tj ET\n" for number, line in enumerate(lines)
    )
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream",
    ]
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
    objects += [f"{page} /Contents 4 0 R >>"] + [f"{page} >>"] * (pages - 1)
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


DOCUMENTS = {".txt": as_text, ".html": as_html, ".htm": as_html, ".docx": as_docx, ".pdf": as_pdf}


def read(data: bytes, suffix: str) -> Reading:
    return read_bytes(data, suffix)


def said(data: bytes, suffix: str) -> str:
    """The one problem of a file that cannot be read."""
    reading = read(data, suffix)
    assert not list(reading.records)
    (problem,) = reading.problems
    assert problem.at == f"page{suffix}"
    assert "\n" not in str(problem)
    return problem.message


@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_the_same_table_is_read_from_every_kind_of_file(suffix: str) -> None:
    data = DOCUMENTS[suffix]()
    reading = read(data, suffix)
    records = list(reading.records)
    assert {record.edition: figures(record) for record in records} == EXPECTED
    assert {record.subject for record in records} == {"Kyrgyzstan"}
    assert not (*reading.problems, *reading.notes)


def test_a_figure_of_a_web_page_stands_where_its_source_has_it() -> None:
    data = as_html()
    lines = data.decode().split("\n")
    records = list(read(data, ".html").records)
    assert records
    for record in records:
        for one in (*record.ratings, *record.claims):
            _, line, column = one.at.split(":")
            assert lines[int(line) - 1][int(column) - 1 :].startswith(one.text)
            label = (
                "Democracy"
                if one.figure == "democracy_score"
                else "Process"
                if one.figure == "ep"
                else "Judicial"
            )
            assert label in lines[int(line) - 1][: int(column)].rpartition("<tr>")[2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_the_encodings_that_people_have(encoding: str) -> None:
    last_year = "LAST YEAR’S DEMOCRACY PERCENTAGE & STATUS\n65 / 100\n"
    text = f"Nations in Transit 2021 – Poland\nDemocracy Score 4.57 / 7\n{last_year}"
    (record,) = read(text.encode(encoding), ".txt").records
    assert (record.subject, record.edition, figures(record)) == (
        "Poland",
        "2021",
        {"democracy_score": "4.57"},
    )
    assert record.previous is not None


@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_an_empty_file_says_so(suffix: str) -> None:
    assert said(b"", suffix) == said(b" \r\n", suffix) == "the file is empty"


@pytest.mark.parametrize("suffix", [".txt", ".html"])
@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 100, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9])
def test_what_is_not_text_says_so(suffix: str, data: bytes) -> None:
    assert said(data, suffix).startswith("the file is not text")


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_truncated_document_says_so(suffix: str) -> None:
    data = DOCUMENTS[suffix]()
    for length in (10, len(data) // 3, len(data) // 2):
        assert "readable" in said(data[:length], suffix)


@pytest.mark.parametrize(
    ("suffix", "other"), [(".txt", ".pdf"), (".html", ".docx"), (".pdf", ".docx"), (".docx", ".pdf")]
)
def test_another_kind_than_the_name_says_is_told(suffix: str, other: str) -> None:
    assert f"not what the name ends in ({suffix})" in said(DOCUMENTS[other](), suffix)


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<" * 150_000_000)
    assert said(stream.getvalue(), ".docx") == "the document unpacks to more than 100 MB"


def test_another_archive_is_no_word_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "Democracy Score: 4.57")
    assert said(stream.getvalue(), ".docx").startswith("not a readable Word document")


def test_a_protected_document_says_so() -> None:
    assert "protected" in said(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx")


def test_a_book_of_too_many_pages_is_refused() -> None:
    assert said(as_pdf(301), ".pdf") == "the PDF has 301 pages; at most 300 are read"
    assert len(pypdfium2.PdfDocument(as_pdf(2))) == 2


def test_elements_that_nest_too_deep_are_refused() -> None:
    assert (
        said(b"<div>" * 200_000 + b"Democracy Score: 4.57", ".html")
        == "elements nest deeper than 10,000 levels"
    )


@pytest.mark.parametrize(
    ("module", "suffix", "extra"), [("pypdfium2", ".pdf", "pdf"), ("docx", ".docx", "docx")]
)
def test_a_missing_extra_is_named(
    module: str, suffix: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    assert said(DOCUMENTS[suffix](), suffix).endswith(f"pip install 'nit-rules[{extra}]'")


@pytest.mark.parametrize("mark", ["2", "12", "[3]", "*", "a", " 4, 5"])
def test_raised_marks_of_footnotes_are_no_digits_of_a_figure(mark: str) -> None:
    page = (
        f"<title>{TITLE}</title><table><tr><td>Democracy Score</td><td>5.93<sup>{mark}</sup> / 7</td></tr></table>"
        f"<table><tr><td></td><td>2014</td><td>2015</td></tr>"
        f"<tr><td>Corruption<sup>1</sup></td><td>6.25<sup>{mark}</sup></td><td>6.00</td></tr></table>"
    )
    before, own = read_bytes(page.encode(), ".html").records
    assert figures(before) == {"co": "6.25"}
    assert figures(own) == {"co": "6.00", "democracy_score": "5.93"}


def test_raised_marks_of_a_word_document_are_no_digits_either() -> None:
    document = docx.Document()
    document.add_heading(TITLE)
    paragraph = document.add_paragraph("Democracy Score: 5.93")
    paragraph.add_run("2").font.superscript = True
    cells = document.add_table(rows=2, cols=3).rows
    for row, texts in zip(cells, (("", "2014", "2015"), ("Corruption", "6.25", "6.00")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    cells[1].cells[1].paragraphs[0].add_run("1").font.superscript = True
    stream = io.BytesIO()
    document.save(stream)
    before, own = read_bytes(stream.getvalue(), ".docx").records
    assert figures(before) == {"co": "6.25"}
    assert figures(own) == {"co": "6.00", "democracy_score": "5.93"}


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_what_is_struck_out_is_not_read(tag: str) -> None:
    page = f"<title>{TITLE}</title><p>Corruption: <{tag}>6.25</{tag}> 6.00</p><{tag}>Democracy Score 5.99 / 7</{tag}>"
    (own,) = read_bytes(page.encode(), ".html").records
    assert figures(own) == {"co": "6.00"}


@pytest.mark.parametrize(
    "hidden",
    ["<dialog>{}</dialog>", "<p style='opacity: 0'>{}</p>", "<p style='font-size:0px'>{}</p>",
     "<p style='visibility: collapse'>{}</p>", "<p hidden>{}</p>"],
)  # fmt: skip
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    page = f"<title>{TITLE}</title><p>Corruption: 6.00</p>{hidden.format('Democracy Score 5.99 / 7')}"
    (own,) = read_bytes(page.encode(), ".html").records
    assert figures(own) == {"co": "6.00"}


def test_a_word_document_is_read_as_it_is_shown() -> None:
    """Changes that are tracked, content controls, hidden text, a table within a table."""
    document = docx.Document()
    document.add_heading(TITLE)
    document.add_paragraph("Democracy Score: 5.93")
    document.add_paragraph("Corruption: 6.00").runs[0].font.hidden = True
    table = document.add_table(rows=1, cols=1)
    table.rows[0].cells[0].add_table(rows=1, cols=1).rows[0].cells[0].text = "Civil Society: 5.50"
    text = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    paragraphs = (
        f"<w:ins>{text.format('Electoral Process: 6.25')}</w:ins>",
        f"<w:del>{text.replace('w:t', 'w:delText').format('Independent Media: 6.25')}</w:del>",
    )
    body = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    control = f"<w:p>{text.format('National Democratic Governance: 6.50')}</w:p>"
    body += f"<w:sdt><w:sdtContent>{control}</w:sdtContent></w:sdt>"
    for element in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        document.element.body.insert(1, element)
    stream = io.BytesIO()
    document.save(stream)
    (own,) = read_bytes(stream.getvalue(), ".docx").records
    assert figures(own) == {"ep": "6.25", "ndg": "6.50", "cs": "5.50", "democracy_score": "5.93"}


def test_cells_of_a_word_document_that_are_merged_downwards_say_the_same() -> None:
    document = docx.Document()
    document.add_heading(TITLE)
    table = document.add_table(rows=1500, cols=3)
    properties = parse_xml(f"<w:vMerge {nsdecls('w')}/>")
    for row, texts in zip(
        table._tbl.tr_lst, (("", "2014", "2015"), ("Corruption", "6.25", "6.00")), strict=False
    ):
        for cell, text in zip(row.tc_lst, texts, strict=True):
            cell.p_lst[0].add_r().text = text
    for row in table._tbl.tr_lst[2:]:
        row.tc_lst[0].get_or_add_tcPr().append(copy.deepcopy(properties))
    stream = io.BytesIO()
    document.save(stream)
    before, own = read_bytes(stream.getvalue(), ".docx").records
    assert (figures(before), figures(own)) == ({"co": "6.25"}, {"co": "6.00"})
