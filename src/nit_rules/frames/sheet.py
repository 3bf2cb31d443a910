"""A frame being worked on: its columns as they came, working columns beside them, and the kind to give back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self

import narwhals as nw
from attrs import evolve, frozen
from narwhals.exceptions import DuplicateError, NarwhalsError

from nit_rules.errors import InputError, Problem

_WORKING = "__nit_"


@frozen
class Sheet:
    """A frame of any engine, as a lazy one with its schema; `mark` begins the names of working columns.

    `eager` is the engine of a frame that is held in memory; None for all others.
    """

    frame: nw.LazyFrame[Any]
    schema: nw.Schema
    eager: nw.Implementation | None
    mark: str

    @classmethod
    def of(cls, native: Any) -> Self:
        """The frame of a supported engine. Raises `InputError` where it is none, or its columns cannot be read."""
        try:
            frame = nw.from_native(native)
            schema = frame.collect_schema()
        except DuplicateError as error:
            raise InputError([Problem("duplicate-column", "", _line(error))]) from None
        except TypeError:
            kind = f"{type(native).__module__}.{type(native).__qualname__}"
            message = f"a {kind} is not a data frame of Polars, pandas, PyArrow, DuckDB or PySpark"
            raise InputError([Problem("not-a-frame", "", message)]) from None
        except (OSError, NarwhalsError) as error:
            raise InputError(
                [Problem("cannot-read", "", f"cannot read the columns: {_line(error)}")]
            ) from None
        mark = _WORKING
        while any(str(name).startswith(mark) for name in schema):
            mark += "_"
        if isinstance(frame, nw.DataFrame):
            return cls(frame.lazy(), schema, frame.implementation, mark)
        return cls(frame, schema, None, mark)

    @property
    def comes_in_pieces(self) -> bool:
        """Whether this is a lazy frame whose engine gives it to a function, each piece held in memory: Polars does."""
        return self.eager is None and self.frame.implementation is nw.Implementation.POLARS

    def in_pieces(self, work: Callable[["Sheet"], Any]) -> Any:
        """The lazy frame as its engine's own kind, of which each piece, once it is read, goes through `work`.

        What `work` adds to a row depends on that row alone.
        """

        def done(piece: Any) -> Any:
            held = nw.from_native(piece, eager_only=True)
            return work(evolve(self, frame=held.lazy(), eager=held.implementation))

        lazy = self.frame.to_native()
        schema = done(lazy.collect_schema().to_frame()).schema
        # What is done with the result may need columns that are added, and not those that they are made of.
        return lazy.map_batches(
            done,
            schema=schema,
            predicate_pushdown=False,
            projection_pushdown=False,
            slice_pushdown=True,
            streamable=True,
        )

    def working(self, name: str) -> str:
        """The name of a working column."""
        return self.mark + name

    def with_columns(self, columns: Iterable[nw.Expr]) -> Self:
        """The sheet with more columns, if any."""
        more = tuple(columns)
        return evolve(self, frame=self.frame.with_columns(*more)) if more else self

    def series(self, values: Any, dtype: nw.dtypes.DType) -> nw.Series[Any]:
        """Values (a list or an array) as a column by itself, of the engine of a frame in memory."""
        assert self.eager is not None  # noqa: S101 - only frames in memory have columns by themselves
        return nw.new_series("values", values, dtype, backend=self.eager)  # type: ignore[arg-type]  # an engine in memory

    def distinct(self, name: str, where: nw.Expr | None = None) -> list[Any]:
        """The distinct values of a column, among the rows `where` something holds; this reads a lazy frame."""
        with reading(name):
            chosen = self.frame.filter(~nw.col(name).is_null())
            if where is not None:
                chosen = chosen.filter(where)
            return chosen.select(name).unique().collect()[name].to_list()

    def any(self, conditions: Mapping[str, nw.Expr]) -> frozenset[str]:
        """The names of the conditions that hold somewhere; this reads a lazy frame."""
        if not conditions:
            return frozenset()
        with reading(*conditions):
            held = self.frame.select(*(one.any().alias(name) for name, one in conditions.items())).collect()
        return frozenset(name for name in conditions if held[name].to_list() == [True])

    def has(self, condition: nw.Expr, names: Sequence[str]) -> bool:
        """Whether a condition on columns of these names holds somewhere; this reads a lazy frame as far as there."""
        with reading(*names):
            return len(self.frame.filter(condition).select(names[0]).head(1).collect()) > 0

    def native(self, added: Mapping[str, Any]) -> Any:
        """The frame as it came, and columns `added` under these names, as the engine's own kind.

        They are expressions, or columns of the engine of a frame in memory.
        """
        frame = self.frame.collect() if self.eager else self.frame
        # Names need not be text in pandas.
        columns = map(nw.col, self.schema)
        return frame.select(*columns, *(one.alias(name) for name, one in added.items())).to_native()


@contextmanager
def reading(*names: str) -> Iterator[None]:
    """Raises `InputError` with the names of the columns where an engine cannot read them."""
    try:
        yield
    except Exception as error:  # the engines' errors have no root in common
        message = f"cannot read the column{'s' if len(names) > 1 else ''}: {_line(error)}"
        raise InputError([Problem("cannot-read", ", ".join(names), message)]) from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
