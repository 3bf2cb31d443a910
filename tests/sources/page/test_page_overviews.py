"""Tables of many countries or editions on pages that have no figures of their own.

Figures are published ones of 2010, 2011 and 2021 from the sources that `tests/published/golden.csv` names; some are
made up.
"""

import io
from collections.abc import Sequence

import hypothesis
import pytest
from hypothesis import strategies as st

from growth import grows_in_proportion
from nit_rules import audit
from nit_rules.sources.columns import Terms
from nit_rules.sources.files import read_input
from nit_rules.sources.given import Given
from nit_rules.sources.opening import Input
from nit_rules.sources.reading import Reading
from nit_rules.sources.vocabulary import Vocabulary
from readers import Reader, texts
from shipped import CATALOG

SCORES = (
    ("Country", "Democracy Score", "Democracy Percentage (Rounded)"),
    ("Georgia", "3.18", "36"),
    ("Kosovo", "3.14", "36"),
    ("Kyrgyzstan", "1.86", "14"),
)
EXPECTED = [
    ("Georgia", "2021", {"democracy_score": "3.18", "democracy_percentage_rounded": "36"}),
    ("Kosovo", "2021", {"democracy_score": "3.14", "democracy_percentage_rounded": "36"}),
    ("Kyrgyzstan", "2021", {"democracy_score": "1.86", "democracy_percentage_rounded": "14"}),
]
Rows = Sequence[Sequence[str]]


