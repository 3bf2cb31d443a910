"""A proof, and what all of them look at: the rows of a lattice."""

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from nit_rules.model import Figure, Lattice, Methodology


class ProofStatus(StrEnum):
    """How a proof ended."""

    PROVED = "proved"
    REFUTED = "refuted"
    #: true and worth knowing, but nothing that a rule file has to keep to
    NOTED = "noted"


@frozen
class Proof:
    """One law of one rule: the key that states it (`at`), what was found, and where it fails.

    A refuted law names the smallest counter-example, as ratings, and the key that it clashes with.
    """

    law: str
    at: str
    outcome: ProofStatus
    says: str
    counterexample: tuple[tuple[str, str], ...] = ()
    clashes_with: str | None = None

    @property
    def refuted(self) -> bool:
        return self.outcome is ProofStatus.REFUTED

    @property
    def words(self) -> str:
        """What was found, with the counter-example and the clash."""
        words = self.says
        if self.counterexample:
            words += "; for example " + " ".join(f"{id_}={rating}" for id_, rating in self.counterexample)
        if self.clashes_with:
            words += f"; it clashes with {self.clashes_with}"
        return words


def ratings_of(lattice: Lattice, position: int) -> tuple[tuple[str, str], ...]:
    """Ratings with that sum: from the lowest, raised in the printed order."""
    ratings = []
    for indicator in lattice.indicators:
        steps = min(position, lattice.scale.size)
        position -= steps
        ratings.append((indicator, str(lattice.scale.printed(steps))))
    return tuple(ratings)


def path_of(method: Methodology, figure: str) -> str:
    return f"rule[{[rule.id for rule in method.rules].index(figure)}]"


def figures_of(lattice: Lattice, figure: str) -> list[Figure]:
    return [row.figures[figure] for row in lattice.rows]


def exact_value(value: object) -> Fraction:
    assert isinstance(value, Fraction)  # noqa: S101 - a mean or a rescale has an exact value on every row
    return value
