"""Tables of two columns: names, and values of which the header may say that they are none of the page's own."""

import re

from attrs import Factory, define

from nit_rules.sources.cells import one_line
from nit_rules.sources.groups import word_set, words_of
from nit_rules.sources.page.headings import Headings, Kind
from nit_rules.sources.page.text import MARKS, Page
from nit_rules.sources.page.titles import EDITION
from nit_rules.sources.page.whose import Heading
from nit_rules.sources.subjects import known_subject

#: What a column of names is called, beside a country, an edition and nothing.
_NAMES = word_set(
    "area areas categories category component components dimension dimensions figure figures indicator indicators "
    "measure measures nations in transit nit rating ratings score scores item items"
)
#: What a column of values is called, beside the page's own country and edition.
_VALUES = word_set(
    "rating ratings score scores value values point points figure figures result results nations in transit nit "
    "edition democracy the of out to on a scale 1 7 100 current latest this year report published"
)
_SEPARATED = re.compile(r"[|\t]")
_RULE = re.compile(r"[\s|:+=_-]*")
#: A figure, which no column is called; years are.
_VALUE = re.compile(r"(?!(?:19|20)\d\d\Z)[\d.,]+(?: ?/ ?\d{1,3}(?:\.0+)?)?%?")
#: No header stands farther above, and no row is longer.
_MOST_LINES, _LONGEST = 60, 300


@define
class TwoColumns:
    """Tells values of a page whose column has the name of something else."""

    page: Page
    headings: Headings
    #: the header above each line, once it was looked for
    _above: dict[int, tuple[int, str] | None] = Factory(dict)

    def above(self, start: int) -> Heading | None:
        """The name of the column in which a figure stands, where that is not one of the page's own figures."""
        line = self.page.line_start(start)
        if line not in self._above:
            self._above[line] = self._header(line)
        header = self._above[line]
        return (
            None
            if header is None or self._is_own(header[1])
            else Heading(*header, Kind.EDITION, decides=True)
        )

    def _header(self, line: int) -> tuple[int, str] | None:
        """The first row up from a line that is a header, and what it calls its values."""
        for _ in range(_MOST_LINES):
            text = self.page.text[line : min(self.page.line_end(line), line + _LONGEST)]
            if text.strip() and not _RULE.fullmatch(text):
                cells = [one_line(cell).strip(MARKS) for cell in _SEPARATED.split(text.strip(" "))]
                if len(cells) == 4 and not (cells[0] or cells[-1]):
                    cells = cells[1:-1]
                if len(cells) != 2:
                    return None
                if cells[1] and _is_above_names(cells[0]) and not _VALUE.fullmatch(cells[1]):
                    return line, cells[1]
            if line == 0:
                return None
            line = self.page.line_start(line - 1)
        return None

    def _is_own(self, name: str) -> bool:
        """Whether the name of a column of values may be that of the page's own."""
        if any(map(self.headings.is_other_edition, re.findall(EDITION, name))):
            return False
        words = one_line(re.sub(EDITION, " ", name)).strip(MARKS)
        is_own_country = known_subject(words) is not None and not self.headings.is_other_country(words)
        return is_own_country or _VALUES.issuperset(words_of(words))


def _is_above_names(corner: str) -> bool:
    """Whether a cell may be above names of indicators and figures."""
    words = words_of(re.sub(EDITION, " ", corner))
    return _NAMES.issuperset(words) or known_subject(corner) is not None
