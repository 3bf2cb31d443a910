"""The three kinds of rule: mean, rescale, band.

A rule is named after the figure that it makes. What it reads and how it is rounded have no default.
"""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import field

from nit_rules.model.evidence import Evidence
from nit_rules.rounding import Rounding
from nit_rules.values import frozen


class Reads(StrEnum):
    """Which value of its input a rule reads."""

    EXACT = "exact"
    ROUNDED = "rounded"
    #: both give the same printed figures, those that follow too, on the whole lattice; `rules check` proves it, and
    #: `exact` is used
    IMMATERIAL = "immaterial"


@frozen
class Mean:
    """The plain mean of the ratings `of`: their sum divided by their number, rounded as `round` says."""

    id: str
    name: str
    of: tuple[str, ...]
    round: Rounding
    evidence: Evidence
    also: tuple[str, ...] = ()


@frozen
class Rescale:
    """A figure translated linearly: the range of `of` onto the range `onto`.

    ``onto[0] + (x - lowest) / (highest - lowest) * (onto[1] - onto[0])``, where `lowest` and `highest` bound `of`.
    """

    id: str
    name: str
    of: str
    onto: tuple[Decimal, Decimal]
    reads: Reads = field(converter=Reads)
    round: Rounding
    evidence: Evidence
    also: tuple[str, ...] = ()


@frozen
class Variant:
    """Another printing of a label, and the editions that are known to have used it (none named: seen, undated)."""

    label: str
    editions: tuple[str, ...] = ()


@frozen
class Band:
    """One class of a band rule: all values from its bound up to the next band's.

    Exactly one of `at_least` (the bound belongs to this band) and `above` (it belongs to the band below) is given.
    """

    label: str
    at_least: Decimal | None = None
    above: Decimal | None = None
    variants: tuple[Variant, ...] = ()

    @cached_property
    def bound(self) -> Fraction:
        """Where the band begins."""
        bound = self.at_least if self.at_least is not None else self.above
        assert bound is not None  # noqa: S101 - loading refuses a band without a bound
        return Fraction(bound)

    @property
    def opens(self) -> str:
        """The bound in words: ``above 2.00``."""
        return f"above {self.above}" if self.at_least is None else f"at least {self.at_least}"

    @property
    def closes(self) -> str:
        """The bound in words for the band below: ``at most 2.00``."""
        return f"at most {self.above}" if self.at_least is None else f"below {self.at_least}"

    def opens_at(self, value: Fraction) -> bool:
        """Whether `value` is at or past the bound."""
        return value > self.bound or (value == self.bound and self.at_least is not None)


@frozen
class BandRule:
    """A figure filed into classes: `bands` in ascending order of their bounds."""

    id: str
    name: str
    of: str
    reads: Reads = field(converter=Reads)
    bands: tuple[Band, ...]
    evidence: Evidence
    also: tuple[str, ...] = ()

    def band(self, value: Fraction) -> Band | None:
        """The band of a value; None below the first bound (`rules check` proves that no reachable score is there)."""
        return next((band for band in reversed(self.bands) if band.opens_at(value)), None)


Rule = Mean | Rescale | BandRule
