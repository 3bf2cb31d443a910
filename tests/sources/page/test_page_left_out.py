"""What cannot be attributed with certainty is left out, and said so; other figures are read all the same."""

import pytest

from nit_rules.auditing import audit
from pages import figures, see
from shipped import CATALOG

TABLE = """Nations in Transit
2013 2014 2015
Electoral Process 5.50 5.50 5.75
Corruption 6.25 6.25 6.50
Democracy Score 5.96 5.89 5.93
"""

FREEDOM_IN_THE_WORLD = """Freedom in the World 2021 | Freedom House
Free
82
100
PR Political Rights 34 40
A Electoral Process
A1 1.00-4.00 pts0-4 pts
Was the head of state elected? 4.004 4.004
Last Year's Score & Status
84 100 Free
"""


def test_a_row_without_a_cell_for_each_year_is_left_out() -> None:
    seen = see(TABLE.replace("5.50 5.50 5.75", "5.50 5.50"))
    assert [figures(record) for record in seen.records] == [
        {"co": "6.25", "democracy_score": "5.96"},
        {"co": "6.25", "democracy_score": "5.89"},
        {"co": "6.50", "democracy_score": "5.93"},
    ]
    assert seen.notes == ("page.txt:3: Electoral Process: 2 cells under 3 editions; the row is left out",)
    assert not seen.problems


@pytest.mark.parametrize("cut", ["5.96 5.89 5.9", "5.96 5.89 5.", "5.96 5.89 5", "5.96 5.89", "5.96 5.8"])
def test_a_row_that_the_end_of_the_page_cuts_is_left_out(cut: str) -> None:
    seen = see(TABLE.replace("5.96 5.89 5.93\n", cut))
    assert all("democracy_score" not in figures(record) for record in seen.records)
    assert any("Democracy Score" in note for note in seen.notes)


@pytest.mark.parametrize("years", ["2013 2014 2015\n", ""])
@pytest.mark.parametrize("row", ["Electoral Process", "Corruption", "Democracy Score"])
def test_a_row_of_which_one_cell_is_left_is_no_figure_of_the_page(row: str, years: str) -> None:
    lines = TABLE.replace("2013 2014 2015\n", years).splitlines()
    cut = [row + "5.75" if line.startswith(row) else line for line in lines]
    seen = see("\n".join(("Nations in Transit 2015 - Latvia", *cut)))
    ids = {"Electoral Process": "ep", "Corruption": "co", "Democracy Score": "democracy_score"}
    assert all(ids[row] not in figures(record) for record in seen.records)
    assert any(note.endswith("perhaps a row cut short; left out") for note in seen.notes)


def test_a_cell_within_a_table_may_have_one_decimal() -> None:
    seen = see(TABLE.replace("5.96 5.89 5.93", "5.9 5.89 5.93"))
    assert figures(seen.edition("2013"))["democracy_score"] == "5.9"


def test_a_table_without_its_years_gives_nothing() -> None:
    seen = see(TABLE.replace("2013 2014 2015\n", ""))
    assert not seen.records
    assert len(seen.notes) == 1
    assert [problem.partition(":")[0] for problem in seen.problems] == ["page.txt"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (TABLE.replace("Corruption", "Governance"), "gov"),
        (
            "Nations in Transit 2004 - Latvia\nStatus: Consolidated Democracy\nDemocracy Score: 2.07\n",
            "status",
        ),
        (
            "Nations in Transit 2004 - Latvia\nLocal Democratic Governance: 2.25\nDemocracy Score: 2.07\n",
            "ldg",
        ),
    ],
)
def test_a_figure_that_an_edition_did_not_have_is_a_problem(text: str, figure: str) -> None:
    audits = [audit(CATALOG, record) for record in see(text).records]
    assert audits
    for audited in audits:
        (problem,) = audited.problems
        assert f"not make '{figure}'" in problem.message
        assert "democracy_score" in {one.figure for one in audited.findings}


def test_a_cell_with_a_comma_is_a_problem_and_the_rest_of_its_row_is_read() -> None:
    seen = see(TABLE.replace("6.25 6.25 6.50", "6.25 6,25 6.50"))
    assert figures(seen.edition("2013"))["co"] == "6.25"
    assert "co" not in figures(seen.edition("2014"))
    assert seen.problems == ("page.txt:4:17: Corruption: '6,25' is not a number; write a point, not a comma",)


