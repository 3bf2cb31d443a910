"""Options that supply what an input leaves open."""

import pytest

from nit_rules import Record
from nit_rules.catalog import Catalog
from nit_rules.sources.given import Given


def test_what_an_input_states_is_kept(catalog: Catalog) -> None:
    record = Record("North Macedonia", "1999-2000", methodology="nit/2004", printing="republished")
    given = Given("Macedonia", "1999-2000", "nit/2004@1.0.0", "republished")
    assert given.settle(record, catalog) == record


def test_what_an_input_leaves_open_is_supplied(catalog: Catalog) -> None:
    given = Given("Poland", "2021", "nit/2020", "first")
    assert given.settle(Record(), catalog) == Record(
        "Poland", "2021", methodology="nit/2020", printing="first"
    )


def test_a_contradiction_is_a_problem_and_no_preference(catalog: Catalog) -> None:
    record = Record("Poland", "2021", methodology="nit/2020", printing="first", at="a.csv:2")
    settled = Given("Latvia", "2022", "nit/2005", "republished").settle(record, catalog)
    assert (settled.subject, settled.edition, settled.methodology) == ("Poland", "2021", "nit/2020")
    assert [str(problem) for problem in settled.problems] == [
        "a.csv:2: the input states subject 'Poland', --subject says 'Latvia'",
        "a.csv:2: the input states edition '2021', --edition says '2022'",
        "a.csv:2: the input states methodology 'nit/2020', --methodology says 'nit/2005'",
        "a.csv:2: the input states printing 'first', --printing says 'republished'",
    ]


def test_the_edition_before_follows_from_the_one_given(catalog: Catalog) -> None:
    record = Record(previous=Record(period="previous"))
    settled = Given("Poland", "2001").settle(record, catalog)
    assert settled.previous == Record("Poland", "1999-2000")


def test_of_an_edition_that_does_not_exist_yet_the_one_before_is_not_known(catalog: Catalog) -> None:
    settled = Given("Poland", "2031", "nit/2020").settle(Record(previous=Record(period="previous")), catalog)
    assert settled.previous == Record("Poland", None, methodology="nit/2020", period="previous")


@pytest.mark.parametrize(
    ("edition", "printing", "before"),
    [
        ("2021", "first", "first"),
        ("2020", "first", "republished"),
        ("2019", "first", "first"),
        ("2019", "republished", "republished"),
        ("2005", "first", None),
        ("2004", "first", "republished"),
        ("2021", "republished", "republished"),
    ],
)
def test_a_page_shows_the_edition_before_under_its_own_methodology(
    catalog: Catalog, edition: str, printing: str, before: str | None
) -> None:
    record = Record(previous=Record(period="previous"))
    settled = Given(None, edition, None, printing).settle(record, catalog)
    assert settled.previous is not None
    assert (settled.printing, settled.previous.printing) == (printing, before)
