"""What a whole file has in common: one cause of many errors, and what no row can tell apart."""

from decimal import Decimal
from fractions import Fraction

import pytest

from nit_rules import Record, audit, score
from nit_rules.model import Diagnosis, Row
from nit_rules.rounding import Rounding, RoundingMode
from nit_rules.together import Together, compared
from shipped import CATALOG
from shipped import NIT_2020 as NIT

ROWS = NIT.lattices[0].rows


def beside(*records: Record) -> Together:
    """Records of one table, compared with each other."""
    return compared(CATALOG, [(0, audit(CATALOG, one)) for one in records])


def told(claims: list[dict[str, str]]) -> tuple[Diagnosis, ...]:
    return beside(*(Record(claims=one, methodology=NIT.id) for one in claims)).diagnoses


def right(row: Row) -> dict[str, str]:
    return {figure: value.text for figure, value in row.figures.items()}


def figures(ratings: dict[str, str]) -> dict[str, str]:
    return {figure: value.text for figure, value in score(NIT, ratings).figures.items()}


def from_rounded(row: Row) -> dict[str, str]:
    """The figures with a percentage that is taken from the printed score."""
    exact = (Fraction(Decimal(right(row)["democracy_score"])) - 1) / 6 * 100
    percentage = str(Rounding(Decimal("0.01"), RoundingMode.HALF_UP)(exact))
    return right(row) | {"democracy_percentage": percentage}


def turned(row: Row) -> dict[str, str]:
    """The figures with the score of the other direction."""
    return right(row) | {"democracy_score": right(ROWS[-1 - row.position])["democracy_score"]}


VECTORS = [
    dict(zip(NIT.indicator, texts, strict=True))
    for texts in (
        ("1.25", "2.00", "3.50", "1.75", "4.50", "2.25", "6.75"),
        ("5.25", "3.00", "4.50", "5.75", "3.50", "4.25", "1.00"),
        ("6.25", "6.00", "4.75", "5.00", "6.50", "3.25", "2.00"),
        ("2.25", "1.00", "1.75", "3.00", "2.50", "3.25", "5.75"),
    )
]


def without(ratings: dict[str, str], omitted: str) -> Record:
    """A record whose score is the mean of all ratings but one."""
    rest = [Fraction(text) for one, text in ratings.items() if one != omitted]
    mean = Rounding(Decimal("0.01"), RoundingMode.HALF_UP)(sum(rest, Fraction(0)) / len(rest))
    claims = figures(ratings) | {"democracy_score": str(mean)}
    return Record(ratings=ratings, claims=claims, methodology=NIT.id)


def without_co(ratings: dict[str, str]) -> Record:
    return without(ratings, "co")


