"""A methodology: a complete set of rules and its version."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from attrs import field

from nit_rules.errors import check_kind
from nit_rules.model.lattice import Lattice, bounds
from nit_rules.model.rules import BandRule, Mean, Rule
from nit_rules.model.scale import Scale
from nit_rules.numerals import fold, glued
from nit_rules.values import frozen


@frozen
class Indicator:
    """A category that is rated.

    `also` lists other printed names, `was` the indicators of earlier methodologies that it continues. `unused` says why
    no rule reads it, where none does.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    unused: str | None = None


@frozen
class Methodology:
    """How ratings become figures: a scale, indicators in printed order, and rules in printed order.

    `name` is the id without the version (``nit/2020``), `id` with it (``nit/2020@1.0.0``); `digest` is that of the
    rule file's canonical form, the documents that it cites included.
    """

    name: str
    version: str
    title: str
    scale: Scale
    indicators: tuple[Indicator, ...]
    rules: tuple[Rule, ...]
    released: str | None = None
    supersedes: str | None = None
    reason: str | None = None
    unknown: tuple[str, ...] = ()
    #: bands that were printed as the key to a map or a chart, by which nothing is decided; diagnoses try them
    legends: tuple[BandRule, ...] = ()
    digest: str = field(default="", eq=False)

    @property
    def id(self) -> str:
        """Name and version: ``nit/2020@1.0.0``."""
        return f"{self.name}@{self.version}"

    @cached_property
    def lattices(self) -> tuple[Lattice, ...]:
        """One lattice per composite, in the order of the means."""
        return tuple(Lattice.of(self.scale, mean, self.rules) for mean in self.means)

    @cached_property
    def only_lattice(self) -> Lattice | None:
        """The lattice, where there is one composite and it reads every indicator."""
        read = [lattice for lattice in self.lattices if set(lattice.indicators) == set(self.indicator)]
        return read[0] if len(self.lattices) == len(read) == 1 else None

    @property
    def means(self) -> tuple[Mean, ...]:
        """The rules that average ratings, one for each composite, in printed order."""
        return tuple(rule for rule in self.rules if isinstance(rule, Mean))

    @cached_property
    def rated(self) -> frozenset[str]:
        """The ids of the indicators that some composite is made of."""
        return frozenset(id_ for mean in self.means for id_ in mean.of)

    @cached_property
    def lattice_of(self) -> Mapping[str, Lattice]:
        """The lattice that makes each figure."""
        return MappingProxyType({rule.id: lattice for lattice in self.lattices for rule in lattice.rules})

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """The rules by the figure they make, in printed order."""
        return MappingProxyType({rule.id: rule for rule in self.rules})

    @cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        """The indicators by id, in printed order."""
        return MappingProxyType({indicator.id: indicator for indicator in self.indicators})

    @cached_property
    def indicator_names(self) -> Mapping[str, str]:
        """The ids of the indicators by all that they are called, folded: id, name, printed variants."""
        return MappingProxyType(_by_name(self.indicators))

    @cached_property
    def figure_names(self) -> Mapping[str, str]:
        """The ids of the figures by all that they are called, folded: id, name, printed variants."""
        return MappingProxyType(_by_name(self.rules))

    def range_of(self, figure: str) -> tuple[Fraction, Fraction]:
        """The lowest and the highest value that a numeric figure can take."""
        return bounds(self.rule[figure], self.scale)

    def rests_on(self, figure: str) -> tuple[Rule, ...]:
        """The rule that makes a figure, after those that it reads from, back to the mean."""
        rule = self.rule[figure]
        return (rule,) if isinstance(rule, Mean) else (*self.rests_on(rule.of), rule)


def check_methodology(value: object) -> None:
    """Raises `InputError` where a program gives something else, such as the id."""
    check_kind(value, Methodology, "as from catalog.methodology('nit/2020')")


def version_numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, by which versions are ordered; a program may give others than rule files have.

    >>> version_numbers("1.10.0") > version_numbers("1.9.0") > version_numbers("draft")
    True
    """
    return tuple(map(int, re.findall(r"[0-9]{1,6}", version)))


def _by_name(some: Iterable[Indicator | Rule]) -> dict[str, str]:
    names = [(one.id, name) for one in some for name in (one.id, one.name, *one.also)]
    # Written in one, the word *and* is not seen, and stays.
    return {glued(name): id_ for id_, name in names} | {fold(name): id_ for id_, name in names}
