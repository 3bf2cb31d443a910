"""Parquet files."""

import sys
from decimal import Decimal
from io import BytesIO

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # as above
import pytest

from readers import Reader, texts


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
