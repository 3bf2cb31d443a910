"""Rival rules: what the figures of a composite would be if a step had been taken in another way.

Each rival is tabulated over the rows of the lattice, like the rule itself; so a claim is looked up in it in the same
way, and the rows found are those that the rival leads to the claim from.
"""

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from nit_rules.model import (
    BandRule,
    Cause,
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
from nit_rules.model.indexes import index_of

Index = NumberIndex | LabelIndex


class Rival:
    """One rival of the rules of a composite: its rows, with an index for each figure that it changes."""

    def __init__(self, id_: Cause, rows: tuple[Row, ...], lattice: Lattice, figures: tuple[str, ...]) -> None:
        self.id = id_
        self.rows = rows
        self._lattice = lattice
        self.indexes: dict[str, Index] = {
            rule.id: index_of(rule, rows) for rule in lattice.rules if rule.id in figures
        }

    def span(self, figure: str, text: str) -> Span | None:
        """The rows from which the rival leads to a claim; None where it is no rival for the figure."""
        index = self.indexes.get(figure)
        return index.span(text) if index else None

    def agrees(self, figure: str, row: int) -> bool:
        """Whether it prints on a row what the rule prints."""
        return self.rows[row].figures[figure].printed == self._lattice.rows[row].figures[figure].printed


def rivals(lattice: Lattice, legends: tuple[BandRule, ...]) -> tuple[Rival, ...]:
    """The rivals of a composite, worked out once."""
    return lattice.kept("rivals", lambda: tuple(_rivals(lattice, legends)))


def _rivals(lattice: Lattice, legends: tuple[BandRule, ...]) -> list[Rival]:
    # Of the printed mean; all further steps are exact.
    from_rounded = {
        rule.id: evolve(rule, reads=Reads.ROUNDED if rule.of == lattice.id else Reads.EXACT)
        for rule in lattice.rules
        if isinstance(rule, Rescale)
    }
    found = [_rival(Cause.PERCENTAGE_FROM_ROUNDED_SCORE, lattice, from_rounded)]
    found += [_of_highest(lattice, reads) for reads in Reads]
    for rule in lattice.rules:
        legend = legend_of(rule, legends)
        if legend is not None and legend.of in lattice.rows[0].figures:
            found.append(_rival(Cause.STATUS_FROM_PERCENTAGE, lattice, {rule.id: evolve(legend, id=rule.id)}))
        if isinstance(rule, BandRule):
            found.append(_rival(Cause.BAND_EDGE, lattice, {rule.id: _beyond_edges(rule)}))
    return found


def _of_highest(lattice: Lattice, reads: Reads) -> Rival:
    """Percentages of the highest score, as if the scale began at nought: ``x / highest``, and not ``(x - 1) / 6``."""
    first, last = lattice.rows[0].figures, lattice.rows[-1].figures
    ends = {
        rule: (first[rule.id].exact or Fraction(0), last[rule.id].exact or Fraction(0))
        for rule in lattice.rules
        if isinstance(rule, Rescale)
    }
    rows = []
    for row in lattice.rows:
        # A figure that is translated again is a linear function of the mean as well.
        part = row.figures[lattice.id].read(reads) / Fraction(lattice.scale.highest)
        exacts = {rule: start + part * (end - start) for rule, (start, end) in ends.items()}
        figures = {rule.id: Figure(rule.round(exact), exact) for rule, exact in exacts.items()}
        rows.append(row._replace(figures=FrozenMap({**row.figures, **figures})))
    return Rival(Cause.PERCENTAGE_OF_HIGHEST, tuple(rows), lattice, tuple(rule.id for rule in ends))


def _beyond_edges(rule: BandRule) -> BandRule:
    """The rule with each bound between two bands in the other one."""
    first, *others = rule.bands
    turned = (evolve(band, at_least=band.above, above=band.at_least) for band in others)
    return evolve(rule, bands=(first, *turned))


def _rival(id_: Cause, lattice: Lattice, others: Mapping[str, Rule]) -> Rival:
    """The rival that has others in the place of some rules, by their ids."""
    rules = [others.get(rule.id, rule) for rule in lattice.rules]
    return Rival(id_, Lattice.of(lattice.scale, lattice.mean, rules).rows, lattice, tuple(others))


def legend_of(rule: Rule, legends: tuple[BandRule, ...]) -> BandRule | None:
    """The legend that names the same classes as a band rule."""
    if not isinstance(rule, BandRule):
        return None
    labels = [band.label for band in rule.bands]
    return next((legend for legend in legends if {band.label for band in legend.bands} == set(labels)), None)
