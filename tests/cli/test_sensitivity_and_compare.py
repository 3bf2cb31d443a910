"""``nit-rules sensitivity`` and ``nit-rules compare`` from the outside."""

import json
import sys
from pathlib import Path

import pytest

from nit_rules.cli import main
from nit_rules.loading.files import shipped

POLAND = ("ndg=5.00", "ep=5.00", "cs=5.00", "im=5.00", "ldg=5.00", "jfi=5.00", "co=5.25")
TABLE = """\
Country,Year,National Democratic Governance,EP,CS,IM,LDG,JFI,Corruption,Democracy Score
Ruritania,2021,3.25,3.25,3.25,3.25,2.50,2.75,2.75,3.00
Borduria,2021,1.25,1.25,1.50,1.25,1.50,1.25,1.25,1.32
Syldavia,2021,,,,,,,,5.04
Freedonia,2021,,,,,,,,
"""


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "scores.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        main(list(args))
    shown = capsys.readouterr()
    return int(caught.value.code or 0), shown.out, shown.err


def test_what_a_page_states_of_the_edition_before_is_said_to_be_left_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    with pytest.raises(SystemExit):
        main(["example", "kazakhstan-2021", "-o", str(page)])
    for command in (["sensitivity", str(page)], ["compare", str(page), "--to", "nit/2005"]):
        code, out, err = run(capsys, *command)
        assert code == 0
        assert out
        assert err == "what a page states of the edition before is left out\n"
    other = tmp_path / "other.txt"
    other.write_text(page.read_text(encoding="utf-8").replace("Kazakhstan", "Tajikistan"), encoding="utf-8")
    code, _, err = run(capsys, "sensitivity", str(page), str(other))
    assert err == "what 2 pages state of the edition before is left out\n"


