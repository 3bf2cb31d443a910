"""The shipped rules: complete, cited, and loaded the same from wherever they are."""

import pytest

import nit_rules
from nit_rules.errors import UnknownEditionError
from nit_rules.model import Basis, Printing

CATALOG = nit_rules.load_catalog()


def test_every_pinned_methodology_has_its_lattices() -> None:
    sizes = {method.name: [len(lattice.rows) for lattice in method.lattices] for method in CATALOG.pinned}
    assert sizes == {"nit/1999": [97, 49], "nit/2004": [145], "nit/2005": [169], "nit/2020": [169]}


def test_figures_stand_in_printed_order() -> None:
    figures = [rule.id for rule in CATALOG.methodology("nit/2020").rules]
    assert figures == ["democracy_score", "democracy_percentage", "democracy_percentage_rounded", "status"]


@pytest.mark.parametrize("label", ["1999-2000", *(str(year) for year in range(2001, 2020) if year != 2004)])
def test_editions_before_2020_were_printed_twice(label: str) -> None:
    assert [printed.printing for printed, _ in CATALOG.printings(CATALOG.edition(label))] == list(Printing)


@pytest.mark.parametrize("label", ["2004", *map(str, range(2020, 2025))])
def test_an_edition_printed_once_has_one_methodology(label: str) -> None:
    assert CATALOG.for_edition(label) is CATALOG.for_edition(label, printing="first")


@pytest.mark.parametrize("label", ["1995", "1997", "1998"])
def test_what_is_not_known_is_not_modelled(label: str) -> None:
    with pytest.raises(UnknownEditionError, match="no methodology is known"):
        CATALOG.for_edition(label)


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("1997", "only some ratings are known"),
        ("1996", "there is no edition '1996': the editions before 1999-2000 are 1995, 1997 and 1998"),
        ("2000", "the edition of that time is 1999-2000"),
        ("1980", "the first edition is 1995"),
        ("2025", "the series ended with the edition 2024"),
        ("1999-200", "did you mean '1999-2000'?"),
        ("1999/00", "did you mean '1999-2000'?"),
        ("2020/21", "there is no edition '2020/21'; the editions"),
        ("2021-2022", "there is no edition '2021-2022'; the editions"),
        ("2009-2010", "there is no edition '2009-2010'; the editions"),
        ("last", "there is no edition 'last'"),
        ("2015-01-01", "there is no edition '2015-01-01'; did you mean '2015'?"),
        ("FH_NIT_2021", "there is no edition 'FH_NIT_2021'; did you mean '2021'?"),
        ("2021 edition", "there is no edition '2021 edition'; did you mean '2021'?"),
        ("2005-2024", "there is no edition '2005-2024'; the editions"),
    ],
)
def test_an_edition_that_is_not_covered_says_why_and_which_are(label: str, why: str) -> None:
    with pytest.raises(UnknownEditionError) as caught:
        CATALOG.for_edition(label)
    assert why in str(caught.value)
    assert str(caught.value).rstrip(")").endswith("the editions covered are 1999-2000 to 2024")


def test_what_is_assumed_says_so() -> None:
    assert {rule.evidence.basis for rule in CATALOG.methodology("nit/1999").rules} == {Basis.ASSUMED}
    status = CATALOG.methodology("nit/2005").rule["status"]
    assert status.evidence.is_assumed("2005")
    assert not status.evidence.is_assumed("2006")
