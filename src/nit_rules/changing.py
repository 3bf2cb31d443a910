"""Stated changes since the edition before."""

from typing import NamedTuple

from nit_rules.errors import Problem
from nit_rules.model import Change, ChangeFinding, Lattice, Span, Verdict, is_empty
from nit_rules.verdicts import Examination


class _Move(NamedTuple):
    """How far a rating is stated to have moved, in steps; `before` and `after` are None where off the grid."""

    before: int | None
    after: int | None


def examine_changes(
    now: Examination, before: Examination, changes: tuple[Change, ...]
) -> tuple[tuple[ChangeFinding, ...], tuple[Problem, ...]]:
    """Verdicts on the stated changes of a record, given what is known of it and of the edition before.

    A rating's change is reproduced where both values are the known ones. A score's change is reproduced where the
    stated changes of ratings add up to the difference of the sums behind the two scores, contradicted where they
    cannot even if other ratings moved unstated, and undetermined otherwise.
    """
    method = now.method
    merged: dict[tuple[str, str, str], Change] = {}
    for change in changes:
        merged.setdefault((change.figure, change.before, change.after), change)
    findings: list[ChangeFinding] = []
    problems: list[Problem] = []
    moves: dict[str, list[_Move]] = {}
    for change in merged.values():
        if change.figure in method.indicator:
            try:
                move = _Move(method.scale.position(change.before), method.scale.position(change.after))
            except ValueError as error:
                problems.append(Problem("not-a-number", change.at, str(error)))
                continue
            moves.setdefault(change.figure, []).append(move)
            verdict = _rating_verdict(now, before, change.figure, move)
            findings.append(ChangeFinding(change.figure, change.before, change.after, verdict, change.at))
    for change in merged.values():
        if change.figure in method.indicator:
            continue
        if change.figure not in method.rule:
            problems.append(
                Problem("unknown-figure", change.at, f"{method.id} does not make '{change.figure}'")
            )
            continue
        lattice = method.lattice_of[change.figure]
        try:
            spans = lattice.span(change.figure, change.before), lattice.span(change.figure, change.after)
        except ValueError as error:
            problems.append(Problem("not-a-number", change.at, str(error)))
            continue
        stated = {figure: some[0] for figure, some in moves.items() if len(some) == 1}
        verdict = _score_verdict(now, before, lattice, spans, stated, complete=change.complete)
        findings.append(ChangeFinding(change.figure, change.before, change.after, verdict, change.at))
    order = [(change.figure, change.before, change.after) for change in merged.values()]
    findings.sort(key=lambda one: order.index((one.figure, one.before, one.after)))
    return tuple(findings), tuple(problems)


def _rating_verdict(now: Examination, before: Examination, indicator: str, move: _Move) -> Verdict:
    if move.before is None or move.after is None:
        return Verdict.CONTRADICTED
    if indicator in now.unsure or indicator in before.unsure:
        return Verdict.CONFLICTING
    known = before.known.get(indicator), now.known.get(indicator)
    if known == (move.before, move.after):
        return Verdict.REPRODUCED
    disagrees = known[0] not in (None, move.before) or known[1] not in (None, move.after)
    return Verdict.CONTRADICTED if disagrees else Verdict.UNDETERMINED


def _score_verdict(
    now: Examination,
    before: Examination,
    lattice: Lattice,
    spans: tuple[Span, Span],
    moves: dict[str, _Move],
    *,
    complete: bool,
) -> Verdict:
    if is_empty(spans[0]) or is_empty(spans[1]):
        return Verdict.CONTRADICTED
    stated = {
        indicator: move.after - move.before
        for indicator, move in moves.items()
        if indicator in lattice.indicators and move.before is not None and move.after is not None
    }
    total = sum(stated.values())
    # What the other ratings would have to add up to, from the smallest difference of the two sums to the largest.
    low, high = spans[1][0] - spans[0][1] - total, spans[1][1] - spans[0][0] - total
    if low == high == 0:
        return Verdict.REPRODUCED
    least = most = 0
    if not complete:
        for indicator in lattice.indicators:
            if indicator not in stated:
                fall, rise = _reach(now, before, indicator)
                least, most = least + fall, most + rise
    return Verdict.CONTRADICTED if high < least or low > most else Verdict.UNDETERMINED


def _reach(now: Examination, before: Examination, indicator: str) -> Span:
    """How far a rating can have fallen and risen, as far as it is known in the two editions."""
    size = now.method.scale.size
    then, current = before.known.get(indicator), now.known.get(indicator)
    lowest, highest = (0, size) if current is None else (current, current)
    earliest, latest = (0, size) if then is None else (then, then)
    return lowest - latest, highest - earliest
