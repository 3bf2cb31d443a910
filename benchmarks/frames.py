"""Whole tables: `nit_rules.frames` against queries written by hand for the same work, engine by engine.

The queries by hand check range, grid and nulls, round halves up in integers, and give every claim an expectation and
a verdict; unlike the library they know one methodology, and take claims only as the numbers that the rule prints.
Where a rating is missing, those for Polars and pandas leave the row alone; the one in SQL judges it, by what the other
ratings and the other claims allow, and is shown to give what the library gives. Figures come out as floats where that
is what one would write by hand (Polars, pandas), and in SQL as exact decimals, as the library gives them everywhere.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from polars.testing import assert_frame_equal

import nit_rules
from benchmarks.records import BANDS, LOWEST
from benchmarks.timing import Line, best, in_turns, readable, show
from nit_rules import frames

METHOD = nit_rules.load_catalog().methodology("nit/2020")
IDS = list(METHOD.indicator)
NUMBERS = ("democracy_score", "democracy_percentage", "democracy_percentage_rounded")


def panel(rows: int, seed: int = 7) -> pl.DataFrame:
    """Ratings, one in a hundred missing, with claims of which one in a hundred is another figure."""
    random = np.random.default_rng(seed)
    ratings = {name: random.integers(4, 29, rows) / 4 for name in IDS}
    frame = frames.score(pl.DataFrame(ratings), METHOD)
    wrong = pl.Series(random.random(rows) < 0.01)
    shifted = [
        pl.when(wrong).then(pl.col(name).shift(1)).otherwise(pl.col(name)).alias(name) for name in METHOD.rule
    ]
    numbers = [pl.col(name).cast(pl.Float64) for name in NUMBERS]
    holes = [pl.when(pl.Series(random.random(rows) > 0.0015)).then(pl.col(name)).alias(name) for name in IDS]
    return frame.with_columns(shifted).with_columns(*numbers, *holes)


def polars_sums() -> pl.Expr:
    cells = [pl.col(name) for name in IDS]
    valid = [cell.is_between(1, 7) & (cell * 4 == (cell * 4).floor()) for cell in cells]
    return pl.when(pl.all_horizontal(valid)).then((pl.sum_horizontal(cells) * 4).cast(pl.Int64) - 28)


def polars_figures(n: pl.Expr) -> dict[str, pl.Expr]:
    status = pl.lit(LOWEST)
    for bound, label in reversed(BANDS):
        status = pl.when(n > (bound - 1) * 28).then(pl.lit(label)).otherwise(status)
    return {
        # Polars divides by a constant inexactly, by a column exactly.
        "democracy_score": ((n + 28) * 200 + 28) // 56 / (n * 0 + 100),
        "democracy_percentage": (n * 20000 + 168) // 336 / (n * 0 + 100),
        "democracy_percentage_rounded": ((n * 200 + 168) // 336).cast(pl.Float64),
        "status": pl.when(n.is_not_null()).then(status),
    }


def polars_score(frame: pl.LazyFrame) -> pl.LazyFrame:
    made = frame.with_columns(n=polars_sums())
    return made.with_columns(**polars_figures(pl.col("n"))).drop("n")


def polars_audit(frame: pl.LazyFrame) -> pl.LazyFrame:
    made = frame.with_columns(n=polars_sums())
    expected = {f"{name}_expected": value for name, value in polars_figures(pl.col("n")).items()}
    made = made.with_columns(**expected)
    for name in METHOD.rule:
        claim, right = pl.col(name), pl.col(f"{name}_expected")
        verdict = (
            pl.when(claim == right).then(pl.lit("reproduced")).when(right.is_not_null() & claim.is_not_null())
        )
        made = made.with_columns(verdict.then(pl.lit("contradicted")).alias(f"{name}_verdict"))
    return made.drop("n")


def pandas_figures(frame: Any) -> dict[str, Any]:
    ratings = frame[IDS]
    valid = (ratings.ge(1) & ratings.le(7) & (ratings * 4 % 1 == 0)).all(axis=1)
    n = (ratings.sum(axis=1) * 4 - 28).where(valid)
    status = np.select([n > (bound - 1) * 28 for bound, _ in BANDS], [label for _, label in BANDS], LOWEST)
    return {
        "democracy_score": ((n + 28) * 200 + 28) // 56 / 100,
        "democracy_percentage": (n * 20000 + 168) // 336 / 100,
        "democracy_percentage_rounded": (n * 200 + 168) // 336,
        "status": pd.Series(status, index=frame.index).where(n.notna()),
    }


def pandas_score(frame: Any) -> Any:
    return frame.assign(**pandas_figures(frame))


def pandas_audit(frame: Any) -> Any:
    added = {}
    for name, right in pandas_figures(frame).items():
        claim = frame[name]
        known = claim.notna() & right.notna()
        verdict = np.select([known & (claim == right), known], ["reproduced", "contradicted"], "")
        added |= {
            f"{name}_expected": right,
            f"{name}_verdict": pd.Series(verdict, index=frame.index).where(known),
        }
    return frame.assign(**added)


_VALID = " AND ".join(f"{name} BETWEEN 1 AND 7 AND {name} * 4 = floor({name} * 4)" for name in IDS)
_SUMS = f"SELECT *, CASE WHEN {_VALID} THEN CAST(({' + '.join(IDS)}) * 4 AS BIGINT) - 28 END AS n FROM panel"  # noqa: S608 - made of constants of this module
_STATUS = " ".join(f"WHEN n > {(bound - 1) * 28} THEN '{label}'" for bound, label in BANDS)
_FIGURES = {
    "democracy_score": "CAST(((n + 28) * 200 + 28) // 56 AS DECIMAL(9, 0)) * 0.01",
    "democracy_percentage": "CAST((n * 20000 + 168) // 336 AS DECIMAL(9, 0)) * 0.01",
    "democracy_percentage_rounded": "CAST((n * 200 + 168) // 336 AS DECIMAL(9, 0))",
    "status": f"CASE {_STATUS} WHEN n IS NOT NULL THEN '{LOWEST}' END",
}
SCORE_SQL = f"SELECT * EXCLUDE n, {', '.join(f'{v} AS {k}' for k, v in _FIGURES.items())} FROM ({_SUMS})"  # noqa: S608 - made of constants of this module
_EXPECTED = ", ".join(f"{value} AS {name}_expected" for name, value in _FIGURES.items())
_VERDICTS = ", ".join(
    f"CASE WHEN {name} = {name}_expected THEN 'reproduced' WHEN {name} <> {name}_expected THEN 'contradicted' END "
    f"AS {name}_verdict"
    for name in _FIGURES
)
AUDIT_SQL = f"SELECT * EXCLUDE n, {_VERDICTS} FROM (SELECT *, {_EXPECTED} FROM ({_SUMS}))"  # noqa: S608 - made of constants of this module


def _each(template: str, between: str = ", ") -> str:
    """A template for each figure, `f` by name and `i` by number."""
    return between.join(template.format(f=figure, i=number) for number, figure in enumerate(_FIGURES))


def _others(column: str, number: int) -> str:
    return ", ".join(f"{column}{other}" for other in range(len(_FIGURES)) if other != number)


_KNOWN = "CASE WHEN {0} BETWEEN 1 AND 7 AND {0} * 4 = floor({0} * 4) THEN {0} * 4 - 4 ELSE {1} END"
_COLUMNS = f"{', '.join(IDS)}, {_each('{f}, {f}_expected, {f}_verdict')}"
_LATTICE = (
    f"SELECT n, {', '.join(f'{value} AS {name}' for name, value in _FIGURES.items())} FROM range(169) AS _(n)"  # noqa: S608 - made of constants of this module
)
_SETTLED = ", ".join(
    f"greatest(lowest, {_others('low', i)}) >= low{i} AND least(highest, {_others('high', i)}) <= high{i} AS settled{i}"
    for i in range(len(_FIGURES))
)
_TOLD = "if(s.{f} IS NOT NULL AND (wrong{i} OR settled{i}) AND a.{f} = b.{f}, a.{f}, NULL) AS {f}_expected"
_JUDGED = (
    "CASE WHEN s.{f} IS NULL THEN NULL WHEN dead{i} THEN 'contradicted' WHEN wrong{i} THEN 'conflicting' "
    "WHEN settled{i} THEN 'reproduced' ELSE 'undetermined' END AS {f}_verdict"
)
#: Of rows without a rating, what is known of the ratings is a span of the lattice, and so is each claim; spans that do
#: not meet exclude each other.
JUDGED_SQL = f"""
WITH lattice AS ({_LATTICE}), sums AS MATERIALIZED ({_SUMS}),
  {_each("span{i} AS (SELECT {f} AS value, min(n) AS low, max(n) AS high FROM lattice GROUP BY {f})")},
  partial AS (
    SELECT *, {" + ".join(_KNOWN.format(name, 0) for name in IDS)} AS lowest,
      {" + ".join(_KNOWN.format(name, 24) for name in IDS)} AS highest FROM sums WHERE n IS NULL),
  claimed AS (
    SELECT partial.*, {_each("if({f} IS NULL, 0, coalesce(span{i}.low, 169)) AS low{i}")},
      {_each("if({f} IS NULL, 168, coalesce(span{i}.high, -1)) AS high{i}")}
    FROM partial {_each("LEFT JOIN span{i} ON {f} = span{i}.value", " ")}),
  dead AS (SELECT *, {_each("low{i} > high{i} OR low{i} > highest OR lowest > high{i} AS dead{i}")} FROM claimed),
  met AS (
    SELECT *, greatest(lowest, {_each("if(dead{i}, 0, low{i})")}) AS latest,
      least(highest, {_each("if(dead{i}, 168, high{i})")}) AS soonest FROM dead),
  wrong AS (SELECT *, {_each("dead{i} OR low{i} > soonest OR latest > high{i} AS wrong{i}")} FROM met),
  free AS (
    SELECT * REPLACE ({_each("if(wrong{i}, 0, low{i}) AS low{i}, if(wrong{i}, 168, high{i}) AS high{i}")}) FROM wrong),
  settled AS (
    SELECT *, greatest(lowest, {_each("low{i}")}) AS first, least(highest, {_each("high{i}")}) AS last, {_SETTLED}
    FROM free)
