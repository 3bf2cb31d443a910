"""Whether it matters which value of its input a rule reads, the exact one or the one that is printed."""

from collections.abc import Iterator

from attrs import evolve

from nit_rules.model import BandRule, Lattice, Methodology, Reads, Rescale, Rule
from nit_rules.proving.proof import Proof, ProofStatus, figures_of, path_of, ratings_of


def reads(method: Methodology, lattice: Lattice, rule: Rescale | BandRule, path: str) -> Iterator[Proof]:
    """Whether it matters, to its figure or to one that follows from it, which value of its input a rule reads."""
    other = Reads.EXACT if rule.reads is Reads.ROUNDED else Reads.ROUNDED
    read_otherwise: Rule = evolve(rule, reads=other)
    rules = tuple(read_otherwise if one.id == rule.id else one for one in lattice.rules)
    rival = Lattice.of(method.scale, lattice.mean, rules)
    figure, differ = _differing(lattice, rival, rule.id)
    where = "" if figure == rule.id else f" in {figure}"
    total = len(lattice.rows)
    if rule.reads is Reads.IMMATERIAL and differ:
        position, exact, rounded = differ[0]
        value = lattice.rows[position].figures[rule.of]
        says = (
            f"is not immaterial: {len(differ)} of {total} sums differ{where}; at {rule.of} {value.text} the exact "
            f"value gives {exact or 'no band'}, the rounded one {rounded or 'no band'}"
        )
        clash = f"{path_of(method, rule.of)}.round"
        yield Proof(
            "immaterial", f"{path}.reads", ProofStatus.REFUTED, says, ratings_of(lattice, position), clash
        )
    elif rule.reads is Reads.IMMATERIAL:
        says = f"the exact and the rounded {rule.of} give the same on all {total} sums"
        yield Proof("immaterial", f"{path}.reads", ProofStatus.PROVED, says)
    elif differ:
        position, before, after = differ[0]
        says = (
            f"it matters: reading the {other} {rule.of} would print {len(differ)} of {total}{where} otherwise"
        )
        says += f" (first {after or 'no band'} for {before or 'no band'})"
        yield Proof("reads", f"{path}.reads", ProofStatus.NOTED, says, ratings_of(lattice, position))
    else:
        says = f"reading the {other} {rule.of} would print the same on all {total} sums: it is immaterial"
        yield Proof("reads", f"{path}.reads", ProofStatus.NOTED, says)


def _differing(one: Lattice, other: Lattice, first: str) -> tuple[str, list[tuple[int, str, str]]]:
    """A figure that two lattices of the same ratings print differently, and on which rows; `first` before others."""
    for figure in sorted((rule.id for rule in one.rules), key=lambda figure: figure != first):
        pairs = zip(figures_of(one, figure), figures_of(other, figure), strict=True)
        differ = [(i, a.text, b.text) for i, (a, b) in enumerate(pairs) if a.printed != b.printed]
        if differ:
            return figure, differ
    return first, []
