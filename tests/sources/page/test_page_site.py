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


@pytest.mark.parametrize(
    ("words", "complete"),
    [
        ("", False),
        ("No other ratings changed.", True),
        ("No other category changed.", True),
        ("None of the other ratings changed.", True),
        ("No further changes were made.", True),
        ("Poland’s other ratings remained unchanged.", True),
        ("There were no other changes.", True),
        ("No other changes were made.", True),
        ("There were no other score changes.", True),
        ("All other scores remained unchanged.", True),
        ("The remaining ratings did not change.", True),
        ("Other ratings remained the same.", True),
        ("The score fell, while all the other six ratings stayed unchanged.", True),
        ("The other rating to change was Corruption.", False),
        ("The other rating that changed was Independent Media, owing to a takeover.", False),
        ("Two of the other ratings changed as well.", False),
        ("Two of the other ratings remained unchanged.", False),
        ("Some other ratings remained unchanged.", False),
        ("Not all other ratings remained unchanged.", False),
        ("The other countries' ratings remained unchanged.", False),
        ("In all other countries of the region, scores remained the same.", False),
        ("Unlike the remaining indicators, this rating changed.", False),
        ("There were no other changes of the law.", False),
    ],
)
def test_a_page_may_say_that_it_lists_all_changes(words: str, complete: bool) -> None:
    bullet = "• Civil Society rating improved from 6.00 to 6.25."
    seen = see(f"{TITLE}Democracy Score 5.79 / 7\nScore changes in 2024\n{bullet}\n{words}\n")
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
        "EU average: 5.75 / 7.00.", "Regional average 5.75 / 7.00\n", "Average 5.75 / 7.00\n",
        "Poland: 5.75 / 7.00\n",
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


HUNGARY = "Nations in Transit 2020 - Hungary\nDemocracy Percentage 49.40 / 100\nDemocracy Score 3.96 / 7\n"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Civil Society rating declined by 0.25, from 4.75 to 4.50.", {"cs": ("4.75", "4.50")}),
        ("Civil Society rating declined by 0.25 points from 4.75 to 4.50.", {"cs": ("4.75", "4.50")}),
        ("Civil Society rating declined to 4.50 from 4.75.", {"cs": ("4.75", "4.50")}),
        ("Civil Society (from 4.75 to 4.50)", {"cs": ("4.75", "4.50")}),
        ("Civil Society improved for the first time since 2015, from 4.25 to 4.50.", {"cs": ("4.25", "4.50")}),
        ("Civil Society declined from 4.75 (2019) to 4.50 (2020).", {"cs": ("4.75", "4.50")}),
        ("Civil Society declined from 4.75 to 4.50 for want of reforms since 2015.", {"cs": ("4.75", "4.50")}),
        ("Civil Society declined from 4.75 to 4.50 in Hungary.", {"cs": ("4.75", "4.50")}),
        ("As a result, Hungary's overall Democracy Score fell from 4.07 to 3.96.",
         {"democracy_score": ("4.07", "3.96")}),
        ("As a result, its status changed, and its Democracy Score fell from 4.07 to 3.96.",
         {"democracy_score": ("4.07", "3.96")}),
    ],
)  # fmt: skip
def test_a_change_is_read_in_more_words(sentence: str, found: dict[str, tuple[str, str]]) -> None:
    seen = see(f"{HUNGARY}Score changes in 2020\n{sentence}\n")
    assert {one.figure: (one.before, one.after) for one in seen.own.changes} == found
    assert not seen.notes


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Civil Society rating declined from 5.50 to 5.25 in Poland.", "of 'Poland', it seems; left out"),
        (
            "Civil Society declined from 5.50 to 4.50 over the last decade.",
            "'over the last decade': no change since",
        ),
        ("Civil Society declined from 5.50 to 4.50, since 2015.", "'since 2015': no change since"),
        ("Civil Society could decline from 4.50 to 4.25 next year.", "'could': no change since"),
        ("Civil Society will decline from 4.50 to 4.25.", "'will': no change since"),
        (
            "The ratings for Civil Society and Corruption fell from 4.75 to 4.50 and from 3.75 to 3.50.",
            "is not read",
        ),
    ],
)
def test_what_is_no_change_of_the_page_is_left_out_with_a_note(sentence: str, why: str) -> None:
    seen = see(f"{HUNGARY}Score changes in 2020\n{sentence}\n")
    assert not seen.own.changes
    assert not {"cs", "co"} & figures(seen.own).keys()
    (note,) = seen.notes
    assert note.startswith("page.txt:5: Civil Society: ")
    assert why in note


