"""What stands in tables and is not this index's, not a country's own, or nobody's by what the table says."""

from io import BytesIO

import openpyxl
import pytest

from nit_rules.model import Record
from nit_rules.sources.given import Given
from readers import Reader, texts
from sources.test_workbook import Rows, workbook

Said = tuple[str | None, str | None, dict[str, str]]


def said(records: tuple[Record, ...]) -> list[Said]:
    return [(record.subject, record.edition, texts(record)) for record in records]


class TestWhoseIsNotSaid:
    """Rows of single figures without a subject or an edition are never those of one record by chance."""

    def test_columns_that_are_not_known_tell_rows_apart(self, read: Reader) -> None:
        rows = (
            "place,Year,Indicator,Value\nPOL,2021,NDG,4.75\nPOL,2021,EP,5.75\nHUN,2021,Democracy Score,3.71\n"
        )
        assert said(read({"scores.csv": rows}).records) == [
            (None, "2021", {"ndg": "4.75", "ep": "5.75"}),
            (None, "2021", {"democracy_score": "3.71"}),
        ]
        seen = read({"scores.csv": rows}, given=Given(subject="Poland"))
        assert said(seen.records) == [
            ("Poland", "2021", {"ndg": "4.75", "ep": "5.75", "democracy_score": "3.71"})
        ]

    def test_columns_of_other_names_of_the_figures_do_not(self, read: Reader) -> None:
        rows = "Indicator,Code,Label,2020,2021\nEP,EP,Electoral Process,5.75,5.50\nCS,CS,Civil Society,5.50,5.25\n"
        seen = read({"scores.csv": rows})
        assert said(seen.records) == [
            (None, "2020", {"ep": "5.75", "cs": "5.50"}),
            (None, "2021", {"ep": "5.50", "cs": "5.25"}),
        ]

    def test_without_an_edition_they_do_too(self, read: Reader) -> None:
        rows = "Country,Period,Indicator,Value\nPoland,2020,Democracy Score,4.93\nPoland,2021,EP,5.75\n"
        seen = read({"scores.csv": rows}, given=Given(methodology="nit/2020"))
        assert [texts(record) for record in seen.records] == [{"democracy_score": "4.93"}, {"ep": "5.75"}]

    def test_a_row_whose_country_is_not_filled_in_stands_by_itself(self, read: Reader) -> None:
        rows = "Country,Indicator,2020,2021\nPoland,EP,5.75,5.50\n,CS,5.50,5.50\nHungary,EP,4.25,4.25\n,CS,4.00,4.00\n"
        seen = read({"scores.csv": rows})
        assert said(seen.records) == [
            ("Poland", "2020", {"ep": "5.75"}),
            ("Poland", "2021", {"ep": "5.50"}),
            (None, "2020", {"cs": "5.50"}),
            (None, "2021", {"cs": "5.50"}),
            ("Hungary", "2020", {"ep": "4.25"}),
            ("Hungary", "2021", {"ep": "4.25"}),
            (None, "2020", {"cs": "4.00"}),
            (None, "2021", {"cs": "4.00"}),
        ]
        assert seen.notes == [
            "scores.csv:3: Country: empty: the record has no subject; names are not carried down"
        ]

    def test_the_same_header_further_down_begins_another_record(self, read: Reader) -> None:
        text = "Year,Indicator,Value\n2021,EP,5.75\n\nYear,Indicator,Value\n2021,CS,4.25\n"
        seen = read({"scores.csv": text})
        assert said(seen.records) == [(None, "2021", {"ep": "5.75"}), (None, "2021", {"cs": "4.25"})]

    @pytest.mark.parametrize("name", ["iso3", "Nation", "Entity", "REF_AREA"])
    def test_names_of_countries_in_other_data_are_known(self, read: Reader, name: str) -> None:
        seen = read({"scores.csv": f"{name},Year,ep\nPOL,2021,5.75\n"})
        assert said(seen.records) == [("POL", "2021", {"ep": "5.75"})]
        seen = read({"scores.csv": f"{name},Country,Year,ep\nPOL,Poland,2021,5.75\n"})
        assert (said(seen.records), seen.notes) == ([("Poland", "2021", {"ep": "5.75"})], [])