class TestCommonCauses:
    def test_the_percentage_from_the_rounded_score_explains_all_144(self) -> None:
        first, *_ = told([from_rounded(row) for row in ROWS])
        assert first.id == "percentage-from-rounded-score"
        assert first.says == "the percentage taken from the rounded score explains 144 of 144 wrong figures"

    def test_the_cause_of_most_errors_is_told_first(self) -> None:
        # With the score alone beside it, the percentage decides nothing: the two exclude each other.
        claims = [from_rounded(row) for row in ROWS[1:40]] + [
            {figure: text for figure, text in turned(row).items() if figure != "democracy_percentage_rounded"}
            for row in ROWS[60:70]
        ]
        ids = [one.id for one in told(claims)]
        assert ids[0] == "percentage-from-rounded-score"
        assert "reversed-scale" in ids

    def test_causes_that_no_row_tells_apart_are_told_together(self) -> None:
        # 62.50 is cut off and rounded to even alike.
        claims = [{"democracy_percentage": "62.50", "democracy_percentage_rounded": "62"}] * 2
        first, *_ = told(claims)
        assert first.says == (
            "rounding half to even or cutting off instead of rounding explains 4 of 4 wrong figures; "
            "no row tells these apart"
        )

    def test_columns_that_moved_are_recognised(self) -> None:
        order = [*NIT.indicator, *right(ROWS[0])]
        records = []
        for ratings in (
            dict.fromkeys(NIT.indicator, "1.25") | {"co": other} for other in ("1.50", "1.75", "2.00")
        ):
            values = [*ratings.values(), *figures(ratings).values()]
            row = dict(zip(order[1:-1], values, strict=False))
            known = {one: text for one, text in row.items() if one in NIT.indicator}
            claims = {one: text for one, text in row.items() if one not in NIT.indicator}
            records.append(Record(ratings=known, claims=claims, methodology=NIT.id))
        first, *_ = beside(*records).diagnoses
        assert first.id == "columns-shifted"
        assert first.says.startswith("a shift of the columns by one explains")

    def test_the_rating_that_was_left_out_is_named(self) -> None:
        found = [one.says for one in beside(*map(without_co, VECTORS)).diagnoses]
        assert found[0].startswith("leaving out co explains")
        assert not any("leaving out" in says for says in found[1:])

    def test_different_ratings_left_out_are_no_common_cause(self) -> None:
        both = [without_co(VECTORS[0]), without(VECTORS[1], "ndg")]
        assert not any("leaving out" in one.says for one in beside(*both).diagnoses)

    def test_ratings_that_no_row_tells_apart_are_named_in_order(self) -> None:
        equal = [ratings | {"ndg": ratings["co"], "ep": ratings["co"]} for ratings in VECTORS]
        first, *_ = beside(*map(without_co, equal)).diagnoses
        assert first.says.startswith("leaving out co or leaving out ep or leaving out ndg explains")

    def test_the_other_methodology_is_named(self) -> None:
        claims = [
            {
                "democracy_score": right(row)["democracy_score"],
                "democracy_percentage": right(row)["democracy_percentage"],
                "status": right(ROWS[-1 - row.position])["status"],
            }
            for row in ROWS[100:120]
        ]
        assert any("applying nit/2005@1.0.0 explains" in one.says for one in told(claims))

    def test_columns_exchanged_are_named_though_one_of_them_is_right_where_it_stands(self) -> None:
        claims = [
            right(row)
            | {
                "democracy_percentage": right(row)["democracy_percentage_rounded"],
                "democracy_percentage_rounded": right(row)["democracy_percentage"],
            }
            for row in ROWS[1:20]
        ]
        says = [one.says for one in told(claims)]
        words = "exchanging democracy_percentage and democracy_percentage_rounded explains"
        assert any(words in one for one in says)

    def test_what_a_greater_cause_explains_is_no_cause_of_its_own(self) -> None:
        # Some percentages from the rounded score are those that would be rounded up, too.
        found = told([from_rounded(row) for row in ROWS])
        assert [one.id for one in found if "explains" in one.says] == ["percentage-from-rounded-score"]

    def test_what_explains_one_record_is_no_cause_of_the_file(self) -> None:
        claims = [from_rounded(ROWS[1]), right(ROWS[2]) | {"democracy_score": "9.99"}]
        assert not any("explains" in one.says for one in told(claims))

    def test_percentages_in_the_place_of_scores(self) -> None:
        claims = [{"democracy_score": right(row)["democracy_percentage"]} for row in ROWS[10:20]]
        first, *_ = told(claims)
        assert first.says == (
            "printing democracy_percentage in the place of another figure explains 10 of 10 wrong figures"
        )

    def test_misprints_have_no_common_cause(self) -> None:
        claims = [right(row) | {"democracy_score": "9.99"} for row in ROWS[:5]]
        assert {one.id for one in told(claims)} <= {"not-separated"}


def percentage_without(ratings: dict[str, str], omitted: str) -> str:
    """The rounded percentage of all ratings but one."""
    rest = [Fraction(text) for one, text in ratings.items() if one != omitted]
    exact = (sum(rest, Fraction(0)) / len(rest) - 1) / 6 * 100
    return str(Rounding(Decimal("1"), RoundingMode.HALF_UP)(exact))


class TestChance:
    ROUNDED = "democracy_percentage_rounded"

    def rounded(self, others: tuple[str, ...], vectors: list[dict[str, str]]) -> list[Record]:
        """Records whose rounded percentage leaves out a rating, and with other figures that do not."""
        records = []
        for ratings in vectors:
            right = {one: text for one, text in figures(ratings).items() if one in others}
            claims = right | {self.ROUNDED: percentage_without(ratings, "co")}
            records.append(Record(ratings=ratings, claims=claims, methodology=NIT.id))
        return records

    def omitted(self, *records: Record) -> list[str]:
        return [one.says for one in beside(*records).diagnoses if one.id == "indicator-omitted"]

    def test_two_whole_numbers_may_be_chance_and_more_are_none(self) -> None:
        assert self.omitted(*self.rounded((), VECTORS[:2])) == []
        assert self.omitted(*self.rounded((), VECTORS)) == ["leaving out co explains 4 of 4 wrong figures"]

    def test_two_figures_with_two_decimals_are_none(self) -> None:
        assert self.omitted(*map(without_co, VECTORS[:2])) == ["leaving out co explains 2 of 2 wrong figures"]

    def test_of_many_wrong_figures_some_fit_by_chance(self) -> None:
        misprints = [
            Record(ratings=one, claims={"democracy_score": text}, methodology=NIT.id)
            for one in VECTORS
            for text in ("1.01", "1.02", "6.97", "6.98", "6.99")
        ]
        two = [*map(without_co, VECTORS[:2])]
        assert self.omitted(*two, *misprints[:10]) == ["leaving out co explains 2 of 12 wrong figures"]
        assert self.omitted(*two, *misprints) == []

    @pytest.mark.parametrize("other", ["democracy_score", "democracy_percentage"])
    def test_what_other_figures_of_the_record_refute_is_no_cause(self, other: str) -> None:
        records = self.rounded((other,), VECTORS)
        assert self.omitted(*records) == []
        # It remains a way to the figure by itself.
        ids = [one.id for finding in audit(CATALOG, records[0]).findings for one in finding.diagnoses]
        assert "indicator-omitted" in ids

    def test_halves_to_even_are_no_chance_even_in_whole_numbers(self) -> None:
        ties = [row for row in ROWS if right(row)["democracy_score"] in ("1.75", "4.75")]
        claims = [
            {"democracy_score": right(row)["democracy_score"], self.ROUNDED: even}
            for row, even in zip(ties, ("12", "62"), strict=True)
        ]
        assert any("half to even" in one.says for one in told(claims))


