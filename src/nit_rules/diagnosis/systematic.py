"""Rules that somebody else may have followed: the rows from which each leads to what is claimed."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from nit_rules import numerals
from nit_rules.catalog import Catalog
from nit_rules.diagnosis.part import Part
from nit_rules.diagnosis.rivals import rivals
from nit_rules.diagnosis.tables import look_up, otherwise, shorter, steps_of
from nit_rules.diagnosis.world import World
from nit_rules.model import NOWHERE, LabelIndex, Lattice, Methodology, Span, is_empty
from nit_rules.rounding import RoundingMode
from nit_rules.verdicts import Claim

MODES = {
    "truncated": RoundingMode.DOWN,
    "rounded-up": RoundingMode.UP,
    "half-even": RoundingMode.HALF_EVEN,
}
#: How a figure can come to have fewer digits, in the order in which these are considered.
FEWER = {
    "fewer-digits": RoundingMode.HALF_UP,
    "truncated": RoundingMode.DOWN,
    "rounded-up": RoundingMode.UP,
}
REVERSED = "reversed-scale"
OTHER = "other-methodology"
OMITTED = "indicator-omitted"
BEFORE = "previous-edition"


class Hypothesis(NamedTuple):
    """A rule that somebody else followed, and for each claim the rows from which it leads there.

    `what` tells hypotheses of one id apart: the methodology, the indicator that is left out. `is_fewer` says that it
    leads to fewer digits than the rule prints.
    """

    id: str
    spans: tuple[Span, ...]
    what: str = ""
    is_fewer: bool = False


def families(
    catalog: Catalog, world: World, part: Part, before: Mapping[str, tuple[str, ...]]
) -> Iterator[list[Hypothesis]]:
    """All hypotheses about the claims of a composite; of a family those that explain most are told, the first such.

    `before` holds the figures of the edition before. What leads to no claim in another way than the rules is left out.
    """
    own = tuple(claim.span for claim in part.claims)
    for family in _all(catalog, world, part, before):
        some = [one for one in family if any(map(_adds, one.spans, own))]
        if some:
            yield some


def _adds(span: Span, own: Span) -> bool:
    return span != own and not is_empty(span)


def _all(
    catalog: Catalog, world: World, part: Part, before: Mapping[str, tuple[str, ...]]
) -> Iterator[list[Hypothesis]]:
    lattice, claims = part.lattice, part.claims

    def each(rows: Callable[[Claim], Span | None]) -> tuple[Span, ...]:
        return tuple(rows(claim) or NOWHERE for claim in claims)

    for rival in rivals(lattice, world.method.legends):
        yield [Hypothesis(rival.id, each(lambda claim, of=rival: of.span(claim.figure, claim.text)))]  # type: ignore[misc]
    yield from _roundings(part)
    yield [Hypothesis(REVERSED, tuple(_turned(lattice, claim.span) for claim in claims))]
    for other in catalog.pinned:
        yield from _of_methodology(world.method, part, other)
    yield _omitted(world, part)
    yield [
        Hypothesis(
            BEFORE, each(lambda claim: part.allowed if claim.text in before.get(claim.figure, ()) else None)
        )
    ]


def _roundings(part: Part) -> Iterator[list[Hypothesis]]:
    """Other roundings, to the digits of the rule or to those of a claim that has more, and to fewer digits."""
    lattice = part.lattice
    numbers = {
        place: number
        for place, claim in enumerate(part.claims)
        if not isinstance(lattice.index(claim.figure), LabelIndex)
        and (number := numerals.parse(claim.text)) is not None
    }
    values = {place: Fraction(number) for place, number in numbers.items()}
    steps = {place: steps_of(lattice, part.claims[place].figure, one) for place, one in numbers.items()}
    own = {place: step for place, (step, _) in steps.items()}
    fewer = {place: step for place, (_, step) in steps.items() if step is not None}

    def spans(some: dict[int, Fraction], mode: RoundingMode) -> tuple[Span, ...]:
        return tuple(
            otherwise(lattice, claim.figure, values[place], some[place], mode) if place in some else NOWHERE
            for place, claim in enumerate(part.claims)
        )

    for id_, mode in MODES.items():
        yield [Hypothesis(id_, spans(own, mode))]
    if fewer:
        yield [Hypothesis(id_, spans(fewer, mode), is_fewer=True) for id_, mode in FEWER.items()]


def _turned(lattice: Lattice, span: Span) -> Span:
    last = len(lattice.rows) - 1
    return NOWHERE if is_empty(span) else (last - span[1], last - span[0])


def _of_methodology(method: Methodology, part: Part, other: Methodology) -> Iterator[list[Hypothesis]]:
    """Another methodology that rates the same indicators on the same grid, and that with the scale turned."""
    if other.name == method.name:
        return
    found = [_theirs(method, part.lattice, other, claim) for claim in part.claims]
    if all(map(is_empty, found)):
        return
    yield [Hypothesis(OTHER, tuple(found), other.id)]
    if method.scale.best is not other.scale.best:
        turned = tuple(_turned(part.lattice, span) for span in found)
        yield [Hypothesis(OTHER, turned, f"{other.id} with the scale turned")]


def _theirs(method: Methodology, lattice: Lattice, other: Methodology, claim: Claim) -> Span:
    theirs = other.lattice_of.get(claim.figure)
    if theirs is None or not _comparable(method, lattice, other, theirs):
        return NOWHERE
    return look_up(theirs)(claim.figure, claim.text)


def _comparable(method: Methodology, lattice: Lattice, other: Methodology, theirs: Lattice) -> bool:
    mine, its = method.scale, other.scale
    grids = (mine.lowest, mine.highest, mine.step) == (its.lowest, its.highest, its.step)
    return grids and set(lattice.indicators) == set(theirs.indicators)


def _omitted(world: World, part: Part) -> list[Hypothesis]:
    """The mean of all ratings but one, and what follows from it."""
    lattice, known = part.lattice, world.known
    low, high = part.allowed
    if low != high or len(lattice.indicators) < 2:
        return []
    find = look_up(shorter(lattice))
    spans = [find(claim.figure, claim.text) for claim in part.claims]
    return [
        Hypothesis(
            OMITTED,
            tuple(part.allowed if one[0] <= low - known[indicator] <= one[1] else NOWHERE for one in spans),
            indicator,
        )
        for indicator in lattice.indicators
    ]
