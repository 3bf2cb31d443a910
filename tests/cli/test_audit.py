"""`nit-rules audit` and `score` as their users run them: what is printed where, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import openpyxl
import pyarrow.parquet as pq
import pytest

from nit_rules.cli import main
from shipped import KAZAKHSTAN, KAZAKHSTAN_CLAIMS

TABLE = """Country,Year,ndg,ep,cs,im,ldg,jfi,co,Democracy Score,Status
Kazakhstan,2021,1.25,1.25,1.50,1.25,1.50,1.25,1.25,1.32,Consolidated Authoritarian Regime
"""


class Result:
    """What one run printed, and its exit code."""

    def __init__(self, code: object, captured: pytest.CaptureFixture[str]) -> None:
        printed = captured.readouterr()
        self.code, self.out, self.err = code, printed.out, printed.err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str) -> Result:
        with pytest.raises(SystemExit) as caught:
            main(list(args))
        return Result(caught.value.code, capsys)

    return call


def given(**figures: str) -> list[str]:
    return [part for name, value in figures.items() for part in ("--given", f"{name}={value}")]


def test_a_single_audit_needs_no_file(run: Any) -> None:
    result = run(
        "audit", "--edition", "2021", "--subject", "Kazakhstan", *given(**KAZAKHSTAN, **KAZAKHSTAN_CLAIMS)
    )
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Kazakhstan 2021: 3 reproduced\n")


def test_what_is_not_available_is_no_claim_of_a_single_audit_either(run: Any) -> None:
    result = run("audit", "--edition", "2021", *given(status="n/a", ep="N/A", democracy_score="1.32"))
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("2021: 1 undetermined\n")


#: At 5.04 (67.26 %) or more a score is that of a Consolidated Democracy.
OPEN = [
    "audit",
    "--edition",
    "2021",
    *given(democracy_percentage_rounded="80", status="Consolidated Democracy"),
]


@pytest.mark.parametrize(
    ("format_", "said"),
    [
        ("text", "  ? undetermined  democracy_percentage_rounded  80  67 to 100 possible\n"),
        (
            "markdown",
            "| 2021 | democracy_percentage_rounded | 80 |  | ? undetermined |  | 67 to 100 possible |",
        ),
        ("html", "<div>67 to 100 possible</div>"),
        ("csv", ",67 to 100\n"),
        ("jsonl", '"possible":["67","100"]'),
        ("json", '"possible":["67","100"]'),
    ],
)
def test_what_nothing_decides_is_shown_with_what_is_left(run: Any, format_: str, said: str) -> None:
    result = run(*OPEN, "--format", format_)
    assert (result.code, result.err) == (0, "")
    assert result.out.count(said) == 1


def test_what_nothing_else_is_said_of_can_be_anything(run: Any) -> None:
    result = run("audit", "--edition", "2021", *given(democracy_score="1.32"))
    assert "possible" not in result.out


def test_a_wrong_figure_is_named_with_what_it_should_be(run: Any) -> None:
    result = run(
        "audit",
        "--edition",
        "2021",
        *given(**KAZAKHSTAN, **(KAZAKHSTAN_CLAIMS | {"democracy_score": "1.36"})),
    )
    assert result.code == 1
    assert "democracy_score 1.36  ✗ contradicted: 1.32 (9.25 / 7)" in result.out


@pytest.mark.parametrize(
    ("figures", "options", "code"),
    [
        ({"democracy_score": "1.32"}, [], 0),
        ({"democracy_score": "1.32"}, ["--strict"], 1),
        ({"democracy_score": "5.99"}, [], 1),
        ({"democracy_score": "3.82", "democracy_percentage_rounded": "35"}, [], 1),
        ({"democracy_score": "x"}, [], 2),
        ({"democracy_score": "5.99", "co": "x"}, [], 2),
        ({"co": "1.30"}, [], 1),
        ({"democracy_scor": "5.99"}, [], 2),
    ],
)
def test_exit_codes(run: Any, figures: dict[str, str], options: list[str], code: int) -> None:
    assert run("audit", "--edition", "2021", *given(**figures), *options).code == code


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["audit"], "give INPUT files, or the figures of one record with --given"),
        (
            ["audit", "x.csv", "--given", "ndg=1"],
            "give INPUT files, or the figures of one record with --given",
        ),
        (["audit", "nothing.csv"], "nothing.csv: no such file or folder"),
        (["audit", "--given", "ndg"], "'ndg' is not of the form ID=VALUE"),
        (["audit", "--given", "ndg=1", "--given", "ndg=2"], "--given ndg: is given more than once"),
        (["audit", "--edition", "2025", "--given", "ndg=1"], "2025"),
        (["audit", "--given", "ndg=1"], "--edition"),
        (["audit", "--methodology", "nit/2030", "--given", "ndg=1"], "unknown methodology 'nit/2030'"),
        (["audit", "--rules", "nowhere", "--given", "ndg=1"], "nowhere"),
        (["score", "ndg=1.25"], "give --edition or --methodology"),
        (["score", "--edition", "2018", "ndg=1.25"], "choose a printing"),
        (["score", "--edition", "2021", "ndg=1.25"], "co: no rating of Corruption; all are needed"),
        (["score", "--edition", "2021", "nvg=1.25"], "did you mean 'ndg'?"),
        (["score", "--edition", "2021", "corruption=1"], "did you mean 'co'?"),
        (["audit", "--methodology", "nit/2030", "--given", "corruption=1"], "did you mean 'co'?"),
        (["frobnicate"], "No such command 'frobnicate'"),
    ],
)
def test_what_cannot_be_done_is_a_line_on_standard_error(run: Any, args: list[str], words: str) -> None:
    result = run(*args)
    assert result.code == 2
    assert words in result.err
    assert "Traceback" not in result.err


def test_a_value_that_cannot_be_used_hides_no_other_problem_and_no_verdict(run: Any) -> None:
    values = ["ndg=abc", "xyz", "ep=1.25", "ep=1.50", "co=1.25", "co=1.25", "demo=5", "democracy_score=1.32"]
    result = run(
        "audit",
        "--edition",
        "2021",
        *(part for one in values for part in ("--given", one)),
        "--format",
        "json",
    )
    assert result.code == 2
    assert result.err.splitlines() == [
        "--given: 'xyz' is not of the form ID=VALUE",
        "--given ep: is given more than once",
        "--given co: is given more than once",
        "--given demo: unknown figure or indicator 'demo'; did you mean 'democracy_score'?",
        "--given ndg: 'abc' is not a number",
    ]
    (record,) = result.json["records"]
    assert [(one["figure"], one["published"]) for one in record["findings"]] == [("democracy_score", "1.32")]
    # Of an id that is given twice neither value is read, as with a key in JSON.
    assert record["ratings"] == {}
    assert len(record["problems"]) == result.json["summary"]["problems"] == 5


def test_all_problems_of_ratings_are_told_at_once(run: Any) -> None:
    result = run("score", "--edition", "2021", "ndg=abc", "ep=1.25", "ep=1.5", "cs")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        "ratings: 'cs' is not of the form ID=VALUE",
        "ratings ep: is given more than once",
        "ndg: 'abc' is not a number",
        "cs: no rating of Civil Society; all are needed",
        "im: no rating of Independent Media; all are needed",
        "ldg: no rating of Local Democratic Governance; all are needed",
        "jfi: no rating of Judicial Framework and Independence; all are needed",
        "co: no rating of Corruption; all are needed",
    ]
    assert run("score", "--edition", "2050", "ndg=1", "cs").err.startswith("ratings: 'cs' is not of the form")


def test_no_argument_breaks_the_line_of_its_problem(run: Any) -> None:
    audited = run("audit", "--edition", "2021", "--given", "x\ny\x1b=1")
    assert audited.err == "--given x\\ny\\x1b: unknown figure or indicator 'x\\ny\\x1b'\n"
    scored = run("score", "--edition", "2021", "x\ny=1")
    assert scored.err.startswith("x\\ny: nit/2020@1.0.0 has no indicator 'x\\ny'\n")


@pytest.mark.parametrize(
    ("edition", "word", "id_"),
    [
        ("2021", "Corruption", "co"),
        ("2021", "electoral process", "ep"),
        # A printed variant is meant, not the nearest id, which the edition does not make.
        ("2021", "ngov", "ndg"),
        ("2021", "total_score", "democracy_percentage_rounded"),
        # The same name is that of another indicator in another edition.
        ("2021", "Judicial Framework & Independence", "jfi"),
        ("2002", "Judicial Framework & Independence", "cljf"),
        # No name in this edition, but one in others.
        ("2021", "rol", "rule_of_law"),
        ("2021", "demo", "democracy_score"),
        ("2021", "Score", "democracy_score"),
        ("2021", "regime", "status"),
        ("2021", "nvg", "ndg"),
        ("2021", "democratizaton", "democratization"),
    ],
)
def test_an_unknown_id_is_a_problem_with_the_id_that_was_meant(
    run: Any, edition: str, word: str, id_: str
) -> None:
    result = run("audit", "--edition", edition, "--given", f"{word}=1")
    assert (result.code, result.err) == (
        2,
        f"--given {word}: unknown figure or indicator '{word}'; did you mean '{id_}'?\n",
    )


def test_the_json_of_a_record(run: Any) -> None:
    result = run(
        "audit",
        "--edition",
        "2021",
        "--subject",
        "Kazakhstan",
        *given(**KAZAKHSTAN, **KAZAKHSTAN_CLAIMS),
        "--format",
        "json",
    )
    report = result.json
    assert report["summary"] == {
        "records": 1, "reproduced": 3, "contradicted": 0, "conflicting": 0, "undetermined": 0, "problems": 0,
        "from_ratings": 3, "from_claims": 0,
    }  # fmt: skip
    (record,) = report["records"]
    assert record["ratings"] == KAZAKHSTAN
    assert (record["methodology"], record["chosen"]) == ("nit/2020@1.0.0", "only-candidate")
    finding = next(one for one in record["findings"] if one["figure"] == "democracy_score")
    assert finding == {
        "figure": "democracy_score", "published": "1.32", "expected": "1.32", "exact": "37/28",
        "verdict": "reproduced", "from": ["ratings"], "rivals": [], "assumed": False,
        "at": "--given democracy_score", "diagnoses": [],
    }  # fmt: skip


def test_the_json_of_a_score(run: Any) -> None:
    args = [f"{name}={value}" for name, value in KAZAKHSTAN.items()]
    result = run("score", "--edition", "2021", *args, "--format", "json").json
    assert result["methodology"] == "nit/2020@1.0.0"
    assert result["figures"] == {
        "democracy_score": {"printed": "1.32", "exact": "37/28"},
        "democracy_percentage": {"printed": "5.36", "exact": "75/14"},
        "democracy_percentage_rounded": {"printed": "5", "exact": "75/14"},
        "status": {"printed": "Consolidated Authoritarian Regime"},
    }
    rules = ["democracy_score", "democracy_percentage", "democracy_percentage_rounded", "status"]
    assert [step["rule"] for step in result["derivation"]] == rules
    assert all(step["citations"] for step in result["derivation"])


def test_explain_can_be_followed_with_a_pencil(run: Any) -> None:
    args = [f"{name}={value}" for name, value in KAZAKHSTAN.items()]
    out = run("score", "--edition", "2021", *args, "--explain").out
    assert "9.25 / 7 = 37/28 = 1.321428… → 1.32" in out
    assert "(37/28 − 1) / 6 × 100 = 75/14 = 5.357142… → 5.36" in out
    assert "freedomhouse.org" in out


def test_explain_shows_the_ratings_that_were_read_and_where(run: Any) -> None:
    Path("scores.csv").write_text(TABLE)
    lines = run("audit", "scores.csv", "--explain").out.splitlines()
    at = lines.index("Kazakhstan 2021, derived from its ratings:")
    assert lines[at + 1 : at + 4] == [
        "  ndg  1.25  scores.csv:2: ndg",
        "  ep   1.25  scores.csv:2: ep",
        "  cs   1.50  scores.csv:2: cs",
    ]


def test_a_table_and_an_output_file(run: Any) -> None:
    Path("scores.csv").write_text(TABLE)
    result = run("audit", "scores.csv", "--format", "json", "-o", "report.json")
    assert (result.code, result.out, result.err) == (0, "", "")
    report = json.loads(Path("report.json").read_text())
    assert [one["name"] for one in report["inputs"]] == ["scores.csv"]
    assert sorted(path.name for path in Path().iterdir()) == ["report.json", "scores.csv"]


def test_a_problem_in_one_record_does_not_stop_the_others(run: Any) -> None:
    Path("scores.csv").write_text(TABLE + "Poland,2021,abc,,,,,,,9,\n")
    result = run("audit", "scores.csv", "--format", "json")
    assert result.code == 2
    assert result.err == "scores.csv:3: ndg: 'abc' is not a number\n"
    assert [len(record["findings"]) for record in result.json["records"]] == [2, 1]


def test_the_same_record_in_two_files_is_compared(run: Any) -> None:
    Path("a.csv").write_text(TABLE)
    Path("b.csv").write_text(TABLE.replace("1.50,1.25,1.25,1.32", "1.25,1.25,1.25,1.29"))
    result = run("audit", "a.csv", "b.csv", "--format", "json")
    assert result.code == 1
    assert result.json["summary"]["contradicted"] == 0
    assert [(one["subject"], one["figure"]) for one in result.json["disagreements"]] == [
        ("Kazakhstan", "ldg"),
        ("Kazakhstan", "democracy_score"),
    ]


def test_a_first_and_a_republished_figure_are_compared_after_turning_the_scale(run: Any) -> None:
    Path("first.csv").write_text(
        "Country,Edition,Printing,Democracy Score\nPoland,2015,first,2.21\nLatvia,2015,first,2.07\n"
    )
    Path("again.csv").write_text(
        "Country,Edition,Printing,Democracy Score\nPoland,2015,republished,5.79\nLatvia,2015,republished,5.96\n"
    )
    result = run("audit", "first.csv", "again.csv", "--format", "json")
    assert [(one["subject"], one["printing"]) for one in result.json["disagreements"]] == [("Latvia", None)]


def test_a_roster_names_who_is_missing(run: Any) -> None:
    Path("scores.csv").write_text(TABLE)
    Path("names.txt").write_text("# members\nKazakhstan\n\nPoland\n")
    result = run("audit", "scores.csv", "--roster", "names.txt")
    assert result.code == 2
    assert result.err == "names.txt:4: there is no record of Poland in the edition 2021\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "there is no name"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"x" * 1_000_001, "at most 1,000,000 bytes"),
        (None, "no such file"),
    ],
)
def test_a_roster_that_cannot_be_read(run: Any, content: bytes | None, words: str) -> None:
    Path("scores.csv").write_text(TABLE)
    if content is not None:
        Path("names.txt").write_bytes(content)
    result = run("audit", "scores.csv", "--roster", "names.txt")
    assert (result.code, words in result.err) == (2, True)


@pytest.mark.parametrize("format_", ["csv", "jsonl", "markdown", "text", "json"])
def test_every_format_names_the_figure_and_its_place(run: Any, format_: str) -> None:
    Path("scores.csv").write_text(TABLE.replace("1.32", "1.36"))
    result = run("audit", "scores.csv", "--format", format_)
    assert result.code == 1
    assert "democracy_score" in result.out
    assert "1.36" in result.out
    assert format_ == "text" or "scores.csv:2" in result.out


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("out.html", "html"), ("out.HTM", "html"), ("out.md", "markdown"), ("out.csv", "csv"), ("out.json", "json"),
        ("out.jsonl", "jsonl"), ("out.xlsx", "xlsx"), ("out.parquet", "parquet"),
    ],
)  # fmt: skip
def test_a_file_named_like_another_format_is_noted(run: Any, name: str, format_: str) -> None:
    figures = ("--edition", "2021", "--given", "democracy_score=1.32")
    result = run("audit", *figures, "-o", name)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"{name}: the format is text, the default; for {format_} give --format {format_}\n"
    assert Path(name).read_text("utf-8") == run("audit", *figures).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "--edition", "2021", "--given", "democracy_score=1.32", "-o", "out.txt"),
        (
            "audit",
            "--edition",
            "2021",
            "--given",
            "democracy_score=1.32",
            "--format",
            "text",
            "-o",
            "out.html",
        ),
        (
            "score",
            "--edition",
            "2021",
            *(f"{id_}={value}" for id_, value in KAZAKHSTAN.items()),
            "-o",
            "out.csv",
        ),
        ("schema", "report", "-o", "out.json"),
        ("rules", "export", "nit/2020", "--as", "vectors", "-o", "out.json"),
        ("example", "countries-2012", "-o", "out.csv"),
    ],
)
def test_a_name_that_says_nothing_else_is_not(run: Any, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).err == ""


def test_an_output_that_cannot_be_written_is_a_line(run: Any) -> None:
    Path("scores.csv").write_text(TABLE)
    result = run("audit", "scores.csv", "-o", "no/such/folder/report.txt")
    assert (result.code, "no/such/folder/report.txt" in result.err) == (2, True)


@pytest.mark.parametrize("arguments", [["audit", "scores.csv", "--format", "csv"], ["--help"]])
def test_a_full_disk_is_a_line(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "scores.csv").write_text(TABLE)
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "nit_rules", *arguments]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"standard output: No space left on device\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ("audit - <&-", 2, "-: the file is empty\n"),
        ("audit scores.csv >&-", 2, "standard output: it is closed\n"),
        ("audit scores.csv -o report.txt >&-", 0, ""),
        ("audit scores.csv 2>&-", 0, ""),
        ("audit none.csv 2>&-", 2, ""),
        ("audit none.csv 2>/dev/full", 2, ""),
        ("score --edition 2021 ndg=9 2>/dev/full", 2, ""),
    ],
)
def test_closed_and_full_streams_change_no_exit_code(
    tmp_path: Path, arguments: str, code: int, words: str
) -> None:
    (tmp_path / "scores.csv").write_text("Country,Year,Democracy Score\nKazakhstan,2021,1.32\n")
    command = f"exec {sys.executable} -m nit_rules {arguments}"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, words)


def test_a_reader_that_goes_away_is_told_nothing(tmp_path: Path) -> None:
    rows = "".join(f"C{number},2021,1.32\n" for number in range(2000))
    (tmp_path / "scores.csv").write_text(f"Country,Year,Democracy Score\n{rows}")
    command = [sys.executable, "-m", "nit_rules", "audit", "scores.csv", "--format", "csv"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_an_output_that_is_a_link_or_a_pipe_stays_one(run: Any, tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text(TABLE)
    (tmp_path / "link.csv").symlink_to("target.csv")
    assert run("audit", "scores.csv", "--format", "csv", "-o", "link.csv").code == 0
    assert (tmp_path / "link.csv").is_symlink()
    written = (tmp_path / "target.csv").read_bytes()
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=tmp_path, stdout=subprocess.PIPE) as reader:
        assert run("audit", "scores.csv", "--format", "csv", "-o", "pipe").code == 0
        assert reader.stdout
        assert reader.stdout.read() == written
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("output", ["", ".", ".."])
def test_an_output_that_is_no_name_of_a_file_is_refused(run: Any, output: str) -> None:
    Path("scores.csv").write_text(TABLE, encoding="utf-8")
    result = run("audit", "scores.csv", "-o", output)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"{output or '--output'}: is no name of a file to write\n"


@pytest.mark.parametrize("format_", ["parquet", "xlsx"])
def test_what_is_no_text_is_not_written_to_a_terminal(
    run: Any, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    Path("scores.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    result = run("audit", "scores.csv", "--format", format_)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[-1] == f"Error: --format {format_} writes a file; give -o FILE"
    assert run("audit", "scores.csv", "--format", format_, "-o", f"report.{format_}").code == 0


def test_no_line_is_wider_than_the_terminal(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("scores.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for columns in (60, 80):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = click.unstyle(run("audit", "scores.csv", "--explain").out).splitlines()
        # An address is one word.
        assert max(len(line) for line in lines if "<http" not in line) <= columns


def test_nothing_is_written_where_nothing_was_read(run: Any) -> None:
    Path("empty.csv").write_text("")
    result = run("audit", "empty.csv", "-o", "report.txt")
    assert (result.code, Path("report.txt").exists()) == (2, False)


@pytest.mark.parametrize(
    "command", ["audit", "score", "solve", "sensitivity", "compare", "rules", "replay", "schema", "example"]
)
def test_every_help_ends_with_an_example(run: Any, command: str) -> None:
    result = run(command, "--help")
    assert result.code == 0
    assert "Example" in result.out
    assert "nit-rules" in result.out.split("Example")[1]


def test_half_of_a_surrogate_pair_is_written_as_a_replacement_character(run: Any, tmp_path: Path) -> None:
    line = r'{"subject": "\ud800", "edition": "2021", "claims": {"democracy_score": "1.32"}}'
    (tmp_path / "half.json").write_text(line)
    assert run("audit", "half.json", "--format", "parquet", "-o", "out.parquet").code == 0
    (finding,) = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert finding["subject"] == "\ufffd"


def test_a_roster_that_is_a_pipe_is_not_waited_for(run: Any) -> None:
    Path("scores.csv").write_text(TABLE)
    os.mkfifo("names")
    result = run("audit", "scores.csv", "--roster", "names")
    assert (result.code, result.err) == (2, "names: not a regular file\n")


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "parquet", "markdown", "html", "xlsx"])
def test_a_derivation_is_asked_for_where_there_is_one(run: Any, format_: str) -> None:
    result = run("audit", "--edition", "2021", "--given", "ndg=1.25", "--explain", "--format", format_)
    assert result.code == 2
    assert "--explain needs --format text" in result.err


PAGE_OF_CHANGES = """Nations in Transit 2021 - Poland
Democracy Score 4.57 / 7
7 representing the highest level of democratic progress
Score changes in 2021
Civil Society rating declined from 6.00 to 5.50.
{}
As a result, Poland's Democracy Score declined from 4.68 to 4.57.
"""


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize(
    ("words", "options", "code", "verdict"),
    [
        ("All other ratings remained unchanged.", [], 1, "contradicted"),
        ("Another rating changed as well.", ["--strict"], 1, "undetermined"),
        ("Another rating changed as well.", [], 0, None),
    ],
)
def test_a_change_that_decides_the_exit_code_is_told(
    run: Any, format_: str, words: str, options: list[str], code: int, verdict: str | None
) -> None:
    Path("p.txt").write_text(PAGE_OF_CHANGES.format(words), encoding="utf-8")
    result = run("audit", "p.txt", "--format", format_, "-o", "out", *options)
    line = f"p.txt:7: change of democracy_score 4.68 → 4.57 is {verdict}; no line of the output is about it\n"
    assert (result.code, result.err) == (code, line if verdict else "")


def test_a_workbook_has_a_sheet_of_changes(run: Any) -> None:
    Path("p.txt").write_text(
        PAGE_OF_CHANGES.format("All other ratings remained unchanged."), encoding="utf-8"
    )
    assert run("audit", "p.txt", "--format", "xlsx", "-o", "out.xlsx").code == 1
    assert list(openpyxl.load_workbook("out.xlsx")["Changes"].values) == [
        ("subject", "edition", "figure", "before", "after", "verdict", "at"),
        ("Poland", "2021", "cs", "6.00", "5.50", "reproduced", "p.txt:5"),
        ("Poland", "2021", "democracy_score", "4.68", "4.57", "contradicted", "p.txt:7"),
    ]
