"""The frame path on a real local Spark: the same verdicts as record by record."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

import nit_rules
from engines import by_record, every_row, scored, table
from nit_rules import frames
from nit_rules.errors import InputError
from nit_rules.model import Methodology

METHODS = nit_rules.load_catalog().methodologies

pytestmark = [
    pytest.mark.spark,
    # PySpark says that it has not caught up with pandas 3, which is only beside it here.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
each_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").appName("nit-rules")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.memory": "1g",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.showConsoleProgress": "false",
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def collected(frame: Any) -> list[dict[str, Any]]:
    return sorted((row.asDict() for row in frame.collect()), key=lambda row: int(row["row"]))


@each_method
def test_every_row_of_every_lattice_scores_and_audits_as_by_record(spark: Any, method: Methodology) -> None:
    for lattice in method.lattices:
        columns = every_row(lattice, "float")
        ratings = {
            name: columns.get(name, pa.nulls(len(lattice.rows), pa.float64())) for name in method.indicator
        }
        found = collected(frames.score(spark.createDataFrame(table(ratings)), method))
        assert [{name: row[name] for name in method.rule} for row in found] == scored(method, ratings)
        for rule in lattice.rules:
            shifted = columns[rule.id].to_pylist()
            columns[rule.id] = pa.array([*shifted[1:], None], columns[rule.id].type)
        expected = by_record(method, columns)
        found = collected(frames.audit(spark.createDataFrame(table(columns)), method))
        assert [{name: row[name] for name in expected[0]} for row in found] == expected


def test_what_stands_in_cells_is_read_as_by_record(spark: Any) -> None:
    method = METHODS[-1]
    columns = dict.fromkeys(method.indicator, pa.array(["1.25", " 1.250", "+1.25", "abc", None, "1.30"]))
    columns |= {
        "co": pa.array([1.25, float("nan"), None, 7.0, 7.25, float("inf")]),
        "democracy_score": pa.array([1.25, 1.3214285714285714, float("nan"), 3.0, -1.0, 1e300]),
        "democracy_percentage": pa.array(["4.17", "4.1667", "n/a", "NaN", "1,5", "4.2"]),
        "democracy_percentage_rounded": pa.array([4, 5, None, 101, -1, 0]),
        "status": pa.array(["consolidated authoritarian regimes", "Free", "", "-", "Red", None]),
    }
    expected = by_record(method, columns)
    found = collected(frames.audit(spark.createDataFrame(table(columns)), method))
    assert [{name: row[name] for name in expected[0]} for row in found] == expected


@pytest.mark.parametrize(("precision", "scale"), [(9, 2), (38, 18)])
def test_decimals_are_read_as_by_record(spark: Any, precision: int, scale: int) -> None:
    method = METHODS[-1]
    kind, unit = pa.decimal128(precision, scale), Decimal((0, (1,), -scale))
    odd = [Decimal(text) for text in ("1.32", "0", "-1.25", "7", "5", "1.25")] + [
        Decimal("1.25") + unit,
        unit,
        None,
    ]
    ratings = {name: pa.array([Decimal("1.25")] * len(odd), kind) for name in method.indicator}
    columns = ratings | {
        "co": pa.array([Decimal("1.75"), *odd[1:]], kind),
        "democracy_score": pa.array(odd, kind),
        "democracy_percentage": pa.array([*odd[1:], Decimal("5.36")], kind),
    }
    expected = by_record(method, columns)
    found = collected(frames.audit(spark.createDataFrame(table(columns)), method))
    assert [{name: row[name] for name in expected[0]} for row in found] == expected
    assert [row["co"] for row in found] == columns["co"].to_pylist()
    found = collected(frames.score(spark.createDataFrame(table(ratings | {"co": columns["co"]})), method))
    assert [{name: row[name] for name in method.rule} for row in found] == scored(method, columns)


def test_a_missing_column_is_named(spark: Any) -> None:
    frame = spark.createDataFrame(
        table({name: pa.array([1.25]) for name in METHODS[-1].indicator if name != "ep"})
    )
    with pytest.raises(InputError, match=r"^ep: there is no such column"):
        frames.score(frame, METHODS[-1])
