"""Tables of many countries or editions on pages that have no figures of their own.

Figures are published ones of 2010, 2011 and 2021 from the sources that `tests/published/golden.csv` names; some are
made up.
"""

import io
from collections.abc import Sequence

import docx
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


def as_docx(title: str, rows: Rows) -> bytes:
    document = docx.Document()
    document.add_heading(title, 0)
    filled = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(filled.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


TITLE = "Nations in Transit 2021"
FILES = {
    "page.html": page(f"{TITLE} | Freedom House", "<p>Ratings fell.</p>", table(SCORES)),
    "tabs.txt": "\n".join([TITLE, "", *("\t".join(row) for row in SCORES)]),
    "bars.txt": "\n".join([f"# {TITLE}", *(f"| {' | '.join(row)} |" for row in SCORES[:1]), "|---|---|---|",
                           *(f"| {' | '.join(row)} |" for row in SCORES[1:]), "", "Source: Freedom House"]),
    "page.docx": as_docx(TITLE, SCORES),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_row_for_each_country_is_a_record_of_each(read: Reader, name: str) -> None:
    seen = read({name: FILES[name]})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED
    assert seen.problems == seen.notes == []


def test_places_are_lines_and_in_web_pages_rows_of_tables(read: Reader) -> None:
    menu = "<table><tr><td>Home</td><td>About</td></tr><tr><td>Data</td><td>Reports</td></tr></table><p>Scores</p>"
    seen = read({"page.html": page(TITLE, menu, table(SCORES))})
    assert [claim.at for claim in seen.records[1].claims] == [
        "page.html:table 2 row 3: Democracy Score",
        "page.html:table 2 row 3: Democracy Percentage (Rounded)",
    ]
    assert read({"tabs.txt": FILES["tabs.txt"]}).records[1].claims[0].at == "tabs.txt:5: Democracy Score"


@pytest.mark.parametrize(
    "above",
    [
        "<h1>Nations in Transit 2021</h1><p>In 2012 the score was higher, and so it was in 2013.</p>",
        "<h2>Nations in Transit 2021: Ratings and Democracy Score Summary</h2>",
        "<p>It fell.</p><h1>Nations in Transit (2021)</h1><h2>Table 1. Scores by region</h2>",
    ],
)
def test_the_edition_is_that_of_the_page_or_of_the_title_of_the_table(read: Reader, above: str) -> None:
    below = "<p>See also Nations in Transit 2024</p>"
    seen = read({"page.html": page("Freedom House", above, table(SCORES), below)})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED
    assert seen.problems == []


@pytest.mark.parametrize(
    "above",
    ["<h1>Nations in Transit</h1>", "<h1>Nations in Transit 2021</h1><h2>Nations in Transit 2020</h2>"],
)
def test_where_nothing_says_the_edition_it_is_not_guessed(read: Reader, above: str) -> None:
    files = {"page.html": page("Freedom House", above, table(SCORES))}
    seen = read(files)
    assert {one.edition for one in seen.records} == {None}
    message = "no column 'edition' or 'Year' says which edition this is; give --edition or --methodology"
    assert seen.problems == [f"page.html:table 1 row 1: {message}"]
    given = read(files, given=Given(edition="2021"))
    assert [(one.subject, one.edition, texts(one)) for one in given.records] == EXPECTED


def test_tables_of_a_figure_by_editions_are_read_together(read: Reader) -> None:
    process = (
        ("", "2010", "2011"),
        ("New EU Members",),
        ("Bulgaria", "1.75", "1.75"),
        ("Average", "2.00", "2.00"),
    )
    score = (("", "2010", "2011"), ("Bulgaria", "3.04", "3.07"), ("Poland", "2.32", "2.21"))
    seen = read({"page.html": page(
        "Nations in Transit 2011: Tables",
        "<h3>Table 1. Electoral Process</h3><p>Year-to-year Summaries by Region</p>", table(process),
        "<h3>Table 9. Democracy Score</h3><p>Year-to-year Summaries by Region</p>", table(score),
        "<p>The ratings are based on a scale of 1 to 7, with 1 representing the highest level.</p>",
    )})  # fmt: skip
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == [
        ("Bulgaria", "2010", {"ep": "1.75", "democracy_score": "3.04"}),
        ("Bulgaria", "2011", {"ep": "1.75", "democracy_score": "3.07"}),
        ("Poland", "2010", {"democracy_score": "2.32"}),
        ("Poland", "2011", {"democracy_score": "2.21"}),
    ]
    assert {one.scale_direction for one in seen.records} == {"best=1"}
    assert seen.problems == []
    assert seen.notes == [
        "page.html:table 1 row 2: not a record, left out: 'New EU Members'",
        "page.html:table 1 row 4: not a record, left out: 'Average'",
    ]


def test_they_are_not_read_beside_a_table_with_a_row_for_each_record(read: Reader) -> None:
    by_edition = (("Country", "2020", "2021"), ("Georgia", "3.25", "3.18"))
    parts = "<h2>Democracy Score</h2>", table(by_edition), "<h2>Scores</h2>", table(SCORES)
    seen = read({"page.html": page(TITLE, *parts)})
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == EXPECTED
    message = "a table of figures by editions is not read beside tables with a row for each record"
    assert seen.notes == [f"page.html:table 1 row 1: {message}"]


def test_a_table_of_years_is_that_of_the_country_that_the_page_is_about(read: Reader) -> None:
    rows = (("Year", "Democracy Score"), ("2020", "3.25"), ("2021", "3.18"))
    seen = read(
        {"page.html": page("Georgia | Freedom House", "<p>Nations in Transit scores</p>", table(rows))}
    )
    assert [(one.subject, one.edition, texts(one)) for one in seen.records] == [
        ("Georgia", "2020", {"democracy_score": "3.25"}),
        ("Georgia", "2021", {"democracy_score": "3.18"}),
    ]


def test_a_direction_that_a_row_states_comes_before_that_of_the_page(read: Reader) -> None:
    rows = (
        ("Country", "scale_direction", "Democracy Score"),
        ("Bulgaria", "best=7", "4.93"),
        ("Poland", "", "2.21"),
    )
    below = "<p>The ratings are based on a scale of 1 to 7, with 1 representing the highest level.</p>"
    seen = read({"page.html": page("Nations in Transit 2011", table(rows), below)})
    assert [one.scale_direction for one in seen.records] == ["best=7", "best=1"]


def test_bad_rows_are_problems_and_lose_nothing_beside_them(read: Reader) -> None:
    rows = (*SCORES[:2], ("Kosovo", "3,14", "36"), ("Armenia", "2.96"), SCORES[3], SCORES[1])
    seen = read({"page.html": page(TITLE, table(rows))})
    assert [one.subject for one in seen.records] == ["Georgia", "Kosovo", "Kyrgyzstan"]
    assert seen.problems == [
        "page.html:table 1 row 4: 2 cells where the header has 3; the row is left out",
        "page.html:table 1 row 6: Georgia 2021 is there already; only the first is audited",
        "page.html:table 1 row 3: Democracy Score: '3,14' is not a number; write a point, not a comma",
    ]


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Freedom in the World 2021 | Freedom House", (("Country", "Democracy Score"), ("Georgia", "60"))),
        (TITLE, (("Author", "Pages"), ("Georgia", "12"))),
        (TITLE, (("Democracy Score", "Status"), ("3.18", "Transitional or Hybrid Regime"))),
    ],
)
def test_of_other_tables_nothing_is_read(read: Reader, title: str, rows: Rows) -> None:
    seen = read({"page.html": page(title, "<p>See Nations in Transit.</p>", table(rows))})
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
