"""Several tables of one file."""

from collections.abc import Generator, Iterable

from nit_rules.model import Record
from nit_rules.sources.drafts import Gathered
from nit_rules.sources.header import Row
from nit_rules.sources.register import Register
from nit_rules.sources.table import Table


def records_of(
    tables: Iterable[tuple[Table, Iterable[Row]]], register: Register
) -> Generator[Record, None, list[Table]]:
    """The records of tables, each with its rows; it returns the tables that were left out.

    Those of one figure each, by editions, are read together; not where others have a row for each record, which they
    are mostly made from.
    """
    together: list[Table] = []
    figures, by_record = Gathered(register), False
    for table, rows in tables:
        if table.header.years:
            together.append(table)
            yield from table.records(rows, figures)
        else:
            by_record = True
            yield from table.records(rows)
    if by_record or not together:
        return together
    yield from together[0].gathered(figures)
    return []
