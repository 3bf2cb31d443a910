"""Who is closest to an edge: the records of a file by their distance to another class."""

from collections.abc import Iterable

from attrs import frozen

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem
from nit_rules.locating import locate
from nit_rules.model import Record, Row
from nit_rules.sensing import Edge, edges


@frozen
class Ranked:
    """A record, where one of its composites stands, and the nearest edge."""

    record: Record
    methodology: str
    composite: str
    row: Row
    edge: Edge


@frozen
class Ranking:
    """Records in the order of their distance to the nearest edge, and why others are not among them."""

    ranked: tuple[Ranked, ...]
    left_out: tuple[Problem, ...]


def closest(catalog: Catalog, records: Iterable[Record]) -> Ranking:
    """The records whose score is certain, those nearest to another class first.

    A record without all of its ratings is placed by its figures, where they leave one score.
    """
    ranked, left_out = [], []
    for record in records:
        located = locate(catalog, record)
        if isinstance(located, Problem):
            left_out.append(located)
            continue
        for lattice in located.method.lattices:
            if lattice.id in located.rows:
                row = located.rows[lattice.id]
                ratings = located.ratings if len(located.ratings) == len(located.method.indicators) else None
                if ways := edges(lattice, row, ratings):
                    ranked.append(Ranked(record, located.method.id, lattice.id, lattice.rows[row], ways[0]))
    return Ranking(tuple(sorted(ranked, key=lambda one: abs(one.edge.steps))), tuple(left_out))