def table(rows: Rows) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def page(title: str, *parts: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{''.join(parts)}</body></html>"


TITLE = "Nations in Transit 2021"
FILES = {
    "page.html": page(f"{TITLE} | Freedom House", table(SCORES), "<p>Ratings fell.</p>"),
    "tabs.txt": "\n".join([TITLE, "", *("\t".join(row) for row in SCORES)]),
    "bars.txt": "\n".join([f"# {TITLE}", *(f"| {' | '.join(row)} |" for row in SCORES[:1]), "|---|---|---|",
                           *(f"| {' | '.join(row)} |" for row in SCORES[1:]), "", "Source: Freedom House"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_row_for_each_country_is_a_record_of_each(read: Reader, name: str) -> None:
    seen = read({name: FILES[name]})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED
    assert seen.problems == seen.notes == []


def test_places_are_lines_and_in_web_pages_rows_of_tables(read: Reader) -> None:
    menu = "<table><tr><td>Home</td><td>About</td></tr><tr><td>Data</td><td>Reports</td></tr></table>"
    seen = read({"page.html": page(TITLE, menu, f"<h2>{TITLE}: scores</h2>", table(SCORES))})
    assert [claim.at for claim in seen.records[1].claims] == [
        "page.html:table 2 row 3: Democracy Score",
        "page.html:table 2 row 3: Democracy Percentage (Rounded)",
    ]
    assert read({"tabs.txt": FILES["tabs.txt"]}).records[1].claims[0].at == "tabs.txt:5: Democracy Score"


@pytest.mark.parametrize(
    "above",
    [
        "<h1>Nations in Transit 2021</h1>",
        "<h2>Nations in Transit 2021: Ratings and Democracy Score Summary</h2>",
        "<p>It fell.</p><h1>Nations in Transit (2021)</h1><h2>Table 1. Scores by region</h2><h3>Overview</h3>",
        "<h2>Table 2. Nations in Transit 2021: Ratings by Country</h2>",
        "<h2>Nations in Transit 2021 Ratings (1 = worst, 7 = best)</h2>",
    ],
)
def test_the_edition_is_that_of_the_titles_right_above(read: Reader, above: str) -> None:
    below = "<p>See also Nations in Transit 2024</p>"
    seen = read({"page.html": page("Freedom House", above, table(SCORES), below)})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED
    assert seen.problems == []


def test_each_table_has_the_edition_above_it(read: Reader) -> None:
    parts = (
        part for year in ("2020", "2021") for part in (f"<h2>Nations in Transit {year}</h2>", table(SCORES))
    )
    seen = read({"page.html": page("Freedom House", *parts)})
    assert [one.edition for one in seen.records] == ["2020"] * 3 + ["2021"] * 3


def test_tables_of_a_figure_by_editions_are_read_together(read: Reader) -> None:
    process = (
        ("", "2010", "2011"),
        ("New EU Members",),
        ("Bulgaria", "1.75", "1.75"),
        ("Average", "2.00", "2.00"),
    )
    score = (("", "2010", "2011"), ("Bulgaria", "3.04", "3.07"), ("Poland", "2.32", "2.21"))
    seen = read({"page.html": page(
        "Nations in Transit 2011",
        "<h3>Table 1. Electoral Process</h3><p>Year-to-year Summaries by Region</p>", table(process),
        "<h3>Table 9. Democracy Score</h3><p>Year-to-year Summaries by Region</p>", table(score),
    )})  # fmt: skip
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == [
        ("Bulgaria", "2010", {"ep": "1.75", "democracy_score": "3.04"}),
        ("Bulgaria", "2011", {"ep": "1.75", "democracy_score": "3.07"}),
        ("Poland", "2010", {"democracy_score": "2.32"}),
        ("Poland", "2011", {"democracy_score": "2.21"}),
    ]
    assert seen.problems == []
    assert seen.notes == [
        "page.html:table 1 row 2: not a record, left out: 'New EU Members'",
        "page.html:table 1 row 4: not a record, left out: 'Average'",
    ]


def test_they_are_not_read_beside_a_table_with_a_row_for_each_record(read: Reader) -> None:
    by_edition = (("Country", "2020", "2021"), ("Georgia", "3.25", "3.18"))
    parts = "<h2>Democracy Score</h2>", table(by_edition), f"<h2>{TITLE}</h2>", table(SCORES)
    seen = read({"page.html": page(TITLE, *parts)})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED
    message = "a table of figures by editions is not read beside tables with a row for each record"
    assert seen.notes == [f"page.html:table 1 row 1: {message}"]


def test_bad_rows_are_problems_and_lose_nothing_beside_them(read: Reader) -> None:
    rows = (*SCORES[:2], ("Kosovo", "3,14", "36"), ("Armenia", "2.96"), SCORES[3], SCORES[1])
    seen = read({"page.html": page(TITLE, table(rows))})
    assert [one.subject for one in seen.records] == ["Georgia", "Kosovo", "Kyrgyzstan"]
    assert seen.problems == [
        "page.html:table 1 row 4: 2 cells where the header has 3; the row is left out",
        "page.html:table 1 row 6: Georgia 2021 is there already; only the first is audited",
        "page.html:table 1 row 3: Democracy Score: '3,14' is not a number; write a point, not a comma",
    ]


OTHER_WORDS = (
    "a table below other words than its titles, which may say that it is of something else; left out"
)


@pytest.mark.parametrize(
    "above",
    [
        "<p>In 2012 the scores were on another scale.</p>", "<h2>Armenia</h2>", "<h2>Largest declines</h2>",
        "<h2>Ranking of countries</h2>", "<h2>Average by country</h2>", "<h2>Last year</h2>", "<h2>Eurasia</h2>",
        "<h2>Democracy Index (EIU)</h2>", "<h2>Transparency International, CPI</h2>", "<h2>Our forecast</h2>",
        "<h2>Regional trends</h2><p>Scores</p>", "<h2>The Antidemocratic Turn</h2>",
    ],
)  # fmt: skip
def test_below_other_words_a_table_may_be_of_something_else(read: Reader, above: str) -> None:
    seen = read({"page.html": page(TITLE, above, table(SCORES))})
    assert seen.records == ()
    assert f"page.html:table 1 row 1: {OTHER_WORDS}" in seen.notes


@pytest.mark.parametrize("below", ["<hr>", "<div></div>", "<br><br>", "<img>"])
@pytest.mark.parametrize("name", ["Turnout", "Democracy Score"])
def test_a_table_ends_where_its_markup_does(read: Reader, below: str, name: str) -> None:
    other = table((("Country", name), ("Armenia", "3.18")))
    seen = read({"page.html": page(TITLE, table(SCORES), below, other)})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED


def test_in_text_a_table_ends_at_an_empty_line(read: Reader) -> None:
    seen = read({"tabs.txt": f"{FILES['tabs.txt']}\n\nCountry\tTurnout\tGrowth\nArmenia\t3.18\t36\n"})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><th>Country<th>Corruption<th>Democracy Score<tr><td>Georgia<td colspan=2>3.18",
        "<tr><th colspan=2>Country<th>Corruption<th>Trend<tr><td><td>Georgia<td>3.18<td>",
        "<tr><th>Region<th>Country<th>Corruption<tr><td rowspan='2'>Eurasia<td>Georgia<td>3.25<tr><td>Kosovo<td>2.00",
    ],
)
def test_where_cells_span_others_nothing_is_certain(read: Reader, rows: str) -> None:
    seen = read({"page.html": page(TITLE, f"<table>{rows}</table>")})
    assert seen.records == ()
    message = "a table with cells that span others: which stands below which name is not certain; left out"
    assert f"page.html:table 1 row 1: {message}" in seen.notes


@pytest.mark.parametrize("between", ["The table goes on:\n", "\n"])
def test_rows_of_countries_without_a_header_are_noted(read: Reader, between: str) -> None:
    seen = read(
        {"bars.txt": f"{FILES['bars.txt'].partition(chr(10) * 2)[0]}\n{between}| Poland | 4.57 | 60 |\n"}
    )
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED
    assert seen.notes == [
        "bars.txt:8: a table of countries without a header that names a rating or figure; left out"
    ]


@pytest.mark.parametrize("name", ["page.html", "bars.txt", "tabs.txt"])
def test_the_publisher_may_stand_in_the_last_column(read: Reader, name: str) -> None:
    rows = [(*SCORES[0], "Source"), *((*row, "Freedom House") for row in SCORES[1:])]
    lines = "\n".join(" | ".join(row) for row in rows)
    texts_of = {
        "page.html": page(TITLE, table(rows)),
        "bars.txt": f"{TITLE}\n{lines}\n",
        "tabs.txt": f"{TITLE}\n{lines.replace(' | ', chr(9))}\n",
    }
    seen = read({name: texts_of[name]})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED
    assert {one.extra for one in seen.records} == {(("Source", "Freedom House"),)}


def test_a_row_that_is_one_cell_may_span_all(read: Reader) -> None:
    rows = table(SCORES).replace("</tr>", "</tr><tr><td colspan=3>Eurasia</td></tr>", 1)
    seen = read({"page.html": page(TITLE, rows)})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED


def test_below_columns_without_a_name_neither(read: Reader) -> None:
    seen = read(
        {"page.html": page(TITLE, table((("Country", "Democracy Score", ""), ("Georgia", "3.18", "x"))))}
    )
    assert seen.records == ()
    message = "a table with a column that has no name: which cells are below it is not certain; left out"
    assert f"page.html:table 1 row 1: {message}" in seen.notes


@pytest.mark.parametrize(
    "above",
    ["<h1>Nations in Transit</h1>", "<h1>Nations in Transit 2021</h1><h2>Nations in Transit 2020</h2>"],
)
def test_the_edition_is_not_guessed(read: Reader, above: str) -> None:
    files = {
        "page.html": page("Freedom House", above, table(SCORES), "<footer>Nations in Transit 2018</footer>")
    }
    seen = read(files)
    assert seen.records == ()
    message = (
        "a table of no edition, or of several: name one in a column or right above it, or give --edition"
    )
    assert f"page.html:table 1 row 1: {message}; left out" in seen.notes


def test_it_may_be_given(read: Reader) -> None:
    files = {"page.html": page("Freedom House", "<h1>Nations in Transit</h1>", table(SCORES))}
    given = read(files, given=Given(edition="2021"))
    assert [(one.subject, one.edition, texts(one)) for one in given.records] == EXPECTED


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Freedom in the World 2021 | Freedom House", (("Country", "Democracy Score"), ("Georgia", "60"))),
        (TITLE, (("Author", "Pages"), ("Georgia", "12"))),
        (TITLE, (("Democracy Score", "Status"), ("3.18", "Transitional or Hybrid Regime"))),
        ("Georgia", (("Year", "Democracy Score"), ("2021", "3.18"))),
    ],
)
def test_of_other_tables_nothing_is_read(read: Reader, title: str, rows: Rows) -> None:
    seen = read({"page.html": page(title, table(rows), "<p>See Nations in Transit.</p>")})
    assert seen.records == ()
    assert seen.problems == [
        "page.html: no published figures of this index found; is it one of its report pages?"
    ]


