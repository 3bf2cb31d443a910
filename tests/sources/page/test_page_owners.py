"""Figures that stand on a page but are another subject's, another edition's or an average are not the page's own."""

import pytest

from pages import figures, see

OWN = "Democracy Percentage 58.93 / 100\nDemocracy Score 4.54 / 7\n"
PAGE = f"Nations in Transit 2022 - Poland\n59 / 100 Semi-Consolidated Democracy\n{OWN}"
FIGURES = {
    "democracy_percentage_rounded": "59",
    "status": "Semi-Consolidated Democracy",
    "democracy_percentage": "58.93",
    "democracy_score": "4.54",
}

BLOCKS = {
    "a country's name above": "Related countries\nHungary\nDemocracy Score 3.68 / 7",
    "a name, a label, a percentage": "Hungary\nTransitional or Hybrid Regime\n43\n/ 100",
    "a name, a percentage, a label": "Hungary\n43 / 100\nTransitional or Hybrid Regime",
    "a name with a comparison": "For comparison: Hungary\nDemocracy Score 3.68 / 7",
    "a name before": "Hungary Democracy Score 3.57 / 7",
    "a name of several words before": "Bosnia and Herzegovina: Democracy Score 3.57 / 7",
    "a possessive before": "Hungary's Democracy Score: 3.57 / 7",
    "a name in brackets behind": "Democracy Score: 5.14 / 7 (Kosovo)",
    "a name behind": "71 / 100 Consolidated Democracy Slovakia",
    "an average": "Average Democracy Score: 3.95 / 7",
    "a regional average": "Regional average Democracy Score 3.95 / 7",
    "an average behind": "Democracy Score: 3.95 / 7 (regional average)",
    "a median": "Median Democracy Score 3.95 / 7",
    "a projection": "Projected Democracy Score: 4.40 / 7",
    "a layout of before": "Armenia\nRegime Classification: Transitional or Hybrid Regime\nDemocracy Score: 5.36",
    "last year's": "Last Year's Democracy Score: 4.57 / 7",
    "the previous one": "Previous Democracy Score 4.57 / 7",
    "another year before": "2021 Democracy Score: 4.57 / 7",
    "another year before, with a colon": "• 2021: Democracy Score 4.57 / 7",
    "another year behind": "Democracy Score: 4.57 / 7 (2021)",
    "another year within": "Democracy Score 2021: 4.57 / 7",
    "another year within brackets": "Democracy Score (2021): 4.57",
    "another year above": "In 2021\nDemocracy Score 4.57 / 7",
    "last year above": "Last Year\nDemocracy Score 4.57 / 7\n60 / 100 Semi-Consolidated Democracy",
    "two columns": "Democracy Score 3.36 / 7 3.39 / 7",
    "an average, with a colon": "EU average: Democracy Score 5.12 / 7",
    "last year, with a colon": "Last year: Democracy Score 4.57 / 7",
    "years ago": "Ten years ago: Democracy Score 5.10 / 7",
    "an extreme": "Highest Democracy Score 6.07 / 7",
    "an extreme, shortened": "Max. Democracy Score 6.07 / 7",
    "a region": "Central Europe: Democracy Score 5.12 / 7",
    "a group": "Visegrad Four Democracy Score 5.12 / 7",
    "the best": "The best performer: Democracy Score 6.07 / 7",
    "a label in brackets": "Hungary's Democracy Score: 3.68 / 7 (Transitional or Hybrid Regime)",
    "an average of a region above": "The average for Eurasia\nDemocracy Score 2.30 / 7",
    "all countries above": "All 29 countries\nDemocracy Score 4.00 / 7",
    "a comparison above": "Best performer: Estonia\nDemocracy Score 6.07 / 7",
    "a list below a heading": "Other countries\nAlbania\nSerbia\nDemocracy Score 3.79 / 7",
    "another edition's percentage and status": "2021 Democracy Percentage & Status\n60 / 100 Consolidated Democracy",
    "a status before": "Previous status: Consolidated Democracy",
    "a percentage of people": "Urban population: 60%\nDemocracy Score 4.54 / 7",
    "a region above": "Balkans\nDemocracy Score 3.76 / 7",
    "regions above": "Regional averages\nEurasia\nDemocracy Score 2.10 / 7\nBalkans\nDemocracy Score 3.76 / 7",
    "a region of several words above": "Non-Baltic Former Soviet States\nDemocracy Score 2.10 / 7",
    "an average with a number above": "Average for the 29 countries covered\nDemocracy Score 3.56 / 7",
    "an average with a colon above": "Regional Average: Balkans\nDemocracy Score 3.76 / 7",
    "another edition above": "Nations in Transit 2019\nDemocracy Score 4.57 / 7",
    "another edition of the country above": "Poland 2019\nDemocracy Score 4.57 / 7",
    "another year in brackets above": "(2019)\nDemocracy Score 4.57 / 7",
    "years ago above": "Ten years ago\nDemocracy Score 6.57 / 7",
    "an extreme with its year above": "Peak (2005)\nDemocracy Score 6.57 / 7",
    "another index above": "EIU Democracy Index 2020\nDemocracy Score 6.56",
    "a country with a bracket above": "Estonia (best)\nDemocracy Score 6.07 / 7",
    "a country at a glance": "Hungary at a glance\nDemocracy Score 3.68 / 7",
    "on a country": "On Hungary\nDemocracy Score 3.68 / 7",
    "a country's report": "Hungary 2022 report\nDemocracy Score 3.68 / 7",
    "a country and where it lies": "Hungary, Central Europe\nDemocracy Score 3.68 / 7",
    "a country of a list": "1. Hungary\nDemocracy Score 3.68 / 7",
    "two countries": "Hungary and Slovakia\nDemocracy Score 3.68 / 7",
    "a group with a number": "EU-27\nDemocracy Score 5.02 / 7",
    "members": "NATO members\nDemocracy Score 5.02 / 7",
    "the average of a number": "Mean of 29\nDemocracy Score 5.02 / 7",
    "the report before": "Previous report\nDemocracy Score 4.57 / 7",
    "figures of another year": "2021 figures\nDemocracy Score 4.57 / 7",
    "a group behind": "Democracy Score: 5.02 / 7 (EU)",
    "last year behind": "Democracy Score: 4.57 / 7 (last year)",
    "a country and a year behind": "Democracy Score: 3.71 / 7 (Hungary, 2022)",
    "an old score": "Old Democracy Score: 4.20 / 7",
    "another index": "Internet Freedom Score 78 / 100\nDemocracy Score 4.54 / 7",
    "a total score of another index": "Freedom in the World 2022\nTotal Score: 81",
    "a total score beside a status of its index": "Poland\nTotal Score: 81 / 100\nStatus: Free",
    "a total score and its status below": "Total Score and Status\nTotal Score: 81\nPartly Free",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_figures_of_others_are_left_out_with_a_note(block: str) -> None:
    seen = see(f"{PAGE}\n{block}\n")
    assert figures(seen.own) == FIGURES
    assert seen.own.previous is None
    assert seen.notes
    assert not seen.problems


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_figures_of_others_above_do_not_hide_the_own(block: str) -> None:
    seen = see(f"{block}\nPoland\n{PAGE}")
    assert figures(seen.own) == FIGURES


@pytest.mark.parametrize(
    "line",
    [
        "Poland",
        "Poland's Democracy Score fell.",
        "Poland and Hungary",
        "Hungary\nSlovakia\nUkraine",
        "2020\n2021\n2022",
        "2022",
        "In 2022",
        "It was the same in Hungary.",
    ],
)
def test_what_is_no_heading_of_others_hides_nothing(line: str) -> None:
    assert figures(see(f"Nations in Transit 2022 - Poland\n{line}\n{OWN}").own) == {
        "democracy_percentage": "58.93",
        "democracy_score": "4.54",
    }


@pytest.mark.parametrize("line", ["Democracy Score (2022): 4.54", "Democracy Score 2022: 4.54 / 7"])
def test_a_year_between_name_and_figure_may_be_the_own(line: str) -> None:
    assert figures(see(f"Nations in Transit 2022 - Poland\n{line}\n").own) == {"democracy_score": "4.54"}


def test_years_behind_several_scores_say_which_is_meant() -> None:
    seen = see(
        "Nations in Transit 2015 - Poland\nDemocracy Score: 4.68 (2014)\nDemocracy Score: 4.64 (2015)\n"
    )
    assert figures(seen.own) == {"democracy_score": "4.64"}


def test_a_sentence_about_another_countrys_rating_is_left_out() -> None:
    seen = see(
        f"{PAGE}Score changes in 2022\n• Hungary's Civil Society rating declined from 4.25 to 4.00.\n"
        "• Poland's Corruption rating declined from 4.50 to 4.25.\n"
    )
    assert figures(seen.own) == FIGURES | {"co": "4.25"}
    assert any("Civil Society" in note and "Hungary" in note for note in seen.notes)


TABLE = "2012 2013 2014\nCorruption 3.25 3.25 3.00\nDemocracy Score 2.11 2.07 2.07\n"


@pytest.mark.parametrize(
    "row",
    ["Regional Average Democracy Score 3.90 3.95 4.00", "Estonia Democracy Score 1.93 1.96 1.96",
     "Control of Corruption 0.63 0.65 0.58"],
)  # fmt: skip
def test_a_row_of_others_in_a_table_is_left_out(row: str) -> None:
    alone = see(f"Nations in Transit 2014 - Latvia\n{TABLE}")
    seen = see(f"Nations in Transit 2014 - Latvia\n{TABLE}{row}\n")
    assert [figures(one) for one in seen.records] == [figures(one) for one in alone.records]
    assert any("it seems; left out" in note for note in seen.notes)


@pytest.mark.parametrize("caption", ["Estonia", "For comparison, Estonia", "Ratings of Estonia, years"])
def test_a_table_of_another_country_is_left_out(caption: str) -> None:
    alone = see(f"Nations in Transit 2014 - Latvia\n{TABLE}")
    seen = see(
        f"Nations in Transit 2014 - Latvia\n{TABLE}\n{caption}\n2012 2013 2014\nCorruption 2.25 2.25 2.25\n"
    )
    assert [figures(one) for one in seen.records] == [figures(one) for one in alone.records]
    assert "page.txt:8: Corruption: of 'Estonia', it seems; left out" in seen.notes


@pytest.mark.parametrize("caption", ["Latvia", "Latvia and Estonia", "Serbia and Montenegro", "Ratings", ""])
def test_a_table_of_its_own_is_read_whatever_stands_above(caption: str) -> None:
    seen = see(f"Nations in Transit 2014 - Latvia\n{caption}\n{TABLE}")
    assert figures(seen.edition("2014")) == {"co": "3.00", "democracy_score": "2.07"}


def test_countries_without_titles_are_records_of_their_own() -> None:
    seen = see("Poland\nDemocracy Score 4.54 / 7\nHungary\nDemocracy Score 3.68 / 7\n")
    assert [(one.subject, figures(one)) for one in seen.records] == [
        ("Poland", {"democracy_score": "4.54"}),
        ("Hungary", {"democracy_score": "3.68"}),
    ]


@pytest.mark.parametrize(
    "links",
    ["Nations in Transit 2022 - Hungary\nPoland\n{}", "{}\nOther years\nPoland: Nations in Transit 2021 Country Report",
     "{}\nSee also\nHungary: Nations in Transit 2021 Country Report"],
)  # fmt: skip
def test_titles_that_are_links_name_neither_subject_nor_edition(links: str) -> None:
    seen = see(links.format(PAGE))
    assert (seen.own.subject, seen.own.edition) == ("Poland", "2022")
    assert figures(seen.own) == FIGURES


@pytest.mark.parametrize("links", ["Albania", "Albania\nNations in Transit 2022 - Armenia"])
def test_the_name_that_stands_first_or_most_often_above_the_figures_is_the_subject(links: str) -> None:
    seen = see(f"Nations in Transit 2022 - Poland\nNations in Transit 2022 - {links}\n{OWN}")
    assert seen.own.subject == "Poland"


def test_titles_of_two_editions_with_figures_below_each_exclude_each_other() -> None:
    seen = see(
        "Nations in Transit 2021 - Poland\nDemocracy Score: 4.57\n"
        "Nations in Transit 2022 - Poland\nDemocracy Score: 4.54\n"
    )
    assert seen.problems == ("page.txt:3: the page names the editions 2021 and 2022",)


def test_countries_below_one_title_share_its_edition() -> None:
    seen = see("Nations in Transit 2022\nPoland\nDemocracy Score: 4.57\nHungary\nDemocracy Score: 3.57\n")
    assert [(one.subject, one.edition) for one in seen.records] == [("Poland", "2022"), ("Hungary", "2022")]


def test_columns_of_two_editions_without_their_years_are_left_out() -> None:
    seen = see(
        "Nations in Transit 2020 - Armenia\n29 / 100 Semi-Consolidated Authoritarian Regime\n"
        "Democracy Percentage 33.33 / 100 | 32.14 / 100\nDemocracy Score 3.00 / 7 | 2.93 / 7\n"
    )
    assert not {"democracy_percentage", "democracy_score"} & figures(seen.own).keys()
    assert len(seen.notes) == 3


def test_the_title_is_no_neighbour_in_a_list_of_countries() -> None:
    seen = see(f"Poland: Nations in Transit 2022\nAlbania\nDemocracy Score 3.75 / 7\nPoland\n{OWN}")
    assert figures(seen.own) == {"democracy_percentage": "58.93", "democracy_score": "4.54"}


OWN_WORDS = {
    "its region": "Eurasia\nDemocracy Score 3.04 / 7",
    "its region beside": "Georgia | Eurasia | Democracy Score | 3.04 / 7",
    "its region behind": "Democracy Score: 3.04 (Eurasia)",
    "a link": "Previous edition\nDemocracy Score 3.04 / 7",
    "minutes": "By An Author | 12 min | Democracy Score: 3.04 / 7",
    "this year": "Last year\nDemocracy Score 3.07 / 7\nThis year\nDemocracy Score 3.04 / 7",
    "a paragraph": "Last year\nDemocracy Score 3.07 / 7\n\nDemocracy Score 3.04 / 7",
}


@pytest.mark.parametrize("page", OWN_WORDS.values(), ids=OWN_WORDS.keys())
def test_words_that_say_nothing_of_others_take_nothing_away(page: str) -> None:
    seen = see(f"Nations in Transit 2024 - Georgia\n{page}\nExecutive Summary\n")
    assert figures(seen.own) == {"democracy_score": "3.04"}


@pytest.mark.parametrize(
    "words",
    [
        "Total Score ",
        "Georgia 2024 ",
        "Georgia (2024) ",
        "Georgia's score ",
        "2024 ",
        "NIT ",
        "Overall: ",
        "",
    ],
)
def test_a_percentage_may_have_words_of_the_page_before_it(words: str) -> None:
    seen = see(f"Nations in Transit 2024 - Georgia\n{words}34 / 100\nDemocracy Percentage 33.93 / 100\n")
    assert figures(seen.own) == {"democracy_percentage_rounded": "34", "democracy_percentage": "33.93"}
    assert not seen.notes


@pytest.mark.parametrize("lines", ["Freedom in the World\nPartly Free", "Voter turnout"])
def test_the_figure_of_another_index_above_is_no_percentage(lines: str) -> None:
    seen = see(f"Nations in Transit 2024 - Georgia\n{lines}\n58 / 100\nDemocracy Percentage 33.93 / 100\n")
    assert figures(seen.own) == {"democracy_percentage": "33.93"}
    assert seen.notes


@pytest.mark.parametrize("years", ["Armenia 2023 2024", "| Armenia | 2023 | 2024 |"])
def test_a_table_whose_years_another_country_begins_is_that_countrys(years: str) -> None:
    seen = see(
        f"Nations in Transit 2024 - Georgia\nDemocracy Score 3.04 / 7\n{years}\nDemocracy Score 3.07 3.11\n"
    )
    assert figures(seen.edition("2024")) == {"democracy_score": "3.04"}
    assert seen.notes


def test_a_card_above_ends_where_a_figure_comes_again() -> None:
    seen = see(f"Nations in Transit 2022 - Poland\nEstonia\nDemocracy Score 6.00 / 7\n\n{OWN}")
    assert figures(seen.own) == {"democracy_score": "4.54"}
    assert seen.notes == ("page.txt:3: Democracy Score and 1 more: of 'Estonia', it seems; left out",)


def test_unequal_figures_however_introduced_are_findings() -> None:
    seen = see(
        "Nations in Transit 2024 - Georgia\nAt a glance: Democracy Score: 3.04 / 7\nDemocracy Score 3.07 / 7\n"
    )
    assert [one.text for one in seen.own.claims] == ["3.04", "3.07"]


def test_a_legend_with_its_ranges_first_is_a_list() -> None:
    legend = "4.01-5.00 Semi-Consolidated Democracy\n1.00-2.00 Consolidated Authoritarian Regime\n"
    seen = see(f"Nations in Transit 2022 - Poland\n{legend}{OWN}")
    assert figures(seen.own) == {"democracy_percentage": "58.93", "democracy_score": "4.54"}


@pytest.mark.parametrize("line", ["Next: Kosovo", "Russia"])
def test_a_link_within_a_table_takes_no_rows_away(line: str) -> None:
    table = f"2014 2015\nCivil Society 4.75 4.50\n{line}\nCorruption 6.25 6.00\n"
    seen = see(f"Nations in Transit 2015 - Kyrgyzstan\n{table}")
    assert figures(seen.edition("2015")) == {"cs": "4.50", "co": "6.00"}


def test_an_average_within_a_table_is_not_the_subjects() -> None:
    table = "2014 2015\nDemocracy Score 5.96 5.93\nRegional average\nDemocracy Score 4.25 4.32\n"
    seen = see(f"Nations in Transit 2015 - Kyrgyzstan\n{table}")
    assert figures(seen.edition("2015")) == {"democracy_score": "5.93"}


def test_rows_below_another_country_within_a_table_are_its_own() -> None:
    rows = "Croatia\nDemocracy Score 3.71 3.75\nEstonia\nDemocracy Score 1.82 1.82\n"
    seen = see(f"Nations in Transit 2018 - Croatia\nNIT Edition 2017 2018\n{rows}")
    assert [figures(one) for one in seen.records] == [
        {"democracy_score": "3.71"},
        {"democracy_score": "3.75"},
    ]
    assert seen.notes == ("page.txt:6: Democracy Score: of 'Estonia', it seems; left out",)


def test_a_line_that_says_last_year_decides_by_itself() -> None:
    seen = see(f"Nations in Transit 2022 - Poland\n{OWN}Last year\nSemi-Consolidated Democracy\n60 / 100\n")
    assert figures(seen.own) == {"democracy_percentage": "58.93", "democracy_score": "4.54"}
    assert seen.notes


def test_last_years_figures_are_read_below_any_of_its_names() -> None:
    heading = "Previous Year's Democracy Percentage & Status"
    seen = see(f"{PAGE}{heading}\n60 / 100 Semi-Consolidated Democracy\n")
    assert figures(seen.own) == FIGURES
    assert figures(seen.previous) == {
        "democracy_percentage_rounded": "60",
        "status": "Semi-Consolidated Democracy",
    }


def test_a_title_of_two_countries_gives_a_page_to_neither() -> None:
    assert see("Nations in Transit 2021 - Hungary and Slovakia\nDemocracy Score: 3.75\n").own.subject is None


HARMLESS = {
    "links to the next report": "Previous report\nNorth Macedonia\nNext report\nRomania",
    "a list to choose from": "Compare with\nHungary",
    "a link": "Read more\nUkraine",
    "a date": "Published\n2023",
    "the year that is covered": "Year covered\n2021",
    "a sentence that ends with a country": "Peace in\nUkraine.\u201d",
    "a sentence that ends with a country and a note": "Peace in\nUkraine.\u201d149",
    "a caption": "Protest in Minsk,\nBelarus",
    "a broken line": "Elections follow in\n2023",
    "a sentence that ends with a region": "Media are the freest in the region. ",
    "what figures are introduced with": "At a glance: ",
}


@pytest.mark.parametrize("lines", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_line_above_hides_no_figure_that_is_printed_once(lines: str) -> None:
    rating = "Electoral Process 1.00-7.00 pts\nExamines elections.\n4.25 / 7.00\n"
    seen = see(f"Nations in Transit 2022 - Poland\n{lines}\n{OWN}\n{lines}\n{rating}")
    assert figures(seen.own) == {"democracy_percentage": "58.93", "democracy_score": "4.54", "ep": "4.25"}
    assert not seen.notes


CAPTIONS = [
    "Borders: Russia, Georgia, Armenia, Iran",
    "by Georgia Smith",
    "Home / Countries / Poland",
    "Montenegro\nKosovo",
]


def test_a_caption_hides_the_table_of_another_below_the_pages_own() -> None:
    own = "| | 2021 | 2022 |\n| Electoral Process | 4.25 | 4.25 |\n"
    other = "| | 2021 | 2022 |\n| Democracy Score | 4.86 | 4.86 |\n"
    seen = see(f"Hungary - Nations in Transit 2022\n{own}Poland\n{other}")
    assert [figures(record) for record in seen.records] == [{"ep": "4.25"}, {"ep": "4.25"}]
    assert [note.partition(": ")[2] for note in seen.notes] == [
        "Democracy Score: of 'Poland', it seems; left out"
    ]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_hides_no_table_that_is_the_only_one(caption: str) -> None:
    seen = see(f"Nations in Transit 2014 - Latvia\n{caption}\n{TABLE}")
    assert figures(seen.edition("2014")) == {"co": "3.00", "democracy_score": "2.07"}
    assert not seen.notes


def test_what_a_heading_claims_goes_on_to_the_end_of_its_block() -> None:
    ratings = "".join(
        f"{name}: 2.75\n"
        for name in ("National Democratic Governance", "Electoral Process", "Civil Society", "Independent Media",
                     "Local Democratic Governance", "Judicial Framework and Independence", "Corruption")
    )  # fmt: skip
    seen = see(f"{PAGE}\nHungary\n{ratings}Democracy Score: 3.68\n")
    assert figures(seen.own) == FIGURES
    assert seen.notes == (
        "page.txt:7: National Democratic Governance and 7 more: of 'Hungary', it seems; left out",
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Regional Average",
        "European Union average",
        "Hungary's ratings",
        "Hungary's score",
        "Hungary 2022",
        "Kosovo",
    ],
)
def test_a_heading_may_say_more_than_a_name(heading: str) -> None:
    assert figures(see(f"{PAGE}\n{heading}\nDemocracy Score: 4.44\n").own) == FIGURES


@pytest.mark.parametrize(
    "heading",
    [
        "2020 edition",
        "Scores of the 2020 edition of the report",
        "Scores of the 2019-2020 edition",
        "In last year's report",
        "In the last edition",
        "From the previous report",
        "Kazakhstan 2020",
        "Kazakhstan (2020 edition)",
        "Kazakhstan, edition 2020",
        "Kazakhstan (NIT 2020)",
        "Kazakhstan: 2020",
        "Kazakhstan in the 2020 edition",
    ],
)
def test_a_score_below_a_heading_of_another_edition_is_not_the_pages_own(heading: str) -> None:
    own = "Democracy Percentage 5.36 / 100\nDemocracy Score 1.32 / 7\n"
    seen = see(f"Nations in Transit 2021 - Kazakhstan\n{own}{heading}\nDemocracy Score 1.39 / 7\n")
    assert figures(seen.own) == {"democracy_percentage": "5.36", "democracy_score": "1.32"}
    assert len(seen.notes) == 1


def test_last_years_block_of_another_country_is_left_out() -> None:
    last = "Last Year's Democracy Percentage & Status\n{} / 100 Semi-Consolidated Democracy\n"
    seen = see(
        f"{PAGE}{last.format(60)}\nHungary\n43 / 100\nTransitional or Hybrid Regime\n{last.format(49)}"
    )
    assert figures(seen.own) == FIGURES
    assert figures(seen.previous)["democracy_percentage_rounded"] == "60"


@pytest.mark.parametrize(
    "line",
    ["Democracy Score: 4.54 (average of the seven ratings)", "| Democracy Score | 4.54 / 7 | 59 / 100 |",
     "Democracy Score 4.54 / 7 59 / 100 Semi-Consolidated Democracy"],
)  # fmt: skip
def test_what_follows_an_own_score_does_not_take_it_away(line: str) -> None:
    seen = see(f"Nations in Transit 2022 - Poland\n{line}\n")
    assert figures(seen.own)["democracy_score"] == "4.54"


@pytest.mark.parametrize(
    "text",
    [
        "| | 2019 | 2020 |\n| Regime Classification | Consolidated Democracy | Transitional or Hybrid Regime |\n",
        "Regime Classification\nConsolidated Democracy 5.01-7.00\nSemi-Consolidated Democracy 4.01-5.00\n",
        "Status:\nConsolidated Democracy\nSemi-Consolidated Democracy\n",
    ],
)
def test_one_of_several_labels_is_no_status(text: str) -> None:
    seen = see(f"Nations in Transit 2020 - Hungary\nDemocracy Score 3.96 / 7\n{text}")
    assert all("status" not in figures(one) for one in seen.every())
    assert any("one of several labels; left out" in note for note in seen.notes)


@pytest.mark.parametrize(
    "heading",
    [
        "Regional averages",
        "Average of all countries",
        "V-Dem",
        "USAID CSO Sustainability Index",
        "Regional averages\nBalkans",
    ],
)
def test_a_heading_without_doubt_takes_figures_that_are_printed_nowhere_else(heading: str) -> None:
    seen = see(f"{PAGE}{heading}\nCorruption 3.25\nCivil Society 4.50\n")
    assert figures(seen.own) == FIGURES
    assert [note.split(":")[2] for note in seen.notes] == [" Corruption and 1 more"]


@pytest.mark.parametrize(
    "heading", ["Ratings and average", "Eurasia", "Central Europe", "2022 edition", "Poland 2022"]
)
def test_a_heading_that_may_be_the_pages_own_takes_nothing(heading: str) -> None:
    seen = see(f"{PAGE}{heading}\nCorruption 3.25\nCivil Society 4.50\n")
    assert figures(seen.own) == FIGURES | {"co": "3.25", "cs": "4.50"}
    assert not seen.notes


def test_a_region_above_the_pages_own_figures_hides_no_card_of_others() -> None:
    seen = see(
        "Nations in Transit 2022 - Poland\nCentral Europe\nDemocracy Score 4.54 / 7\n"
        "Hungary\nDemocracy Score 3.68 / 7\n"
    )
    assert figures(seen.own) == {"democracy_score": "4.54"}
    assert seen.notes == ("page.txt:5: Democracy Score: of 'Hungary', it seems; left out",)


@pytest.mark.parametrize(
    "corner",
    ["Poland 2019 2020", "| Poland | 2019 | 2020 |", "Central Europe 2019 2020", "Average 2019 2020"],
)
def test_the_corner_of_a_table_says_whose_it_is(corner: str) -> None:
    row = "| Democracy Score | 5.04 | 4.93 |" if "|" in corner else "Democracy Score 5.04 4.93"
    seen = see(f"Nations in Transit 2020 - Hungary\nCorruption: 3.75\n{corner}\n{row}\n")
    assert figures(seen.own) == {"co": "3.75"}
    assert len(seen.notes) == 1


@pytest.mark.parametrize(
    "caption", ["Central Europe", "Regional average", "Average of 29 countries", "European Union"]
)
def test_the_line_above_a_second_table_says_whose_it_is(caption: str) -> None:
    own = "2019 2020\nDemocracy Score 4.07 3.96\n"
    seen = see(f"Nations in Transit 2020 - Hungary\n{own}\n{caption}\n2019 2020\nDemocracy Score 5.24 5.18\n")
    assert [figures(one) for one in seen.every()] == [
        {"democracy_score": "4.07"},
        {"democracy_score": "3.96"},
    ]
    assert len(seen.notes) == 1


def test_countries_in_the_corners_of_tables_have_records_of_their_own() -> None:
    tables = "Hungary 2019 2020\nDemocracy Score 4.07 3.96\nPoland 2019 2020\nDemocracy Score 5.04 4.93\n"
    found = [
        (one.subject, one.edition, figures(one)) for one in see(f"Nations in Transit 2020\n{tables}").every()
    ]
    scores = [
        ("Hungary", "2019", "4.07"),
        ("Hungary", "2020", "3.96"),
        ("Poland", "2019", "5.04"),
        ("Poland", "2020", "4.93"),
    ]
    assert found == [(country, year, {"democracy_score": score}) for country, year, score in scores]


def test_cards_with_their_name_below_have_it() -> None:
    cards = (
        "46 / 100\nTransitional or Hybrid Regime\nAlbania\n34 / 100\nTransitional or Hybrid Regime\nArmenia\n"
    )
    found = {
        one.subject: figures(one)["democracy_percentage_rounded"]
        for one in see(f"Nations in Transit 2022\n{cards}").every()
    }
    assert found == {"Albania": "46", "Armenia": "34"}


RATED = "Nations in Transit 2022 - Poland\nDemocracy Score 4.61 / 7\nCivil Society 1.00-7.00 pts\n"


RATINGS_OF_OTHERS = [
    "Hungary 4.25 / 7.00", "Central Europe: 4.25 / 7.00", "Previous: 5.75 / 7.00", "EU: 4.25 / 7.00",
    "Best: 6.00 / 7.00", "Visegrad Four: 4.00 / 7.00", "Region: 4.00 / 7.00", "Average (EU): 4.00 / 7.00",
    "Hungary (4.25 / 7.00)", "Hungary – 4.25 / 7.00", "Hungary has 4.25 / 7.00", "Hungary and Slovakia: 4.00 / 7.00",
]  # fmt: skip


@pytest.mark.parametrize("line", [*RATINGS_OF_OTHERS, "5.75 / 7.00 →"])
def test_ratings_of_others_below_a_heading_are_passed_over(line: str) -> None:
    seen = see(f"{RATED}{line}\n5.50 / 7.00\n")
    assert figures(seen.own) == {"democracy_score": "4.61", "cs": "5.50"}


@pytest.mark.parametrize("line", RATINGS_OF_OTHERS)
def test_a_rating_of_others_alone_below_a_heading_is_left_out(line: str) -> None:
    seen = see(f"{RATED}{line}\n")
    assert figures(seen.own) == {"democracy_score": "4.61"}
    assert len(seen.notes) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Rating: 5.50 / 7.00", "Score: 5.50 / 7.00", "2022: 5.50 / 7.00", "2022 rating: 5.50 / 7.00",
        "Poland: 5.50 / 7.00",
        "5.50 / 7.00 pts", "5.50 / 7.00 points", "5.50 / 7.00 unchanged", "5.50 / 7.00 down from 5.75 / 7.00",
        "Looks at groups and their rights 5.50 / 7.00", "Looks at 3 things; and more. 5.50 / 7.00",
    ],
)  # fmt: skip
def test_what_introduces_the_rating_of_a_heading_hides_it_not(line: str) -> None:
    seen = see(f"{RATED}{line}\n")
    assert figures(seen.own) == {"democracy_score": "4.61", "cs": "5.50"}
    assert not seen.notes


