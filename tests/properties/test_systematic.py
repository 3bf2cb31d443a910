"""A cause of several wrong figures is found on each of them, whatever else is known."""

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations
from typing import ClassVar

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from diagnosed import BULGARIA, check_every_edit, diagnosis, figures, ids, made, the, wrong
from nit_rules import Methodology, audit, score
from nit_rules.model import BandRule, Edit, Mean, Row
from nit_rules.reports.wording import finding_line
from nit_rules.rounding import Rounding, RoundingMode
from shipped import CATALOG
from shipped import NIT_2020 as NIT
from strategies import printed_ratings

ROWS = NIT.lattices[0].rows


def right(row: Row) -> dict[str, str]:
    return {figure: value.text for figure, value in row.figures.items()}


def rounded(row: Row, mode: str, digits: dict[str, int]) -> dict[str, str]:
    """The figures of a row, those of `digits` rounded to so many in another way."""
    found = right(row)
    for figure, count in digits.items():
        exact = row.figures[figure].exact
        assert exact is not None
        found[figure] = str(Rounding(Decimal(1).scaleb(-count), RoundingMode(mode))(exact))
    return found


PRINTED = {"democracy_score": 2, "democracy_percentage": 2, "democracy_percentage_rounded": 0}


def from_rounded(row: Row) -> dict[str, str]:
    found = right(row)
    exact = (Fraction(Decimal(found["democracy_score"])) - 1) / 6 * 100
    for figure, step in (("democracy_percentage", "0.01"), ("democracy_percentage_rounded", "1")):
        found[figure] = str(Rounding(Decimal(step), RoundingMode.HALF_UP)(exact))
    return found


def as_fractions(row: Row) -> dict[str, str]:
    percentages = ("democracy_percentage", "democracy_percentage_rounded")
    return right(row) | {name: str(Decimal(row.figures[name].text) / 100) for name in percentages}


def of_seven(row: Row) -> dict[str, str]:
    # Half of the rows from the score as it is printed, as whoever reads a report would.
    score = row.figures["democracy_score"]
    exact = Fraction(score.text if row.position % 2 else score.exact or 0) / 7 * 100
    steps = {"democracy_percentage": "0.01", "democracy_percentage_rounded": "1"}
    return right(row) | {
        name: str(Rounding(Decimal(step), RoundingMode.HALF_UP)(exact)) for name, step in steps.items()
    }


CAUSES: dict[str, Callable[[Row], dict[str, str]]] = {
    "percentage-from-rounded-score": from_rounded,
    "truncated": lambda row: rounded(row, "down", PRINTED),
    "rounded-up": lambda row: rounded(row, "up", PRINTED),
    "half-even": lambda row: rounded(row, "half-even", PRINTED),
    "fewer-digits": lambda row: rounded(row, "half-up", {"democracy_score": 1, "democracy_percentage": 1}),
    "fraction-of-one": as_fractions,
    "percentage-of-highest": of_seven,
    "sum-of-ratings": lambda row: right(row) | {"democracy_score": str(row.sum)},
}