class TestSubjectsAboveRows:
    def test_a_sheet_is_named_after_its_country(self, read: Reader) -> None:
        rows: Rows = [["Indicator", "2020", "2021"], ["EP", 5.75, 5.5]]
        book = workbook(Poland=rows, Hungary=[rows[0], ["EP", 4.25, 4.25]])
        assert said(read({"scores.xlsx": book}).records) == [
            ("Poland", "2020", {"ep": "5.75"}),
            ("Poland", "2021", {"ep": "5.5"}),
            ("Hungary", "2020", {"ep": "4.25"}),
            ("Hungary", "2021", {"ep": "4.25"}),
        ]

    @pytest.mark.parametrize(
        "header", ["Year,EP,CS\n2021,{},5.50\n", "Year,Indicator,Value\n2021,EP,{}\n2021,CS,5.50\n"]
    )
    def test_blocks_of_countries_stand_below_each_other(self, read: Reader, header: str) -> None:
        text = f"Poland,,\n{header.format('5.75')},,\nHungary,,\n{header.format('4.25')}"
        seen = read({"scores.csv": text})
        assert said(seen.records) == [
            ("Poland", "2021", {"ep": "5.75", "cs": "5.50"}),
            ("Hungary", "2021", {"ep": "4.25", "cs": "5.50"}),
        ]
        assert (seen.problems, seen.notes) == ([], [])

    def test_a_column_of_subjects_says_more(self, read: Reader) -> None:
        book = workbook(Poland=[["Country", "Year", "EP"], ["Hungary", 2021, 4.25]])
        assert said(read({"scores.xlsx": book}).records) == [("Hungary", "2021", {"ep": "4.25"})]

    def test_a_title_that_is_not_that_of_its_sheet_says_no_edition(self, read: Reader) -> None:
        above: Rows = [["Nations in Transit 2021"], ["Country", "EP"]]
        sheets: dict[str, Rows] = {"2020": [*above, ["Poland", 5.5]], "2021": [*above, ["Poland", 5.75]]}
        seen = read({"scores.xlsx": workbook(**sheets)})
        assert said(seen.records) == [("Poland", None, {"ep": "5.5"}), ("Poland", "2021", {"ep": "5.75"})]
        message = "no column 'edition' or 'Year' says which edition this is; give --edition or --methodology"
        assert seen.problems == [f"scores.xlsx:2020!2: {message}"]

    def test_two_countries_in_one_row_are_a_problem(self, read: Reader) -> None:
        seen = read({"scores.csv": "Country,Territory,Year,EP\nSerbia,Kosovo,2008,5.50\nSerbia,,2008,5.25\n"})
        assert said(seen.records) == [("Serbia", "2008", {"ep": "5.25"})]
        both = "the columns 'Country' and 'Territory' mean the same and hold 'Serbia' and 'Kosovo'"
        assert seen.problems == [f"scores.csv:2: Territory: {both}; the row is left out"]


class TestRowsBetweenRows:
    @pytest.mark.parametrize(
        "name", ["Consolidated Democracies", "Semi-Consolidated Democracy", "Hybrid Regimes"]
    )
    def test_classes_of_countries_end_nothing(self, read: Reader, name: str) -> None:
        seen = read({"scores.csv": f"Nations in Transit 2021,\nCountry,EP\n{name},\nPoland,5.75\n"})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
        assert (seen.problems, seen.notes) == ([], [f"scores.csv:3: not a record, left out: '{name}'"])

    def test_the_direction_of_the_scale_takes_no_edition_away(self, read: Reader) -> None:
        seen = read(
            {"scores.csv": "Nations in Transit 2018 (1 = best; 7 = worst),\nCountry,EP\nPoland,1.50\n"}
        )
        assert said(seen.records) == [("Poland", "2018", {"ep": "1.50"})]

    def test_rows_that_name_indicators_are_no_headers(self, read: Reader) -> None:
        seen = read(
            {"scores.csv": "Country,Year,EP,Weakest,Strongest\nPoland,2021,5.75,JFI,EP\nSerbia,2021,,IM,CS\n"}
        )
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"}), ("Serbia", "2021", {})]
        rows = (
            "Country,Indicator,Code,Value\nPoland,Electoral Process,EP,5.75\nPoland,Civil Society,CS,5.50\n"
        )
        seen = read({"scores.csv": f"Nations in Transit 2021,,,\n{rows}"})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75", "cs": "5.50"})]
        assert seen.problems == []