@pytest.mark.parametrize(
    "line",
    [
        "  • RSF ranked Poland 64th.", "Transparency International ranked the country 94th.", "Source: World Bank.",
        "By Jan Kowalski, economist", "Author: Jan Novak is an economist.", "World Bank data show 5 / 7 growth.",
        "All countries", "Other countries", "29 countries", "1 of 29 countries", "Index", "Country index",
        "Back to index",
        "Freedom in the World 2022", "Corruption Perceptions Index", "Previous year",
        "Previous report", "Europe and Eurasia", "EU member", "Non-EU", "Region: Balkans",
    ],
)  # fmt: skip
def test_lines_that_are_no_headings_of_others_take_nothing(line: str) -> None:
    seen = see(
        f"Nations in Transit 2022 - Poland\n{line}\nDemocracy Percentage 60.12 / 100\nDemocracy Score 4.61 / 7\n"
    )
    assert figures(seen.own) == {"democracy_percentage": "60.12", "democracy_score": "4.61"}
    assert not seen.notes


def test_a_region_above_the_pages_own_figures_hides_no_misprint() -> None:
    change = "Score changes in 2021\nKazakhstan's Democracy Score improved from 1.29 to 1.32.\n"
    page = f"Nations in Transit 2021 - Kazakhstan\nEurasia\nDemocracy Score 1.33 / 7\n{change}"
    assert {one.text for one in see(page).own.claims} == {"1.33", "1.32"}
    table = "Eurasia\n2014 2015\nElectoral Process 5.50 5.50\nDemocracy Score 5.89 5.99\n"
    page = f"Nations in Transit 2015 - Kyrgyzstan\n{table}Executive Summary\n2015 Scores\nDemocracy Score: 5.93\n"
    assert {one.text for one in see(page).edition("2015").claims} == {"5.99", "5.93"}


