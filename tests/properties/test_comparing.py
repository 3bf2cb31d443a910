"""Laws of comparing: what is said to be preserved is, what is said to differ does."""

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from nit_rules.comparing import Pair, Relation, compare
from nit_rules.errors import RatingsError
from nit_rules.model import Band, BandRule, Best, Mean, Methodology, Rule
from nit_rules.scoring import score
from shipped import CATALOG
from strategies import every_rating_vector, made_up, printed_ratings, small_methodologies


def turned(method: Methodology) -> Methodology:
    """The same methodology with the scale and its bands mirrored, and everything else as it was."""
    ends = method.scale.lowest + method.scale.highest
    rules: list[Rule] = []
    for rule in method.rules:
        if isinstance(rule, BandRule):
            bounds = [ends - (band.at_least or 0) for band in reversed(rule.bands[1:])]
            labels = [band.label for band in reversed(rule.bands)]
            bands = (Band(labels[0], at_least=method.scale.lowest), *(
                Band(label, above=bound) for label, bound in zip(labels[1:], bounds, strict=True)
            ))  # fmt: skip
            rules.append(evolve(rule, bands=bands))
        else:
            rules.append(rule)
    best = Best.LOWEST if method.scale.best is Best.HIGHEST else Best.HIGHEST
    return evolve(method, name="made/turned", scale=evolve(method.scale, best=best), rules=tuple(rules))


def rebanded(method: Methodology, cuts: tuple[int, ...]) -> Methodology:
    size, count = method.scale.size, len(method.means[0].of)
    other = made_up(indicators=count, size=size, cuts=cuts)
    return evolve(other, name="made/draft")


def renamed(method: Methodology, names: dict[str, str]) -> Methodology:
    """The same methodology with other ids for some figures."""
    rules: list[Rule] = []
    for rule in method.rules:
        other = evolve(rule, id=names.get(rule.id, rule.id))
        rules.append(other if isinstance(other, Mean) else evolve(other, of=names.get(other.of, other.of)))
    return evolve(method, name="made/renamed", rules=tuple(rules))


def regrouped(method: Methodology, order: list[str]) -> Methodology:
    """The same means, of the indicators in another order."""
    names = dict(zip(method.indicator, order, strict=True))
    rules = (
        evolve(rule, of=tuple(names[one] for one in rule.of)) if isinstance(rule, Mean) else rule
        for rule in method.rules
    )
    return evolve(method, name="made/regrouped", rules=tuple(rules))


