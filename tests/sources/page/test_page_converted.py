"""Pages as converters leave them: Markdown's own marks, columns that wrap, lines that break where they must not."""

import pytest

from nit_rules.model import Record
from pages import figures, see, see_document

TITLE = "Nations in Transit 2022 - Hungary\n"
HEAD = f"{TITLE}Democracy Percentage 54.17 / 100\nDemocracy Score 4.25 / 7\n"
OWN = {"democracy_percentage": "54.17", "democracy_score": "4.25"}


def changes(record: Record) -> list[tuple[str, str, str]]:
    return [(one.figure, one.before, one.after) for one in record.changes]


class TestMarkdown:
    def test_escaped_apostrophes_are_apostrophes(self) -> None:
        seen = see(
            f"{HEAD}Last Year\\'s Democracy Percentage & Status\n52 / 100 Semi-Consolidated Democracy\n"
        )
        assert figures(seen.own) == OWN
        assert figures(seen.previous)["democracy_percentage_rounded"] == "52"

    def test_escaped_marks_of_footnotes_are_no_part_of_a_name(self) -> None:
        table = "| | 2003 | 2004 |\n|---|---|---|\n| Governance\\* | 3.75 | 3.50 |\n"
        seen = see(f"Croatia\n\nNations in Transit Ratings\n\n{table}")
        assert [figures(record) for record in seen.records] == [{"gov": "3.75"}, {"gov": "3.50"}]

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_marks_of_blocks_and_broken_lines_are_no_words(self, end: str) -> None:
        text = (
            "Moldova\n\nNations in Transit 2013\n\n2013 Scores\n\n:::: {.field .x}\n::: label\nDemocracy Score\\\n"
            "(1 = best, 7 = worst)\n:::\n\n<div>\n4.64\n</div>\n::::\n"
        )
        assert figures(see(text.replace("\n", end)).own) == {"democracy_score": "4.64"}

    def test_rules_of_dashes_are_no_cells(self) -> None:
        rule = "  ------------------- ------ ------\n"
        seen = see(
            f"Croatia\n\n{rule}                      2006   2007\n  Democracy Score     3.71   3.75\n{rule}\nN.\n"
        )
        assert [figures(record)["democracy_score"] for record in seen.records] == ["3.71", "3.75"]
        assert seen.notes == ()

    def test_rows_with_bars_that_are_broken_between_cells_are_whole(self) -> None:
        seen = see(
            "Croatia\n\n| 2005| 2006| 2007| 2008\n---|---|---|---|---\n"
            "Judicial Framework and Independence| 4.50| 4.25|\n4.25| 4.00  \nCorruption| 4.75| 4.75| 4.75| 4.50\n"
        )
        assert [figures(record) for record in seen.records] == [
            {"jfi": jfi, "co": co}
            for jfi, co in zip(
                ("4.50", "4.25", "4.25", "4.00"), ("4.75", "4.75", "4.75", "4.50"), strict=True
            )
        ]
        assert [str(record.ratings[0].at) for record in seen.records][-1] == "page.txt:6:7"


class TestTitles:
    @pytest.mark.parametrize(
        ("name", "subject"),
        [
            ("Bosnia and\nHerzegovina", "Bosnia and Herzegovina"),
            ("Czech\nRepublic", "Czech Republic"),
            ("North\nMacedonia", "North Macedonia"),
        ],
    )
    def test_a_name_that_is_broken_over_two_lines_is_one(self, name: str, subject: str) -> None:
        seen = see(HEAD.replace("Hungary", name))
        assert (seen.own.subject, seen.own.edition) == (subject, "2022")
        assert figures(seen.own) == OWN

    @pytest.mark.parametrize("margin", [0, 24, 60])
    def test_a_centred_heading_names_the_subject(self, margin: int) -> None:
        blank = " " * margin
        seen = see(f"{blank}Croatia\n\n{blank}by Petar Doric\n\n2006 2007\nDemocracy Score 3.71 3.75\n")
        assert [record.subject for record in seen.records] == ["Croatia", "Croatia"]

    def test_preformatted_lines_are_lines(self) -> None:
        seen = see_document(
            f"<body><pre>{HEAD}Corruption 1.00-7.00 pts\nT. 3.75 / 7.00\n</pre></body>".encode(), ".html"
        )
        assert (seen.own.subject, figures(seen.own)) == ("Hungary", OWN | {"co": "3.75"})