class TestWithoutRatings:
    @pytest.mark.parametrize("id_", CAUSES)
    def test_each_wrong_figure_carries_the_cause(self, id_: str) -> None:
        """Enumerated: every row of the lattice, and every choice of figures beside each other."""
        planted = 0
        for row in ROWS:
            claims = CAUSES[id_](row)
            for count in range(1, len(claims) + 1):
                for kept in combinations(claims, count):
                    found = audit(CATALOG, made(None, {one: claims[one] for one in kept}))
                    for finding in wrong(found):
                        published, printed = finding.published, row.figures[finding.figure].text
                        # Zeros at the end may be lost: 0.6 is a right 0.60.
                        same = published == printed or (
                            not isinstance(NIT.rule[finding.figure], BandRule)
                            and Decimal(published) == Decimal(printed)
                        )
                        if not same:
                            planted += 1
                            assert id_ in ids(finding), (row.position, kept)
        assert planted > (5 if id_ == "half-even" else 300)

    def test_both_percentages_name_the_score_that_they_come_from(self) -> None:
        claims = {
            "democracy_score": "5.29",
            "democracy_percentage": "71.50",
            "democracy_percentage_rounded": "72",
        }
        found = check_every_edit(CATALOG, made(None, claims))
        one = diagnosis(the(found, "democracy_percentage"), "percentage-from-rounded-score")
        assert one.says == (
            "democracy_percentage 71.50 and democracy_percentage_rounded 72 "
            "are taken from the rounded score 5.29"
        )
        changes = (
            Edit("democracy_percentage", "71.50", "71.43"),
            Edit("democracy_percentage_rounded", "72", "71"),
        )
        assert one.edits == (changes,)
        assert one in the(found, "democracy_percentage_rounded").diagnoses
        assert one in found.diagnoses

    def test_both_percentages_are_told_to_be_fractions_as_a_workbook_stores_them(self) -> None:
        claims = {
            "democracy_score": "1.32",
            "democracy_percentage": "0.05357142857142857",
            "democracy_percentage_rounded": "0.05",
        }
        found = check_every_edit(CATALOG, made(None, claims))
        one = diagnosis(the(found, "democracy_percentage"), "fraction-of-one")
        assert one.says == (
            "democracy_percentage 0.05357142857142857 and democracy_percentage_rounded 0.05 "
            "are fractions of one, not percentages"
        )
        del claims["democracy_percentage_rounded"]
        found = audit(CATALOG, made(None, claims))
        one = diagnosis(the(found, "democracy_percentage"), "fraction-of-one")
        assert one.says == "0.05357142857142857 is 5.36 percent as a fraction of one"

    @given(printed_ratings(NIT), st.sampled_from(["democracy_score", "democracy_percentage"]))
    def test_a_figure_that_is_right_beside_it_is_not_among_the_explained(
        self, ratings: dict[str, str], figure: str
    ) -> None:
        claims = figures(NIT, ratings)
        turned = figures(NIT, {one: str(8 - Decimal(text)) for one, text in ratings.items()})
        found = check_every_edit(CATALOG, made(ratings, claims | {figure: turned[figure]}))
        assert all(one.figure == figure for one in wrong(found))


class TestRatingsWithFewerDigits:
    """Spreadsheets show 1.25 as 1.3; so do tables that were copied from them."""

    @given(printed_ratings(NIT), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN]), st.booleans())
    def test_ratings_with_one_digit_are_put_right_together(
        self, ratings: dict[str, str], mode: str, zeros: bool
    ) -> None:
        shown = {one: str(Decimal(text).quantize(Decimal("0.1"), mode)) for one, text in ratings.items()}
        short = {one: text for one, text in shown.items() if Decimal(text) != Decimal(ratings[one])}
        assume(short)
        printed = {one: f"{text}0" if zeros else text for one, text in shown.items()}
        found = check_every_edit(CATALOG, made(printed, figures(NIT, ratings)))
        cause = "zeros-added" if zeros else "fewer-digits"
        told = [diagnosis(the(found, one), cause) for one in short]
        assert {one.edits for one in told} == {
            (tuple(Edit(one, printed[one], ratings[one]) for one in NIT.indicator if one in short),)
        }
        assert sum(one.id == cause for one in found.diagnoses) == (len(short) > 1)

    def test_it_is_said_in_words(self) -> None:
        found = audit(CATALOG, made(BULGARIA | {"ndg": "4.3"}, {}))
        assert (
            diagnosis(the(found, "ndg"), "fewer-digits").says == "4.3 is 4.25 with one digit after the point"
        )
        found = audit(CATALOG, made(BULGARIA | {"ndg": "4.30"}, {}))
        assert diagnosis(the(found, "ndg"), "zeros-added").says == (
            "4.30 is 4.25 with one digit after the point and a zero added"
        )
        found = audit(CATALOG, made(BULGARIA | {"ndg": "4.3", "ldg": "4.8"}, {}))
        (one,) = (each for each in found.diagnoses if each.id == "fewer-digits")
        assert one.says == "ndg 4.3 and ldg 4.8 are printed with fewer digits"

    def test_what_the_figures_exclude_is_no_explanation(self) -> None:
        right = figures(NIT, BULGARIA | {"ndg": "4.50"})
        found = audit(CATALOG, made(BULGARIA | {"ndg": "4.3"}, right))
        assert "fewer-digits" not in ids(the(found, "ndg"))

    @pytest.mark.parametrize("text", ["4.1", "4.4", "4.6", "7.1", "0.9", "4.26", "4.251", "8", "0"])
    def test_no_rating_is_shown_like_that(self, text: str) -> None:
        found = audit(CATALOG, made(BULGARIA | {"ndg": text}, {}))
        assert {"fewer-digits", "zeros-added"}.isdisjoint(ids(the(found, "ndg")))

    def test_beside_another_misprint_it_settles_nothing(self) -> None:
        found = check_every_edit(
            CATALOG, made(BULGARIA | {"ndg": "4.3", "ep": "9.5"}, figures(NIT, BULGARIA))
        )
        assert diagnosis(the(found, "ndg"), "fewer-digits").edits == ()


