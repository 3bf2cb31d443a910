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
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import pytest
import sqlglot
from attrs import evolve

import nit_rules
from engines import Columns, by_record, scored
from nit_rules.errors import InputError
from nit_rules.model import BandRule, Mean, Methodology, Rescale, Row, Rule
from nit_rules.reports.sql import export_sql
from nit_rules.rounding import Rounding, RoundingMode, decimal_of, half_up
from strategies import made_up

METHODS = nit_rules.load_catalog().methodologies
Rows = list[dict[str, Any]]
Run = Callable[[str, Columns], Rows]

each_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)


def quoted(name: str) -> str:
    return f'"{name}"'


def run_duckdb(query: str, columns: Columns) -> Rows:
    with duckdb.connect() as connection:
        connection.register("scores", pa.table(columns))
        return list(connection.sql(query).to_arrow_table().to_pylist())


def run_sqlite(query: str, columns: Columns) -> Rows:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute(f"CREATE TABLE scores ({', '.join(map(quoted, columns))})")
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
        table = ", ".join(f"{quoted(name)} {kind}" for name, kind in zip(columns, kinds, strict=True))
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


def stepped(mode: str, *steps: str) -> Methodology:
    """A made-up methodology whose percentage is also printed in other steps, rounded in some mode.

    Percentages are multiples of 100/42. One, 23.8095…, is cut off to 23.80 but rounded to 23.81, or to 23.810.
    """
    method = made_up(indicators=3, size=14, mode=mode)
    (percentage,) = (rule for rule in method.rules if isinstance(rule, Rescale))
    others = [
        evolve(
            percentage,
            id=f"other{number}",
            name=f"Other {number}",
            round=Rounding(Decimal(step), RoundingMode(mode)),
        )
        for number, step in enumerate(steps)
    ]
    return evolve(method, rules=(*method.rules, *others))


def labelled(*labels: str) -> Methodology:
    """A made-up methodology with other labels."""
    method = made_up(indicators=2, cuts=tuple(range(1, len(labels))))
    rules = [
        evolve(
            rule,
            bands=tuple(evolve(band, label=label) for band, label in zip(rule.bands, labels, strict=True)),
        )
        if isinstance(rule, BandRule)
        else rule
        for rule in method.rules
    ]
    return evolve(method, rules=tuple(rules))


def renamed(method: Methodology, *ids: str) -> Methodology:
    """A methodology with other ids: of its indicators and then of its figures."""
    new = dict(zip((*method.indicator, *method.rule), ids, strict=True))

    def rule_of(rule: Rule) -> Rule:
        if isinstance(rule, Mean):
            return evolve(rule, id=new[rule.id], of=tuple(new[name] for name in rule.of))
        return evolve(rule, id=new[rule.id], of=new[rule.of])

    indicators = tuple(evolve(one, id=new[one.id]) for one in method.indicators)
    return evolve(method, indicators=indicators, rules=tuple(map(rule_of, method.rules)))


def near_misses(rule: Rule, row: Row) -> list[str]:
    """Claims that a row gives, and some that it may just fail to give."""
    figure = row.figures[rule.id]
    if isinstance(rule, BandRule):
        label = figure.text
        turned = (label.upper(), label.lower(), label.title(), f"({label})*", label.replace(" ", "  - "))
        return [label, *turned, f"and {label} And and", label[1:], f"{label}x", "12", "\u2013", "NA", "free"]
    assert figure.exact is not None
    digits = rule.round.digits
    return [
        figure.text,
        f"{figure.text}{'0' if digits else '.0'}",
        *(
            format(decimal_of(int(value * 10**count), -count), "f")
            for count in range(digits, 10)
            for value in (half_up(figure.exact, count), figure.exact)
        ),
    ]


