"""Laws of solving backwards: counts are exact, everything listed fits, nothing that fits is missed."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nit_rules.errors import RatingsError
from nit_rules.model import Lattice, Methodology
from nit_rules.solving import MOST_LISTED, solve, ways
from shipped import NIT_2020
from strategies import made_up, printed_ratings, small_methodologies

SEVEN = made_up(indicators=7, size=24, cuts=(4, 8, 12, 16))


def every_vector(method: Methodology, indicators: tuple[str, ...]) -> list[tuple[Decimal, ...]]:
    """All vectors of some ratings of a small methodology."""
    grid = [method.scale.printed(position) for position in range(method.scale.size + 1)]
    return list(product(grid, repeat=len(indicators)))


def figures_of(lattice: Lattice, vector: tuple[Decimal, ...]) -> dict[str, str]:
    """The printed figures of a composite's ratings, by plain summing."""
    (row,) = [row for row in lattice.rows if row.sum == sum(vector)]
    return {id_: figure.text for id_, figure in row.figures.items()}


class TestCounts:
    """The number of vectors behind a sum is the coefficient of a polynomial."""

    def test_all_vectors_of_seven_quarter_step_ratings_are_counted(self) -> None:
        assert sum(ways(7, 24)) == 25**7 == 6_103_515_625
        assert sum(one.vectors for one in solve(SEVEN, {}).composites) == 25**7

    @given(st.integers(0, 5), st.integers(1, 5))
    def test_counts_agree_with_enumeration(self, ratings: int, steps: int) -> None:
        counts = [0] * (ratings * steps + 1)
        for vector in product(range(steps + 1), repeat=ratings):
            counts[sum(vector)] += 1
        assert list(ways(ratings, steps)) == counts

    def test_nine_steps_over_seven_ratings_are_5005_vectors(self) -> None:
        (solved,) = solve(SEVEN, {"score": "1.32"}).composites
        assert [(one.row.sum, one.vectors) for one in solved.sums] == [(Decimal("9.25"), 5005)]


class TestAgreement:
    """Brute force over all vectors finds the same sums, counts, ranges and vectors."""

    @given(st.data())
    def test_brute_force_agrees(self, data: st.DataObject) -> None:
        composites = data.draw(st.integers(1, 2))
        method = data.draw(small_methodologies(composites))
        truth, other = data.draw(printed_ratings(method)), data.draw(printed_ratings(method))
        known = {id_: truth[id_] for id_ in data.draw(st.sets(st.sampled_from(list(truth))))}
        claims: dict[str, str] = {}
        for lattice in method.lattices:
            for ratings in (truth, other):
                figures = figures_of(lattice, tuple(Decimal(ratings[id_]) for id_ in lattice.indicators))
                claims |= {id_: figures[id_] for id_ in data.draw(st.sets(st.sampled_from(list(figures))))}
        solution = solve(method, known | claims, listed=True)
        found = []
        for lattice in method.lattices:
            fitting = []
            for vector in every_vector(method, lattice.indicators):
                figures = figures_of(lattice, vector)
                ratings = dict(zip(lattice.indicators, map(str, vector), strict=True))
                if all((figures | ratings).get(id_, text) == text for id_, text in (known | claims).items()):
                    fitting.append(vector)
            found.append(fitting)
        assert solution.reachable == all(found)
        if not solution.reachable:
            assert not any(solved.sums or solved.ranges for solved in solution.composites)
            return
        for lattice, solved, fitting in zip(method.lattices, solution.composites, found, strict=True):
            assert solved.listed is not None or not fitting
            assert list(solved.listed or ()) == fitting
            assert solved.vectors == len(fitting)
            for place, indicator in enumerate(lattice.indicators):
                if indicator not in known and fitting:
                    values = [vector[place] for vector in fitting]
                    assert solved.ranges[indicator] == (min(values), max(values))

    @given(st.data())
    def test_nothing_given_leaves_everything(self, data: st.DataObject) -> None:
        method = data.draw(small_methodologies(composites=2))
        for lattice, solved in zip(method.lattices, solve(method, {}).composites, strict=True):
            assert len(solved.sums) == len(lattice.rows)
            assert solved.vectors == (method.scale.size + 1) ** len(lattice.indicators)

    @given(printed_ratings(SEVEN))
    def test_all_ratings_known_leave_one_vector(self, ratings: dict[str, str]) -> None:
        (solved,) = solve(SEVEN, ratings).composites
        vector = tuple(map(Decimal, ratings.values()))
        assert [one.vectors for one in solved.sums] == [1]
        assert {id_: figure.text for id_, figure in solved.sums[0].row.figures.items()} == figures_of(
            SEVEN.lattices[0], vector
        )
        assert not solved.ranges