SELECT {_COLUMNS} FROM (SELECT *, {_VERDICTS} FROM (SELECT *, {_EXPECTED} FROM sums WHERE n IS NOT NULL))
UNION ALL SELECT {_COLUMNS} FROM (
  SELECT s.*, {_each(_TOLD)}, {_each(_JUDGED)}
  FROM settled AS s LEFT JOIN lattice AS a ON first = a.n LEFT JOIN lattice AS b ON last = b.n)
"""  # noqa: S608 - made of constants of this module

Work = Callable[[], object]


def engines(claims: pl.DataFrame, audit_sql: str) -> dict[str, tuple[Work, Work, Work, Work]]:
    """For each engine: scored by hand and by the library, audited by hand (in SQL by that query) and by the library."""
    ratings = claims.select(IDS)
    as_pandas = ratings.to_pandas(), claims.to_pandas()
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    for name, frame in (("ratings", ratings), ("claims", claims)):
        connection.register("arrow", frame.to_arrow())
        connection.table("arrow").create(name)

    def query(sql: str, table: str) -> Work:
        return lambda: connection.sql(sql.replace("panel", table)).to_arrow_table()

    return {
        "Polars": (
            lambda: polars_score(ratings.lazy()).collect(),
            lambda: frames.score(ratings, METHOD),
            lambda: polars_audit(claims.lazy()).collect(),
            lambda: frames.audit(claims, METHOD),
        ),
        "Polars, lazy": (
            lambda: polars_score(ratings.lazy()).collect(engine="in-memory"),
            lambda: frames.score(ratings.lazy(), METHOD).collect(engine="in-memory"),
            lambda: polars_audit(claims.lazy()).collect(engine="in-memory"),
            lambda: frames.audit(claims.lazy(), METHOD).collect(engine="in-memory"),
        ),
        "Polars, lazy and streaming": (
            lambda: polars_score(ratings.lazy()).collect(engine="streaming"),
            lambda: frames.score(ratings.lazy(), METHOD).collect(engine="streaming"),
            lambda: polars_audit(claims.lazy()).collect(engine="streaming"),
            lambda: frames.audit(claims.lazy(), METHOD).collect(engine="streaming"),
        ),
        "pandas": (
            lambda: pandas_score(as_pandas[0]),
            lambda: frames.score(as_pandas[0], METHOD),
            lambda: pandas_audit(as_pandas[1]),
            lambda: frames.audit(as_pandas[1], METHOD),
        ),
        "DuckDB": (
            query(SCORE_SQL, "ratings"),
            lambda: frames.score(connection.table("ratings"), METHOD).to_arrow_table(),
            query(audit_sql, "claims"),
            lambda: frames.audit(connection.table("claims"), METHOD).to_arrow_table(),
        ),
    }


def agree(claims: pl.DataFrame) -> None:
    """Raises `AssertionError` where the query that judges rows without a rating says anything else than the library."""
    _, _, by_hand, library = engines(claims, JUDGED_SQL)["DuckDB"]
    columns = [name.strip() for name in _COLUMNS.split(",")]
    one, other = (
        pl.DataFrame(work())
        .select(columns)
        .with_columns(pl.selectors.decimal().cast(pl.Float64))
        .sort(columns)
        for work in (by_hand, library)
    )
    assert_frame_equal(one, other)


def compared(rows: int = 1_000_000) -> None:
    """The library against queries by hand, where all ratings are known and where some are missing."""
    some = panel(rows)
    agree(some.head(20_000))
    known = some.with_columns(pl.col(name).fill_null(strategy="forward").fill_null(1) for name in IDS)
    by_engine = zip(engines(known, AUDIT_SQL).items(), engines(some, JUDGED_SQL).values(), strict=True)
    lines = []
    for (engine, (hand_score, score, hand_audit, audit)), (_, _, hand_some, audit_some) in by_engine:
        for what, by_hand, work, at_most in (
            ("score", hand_score, score, 1.2),
            ("audit of four claims, all ratings known", hand_audit, audit, 1.5),
            ("audit of four claims, some ratings missing", hand_some, audit_some, 1.5),
        ):
            seconds, ours = in_turns(by_hand, work, seconds=6)
            lines += [
                Line(f"{engine}: {what}, by hand", seconds),
                Line("… by the library", ours, seconds, at_most),
            ]
    show(f"{rows:,} rows", lines)


def decimals(rows: int = 1_000_000) -> None:
    """Ratings and claims as decimals, as the library itself gives figures, against the same as floats."""
    floats = panel(rows)
    same = floats.with_columns(pl.col(*IDS, *NUMBERS).cast(pl.Decimal(9, 2)))
    lines = []
    for (engine, (*_, audit)), (*_, exact) in zip(
        engines(floats, AUDIT_SQL).items(), engines(same, AUDIT_SQL).values(), strict=True
    ):
        # The decimals of pandas are objects.
        if engine != "pandas":
            seconds, ours = in_turns(audit, exact, seconds=2)
            lines += [Line(f"{engine}: audit of floats", seconds), Line("… of decimals", ours, seconds)]
    show(f"{rows:,} rows of decimals", lines)


def growth() -> None:
    """Time per row from ten thousand rows to ten million; and the least that any engine must read and write."""
    print("\n### Growth (Polars)\n\n| rows | score | per row | audit | per row |\n|---|---|---|---|---|")
    for rows in (10_000, 100_000, 1_000_000, 10_000_000):
        claims = panel(rows)
        ratings = claims.select(IDS)
        score = best(lambda: frames.score(ratings, METHOD), seconds=1, at_least=1)  # noqa: B023 - called at once
        audit = best(lambda: frames.audit(claims, METHOD), seconds=1, at_least=1)  # noqa: B023 - called at once
        cells = readable(score), readable(score / rows), readable(audit), readable(audit / rows)
        print(f"| {rows:,} | {' | '.join(cells)} |", flush=True)
    source = np.zeros(56_000_000, np.uint8)
    copied = best(source.copy)
    print(f"\nCopying the 56 bytes of ratings of each of a million rows takes {readable(copied)}.")


#: What the system counts for a child begins with the memory of its parent; the peak of its own is told in kB.
_WITH_PEAK = """
from contextlib import suppress
from nit_rules.__main__ import main
with suppress(SystemExit):
    main()
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def command_line(rows: int) -> None:
    """Time and peak memory of the command line on a Parquet file, each row of a subject of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder) / "panel.parquet", Path(folder) / "findings.parquet"
        named = pl.Series("country", np.arange(rows)).cast(pl.String)
        panel(rows).with_columns(named, edition=pl.lit("2021")).write_parquet(path)
        arguments = ["audit", str(path), "--format", "parquet", "-o", str(output)]
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _WITH_PEAK, *arguments],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        seconds, peak = time.perf_counter() - start, int(done.stdout) / 1024
        print(
            f"\n`nit-rules audit` of {rows:,} rows of Parquet: {readable(seconds)}, at most {peak:.0f} MiB of memory."
        )


def main() -> None:
    """Print the tables."""
    compared()
    decimals()
    growth()
    command_line(200_000)
    command_line(1_000_000)
