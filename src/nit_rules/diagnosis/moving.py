"""One rating misprinted: moved to where the claims that agree with each other put it."""

from collections.abc import Collection, Iterator
from fractions import Fraction
from itertools import chain, product

from nit_rules.diagnosis.part import Edits, Part
from nit_rules.diagnosis.whole import Key, Whole
from nit_rules.diagnosis.world import World
from nit_rules.model import Cause, Scale
from nit_rules.rounding import decimal_of


def rating_misprint(world: World, wrong: frozenset[Key], confirmed: Collection[str]) -> Iterator[Whole]:
    """One rating misprinted would explain those wrong claims that agree with each other; the others are replaced.

    `confirmed` are ratings that are stated a second time, and are none of those.
    It is told with the fewest claims to replace, if that is less to change than the claims themselves, or two changes.
    """
    groups: dict[tuple[Part, ...], list[str]] = {}
    movable = [] if world.unsound else [one for one in world.known if one not in confirmed]
    for indicator in movable:
        parts = tuple(part for part in world.parts if indicator in part.indicators)
        groups.setdefault(parts, []).append(indicator)
    for parts, indicators in groups.items():
        yield from _of_group(world, parts, indicators, wrong)


def _of_group(
    world: World, parts: tuple[Part, ...], indicators: list[str], wrong: frozenset[Key]
) -> Iterator[Whole]:
    claims = sum(part.wrong(part.allowed) for part in parts)
    moves = _moves(world, parts, indicators, most=max(min(claims, 2), claims - 1) - 1)
    if not claims or not moves:
        return
    elsewhere = world.mended(without=parts)
    told: dict[tuple[Key, ...], list[tuple[Edits, int]]] = {}
    for move in moves:
        sets = (part.standing((part.allowed[0] + move, part.allowed[1] + move)) for part in parts)
        for some in product(*sets):
            ways = [
                part.replaced(rows, (), part.others(standing))
                for part, (standing, rows) in zip(parts, some, strict=True)
            ]
            keys = tuple(
                (claim.figure, claim.text)
                for part, (standing, _) in zip(parts, some, strict=True)
                for claim in part.members(standing)
                if (claim.figure, claim.text) in wrong
            )
            edits = told.setdefault(keys, [])
            for indicator in indicators:
                position = world.known[indicator] + move
                if 0 <= position <= world.method.scale.size:
                    own = world.rating_edit(indicator, position)
                    for more in product(*ways, elsewhere):
                        edits.append(((own, *chain.from_iterable(more)), move))
    everything = {
        (one.figure, one.text) for part in parts for one in part.claims if (one.figure, one.text) in wrong
    }
    for keys, edits in told.items():
        if len(keys) < len(everything):
            explained = " and ".join(f"{figure} {text}" for figure, text in keys)
        else:
            explained = "it" if len(keys) == 1 else "all of it"
        moved = _words(list(dict.fromkeys(move for _, move in edits)), world.method.scale)
        yield Whole(
            Cause.RATING_MISPRINT,
            f"one rating {moved} would explain {explained}",
            keys,
            tuple(some for some, _ in edits),
        )


def _moves(world: World, parts: tuple[Part, ...], indicators: list[str], most: int) -> list[int]:
    """By how many steps a rating can be moved so that the fewest claims, and at most so many, are wrong; near first."""
    positions = [world.known[indicator] for indicator in indicators]
    lowest, highest = min(positions), max(positions)
    best: list[int] = []
    for size in range(1, world.method.scale.size + 1):
        for move in (-size, size):
            if size > highest if move < 0 else lowest + size > world.method.scale.size:
                continue
            wrong = 0
            for part in parts:
                wrong += part.wrong((part.allowed[0] + move, part.allowed[1] + move))
            if wrong < most:
                most = wrong
                best.clear()
            if wrong <= most:
                best.append(move)
    return best


def _words(moves: list[int], scale: Scale) -> str:
    """``0.25 higher``; only the smallest on either side is named."""
    words = []
    for sign, way in ((1, "higher"), (-1, "lower")):
        sizes = [abs(move) for move in moves if move * sign > 0]
        if sizes:
            more = " or more" if len(sizes) > 1 else ""
            size = decimal_of(int(min(sizes) * Fraction(scale.step) * 10**scale.digits), -scale.digits)
            words.append(f"{size}{more} {way}")
    return " or ".join(words)