class TestZeros:
    CLAIMS: ClassVar = {"democracy_score": "4.50", "democracy_percentage": "57.70"}

    def test_several_figures_with_zeros_have_one_cause(self) -> None:
        found = check_every_edit(CATALOG, made(BULGARIA, self.CLAIMS))
        (one,) = (each for each in found.diagnoses if each.id == "zeros-added")
        assert one.says == (
            "democracy_score 4.50 and democracy_percentage 57.70 are rounded to fewer digits, with zeros added"
        )

    def test_a_line_says_so_only_where_several_figures_are_so(self) -> None:
        # Beside the right figure anybody sees it; what else would explain a single one has the room.
        both = audit(CATALOG, made(BULGARIA, self.CLAIMS))
        assert "with zeros added" in finding_line(both, both.findings[0], NIT)
        alone = audit(CATALOG, made(BULGARIA, {"democracy_score": "4.50"}))
        assert finding_line(alone, alone.findings[0], NIT).endswith(
            "4.46 (31.25 / 7)  one rating 0.25 higher would explain it"
        )


class TestContents:
    """A cause of several figures says which score, rating or methodology it is about."""

    def test_the_rating_that_was_left_out(self) -> None:
        ratings = {one: text for one, text in BULGARIA.items() if one != "co"}
        mean = sum((Fraction(text) for text in ratings.values()), Fraction(0)) / 6
        exact = (mean - 1) / 6 * 100
        two = Rounding(Decimal("0.01"), RoundingMode.HALF_UP)
        claims = {"democracy_score": str(two(mean)), "democracy_percentage": str(two(exact))}
        found = check_every_edit(CATALOG, made(BULGARIA, claims))
        says = [one.says for one in found.diagnoses if one.id == "indicator-omitted"]
        assert says == [
            f"democracy_score {two(mean)} and democracy_percentage {two(exact)} are the figures without co"
        ]

    def test_the_other_methodology(self) -> None:
        other = CATALOG.methodology("nit/2005")
        theirs = figures(other, BULGARIA)
        turned = figures(NIT, {one: str(8 - Decimal(text)) for one, text in BULGARIA.items()})
        claims = {"democracy_score": turned["democracy_score"], "status": theirs["status"]}
        assert claims["status"] == turned["status"]
        found = check_every_edit(CATALOG, made(BULGARIA, claims))
        assert any(one.says.endswith("are the figures with the scale turned") for one in found.diagnoses)
        one = diagnosis(the(found, "status"), "other-methodology")
        assert one.says == f"{theirs['status']} is the figure of nit/2005@1.0.0"


class TestRulesThatCutOff:
    """Where the rules do not round half up, somebody else may have."""

    @staticmethod
    def draft(figure: str, mode: RoundingMode) -> Methodology:
        rules = [
            rule if isinstance(rule, BandRule) or rule.id != figure
            else evolve(rule, round=evolve(rule.round, mode=mode))
            for rule in NIT.rules
        ]  # fmt: skip
        return evolve(NIT, name="draft/cut", rules=tuple(rules))

    @pytest.mark.parametrize("mode", [RoundingMode.DOWN, RoundingMode.UP])
    def test_ordinary_rounding_is_told_first(self, mode: RoundingMode) -> None:
        draft = self.draft("democracy_percentage", mode)
        catalog = CATALOG.with_methodologies([draft])
        planted = 0
        for row, other in zip(draft.lattices[0].rows, ROWS, strict=True):
            claims = right(row) | {"democracy_percentage": right(other)["democracy_percentage"]}
            for finding in wrong(audit(catalog, made(None, claims, draft))):
                if finding.figure == "democracy_percentage":
                    planted += 1
                    told = [one for one in finding.diagnoses if one.edits]
                    assert told[0].id == "half-up"
                    assert "half-even" not in ids(finding)
        assert planted > 40

    def test_in_words(self) -> None:
        draft = self.draft("democracy_score", RoundingMode.DOWN)
        record = made(BULGARIA | {"co": "4.25"}, {"democracy_score": "4.54"}, draft)
        finding = the(audit(CATALOG.with_methodologies([draft]), record), "democracy_score")
        one = diagnosis(finding, "half-up")
        assert one.says == "4.54 is 4.535714… rounded half up; it is printed 4.53"


