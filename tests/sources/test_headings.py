"""Editions that stand above the rows of a table, or in the name of its sheet, and not in a column."""

import pytest

from nit_rules.sources.given import Given
from readers import Read, Reader, texts
from sources.test_workbook import workbook

TABLE = "Country,EP,Democracy Score\nUkraine,3.50,4.75\n"


def said(seen: Read) -> list[tuple[str | None, str | None]]:
    return [(record.subject, record.edition) for record in seen.records]


@pytest.mark.parametrize(
    ("title", "edition"),
    [
        ("Nations in Transit 2015", "2015"),
        ('"Nations in Transit 2015: Ratings and Democracy Score Summary",,', "2015"),
        ("NIT 2015,,", "2015"),
        ("2015", "2015"),
        ("2015 edition", "2015"),
        ("Freedom House: Nations in Transit 1999-2000", "1999-2000"),
        ("Nations in Transit (2015): Central Europe", "2015"),
        ("Scores by country\nNations in Transit 2015", "2015"),
        ("Downloaded on 3 May 2023\nNIT 2015\nFreedom House", "2015"),
    ],
)
def test_a_title_names_the_edition_of_the_rows_below(read: Reader, title: str, edition: str) -> None:
    seen = read({"scores.csv": f"{title}\n\n{TABLE}"})
    assert said(seen) == [("Ukraine", edition)]
    assert (seen.problems, seen.notes) == ([], [])


@pytest.mark.parametrize(
    "title",
    [
        "Scores of 2015",
        "Nations in Transit 2005-2024",
        "Nations in Transit: scores of 2014 and 2015",
        "Nations in Transit 2014\nNations in Transit 2015",
        "Nations in Transit",
        "Unit 2015",
    ],
)
def test_what_names_no_edition_or_several_is_no_such_title(read: Reader, title: str) -> None:
    seen = read({"scores.csv": f"{title}\n{TABLE}"})
    assert said(seen) == [("Ukraine", None)]
    assert len(seen.problems) == 1


def test_a_column_says_more_than_a_title(read: Reader) -> None:
    seen = read({"scores.csv": "Nations in Transit 2021\nCountry,Year,EP\nUkraine,2015,3.50\n"})
    assert said(seen) == [("Ukraine", "2015")]


def test_an_option_that_a_title_contradicts_is_a_problem(read: Reader) -> None:
    seen = read({"scores.csv": f"Nations in Transit 2015\n{TABLE}"}, given=Given(edition="2014"))
    assert said(seen) == [("Ukraine", "2015")]
    assert seen.problems == ["scores.csv:3: the input states edition '2015', --edition says '2014'"]


def test_sheets_may_be_named_after_editions(read: Reader) -> None:
    header: list[object] = ["Country", "EP"]
    sheets: dict[str, list[list[object]]] = {
        "NIT__2014": [header, ["Ukraine", 4]],
        "2015": [header, ["Ukraine", 3.5]],
        "1999_2000": [header, ["Ukraine", 3]],
        "Figure__2016": [["Nations in Transit 2016"], header, ["Ukraine", 3.25]],
    }
    book = workbook(**sheets)
    seen = read({"scores.xlsx": book})
    assert said(seen) == [
        ("Ukraine", "2014"),
        ("Ukraine", "2015"),
        ("Ukraine", "1999-2000"),
        ("Ukraine", "2016"),
    ]
    assert seen.problems == []
    contradicted = read({"scores.xlsx": book}, given=Given(edition="2015"))
    assert said(contradicted) == said(seen)
    assert [problem.partition(": ")[0] for problem in contradicted.problems] == [
        "scores.xlsx:NIT 2014!2",
        "scores.xlsx:1999-2000!2",
        "scores.xlsx:Figure 2016!3",
    ]


@pytest.mark.parametrize("again", ["", "Country,EP,Democracy Score\n"])
def test_a_year_between_rows_is_the_edition_of_those_below(read: Reader, again: str) -> None:
    rows = f"2014\n{again}Ukraine,4.00,4.93\nGeorgia,4.50,4.68\n\nNIT 2015,,\n{again}Ukraine,3.50,4.75\n"
    seen = read({"scores.csv": (rows if again else f"Country,EP,Democracy Score\n{rows}")})
    assert said(seen) == [("Ukraine", "2014"), ("Georgia", "2014"), ("Ukraine", "2015")]
    assert texts(seen.records[-1]) == {"ep": "3.50", "democracy_score": "4.75"}
    assert (seen.problems, seen.notes) == ([], [])


