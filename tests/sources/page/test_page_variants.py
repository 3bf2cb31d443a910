"""Copies of pages differ in punctuation, trails and line breaks; sentences and other indices look alike."""

import pytest

from pages import figures, see

SITE = """SEMI-CONSOLIDATED DEMOCRACY
57
/ 100
Democracy Percentage 57.14 / 100
Democracy Score 4.43 / 7
"""
OWN = {
    "status": "SEMI-CONSOLIDATED DEMOCRACY",
    "democracy_percentage_rounded": "57",
    "democracy_percentage": "57.14",
    "democracy_score": "4.43",
}
TITLE = "Latvia: Nations in Transit 2022 Country Report | Freedom House\n"


@pytest.mark.parametrize(
    "title",
    [
        "Home > Countries > Latvia > Nations in Transit 2022",
        "Home / Latvia / Nations in Transit / 2022",
        "Freedom House Nations in Transit 2022 Latvia",
        "header3 Nations in Transit 2022\nLatvia",
        "Title: Nations in Transit 2022 - Latvia",
        "Title\tNations in Transit 2022 - Latvia",
        "Latvia\nNations in Transit\n2022\n",
    ],
)
def test_trails_and_forms_name_edition_and_subject(title: str) -> None:
    own = see(f"{title}\n{SITE}").own
    assert (own.subject, own.edition) == ("Latvia", "2022")


def test_a_list_of_years_below_the_index_names_no_edition() -> None:
    assert see(f"Nations in Transit\n2022\n2021\n2020\nLatvia\n{SITE}").own.edition is None


@pytest.mark.parametrize(
    "block",
    [
        "58% Semi-Consolidated Democracy",
        "58 Semi-Consolidated Democracy",
        "58\nSemi-Consolidated Democracy",
        "58 / 100 (Semi-Consolidated Democracy)",
        "58/100 - Semi-Consolidated Democracy",
        "Semi-Consolidated Democracy: 58 100",
    ],
)
def test_last_years_percentage_and_status_are_read_however_they_are_set_apart(block: str) -> None:
    seen = see(f"{TITLE}{SITE}Last Year's Democracy Percentage & Status\n{block}\n")
    assert figures(seen.previous) == {
        "democracy_percentage_rounded": "58",
        "status": "Semi-Consolidated Democracy",
    }
    assert figures(seen.own) == OWN


def test_a_percent_sign_says_what_a_hundred_says() -> None:
    text = f"{TITLE}SEMI-CONSOLIDATED DEMOCRACY\n57%\nDemocracy Percentage 57.14%\nDemocracy Score 4.43 / 7\n"
    assert figures(see(text).own) == OWN


@pytest.mark.parametrize(
    "prose",
    [
        "Another Institute\nCorruption\n44 / 100",
        "Another Institute\nCorruption\n44.5\n/ 100",
        "Electoral Process 52.3 100",
        "In 2019, Democracy Score 4.50 / 7 was the mean of the region.",
        "In all, Democracy Score 4.50 / 7, they say, is little.",
        "Poland: Semi-Consolidated Democracy 60 / 100",
        "Poland | 60 / 100 | Semi-Consolidated Democracy |",
    ],
)
def test_what_is_said_of_others_is_not_the_pages_own(prose: str) -> None:
    assert figures(see(f"{TITLE}{SITE}Executive Summary\n{prose}\nMore of it.").own) == OWN


def test_what_a_page_says_of_several_subjects_goes_to_each() -> None:
    other = SITE.replace("57", "65").replace("65.14", "65.48").replace("4.43", "4.93")
    seen = see(f"{TITLE}{SITE}\nPoland: Nations in Transit 2022 Country Report\n{other}")
    latvia, poland = seen.records
    assert (latvia.subject, poland.subject) == ("Latvia", "Poland")
    assert figures(latvia) == OWN
    assert figures(poland)["democracy_score"] == "4.93"
    assert {one.at for one in poland.claims} == {"page.txt:9", "page.txt:10", "page.txt:12", "page.txt:13"}


def test_ratings_below_the_line_of_another_subject_are_not_those_of_the_first() -> None:
    ratings = "Electoral Process 1.75\nCivil Society 3.50\nCorruption 1.25\n"
    kazakhstan, kyrgyzstan = see(
        f"Nations in Transit 2021\nKazakhstan\nDemocracy Score: 1.32\n\nKyrgyzstan\n{ratings}"
    ).records
    assert (kazakhstan.subject, figures(kazakhstan)) == ("Kazakhstan", {"democracy_score": "1.32"})
    assert kyrgyzstan.subject == "Kyrgyzstan"
    assert figures(kyrgyzstan) == {"ep": "1.75", "cs": "3.50", "co": "1.25"}


