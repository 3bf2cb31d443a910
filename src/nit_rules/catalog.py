"""The catalog: all methodologies and editions at hand, and which of them could have printed a record."""

import re
from collections.abc import Collection, Iterable
from functools import cached_property

from attrs import evolve, field

from nit_rules.errors import (
    Problem,
    RuleFileError,
    UnknownEditionError,
    UnknownMethodologyError,
    did_you_mean,
    quoted,
)
from nit_rules.model.edition import Edition, Printed, Printing, not_a_printing
from nit_rules.model.evidence import Source
from nit_rules.model.methodology import Methodology, version_numbers
from nit_rules.values import frozen

#: A dash or a slash between two years.
_DASH = re.compile(r"\s*[-/\u2010-\u2015\u2212]\s*")

#: Two years, the second perhaps without its century.
_SPAN = re.compile(r"([0-9]{4})-(?:[0-9]{2}|[0-9]{4})")
_YEARS = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def edition_key(label: str) -> str:
    """What two printings of one edition's label share; other marks make another label, since a label is no number.

    >>> edition_key("1999/2000") == edition_key("1999 \u2013 2000")
    True
    >>> edition_key("20-24") == edition_key("2024")
    False
    """
    return _DASH.sub("-", " ".join(label.casefold().split()))


def _is_year(label: str) -> bool:
    return len(label) == 4 and label.isascii() and label.isdigit()