def test_figures_above_a_table_belong_to_the_newest_column_whose_score_they_repeat() -> None:
    seen = see("Regime Classification: Semi-Consolidated Democracy\nDemocracy Score: 5.93\n" + TABLE)
    assert figures(seen.edition("2015"))["status"] == "Semi-Consolidated Democracy"
    assert [one.at for one in seen.edition("2015").claims if one.figure == "democracy_score"] == [
        "page.txt:7:27",
        "page.txt:2",
    ]
    assert not seen.notes


@pytest.mark.parametrize("score", ["Democracy Score: 5.89", "Democracy Score: 5.99", ""])
def test_figures_above_a_table_with_another_score_are_left_out(score: str) -> None:
    seen = see(f"Regime Classification: Semi-Consolidated Democracy\n{score}\n{TABLE}")
    assert all("status" not in figures(record) for record in seen.records)
    assert [record.edition for record in seen.records] == ["2013", "2014", "2015"]
    assert "page.txt:1: " in seen.notes[0]


def test_an_edition_that_is_given_places_what_the_page_does_not() -> None:
    text = f"Regime Classification: Semi-Consolidated Democracy\n{TABLE}"
    assert figures(see(text, edition="2014").edition("2014"))["status"] == "Semi-Consolidated Democracy"


def test_figures_of_a_named_edition_join_its_column() -> None:
    seen = see(
        "Nations in Transit 2014 - Latvia\nRegime Classification: Hybrid Regime\nDemocracy Score: 5.88\n"
        + TABLE
    )
    assert [one.text for one in seen.edition("2014").claims if one.figure == "democracy_score"] == [
        "5.89",
        "5.88",
    ]


def test_the_edition_before_is_the_column_before() -> None:
    seen = see(
        "Nations in Transit 2015 - Latvia\nDemocracy Score: 5.93\nScore changes\n"
        "Electoral Process rating declined from 5.50 to 5.75.\n\n" + TABLE
    )
    assert [record.edition for record in seen.records] == ["2013", "2015"]
    own = seen.edition("2015")
    assert own.previous is not None
    assert [one.text for one in own.previous.ratings if one.figure == "ep"] == ["5.50", "5.50"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (
            "Democracy Score: 4,57",
            "page.txt:2: Democracy Score: '4,57' is not a number; write a point, not a comma",
        ),
        ("Democracy Score ١٫٢٥ / 7", "page.txt:2: Democracy Score: '١٫٢٥' is not a number"),
        ("Democracy Score: NaN", "page.txt:2: Democracy Score: 'NaN' is not a number"),
        ("Democracy Score: 1e9999", "page.txt:2: Democracy Score: '1e9999' is not a number"),
    ],
)
def test_what_stands_for_a_number_and_is_none_is_a_problem(line: str, complaint: str) -> None:
    assert see(f"Nations in Transit 2021 - Poland\n{line}\n").problems == (complaint,)


@pytest.mark.parametrize(
    "text",
    [
        FREEDOM_IN_THE_WORLD,
        "Democracy Index 2018\nElectoral process 6.1 5.4\nCorruption: 5.5\n",
        "Corruption Perceptions Index\nScore 36/100\nCorruption: 36\n",
        "Nations in Transit 2021 - Poland\n\nCorruption rose in 2020, by 5.25 percent.\n",
        "Poland is a Consolidated Democracy, says Freedom House; its Democracy Score fell.\n",
        "x",
    ],
)
def test_a_page_without_figures_of_the_index_is_a_problem(text: str) -> None:
    seen = see(text)
    assert not seen.records
    assert seen.problems == (
        "page.txt: no published figures of this index found; is it one of its report pages?",
    )


def test_last_years_figures_without_their_heading_are_not_this_years() -> None:
    seen = see(
        "Nations in Transit 2019 - Poland\nDemocracy Score 5.04 7\n68 100 Consolidated Democracy\nOn Poland\n"
    )
    assert figures(seen.own) == {"democracy_score": "5.04"}
    assert seen.notes == ("page.txt:3: Consolidated Democracy: of this year or the last? left out",)


