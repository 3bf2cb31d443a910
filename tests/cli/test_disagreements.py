"""What inputs disagree about, in every format: two tables of wrong figures that differ in one record."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from nit_rules.cli import main
from nit_rules.reports.text import MOST_DISAGREEMENTS, MOST_LINES

HEAD = "country,edition,ndg,ep,cs,im,ldg,jfi,co,democracy_score"


class Result:
    """What one run printed, and its exit code."""

    def __init__(self, code: object, captured: pytest.CaptureFixture[str]) -> None:
        printed = captured.readouterr()
        self.code, self.out, self.err = code, printed.out, printed.err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command line beside two tables with twenty wrong figures each, which differ on Poland."""
    monkeypatch.chdir(tmp_path)
    for name, edition, poland in (("a", 2022, "3.50,,,,,,,4.75"), ("b", 2023, "3.25,,,,,,,4.79")):
        rows = [f"Country {number},{edition},,,,,,,,9.{number:02}" for number in range(20)]
        Path(f"{name}.csv").write_text("\n".join((HEAD, *rows, f"Poland,2021,{poland}", "")))

    def call(*args: str) -> Result:
        with pytest.raises(SystemExit) as caught:
            main(list(args))
        return Result(caught.value.code, capsys)

    return call


def test_they_are_counted_first_and_listed_before_what_is_left_out(run: Any) -> None:
    lines = run("audit", "a.csv", "b.csv").out.splitlines()
    assert lines[0] == "42 records: 40 contradicted, 2 undetermined, 2 disagreements"
    start = lines.index("") + 1
    assert lines[start : start + 2] == [
        "Poland 2021  ndg  disagree: 3.50 (a.csv:22: ndg) ≠ 3.25 (b.csv:22: ndg)",
        (
            "Poland 2021  democracy_score  disagree: 4.75 (a.csv:22: democracy_score) "
            "≠ 4.79 (b.csv:22: democracy_score)"
        ),
    ]
    shown = [line for line in lines[start + 2 :] if "contradicted" in line]
    assert len(shown) == MOST_LINES
    assert lines[-1] == f"… and {42 - MOST_LINES} more; see --format json"


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_they_are_counted_in_other_texts_as_well(run: Any, format_: str) -> None:
    out = run("audit", "a.csv", "b.csv", "--format", format_).out
    assert "2 disagreements" in out or "<b>2</b>disagreements" in out


def test_a_line_of_a_finding_has_the_values_of_the_other_inputs(run: Any) -> None:
    result = run("audit", "a.csv", "b.csv", "--format", "csv")
    found = [row for row in csv.DictReader(io.StringIO(result.out)) if row["disagrees"]]
    assert [(row["published"], row["disagrees"]) for row in found] == [
        ("4.75", "4.79 (b.csv:22: democracy_score)"),
        ("4.79", "4.75 (a.csv:22: democracy_score)"),
    ]


def test_and_so_has_its_json(run: Any) -> None:
    lines = [json.loads(one) for one in run("audit", "a.csv", "b.csv", "--format", "jsonl").out.splitlines()]
    found = {one["published"]: one["disagrees"] for one in lines if "disagrees" in one}
    assert found == {
        "4.75": [{"value": "4.79", "at": "b.csv:22: democracy_score"}],
        "4.79": [{"value": "4.75", "at": "a.csv:22: democracy_score"}],
    }


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
def test_what_no_line_is_about_stands_on_standard_error(run: Any, format_: str) -> None:
    result = run("audit", "a.csv", "b.csv", "--format", format_, "-o", "out")
    assert (result.code, result.err) == (
        1,
        "a.csv:22: ndg: 3.50 disagrees with 3.25 (b.csv:22: ndg); no line of the output is about it\n",
    )


def test_parquet_has_the_column(run: Any) -> None:
    run("audit", "a.csv", "b.csv", "--format", "parquet", "-o", "out.parquet")
    column = pq.read_table("out.parquet").column("disagrees").to_pylist()
    assert column.count(None) == 40
    assert "4.79 (b.csv:22: democracy_score)" in column


def test_a_workbook_has_a_sheet_of_them_and_notes_beside_the_cells(run: Any) -> None:
    run("audit", "a.csv", "b.csv", "--format", "xlsx", "-o", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    assert list(book["Disagreements"].values) == [
        ("subject", "edition", "printing", "figure", "value", "at"),
        ("Poland", "2021", "first", "ndg", "3.50", "a.csv:22: ndg"),
        ("Poland", "2021", "first", "ndg", "3.25", "b.csv:22: ndg"),
        ("Poland", "2021", "first", "democracy_score", "4.75", "a.csv:22: democracy_score"),
        ("Poland", "2021", "first", "democracy_score", "4.79", "b.csv:22: democracy_score"),
    ]
    assert "ndg  disagree: 3.50 (a.csv:22: ndg) ≠ 3.25" in str([*book["b.csv"].values][-1][-1])


def test_where_there_are_none_nothing_is_added(run: Any) -> None:
    result = run("audit", "a.csv", "--format", "xlsx", "-o", "out.xlsx")
    assert "Disagreements" not in openpyxl.load_workbook("out.xlsx").sheetnames
    assert result.err == ""
    assert "disagree" not in run("audit", "a.csv").out
    assert "disagree" not in run("audit", "a.csv", "--format", "jsonl").out


def test_of_many_the_first_are_listed_and_the_others_counted(run: Any) -> None:
    for name, score in (("c", "4.75"), ("d", "4.79")):
        rows = [f"Country {number},2021,,,,,,,,{score}" for number in range(MOST_DISAGREEMENTS + 3)]
        Path(f"{name}.csv").write_text("\n".join((HEAD, *rows, "")))
    lines = run("audit", "c.csv", "d.csv").out.splitlines()
    assert "… and 3 more disagreements; see --format json" in lines
    assert sum("disagree: " in line for line in lines) == MOST_DISAGREEMENTS


def test_a_report_replays_whatever_the_order_of_the_columns(run: Any) -> None:
    for name, rating in (("c", "1.25"), ("d", "1.50")):
        Path(f"{name}.csv").write_text(f"Country,Year,ndg,ep,cs\nLatvia,2021,{rating},{rating},{rating}\n")
    assert run("audit", "c.csv", "d.csv", "--format", "json", "-o", "report.json").code == 1
    found = json.loads(Path("report.json").read_bytes())["disagreements"]
    assert [one["figure"] for one in found] == ["ndg", "ep", "cs"]
    assert run("replay", "report.json").code == 0
