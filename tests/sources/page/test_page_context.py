"""What a page says about itself: subject, edition, direction."""

import pytest

from pages import figures, see

FIGURE = "\nDemocracy Score: 2.07\n"


@pytest.mark.parametrize(
    ("title", "edition", "subject"),
    [
        ("Nations in Transit 2021 - Kazakhstan", "2021", "Kazakhstan"),
        ("Nations in Transit 2018 – North Macedonia", "2018", "North Macedonia"),
        ("Nations in Transit - Azerbaijan (2005)", "2005", "Azerbaijan"),
        ("NATIONS IN TRANSIT 2013: BELARUS", "2013", "BELARUS"),
        ("Turkmenistan Nations in Transit 2018", "2018", "Turkmenistan"),
        ("Turkmenistan Country Report Nations in Transit 2018", "2018", "Turkmenistan"),
        ("Nations in Transit (2018) Turkmenistan", "2018", "Turkmenistan"),
        ("Nations in Transit 2018. Turkmenistan", "2018", "Turkmenistan"),
        ("Poland: Nations in Transit 2021 Country Report | Freedom House", "2021", "Poland"),
        (
            "Bosnia and Herzegovina | Nations in Transit 2016 | Freedom House",
            "2016",
            "Bosnia and Herzegovina",
        ),
        ("Kazakhstan | Freedom House\n\nNations in Transit\n\nNations in Transit 2007", "2007", "Kazakhstan"),
        ("Nations in Transit 1999-2000 - Poland", "1999-2000", "Poland"),
        ("Nations in Transit 1999 - Poland", "1999-2000", "Poland"),
        ("Nations in Transit 2025 - Poland", "2025", "Poland"),
        ("Nations in Transit 2014\n\nLatvia 10-year ratings", "2014", "Latvia"),
        ("2014 Scores\n\nOn Kosovo", "2014", "Kosovo"),
        ("Kyrgyzstan by An Author", None, "Kyrgyzstan"),
        ("Georgia Capital: Tbilisi Population: 3.72 million", None, "Georgia"),
        ("Czech Republic\n[...]", None, "Czech Republic"),
        (
            "Score changes in 2022\nAs a result, the Czech Republic’s Democracy Score fell from 2.00 to 2.07.",
            None,
            "Czech Republic",
        ),
        ("Albania\nArmenia\nAzerbaijan", None, None),
        ("Publication Date 15 July 2013", None, None),
        ("as told in Nations in Transit 2013, which covers 2012.", None, None),
        ("Nations in Transit 2012\nNations in Transit 2013", None, None),
        ("Nations in Transit 2013 - Belarus\nNations in Transit 2024", "2013", "Belarus"),
    ],
)
def test_titles_and_headings_name_edition_and_subject(
    title: str, edition: str | None, subject: str | None
) -> None:
    seen = see(title + "\n" + FIGURE)
    assert (seen.own.edition, seen.own.subject) == (edition, subject)
    assert figures(seen.own)["democracy_score"] == "2.07"


