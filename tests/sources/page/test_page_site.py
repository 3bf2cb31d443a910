"""Details of the site's pages that generated ones do not have."""

import pytest

from pages import figures, see

TITLE = "Nations in Transit 2024 - Latvia\n"


@pytest.mark.parametrize(
    "block",
    [
        "Democracy Percentage 79.76 / 100\nDemocracy Score 5.79 / 7",
        "DEMOCRACY PERCENTAGE 79.76 100\nDEMOCRACY SCORE 5.79 7",
        "Democracy Percentage\n79.76\n/100\nDemocracy Score\n5.79\n/7",
        "Democracy Percentage\n79.76\n100\nDemocracy Score\n5.79\n7",
        "Democracy Percentage79.76100\nDemocracy Score5.797",
        "Democracy Percentage: 79.76%\nDemocracy Score: 5.79",
        "| DEMOCRACY-PERCENTAGE Democracy Percentage | 79.76 100 |\n| DEMOCRACY-SCORE Democracy Score | 5.79 7 |",
        "| Democracy Percentage | 79.76 | 100 |\n| Democracy Score | 5.79 | 7 |",
        "Democracy Percentage 79.76 100 DEMOCRACY-SCORE Democracy Score 5.79 7",
    ],
)
def test_score_and_percentage_are_read_however_they_are_set_apart(block: str) -> None:
    assert figures(see(TITLE + block).own) == {"democracy_percentage": "79.76", "democracy_score": "5.79"}


@pytest.mark.parametrize(
    "block",
    [
        "Consolidated Democracy\n80\n/ 100",
        "80 / 100 Consolidated Democracy",
        "CONSOLIDATED DEMOCRACY 80 100",
        "Consolidated Democracy80100",
    ],
)
def test_a_label_beside_an_integer_over_a_hundred_is_the_headline(block: str) -> None:
    own = figures(see(f"{TITLE}{block}\nDemocracy Score 5.79 / 7").own)
    assert own["democracy_percentage_rounded"] == "80"
    assert own["status"].casefold() == "consolidated democracy"


def test_another_index_on_the_same_page_is_not_read() -> None:
    seen = see(
        """Latvia
Freedom at a Glance
Global Freedom
88 / 100
Free
Nations in Transit
80 / 100
Consolidated Democracy
Free
88
100
PR Political Rights 36 40
CL Civil Liberties 52 60
Last Year's Score & Status
89 100 Free
Consolidated Democracy
80
100
DEMOCRACY-PERCENTAGE Democracy Percentage 79.76 100
DEMOCRACY-SCORE Democracy Score 5.79 7
Last Year's Democracy Percentage & Status
79 100 Consolidated Democracy
On Latvia
  • Global Freedom Score

    88 100 free
"""
    )
    assert figures(seen.own) == {
        "democracy_percentage_rounded": "80",
        "democracy_percentage": "79.76",
        "democracy_score": "5.79",
        "status": "Consolidated Democracy",
    }
    assert figures(seen.previous) == {
        "democracy_percentage_rounded": "79",
        "status": "Consolidated Democracy",
    }


@pytest.mark.parametrize(
    "line",
    [
        "  • Civil Society rating improved from 6.00 to 6.25 after a law of 2.75 pages.",
        "- Civil Society score improved from 6.00 to 6.25",
        "Civil Society improved from 6.00 to 6.25.",
        "• The Civil Society rating was raised from 6.00 to 6.25;",
        "– Latvia’s Civil Society rating improved from 6.00 to 6.25, as before.",
    ],
)
def test_a_stated_change_gives_both_of_its_values_and_itself(line: str) -> None:
    seen = see(f"{TITLE}Democracy Score 5.79 / 7\n\nScore changes in 2024\n\n{line}\n\nExecutive Summary\n")
    assert figures(seen.own)["cs"] == "6.25"
    assert figures(seen.previous) == {"cs": "6.00"}
    (change,) = seen.own.changes
    assert (change.figure, change.before, change.after, change.at) == ("cs", "6.00", "6.25", "page.txt:6")


@pytest.mark.parametrize("words", ["No other ratings changed.", "All other scores remained unchanged."])
def test_a_page_may_say_that_it_lists_all_changes(words: str) -> None:
    bullet = "• Civil Society rating improved from 6.00 to 6.25."
    for line, complete in ((bullet, False), (f"{bullet}\n{words}", True)):
        seen = see(f"{TITLE}Democracy Score 5.79 / 7\nScore changes in 2024\n{line}\n")
        assert [change.complete for change in seen.own.changes] == [complete]


def test_a_change_told_elsewhere_is_prose() -> None:
    seen = see(
        f"{TITLE}Democracy Score 5.79 / 7\nExecutive Summary\nCivil Society rating fell from 6.25 to 6.00.\n"
    )
    assert figures(seen.own) == {"democracy_score": "5.79"}
    assert not seen.own.changes


def test_the_parts_of_a_headline_may_be_items_of_a_list() -> None:
    items = (
        "Transitional or Hybrid Regime", "34 / 100", "Democracy Percentage 33.93 / 100", "Democracy Score 3.04 / 7",
        "Last Year's Democracy Percentage & Status", "35 / 100 Semi-Consolidated Democracy",
    )  # fmt: skip
    seen = see("Nations in Transit 2024 - Georgia\n" + "".join(f"• {item}\n" for item in items))
    assert figures(seen.own) == {
        "status": "Transitional or Hybrid Regime",
        "democracy_percentage_rounded": "34",
        "democracy_percentage": "33.93",
        "democracy_score": "3.04",
    }
    assert figures(seen.previous) == {
        "democracy_percentage_rounded": "35",
        "status": "Semi-Consolidated Democracy",
    }


@pytest.mark.parametrize(
    "told",
    [
        "EU average: 5.75 / 7.00.", "Regional average 5.75 / 7.00\n", "Average 5.75 / 7.00\n", "Poland: 5.75 / 7.00\n",
        "Last year's rating 4.75 / 7.00\n", "Last year 4.75 / 7.00\n", "2019: 4.75 / 7.00\n",
        "The opposition scored the process at 2.50 / 7.00 in a survey.\n", "The score was 2.50 / 7.00.\n",
        "It got 2.50 / 7.00, critics said.\n",
    ],
)  # fmt: skip
def test_the_rating_of_a_heading_is_not_one_that_is_quoted_below_it(told: str) -> None:
    page = "Nations in Transit 2020 - Hungary\nElectoral Process 1.00-7.00 pts\nExamines elections. "
    assert figures(see(f"{page}{told} 4.50 / 7.00\n").own) == {"ep": "4.50"}
    alone = see(f"{page}{told}\nCorruption: 3.75\n")
    assert figures(alone.own) == {"co": "3.75"}
    assert len(alone.notes) == 1