@pytest.mark.parametrize(
    "of",
    [
        "of the country",
        "for the year",
        "in the report",
        "in Nations in Transit",
        "for this edition",
        "in Hungary",
    ],
)
def test_words_of_the_own_country_and_index_take_no_change_away(of: str) -> None:
    seen = see(f"{HUNGARY}Score changes in 2020\n• Civil Society rating {of} declined from 5.75 to 5.50.\n")
    assert [(one.before, one.after) for one in seen.own.changes] == [("5.75", "5.50")]
    assert not seen.notes


@pytest.mark.parametrize(
    "reason",
    [
        "over the past year", "in the past year", "over pressure on NGOs", "since NGOs were attacked",
        "since last year",
        "since the previous edition", "between 2019 and 2020", "next to similar falls in Poland", "(2019–2020)",
        "because of a law that could pass in Poland and has been planned since 2015",
    ],
)  # fmt: skip
def test_reasons_take_no_change_away(reason: str) -> None:
    seen = see(
        f"{HUNGARY}Score changes in 2020\n• Civil Society rating declined from 5.75 to 5.50 {reason}.\n"
    )
    assert [(one.before, one.after) for one in seen.own.changes] == [("5.75", "5.50")]
    assert not seen.notes


@pytest.mark.parametrize(
    "sentence",
    [
        "Civil Society rating in Poland declined from 4.50 to 4.25.",
        "Poland: Civil Society declined from 4.50 to 4.25.",
        "Poland – Civil Society declined from 4.50 to 4.25.", "Civil Society declined from 4.50 to 4.25 (Poland).",
        "Central Europe's Civil Society rating declined from 4.50 to 4.25.",
        "In Poland, Civil Society fell from 4.50 to 4.25.",
        "The region's Civil Society rating declined from 4.50 to 4.25.",
        "Poland's rating for Civil Society fell from 4.50 to 4.25.",
        "Civil Society declined from 4.50 to 4.25 in Central Europe.",
        "Civil Society fell from 4.50 to 4.25 on average.",
        "Civil Society rating did not decline from 4.50 to 4.25.", "Civil Society never fell from 4.50 to 4.25.",
        "Civil Society ranges from 4.50 to 4.25.", "Civil Society was corrected from 4.50 to 4.25.",
        "Civil Society previously declined from 4.50 to 4.25.", "Civil Society declined from 5.75 in 2015 to 5.50.",
        "Civil Society declined from 5.75 to 5.50 (2015–2020).",
        "Civil Society declined from 5.75 to 5.50 in a decade.",
        "Civil Society declined from 5.75 to 5.50 from 2015 to 2020.",
        "Civil Society fell from 5.75 to 5.50 two years ago.",
        "Civil Society fell from 5.75 to 5.50 in the previous edition.",
        "Due to this, Civil Society fell from 5.75 to 5.50.",
        "Civil Society rating declined by 0.25 to 5.50.", "Civil Society declined 0.25 points to 5.50.",
        "Civil Society declined 0.25, to 5.50.", "Civil Society rating improved by 1.00 to 5.50.",
        "Civil Society dropped 5.75 to 5.50.", "Civil Society ratings for Poland declined from 4.50 to 4.25.",
        "Civil Society rating, which had improved from 5.50 to 5.75 in 2018, declined from 5.75 to 5.50.",
        "Civil Society rating declined over two editions from 6.00 to 5.50.",
        "Civil Society rating declined during the decade from 6.00 to 5.50.",
        "Civil Society rating declined in two years from 6.00 to 5.50.",
        "Civil Society rating declined from 6.00 to 5.50 over several editions.",
        "Civil Society rating in neighboring Armenia declined from 5.00 to 4.75.",
        "Civil Society rating for the region declined from 5.00 to 4.75.",
        "Civil Society rating among EU members declined from 5.00 to 4.75.",
        "Civil Society rating in most countries declined from 5.00 to 4.75.",
        "Civil Society rating in Abkhazia declined from 5.00 to 4.75.",
        "Civil Society rating of Hungary and Armenia declined from 5.00 to 4.75.",
    ],
)  # fmt: skip
def test_changes_of_others_and_of_other_times_are_noted(sentence: str) -> None:
    seen = see(f"{HUNGARY}Score changes in 2020\n• {sentence}\n")
    assert not seen.own.changes
    (note,) = seen.notes
    assert note.startswith("page.txt:5: Civil Society: ")