def near_table(method: Methodology) -> Columns:
    """Every row of the lattice with each near miss of its figures, all ratings known and none."""
    (lattice,) = method.lattices
    rows: dict[tuple[str, ...], None] = {}
    for row in lattice.rows:
        claims = [near_misses(rule, row) for rule in lattice.rules]
        left = row.position
        ratings = []
        for _ in lattice.indicators:
            ratings.append(str(method.scale.printed(min(left, method.scale.size))))
            left -= min(left, method.scale.size)
        for number in range(max(map(len, claims))):
            made = [some[number % len(some)] for some in claims]
            rows[*ratings, *made] = None
            if number % 5 == 0:
                rows[*("" for _ in ratings), *made] = None
    names = (*lattice.indicators, *(rule.id for rule in lattice.rules))
    cells = dict(zip(names, zip(*rows, strict=True), strict=True))
    return {name: pa.array(cells[name], pa.string()) for name in (*method.indicator, *method.rule)}


@cache
def query_of(method: Methodology, dialect: str) -> str:
    """The query, which takes a second to make."""
    return export_sql(method, dialect)


def check(run: Run, method: Methodology, dialect: str) -> None:
    agree(run, method, dialect, made_table(method))


def agree(run: Run, method: Methodology, dialect: str, columns: Columns) -> None:
    judged, computed = by_record(method, columns), scored(method, columns)
    expected = [
        {**{f"{name}_computed": figures[name] for name in method.rule}, **verdicts}
        for figures, verdicts in zip(computed, judged, strict=True)
    ]
    numbered = {**columns, "row_number": pa.array([str(row) for row in range(len(expected))], pa.string())}
    found = sorted(run(query_of(method, dialect), numbered), key=lambda row: int(row["row_number"]))
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
        (statement,) = sqlglot.parse(query_of(METHODS[-1], dialect), dialect=dialect)
        assert isinstance(statement, sqlglot.exp.Select)

    @pytest.mark.parametrize("dialect", ["postgres", "sqlite"])
    def test_engines_that_repeat_what_a_step_says_keep_some(self, dialect: str) -> None:
        # PostgreSQL took nine seconds to plan the query else.
        assert query_of(METHODS[-1], dialect).count(" AS MATERIALIZED (") == 2
        assert "MATERIALIZED" not in query_of(METHODS[-1], "duckdb")

    @pytest.mark.parametrize("dialect", ["duckdb", "postgres", "bigquery", "oracle", "tsql", "clickhouse"])
    def test_its_head_names_the_rules_and_the_columns_that_it_needs(self, dialect: str) -> None:
        method = METHODS[-1]
        first, second, *_ = query_of(method, dialect).splitlines()
        assert first.startswith(f"/* {method.id} {method.digest}".rstrip())
        assert second.endswith(f": {', '.join((*method.indicator, *method.rule))} */")

    def test_binary_tails_and_longer_claims_count_as_what_they_round_to(self) -> None:
        method = METHODS[-1]
        (lattice,) = method.lattices
        names = [rule.id for rule in lattice.rules if not isinstance(rule, BandRule)]
        exact = {name: [float(row.figures[name].exact or 0) for row in lattice.rows] for name in names}
        for digits in (3, 8, 17):
            columns = {name: as_column([None] * len(lattice.rows)) for name in (*method.indicator, "status")}
            columns |= {name: as_column([round(value, digits) for value in exact[name]]) for name in names}
            verdicts = [
                row[f"{name}_verdict"]
                for row in run_duckdb(query_of(method, "duckdb"), columns)
                for name in names
            ]
            assert set(verdicts) == {"reproduced"}

    @pytest.mark.parametrize("digits", [10, 11, 12])
    def test_claims_of_many_digits_are_told_apart(self, digits: int) -> None:
        method = METHODS[-1]
        (lattice,) = method.lattices
        exact = [row.figures[lattice.id].exact or Fraction(0) for row in lattice.rows]
        claims = [
            format(decimal_of(int(half_up(value, digits) * 10**digits) + off, -digits), "f")
            for value in exact
            for off in (-1, 0, 1)
        ]
        columns: Columns = {
            name: as_column([None] * len(claims)) for name in (*method.indicator, *method.rule)
        }
        agree(run_duckdb, method, "duckdb", {**columns, lattice.id: pa.array(claims, pa.string())})

    def test_cells_of_text_are_read_as_numbers(self) -> None:
        method = METHODS[-1]
        cells = dict.fromkeys(method.indicator, "1.25") | {
            "democracy_score": "1.250",
            "democracy_percentage": "n/a",
        }
        cells |= {"democracy_percentage_rounded": "abc", "status": "CONSOLIDATED AUTHORITARIAN REGIMES"}
        (row,) = run_duckdb(
            query_of(method, "duckdb"), {name: pa.array([text]) for name, text in cells.items()}
        )
        assert row["democracy_score_verdict"] == "reproduced"
        assert row["democracy_percentage_verdict"] is None
        assert row["democracy_percentage_rounded_verdict"] is None

    @pytest.mark.parametrize("label", ["", "n/a", "NA", "Not rated", "NF", "Not Free"])
    def test_what_is_no_label_of_this_index_is_no_claim(self, label: str) -> None:
        cells = {name: pa.array([""]) for name in (*METHODS[-1].indicator, *METHODS[-1].rule)}
        (row,) = run_duckdb(query_of(METHODS[-1], "duckdb"), cells | {"status": pa.array([label])})
        assert row["status_verdict"] is None

    def test_reads_the_table_it_is_told_to(self) -> None:
        assert "FROM panel.ratings_2024" in export_sql(METHODS[-1], "postgres", "panel.ratings_2024")

    @pytest.mark.parametrize("dialect", ["klingon", "prql", "dax", "tableau", ""])
    def test_what_is_no_dialect_is_refused_with_those_known(self, dialect: str) -> None:
        with pytest.raises(InputError, match=rf"--dialect: '{dialect}' is not one of athena, bigquery,"):
            export_sql(METHODS[-1], dialect)