@pytest.mark.parametrize(
    "end", ["Democracy Score: 6", "Democracy Score: 6.", "Democracy Score: 6.7", "Democracy Score 6.7"]
)
def test_a_number_that_the_end_of_the_page_may_have_cut_is_left_out(end: str) -> None:
    seen = see(f"Nations in Transit 2013 - Belarus\nCorruption: 6.25\n{end}")
    assert figures(seen.own) == {"co": "6.25"}


@pytest.mark.parametrize("end", ["", "s", "Semi-", "  \n"])
def test_a_classification_that_is_cut_is_no_label(end: str) -> None:
    seen = see(f"Nations in Transit 2013 - Belarus\nCorruption: 6.25\nRegime Classification: {end}")
    assert figures(seen.own) == {"co": "6.25"}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Regime Classification: Consolidated Autocracy", "Consolidated Autocracy"),
        ("Status: Consolidated Autoritarian Regime", "Consolidated Autoritarian Regime"),
        ("| STATUS: Consolidated Democracys |", "Consolidated Democracys"),
    ],
)
def test_a_classification_that_no_edition_had_is_a_claim_all_the_same(line: str, label: str) -> None:
    seen = see(f"Nations in Transit 2013 - Belarus\nCorruption: 6.25\n{line}\n")
    assert figures(seen.own) == {"status": label, "co": "6.25"}


def test_what_is_told_of_a_classification_is_no_label() -> None:
    line = "Regime Classification: what it means"
    seen = see(f"Nations in Transit 2013 - Belarus\nCorruption: 6.25\n{line}\n")
    assert figures(seen.own) == {"co": "6.25"}


@pytest.mark.parametrize(
    "status", ["Not Free", "Draft", "Candidate for membership", "Regime of the colonels"]
)
def test_a_status_that_is_like_no_label_is_none(status: str) -> None:
    seen = see(f"Nations in Transit 2013 - Belarus\nCorruption: 6.25\nStatus: {status}\n")
    assert figures(seen.own) == {"co": "6.25"}


@pytest.mark.parametrize(
    "prose",
    [
        "Compared with the 2010 Scores",
        "Down from 2010 Ratings",
        "better than 2010 Scores",
        "Freedom in the World 2012 Scores",
        "CPI 2012 Scores",
        "2010 Scores | 2011 Scores | 2012 Scores",
        "Reporters Without Borders lowered the country in its\n2012 Ratings\nfor the third time.",
    ],
)
def test_the_scores_of_a_year_in_prose_are_no_heading(prose: str) -> None:
    seen = see(
        f"Nations in Transit 2013 - Latvia\n2013 Scores\nDemocracy Score: 2.07\n{prose}\nCorruption: 3.25\n"
    )
    assert seen.own.edition == "2013"
    assert seen.problems == ()


def test_editions_that_exclude_each_other_are_a_problem() -> None:
    seen = see("Nations in Transit 2014 - Latvia\n2013 Scores\nDemocracy Score: 2.07\n")
    assert seen.own.edition is None
    assert seen.problems == ("page.txt:2: the page names the editions 2014 and 2013",)


def test_directions_that_exclude_each_other_are_a_problem() -> None:
    seen = see(
        "Nations in Transit 2014 - Latvia\nDemocracy Score (1 = best, 7 = worst): 2.07\nHere 7 = best.\n"
    )
    assert seen.own.scale_direction is None
    assert seen.problems == ("page.txt:3: the page says of both ends of the scale that they are the best",)


@pytest.mark.parametrize(
    "table",
    [
        " | Electoral Process | Democracy Score\n2021 | 5.00 | 4.25\n2022 | 5.00 | 4.00\n",
        "| Year | Electoral Process | Democracy Score |\n|---|---|---|\n| 2021 | 5.00 | 4.25 |\n",
        "| Region | Democracy Score |\n|---|---|\n| Balkans | 3.76 |\n| Central Europe | 5.10 |\n",
        "Country\tDemocracy Score\tCorruption\nEstonia\t6.00\t5.50\n",
    ],
)
def test_a_table_with_the_names_side_by_side_is_left_out_with_a_note(table: str) -> None:
    seen = see(f"Nations in Transit 2022 - Croatia\nDemocracy Score 4.25 / 7\n{table}")
    assert figures(seen.own) == {"democracy_score": "4.25"}
    place = 5 + ("---" in table)
    assert seen.notes == (
        f"page.txt:{place - 1}: a table with the names side by side is not read; give each name a row of its own",
    )
