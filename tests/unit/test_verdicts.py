"""Verdicts on known cases; the laws are in tests/properties and in the independent checker."""

from decimal import Decimal
from fractions import Fraction

import pytest

from nit_rules import Finding, Record, Stated, audit
from nit_rules.catalog import Catalog
from shipped import KAZAKHSTAN, KAZAKHSTAN_CLAIMS

CLAIMS = KAZAKHSTAN_CLAIMS | {"democracy_percentage_rounded": "5"}


def findings(catalog: Catalog, ratings: dict[str, str], claims: dict[str, str]) -> dict[str, Finding]:
    result = audit(catalog, Record("Kazakhstan", "2021", ratings, claims))
    assert result.problems == ()
    return {finding.figure: finding for finding in result.findings}


def test_all_ratings_reproduce_every_figure(catalog: Catalog) -> None:
    found = findings(catalog, KAZAKHSTAN, CLAIMS)
    assert [(one.verdict, one.sources) for one in found.values()] == [("reproduced", ("ratings",))] * 4
    assert (found["democracy_score"].expected, found["democracy_score"].exact) == (
        Decimal("1.32"),
        Fraction(37, 28),
    )


def test_without_ratings_figures_determine_each_other(catalog: Catalog) -> None:
    found = findings(catalog, {}, CLAIMS)
    assert {name: (one.verdict, one.sources) for name, one in found.items()} == {
        "democracy_score": ("reproduced", ("democracy_percentage",)),
        "democracy_percentage": ("reproduced", ("democracy_score",)),
        "democracy_percentage_rounded": ("reproduced", ("democracy_score",)),
        "status": ("reproduced", ("democracy_score",)),
    }


def test_last_years_integer_is_undetermined_and_its_status_follows(catalog: Catalog) -> None:
    found = findings(
        catalog, {}, {"democracy_percentage_rounded": "5", "status": "Consolidated Authoritarian Regime"}
    )
    assert (
        found["democracy_percentage_rounded"].verdict,
        found["democracy_percentage_rounded"].expected,
    ) == (
        "undetermined",
        None,
    )
    assert (found["status"].verdict, found["status"].sources) == (
        "reproduced",
        ("democracy_percentage_rounded",),
    )


def test_a_wrong_figure_is_contradicted_with_what_it_should_be(catalog: Catalog) -> None:
    found = findings(catalog, KAZAKHSTAN, CLAIMS | {"democracy_score": "1.36"})["democracy_score"]
    assert (found.verdict, found.expected, found.exact, found.sources) == (
        "contradicted",
        Decimal("1.32"),
        Fraction(37, 28),
        ("ratings",),
    )


def test_figures_that_exclude_each_other_conflict_rather_than_vote(catalog: Catalog) -> None:
    """Three agree and one does not: without ratings nothing decides who is wrong."""
    found = findings(catalog, {}, CLAIMS | {"democracy_score": "3.82"})
    assert found["democracy_score"].verdict == "conflicting"
    assert found["democracy_score"].rivals == (
        "democracy_percentage",
        "democracy_percentage_rounded",
        "status",
    )
    assert {one.verdict for one in found.values()} == {"conflicting"}


def test_montenegro_2022(catalog: Catalog) -> None:
    """The landing page printed another country's percentage beside the right score."""
    found = findings(catalog, {}, {"democracy_score": "3.82", "democracy_percentage_rounded": "35"})
    assert [(one.verdict, one.rivals, one.expected) for one in found.values()] == [
        ("conflicting", ("democracy_percentage_rounded",), None),
        ("conflicting", ("democracy_score",), None),
    ]


def test_a_contradicted_claim_is_nobodys_rival(catalog: Catalog) -> None:
    found = findings(catalog, {}, {"democracy_score": "5.99", "democracy_percentage_rounded": "35"})
    assert (found["democracy_score"].verdict, found["democracy_percentage_rounded"].verdict) == (
        "contradicted",
        "undetermined",
    )
    assert found["democracy_score"].rivals == ()


def test_partial_ratings_decide_what_they_can(catalog: Catalog) -> None:
    partial = {name: rating for name, rating in KAZAKHSTAN.items() if name != "co"}
    found = findings(catalog, partial, {"democracy_score": "1.32", "democracy_percentage_rounded": "5"})
    assert found["democracy_percentage_rounded"].verdict == "reproduced"
    assert found["democracy_percentage_rounded"].sources == ("democracy_score",)
    assert found["democracy_score"].verdict == "undetermined"
    assert (
        findings(catalog, partial, {"democracy_score": "2.20"})["democracy_score"].verdict == "contradicted"
    )


def test_ratings_and_a_figure_together(catalog: Catalog) -> None:
    """Six ratings leave 25 sums, the integer two of 169; together one."""
    partial = {name: rating for name, rating in KAZAKHSTAN.items() if name != "ndg"}
    found = findings(catalog, partial, {"democracy_score": "1.29", "democracy_percentage_rounded": "5"})
    assert (found["democracy_score"].verdict, found["democracy_score"].expected) == ("undetermined", None)
    found = findings(catalog, partial, {"democracy_score": "1.32", "democracy_percentage_rounded": "6"})
    assert {one.verdict for one in found.values()} == {"conflicting"}


