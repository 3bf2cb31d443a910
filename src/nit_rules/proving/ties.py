"""Ties: which sums lie half-way between two printed figures, and what else may be rounded otherwise."""

from collections.abc import Iterator

from attrs import evolve

from nit_rules.model import Lattice, Mean, Rescale
from nit_rules.proving.proof import Proof, ProofStatus, exact_value, figures_of, ratings_of
from nit_rules.rounding import RoundingMode

#: Ways to round to the nearest step, which differ in ties.
_NEAREST = RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.HALF_DOWN


def ties(lattice: Lattice, rule: Mean | Rescale, path: str) -> Iterator[Proof]:
    """Which sums lie half-way between two printed figures, and whether the tie rule decides anything there."""
    rows = lattice.rows
    exact = [row.figures[rule.id].exact for row in rows]
    if rule.round.mode not in _NEAREST:
        yield _not_nearest(lattice, rule, path)
        return
    ties = [i for i, value in enumerate(exact) if value is not None and rule.round.ties(value)]
    if not ties:
        says = f"no sum of {len(rows)} ties at a step of {rule.round.step}, so the tie rule cannot matter"
        yield Proof("ties", f"{path}.round.mode", ProofStatus.PROVED, says)
        return
    says = f"{len(ties)} of {len(rows)} sums tie at a step of {rule.round.step}"
    found = []
    for mode in _NEAREST:
        if mode is not rule.round.mode:
            rival = evolve(rule.round, mode=mode)
            differ = [i for i in ties if rival(exact_value(exact[i])) != rows[i].figures[rule.id].printed]
            found.append((mode, rival, differ))
    if not any(differ for *_, differ in found):
        yield Proof(
            "ties", f"{path}.round.mode", ProofStatus.NOTED, f"{says}, but every tie rule prints the same"
        )
        return
    words = []
    for mode, rival, differ in found:
        if differ:
            row = rows[differ[0]]
            words.append(
                f"{mode} would print {len(differ)} otherwise ({rival(exact_value(exact[differ[0]]))} "
                f"for {row.figures[rule.id].text})"
            )
    first = next(differ[0] for *_, differ in found if differ)
    says = f"{says}, and the tie rule matters: {', '.join(words)}"
    yield Proof("ties", f"{path}.round.mode", ProofStatus.NOTED, says, ratings_of(lattice, first))


def _not_nearest(lattice: Lattice, rule: Mean | Rescale, path: str) -> Proof:
    """What it does that a figure is not rounded to the nearest step; the other ways know no ties."""
    half_up = evolve(rule.round, mode=RoundingMode.HALF_UP)
    printed = [(half_up(exact_value(one.exact)), one) for one in figures_of(lattice, rule.id)]
    differ = [i for i, (nearest, one) in enumerate(printed) if nearest != one.printed]
    says = f"{rule.round.mode} is no rounding to the nearest step: half-up would print "
    if not differ:
        says += f"the same on all {len(printed)} sums"
        return Proof("ties", f"{path}.round.mode", ProofStatus.NOTED, says)
    nearest, one = printed[differ[0]]
    says += f"{len(differ)} of {len(printed)} otherwise (first {nearest} for {one.text})"
    example = ratings_of(lattice, differ[0])
    return Proof("ties", f"{path}.round.mode", ProofStatus.NOTED, says, example)
