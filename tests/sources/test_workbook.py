"""Workbooks: as the publisher lays them out, and as nobody should."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from nit_rules import audit
from nit_rules.catalog import Catalog
from nit_rules.model import Verdict
from nit_rules.sources.files import read_inputs
from nit_rules.sources.given import Given
from readers import Reader, texts

INDICATORS = (
    "National Democratic Governance",
    "Electoral Process",
    "Civil Society",
    "Independent Media",
    "Local Democratic Governance",
    "Judicial Framework and Independence",
    "Corruption",
)
FIGURES = (
    "Democracy Score",
    "Democracy Percentage",
    "Democracy Percentage (Rounded)",
    "Regime Classification",
)
STATUS = "Consolidated Authoritarian Regime"
KAZAKHSTAN = (1.25, 1.25, 1.5, 1.25, 1.5, 1.25, 1.25, 37 / 28, 75 / 14, 5, STATUS)

Rows = Sequence[Sequence[Any]]


def workbook(**sheets: Rows | Callable[[Any], None]) -> bytes:
    """A workbook of sheets, each given by its rows or by what writes it."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for name, content in sheets.items():
            sheet = book.add_worksheet(name.replace("__", " ").replace("_", "-"))
            if callable(content):
                content(sheet)
                continue
            for number, row in enumerate(content):
                sheet.write_row(number, 0, row)
    return data.getvalue()