class TestNothingFits:
    """What cannot be printed is answered with what can."""

    def test_a_score_between_two_sums_names_both_neighbours(self) -> None:
        solution = solve(SEVEN, {"score": "5.99"})
        assert not solution.reachable
        assert solution.nearest == {"score": (Decimal("5.96"), Decimal("6.00"))}

    def test_figures_that_exclude_each_other_each_name_the_nearest_beside_the_other(self) -> None:
        solution = solve(SEVEN, {"score": "3.82", "percentage": "35"})
        assert not solution.reachable
        assert solution.nearest == {"score": (Decimal("3.11"),), "percentage": (Decimal("47"),)}

    def test_ratings_that_are_known_limit_what_is_near(self) -> None:
        known = {f"i{number}": "1.00" for number in range(6)}
        assert solve(SEVEN, known | {"score": "5.00"}).nearest == {"score": (Decimal("1.86"),)}

    def test_an_unknown_label_names_the_labels_there_are(self) -> None:
        nearest = solve(SEVEN, {"status": "Purple"}).nearest
        assert nearest == {"status": ("Red", "Orange", "Yellow", "Green", "Blue")}

    def test_a_label_that_the_score_excludes_is_answered_with_the_one_beside_it(self) -> None:
        nearest = solve(SEVEN, {"score": "1.00", "percentage": "0", "status": "Blue"}).nearest
        assert nearest == {"status": ("Red",)}

    @pytest.mark.parametrize(
        ("values", "nearest"),
        [
            (
                {
                    "democracy_score": "2.36",
                    "democracy_percentage": "15.48",
                    "status": "Consolidated Authoritarian Regime",
                },
                {"democracy_score": (Decimal("1.93"),)},
            ),
            (
                {
                    "democracy_score": "3.46",
                    "democracy_percentage": "51.79",
                    "democracy_percentage_rounded": "41",
                },
                {"democracy_percentage": (Decimal("41.07"),)},
            ),
        ],
    )
    def test_what_cannot_be_printed_beside_all_of_the_rest_is_not_named(
        self, values: dict[str, str], nearest: dict[str, tuple[Decimal, ...]]
    ) -> None:
        assert solve(NIT_2020, values).nearest == nearest

    @given(st.data())
    def test_brute_force_finds_the_same_beside_the_rest_or_beside_the_most_of_it(
        self, data: st.DataObject
    ) -> None:
        method = data.draw(small_methodologies())
        (lattice,) = method.lattices
        claims = {"score": "9.87", "percentage": "33", "status": "Purple"}
        for id_ in data.draw(st.sets(st.sampled_from(list(claims)))):
            claims[id_] = data.draw(st.sampled_from(lattice.rows)).figures[id_].text
        ratings = data.draw(printed_ratings(method))
        known = {id_: ratings[id_] for id_ in data.draw(st.sets(st.sampled_from(list(ratings))))}
        fitting = [
            figures_of(lattice, vector)
            for vector in every_vector(method, lattice.indicators)
            if all(known.get(id_, str(one)) == str(one) for id_, one in zip(ratings, vector, strict=True))
        ]
        agreeing = [{id_ for id_ in claims if figures[id_] == claims[id_]} for figures in fitting]
        most = max(map(len, agreeing))
        solution = solve(method, known | claims)
        assert solution.reachable == (most == len(claims))
        if solution.reachable:
            return
        assert solution.is_beside_all == (most == len(claims) - 1)
        for id_, text in claims.items():
            beside = {
                figures[id_]
                for figures, agree in zip(fitting, agreeing, strict=True)
                if len(agree) == most and id_ not in agree
            }
            found = {str(one) for one in solution.nearest.get(id_, ())}
            assert found <= beside
            assert bool(found) == bool(beside)
            if id_ != "status":
                below = [one for one in beside if Decimal(one) < Decimal(text)]
                above = [one for one in beside if Decimal(one) > Decimal(text)]
                nearest = {*sorted(below, key=Decimal)[-1:], *sorted(above, key=Decimal)[:1]}
                assert found == nearest

    @given(st.data())
    def test_the_nearest_are_the_nearest(self, data: st.DataObject) -> None:
        method = data.draw(small_methodologies())
        text = str(data.draw(st.decimals(-3, 8, places=2)))
        solution = solve(method, {"score": text})
        printable = {row.figures["score"].text for row in method.lattices[0].rows}
        if not solution.reachable:
            near = min(abs(Fraction(Decimal(one)) - Fraction(Decimal(text))) for one in printable)
            found = solution.nearest["score"]
            assert set(map(str, found)) <= printable
            assert near in [abs(Fraction(Decimal(str(one))) - Fraction(Decimal(text))) for one in found]

    @given(st.data())
    def test_one_of_the_nearest_is_given_whenever_nothing_fits(self, data: st.DataObject) -> None:
        values = {
            "score": data.draw(st.sampled_from(["1.00", "3.82", "5.96", "5.99", "7.00", "9"])),
            "percentage": str(data.draw(st.integers(0, 101))),
            "status": data.draw(st.sampled_from(["Red", "Green", "Blue", "Purple"])),
        }
        solution = solve(SEVEN, values)
        assert solution.reachable != bool(solution.nearest)


