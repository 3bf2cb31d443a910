"""What could be wrong with a printed rating that cannot stand: off the grid, or printed in unequal ways."""

from collections.abc import Iterator
from itertools import product

from attrs import evolve, frozen

from nit_rules.diagnosis.digits import one_digit, two_exchanged
from nit_rules.diagnosis.world import Edits, World
from nit_rules.model import Edit, Finding, Stated, Verdict
from nit_rules.verdicts import Examination

#: Where more other ratings cannot stand than this, what they could have been is not looked for.
MOST_BESIDE = 2


@frozen
class RatingCause:
    """A hypothesis about one rating."""

    id: str
    says: str
    edits: tuple[Edits, ...] = ()


def rating_causes(seen: Examination, world: World) -> Iterator[tuple[Stated, RatingCause]]:
    """All hypotheses about the ratings that cannot stand."""
    for finding in seen.findings:
        if finding.figure not in seen.method.indicator:
            continue
        stated = Stated(finding.figure, finding.published, finding.at)
        scale = seen.method.scale
        if finding.verdict is Verdict.CONTRADICTED:
            grid = f"{scale.printed(0)} to {scale.printed(scale.size)} in steps of {scale.step}"
            says = f"{finding.published} is not on the scale of ratings, {grid}"
            yield stated, RatingCause("off-lattice", says)
            yield from ((stated, cause) for cause in _misprints(finding, world))
        else:
            yield from ((stated, cause) for cause in _culprit(finding, world))


def _fitting(figure: str, world: World) -> list[str]:
    """The values of a rating that the other ratings and the claims leave."""
    scale = world.method.scale
    fitting = []
    for position in range(scale.size + 1):
        tried = evolve(world, known={**world.known, figure: position}, unsound=())
        if tried.is_right:
            fitting.append(str(scale.printed(position)))
    return fitting


def _misprints(finding: Finding, world: World) -> Iterator[RatingCause]:
    text, fitting = finding.published, _fitting(finding.figure, world)
    beside = _beside(finding, world)
    by_id: dict[str, list[str]] = {}
    if len(fitting) == 1:
        by_id["rating-misprint"] = fitting
    for value in fitting:
        if (id_ := _slip_of(value, text)) is not None:
            by_id.setdefault(id_, []).append(value)
    words = {
        "rating-misprint": "the other ratings and the figures leave",
        "digit-misprint": f"{text} is one digit from",
        "transposed-digits": f"with two digits exchanged {text} is",
    }
    for id_, values in by_id.items():
        own = (Edit(finding.figure, text, value) for value in values)
        edits = [*filter(None, (world.completed((one, *others)) for one, others in product(own, beside)))]
        # What leaves the figures as they are is more likely than what changes them too.
        fewest = min(map(len, edits), default=0)
        says = f"{words[id_]} {' or '.join(values)}"
        yield RatingCause(id_, says, tuple(some for some in edits if len(some) == fewest))


def _slip_of(value: str, text: str) -> str | None:
    """How a printed rating could have come from another: one digit wrong, or two exchanged."""
    if len(value) != len(text):
        return None
    if one_digit(value, text):
        return "digit-misprint"
    return "transposed-digits" if two_exchanged(value, text) else None


def _beside(finding: Finding, world: World) -> list[Edits]:
    """What the other ratings that cannot stand could have been, by a slip of digits each."""
    scale = world.method.scale
    grid = [str(scale.printed(position)) for position in range(scale.size + 1)]
    others = [one for one in world.unsound if one.figure != finding.figure]
    if len(others) > MOST_BESIDE:
        return []
    ways = (
        [Edit(one.figure, one.text, value) for value in grid if _slip_of(value, one.text)] for one in others
    )
    return [*product(*ways)]


def _culprit(finding: Finding, world: World) -> Iterator[RatingCause]:
    """Of unequal printings of a rating, those that the figures exclude where another fits."""
    fitting = set(_fitting(finding.figure, world))
    position = world.method.scale.position(finding.published)
    if position is None or str(world.method.scale.printed(position)) in fitting:
        return
    printed = [one.text for one in world.unsound if one.figure == finding.figure]
    right = [text for text in printed if text in fitting]
    if right:
        changes = tuple(Edit(finding.figure, text, right[0]) for text in printed if text not in fitting)
        completed = world.completed((*changes, Edit(finding.figure, right[0], right[0])))
        says = f"the figures leave {finding.figure} {right[0]}, not {finding.published}"
        yield RatingCause("likely-culprit", says, (changes,) if completed else ())