def test_a_list_of_subjects_begins_no_page() -> None:
    ratings = "Electoral Process 1.25\nCorruption 1.25\n"
    seen = see(
        f"Nations in Transit 2021\nKazakhstan\nDemocracy Score: 1.32\nGeorgia\n\nKyrgyzstan\nMoldova\n{ratings}"
    )
    assert figures(seen.own) == {"democracy_score": "1.32", "ep": "1.25", "co": "1.25"}


def test_a_link_to_another_report_begins_no_page() -> None:
    seen = see(f"{TITLE}{SITE}Poland: Nations in Transit 2022\nCorruption 1.00-7.00 pts\n3.25 / 7.00\n")
    assert figures(seen.own) == {**OWN, "co": "3.25"}


LABELS = {
    "democracy_score": ("Democracy Score", "2.86"),
    "status": ("Regime Classification", "Consolidated Democracy"),
    "ndg": ("National Democratic Governance", "3.00"),
    "co": ("Corruption", "3.50"),
}


@pytest.mark.parametrize(
    "form",
    [
        "{0}: {1} ",
        "{0}: {1}; ",
        "{0} (1 = best, 7 = worst): {1} ",
        "{0} (1 = best, 7 = worst) {1} ",
        "**{0}:** {1}\n",
        "{0}*: {1}\n",
    ],
)
def test_a_status_among_labels_and_values_breaks_no_chain(form: str) -> None:
    scale = " (1 = best, 7 = worst)"
    lines = "".join(form.format(*pair) for pair in LABELS.values())
    lines = lines.replace(f"Classification{scale}", "Classification:").replace("::", ":")
    seen = see(f"Nations in Transit 2014 - Latvia\n2014 Scores {lines}\n")
    assert figures(seen.own) == {figure: value for figure, (_, value) in LABELS.items()}


def test_the_ends_of_the_scale_in_a_heading_are_no_cells() -> None:
    table = "2020 2021 2022\nElectoral Process 4.00 4.00 4.25\n"
    seen = see(f"{TITLE}{table}Corruption 1.00 - 7.00 pts | Looks at it. | 3.25 / 7.00\n")
    assert figures(seen.edition("2022")) == {"ep": "4.25", "co": "3.25"}


CHANGES = f"{TITLE}{SITE}Score changes in 2022\n"


@pytest.mark.parametrize("between", [", ", "; ", " • ", ". ", ", and ", " ", ".5 "])
def test_changes_on_one_line_are_read_each(between: str) -> None:
    line = f"Civil Society rating declined from 4.25 to 4.00{between}Corruption rating declined from 3.00 to 2.75"
    own = see(f"{CHANGES}{line} again.\n").own
    assert {one.figure: one.after for one in own.changes} == {"cs": "4.00", "co": "2.75"}


def test_a_change_of_another_year_is_prose() -> None:
    line = "In 2019, Corruption rating had declined from 3.50 to 3.00."
    assert not see(f"{CHANGES}{line}\n").own.changes


def test_a_figure_glued_to_a_footnote_is_left_out() -> None:
    seen = see(f"{CHANGES}• Civil Society rating declined from 4.25 to 4.0012 again.\n")
    assert not seen.own.changes
    assert seen.notes == (
        "page.txt:8: Civil Society: a figure and the mark of a footnote run together; left out",
    )


def test_a_footnote_glued_to_a_name_hides_no_figure_that_the_scale_sets_apart() -> None:
    seen = see(
        f"{TITLE}Democracy Score1 4.43 / 7\nCorruption12 1.00-7.00 pts\n3.25 / 7.00\nCivil Society3 4.25\n"
    )
    assert figures(seen.own) == {"democracy_score": "4.43", "co": "3.25"}


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200d", "\u2060", "\ufeff"])
def test_characters_that_nobody_sees_change_nothing(unseen: str) -> None:
    broken = (
        SITE.replace("cracy", f"{unseen}cracy")
        .replace("CRACY", f"{unseen}CRACY")
        .replace("57", f"5{unseen}7")
    )
    seen = see(f"{TITLE}{broken}")
    assert figures(seen.own) == OWN
    assert [one.at for one in seen.own.claims] == [f"page.txt:{line}" for line in (2, 3, 5, 6)]


