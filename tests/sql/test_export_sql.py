"""The exported SELECT gives the verdicts of the record path, wherever it runs."""

import csv
import io
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
import sqlglot

import nit_rules
from engines import Columns, by_record, scored
from nit_rules.errors import InputError
from nit_rules.model import BandRule, Methodology
from nit_rules.reports.sql import export_sql

METHODS = nit_rules.load_catalog().methodologies
Rows = list[dict[str, Any]]
Run = Callable[[str, Columns], Rows]

each_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)


def run_duckdb(query: str, columns: Columns) -> Rows:
    with duckdb.connect() as connection:
        connection.register("scores", pa.table(columns))
        return list(connection.sql(query).to_arrow_table().to_pylist())


def run_sqlite(query: str, columns: Columns) -> Rows:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute(f"CREATE TABLE scores ({', '.join(columns)})")
    cells = [
        [float(cell) if isinstance(cell, Decimal) else cell for cell in c.to_pylist()]
        for c in columns.values()
    ]
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT INTO scores VALUES ({marks})"  # noqa: S608 - question marks
    connection.executemany(insert, list(zip(*cells, strict=True)))
    found = [dict(row) for row in connection.execute(query)]
    connection.close()
    return found


@pytest.fixture(scope="module")
def run_postgres() -> Iterator[Run]:
    """A PostgreSQL of its own, in a folder of its own, without a network port."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not homes:
        assert os.environ.get("CI") != "true", "install PostgreSQL: its server is missing"
        pytest.skip("needs the server of PostgreSQL, which is not installed")
    home = homes[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="nit-postgres-"))
    # The server refuses to run as root.
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if other:
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)

    def call(*command: str, text: str = "") -> str:
        done = subprocess.run(
            [*other, *command], input=text, capture_output=True, text=True, cwd="/", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(query: str, columns: Columns) -> Rows:
        numbers = pa.types.is_floating, pa.types.is_decimal
        kinds = ["numeric" if any(is_(c.type) for is_ in numbers) else "text" for c in columns.values()]
        table = ", ".join(f"{name} {kind}" for name, kind in zip(columns, kinds, strict=True))
        cells = zip(*(c.to_pylist() for c in columns.values()), strict=True)
        lines = "\n".join("\t".join("\\N" if cell is None else str(cell) for cell in row) for row in cells)
        script = f"CREATE TEMP TABLE scores ({table});\nCOPY scores FROM STDIN;\n{lines}\n\\.\n{query};\n"
        text = call(
            str(home / "psql"),
            "-qX",
            "-v",
            "ON_ERROR_STOP=1",
            "--csv",
            "-h",
            str(folder),
            "postgres",
            text=script,
        )
        return list(csv.DictReader(io.StringIO(text)))

    data = folder / "data"
    call(str(home / "initdb"), "-D", str(data), "-A", "trust", "-N", "--no-instructions")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    call(str(home / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    yield run
    call(str(home / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def made_table(method: Methodology) -> Columns:
    """Rows of every kind: every lattice row with its figures, then with cells missing, off the grid or exchanged."""
    random = Random(20)  # noqa: S311 - the same rows in every run
    size = method.scale.size
    columns: dict[str, list[Any]] = {name: [] for name in (*method.indicator, *method.rule)}
    for spoilt in (0.0, 0.15, 0.6):
        for lattice in method.lattices:
            for row in lattice.rows:
                positions = {}
                for one in method.lattices:
                    left = min(row.position, one.everything[1])
                    for name in one.indicators:
                        positions[name] = min(size, left)
                        left -= positions[name]
                    figures = one.rows[sum(positions[name] for name in one.indicators)].figures
                    other = one.rows[random.randrange(len(one.rows))].figures
                    for rule in one.rules:
                        chosen = other if random.random() < spoilt / 3 else figures
                        absent = random.random() < spoilt / 3
                        columns[rule.id].append(None if absent else chosen[rule.id].printed)
                for name, position in positions.items():
                    value = method.scale.printed(position)
                    lucky = random.random()
                    columns[name].append(
                        None if lucky < spoilt / 2 else Decimal("1.30") if lucky < spoilt / 1.8 else value
                    )
    return {name: as_column(values) for name, values in columns.items()}


def as_column(values: list[Any]) -> pa.Array:
    if any(isinstance(value, str) for value in values):
        return pa.array(values, pa.string())
    return pa.array([None if value is None else float(value) for value in values], pa.float64())


def plain(value: object) -> object:
    """A figure without the zeros at its end, which not every engine keeps; labels and verdicts as they are."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value)).normalize()
    except ArithmeticError:
        return value


