"""A frame being worked on: its columns as they came, working columns beside them, and the kind to give back."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from textwrap import shorten
from typing import Any, Self

import narwhals as nw
from attrs import evolve, field, frozen
from narwhals.exceptions import DuplicateError

from nit_rules.errors import InputError, NitRulesError, Problem

_WORKING = "__nit_"
#: Floats tell whole numbers apart up to this one.
_EXACT = 2**53
#: Rows that are looked at before all are.
_FIRST = 10_000
#: The roots of the errors of each engine, and of narwhals.
_ROOTS = (
    ("narwhals.exceptions", "NarwhalsError"),
    ("polars.exceptions", "PolarsError"),
    ("duckdb", "Error"),
    ("pyarrow", "ArrowException"),
    ("pyspark.errors", "PySparkException"),
    ("py4j.protocol", "Py4JError"),
)
#: Of what an engine says about a failure so many characters are passed on.
_LONGEST = 300


@frozen
class Sheet:
    """A frame of any engine, as a lazy one with its schema; `mark` begins the names of working columns.

    `whole` is a frame that is held in memory, as it came; None for all others. `kept` names the working columns that
    hold columns as they came, where others are in their place.
    """

    frame: nw.LazyFrame[Any]
    schema: nw.Schema
    whole: nw.DataFrame[Any] | None
    mark: str
    kept: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(cls, native: Any, names: Collection[str]) -> Self:
        """The frame of a supported engine, of which columns with these names are read.

        Raises `InputError` where it is none, or its columns cannot be read.
        """
        try:
            frame = nw.from_native(native)
        except DuplicateError as error:
            raise InputError([Problem("duplicate-column", "", _line(error))]) from None
        except TypeError:
            kind = f"{type(native).__module__}.{type(native).__qualname__}"
            message = f"a {kind} is not a data frame of Polars, pandas, PyArrow, DuckDB or PySpark"
            raise InputError([Problem("not-a-frame", "", message)]) from None
        with reading():
            schema = frame.collect_schema()
            whole = frame if isinstance(frame, nw.DataFrame) else None
            plain = (
                frame if whole is None else _with_floats(_with_numbers(whole, schema, names), schema, names)
            )
            sheet = cls(plain.lazy(), _known(plain), whole, _mark(schema))
        if twice := sheet.twice(frame.columns):
            raise InputError([Problem("duplicate-column", twice, "there are several columns of this name")])
        return sheet

    @property
    def eager(self) -> nw.Implementation | None:
        """The engine of a frame that is held in memory."""
        return self.whole.implementation if self.whole is not None else None

    @property
    def comes_in_pieces(self) -> bool:
        """Whether this is a lazy frame whose engine gives it to a function, each piece held in memory: Polars does."""
        return self.whole is None and self.frame.implementation is nw.Implementation.POLARS

    def _key(self, name: str) -> str:
        """What tells columns apart: engines of SQL do not tell small letters from capitals."""
        ignores_case = self.whole is None and not self.comes_in_pieces
        return name.casefold() if ignores_case else name

    def is_taken(self, name: str) -> bool:
        """Whether there is a column that the engine could take for one of that name."""
        return self._key(name) in map(self._key, self.schema)

    def twice(self, names: Iterable[str]) -> str | None:
        """The first of these names that the engine does not tell from one before."""
        seen: set[str] = set()
        for name in names:
            if self._key(name) in seen:
                return name
            seen.add(self._key(name))
        return None

    def in_pieces(self, work: Callable[["Sheet"], Any], added: Mapping[str, nw.dtypes.DType]) -> Any:
        """The lazy frame as its engine's own kind, of which each piece, once it is read, goes through `work`.

        What `work` adds to a row depends on that row alone; `added` says which columns of which types these are.
        """

        def done(piece: Any) -> Any:
            held = nw.from_native(piece, eager_only=True)
            working = [name for name in held.columns if name not in self.schema]
            return work(evolve(self, frame=held.lazy(), whole=held.drop(working) if working else held))

        lazy = self.frame.to_native()
        schema = lazy.collect_schema()
        came = {name: dtype for name, dtype in schema.items() if name in self.schema}
        # What is done with the result may need columns that are added, and not those that they are made of.
        return lazy.map_batches(
            done,
            schema={**came, **nw.Schema(added).to_polars()},
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

    def held(self) -> Self:
        """The sheet with its working columns computed where it is in memory, not each time that it is read."""
        return self if self.whole is None else evolve(self, frame=self.frame.collect().lazy())

    def counting(self, floats: Mapping[str, nw.Expr]) -> Self:
        """The sheet with floats in the place of columns of these names, which are given back as they came."""
        kept = {name: self.working(f"{name}_kept") for name in floats}
        sheet = self.with_columns(
            [
                *(nw.col(name).alias(other) for name, other in kept.items()),
                *(one.alias(name) for name, one in floats.items()),
            ]
        )
        schema = nw.Schema({**self.schema, **dict.fromkeys(floats, nw.Float64())})
        return evolve(sheet, schema=schema, kept={**self.kept, **kept})

    def series(self, values: Any, dtype: nw.dtypes.DType) -> nw.Series[Any]:
        """Values (a list or an array) as a column by itself, of the engine of a frame in memory."""
        assert self.whole is not None  # noqa: S101 - only frames in memory have columns by themselves
        return nw.new_series("values", values, dtype, backend=self.eager)  # type: ignore[arg-type]  # an engine in memory

    def distinct(self, name: str, where: nw.Expr | None = None) -> list[Any]:
        """The distinct values of a column, among the rows `where` something holds; this reads a lazy frame."""
        with reading(name):
            chosen = self.frame if where is None else self.frame.filter(where)
            column = chosen.select(name)
            return column.filter(~nw.col(name).is_null()).unique().collect()[name].to_list()

    def holds_truth(self, name: str) -> bool:
        """Whether a column of objects holds truth values; among others these are ones and zeros."""
        with reading(name):
            kinds = set(map(type, self.frame.select(name).collect()[name].to_list()))
        return not {"bool", "bool_"}.isdisjoint(kind.__name__ for kind in kinds)

    def any(self, conditions: Mapping[str, nw.Expr], columns: Iterable[str] = ()) -> frozenset[str]:
        """The names of the conditions that hold somewhere; this reads a lazy frame.

        Of `columns` they are, if not of those that they are named after.
        """
        if not conditions:
            return frozenset()
        with reading(*columns or conditions):
            held = self.frame.select(*(one.any().alias(name) for name, one in conditions.items())).collect()
        return frozenset(name for name in conditions if held[name].to_list() == [True])

    @property
    def first(self) -> "Sheet":
        """The rows that come first, which cost the same however many follow."""
        return evolve(self, frame=self.frame.head(_FIRST))

    def native(self, added: Mapping[str, Any]) -> Any:
        """The frame as it came, and columns `added` under these names, as the engine's own kind.

        They are expressions, or columns of the engine of a frame in memory.
        """
        named = [one.alias(name) for name, one in added.items()]
        if self.whole is not None:
            return self.whole.with_columns(*named).to_native()
        named += [nw.col(other).alias(name) for name, other in self.kept.items()]
        frame = self.frame.with_columns(*named)
        return frame.drop(*(name for name in frame.columns if name.startswith(self.mark))).to_native()


def _known(frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> nw.Schema:
    """The types of the columns. Polars can hold any objects, and do nothing with them."""
    schema = frame.collect_schema()
    if frame.implementation is not nw.Implementation.POLARS:
        return schema
    return nw.Schema(
        {name: nw.Unknown() if isinstance(dtype, nw.Object) else dtype for name, dtype in schema.items()}
    )


def _mark(names: Iterable[object]) -> str:
    """What no name begins with."""
    mark = _WORKING
    while any(str(name).casefold().startswith(mark) for name in names):
        mark += "_"
    return mark


def _with_numbers(frame: nw.DataFrame[Any], schema: nw.Schema, names: Iterable[str]) -> nw.DataFrame[Any]:
    """The frame with columns of these names as numbers where they are categories of numbers."""
    if frame.implementation is nw.Implementation.POLARS:
        return frame
    kinds = {name: _of_values(frame[name]) for name in names if isinstance(schema.get(name), nw.Categorical)}
    texts = nw.String, nw.Object
    # Integers of pandas have no nulls.
    numbers = [
        nw.col(name).cast(nw.Float64 if kind.is_integer() else kind)
        for name, kind in kinds.items()
        if not isinstance(kind, texts)
    ]
    return frame.with_columns(*numbers) if numbers else frame


def _with_floats(frame: nw.DataFrame[Any], schema: nw.Schema, names: Iterable[str]) -> nw.DataFrame[Any]:
    """The frame with whole numbers that floats do not count exactly as floats, which Arrow refuses to make of them.

    No such number is a rating or a figure, whatever it is rounded to.
    """
    huge = [
        frame[name]
        for name in names
        if (dtype := schema.get(name)) is not None and dtype.is_integer() and not _is_counted(frame[name])
    ]
    floats = [
        nw.new_series(
            column.name,
            [
                None if is_null else float(value)
                for value, is_null in zip(column.to_list(), column.is_null().to_list(), strict=True)
            ],
            nw.Float64(),
            backend=frame.implementation,
        )
        for column in huge
    ]
    return frame.with_columns(*floats) if floats else frame


def _is_counted(column: nw.Series[Any]) -> bool:
    """Whether floats tell the whole numbers of a column apart."""
    ends = (column.min(), column.max()) if column.null_count() < len(column) else ()
    return all(abs(int(end)) <= _EXACT for end in ends)


def _of_values(column: nw.Series[Any]) -> nw.dtypes.DType:
    """The type of what is categorised: pandas and PyArrow take any, and narwhals does not say which."""
    native = column.to_native()
    if column.implementation is nw.Implementation.PYARROW:
        values = native.slice(0, 0).cast(native.type.value_type)
    elif hasattr(native, "cat"):
        values = native.cat.categories.to_series()
    else:
        dictionary = native.dtype
        values = native.iloc[:0].astype(type(dictionary)(dictionary.pyarrow_dtype.value_type))
    kind: nw.dtypes.DType = nw.from_native(values, series_only=True).dtype
    return kind


def _engine_errors() -> tuple[type[Exception], ...]:
    """What engines raise: errors of their own, which have no root in common, and those of Python for any values."""
    loaded = ((sys.modules.get(module), name) for module, name in _ROOTS)
    roots = [getattr(module, name) for module, name in loaded if module is not None]
    return (OSError, RuntimeError, TypeError, ValueError, ArithmeticError, *roots)


@contextmanager
def reading(*names: str) -> Iterator[None]:
    """Raises `InputError` with the names of the columns where an engine cannot read them."""
    try:
        yield
    except NitRulesError:
        raise
    except ImportError as error:
        message = f"{_line(error)}: pip install 'nit-rules[frames]'"
        raise InputError([Problem("missing-extra", "", message)]) from error
    except _engine_errors() as error:
        what = "column" if len(names) == 1 else "columns"
        message = f"cannot read the {what}: {_line(error)}"
        raise InputError([Problem("cannot-read", ", ".join(names), message)]) from error


def _line(error: Exception) -> str:
    """What an engine says, on one line; some add all of their own calls."""
    return shorten(str(error), _LONGEST, placeholder=" …") or type(error).__name__
