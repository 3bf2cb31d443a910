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
        ("Source: Freedom House,Nations in Transit 1999-2000", "1999-2000"),
        ("Scores by country\nNations in Transit 2015", "2015"),
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


def test_a_number_in_the_column_of_a_figure_is_no_year_between_rows(read: Reader) -> None:
    seen = read({"scores.csv": "Country,EP\nUkraine,4.00\n,2015\n"}, given=Given(edition="2015"))
    assert [*map(texts, seen.records)] == [{"ep": "4.00"}, {"ep": "2015"}]


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

    def test_the_same_figure_twice_is_a_problem(self, read: Reader) -> None:
        rows = "Country,Indicator,2014,NIT 2014\nUkraine,ep,4.00,4.25\n"
        seen = read({"scores.csv": rows})
        assert texts(seen.record) == {"ep": "4.00"}
        assert seen.problems == [
            "scores.csv:2: NIT 2014: ep is there already for this record; only the first is audited"
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