class TestColumns:
    @pytest.mark.parametrize(
        "cell",
        [
            "Considers the system; and the independence        3.75 /\nof the branches.              7.00\n",
            "Considers the system;\n            3.75 /\nand the independence of\n            7.00\nthe branches.\n",
            "Considers the system;     3.75\nand the independence       /\nof the branches.          7.00\n",
            "Considers the functioning of 3.75 /\nthe branches.                7.00\n",
        ],
        ids=["two lines", "lines between", "slash alone", "beside words"],
    )
    @pytest.mark.parametrize(
        "heading",
        [
            "Corruption\n\n1.00-7.00 pts\n",
            "Corruption\n\n1.007.00 pts\n",
            f"Corruption{' ' * 60}1.00-7.00 pts\n",
        ],
    )
    def test_a_rating_that_wraps_in_its_column_is_read(self, heading: str, cell: str) -> None:
        seen = see(f"{HEAD}\n{heading}\n{cell}\n  • In 2021.\n")
        assert figures(seen.own) == OWN | {"co": "3.75"}
        assert seen.notes == ()

    def test_the_end_of_a_wrapped_scale_is_no_rating(self) -> None:
        seen = see(f"{HEAD}\n            1.00-\nCorruption  7.00\n            pts\nText.\n")
        assert figures(seen.own) == OWN

    def test_a_score_across_the_page_is_read(self) -> None:
        assert figures(see(f"{TITLE}Democracy Score{' ' * 90}4.25 / 7\n").own) == {"democracy_score": "4.25"}


class TestChanges:
    SECTION = "Score changes in 2022\n\n"

    @pytest.mark.parametrize("indent", [0, 4, 7])
    @pytest.mark.parametrize(
        "before", ["from\n{0}4.00 to 4.25", "from 4.00\n{0}to 4.25", "from **4.00** to\n{0}**4.25**"]
    )
    def test_wrapped_lines_with_a_hanging_indent_are_read(self, before: str, indent: int) -> None:
        move = before.format(" " * indent)
        seen = see(f"{HEAD}\n{self.SECTION}  * Civil Society rating improved {move} due to laws.\n")
        assert changes(seen.own) == [("cs", "4.00", "4.25")]
        assert seen.notes == ()

    @pytest.mark.parametrize(
        "prose",
        [
            "neighboring Poland, whose rating for\ncorruption declined from 3.25 to 3.50, and",
            "according to the report, its\nElectoral Process rating declined from 1.25 to 1.50, and",
            "neighboring Poland, where the\nDemocracy Score declined from 2.18 to 2.21, and",
            "the group reported that\ncorruption fell from 5.50 to 5.25 on its scale",
            "rating for national democratic\ngovernance moves from 3.50 to 3.75",
        ],
    )
    def test_a_line_within_a_sentence_states_no_change(self, prose: str) -> None:
        item = "• Civil Society rating improved from 4.00 to 4.25 due to\n"
        seen = see(f"{HEAD}\n{self.SECTION}{item}laws.\n\nThe decline was smaller than in {prose} so on.\n")
        assert changes(seen.own) == [("cs", "4.00", "4.25")]
        assert seen.problems == ()
        assert len(seen.notes) == 1

    def test_an_item_behind_an_unfinished_one_is_read(self) -> None:
        items = (
            "• Civil Society rating improved from 4.00 to 4.25 due to\n"
            "• Corruption rating declined from 4.50 to 4.25\n"
        )
        assert len(see(f"{HEAD}\n{self.SECTION}{items}").own.changes) == 2

    def test_a_heading_in_capitals_ends_the_section(self) -> None:
        item = "• Civil Society rating improved from 4.00 to 4.25.\n"
        rest = "EXECUTIVE SUMMARY\n\nIt was smaller.\nDemocracy Score declined from 4.93 to 4.57.\n"
        assert changes(see(f"{HEAD}\nSCORE CHANGES IN 2022\n\n{item}\n{rest}").own) == [
            ("cs", "4.00", "4.25")
        ]

    def test_the_score_of_another_country_in_a_sentence_is_not_read(self) -> None:
        seen = see(f"{HEAD}Its neighbors scored 3.75 on average. Georgia\u2019s\nDemocracy Score: 4.86.\n")
        assert figures(seen.own) == OWN


