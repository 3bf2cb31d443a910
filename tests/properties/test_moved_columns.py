"""Columns in each other's place, and cells that have moved along a row."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from diagnosed import BULGARIA, check_every_edit, diagnosis, figures, ids, made, the, wrong
from nit_rules import Audit, Record, audit
from nit_rules.model import Edit
from shipped import CATALOG, KAZAKHSTAN
from shipped import NIT_2020 as NIT
from strategies import printed_ratings

NUMBERS = ("democracy_score", "democracy_percentage", "democracy_percentage_rounded")


def row(cells: dict[str, str]) -> Record:
    """A row of a table; an empty cell is absent."""
    return Record(
        ratings={one: text for one, text in cells.items() if one in NIT.indicator and text},
        claims={one: text for one, text in cells.items() if one in NIT.rule and text},
        methodology=NIT.id,
    )


def names_all(found: Audit, id_: str) -> bool:
    return all(id_ in ids(finding) for finding in wrong(found))


class TestInEachOthersPlace:
    @given(printed_ratings(NIT), st.permutations(NUMBERS))
    def test_two_or_three_figures(self, ratings: dict[str, str], order: list[str]) -> None:
        claims = figures(NIT, ratings)
        mixed = claims | {one: claims[other] for one, other in zip(NUMBERS, order, strict=True)}
        # What is right again by chance (a score of 1.00 and a percentage of 0) leaves less to exchange.
        assume(len({Decimal(claims[one]) for one in NUMBERS}) == len(NUMBERS))
        found = check_every_edit(CATALOG, made(ratings, mixed))
        assert names_all(found, "columns-swapped")
        for finding in wrong(found):
            edits = {Edit(one, mixed[one], claims[one]) for one in NUMBERS if mixed[one] != claims[one]}
            assert edits in [set(some) for some in diagnosis(finding, "columns-swapped").edits]
            if len(edits) == 2:
                # That explains both, and needs no number that is not printed.
                assert edits in [set(some) for some in finding.diagnoses[0].edits]

    @pytest.mark.parametrize(("mean", "exact", "rounded"), [("1.36", "5.95", "6"), ("4.46", "57.74", "58")])
    def test_two_figures_come_before_what_else_explains_one_of_them(
        self, mean: str, exact: str, rounded: str
    ) -> None:
        claims = {
            "democracy_score": mean,
            "democracy_percentage": rounded,
            "democracy_percentage_rounded": exact,
        }
        finding = the(check_every_edit(CATALOG, made(None, claims)), "democracy_percentage")
        first, *others = finding.diagnoses
        assert first.id == "columns-swapped"
        assert {"off-lattice", "fewer-digits"} <= {one.id for one in others}

    @given(st.sampled_from(list(KAZAKHSTAN)), st.integers(4, 20), st.integers(1, 4), st.data())
    def test_a_score_and_a_rating_that_are_both_on_the_grid(
        self, indicator: str, mean: int, apart: int, data: st.DataObject
    ) -> None:
        other = data.draw(st.sampled_from([one for one in KAZAKHSTAN if one != indicator]))
        positions = dict.fromkeys(KAZAKHSTAN, mean) | {indicator: mean + apart, other: mean - apart}
        ratings = {one: str(NIT.scale.printed(position)) for one, position in positions.items()}
        claims = figures(NIT, ratings)
        score = claims["democracy_score"]
        mixed = made(ratings | {indicator: score}, claims | {"democracy_score": ratings[indicator]})
        found = check_every_edit(CATALOG, mixed)
        assert names_all(found, "columns-swapped")
        finding = the(found, "democracy_score")
        edits = {
            Edit("democracy_score", ratings[indicator], score),
            Edit(indicator, score, ratings[indicator]),
        }
        told = [one for one in finding.diagnoses if one.id == "columns-swapped"]
        assert edits in [set(some) for one in told for some in one.edits]

    def test_the_wrong_figure_and_one_that_is_right_where_it_stands(self) -> None:
        claims = {"democracy_percentage": "86", "democracy_percentage_rounded": "85.71"}
        found = check_every_edit(CATALOG, made(dict.fromkeys(KAZAKHSTAN, "6.00") | {"co": "7.00"}, claims))
        finding = the(found, "democracy_percentage")
        assert [one.figure for one in wrong(found)] == ["democracy_percentage"]
        assert diagnosis(finding, "columns-swapped").says == (
            "democracy_percentage 86 and democracy_percentage_rounded 85.71 stand in each other's place"
        )

    @given(printed_ratings(NIT), printed_ratings(NIT))
    def test_is_told_only_where_all_is_right_once_exchanged(
        self, ratings: dict[str, str], other: dict[str, str]
    ) -> None:
        found = check_every_edit(CATALOG, made(ratings, figures(NIT, other)))
        for finding in wrong(found):
            assert all(one.edits for one in finding.diagnoses if one.id == "columns-swapped")


class TestMovedAlongARow:
    ORDER = (*NIT.indicator, *NIT.rule)

    @given(printed_ratings(NIT), st.integers(0, 8), st.booleans())
    def test_a_cell_too_many_anywhere(self, ratings: dict[str, str], start: int, has_status: bool) -> None:
        order = self.ORDER if has_status else self.ORDER[:-1]
        values = [*ratings.values(), *figures(NIT, ratings).values()][: len(order)]
        cells = dict(zip(order, [*values[:start], "", *values[start:]], strict=False))
        found = check_every_edit(CATALOG, row(cells))
        assume(wrong(found))
        for finding in wrong(found):
            assert diagnosis(finding, "columns-shifted").says.endswith("one column too far to the right")

    @given(printed_ratings(NIT), st.integers(0, 8), st.data())
    def test_a_cell_lost_and_another_left_empty_anywhere_after_it(
        self, ratings: dict[str, str], start: int, data: st.DataObject
    ) -> None:
        values = [*ratings.values(), *figures(NIT, ratings).values()]
        end = data.draw(st.integers(start + 2, len(values) - 1))
        moved = [*values[:start], *values[start + 1 : end + 1], "", *values[end + 1 :]]
        found = check_every_edit(CATALOG, row(dict(zip(self.ORDER, moved, strict=True))))
        assume(wrong(found))
        for finding in wrong(found):
            assert diagnosis(finding, "columns-shifted").says.endswith("one column too far to the left")

    def test_figures_one_column_to_the_left_of_a_status_that_stands(self) -> None:
        values = [*list(BULGARIA.values())[:6], "4.46", "57.74", "58", "", "Semi-Consolidated Democracy"]
        found = check_every_edit(CATALOG, row(dict(zip(self.ORDER, values, strict=True))))
        says = {one.says for finding in wrong(found) for one in finding.diagnoses}
        assert "from co on, the values stand one column too far to the left" in says

    def test_one_value_alone_is_no_shift(self) -> None:
        claims = {"democracy_percentage": "12.34", "democracy_percentage_rounded": "5.36"}
        found = audit(CATALOG, made(dict(KAZAKHSTAN), claims))
        assert all("columns-shifted" not in ids(finding) for finding in wrong(found))