@pytest.mark.parametrize(
    "line",
    [
        "Regional average 42.86 / 100",
        "EU average 70 / 100",
        "Regional average: Democracy Score 3.07 / 7",
        "2021: 60 / 100",
    ],
)
def test_a_line_with_a_figure_of_others_is_no_heading_of_what_follows(line: str) -> None:
    own = "Democracy Percentage 60.12 / 100\nDemocracy Score 4.61 / 7\n"
    found = figures(see(f"Nations in Transit 2022 - Poland\n{line}\n{own}").own)
    assert (found["democracy_percentage"], found["democracy_score"]) == ("60.12", "4.61")


@pytest.mark.parametrize(
    "brackets", ["(last year 4.50)", "(Armenia: 3.07)", "(regional average: 2.50)", "(Last year: 4.50)"]
)
def test_brackets_with_a_figure_of_their_own_say_nothing_of_that_before(brackets: str) -> None:
    seen = see(f"Nations in Transit 2022 - Poland\nDemocracy Score: 4.61\nCivil Society: 5.50 {brackets}\n")
    assert figures(seen.own) == {"democracy_score": "4.61", "cs": "5.50"}


def test_a_sidebar_of_another_index_takes_only_what_is_unlike() -> None:
    sidebar = "Freedom in the World\nNot Free\n23 / 100\n"
    own = "CONSOLIDATED AUTHORITARIAN REGIME\n5 / 100\n"
    rest = "Democracy Percentage 5.36 / 100\nDemocracy Score 1.32 / 7\n"
    found = figures(see(f"Nations in Transit 2021 - Kazakhstan\n{own}{sidebar}{rest}").own)
    assert found["democracy_percentage_rounded"] == "5"
    assert (found["democracy_percentage"], found["democracy_score"]) == ("5.36", "1.32")


