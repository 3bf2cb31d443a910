"""What the pictures show: the score of each record on one scale, beside the bands.

Methodologies turned their scale; here the highest is always the best, whatever an edition printed.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise, zip_longest

from attrs import frozen

from nit_rules import numerals
from nit_rules.errors import visible
from nit_rules.model import Audit, BandRule, Best, Methodology, Scale, Verdict


@frozen
class Strip:
    """A band on the one scale, from the worst end; `with_low` says whether a score at its lower bound is in it."""

    label: str
    low: Fraction
    high: Fraction
    with_low: bool


@frozen
class Point:
    """One record in the pictures.

    `score` follows from the rules or, where they leave it open, is the published one; `wrong` is a published score that
    they contradict. `edge` is the distance to the nearest bound between bands, `beyond` the band behind it. Turned
    where the methodology has 1 as its best.
    """

    subject: str
    edition: str
    methodology: str
    score: Fraction
    wrong: Fraction | None
    edge: Fraction | None
    beyond: str | None
    ratings: tuple[tuple[str, Fraction], ...]


def turned(value: Fraction, scale: Scale) -> Fraction:
    """A value with the best end at the top."""
    return value if scale.best is Best.HIGHEST else Fraction(scale.lowest) + Fraction(scale.highest) - value


def best_end(points: Iterable[Point], methods: Mapping[str, Methodology]) -> str:
    """Which end of the scale of some points is the best, in words: *7 is best*."""
    best = max(methods[one.methodology].scale.highest for one in points)
    return f"{numerals.shortest(best)} is best"


def strips(methodologies: Iterable[Methodology]) -> tuple[Strip, ...]:
    """The bands of scores of the newest methodology that has any, from the worst to the best."""
    for method in sorted(methodologies, key=lambda one: one.id, reverse=True):
        means = {mean.id for mean in method.means}
        for rule in method.rules:
            if isinstance(rule, BandRule) and rule.of in means:
                return _strips(rule, method.scale)
    return ()


def _strips(rule: BandRule, scale: Scale) -> tuple[Strip, ...]:
    found = []
    for band, after in zip_longest(rule.bands, rule.bands[1:]):
        start = max(band.bound, Fraction(scale.lowest))
        end = after.bound if after else Fraction(scale.highest)
        sides = turned(start, scale), turned(end, scale)
        with_end = after is None or after.above is not None
        with_low = band.above is None if scale.best is Best.HIGHEST else with_end
        found.append(Strip(band.label, min(sides), max(sides), with_low))
    return tuple(sorted(found, key=lambda strip: strip.low))


def points(
    audits: Iterable[Audit], methods: Mapping[str, Methodology], bands: tuple[Strip, ...]
) -> tuple[Point, ...]:
    """A point for each record whose subject, edition, direction and score are certain."""
    found: dict[tuple[str, str], Point] = {}
    for audit in audits:
        method = methods.get(audit.methodology or "")
        record = audit.record
        if method is None or record.subject is None or record.edition is None:
            continue
        point = _point(audit, method, bands)
        if point is not None:
            found.setdefault((point.subject, point.edition), point)
    return tuple(sorted(found.values(), key=lambda one: (one.edition, one.subject)))


def _point(audit: Audit, method: Methodology, bands: tuple[Strip, ...]) -> Point | None:
    if len(method.means) > 1:
        return None
    (mean,) = method.means
    ratings = {one.figure: Fraction(numerals.parse(one.text) or 0) for one in audit.ratings}
    finding = next((one for one in audit.findings if one.figure == mean.id), None)
    published = None if finding is None else numerals.parse(finding.published)
    score = None
    if set(mean.of) <= ratings.keys():
        score = sum((ratings[name] for name in mean.of), Fraction(0)) / len(mean.of)
    elif finding is not None and finding.expected is not None:
        score = Fraction(finding.expected)
    elif finding is not None and finding.verdict is not Verdict.CONTRADICTED and published is not None:
        score = Fraction(published)
    if score is None:
        return None
    wrong = None
    if finding is not None and finding.verdict is Verdict.CONTRADICTED and published is not None:
        wrong = turned(Fraction(published), method.scale)
    value = turned(score, method.scale)
    edge, beyond = _edge(value, bands)
    return Point(
        visible(audit.record.subject or ""),
        visible(audit.record.edition or ""),
        method.id,
        value,
        wrong,
        edge,
        beyond,
        tuple((name, turned(ratings[name], method.scale)) for name in method.indicator if name in ratings),
    )


def _edge(value: Fraction, bands: tuple[Strip, ...]) -> tuple[Fraction | None, str | None]:
    """The distance to the nearest bound between two bands, and the band on its other side."""
    edges = []
    for low, high in pairwise(bands):
        is_above = value >= high.low if high.with_low else value > high.low
        edges.append((abs(value - high.low), low.label if is_above else high.label))
    return min(edges, key=lambda edge: edge[0]) if edges else (None, None)
