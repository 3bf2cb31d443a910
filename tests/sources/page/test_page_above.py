"""Figures that stand above their names, as on cards."""

import pytest

from pages import figures, see

TITLE = "Nations in Transit 2023 - Moldova\nTransitional or Hybrid Regime\n"
OWN = {
    "democracy_percentage": "37.50",
    "democracy_score": "3.25",
    "status": "Transitional or Hybrid Regime",
    "ndg": "2.75",
    "ep": "4.00",
}
CARDS = {
    "Democracy Percentage": "37.50",
    "Democracy Score": "3.25",
    "National Democratic Governance": "2.75",
    "Electoral Process": "4.00",
}


def most(name: str) -> str:
    return "100" if "Percentage" in name else "7"


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n|\n"])
@pytest.mark.parametrize("form", ["{0}", "{0} / {1}", "**{0}**", "{0}/{1}.00"])
def test_figures_above_their_names_are_those_of_the_next_line(form: str, gap: str) -> None:
    cards = gap.join(f"{form.format(figure, most(name))}\n{name}" for name, figure in CARDS.items())
    seen = see(f"{TITLE}{gap}{cards.replace('100.00', '100')}\n")
    assert figures(seen.own) == OWN
    assert (seen.problems, seen.notes) == ((), ())


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_figures_below_their_names_stay_those_of_the_line_before(gap: str) -> None:
    cards = gap.join(f"{name}\n{figure} / {most(name)}" for name, figure in CARDS.items())
    assert figures(see(f"{TITLE}{gap}{cards}\n").own) == OWN


def test_a_percentage_without_a_name_above_figures_below_their_names_moves_none() -> None:
    cards = "\n".join(f"{name}\n{figure} / {most(name)}" for name, figure in CARDS.items())
    assert figures(see(f"{TITLE}\n38 / 100\n{cards}\n").own) == OWN | {"democracy_percentage_rounded": "38"}


@pytest.mark.parametrize(
    ("head", "read"),
    [
        # The page ends behind a name: by their size these are no figures of the next line.
        (
            "38 / 100\nDemocracy Percentage\n37.50 / 100\nDemocracy Score",
            {"democracy_percentage": "37.50", "democracy_percentage_rounded": "38"},
        ),
        ("37.50\nDemocracy Score\n3.25\nElectoral Process", {"democracy_score": "3.25"}),
        # By the lines between them names and figures belong together the other way.
        ("2.00\n\nDemocracy Score\n3.25\n\nElectoral Process", {"democracy_score": "3.25"}),
        # One number may be what is left of something else.
        ("2.00\nDemocracy Score", {}),
    ],
)
def test_what_only_looks_like_figures_above_their_names_is_not(head: str, read: dict[str, str]) -> None:
    seen = see(f"Nations in Transit 2023 - Moldova\nCivil Society 4.75 / 7\nNews\n{head}\nNews\n")
    assert figures(seen.own) == {"cs": "4.75"} | read


def test_one_figure_above_its_name_is_read_beside_the_most_there_is() -> None:
    seen = see("Nations in Transit 2023 - Moldova\n3.25 / 7\nDemocracy Score\nText.\n")
    assert figures(seen.own) == {"democracy_score": "3.25"}