def test_separators_of_lines_end_lines() -> None:
    assert figures(see(f"{TITLE}{SITE}".replace("\n", "\u2028")).own) == OWN


def test_a_list_of_all_labels_is_no_status() -> None:
    labels = "Consolidated Democracy\nSemi-Consolidated Democracy\nTransitional or Hybrid Regime\n"
    assert figures(see(f"{TITLE}{labels}\n{SITE}").own) == OWN


@pytest.mark.parametrize(
    "title", [TITLE, "Nations in Transit 2022 - Latvia\n", "Nations in Transit 2022 Latvia\n"]
)
def test_a_page_on_one_line_is_named_by_its_first_words(title: str) -> None:
    own = see((title + SITE).replace("\n", " ") + "Executive Summary " + "It goes on. " * 40).own
    assert (own.subject, own.edition, figures(own)) == ("Latvia", "2022", OWN)


FIGURE_LINES = {
    "Democracy Percentage 57.14% / 100": {"democracy_percentage": "57.14"},
    "Democracy Percentage: 57.14 %": {"democracy_percentage": "57.14"},
    "Democracy Percentage (Rounded): 57": {"democracy_percentage_rounded": "57"},
    "Electoral Process: 3.25 \u2193": {"ep": "3.25"},
    "Electoral Process: 4.50 \u25bc": {"ep": "4.50"},
    "Electoral Process score: 4.50 / 7": {"ep": "4.50"},
    "Corruption rating: 4.50": {"co": "4.50"},
    "Civil Society Rating 3.75": {"cs": "3.75"},
    "Democracy Score (1.00 = worst, 7.00 = best): 4.43": {"democracy_score": "4.43"},
    "Democracy Score (1-7): 4.43": {"democracy_score": "4.43"},
    "Democracy Score [7 = best, 1 = worst]: 4.43": {"democracy_score": "4.43"},
    "1. Democracy Score: 4.43": {"democracy_score": "4.43"},
    "\uf0b7 Corruption: 4.50": {"co": "4.50"},
    "Overall Democracy Score: 4.43": {"democracy_score": "4.43"},
    "Latvia's Democracy Score: 4.43": {"democracy_score": "4.43"},
    "Regime Classi\ufb01cation: Consolidated Democracy": {"status": "Consolidated Democracy"},
    "Judicial Frame-\nwork and Independence: 7.00": {"jfi": "7.00"},
    "Demo-\n  cracy Score: 4.43": {"democracy_score": "4.43"},
    "Status: Semi-\nConsolidated Democracy": {"status": "Semi- Consolidated Democracy"},
    "Electoral Process (EP): 4.50": {"ep": "4.50"},
    "Democracy Score .......... 4.43": {"democracy_score": "4.43"},
    "Democracy Score: 4.43 / 7 (Consolidated Democracy)": {
        "democracy_score": "4.43",
        "status": "Consolidated Democracy",
    },
    "Electoral Pro\u200bcess: 4.50": {"ep": "4.50"},
    "Corruption: 5 Electoral Process: 6": {"co": "5", "ep": "6"},
    "Electoral Process: 8 April 2018 vote\nCorruption: 4.75": {"co": "4.75"},
    "Urban population: 63 percent\nDemocracy Score: 4.43": {"democracy_score": "4.43"},
}


@pytest.mark.parametrize(("line", "found"), FIGURE_LINES.items(), ids=FIGURE_LINES.keys())
def test_a_figure_is_read_however_it_is_introduced(line: str, found: dict[str, str]) -> None:
    seen = see(f"{TITLE}National Democratic Governance: 3.00\n{line}\n")
    assert figures(seen.own) == found | {"ndg": "3.00"}
    assert not seen.notes


@pytest.mark.parametrize(
    "line",
    ["Electoral Process: 3.5%", "Corruption (Score: 4.50)", "Democracy Score: 4.43, declined", "Corruption 38/50",
     "Democracy Score: 4.43 1", "Civil Society: 4 ½", "Civil Society: 3¼", "Civil Society: ▲ 2.25",
     "Civil Society: ~2.25", "Democracy Score (regional average) 3.76", "Regional average: Democracy Score 3.76",
     "2019 Democracy Score: 4.07", "Democracy Score, 2013: 4.82", "Democracy Score Romania 3.46",
     "NIT Democracy Score: 4.86", "Rating for Corruption: 5.75", "Civil Society\n3.00 (regional average 4.00)",
     "Corruption\n5.00 ▼ 0.25",
     'Civil Society: "2.25"', "Civil Society: 2·25",
     "Democracy Score      4.43     Democracy Percentage 57.14",
     "EP: 2.75"],
)  # fmt: skip
def test_what_looks_like_a_figure_and_is_not_read_is_noted(line: str) -> None:
    seen = see(f"{TITLE}National Democratic Governance: 3.00\n{line}\n")
    assert figures(seen.own) == {"ndg": "3.00"}
    (note,) = seen.notes
    assert note.startswith("page.txt:3: ")
    assert note.endswith("is not read; left out")


