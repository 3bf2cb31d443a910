"""Comparing: the same ratings under two methodologies, and what is the same whatever the ratings.

Where the scales run in opposite directions the ratings are turned: ``x`` becomes ``lowest + highest - x``. What is
preserved is proved by enumeration: the rows of both lattices, side by side. Where one grid of ratings is coarser, the
sums between its steps have no counterpart.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from attrs import evolve, frozen

from nit_rules.errors import Problem, RatingsError
from nit_rules.model import BandRule, Figure, FrozenMap, Lattice, Methodology, Row, check_methodology
from nit_rules.numerals import Value
from nit_rules.scoring import Score, positions, score


class Relation(StrEnum):
    """How a figure under one methodology relates to that under another, over the rows that both have."""

    SAME = "same"
    #: mirrored like the ratings, so that the two add up to the lowest and the highest value
    TURNED = "turned"
    DIFFERENT = "different"
    #: only one of the two methodologies makes it
    ADDED = "added"
    DROPPED = "dropped"


@frozen
class Preserved:
    """What becomes of a figure: its relation over `rows` sums, how many differ, and the first that does.

    `beyond` is how many more sums there are before, which the other grid of ratings does not reach. Where `is_turned`,
    those differ that are not mirrored like the ratings. A figure that is made of other ratings differs without an
    example, and over no sums. `digits` are those after the point before and afterwards, where a figure that does not
    differ has others.
    """

    figure: str
    relation: Relation
    rows: int = 0
    differing: int = 0
    example: tuple[Row, Row] | None = None
    beyond: int = 0
    is_turned: bool = False
    digits: tuple[int, int] | None = None

    @property
    def with_digits(self) -> str:
        """In words that it is printed with other digits, where it is."""
        if self.digits is None:
            return ""
        before, after = self.digits
        return (
            f", but printed with {after} {'digit' if after == 1 else 'digits'} after the point, not {before}"
        )

    @property
    def sums(self) -> str:
        """The sums that were compared, in words."""
        beyond = f" on both grids (of {self.rows + self.beyond})" if self.beyond else ""
        return f"{self.rows} sums{beyond}"


@frozen
class Shift:
    """One figure under both methodologies; None where a methodology does not make it."""

    figure: str
    before: Figure | None
    after: Figure | None

    @property
    def moved(self) -> bool:
        """Whether both make it and print it differently."""
        return (
            self.before is not None and self.after is not None and self.before.printed != self.after.printed
        )


@frozen
class Comparison:
    """The same ratings under two methodologies: `turned` where the scales run in opposite directions."""

    from_methodology: str
    to_methodology: str
    turned: bool
    ratings: FrozenMap[str, tuple[Decimal, Decimal]]
    figures: tuple[Shift, ...]
    preserved: tuple[Preserved, ...]
    classes: tuple[str, ...]

    @property
    def reclassified(self) -> tuple[Shift, ...]:
        """The classes that change."""
        return tuple(shift for shift in self.figures if shift.figure in self.classes and shift.moved)


def compare(from_method: Methodology, to_method: Methodology, ratings: Mapping[str, Value]) -> Comparison:
    """The figures of a full set of ratings under two methodologies, and what is preserved whatever the ratings.

    `ratings` are those of `from_method`. Where the scales run in opposite directions they are turned: a rating x
    becomes ``lowest + highest - x``. Raises `RatingsError` where one is missing or off either grid, and where the
    methodologies differ in their indicators or in the ends of their scales; `InputError` where one is no methodology.
    """
    pair = Pair.of(from_method, to_method)
    before, after = pair.scores(ratings)
    carried = {indicator: (rating, dict(after.ratings)[indicator]) for indicator, rating in before.ratings}
    return Comparison(
        from_method.id,
        to_method.id,
        pair.turned,
        FrozenMap(carried),
        pair.shifts(before.figures, after.figures),
        pair.preserved(),
        pair.classes,
    )


@frozen
class Pair:
    """Two methodologies that rate the same indicators between the same ends."""

    before: Methodology
    after: Methodology

    @classmethod
    def of(cls, before: Methodology, after: Methodology) -> "Pair":
        """The pair; raises `RatingsError` with what keeps the ratings of one from being those of the other."""
        check_methodology(before)
        check_methodology(after)
        problems = []
        for one, other in ((before, after), (after, before)):
            if alone := [indicator for indicator in one.indicator if indicator not in other.indicator]:
                message = f"{one.id} rates {', '.join(alone)}, which {other.id} does not"
                problems.append(Problem("other-indicators", "", message))
        ends = [f"{method.id} {method.scale.lowest} to {method.scale.highest}" for method in (before, after)]
        if {before.scale.lowest, before.scale.highest} != {after.scale.lowest, after.scale.highest}:
            message = f"ratings cannot be carried over: the scales differ ({ends[0]}, {ends[1]})"
            problems.append(Problem("other-scale", "", message))
        if problems:
            raise RatingsError(problems)
        return cls(before, after)

    @property
    def turned(self) -> bool:
        """Whether the scales run in opposite directions."""
        return self.before.scale.best is not self.after.scale.best

    @property
    def classes(self) -> tuple[str, ...]:
        """The figures that file into classes under both."""
        return tuple(
            figure
            for figure, rule in self.before.rule.items()
            if isinstance(rule, BandRule) and isinstance(self.after.rule.get(figure), BandRule)
        )

    def rating(self, position: int) -> Decimal:
        """A rating, given as its position, on the other scale."""
        scale = self.before.scale
        return scale.printed(scale.size - position if self.turned else position)

    def scores(self, ratings: Mapping[str, Value]) -> tuple[Score, Score]:
        """The scores of the same ratings on both sides.

        Raises `RatingsError` as `score` does, and where ratings lie between the steps of the other side.
        """
        before = score(self.before, ratings)
        grid = self.after.scale
        carried = {one: self.rating(at) for one, at in positions(self.before, ratings).items()}
        off = [
            Problem("off-grid", one, f"{rating} is not a rating of {self.after.id} ({grid.grid})")
            for one, rating in before.ratings
            if grid.position(str(carried[one])) is None
        ]
        if off:
            raise RatingsError(off)
        return before, score(self.after, carried)

    def counterpart(self, lattice: Lattice) -> Lattice | None:
        """The composite of the same ratings on the other side, whatever it is called; None where there is none."""
        same = (one for one in self.after.lattices if set(one.indicators) == set(lattice.indicators))
        return next(same, None)

    def row(self, lattice: Lattice, position: int, other: Lattice) -> Row | None:
        """A row of a composite on the other side; None where its sum lies between the steps there."""
        if self.turned:
            position = len(lattice.rows) - 1 - position
        steps = position * Fraction(self.before.scale.step) / Fraction(self.after.scale.step)
        return other.rows[int(steps)] if steps.denominator == 1 else None

    def shifts(self, before: Mapping[str, Figure], after: Mapping[str, Figure]) -> tuple[Shift, ...]:
        """Every figure of either side, in the order of the rules."""
        names = dict.fromkeys((*self.before.rule, *self.after.rule))
        return tuple(
            Shift(name, before.get(name), after.get(name))
            for name in names
            if name in before or name in after
        )

    def preserved(self) -> tuple[Preserved, ...]:
        """What becomes of each figure, over all rows of both lattices."""
        found = [
            self._relation(lattice, rule.id) for lattice in self.before.lattices for rule in lattice.rules
        ]
        found += [Preserved(name, Relation.ADDED) for name in self.after.rule if name not in self.before.rule]
        order = [*self.before.rule, *self.after.rule]
        return tuple(sorted(found, key=lambda one: order.index(one.figure)))

    def _relation(self, lattice: Lattice, figure: str) -> Preserved:
        if figure not in self.after.rule:
            return Preserved(figure, Relation.DROPPED)
        other = self.counterpart(lattice)
        if other is None or figure not in other.rows[0].figures:
            return Preserved(figure, Relation.DIFFERENT)
        carried = ((row, self.row(lattice, row.position, other)) for row in lattice.rows)
        rows = [(row, there) for row, there in carried if there is not None]
        beyond = len(lattice.rows) - len(rows)
        differing = [
            pair for pair in rows if pair[0].figures[figure].printed != pair[1].figures[figure].printed
        ]
        if not differing:
            return Preserved(figure, Relation.SAME, len(rows), beyond=beyond, digits=self._digits(figure))
        apart = self._not_mirrored(figure, rows) if self.turned else rows
        if not apart:
            turned = Preserved(figure, Relation.TURNED, len(rows), beyond=beyond, is_turned=True)
            return evolve(turned, digits=self._digits(figure))
        is_turned = len(apart) < len(differing)
        odd = apart if is_turned else differing
        return Preserved(figure, Relation.DIFFERENT, len(rows), len(odd), odd[0], beyond, is_turned)

    def _digits(self, figure: str) -> tuple[int, int] | None:
        one, other = self.before.rule[figure], self.after.rule[figure]
        if isinstance(one, BandRule) or isinstance(other, BandRule) or one.round.digits == other.round.digits:
            return None
        return one.round.digits, other.round.digits

    def _not_mirrored(self, figure: str, rows: list[tuple[Row, Row]]) -> list[tuple[Row, Row]]:
        """The rows on which both do not print numbers that add up to the ends of the figure's range."""
        if isinstance(self.before.rule[figure], BandRule) or isinstance(self.after.rule[figure], BandRule):
            return rows
        ends = sum(self.before.range_of(figure))
        return [
            (before, after)
            for before, after in rows
            if Fraction(before.figures[figure].printed) + Fraction(after.figures[figure].printed) != ends
        ]
