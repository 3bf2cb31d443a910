"""The figures that a page prints of its own edition and of the edition before, outside its tables."""

import re
from collections.abc import Iterable, Iterator

from nit_rules.sources.page import shapes
from nit_rules.sources.page.above import figures_above
from nit_rules.sources.page.labelled import Labelled
from nit_rules.sources.page.named import Named
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.outside import Headline, Part, percentage
from nit_rules.sources.page.tables import Tables
from nit_rules.sources.page.text import Page


def read_headline(page: Page, tables: Tables, names: Names) -> Headline:
    """Read what stands outside the tables."""
    labels, found = names.statuses, Headline()
    text = _without(page.text, tables.spans, " ")
    for part in (_LastYear, _Above, Named, Labelled):
        text = _without(text, part(page, tables, names, labels, found, text).read(), shapes.READ)
    found.own.sort(key=lambda one: one.offset)
    return found


def _without(text: str, spans: Iterable[tuple[int, int]], fill: str) -> str:
    pieces, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            pieces += [text[done:start], shapes.NOT_NEWLINE.sub(fill, text[start:end])]
            done = end
    return "".join((*pieces, text[done:]))


class _LastYear(Part):
    """``Last Year's Democracy Percentage & Status``, an integer over 100 and a label."""

    def read(self) -> Iterator[tuple[int, int]]:
        for match in shapes.LAST_YEAR.finditer(self.text):
            pos, percent, status = match.end(), None, None
            while pos < len(self.text):
                if percent is None and (percent := self._last_percent(pos)):
                    pos = percent.end()
                elif status is None and (status := self.labels.at(self.text, pos)):
                    pos = status.end
                elif self.text[pos] not in " \t\n|,;:()-–—•·▪●" or pos > match.end() + shapes.WINDOW:
                    break
                else:
                    pos += 1
            # Another index of the publisher prints last year's score and another status.
            if status is None and "percentage" not in match[0].casefold():
                continue
            into = self.found.last_year
            if percent:
                self.take(into, percentage(percent[1]), percent[1], percent.start(1), percent.span())
            if status:
                self.take(into, self.labels.figure, status.text, status.start, (status.start, status.end))
            # Whatever else stands there is last year's too.
            line_end = min(self.page.line_end(match.end()), match.end() + shapes.WINDOW)
            ends = [percent.end()] if percent else []
            ends += [status.end] if status else []
            yield match.start(), max(ends, default=line_end)

    def _last_percent(self, pos: int) -> re.Match[str] | None:
        if match := shapes.PERCENT_HERE.match(self.text, pos):
            return match
        match = shapes.INTEGER.match(self.text, pos)
        is_beside = match and self.labels.pattern.match(self.text, shapes.skip(self.text, match.end()))
        return match if is_beside else None


class _Above(Part):
    """Figures with their name on the line below."""

    def read(self) -> Iterator[tuple[int, int]]:
        for one in figures_above(self.text, self.names):
            span = one.figure.start(1), one.label.end
            self.take(self.found.own, one.label.name or "", one.figure[1], span[0], span)
            yield span