@pytest.mark.parametrize(
    "line",
    ["Electoral Process 7", "Civil Society ..... 9", "Civil Society in 2021", "Corruption (2021)", "Corruption, 2",
     "Independent Media since 2015", "Corruption.124", "Corruption. The year 2020,", "Democracy Score is 4.11."],
)  # fmt: skip
def test_page_numbers_and_years_are_not_noted(line: str) -> None:
    seen = see(f"{TITLE}National Democratic Governance: 3.00\n{line}\n")
    assert figures(seen.own) == {"ndg": "3.00"}
    assert not seen.notes


def test_a_broken_word_keeps_the_places_of_what_follows() -> None:
    table = "2012 2013 2014\nJudicial Frame-\nwork and Independence 1.75 1.75 2.00\n"
    seen = see(f"Nations in Transit 2014 - Latvia\n{table}")
    assert seen.edition("2012").ratings[0].at == "page.txt:4:23"


@pytest.mark.parametrize(
    "move",
    [
        "\uf0b7 Civil Society rating declined from 4.75 to 4.50",
        "\u25bc Civil Society rating declined from 4.75 to 4.50",
        "Civil Society: rating declined from 4.75 to 4.50",
        "Civil Society's rating declined from 4.75 to 4.50",
        "The rating for Civil Society declined from 4.75 to 4.50",
        "Civil Society rating declined from 4.75 in 2021 to 4.50 in 2022",
        "Civil Society 4.75 \u2192 4.50",
        "Civil Society: 4.75 -> 4.50",
        "Civil Society declined from 4.75 points to 4.50 points",
    ],
)
@pytest.mark.parametrize(
    "heading", ["Score changes", "2022 Score Changes", "Key score changes in 2022", "Changes in scores"]
)
def test_a_change_is_read_however_it_is_said(heading: str, move: str) -> None:
    seen = see(f"{TITLE}National Democratic Governance: 3.00\n{heading}\n{move}.\n")
    assert figures(seen.own) == {"ndg": "3.00", "cs": "4.50"}
    assert figures(seen.previous) == {"cs": "4.75"}
    assert not seen.notes


@pytest.mark.parametrize("prose", ["State media worked 24/7 before the vote.", "Voting began on 4/7/2018."])
def test_no_rating_is_found_in_what_is_told_below_its_heading(prose: str) -> None:
    site = "Electoral Process 1.00-7.00 pts\nExamines elections.\n"
    assert figures(see(f"{TITLE}{site}{prose}\n1.75 / 7.00\n").own) == {"ep": "1.75"}


def test_whole_numbers_are_ratings_in_whole_rows() -> None:
    rows = (
        "Electoral Process 4.75 4.75\nCivil Society 6 6\nLocal Democratic Governance 5 4.75\nCorruption 3\n"
    )
    seen = see(f"Nations in Transit 2014 - Latvia\n2013 2014\n{rows}")
    assert figures(seen.edition("2013")) == {"ep": "4.75", "cs": "6", "ldg": "5"}
    assert figures(seen.edition("2014")) == {"ep": "4.75", "cs": "6", "ldg": "4.75"}


def test_years_that_are_covered_are_no_editions() -> None:
    seen = see("Nations in Transit 2018 - Latvia\nYears covered 2016 2017\nDemocracy Score 2.05 2.05\n")
    assert not seen.records
    assert seen.notes == (
        "page.txt:3: figures in a row, but no row of editions above (Democracy Score); left out",
    )


def test_a_label_below_the_figures_may_be_last_years() -> None:
    seen = see(f"{TITLE}Democracy Score: 4.43 / 7\nConsolidated Democracy\n")
    assert figures(seen.own) == {"democracy_score": "4.43"}
    assert seen.notes == ("page.txt:3: Consolidated Democracy: of this year or the last? left out",)


