"""Figures that stand above their names, as on cards: a figure on a line of its own, its name on the next.

Read downwards, each figure would be that of the name before it. Which way a page goes is told by its runs of such
lines: where figures and names take turns, the one that comes first has the other below it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from nit_rules.numerals import parse
from nit_rules.sources.page import shapes
from nit_rules.sources.page.names import Label, Names

_LINE = re.compile(r"[^\n]+")
#: A line with a longer name has other words too.
_LONGEST_NAME = 80
_MARKS = " \t|*#>_"


@frozen
class Above:
    """A figure and the name on the next line."""

    figure: re.Match[str]
    label: Label


def figures_above(text: str, names: Names) -> Iterator[Above]:
    """The figures of a text that stand above their names, in the text's order."""
    run: list[re.Match[str] | Label] = []
    for line in _LINE.finditer(text):
        if not line[0].strip(_MARKS):
            continue
        thing = _thing(text, line, names)
        if run and (thing is None or isinstance(thing, Label) == isinstance(run[-1], Label)):
            yield from _pairs(text, run, names)
            run = []
        if thing is not None:
            run.append(thing)
    yield from _pairs(text, run, names)


def _thing(text: str, line: re.Match[str], names: Names) -> re.Match[str] | Label | None:
    """What fills a line, if that is a figure or a name."""
    if figure := shapes.ALONE.match(text, line.start(), line.end()):
        return figure
    content = line[0].strip(_MARKS)
    if len(content) > _LONGEST_NAME:
        return None
    start = line.start() + line[0].index(content)
    label, _ = names.at(text, start)
    return label if label and label.name and label.end == start + len(content) else None


def _pairs(text: str, run: Sequence[re.Match[str] | Label], names: Names) -> Iterator[Above]:
    """The pairs of a run of lines in turns, where each figure belongs to the name below it."""
    figures = [one for one in run[::2] if isinstance(one, re.Match)]
    labels = [one for one in run[1::2] if isinstance(one, Label)]
    if not figures or len(figures) != len(labels):
        return
    above = [*map(Above, figures, labels)]
    # One pair alone may be the end of something else, or the beginning where a page is cut off.
    if len(above) == 1 and (not above[0].figure["most"] or "\n" not in text[above[0].label.end :]):
        return
    within = [text.count("\n", one.figure.end(1), one.label.start) for one in above]
    between = [text.count("\n", one.label.end, other.figure.start(1)) for one, other in pairwise(above)]
    if max(within) <= min(between, default=max(within)) and all(_fits(one, names) for one in above):
        yield from above


def _fits(one: Above, names: Names) -> bool:
    """Whether a figure can be one of that name: a percentage or a score, by the most there is or by its size."""
    is_percentage = names.is_percentage(one.label)
    if one.figure["most"]:
        return is_percentage == bool(one.figure["hundred"])
    number = parse(one.figure[1].replace(",", "."))
    return number is None or is_percentage or 1 <= number <= 7