def test_of_sections_of_several_years_that_of_the_edition_counts() -> None:
    sections = (
        "Score changes in 2019\n• Civil Society rating declined from 5.00 to 4.75\n\n"
        "Score changes in 2020\n• Civil Society rating declined from 4.75 to 4.50\n"
    )
    seen = see(f"{HUNGARY}{sections}")
    assert [(one.before, one.after) for one in seen.own.changes] == [("4.75", "4.50")]
    assert seen.notes == ("page.txt:5: Civil Society: of '2019', it seems; left out",)


def test_a_change_outside_of_a_section_is_noted() -> None:
    seen = see(f"{HUNGARY}As a result, Hungary's Democracy Score fell from 4.07 to 3.96.\n")
    assert not seen.own.changes
    (note,) = seen.notes
    assert note == "page.txt:4: Democracy Score: a change outside of the section of score changes; left out"


@pytest.mark.parametrize(
    ("verb", "before", "after", "is_noted"),
    [
        ("improved", "4.75", "4.50", True), ("declined", "4.50", "4.75", True), ("fell", "4.50", "4.50", False),
        ("rose", "4.75", "4.50", True), ("declined", "4.75", "4.50", False), ("moved", "4.50", "4.75", False),
    ],
)  # fmt: skip
def test_a_verb_that_says_another_way_than_the_figures_is_noted(
    verb: str, before: str, after: str, is_noted: bool
) -> None:
    seen = see(f"{HUNGARY}Score changes in 2020\nCivil Society rating {verb} from {before} to {after}.\n")
    assert [(one.before, one.after) for one in seen.own.changes] == [(before, after)]
    said = f"page.txt:5: Civil Society: '{verb}' from {before} to {after}: the other way"
    assert seen.notes == ((said,) if is_noted else ())


@pytest.mark.parametrize(
    ("verb", "is_noted"), [("improved", True), ("worsened", False), ("declined", False), ("rose", False)]
)
def test_on_the_old_scale_only_verbs_that_judge_say_a_way(verb: str, is_noted: bool) -> None:
    scale = "Nations in Transit 2015 - Hungary\n1 = best, 7 = worst\n"
    seen = see(f"{scale}Score changes in 2015\nCivil Society rating {verb} from 2.25 to 2.50.\n")
    assert bool(seen.notes) is is_noted


@pytest.mark.parametrize(("score", "is_read"), [("3.71", True), ("3.70", False)])
def test_beside_a_table_stated_changes_go_to_the_newest_column_if_its_score_is_theirs(
    score: str, is_read: bool
) -> None:
    table = "Hungary\n2017 2018\nElectoral Process 3.00 3.00\nDemocracy Score 3.54 3.71\n"
    seen = see(
        f"{table}Score changes:\nAs a result, Hungary's Democracy Score declined from 3.54 to {score}.\n"
    )
    assert bool(seen.edition("2018").changes) is is_read
    assert bool(seen.notes) is not is_read


MISPRINTS = (
    "Transitonal or Hybrid Regime", "Not a Transitional or Hybrid Regime", "Smi-Consolidated Democracy",
    "PARTLY CONSOLIDATED DEMOCRACY", "CONSOLDATED AUTHORITARIAN REGIME", "Transitional or Hybrid Regim",
    "Semi-Consolidated Democrcy", "Unconsolidated Democracy", "Transitional of Hybrid Regime",
    "Non-Consolidated Democracy",
)  # fmt: skip
SLOTS = {
    "above the percentage": "{}\n49 / 100\n",
    "below the percentage": "49 / 100\n{}\n",
    "behind the percentage": "49 / 100 {}\n",
    "before the percentage": "{} 49 / 100\n",
    "in cells": "| 49 / 100 | {} |\n",
    "alone": "{}\n",
    "named": "Regime Classification: {}\n",
    "behind the country": "Hungary | {} | 49 / 100\n",
}


@pytest.mark.parametrize("label", MISPRINTS)
@pytest.mark.parametrize("slot", SLOTS.values(), ids=SLOTS.keys())
def test_a_misprinted_status_is_read_as_it_is_printed(slot: str, label: str) -> None:
    seen = see(f"Nations in Transit 2020 - Hungary\n{slot.format(label)}Democracy Percentage 49.40 / 100\n")
    found = figures(seen.own)
    assert (found["status"], found["democracy_percentage"]) == (label, "49.40")
    assert found.get("democracy_percentage_rounded") == ("49" if "49" in slot else None)
    assert not seen.notes


