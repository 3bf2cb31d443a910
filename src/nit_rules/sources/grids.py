"""The tables of inputs as they stand, cell by cell: to give a table back with what was found beside it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from attrs import field, frozen

from nit_rules.catalog import Catalog
from nit_rules.errors import InputError, Problem
from nit_rules.sources.columns import Terms
from nit_rules.sources.delimited import delimited_rows
from nit_rules.sources.files import kind_of_input, sources_of
from nit_rules.sources.header import Header
from nit_rules.sources.opening import Input, encoding_of
from nit_rules.sources.places import Places
from nit_rules.sources.saved import is_report
from nit_rules.sources.vocabulary import Vocabulary
from nit_rules.sources.workbook import sheet_rows


@frozen
class Grid:
    """A table: the number of its input, its title, its rows with their numbers, and its header where it has one."""

    number: int
    title: str
    rows: Iterable[tuple[int, Sequence[object]]] = field(repr=False)
    header: Header | None
    #: whether all its cells are texts, numbers among them
    is_text: bool
    _places: Places

    @property
    def header_row(self) -> int | None:
        """The number of the header's row."""
        return self.header.number if self.header else None

    def place(self, row: int, column: int) -> str:
        """The place of a cell, as findings name it."""
        cells = self.header.cells if self.header else ()
        return self._places.cell(row, column, cells[column] if column < len(cells) else "")

    def row_place(self, row: int) -> str:
        """The place of a row, as problems name it."""
        return self._places.row(row)


def grids(
    inputs: Sequence[str], catalog: Catalog, input_format: str | None = None, output: str | None = None
) -> Iterator[Grid]:
    """The tables and sheets of those inputs that are delimited tables or workbooks; numbers are those of readings.

    Each is to be read before the next is taken. There are none where standard input is among the inputs, which can be
    read but once. What cannot be read is left out: that it cannot is said where it is audited.
    """
    if "-" in inputs:
        return
    terms = Terms(Vocabulary(catalog))
    for number, source in enumerate(sources_of(inputs, input_format, output)):
        if not isinstance(source, Problem):
            with suppress(InputError):
                yield from _of(number, source, input_format, terms)


def _of(number: int, source: Input, input_format: str | None, terms: Terms) -> Iterator[Grid]:
    kind = input_format or kind_of_input(source, terms)
    source.check_size(kind)
    if is_report(source, kind):
        return
    if kind == "csv":
        with delimited_rows(source, encoding_of(source), terms) as (header, places, rows):
            yield Grid(number, source.name, _readable(rows), header, True, places)
    elif kind == "xlsx":
        for name, found, places, cells in sheet_rows(source, terms):
            yield Grid(number, name, _readable(cells), found, False, places)


def _readable(rows: Iterable[tuple[int, Sequence[object]]]) -> Iterator[tuple[int, Sequence[object]]]:
    with suppress(InputError):
        yield from rows
