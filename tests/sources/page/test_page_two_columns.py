"""Tables of two columns on a page, of which the second may be called after something else than the page's own figures.

The figures are Georgia's of 2022 and made-up ones.
"""

import pytest

from pages import GEORGIA, OWN, figures, see, see_document

TABLE = "{corner} | {name} |\n|---|---|\n| Electoral Process | 3.00 |\n| Corruption | 3.50 |\n"


@pytest.mark.parametrize("corner", ["| Category", "| ", "| Indicator", "| Criteria"])
@pytest.mark.parametrize(
    "name",
    [
        "2021",
        "Last year",
        "Previous edition",
        "Regional average",
        "Armenia",
        "10-year average",
        "2012",
        "Weight",
        "Change",
    ],
)
def test_values_below_the_name_of_something_else_are_left_out(corner: str, name: str) -> None:
    seen = see(f"{GEORGIA}\n{TABLE.format(corner=corner, name=name)}")
    assert figures(seen.own) == OWN
    assert [note.partition(": ")[2] for note in seen.notes] == [
        f"Electoral Process and 1 more: of '{name}', it seems; left out"
    ]


@pytest.mark.parametrize(
    "name", ["2022", "Rating", "Score (1-7)", "Georgia", "NIT 2022 ratings", "Value", "3.00 / 7"]
)
def test_values_below_a_name_of_their_own_are_read(name: str) -> None:
    seen = see(f"{GEORGIA}\n{TABLE.format(corner='| Category', name=name)}")
    assert figures(seen.own) == OWN | {"ep": "3.00", "co": "3.50"}
    assert not seen.notes


CARDS = "| Democracy Percentage | 34.52 / 100 |\n| Democracy Score | 3.07 / 7 |\n"


@pytest.mark.parametrize(
    "line",
    [
        "Georgia | Freedom House",
        "Nations in Transit 2022 | Freedom House",
        "Nations in Transit | 2021",
        "| Georgia | Country Report |",
        "Ratings | About",
        "Score | n/a",
        "| Georgia | 2021 |",
        "| Area | 69,700 km2 |",
        "| Founded | 1991 |",
        "| Category | Description |",
        "| Score | Meaning |",
        "| Category | Rating (7 = best) |",
        "| Category | Value (1 = worst) |",
        "| Category | Georgia's score |",
        "| Category | 1.00-7.00 pts |",
        "| Category | Final score |",
        "| Category | Covering 2021 |",
    ],
)
@pytest.mark.parametrize("between", ["", "\n"])
def test_other_lines_above_take_nothing_away(line: str, between: str) -> None:
    seen = see(f"Nations in Transit 2022 - Georgia\n{line}\n{between}{CARDS}")
    assert figures(seen.own) == {"democracy_percentage": "34.52", "democracy_score": "3.07"}
    assert not seen.notes


def test_a_status_is_no_header() -> None:
    seen = see(f"Nations in Transit 2022 - Georgia\n| Georgia | Hybrid Regime |\n{CARDS}")
    assert figures(seen.own)["status"] == "Hybrid Regime"
    assert not seen.notes


def test_values_below_another_country_are_left_out() -> None:
    seen = see(f"{GEORGIA}\n{TABLE.format(corner='| Hungary', name='Rating')}")
    assert figures(seen.own) == OWN
    assert len(seen.notes) == 1


def test_rows_of_a_web_page_have_lines_between_them() -> None:
    rows = ("Category", "Change"), ("Electoral Process", "0.25"), ("Corruption", "0.00")
    table = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows)
    lines = "".join(f"<p>{line}</p>" for line in GEORGIA.splitlines())
    seen = see_document(f"<html><body>{lines}<table>{table}</table></body></html>".encode(), ".html")
    assert figures(seen.own) == OWN
    assert len(seen.notes) == 1


YEARS = "2020 2021 2022\nElectoral Process 0.25 0.00 0.25\nCorruption 0.00 0.25 0.00\n"


@pytest.mark.parametrize("title", ["Year-on-year change", "Ranks", "Projected ratings", "Standard errors"])
def test_years_below_a_title_of_something_else_are_left_out(title: str) -> None:
    seen = see(f"{GEORGIA}\n{title}\n{YEARS}")
    assert figures(seen.own) == OWN
    assert [note.partition(": ")[2] for note in seen.notes] == [
        f"Electoral Process and 1 more: of '{title}', it seems; left out"
    ]


def test_ratings_below_a_section_of_changes_are_read() -> None:
    ratings = "2020 2021 2022\nElectoral Process 3.25 3.00 3.00\nCorruption 3.75 3.50 3.50\n"
    seen = see(f"{GEORGIA}\nScore changes in 2022\n{ratings}")
    assert figures(seen.edition("2022")) == OWN | {"ep": "3.00", "co": "3.50"}


@pytest.mark.parametrize("corner", ["Jordan Smith", "By Georgia Brown", "Georgia State University"])
def test_a_name_of_a_person_before_years_is_no_country(corner: str) -> None:
    seen = see(
        f"Nations in Transit 2015 - Poland\n{corner} 2014 2015\nCorruption 3.25 3.50\nCivil Society 1.50 1.50\n"
    )
    assert {one.edition for one in seen.every()} == {"2014", "2015"}


def test_years_may_stand_behind_the_name_of_another_country() -> None:
    seen = see(f"{GEORGIA}\nRatings for Armenia {YEARS}")
    assert figures(seen.own) == OWN
    assert [note.partition(": ")[2] for note in seen.notes] == [
        "Electoral Process and 1 more: of 'Armenia', it seems; left out"
    ]
