"""Two methodologies side by side: what differs, in words, and what stays equal, as proved."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from nit_rules.comparing import Pair, Preserved, Relation
from nit_rules.describing import formula, ranges
from nit_rules.errors import RatingsError
from nit_rules.model import BandRule, Evidence, Indicator, Mean, Methodology, Rescale, Rule
from nit_rules.numerals import shortest


@frozen
class Difference:
    """One thing that differs: the key where, and what, in words."""

    at: str
    says: str


@frozen
class Diff:
    """What differs between two methodologies, and what becomes of each figure over all sums of ratings.

    `preserved` is empty, and `incomparable` says why, where the ratings of one cannot be those of the other.
    """

    before: Methodology
    after: Methodology
    differences: tuple[Difference, ...]
    preserved: tuple[Preserved, ...] = ()
    incomparable: str | None = None

    @property
    def turned(self) -> bool:
        return self.before.scale.best is not self.after.scale.best

    @property
    def theorems(self) -> tuple[str, ...]:
        """What was proved by enumeration, a sentence each."""
        return tuple(map(self._theorem, self.preserved))

    def _theorem(self, one: Preserved) -> str:
        given = "the same ratings"
        if self.turned:
            ends = shortest(self.before.scale.lowest + self.before.scale.highest)
            given = f"ratings turned (x becomes {ends} - x)"
        if one.relation is Relation.SAME:
            return f"{one.figure} stays equal for {given}, on all {one.rows} sums"
        if one.relation is Relation.TURNED:
            low, high = self.before.range_of(one.figure)
            return f"{one.figure} is turned with the ratings: both add up to {low + high}, on all {one.rows} sums"
        if one.relation is Relation.ADDED:
            return f"{one.figure} is made only by {self.after.id}"
        if one.relation is Relation.DROPPED:
            return f"{one.figure} is made only by {self.before.id}"
        words = f"{one.figure} does not stay equal for {given}"
        if one.example is not None:
            first, second = one.example
            words += f": {one.differing} of {one.rows} sums differ, first at the sum {first.sum}: "
            words += f"{first.figures[one.figure].text}, then {second.figures[one.figure].text}"
        return words


def diff(before: Methodology, after: Methodology) -> Diff:
    """Compare two methodologies, key by key and sum by sum."""
    differences = (
        *_head(before, after),
        *_scale(before, after),
        *_indicators(before, after),
        *_rules(before, after),
        *_rest(before, after),
    )
    try:
        return Diff(before, after, differences, Pair.of(before, after).preserved())
    except RatingsError as error:
        return Diff(before, after, differences, (), "; ".join(problem.message for problem in error.problems))


def _head(before: Methodology, after: Methodology) -> Iterator[Difference]:
    if before.title != after.title:
        yield Difference("title", f"'{before.title}' becomes '{after.title}'")
    if after.supersedes is not None:
        yield Difference("supersedes", f"{after.id} supersedes {after.supersedes}: {after.reason}")


def _scale(before: Methodology, after: Methodology) -> Iterator[Difference]:
    one, other = before.scale, after.scale
    if one.best is not other.best:
        best = [shortest(scale.lowest if scale.best == "lowest" else scale.highest) for scale in (one, other)]
        yield Difference(
            "scale.best", f"the scale is turned: {best[0]} was the best rating, {best[1]} is the best now"
        )
    for key in ("lowest", "highest", "step"):
        if getattr(one, key) != getattr(other, key):
            yield Difference(f"scale.{key}", f"{getattr(one, key)} becomes {getattr(other, key)}")
    yield from _evidence("scale", one.evidence, other.evidence)


def _indicators(before: Methodology, after: Methodology) -> Iterator[Difference]:
    for id_, one in before.indicator.items():
        if id_ not in after.indicator:
            heirs = [other.id for other in after.indicators if id_ in other.was]
            into = f"; continued by {' and '.join(heirs)}" if heirs else ""
            yield Difference("indicator", f"{one.name} ({id_}) is no longer rated{into}")
    for id_, other in after.indicator.items():
        if id_ not in before.indicator:
            was = [old for old in other.was if old in before.indicator]
            continues = f"; continues {' and '.join(was)}" if was else ""
            yield Difference("indicator", f"{other.name} ({id_}) is rated now{continues}")
        else:
            yield from _same_indicator(before.indicator[id_], other)
    shared = [id_ for id_ in before.indicator if id_ in after.indicator]
    if shared != [id_ for id_ in after.indicator if id_ in before.indicator]:
        yield Difference("indicator", "the printed order of the indicators differs")


def _same_indicator(one: Indicator, other: Indicator) -> Iterator[Difference]:
    at = f"indicator {one.id}"
    if one.name != other.name:
        yield Difference(at, f"'{one.name}' is called '{other.name}'")
    yield from _set(f"{at}: also", "printed name", one.also, other.also)
    if one.unused != other.unused:
        yield Difference(at, "is no longer read" if other.unused else "is read now")


def _set(at: str, what: str, one: Iterable[str], other: Iterable[str]) -> Iterator[Difference]:
    one, other = tuple(one), tuple(other)
    for name in one:
        if name not in other:
            yield Difference(at, f"the {what} '{name}' is gone")
    for name in other:
        if name not in one:
            yield Difference(at, f"the {what} '{name}' is new")


def _rules(before: Methodology, after: Methodology) -> Iterator[Difference]:
    for id_, rule in before.rule.items():
        if id_ not in after.rule:
            yield Difference(id_, f"{rule.name} is no longer made")
    for id_, rule in after.rule.items():
        if id_ not in before.rule:
            yield Difference(id_, f"{rule.name} is added: {formula(after, rule)}")
        else:
            yield from _same_rule(before, after, before.rule[id_], rule)


def _same_rule(before: Methodology, after: Methodology, one: Rule, other: Rule) -> Iterator[Difference]:
    if type(one) is not type(other):
        yield Difference(
            other.id, f"another kind of rule: {formula(before, one)} becomes {formula(after, other)}"
        )
        return
    if one.name != other.name:
        yield Difference(other.id, f"'{one.name}' is called '{other.name}'")
    yield from _set(f"{other.id}: also", "printed name", one.also, other.also)
    if isinstance(one, BandRule) and isinstance(other, BandRule):
        yield from _bands(before, after, one, other)
    elif isinstance(one, Mean | Rescale) and isinstance(other, Mean | Rescale):
        if formula(before, one) != formula(after, other):
            yield Difference(other.id, f"{formula(before, one)} becomes {formula(after, other)}")
        if one.round != other.round:
            old, new = (f"{rule.round.step} {rule.round.mode}" for rule in (one, other))
            yield Difference(f"{other.id}: round", f"rounded to {old}, now to {new}")
    if not isinstance(one, Mean) and not isinstance(other, Mean):
        for key in ("of", "reads"):
            if getattr(one, key) != getattr(other, key):
                yield Difference(f"{other.id}: {key}", f"{getattr(one, key)} becomes {getattr(other, key)}")
    yield from _evidence(other.id, one.evidence, other.evidence)


def _bands(before: Methodology, after: Methodology, one: BandRule, other: BandRule) -> Iterator[Difference]:
    shapes = [[(band.label, band.at_least, band.above) for band in rule.bands] for rule in (one, other)]
    if shapes[0] != shapes[1]:
        if _mirrored(before, one, other):
            yield Difference(
                f"{other.id}: bands", "the bands are mirrored with the scale; each edge stays with its class"
            )
        for (label, old), (_, new) in _paired(ranges(before, one), ranges(after, other)):
            if old is None:
                yield Difference(f"{other.id}: bands", f"'{label}' is new: {new}")
            elif new is None:
                yield Difference(f"{other.id}: bands", f"'{label}' is gone: it was {old}")
            elif old != new:
                yield Difference(f"{other.id}: bands", f"'{label}': {old} becomes {new}")
    variants = [{v.label: v.editions for band in rule.bands for v in band.variants} for rule in (one, other)]
    yield from _set(f"{other.id}: bands", "variant", variants[0], variants[1])
    for label in variants[0].keys() & variants[1].keys():
        if variants[0][label] != variants[1][label]:
            yield Difference(f"{other.id}: bands", f"the editions that printed the variant '{label}' differ")


def _mirrored(before: Methodology, one: BandRule, other: BandRule) -> bool:
    """Whether each inner edge lies as far from the other end, and belongs to the same class."""
    ends = sum(before.range_of(one.of)) if one.of in before.rule else Fraction(0)
    edges = [
        (low.label, high.label, ends - high.bound, high.above is not None)
        for low, high in zip(one.bands, one.bands[1:], strict=False)
    ]
    mirrored = [
        (high.label, low.label, high.bound, high.at_least is not None)
        for low, high in zip(other.bands, other.bands[1:], strict=False)
    ]
    return edges == mirrored[::-1]


def _paired(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str | None], tuple[str, str | None]]]:
    old, new = dict(one), dict(other)
    for label in dict.fromkeys((*old, *new)):
        yield (label, old.get(label)), (label, new.get(label))


def _evidence(at: str, one: Evidence, other: Evidence) -> Iterator[Difference]:
    if one.words != other.words:
        yield Difference(f"{at}: basis", f"{one.words}, becomes {other.words}")
    if one.assumed_for != other.assumed_for:
        yield Difference(f"{at}: assumed_for", f"{list(one.assumed_for)} becomes {list(other.assumed_for)}")
    old, new = ({(c.source.title, c.place) for c in evidence.citations} for evidence in (one, other))
    for title, place in sorted(old - new):
        yield Difference(f"{at}: citations", f"{title} ({place}) is no longer cited")
    for title, place in sorted(new - old):
        yield Difference(f"{at}: citations", f"{title} ({place}) is cited")


def _rest(before: Methodology, after: Methodology) -> Iterator[Difference]:
    yield from _set("unknown", "open question", before.unknown, after.unknown)
    yield from _set("legend", "legend", (x.id for x in before.legends), (x.id for x in after.legends))
