"""What could be wrong with a printed rating that cannot stand: off the grid, or printed in unequal ways."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, islice, product
from typing import NamedTuple

from nit_rules.diagnosis.digits import exchanged, one_wrong
from nit_rules.diagnosis.part import MOST_VALUES, Edits
from nit_rules.diagnosis.whole import Whole
from nit_rules.diagnosis.world import World
from nit_rules.model import Edit, Finding, Scale, Verdict
from nit_rules.verdicts import Examination

#: Where more other ratings cannot stand than this, what they could have been is not looked for,
MOST_BESIDE = 2
#: nor in more combinations than this.
MOST_WAYS = 100


class _Way(NamedTuple):
    """A position that a rating could have been printed from, and the edits that print it."""

    figure: str
    position: int
    edits: Edits


class _Combined(NamedTuple):
    """Ways of all ratings that cannot stand, that of one among them, and how many claims are wrong with them."""

    own: _Way
    positions: dict[str, int]
    edits: Edits
    wrong: int


def rating_causes(seen: Examination, world: World) -> Iterator[Whole]:
    """All hypotheses about the ratings that cannot stand."""
    scale = seen.method.scale
    for finding in seen.findings:
        if finding.figure not in seen.method.indicator:
            continue
        if finding.verdict is Verdict.CONTRADICTED:
            grid = f"{scale.printed(0)} to {scale.printed(scale.size)} in steps of {scale.step}"
            says = f"{finding.published} is not on the scale of ratings, {grid}"
            yield Whole("off-lattice", says, ((finding.figure, finding.published),))
            if len(_printed(finding.figure, world)) == 1:
                yield from _misprints(finding, world)
        else:
            yield from _culprit(finding, world)


def _printed(figure: str, world: World) -> list[str]:
    return [one.text for one in world.unsound if one.figure == figure]


def _fitting(figure: str, world: World) -> list[int]:
    """The positions of a rating with which the fewest claims are wrong."""
    wrong = [world.wrong_with({figure: position}) for position in range(world.method.scale.size + 1)]
    fewest = min(wrong)
    return [position for position, count in enumerate(wrong) if count == fewest]


def _misprints(finding: Finding, world: World) -> Iterator[Whole]:
    figure, text, scale = finding.figure, finding.published, world.method.scale
    fitting = _fitting(figure, world)
    off = Fraction(text)
    slips = {
        "transposed-digits": (f"with two digits exchanged {text} is", exchanged(text)),
        "digit-misprint": (f"{text} is one digit from", one_wrong(text)),
    }
    by_id = {id_: (words, _on(scale, texts, fitting)) for id_, (words, texts) in slips.items()}
    if len(fitting) <= MOST_VALUES:
        by_id["rating-misprint"] = ("the other ratings and the figures leave", fitting)
    some = {position for _, positions in by_id.values() for position in positions}
    nearest = sorted(some, key=lambda one: abs(off - scale.value(one)))
    ways = _combined(
        world, [_Way(figure, one, (Edit(figure, text, str(scale.printed(one))),)) for one in nearest]
    )
    for id_, (words, positions) in by_id.items():
        if positions:
            best = _fewest([one for one in ways if one.own.position in positions])
            # Where none settles the record, all that fit are told.
            named = {one.own.position for one in best} or set(positions)
            values = [str(scale.printed(one)) for one in positions if one in named]
            yield Whole(id_, f"{words} {' or '.join(values)}", ((figure, text),), _edits(world, best))


def _on(scale: Scale, texts: Iterable[str], among: Iterable[int]) -> list[int]:
    """The positions, in order, that some texts print with the digits of the scale."""
    found = {entry[0] for text in texts if (entry := scale.known_positions.get(text))}
    return [position for position in among if position in found]


def _combined(world: World, own: list[_Way]) -> list[_Combined]:
    """The ways of a rating with those of the other ratings that cannot stand; none where these are too many."""
    others = dict.fromkeys(one.figure for one in world.unsound if own and one.figure != own[0].figure)
    if len(others) > MOST_BESIDE:
        return []
    found = []
    for some in islice(product(own, *(_ways(figure, world) for figure in others)), MOST_WAYS):
        positions = {way.figure: way.position for way in some}
        edits = tuple(chain.from_iterable(way.edits for way in some))
        found.append(_Combined(some[0], positions, edits, world.wrong_with(positions)))
    return found


def _fewest(ways: list[_Combined]) -> list[_Combined]:
    """The ways with the fewest changes of claims: what leaves the figures as they are is more likely."""
    fewest = min((one.wrong for one in ways), default=0)
    return [one for one in ways if one.wrong == fewest]


def _edits(world: World, ways: list[_Combined]) -> tuple[Edits, ...]:
    """What makes everything right, the wrong claims put right as well."""
    return tuple((*one.edits, *claims) for one in ways for claims in world.mended(one.positions))


def _ways(figure: str, world: World) -> list[_Way]:
    """What a rating that cannot stand could have been: by a slip of digits, or as it is printed elsewhere."""
    scale = world.method.scale
    printed = _printed(figure, world)
    if len(printed) == 1:
        slips = chain(exchanged(printed[0]), one_wrong(printed[0]))
        positions = _on(scale, slips, range(scale.size + 1))
        return [_Way(figure, one, (Edit(figure, printed[0], str(scale.printed(one))),)) for one in positions]
    found = ((text, scale.position(text)) for text in printed)
    return [
        _Way(figure, position, tuple(Edit(figure, other, text) for other in printed if other != text))
        for text, position in found
        if position is not None
    ]


def _culprit(finding: Finding, world: World) -> Iterator[Whole]:
    """Of unequal printings of a rating, those that the figures exclude where another fits."""
    figure, scale = finding.figure, world.method.scale
    fitting = [position for position in range(scale.size + 1) if not world.wrong_with({figure: position})]
    right = [way for way in _ways(figure, world) if way.position in fitting]
    if right and scale.position(finding.published) not in fitting:
        text = next(edit.after for edit in right[0].edits)
        says = f"the figures leave {figure} {text}, not {finding.published}"
        yield Whole(
            "likely-culprit",
            says,
            ((figure, finding.published),),
            _edits(world, _fewest(_combined(world, right[:1]))),
        )
