"""Judging the claims about one composite: spans of lattice rows, and nothing else.

Every claim allows a span of rows, and so do the known ratings. Spans are intervals, and intervals that meet in pairs
meet in common (Helly's theorem in one dimension); so a minimal set of claims that exclude each other has at most two
members, and two claims at most are needed to leave only one value.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import partial, reduce
from itertools import combinations
from typing import NamedTuple

from nit_rules.model import Finding, Lattice, Methodology, Span, Verdict, is_empty, meet
from nit_rules.numerals import remembered


class Claim(NamedTuple):
    """A claim on the lattice: the figure as published, where, and the rows that give it."""

    figure: str
    text: str
    at: str
    span: Span


def within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


class _Judged(NamedTuple):
    """What is found of a claim, whatever its text and wherever it stands."""

    verdict: Verdict
    expected: Decimal | str | None
    exact: Fraction | None
    sources: tuple[str, ...]
    rivals: tuple[str, ...]
    assumed: bool
    possible: tuple[Decimal | str, Decimal | str] | None


def judge(
    method: Methodology,
    lattice: Lattice,
    allowed: Span,
    claims: list[Claim],
    *,
    rated: bool,
    edition: str | None,
) -> list[Finding]:
    """A finding for each claim about one composite, of whose rows the known ratings allow `allowed`.

    - *contradicted*: no allowed row gives the claim;
    - *conflicting*: otherwise, no allowed row gives it together with another claim that is not contradicted;
    - *reproduced*: otherwise (the claim is *free*), all rows that the ratings and the other free claims leave give it;
    - *undetermined*: otherwise.
    """
    # Records of a table often state the same; what is found depends on spans alone.
    find = lattice.kept("judged", lambda: remembered(partial(_judged, method, lattice)))
    judged = find(allowed, tuple([(claim.figure, claim.span) for claim in claims]), rated, edition)
    return [
        Finding(
            claim.figure,
            claim.text,
            found.verdict,
            found.expected,
            found.exact,
            found.sources,
            found.rivals,
            found.assumed,
            claim.at,
            possible=found.possible,
        )
        for claim, found in zip(claims, judged, strict=True)
    ]


def _judged(
    method: Methodology,
    lattice: Lattice,
    allowed: Span,
    claims: tuple[tuple[str, Span], ...],
    rated: bool,
    edition: str | None,
) -> tuple[_Judged, ...]:
    spans = [meet(span, allowed) for _, span in claims]
    rivals = _rivals(spans)
    free = [place for place, span in enumerate(spans) if not rivals[place] and not is_empty(span)]
    found = []
    for place, (id_, span) in enumerate(claims):
        others = [claims[other] for other in free if other != place]
        left = reduce(meet, (rows for _, rows in others), allowed)
        is_free = place in free
        if is_free:
            verdict = Verdict.REPRODUCED if within(left, span) else Verdict.UNDETERMINED
        else:
            verdict = Verdict.CONFLICTING if rivals[place] else Verdict.CONTRADICTED
        figure = None if verdict is Verdict.UNDETERMINED else lattice.single(id_, left)
        sources: tuple[str, ...] = ()
        if figure is not None:
            target = lattice.span(id_, figure.text)
            if is_free:
                target = meet(target, span)
            sources = _deciding(allowed if rated else lattice.everything, target, others, rated)
        found.append(
            _Judged(
                verdict,
                figure.printed if figure else None,
                figure.exact if figure else None,
                sources,
                tuple(dict.fromkeys(claims[rival][0] for rival in rivals[place])),
                _assumed(method, (id_, *(source for source in sources if source != "ratings")), edition),
                None if figure or left == lattice.everything else lattice.ends(id_, left),
            )
        )
    return tuple(found)


def _rivals(spans: list[Span]) -> list[list[int]]:
    """For each span the places of those that exclude it."""
    if not is_empty(reduce(meet, spans)):
        # All share a row, as nearly everywhere: none excludes another.
        return [[] for _ in spans]
    return [
        [
            place
            for place, other in enumerate(spans)
            if not is_empty(span) and not is_empty(other) and is_empty(meet(span, other))
        ]
        for span in spans
    ]


def _deciding(allowed: Span, target: Span, others: list[tuple[str, Span]], rated: bool) -> tuple[str, ...]:
    """What leaves only `target`: the ratings alone, or the fewest other claims, with the ratings where needed."""
    if rated and within(allowed, target):
        return ("ratings",)
    for count in (1, 2):
        for some in combinations(others, count):
            together = reduce(meet, (span for _, span in some))
            if within(meet(together, allowed), target):
                figures = tuple(dict.fromkeys(figure for figure, _ in some))
                return figures if within(together, target) else ("ratings", *figures)
    return ()


def _assumed(method: Methodology, figures: Iterable[str], edition: str | None) -> bool:
    return method.scale.evidence.is_assumed(edition) or any(
        rule.evidence.is_assumed(edition) for figure in figures for rule in method.rests_on(figure)
    )