def test_a_row_with_a_mark_of_a_footnote_is_left_out_with_a_note() -> None:
    rows = "Corruption 1 3.25 3.25\nCivil Society 3.00 3.00\n"
    seen = see(f"Nations in Transit 2014 - Latvia\n2013 2014\n{rows}")
    assert figures(seen.edition("2014")) == {"cs": "3.00"}
    assert seen.notes == ("page.txt:3: Corruption: 3 cells under 2 editions; the row is left out",)


@pytest.mark.parametrize(("short", "is_ours"), [("CO", True), ("CORR", True), ("CPI", False), ("TI", False)])
def test_other_letters_behind_a_name_are_those_of_another_source(short: str, is_ours: bool) -> None:
    seen = see(f"Nations in Transit 2013 - Belarus\nDemocracy Score: 6.71\nCorruption ({short}): 6.25\n")
    assert figures(seen.own) == {"democracy_score": "6.71"} | ({"co": "6.25"} if is_ours else {})


HEAD = "Nations in Transit 2021 - Serbia\nDemocracy Score: 3.89\n"


@pytest.mark.parametrize(
    "line",
    [
        "Democracy Percentage (0-100): 48.21",
        "Democracy Percentage (0 – 100): 48.21",
        "Democracy Percentage (scale 0-100): 48.21",
        "Democracy Percentage (scale of 0 to 100): 48.21",
        "Democracy Percentage (out of 100): 48.21",
        "Democracy Percentage [0-100 scale]: 48.21",
        "Democracy Percentage (0 = least, 100 = most democratic): 48.21",
        "Democracy Percentage\n(0-100)\n48.21",
    ],
)
def test_the_ends_of_a_percentage_may_stand_before_it(line: str) -> None:
    assert figures(see(f"{HEAD}{line}\n").own) == {"democracy_score": "3.89", "democracy_percentage": "48.21"}


@pytest.mark.parametrize("said", ["scale 1-7", "on a scale from 1 to 7", "out of 7", "1.00 - 7.00"])
def test_so_may_those_of_a_rating(said: str) -> None:
    seen = see(f"{HEAD}Electoral Process ({said}): 4.75\n")
    assert figures(seen.own) == {"democracy_score": "3.89", "ep": "4.75"}


@pytest.mark.parametrize("line", ["Democracy Percentage (1-7): 3.89", "Electoral Process (0-100): 48.21"])
def test_on_the_scale_of_another_figure_it_is_noted(line: str) -> None:
    seen = see(f"{HEAD}{line}\n")
    assert figures(seen.own) == {"democracy_score": "3.89"}
    name, said = line[: line.index(" (")], line[line.index("(") :]
    assert seen.notes == (f"page.txt:3: {name}: {said!r} is not read; left out",)


@pytest.mark.parametrize(
    "name",
    [
        "Regime Classification (2021):",
        "Regime Classification 2021:",
        "Regime Classification*:",
        "Regime Classification –",
        "Regime Classification =",
        "Status (2021):",
    ],
)
def test_a_status_has_its_name_and_its_edition_before_it(name: str) -> None:
    seen = see(f"{HEAD}{name} Transitional or Hybrid Regime\n")
    assert figures(seen.own) == {"democracy_score": "3.89", "status": "Transitional or Hybrid Regime"}


def test_that_of_another_edition_is_left_out() -> None:
    seen = see(f"{HEAD}Regime Classification (2019): Semi-Consolidated Democracy\n")
    assert figures(seen.own) == {"democracy_score": "3.89"}
    assert seen.notes == ("page.txt:3: status: of '2019', it seems; left out",)


def test_a_dash_within_a_sentence_is_no_sign_of_a_status() -> None:
    seen = see(f"{HEAD}The status - Consolidated Democracy is the best - is far.\n")
    assert figures(seen.own) == {"democracy_score": "3.89"}


def test_a_percentage_may_stand_in_brackets_behind_the_score() -> None:
    seen = see("Nations in Transit 2021 - Serbia\nDemocracy Score: 3.89 (Democracy Percentage: 48.21%)\n")
    assert figures(seen.own) == {"democracy_score": "3.89", "democracy_percentage": "48.21"}


def test_a_percentage_set_apart_behind_a_status_is_noted() -> None:
    seen = see(f"{HEAD}Status: Transitional or Hybrid Regime, 99 / 100\n")
    assert figures(seen.own) == {"democracy_score": "3.89", "status": "Transitional or Hybrid Regime"}
    assert seen.notes == ("page.txt:3: 99: behind a status, and not read; left out",)
