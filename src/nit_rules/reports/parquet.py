"""Findings as Parquet (extra ``frames``): the columns of the CSV as text, null where a cell is empty.

Of findings that are written again and again only subjects, claims and places are gathered one by one; the rest of a
group of rows is taken from the few that differ.
"""

from collections.abc import Iterable, Sequence
from sys import intern
from typing import IO, Any

from attrs import Factory, define

from nit_rules.errors import missing_extra
from nit_rules.model import Audit
from nit_rules.reports.disagreeing import Disagreeing
from nit_rules.reports.json import whole
from nit_rules.reports.lines import Write, number_of
from nit_rules.reports.table import COLUMNS, values

#: So many findings are held before they are written as a row group.
_GROUP = 1 << 16
#: The columns in which the texts of records alike differ.
_OPEN = tuple(map(COLUMNS.index, ("subject", "published", "at")))

_Texts = list[str | None]
_Row = tuple[str | None, ...]


@define(eq=False)
class _Group:
    """Findings to be written together: for each which of the `rows` it is, and its texts in the open columns."""

    number: int = 0
    rows: list[_Row] = Factory(list)
    places: list[int] = Factory(list)
    texts: tuple[_Texts, ...] = Factory(lambda: tuple([] for _ in _OPEN))

    def kept(self, rows: Iterable[_Row]) -> range:
        """Where the rows are from now on."""
        begin = len(self.rows)
        self.rows += rows
        return range(begin, len(self.rows))


class ParquetWriter:
    """Writes a row for each finding, in groups; `beside` is what inputs disagree about.

    Raises `InputError` where the extra is missing.
    """

    def __init__(self, stream: IO[bytes], beside: Disagreeing | None = None) -> None:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ModuleNotFoundError:
            raise missing_extra("Parquet", "frames", "--format parquet") from None
        self._schema: Any = pa.schema([(name, pa.string()) for name in COLUMNS])
        self._from_arrays: Any = pa.RecordBatch.from_arrays
        self._array: Any = pa.array
        self._file: Any = pq.ParquetWriter(stream, self._schema)
        self._group = _Group()
        self._beside = beside or Disagreeing()
        self._shared: dict[_Row, _Row] = {}

    def begin(self) -> None:
        """Nothing precedes the first row."""

    def add(self, audit: Audit) -> None:
        """Add the findings of a record."""
        rows = _rows(audit, self._beside)
        self._add(self._group.kept(rows), _texts(rows))

    def opened(self, audit: Audit) -> Write:
        """What adds the findings of an audit again."""
        # Many cases have the same rows, and the same texts in them.
        interned = (tuple(text and intern(text) for text in row) for row in _rows(audit, self._beside))
        rows = [self._shared.setdefault(row, row) for row in interned]
        columns = [[(text, number_of(text or "")) for text in column] for column in _texts(rows)]
        # Not the group itself, which would be kept as long as this is.
        group, places = self._group.number, self._group.kept(rows)

        def write(texts: tuple[str, ...]) -> None:
            nonlocal group, places
            if group != self._group.number:
                group, places = self._group.number, self._group.kept(rows)
            filled = (
                [text if number is None else texts[number] or None for text, number in one] for one in columns
            )
            self._add(places, filled)

        return write

    def end(self) -> None:
        """Write what is left, and the end of the file."""
        self._flush(1)
        self._file.close()

    def _add(self, places: Iterable[int], texts: Iterable[_Texts]) -> None:
        group = self._group
        group.places += places
        for column, more in zip(group.texts, texts, strict=True):
            column += more
        self._flush(_GROUP)

    def _flush(self, least: int) -> None:
        group = self._group
        if len(group.places) >= least:
            places = self._array(group.places)
            columns = [self._column(texts).take(places) for texts in zip(*group.rows, strict=True)]
            for column, of_rows in zip(_OPEN, group.texts, strict=True):
                columns[column] = self._column(of_rows)
            self._file.write_batch(self._from_arrays(columns, schema=self._schema))
            self._group = _Group(group.number + 1)

    def _column(self, texts: Sequence[str | None]) -> Any:
        try:
            return self._array(texts, "string")
        except UnicodeEncodeError:
            return self._array(whole(list(texts)), "string")


def _texts(rows: Sequence[_Row]) -> list[_Texts]:
    """The texts of some rows in the open columns."""
    return [[row[column] for row in rows] for column in _OPEN]


def _rows(audit: Audit, beside: Disagreeing) -> list[_Row]:
    rows = (values(audit, one, beside) for one in audit.findings)
    return [tuple(str(value) if value else None for value in row) for row in rows]
