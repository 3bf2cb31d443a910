"""Status labels as they stand in text, whatever their case, hyphens and blanks."""

import re
from difflib import get_close_matches

from attrs import frozen

from nit_rules.catalog import Catalog
from nit_rules.model import BandRule
from nit_rules.numerals import fold

#: How like a label a misprint of it is.
_LIKE = 0.85


@frozen
class Statuses:
    """The figure that labels are printed for, every label that some methodology prints, and a pattern of them all."""

    figure: str
    labels: frozenset[str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, catalog: Catalog) -> "Statuses":
        """The statuses of a catalog."""
        rules = [
            rule for method in catalog.methodologies for rule in method.rules if isinstance(rule, BandRule)
        ]
        labels = {
            label
            for rule in rules
            for band in rule.bands
            for label in (band.label, *(variant.label for variant in band.variants))
        }
        patterns = {r"[\s/–—-]{0,4}".join(map(re.escape, re.findall(r"[^\W_]+", label))) for label in labels}
        alternatives = "|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)"
        return cls(
            rules[0].id if rules else "status",
            frozenset(map(fold, labels)),
            re.compile(rf"(?<![^\W\d_])(?:{alternatives})(?![^\W\d_])", re.IGNORECASE),
        )

    def is_like(self, text: str) -> bool:
        """Whether a text is a label, or a misprint of one."""
        return bool(get_close_matches(fold(text), self.labels, n=1, cutoff=_LIKE))