def test_a_file_name_does_not_name_the_edition() -> None:
    assert see("On Latvia" + FIGURE, "2013-latvia.txt").own.edition is None


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("(1 = best, 7 = worst)", "best=1"),
        ("(1 = Most Democratic, 7 = Least Democratic)", "best=1"),
        ("(7 = best, 1 = worst)", "best=7"),
        (
            "on a scale of 1 to 7, with 1 representing the highest level of progress and 7 the lowest",
            "best=1",
        ),
        (
            "on a scale of 1 to 7, with 7 representing the highest level of progress and 1 the lowest",
            "best=7",
        ),
        ("a scale of 1 to 7, with 1 representing the lowest and 7 the highest level of democracy", "best=7"),
        ("[...1 to 7, 7 best...]", "best=7"),
        ("a scale of 1-7, where 7 is best", "best=7"),
        ("The scale runs from 1 (best) to 7 (worst).", "best=1"),
        ("1 is best and 7 is worst", "best=1"),
        ("7 stands for the highest level of democratic progress", "best=7"),
        ("1 signifies the highest level of democratic progress", "best=1"),
        ("1 corresponds to the lowest level of democratic progress", "best=7"),
        ("with 7 representing the\nhighest level of democratic progress", "best=7"),
        ("ranked among the 7 best in Europe", None),
        ("On 1 May 2012 the 7 highest court judges resigned.", None),
        ("The 7 lowest-paid officials resigned.", None),
        ("Latvia remained one of the 7 best performers that were surveyed.", None),
        ("Best practices are discussed in chapter 7: best read first.", None),
        ("Growth of 5.1 is best ever.", None),
        ("1 is best.", None),
        ("On the Press Freedom survey, 1 being worst and 7 being best, it got 5.", None),
        ("Freedom in the World: 3.0 (1 representing the highest degree of freedom and 7 the lowest).", None),
        (
            "On a scale of 1 to 10, where 1 represents the lowest level and 10 the highest, it scored 3.2.",
            None,
        ),
        ("Citizens graded the government from 1 to 5, where 1 means the worst and 5 the best.", None),
        ("The transition score was 2.3, where 1 represents the lowest and 4+ the highest.", None),
        ("In the study level 1 represents the lowest level of reading skills.", None),
        ("Judicial independence of 2.8 for the World Economic Forum (7 = best)", None),
        ("Citizens rated courts 2.1 on a scale of 1 (lowest) to 7 (highest).", None),
        ("V-Dem scored the country 0.12 (1 = most democratic).", None),
        ("Rule of law scored 0.49 on a scale of 0 to 1 (1 = highest).", None),
        ("In the Doing Business report (1 = best, 189 = worst), it fell.", None),
        ("Polity: -7 = least democratic.", None),
        ("Freedom Rating (1 = best, 7 = worst) 5.5", None),
        ("Before 2020, 1 represented best and 7 worst, with 7 representing the lowest level.", None),
        ("", None),
    ],
)
def test_the_direction_of_the_scale_is_what_the_page_says(words: str, direction: str | None) -> None:
    own = see(f"Nations in Transit 2014 - Latvia\n{words}\nDemocracy Score: 2.07\n").own
    assert own.scale_direction == direction
    assert (own.direction_because is not None) == (direction is not None)


def test_numbers_in_prose_do_not_contradict_the_direction() -> None:
    note = "(1 = best, 7 = worst)"
    for prose in (
        "The 7 highest court judges resigned.",
        "On the V-Dem index, 1 is lowest and 7 is highest.",
    ):
        seen = see(f"Nations in Transit 2014 - Latvia\n{note}\nDemocracy Score: 2.07\n{prose}\n")
        assert seen.own.scale_direction == "best=1"
        assert seen.problems == ()


def test_a_percentage_tells_the_direction() -> None:
    own = see("Nations in Transit 2014 - Latvia\nDemocracy Percentage 82.14 / 100\n").own
    assert own.scale_direction == "best=7"
    assert own.direction_because is not None
    assert "percentage" in own.direction_because


@pytest.mark.parametrize("years", ["2013 2014 2015", "201320142015"])
@pytest.mark.parametrize(
    "reference",
    [
        "NOTE: see Nations in Transit 2014: Kyrgyzstan, p. 3.",
        "See also: Nations in Transit 2014 - Kyrgyzstan",
        "Nations in Transit 2014 - Kyrgyzstan",
    ],
)
def test_a_reference_below_a_table_is_not_the_edition_of_the_page(reference: str, years: str) -> None:
    page = (
        f"Capital: Bishkek\n\nDemocracy Score: 5.93\n\nNIT edition {years}\nElectoral Process 5.50 5.50 5.50\n"
        f"Democracy Score 5.96 5.89 5.93\n\n{reference}\n"
    )
    newest = see(page).edition("2015")
    assert newest.subject == "Kyrgyzstan"
    # That of the headline and that of the table.
    assert [claim.text for claim in newest.claims] == ["5.93", "5.93"]