@pytest.mark.parametrize("rating", ["1.30", "7.25", "0.75", "8"])
def test_a_rating_off_the_scale_or_the_grid_is_a_finding_and_unknown(catalog: Catalog, rating: str) -> None:
    found = findings(catalog, KAZAKHSTAN | {"co": rating}, {"democracy_score": "1.32"})
    assert (found["co"].verdict, found["co"].published, found["co"].expected, found["co"].sources) == (
        "contradicted",
        rating,
        None,
        (),
    )
    assert found["democracy_score"].verdict == "undetermined"


def test_unequal_printings_of_a_rating_conflict_and_it_is_unknown(catalog: Catalog) -> None:
    ratings = (
        *(Stated(name, value, "p:1") for name, value in KAZAKHSTAN.items()),
        Stated("co", "1.75", "p:2"),
    )
    result = audit(catalog, Record("Kazakhstan", "2021", ratings, {"democracy_score": "1.32"}))
    assert [(one.figure, one.published, one.verdict, one.at) for one in result.findings] == [
        ("co", "1.25", "conflicting", "p:1"),
        ("co", "1.75", "conflicting", "p:2"),
        ("democracy_score", "1.32", "undetermined", "democracy_score"),
    ]
    assert "co" not in {one.figure for one in result.ratings}


def test_equal_printings_are_one_claim_with_all_their_places(catalog: Catalog) -> None:
    claims = (Stated("democracy_score", "1.50", "p:1"), Stated("democracy_score", "1.5", "p:9"))
    result = audit(catalog, Record("X", "2021", claims=claims))
    assert [(one.published, one.at) for one in result.findings] == [("1.50", "p:1, p:9")]


@pytest.mark.parametrize("label", ["Not Free", "NF", "pf", "F", "Not Free (NF)"])
def test_a_freedom_in_the_world_status_is_no_claim(catalog: Catalog, label: str) -> None:
    result = audit(catalog, Record("X", "2021", claims={"status": label}))
    assert (result.findings, result.problems) == ((), ())
    assert "Freedom in the World" in result.notes[0].message


@pytest.mark.parametrize("label", ["NA", "<NA>", "NaN", "null", "None", "Not rated", "TBD", "#REF!", "-"])
def test_words_for_a_missing_value_are_a_problem_as_in_the_place_of_a_number(
    catalog: Catalog, label: str
) -> None:
    result = audit(catalog, Record("X", "2021", {"ep": label}, {"status": label}))
    assert result.findings == ()
    assert [problem.message for problem in result.problems] == [
        f"'{label}' is not a number",
        f"'{label}' is not a label",
    ]


@pytest.mark.parametrize("text", ["", " ", "n/a", "N/A"])
def test_what_is_absent_states_nothing(text: str) -> None:
    claims = (Stated("status", text), Stated("democracy_score", "1.32"))
    assert Record(ratings={"ep": text}, claims=claims) == Record(claims=claims[1:])


@pytest.mark.parametrize(
    "label", ["SEMI - CONSOLIDATED DEMOCRACY", "Semiconsolidated Democracies", "semi-consolidated democracy"]
)
def test_labels_agree_by_their_variants(catalog: Catalog, label: str) -> None:
    found = findings(catalog, {}, {"democracy_score": "4.50", "status": label})
    assert (found["status"].verdict, found["status"].expected) == (
        "reproduced",
        "Semi-Consolidated Democracy",
    )


def test_a_label_that_no_rule_knows_is_contradicted(catalog: Catalog) -> None:
    found = findings(catalog, {}, {"democracy_score": "4.50", "status": "Flawed Democracy"})
    assert (found["status"].verdict, found["status"].expected) == (
        "contradicted",
        "Semi-Consolidated Democracy",
    )


@pytest.mark.parametrize(
    ("figure", "text"), [("democracy_score", "abc"), ("democracy_score", "1,32"), ("status", "5")]
)
def test_what_is_no_figure_is_a_problem_and_the_rest_is_audited(
    catalog: Catalog, figure: str, text: str
) -> None:
    result = audit(catalog, Record("X", "2021", KAZAKHSTAN, CLAIMS | {figure: text}))
    assert len(result.problems) == 1
    assert len(result.findings) == 3


def test_of_two_texts_at_one_place_neither_is_passed_over(catalog: Catalog) -> None:
    ratings = (Stated("ep", "abc", "page.txt:3"), Stated("cs", "xyz", "page.txt:3"))
    result = audit(catalog, Record("X", "2021", ratings))
    assert [str(one) for one in result.problems] == [
        "page.txt:3: 'abc' is not a number",
        "page.txt:3: 'xyz' is not a number",
    ]


def test_what_rests_on_an_assumption_says_so(catalog: Catalog) -> None:
    democratization = Record("X", "2003", claims={"democratization": "5.00"})
    assert [one.assumed for one in audit(catalog, democratization).findings] == [True]
    for edition, assumed in (("2005", True), ("2006", False)):
        first = Record(
            "X", edition, claims={"democracy_score": "4.50", "status": "Hybrid Regime"}, printing="first"
        )
        assert {one.figure: one.assumed for one in audit(catalog, first).findings}["status"] is assumed
