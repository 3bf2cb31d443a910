"""Legends: where they would file a sum otherwise than a rule does, or not at all."""

from collections.abc import Iterator

from nit_rules.model import BandRule, Lattice, Methodology, Reads
from nit_rules.proving.proof import Proof, ProofStatus, ratings_of
from nit_rules.proving.reading import reads


def legend_proofs(method: Methodology, legend: BandRule, path: str) -> Iterator[Proof]:
    """Sums that a legend does not file, classes that it never gives, and where a rule with the same labels differs.

    All of it is noted: a legend is told as it was printed, with its holes.
    """
    rules = method.lattice_of[legend.of].rules
    lattice = Lattice.of(method.scale, method.lattice_of[legend.of].mean, (*rules, legend))
    if legend.reads is Reads.IMMATERIAL:
        yield from reads(method, lattice, legend, path)
    yield from _holes(lattice, legend, path)
    labels = {band.label for band in legend.bands}
    for rule in rules:
        if not isinstance(rule, BandRule) or {band.label for band in rule.bands} != labels:
            continue
        differ = [row for row in lattice.rows if row.figures[legend.id] != row.figures[rule.id]]
        if not differ:
            says = f"gives the same class as {rule.id} on all {len(lattice.rows)} sums"
            yield Proof("legend", path, ProofStatus.NOTED, says)
            continue
        shown = ", ".join(row.figures[lattice.id].text for row in differ[:5])
        says = f"differs from {rule.id} at {len(differ)} of {len(lattice.rows)} sums, at {lattice.id} {shown}"
        yield Proof("legend", path, ProofStatus.NOTED, says, ratings_of(lattice, differ[0].position))


def _holes(lattice: Lattice, legend: BandRule, path: str) -> Iterator[Proof]:
    homeless = [row for row in lattice.rows if not row.figures[legend.id].text]
    if homeless:
        first = homeless[0]
        says = f"has no class for {len(homeless)} of {len(lattice.rows)} sums, the first at "
        says += f"{legend.of} {first.figures[legend.of].text}"
        yield Proof("legend", f"{path}.bands", ProofStatus.NOTED, says, ratings_of(lattice, first.position))
    given = {row.figures[legend.id].text for row in lattice.rows}
    for number, band in enumerate(legend.bands):
        if band.label not in given:
            says = f"no ratings reach the class '{band.label}'"
            yield Proof("legend", f"{path}.bands[{number}]", ProofStatus.NOTED, says)
