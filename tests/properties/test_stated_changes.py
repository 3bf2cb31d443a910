"""What explains a figure leaves right what the page states of it a second time: that it changed, and to what."""

from collections.abc import Mapping

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from diagnosed import diagnosis, edited, figures, ids, the, wrong
from nit_rules import Audit, Change, Record, Stated, Verdict, audit
from nit_rules.model import Edit
from shipped import CATALOG, KAZAKHSTAN
from shipped import NIT_2020 as NIT
from strategies import printed_ratings


def page(
    ratings: Mapping[str, str], before: Mapping[str, str], claims: Mapping[str, str], *more: Stated
) -> Record:
    """A page that states how ratings changed since the edition before, and, as pages do, their values with that."""
    changes = [Change(one, text, ratings[one]) for one, text in before.items()]
    stated = [Stated(one, text) for one, text in ratings.items()]
    previous = Record("S", "2020", ratings=before)
    return Record("S", "2021", (*stated, *more), claims, changes, previous=previous)


def check_changes(record: Record) -> Audit:
    """What is offered makes all right, and leaves every change right that is so."""
    found = audit(CATALOG, record)
    right = {one.figure for one in found.changes if one.verdict is Verdict.REPRODUCED}
    for one in (each for finding in found.findings for each in finding.diagnoses):
        for edits in one.edits:
            after = audit(CATALOG, edited(record, edits))
            assert not wrong(after)
            assert right <= {one.figure for one in after.changes if one.verdict is Verdict.REPRODUCED}
    return found


#: Kazakhstan in 2021 with the judicial framework misprinted.
MISPRINTED = KAZAKHSTAN | {"jfi": "1.50"}
CLAIMS = figures(NIT, KAZAKHSTAN)


@given(printed_ratings(NIT), printed_ratings(NIT), st.sets(st.sampled_from(list(KAZAKHSTAN))), st.data())
def test_no_edit_undoes_a_change_that_is_right(
    ratings: dict[str, str], before: dict[str, str], changed: set[str], data: st.DataObject
) -> None:
    claims = figures(NIT, ratings)
    for indicator in data.draw(st.sets(st.sampled_from(list(ratings)), min_size=1, max_size=2)):
        ratings[indicator] = data.draw(st.sampled_from(["1.00", "4.25", "7.00", "1.30"]))
    if data.draw(st.booleans()):
        claims |= {"democracy_score": claims["democracy_percentage"]}
    check_changes(page(ratings, {one: before[one] for one in sorted(changed)}, claims))


@pytest.mark.parametrize("indicator", [one for one in KAZAKHSTAN if one != "jfi"])
def test_a_rating_whose_change_is_right_is_not_the_one_that_is_misprinted(indicator: str) -> None:
    before = {indicator: "1.00"}
    found = check_changes(page(MISPRINTED, before, CLAIMS))
    (change,) = found.changes
    assert change.verdict is Verdict.REPRODUCED
    told = diagnosis(the(found, "democracy_score"), "rating-misprint")
    named = [edit.id for (edit,) in told.edits]
    assert named == [one for one in KAZAKHSTAN if one != indicator]
    # Without the change, each of them might be.
    alone = audit(CATALOG, evolve(page(MISPRINTED, before, CLAIMS), changes=()))
    told = diagnosis(the(alone, "democracy_score"), "rating-misprint")
    assert [edit.id for (edit,) in told.edits] == list(KAZAKHSTAN)


def test_where_all_changes_are_right_no_rating_is_misprinted() -> None:
    before = dict.fromkeys(KAZAKHSTAN, "3.00")
    found = check_changes(page(MISPRINTED, before, CLAIMS))
    assert wrong(found)
    assert all("rating-misprint" not in ids(finding) for finding in wrong(found))


def test_a_rating_whose_change_is_wrong_may_be_misprinted() -> None:
    record = page(MISPRINTED, {"cs": "1.25"}, CLAIMS)
    record = evolve(record, changes=[Change("cs", "1.25", "1.75")])
    (change,) = audit(CATALOG, record).changes
    assert change.verdict is Verdict.CONTRADICTED
    told = diagnosis(the(audit(CATALOG, record), "democracy_score"), "rating-misprint")
    assert (Edit("cs", "1.50", "1.25"),) in told.edits


def test_a_change_is_not_made_none() -> None:
    """The table says 1.25 and the change that it rose from there to 1.50: the figures leave the first."""
    record = page(MISPRINTED, {"cs": "1.25"}, CLAIMS, Stated("cs", "1.25"))
    found = check_changes(record)
    (change,) = found.changes
    assert change.verdict is Verdict.CONFLICTING
    (printed,) = [one for one in found.findings if one.figure == "cs" and one.published == "1.50"]
    told = diagnosis(printed, "likely-culprit")
    assert (told.says, told.edits) == ("the figures leave cs 1.25, not 1.50", ())
