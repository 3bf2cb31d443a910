"""Parquet, batch by batch (extra ``frames``)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from nit_rules.errors import InputError, Problem
from nit_rules.model import Record
from nit_rules.sources.cells import plain, text_of
from nit_rules.sources.columns import Terms
from nit_rules.sources.headers import Header, Places, Row, find_header
from nit_rules.sources.opening import Input
from nit_rules.sources.register import Register
from nit_rules.sources.table import Table

if TYPE_CHECKING:
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # pyarrow ships no types

_BATCH = 8192


def read_parquet(source: Input, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of a Parquet file; its rows are counted from 1. Raises `InputError` where it cannot be read."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        message = "Parquet needs an extra: pip install 'nit-rules[frames]'"
        raise InputError([Problem("missing-extra", source.name, message)]) from None
    places = Places(f"{source.name}:")
    with source.open() as stream:
        try:
            file = pq.ParquetFile(stream)
            header = find_header([(0, file.schema_arrow.names)], terms.vocabulary, places)
            if isinstance(header, Problem):
                raise InputError([Problem(header.code, source.name, header.message)])
            yield from Table(header, places, register, terms).records(_rows(file, header))
        except (pa.ArrowException, OSError) as error:
            why = " ".join(str(error).split())
            message = f"not a Parquet file, or a damaged one: {why[:200]}"
            raise InputError([Problem("broken", source.name, message)]) from None


def _rows(file: "pq.ParquetFile", header: Header) -> Iterator[Row]:
    number = 0
    for batch in file.iter_batches(_BATCH):
        columns = [_texts(batch.column(index)) for index in range(len(header.cells))]
        for cells in zip(*columns, strict=True):
            number += 1
            yield number, cells


def _texts(column: Any) -> list[str]:
    """The texts of a column; a 32-bit float is the shortest decimal that reads back to 32 bits."""
    import pyarrow as pa

    if pa.types.is_string(column.type) or pa.types.is_floating(column.type):
        # A table prints few numbers and labels, again and again.
        column = column.dictionary_encode()
        texts = [*_of_distinct(column.dictionary), ""]
        return [texts[place] for place in column.indices.fill_null(len(texts) - 1).to_pylist()]
    return [text_of(value) for value in column.to_pylist()]


def _of_distinct(values: Any) -> list[str]:
    import pyarrow as pa

    if pa.types.is_floating(values.type) and not pa.types.is_float64(values.type):
        return [plain(str(value)) for value in values.to_numpy(zero_copy_only=False)]
    return [text_of(value) for value in values.to_pylist()]
