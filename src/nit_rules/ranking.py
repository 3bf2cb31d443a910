"""Who is closest to an edge: the records of a file by their distance to another class."""

from collections.abc import Callable, Hashable, Iterable, Iterator

from attrs import frozen

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem
from nit_rules.locating import Located, locate, named, repeats, whose
from nit_rules.model import Record, Row
from nit_rules.numerals import fold
from nit_rules.sensing import Edge, edges


@frozen
class Ranked:
    """A record, where one of its composites stands, and the nearest edge."""

    record: Record
    methodology: str
    composite: str
    row: Row
    edge: Edge

    @property
    def standing(self) -> tuple[object, ...]:
        """Where it stands, whichever way the scale runs."""
        here = self.row.figures[self.edge.figure].text
        return self.composite, self.edge.figure, here, self.edge.label, abs(self.edge.steps)


@frozen
class Ranking:
    """Records in the order of their distance to the nearest edge, and why others are not among them.

    `notes` tell of values that cannot be right, and of records that repeat others of the same subject and edition.
    """

    ranked: tuple[Ranked, ...]
    left_out: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


def closest(catalog: Catalog, records: Iterable[Record], key: Callable[[str], str] = fold) -> Ranking:
    """The records whose score is certain, those nearest to another class first.

    A record without all of its ratings is placed by its figures, where they leave one score. One with a problem (it may
    be of another edition, or a rating could not be read) is not ranked. One that stands as far from the same class as
    another of its subject and edition is ranked once; `key` gives what two names of one subject share.
    """
    ranked: dict[Hashable, Ranked] = {}
    left_out: list[Problem] = []
    notes: list[Problem] = []
    repeated = 0
    for number, record in enumerate(records):
        located = locate(catalog, record)
        if isinstance(located, tuple):
            left_out += named(record, located)
            continue
        near = {(whose(catalog, record, key) or number, *one.standing): one for one in _nearest(located)}
        if not near:
            left_out += named(record, [_unranked(located)])
            continue
        notes += located.notes
        repeated += near.keys() <= ranked.keys()
        for standing, one in near.items():
            ranked.setdefault(standing, one)
    ordered = sorted(ranked.values(), key=lambda one: abs(one.edge.steps))
    return Ranking(tuple(ordered), tuple(left_out), (*notes, *repeats(repeated)))


def _nearest(located: Located) -> Iterator[Ranked]:
    """The nearest edge of each composite that is placed and makes classes."""
    method = located.method
    ratings = located.ratings if len(located.ratings) == len(method.indicators) else None
    for lattice in method.lattices:
        if lattice.id in located.rows:
            row = located.rows[lattice.id]
            if ways := edges(lattice, row, ratings):
                yield Ranked(located.record, method.id, lattice.id, lattice.rows[row], ways[0])


def _unranked(located: Located) -> Problem:
    """Why a record that is placed is near no edge."""
    classed = [lattice.id for lattice in located.method.lattices if edges(lattice, 0)]
    if classed:
        message = f"its ratings and figures leave more than one {' and '.join(classed)}"
        return Problem("not-settled", located.record.at, message)
    message = f"{located.method.id} makes no classes to move between"
    return Problem("no-classes", located.record.at, message)
