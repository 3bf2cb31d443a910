"""Rival rules: what the figures of a composite would be if a step had been taken in another way.

Each rival is tabulated over the rows of the lattice, like the rule itself; so a claim is looked up in it in the same
way, and the rows found are those that the rival leads to the claim from.
"""

from fractions import Fraction

from nit_rules.model import (
    BandRule,
    Figure,
    FrozenMap,
    LabelIndex,
    Lattice,
    NumberIndex,
    Reads,
    Rescale,
    Row,
    Rule,
    Span,
)
from nit_rules.model.lattice import bounds, linear

Index = NumberIndex | LabelIndex

FROM_ROUNDED = "percentage-from-rounded-score"
LEGEND = "status-from-percentage"


class Rival:
    """One rival of the rules of a composite: its rows, with an index for each figure that it changes."""

    def __init__(self, id_: str, rows: tuple[Row, ...], lattice: Lattice, figures: tuple[str, ...]) -> None:
        self.id = id_
        self.rows = rows
        self.indexes: dict[str, Index] = {}
        for rule in lattice.rules:
            if rule.id in figures:
                self.indexes[rule.id] = (
                    LabelIndex.of(rule, rows)
                    if isinstance(rule, BandRule)
                    else NumberIndex.of(rule.id, rule.round.digits, rows)
                )

    def span(self, figure: str, text: str) -> Span | None:
        """The rows from which the rival leads to a claim; None where it is no rival for the figure."""
        index = self.indexes.get(figure)
        return index.span(text) if index else None


def rivals(lattice: Lattice, legends: tuple[BandRule, ...]) -> tuple[Rival, ...]:
    """The rivals of a composite, worked out once."""
    return lattice.kept("rivals", lambda: tuple(_rivals(lattice, legends)))


def _rivals(lattice: Lattice, legends: tuple[BandRule, ...]) -> list[Rival]:
    rows = lattice.rows
    rescales = tuple(rule.id for rule in lattice.rules if isinstance(rule, Rescale))
    found = [Rival(FROM_ROUNDED, tuple(_from_rounded(lattice, row) for row in rows), lattice, rescales)]
    found += [
        Rival(LEGEND, tuple(_filed(row, legend, rule.id) for row in rows), lattice, (rule.id,))
        for rule in lattice.rules
        if (legend := legend_of(rule, legends)) is not None and legend.of in rows[0].figures
    ]
    return found


def _from_rounded(lattice: Lattice, row: Row) -> Row:
    """The row with every rescaled figure taken from the printed mean; all further steps are exact."""
    rules = {rule.id: rule for rule in lattice.rules}
    figures = dict(row.figures)
    exact = {lattice.mean.id: Fraction(row.figures[lattice.mean.id].printed)}
    waiting = [rule for rule in lattice.rules if isinstance(rule, Rescale)]
    while ready := [rule for rule in waiting if rule.of in exact]:
        for rule in ready:
            offset, factor = linear(rule, *bounds(rules[rule.of], lattice.scale))
            exact[rule.id] = offset + factor * exact[rule.of]
            figures[rule.id] = Figure(rule.round(exact[rule.id]), exact[rule.id])
        waiting = [rule for rule in waiting if rule.id not in exact]
    return Row(row.position, row.sum, FrozenMap(figures))


def legend_of(rule: Rule, legends: tuple[BandRule, ...]) -> BandRule | None:
    """The legend that names the same classes as a band rule."""
    if not isinstance(rule, BandRule):
        return None
    labels = [band.label for band in rule.bands]
    return next((legend for legend in legends if {band.label for band in legend.bands} == set(labels)), None)


def _filed(row: Row, legend: BandRule, figure: str) -> Row:
    """The row with a class read from a legend."""
    source = row.figures[legend.of]
    value = Fraction(source.printed) if legend.reads is Reads.ROUNDED else source.exact
    band = legend.band(value) if value is not None else None
    return Row(row.position, row.sum, FrozenMap({**row.figures, figure: Figure(band.label if band else "")}))