def test_a_year_between_rows_of_single_figures(read: Reader) -> None:
    rows = "Country,Indicator,Value\n2014,,\nUkraine,ep,4.00\n2015,,\nUkraine,ep,3.50\nUkraine,cs,2.25\n"
    seen = read({"scores.csv": rows})
    assert said(seen) == [("Ukraine", "2014"), ("Ukraine", "2015")]
    assert texts(seen.records[-1]) == {"ep": "3.50", "cs": "2.25"}


def test_columns_carried_along_are_noted_once(read: Reader) -> None:
    rows = "Country,EP,Elektoral Proces\n2014\nUkraine,4.00,1\n2015\nUkraine,3.50,1\n"
    assert len(read({"scores.csv": rows}).notes) == 1
    rows = "Country,EP\n2014\n,4.00\n2015\n,3.50\n"
    assert len(read({"scores.csv": rows}).notes) == 1


def test_another_header_below_a_year_is_read_by_its_columns(read: Reader) -> None:
    rows = (
        "2014\nCountry,EP\nUkraine,4.00\n2015\nCountry,CS\nUkraine,2.25\nCountry,Year,CO\nUkraine,2016,6.00\n"
    )
    seen = read({"scores.csv": rows})
    assert said(seen) == [("Ukraine", "2014"), ("Ukraine", "2015"), ("Ukraine", "2016")]
    assert [*map(texts, seen.records)] == [{"ep": "4.00"}, {"cs": "2.25"}, {"co": "6.00"}]


def test_a_year_in_the_column_of_a_figure_may_be_that_of_the_rows_below(read: Reader) -> None:
    seen = read(
        {"scores.csv": "Country,EP\nUkraine,4.00\n,2016\nGeorgia,4.50\n"}, given=Given(edition="2015")
    )
    assert [*map(texts, seen.records)] == [{"ep": "4.00"}, {"ep": "4.50"}]
    assert seen.problems == ["scores.csv:4: the input states edition '2016', --edition says '2015'"]


@pytest.mark.parametrize(
    "rows",
    [
        "Country,Democracy Score,,\n,2013,2014,2015\nUkraine,4.86,4.93,4.75\n",
        ",Electoral Process,,Democracy Score,\nCountry,2014,2015,2014,2015\nUkraine,4.00,3.50,4.93,4.75\n",
        ",EP,Democracy Score\nYear,2015,2015\nCountry,,\nGeorgia,4.5,4.64\n",
        ",Democracy Score,,\n,2013.0,2014.0,2015.0\nUkraine,4.86,4.93,4.75\n",
    ],
)
@pytest.mark.parametrize("edition", [None, "2015"])
def test_years_below_the_names_are_a_header_in_two_rows(read: Reader, rows: str, edition: str | None) -> None:
    seen = read({"scores.csv": rows}, given=Given(edition=edition))
    assert not seen.records
    assert seen.problems == ["scores.csv:1: the column names stand in two rows, 1 and 2; write them in one"]


