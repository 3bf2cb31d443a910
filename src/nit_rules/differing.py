"""Two methodologies side by side: what differs, in words, and what stays equal, as proved."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from nit_rules.comparing import Pair, Preserved, Relation
from nit_rules.describing import formula, ranges, shown
from nit_rules.errors import RatingsError
from nit_rules.model import (
    Band,
    BandRule,
    Evidence,
    Indicator,
    Mean,
    Methodology,
    Rescale,
    Rule,
    Source,
)
from nit_rules.numerals import shortest

#: Values of keys that are not given.
_NOTHING = (None, "", ())


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
            ends = shown(Fraction(self.before.scale.lowest) + Fraction(self.before.scale.highest))
            given = f"ratings turned (x becomes {ends} - x)"
        if one.relation is Relation.SAME:
            return f"{one.figure} stays equal for {given}, on all {one.sums}{one.with_digits}"
        if one.relation is Relation.TURNED:
            words = f"{one.figure} is turned with the ratings: both add up to {self._ends(one)}"
            return f"{words}, on all {one.sums}{one.with_digits}"
        if one.relation is Relation.ADDED:
            return f"{one.figure} is made only by {self.after.id}"
        if one.relation is Relation.DROPPED:
            return f"{one.figure} is made only by {self.before.id}"
        if one.example is None:
            return f"{one.figure} is made of other ratings"
        words, apart = f"{one.figure} does not stay equal for {given}", "differ"
        if one.is_turned:
            words = f"{one.figure} is not always turned with the ratings"
            apart = f"do not add up to {self._ends(one)}"
        first, second = one.example
        words += f": {one.differing} of {one.sums} {apart}, first at the sum {first.sum}: "
        return words + f"{first.figures[one.figure].text}, then {second.figures[one.figure].text}"

    def _ends(self, one: Preserved) -> str:
        low, high = self.before.range_of(one.figure)
        return shown(low + high)


def diff(before: Methodology, after: Methodology) -> Diff:
    """Compare two methodologies, key by key and sum by sum.

    Nothing differs exactly where both have the same digest.
    """
    differences = (
        *_head(before, after),
        *_scale(before, after),
        *_indicators(before, after),
        *_rules(before, after),
        *_legends(before, after),
        *_listed("unknown", "open question", before.unknown, after.unknown),
        *_sources(before, after),
    )
    if not differences and before.digest != after.digest:
        says = "both say the same, but write it differently (an empty list, a line break within a text)"
        differences = (Difference("digest", says),)
    try:
        return Diff(before, after, differences, Pair.of(before, after).preserved())
    except RatingsError as error:
        return Diff(before, after, differences, (), "; ".join(problem.message for problem in error.problems))


def _keys(at: str, one: object, other: object, *keys: str) -> Iterator[Difference]:
    """Keys whose values are said as they are written: 0.01 and 0.010 are two of them."""
    for key in keys:
        old, new = getattr(one, key), getattr(other, key)
        if repr(old) != repr(new):
            says = f"{_said(old)} becomes {_said(new)}"
            if old in _NOTHING:
                says = f"{_said(new)} is new"
            elif new in _NOTHING:
                says = f"{_said(old)} is gone"
            yield Difference(f"{at}{key}", says)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_said, value))
    return f"'{value}'" if type(value) is str else str(value)


def _listed(at: str, what: str, one: Iterable[str], other: Iterable[str]) -> Iterator[Difference]:
    """What is new in a list or gone from it; where that is nothing, its order."""
    one, other = tuple(one), tuple(other)
    for name in one:
        if name not in other:
            yield Difference(at, f"the {what} '{name}' is gone")
    for name in other:
        if name not in one:
            yield Difference(at, f"the {what} '{name}' is new")
    if one != other and set(one) == set(other):
        yield Difference(at, f"the {what}s are listed as {_said(other)}")


def _ordered(at: str, what: str, one: Iterable[str], other: Iterable[str]) -> Iterator[Difference]:
    """Whether what both have stands in another order."""
    one, other = tuple(one), tuple(other)
    if [id_ for id_ in one if id_ in other] != [id_ for id_ in other if id_ in one]:
        yield Difference(at, f"the printed order of the {what} differs")


def _head(before: Methodology, after: Methodology) -> Iterator[Difference]:
    yield from _keys("", before, after, "name", "version", "title", "released", "supersedes", "reason")


def _scale(before: Methodology, after: Methodology) -> Iterator[Difference]:
    one, other = before.scale, after.scale
    if one.best is not other.best:
        best = [shortest(scale.best_rating) for scale in (one, other)]
        yield Difference(
            "scale.best", f"the scale is turned: {best[0]} was the best rating, {best[1]} is the best now"
        )
    yield from _keys("scale.", one, other, "lowest", "highest", "step")
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
    yield from _ordered("indicator", "indicators", before.indicator, after.indicator)


def _same_indicator(one: Indicator, other: Indicator) -> Iterator[Difference]:
    at = f"indicator {one.id}"
    if one.name != other.name:
        yield Difference(at, f"'{one.name}' is called '{other.name}'")
    yield from _listed(f"{at}: also", "printed name", one.also, other.also)
    yield from _listed(f"{at}: was", "earlier indicator", one.was, other.was)
    if (one.unused is None) is not (other.unused is None):
        yield Difference(at, f"is no longer read: {other.unused}" if other.unused else "is read now")
    else:
        yield from _keys(f"{at}: ", one, other, "unused")


def _rules(before: Methodology, after: Methodology) -> Iterator[Difference]:
    for id_, rule in before.rule.items():
        if id_ not in after.rule:
            yield Difference(id_, f"{rule.name} is no longer made")
    for id_, rule in after.rule.items():
        if id_ not in before.rule:
            yield Difference(id_, f"{rule.name} is added: {formula(after, rule)}")
        else:
            yield from _same_rule(id_, before, after, before.rule[id_], rule)
    yield from _ordered("rule", "figures", before.rule, after.rule)


def _legends(before: Methodology, after: Methodology) -> Iterator[Difference]:
    one, other = ({legend.id: legend for legend in method.legends} for method in (before, after))
    yield from _listed("legend", "legend", one, other)
    for id_ in filter(other.__contains__, one):
        yield from _same_rule(f"legend {id_}", before, after, one[id_], other[id_])


def _same_rule(
    at: str, before: Methodology, after: Methodology, one: Rule, other: Rule
) -> Iterator[Difference]:
    if one.name != other.name:
        yield Difference(at, f"'{one.name}' is called '{other.name}'")
    yield from _listed(f"{at}: also", "printed name", one.also, other.also)
    if type(one) is not type(other):
        yield Difference(at, f"another kind of rule: {formula(before, one)} becomes {formula(after, other)}")
    elif isinstance(one, BandRule) and isinstance(other, BandRule):
        yield from _bands(at, before, after, one, other)
    elif isinstance(one, Mean | Rescale) and isinstance(other, Mean | Rescale):
        yield from _computed(at, before, after, one, other)
    if not isinstance(one, Mean) and not isinstance(other, Mean):
        yield from _keys(f"{at}: ", one, other, "of", "reads")
    yield from _evidence(at, one.evidence, other.evidence)


def _computed(
    at: str, before: Methodology, after: Methodology, one: Mean | Rescale, other: Mean | Rescale
) -> Iterator[Difference]:
    if formula(before, one) != formula(after, other):
        yield Difference(at, f"{formula(before, one)} becomes {formula(after, other)}")
    elif isinstance(one, Rescale):
        yield from _keys(f"{at}: ", one, other, "onto")
    old, new = (f"{rule.round.step} {rule.round.mode}" for rule in (one, other))
    if old != new:
        yield Difference(f"{at}: round", f"rounded to {old}, now to {new}")


def _bands(
    at: str, before: Methodology, after: Methodology, one: BandRule, other: BandRule
) -> Iterator[Difference]:
    old, new = ({band.label: band for band in rule.bands} for rule in (one, other))
    if [(band.label, band.opens) for band in one.bands] != [(band.label, band.opens) for band in other.bands]:
        if _mirrored(before, one, other):
            yield Difference(
                f"{at}: bands", "the bands are mirrored with the scale; each edge stays with its class"
            )
        was, now = dict(ranges(before, one)), dict(ranges(after, other))
        for label in dict.fromkeys((*was, *now)):
            if label not in was:
                yield Difference(f"{at}: bands", f"'{label}' is new: {now[label]}")
            elif label not in now:
                yield Difference(f"{at}: bands", f"'{label}' is gone: it was {was[label]}")
            elif was[label] != now[label]:
                yield Difference(f"{at}: bands", f"'{label}': {was[label]} becomes {now[label]}")
            elif old[label].opens != new[label].opens:
                yield Difference(f"{at}: bands", f"'{label}': {old[label].opens} becomes {new[label].opens}")
    for label in filter(new.__contains__, old):
        yield from _variants(f"{at}: variants of '{label}'", old[label], new[label])


def _variants(at: str, one: Band, other: Band) -> Iterator[Difference]:
    old, new = ({variant.label: variant.editions for variant in band.variants} for band in (one, other))
    yield from _listed(at, "variant", old, new)
    for label in filter(new.__contains__, old):
        yield from _listed(f"{at}, '{label}'", "edition", old[label], new[label])


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


def _evidence(at: str, one: Evidence, other: Evidence) -> Iterator[Difference]:
    yield from _keys(f"{at}: ", one, other, "basis", "agree", "discriminate", "rival", "assumed_for")
    old, new = (
        [(f"{cited.source.title} ({cited.place}): {cited.says}", cited.source) for cited in each.citations]
        for each in (one, other)
    )
    yield from _listed(f"{at}: citations", "citation", *([text for text, _ in some] for some in (old, new)))
    now = dict(new)
    for text, was in old:
        source = now.get(text, was)
        if source.id != was.id:
            says = f"'{text}' was cited from {was.id}, {was.url}, and is from {source.id}, {source.url}"
            yield Difference(f"{at}: citations", says)


def _sources(before: Methodology, after: Methodology) -> Iterator[Difference]:
    """What is said of documents that both cite."""
    one, other = map(_cited, (before, after))
    for id_ in filter(other.__contains__, one):
        yield from _keys(f"source {id_}: ", one[id_], other[id_], "title", "url", "publisher", "published")


def _cited(method: Methodology) -> dict[str, Source]:
    evidence = [thing.evidence for thing in (method.scale, *method.rules, *method.legends)]
    return {citation.source.id: citation.source for one in evidence for citation in one.citations}
