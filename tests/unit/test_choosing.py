"""Which rules apply, and what is said when none or several do."""

import pytest

from nit_rules import Record, Stated, audit
from nit_rules.catalog import Catalog

RATINGS = {
    "ndg": "6.75",
    "ep": "6.50",
    "cs": "5.75",
    "im": "6.75",
    "ldg": "6.25",
    "jfi": "6.25",
    "co": "6.50",
}


def settled(catalog: Catalog, record: Record) -> tuple[str | None, str]:
    result = audit(catalog, record)
    return result.methodology, result.chosen


def test_a_given_methodology_comes_first(catalog: Catalog) -> None:
    record = Record("X", "2021", methodology="nit/2005")
    assert settled(catalog, record) == ("nit/2005@1.0.0", "given")


def test_any_edition_label_is_accepted_with_a_methodology(catalog: Catalog) -> None:
    result = audit(
        catalog, Record("X", "2030", RATINGS, {"democracy_score": "6.39"}, methodology="nit/2005@1.0.0")
    )
    assert (result.methodology, result.record.edition, result.problems) == ("nit/2005@1.0.0", "2030", ())
    assert [finding.verdict for finding in result.findings] == ["reproduced"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Record("X", "2021"), ("nit/2020@1.0.0", "only-candidate")),
        (Record("X", "2004"), ("nit/2004@1.0.0", "only-candidate")),
        (Record("X", "2021", scale_direction="best=7"), ("nit/2020@1.0.0", "stated")),
        (Record("X", "2018", printing="first"), ("nit/2005@1.0.0", "stated")),
        (Record("X", "2018", scale_direction="best=7"), ("nit/2020@1.0.0", "stated")),
        (Record("X", "2018", claims={"democracy_percentage": "50.00"}), ("nit/2020@1.0.0", "stated")),
        (Record("X", "2003", claims={"rule_of_law": "5.00"}), ("nit/1999@1.0.0", "stated")),
        (Record("X", "1999", claims={"democracy_score": "5.00"}), ("nit/2004@1.0.0", "stated")),
        (Record("X", "2018"), (None, "both")),
        (Record("X", "1997"), (None, "none")),
        (Record("X", None, scale_direction="best=7"), ("nit/2020@1.0.0", "stated")),
        (Record("X", None, claims={"democracy_percentage": "5.36"}), ("nit/2020@1.0.0", "stated")),
        (Record("X", None, RATINGS, scale_direction="best=1"), ("nit/2005@1.0.0", "stated")),
    ],
)
def test_how_the_rules_are_settled(
    catalog: Catalog, record: Record, expected: tuple[str | None, str]
) -> None:
    assert settled(catalog, record) == expected


@pytest.mark.parametrize(
    ("record", "code", "words"),
    [
        (Record("X", "2021", scale_direction="best=1"), "contradictory-statements", "2021"),
        (Record("X", "2021", printing="republished"), "contradictory-statements", "republished"),
        (
            Record("X", "2021", scale_direction="best=1", methodology="nit/2020"),
            "contradictory-statements",
            "best=1",
        ),
        (
            Record("X", "2018", scale_direction="best=1", claims={"democracy_percentage": "50"}),
            "contradictory-statements",
            "democracy_percentage",
        ),
        (Record("X", "1997", claims={"democracy_score": "5"}), "no-methodology", "1997"),
        (Record("X", "1996"), "unknown-edition", "1996"),
        (Record("X", "2025"), "unknown-edition", "2025"),
        (Record("X", "2021", methodology="nit/2021"), "unknown-methodology", "nit/2020"),
        (Record("X", None, RATINGS), "no-edition", "--edition"),
    ],
)
def test_what_excludes_every_candidate_is_a_problem(
    catalog: Catalog, record: Record, code: str, words: str
) -> None:
    result = audit(catalog, record)
    assert [problem.code for problem in result.problems] == [code]
    assert words in result.problems[0].message
    assert result.findings == ()


def test_1999_is_reported_as_1999_2000(catalog: Catalog) -> None:
    assert audit(catalog, Record("X", "1999")).record.edition == "1999-2000"


def test_under_both_printings_what_agrees_stands_and_the_rest_is_undetermined(catalog: Catalog) -> None:
    claims = {"democracy_score": "6.39", "status": "Consolidated Authoritarian Regime"}
    result = audit(catalog, Record("Kazakhstan", "2007", RATINGS, claims))
    assert (result.methodology, result.chosen) == (None, "both")
    assert result.candidates == ("nit/2005@1.0.0", "nit/2020@1.0.0")
    score, status = result.findings
    assert (score.verdict, str(score.expected), score.sources, score.outcomes) == (
        "reproduced",
        "6.39",
        ("ratings",),
        (),
    )
    assert (status.verdict, status.expected) == ("undetermined", None)
    assert [(one.methodology, one.verdict, one.expected) for one in status.outcomes] == [
        ("nit/2005@1.0.0", "reproduced", "Consolidated Authoritarian Regime"),
        ("nit/2020@1.0.0", "contradicted", "Consolidated Democracy"),
    ]


def test_what_neither_printing_makes_is_said_of_both(catalog: Catalog) -> None:
    ratings = {"ndg": "1.00", "gof": "1.00", "ep": "abc"}
    result = audit(catalog, Record("X", "2002", ratings))
    assert result.chosen == "both"
    assert [str(problem) for problem in result.problems] == [
        "ndg: nit/1999@1.0.0 and nit/2004@1.0.0 do not make 'ndg'",
        "gof: nit/1999@1.0.0 and nit/2004@1.0.0 do not make 'gof'; did you mean 'gov'?",
        "ep: 'abc' is not a number",
    ]


def test_ratings_are_kept_where_no_methodology_is_known(catalog: Catalog) -> None:
    ratings = (Stated("ep", "4.00"), Stated("cs", "3.50"), Stated("cs", "3.75"), Stated("im", "abc"))
    result = audit(catalog, Record("X", "1997", ratings))
    assert (result.methodology, result.problems) == (None, ())
    assert result.ratings == (Stated("ep", "4.00"),)


def test_figures_that_exclude_each_other_are_named_with_their_places(catalog: Catalog) -> None:
    claims = (
        Stated("democratization", "5.00", "sheet.csv:2: Dem"),
        Stated("status", "Free", "sheet.csv:2: Class"),
    )
    (problem,) = audit(catalog, Record("X", None, claims=claims, at="sheet.csv:2")).problems
    assert str(problem).startswith("sheet.csv:2: no methodology fits what is stated: ")
    assert "democratization is a figure of nit/1999 only (sheet.csv:2: Dem)" in problem.message
    assert "only (sheet.csv:2: Class)" in problem.message