class TestOrdinaryTables:
    """What only looks like something of others is read as ever."""

    POLAND = ("Poland", "2021", {"ep": "5.75"})

    @pytest.mark.parametrize(
        "title",
        [
            "Note: changes since 2020 are set in bold",
            "Corrections: changes to ratings since publication",
            "Nations in Transit 2021: Change and continuity",
            "Democracy in the world",
            "EU members",
            "Press",
        ],
    )
    def test_titles(self, read: Reader, title: str) -> None:
        assert said(read({"scores.csv": f"{title},,\nCountry,Year,EP\nPoland,2021,5.75\n"}).records) == [
            self.POLAND
        ]

    @pytest.mark.parametrize(
        "groups", [",,Ratings,Change", ",,Score,Rank", ",,,Freedom in the World", "Key,,NIT,V-Dem"]
    )
    def test_names_above_some_columns(self, read: Reader, groups: str) -> None:
        seen = read({"scores.csv": f"{groups}\nCountry,Year,EP,Total Score\nPoland,2021,5.75,\n"})
        assert said(seen.records) == [self.POLAND]

    @pytest.mark.parametrize(
        "name", ["Ranking", "Change log", "Index", "Ranking 2021 (scores)", "Press", "World"]
    )
    def test_sheets(self, read: Reader, name: str) -> None:
        rows: Rows = [["Rank", "Country", "Year", "EP"], [1, "Poland", 2021, 5.75]]
        sheets: dict[str, Rows] = {name.replace(" ", "__"): rows}
        assert said(read({"scores.xlsx": workbook(**sheets)}).records) == [self.POLAND]

    @pytest.mark.parametrize(
        ("column", "cell"),
        [
            ("Source", "press"), ("Source", "USAID"), ("Source", "Wikipedia: Rankings by country"),
            ("Index", "Democracy Index"), ("Type", "SD"), ("Type", "change"), ("Measure", "score"), ("Unit", "1-7"),
        ],
    )  # fmt: skip
    def test_other_columns(self, read: Reader, column: str, cell: str) -> None:
        seen = read({"scores.csv": f"Country,Year,EP,{column}\nPoland,2021,5.75,{cell}\n"})
        assert said(seen.records) == [self.POLAND]

    def test_names_of_figures_are_no_other_index(self, read: Reader) -> None:
        text = "DEM,,,\nCountry,1999-2000,2001,2002\nPoland,1.44,1.44,1.50\n"
        assert [record.edition for record in read({"scores.csv": text}).records] == [
            "1999-2000",
            "2001",
            "2002",
        ]

    @pytest.mark.parametrize("beyond", ["Regime,CS", "Rank,CS", "Comment,CS"])
    def test_an_empty_column_within_a_table(self, read: Reader, beyond: str) -> None:
        seen = read({"scores.csv": f"Country,Year,EP,,{beyond}\nPoland,2021,5.75,,x,5.50\n"})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75", "cs": "5.50"})]

    @pytest.mark.parametrize(
        ("columns", "cells"),
        [
            ("Country,Year,Report edition,EP", "Poland,2021,web,5.75"),
            ("Country,Year,Economy,EP", "Poland,2021,3.75,5.75"),
        ],
    )
    def test_columns_with_names_of_other_data(self, read: Reader, columns: str, cells: str) -> None:
        assert said(read({"scores.csv": f"{columns}\n{cells}\n"}).records) == [self.POLAND]

    @pytest.mark.parametrize(
        ("columns", "cells"),
        [
            ("Name,Year,EP,Economy", "Poland,2021,5.75,3.75"),
            ("Name,Entity,Year,EP", "Poland,state,2021,5.75"),
        ],
    )
    def test_a_column_of_other_data_that_holds_no_names_is_none_of_subjects(
        self, read: Reader, columns: str, cells: str
    ) -> None:
        seen = read({"scores.csv": f"{columns}\n{cells}\n"})
        assert said(seen.records) == [(None, "2021", {"ep": "5.75"})]
        assert "though it names a country" in seen.notes[0]

    @pytest.mark.parametrize("name", ["Democracy Score \u25bc", "Democracy Score #"])
    def test_a_sign_in_a_name_is_noted(self, read: Reader, name: str) -> None:
        seen = read({"scores.csv": f"Country,Year,{name},EP\nPoland,2021,4.57,5.75\n"})
        assert said(seen.records) == [self.POLAND]
        message = "carried along; its name has the sign of a change or a rank"
        assert seen.notes == [f"scores.csv:1: {name}: {message}"]
        seen = read(
            {"scores.csv": f"Country,Year,Indicator,Value\nPoland,2021,{name},4.57\nPoland,2021,EP,5.75\n"}
        )
        assert said(seen.records) == [self.POLAND]
        assert len(seen.notes) == 1

    @pytest.mark.parametrize("name", ["Name", ""])
    def test_a_name_without_figures_says_nothing_of_other_names_below(self, read: Reader, name: str) -> None:
        text = f"Nations in Transit 2021,,\n{name},EP,CS\nPoland,5.75,5.50\nKosovo,,\nHungary,4.25,4.25\n"
        assert [record.subject for record in read({"scores.csv": text}).records] == [None] * 2

    @pytest.mark.parametrize("name", ["Nagorno-Karabakh", "Country B", "Transnistria"])
    def test_a_block_ends_where_another_name_stands(self, read: Reader, name: str) -> None:
        seen = read({"scores.csv": f"Year,EP,CS\nPoland,,\n2021,5.75,5.50\n{name},,\n2020,2.25,2.50\n"})
        assert [(one, edition) for one, edition, _ in said(seen.records)] == [
            ("Poland", "2021"),
            (None, "2020"),
        ]

    def test_averages_between_blocks_are_left_out(self, read: Reader) -> None:
        blocks = "Poland,,\n2021,5.75,5.50\nEU average,,\n2021,4.00,4.00\nHungary,,\n2021,4.25,4.25\n"
        seen = read({"scores.csv": f"Year,EP,CS\n{blocks}"})
        assert [record.subject for record in seen.records] == ["Poland", "Hungary"]

    def test_a_title_ends_what_is_of_others(self, read: Reader) -> None:
        header = "Country,Year,EP\n"
        text = f"{header}Poland,2021,5.75\nChanges,,\n{header}Poland,2021,-0.25\nRatings,,\n{header}Poland,2020,5.50\n"
        assert [record.edition for record in read({"scores.csv": text}).records] == ["2021", "2020"]

    def test_a_cell_of_notes_turns_nothing(self, read: Reader) -> None:
        text = (
            "Country,Year,EP,Notes\nPoland,2021,5.75,\n,,,Change from previous edition\nHungary,2021,4.25,\n"
        )
        assert [record.subject for record in read({"scores.csv": text}).records] == ["Poland", "Hungary"]

    def test_another_header_with_years_is_one(self, read: Reader) -> None:
        text = "Nations in Transit 2021,,,\nCountry,EP,CS,IM\nPoland,5.75,5.50,5.00\n"
        seen = read({"scores.csv": f"{text}Country,Indicator,2022,2023\nPoland,EP,5.75,5.50\n"})
        assert [record.edition for record in seen.records] == ["2021", "2022", "2023"]

    def test_a_status_that_stands_alone_is_a_status(self, read: Reader) -> None:
        seen = read({"scores.csv": "Status\nHybrid Regime\n"}, given=Given(subject="Hungary", edition="2021"))
        assert texts(seen.record) == {"status": "Hybrid Regime"}


