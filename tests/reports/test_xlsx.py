"""The workbook: the user's own table back, with what was found beside it and marked in it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

import nit_rules
import samples
from nit_rules.cli import main
from nit_rules.reports import xlsx
from nit_rules.reports.xlsx import render

TABLE = """Year,Country,ndg,ep,cs,im,ldg,jfi,co,Democracy Score,Status,Remark,Code
2023,Bulgaria,4.50,5.50,5.50,3.75,4.50,4.25,3.25,4.50,Semi-Consolidated Democracy,=1+1,007
2023,=Estonia,6.00,6.00,6.00,6.00,6.00,6.00,6.00,6.00,Consolidated Democracy,"two
lines",-3
2023,Latvia,,,,,,,,5.79,Semi-Consolidated Democracy,,1.50
"""


def audited(path: Path, tmp_path: Path, code: int = 1) -> Any:
    out = tmp_path / "out.xlsx"
    with pytest.raises(SystemExit) as caught:
        main(["audit", str(path), "--format", "xlsx", "-o", str(out)])
    assert caught.value.code == code
    return openpyxl.load_workbook(out)


@pytest.fixture
def book(tmp_path: Path) -> Any:
    path = tmp_path / "scores.csv"
    path.write_text(TABLE, "utf-8")
    return audited(path, tmp_path)


def row(sheet: Any, number: int) -> list[object]:
    return [cell.value for cell in sheet[number]]


class TestDelimitedTable:
    def test_the_table_comes_back_with_columns_beside_it(self, book: Any) -> None:
        sheet = book["scores.csv"]
        assert row(sheet, 1) == [
            *TABLE.splitlines()[0].split(","),
            "democracy_score_verdict", "democracy_score_expected", "status_verdict", "status_expected", "note",
        ]  # fmt: skip
        assert row(sheet, 2)[:13] == [
            2023, "Bulgaria", 4.5, 5.5, 5.5, 3.75, 4.5, 4.25, 3.25, 4.5, "Semi-Consolidated Democracy", "=1+1", "007",
        ]  # fmt: skip
        assert row(sheet, 2)[13:17] == ["✗ contradicted", 4.46, "✓ reproduced", "Semi-Consolidated Democracy"]
        assert "one rating 0.25 higher would explain it: ndg 4.50 → 4.75, or ep" in str(row(sheet, 2)[17])
        assert row(sheet, 3)[11:14] == ["two\nlines", -3, "✓ reproduced"]
        assert row(sheet, 4)[9:11] == [5.79, "Semi-Consolidated Democracy"]

    def test_numbers_show_the_digits_that_were_printed(self, book: Any) -> None:
        sheet = book["scores.csv"]
        assert (sheet["C2"].number_format, sheet["A2"].number_format) == ("0.00", "0")
        assert sheet["M2"].data_type == "s"

    def test_nothing_is_a_formula(self, book: Any) -> None:
        for sheet in book:
            for line in sheet.iter_rows():
                assert all(cell.data_type != "f" for cell in line)

    def test_contradicted_cells_are_marked_and_no_others(self, book: Any) -> None:
        sheet = book["scores.csv"]
        red = {
            cell.coordinate
            for line in sheet.iter_rows()
            for cell in line
            if cell.fill.fgColor.rgb == "FFF6C9C4"
        }
        assert "J2" in red
        assert "C2" not in red
        assert "J3" not in red

    def test_every_finding_and_the_rules_have_their_sheets(self, book: Any) -> None:
        assert book.sheetnames == ["scores.csv", "Findings", "Rules and inputs"]
        assert book["Findings"].max_row == 1 + 6
        assert str(book["Rules and inputs"]["B1"].value).startswith("sha256:")


def test_a_workbook_comes_back_with_all_its_sheets_and_values(tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("Notes").write_row(0, 0, ["read me", 1.5, True])
        sheet = made.add_worksheet("Findings")
        sheet.write_row(2, 0, ["Country", "Edition", *samples.IDS, "Democracy Score"])
        sheet.write_row(3, 0, ["Bulgaria", 2023, 4.5, 5.5, 5.5, 3.75, 4.5, 4.25, 3.25, 4.5])
        sheet.write_row(4, 0, ["Poland", "2023", "5.75"])
    book = audited(path, tmp_path)
    assert book.sheetnames == ["Notes", "Findings", "Findings (2)", "Rules and inputs"]
    assert row(book["Notes"], 1) == ["read me", 1.5, True]
    assert row(book["Findings"], 3)[-3:] == ["democracy_score_verdict", "democracy_score_expected", "note"]
    assert row(book["Findings"], 4)[:12] == [
        "Bulgaria", 2023, 4.5, 5.5, 5.5, 3.75, 4.5, 4.25, 3.25, 4.5, "✗ contradicted", 4.46,
    ]  # fmt: skip
    assert row(book["Findings"], 5)[:3] == ["Poland", "2023", "5.75"]


@pytest.mark.parametrize("claims", [",1.32", ","])
def test_a_problem_marks_its_cell_and_stands_in_the_note(tmp_path: Path, claims: str) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(
        f"Year,Country,ep,Democracy Score\n2021,Kazakhstan,high{claims}\n2021,Poland,6.50,\n", "utf-8"
    )
    out = tmp_path / "out.xlsx"
    with pytest.raises(SystemExit) as caught:
        main(["audit", str(path), "--format", "xlsx", "-o", str(out)])
    assert caught.value.code == 2
    sheet = openpyxl.load_workbook(out)["scores.csv"]
    assert row(sheet, 1)[-1] == "note"
    more = "; nothing else decides it" if claims != "," else ""
    assert row(sheet, 2)[-1] == f"'high' is not a number{more}"
    assert [cell.coordinate for cell in sheet[2] if cell.fill.fgColor.rgb == "FFF6C9C4"] == ["C2"]
    assert row(sheet, 3)[-1] is None


def test_a_note_says_what_is_left_of_a_figure_that_nothing_decides(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(
        "Year,Country,Total Score,Status\n2021,Kazakhstan,5,Consolidated Authoritarian Regime\n", "utf-8"
    )
    book = audited(path, tmp_path, code=0)
    assert row(book["scores.csv"], 2)[-1] == "0 to 17 possible"


def test_a_problem_of_a_whole_row_stands_in_its_note(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("Year,Country,ep\n2021,Poland,6.50\n2021,Poland,6.75\n", "utf-8")
    out = tmp_path / "out.xlsx"
    with pytest.raises(SystemExit) as caught:
        main(["audit", str(path), "--format", "xlsx", "-o", str(out)])
    assert caught.value.code == 2
    sheet = openpyxl.load_workbook(out)["scores.csv"]
    assert [row(sheet, number)[3:] for number in (1, 2)] == [["note"], [None]]
    assert "is there already" in str(row(sheet, 3)[3])


def test_inputs_that_cannot_be_read_take_nothing_from_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    (tmp_path / "b.csv").write_text("no header\n1,2\n", "utf-8")
    (tmp_path / "c.xlsx").write_bytes(b"no workbook")
    out = tmp_path / "out.xlsx"
    with pytest.raises(SystemExit) as caught:
        main(
            [
                "audit",
                *(str(tmp_path / name) for name in ("a.csv", "b.csv", "c.xlsx")),
                "--format",
                "xlsx",
                "-o",
                str(out),
            ]
        )
    assert caught.value.code == 2
    assert [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()] == ["b.csv", "c.xlsx"]
    assert openpyxl.load_workbook(out).sheetnames == ["a.csv", "Findings", "Rules and inputs"]


def test_what_is_no_table_gives_a_sheet_of_findings() -> None:
    book = openpyxl.load_workbook(BytesIO(render(samples.report())))
    assert book.sheetnames == ["Findings", "Changes", "Rules and inputs"]
    assert book["Findings"].max_row == 1 + sum(len(audit.findings) for audit in samples.report().audits)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(samples.report()) == render(samples.report())


def test_a_table_that_no_sheet_can_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(nit_rules.InputError, match="more findings than a sheet can hold; use --format csv"):
        render(samples.report())


def test_a_table_of_an_input_that_no_sheet_can_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    path = tmp_path / "scores.csv"
    path.write_text(TABLE, "utf-8")
    with pytest.raises(SystemExit) as caught:
        main(["audit", str(path), "--format", "xlsx", "-o", str(tmp_path / "out.xlsx")])
    assert caught.value.code == 2
    assert (
        capsys.readouterr().err == "scores.csv: the table is larger than a sheet can be; use --format csv\n"
    )
