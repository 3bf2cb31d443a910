"""Verdicts: one record under one methodology, read and then judged composite by composite."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from attrs import evolve

from nit_rules.errors import Problem, quoted
from nit_rules.judging import Claim, judge
from nit_rules.model import (
    BandRule,
    Finding,
    Lattice,
    Methodology,
    Record,
    Span,
    Stated,
    Verdict,
)
from nit_rules.naming import suggestion
from nit_rules.numerals import fold, parse

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
    alike: dict[object, list[Stated]] = {}
    for one in stated:
        number = None if labels else parse(one.text)
        key = (one.figure, fold(one.text) if labels else one.text if number is None else number)
        alike.setdefault(key, []).append(one)
    return [
        evolve(some[0], at=", ".join(filter(None, dict.fromkeys(one.at for one in some))))
        if len(some) > 1
        else some[0]
        for some in alike.values()
    ]


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