class TestColumnsForEditions:
    """One column for each edition: one figure, named above, or one in each row."""

    def test_each_row_is_a_figure_in_several_editions(self, read: Reader) -> None:
        rows = (
            "Country,Indicator,2013,NIT 2014,2015,Note\nUkraine,Electoral Process,4.00,n/a,3.50,x\n"
            "Belarus,Electoral Process,7.00,,,\nUkraine,Democracy Score,4.86,4.93,4.75,\n"
        )
        seen = read({"scores.csv": rows})
        assert [(*one, texts(record)) for one, record in zip(said(seen), seen.records, strict=True)] == [
            ("Ukraine", "2013", {"ep": "4.00", "democracy_score": "4.86"}),
            ("Ukraine", "2015", {"ep": "3.50", "democracy_score": "4.75"}),
            ("Belarus", "2013", {"ep": "7.00"}),
            ("Ukraine", "2014", {"democracy_score": "4.93"}),
        ]
        assert seen.records[0].ratings[0].at == "scores.csv:2: 2013"
        assert (seen.problems, seen.notes) == ([], [])

    @pytest.mark.parametrize(
        "title", ["Electoral Process", "Nations in Transit 2015: Electoral Process,,,", "EP (2013-2015)"]
    )
    def test_a_title_names_the_figure(self, read: Reader, title: str) -> None:
        seen = read(
            {"scores.csv": f"{title}\nCountry,2013,2014,2015\nUkraine,4.00,4.00,3.50\nAverage,5.1,5.1,5\n"}
        )
        assert said(seen) == [("Ukraine", "2013"), ("Ukraine", "2014"), ("Ukraine", "2015")]
        assert [texts(record) for record in seen.records] == [{"ep": "4.00"}, {"ep": "4.00"}, {"ep": "3.50"}]
        assert seen.notes == ["scores.csv:4: not a record, left out: 'Average'"]

    def test_tables_below_each_other_are_figures_of_the_same_records(self, read: Reader) -> None:
        header = "Country,2014,2015"
        rows = (
            f"Electoral Process\n{header}\nUkraine,4.00,3.50\n\nDemocracy Score\n{header}\nUkraine,4.93,4.75\n"
            "Corruption\nCountry,2015,2016\nUkraine,6.00,6.00\n"
        )
        seen = read({"scores.csv": rows})
        assert [
            (edition, texts(one)) for (_, edition), one in zip(said(seen), seen.records, strict=True)
        ] == [
            ("2014", {"ep": "4.00", "democracy_score": "4.93"}),
            ("2015", {"ep": "3.50", "democracy_score": "4.75", "co": "6.00"}),
            ("2016", {"co": "6.00"}),
        ]
        assert seen.problems == []

    def test_the_name_of_a_sheet_may_name_the_figure(self, read: Reader) -> None:
        book = workbook(Civil__Society=[["Country", "2014", "2015"], ["Ukraine", 2.5, 2.25]])
        seen = read({"scores.xlsx": book})
        assert [texts(record) for record in seen.records] == [{"cs": "2.5"}, {"cs": "2.25"}]
        assert seen.records[1].ratings[0].at == "scores.xlsx:Civil Society!C2"

    def test_sheets_of_a_figure_each_are_read_together(self, read: Reader) -> None:
        years = ["Country", 2014, 2015]
        book = workbook(
            EP=[["Electoral Process"], years, ["Ukraine", 4, 3.5]], Corruption=[years, ["Ukraine", 6.25, 6]]
        )
        seen = read({"scores.xlsx": book})
        assert [
            (edition, texts(one)) for (_, edition), one in zip(said(seen), seen.records, strict=True)
        ] == [
            ("2014", {"ep": "4", "co": "6.25"}),
            ("2015", {"ep": "3.5", "co": "6"}),
        ]
        assert [record.at for record in seen.records] == ["scores.xlsx:EP!3"] * 2
        assert (seen.problems, seen.notes) == ([], [])

    def test_beside_a_sheet_of_records_they_are_not_read(self, read: Reader) -> None:
        years = [["Country", 2014, 2015], ["Ukraine", 4, 3.5]]
        book = workbook(Corruption=years, All=[["Country", "Year", "EP"], ["Ukraine", 2015, 3.5]])
        seen = read({"scores.xlsx": book})
        assert texts(seen.record) == {"ep": "3.5"}
        why = "figures by editions, while other sheets have a row for each record"
        assert seen.notes == [f"scores.xlsx:Corruption!1: the sheet is not read: {why}"]

    def test_of_two_columns_of_one_edition_neither_is_read(self, read: Reader) -> None:
        rows = "Country,Indicator,2014,NIT 2014,2015,2016*\nUkraine,ep,4.00,,3.50,3.50\n"
        seen = read({"scores.csv": rows})
        assert said(seen) == [("Ukraine", "2015")]
        assert [note.partition("; ")[0] for note in seen.notes] == [
            f"scores.csv:1: {column}: carried along" for column in ("2014", "NIT 2014", "2016*")
        ]

    def test_an_option_supplies_no_other_edition(self, read: Reader) -> None:
        seen = read({"scores.csv": "Country,Indicator,2014\nUkraine,ep,4.00\n"}, given=Given(edition="2015"))
        assert seen.problems == ["scores.csv:2: the input states edition '2014', --edition says '2015'"]

    def test_without_the_name_of_a_figure_nothing_is_read(self, read: Reader) -> None:
        seen = read({"scores.csv": "Rankings\nCountry,2014,2015\nUkraine,4.00,3.50\n"})
        assert seen.problems == [
            (
                "scores.csv:2: no column is a known indicator or figure; "
                "'2014' is an edition; name the figure in the row above, or in a column 'indicator'"
            )
        ]