def check(run: Run, method: Methodology, dialect: str) -> None:
    columns = made_table(method)
    judged, computed = by_record(method, columns), scored(method, columns)
    expected = [
        {**{f"{name}_computed": figures[name] for name in method.rule}, **verdicts}
        for figures, verdicts in zip(computed, judged, strict=True)
    ]
    numbered = {**columns, "row_number": pa.array([str(row) for row in range(len(expected))], pa.string())}
    found = sorted(run(export_sql(method, dialect), numbered), key=lambda row: int(row["row_number"]))
    assert len(found) == len(expected)
    for row, wanted in zip(found, expected, strict=True):
        assert {name: plain(row[name]) for name in wanted} == {
            name: plain(value) for name, value in wanted.items()
        }


class TestOneSelect:
    @each_method
    def test_duckdb_agrees_with_the_record_path(self, method: Methodology) -> None:
        check(run_duckdb, method, "duckdb")

    @each_method
    def test_sqlite_agrees_with_the_record_path(self, method: Methodology) -> None:
        check(run_sqlite, method, "sqlite")

    @each_method
    def test_postgresql_agrees_with_the_record_path(self, method: Methodology, run_postgres: Run) -> None:
        check(run_postgres, method, "postgres")

    @pytest.mark.parametrize(
        "dialect", ["duckdb", "spark", "postgres", "bigquery", "sqlite", "snowflake", "mysql"]
    )
    def test_is_one_statement_that_its_dialect_can_parse(self, dialect: str) -> None:
        (statement,) = sqlglot.parse(export_sql(METHODS[-1], dialect), dialect=dialect)
        assert isinstance(statement, sqlglot.exp.Select)

    def test_binary_tails_and_longer_claims_count_as_what_they_round_to(self) -> None:
        method = METHODS[-1]
        (lattice,) = method.lattices
        names = [rule.id for rule in lattice.rules if not isinstance(rule, BandRule)]
        exact = {name: [float(row.figures[name].exact or 0) for row in lattice.rows] for name in names}
        for digits in (3, 4, 8, 17):
            columns = {name: as_column([None] * len(lattice.rows)) for name in (*method.indicator, "status")}
            columns |= {name: as_column([round(value, digits) for value in exact[name]]) for name in names}
            verdicts = [
                row[f"{name}_verdict"] for row in run_duckdb(export_sql(method), columns) for name in names
            ]
            assert set(verdicts) == {"reproduced"}

    def test_cells_of_text_are_read_as_numbers(self) -> None:
        method = METHODS[-1]
        cells = dict.fromkeys(method.indicator, "1.25") | {
            "democracy_score": "1.250",
            "democracy_percentage": "n/a",
        }
        cells |= {"democracy_percentage_rounded": "abc", "status": "CONSOLIDATED AUTHORITARIAN REGIMES"}
        (row,) = run_duckdb(export_sql(method), {name: pa.array([text]) for name, text in cells.items()})
        assert row["democracy_score_verdict"] == "reproduced"
        assert row["democracy_percentage_verdict"] is None
        assert row["democracy_percentage_rounded_verdict"] is None

    @pytest.mark.parametrize("label", ["", "n/a", "NA", "Not rated", "NF", "Not Free"])
    def test_what_is_no_label_of_this_index_is_no_claim(self, label: str) -> None:
        cells = {name: pa.array([""]) for name in (*METHODS[-1].indicator, *METHODS[-1].rule)}
        (row,) = run_duckdb(export_sql(METHODS[-1]), cells | {"status": pa.array([label])})
        assert row["status_verdict"] is None

    def test_reads_the_table_it_is_told_to(self) -> None:
        assert "FROM panel.ratings_2024" in export_sql(METHODS[-1], "postgres", "panel.ratings_2024")

    def test_an_unknown_dialect_is_refused_with_those_known(self) -> None:
        with pytest.raises(InputError, match=r"--dialect: 'klingon' is not one of athena, bigquery,"):
            export_sql(METHODS[-1], "klingon")
