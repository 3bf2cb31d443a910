"""Values in each other's place: two columns exchanged, or three figures moved round."""

from collections.abc import Iterator
from itertools import combinations

from nit_rules import numerals
from nit_rules.diagnosis.part import Part
from nit_rules.diagnosis.whole import Key, Whole
from nit_rules.diagnosis.world import World
from nit_rules.model import Cause, Edit, is_empty

#: With more figures than this, no three are tried in each other's place.
MOST_FIGURES = 6


def swapped(world: World, part: Part, wrong: frozenset[Key]) -> Iterator[Whole]:
    """Figures in each other's place, or a figure and a rating; one is wrong, and all is right once exchanged."""
    figures = [(claim.figure, claim.text) for claim in part.claims if numerals.parse(claim.text) is not None]
    unsound = [(one.figure, one.text) for one in world.unsound if one.figure in part.indicators]
    known = [(figure, text) for figure, text in world.printed.items() if figure in part.indicators]
    find = part.lattice.find
    for place, one in enumerate(figures):
        others = figures[place + 1 :]
        if world.method.scale.position(one[1]) is not None:
            others += [*unsound, *known]
        for other in others:
            # Most pairs stop here: what stands in the other place is no such figure.
            if (one in wrong or other in wrong) and not is_empty(find(one[0], other[1])):
                yield from _exchanged(world, part, wrong, (one, other), (other, one))
    if 2 < len(figures) <= MOST_FIGURES:
        for one, two, three in combinations(figures, 3):
            if wrong & {one, two, three}:
                yield from _exchanged(world, part, wrong, (one, two, three), (two, three, one))
                yield from _exchanged(world, part, wrong, (one, two, three), (three, one, two))


def _exchanged(
    world: World, part: Part, wrong: frozenset[Key], keys: tuple[Key, ...], instead: tuple[Key, ...]
) -> Iterator[Whole]:
    find = part.lattice.find
    for (figure, text), (_, other) in zip(keys, instead, strict=True):
        if text == other or (figure not in part.indicators and is_empty(find(figure, other))):
            return
    ids = [figure for figure, _ in keys]
    edits = tuple(Edit(figure, text, other) for (figure, text), (_, other) in zip(keys, instead, strict=True))
    if len(set(ids)) == len(ids) and world.is_right_after(edits):
        named = [f"{figure} {text}" for figure, text in keys]
        says = f"{', '.join(named[:-1])} and {named[-1]} stand in each other's place"
        order = (*world.method.indicator, *world.method.rule)
        columns = sorted(ids, key=order.index)
        what = f"{', '.join(columns[:-1])} and {columns[-1]}"
        # All is right once they are exchanged: that explains whatever was wrong.
        yield Whole(Cause.COLUMNS_SWAPPED, says, (*keys, *wrong), (edits,), (what,))