@pytest.mark.parametrize("label", MISPRINTS)
def test_so_is_that_of_the_year_before(label: str) -> None:
    last_year = f"Last Year's Democracy Percentage & Status\n49 / 100 {label}\n"
    assert figures(see(f"{HUNGARY}{last_year}").previous) == {
        "democracy_percentage_rounded": "49",
        "status": label,
    }


PLAIN = "Transitional or Hybrid Regime"


@pytest.mark.parametrize(
    "line",
    [
        f"Hungary {PLAIN}", f"Country Status: {PLAIN}", f"Hungary remains a {PLAIN}", f"Hungary became a {PLAIN}",
        f"Nations in Transit {PLAIN}", f"Former Soviet state - {PLAIN}", f"Regime type {PLAIN}", f"{PLAIN}.",
        f"\u201c{PLAIN}\u201d", f"EU members {PLAIN}",
    ],
)  # fmt: skip
def test_what_stands_before_a_status_is_not_of_it(line: str) -> None:
    seen = see(f"Nations in Transit 2020 - Hungary\n{line}\nDemocracy Percentage 49.40 / 100\n")
    assert figures(seen.own)["status"] == PLAIN


@pytest.mark.parametrize(
    "label", ["Consolidated Democracy", "Consolidated Authoritarian Regime", "Hybrid Regime"]
)
@pytest.mark.parametrize(
    "before", ["Estonia", "Azerbaijan", "Kyrgyz Republic", "Czechia", "is a", "remains a", "small"]
)
def test_no_word_before_a_status_makes_another_of_it(before: str, label: str) -> None:
    country = before if before[0].isupper() else "Hungary"
    seen = see(f"Nations in Transit 2020 - {country}\n{before} {label}\nDemocracy Percentage 49.40 / 100\n")
    assert figures(seen.own)["status"] == label


@pytest.mark.parametrize(
    "label",
    ["(Semi-)Consolidated Democracy", "Half-Consolidated Democracy", "Semi-Consolidated Hybrid Regime"],
)
def test_what_is_joined_to_a_status_is_read_with_it(label: str) -> None:
    seen = see(f"Nations in Transit 2020 - Hungary\n{label}\nDemocracy Percentage 49.40 / 100\n")
    assert figures(seen.own)["status"] == label


LABELS = (
    "Consolidated Democracy", "Semi-Consolidated Democracy", "Transitional or Hybrid Regime",
    "Semi-Consolidated Authoritarian Regime", "Consolidated Authoritarian Regime",
)  # fmt: skip
BETWEEN = (" | ", ", ", "; ", " \u2022 ", " / ", " \u2013 ", " > ", " ", "\n", " or ", "\n68-100\n", "\n2) ")


@pytest.mark.parametrize("between", BETWEEN)
def test_a_list_of_all_statuses_gives_none(between: str) -> None:
    legend = "1) " * (")" in between) + between.join(LABELS)
    seen = see(f"Nations in Transit 2020 - Hungary\n{legend}\nDemocracy Percentage 49.40 / 100\n")
    assert figures(seen.own) == {"democracy_percentage": "49.40"}


GEORGIA = "Nations in Transit 2022 - Georgia\n\n"
FIGURES = "Democracy Percentage 34.52 / 100\nDemocracy Score 3.07 / 7\n"
SITE = "DEMOCRACY-PERCENTAGE Democracy Percentage 34.52 100\nDEMOCRACY-SCORE Democracy Score 3.07 7\n"
BOTH = {"democracy_percentage": "34.52", "democracy_score": "3.07"}


@pytest.mark.parametrize("years", ["Editions: 2021 2022\n", "\u00a9 2021 2022\n"])
def test_years_of_a_menu_make_no_table_of_the_sites_figures(years: str) -> None:
    menu = "Home\nCountries\nReports\nSearch\n"
    found = figures(see(f"{GEORGIA}{years}{menu}{PLAIN}\n{SITE}\nOn Georgia\n").own)
    assert found == BOTH | {"status": PLAIN}


