"""The status of a page, and percentages that have no name."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from attrs import Factory, define, frozen

from nit_rules import numerals
from nit_rules.errors import quoted
from nit_rules.numerals import fold
from nit_rules.sources.cells import one_line
from nit_rules.sources.other_indexes import is_other_index
from nit_rules.sources.page import shapes
from nit_rules.sources.page.outside import PERCENTAGE, ROUNDED_PERCENTAGE, Found, Part, percentage
from nit_rules.sources.page.statuses import Label, has_range, in_brackets, is_alone, listed
from nit_rules.sources.subjects import known_subject

_PERCENTAGES = frozenset({PERCENTAGE, ROUNDED_PERCENTAGE})


@frozen
class _Percentages:
    """The percentages that have names: their values, where the first ends, and where each begins."""

    values: frozenset[Decimal | None]
    first: int | None
    starts: tuple[int, ...]

    @classmethod
    def of(cls, found: Iterable[Found]) -> "_Percentages":
        some = sorted(found, key=lambda one: one.start)
        values = frozenset(numerals.parse(one.text) for one in some)
        return cls(values, some[0].end if some else None, tuple(one.start for one in some))

    def has(self, text: str) -> bool:
        """Whether one of them is printed so."""
        return numerals.parse(text.rstrip(".,")) in self.values

    def is_above(self, text: str, offset: int, end: int) -> bool:
        """Whether one stands above what stands there, which is not right above one in turn."""
        if self.first is None or self.first > offset:
            return False
        after = bisect_left(self.starts, end)
        if after == len(self.starts):
            return True
        return shapes.TO_READ.fullmatch(text, end, self.starts[after] + 1) is None


@frozen
class _Percent:
    """A percentage beside a label: its number, how it stands there, and where what belongs to it begins and ends."""

    text: str
    words: str
    start: int
    end: int


@define
class Labelled(Part):
    """The status, and the integer percentage beside it or beside the figures that have names."""

    #: where percentages stand that were looked at
    known: set[int] = Factory(set)
    #: the labels that are read, by where they begin: each with where what says so begins and ends
    taken: dict[int, tuple[Label, tuple[int, int]]] = Factory(dict)

    def read(self) -> Iterator[tuple[int, int]]:
        figures, nameless = [*self.found.own], list[Label]()
        percentages = self._named_percentages()
        ends = [one.end for one in figures]
        labels = self.labels.find(self.text)
        in_list = listed(self.text, labels)
        for label in labels:
            before = self.text[max(0, label.opens - shapes.WINDOW) : label.opens]
            named = shapes.CLASSIFICATION.search(before)
            begin = label.opens - len(before) + named.start() if named else label.start
            percent = self._percent_beside(label, before)
            if percent and self._may_be_last_years(percent, label, percentages):
                self.known.add(percent.start)
                if not named or not self.opens_line(begin):
                    self._leave_last_years(percent.start, label.text)
                    continue
                percent = self._of_this_year(percent, label, begin)
            if percent and percent.start < label.start and not self._is_of_page(percent.start, label.start):
                self.known.add(percent.start)
                self.leave_out(percent.start, f"{percent.words}: of what stands before it? left out")
                percent = None
            span = begin, label.end
            if percent:
                self.known.add(percent.start)
                span = min(percent.start, begin), max(percent.end, label.end)
                leads = self.opens_line(span[0]) or shapes.TO_READ.match(self.text, percent.end)
                if not (leads or named):
                    self.leave_out(percent.start, f"{label.text}: of another subject? left out")
                    continue
                self._take_percent(percent.text, percent.start, span)
            elif label.start in in_list or has_range(self.text, label):
                if named:
                    self.leave_out(label.start, f"{label.text}: one of several labels; left out")
                continue
            # In brackets behind a figure it is whose that is.
            place = bisect_right(ends, label.start)
            behind = figures[place - 1] if place and in_brackets(self.text, label) else None
            if behind:
                span = behind.start, label.end + 1
            if percent or named or behind:
                self._read_label(label, span, has_percent=percent is not None)
            elif self._may_be_own(label, before):
                nameless.append(label)
        for label in self._one_of(nameless):
            self._read_label(label, (label.start, label.end), has_percent=False)
        for label, span in self.taken.values():
            self.take(self.found.own, self.labels.figure, label.text, label.start, span)
            yield label.start, label.end
        self._other_labels()
        self._percentages(percentages)
        if not self.taken:
            for label in self.labels.unknown(self.text):
                if is_alone(self.page, self.text, label):
                    message = f"{quoted(label.text)} is no status of this index; left out"
                    self.leave_out(label.start, message)

    def _may_be_last_years(self, percent: "_Percent", label: Label, percentages: "_Percentages") -> bool:
        """Whether a percentage beside a label stands below the figures that have names, of which none is it.

        There stands last year's, even where its heading is lost.
        """
        if percentages.has(percent.text):
            return False
        is_above = percentages.is_above(self.text, percent.start, max(percent.end, label.end))
        return self._is_below(percent, label) or is_above

    def _is_below(self, percent: "_Percent", label: Label) -> bool:
        return percent.start < label.start and self._is_right_below_figures(percent.start)

    def _of_this_year(self, percent: "_Percent", label: Label, begin: int) -> "_Percent | None":
        """A percentage beside a named status: that is this year's, and so is what stands on one line with it."""
        between = self.text[min(begin, percent.start) : max(label.start, percent.start)]
        if self._is_below(percent, label) or "\n" in between:
            self._leave_last_years(percent.start, percent.words)
            return None
        return percent

    def _may_be_own(self, label: Label, before: str) -> bool:
        """Whether a label without name and figure stands above what is read; what one might expect to be is noted."""
        # A whole page may be one line.
        begin = max(self.page.line_start(label.start), label.start - shapes.WINDOW)
        if shapes.TO_READ.match(self.text, label.end) or is_alone(self.page, self.text, label):
            if shapes.OF_BEFORE.search(self.text[begin : label.start]) is None:
                return True
            self.leave_out(label.start, f"{label.text}: of what stands before it? left out")
        elif self._is_right_below_figures(label.start):
            self._leave_last_years(label.start, label.text)
        elif label.before is not None:
            self.leave_out(label.start, f"{label.text}: a status that changed; left out")
        elif shapes.REGIME_TYPE.search(before):
            self.leave_out(label.start, f"{label.text}: a regime type, of this index or another? left out")
        return False

    def _read_label(self, label: Label, span: tuple[int, int], *, has_percent: bool) -> None:
        self.taken[label.start] = label, span
        other = None if has_percent else shapes.PERCENT_BEHIND.match(self.text, label.end)
        if other is not None:
            self.known.add(other.start(1))
            self.leave_out(other.start(1), f"{other[1]}: behind a status, and not read; left out")

    def _one_of(self, nameless: Sequence[Label]) -> Sequence[Label]:
        """Labels that have no name and no figure beside them; those that differ are a list, of which none is read.

        But for one right above the first figures of the page.
        """
        if len({fold(label.text) for label in nameless}) < 2:
            return nameless
        first, *others = nameless
        leads = shapes.TO_READ.match(self.text, first.end) and shapes.READ not in self.text[: first.start]
        for label in others if leads else nameless:
            self.leave_out(label.start, f"{label.text}: one of several labels; left out")
        return [first] if leads else []

    def _percent_beside(self, label: Label, before: str) -> "_Percent | None":
        """The integer percentage behind a label, or else before it."""
        if here := shapes.PERCENT_HERE.match(self.text, shapes.skip(self.text, label.end)):
            return _Percent(here[1], one_line(here[0]), here.start(1), here.end())
        if above := shapes.PERCENT_BEFORE.search(before):
            start = label.opens - len(before) + above.start(1)
            return _Percent(above[1], one_line(above[0]), start, label.end)
        return None

    def _leave_last_years(self, offset: int, what: str) -> None:
        self.leave_out(offset, f"{what}: of this year or the last? left out")

    def _is_right_below_figures(self, offset: int) -> bool:
        return shapes.READ_BEFORE.search(self.text[max(0, offset - shapes.WINDOW) : offset]) is not None

    def _named_percentages(self) -> "_Percentages":
        terms = ((one, self.names.term(one.name, None)) for one in self.found.own)
        return _Percentages.of(one for one, term in terms if term and term.id in _PERCENTAGES)

    def _is_of_page(self, percent: int, label: int) -> bool:
        """Whether a percentage on a line above a label has no words before it that make it another's."""
        line = self.page.line_start(percent)
        return line == self.page.line_start(label) or not self._words_before(percent)

    def _words_before(self, percent: int) -> str:
        """The words before a percentage on its line, but for those of this index."""
        before = self.text[max(self.page.line_start(percent), percent - shapes.WINDOW) : percent]
        return shapes.OF_TOTAL.sub(" ", self.labels.pattern.sub(" ", before)).strip()

    def _other_labels(self) -> None:
        """What a classification says that is no label of the rules, or a misprint of one."""
        for match in islice(shapes.OTHER_LABEL.finditer(self.text), shapes.MOST_LABELS):
            is_taken = any(match.start(2) <= start < match.end(2) for start in self.taken)
            if is_taken or self.labels.pattern.match(self.text, match.start(2)) or shapes.READ in match[2]:
                continue
            # "Status" alone may be that of anything; what goes on in small letters is told.
            is_named = match["short"] is None and not match[2][0].islower()
            if is_named or self.labels.is_like(match[2]):
                self.take(self.found.own, self.labels.figure, match[2], match.start(2), match.span())

    def _percentages(self, named: "_Percentages") -> None:
        """Percentages without a name and a label, right above the figures that have names; those below are noted."""
        for match in shapes.PERCENT.finditer(self.text):
            if match.start(1) in self.known:
                continue
            line = self.page.line_start(match.start())
            if not shapes.TO_READ.match(self.text, match.end()):
                before = self.text[max(0, line - shapes.WINDOW) : match.start()]
                is_alone = not self.text[match.end() : self.page.line_end(match.start(1))].strip(" \t|")
                if is_alone and shapes.READ_BEFORE.search(before):
                    self._leave_last_years(match.start(1), one_line(match[0]))
                continue
            if not named.has(match[1]) and named.is_above(self.text, match.start(1), match.end()):
                self._leave_last_years(match.start(1), one_line(match[0]))
                continue
            above = self.text[max(0, line - shapes.WINDOW) : line]
            words = self._words_before(match.start())
            is_others = shapes.OTHER_INDEX.search(above) or is_other_index(above.rstrip().rpartition("\n")[2])
            if (not words or known_subject(words)) and not is_others:
                self._take_percent(match[1], match.start(1), match.span())
            else:
                self.leave_out(match.start(1), f"{one_line(match[0])}: of what stands before it? left out")

    def _take_percent(self, text: str, offset: int, span: tuple[int, int]) -> None:
        if shapes.NUMBER_ABOVE.search(self.text[max(0, offset - shapes.WINDOW) : offset]):
            self.leave_out(offset, f"{text}: a percentage, or the number of a page? left out")
            return
        self.take(self.found.own, percentage(text), text, offset, span)
