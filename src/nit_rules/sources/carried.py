"""Columns that are carried along, with a word where one might expect them to be read."""

from collections.abc import Iterator

from nit_rules.errors import quoted
from nit_rules.numerals import fold
from nit_rules.sources.header import Header
from nit_rules.sources.headings import years_in
from nit_rules.sources.near_names import near_name
from nit_rules.sources.vocabulary import Vocabulary


def why_carried(header: Header, index: int, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The code and message of a note on a column that is not read, if it is worth one."""
    cell, instead = header.cells[index], header.read_instead(index)
    if any(index in twins for _, twins in header.twins):
        return
    if why := dict(header.apart).get(index):
        yield "other-column", f"carried along; {why}"
        return
    is_known = fold(cell) in vocabulary.names
    if instead is not None:
        when = "; read where it is empty" if index in header.stand_ins else ""
        yield "other-column", f"carried along; {quoted(instead)} is read{when}"
    elif header.is_long and is_known:
        yield "other-column", "carried along; this table has one row for each figure"
    elif header.years and years_in([cell]):
        words = "a column is read as an edition's where its name is that and no other's: 2015"
        yield "other-column", f"carried along; {words}"
    elif (near := near_name(cell, vocabulary)) is not None:
        yield "unknown-column", f"unknown column, carried along; did you mean {quoted(near)}?"
    elif is_known and vocabulary.is_of_change(cell):
        yield "other-column", "carried along; its name has the sign of a change or a rank"
    elif "%" in cell and is_known:
        yield "other-column", "carried along; what it names is no percentage"