@frozen
class Catalog:
    """Methodologies by id and version, editions in order, the sources they cite, and the pinned versions.

    Immutable, and safe to share among threads.
    """

    methodologies: tuple[Methodology, ...] = field(repr=False)
    editions: tuple[Edition, ...] = field(repr=False)
    pins: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = field(default=(), repr=False)
    #: why there is no edition of a label; ``earlier`` and ``later`` are of all years outside those of the editions
    absent: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @cached_property
    def _by_id(self) -> dict[str, Methodology]:
        by_id = {method.id: method for method in self.methodologies}
        pinned = {name: by_id[f"{name}@{version}"] for name, version in self.pins}
        return by_id | pinned

    @cached_property
    def _editions(self) -> dict[str, Edition]:
        return {
            edition_key(label): edition for edition in self.editions for label in (edition.id, *edition.also)
        }

    @cached_property
    def pinned(self) -> tuple[Methodology, ...]:
        """The methodologies that names without a version mean, in order."""
        return tuple(self._by_id[name] for name, _ in self.pins)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all indicators and figures of any methodology."""
        return frozenset(id_ for method in self.methodologies for id_ in (*method.indicator, *method.rule))

    def methodology(self, name: str) -> Methodology:
        """``nit/2020`` (the pinned version) or ``nit/2020@1.0.0``.

        Raises `UnknownMethodologyError` where the catalog does not hold it.
        """
        if not isinstance(name, str):
            message = f"give the name of a methodology, a str as in 'nit/2020', not {name!r}"
            raise UnknownMethodologyError([Problem("wrong-type", "methodology", message)])
        found = self._by_id.get(name)
        if found is None:
            base = name.partition("@")[0]
            named = [method for method in self.methodologies if method.name == base]
            versions = [
                method.version for method in sorted(named, key=lambda one: version_numbers(one.version))
            ]
            if versions and "@" not in name:
                message = f"{base} has versions {', '.join(versions)}; name one: {base}@{versions[-1]}"
            elif versions:
                message = f"no such version: {quoted(name)}; {base} has {', '.join(versions)}"
            else:
                known = sorted({method.name for method in self.methodologies})
                suggestion = did_you_mean(name, known) or f"; known are {', '.join(known)}"
                message = f"unknown methodology {quoted(name)}{suggestion}"
            raise UnknownMethodologyError([Problem("unknown-methodology", "methodology", message)])
        return found

    def edition(self, label: str) -> Edition:
        """The edition of that label (``1999`` is ``1999-2000``).

        Raises `UnknownEditionError`, which says what is covered and why this one is not, where there is none.
        """
        if not isinstance(label, str):
            message = f"editions are labels, not numbers: give a str, as in '2021', not {label!r}"
            raise UnknownEditionError([Problem("wrong-type", "edition", message)])
        found = self.find_edition(label)
        if found is None:
            raise UnknownEditionError([Problem("unknown-edition", "edition", self._why_unknown(label))])
        return found

    def find_edition(self, label: str | None) -> Edition | None:
        """The edition of that label, or None where there is none."""
        return None if label is None else self._editions.get(edition_key(label))

    def _why_unknown(self, label: str) -> str:
        message = f"there is no edition {quoted(label)}"
        span = _SPAN.fullmatch(edition_key(label))
        # Of two years no one year is meant more than another.
        known = [one.id for one in self.editions if not span or one.id.startswith(f"{span[1]}-")]
        years = () if span else _YEARS.findall(label)
        # More may be said than the year: a date, or whose edition it is.
        only = self.find_edition(years[0]) if len(years) == 1 else None
        near = f"; did you mean '{only.id}'?" if only else did_you_mean(label, known)
        if reason := self._absence(label.strip()):
            message, near = f"{message}: {reason}", ""
        return f"{message}{near}{' (' if near else '; '}{self.covered}{')' if near else ''}"

    def _absence(self, label: str) -> str | None:
        absent = dict(self.absent)
        if label in absent:
            return absent[label]
        years = [edition.id for edition in self.editions if _is_year(edition.id)]
        if not years or not _is_year(label):
            return None
        return (
            absent.get("earlier")
            if label < min(years)
            else absent.get("later")
            if label > max(years)
            else None
        )

    @property
    def covered(self) -> str:
        """Which editions have a known methodology, in words."""
        covered = [edition.id for edition in self.editions if edition.printings]
        return (
            f"the editions covered are {covered[0]} to {covered[-1]}" if covered else "no edition is covered"
        )

    def before(self, edition: Edition) -> Edition | None:
        """The edition before one of this catalog, in the order of ``editions.toml``; None before the first.

        Raises `KeyError` for an edition that is none of this catalog.
        """
        return self._before[edition.id]

    @cached_property
    def _before(self) -> dict[str, Edition | None]:
        ids = [edition.id for edition in self.editions]
        return dict(zip(ids, (None, *self.editions), strict=False))

    def label_before(self, label: str | None) -> str | None:
        """The label of the edition before the one that is labelled so; None where either is unknown."""
        edition = self.find_edition(label)
        before = self.before(edition) if edition else None
        return before.id if before else None

    def printings(self, edition: Edition) -> tuple[tuple[Printed, Methodology], ...]:
        """The methodologies that printed an edition, as first published first."""
        return tuple((printed, self.methodology(printed.methodology)) for printed in edition.printings)

    def for_edition(self, label: str, printing: str | None = None) -> Methodology:
        """The one methodology of an edition, or of one printing of it.

        Raises `UnknownEditionError` where the edition is unknown, has no known methodology, was not published so, or
        was published under several and `printing` does not say which.
        """
        edition = self.edition(label)
        found = [(p, m) for p, m in self.printings(edition) if printing is None or p.printing == printing]
        if len(found) == 1:
            return found[0][1]
        if not edition.printings:
            message = (
                f"no methodology is known for the edition {edition.id}: {edition.unmodelled}; {self.covered}"
            )
        elif printing not in (None, *Printing):
            message = not_a_printing(printing)
        elif not found:
            message = f"the edition {edition.id} is not known to have been {printing}"
        else:
            options = " or ".join(f"{p.printing} ({m.name})" for p, m in found)
            message = f"the edition {edition.id} was printed twice; choose a printing: {options}"
        raise UnknownEditionError([Problem("no-methodology", "edition", message)])

    def with_methodologies(self, more: Iterable[Methodology]) -> "Catalog":
        """The same catalog and more methodologies, each pinned where its name is new.

        Raises `RuleFileError` where one has the name and version of another, and other rules.
        """
        added, problems = list[Methodology](), list[Problem]()
        held = {method.id: method for method in self.methodologies}
        for method in more:
            if method.id not in held:
                held[method.id] = method
                added.append(method)
            elif method != held[method.id]:
                message = f"{method.id} is there already, with other rules; give this one another version"
                problems.append(Problem("duplicate-methodology", method.id, message))
        if problems:
            raise RuleFileError(problems)
        pins = dict(self.pins)
        for method in added:
            pins.setdefault(method.name, method.version)
        return evolve(self, methodologies=(*self.methodologies, *added), pins=tuple(pins.items()))

    def only(self, ids: Collection[str]) -> "Catalog":
        """The same catalog without other methodologies than these, and without what the others printed."""
        methods = tuple(method for method in self.methodologies if method.id in ids)
        pins = {name: version for name, version in self.pins if f"{name}@{version}" in ids}
        for method in methods:
            pins.setdefault(method.name, method.version)
        known = {*pins, *(method.id for method in methods)}
        editions = (
            evolve(one, printings=tuple(printed for printed in one.printings if printed.methodology in known))
            for one in self.editions
        )
        return evolve(self, methodologies=methods, editions=tuple(editions), pins=tuple(pins.items()))
