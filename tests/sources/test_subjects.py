"""Countries under the names that they were printed with."""

from itertools import combinations

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

import golden
from nit_rules.numerals import fold
from nit_rules.sources.subjects import is_summary, same_subject, subject_key

#: The countries and territories of the index, each under every name seen in print.
PRINTED = (
    ("Albania", "ALBANIA", "Republic of Albania"),
    ("Armenia",),
    ("Azerbaijan",),
    ("Belarus",),
    ("Bosnia and Herzegovina", "Bosnia-Herzegovina", "Bosnia & Herzegovina", "Bosnia"),
    ("Bulgaria",),
    ("Croatia",),
    ("Czech Republic", "Czechia", "The Czech Republic"),
    ("Estonia",),
    ("Georgia",),
    ("Hungary",),
    ("Kazakhstan", "Kazakstan"),
    ("Kosovo", "Kosovo*", "Kosova", "Kosovo (1)", "Kosovo†"),
    ("Kyrgyzstan", "Kyrgyz Republic", "The Kyrgyz Republic"),
    ("Latvia",),
    ("Lithuania",),
    ("Macedonia", "North Macedonia", "FYROM", "Macedonia, FYR", "The former Yugoslav Republic of Macedonia"),
    ("Moldova", "Republic of Moldova", "Moldova, Republic of"),
    ("Montenegro",),
    ("Poland",),
    ("Romania",),
    ("Russia", "Russian Federation"),
    ("Serbia", "Serbia¹", "Serbia [a]", "Serbia ^b", "Serbia*¹"),
    ("Slovakia", "Slovak Republic"),
    ("Slovenia",),
    ("Tajikistan",),
    ("Turkmenistan",),
    ("Ukraine",),
    ("Uzbekistan",),
    ("Yugoslavia", "Serbia and Montenegro", "Federal Republic of Yugoslavia"),
)


@pytest.mark.parametrize("names", PRINTED, ids=lambda names: str(names[0]))
def test_the_names_of_one_subject_are_one(names: tuple[str, ...]) -> None:
    assert len({subject_key(name) for name in names}) == 1


def test_the_subjects_of_the_index_are_told_apart_and_known() -> None:
    keys = [subject_key(names[0]) for names in PRINTED]
    assert len(set(keys)) == len(PRINTED) == 30
    assert not any(key.startswith("'") for key in keys)


def test_every_subject_of_the_golden_figures_is_known() -> None:
    assert {subject_key(row["subject"]) for row in golden.rows()} <= {
        subject_key(names[0]) for names in PRINTED
    }


def test_no_two_countries_of_the_world_are_one() -> None:
    countries = list(pycountry.countries)
    assert len({subject_key(country.name) for country in countries}) == len(countries)


@pytest.mark.parametrize(
    ("first", "second"), list(combinations(("Serbia", "Montenegro", "Serbia and Montenegro", "Kosovo"), 2))
)
def test_a_state_is_none_of_its_successors(first: str, second: str) -> None:
    assert not same_subject(first, second)


@pytest.mark.parametrize("name", ["Transnistria", "Crimea", "The", "–", ""])
def test_a_name_that_is_not_known_is_kept_and_equals_itself(name: str) -> None:
    assert subject_key(name).startswith("'")
    assert same_subject(name, name)
    assert not same_subject(name, "Serbia")


@given(st.text(st.characters(codec="ascii")).filter(fold))
def test_case_and_punctuation_do_not_matter(name: str) -> None:
    assert same_subject(name, f" {name.upper()} ")
    assert same_subject(name, f"{name}*")


@pytest.mark.parametrize(
    "name",
    [
        "Average",
        "AVERAGE:",
        "Regional average",
        "Balkans Average",
        "Average (29 countries)",
        "Avg.",
        "Mean",
        "mean of all",
        "EU mean",
        "Median",
        "Unweighted median",
        "Min",
        "Min.",
        "Minimum",
        "Max",
        "Maximum",
        "Total",
        "Total (n = 29)",
        "Sum",
        "Std. dev.",
        "Std dev",
        "Standard deviation",
        "N",
        "N = 29",
        "n (countries)",
        "Count",
    ],
)
def test_a_row_that_sums_up_others_is_known_by_its_first_or_last_word(name: str) -> None:
    assert is_summary(name)


@pytest.mark.parametrize(
    "name",
    [
        "Poland (mean of two raters)",
        "Poland, mean",
        "Mean (Poland)",
        "Average, Czech Republic",
        "N. Macedonia",
        "N Macedonia",
        "N/A",
        "Minsk",
        "Maxland",
        "Meander",
        "Sumatra",
        "Countland",
        "Nagorno-Karabakh",
        "Transnistria (mean of two raters)",
        "Total Kosovo*",
        "",
    ],
)
def test_a_country_is_no_row_that_sums_up_others(name: str) -> None:
    assert not is_summary(name)


@pytest.mark.parametrize("names", PRINTED, ids=lambda names: str(names[0]))
def test_no_country_is_taken_for_a_row_that_sums_up_others(names: tuple[str, ...]) -> None:
    assert not any(is_summary(f"{name} average") for name in names)