BLOCK = "Electoral Process\nCountry,2014,2015\nUkraine,4.00,3.50\n"


def test_below_a_title_that_is_not_understood_nothing_is_read(read: Reader) -> None:
    seen = read({"scores.csv": f"{BLOCK}\nRank,2014,2015\nPoland,1,2\n"})
    assert said(seen) == [("Ukraine", "2014"), ("Ukraine", "2015")]
    assert seen.problems[-1] == (
        "scores.csv:5: another header without a known indicator or figure; the rows below it are left out"
    )


@pytest.mark.parametrize("again", ["Country,EP,CS\n", "Country,CS,EP\n"])
@pytest.mark.parametrize(
    ("title", "edition"),
    [
        ("Nations in Transit 2015: Central Europe", "2015"),
        ("2015.0", "2015"),
        ("2015:", "2015"),
        ("2015 (preliminary)", "2015 (preliminary)"),
        ("2015-01-01", "2015-01-01"),
        # Of names of regions any edition has several.
        ("Balkans", "2014"),
        ("Under revision", None),
        ("Previous year", None),
        ("Source: Nations in Transit 2015", "Source: Nations in Transit 2015"),
        ("Nations in Transit,2015", "2015"),
    ],
)
def test_a_table_below_another_has_the_edition_of_its_own_title(
    read: Reader, title: str, edition: str | None, again: str
) -> None:
    """One that is no edition is for the audit to refuse; another title says nothing of it."""
    above = "Nations in Transit 2014: Balkans\nCountry,EP,CS\nSerbia,4.00,5.00\n"
    seen = read({"scores.csv": f"{above}{title}\n{again}Poland,5.00,5.00\n"})
    assert said(seen) == [("Serbia", "2014"), ("Poland", edition)]


def test_the_sums_of_a_pivot_table_are_headings(read: Reader) -> None:
    rows = "Country,EP,CS\n2014,3.75,5.00\nPoland,3.50,5.00\nSerbia,4.00,5.00\n2015,3.50,5.00\nPoland,3.50,5.00\n"
    seen = read({"scores.csv": rows})
    assert said(seen) == [("Poland", "2014"), ("Serbia", "2014"), ("Poland", "2015")]
    assert [note.partition(" ")[2] for note in seen.notes] == [
        "not a record, left out: '2014 3.75 5.00'",
        "not a record, left out: '2015 3.50 5.00'",
    ]
    numbered = read(
        {"scores.csv": "Country,EP,CS\n2013,3.75,5.00\n2014,3.50,5.00\n"}, given=Given(edition="2021")
    )
    assert said(numbered) == [("2013", "2021"), ("2014", "2021")]


def test_a_year_alone_in_a_column_of_years_is_no_heading(read: Reader) -> None:
    for header, rows in (
        ("Years", "2017,,\n2016,3.50,5.00\n"),
        ("", "2014,3.50,5.00\n2015,,\n2016,3.50,5.00\n"),
    ):
        seen = read({"scores.csv": f"{header},EP,CS\n{rows}"}, given=Given(methodology="nit/2005"))
        assert {record.edition for record in seen.records} == {None}
    seen = read(
        {"scores.csv": "Country,EP,Joined\nPoland,3.50,\n,,2004\nLatvia,3.50,\n"}, given=Given(edition="2021")
    )
    assert said(seen) == [("Poland", "2021"), ("Latvia", "2021")]


def test_a_title_says_nothing_where_a_column_may_say_the_edition(read: Reader) -> None:
    for column in ("Survey year", "When"):
        seen = read({"scores.csv": f"Nations in Transit 2024\nCountry,{column},EP\nPoland,2014,5.00\n"})
        assert said(seen) == [("Poland", None)]
        assert len(seen.problems) == 1


