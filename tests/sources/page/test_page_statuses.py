"""Labels of statuses on a page that are not the page's own: those of before, of others, of the methodology.

The figures are Georgia's of 2022 and made-up ones.
"""

import pytest

from pages import GEORGIA, OWN, figures, see


@pytest.mark.parametrize(
    "line",
    [
        "As a result, Georgia's status declined from Semi-Consolidated Democracy to Transitional or Hybrid Regime.",
        "Regime Classification: Semi-Consolidated Democracy → Transitional or Hybrid Regime",
        "Regime Classification: Semi-Consolidated Democracy to Transitional or Hybrid Regime",
        "Change in status: from Semi-Consolidated Democracy to Transitional or Hybrid Regime",
        "The status changed into a Consolidated Democracy in Estonia.",
    ],
)
def test_of_a_status_that_changed_the_one_before_is_not_read(line: str) -> None:
    assert figures(see(f"{GEORGIA}\n{line}\nCivil Society: 4.00\n").own) == OWN | {"cs": "4.00"}


def test_it_is_the_one_that_it_became() -> None:
    line = "Regime Classification: Semi-Consolidated Democracy → Transitional or Hybrid Regime"
    seen = see(f"Nations in Transit 2022 - Georgia\nDemocracy Score 3.07 / 7\n{line}\n")
    assert figures(seen.own) == {"democracy_score": "3.07", "status": "Transitional or Hybrid Regime"}
    line = "The status changed from Semi-Consolidated Democracy to Transitional or Hybrid Regime."
    seen = see(f"Nations in Transit 2022 - Georgia\nDemocracy Score 3.07 / 7\n\n{line}\n")
    assert figures(seen.own) == {"democracy_score": "3.07"}
    assert seen.notes == ("page.txt:4: Transitional or Hybrid Regime: a status that changed; left out",)


@pytest.mark.parametrize(
    "line",
    [
        "Georgia (EU candidate): Transitional or Hybrid Regime",
        "First published 2022: Transitional or Hybrid Regime",
        "Changed in 2022: Transitional or Hybrid Regime",
    ],
)
def test_other_words_before_a_status_take_nothing_away(line: str) -> None:
    seen = see(f"Nations in Transit 2022 - Georgia\n{line}\nDemocracy Score 3.07 / 7\n")
    assert figures(seen.own) == {"democracy_score": "3.07", "status": "Transitional or Hybrid Regime"}


def test_of_several_labels_one_right_above_the_first_figures_is_read() -> None:
    top = "Semi-Consolidated Democracy\nDemocracy Percentage 59.52 / 100\nDemocracy Score 4.57 / 7\n"
    seen = see(f"Nations in Transit 2021 - Poland\n{top}Related\nConsolidated Democracy\nCorruption: 4.25\n")
    assert figures(seen.own)["status"] == "Semi-Consolidated Democracy"
    assert seen.notes == ("page.txt:6: Consolidated Democracy: one of several labels; left out",)


@pytest.mark.parametrize(
    "line",
    [
        "Previous regime type: Consolidated Democracy",
        "Previously: Consolidated Democracy",
        "Previous classification: Consolidated Democracy",
        "First classified as: Consolidated Democracy",
        "Status in the 2012 edition: Semi-Consolidated Democracy",
        "Regime Classification (previous edition): Consolidated Democracy",
        "Regime Classification (average): Consolidated Democracy",
        "Regime Classification (EU): Consolidated Democracy",
        "Azerbaijan remains a Consolidated Authoritarian Regime",
        "Neighboring Armenia is a Semi-Consolidated Authoritarian Regime",
    ],
)
def test_a_status_of_before_or_of_others_is_left_out_with_a_note(line: str) -> None:
    seen = see(f"{GEORGIA}\n{line}\nCivil Society: 4.00\n")
    assert figures(seen.own) == OWN | {"cs": "4.00"}
    assert len(seen.notes) == 1


@pytest.mark.parametrize("words", ["", " is", " is a", " remains a", ":"])
def test_a_status_may_follow_its_name_in_few_words(words: str) -> None:
    seen = see(f"Nations in Transit 2022 - Georgia\nRegime Classification{words} Hybrid Regime\n")
    assert figures(seen.own) == {"status": "Hybrid Regime"}


@pytest.mark.parametrize("between", ["means that all is well.", "Estonia\nLatvia"])
def test_labels_of_a_list_are_noted(between: str) -> None:
    labels = (
        "Semi-Consolidated Democracy",
        "Transitional or Hybrid Regime",
        "Consolidated Authoritarian Regime",
    )
    listed = "\n".join(f"{label}\n{between}" for label in labels)
    seen = see(f"{GEORGIA}\nWhat they mean\n\n{listed}\nCivil Society: 4.00\n")
    assert figures(seen.own) == OWN | {"cs": "4.00"}
    assert seen.notes
    assert all(note.endswith("one of several labels; left out") for note in seen.notes)


def test_a_percentage_below_the_name_of_another_index_is_not_the_pages_own() -> None:
    seen = see("Nations in Transit 2022 - Georgia\nRule of Law Index\n61/100\n\nDemocracy Score 3.07 / 7\n")
    assert figures(seen.own) == {"democracy_score": "3.07"}
    assert seen.notes == ("page.txt:3: 61/100: of what stands before it? left out",)


@pytest.mark.parametrize(
    "line", ["Democracy Percentage 35 / 100", "Democracy Percentage: 35%", "Democracy Percentage 35%"]
)
def test_a_percentage_without_decimals_is_the_rounded_one(line: str) -> None:
    seen = see(f"Nations in Transit 2022 - Georgia\n{line}\nDemocracy Score 3.07 / 7\n")
    assert figures(seen.own) == {"democracy_score": "3.07", "democracy_percentage_rounded": "35"}
    assert not seen.notes


def test_figures_with_colons_may_stand_in_a_list() -> None:
    line = "Democracy Score: 3.07, Democracy Percentage: 34.52%, Status: Transitional or Hybrid Regime"
    seen = see(f"Nations in Transit 2022 - Georgia\n{line}\n")
    assert figures(seen.own) == {
        "democracy_score": "3.07",
        "democracy_percentage": "34.52",
        "status": "Transitional or Hybrid Regime",
    }


@pytest.mark.parametrize(
    "line", ["Electoral Process 3.00, Civil Society 4.00", "Democracy Score 3.07 • 34.52% • Hybrid"]
)
def test_a_list_without_colons_is_noted(line: str) -> None:
    seen = see(f"Nations in Transit 2022 - Georgia\n{line}\nCorruption: 3.50\n")
    assert figures(seen.own) == {"co": "3.50"}
    assert "is not read; left out" in seen.notes[0]


def test_a_regime_type_may_be_that_of_another_index() -> None:
    seen = see("Nations in Transit 2018 - Hungary\nDemocracy Score: 3.71 / 7\nRegime Type: Hybrid Regime\n")
    assert figures(seen.own) == {"democracy_score": "3.71"}
    assert seen.notes == ("page.txt:3: Hybrid Regime: a regime type, of this index or another? left out",)
