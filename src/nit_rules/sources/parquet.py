"""Parquet, batch by batch (extra ``frames``)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from nit_rules.errors import InputError, Problem, missing_extra, quoted
from nit_rules.model import Record
from nit_rules.numerals import of_single
from nit_rules.sources.cells import one_line, plain, text_of
from nit_rules.sources.columns import Terms
from nit_rules.sources.header import Header, Row
from nit_rules.sources.headers import find_header
from nit_rules.sources.opening import Input
from nit_rules.sources.places import Places
from nit_rules.sources.register import Register
from nit_rules.sources.table import Table

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_BATCH = 8192


def read_parquet(source: Input, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of a Parquet file; its rows are counted from 1. Raises `InputError` where it cannot be read."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise missing_extra("Parquet", "frames", source.name) from None
    places = Places(f"{source.name}:")
    with source.open() as stream:
        try:
            file = pq.ParquetFile(stream)
            header = find_header([(0, file.schema_arrow.names)], terms.vocabulary, places)
            if isinstance(header, Problem):
                raise InputError([Problem(header.code, source.name, header.message)])
            rows = _rows(file, header, places, register.reading.problems)
            yield from Table(header, places, register, terms).records(rows)
        except (pa.ArrowException, OSError) as error:
            why = one_line(str(error))
            message = f"not a Parquet file, or a damaged one: {why[:200]}"
            raise InputError([Problem("broken", source.name, message)]) from None


def _rows(file: "pq.ParquetFile", header: Header, places: Places, problems: list[Problem]) -> Iterator[Row]:
    """The rows; a cell that cannot be read is empty, and a problem unless its column is only carried along."""
    number = 0
    for batch in file.iter_batches(_BATCH):
        columns = []
        for index, name in enumerate(header.cells):
            is_carried = index in header.others
            texts, odd = _texts(batch.column(index), is_carried=is_carried)
            for row, (shown, why) in odd.items():
                if is_carried:
                    texts[row] = shown
                else:
                    at = places.cell(number + row + 1, index, name)
                    problems.append(Problem("unreadable-value", at, f"{quoted(shown)} {why}"))
            columns.append(texts)
        for cells in zip(*columns, strict=True):
            number += 1
            yield number, cells


#: For each cell that cannot be read, by its row: how it may be shown, and why.
_Odd = dict[int, tuple[str, str]]


def _texts(column: Any, *, is_carried: bool) -> tuple[list[str], _Odd]:
    """The texts of a column; those that cannot be read are empty."""
    import pyarrow as pa

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not (pa.types.is_string(kind) or pa.types.is_binary(kind) or pa.types.is_floating(kind)):
        return _of_values(column)
    # A table prints few numbers and labels, again and again.
    column = column.dictionary_encode()
    distinct, odd = _of_values(column.dictionary)
    if pa.types.is_float32(kind) and not is_carried:
        distinct = list(map(of_single, column.dictionary.to_pylist()))
    distinct.append("")
    places = column.indices.cast(pa.int32()).fill_null(len(distinct) - 1).to_pylist()
    found = {row: odd[place] for row, place in enumerate(places) if place in odd} if odd else {}
    return [distinct[place] for place in places], found


def _of_values(values: Any) -> tuple[list[str], _Odd]:
    import pyarrow as pa

    if pa.types.is_float16(values.type) or pa.types.is_float32(values.type):
        return [plain(str(value)) for value in values.to_numpy(zero_copy_only=False)], {}
    try:
        return list(map(_text, values.to_pylist())), {}
    except _UNREADABLE:
        return _one_by_one(values)


#: What Arrow, and Python for it, raise over a value that Python's types cannot hold.
_UNREADABLE = (ValueError, OverflowError, NotImplementedError)


def _one_by_one(values: Any) -> tuple[list[str], _Odd]:
    texts, odd = [], {}
    for row, value in enumerate(values):
        try:
            texts.append(_text(value.as_py()))
        except _UNREADABLE as error:
            texts.append("")
            is_text = isinstance(error, UnicodeDecodeError)
            why = "is not UTF-8" if is_text else f"cannot be read, a value of the type {values.type}"
            odd[row] = _shown(values.slice(row, 1)), why
    return texts, odd


def _text(value: object) -> str:
    """The text of a value; bytes are UTF-8, as writers leave them that know no text."""
    return value.decode() if isinstance(value, bytes) else text_of(value)


def _shown(value: Any) -> str:
    """What Arrow itself shows of an array of one value, without the brackets."""
    return one_line(value.to_string())[1:-1].strip()