class TestPreserved:
    @given(st.data())
    def test_a_mirrored_methodology_preserves_every_class(self, data: st.DataObject) -> None:
        method = data.draw(small_methodologies(composites=2))
        found = {one.figure: one.relation for one in Pair.of(method, turned(method)).preserved()}
        assert found["status1"] is found["status2"] is Relation.SAME

    @given(st.data(), st.sets(st.integers(1, 4)), st.sets(st.integers(1, 4)))
    def test_enumeration_and_every_single_comparison_agree(
        self, data: st.DataObject, some: set[int], others: set[int]
    ) -> None:
        first = made_up(indicators=2, cuts=tuple(sorted(some)))
        second = rebanded(first, tuple(sorted(others)))
        if data.draw(st.booleans()):
            second = turned(second)
        pair = Pair.of(first, second)
        changed = set()
        for ratings in every_rating_vector(first):
            comparison = compare(first, second, ratings)
            assert comparison.turned == pair.turned
            changed |= {shift.figure for shift in comparison.figures if shift.moved}
        for one in pair.preserved():
            assert (one.relation is Relation.SAME) == (one.figure not in changed)
            if one.relation is Relation.DIFFERENT:
                assert one.example is not None
                before, after = (row.figures[one.figure].printed for row in one.example)
                assert before != after

    @given(st.data())
    def test_how_figures_and_means_are_called_changes_nothing(self, data: st.DataObject) -> None:
        """Brute force over drafts with other bands, other ids and means of other indicators."""
        first = made_up(indicators=2, size=2, cuts=(1,), composites=2)
        cut = data.draw(st.integers(1, 2))
        second = regrouped(
            made_up(indicators=2, size=2, cuts=(cut,), composites=2),
            data.draw(st.permutations(list(first.indicator))),
        )
        others = [*first.rule, "other", "another"]
        ids = data.draw(st.lists(st.sampled_from(others), min_size=6, max_size=6, unique=True))
        second = renamed(second, dict(zip(second.rule, ids, strict=True)))
        if data.draw(st.booleans()):
            second = turned(second)
        moved = set()
        for ratings in every_rating_vector(first):
            moved |= {one.figure for one in compare(first, second, ratings).figures if one.moved}
        for one in Pair.of(first, second).preserved():
            if one.figure in first.rule.keys() & second.rule.keys():
                there, here = (set(m.lattice_of[one.figure].indicators) for m in (first, second))
                assert (one.example is None and one.relation is Relation.DIFFERENT) == (there != here)
                assert (one.relation is Relation.SAME) == (one.figure not in moved)
            else:
                assert one.relation in (Relation.ADDED, Relation.DROPPED)

    def test_what_is_turned_but_for_ties_differs_only_there(self) -> None:
        """Enumerated by hand: of 97 sums of four ratings 24 tie, and half up is not the mirror of half up."""
        (method,) = (one for one in CATALOG.methodologies if one.name == "nit/1999")
        other = evolve(method, name="made/turned", scale=evolve(method.scale, best=Best.HIGHEST))
        found = {one.figure: one for one in Pair.of(method, other).preserved()}
        for lattice in method.lattices:
            one = found[lattice.id]
            printed = [row.figures[lattice.id].printed for row in lattice.rows]
            pairs = zip(printed, reversed(printed), strict=True)
            odd = [first for first, second in pairs if Decimal(first) + Decimal(second) != 8]
            assert one.relation is Relation.DIFFERENT
            assert one.is_turned
            assert one.differing == len(odd) == 24
            assert one.example is not None
            assert one.example[0].figures[lattice.id].printed == odd[0]

    def test_the_score_is_turned_with_the_scale(self) -> None:
        method = made_up(indicators=7, size=24, cuts=(4, 8, 12, 16))
        found = {one.figure: one for one in Pair.of(method, turned(method)).preserved()}
        assert found["score"].relation is Relation.TURNED
        assert found["score"].rows == 169

    def test_a_figure_of_one_side_only_is_added_or_dropped(self) -> None:
        method = made_up()
        less = evolve(method, rules=method.rules[:1])
        assert {one.figure: one.relation for one in Pair.of(method, less).preserved()} == {
            "score": Relation.SAME, "percentage": Relation.DROPPED, "status": Relation.DROPPED,
        }  # fmt: skip
        assert Pair.of(less, method).preserved()[-1].relation is Relation.ADDED

    @pytest.mark.parametrize("mirrored", [False, True])
    def test_grids_of_other_steps_are_compared_over_the_sums_of_both(self, *, mirrored: bool) -> None:
        fine = made_up(size=8, step="0.25", cuts=(1,))
        coarse = evolve(made_up(size=4, step="0.50", cuts=(1,)), name="made/coarse")
        if mirrored:
            coarse = turned(coarse)
        there = {one.figure: one for one in Pair.of(fine, coarse).preserved()}
        back = {one.figure: one for one in Pair.of(coarse, fine).preserved()}
        relation = Relation.TURNED if mirrored else Relation.SAME
        assert (there["score"].relation, there["score"].rows, there["score"].beyond) == (relation, 13, 12)
        assert (back["score"].relation, back["score"].rows, back["score"].beyond) == (relation, 13, 0)
        for figure, one in there.items():
            differing = 0
            for ratings in every_rating_vector(fine):
                try:
                    (shift,) = (s for s in compare(fine, coarse, ratings).figures if s.figure == figure)
                except RatingsError:
                    continue
                differing += shift.moved
            assert bool(differing) == bool(one.differing or one.relation is Relation.TURNED)

    def test_how_many_sums_change_class_is_counted(self) -> None:
        first = made_up(indicators=7, size=24, cuts=(4, 8, 12, 16))
        second = rebanded(first, (4, 8, 12, 17))
        (status,) = [one for one in Pair.of(first, second).preserved() if one.figure == "status"]
        assert (status.relation, status.rows, status.differing) == (Relation.DIFFERENT, 169, 7)
        assert status.example is not None
        assert str(status.example[0].figures["score"].printed) == "5.00"


class TestComparison:
    @given(st.data())
    def test_there_and_back_is_the_same(self, data: st.DataObject) -> None:
        method = data.draw(small_methodologies())
        other = turned(method)
        ratings = data.draw(printed_ratings(method))
        there = compare(method, other, ratings)
        back = compare(other, method, {one: after for one, (_, after) in there.ratings.items()})
        assert back.ratings == {one: (after, before) for one, (before, after) in there.ratings.items()}
        assert {one.figure: one.after for one in back.figures} == score(method, ratings).figures

    @given(st.data())
    def test_against_itself_nothing_moves(self, data: st.DataObject) -> None:
        method = data.draw(small_methodologies())
        comparison = compare(method, method, data.draw(printed_ratings(method)))
        assert not any(shift.moved for shift in comparison.figures)
        assert not comparison.reclassified


class TestWhatCannotBeCompared:
    def test_other_indicators_are_named(self) -> None:
        with pytest.raises(RatingsError) as caught:
            compare(made_up(indicators=2), evolve(made_up(indicators=3), name="made/wide"), {})
        assert str(caught.value) == "made/wide@1.0.0 rates i2, which made/up@1.0.0 does not"

    def test_other_ends_of_the_scale_are_named(self) -> None:
        with pytest.raises(
            RatingsError, match=r"the scales differ \(made/up@1.0.0 1.00 to 2.00, made/up@1.0.0 0 to 1.00\)"
        ):
            compare(made_up(), made_up(lowest="0"), {})

    def test_a_rating_off_the_other_grid_is_named(self) -> None:
        fine, coarse = made_up(size=4, step="0.25"), made_up(size=2, step="0.50", cuts=(1,))
        with pytest.raises(
            RatingsError,
            match=r"\Ai0: 1.25 is not a rating of made/up@1.0.0 \(1.00 to 2.00 in steps of 0.50\)\n"
            r"i2: 1.75 is not a rating of made/up@1.0.0",
        ):
            compare(fine, coarse, {"i0": "1.25", "i1": "1.50", "i2": "1.75"})
