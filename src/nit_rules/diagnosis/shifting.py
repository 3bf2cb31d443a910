"""A row of a table whose cells have moved by one column: a cell too many, or one lost."""

from collections.abc import Iterator, Mapping

from nit_rules.diagnosis.whole import Whole
from nit_rules.model import (
    BandRule,
    Cause,
    Edit,
    Finding,
    Lattice,
    Methodology,
    Record,
    Span,
    is_empty,
    meet,
)

#: Where each column takes its value from; None where it has none.
_Sources = dict[str, str | None]


def shifted(method: Methodology, record: Record, wrong: list[Finding]) -> Iterator[Whole]:
    """The record with its values read one column further on, or one back, from some column on.

    Columns are taken to stand in the order of the methodology: ratings, then figures. It is a shift only where the
    moved values agree with each other: all ratings with a figure, or two figures. The shortest shift is told.
    """
    lattice = method.only_lattice
    texts = {one.figure: one.text for one in (*record.ratings, *record.claims)}
    if lattice is None or len(texts) != len(record.ratings) + len(record.claims):
        return
    find = lattice.find
    fits = []
    for start, way, sources in _shifts((*method.indicator, *method.rule), texts):
        left = lattice.everything
        for figure in method.rule:
            source = sources.get(figure, figure)
            if source is not None and source in texts:
                left = meet(left, find(figure, texts[source]))
                # Most records stop here: what stands beside a figure is no such figure.
                if is_empty(left):
                    break
        else:
            moved = {one: texts[source] for one, source in sources.items() if source is not None}
            after = {one: text for one, text in texts.items() if one not in sources} | moved
            if not _agrees(method, lattice, after, left):
                continue
            edits = tuple(
                Edit(one, texts.get(one, ""), after.get(one))
                for one in (*method.indicator, *method.rule)
                if texts.get(one) != after.get(one)
            )
            fits.append((edits, f"from {start} on, the values stand one column too far to the {way}"))
    if fits:
        edits, says = min(fits, key=lambda fit: len(fit[0]))
        yield Whole(
            Cause.COLUMNS_SHIFTED, says, tuple((one.figure, one.published) for one in wrong), (edits,)
        )


def _shifts(everything: tuple[str, ...], texts: Mapping[str, str]) -> Iterator[tuple[str, str, _Sources]]:
    """All shifts of at least two values: the column from which on, the way, and where values belong.

    A cell too many pushes all that follow to the right, and the last one out. A lost cell lets those that follow move
    up, as far as to a cell that is empty now.
    """
    for place, start in enumerate(everything):
        present = [one for one in everything[place + 1 :] if one in texts]
        columns = [start, *present]
        if len(present) > 1:
            yield start, "right", dict(zip(columns, [*present, None], strict=True))
        empty = (one for one in everything[place + 1 :] if one not in texts) if start in texts else ()
        for end in empty:
            filled = [one for one in everything[place : everything.index(end)] if one in texts]
            if len(filled) > 1:
                yield start, "left", dict(zip([*filled, end], [None, *filled], strict=True))


def _agrees(method: Methodology, lattice: Lattice, texts: Mapping[str, str], left: Span) -> bool:
    """Whether values leave some row, and more than one of them says so."""
    known: dict[str, int] = {}
    for indicator in method.indicator:
        if indicator in texts:
            position = method.scale.find(texts[indicator])
            if position is None:
                return False
            known[indicator] = position
    numbers = [one for one in method.rule if one in texts and not isinstance(method.rule[one], BandRule)]
    left = meet(left, lattice.allowed(known))
    enough = len(numbers) >= 1 if len(known) == len(method.indicator) else len(numbers) >= 2
    return enough and not is_empty(left)