class TestSensitivity:
    def test_sums_that_print_one_score_are_one(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        source = (shipped() / "methodologies" / "nit-2020" / "1.0.0.toml").read_text(encoding="utf-8")
        draft = source.replace('"nit/2020"', '"draft/tenths"').replace("released", "# released")
        head, mean = draft.split('id = "democracy_score"')
        mean = mean.replace("step = 0.01", "step = 0.1", 1).replace('reads = "immaterial"', 'reads = "exact"')
        (tmp_path / "tenths.toml").write_text(f'{head}id = "democracy_score"{mean}', encoding="utf-8")
        ratings = ("ndg=4.75", "ep=6.50", "cs=5.75", "im=5.00", "ldg=5.25", "jfi=4.25", "co=3.75")
        options = ("--methodology", "draft/tenths", "--rules", str(tmp_path), "--off-by-one", "0.2")
        code, out, _ = run(capsys, "sensitivity", *options, *ratings)
        assert code == 0
        assert [line.split() for line in out.splitlines()].count(["democracy_score", "5.0", "66.2", "%"]) == 1

    def test_the_nearest_edge_comes_first(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = run(capsys, "sensitivity", "--edition", "2021", *POLAND, "--format", "json")
        (standing,) = json.loads(out)["composites"]
        assert code == 0
        first = standing["edges"][0]
        assert (first["label"], first["steps"]) == ("Semi-Consolidated Democracy", -1)
        assert first["sets"] == [["ndg"], ["ep"], ["cs"], ["im"], ["ldg"], ["jfi"], ["co"]]
        assert standing["one_step"]["co"]["down"]["figures"]["status"] == "Semi-Consolidated Democracy"
        assert "distribution" not in standing

    def test_probabilities_are_exact(self, capsys: pytest.CaptureFixture[str]) -> None:
        args = ["sensitivity", "--edition", "2021", *POLAND, "--down", "co=0.18", "--format", "json"]
        _, out, _ = run(capsys, *args)
        (standing,) = json.loads(out)["composites"]
        assert standing["distribution"]["labels"]["status"] == [
            {"label": "Consolidated Democracy", "probability": "41/50", "percent": "82.0"},
            {"label": "Semi-Consolidated Democracy", "probability": "9/50", "percent": "18.0"},
        ]

    def test_the_text_says_it_in_per_cent(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = run(capsys, "sensitivity", "--edition", "2021", *POLAND, "--down", "co=9/50")
        assert "  status: 82 % Consolidated Democracy, 18 % Semi-Consolidated Democracy\n" in out
        assert "  1 step down    to 5.00  Semi-Consolidated Democracy" in out

    def test_a_terminal_gets_lines_that_it_can_show(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, piped, _ = run(capsys, "sensitivity", "--edition", "2021", *POLAND)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", "80")
        _, shown, _ = run(capsys, "sensitivity", "--edition", "2021", *POLAND)
        assert max(map(len, piped.splitlines())) > 80 >= max(map(len, shown.splitlines()))
        assert shown.split() == piped.split()

    def test_a_record_of_another_edition_is_a_problem_told_once_and_not_ranked(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = tmp_path / "editions.csv"
        path.write_text("Country,Year,Democracy Score\nA,2021,1.32\nB,2020,1.32\n", encoding="utf-8")
        code, out, err = run(capsys, "sensitivity", "--edition", "2021", str(path))
        assert code == 2
        assert [line.split()[0] for line in out.splitlines()] == ["A"]
        assert err == "editions.csv:3: B 2020: the input states edition '2020', --edition says '2021'\n"

    def test_of_a_file_those_closest_to_an_edge_come_first(
        self, capsys: pytest.CaptureFixture[str], table: str
    ) -> None:
        code, out, err = run(capsys, "sensitivity", table)
        assert code == 0
        assert [line.split()[0] for line in out.splitlines()] == ["Ruritania", "Syldavia", "Borduria"]
        assert "1 step up to Transitional or Hybrid Regime" in out.splitlines()[0]
        assert "scores.csv:5: Freedonia 2021: its ratings and figures leave more than one score" in err

    def test_a_file_whose_rules_make_no_classes_is_not_passed_over_in_silence(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = tmp_path / "old.csv"
        path.write_text("Country,Year,printing,ep,cs,im,gov,cljf,co\nA,1999,first,2,2,2,2,2,2\n", "utf-8")
        code, out, err = run(capsys, "sensitivity", str(path))
        assert (code, out) == (2, "")
        assert err == "old.csv:2: A 1999-2000: nit/1999@1.0.0 makes no classes to move between\n"

    @pytest.mark.parametrize(
        ("args", "message"),
        [
            (("ndg=5.00",), "ep: no rating of Electoral Process; all are needed"),
            ((*POLAND, "--up", "2"), "up: '2' is not a probability from 0 to 1"),
            ((*POLAND, "--up", "0.6", "--down", "0.6"), "down and up add up to 6/5, more than 1"),
            ((*POLAND, "--up", "x"), "up: 'x' is not a probability; write 0.1 or 1/10"),
            ((*POLAND, "--up", "0.1", "--up", "ep=0.2"), "'0.1' is not of the form ID=VALUE"),
            ((*POLAND, "--off-by-one", "nvg=0.1"), "did you mean 'ndg'?"),
            ((*POLAND[:-1], "co=5.30"), "co: 5.30 is not a rating"),
            ((*POLAND, "scores.csv"), "give the ratings of one set as ID=RATING, or INPUT files"),
            (("no-such-file.csv",), "no-such-file.csv"),
            (("no-such-file.csv", "--up", "0.1"), "are for the ratings of one set"),
        ],
    )
    def test_each_mistake_is_a_line_and_exit_2(
        self, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], message: str
    ) -> None:
        code, _, err = run(capsys, "sensitivity", "--edition", "2021", *args)
        assert code == 2
        assert message in err
        assert "Traceback" not in err

    def test_all_problems_are_told_at_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        args = (
            *POLAND[:-1],
            "co=x",
            "ep=1",
            "--up",
            "ep=2",
            "--up",
            "ndg",
            "--down",
            "cs=0",
            "--down",
            "cs=0",
        )
        code, out, err = run(capsys, "sensitivity", "--edition", "2021", *args)
        assert (code, out) == (2, "")
        assert err.splitlines() == [
            "ratings ep: is given more than once",
            "--down cs: is given more than once",
            "--up: 'ndg' is not of the form ID=VALUE",
            "co: 'x' is not a number",
            "up ep: '2' is not a probability from 0 to 1",
        ]


class TestCompare:
    def test_all_problems_are_told_at_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        args = ("--from", "nit/2020", "--to", "nit/2005", *POLAND[:-1], "co=x", "ep=1")
        code, out, err = run(capsys, "compare", *args)
        assert (code, out) == (2, "")
        assert err.splitlines() == ["ratings ep: is given more than once", "co: 'x' is not a number"]

    def test_what_cannot_be_carried_over_is_said_once(
        self, capsys: pytest.CaptureFixture[str], table: str
    ) -> None:
        code, _, err = run(capsys, "compare", table, "--to", "nit/2004")
        assert code == 2
        assert err.count("nit/2020@1.0.0 rates ndg, ldg, jfi, which nit/2004@1.0.0 does not") == 1

    def test_a_file_with_another_direction_is_a_problem(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = tmp_path / "turned.csv"
        path.write_text(
            "Country,Year,Democracy Score,scale_direction\nA,2021,1.32,best=7\n", encoding="utf-8"
        )
        code, _, err = run(capsys, "compare", str(path), "--from", "nit/2005", "--to", "nit/2020")
        assert code == 2
        assert "turned.csv:2: A 2021: what is stated excludes nit/2005" in err

    def test_one_set_of_ratings_is_turned(self, capsys: pytest.CaptureFixture[str]) -> None:
        args = ["compare", "--from", "nit/2020", "--to", "nit/2005", *POLAND, "--format", "json"]
        code, out, _ = run(capsys, *args)
        result = json.loads(out)
        assert (code, result["turned"], result["reclassified"]) == (0, True, [])
        assert (result["from"], result["to"]) == ("nit/2020@1.0.0", "nit/2005@1.0.0")
        assert result["ratings"]["co"] == {"from": "5.25", "to": "2.75"}
        assert result["figures"]["democracy_score"] == {
            "from": {"printed": "5.04", "exact": "141/28"},
            "to": {"printed": "2.96", "exact": "83/28"},
        }
        preserved = {one["figure"]: one["relation"] for one in result["preserved"]}
        assert preserved == {
            "democracy_score": "turned",
            "status": "same",
            "democracy_percentage": "dropped",
            "democracy_percentage_rounded": "dropped",
        }

    def test_a_draft_of_ones_own_is_an_impact_study(
        self, capsys: pytest.CaptureFixture[str], table: str, tmp_path: Path
    ) -> None:
        source = (shipped() / "methodologies" / "nit-2020" / "1.0.0.toml").read_text(encoding="utf-8")
        draft = source.replace('"nit/2020"', '"draft/2026"').replace("above = 3.00", "at_least = 3.00")
        assert draft != source
        folder = tmp_path / "draft" / "methodologies"
        folder.mkdir(parents=True)
        (folder / "draft.toml").write_text(draft, encoding="utf-8")
        args = ["compare", table, "--to", "draft/2026", "--rules", str(folder.parent)]
        code, out, _ = run(capsys, *args)
        assert code == 0
        assert "Semi-Consolidated Authoritarian Regime → Transitional or Hybrid Regime" in out
        assert "1 of 3 records would change class" in out
        assert "differs for 1 of 169 sums, first at 21.00" in out

    def test_what_a_coarser_draft_has_no_rating_for_is_no_fault_of_the_file(
        self, capsys: pytest.CaptureFixture[str], table: str, tmp_path: Path
    ) -> None:
        source = (shipped() / "methodologies" / "nit-2020" / "1.0.0.toml").read_text(encoding="utf-8")
        draft = source.replace('"nit/2020"', '"draft/half"').replace("step = 0.25\n", "step = 0.50\n")
        (tmp_path / "half.toml").write_text(draft, encoding="utf-8")
        args = ["compare", "--to", "draft/half", "--rules", str(tmp_path)]
        with Path(table).open("a", encoding="utf-8") as more:
            more.write("Utopia,2021,3.50,3.50,3.50,3.50,3.50,3.50,3.50,3.50\n")
        code, out, err = run(capsys, *args, table)
        assert code == 0
        assert "0 of 1 record would change class; 4 left out" in out
        assert "Governance: Ruritania 2021: 3.25 is not a rating of draft/half@1.0.0" in err
        assert "democracy_score 5.04 lies between the steps of draft/half@1.0.0" in err

    def test_a_file_that_names_another_methodology_is_a_problem(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = tmp_path / "records.json"
        path.write_text(
            '{"methodology": "nit/2020", "claims": {"democracy_score": "1.32"}}', encoding="utf-8"
        )
        code, _, err = run(capsys, "compare", str(path), "--from", "nit/2005", "--to", "nit/2020")
        assert code == 2
        assert "the input states the methodology nit/2020, not nit/2005@1.0.0" in err

    def test_the_edition_of_the_ratings_settles_where_they_come_from(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        to = ["--to", "nit/2020", "--format", "json"]
        edition = ["--edition", "2018", "--printing", "first"]
        asked = run(capsys, "compare", *edition, *to, *POLAND)
        assert asked == run(capsys, "compare", "--from", "nit/2005", *to, *POLAND)
        assert asked[0] == 0

    @pytest.mark.parametrize(
        ("args", "message"),
        [
            (("--to", "nit/2005", *POLAND), "give --from"),
            (
                ("--from", "nit/2004", "--to", "nit/2005", *POLAND),
                "nit/2004@1.0.0 rates gov, cljf, which nit/2005@1.0.0",
            ),
            (("--from", "nit/2020", "--to", "nit/2021", *POLAND), "unknown methodology 'nit/2021'"),
            (("--from", "nit/2020", *POLAND), "Missing option '--to'"),
        ],
    )
    def test_each_mistake_is_a_line_and_exit_2(
        self, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], message: str
    ) -> None:
        code, _, err = run(capsys, "compare", *args)
        assert code == 2
        assert message in err
        assert "Traceback" not in err


@pytest.mark.parametrize("command", [("sensitivity",), ("compare", "--to", "nit/2020")])
class TestBoth:
    def test_an_unknown_kind_of_input_is_refused(
        self, command: tuple[str, ...], table: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, err = run(capsys, *command, table, "--input-format", "foo")
        assert (code, out, "'foo' is not one of 'page', 'csv'" in err) == (2, "", True)

    def test_a_value_too_long_for_a_name_of_a_file_is_a_value(
        self, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, err = run(capsys, *command, "--edition", "2021", *POLAND[1:], f"ndg={'a' * 300}")
        assert (code, out) == (2, "")
        assert err.startswith("ndg: 'aaa")
        assert err.endswith("too long for a number (at most 60 characters)\n")


def test_a_comparison_from_rules_that_the_edition_excludes_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ("--from", "nit/2005", "--edition", "2015", "--printing", "republished")
    code, out, err = run(capsys, "compare", *options, "--to", "nit/2020", *POLAND)
    assert (code, out) == (2, "")
    assert "excludes" in err