class TestOtherIndexes:
    FIW = "Country,Year,Electoral Process,Total Score\nPoland,2021,11,82\n"
    NIT = "Country,Year,Electoral Process\nPoland,2021,5.75\n"

    def test_a_sheet_named_after_one_is_left_out(self, read: Reader) -> None:
        rows = [[*line.split(",")] for line in (self.FIW + self.NIT).splitlines()]
        book = workbook(Freedom__in__the__World=rows[:2], NIT=rows[2:])
        seen = read({"scores.xlsx": book})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
        why = "the sheet is not read: the figures of 'Freedom in the World' are another index's"
        assert seen.notes == [f"scores.xlsx:Freedom in the World!1: {why}"]

    @pytest.mark.parametrize(
        "title", ["Freedom in the World", "V-Dem 2021", "EIU Democracy Index 2021", "CPI 2021", "FIW"]
    )
    def test_so_is_a_table_below_its_name(self, read: Reader, title: str) -> None:
        seen = read({"scores.csv": f"{title}\n{self.FIW}"})
        assert seen.problems == [f"scores.csv:2: the figures of '{title}' are another index's"]
        later = f"Nations in Transit 2022\n{self.NIT.replace('2021', '2022')}"
        seen = read({"scores.csv": f"{self.NIT}{title}\n{self.FIW}{later}"})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"}), ("Poland", "2022", {"ep": "5.75"})]
        note = f"scores.csv:3: the rows below '{title}' are another index's; they are left out"
        assert note in seen.notes

    def test_so_are_columns_below_its_name(self, read: Reader) -> None:
        names = ",,Nations in Transit,Freedom in the World,\nCountry,Year,EP,Rule of Law,Total Score\n"
        seen = read({"scores.csv": f"{names}Poland,2021,5.75,11,82\n"})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
        assert (
            seen.notes[-1]
            == "scores.csv:2: Total Score: carried along; it stands below 'Freedom in the World'"
        )

    @pytest.mark.parametrize(
        ("column", "other", "own"),
        [
            ("Source", "Freedom in the World", "Nations in Transit"),
            ("Index", "FIW", "NIT"),
            ("Measure", "rank", "score"),
            ("Series", "Change from 2020", "Value"),
        ],
    )
    @pytest.mark.parametrize("values", ["Electoral Process", "Indicator,Value"])
    def test_so_are_rows_that_say_so(
        self, read: Reader, column: str, other: str, own: str, values: str
    ) -> None:
        figure = "EP," if "Value" in values else ""
        text = f"Country,Year,{column},{values}\nPoland,2021,{other},{figure}11\nPoland,2021,{own},{figure}5.75\n"
        seen = read({"scores.csv": text})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
        assert seen.notes == [
            f"scores.csv:2: rows of '{other}' are not this index's scores; they are left out"
        ]