@pytest.mark.parametrize("percent", ["83 / 100", "38\n/ 100"])
def test_a_percentage_without_a_name_below_the_score_is_noted(percent: str) -> None:
    seen = see(f"{HEAD}{percent}\nText.\n")
    assert figures(seen.own) == OWN
    assert seen.notes == (f"page.txt:4: {percent.replace(chr(10), ' ')}: of this year or the last? left out",)


SITE = """Nations in Transit 2019 - Estonia

Consolidated Democracy
Democracy Percentage 85.12 100
Democracy Score 6.11 7
{last}
7 representing the highest level of democratic progress
"""
ESTONIA = {"status": "Consolidated Democracy", "democracy_percentage": "85.12", "democracy_score": "6.11"}
ESTONIA_BEFORE = {"democracy_percentage_rounded": "86", "status": "Consolidated Democracy"}


@pytest.mark.parametrize(
    "heading",
    [
        "Last\nYear's Democracy Percentage & Status",
        "Last Year's\nDemocracy Percentage\n& Status",
        "Last Year\u201a\u00c4\u00f4s Democracy Percentage & Status",
        "Last Year\u00e2\u20ac\u2122s Democracy Percentage & Status",
    ],
)
def test_last_years_heading_may_be_broken_or_misread(heading: str) -> None:
    seen = see(SITE.format(last=f"{heading}\n86 100 Consolidated Democracy"))
    assert figures(seen.own) == ESTONIA
    assert figures(seen.previous) == ESTONIA_BEFORE


@pytest.mark.parametrize(
    "heading",
    [
        "Last Year's Democracy Percentage 8 Status",
        "2018 Democracy Percentage & Status",
        "Last Year's Democracy Percentage & Status\n\n4/17/24, 3:05 PM\nEstonia: Nations in Transit 2019",
        "Below it is said of what follows that it was last year's.",
    ],
)
@pytest.mark.parametrize("value", ["86 100 Consolidated Democracy", "Consolidated Democracy 86 100"])
def test_below_a_percentage_that_has_its_name_another_may_be_last_years(heading: str, value: str) -> None:
    """Were it taken for this year's, it might fit by chance."""
    seen = see(SITE.format(last=f"{heading}\n{value}"))
    assert figures(seen.own) == ESTONIA
    assert seen.own.previous is None
    assert [note.partition(": ")[2] for note in seen.notes] == [
        "Consolidated Democracy: of this year or the last? left out"
    ]


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("Semi-Consolidated Authoritarian\nRegime", "Semi-Consolidated Authoritarian Regime"),
        ("Transitional or Hybrid\nRegime", "Transitional or Hybrid Regime"),
        ("Consolidated Authoritarian\n Regime", "Consolidated Authoritarian Regime"),
    ],
)
def test_a_status_that_is_broken_over_lines_is_read_once(before: str, status: str) -> None:
    seen = see(
        f"Nations in Transit 2019 - Armenia\n\n{before}\nDemocracy Percentage 32.14 100\nDemocracy Score 2.93 7\n"
    )
    assert [one.text for one in seen.own.claims if one.figure == "status"] == [status]


@pytest.mark.parametrize(
    "furniture", ["594", "5", "\x0c2", "Page 6", "page 12", "Nations in Transit 2022 | 6"]
)
@pytest.mark.parametrize("broken", ["from 2.50 to{}3.00", "from{}2.50 to 3.00"])
def test_the_end_of_a_page_within_a_change_is_no_figure(furniture: str, broken: str) -> None:
    text = broken.format(f"\n\n{furniture}\n\n")
    seen = see(
        f"Nations in Transit 2022 - Kosovo\n\nScore changes in 2022\n\n* Civil Society rating improved {text} again.\n"
    )
    (change,) = seen.own.changes
    assert (change.before, change.after) == ("2.50", "3.00")
    assert figures(seen.own) == {"cs": "3.00"}


@pytest.mark.parametrize("text", ["2.75 to\n3\n2.75 is the average", "2.75 to\n594\n3.00 again"])
def test_a_whole_number_on_a_line_may_be_that_of_a_page(text: str) -> None:
    seen = see(f"{TITLE}Democracy Score 3.25 7\nScore changes in 2022\n\nCorruption improved from {text}.\n")
    assert not seen.own.changes
    assert [note.partition(": ")[2] for note in seen.notes] == [
        "Corruption: a figure, or the number of a page? left out"
    ]