PIECES = (
    "x\na | b\nc | d\n", "|\n", "| ", "\t", "Country | Democracy Score\nGeorgia | 3.18\n", "Country\t2020\t2021\n",
    "x\nCountry | Democracy Score\nGeorgia | 3.18\n", "Democracy Score\n\t2020\t2021\nGeorgia\t3.25\t3.18\n",
    "Georgia | 1\n", "<table><tr><th>Country<th>Democracy Score<tr><td>Georgia<td>3.18</table>", "2021 | 2022\n",
)  # fmt: skip


def read_page(text: str) -> Reading:
    """What a page gives that is piped in."""
    source = Input("page", buffer=io.BytesIO(text.encode()))
    return read_input(source, CATALOG, Terms(Vocabulary(CATALOG)), "page", Given())


@pytest.mark.parametrize("begin", ["Nations in Transit\n", "<p>Nations in Transit</p>"])
@pytest.mark.parametrize("piece", PIECES)
def test_the_time_of_tables_grows_in_proportion_whatever_they_repeat(piece: str, begin: str) -> None:
    def work(length: int) -> None:
        for record in read_page(begin + piece * (length // len(piece))).records:
            audit(CATALOG, record)

    assert grows_in_proportion(work, 20_000)


@hypothesis.given(
    st.lists(st.sampled_from((*PIECES, "Kosovo", "2021\n", "Average", "4.57 |", "\n")), max_size=40)
)
def test_no_table_ends_in_a_traceback(pieces: list[str]) -> None:
    reading = read_page("Nations in Transit 2021\n" + "".join(pieces))
    assert [*reading.records] or reading.problems
