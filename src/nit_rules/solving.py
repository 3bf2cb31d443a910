"""Solving backwards: which sums of ratings agree with figures and known ratings, and how many ratings are behind each.

Everything given names consecutive rows of a lattice, so what agrees with all of it is their meet. The number of rating
vectors behind a sum is a coefficient of a polynomial, counted exactly by convolution, never by enumeration.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import reduce

from attrs import frozen

from nit_rules import numerals
from nit_rules.errors import Problem, RatingsError, quoted
from nit_rules.model import (
    FrozenMap,
    LabelIndex,
    Lattice,
    Methodology,
    Row,
    Span,
    check_methodology,
    is_empty,
    meet,
)
from nit_rules.naming import suggestion
from nit_rules.numerals import Value
from nit_rules.scoring import check_mapping, positions
from nit_rules.verdicts import other_index, unread

#: Rating vectors are written out where at most so many stand behind a composite.
MOST_LISTED = 10_000


@frozen
class SolvedSum:
    """A sum that agrees with all that was given: its row of figures, and how many rating vectors lead to it."""

    row: Row
    vectors: int


@frozen
class Solved:
    """What is possible for one composite.

    `ranges` holds the lowest and the highest value that each unknown rating can have, `listed` the rating vectors in
    the order of `indicators` where they were asked for and are at most `MOST_LISTED`.
    """

    id: str
    indicators: tuple[str, ...]
    sums: tuple[SolvedSum, ...]
    ranges: FrozenMap[str, tuple[Decimal, Decimal]]
    listed: tuple[tuple[Decimal, ...], ...] | None = None

    @property
    def vectors(self) -> int:
        """How many rating vectors agree with all that was given."""
        return sum(one.vectors for one in self.sums)


@frozen
class Solution:
    """What stands behind figures and ratings.

    `given` is what was asked for, as printed. Where nothing agrees with all of it no composite has any sums, and
    `nearest` holds the nearest figures below and above that can be printed beside the ratings and the other figures of
    their composite. Where there are none, as more than one figure would have to change, `is_beside_all` is false, and
    they are the nearest beside as many of the other figures as can agree.
    """

    methodology: str
    given: FrozenMap[str, str]
    composites: tuple[Solved, ...]
    nearest: FrozenMap[str, tuple[Decimal | str, ...]]
    is_beside_all: bool = True

    @property
    def reachable(self) -> bool:
        """Whether any ratings agree with all that was given."""
        return all(one.sums for one in self.composites)


def solve(method: Methodology, values: Mapping[str, Value], *, listed: bool = False) -> Solution:
    """All sums of ratings that agree with the figures and the known ratings in `values`.

    Figures agree as an audit's claims do. With `listed` the vectors of ratings behind each sum are listed as well as
    counted. Raises `RatingsError`, with all problems, for an unknown id, a rating off the grid, text that is no number,
    or a `float` or `bool`; `InputError` where `method` is no methodology.
    """
    known = _read(method, values)
    composites = tuple(_solved(lattice, known, listed) for lattice in method.lattices)
    nearest: dict[str, tuple[Decimal | str, ...]] = {}
    is_beside_all = True
    for lattice, composite in zip(method.lattices, composites, strict=True):
        if not composite.sums:
            found, is_one_enough = _nearest(lattice, known)
            nearest |= found
            is_beside_all &= is_one_enough
    if not all(one.sums for one in composites):
        # No ratings agree with all that was given, whatever one composite alone would allow.
        composites = tuple(Solved(one.id, one.indicators, (), FrozenMap()) for one in composites)
    return Solution(method.id, FrozenMap(known.texts), composites, FrozenMap(nearest), is_beside_all)


def ways(ratings: int, steps: int) -> tuple[int, ...]:
    """How many vectors of so many ratings, each 0 … `steps` above the lowest, have each sum.

    The coefficients of ``(1 + x + … + x**steps) ** ratings``, in ascending order of the sum.

    >>> ways(2, 2)
    (1, 2, 3, 2, 1)
    """
    counts = [1]
    for _ in range(ratings):
        longer, running = [], 0
        for total in range(len(counts) + steps):
            if total < len(counts):
                running += counts[total]
            if total > steps:
                running -= counts[total - steps - 1]
            longer.append(running)
        counts = longer
    return tuple(counts)


@frozen
class _Claim:
    """A figure as given, and the rows of its lattice that agree with it."""

    text: str
    span: Span


@frozen
class _Given:
    """Values sorted into ratings, as positions on the scale, and claims; `texts` is all of it as given."""

    ratings: dict[str, int]
    claims: dict[str, _Claim]
    texts: dict[str, str]


def _read(method: Methodology, values: Mapping[str, Value]) -> _Given:
    check_methodology(method)
    check_mapping(values)
    claims: dict[str, _Claim] = {}
    ratings: dict[str, Value] = {}
    texts: dict[str, str] = {}
    problems = []
    for id_, value in values.items():
        try:
            texts[id_] = numerals.text_of(value).strip()
            if id_ in method.rule:
                lattice = method.lattice_of[id_]
                if isinstance(lattice.index(id_), LabelIndex) and (foreign := other_index(texts[id_])):
                    raise ValueError(foreign)
                claims[id_] = _Claim(texts[id_], lattice.span(id_, texts[id_]))
            elif id_ in method.indicator:
                ratings[id_] = value
            else:
                known = [*method.indicator, *method.rule]
                near = (
                    suggestion(id_, method.figure_names, method.indicator_names)
                    or f"; it has {', '.join(known)}"
                )
                message = f"{method.id} has no rating or figure {quoted(id_)}{near}"
                problems.append(Problem("unknown-figure", str(id_), message))
        except TypeError as error:
            problems.append(Problem("wrong-type", str(id_), str(error)))
        except ValueError as error:
            problems.append(unread(method, id_, id_, error))
    try:
        known_ratings = positions(method, ratings)
    except RatingsError as error:
        problems += error.problems
    if problems:
        raise RatingsError(problems)
    return _Given(known_ratings, claims, texts)


def _claims(lattice: Lattice, known: _Given) -> dict[str, _Claim]:
    """What is claimed of the figures of one composite."""
    return {rule.id: known.claims[rule.id] for rule in lattice.rules if rule.id in known.claims}


def _solved(lattice: Lattice, known: _Given, listed: bool) -> Solved:
    span = allowed = lattice.allowed(known.ratings)
    for claim in _claims(lattice, known).values():
        span = meet(span, claim.span)
    if is_empty(span):
        return Solved(lattice.id, lattice.indicators, (), FrozenMap())
    unknown = [one for one in lattice.indicators if one not in known.ratings]
    scale, lowest = lattice.scale, allowed[0]
    counts = ways(len(unknown), scale.size)
    sums = tuple(SolvedSum(lattice.rows[row], counts[row - lowest]) for row in range(span[0], span[1] + 1))
    least = max(0, span[0] - lowest - (len(unknown) - 1) * scale.size)
    most = min(scale.size, span[1] - lowest)
    ranges = FrozenMap(dict.fromkeys(unknown, (scale.printed(least), scale.printed(most))))
    vectors = None
    if listed and sum(one.vectors for one in sums) <= MOST_LISTED:
        ratings = [known.ratings.get(indicator) for indicator in lattice.indicators]
        grid = [scale.printed(position) for position in range(scale.size + 1)]
        vectors = tuple(tuple(grid[at] for at in vector) for vector in _vectors(ratings, scale.size, span))
    return Solved(lattice.id, lattice.indicators, sums, ranges, vectors)


def _vectors(ratings: list[int | None], size: int, span: Span) -> Iterator[tuple[int, ...]]:
    """Every vector, in ascending order, that keeps the known ratings and has a sum within `span`."""
    if not ratings:
        if span[0] <= 0 <= span[1]:
            yield ()
        return
    first, *rest = ratings
    reach = sum(size if rating is None else rating for rating in rest)
    least = sum(rating or 0 for rating in rest)
    choices = range(max(0, span[0] - reach), min(size, span[1] - least) + 1) if first is None else (first,)
    for choice in choices:
        for vector in _vectors(rest, size, (span[0] - choice, span[1] - choice)):
            yield choice, *vector


def _nearest(lattice: Lattice, known: _Given) -> tuple[dict[str, tuple[Decimal | str, ...]], bool]:
    """The nearest figures beside the ratings and all other claims, or beside the most that agree; whether beside all.

    Each set of most claims that agree leaves rows of its own. One of these begins where the known ratings or one of
    the claims begin, as all of them are consecutive.
    """
    claims = _claims(lattice, known)
    allowed = lattice.allowed(known.ratings)
    starts = {allowed[0], *(one.span[0] for one in claims.values())}
    agreeing = {
        frozenset(id_ for id_, one in claims.items() if one.span[0] <= start <= one.span[1])
        for start in starts
        if allowed[0] <= start <= allowed[1]
    }
    most = max(map(len, agreeing))
    nearest = {}
    for figure, claim in claims.items():
        spans = [
            reduce(meet, (claims[id_].span for id_ in some), allowed)
            for some in agreeing
            if len(some) == most and figure not in some
        ]
        if spans:
            nearest[figure] = _neighbours(lattice, figure, claim, sorted(spans))
    return nearest, most == len(claims) - 1


def _neighbours(
    lattice: Lattice, figure: str, claim: _Claim, spans: Iterable[Span]
) -> tuple[Decimal | str, ...]:
    """What rows print, span after span, that lies next to a claim on either side."""
    rows = [row for span in spans for row in lattice.rows[span[0] : span[1] + 1]]
    if isinstance(lattice.index(figure), LabelIndex):
        if is_empty(claim.span):
            return tuple(dict.fromkeys(row.figures[figure].printed for row in rows))
        before = [row.figures[figure].printed for row in rows if row.position < claim.span[0]]
        after = [row.figures[figure].printed for row in rows if row.position > claim.span[1]]
        return *before[-1:], *after[:1]
    number = numerals.parse(claim.text)
    assert number is not None  # noqa: S101 - the claim has been read as a number
    numbers = {one for row in rows if isinstance(one := row.figures[figure].printed, Decimal)}
    below = [one for one in numbers if one <= number]
    above = [one for one in numbers if one > number]
    return *([max(below)] if below else []), *([min(above)] if above else [])
