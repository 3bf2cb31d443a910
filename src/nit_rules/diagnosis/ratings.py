"""What could be wrong with a printed rating that cannot stand: off the grid, or printed in unequal ways."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, islice, product
from math import floor
from typing import NamedTuple

from nit_rules.diagnosis.applying import has_zeros, together, with_fewer
from nit_rules.diagnosis.digits import exchanged, opened
from nit_rules.diagnosis.part import MOST_VALUES, Edits
from nit_rules.diagnosis.tables import ratings_alike
from nit_rules.diagnosis.whole import Whole
from nit_rules.diagnosis.world import World
from nit_rules.model import Cause, Edit, Finding, Scale, Verdict
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
    """Ways of all ratings that cannot stand, that of one among them first, and how many claims are wrong with them."""

    ways: tuple[_Way, ...]
    wrong: int

    @property
    def own(self) -> int:
        """The position of the one."""
        return self.ways[0].position


def _positions(ways: Iterable[_Way]) -> dict[str, int]:
    return {way.figure: way.position for way in ways}


class _Unsound:
    """The ratings of a record that cannot stand, as they are printed, and what each could have been."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.scale = world.method.scale
        self.printed: dict[str, list[str]] = {}
        for one in world.unsound:
            self.printed.setdefault(one.figure, []).append(one.text)
        self._wrong: dict[tuple[bool, ...], list[int]] = {}
        self._slips: dict[str, dict[str, list[int]]] = {}
        self._ways: dict[str, list[_Way]] = {}

    def wrong(self, figure: str) -> list[int]:
        """How many claims are wrong with each position of a rating, while the others that cannot stand are open."""
        # Ratings of the same composites count alike.
        parts = tuple(figure in part.indicators for part in self.world.parts)
        found = self._wrong.get(parts)
        if found is None:
            positions = range(self.scale.size + 1)
            found = self._wrong[parts] = [self.world.wrong_with({figure: one}) for one in positions]
        return found

    def slips(self, figure: str) -> dict[str, list[int]]:
        """The positions, in order, that a rating printed in one way is a slip of digits from."""
        found = self._slips.get(figure)
        if found is None:
            (text,) = self.printed[figure]
            alike = ratings_alike(self.world.method.lattices[0])
            texts = {
                Cause.TRANSPOSED_DIGITS: exchanged(text),
                Cause.DIGIT_MISPRINT: (other for some in opened(text) for other in alike.get(some, ())),
            }
            found = self._slips[figure] = {id_: _on(self.scale, some) for id_, some in texts.items()}
        return found

    def ways(self, figure: str) -> list[_Way]:
        """What a rating could have been: by a slip of digits, or as it is printed elsewhere."""
        found = self._ways.get(figure)
        if found is None:
            found = self._ways[figure] = self._could_be(figure)
        return found

    def _could_be(self, figure: str) -> list[_Way]:
        printed = self.printed[figure]
        if len(printed) == 1:
            positions = sorted(set(chain.from_iterable(self.slips(figure).values())))
            return [self.put_right(figure, one) for one in positions]
        found = ((text, self.scale.position(text)) for text in printed)
        return [
            _Way(figure, position, tuple(Edit(figure, other, text) for other in printed if other != text))
            for text, position in found
            if position is not None
        ]

    def put_right(self, figure: str, position: int) -> _Way:
        """A rating printed in one way, replaced."""
        (text,) = self.printed[figure]
        return _Way(figure, position, (Edit(figure, text, self.scale.texts[position]),))

    def combined(self, own: list[_Way]) -> list[_Combined]:
        """The ways of a rating with those of the others; none where these are too many."""
        others = [figure for figure in self.printed if own and figure != own[0].figure]
        if len(others) > MOST_BESIDE:
            return []
        return [
            _Combined(some, self.world.wrong_with(_positions(some)))
            for some in islice(product(own, *map(self.ways, others)), MOST_WAYS)
        ]

    def settled(self, ways: list[_Combined]) -> tuple[Edits, ...]:
        """What makes everything right, the wrong claims put right as well."""
        return tuple(
            (*chain.from_iterable(way.edits for way in one.ways), *claims)
            for one in ways
            for claims in self.world.mended(_positions(one.ways))
        )


def rating_causes(seen: Examination, world: World) -> Iterator[Whole]:
    """All hypotheses about the ratings that cannot stand."""
    scale = seen.method.scale
    unsound = _Unsound(world)
    for finding in seen.findings:
        if finding.figure not in seen.method.indicator:
            continue
        if finding.verdict is Verdict.CONTRADICTED:
            says = f"{finding.published} is not on the scale of ratings, {scale.grid}"
            yield Whole(Cause.OFF_LATTICE, says, ((finding.figure, finding.published),))
            if len(unsound.printed[finding.figure]) == 1:
                yield from _misprints(finding, unsound)
        else:
            yield from _culprit(finding, unsound)
    yield from _fewer_digits(unsound, Cause.FEWER_DIGITS)
    yield from _fewer_digits(unsound, Cause.ZEROS_ADDED)