class TestAnotherFigure:
    """A figure in the place of another, and not in its own."""

    @pytest.mark.parametrize("known", [BULGARIA, None])
    def test_it_is_named(self, known: dict[str, str] | None) -> None:
        found = check_every_edit(CATALOG, made(known, {"democracy_score": "57.74"}))
        one = diagnosis(the(found, "democracy_score"), "other-figure")
        assert one.says == "57.74 is the democracy_percentage"
        assert one.edits == ((Edit("democracy_score", "57.74", "4.46"),),)

    def test_of_other_rules_that_on_the_same_scale_is_named_first(self) -> None:
        mean = NIT.rules[0]
        assert isinstance(mean, Mean)
        draft = evolve(NIT, name="draft/five", rules=(evolve(mean, of=mean.of[:5]), *NIT.rules[1:]))
        catalog = CATALOG.with_methodologies([draft])
        found = audit(catalog, made(BULGARIA, {"democracy_score": "4.46"}, draft))
        one = diagnosis(the(found, "democracy_score"), "other-figure")
        assert one.says.startswith("4.46 is the democracy_score of nit/2020@1.0.0")

    def test_several_claims_of_it_are_told_together(self) -> None:
        claims = {"democracy_score": "58", "democracy_percentage": "58"}
        found = check_every_edit(CATALOG, made(BULGARIA, claims))
        assert "democracy_score 58 and democracy_percentage 58 are the democracy_percentage_rounded" in [
            one.says for one in found.diagnoses
        ]

    def test_it_is_not_looked_for_where_it_is_claimed_itself(self) -> None:
        claims = {"democracy_score": "57.74", "democracy_percentage": "57.74"}
        found = check_every_edit(CATALOG, made(BULGARIA, claims))
        assert "other-figure" not in ids(the(found, "democracy_score"))

    def test_more_digits_than_it_prints_are_none_of_it(self) -> None:
        found = check_every_edit(CATALOG, made(BULGARIA, {"democracy_score": "57.74"}))
        assert ids(the(found, "democracy_score")).count("other-figure") == 1


class TestMoreDigitsThanPrinted:
    """A claim with more digits than the rule prints is tested with its own digits."""

    @given(printed_ratings(NIT), st.sampled_from(list(PRINTED)), st.integers(1, 5), st.data())
    def test_cut_off_or_rounded_up(
        self, ratings: dict[str, str], figure: str, more: int, data: st.DataObject
    ) -> None:
        id_, mode = data.draw(st.sampled_from([("truncated", "down"), ("rounded-up", "up")]))
        exact = score(NIT, ratings).figures[figure].exact
        assert exact is not None
        step = Decimal(1).scaleb(-PRINTED[figure] - more)
        text = str(Rounding(step, RoundingMode(mode))(exact))
        found = check_every_edit(CATALOG, made(ratings, {figure: text}))
        for finding in wrong(found):
            assert id_ in ids(finding)

    def test_in_words(self) -> None:
        for figure, text, says in (
            ("democracy_score", "4.4642", "4.4642 is 4.464285… cut off; it is printed 4.46"),
            ("democracy_score", "4.465", "4.465 is 4.464285… rounded up; it is printed 4.46"),
            ("democracy_percentage_rounded", "57.73", "57.73 is 57.738095… cut off; it is printed 58"),
        ):
            finding = the(check_every_edit(CATALOG, made(BULGARIA, {figure: text})), figure)
            assert says in [one.says for one in finding.diagnoses]
