"""Stated changes since the edition before."""

import pytest

from nit_rules import Change, Record, Stated, audit
from nit_rules.catalog import Catalog


def page(*changes: Change, now: dict[str, str] | None = None, before: dict[str, str] | None = None) -> Record:
    """A page of 2022 that states changes; as on a page, their values are ratings of both editions."""
    scores = {"democracy_score"}
    previous = Record(
        "Georgia",
        "2021",
        tuple(Stated(one.figure, one.before) for one in changes if one.figure not in scores)
        + tuple(Stated(*item) for item in (before or {}).items()),
        tuple(Stated(one.figure, one.before) for one in changes if one.figure in scores),
    )
    return Record(
        "Georgia",
        "2022",
        tuple(Stated(one.figure, one.after) for one in changes if one.figure not in scores)
        + tuple(Stated(*item) for item in (now or {}).items()),
        tuple(Stated(one.figure, one.after) for one in changes if one.figure in scores),
        changes,
        previous=previous,
    )


def verdicts(catalog: Catalog, record: Record) -> list[str]:
    return [str(one.verdict) for one in audit(catalog, record).changes]


NDG, CS, JFI = Change("ndg", "2.50", "2.25"), Change("cs", "4.25", "4.00"), Change("jfi", "2.75", "2.50")
SCORE = Change("democracy_score", "3.18", "3.07")


def test_georgia_2022_adds_up(catalog: Catalog) -> None:
    """Three falls of a quarter are the 0.75 by which the sums behind 3.18 and 3.07 differ."""
    assert verdicts(catalog, page(NDG, CS, JFI, SCORE)) == ["reproduced"] * 4


def test_an_unstated_change_leaves_it_undetermined(catalog: Catalog) -> None:
    assert verdicts(catalog, page(NDG, CS, SCORE))[-1] == "undetermined"


def test_a_page_that_lists_all_changes_is_held_to_it(catalog: Catalog) -> None:
    complete = Change("democracy_score", "3.18", "3.07", complete=True)
    assert verdicts(catalog, page(NDG, CS, complete))[-1] == "contradicted"


def test_what_no_unstated_change_could_make_is_contradicted(catalog: Catalog) -> None:
    stated = [Change(name, "2.50", "2.75") for name in ("ndg", "ep", "cs", "im", "ldg", "jfi", "co")]
    assert verdicts(catalog, page(*stated, SCORE))[-1] == "contradicted"


def test_known_ratings_limit_what_went_unstated(catalog: Catalog) -> None:
    known = dict.fromkeys(("ep", "im", "ldg", "jfi", "co"), "3.00")
    assert verdicts(catalog, page(NDG, CS, SCORE, now=known, before=known))[-1] == "contradicted"


@pytest.mark.parametrize(
    "score", [Change("democracy_score", "3.18", "3.08"), Change("democracy_score", "9.99", "3.07")]
)
def test_a_score_that_cannot_be_printed_did_not_change_so(catalog: Catalog, score: Change) -> None:
    assert verdicts(catalog, page(NDG, score))[-1] == "contradicted"


def test_a_change_of_a_rating_printed_otherwise_conflicts(catalog: Catalog) -> None:
    assert verdicts(catalog, page(NDG, now={"ndg": "2.75"})) == ["conflicting"]


def test_a_change_to_a_rating_off_the_grid_is_contradicted(catalog: Catalog) -> None:
    assert verdicts(catalog, page(Change("ndg", "2.50", "2.30"))) == ["contradicted"]


def test_changes_across_methodologies_are_not_compared(catalog: Catalog) -> None:
    previous = Record("X", "2019", printing="first")
    result = audit(catalog, Record("X", "2020", changes=(NDG,), previous=previous))
    assert (result.changes, result.problems) == ((), ())


def test_what_is_no_number_is_a_problem(catalog: Catalog) -> None:
    record = Record("X", "2021", changes=(Change("ndg", "x", "2.25", "p:7"),), previous=Record("X", "2020"))
    assert [problem.code for problem in audit(catalog, record).problems] == ["not-a-number"]