class TestListing:
    """Vectors are written out only where they are few."""

    def test_more_vectors_than_the_bound_are_not_listed(self) -> None:
        (solved,) = solve(SEVEN, {"score": "4.00"}, listed=True).composites
        assert solved.vectors > MOST_LISTED
        assert solved.listed is None

    def test_nothing_is_listed_unasked(self) -> None:
        (solved,) = solve(SEVEN, {"score": "1.04"}).composites
        assert solved.listed is None
        assert solved.vectors == 7


class TestBadInput:
    """All that is wrong is said at once, each with its place."""

    def test_every_problem_is_named(self) -> None:
        with pytest.raises(RatingsError) as caught:
            solve(SEVEN, {"scor": "1.00", "i0": "1.30", "i1": "abc", "percentage": "1,5", "i2": "7.25"})
        assert list(map(str, caught.value.problems)) == [
            "scor: made/up@1.0.0 has no rating or figure 'scor'; did you mean 'score'?",
            "percentage: '1,5' is not a number; write a point, not a comma",
            "i0: 1.30 is not a rating from 1.00 to 7.00 in steps of 0.25",
            "i1: 'abc' is not a number",
            "i2: 7.25 is not a rating from 1.00 to 7.00 in steps of 0.25",
        ]

    def test_floats_and_bools_are_refused_by_type(self) -> None:
        with pytest.raises(RatingsError) as caught:
            solve(SEVEN, {"score": 1.32, "i0": True})  # type: ignore[dict-item]  # what is tested
        assert [problem.code for problem in caught.value.problems] == ["wrong-type", "wrong-type"]

    @pytest.mark.parametrize("label", ["3", "Partly Free"])
    def test_no_label_is_told_as_such(self, label: str) -> None:
        with pytest.raises(RatingsError) as caught:
            solve(NIT_2020, {"status": label})
        assert [problem.code for problem in caught.value.problems] == ["not-a-label"]

    def test_decimals_and_integers_are_read_as_printed(self) -> None:
        (solved,) = solve(SEVEN, {"i0": 1, "score": Decimal("1.32")}).composites
        assert [str(one.row.sum) for one in solved.sums] == ["9.25"]
