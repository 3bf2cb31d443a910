"""Status labels as they stand in text, whatever their case, hyphens and blanks, and what stands around them."""

import re
from difflib import get_close_matches

from attrs import frozen

from nit_rules.catalog import Catalog
from nit_rules.model import BandRule
from nit_rules.numerals import fold
from nit_rules.sources.page import shapes
from nit_rules.sources.page.text import Page

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


def in_list(page: Page, text: str, statuses: re.Pattern[str], match: re.Match[str]) -> bool:
    """Whether another label stands right above, below or beside, as in a list of them all, or a range of scores."""
    beside = shapes.skip(text, match.end())
    before = text[max(0, match.start() - shapes.WINDOW) : match.start()]
    if (
        shapes.RANGE.match(text, match.end())
        or shapes.RANGE_BEFORE.search(before)
        or statuses.match(text, beside)
    ):
        return True
    start, end = page.line_start(match.start()), page.line_end(match.end())
    above = text[max(0, start - shapes.WINDOW) : start].rstrip(" \t\n|").rpartition("\n")[2]
    below = text[end : end + shapes.WINDOW].lstrip(" \t\n|").partition("\n")[0]
    return any(statuses.fullmatch(line.strip(" \t|#*•")) for line in (above, below))


def in_brackets(text: str, match: re.Match[str]) -> bool:
    """Whether a label stands in brackets behind what has been read: ``2.96 / 7 (…)``."""
    start, end = match.start() - 1, match.end()
    is_closed = text[max(0, start) : match.start()] + text[end : end + 1] in ("()", "[]")
    behind = text[max(0, start - shapes.WINDOW) : max(0, start)].rpartition("\n")[2]
    return is_closed and shapes.READ_BEFORE.search(behind) is not None


def is_alone(page: Page, text: str, match: re.Match[str]) -> bool:
    """Whether a label has a line for itself, close above what has been read."""
    start, end = page.line_start(match.start()), page.line_end(match.end())
    if end - start > 2 * shapes.WINDOW or text[start:end].strip(" \t|#*•·▪●") != match[0].strip():
        return False
    below = text[end : end + 600].split("\n")
    return any(shapes.READ in line for line in [line for line in below if line.strip()][:6])
