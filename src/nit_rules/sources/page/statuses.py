"""Status labels as they stand in text, whatever their case, hyphens and blanks, and what stands around them."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice, pairwise

from attrs import evolve, frozen

from nit_rules.catalog import Catalog
from nit_rules.model import BandRule
from nit_rules.numerals import fold
from nit_rules.sources.cells import one_line
from nit_rules.sources.page import shapes
from nit_rules.sources.page.text import Page

#: How like a label a misprint of it is.
_LIKE = 0.85
#: Short beginnings differ more, if one letter does.
_LIKE_BEGINNING = 0.75
#: So many words make a longer label of one.
_MOST_WORDS = 2
#: A word that a hyphen joins to a label, brackets and all, and words of labels that end none.
_JOINED = re.compile(
    r"[(\[]?[^\W\d_]{1,20}-[)\]]?\Z|(?:\b(?:semi|consolidated|transitional|hybrid)[ -]{1,3}){1,3}\Z",
    re.IGNORECASE,
)
#: Words between the ends of a line, bars, numbers or brackets, or beside what has been read.
_CELL = re.compile(
    r"(?:^|[|\d(\x01])[ \t#>*•·▪●/(]{0,20}([^\W\d_][^\n|:\d()\x01]{6,60}?)[ \t*]{0,20}(?=$|[|\d)])",
    re.MULTILINE,
)
#: How statuses are called, and parts of such words, of which a misprint leaves one.
_CALLED = re.compile(r"\b(?:regime|democracy|authoritarian)\Z", re.IGNORECASE)
_LIKE_WORD = re.compile(r"consol|solidat|democ|mocrac|regim|egime|hybri|ybrid|author|uthorit", re.IGNORECASE)
#: No page prints so many labels; to compare each with misprints takes time.
_MOST = 1000
#: Words up to the end of their cell.
_REST = re.compile(r"[^\W\d_][^\n|:\d\x01]{6,60}?(?=[ \t*.]{0,20}(?:$|[|\d]))", re.MULTILINE)
#: What stands between labels of a list: separators, numbers, ranges.
_BETWEEN = re.compile(
    r"(?:[\s|,;:•·▪●/>()\[\]*#%–—-]|\d(?:\.\d)?|\d\.(?=[ ]))*(?:(?:or|and)\s+)?(?:[)\s]|\d(?:\.\d)?|\d\.(?=[ ]))*"
)
#: What may stand on the line of a label of a list.
_NO_WORDS = re.compile(r"[^\w\n]*(?:\d[^\w\n]*)*")
_MOST_BETWEEN = 40
#: What introduces the label of an edition before.
_FORMER = re.compile(
    r"[ \t]*[,;(]?[ \t]*(?:previously|formerly|before|earlier|(?:(?:down|up|changed)[ ])?from|was)[ ]?(?:an?[ ])?",
    re.IGNORECASE,
)
#: What stands between the label of an edition before and that of now.
_BECAME = re.compile(r"[ \t]*(?:to|into|→|[-–—]>)[ \t]*(?:(?:an?|the)[ ])?[\"'\u201c\u2018]?", re.IGNORECASE)
#: Words that make another label of the one behind them.
_QUALIFIER = re.compile(
    r"(?<![\w-])(?:(?:not|no[ ]longer)(?:[ ]an?)?|non|un|quasi|near|nearly|almost|mostly|largely|partly|partially"
    r"|weakly|fully|former)[ -]{1,3}\Z",
    re.IGNORECASE,
)


@frozen
class Label:
    """A status as printed, and where it is."""

    text: str
    start: int
    end: int
    #: where the label that it followed begins, in *from … to …*
    before: int | None = None

    @property
    def opens(self) -> int:
        """Where what says the status begins."""
        return self.start if self.before is None else self.before


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
            re.compile(rf"(?<![^\W\d_])(?:{alternatives})(?![^\W\d_]|-[^\W\d_])", re.IGNORECASE),
        )

    def find(self, text: str) -> list[Label]:
        """All labels of a text in order, and what stands in a cell by itself and is a misprint of one."""
        found = [self._whole(text, match) for match in islice(self.pattern.finditer(text), _MOST)]
        found = [*_current(text, found)]
        cells = (match for match in _CELL.finditer(text) if _LIKE_WORD.search(match[1]))
        misprints = [
            Label(one_line(match[1]), *match.span(1))
            for match in islice(cells, _MOST)
            if self.pattern.search(match[1]) is None and self.is_like(match[1])
        ]
        # A label that is broken over two lines may begin like a misprint of itself.
        begins = {label.start for label in found}
        own = (label for label in misprints if label.start not in begins)
        return sorted((*found, *own), key=lambda label: label.start)

    def unknown(self, text: str) -> Iterator[Label]:
        """What stands in a cell by itself and is called like a status, but like none that any methodology prints."""
        cells = (match for match in _CELL.finditer(text) if _CALLED.search(match[1]))
        for match in islice(cells, _MOST):
            if self.pattern.search(match[1]) is None and not self.is_like(match[1]):
                yield Label(one_line(match[1]), *match.span(1))

    def at(self, text: str, pos: int) -> Label | None:
        """The label at an offset, or a misprint of one that is all there is up to the end of its cell."""
        if match := self.pattern.match(text, pos):
            return Label(one_line(match[0]), *match.span())
        cell = _REST.match(text, pos)
        is_like = cell and _LIKE_WORD.search(cell[0]) and self.is_like(cell[0])
        return Label(one_line(cell[0]), *cell.span()) if cell and is_like else None

    def has(self, text: str) -> bool:
        """Whether a text is a label."""
        return fold(text) in self.labels

    def is_like(self, text: str) -> bool:
        """Whether a text is a label, or a misprint of one."""
        return self._likest(text) is not None

    def _likest(self, text: str) -> str | None:
        return next(iter(get_close_matches(fold(text), self.labels, n=1, cutoff=_LIKE)), None)

    def _whole(self, text: str, match: re.Match[str]) -> Label:
        """A label with what stands right before it and makes another of it: its misprinted beginning, or *not a*."""
        before = text[max(0, match.start() - shapes.WINDOW) : match.start()].rpartition("\n")[2]
        beginning = (
            _JOINED.search(before) or self._beginning(before, fold(match[0])) or _QUALIFIER.search(before)
        )
        start = match.start() - (len(before) - beginning.start() if beginning else 0)
        return Label(one_line(text[start : match.end()]), start, match.end())

    def _beginning(self, before: str, label: str) -> re.Match[str] | None:
        """What is like the words that make a longer label of one: ``Transitonal or`` before ``Hybrid Regime``."""
        missing = [
            other.removesuffix(label) for other in self.labels if other.endswith(label) and other != label
        ]
        for words in range(1, _MOST_WORDS + 1):
            tail = re.search(rf"(?<![\w-])(?:[^\W\d_]{{1,20}}[ -]{{1,3}}){{{words}}}\Z", before)
            if tail and get_close_matches(fold(tail[0]), missing, n=1, cutoff=_LIKE_BEGINNING):
                return tail
        return None


#: What may stand around a label that has a line for itself.
_AROUND_LABEL = " \t|#*•·▪●.,;:\"'\u201c\u201d\u2191\u2193\u25b2\u25bc"


#: A footnote, the year, or a remark behind a label.
_REMARK = re.compile(r"[(\[]?(?:\d{1,3}|(?:19|20)\d\d)[)\]]?|\((?:unchanged|no change)\)", re.IGNORECASE)


def _current(text: str, labels: Sequence[Label]) -> Iterator[Label]:
    """The labels without those that are said to have been before: the one before goes on to the end of that remark."""
    held: Label | None = None
    for label in labels:
        if held and _BECAME.fullmatch(text, held.end, max(held.end, label.start)):
            held = evolve(label, before=held.opens)
            continue
        if held and _FORMER.fullmatch(text, held.end, max(held.end, label.start)):
            held = evolve(held, end=label.end + text.startswith(")", label.end))
            continue
        if held:
            yield held
        held = label
    if held:
        yield held


def listed(text: str, labels: Sequence[Label]) -> frozenset[int]:
    """Where labels begin that stand beside others with nothing but separators between: in a list of them all."""
    found: set[int] = set()
    for one, other in pairwise(labels):
        if text[max(0, one.start - 1) : one.start] == "(":
            # What stands in brackets is said of what is before them.
            continue
        is_near = (
            other.start - one.end <= _MOST_BETWEEN
            and _BETWEEN.fullmatch(text, one.end, other.start) is not None
        )
        if is_near and "\n" in text[one.end : other.start]:
            is_near = all(_has_line(text, label) for label in (one, other))
        if is_near:
            # A label without a range beside one that has one is no part of that legend.
            ranged = {label.start for label in (one, other) if has_range(text, label)}
            found |= ranged or {one.start, other.start}
    return frozenset(found)


def _has_line(text: str, label: Label) -> bool:
    """Whether there are no other words on the line of a label."""
    start, end = text.rfind("\n", 0, label.start) + 1, text.find("\n", label.end)
    parts = text[start : label.start], text[label.end : end if end >= 0 else len(text)]
    return all(len(part) <= _MOST_BETWEEN and _NO_WORDS.fullmatch(part) for part in parts)


def has_range(text: str, label: Label) -> bool:
    """Whether a range of scores stands beside a label, as in a legend."""
    before = text[max(0, label.start - shapes.WINDOW) : label.start]
    return bool(shapes.RANGE.match(text, label.end) or shapes.RANGE_BEFORE.search(before))


def in_brackets(text: str, label: Label) -> bool:
    """Whether a label stands in brackets behind what has been read: ``2.96 / 7 (…)``."""
    start, end = label.start - 1, label.end
    is_closed = text[max(0, start) : label.start] + text[end : end + 1] in ("()", "[]")
    behind = text[max(0, start - shapes.WINDOW) : max(0, start)].rpartition("\n")[2]
    return is_closed and shapes.READ_BEFORE.search(behind) is not None


def is_alone(page: Page, text: str, label: Label) -> bool:
    """Whether a label has a line for itself, close above what has been read."""
    start, end = page.line_start(label.start), page.line_end(label.end)
    if end - start > 2 * shapes.WINDOW:
        return False
    before, behind = (
        text[start : label.start].strip(_AROUND_LABEL),
        text[label.end : end].strip(_AROUND_LABEL),
    )
    if before or (behind and not _REMARK.fullmatch(behind)):
        return False
    below = text[end : end + 600].split("\n")
    return any(shapes.READ in line for line in [line for line in below if line.strip()][:6])
