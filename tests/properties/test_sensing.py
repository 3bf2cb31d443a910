"""Laws of sensitivity: distances are shortest, probabilities are exact, brute force agrees."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nit_rules.errors import RatingsError
from nit_rules.model import Lattice, Methodology
from nit_rules.sensing import Chance, probability, sensitivity
from strategies import made_up, printed_ratings, small_methodologies

SEVEN = made_up(indicators=7, size=24, cuts=(4, 8, 12, 16))
MIDDLE = dict.fromkeys(SEVEN.indicator, "4.00")


def label(lattice: Lattice, row: int) -> str:
    (figure,) = [figure for figure in lattice.rows[0].figures if figure.startswith("status")]
    return lattice.rows[row].figures[figure].text


def positions_of(method: Methodology, ratings: dict[str, str]) -> dict[str, int]:
    found = {one: method.scale.position(text) for one, text in ratings.items()}
    return {one: position for one, position in found.items() if position is not None}


class TestEdges:
    @given(st.data())
    def test_no_fewer_steps_reach_another_class(self, data: st.DataObject) -> None:
        method = data.draw(small_methodologies(composites=2))
        ratings = data.draw(printed_ratings(method))
        for lattice, standing in zip(method.lattices, sensitivity(method, ratings).composites, strict=True):
            row = standing.row.position
            here = label(lattice, row)
            others = {label(lattice, one) for one in range(len(lattice.rows))} - {here}
            assert {edge.label for edge in standing.edges} == others
            for edge in standing.edges:
                assert label(lattice, row + edge.steps) == edge.label == edge.row.figures[edge.figure].text
                nearer = range(min(row, row + edge.steps) + 1, max(row, row + edge.steps))
                assert edge.label not in {label(lattice, one) for one in nearer}
            distances = [abs(edge.steps) for edge in standing.edges]
            assert distances == sorted(distances)

    @given(st.data())
    def test_no_smaller_set_of_ratings_flips_the_class(self, data: st.DataObject) -> None:
        method = data.draw(small_methodologies())
        ratings = data.draw(printed_ratings(method))
        (standing,) = sensitivity(method, ratings).composites
        start = positions_of(method, ratings)
        size = method.scale.size
        for edge in standing.edges:
            # Brute force: every vector whose sum is that far away, by the set of ratings that it moves.
            sets = set()
            for vector in product(range(size + 1), repeat=len(start)):
                moved = {one for one, there in zip(start, vector, strict=True) if there != start[one]}
                if sum(vector) == standing.row.position + edge.steps:
                    sets.add(frozenset(moved))
            fewest = min(map(len, sets))
            assert {frozenset(some) for some in edge.sets} == {some for some in sets if len(some) == fewest}

    def test_the_middle_of_the_scale_has_an_edge_on_either_side(self) -> None:
        (standing,) = sensitivity(SEVEN, MIDDLE).composites
        assert [(edge.label, edge.steps) for edge in standing.edges] == [
            ("Yellow", -1), ("Blue", 28), ("Orange", -29), ("Red", -57),
        ]  # fmt: skip
        assert standing.nearest == standing.edges[0]
        assert standing.edges[0].sets == tuple((one,) for one in SEVEN.indicator)

    def test_one_class_has_no_edges(self) -> None:
        method = made_up(cuts=())
        (standing,) = sensitivity(method, dict.fromkeys(method.indicator, "1.00")).composites
        assert standing.nearest is None


class TestOneStep:
    @given(st.data())
    def test_each_step_gives_the_figures_of_the_ratings_with_that_step(self, data: st.DataObject) -> None:
        method = data.draw(small_methodologies(composites=2))
        ratings = data.draw(printed_ratings(method))
        start = positions_of(method, ratings)
        found = sensitivity(method, ratings)
        for standing in found.composites:
            for one in standing.steps:
                for move, row in ((-1, one.down), (1, one.up)):
                    there = start[one.indicator] + move
                    if not 0 <= there <= method.scale.size:
                        assert row is None
                        continue
                    moved = ratings | {one.indicator: str(method.scale.printed(there))}
                    after = {each.id: each for each in sensitivity(method, moved).composites}
                    assert row == after[standing.id].row


def brute_force(
    method: Methodology, ratings: dict[str, str], down: Fraction, up: Fraction
) -> dict[int, Fraction]:
    """The distribution of the row over all 3^n errors."""
    size = method.scale.size
    shares: dict[int, Fraction] = {}
    for errors in product((-1, 0, 1), repeat=len(ratings)):
        chance, total = Fraction(1), 0
        for error, start in zip(errors, positions_of(method, ratings).values(), strict=True):
            chance *= {-1: down, 0: 1 - down - up, 1: up}[error]
            total += min(max(start + error, 0), size)
        shares[total] = shares.get(total, Fraction(0)) + chance
    return {row: share for row, share in shares.items() if share}


class TestDistribution:
    @given(st.data(), st.integers(0, 10), st.integers(0, 10))
    def test_brute_force_over_all_errors_agrees(self, data: st.DataObject, down: int, up: int) -> None:
        method = data.draw(small_methodologies())
        ratings = data.draw(printed_ratings(method))
        lower, higher = Fraction(down, 20), Fraction(up, 20)
        (standing,) = sensitivity(method, ratings, down=lower, up=higher).composites
        if not down and not up:
            assert standing.distribution is None
            return
        assert standing.distribution is not None
        rows = {row.position: share for row, share in standing.distribution.rows}
        assert rows == brute_force(method, ratings, lower, higher)

    @given(printed_ratings(SEVEN), st.fractions(0, 1, max_denominator=1000))
    def test_probabilities_add_up_to_exactly_one(self, ratings: dict[str, str], chance: Fraction) -> None:
        (standing,) = sensitivity(SEVEN, ratings, down=chance / 3, up=chance / 2).composites
        if standing.distribution is not None:
            assert sum(share for _, share in standing.distribution.rows) == 1
            for shares in standing.distribution.labels.values():
                assert sum(share for _, share in shares) == 1

    def test_doubt_may_be_about_one_rating_only(self) -> None:
        (standing,) = sensitivity(SEVEN, MIDDLE, down={"i0": "0.18"}).composites
        assert standing.distribution is not None
        assert standing.distribution.labels["status"] == (
            ("Green", Fraction(41, 50)),
            ("Yellow", Fraction(9, 50)),
        )

    def test_without_doubt_there_is_no_distribution(self) -> None:
        assert sensitivity(SEVEN, MIDDLE).composites[0].distribution is None


class TestBadInput:
    @pytest.mark.parametrize(
        ("down", "up", "message"),
        [
            ("1.5", 0, "down: '1.5' is not a probability from 0 to 1"),
            (0, "-0.1", "up: '-0.1' is not a probability from 0 to 1"),
            ("1/0", 0, "down: '1/0' is not a probability; write 0.1 or 1/10"),
            ("1/2/3", 0, "down: '1/2/3' is not a probability; write 0.1 or 1/10"),
            ("10 %", 0, "down: '10 %' is not a probability; write 0.1 or 1/10"),
            ({"i66": "0.1"}, 0, "down i66: made/up@1.0.0 has no indicator 'i66'; did you mean 'i6'?"),
            ({"i1": "0.6"}, {"i1": "0.5"}, "i1: down and up add up to 11/10, more than 1"),
            ("0.6", "0.5", "down and up add up to 11/10, more than 1"),
            (
                {"i1": "0.6", "i2": "0.9", "i3": "x", "i4": "0.6"},
                {"i1": "0.5", "i2": "0.9", "i3": "0.9", "i4": "0.1"},
                "\n".join(
                    (
                        "down i3: 'x' is not a probability; write 0.1 or 1/10",
                        "i1: down and up add up to 11/10, more than 1",
                        "i2: down and up add up to 9/5, more than 1",
                    )
                ),
            ),
        ],
    )
    def test_what_is_no_probability_is_said(
        self, down: Chance | dict[str, Chance], up: Chance | dict[str, Chance], message: str
    ) -> None:
        with pytest.raises(RatingsError) as caught:
            sensitivity(SEVEN, MIDDLE, down=down, up=up)
        assert str(caught.value) == message

    def test_a_float_is_refused_by_type(self) -> None:
        with pytest.raises(TypeError, match="float"):
            probability(0.1)  # type: ignore[arg-type]  # what is tested

    def test_a_missing_rating_is_named(self) -> None:
        with pytest.raises(RatingsError, match="i6"):
            sensitivity(SEVEN, {one: rating for one, rating in MIDDLE.items() if one != "i6"})

    def test_probabilities_are_exact(self) -> None:
        assert probability("0.1") == probability("1/10") == probability(Decimal("0.10")) == Fraction(1, 10)
