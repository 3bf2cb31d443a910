"""Stated changes since the edition before."""

from typing import NamedTuple

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem
from nit_rules.model import BandRule, Change, ChangeFinding, Lattice, Record, Span, Verdict, is_empty
from nit_rules.verdicts import Examination, examine, not_made, other_index, unread

#: A figure, and its values before and after.
_Key = tuple[str, str, str]


class Changes(NamedTuple):
    """What is found of the stated changes of a record."""

    findings: tuple[ChangeFinding, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


class _Move(NamedTuple):
    """How far a rating is stated to have moved, in steps; `before` and `after` are None where off the grid."""

    before: int | None
    after: int | None


def examine_changes(
    catalog: Catalog, record: Record, now: Examination | None, before: Examination | None
) -> Changes:
    """Verdicts on the stated changes of a record.

    `now` and `before` are what one methodology makes of the record, and of what it states of the edition before; None
    where none does. Where nothing is stated of that edition, nothing is known of it.
    """
    if not record.changes:
        return Changes()
    if now is None or (record.previous is not None and before is None):
        return _left_out(record, "it is not settled which rules apply")
    if before is None:
        label = catalog.label_before(record.edition)
        printings = () if label is None else catalog.printings(catalog.edition(label))
        if label is not None and all(method.name != now.method.name for _, method in printings):
            why = f"{label} was not printed under {now.method.name}, and figures of two methodologies are not compared"
            return _left_out(record, why)
        before = examine(now.method, Record())
    if now.method.id != before.method.id:
        why = f"figures under {before.method.id} and {now.method.id} are not compared"
        return _left_out(record, why)
    return _judged(catalog, now, before, record.changes)


def _left_out(record: Record, why: str) -> Changes:
    """Nothing but a note of why no change is judged."""
    at = record.changes[0].at or record.at
    message = f"the stated changes are not audited: {why}"
    return Changes(notes=(Problem("changes-left-out", at, message),))


def _judged(catalog: Catalog, now: Examination, before: Examination, changes: tuple[Change, ...]) -> Changes:
    """Verdicts on stated changes, given what is known of the two editions.

    A rating's change is reproduced where both values are the known ones. A score's change is reproduced where the
    stated changes of ratings add up to the difference of the sums behind the two scores, contradicted where they
    cannot even if other ratings moved unstated, and undetermined otherwise.
    """
    method = now.method
    merged: dict[_Key, Change] = {}
    for change in changes:
        merged.setdefault((change.figure, change.before, change.after), change)
    verdicts: dict[_Key, Verdict] = {}
    problems: list[Problem] = []
    notes: list[Problem] = []
    moves: dict[str, list[_Move]] = {}
    for key, change in merged.items():
        if change.figure in method.indicator:
            try:
                move = _Move(method.scale.position(change.before), method.scale.position(change.after))
            except ValueError as error:
                problems.append(unread(method, change.figure, change.at, error))
                continue
            moves.setdefault(change.figure, []).append(move)
            verdicts[key] = _rating_verdict(now, before, change.figure, move)
    stated = {figure: some[0] for figure, some in moves.items() if len(some) == 1}
    for key, change in merged.items():
        figure, *values = key
        if figure in method.indicator:
            continue
        if figure not in method.rule:
            problems.append(not_made([method], figure, change.at, catalog.ids))
            continue
        if isinstance(method.rule[figure], BandRule) and (
            foreign := next(filter(None, map(other_index, values)), "")
        ):
            notes.append(Problem("left-out", change.at or figure, foreign))
            continue
        lattice = method.lattice_of[figure]
        try:
            spans = lattice.span(figure, change.before), lattice.span(figure, change.after)
        except ValueError as error:
            problems.append(unread(method, figure, change.at, error))
            continue
        verdicts[key] = _score_verdict(now, before, lattice, spans, stated, complete=change.complete)
    findings = (
        ChangeFinding(*key, verdicts[key], change.at) for key, change in merged.items() if key in verdicts
    )
    return Changes(tuple(findings), tuple(problems), tuple(notes))


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
