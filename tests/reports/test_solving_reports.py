"""Solutions in JSON and in text, to the letter of the command line's contract."""

import json

import nit_rules
from nit_rules.reports.solving import LARGEST_EXACT, as_json, as_text
from nit_rules.solving import MOST_LISTED, solve
from strategies import made_up

SEVEN = made_up(indicators=7, size=24, cuts=(4, 8, 12, 16))


class TestJson:
    def test_every_sum_comes_with_its_figures_and_its_count(self) -> None:
        solution = json.loads(nit_rules.to_json(nit_rules.solve(SEVEN, {"score": "1.32"})))
        assert solution["reachable"] is True
        assert solution["methodology"] == "made/up@1.0.0"
        (composite,) = solution["composites"]
        assert composite["id"] == "score"
        figures = {"score": "1.32", "percentage": "5", "status": "Red"}
        assert composite["sums"] == [{"sum": "9.25", "figures": figures, "vectors": 5005}]
        assert composite["ranges"]["i0"] == ["1.00", "3.25"]
        assert "nearest" not in solution

    def test_nothing_consistent_leaves_no_sums_and_names_the_nearest(self) -> None:
        solution = as_json(solve(SEVEN, {"score": "5.99"}))
        assert solution["reachable"] is False
        assert [one["sums"] for one in solution["composites"]] == [[]]
        assert solution["nearest"] == {"score": ["5.96", "6.00"]}

    def test_vectors_are_listed_by_indicator(self) -> None:
        known = dict.fromkeys(("i0", "i1", "i2", "i3", "i4"), "1.00")
        (composite,) = as_json(solve(SEVEN, known | {"score": "1.04"}, listed=True))["composites"]
        assert composite["listed"] == [
            known | {"i5": "1.00", "i6": "1.25"},
            known | {"i5": "1.25", "i6": "1.00"},
        ]

    def test_a_count_beyond_what_json_keeps_exactly_is_text(self) -> None:
        method = made_up(indicators=12, size=24)
        counts = [one["vectors"] for one in as_json(solve(method, {}))["composites"][0]["sums"]]
        assert sum(map(int, counts)) == 25**12
        assert all(isinstance(one, int) == (int(one) <= LARGEST_EXACT) for one in counts)
        assert nit_rules.to_json(solve(method, {}))

    def test_both_composites_are_listed_each_with_its_own_sums(self) -> None:
        method = made_up(composites=2)
        first, second = as_json(solve(method, {"score2": "1.00"}))["composites"]
        assert (first["id"], len(first["sums"])) == ("score1", 13)
        assert (second["id"], len(second["sums"])) == ("score2", 1)


class TestText:
    def test_a_solution_reads_as_a_table(self) -> None:
        assert as_text(solve(SEVEN, {"score": "1.32", "i0": "1.00"})) == (
            "made/up@1.0.0, given score 1.32, i0 1.00\n"
            "\n"
            "sum   vectors  score  percentage  status\n"
            "9.25  2,002    1.32   5           Red\n"
            "each of i1 i2 i3 i4 i5 i6 lies between 1.00 and 3.25\n"
        )

    def test_where_nothing_fits_the_nearest_are_named(self) -> None:
        assert as_text(solve(SEVEN, {"score": "5.99"})) == (
            "made/up@1.0.0, given score 5.99\n"
            "no ratings agree with all of it; the nearest that can be printed beside the rest:\n"
            "  score  5.99 →  5.96 or 6.00\n"
        )

    def test_where_more_than_one_figure_would_have_to_change_that_is_said(self) -> None:
        assert as_text(solve(SEVEN, {"score": "5.99", "percentage": "35", "status": "Blue"})) == (
            "made/up@1.0.0, given score 5.99, percentage 35, status Blue\n"
            "no ratings agree with all of it, whichever one figure were another; "
            "the nearest beside as many of the rest as agree:\n"
            "  score       5.99 →  5.96 or 6.00\n"
            "  percentage  35 →    67\n"
            "  status      Blue →  Yellow\n"
        )

    def test_too_many_vectors_are_not_listed_and_the_text_says_so(self) -> None:
        text = as_text(solve(SEVEN, {"score": "4.00"}, listed=True), listed=True)
        assert f"more than {MOST_LISTED:,} rating vectors: not listed" in text

    def test_control_characters_are_shown_not_obeyed(self) -> None:
        assert "\x1b" not in as_text(solve(SEVEN, {"status": "R\x1b[31med"}))
