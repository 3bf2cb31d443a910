"""Rows of a table that are none of this index's scores: of another index, of changes, ranks and averages."""

from collections.abc import Sequence

from attrs import define, field

from nit_rules.numerals import fold
from nit_rules.sources.groups import AVERAGES, collective
from nit_rules.sources.header import Header
from nit_rules.sources.headers import may_be_heading, may_be_owner
from nit_rules.sources.headings import of_others, title_of
from nit_rules.sources.other_indexes import is_other_index
from nit_rules.sources.row_kinds import begins_footnote, begins_with_mark, filled
from nit_rules.sources.vocabulary import Vocabulary

#: Columns that say of which index the figures of a row are, or what they measure; and what says that it is no score.
_MEASURES = frozenset({"measure", "metric", "series", "statistic", "unit", "variable"})
_KINDS = _MEASURES | {"source", "index", "dataset", "publication", "survey"}
_NO_SCORES = frozenset({"percentile", "rankorder", "standarderror", "stderror", "se", "sd"})


@define
class RowsOfOthers:
    """Tells such rows; `are_below` is whether the rows that come are of others, by what stands above them."""

    header: Header
    vocabulary: Vocabulary
    are_below: bool = False
    #: columns that may say of what index a row is, or that it holds a rank
    _kinds: tuple[int, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        cells = self.header.cells
        self._kinds = tuple(index for index in self.header.others if fold(cells[index]) in _KINDS)

    def turned_by(self, cells: Sequence[str]) -> str | None:
        """What the rows below one by itself are, where they are of others; another such row ends that."""
        (index,) = filled(cells)
        header, text = self.header, title_of(cells)
        is_heading = may_be_owner(header, index) or may_be_heading(header, index, text)
        if not is_heading or begins_footnote(cells) or begins_with_mark(cells):
            return None
        whose = of_others(text)
        if whose is None and may_be_owner(header, index):
            whose = "averages" if collective(text) & AVERAGES else None
        # Classes and regions go on with what stands above them.
        goes_on = self.are_below and bool(self.is_class(cells) or collective(text))
        self.are_below = whose is not None or goes_on
        return whose

    def is_class(self, cells: Sequence[str]) -> bool:
        """Whether a row is but the name of a class, above the countries that are in it, and no status."""
        return filled(cells)[0] not in self.header.numbers and self.vocabulary.is_class(title_of(cells))

    def kind(self, cells: Sequence[str]) -> str | None:
        """What a row says it is of, where that is another index, or no score but a rank or the like."""
        for index in self._kinds:
            text = cells[index].strip() if index < len(cells) else ""
            is_measure = fold(self.header.cells[index]) in _MEASURES
            if is_other_index(text) or (is_measure and (of_others(text) or fold(text) in _NO_SCORES)):
                return text
        return None