def test_the_number_of_the_next_item_is_no_rating() -> None:
    items = (
        "1.1 Corruption rating improved from 2.75 to 3\n1.2 Civil Society rating declined from 4.25 to 4\n"
    )
    seen = see(f"Nations in Transit 2022 - Kosovo\n\nScore changes in 2022\n\n{items}")
    assert changes(seen.own) == [("co", "2.75", "3"), ("cs", "4.25", "4")]


@pytest.mark.parametrize(
    ("direction", "said", "read"),
    [
        ("7 representing the highest", "improved 2.50 to 2.75", ("2.50", "2.75")),
        ("7 representing the highest", "declined 4.25 to 4.00", ("4.25", "4.00")),
        ("1 representing the highest", "deteriorated 3.50 to 3.75", ("3.50", "3.75")),
        # On the old scale a number that rises is worse.
        ("1 representing the highest", "rose 1.25 to 6.00", None),
        ("7 representing the highest", "improved 0.25 to 1.00", None),
        # By so much, from 4.50 and from 3.50.
        ("7 representing the highest", "improved 1.00 to 5.50", None),
        ("7 representing the highest", "declined 0.25 to 3.25", None),
        ("1 representing the highest", "worsened 1.50 to 6.00", None),
        # Nothing says what is better, or in which way it moved.
        ("A report", "improved 2.50 to 2.75", None),
        ("7 representing the highest", "went 2.50 to 2.75", None),
    ],
)
def test_without_from_the_first_number_may_be_by_how_much(
    direction: str, said: str, read: tuple[str, str] | None
) -> None:
    """As the publisher printed of Kosovo in 2022."""
    heading = f"Nations in Transit 2022 - Kosovo\n{direction} level.\n\nScore changes in 2022\n\n"
    seen = see(
        f"{heading}* Corruption rating improved from 2.50 to 2.75.\n* Civil Society rating {said} to reflect.\n"
    )
    changes = {one.figure: (one.before, one.after) for one in seen.own.changes}
    assert changes.get("cs") == read
    if read is None:
        left_out = "Civil Society: a change that is not read; left out"
        assert left_out in [note.partition(": ")[2] for note in seen.notes]


def test_two_pages_of_the_site_in_one_file() -> None:
    """Their titles do not say whose they are; the lines that close them do."""
    page = "{}Hybrid Regime\nDemocracy Percentage {} 100\nDemocracy Score {} 7\n\nOn {}\n\nSee all data\n\n"
    for title in ("Nations in Transit 2019\n\n", ""):
        pages = page.format(title, "39.29", "3.36", "Ukraine"), page.format(title, "50.00", "4.00", "Serbia")
        seen = see("".join(pages))
        assert [(one.subject, figures(one)["democracy_score"]) for one in seen.records] == [
            ("Ukraine", "3.36"),
            ("Serbia", "4.00"),
        ]


def test_a_page_on_one_line_is_about_whom_it_closes_with() -> None:
    seen = see(
        "Nations in Transit 2019 Transitional or Hybrid Regime DEMOCRACY-PERCENTAGE Democracy Percentage 39.29 100 "
        "DEMOCRACY-SCORE Democracy Score 3.36 7 header1 Score Changes • Civil Society score declined from 5.25 to "
        "5.00. It did. On Ukraine See all data, scores & information on this country or territory."
    )
    assert seen.own.subject == "Ukraine"
    assert [(one.figure, one.before, one.after) for one in seen.own.changes] == [("cs", "5.25", "5.00")]


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_what_stands_behind_a_dash_may_be_a_difference_and_is_noted(dash: str) -> None:
    lines = f"Civil Society {dash} 0.25\nElectoral Process {dash} 4.50"
    seen = see(f"Nations in Transit 2017 - Georgia\nDemocracy Score 4.61\nChanges since 2016:\n{lines}\n")
    assert figures(seen.own) == {"democracy_score": "4.61"}
    assert [note.partition(": ")[2] for note in seen.notes] == [
        f"Civil Society: '{dash} 0.25' is not read; left out",
        f"Electoral Process: '{dash} 4.50' is not read; left out",
    ]


