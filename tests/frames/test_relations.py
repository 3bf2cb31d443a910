"""Relations of DuckDB: what is looked at before they are given back, and what they hold when they are fetched."""

from decimal import Decimal

import duckdb
import pytest

import nit_rules
from nit_rules import frames

METHOD = nit_rules.load_catalog().methodology("nit/2020")
STATUS = "Consolidated Authoritarian Regime"
#: More rows than are looked at before all are.
MANY = 10_100
RIGHT = f"1.25::DOUBLE AS democracy_score, 4.17::DOUBLE AS democracy_percentage, '{STATUS}' AS status"


def ratings(kind: str, **others: str) -> str:
    """Ratings of 1.25, and others in their place, as columns of a type."""
    return ", ".join(f"CAST({others.get(name, '1.25')} AS {kind}) AS {name}" for name in METHOD.indicator)


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def verdicts(relation: duckdb.DuckDBPyRelation) -> list[tuple[object, ...]]:
    names = [name for name in relation.columns if name.endswith("_verdict")]
    return relation.project(", ".join(names)).fetchall()


@pytest.mark.parametrize("odd", ["-9999", "NULL", "1.251", "'NaN'::DOUBLE"])
@pytest.mark.parametrize("kind", ["DOUBLE", "DECIMAL(38, 18)", "DECIMAL(9, 4)"])
def test_one_rating_that_is_not_known_is_found_wherever_it_is(
    connection: duckdb.DuckDBPyConnection, kind: str, odd: str
) -> None:
    if odd.startswith("'NaN'") and kind != "DOUBLE":
        odd = "7.5"
    known, unknown = ratings(kind), ratings(kind, ep=odd)
    rows = f"SELECT {known}, {RIGHT} FROM range({MANY}) UNION ALL SELECT {unknown}, {RIGHT}"  # noqa: S608 - constants of this module
    found = verdicts(frames.audit(connection.sql(rows), METHOD))
    assert found[:-1] == [("reproduced",) * 3] * MANY
    # The status follows from the score, and the score from the percentage.
    assert found[-1] == ("reproduced",) * 3
    alone = f"SELECT {known}, 1.25::DOUBLE AS democracy_score UNION ALL SELECT {unknown}, 1.25::DOUBLE"
    assert verdicts(frames.audit(connection.sql(alone), METHOD)) == [("reproduced",), ("undetermined",)]


@pytest.mark.parametrize("is_missing", [False, True])
def test_of_claims_that_a_table_got_later_nothing_is_said(
    connection: duckdb.DuckDBPyConnection, *, is_missing: bool
) -> None:
    connection.execute(f"CREATE TABLE scores AS SELECT {ratings('DOUBLE')}, {RIGHT} FROM range(2)")  # noqa: S608 - likewise
    if is_missing:
        connection.execute("UPDATE scores SET ndg = NULL WHERE rowid = 0")
    audited = frames.audit(connection.table("scores"), METHOD)
    for later in ("4.166666666666667 AS democracy_percentage", "'consolidated authoritarian' AS status"):
        connection.execute(f"INSERT INTO scores SELECT * REPLACE ({later}, 1.25 AS ndg) FROM scores LIMIT 1")  # noqa: S608 - likewise
    connection.execute(
        "INSERT INTO scores SELECT * REPLACE (1.32 AS democracy_score) FROM scores OFFSET 1 LIMIT 1"
    )
    assert verdicts(audited) == [
        *[("reproduced",) * 3] * 2,
        ("reproduced", None, "reproduced"),
        ("reproduced", "reproduced", None),
        ("contradicted", "reproduced", "reproduced"),
    ]


def test_of_texts_that_a_table_got_later_nothing_is_said(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"CREATE TABLE scores AS SELECT {ratings('DOUBLE')}, '1.25' AS democracy_score")
    audited = frames.audit(connection.table("scores"), METHOD)
    connection.execute("INSERT INTO scores SELECT * REPLACE ('1.250' AS democracy_score) FROM scores")
    assert verdicts(audited) == [("reproduced",), (None,)]
    assert verdicts(frames.audit(connection.table("scores"), METHOD)) == [("reproduced",)] * 2


@pytest.mark.parametrize("kind", ["DOUBLE", "BOOLEAN", "VARCHAR", "DECIMAL(9, 2)"])
def test_what_is_expected_has_its_own_type_where_nothing_is_claimed(
    connection: duckdb.DuckDBPyConnection, kind: str
) -> None:
    rows = f"SELECT {ratings('DOUBLE')}, NULL::{kind} AS democracy_score, 4.17 AS democracy_percentage"
    (row,) = frames.audit(connection.sql(rows), METHOD).to_arrow_table().to_pylist()
    assert (row["democracy_score_expected"], row["democracy_score_verdict"]) == (None, None)
    assert row["democracy_percentage_expected"] == Decimal("4.17")
    relation = frames.audit(connection.sql(rows), METHOD)
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    assert types["democracy_score_expected"] == "DECIMAL(9,2)"
    assert types["democracy_score_verdict"] == "VARCHAR"
