"""What could be wrong with a record as a whole: one of the figures that exclude each other."""

from collections.abc import Iterator

from nit_rules.diagnosis.part import Edits, Part
from nit_rules.diagnosis.whole import Whole
from nit_rules.diagnosis.world import World
from nit_rules.judging import Claim
from nit_rules.model import Cause, is_empty, meet


def likely_culprit(world: World, part: Part) -> Iterator[Whole]:
    """The fewest claims without which all others agree, and what each would then have to be."""
    allowed = part.allowed
    claims = [claim for claim in part.claims if not is_empty(meet(claim.span, allowed))]
    sets = [
        ([claim for claim in part.others(standing) if claim in claims], rows)
        for standing, rows in part.standing(allowed)
    ]
    if not claims or not sets[0][0]:
        return
    sets.sort(key=lambda one: [claims.index(claim) for claim in one[0]])
    contradicted = [claim for claim in part.claims if claim not in claims]
    elsewhere = world.mended(without=[part]) if not world.unsound else []
    edits: list[Edits] = []
    words = []
    for some, rows in sets:
        alternatives = part.replaced(rows, (), some)
        words.append(_words(some, alternatives))
        is_replaced = all(edit.after is not None for own in alternatives for edit in own)
        wanted, others = (some, contradicted) if is_replaced else ([], [*some, *contradicted])
        edits += [(*own, *more) for more in elsewhere for own in part.replaced(rows, wanted, others)]
    explains = tuple(
        (one.figure, one.text)
        for one in claims
        if any(is_empty(meet(meet(one.span, other.span), allowed)) for other in claims)
    )
    says = f"without {words[0]} all agree" if len(sets) == 1 else f"one is wrong: {' or '.join(words)}"
    if len(sets) == 1 and contradicted:
        # These agree with nothing, whatever else is left out.
        says += f" but for {' and '.join(f'{claim.figure} {claim.text}' for claim in contradicted)}"
    yield Whole(Cause.LIKELY_CULPRIT, says, explains, tuple(edits))


def _words(some: list[Claim], alternatives: list[Edits]) -> str:
    named = " and ".join(f"{claim.figure} {claim.text}" for claim in some)
    ways = [[edit.after for edit in edits] for edits in alternatives]
    if any(None in way for way in ways):
        return named
    return f"{named} (which would be {' or '.join(' and '.join(filter(None, way)) for way in ways)})"
