"""What stands outside the tables of a page, and what is common to reading any part of it."""

from collections.abc import Iterator

from attrs import define, field

from nit_rules import numerals
from nit_rules.errors import Problem
from nit_rules.sources.page import shapes
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.statuses import Statuses
from nit_rules.sources.page.tables import Tables
from nit_rules.sources.page.text import Page

#: The ids of the figures that are read by what they are, not by their names alone.
SCORE = "democracy_score"
PERCENTAGE = "democracy_percentage"
ROUNDED_PERCENTAGE = "democracy_percentage_rounded"


@define
class Found:
    """A figure as printed: what it is called (the figure's id where it has no name in the text), and where it is.

    `start` and `end` are those of all that says so: the name, the figure, and the most there is. `below` are all
    ratings below a heading, the first of which this is, each with where it begins and ends.
    """

    name: str
    text: str
    offset: int
    start: int
    end: int
    below: list[tuple[str, int, int]] = field(factory=list)


@define
class Headline:
    """What a page prints outside its tables: of its own edition, of the edition before, and what cannot be read."""

    own: list[Found] = field(factory=list)
    last_year: list[Found] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    notes: list[Problem] = field(factory=list)


@define
class Part:
    """One kind of figures in the text of a page, of which earlier parts and tables are blotted out."""

    page: Page
    tables: Tables
    names: Names
    labels: Statuses
    found: Headline
    text: str

    def read(self) -> Iterator[tuple[int, int]]:
        """Add the figures to what is found; where each begins and ends, with all that says so."""
        raise NotImplementedError

    def take(self, into: list[Found], name: str, text: str, offset: int, span: tuple[int, int]) -> None:
        text = text.rstrip(".,") if text[:1].isdigit() else text
        term = self.names.term(name, None)
        if term is not None and term.id == PERCENTAGE and text.isdigit():
            # As its own headline has it: *Democracy Percentage & Status*, over an integer.
            name = percentage(text)
        is_last = offset + len(text) >= len(self.page.text.rstrip("."))
        is_whole = self.labels.has(text) if name == self.labels.figure else len(text.partition(".")[2]) == 2
        if is_last and not is_whole:
            self.leave_out(offset, f"{name}: the page ends within {text}, it seems; left out")
        elif name != self.labels.figure and numerals.parse(text) is None:
            problem = Problem("not-a-number", self.page.at(offset), f"{name}: {numerals.complaint(text)}")
            self.found.problems.append(problem)
        else:
            into.append(Found(name, text, offset, *span))

    def leave_out(self, offset: int, message: str) -> None:
        self.found.notes.append(Problem("left-out", self.page.at(offset), message))

    def opens_line(self, start: int) -> bool:
        begin = self.page.line_start(start)
        is_first = start - begin <= shapes.WINDOW and shapes.LINE_START.match(self.text[begin:start])
        return bool(is_first) and not self.page.goes_on(begin)


def percentage(text: str) -> str:
    """The percentage that is printed with so many digits."""
    return PERCENTAGE if "." in text else ROUNDED_PERCENTAGE