STEPS = ("0.01", "0.05", "0.25", "2")
ODD_LABELS = [
    ("Consolidated Democracy (full)", "People's + Democracy", "Free|Fair", '50% \\ "free"'),
    ("Élan\u2013vital", "Straße & Weg", "ΣΟΦΟΣ", "Демократія"),
    ("and So", "Rock and and Roll", "x-and-y", "line\nbreak\ttab"),
]
RUNS = [(run_duckdb, "duckdb"), (run_sqlite, "sqlite")]

each_run = pytest.mark.parametrize(("run", "dialect"), RUNS, ids=[dialect for _, dialect in RUNS])


TEXTS = [
    "1.25", " 1.25 ", "+1.25", "1.250", "-1.25", "1.", ".5", "1,25", "1.25*", "1.25 (revised)", "abc", "-", ".", "+.",
    "NaN", "inf", "1e0", "1_0", "0x1", "1.2.5", "--1", "", "n/a",
]  # fmt: skip
WORDS = ["Consolidated Authoritarian Regime", "#REF!", "=A1", "#N/A", "Hybrid", "3"]


def of_text() -> Columns:
    """Each text as a rating, as a score and as a whole percentage, and words as labels, in rows of their own."""
    figures = METHODS[-1].lattices[0].rows[7].figures
    right = dict.fromkeys(METHODS[-1].indicator, "1.25") | {name: one.text for name, one in figures.items()}
    odd = [(name, text) for name in ("ep", "democracy_score", "democracy_percentage") for text in TEXTS]
    odd += [("status", word) for word in WORDS]
    made = [right | {name: text} for name, text in odd]
    return {name: pa.array([row[name] for row in made]) for name in right}


class TestCellsOfText:
    @each_run
    def test_only_what_prints_a_number_is_one(self, run: Run, dialect: str) -> None:
        agree(run, METHODS[-1], dialect, of_text())

    def test_postgresql_reads_them_too(self, run_postgres: Run) -> None:
        agree(run_postgres, METHODS[-1], "postgres", of_text())