class TestNoScores:
    @pytest.mark.parametrize(
        ("name", "are"),
        [
            *(
                (name, "changes or ranks")
                for name in ("Rank", "Ranking", "Change", "Score changes", "Delta", "YoY")
            ),
            *((name, "changes or ranks") for name in ("Changes since 2020", "Annual change in ratings")),
            *(
                (name, "errors, weights or forecasts")
                for name in ("Standard errors", "Projected ratings", "Weights")
            ),
        ],
    )
    def test_sheets_and_titles_of_changes_and_ranks_are_left_out(
        self, read: Reader, name: str, are: str
    ) -> None:
        rows: Rows = [["Country", "Year", "EP"], ["Poland", 2021, 2], ["Poland", 2021, 5.75]]
        sheets: dict[str, Rows] = {name.replace(" ", "__"): rows[:2], "Data": [rows[0], rows[2]]}
        seen = read({"scores.xlsx": workbook(**sheets)})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
        assert len(seen.notes) == 1
        seen = read({"scores.csv": f"Country,Year,EP\nPoland,2021,5.75\n{name},,\nPoland,2022,2\n"})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
        assert seen.notes == [f"scores.csv:3: the rows below '{name}' are {are}; they are left out"]

    @pytest.mark.parametrize("name", ["Balkans", "EU members", "V4", "Region"])
    def test_a_sheet_of_a_group_is_of_no_country(self, read: Reader, name: str) -> None:
        rows: Rows = [["Year", "EP"], [2021, 2.17]]
        sheets: dict[str, Rows] = {name.replace(" ", "__"): rows, "Poland": [rows[0], [2021, 5.75]]}
        seen = read({"scores.xlsx": workbook(**sheets)})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
        assert seen.notes == [
            f"scores.xlsx:{name}!1: the sheet is not read: the figures of '{name}' are those of many countries"
        ]

    @pytest.mark.parametrize(
        "rows",
        [
            [["Serbia"], ["Indicator", 2020, 2021], ["EP", 3.5, 3.25]],
            [["Indicator", 2020, 2021], ["Serbia"], ["EP", 3.5, 3.25]],
            [["Serbia"], ["Year", "EP"], [2020, 3.5], [2021, 3.25]],
            [["Code", "Year", "EP"], ["SRB", 2020, 3.5], ["SRB", 2021, 3.25]],
            [["Land", "Year", "EP"], ["Serbien", 2020, 3.5], ["Serbien", 2021, 3.25]],
        ],
    )
    def test_unless_something_in_it_may_be_one(self, read: Reader, rows: Rows) -> None:
        seen = read({"scores.xlsx": workbook(Balkans=rows)})
        assert [(one.edition, texts(one)) for one in seen.records] == [
            ("2020", {"ep": "3.5"}),
            ("2021", {"ep": "3.25"}),
        ]

    def test_a_sheet_of_averages_is_of_no_country(self, read: Reader) -> None:
        book = workbook(
            Data=[["Country", "Year", "EP"], ["Poland", 2021, 5.75]], Averages=[["Year", "EP"], [2021, 4.31]]
        )
        assert said(read({"scores.xlsx": book}).records) == [("Poland", "2021", {"ep": "5.75"})]

    @pytest.mark.parametrize(
        "name",
        ["Change", "Difference", "SD", "St. dev.", "Variance", "Range", "Rank", "Net change",
         "Weighted mean (population)",
         "\u00d8", "75th percentile",  "CEE-10", "EaP", "Visegr\u00e1d Four", "Central and Southeastern Europe"],
    )  # fmt: skip
    def test_rows_that_sum_up_others_are_no_countries(self, read: Reader, name: str) -> None:
        seen = read({"scores.csv": f"Country,Year,EP\nPoland,2021,5.75\n{name},2021,4.31\n"})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
        assert seen.notes == [f"scores.csv:3: not a record, left out: '{name}'"]

    @pytest.mark.parametrize(
        "sign", ["\u2206 {}", "{} (+/-)", "{} \u2191\u2193", "# {}", "\u0394{}", "{} \u00b1"]
    )
    def test_columns_with_the_sign_of_a_change_are_no_figures(self, read: Reader, sign: str) -> None:
        changed = sign.format("EP")
        for columns in (f"EP,{changed}", f"{changed},EP"):
            cells = columns.replace(changed, "-0.07").replace("EP", "5.75")
            seen = read({"scores.csv": f"Country,Year,{columns}\nPoland,2021,{cells}\n"})
            assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
            assert seen.problems == []

    def test_columns_beyond_an_empty_one_may_be_of_another_table(self, read: Reader) -> None:
        text = "Country,Year,EP,,Region,EP,CO\nPoland,2021,5.75,,Balkans,3.89,4.00\nHungary,2021,,,Eurasia,2.04,4.00\n"
        seen = read({"scores.csv": text})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"}), ("Hungary", "2021", {})]
        why = "carried along; beyond an empty column it is of another table"
        assert seen.notes == [f"scores.csv:1: EP: {why}", f"scores.csv:1: CO: {why}"]

    def test_an_empty_column_between_figures_parts_nothing(self, read: Reader) -> None:
        seen = read({"scores.csv": "Country,Year,EP,,CS,Region\nPoland,2021,5.75,,5.50,EU\n"})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75", "cs": "5.50"})]


