"""Titles whose subject has a line of its own, and pages on which others' cards stand between the page's own parts."""

import pytest

from pages import figures, see, see_document

HEAD = "Democracy Percentage 37.50 / 100\nDemocracy Score 3.25 / 7\n"
OWN = {"democracy_percentage": "37.50", "democracy_score": "3.25"}
NDG = "National Democratic Governance 1.00-7.00 pts\nConsiders the system. 2.75 / 7.00\n"
EP = "Electoral Process 1.00-7.00 pts\nExamines elections. 4.00 / 7.00\n"
TITLE = "Nations in Transit 2023\nMoldova\n"
SITE = "Skip to main content Freedom House "


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "Moldova\nNations in Transit 2023\n",
        "# Moldova\n\n## Nations in Transit 2023\n",
        "> Nations in Transit 2023 - Moldova\n",
        "## Moldova: Nations in Transit 2023 Country Report\n",
        "Moldova (Nations in Transit 2023)\n",
        "Refworld | Nations in Transit 2023 - Moldova\n",
        "Document: Nations in Transit 2023 - Moldova\n",
        "Freedom House (Author): Nations in Transit 2023 - Moldova, 24 May 2023\n",
        "Moldova\nNations in Transit 2023: War Deepens a Regional Divide\n",
        "Nations in Transit 2023\nheader1 On Moldova\n",
        "Nations in Transit 2023\nOn Moldova See all data, scores & information on this country or territory.\n",
        f"{SITE}Nations in Transit 2023 Moldova ",
        f"{SITE}NATIONS IN TRANSIT 2023 - Moldova ",
    ],
)
def test_subject_and_edition_are_read_however_the_title_is_set(title: str) -> None:
    text = title + HEAD
    seen = see(text if "\n" in title else " ".join(text.split()))
    assert (seen.own.subject, seen.own.edition) == ("Moldova", "2023")
    assert figures(seen.own) == OWN
    assert seen.problems == ()


def test_words_of_a_line_name_an_edition_only_with_a_subject() -> None:
    seen = see(f"{SITE}as Nations in Transit 2022 says, things stand so. {HEAD}".replace("\n", " "))
    assert seen.own.edition is None


def test_the_title_beside_the_subject_is_that_of_the_page() -> None:
    seen = see(f"Nations in Transit 2024\n{TITLE}{HEAD}")
    assert (seen.own.subject, seen.own.edition) == ("Moldova", "2023")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{TITLE}{HEAD}Nations in Transit 2022 - Moldova\n{EP}", 5),
        (f"{TITLE}Nations in Transit 2022 - Moldova\n{HEAD}{EP}", 3),
    ],
)
def test_a_title_of_another_edition_is_a_problem(text: str, line: int) -> None:
    seen = see(text)
    assert seen.own.edition is None
    assert seen.problems == (f"page.txt:{line}: the page names the editions 2023 and 2022",)


@pytest.mark.parametrize(
    "between",
    [
        "Executive Summary\nText on the war.\nUkraine\nMore text on the war.\n",
        'Ukraine\nMore text, "as they say."\n',
        f"Ukraine\n{'A very long line of text without an end ' * 4}\n",
    ],
)
def test_a_heading_within_the_text_is_no_other_page(between: str) -> None:
    seen = see(f"{TITLE}{HEAD}{between}{NDG}{EP}")
    assert seen.own.subject == "Moldova"
    assert figures(seen.own) == {**OWN, "ndg": "2.75", "ep": "4.00"}


@pytest.mark.parametrize("behind", ["", "On Moldova\n"])
def test_sections_below_cards_of_others_are_the_pages_own(behind: str) -> None:
    cards = "Neighboring countries\nUkraine\nDemocracy Score 3.36 / 7\nRomania\nDemocracy Score 4.39 / 7\n"
    moldova, ukraine, romania = see(f"{TITLE}{HEAD}{NDG}{cards}{EP}{behind}").records
    assert (moldova.subject, figures(moldova)) == ("Moldova", {**OWN, "ndg": "2.75", "ep": "4.00"})
    assert (ukraine.subject, figures(ukraine)) == ("Ukraine", {"democracy_score": "3.36"})
    assert (romania.subject, figures(romania)) == ("Romania", {"democracy_score": "4.39"})


def test_sections_of_the_same_indicators_are_anothers() -> None:
    moldova, ukraine = see(f"{TITLE}{HEAD}{EP}Ukraine\nDemocracy Score 3.36 / 7\n{EP}").records
    assert (moldova.subject, figures(moldova)["ep"]) == ("Moldova", "4.00")
    assert (ukraine.subject, figures(ukraine)) == ("Ukraine", {"democracy_score": "3.36", "ep": "4.00"})


def test_a_page_comes_back_to_its_subject() -> None:
    georgia, armenia = see(
        "Nations in Transit 2022\nGeorgia\nDemocracy Score 3.07 / 7\nArmenia\nDemocracy Score 3.07 / 7\n"
        "Georgia\nDemocracy Percentage 34.52 / 100\nDemocracy Score 3.11 / 7\n"
    ).records
    assert (georgia.subject, armenia.subject) == ("Georgia", "Armenia")
    assert [(one.figure, one.text) for one in georgia.claims] == [
        ("democracy_score", "3.07"),
        ("democracy_percentage", "34.52"),
        ("democracy_score", "3.11"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Democracy Percentage\n37.50 100\nDemocracy Score\n3.25 7\n",
        "| Democracy Percentage |\n| 37.50 | 100 |\n\n| Democracy Score |\n| 3.25 | 7 |\n",
        "DEMOCRACY-PERCENTAGEDemocracy Percentage 37.50 100\nDEMOCRACY-SCOREDemocracy Score 3.25 7\n",
    ],
)
def test_figures_whose_slash_is_lost_are_read(head: str) -> None:
    assert figures(see(f"Nations in Transit 2023 - Moldova\n{head}").own) == OWN


@pytest.mark.parametrize("heading", ["Regional average", "Economist Intelligence Unit Democracy Index"])
def test_the_heading_of_an_indicator_ends_what_an_average_claims(heading: str) -> None:
    seen = see(f"Nations in Transit 2023 - Moldova\n{HEAD}{heading}\nDemocracy Score 2.10 / 7\n{EP}")
    assert figures(seen.own) == {**OWN, "ep": "4.00"}


YEARS = "<tr><td>2014</td><td>2015</td><td>2016</td></tr>"
CELLS = "<tr><td>3.25</td><td>3.50</td><td>3.75</td></tr>"


@pytest.mark.parametrize("table", [f"<table>{YEARS}{CELLS}</table>", f"<table>{YEARS}\n\n\n{CELLS}</table>"])
def test_a_table_of_years_below_the_heading_of_an_indicator_is_read(table: str) -> None:
    page = f"<h1>Nations in Transit 2016 - Bulgaria</h1><h3>National Democratic Governance</h3>{table}"
    seen = see_document(page.encode(), ".html")
    assert [(one.edition, figures(one)) for one in seen.records] == [
        ("2014", {"ndg": "3.25"}),
        ("2015", {"ndg": "3.50"}),
        ("2016", {"ndg": "3.75"}),
    ]


def test_an_empty_cell_of_such_a_table_has_no_rating() -> None:
    text = "Nations in Transit 2016 - Bulgaria\n\nCorruption\n| 2014 | 2015 | 2016 |\n| 3.25 |  | 3.75 |\n"
    assert [(one.edition, figures(one)) for one in see(text).records] == [
        ("2014", {"co": "3.25"}),
        ("2016", {"co": "3.75"}),
    ]
