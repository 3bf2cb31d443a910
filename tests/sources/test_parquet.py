"""Parquet files."""

import sys
from decimal import Decimal
from io import BytesIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nit_rules.judging import within
from nit_rules.numerals import of_single
from readers import Reader, texts
from shipped import METHODS


def parquet(columns: dict[str, object]) -> bytes:
    """A Parquet file of columns."""
    data = BytesIO()
    pq.write_table(pa.table(columns), data)
    return data.getvalue()


def test_every_kind_of_column_is_read_by_its_text(read: Reader) -> None:
    columns = {
        "country": ["Poland", "Latvia"],
        "Year": pa.array([2021, 2021], pa.int16()),
        "ndg": pa.array([6.5, None], pa.float64()),
        "ep": pa.array([1.1, 6.75], pa.float32()),
        "cs": pa.array([Decimal("6.50"), Decimal("6.25")], pa.decimal128(5, 2)),
        "im": pa.array([5, None], pa.int8()),
        "jfi": ["4.0", "n/a"],
        "co": [True, False],
        "status": pa.array(["Free", "Consolidated Democracy"]).dictionary_encode(),
    }
    seen = read({"a.parquet": parquet(columns)})
    poland, latvia = seen.records
    assert texts(poland) == {"ndg": "6.5", "ep": "1.1", "cs": "6.50", "im": "5", "jfi": "4.0"}
    assert texts(latvia) == {"ep": "6.75", "cs": "6.25", "status": "Consolidated Democracy"}
    assert (poland.edition, poland.at, poland.ratings[0].at) == ("2021", "a.parquet:1", "a.parquet:1: ndg")
    assert seen.problems == [
        "a.parquet:1: co: 'TRUE' is not a number",
        "a.parquet:2: co: 'FALSE' is not a number",
    ]


def _broken_text() -> object:
    """A string column of one cell that is not UTF-8."""
    return pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(bytes([0, 0, 0, 0, 1, 0, 0, 0])), pa.py_buffer(b"\xff")]
    )


#: Cells that Python has no value for, or no time zone.
UNREADABLE = {
    "the year 10000": pa.array([253402300800000], pa.timestamp("ms")),
    "far beyond": pa.array([2**62], pa.timestamp("us")),
    "a late date": pa.array([10**7], pa.date32()),
    "within a list": pa.array([[2**62]], pa.list_(pa.timestamp("us"))),
    "no such zone": pa.array([1], pa.timestamp("us", "Foo/Bar")),
    "no text": _broken_text(),
    "no text, binary": pa.array([b"\xff"]),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_cell_that_cannot_be_read_stops_nothing_where_it_is_carried_along(read: Reader, name: str) -> None:
    columns = {"country": ["Poland"], "edition": ["2021"], "ep": ["6.50"], "note": UNREADABLE[name]}
    seen = read({"a.parquet": parquet(columns)})
    assert texts(seen.record) == {"ep": "6.50"}
    assert seen.problems == []


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("column", ["country", "edition", "ep", "status"])
def test_a_cell_that_cannot_be_read_is_a_problem_with_its_place(read: Reader, name: str, column: str) -> None:
    columns = {"country": ["Poland"], "edition": ["2021"], "ep": ["6.50"], "status": [None], "cs": ["6.25"]}
    seen = read({"a.parquet": parquet(columns | {column: UNREADABLE[name]})})
    (problem,) = seen.problems
    assert problem.startswith(f"a.parquet:1: {column}: '")
    assert texts(seen.record)["cs"] == "6.25"


def test_only_the_cells_that_cannot_be_read_are_left_out(read: Reader) -> None:
    years = pa.array([2021, None, 2**62], pa.timestamp("us"))
    columns = {
        "country": pa.array([b"Poland", None, b"Latvia"]),
        "edition": ["2021"] * 3,
        "ep": years,
        "n": ["x"] * 3,
    }
    seen = read({"a.parquet": parquet(columns)})
    assert [record.subject for record in seen.records] == ["Poland", None, "Latvia"]
    assert [problem.split(": ")[0] for problem in seen.problems] == ["a.parquet:3", "a.parquet:1"]


def test_binary_columns_are_read_as_text(read: Reader) -> None:
    columns: dict[str, object] = {
        "country": [b"Poland"],
        "edition": [b"2021"],
        "ep": [b"6.50"],
        "note": [b"x"],
    }
    seen = read({"a.parquet": parquet(columns)})
    assert (seen.record.subject, texts(seen.record)) == ("Poland", {"ep": "6.50"})
    assert seen.record.extra == (("note", "x"),)
    assert seen.problems == []


def test_32_bit_floats_have_six_digits_where_they_are_read(read: Reader) -> None:
    mean = pa.array([37 / 28], pa.float32())
    columns = {"country": ["Poland"], "edition": ["2021"], "democracy_score": mean, "other": mean}
    for score in (mean, mean.dictionary_encode()):
        record = read({"a.parquet": parquet(columns | {"democracy_score": score})}).record
        assert texts(record) == {"democracy_score": "1.32143"}
        assert record.extra == (("other", "1.3214285"),)


def test_every_figure_is_reproduced_from_a_32_bit_float() -> None:
    for method in METHODS:
        for lattice in method.lattices:
            for place, row in enumerate(lattice.rows):
                for name, figure in row.figures.items():
                    if figure.exact is None:
                        continue
                    exact = of_single(float(np.float32(float(figure.exact))))
                    assert within((place, place), lattice.span(name, exact)), (method.id, name, exact)
                    assert Decimal(of_single(float(np.float32(figure.text)))) == Decimal(figure.text)


def test_a_file_without_an_edition_or_a_figure(read: Reader) -> None:
    seen = read({"a.parquet": parquet({"country": ["Poland"], "Democracy Percentage": [65.48]})})
    assert seen.problems[0].startswith("a.parquet: no column 'edition' or 'Year'")
    seen = read({"b.parquet": parquet({"country": ["Poland"], "gdp": [65.48]})})
    assert seen.problems == ["b.parquet: no column is a known indicator or figure"]


def test_a_column_close_to_a_known_name_is_noted(read: Reader) -> None:
    seen = read(
        {"a.parquet": parquet({"country": ["Poland"], "edition": ["2021"], "ep": ["1"], "Corruptoin": ["1"]})}
    )
    assert seen.notes == ["a.parquet: Corruptoin: unknown column, carried along; did you mean 'co'?"]


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"country,edition\n", parquet({"country": ["Poland"]})[:-20]]
)
def test_a_damaged_file_is_one_line(read: Reader, content: bytes) -> None:
    (problem,) = read({"a.parquet": content}).problems
    assert problem.startswith("a.parquet: not a Parquet file, or a damaged one: ")
    assert "\n" not in problem


def test_a_missing_extra_is_one_line(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert read({"a.parquet": b"PAR1"}).problems == [
        "a.parquet: Parquet needs an extra: pip install 'nit-rules[frames]'"
    ]
