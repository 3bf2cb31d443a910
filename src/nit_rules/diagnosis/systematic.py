"""Rules that somebody else may have followed: the rows from which each leads to what is claimed."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from nit_rules import numerals
from nit_rules.catalog import Catalog
from nit_rules.diagnosis.part import Part
from nit_rules.diagnosis.rivals import rivals
from nit_rules.diagnosis.tables import (
    coarser_step_of,
    otherwise,
    shorter,
    step_before_zeros,
    step_of,
    sums,
)
from nit_rules.diagnosis.world import World
from nit_rules.judging import Claim
from nit_rules.model import (
    NOWHERE,
    BandRule,
    Cause,
    LabelIndex,
    Lattice,
    Methodology,
    NumberIndex,
    Rescale,
    Span,
    is_empty,
)
from nit_rules.rounding import RoundingMode

MODES = {
    Cause.HALF_UP: RoundingMode.HALF_UP,
    Cause.TRUNCATED: RoundingMode.DOWN,
    Cause.ROUNDED_UP: RoundingMode.UP,
    Cause.HALF_EVEN: RoundingMode.HALF_EVEN,
}
#: How a figure can come to have fewer digits, in the order in which these are considered.
FEWER = {
    Cause.FEWER_DIGITS: RoundingMode.HALF_UP,
    Cause.TRUNCATED: RoundingMode.DOWN,
    Cause.ROUNDED_UP: RoundingMode.UP,
}


#: A way to a claim, and whether it leads to fewer digits than the rule prints.
_Way = tuple[Cause, bool]
_FAMILIES: tuple[tuple[_Way, ...], ...] = (
    ((Cause.PERCENTAGE_FROM_ROUNDED_SCORE, False),),
    ((Cause.STATUS_FROM_PERCENTAGE, False),),
    ((Cause.BAND_EDGE, False),),
    ((Cause.TRUNCATED, False),),
    ((Cause.ROUNDED_UP, False),),
    ((Cause.REVERSED_SCALE, False),),
    ((Cause.FRACTION_OF_ONE, False),),
    ((Cause.PERCENTAGE_OF_HIGHEST, False),),
    ((Cause.SUM_OF_RATINGS, False),),
    # The two differ in ties only: half to even is told where it explains more.
    ((Cause.HALF_UP, False), (Cause.HALF_EVEN, False)),
    tuple((cause, True) for cause in FEWER),
    ((Cause.ZEROS_ADDED, True),),
)


#: The figures of the edition before by the cause that they are: as they are, or with the scale turned.
Earlier = Mapping[Cause, Mapping[str, tuple[str, ...]]]


class Hypothesis(NamedTuple):
    """A rule that somebody else followed, and for each claim the rows from which it leads there.

    `what` tells hypotheses of one id apart: the methodology, the other figure, the indicator that is left out.
    `is_fewer` says that it leads to fewer digits than the rule prints.
    """

    id: Cause
    spans: tuple[Span, ...]
    what: str = ""
    is_fewer: bool = False


def families(catalog: Catalog, world: World, part: Part, before: Earlier) -> Iterator[list[Hypothesis]]:
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


def _all(catalog: Catalog, world: World, part: Part, before: Earlier) -> Iterator[list[Hypothesis]]:
    lattice, claims = part.lattice, part.claims
    # What leads to a claim does not depend on the record, so it is remembered.
    ways = lattice.kept("ways", lambda: numerals.remembered(partial(_ways, lattice, world.method.legends)))
    led = [ways(claim.figure, claim.text, claim.span) for claim in claims]
    for family in _FAMILIES:
        yield [
            Hypothesis(id_, tuple(one.get((id_, is_fewer), NOWHERE) for one in led), is_fewer=is_fewer)
            for id_, is_fewer in family
        ]
    for other in catalog.pinned:
        yield from _of_methodology(world.method, part, other)
    yield from _misplaced(part)
    yield from _of_other_composites(catalog, world, part)
    yield _omitted(world, part)
    for id_, figures in before.items():
        stale = (claim.text in figures.get(claim.figure, ()) for claim in claims)
        yield [Hypothesis(id_, tuple(part.allowed if one else NOWHERE for one in stale))]


def _ways(
    lattice: Lattice, legends: tuple[BandRule, ...], figure: str, text: str, own: Span
) -> dict[_Way, Span]:
    """The rows from which each way leads to a claim: other sources, roundings and the turned scale.

    Other roundings are to the digits of the rule, or to those of a claim that has more, or fewer.
    """
    found: dict[_Way, Span] = {}
    for rival in rivals(lattice, legends):
        span = rival.span(figure, text) or NOWHERE
        if not is_empty(span):
            # Two rivals of one kind lead to rows beside each other.
            first, last = found.get((rival.id, False), span)
            found[rival.id, False] = min(first, span[0]), max(last, span[1])
    found[Cause.REVERSED_SCALE, False] = _turned(lattice, own)
    number = numerals.parse(text)
    if number is not None and not isinstance(lattice.index(figure), LabelIndex):
        if 0 < number <= 1 and _is_percentage(lattice, figure):
            # So a spreadsheet stores what it shows with a percent sign.
            found[Cause.FRACTION_OF_ONE, False] = lattice.span(figure, format(number * 100, "f"))
        if figure == lattice.id:
            found[Cause.SUM_OF_RATINGS, False] = sums(lattice).get(number, NOWHERE)
        value = Fraction(number)
        step = step_of(lattice, figure, number)
        for id_, mode in MODES.items():
            found[id_, False] = otherwise(lattice, figure, value, step, mode)
        if (fewer := coarser_step_of(lattice, figure, number)) is not None:
            for id_, mode in FEWER.items():
                found[id_, True] = otherwise(lattice, figure, value, fewer, mode)
        if (before := step_before_zeros(lattice, figure, number)) is not None:
            found[Cause.ZEROS_ADDED, True] = otherwise(lattice, figure, value, before, RoundingMode.HALF_UP)
    return found


def _is_percentage(lattice: Lattice, figure: str) -> bool:
    return any(rule.id == figure and isinstance(rule, Rescale) and 100 in rule.onto for rule in lattice.rules)


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
    yield [Hypothesis(Cause.OTHER_METHODOLOGY, tuple(found), other.id)]
    if method.scale.best is not other.scale.best:
        turned = tuple(_turned(part.lattice, span) for span in found)
        yield [Hypothesis(Cause.OTHER_METHODOLOGY, turned, f"{other.id} with the scale turned")]


def _theirs(method: Methodology, lattice: Lattice, other: Methodology, claim: Claim) -> Span:
    theirs = other.lattice_of.get(claim.figure)
    if theirs is None or not _comparable(method, lattice, other, theirs):
        return NOWHERE
    return theirs.find(claim.figure, claim.text)


def _comparable(method: Methodology, lattice: Lattice, other: Methodology, theirs: Lattice) -> bool:
    return _same_grid(method, other) and set(lattice.indicators) == set(theirs.indicators)


def _same_grid(method: Methodology, other: Methodology) -> bool:
    mine, its = method.scale, other.scale
    return (mine.lowest, mine.highest, mine.step) == (its.lowest, its.highest, its.step)


def _misplaced(part: Part) -> Iterator[list[Hypothesis]]:
    """A number of the composite, as it is printed, in the place of one that is claimed.

    A number that is claimed itself is looked for in no other place, but the mean in that of a percentage: the same
    column was taken twice.
    """
    claimed = {claim.figure for claim in part.claims}
    mean = part.lattice.id
    for rule in part.lattice.rules:
        index = part.lattice.index(rule.id)
        if isinstance(index, NumberIndex):
            numbers = (
                numerals.parse(claim.text)
                if rule.id not in claimed or rule.id == mean != claim.figure
                else None
                for claim in part.claims
            )
            spans = (NOWHERE if one is None else index.printed.get(one, NOWHERE) for one in numbers)
            yield [Hypothesis(Cause.OTHER_FIGURE, tuple(spans), rule.id)]


def _of_other_composites(catalog: Catalog, world: World, part: Part) -> Iterator[list[Hypothesis]]:
    """A number that the known ratings give in another composite, of these rules or of others."""
    if part.allowed[0] != part.allowed[1]:
        return
    numbers = [numerals.parse(claim.text) for claim in part.claims]
    others = [one for one in catalog.pinned if one.name != world.method.name]
    # On a turned scale the same ratings have the same mean, but mean something else.
    others.sort(key=lambda one: one.scale.best is not world.method.scale.best)
    for method in (world.method, *others):
        of = "" if method is world.method else f" of {method.id}"
        for lattice in method.lattices:
            is_rated = lattice.indicators and world.known.keys() >= set(lattice.indicators)
            if (
                not is_rated
                or not _same_grid(method, world.method)
                or set(lattice.indicators) == set(part.indicators)
            ):
                continue
            row = lattice.rows[sum(world.known[indicator] for indicator in lattice.indicators)]
            for id_, figure in row.figures.items():
                spans = (part.allowed if number == figure.printed else NOWHERE for number in numbers)
                yield [Hypothesis(Cause.OTHER_FIGURE, tuple(spans), f"{id_}{of}")]


def _omitted(world: World, part: Part) -> list[Hypothesis]:
    """The mean of all ratings but one, and what follows from it."""
    lattice, known = part.lattice, world.known
    low, high = part.allowed
    if low != high or len(lattice.indicators) < 2:
        return []
    find = shorter(lattice).find
    spans = [find(claim.figure, claim.text) for claim in part.claims]
    return [
        Hypothesis(
            Cause.INDICATOR_OMITTED,
            tuple(part.allowed if one[0] <= low - known[indicator] <= one[1] else NOWHERE for one in spans),
            indicator,
        )
        for indicator in lattice.indicators
    ]
