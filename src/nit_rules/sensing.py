"""Sensitivity: how far a score stands from the next band, and what small doubts about the ratings make of it.

All of it is distance on the lattice and exact convolution; nothing is simulated.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, islice
from math import lcm

from attrs import frozen

from nit_rules import numerals
from nit_rules.errors import Problem, RatingsError, quoted
from nit_rules.model import BandRule, Figure, FrozenMap, Lattice, Methodology, Row, check_methodology
from nit_rules.naming import suggestion
from nit_rules.numerals import Value
from nit_rules.scoring import positions, score

#: So many of the smallest sets of ratings that lead over an edge are named.
MOST_SETS = 100

#: A probability: exact text (``0.1``, ``1/10``), a `Fraction`, a `Decimal` or an `int`.
Chance = str | Fraction | Decimal | int


@frozen
class Edge:
    """The way to another class: `steps` of the scale that the ratings must move together, negative for downwards.

    `row` is the first row of that class on the way. `sets` names the smallest sets of ratings that can move so far
    (at most `MOST_SETS` of them).
    """

    figure: str
    label: str
    steps: int
    row: Row
    sets: tuple[tuple[str, ...], ...]


@frozen
class OneStep:
    """What one step of one rating does to every figure of its composite; None where the scale ends."""

    indicator: str
    down: Row | None
    up: Row | None


@frozen
class Distribution:
    """How likely each row and each class is when the ratings are in doubt. The probabilities add up to exactly 1."""

    rows: tuple[tuple[Row, Fraction], ...]
    labels: FrozenMap[str, tuple[tuple[str, Fraction], ...]]


@frozen
class Standing:
    """Where one composite stands: its row, the nearest edges first, one step in each rating, and its distribution."""

    id: str
    row: Row
    edges: tuple[Edge, ...]
    steps: tuple[OneStep, ...]
    distribution: Distribution | None = None

    @property
    def nearest(self) -> Edge | None:
        """The nearest edge; None where there is only one class."""
        return self.edges[0] if self.edges else None


@frozen
class Sensitivity:
    """How safe the figures of a full set of ratings are."""

    methodology: str
    ratings: FrozenMap[str, Decimal]
    figures: FrozenMap[str, Figure]
    composites: tuple[Standing, ...]


def sensitivity(
    method: Methodology,
    ratings: Mapping[str, Value],
    *,
    off_by_one: Chance | Mapping[str, Chance] = 0,
    down: Chance | Mapping[str, Chance] = 0,
    up: Chance | Mapping[str, Chance] = 0,
) -> Sensitivity:
    """How far the figures are from each band edge, and what one step in each rating does.

    `down` and `up` are the probabilities that a rating ought to be one step lower or higher: one for all, or one for
    each indicator (0 where none is given); half of `off_by_one` is added to each. Ratings err independently, and no
    further than the scale goes: a step beyond its end stays at the end. With any, each composite has its exact
    `Distribution`.

    Raises `RatingsError` where a rating is missing or off the grid, where a probability is not from 0 to 1, and where
    those of one step down and up add up to more than 1; `InputError` where `method` is no methodology.
    """
    check_methodology(method)
    problems: list[Problem] = []
    chances = _chances(method, off_by_one, down, up, problems)
    try:
        scored = score(method, ratings)
    except RatingsError as error:
        raise RatingsError((*error.problems, *problems)) from None
    if problems:
        raise RatingsError(problems)
    at = positions(method, ratings)
    return Sensitivity(
        method.id,
        FrozenMap(scored.ratings),
        scored.figures,
        tuple(_standing(lattice, at, chances) for lattice in method.lattices),
    )


def edges(lattice: Lattice, row: int, ratings: Mapping[str, int] | None = None) -> tuple[Edge, ...]:
    """The way from a row to every other class, nearest first; with the ratings known, which of them can go it."""
    found = []
    for rule in lattice.rules:
        if not isinstance(rule, BandRule):
            continue
        here = lattice.rows[row].figures[rule.id].text
        for band in rule.bands:
            first, last = lattice.span(rule.id, band.label)
            if band.label != here and first <= last:
                target = first if first > row else last
                sets = _sets(lattice, target - row, ratings) if ratings is not None else ()
                found.append(Edge(rule.id, band.label, target - row, lattice.rows[target], sets))
    return tuple(sorted(found, key=lambda edge: abs(edge.steps)))


def _sets(lattice: Lattice, steps: int, ratings: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """The sets of ratings, as few as will do, that have room for so many steps together."""
    size = lattice.scale.size
    room = {one: size - ratings[one] if steps > 0 else ratings[one] for one in lattice.indicators}
    widest = sorted(room.values(), reverse=True)
    fewest = next(count for count in range(1, len(room) + 1) if sum(widest[:count]) >= abs(steps))
    fitting = (some for some in combinations(room, fewest) if sum(map(room.__getitem__, some)) >= abs(steps))
    return tuple(islice(fitting, MOST_SETS))


def _standing(lattice: Lattice, at: Mapping[str, int], chances: Mapping[str, "_Doubt"]) -> Standing:
    row = sum(at[indicator] for indicator in lattice.indicators)
    rows, size = lattice.rows, lattice.scale.size
    steps = tuple(
        OneStep(one, rows[row - 1] if at[one] else None, rows[row + 1] if at[one] < size else None)
        for one in lattice.indicators
    )
    distribution = _distribution(lattice, row, at, chances) if chances else None
    return Standing(lattice.id, rows[row], edges(lattice, row, at), steps, distribution)


@frozen
class _Doubt:
    """The probabilities that one rating is a step too high (it ought to go down) or too low."""

    down: Fraction
    up: Fraction


def _distribution(
    lattice: Lattice, row: int, at: Mapping[str, int], chances: Mapping[str, _Doubt]
) -> Distribution:
    """The distribution of the sum, by convolution over integer weights with a common denominator."""
    size = lattice.scale.size
    weights, total = [1], 1
    for indicator in lattice.indicators:
        doubt = chances[indicator]
        down = doubt.down if at[indicator] else Fraction(0)
        up = doubt.up if at[indicator] < size else Fraction(0)
        denominator = lcm(down.denominator, up.denominator)
        lower, higher = int(down * denominator), int(up * denominator)
        longer = [0] * (len(weights) + 2)
        for place, weight in enumerate(weights):
            longer[place] += weight * lower
            longer[place + 1] += weight * (denominator - lower - higher)
            longer[place + 2] += weight * higher
        weights, total = longer, total * denominator
    lowest = row - len(lattice.indicators)
    rows = [(lattice.rows[lowest + place], Fraction(w, total)) for place, w in enumerate(weights) if w]
    labels: dict[str, tuple[tuple[str, Fraction], ...]] = {}
    for rule in lattice.rules:
        if isinstance(rule, BandRule):
            shares: dict[str, Fraction] = {}
            for one, share in rows:
                label = one.figures[rule.id].text
                shares[label] = shares.get(label, Fraction(0)) + share
            labels[rule.id] = tuple(sorted(shares.items(), key=lambda item: -item[1]))
    return Distribution(tuple(rows), FrozenMap(labels))


def _chances(
    method: Methodology,
    off_by_one: Chance | Mapping[str, Chance],
    down: Chance | Mapping[str, Chance],
    up: Chance | Mapping[str, Chance],
    problems: list[Problem],
) -> dict[str, _Doubt]:
    """A doubt for each indicator; none at all where nothing is in doubt."""
    both = _by_indicator(method, off_by_one, "off by one", problems)
    downs = _by_indicator(method, down, "down", problems)
    ups = _by_indicator(method, up, "up", problems)
    doubts = {one: _Doubt(downs[one] + both[one] / 2, ups[one] + both[one] / 2) for one in method.indicator}
    single = any(isinstance(one, Mapping) and one for one in (off_by_one, down, up))
    for indicator, doubt in doubts.items():
        if doubt.down + doubt.up > 1:
            message = f"down and up add up to {doubt.down + doubt.up}, more than 1"
            problems.append(Problem("not-a-probability", indicator if single else "", message))
    # What is wrong with one probability for all ratings is said once.
    problems[:] = dict.fromkeys(problems)
    return doubts if any(one.down or one.up for one in doubts.values()) else {}


def _by_indicator(
    method: Methodology, chance: Chance | Mapping[str, Chance], name: str, problems: list[Problem]
) -> dict[str, Fraction]:
    given = chance if isinstance(chance, Mapping) else dict.fromkeys(method.indicator, chance)
    found = dict.fromkeys(method.indicator, Fraction(0))
    for indicator, value in given.items():
        at = f"{name} {indicator}" if isinstance(chance, Mapping) else name
        if indicator not in method.indicator:
            message = f"{method.id} has no indicator {quoted(indicator)}{suggestion(indicator, method.indicator_names)}"
            problems.append(Problem("unknown-figure", at, message))
            continue
        try:
            found[indicator] = probability(value)
        except (TypeError, ValueError) as error:
            problems.append(Problem("not-a-probability", at, str(error)))
    return found


def probability(value: Chance) -> Fraction:
    """The exact probability that a value states.

    Raises `ValueError` where it is none from 0 to 1, `TypeError` where it is a `float` or `bool`.

    >>> probability("0.1"), probability("1/3")
    (Fraction(1, 10), Fraction(1, 3))
    """
    if isinstance(value, Fraction):
        if max(abs(value.numerator), value.denominator) > 10**numerals.LONGEST:
            raise ValueError(
                f"a fraction of numbers of more than {numerals.LONGEST} digits is no probability here"
            )
        found, text = value, str(value)
    else:
        text = numerals.text_of(value)
        parts = [numerals.parse(part) for part in text.split("/", 2)]
        top, bottom = parts[0], parts[-1] if len(parts) == 2 else Decimal(1)
        if len(parts) > 2 or top is None or not bottom:
            raise ValueError(f"{quoted(text)} is not a probability; write 0.1 or 1/10")
        found = Fraction(top) / Fraction(bottom)
    if not 0 <= found <= 1:
        raise ValueError(f"{quoted(text)} is not a probability from 0 to 1")
    return found