@pytest.mark.parametrize(
    "line",
    ["Global Freedom Score: 58/100", "Internet Freedom Score 78/100", "Press Freedom: 49/100", "Ukraine 39 / 100",
     "Corruption Perceptions Index 2021: 55/100"],
)  # fmt: skip
def test_the_percentage_of_another_above_the_status_is_not_its_own(line: str) -> None:
    seen = see(f"{GEORGIA}{line}\n{PLAIN}\n{FIGURES}")
    assert figures(seen.own) == BOTH | {"status": PLAIN}
    assert len(seen.notes) == 1


@pytest.mark.parametrize(
    "said", ["a {}", "Still {}", "now {}", "Remains {}", "Georgia is a {}", '"{}"', "\u201c{}\u201d", "[{}]",
             "{}\u00b2", "{} 1", "{} [1]", "{} (2022)", "{} (unchanged)", "{} (since 2010)",
             "{}, previously Hybrid Regime"]
)  # fmt: skip
def test_a_classification_is_read_with_words_and_marks_around_it(said: str) -> None:
    label = "Consolidated Authoritarian Regime"
    page = f"{GEORGIA}Democracy Score: 1.71\nRegime Classification: {said.format(label)}\nCorruption: 1.75\n"
    assert {one.text for one in see(page).own.claims if one.figure == "status"} == {label}


@pytest.mark.parametrize(
    "said", ["{}\u00b9", "{} 1", "{} [1]", "{} (2022)", "{} (unchanged)", "{}, previously Hybrid Regime",
             "{}, formerly Semi-Consolidated Democracy", "{} (down from Semi-Consolidated Democracy)"]
)  # fmt: skip
def test_marks_and_former_labels_hide_no_status(said: str) -> None:
    found = figures(see(f"{GEORGIA}{said.format(PLAIN)}\n{FIGURES}").own)
    assert found == BOTH | {"status": PLAIN}


@pytest.mark.parametrize(
    "lines",
    [
        "In 2020, Hungary ceased to be a Semi-Consolidated Democracy.\n\n{}\n",
        "Serbia is no longer a Consolidated Democracy but a Transitional/Hybrid Regime.\n{}\n",
        "Poland: Semi-Consolidated Democracy\n\n{}\n", "{}\nHybrid Regimes are typically electoral democracies.\n",
    ],
)  # fmt: skip
def test_sentences_with_labels_make_no_list_of_the_status_beside_them(lines: str) -> None:
    assert figures(see(f"{GEORGIA}{lines.format(PLAIN)}{FIGURES}").own)["status"] == PLAIN


@pytest.mark.parametrize("label", ["Transitional or Hybird Regime", "Consoldated Democracy", "Hybrid Regmie"])
def test_a_misprint_in_brackets_behind_the_score_is_read(label: str) -> None:
    seen = see(f"{GEORGIA}Democracy Score 3.07 / 7 ({label})\n")
    assert figures(seen.own) == {"democracy_score": "3.07", "status": label}


def test_a_label_does_not_go_on_into_the_name_of_a_picture() -> None:
    seen = see(f"{GEORGIA}Status: Semi-Consolidated\n{SITE}")
    assert figures(seen.own).get("status") in (None, "Semi-Consolidated")


def test_the_number_of_a_page_within_a_percentage_is_not_taken_for_it() -> None:
    seen = see(f"{GEORGIA}{PLAIN}\n34\n12\n/ 100\n{FIGURES}")
    assert "democracy_percentage_rounded" not in figures(seen.own)
    assert len(seen.notes) == 1


def test_who_edited_a_report_is_not_its_subject() -> None:
    assert (
        see(f"Edited by Zselyke Csaky\nGeorgia\nNations in Transit 2022\n{FIGURES}").own.subject == "Georgia"
    )


def test_the_score_of_neighbours_is_theirs() -> None:
    seen = see(f"{GEORGIA}{FIGURES}Neighbours\u2019 Democracy Score: 3.68\n")
    assert figures(seen.own) == BOTH


def test_a_change_across_the_region_is_that_of_the_region() -> None:
    change = "Score changes in 2022\nCivil Society rating declined from 5.00 to 4.75 across the region.\n"
    assert not see(f"{GEORGIA}{FIGURES}{change}").own.changes


@pytest.mark.parametrize("line", ["Author: Jane Doe", "On Ukraine", "Authors: Jane and John Doe"])
def test_who_wrote_a_report_may_stand_above_its_changes(line: str) -> None:
    change = "• Civil Society rating declined from 4.25 to 4.00\n"
    seen = see(f"{GEORGIA}{FIGURES}Score changes in 2022\n{line}\n{change}")
    assert [(one.before, one.after) for one in seen.own.changes] == [("4.25", "4.00")]