@pytest.mark.parametrize(
    "above",
    [
        "Democracy Score\nChange from the year before\n",
        "Democracy Score\nRegion,2014,2015\nBalkans,4.00,4.00\nFreedom of the Press\n",
    ],
)
def test_the_figure_is_that_of_the_nearest_title(read: Reader, above: str) -> None:
    assert not read({"scores.csv": f"{above}Country,2014,2015\nUkraine,4.93,4.75\n"}).records
    book = workbook(Democracy__Score=[["Rank"], ["Country", "2014", "2015"], ["Ukraine", 14, 15]])
    assert not read({"scores.xlsx": book}).records


@pytest.mark.parametrize(
    "title",
    [
        "Nations in Transit 2014\nRatings of the year 2015\n",
        "NIT 2014\nDownloaded on 3 May 2015\n",
        "NIT 2014\nNIT 2015\n",
    ],
)
def test_what_is_nearer_with_a_year_than_a_title_may_name_another_edition(read: Reader, title: str) -> None:
    assert said(read({"scores.csv": f"{title}{TABLE}"})) == [("Ukraine", None)]


def test_headings_may_stand_in_columns_of_figures(read: Reader) -> None:
    seen = read({"scores.csv": "NIT 2014\nEP,CS,Country\n4.00,5.00,Serbia\nNIT 2015\n5.00,5.00,Poland\n"})
    assert said(seen) == [("Serbia", "2014"), ("Poland", "2015")]
    block = "{}\n2014,2015,Country\n{},Ukraine\n"
    blocks = block.format("Democracy Score", "4.93,4.75") + block.format("Electoral Process", "4,3.50")
    seen = read({"scores.csv": blocks})
    assert [texts(record) for record in seen.records] == [
        {"democracy_score": "4.93", "ep": "4"},
        {"democracy_score": "4.75", "ep": "3.50"},
    ]


def test_known_figures_outweigh_a_column_of_an_edition(read: Reader) -> None:
    seen = read(
        {"scores.csv": "Figure,Country,EP,CS,2015\nFig. 1,Ukraine,3.50,2.25,x\n"}, given=Given(edition="2014")
    )
    assert texts(seen.record) == {"ep": "3.50", "cs": "2.25"}


def test_the_name_of_a_sheet_may_be_cut_off(read: Reader) -> None:
    sheet: list[list[object]] = [["Country", "2014", "2015"], ["Ukraine", 6, 6]]
    book = workbook(**{"Judicial__Framework__&__Independen": sheet})
    assert texts(read({"scores.xlsx": book}).records[0]) == {"jfi": "6"}


def test_sections_of_editions_need_no_title(read: Reader) -> None:
    seen = read({"scores.csv": "Nations in Transit 2024\nCountry,EP\n2023\n2022\nPoland,5.00\n"})
    assert said(seen) == [("Poland", "2022")]
    assert seen.problems == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Two columns, and titles of several cells.
        (
            "Nations in Transit 2014\nCountry,Democracy Score\nUkraine,4.93\nNIT 2015: Balkans,\nSerbia,3.68\n",
            "2015",
        ),
        ("2014\nCountry,Democracy Score\nUkraine,4.93\n2015*,\nSerbia,3.68\n", "2015*"),
        ("2014\nCountry,EP,CS\nUkraine,4.00,2.50\n,2015,\nSerbia,3.25,2.25\n", "2015"),
        # Rows of the country, notes of its table, regions.
        ("2014\nCountry,EP,CS\nUkraine,4.00,2.50\nKosovo (rated from 2005),,\nSerbia,3.25,2.25\n", "2014"),
        ("2014\nCountry,EP,CS\nUkraine,4.00,2.50\n* First rated in 2005.,,\nSerbia,3.25,2.25\n", "2014"),
        ("2014\nCountry,EP,CS\nUkraine,4.00,2.50\nWestern Balkans,,\nSerbia,3.25,2.25\n", "2014"),
        ("2014\nCountry,EP,CS\nUkraine,4.00,2.50\nRuritania,n/a,n/a\nSerbia,3.25,2.25\n", "2014"),
    ],
)
def test_what_stands_between_rows_goes_on_ends_or_is_refused(read: Reader, rows: str, expected: str) -> None:
    assert said(read({"scores.csv": rows}))[-1] == ("Serbia", expected)


