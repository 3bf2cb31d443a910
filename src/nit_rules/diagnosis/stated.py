"""Stated changes of a record, which what explains its figures must not undo."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from nit_rules import numerals
from nit_rules.diagnosis.part import Edits
from nit_rules.diagnosis.whole import Whole
from nit_rules.model import Cause, ChangeFinding, Edit, Verdict


def confirmed(changes: Iterable[ChangeFinding]) -> frozenset[str]:
    """The figures whose values are stated a second time, by a change that is reproduced."""
    return frozenset(one.figure for one in changes if one.verdict is Verdict.REPRODUCED)


def without_undone(wholes: Iterable[Whole], changes: Sequence[ChangeFinding]) -> Iterator[Whole]:
    """The hypotheses without the alternatives that undo a stated change; one that has no other is none.

    Which of unequal printings the figures exclude is seen all the same, though it is not put right by that alone.
    """
    for one in wholes:
        edits = tuple(some for some in one.edits if not _undo(some, changes))
        if edits or not one.edits or one.id == Cause.LIKELY_CULPRIT:
            yield evolve(one, edits=edits)


def _undo(edits: Edits, changes: Iterable[ChangeFinding]) -> bool:
    return any(_undoes(edit, change) for change in changes for edit in edits if edit.id == change.figure)


def _undoes(edit: Edit, change: ChangeFinding) -> bool:
    """Whether an edit contradicts a change that is reproduced, or leaves none where one is stated."""
    if edit.after is None or not numerals.same(edit.before, change.after):
        return False
    if change.verdict is Verdict.REPRODUCED:
        return not numerals.same(edit.after, change.after)
    return change.verdict is not Verdict.CONTRADICTED and numerals.same(edit.after, change.before)
