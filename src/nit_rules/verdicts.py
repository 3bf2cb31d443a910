"""Verdicts: one record under one methodology.

Every claim allows a span of lattice rows, and so do the known ratings. Spans are intervals, and intervals that meet in
pairs meet in common (Helly's theorem in one dimension); so a minimal set of claims that exclude each other has at most
two members, and two claims at most are needed to leave only one value.
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial, reduce
from itertools import combinations
from typing import NamedTuple

from nit_rules.errors import Problem, quoted
from nit_rules.model import (
    BandRule,
    Finding,
    Lattice,
    Methodology,
    Record,
    Span,
    Stated,
    Verdict,
    is_empty,
    meet,
)
from nit_rules.naming import suggestion
from nit_rules.numerals import fold, parse, remembered

#: Statuses of *Freedom in the World*, their codes, and both (``Not Free (NF)``). Reports print them beside their own,
#: and tables often keep them in a column of the same name; they are no claims about this index.
OTHER_INDEX = frozenset(
    {"free", "partlyfree", "notfree", "f", "pf", "nf", "freef", "partlyfreepf", "notfreenf"}
)


def other_index(text: str) -> str | None:
    """Why a label is no claim about this index; None where it may be one."""
    if fold(text) not in OTHER_INDEX:
        return None
    return f"{quoted(text)} is a Freedom in the World status, no claim about this index"


class Claim(NamedTuple):
    """A claim on the lattice: the figure as published, where, and the rows that give it."""

    figure: str
    text: str
    at: str
    span: Span


class Examination(NamedTuple):
    """What one methodology makes of one record: the known ratings, the claims, and a finding for each.

    `known` holds positions, `rated` the same ratings as printed; `unsure` are indicators printed in unequal ways,
    `unmade` what the methodology does not make.
    """

    method: Methodology
    known: dict[str, int]
    rated: tuple[Stated, ...]
    unsure: frozenset[str]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    unmade: tuple[Stated, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def allowed(self, lattice: Lattice) -> Span:
        """The rows that the known ratings allow."""
        return lattice.allowed(self.known)


def examine(method: Methodology, record: Record) -> Examination:
    """Audit a record under a methodology: a finding for each claim, and one for each rating that cannot stand."""
    problems: list[Problem] = []
    notes: list[Problem] = []
    unmade: list[Stated] = []
    known, rated, unsure, findings = _ratings(method, record, problems, unmade)
    claims = _claims(method, record, problems, notes, unmade)
    for lattice in method.lattices:
        own = [claim for claim in claims if method.lattice_of[claim.figure] is lattice]
        if own:
            allowed = lattice.allowed(known)
            is_rated = any(indicator in known for indicator in lattice.indicators)
            findings += judge(method, lattice, allowed, own, rated=is_rated, edition=record.edition)
    order = {figure: place for place, figure in enumerate((*method.indicator, *method.rule))}
    findings.sort(key=lambda finding: order[finding.figure])
    return Examination(
        method,
        known,
        rated,
        unsure,
        tuple(claims),
        tuple(findings),
        tuple(unmade),
        tuple(problems),
        tuple(notes),
    )


def _merged(stated: Iterable[Stated], *, labels: bool) -> list[Stated]:
    """Equal printings as one, with all their places."""
    unique: dict[object, Stated] = {}
    for one in stated:
        number = None if labels else parse(one.text)
        key = (one.figure, fold(one.text) if labels else one.text if number is None else number)
        if key in unique:
            first = unique[key]
            places = dict.fromkeys((*first.at.split(", "), one.at))
            unique[key] = Stated(first.figure, first.text, ", ".join(filter(None, places)))
        else:
            unique[key] = one
    return list(unique.values())


def problems_of(seen: Sequence[Examination], elsewhere: Collection[str]) -> tuple[Problem, ...]:
    """What the candidates of a record do not make, and what could not be read, once each.

    What one candidate makes all of them make, as others are none. `elsewhere` are the ids that any methodology has: no
    misspellings of those that the candidates have.
    """
    methods = [one.method for one in seen]
    unmade = dict.fromkeys(stated for one in seen for stated in one.unmade)
    read = (problem for one in seen for problem in one.problems)
    return tuple(
        dict.fromkeys((*(not_made(methods, one.figure, one.at, elsewhere) for one in unmade), *read))
    )


def not_made(methods: Sequence[Methodology], figure: str, at: str, elsewhere: Collection[str]) -> Problem:
    """The problem of a figure that none of the methodologies makes."""
    names = (some for method in methods for some in (method.figure_names, method.indicator_names))
    near = "" if figure in elsewhere else suggestion(figure, *names)
    verb = "does" if len(methods) == 1 else "do"
    who = " and ".join(method.id for method in methods)
    message = f"{who} {verb} not make {quoted(figure)}{near}"
    return Problem("unknown-figure", at or figure, message)


def unread(method: Methodology, figure: str, at: str, error: ValueError) -> Problem:
    """The problem of a text that cannot be such a rating or figure."""
    code = "not-a-label" if isinstance(method.rule.get(figure), BandRule) else "not-a-number"
    return Problem(code, at or figure, str(error))


def _ratings(
    method: Methodology, record: Record, problems: list[Problem], unmade: list[Stated]
) -> tuple[dict[str, int], tuple[Stated, ...], frozenset[str], list[Finding]]:
    """The known ratings by position and as printed, the indicators printed in unequal ways, findings on ratings."""
    printed: dict[str, list[Stated]] = {}
    for one in record.ratings:
        if one.figure in method.indicator:
            printed.setdefault(one.figure, []).append(one)
        else:
            unmade.append(one)
    known: dict[str, int] = {}
    rated = []
    unsure = set()
    findings = []
    assumed = method.scale.evidence.is_assumed(record.edition)
    for indicator in method.indicator:
        stated = printed.get(indicator, ())
        if len(stated) > 1:
            stated = _merged(stated, labels=False)
        for one in stated:
            try:
                position = method.scale.position(one.text)
            except ValueError as error:
                problems.append(unread(method, indicator, one.at, error))
                continue
            if position is None:
                findings.append(
                    Finding(indicator, one.text, Verdict.CONTRADICTED, assumed=assumed, at=one.at)
                )
            elif len(stated) > 1:
                conflict = Verdict.CONFLICTING
                findings.append(
                    Finding(indicator, one.text, conflict, rivals=(indicator,), assumed=assumed, at=one.at)
                )
                unsure.add(indicator)
            else:
                known[indicator] = position
                rated.append(one)
    return known, tuple(rated), frozenset(unsure), findings


def _claims(
    method: Methodology,
    record: Record,
    problems: list[Problem],
    notes: list[Problem],
    unmade: list[Stated],
) -> list[Claim]:
    printed: dict[str, list[Stated]] = {}
    for one in record.claims:
        if one.figure in method.rule:
            printed.setdefault(one.figure, []).append(one)
        else:
            unmade.append(one)
    claims = []
    for figure, rule in method.rule.items():
        stated = printed.get(figure, ())
        labels = isinstance(rule, BandRule)
        if len(stated) > 1:
            stated = _merged(stated, labels=labels)
        for one in stated:
            if labels and (foreign := other_index(one.text)):
                notes.append(Problem("left-out", one.at or figure, foreign))
                continue
            try:
                span = method.lattice_of[figure].span(figure, one.text)
            except ValueError as error:
                problems.append(unread(method, figure, one.at, error))
                continue
            claims.append(Claim(figure, one.text, one.at, span))
    return claims


def within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


class _Judged(NamedTuple):
    """What is found of a claim, whatever its text and wherever it stands; the order is that of `Finding`."""

    verdict: Verdict
    expected: Decimal | str | None
    exact: Fraction | None
    sources: tuple[str, ...]
    rivals: tuple[str, ...]
    assumed: bool


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
        Finding(claim.figure, claim.text, *found, claim.at)
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