@pytest.mark.parametrize(
    "column",
    [
        "Date,2014-12-31",
        "Time,2014-15",
        "Coverage,1 Jan - 31 Dec 2013",
        "Published,June 2014",
        "Code,UKR-2014",
    ],
)
def test_a_title_says_nothing_beside_years_in_other_columns(read: Reader, column: str) -> None:
    name, value = column.split(",")
    seen = read({"scores.csv": f"Nations in Transit 2024\nCountry,{name},EP\nUkraine,{value},4.00\n"})
    assert said(seen) == [("Ukraine", None)]


@pytest.mark.parametrize(
    "title",
    [
        "Ratings (NIT 2020 methodology)", "Members of the EU since 2004 - Nations in Transit ratings",
        "Freedom in the World 2015; NIT ratings", "Nations in Transit 2005-",
    ],
)  # fmt: skip
def test_a_title_that_says_anything_else_names_no_edition(read: Reader, title: str) -> None:
    assert said(read({"scores.csv": f"{title}\n{TABLE}"})) == [("Ukraine", None)]


def test_years_beyond_an_empty_column_may_be_of_another_figure(read: Reader) -> None:
    rows = "Democracy Score\nCountry,2014,2015,Rank in,2013\nUkraine,4.93,4.75,,18\n"
    seen = read({"scores.csv": rows})
    assert not seen.records
    message = "beyond an empty column 'Rank in' the editions may be of another figure"
    assert seen.problems == [f"scores.csv:2: {message}"]
    seen = read({"scores.csv": "Democracy Score\nCountry,2013,Change,2014\nUkraine,4.86,0.07,4.93\n"})
    assert said(seen) == [("Ukraine", "2013"), ("Ukraine", "2014")]


def test_a_note_below_the_rows_ends_nothing(read: Reader) -> None:
    rows = "Democracy Score\nCountry,2014,2015\nUkraine,4.93,4.75\nCompiled by the project team,,\n"
    seen = read({"scores.csv": rows})
    assert (said(seen), seen.problems) == ([("Ukraine", "2014"), ("Ukraine", "2015")], [])
    lost = (
        "scores.csv:4: 'Compiled by the project team' may name another figure; the rows below it are left out"
    )
    seen = read({"scores.csv": rows + "Average,4.93,4.75\nPoland,2.18,2.21\nGeorgia,4.68,4.64\n"})
    assert (said(seen), seen.problems) == ([("Ukraine", "2014"), ("Ukraine", "2015")], [lost])


def test_years_in_notes_are_not_those_of_their_rows(read: Reader) -> None:
    rows = "Nations in Transit 2014\nCountry,EP,Notes\nUkraine,4.00,first rated in 1997\n"
    assert said(read({"scores.csv": rows})) == [("Ukraine", "2014")]


def test_rows_of_years_inside_countries_are_no_sums(read: Reader) -> None:
    rows = (
        "Country,EP,CS\nUkraine,3.75,2.50\n2014,4.00,2.50\n2015,3.50,2.25\nPoland,1.50,1.50\n2014,1.25,1.50\n"
    )
    assert {edition for _, edition in said(read({"scores.csv": f"Nations in Transit 2015\n{rows}"}))} == {
        None
    }


def test_short_rows_of_pivot_tables_are_no_rows(read: Reader) -> None:
    rows = (
        "Region,Country,EP,CS\n,2014,1.25,1.50\nC,Poland,1.25,1.50\n\n"
        "Source: Freedom House\n,2015,1.50,1.50\nC,Poland,1.50,1.50\n"
    )
    assert said(read({"scores.csv": rows})) == [("Poland", "2014"), ("Poland", "2015")]


@pytest.mark.parametrize("name", ["Grand Total", "2014 Total", "Overall", "Subtotal"])
def test_sums_of_spreadsheets_are_no_records(read: Reader, name: str) -> None:
    seen = read({"scores.csv": f"Country,Year,EP\nPoland,2014,1.25\n{name},2014,1.25\n"})
    assert said(seen) == [("Poland", "2014")]
