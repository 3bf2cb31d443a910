"""Findings as Parquet (extra ``frames``): the columns of the CSV as text, null where a cell is empty."""

from typing import IO, Any

from nit_rules.errors import InputError, Problem
from nit_rules.model import Audit
from nit_rules.reports.json import whole
from nit_rules.reports.lines import Write, number_of
from nit_rules.reports.table import COLUMNS, values

#: So many findings are held before they are written as a row group.
_GROUP = 1 << 16
_AT = COLUMNS.index("at")

_Row = tuple[str | None, ...]


class ParquetWriter:
    """Writes a row for each finding, in groups. Raises `InputError` where the extra is missing."""

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
            import pyarrow.parquet as pq  # type: ignore[import-untyped]
        except ModuleNotFoundError:
            message = "Parquet needs an extra: pip install 'nit-rules[frames]'"
            raise InputError([Problem("missing-extra", "--format parquet", message)]) from None
        self._schema: Any = pa.schema([(name, pa.string()) for name in COLUMNS])
        self._from_arrays: Any = pa.RecordBatch.from_arrays
        self._array: Any = pa.array
        self._file: Any = pq.ParquetWriter(stream, self._schema)
        self._rows: list[_Row] = []

    def begin(self) -> None:
        """Nothing precedes the first row."""

    def add(self, audit: Audit) -> None:
        """Add the findings of a record."""
        self._rows += _rows(audit)
        self._flush(_GROUP)

    def opened(self, audit: Audit) -> Write:
        """What adds the findings of an audit again."""
        # The subject comes first in each row, and the place further on; what is between stays as it is.
        rows = [(row[1:_AT], number_of(row[_AT] or "") or 0, row[_AT + 1 :]) for row in _rows(audit)]
        has_subject = audit.record.subject is not None

        def write(texts: tuple[str, ...]) -> None:
            subject = texts[0] if has_subject else None
            self._rows += [(subject, *before, texts[place], *after) for before, place, after in rows]
            self._flush(_GROUP)

        return write

    def end(self) -> None:
        """Write what is left, and the end of the file."""
        self._flush(1)
        self._file.close()

    def _flush(self, least: int) -> None:
        if len(self._rows) >= least:
            arrays = [self._column(texts) for texts in zip(*self._rows, strict=True)]
            self._file.write_batch(self._from_arrays(arrays, schema=self._schema))
            self._rows.clear()

    def _column(self, texts: _Row) -> Any:
        try:
            return self._array(texts, "string")
        except UnicodeEncodeError:
            return self._array(whole(list(texts)), "string")


def _rows(audit: Audit) -> list[_Row]:
    return [tuple(str(value) if value else None for value in values(audit, one)) for one in audit.findings]
