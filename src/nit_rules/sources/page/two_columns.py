"""Tables of two columns: names, and values of which the header may say that they are none of the page's own."""

import re

from attrs import Factory, define

from nit_rules.sources.cells import one_line
from nit_rules.sources.groups import collective, word_set, words_of
from nit_rules.sources.headings import no_scores
from nit_rules.sources.other_indexes import is_linked, is_rival
from nit_rules.sources.page.headings import Headings, Kind
from nit_rules.sources.page.text import MARKS, Page
from nit_rules.sources.page.titles import EDITION
from nit_rules.sources.page.whose import Heading

#: What a column of names is called, beside nothing.
_NAMES = word_set(
    "categories category component components criteria criterion dimension dimensions figure figures indicator "
    "indicators measure measures rating ratings score scores item items"
)
#: What a column of values is called that are of whom the other column is called after.
_VALUES = word_set("rating ratings score scores value values")
#: What was before, or may come.
_NOT_NOW = re.compile(
    r"(?:last|previous(?:ly)?|prior|former(?:ly)?|earlier|old|regional|projected|expected|forecast|estimated)\b"
    r"|.{0,20}\b(?:averages?|means?|medians?|ago|before|earlier)\Z",
    re.IGNORECASE,
)
#: A report covers the year before that of its edition.
_COVERED = re.compile(r"\b(?:cover|events|under review)", re.IGNORECASE)
_SEPARATED = re.compile(r"[|\t]")
_RULE = re.compile(r"[\s|:+=_-]*")
#: No header stands farther above, and no row is longer.
_MOST_LINES, _LONGEST = 60, 300


@define
class TwoColumns:
    """Tells values of a page whose column has the name of something else."""

    page: Page
    headings: Headings
    #: the header above each line, once it was looked for
    _above: dict[int, Heading | None] = Factory(dict)

    def above(self, start: int) -> Heading | None:
        """The name of the column in which a figure stands, where that is not one of the page's own figures."""
        line = self.page.line_start(start)
        if line not in self._above:
            self._above[line] = self._header(line)
        return self._above[line]

    def _header(self, line: int) -> Heading | None:
        """The nearest row above one of two cells, in the same table, that says whose the values are, or what else."""
        if self._cells(line) is None:
            return None
        for _ in range(_MOST_LINES):
            if line == 0:
                return None
            line = self.page.line_start(line - 1)
            cells = self._cells(line)
            if cells is None:
                return None
            if cells and (name := self._of_others(*cells)) is not None:
                return Heading(line, name, Kind.EDITION, decides=True)
        return None

    def _cells(self, line: int) -> tuple[str, str] | tuple[()] | None:
        """The two cells of a line; none of a rule, or between rows of a web page; None where a table ends."""
        text = self.page.text[line : min(self.page.line_end(line), line + _LONGEST)]
        if not text.strip():
            return () if self.page.origin is not None else None
        if _RULE.fullmatch(text):
            return ()
        cells = [one_line(cell).strip(MARKS) for cell in _SEPARATED.split(text.strip(" "))]
        if len(cells) == 4 and not (cells[0] or cells[-1]):
            cells = cells[1:-1]
        return (cells[0], cells[1]) if len(cells) == 2 else None

    def _of_others(self, corner: str, name: str) -> str | None:
        """What the header of two columns says that its values are, where that is none of the page's own figures."""
        if self.headings.is_other_country(corner) and _VALUES.issuperset(words_of(name)):
            return corner
        return name if _NAMES.issuperset(words_of(corner)) and self._is_of_others(name) else None

    def _is_of_others(self, name: str) -> bool:
        if _COVERED.search(name) is None and any(
            map(self.headings.is_other_edition, re.findall(EDITION, name))
        ):
            return True
        is_other = self.headings.is_other_country(name) or collective(name) or no_scores(name)
        return bool(is_other or _NOT_NOW.match(name) or is_rival(name) or is_linked(name))