@pytest.mark.parametrize(
    "label", ["Authoritarian Regime", "Flawed Democracy", "Electoral Democracy", "Military Regime"]
)
def test_a_status_that_no_methodology_has_is_noted(label: str) -> None:
    seen = see(f"{GEORGIA}{label}\n34 / 100\n{FIGURES}")
    assert figures(seen.own) == BOTH | {"democracy_percentage_rounded": "34"}
    assert seen.notes == (f"page.txt:3: '{label}' is no status of this index; left out",)


SECTION = (
    "Nations in Transit 2019 - Poland\nDemocracy Percentage 67.26 / 100\nDemocracy Score 5.04 / 7\n"
    "Score changes in 2019\n\n"
    "  • Civil Society score declined from 6.00 to 5.75. {}\n\n"
    "As a result, Poland's Democracy Score declined from 5.11 to 5.04.\n"
)


class TestProseBesideStatedChanges:
    """What explains a change, or speaks of something else, takes nothing from it and adds nothing."""

    @pytest.mark.parametrize(
        "sentence",
        [
            "Since 2015, the ruling party has restricted NGOs.",
            "Between 2016 and 2018, prosecutors dropped most cases.",
            "Over the past three years, groups have closed.",
            "In the previous edition, it was the same.",
            "Two years ago, a law was passed.",
        ],
    )
    def test_the_time_of_the_next_sentence_is_not_that_of_the_change(self, sentence: str) -> None:
        plain, seen = see(SECTION.format("")), see(SECTION.format(sentence))
        assert seen.own.changes == plain.own.changes
        assert figures(seen.own) == figures(plain.own)
        assert seen.notes == plain.notes

    @pytest.mark.parametrize(
        "sentence",
        [
            "Transparency International's Corruption Perceptions Index score fell from 62 to 60.",
            "The Corruption Perceptions Index score dropped from 62 to 60.",
            "Corruption convictions dropped from 412 to 350.",
            "Corruption cases rose to 17 from 12.",
            "Corruption prosecutions increased from 5 to 6.",
            "Corruption risks rose from 3 to 4.",
            "Civil society isolation rose from 3 to 4.",
            "Corruption government cases rose from 3 to 4.",
            "Corruption downgrades rose from 3 to 4, as did upgrades.",
            "Corruption investigations increased from 45 in 2017 to 57 in 2018.",
            "Corruption complaints rose from 1,200 to 1,500.",
            "Civil society groups increased from 2 to 3 thousand.",
            "Civil society funding was cut from 2.5 to 1.5 million euros.",
            "Civil society fell from 2.5 to 1.5 percent.",
            "The Civil Society Organization Sustainability score fell from 2.6 to 2.8.",
            "Independent media outlets fell from 12 to 9.",
            "Local governance reform reduced municipalities from 7 to 5.",
            "Electoral process: the threshold was lowered from 7 to 5.",
            "The EIU's Democracy Score fell from 6.67 to 6.62.",
            "Corruption: score in the CPI fell from 45 to 42.",
            "The Judicial Framework and Independence rating had declined from 5.25 to 4.75 in 2017.",
            "The Corruption score declined from 6.25 to 6.00 in the 2018 edition.",
            "Corruption score declined from 6.25 to 6.00 the year before.",
            "Corruption rating declined from 4.50 to 4.25 in 2010.",
        ],
    )
    def test_what_is_no_rating_or_not_of_this_edition_is_left_out(self, sentence: str) -> None:
        plain, seen = see(SECTION.format("")), see(SECTION.format(sentence))
        assert seen.own.changes == plain.own.changes
        assert figures(seen.own) == figures(plain.own)
        assert len(seen.notes) == 1
        assert seen.problems == ()

    @pytest.mark.parametrize(
        "sentence",
        [
            "Corruption rating declined from 4.50 to 4.25 in 2018.",
            "Corruption slightly declined from 4.50 to 4.25.",
            "The rating for Corruption fell from 4.50 to 4.25.",
            "Corruption was downgraded from 4.50 to 4.25.",
            "Corruption declined from 4.50 to 4.25 in the 2019 edition.",
        ],
    )
    def test_what_is_one_is_taken(self, sentence: str) -> None:
        seen = see(SECTION.format(sentence))
        assert figures(seen.own)["co"] == "4.25"
        assert seen.notes == ()
