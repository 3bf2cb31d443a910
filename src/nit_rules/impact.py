"""Impact: a whole file of records under another methodology, and who changes class."""

from collections.abc import Iterable

from attrs import evolve, frozen

from nit_rules.catalog import Catalog
from nit_rules.comparing import Pair, Preserved, Shift
from nit_rules.errors import Problem, RatingsError
from nit_rules.locating import Located, locate, named
from nit_rules.model import Figure, Methodology, Record


@frozen
class Moved:
    """One record of a file under both methodologies: `turned` where their scales run in opposite directions."""

    record: Record
    figures: tuple[Shift, ...]
    reclassified: tuple[Shift, ...]
    turned: bool = False


@frozen
class Impact:
    """A file under two methodologies: who moves, how many records cannot be said to, and all the reasons why."""

    from_methodology: str | None
    to_methodology: str
    moved: tuple[Moved, ...]
    preserved: tuple[Preserved, ...]
    left_out: tuple[Problem, ...]
    left_out_records: int = 0

    @property
    def reclassified(self) -> tuple[Moved, ...]:
        """The records whose class changes."""
        return tuple(one for one in self.moved if one.reclassified)


def impact(
    catalog: Catalog, records: Iterable[Record], from_method: Methodology | None, to_method: Methodology
) -> Impact:
    """All records of a file under another methodology; `from_method` None takes each record's own.

    A record without ratings is carried over by its score, where the composites are of the same ratings. One with a
    problem (it may be of another edition, or a rating could not be read) is left out.

    Raises `RatingsError` where the ratings of `from_method` cannot be carried over at all.
    """
    moved: list[Moved] = []
    left_out: list[Problem] = []
    count = 0
    # What keeps a methodology's ratings from being carried over is said once, not for each record.
    pairs: dict[str, Pair | None] = {}
    if from_method is not None:
        pairs[from_method.id] = Pair.of(from_method, to_method)
    for record in records:
        count += 1
        located = locate(catalog, record) if from_method is None else _taken(catalog, record, from_method)
        if isinstance(located, tuple):
            left_out += named(record, located)
            continue
        name = located.method.id
        if name not in pairs:
            try:
                pairs[name] = Pair.of(located.method, to_method)
            except RatingsError as error:
                pairs[name] = None
                left_out += _placed(error, record)
        pair = pairs[name]
        if pair is None:
            continue
        try:
            shifts = _carried(pair, located)
        except RatingsError as error:
            left_out += named(record, _placed(error, record))
            continue
        changed = tuple(shift for shift in shifts if shift.figure in pair.classes and shift.moved)
        moved.append(Moved(record, shifts, changed, pair.turned))
    used = [pair for pair in pairs.values() if pair is not None]
    preserved = used[0].preserved() if len(used) == 1 else ()
    return Impact(
        from_method.id if from_method else None,
        to_method.id,
        tuple(moved),
        preserved,
        tuple(left_out),
        count - len(moved),
    )


def _placed(error: RatingsError, record: Record) -> list[Problem]:
    """The problems of a record's ratings where it states them."""
    return [evolve(one, at=_place(one.at, record)) for one in error.problems]


def _place(at: str, record: Record) -> str:
    """Where a record states the rating that a problem is about; where it is about none, the place of the record."""
    return next((one.at for one in record.ratings if one.figure == at), "") or at or record.at


def _taken(catalog: Catalog, record: Record, method: Methodology) -> Located | tuple[Problem, ...]:
    """A record under a given methodology, unless it names another one itself."""
    if record.methodology not in (None, method.name, method.id):
        message = f"the input states the methodology {record.methodology}, not {method.id}"
        return (Problem("contradicts-option", record.at, message),)
    return locate(catalog, evolve(record, methodology=method.id))


def _carried(pair: Pair, located: Located) -> tuple[Shift, ...]:
    """The figures of a record on both sides: from its ratings where all are known, else from its scores."""
    if len(located.ratings) == len(pair.before.indicators):
        printed = {one: pair.before.scale.printed(position) for one, position in located.ratings.items()}
        scores = pair.scores(printed)
        return pair.shifts(scores[0].figures, scores[1].figures)
    before: dict[str, Figure] = {}
    after: dict[str, Figure] = {}
    for lattice in pair.before.lattices:
        if lattice.id in located.rows:
            row = lattice.rows[located.rows[lattice.id]]
            other = pair.counterpart(lattice)
            if other is None:
                message = (
                    f"{pair.after.id} has no mean of just the ratings of {lattice.id}; all ratings are needed"
                )
                raise RatingsError([Problem("missing-rating", located.record.at, message)])
            there = pair.row(lattice, row.position, other)
            if there is None:
                score, grid = row.figures[lattice.id].text, pair.after.scale.grid
                message = f"{lattice.id} {score} lies between the steps of {pair.after.id} ({grid})"
                raise RatingsError([Problem("off-grid", located.record.at, message)])
            before |= row.figures
            after |= there.figures
    return pair.shifts(before, after)