class TestNamesThatAreNone:
    @pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#NAME?", "=VLOOKUP(1,A1:B2,2)"])
    def test_an_error_is_a_problem_of_its_cell(self, read: Reader, cell: str) -> None:
        text = f'Country,Year,EP\n"{cell}",2021,5.75\n"{cell}",2021,5.50\n'
        seen = read({"scores.csv": text})
        assert said(seen.records) == [(None, "2021", {"ep": "5.75"}), (None, "2021", {"ep": "5.50"})]
        message = f"'{cell}' is an error or a formula of a spreadsheet, no name"
        assert seen.problems == [f"scores.csv:{row}: Country: {message}" for row in (2, 3)]

    @pytest.mark.parametrize("name", ["NIT Edition", "Edition year"])
    def test_the_edition_stands_in_the_column_of_that_name(self, read: Reader, name: str) -> None:
        seen = read({"scores.csv": f"Country,Year,{name},EP\nPoland,2020,2021,5.75\n"})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]

    def test_a_hidden_sheet_is_left_out(self, read: Reader) -> None:
        book = openpyxl.Workbook()
        book.active.title = "Data"
        for sheet, value in ((book.active, 5.75), (book.create_sheet("old", 0), 5.5)):
            sheet.append(["Country", "Year", "EP"])
            sheet.append(["Poland", 2021, value])
        book["old"].sheet_state = "hidden"
        data = BytesIO()
        book.save(data)
        seen = read({"scores.xlsx": data.getvalue()})
        assert said(seen.records) == [("Poland", "2021", {"ep": "5.75"})]
        assert seen.notes == ["scores.xlsx:old!1: the sheet is not read: it is hidden"]