def test_the_columns_before_the_years_are_no_heading() -> None:
    table = "| Country | Region | 2023 | 2024 |\n| Georgia | Eurasia | Democracy Score | 3.07 | 3.04 |\n"
    scores = {one.edition: figures(one) for one in see(f"Nations in Transit 2024 - Georgia\n{table}").every()}
    assert scores == {"2023": {"democracy_score": "3.07"}, "2024": {"democracy_score": "3.04"}}


def test_the_status_above_a_legend_with_ranges_is_the_pages_own() -> None:
    legend = "4.01-5.00 Semi-Consolidated Democracy\n3.01-4.00 Transitional or Hybrid Regime\n"
    page = f"Nations in Transit 2024 - Georgia\nTransitional or Hybrid Regime\n{legend}Democracy Score 3.04 / 7\n"
    assert figures(see(page).own) == {"status": "Transitional or Hybrid Regime", "democracy_score": "3.04"}


def test_the_status_below_a_legend_with_ranges_is_the_pages_own() -> None:
    legend = "| 1.00–2.00 | Consolidated Authoritarian Regime |\n"
    page = f"Nations in Transit 2019 - Poland\n{legend}Consolidated Democracy\nDemocracy Percentage 67.26 / 100\n"
    assert figures(see(page).own) == {"status": "Consolidated Democracy", "democracy_percentage": "67.26"}


def test_a_status_below_one_in_brackets_is_in_no_list() -> None:
    average = "Eurasia average: Democracy Score 2.36 / 7 (Semi-Consolidated Authoritarian Regime)\n"
    own = "Consolidated Democracy\nDemocracy Percentage 67.26 / 100\n"
    found = figures(see(f"Nations in Transit 2019 - Poland\n{average}{own}").own)
    assert found == {"status": "Consolidated Democracy", "democracy_percentage": "67.26"}