def packed(**parts: bytes) -> bytes:
    """A zip archive."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_the_layout_of_the_publishers_workbook(read: Reader) -> None:
    notes: Rows = [["Nations in Transit, all data"], [], ["The scale runs from 1 to 7, 7 is best"]]
    table: Rows = [
        ["All data"],
        [],
        ["Region", "Country", "Year", *INDICATORS, *FIGURES],
        ["Eurasia", "Kazakhstan", "2021", *KAZAKHSTAN],
        ["Eurasia", "Kazakhstan", 2024, 1.25],
    ]
    seen = read({"all.xlsx": workbook(Notes=notes, NIT__2005_2022=table, More=[])})
    first, second = seen.records
    assert (first.subject, first.edition, first.extra) == ("Kazakhstan", "2021", (("Region", "Eurasia"),))
    assert first.at == "all.xlsx:NIT 2005-2022!4"
    assert texts(first) == {
        "ndg": "1.25", "ep": "1.25", "cs": "1.5", "im": "1.25", "ldg": "1.5", "jfi": "1.25", "co": "1.25",
        "democracy_score": texts(first)["democracy_score"],
        "democracy_percentage": texts(first)["democracy_percentage"],
        "democracy_percentage_rounded": "5", "status": STATUS,
    }  # fmt: skip
    assert texts(first)["democracy_score"].startswith("1.32142857142857")
    assert first.ratings[0].at == "all.xlsx:NIT 2005-2022!D4"
    assert (second.edition, texts(second)) == ("2024", {"ndg": "1.25"})
    assert seen.problems == []


def test_zeros_lost_and_booleans_and_errors(read: Reader) -> None:
    table: Rows = [["Country", "Year", "Democracy Score", "EP", "CS"], ["Armenia", 2020, 3, True, 1e-7]]
    seen = read({"a.xlsx": workbook(Data=table)})
    assert texts(seen.record) == {"democracy_score": "3", "cs": "0.0000001"}
    assert seen.problems == ["a.xlsx:Data!D2: 'TRUE' is not a number"]


def test_errors_and_formulas_without_a_value_are_problems_of_their_cells(read: Reader) -> None:
    def write(sheet: Any) -> None:
        sheet.write_row("A1", ["Country", "Year", "EP", "CS", "IM", "Status", "Note"])
        sheet.write_row("A2", ["Poland", 2021])
        sheet.write_formula("C2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D2", "=1<2", None, "")
        sheet.write_formula("E2", "=5+1.5", None, 6.5)
        sheet.write_formula("F2", "=NA()", None, "#N/A")
        sheet.write_formula("G2", "=X", None, "#NAME?")

    seen = read({"a.xlsx": workbook(Data=write)})
    assert texts(seen.record) == {"im": "6.5"}
    assert seen.record.extra == (("Note", "#NAME?"),)
    assert seen.problems == [
        "a.xlsx:Data!C2: '#DIV/0!' is not a number",
        "a.xlsx:Data!D2: '=1<2' is a formula, not its value",
        "a.xlsx:Data!F2: '#N/A' is not a label",
    ]


def _sheet(cells: str) -> bytes:
    """A workbook whose sheet has a header and below it cells as XML."""
    book = BytesIO(workbook(Data=[["Country", "Year", "EP", "CS"], ["Poland"]]))
    changed = BytesIO()
    with zipfile.ZipFile(book) as archive, zipfile.ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</row></sheetData>", f"{cells}</row></sheetData>".encode())
            copy.writestr(name, content)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("cells", "complaints"),
    [
        ('<c r="B2"><v>2021</v></c><c r="C2"><f>é&amp;1</f></c>', ["C2: '=é&1' is a formula, not its value"]),
        ("<c><v>2021</v></c><c t='e'><v>#REF!</v></c><c><v>6.25</v></c>", ["C2: '#REF!' is not a number"]),
        ('<c r="B2"><v>2021</v></c><c r="C2"><f t="shared" si="0"/><v/></c>', ["C2: '=' is a formula, not its value"]),
        ('<c r="B2"><v>2021</v></c><c r="C2" t="str"><f>IF(1,"")</f><v></v></c>', []),
        ('<c r="B2"><v>2021</v></c><c r="C2" t="e"/><c r="D2"><f>1</f><v>1</v></c>', []),
    ],
)  # fmt: skip
def test_cells_without_a_value_however_they_are_written(
    read: Reader, cells: str, complaints: list[str]
) -> None:
    seen = read({"a.xlsx": _sheet(cells)})
    assert (seen.record.subject, seen.record.edition) == ("Poland", "2021")
    assert seen.problems == [f"a.xlsx:Data!{one}" for one in complaints]


def test_a_workbook_without_an_edition(read: Reader) -> None:
    book = workbook(Democracy=[["Country", "Democracy Percentage", "Total Score"], ["Albania", 47.02, 47]])
    (problem,) = read({"a.xlsx": book}).problems
    assert problem.startswith("a.xlsx:Democracy!1: no column 'edition' or 'Year'")
    assert read({"a.xlsx": book}, given=Given(edition="2020")).problems == []


def test_the_same_record_on_two_sheets_is_a_problem(read: Reader) -> None:
    table: Rows = [["Country", "Year", "EP"], ["Poland", 2021, 6.5]]
    seen = read({"a.xlsx": workbook(One=table, Two=table)})
    assert seen.problems == ["a.xlsx:Two!2: Poland 2021 is there already; only the first is audited"]


def test_merged_cells_of_a_table_are_a_problem_and_those_above_it_are_not(read: Reader) -> None:
    def write(sheet: Any) -> None:
        sheet.merge_range("A1:C1", "A title across the table")
        sheet.write_row("A2", ["Country", "Year", "EP"])
        sheet.merge_range("A3:A4", "Poland")
        sheet.write_row("B3", [2021, 6.5])
        sheet.write_row("B4", [2022, 6.5])

    seen = read({"a.xlsx": workbook(Data=write)})
    assert seen.problems == ["a.xlsx:Data!A3:A4: merged cells; split them and fill in each"]
    assert [record.subject for record in seen.records] == ["Poland", None]


def test_merged_cells_that_no_record_reads_are_no_problem(read: Reader) -> None:
    def write(sheet: Any) -> None:
        sheet.write_row("A1", ["Region", "Country", "Year", "EP", "CS"])
        sheet.merge_range("A2:E2", "Members of the union")
        sheet.merge_range("A3:A4", "Europe")
        sheet.write_row("B3", ["Poland", 2021, 6.5, 6.25])
        sheet.write_row("B4", ["Latvia", 2021, 6.75, 6.25])
        sheet.merge_range("A6:E7", "Source: the publisher")

    seen = read({"a.xlsx": workbook(Data=write)})
    assert [texts(record) for record in seen.records] == [
        {"ep": "6.5", "cs": "6.25"},
        {"ep": "6.75", "cs": "6.25"},
    ]
    assert seen.problems == []


@pytest.mark.parametrize(
    "names",
    [["Electoral Process", "Civil Society"], ["Status", "Consolidated", "Country"], ["EP", "", "Year", "CS"]],
)
def test_a_list_of_what_names_mean_is_no_table(read: Reader, names: list[str]) -> None:
    book = workbook(
        Data=[["Country", "Year", "EP"], ["Poland", 2021, 6.5]], Notes=[[one, "x"] for one in names]
    )
    seen = read({"a.xlsx": book})
    assert texts(seen.record) == {"ep": "6.5"}
    assert seen.problems == []


@pytest.mark.parametrize(
    "rows",
    [
        [("Variable", "Meaning"), ("NDG", INDICATORS[0]), ("EP", INDICATORS[1])],
        [("Variable", "Meaning", "Least", "Most"), ("NDG", INDICATORS[0], 1, 7), ("EP", INDICATORS[1], 1, 7)],
        [("Indicator", "Name"), ("ndg", INDICATORS[0])],
        [("cljf", INDICATORS[5]), ("democracy_score", "Democracy Score")],
        [("Variable", "Meaning"), ("Country", "Name"), ("Year", "Edition"), ("co", "Corruption")],
    ],
)
def test_a_list_of_ids_and_names_is_no_table(read: Reader, rows: Rows) -> None:
    good = [("Country", "Year", "Democracy Score"), ("Kazakhstan", 2021, 1.32)]
    seen = read({"scores.xlsx": workbook(Codebook=rows, Data=good)})
    assert texts(seen.record) == {"democracy_score": "1.32"}
    assert (seen.problems, seen.notes) == ([], [])


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        (("Country", "Demcracy Score"), "'Demcracy Score' is close to 'democracy_score'"),
        (
            ("Country", "2020", "2021"),
            "'2020' is an edition; name the figure in the row above, or in a column 'indicator'",
        ),
    ],
)
def test_a_sheet_of_figures_that_is_not_read_is_noted(
    read: Reader, columns: tuple[str, ...], why: str
) -> None:
    good = [("Country", "Year", "Democracy Score"), ("Kazakhstan", 2021, 1.32)]
    seen = read({"a.xlsx": workbook(Data=good, Other=[columns, ("Poland", *[4.57] * (len(columns) - 1))])})
    assert texts(seen.record) == {"democracy_score": "1.32"}
    (note,) = seen.notes
    assert note == f"a.xlsx:Other!1: the sheet is not read: no column is a known indicator or figure; {why}"


def test_a_legend_beside_a_table_is_left_out(read: Reader) -> None:
    good = [("Country", "Year", "Democracy Score"), ("Kazakhstan", 2021, 1.32)]
    legend = [("Status", "Democracy Score"), ("Consolidated Democracy", "5.01-7.00")]
    seen = read({"a.xlsx": workbook(Data=good, Legend=legend)})
    assert texts(seen.record) == {"democracy_score": "1.32"}
    assert (seen.problems, seen.notes) == ([], [])


def test_two_columns_of_one_meaning_with_numbers_below_are_a_table(read: Reader) -> None:
    seen = read(
        {"one.xlsx": workbook(Data=[("ep", "Electoral Process"), (6.5, 6.5)])}, given=Given("Poland", "2021")
    )
    assert texts(seen.record) == {"ep": "6.5"}


def test_two_header_rows_are_a_problem(read: Reader) -> None:
    table: Rows = [["Country", "Year", "Ratings", ""], ["", "", "EP", "CS"], ["Poland", 2021, 6.5, 6.25]]
    assert read({"a.xlsx": workbook(Data=table)}).problems == [
        "a.xlsx:Data!1: the column names stand in two rows, 1 and 2; write them in one"
    ]


def test_of_a_workbook_with_macros_the_values_are_read(read: Reader) -> None:
    plain = workbook(Data=[["Country", "Year", "EP"], ["Poland", 2021, 6.5]])
    data = BytesIO(plain)
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0macro")
    seen = read({"a.xlsm": data.getvalue()})
    assert texts(seen.record) == {"ep": "6.5"}
    assert seen.notes == ["a.xlsm: the workbook holds macros; only its values are read"]


def _spread(sheet: Any) -> None:
    sheet.write_row("A1", ["Country", "Year", "EP"])
    sheet.write("XFD1048576", 1)


def _lying_archive() -> bytes:
    """An archive that declares a small part and unpacks to a large one."""
    data = bytearray(packed(**{"xl/worksheets/sheet1.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}))
    size = (5_000_007).to_bytes(4, "little")
    assert data.count(size) == 2
    return bytes(data.replace(size, (100).to_bytes(4, "little")))


def _entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "x">{entities}]><w><row><c>&e12;</c></row></w>'
    return packed(**{"xl/worksheets/sheet1.xml": bomb.encode()})


def _patched(data: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook whose first sheet says something else."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, content.replace(old, new) if name == "xl/worksheets/sheet1.xml" else content)
    return stream.getvalue()


GOOD = workbook(Data=[["Country", "Year", "EP"], ["Poland", 2021, 6.5]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "not a workbook, or a damaged one: its archive cannot be unpacked"
BROKEN = {
    "empty.xlsx": (b"", "the file is empty"),
    "text.xlsx": (b"country,edition\n", DAMAGED),
    "torn.xlsx": (GOOD[: len(GOOD) // 2], DAMAGED),
    "old.xlsx": (OLE + bytes(600), "an old Office file (.xls); save it as .xlsx"),
    "secret.xlsx": (
        OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "the workbook is protected by a password; save it without one",
    ),
    "archive.xlsx": (packed(readme=b"hello"), "a zip archive, but no workbook (.xlsx)"),
    "spread.xlsx": (
        workbook(Data=_spread),
        "xl/worksheets/sheet1.xml spans 1048576 rows and 16384 columns; at most 12000000 cells are read",
    ),
    "wide.xlsx": (
        _patched(GOOD, b'r="C2"', b'r="ZZZZZZZ2"'),
        "xl/worksheets/sheet1.xml spans 2 rows and 8353082582 columns; at most 16384 columns are read",
    ),
    "five.xlsx": (
        _patched(GOOD, b'r="C2"', b'r="AAAAA2"'),
        "xl/worksheets/sheet1.xml spans 2 rows and 475255 columns; at most 16384 columns are read",
    ),
    "bomb.xlsx": (
        packed(**{"xl/worksheets/sheet1.xml": bytes(300 * 1024 * 1024)}),
        "it unpacks to more than 256 MB",
    ),
    "parts.xlsx": (packed(**{f"p{n}": b"" for n in range(5_001)}), "more than 5000 parts"),
    "lying.xlsx": (_lying_archive(), DAMAGED),
    "entities.xlsx": (_entity_bomb(), "a damaged workbook: xl/worksheets/sheet1.xml is broken"),
    "hollow.xlsx": (packed(**{"xl/worksheets/sheet1.xml": b"<w/>"}), None),
    "notes.xlsx": (
        workbook(Notes=[["only notes"]], More=[]),
        "no sheet has a header row that names an edition or a country and an indicator or a figure",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_or_hostile_workbook_is_one_line(read: Reader, name: str) -> None:
    content, line = BROKEN[name]
    seen = read({name: content})
    (problem,) = seen.problems
    assert problem.startswith(f"{name}: {line or 'the workbook cannot be read'}")
    assert not seen.records


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_workbook_cut_off_anywhere_is_one_line(read: Reader, cut: int) -> None:
    seen = read({"cut.xlsx": GOOD[: len(GOOD) * cut // 20]})
    assert seen.problems == [f"cut.xlsx: {DAMAGED}"]


@given(st.lists(st.tuples(*[st.integers(4, 28)] * 7), min_size=1, max_size=20), st.booleans())
@settings(max_examples=20)
def test_unrounded_floats_of_the_publishers_workbook_are_reproduced(
    catalog: Catalog, ratings: list[tuple[int, ...]], rounded: bool
) -> None:
    rows: list[list[Any]] = [["Region", "Country", "Year", *INDICATORS, *FIGURES]]
    method = catalog.methodology("nit/2020")
    for number, quarters in enumerate(ratings):
        figures = method.lattices[0].rows[sum(quarters) - 28].figures
        mean = sum(quarters) / 28
        score, percentage = (round(mean, 2), float(figures["democracy_percentage"].printed)) if rounded else (
            mean, (mean - 1) / 6 * 100
        )  # fmt: skip
        whole = int(figures["democracy_percentage_rounded"].text)
        values = [quarter / 4 for quarter in quarters]
        rows.append(
            ["", f"S{number}", str(2005 + number), *values, score, percentage, whole, figures["status"].text]
        )
    with TemporaryDirectory() as folder:
        path = Path(folder, "all.xlsx")
        path.write_bytes(workbook(Notes=[["notes"]], NIT__2005_2022=rows))
        (reading,) = read_inputs([str(path)], catalog)
        audits = [audit(catalog, record) for record in reading.records]
    assert {one.methodology for one in audits} == {method.id}
    assert {finding.verdict for one in audits for finding in one.findings} == {Verdict.REPRODUCED}
