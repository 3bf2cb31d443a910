"""Impact: a whole file of records under another methodology, and who changes class."""

from collections.abc import Callable, Hashable, Iterable

from attrs import evolve, frozen

from nit_rules.catalog import Catalog
from nit_rules.comparing import Pair, Preserved, Shift
from nit_rules.errors import Problem, RatingsError
from nit_rules.locating import Located, locate, named, repeats, whose
from nit_rules.model import Figure, Methodology, Record
from nit_rules.numerals import fold


@frozen
class Moved:
    """One record of a file under both methodologies: `turned` where their scales run in opposite directions."""

    record: Record
    figures: tuple[Shift, ...]
    reclassified: tuple[Shift, ...]
    turned: bool = False

    @property
    def outcome(self) -> frozenset[object]:
        """What becomes of the record, whatever it is made from: its figures afterwards, the classes that it leaves."""
        left = ((one.figure, one.before and one.before.printed) for one in self.reclassified)
        return frozenset((*((one.figure, one.after) for one in self.figures if one.after), *left))


@frozen
class Impact:
    """A file under two methodologies: who moves, how many records cannot be said to, and all the reasons why.

    A record that says again what another of the same subject and edition says is not among `moved`. `compared`,
    `changed` and `left_out_records` count each subject in each edition once: as far as it is compared, as far as its
    class changes, as far as it is not compared. `methodologies` are those under which the records stand; where there
    are several, nothing is said to be preserved. `notes` tell of values that cannot be right, and of repetitions.
    """

    from_methodology: str | None
    to_methodology: str
    moved: tuple[Moved, ...]
    preserved: tuple[Preserved, ...]
    left_out: tuple[Problem, ...]
    left_out_records: int = 0
    compared: int = 0
    changed: int = 0
    methodologies: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def reclassified(self) -> tuple[Moved, ...]:
        """The records whose class changes."""
        return tuple(one for one in self.moved if one.reclassified)


def impact(
    catalog: Catalog,
    records: Iterable[Record],
    from_method: Methodology | None,
    to_method: Methodology,
    key: Callable[[str], str] = fold,
) -> Impact:
    """All records of a file under another methodology; `from_method` None takes each record's own.

    A record without ratings is carried over by its score, where the composites are of the same ratings. One with a
    problem (it may be of another edition, or a rating could not be read) is left out. `key` gives what two names of one
    subject share.

    Raises `RatingsError` where the ratings of `from_method` cannot be carried over at all.
    """
    moved: list[Moved] = []
    # By subject and edition; a record without them is never another.
    held: dict[Hashable, list[Moved]] = {}
    missing: set[Hashable] = set()
    left_out: list[Problem] = []
    notes: list[Problem] = []
    repeated = 0
    pairs: dict[str, Pair | None] = {}
    if from_method is not None:
        pairs[from_method.id] = Pair.of(from_method, to_method)
    for number, record in enumerate(records):
        who = whose(catalog, record, key) or number
        located = locate(catalog, record) if from_method is None else _taken(catalog, record, from_method)
        one = named(record, located) if isinstance(located, tuple) else _moved(pairs, located, to_method)
        if isinstance(one, tuple):
            left_out += one
            missing.add(who)
            continue
        if isinstance(located, Located):
            notes += located.notes
        others = held.setdefault(who, [])
        if any(one.outcome == other.outcome for other in others):
            repeated += 1
        else:
            others.append(one)
            moved.append(one)
    used = [pair for pair in pairs.values() if pair is not None]
    return Impact(
        from_method.id if from_method else None,
        to_method.id,
        tuple(moved),
        used[0].preserved() if len(used) == 1 else (),
        tuple(left_out),
        len(missing - held.keys()),
        len(held),
        sum(any(one.reclassified for one in some) for some in held.values()),
        tuple(pair.before.id for pair in used),
        (*notes, *repeats(repeated)),
    )


def _moved(
    pairs: dict[str, Pair | None], located: Located, to_method: Methodology
) -> Moved | tuple[Problem, ...]:
    """A record on both sides, or why it cannot be there.

    What keeps a methodology's ratings from being carried over is said once, not for each record: `pairs` holds what
    was found of each.
    """
    record, name = located.record, located.method.id
    if name not in pairs:
        try:
            pairs[name] = Pair.of(located.method, to_method)
        except RatingsError as error:
            pairs[name] = None
            return tuple(_placed(error, record))
    pair = pairs[name]
    if pair is None:
        return ()
    try:
        shifts = _carried(pair, located)
    except RatingsError as error:
        return named(record, _placed(error, record))
    changed = tuple(shift for shift in shifts if shift.figure in pair.classes and shift.moved)
    return Moved(record, shifts, changed, pair.turned)


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
