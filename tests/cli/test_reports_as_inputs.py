"""Outputs and inputs are kept apart: nothing replaces what is read, and no report is taken for a publication."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nit_rules.cli import main
from shipped import KAZAKHSTAN

TABLE = """country,edition,ndg,ep,cs,im,ldg,jfi,co,Democracy Score
Kazakhstan,2021,1.25,1.25,1.50,1.25,1.50,1.25,1.25,1.32
"""
Run = Callable[..., tuple[object, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line beside a table in the folder `in`: the exit code, and what stands on standard error."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/s.csv").write_text(TABLE)

    def call(*args: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as caught:
            main(list(args))
        return caught.value.code, capsys.readouterr().err

    return call


@pytest.mark.parametrize(
    "command", [("audit",), ("audit", "--format", "csv"), ("compare", "--to", "nit/2020"), ("sensitivity",)]
)
@pytest.mark.parametrize("output", ["in/s.csv", "in/../in/s.csv", "link.csv"])
def test_an_output_never_replaces_an_input(run: Run, command: tuple[str, ...], output: str) -> None:
    Path("link.csv").symlink_to("in/s.csv")
    code, err = run(*command, "in/s.csv", "-o", output)
    assert (code, err.splitlines()) == (
        2,
        ["s.csv: it is to be read, and --output would replace it; write to another file"],
    )
    assert Path("in/s.csv").read_text() == TABLE


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (("score", "--methodology", "nit/2020", *(f"{name}=1.25" for name in KAZAKHSTAN)), "nit"),
        (("audit", "in/s.csv", "--subject", "Latvia"), "Latvia"),
        (("example", "countries-2012"), "countries-2012"),
    ],
)
def test_an_output_may_be_called_as_anything_else_and_be_written_again(
    run: Run, command: tuple[str, ...], output: str
) -> None:
    assert run(*command, "-o", output)[0] in (0, 2)
    before = Path(output).read_bytes()
    assert "would replace it" not in run(*command, "-o", output)[1]
    assert Path(output).read_bytes() == before


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (("audit", "in/s.csv", "--roster", "names.txt"), "names.txt"),
        (("replay", "report.json"), "report.json"),
        (("rules", "check", "rules/own.toml"), "rules/own.toml"),
        (("rules", "export", "nit/2020", "--as", "vectors", "--rules", "rules"), "rules/own.toml"),
        (("audit", "in/s.csv", "--rules", "rules"), "rules/own.toml"),
        (("solve", "--edition", "2021", "democracy_score=1.32", "--rules", "rules"), "rules/own.toml"),
    ],
)
def test_an_output_replaces_nothing_that_is_read(run: Run, command: tuple[str, ...], output: str) -> None:
    assert run("audit", "in/s.csv", "--format", "json", "-o", "report.json") == (0, "")
    Path("names.txt").write_text("Kazakhstan\n")
    Path("rules").mkdir()
    assert run("rules", "export", "nit/2020", "--as", "toml", "-o", "rules/own.toml") == (0, "")
    before = Path(output).read_bytes()
    code, err = run(*command, "-o", output)
    message = "it is to be read, and --output would replace it; write to another file"
    assert (code, err) == (2, f"{Path(output).name}: {message}\n")
    assert Path(output).read_bytes() == before


@pytest.mark.parametrize("name", ["in", "in/*.csv"])
def test_the_output_is_not_read_where_it_lies_among_the_inputs(run: Run, name: str) -> None:
    Path("in/old.csv").write_text("what was there before")
    command = ("audit", name, "--format", "text", "-o", "in/old.csv")
    assert run(*command) == (0, "old.csv: left out: the output goes there\n")
    assert Path("in/old.csv").read_text().startswith("Kazakhstan 2021: 1 reproduced")


FORMATS = ["json", "jsonl", "csv", "html", "xlsx"]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_in_a_folder_is_passed_over_with_a_note(run: Run, format_: str) -> None:
    report = f"in/report.{format_}"
    assert run("audit", "in", "--format", format_, "-o", report) == (0, "")
    for again in ("text", "xlsx"):
        assert run("audit", "in", "--format", again, "-o", "again") == (
            0,
            f"report.{format_}: a report of nit-rules, passed over\n",
        )


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_that_is_named_is_a_problem(run: Run, format_: str) -> None:
    report = f"report.{format_}"
    assert run("audit", "in", "--format", format_, "-o", report)[0] == 0
    code, err = run("audit", report)
    assert (code, len(err.splitlines())) == (2, 1)
    assert err.startswith(f"{report}: this is a")
    assert "not an input" in err


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.html", "a.xlsx"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"[" * 100_000, b'{"figure": 1}', b"\xff\xfe"])
def test_what_is_no_report_is_told_by_its_own_reader(run: Run, name: str, content: bytes) -> None:
    Path("in", name).write_bytes(content)
    code, err = run("audit", "in")
    assert code == 2
    assert all("report of nit-rules" not in line for line in err.splitlines())
