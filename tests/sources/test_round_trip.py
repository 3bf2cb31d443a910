"""Whatever the layout of a table, it reads back as exactly the records that were put in."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from nit_rules import load_catalog
from nit_rules.sources.files import read_inputs
from nit_rules.sources.groups import collective
from nit_rules.sources.subjects import is_summary, subject_key
from readers import texts

CATALOG = load_catalog()
INDICATORS = ("ndg", "ep", "cs", "im", "ldg", "jfi", "co")
NUMBERS = ("democracy_score", "democracy_percentage", "democracy_percentage_rounded")
#: How each column may be headed.
HEADINGS = {
    "subject": ("country", "Subject", "TERRITORY"),
    "edition": ("edition", "Year", " EDITION "),
    "ndg": ("ndg", "National Democratic Governance", "NGOV"),
    "ep": ("ep", "Electoral Process", "electoral_process"),
    "cs": ("cs", "Civil Society", "CIVIL  SOCIETY"),
    "im": ("im", "Independent Media"),
    "ldg": ("ldg", "Local Democratic Governance", "Local Governance"),
    "jfi": ("jfi", "Judicial Framework & Independence", "judicial framework and independence"),
    "co": ("co", "Corruption"),
    "democracy_score": ("democracy_score", "Democracy Score", "democracy-score"),
    "democracy_percentage": ("democracy_percentage", "Democracy Percentage"),
    "democracy_percentage_rounded": ("Democracy Percentage (Rounded)", "Total Score"),
    "status": ("status", "Regime Classification"),
    "note": ("note", "Remarks"),
}

numbers = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,4})?", fullmatch=True)
words = st.text(st.characters(codec="utf-8", categories=["L"]), min_size=2, max_size=12)
subjects = st.one_of(
    st.sampled_from(["Poland", "Kyrgyz Republic", 'A "quoted", name; with | marks']),
    words.filter(lambda name: not (collective(name) or is_summary(name))),
)
values = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys((*INDICATORS, *NUMBERS), numbers)
    | {"status": st.sampled_from(["Consolidated Democracy", "Hybrid Regime"])},
)


@frozen
class Row:
    """A record to put into a table."""

    subject: str
    edition: str
    values: dict[str, str]


rows = st.lists(
    st.builds(Row, subjects, st.sampled_from(["2020", "2021", "2024"]), values.filter(bool)),
    min_size=1,
    max_size=6,
    unique_by=lambda row: (subject_key(row.subject), row.edition),
)
headings = st.fixed_dictionaries({name: st.sampled_from(variants) for name, variants in HEADINGS.items()})
orders = st.permutations(tuple(HEADINGS))

Grid = list[list[str]]


def wide(records: list[Row], headed: dict[str, str], order: list[str]) -> Grid:
    """A table with one row per record."""
    cells = [{"subject": row.subject, "edition": row.edition, "note": "x"} | row.values for row in records]
    return [[headed[name] for name in order], *([row.get(name, "") for name in order] for row in cells)]


def long(records: list[Row], headed: dict[str, str], order: list[str]) -> Grid:
    """A table with one row per figure; `order` decides that of the figures."""
    header = [headed["subject"], headed["edition"], "Indicator", "Value"]
    figures = [name for name in order if name not in ("subject", "edition", "note")]
    # Figure by figure: the rows of one record do not stand together.
    return [header] + [
        [row.subject, row.edition, headed[name], row.values[name]]
        for name in figures
        for row in records
        if name in row.values
    ]


def as_csv(grid: Grid, delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(grid)
    return text.getvalue().encode()


def as_xlsx(grid: Grid) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                sheet.write_string(number + 2, column, cell)
    return data.getvalue()


def read_back(name: str, content: bytes) -> set[tuple[str | None, str | None, tuple[tuple[str, str], ...]]]:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        (reading,) = read_inputs([str(path)], CATALOG)
        found = {(one.subject, one.edition, tuple(sorted(texts(one).items()))) for one in reading.records}
        assert reading.problems == reading.notes == []
    return found


def expected(records: Iterable[Row]) -> set[tuple[str, str, tuple[tuple[str, str], ...]]]:
    return {(row.subject, row.edition, tuple(sorted(row.values.items()))) for row in records}


@settings(max_examples=50)
@given(rows, headings, orders, st.sampled_from(",;\t|"))
def test_wide_text(records: list[Row], headed: dict[str, str], order: list[str], delimiter: str) -> None:
    assert read_back("a.csv", as_csv(wide(records, headed, order), delimiter)) == expected(records)


@settings(max_examples=50)
@given(rows, headings, orders, st.sampled_from(",;\t|"))
def test_long_text(records: list[Row], headed: dict[str, str], order: list[str], delimiter: str) -> None:
    assert read_back("a.tsv", as_csv(long(records, headed, order), delimiter)) == expected(records)


@settings(max_examples=40)
@given(rows, headings, orders, st.sampled_from([wide, long]))
def test_workbooks(records: list[Row], headed: dict[str, str], order: list[str], layout: object) -> None:
    grid = wide(records, headed, order) if layout is wide else long(records, headed, order)
    assert read_back("a.xlsx", as_xlsx(grid)) == expected(records)


@settings(max_examples=50)
@given(rows, st.booleans())
def test_json(records: list[Row], lines: bool) -> None:
    entries = [
        {
            "subject": row.subject,
            "edition": row.edition,
            "ratings": {name: text for name, text in row.values.items() if name in INDICATORS},
            "claims": {name: text for name, text in row.values.items() if name not in INDICATORS},
        }
        for row in records
    ]
    content = "\n".join(map(json.dumps, entries)) if lines else json.dumps(entries)
    assert read_back("a.jsonl" if lines else "a.json", content.encode()) == expected(records)