class TestWhatCannotBeToldApart:
    def test_half_up_from_half_even_where_no_row_is_a_tie(self) -> None:
        says = [one.says for one in told([from_rounded(row) for row in ROWS[1:20]])]
        assert "no row separates half-up from half-even in democracy_percentage_rounded" in says

    def test_nothing_of_the_kind_where_a_row_is_a_tie(self) -> None:
        says = [one.says for one in told([from_rounded(row) for row in ROWS])]
        assert not any("separates" in one for one in says)

    @pytest.mark.parametrize("kept", [(), ("democracy_percentage",)])
    def test_nothing_of_the_kind_where_ties_are_what_is_wrong(self, kept: tuple[str, ...]) -> None:
        # The score and the percentage that is rounded in another way exclude each other: no value is left to either.
        figures = ("democracy_score", *kept, "democracy_percentage_rounded")
        rows = [row for row in ROWS if right(row)["democracy_score"] in ("1.75", "4.00", "4.75")]
        claims = [
            {one: text for one, text in right(row).items() if one in figures}
            | {"democracy_percentage_rounded": even}
            for row, even in zip(rows, ("12", "50", "62"), strict=True)
        ]
        says = [one.says for one in told(claims)]
        assert says[0].startswith("rounding half to even or cutting off instead of rounding explains")
        assert not any("half-up from half-even" in one for one in says)

    SCORES = "no row separates the exact score from the rounded one in "
    TIES = "no row separates half-up from half-even in democracy_percentage_rounded"

    @pytest.mark.parametrize(
        ("claims", "says"),
        [
            # From the rounded score it would be 48.17.
            ({"democracy_score": "3.89", "democracy_percentage_rounded": "48.21"}, [TIES]),
            (
                {"democracy_score": "3.89", "democracy_percentage_rounded": "48"},
                [f"{SCORES}democracy_percentage_rounded", TIES],
            ),
            # However halves are rounded to whole numbers, this is no whole number.
            (
                {"democracy_score": "4.75", "democracy_percentage_rounded": "62.5"},
                [f"{SCORES}democracy_percentage_rounded", TIES],
            ),
            (
                {"democracy_score": "4.75", "democracy_percentage_rounded": "63"},
                [f"{SCORES}democracy_percentage_rounded"],
            ),
            # Neither way gives 66.
            (
                {"democracy_score": "4.75", "democracy_percentage_rounded": "66"},
                [f"{SCORES}democracy_percentage_rounded", TIES],
            ),
            # From rounded scores there is no 30.36, whatever the ratings.
            ({"democracy_percentage": "30.36"}, []),
            # Cut off, the one from the rounded score would be 30.33.
            ({"democracy_score": "2.82", "democracy_percentage": "30.35"}, []),
            ({"democracy_score": "2.82", "democracy_percentage": "30.37"}, [f"{SCORES}democracy_percentage"]),
        ],
    )
    def test_a_row_tells_ways_apart_where_only_one_of_them_leads_to_what_it_prints(
        self, claims: dict[str, str], says: list[str]
    ) -> None:
        wrong = [{"democracy_score": "9.99"}, {"democracy_score": "8.88"}]
        assert [one.says for one in told([claims, *wrong]) if one.id == "not-separated"] == says

    def test_nothing_is_said_of_a_file_without_errors(self) -> None:
        assert told([right(row) for row in ROWS[:20]]) == ()

    def test_nothing_is_said_of_a_single_record(self) -> None:
        assert told([from_rounded(ROWS[9])]) == ()
