"""Printed names to ids: indicators and figures as editions named them."""

import re
from functools import cached_property

from attrs import frozen

from nit_rules.catalog import Catalog
from nit_rules.errors import UnknownMethodologyError
from nit_rules.model import BandRule, Methodology, Rescale
from nit_rules.naming import suggestion
from nit_rules.numerals import fold, remembered

#: Printed names, folded, that columns of other figures have as often: a *Regime* may be *presidential*, a *Percentage*
#: that of anything.
_SHARED = frozenset({"classification", "percentage", "regime", "regimetype"})
#: Signs of a change or a rank, which folding takes away: ``∆ Democracy Score``, ``Democracy Score (+/-)``.
_OF_CHANGE = re.compile(r"[\u2206\u0394\u00b1\u2191\u2193\u25b2\u25bc#+]")
#: A printed name, folded, that *Freedom in the World* has for a score of its own.
_TOTAL_SCORE = "totalscore"


@frozen
class Term:
    """What a printed name means: the id of an indicator or of a figure."""

    id: str
    is_indicator: bool


class Vocabulary:
    """The names that the methodologies of a catalog use.

    The same name can mean different indicators in different editions: later tables print the old `cljf` under the new
    name of `jfi`. So a name is looked up among the methodologies of the edition in which it is printed.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._terms: dict[str, dict[str, Term]] = {}
        self._scopes: dict[str | None, tuple[dict[str, Term], ...]] = {}
        self._percentages = frozenset(
            rule.id
            for method in catalog.methodologies
            for rule in method.rules
            if isinstance(rule, Rescale) or any("%" in name for name in (rule.name, *rule.also))
        )
        # Records repeat the names that nothing has.
        self.suggestion = remembered(self._suggestion)

    def is_percentage(self, figure: str) -> bool:
        """Whether an id is that of a percentage: a rescaled figure, or one with a percent sign in a name."""
        return figure in self._percentages

    def _of(self, method: Methodology) -> dict[str, Term]:
        terms = self._terms.get(method.id)
        if terms is None:
            terms = {name: Term(id_, False) for name, id_ in method.figure_names.items()}
            terms |= {name: Term(id_, True) for name, id_ in method.indicator_names.items()}
            self._terms[method.id] = terms
        return terms

    def _scope(self, edition: str | None, methodology: str | None) -> tuple[dict[str, Term], ...]:
        if methodology is not None:
            return (self._of(self.catalog.methodology(methodology)),)
        if edition not in self._scopes:
            known = self.catalog.find_edition(edition)
            methods = [method for _, method in self.catalog.printings(known)] if known else []
            # Without an edition, or with one whose method is not known, newer names come first.
            methods = methods or list(reversed(self.catalog.pinned))
            self._scopes[edition] = tuple(map(self._of, methods))
        return self._scopes[edition]

    def find(self, name: str, edition: str | None = None, methodology: str | None = None) -> Term | None:
        """What a printed name means in an edition (or under a methodology); None where it means nothing.

        A name with a percent sign is that of no rating and no mean: a column `Dem %` is not *Democratization*, for
        which `DEM` stands in tables of the first editions. One with the sign of a change or a rank is that of nothing.
        """
        if self.is_of_change(name):
            return None
        folded = fold(name)
        found = (terms[folded] for terms in self._scope(edition, methodology) if folded in terms)
        return next((term for term in found if "%" not in name or self.is_percentage(term.id)), None)

    def is_shared(self, name: str) -> bool:
        """Whether a column of that name may as well be another index's: it is no id, and no figure's first name."""
        folded = fold(name)
        own = (one for method in self.catalog.pinned for one in (*method.rules, *method.indicators))
        return folded in _SHARED and all(folded not in (fold(one.id), fold(one.name)) for one in own)

    @staticmethod
    def is_of_change(name: str) -> bool:
        """Whether a name has the sign of a change or a rank."""
        return _OF_CHANGE.search(name) is not None

    @staticmethod
    def is_total_score(name: str) -> bool:
        """Whether a figure of that name is *Freedom in the World*'s beside a status of that index."""
        return fold(name) == _TOTAL_SCORE

    def percentage(self, name: str) -> str | None:
        """The percentage that a name with a percent sign may have been meant for, where it begins like one."""
        if "%" not in name:
            return None
        folded = fold(name)
        known = ((other, term.id) for terms in self._scope(None, None) for other, term in terms.items())
        return next(
            (id_ for other, id_ in known if self.is_percentage(id_) and other.startswith(folded)), None
        )

    def is_class(self, text: str) -> bool:
        """Whether a text is a label of some edition, or the plural of one, as lists by classes have them."""
        return fold(text) in self._classes

    @cached_property
    def _classes(self) -> frozenset[str]:
        rules = (rule for method in self.catalog.methodologies for rule in method.rules)
        labels = {band.label for rule in rules if isinstance(rule, BandRule) for band in rule.bands}
        # What is called *Transitional or Hybrid* elsewhere is *Hybrid Regimes* in a list.
        labels |= {label.rpartition(" or ")[2] for label in labels}
        plurals = {f"{label[:-1]}ies" if label.endswith("y") else f"{label}s" for label in labels}
        return frozenset(map(fold, labels | plurals))

    @cached_property
    def printed_names(self) -> tuple[tuple[str, str], ...]:
        """Names as printed, with the ids that they have, those of the newest methodologies first."""
        return tuple(
            (name, one.id)
            for method in reversed(self.catalog.pinned)
            for one in (*method.rules, *method.indicators)
            for name in (one.name, *one.also)
        )

    @cached_property
    def names(self) -> dict[str, Term]:
        """All folded names of all pinned methodologies; of a name that several have, what it means in the newest."""
        merged: dict[str, Term] = {}
        for terms in reversed(self._scope(None, None)):
            merged.update(terms)
        return merged

    def _suggestion(self, name: str, edition: str | None, methodology: str | None) -> str:
        """A suggestion for a name that is none, to append to a message; names of the rules that apply come first."""
        try:
            own = self._scope(edition, methodology)
        except UnknownMethodologyError:
            # The audit says so of the record.
            own = ()
        scopes = (*own, *self._scope(None, None))
        return suggestion(name, *({name: term.id for name, term in terms.items()} for terms in scopes))