@pytest.mark.parametrize("mark", ["1", " .......... ", " \u2026\u2026\u2026", "____"])
def test_marks_may_stand_behind_a_name_in_a_table(mark: str) -> None:
    """The number of a footnote, or leaders."""
    rows = f"2015 2016\nCorruption{mark} 6.25 6.00\nDemocracy Score{mark} 4.75 4.68\n"
    seen = see(f"Nations in Transit 2016 - Ukraine\n{rows}")
    assert figures(seen.edition("2015")) == {"co": "6.25", "democracy_score": "4.75"}
    assert figures(seen.edition("2016")) == {"co": "6.00", "democracy_score": "4.68"}


def test_a_figure_with_a_blank_within_is_noted() -> None:
    seen = see(
        "Nations in Transit 2016 - Albania\nDemocracy Score 4.14\nElectoral Process 4. 25\nCorruption: 3. 25\n"
    )
    assert figures(seen.own) == {"democracy_score": "4.14"}
    assert [note.partition(": ")[2] for note in seen.notes] == [
        "Electoral Process: '4. 25' is not read; left out",
        "Corruption: ': 3. 25' is not read; left out",
    ]


HEAD_2022 = "Nations in Transit 2022 - Georgia\nDemocracy Percentage 34.52 / 100\nDemocracy Score 3.07 / 7\n"


def test_a_status_with_its_name_stays_where_a_percentage_beside_it_is_unclear() -> None:
    named = "Regime Classification: Transitional or Hybrid Regime"
    assert figures(see(f"{HEAD_2022}{named} 35%\n").own)["democracy_percentage_rounded"] == "35"
    seen = see(f"{HEAD_2022}50% of people said so.\n\n{named}\n36 / 100\n")
    assert figures(seen.own) == {
        "democracy_percentage": "34.52", "democracy_score": "3.07", "status": "Transitional or Hybrid Regime",
    }  # fmt: skip
    assert any("of this year or the last? left out" in note for note in seen.notes)


def test_the_same_percentage_again_leaves_its_status() -> None:
    seen = see(
        f"{HEAD_2022}Total Score 35 / 100\n\n35 / 100 Transitional or Hybrid Regime\nDemocracy Score 3.07 / 7\n"
    )
    assert figures(seen.own)["status"] == "Transitional or Hybrid Regime"


def test_a_card_above_its_own_named_percentage_is_not_last_years() -> None:
    own = "Poland\n60 / 100 Semi-Consolidated Democracy\nDemocracy Percentage 59.52 / 100\nDemocracy Score 4.57 / 7\n"
    seen = see(f"Nations in Transit 2024 - Poland\n\nHungary\nDemocracy Percentage 45.24 / 100\n\n{own}")
    assert figures(seen.own)["democracy_percentage_rounded"] == "60"


def test_a_percentage_without_name_and_status_below_a_named_one_is_noted() -> None:
    seen = see(
        "Nations in Transit 2022 - Georgia\nDemocracy Percentage 34.52 / 100\n36 / 100\nDemocracy Score 3.07 / 7\n"
    )
    assert "democracy_percentage_rounded" not in figures(seen.own)


def test_a_title_of_one_of_two_pages_is_not_that_of_the_other() -> None:
    page = "{}Democracy Percentage {} / 100\nDemocracy Score {} / 7\n\nOn {}\n\n"
    first = page.format("Nations in Transit 2019\n\n", "85.12", "6.11", "Estonia")
    second = page.format("", "37.50", "3.25", "Kosovo")
    assert [(one.subject, one.edition) for one in see(first + second).records] == [
        ("Estonia", "2019"),
        ("Kosovo", None),
    ]
    assert [(one.subject, one.edition) for one in see(second + first).records] == [
        ("Kosovo", None),
        ("Estonia", "2019"),
    ]


def test_sections_below_a_closing_line_keep_two_pages_together() -> None:
    """They are of the page above that line, or of the one below."""
    section = "Corruption\n1.00-7.00 pts\n{} / 7.00\n\n"
    page = "Democracy Percentage {} / 100\nDemocracy Score {} / 7\n\nOn {}\n\n"
    text = (
        page.format("37.50", "3.25", "Kosovo")
        + section.format("3.50")
        + page.format("85.12", "6.11", "Estonia")
    )
    assert len(see(text + section.format("5.25")).records) == 1
