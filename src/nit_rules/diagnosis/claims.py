"""What could be wrong with one claim by itself: no ratings give it, a digit is wrong, or two are exchanged."""

from collections.abc import Iterator
from fractions import Fraction

from nit_rules import numerals
from nit_rules.diagnosis.applying import or_words
from nit_rules.diagnosis.digits import exchanged, moved, opened
from nit_rules.diagnosis.part import Part
from nit_rules.diagnosis.tables import alike, spans
from nit_rules.diagnosis.whole import Whole
from nit_rules.diagnosis.world import World
from nit_rules.errors import quoted
from nit_rules.judging import Claim
from nit_rules.model import Cause, LabelIndex, Lattice, Span, is_empty, meet


def misprinted(world: World, part: Part, claim: Claim) -> Iterator[Whole]:
    """The hypotheses about one claim, beside the rows that are left to it by the others that the ratings allow."""
    if is_empty(claim.span):
        yield Whole(Cause.OFF_LATTICE, _off_lattice(part.lattice, claim), ((claim.figure, claim.text),))
    left = part.allowed
    for one in part.claims:
        if one != claim and not is_empty(meet(one.span, part.allowed)):
            left = meet(left, one.span)
    if is_empty(left) or isinstance(part.lattice.index(claim.figure), LabelIndex):
        return
    near = alike(part.lattice, claim.figure)
    close = [text for pattern in opened(claim.text) for text in near.get(pattern, ()) if text != claim.text]
    slips = (
        (Cause.TRANSPOSED_DIGITS, "{} is {} with two digits exchanged", exchanged(claim.text)),
        (Cause.DIGIT_MISPRINT, "{} is one digit from {}", close),
        (Cause.MISPLACED_POINT, "{} is {} with its point lost or moved", moved(claim.text)),
    )
    printed = spans(part.lattice, claim.figure)
    for id_, words, slipped in slips:
        some = {
            text: rows
            for text in slipped
            if text in printed and not is_empty(rows := meet(printed[text], left))
        }
        if some:
            yield _misprint(world, part, claim, id_, words, some)


def _misprint(world: World, part: Part, claim: Claim, id_: Cause, words: str, some: dict[str, Span]) -> Whole:
    nearest = sorted(some, key=lambda text: abs(Fraction(text) - Fraction(claim.text)))
    others = [one for one in part.claims if one != claim and is_empty(meet(one.span, part.allowed))]
    edits = [
        (*own, *more)
        for more in (world.mended(without=[part]) if not world.unsound else ())
        for text in nearest
        for own in part.replaced(some[text], [claim], others)
    ]
    return Whole(
        id_, words.format(claim.text, or_words(nearest)), ((claim.figure, claim.text),), tuple(edits)
    )


def _off_lattice(lattice: Lattice, claim: Claim) -> str:
    text, index = claim.text, lattice.index(claim.figure)
    number = numerals.parse(text)
    if isinstance(index, LabelIndex) or number is None:
        return f"no ratings give {quoted(text)}: it is none of the classes"
    below = max((one for one in index.printed if one < number), default=None)
    above = min((one for one in index.printed if one > number), default=None)
    near = [str(one) for one in (below, above) if one is not None]
    return f"no ratings give {text}; the nearest {'are' if len(near) > 1 else 'is'} {' and '.join(near)}"