def _fewer_digits(unsound: _Unsound, cause: Cause) -> Iterator[Whole]:
    """The ratings that are printed with fewer digits than they have, all at once: 1.3 for 1.25, or 1.30."""
    ways = [
        unsound.put_right(figure, position)
        for figure, (text, *others) in unsound.printed.items()
        if not others
        and has_zeros(text) == (cause is Cause.ZEROS_ADDED)
        and (position := _shortened(unsound.scale, text)) is not None
    ]
    wrong = unsound.world.wrong_with(_positions(ways))
    if not ways or wrong > unsound.world.wrong_with({}):
        return
    # What the others could be is not known.
    settled = unsound.settled([_Combined(tuple(ways), wrong)]) if len(ways) == len(unsound.printed) else ()
    explains = tuple((way.figure, way.edits[0].before) for way in ways)
    if len(ways) == 1:
        ((_, text),) = explains
        says = with_fewer(text, unsound.scale.texts[ways[0].position], cause)
    else:
        says = together(explains, cause)
    yield Whole(cause, says, explains, settled)


def _shortened(scale: Scale, text: str) -> int | None:
    """The position of the one rating that a text is, rounded up or down to the digits that it has but for zeros."""
    number = Fraction(text)
    below = floor((number - scale.value(0)) / Fraction(scale.step))
    unit = Fraction(1, 10 ** len(text.strip().partition(".")[2].rstrip("0")))
    near = [
        position
        for position in (below, below + 1)
        if 0 <= position <= scale.size and abs(scale.value(position) - number) < unit
    ]
    return near[0] if len(near) == 1 else None


def _misprints(finding: Finding, unsound: _Unsound) -> Iterator[Whole]:
    figure, text, scale = finding.figure, finding.published, unsound.scale
    wrong = unsound.wrong(figure)
    fitting = _places_of(wrong, min(wrong))
    # Where the text lies between positions; distances are compared in whole numbers.
    off, times = ((Fraction(text) - scale.value(0)) / Fraction(scale.step)).as_integer_ratio()
    slips = {id_: [one for one in some if one in fitting] for id_, some in unsound.slips(figure).items()}
    by_id = {
        Cause.TRANSPOSED_DIGITS: (f"with two digits exchanged {text} is", slips[Cause.TRANSPOSED_DIGITS]),
        Cause.DIGIT_MISPRINT: (f"{text} is one digit from", slips[Cause.DIGIT_MISPRINT]),
    }
    if len(fitting) <= MOST_VALUES:
        by_id[Cause.RATING_MISPRINT] = ("the other ratings and the figures leave", fitting)
    some = {position for _, positions in by_id.values() for position in positions}
    nearest = sorted(some, key=lambda one: abs(times * one - off))
    ways = unsound.combined([unsound.put_right(figure, one) for one in nearest])
    for id_, (words, positions) in by_id.items():
        if positions:
            best = _fewest([one for one in ways if one.own in positions])
            # Where none settles the record, all that fit are told.
            named = {one.own for one in best} or set(positions)
            values = [scale.texts[one] for one in positions if one in named]
            yield Whole(id_, f"{words} {' or '.join(values)}", ((figure, text),), unsound.settled(best))


def _places_of(counts: list[int], wanted: int) -> list[int]:
    return [place for place, count in enumerate(counts) if count == wanted]


def _on(scale: Scale, texts: Iterable[str]) -> list[int]:
    """The positions, in order, that some texts print with the digits of the scale."""
    return sorted({entry[0] for text in texts if (entry := scale.known_positions.get(text))})


def _fewest(ways: list[_Combined]) -> list[_Combined]:
    """The ways with the fewest changes of claims: what leaves the figures as they are is more likely."""
    fewest = min((one.wrong for one in ways), default=0)
    return [one for one in ways if one.wrong == fewest]


def _culprit(finding: Finding, unsound: _Unsound) -> Iterator[Whole]:
    """Of unequal printings of a rating, those that the figures exclude where another fits."""
    figure = finding.figure
    fitting = _places_of(unsound.wrong(figure), 0)
    right = [way for way in unsound.ways(figure) if way.position in fitting]
    if right and unsound.scale.position(finding.published) not in fitting:
        text = next(edit.after for edit in right[0].edits)
        says = f"the figures leave {figure} {text}, not {finding.published}"
        best = _fewest(unsound.combined(right[:1]))
        yield Whole(Cause.LIKELY_CULPRIT, says, ((figure, finding.published),), unsound.settled(best))
