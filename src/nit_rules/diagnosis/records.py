"""What could be wrong with a record as a whole: one rating, one of the figures that exclude each other, two columns."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from nit_rules import numerals
from nit_rules.diagnosis.world import Edits, World
from nit_rules.model import Edit, Lattice, Scale, Span, is_empty, meet
from nit_rules.rounding import decimal_of
from nit_rules.verdicts import Claim

#: A figure that would have to be one of more values than this is rather removed than replaced.
MOST_VALUES = 4


@frozen
class Whole:
    """A hypothesis about a record: the claims that it explains (figure and text), and the edits it amounts to."""

    id: str
    says: str
    explains: tuple[tuple[str, str], ...]
    edits: tuple[Edits, ...]


def rating_misprint(world: World, lattice: Lattice, wrong: tuple[Claim, ...]) -> Iterator[Whole]:
    """All claims agree, and one rating misprinted would explain why the ratings do not give them."""
    together = lattice.everything
    for claim in world.of_lattice(lattice):
        together = meet(together, claim.span)
    allowed = world.allowed(lattice)
    if is_empty(together) or not is_empty(meet(together, allowed)):
        return
    # Moving one rating by d steps moves what is allowed by d.
    moves = sorted(range(together[0] - allowed[1], together[1] - allowed[0] + 1), key=abs)
    scale = lattice.scale
    is_all = not world.unsound and not any(
        is_empty(world.left(other, world.of_lattice(other)))
        for other in world.method.lattices
        if other is not lattice
    )
    edits: list[Edits] = []
    used = []
    for move in moves:
        for indicator in lattice.indicators:
            position = world.known.get(indicator)
            if position is None or not 0 <= position + move <= scale.size:
                continue
            edit = world.rating_edit(indicator, position + move)
            completed = (edit,) if is_all else world.completed((edit,))
            if completed is not None:
                edits.append(completed)
                used.append(move)
    if edits:
        words = _moves(list(dict.fromkeys(used)), scale)
        says = f"one rating {words} would explain {'it' if len(wrong) == 1 else 'all of it'}"
        yield Whole("rating-misprint", says, tuple((one.figure, one.text) for one in wrong), tuple(edits))


def _moves(moves: list[int], scale: Scale) -> str:
    """``0.25 higher``; only the smallest on either side is named."""
    words = []
    for sign, way in ((1, "higher"), (-1, "lower")):
        sizes = [abs(move) for move in moves if move * sign > 0]
        if sizes:
            more = " or more" if len(sizes) > 1 else ""
            size = decimal_of(int(min(sizes) * Fraction(scale.step) * 10**scale.digits), -scale.digits)
            words.append(f"{size}{more} {way}")
    return " or ".join(words)


def likely_culprit(world: World, lattice: Lattice) -> Iterator[Whole]:
    """The fewest claims without which all others agree, and what each would then have to be."""
    allowed = world.allowed(lattice)
    claims = [claim for claim in world.of_lattice(lattice) if not is_empty(meet(claim.span, allowed))]
    # Spans that meet in pairs meet in common, so the most claims that can stand together are those that share a row,
    # and the first row of one of them at that.
    standing = {
        tuple(one for one in claims if one.span[0] <= row <= one.span[1]) for row in _starts(claims, allowed)
    }
    most = max(map(len, standing), default=0)
    if most == len(claims):
        return
    sets = [tuple(one for one in claims if one not in some) for some in standing if len(some) == most]
    sets.sort(key=lambda some: [claims.index(one) for one in some])
    edits: list[Edits] = []
    words = []
    for some in sets:
        left = world.left(lattice, (claim for claim in claims if claim not in some))
        values = _values(lattice, some, left)
        words.append(_words(some, values))
        alternatives = [
            tuple(Edit(one.figure, one.text, to) for one, to in zip(some, row, strict=True)) for row in values
        ] or [tuple(Edit(one.figure, one.text, None) for one in some)]
        edits += filter(None, map(world.completed, alternatives))
    explains = tuple(
        (one.figure, one.text) for one in claims if any(_excludes(one, other, allowed) for other in claims)
    )
    says = f"without {words[0]} all agree" if len(sets) == 1 else f"one is wrong: {' or '.join(words)}"
    yield Whole("likely-culprit", says, explains, tuple(edits))


def _starts(claims: list[Claim], allowed: Span) -> list[int]:
    return sorted({max(claim.span[0], allowed[0]) for claim in claims})


def _excludes(one: Claim, other: Claim, allowed: Span) -> bool:
    return is_empty(meet(meet(one.span, other.span), allowed))


def _values(lattice: Lattice, some: tuple[Claim, ...], left: Span) -> list[tuple[str, ...]]:
    """What the claims would have to be, together; none where that is too many ways."""
    rows = lattice.rows[left[0] : left[1] + 1]
    values = list(dict.fromkeys(tuple(row.figures[claim.figure].text for claim in some) for row in rows))
    return values if len(values) <= MOST_VALUES else []


def _words(some: tuple[Claim, ...], values: list[tuple[str, ...]]) -> str:
    named = " and ".join(f"{claim.figure} {claim.text}" for claim in some)
    if not values:
        return named
    return f"{named} (which would be {' or '.join(' and '.join(row) for row in values)})"


def swapped(world: World, lattice: Lattice, wrong: tuple[Claim, ...]) -> Iterator[Whole]:
    """Two values in each other's place: two figures, or a figure and a rating that cannot stand."""
    scale = lattice.scale
    numbers = [(claim.figure, claim.text) for claim in wrong if numerals.parse(claim.text) is not None]
    partners = [(one.figure, one.text) for one in world.unsound if one.figure in lattice.indicators]
    for place, (figure, text) in enumerate(numbers):
        for other, instead in (*numbers[place + 1 :], *partners):
            if other == figure or (other in world.method.indicator and scale.position(text) is None):
                continue
            edits = (Edit(figure, text, instead), Edit(other, instead, text))
            if not is_empty(lattice.span(figure, instead)) and world.edited(edits).is_right:
                says = f"{figure} {text} and {other} {instead} stand in each other's place"
                yield Whole("columns-swapped", says, ((figure, text), (other, instead)), (edits,))
