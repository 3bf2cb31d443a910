"""Status labels as they stand in text, whatever their case, hyphens and blanks."""

import re

from nit_rules.catalog import Catalog
from nit_rules.model import BandRule


def statuses(catalog: Catalog) -> tuple[str, re.Pattern[str]]:
    """The figure that labels are printed for, and a pattern of every label that some methodology prints."""
    rules = [rule for method in catalog.methodologies for rule in method.rules if isinstance(rule, BandRule)]
    labels = {
        label
        for rule in rules
        for band in rule.bands
        for label in (band.label, *(variant.label for variant in band.variants))
    }
    patterns = {r"[\s/–—-]{0,4}".join(map(re.escape, re.findall(r"[^\W_]+", label))) for label in labels}
    alternatives = "|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)"
    figure = rules[0].id if rules else "status"
    return figure, re.compile(rf"(?<![^\W\d_])(?:{alternatives})(?![^\W\d_])", re.IGNORECASE)
