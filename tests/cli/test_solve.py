"""``nit-rules solve`` from the outside."""

import json

import pytest

from nit_rules.cli import main


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of ``nit-rules solve``."""
    with pytest.raises(SystemExit) as caught:
        main(["solve", *args])
    shown = capsys.readouterr()
    return int(caught.value.code or 0), shown.out, shown.err


class TestJson:
    def test_a_score_of_2021_is_solved_as_the_contract_shows(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, err = run(capsys, "--edition", "2021", "democracy_score=1.32", "--format", "json")
        solution = json.loads(out)
        assert (code, err) == (0, "")
        assert (solution["methodology"], solution["reachable"]) == ("nit/2020@1.0.0", True)
        ((composite),) = solution["composites"]
        assert composite["id"] == "democracy_score"
        assert composite["sums"] == [
            {
                "sum": "9.25",
                "vectors": 5005,
                "figures": {
                    "democracy_score": "1.32",
                    "democracy_percentage": "5.36",
                    "democracy_percentage_rounded": "5",
                    "status": "Consolidated Authoritarian Regime",
                },
            }
        ]

    def test_known_ratings_leave_the_count_over_the_rest(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = run(
            capsys, "--edition", "2021", "democracy_score=1.32", "ndg=1.25", "--format", "json"
        )
        (composite,) = json.loads(out)["composites"]
        assert (code, composite["sums"][0]["vectors"]) == (0, 1287)
        assert "ndg" not in composite["ranges"]

    def test_a_mix_of_percentage_and_status(self, capsys: pytest.CaptureFixture[str]) -> None:
        args = ["democracy_percentage_rounded=17", "status=Semi-Consolidated Authoritarian Regime"]
        _, out, _ = run(capsys, "--edition", "2021", *args, "--format", "json")
        (composite,) = json.loads(out)["composites"]
        assert [one["figures"]["democracy_score"] for one in composite["sums"]] == ["2.04"]

    def test_a_figure_that_no_ratings_give_exits_with_1(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = run(
            capsys, "--edition", "2015", "--printing", "first", "democracy_score=5.99", "--format", "json"
        )
        solution = json.loads(out)
        assert (code, err) == (1, "")
        assert solution["reachable"] is False
        assert [one["sums"] for one in solution["composites"]] == [[]]
        assert solution["nearest"] == {"democracy_score": ["5.96", "6.00"]}

    def test_each_of_two_composites_has_its_own_sums(self, capsys: pytest.CaptureFixture[str]) -> None:
        args = ["--methodology", "nit/1999", "democratization=1.25", "cljf=2.00", "--format", "json"]
        _, out, _ = run(capsys, *args)
        first, second = json.loads(out)["composites"]
        assert (first["id"], [one["vectors"] for one in first["sums"]]) == ("democratization", [35])
        assert (second["id"], sum(one["vectors"] for one in second["sums"])) == ("rule_of_law", 25)

    def test_nothing_that_fits_leaves_no_sums_in_any_composite(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        args = ["--methodology", "nit/1999", "democratization=1.26", "rule_of_law=2.00", "--format", "json"]
        code, out, _ = run(capsys, *args)
        solution = json.loads(out)
        assert (code, solution["reachable"]) == (1, False)
        assert [one["sums"] for one in solution["composites"]] == [[], []]
        assert solution["nearest"] == {"democratization": ["1.25", "1.31"]}

    def test_the_same_question_gives_the_same_bytes(self, capsys: pytest.CaptureFixture[str]) -> None:
        args = ["--edition", "2021", "democracy_percentage_rounded=50", "--list", "--format", "json"]
        assert run(capsys, *args) == run(capsys, *args)

    def test_few_vectors_are_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = run(capsys, "--edition", "2021", "democracy_score=1.04", "--list", "--format", "json")
        (composite,) = json.loads(out)["composites"]
        assert len(composite["listed"]) == 7
        assert all(sorted(vector.values()) == ["1.00"] * 6 + ["1.25"] for vector in composite["listed"])


class TestText:
    def test_it_reads_as_a_table(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = run(capsys, "--edition", "2021", "democracy_score=1.32")
        assert out == (
            "nit/2020@1.0.0, given democracy_score 1.32\n"
            "\n"
            "sum   vectors  score  percentage  percentage_rounded  status\n"
            "9.25  5,005    1.32   5.36        5                   Consolidated Authoritarian Regime\n"
            "each of ndg ep cs im ldg jfi co lies between 1.00 and 3.25\n"
        )

    def test_a_composite_of_which_nothing_is_given_takes_one_line(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        _, out, _ = run(capsys, "--methodology", "nit/1999", "rule_of_law=5.63")
        assert "democratization: all 97 sums are possible (390,625 rating vectors)\n" in out


class TestBadInput:
    @pytest.mark.parametrize(
        ("args", "message"),
        [
            (("--edition", "2021", "nvg=1.25"), "did you mean 'ndg'?"),
            (("--edition", "2021", "Total Score=5"), "did you mean 'democracy_percentage_rounded'?"),
            (
                ("--edition", "2021", "ndg=1.30"),
                "ndg: 1.30 is not a rating from 1.00 to 7.00 in steps of 0.25",
            ),
            (("--edition", "2021", "ndg=7.25"), "ndg: 7.25 is not a rating"),
            (("--edition", "2021", "democracy_score=1,32"), "write a point, not a comma"),
            (("--edition", "2021", "democracy_score=NaN"), "democracy_score: 'NaN' is not a number"),
            (("--edition", "2021", "democracy_score=1e9999"), "democracy_score: '1e9999' is not a number"),
            (("--edition", "2021", "democracy_score=١٫٢٥"), "is not a number"),
            (("--edition", "2021", "democracy_score"), "is not of the form ID=VALUE"),
            (("--edition", "2021", "ndg=1.25", "ndg=1.50"), "is given more than once"),
            (("--edition", "2021", "status=17"), "status: '17' is not a label"),
            (
                ("--edition", "2021", "status=Partly Free"),
                "status: 'Partly Free' is a Freedom in the World status, no claim about this index",
            ),
            (("--edition", "2018", "democracy_score=1.32"), "choose a printing"),
            (("--edition", "1996", "democracy_score=1.32"), "1996"),
            (("--edition", "1997", "democracy_score=1.32"), "1997"),
            (("--methodology", "nit/2021", "democracy_score=1.32"), "unknown methodology 'nit/2021'"),
            (("--methodology", "nit/2005", "democracy_percentage=1.32"), "democracy_percentage"),
            (("democracy_score=1.32",), "give --edition or --methodology"),
            (("--edition", "2021"), "Missing argument"),
        ],
    )
    def test_each_mistake_is_a_line_and_exit_2(
        self, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], message: str
    ) -> None:
        code, out, err = run(capsys, *args)
        assert (code, out) == (2, "")
        assert message in err
        assert "Traceback" not in err

    def test_all_problems_are_told_at_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        args = ("nvg=1.25", "ep=1.30", "democracy_score=abc", "co=1", "co=1", "cs")
        _, _, err = run(capsys, "--edition", "2021", *args)
        assert len(err.splitlines()) == 5


def test_options_that_exclude_each_other_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--edition", "2018", "--printing", "first", "--methodology", "nit/2020"]
    code, out, err = run(capsys, *options, "democracy_score=4.00")
    assert (code, out) == (2, "")
    assert err == ("options: what is stated excludes nit/2020: nit/2020 was given; the printing is first\n")
