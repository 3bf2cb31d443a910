"""A row of a table whose cells have moved by one column: a cell too many, or one lost."""

from collections.abc import Iterator, Mapping

from nit_rules.diagnosis.records import Whole
from nit_rules.diagnosis.world import World
from nit_rules.model import BandRule, Edit, Finding, Lattice, Methodology, Record, is_empty
from nit_rules.verdicts import Claim


def shifted(method: Methodology, record: Record, wrong: list[Finding]) -> Iterator[Whole]:
    """The record with its values read one column further on, or one back, from some column on.

    Columns are taken to stand in the order of the methodology: ratings, then figures. It is a shift only where the
    moved values agree with each other: all ratings with a figure, or two figures.
    """
    lattice = method.only_lattice
    texts = {one.figure: one.text for one in (*record.ratings, *record.claims)}
    if lattice is None or len(texts) != len(record.ratings) + len(record.claims):
        return
    everything = (*method.indicator, *method.rule)
    present = [id_ for id_ in everything if id_ in texts]
    for start in method.indicator:
        for shift, way in ((1, "right"), (-1, "left")):
            # The table has the columns that are filled, the one from which on cells have moved, and, where a cell was
            # lost, one more that was left empty at the end.
            last = max(map(everything.index, present), default=0)
            columns = {*present, start, *(everything[last + 1 : last + 2] if shift < 0 else ())}
            order = tuple(id_ for id_ in everything if id_ in columns)
            if _claim(lattice, lattice.id, _beside(order, texts, lattice.id, shift)) is None:
                # Most records stop here: what stands beside the score is no score.
                continue
            moved = _moved(order, texts, order.index(start), shift)
            if _agrees(method, lattice, moved):
                says = f"from {start} on, the values stand one column too far to the {way}"
                explains = tuple((finding.figure, finding.published) for finding in wrong)
                yield Whole("columns-shifted", says, explains, (_edits(order, texts, moved),))
                return


def _beside(order: tuple[str, ...], texts: Mapping[str, str], figure: str, shift: int) -> str | None:
    if figure not in order:
        return None
    place = order.index(figure) + shift
    return texts.get(order[place]) if 0 <= place < len(order) else None


def _moved(order: tuple[str, ...], texts: Mapping[str, str], start: int, shift: int) -> dict[str, str]:
    """What each column should hold, if from `start` on its value stands `shift` columns further."""
    moved = {id_: texts[id_] for id_ in order[:start] if id_ in texts}
    for place in range(start, len(order)):
        source = place + shift
        if start <= source < len(order) and order[source] in texts:
            moved[order[place]] = texts[order[source]]
    return moved


def _claim(lattice: Lattice, figure: str, text: str | None) -> Claim | None:
    """A claim that some row gives."""
    try:
        span = lattice.span(figure, text or "")
    except ValueError:
        return None
    return None if is_empty(span) else Claim(figure, text or "", "", span)


def _agrees(method: Methodology, lattice: Lattice, moved: Mapping[str, str]) -> bool:
    """Whether moved values leave one row, and more than one of them says so."""
    known: dict[str, int] = {}
    for indicator in method.indicator:
        if indicator in moved:
            try:
                position = method.scale.position(moved[indicator])
            except ValueError:
                return False
            if position is None:
                return False
            known[indicator] = position
    claims = []
    for figure in method.rule:
        if figure in moved:
            claim = _claim(lattice, figure, moved[figure])
            if claim is None:
                return False
            claims.append(claim)
    numbers = [claim for claim in claims if not isinstance(method.rule[claim.figure], BandRule)]
    enough = len(numbers) >= 1 if len(known) == len(method.indicator) else len(numbers) >= 2
    world = World(method, known, tuple(claims))
    return enough and world.is_right


def _edits(order: tuple[str, ...], texts: Mapping[str, str], moved: Mapping[str, str]) -> tuple[Edit, ...]:
    return tuple(
        Edit(id_, texts.get(id_, ""), moved.get(id_))
        for id_ in order
        if texts.get(id_) != moved.get(id_) and (id_ in texts or id_ in moved)
    )
