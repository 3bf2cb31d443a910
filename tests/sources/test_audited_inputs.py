"""Inputs through the command line: exit codes, one line a problem, and a report whenever a record was read."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from nit_rules.cli import main

GOOD = "country,edition,democracy_score,democracy_percentage\nSerbia,2021,3.89,48.21\n"


@frozen
class Ran:
    """What a run left behind."""

    status: int
    report: dict[str, Any] | None
    lines: list[str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Write files and audit them (or the arguments given), reporting as JSON."""
    monkeypatch.chdir(tmp_path)

    def runner(files: dict[str, str | bytes], *arguments: str) -> Ran:
        for name, content in files.items():
            Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(SystemExit) as end:
            main(["audit", "--format", "json", *(arguments or files)])
        out, err = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Ran(end.value.code, json.loads(out) if out else None, err.splitlines())

    return runner


def test_a_good_table_leaves_nothing_to_say(run: Any) -> None:
    ran = run({"a.csv": GOOD})
    assert (ran.status, ran.lines) == (0, [])
    assert [one["name"] for one in ran.report["inputs"]] == ["a.csv"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("binary.csv", b"\x00\xff" * 99),
        ("zip.csv", b"PK\x03\x04rest"),
        ("csv.xlsx", GOOD.encode()),
        ("csv.parquet", GOOD.encode()),
        ("csv.json", GOOD.encode()),
        ("csv.jsonl", GOOD.splitlines()[0].encode()),
        ("table.csv", b"name,gdp\nSerbia,1\n"),
        ("unknown.xyz", GOOD.encode()),
        ("report.json", b'{"schema": "nit-rules/report/1"}'),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_code_2(run: Any, name: str, content: bytes) -> None:
    ran = run({name: content})
    assert (ran.status, ran.report) == (2, None)
    (line,) = ran.lines
    assert line.startswith(name)


def test_a_problem_does_not_stop_the_others_and_is_in_the_report(run: Any) -> None:
    rows = GOOD + "Kosovo,2021,x,\nKosovo,2031,3.14,\nSerbia,2021,3.89,\n"
    ran = run({"bad.csv": "", "a.csv": rows})
    assert ran.status == 2
    assert [line.partition(": ")[0] for line in ran.lines] == ["bad.csv", "a.csv:3", "a.csv:4", "a.csv:5"]
    assert [one["code"] for one in ran.report["problems"]] == ["empty", "duplicate-record"]
    codes = [[problem["code"] for problem in record["problems"]] for record in ran.report["records"]]
    assert codes == [[], ["not-a-number"], ["unknown-edition"]]


def test_inputs_that_disagree_are_exit_code_1(run: Any) -> None:
    ran = run({"a.csv": GOOD, "b.csv": GOOD.replace("3.89,48.21", "3.86,47.62")})
    assert (ran.status, ran.lines) == (1, [])
    assert [(one["figure"], one["printing"], one["values"]) for one in ran.report["disagreements"]] == [
        (
            "democracy_score",
            "first",
            [
                {"value": "3.89", "at": "a.csv:2: democracy_score"},
                {"value": "3.86", "at": "b.csv:2: democracy_score"},
            ],
        ),
        (
            "democracy_percentage",
            "first",
            [
                {"value": "48.21", "at": "a.csv:2: democracy_percentage"},
                {"value": "47.62", "at": "b.csv:2: democracy_percentage"},
            ],
        ),
    ]


def test_a_series_that_breaks_is_named(run: Any) -> None:
    rows = (
        "country,edition,scale_direction,democracy_score\nSerbia,2018,best=1,3.96\nSerbia,2021,best=7,3.89\n"
    )
    ran = run({"a.csv": rows})
    assert ran.status == 0
    assert [one["id"] for one in ran.report["diagnoses"] if one["id"] == "series-break"] == ["series-break"]


def test_an_edition_that_lacks_a_subject_of_the_roster_is_a_problem(run: Any) -> None:
    ran = run({"a.csv": GOOD, "roster.txt": "Serbia\nMacedonia\n"}, "a.csv", "--roster", "roster.txt")
    assert ran.status == 2
    assert ran.lines == ["roster.txt:2: there is no record of Macedonia in the edition 2021"]


def test_a_column_shifted_from_some_row_on_shows(run: Any) -> None:
    header = (
        "country,edition,ep,cs,im,democracy_score,democracy_percentage,democracy_percentage_rounded,status\n"
    )
    right = "Hungary,2020,4.25,4.25,3.50,3.96,49.40,49,Transitional or Hybrid Regime\n"
    shifted = "Poland,2020,,4.25,4.25,3.50,4.93,65.48,65\n"
    ran = run({"a.csv": header + right + shifted})
    assert ran.status == 2
    assert ran.lines == ["a.csv:3: status: '65' is not a label"]
    assert {one["verdict"] for one in ran.report["records"][1]["findings"]} & {"contradicted", "conflicting"}