class TestMadeUpMethodologies:
    @pytest.mark.parametrize("mode", [RoundingMode.HALF_UP, RoundingMode.DOWN, RoundingMode.CEILING])
    def test_near_misses_are_told_apart_however_figures_are_rounded(self, mode: RoundingMode) -> None:
        method = stepped(mode, *STEPS)
        agree(run_duckdb, method, "duckdb", near_table(method))

    @pytest.mark.parametrize("step", STEPS)
    def test_near_misses_are_told_apart_by_sqlite(self, step: str) -> None:
        method = stepped("down", step)
        agree(run_sqlite, method, "sqlite", near_table(method))

    @each_run
    def test_exact_values_are_rounded_once(self, run: Run, dialect: str) -> None:
        # 5/13 is 0.384615384 | 6…: to eight digits 0.38461538, but not where it is rounded to nine before.
        method = made_up(indicators=13, size=1, step="1")
        agree(run, method, dialect, near_table(method))

    @each_run
    @pytest.mark.parametrize("labels", ODD_LABELS, ids=["marks", "letters", "words"])
    def test_labels_may_hold_whatever_labels_hold(
        self, labels: tuple[str, ...], run: Run, dialect: str
    ) -> None:
        method = labelled(*labels)
        agree(run, method, dialect, near_table(method))

    @pytest.mark.parametrize("labels", ODD_LABELS[:2], ids=["marks", "letters"])
    def test_postgresql_reads_such_labels(self, labels: tuple[str, ...], run_postgres: Run) -> None:
        method = labelled(*labels)
        columns = near_table(method)
        # Backslashes are the marks of what `COPY` reads.
        spelt = [label.replace("\\", "") for label in columns["status"].to_pylist()]
        agree(run_postgres, method, "postgres", {**columns, "status": pa.array(spelt, pa.string())})


def reserved() -> list[str]:
    """The words that DuckDB keeps for itself."""
    with duckdb.connect() as connection:
        words = connection.sql(
            "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
        ).fetchall()
    return sorted(word for (word,) in words if word.isidentifier() and word[0] != "_")


WORDS = reserved()
SMALL = made_up(indicators=2, size=4)


def some_rows(columns: Columns) -> Columns:
    """A few rows of every kind, where what they are called is what matters."""
    return {name: column[::11] for name, column in columns.items()}


class TestIds:
    def test_words_of_sql_are_ids_as_any(self, run_postgres: Run) -> None:
        assert len(WORDS) > 60
        engines = (*RUNS, (run_postgres, "postgres"))
        for part, (run, dialect) in enumerate(engines):
            # Queries of so many columns take engines long: each word is an id in one of them.
            words = WORDS[part :: len(engines)]
            method = renamed(made_up(indicators=len(words) - 3, size=1), *words)
            agree(run, method, dialect, some_rows(made_table(method)))

    def test_no_id_is_mixed_up_with_what_the_query_names_itself(self) -> None:
        method = stepped("half-up", "0.01", "0.1", "1")
        for ids in (
            "place given nit_key score score_exact score_printed score_cut score_given judged",
            "rating rated low0 x x_alive x_free x_left x_from x_alive_from",
        ):
            other = renamed(method, *ids.split())
            agree(run_duckdb, other, "duckdb", some_rows(made_table(other)))

    def test_a_column_to_be_added_that_is_there_already_is_named(self) -> None:
        method = renamed(made_up(indicators=1), "x_computed", "x", "percentage", "x_verdict")
        with pytest.raises(InputError) as error:
            export_sql(method)
        assert [problem.at for problem in error.value.problems] == ["x_computed", "x_verdict"]
        assert "is an id of made/up@1.0.0" in str(error.value)

    def test_columns_are_quoted_as_the_dialect_reads_them_without(self) -> None:
        assert 'rated."I0"' in export_sql(SMALL, "snowflake")
        assert "rated.`i0`" in export_sql(SMALL, "bigquery")

    @pytest.mark.parametrize("table", ["", "given", "'", "status_rows"])
    def test_a_table_that_cannot_be_called_so_is_refused(self, table: str) -> None:
        with pytest.raises(InputError, match="--table: "):
            export_sql(SMALL, "duckdb", table)

    def test_a_table_is_named_in_the_dialect(self) -> None:
        assert 'FROM "select" AS rated' in export_sql(SMALL, "duckdb", "select")
        assert "FROM `my-project`.`select`" in export_sql(SMALL, "bigquery", "`my-project`.`select`")

    def test_more_digits_than_are_compared_are_refused(self) -> None:
        with pytest.raises(InputError, match="score: has 13 digits after the point; SQL compares 12"):
            export_sql(made_up(digits=13))
