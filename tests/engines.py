"""Frames of every engine from the same columns, what comes back, and what the record path says of each row."""

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa

from nit_rules import frames
from nit_rules.model import Lattice, Methodology, Record, Stated
from nit_rules.numerals import is_absent, of_single
from nit_rules.sources.cells import text_of
from nit_rules.verdicts import examine

Columns = Mapping[str, pa.Array]
Build = Callable[[pa.Table], Any]


def _polars(table: pa.Table) -> pl.DataFrame:
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame


#: Each engine's frame from an Arrow table.
ENGINES: dict[str, Build] = {
    "polars": _polars,
    "polars lazy": lambda table: _polars(table).lazy(),
    "pandas": lambda table: table.to_pandas(),
    "pandas on Arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "PyArrow": lambda table: table,
    "DuckDB": lambda table: duckdb.from_arrow(table),
}


def table(columns: Columns) -> pa.Table:
    """The columns, and one that numbers the rows, since not every engine keeps their order."""
    count = len(next(iter(columns.values())))
    return pa.table({"row": pa.array(range(count), pa.int64()), **columns})


def rows(frame: Any) -> list[dict[str, Any]]:
    """The rows of a frame of any engine, in order, with None for null."""
    eager = nw.from_native(frame)
    if isinstance(eager, nw.LazyFrame):
        eager = eager.collect()
    found = [
        {name: None if value != value else value for name, value in row.items()}
        for row in eager.to_arrow().to_pylist()
    ]
    return sorted(found, key=lambda row: row["row"])


def texts(column: pa.Array) -> list[str]:
    """The cells of a column as the readers of files take them; empty where there is nothing."""
    if column.type == pa.float32():
        return ["" if value is None else of_single(value) for value in column.to_pylist()]
    return [text_of(value) for value in column.to_pylist()]


def by_record(method: Methodology, columns: Columns) -> list[dict[str, Any]]:
    """What the audit of single records says of each row: expectation and verdict of each claim."""
    names = list(columns)
    expected = []
    for cells in zip(*map(texts, columns.values()), strict=True):
        stated = [Stated(name, text) for name, text in zip(names, cells, strict=True) if not is_absent(text)]
        record = Record(
            ratings=tuple(one for one in stated if one.figure in method.indicator),
            claims=tuple(one for one in stated if one.figure in method.rule),
        )
        findings = {one.figure: one for one in examine(method, record).findings}
        row: dict[str, Any] = {}
        for name in names:
            if name in method.rule:
                finding = findings.get(name)
                row[f"{name}_expected"] = finding and finding.expected
                row[f"{name}_verdict"] = finding and str(finding.verdict)
        expected.append(row)
    return expected


def agree_on_verdicts(build: Build, method: Methodology, columns: Columns) -> None:
    """The frame's verdicts are the records' verdicts, and its own columns are still there."""
    expected = by_record(method, columns)
    frame = build(table(columns))
    found = rows(frames.audit(frame, method))
    assert [{name: row[name] for name in expected[0]} for row in found] == expected
    added = [f"{name}_{what}" for name in method.rule if name in columns for what in ("expected", "verdict")]
    assert list(found[0]) == ["row", *columns, *added]


def scored(method: Methodology, columns: Columns) -> list[dict[str, Any]]:
    """What the scoring of single records says of each row: every figure, None where it has none."""
    found = []
    for cells in zip(*(texts(columns[name]) for name in method.indicator), strict=True):
        row: dict[str, Any] = {}
        ratings = dict(zip(method.indicator, cells, strict=True))
        for lattice in method.lattices:
            try:
                positions = [method.scale.position(ratings[name]) for name in lattice.indicators]
            except ValueError:
                positions = [None]
            known = None if None in positions else lattice.rows[sum(filter(None, positions))]
            row |= {rule.id: known and known.figures[rule.id].printed for rule in lattice.rules}
        found.append(row)
    return found


def every_row(lattice: Lattice, kind: str) -> dict[str, pa.Array]:
    """Ratings that reach every row of a lattice, and the figures of that row, as columns of a kind."""
    size, count = lattice.scale.size, len(lattice.indicators)
    columns: dict[str, list[Any]] = {name: [] for name in lattice.indicators}
    for row in lattice.rows:
        for place, name in enumerate(lattice.indicators):
            position = min(size, max(0, row.position - place * size))
            columns[name].append(lattice.scale.printed(position))
    assert len(columns) == count
    for rule in lattice.rules:
        columns[rule.id] = [row.figures[rule.id].printed for row in lattice.rows]
    return {name: as_kind(values, kind) for name, values in columns.items()}


def as_kind(values: list[Any], kind: str) -> pa.Array:
    """Printed values as an Arrow column of text, floats or decimals; labels are always text."""
    if kind == "text" or any(isinstance(value, str) for value in values):
        return pa.array([str(value) for value in values], pa.string())
    if kind == "decimal":
        return pa.array(values, pa.decimal128(12, 4))
    return pa.array([float(value) for value in values], pa.float32() if kind == "float32" else pa.float64())
