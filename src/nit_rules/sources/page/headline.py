"""The figures that a page prints of its own edition and of the edition before, outside its tables."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from attrs import define, field

from nit_rules import numerals
from nit_rules.errors import Problem, quoted
from nit_rules.sources.page import shapes
from nit_rules.sources.page.above import figures_above
from nit_rules.sources.page.names import Label, Names
from nit_rules.sources.page.statuses import Statuses, has_range, in_brackets, is_alone, listed
from nit_rules.sources.page.tables import Tables
from nit_rules.sources.page.text import Page, one_line
from nit_rules.sources.page.unread import unread
from nit_rules.sources.page.years import headers
from nit_rules.sources.subjects import known_subject

#: Names of so many characters are abbreviations, which mean other things in running text.
_LONGEST_ABBREVIATION = 5
#: Below a heading so many ratings are looked at.
_MOST_BELOW = 20


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


def read_headline(page: Page, tables: Tables, names: Names) -> Headline:
    """Read what stands outside the tables."""
    return _Reader(page, tables, names).read()


class _Reader:
    def __init__(self, page: Page, tables: Tables, names: Names) -> None:
        self.page = page
        self.tables = tables
        self.names = names
        self.labels = Statuses.of(names.catalog)
        self.status, self.statuses = self.labels.figure, self.labels.pattern
        self.found = Headline()
        self.text = self._without(page.text, tables.spans, " ")

    def _without(self, text: str, spans: list[tuple[int, int]], fill: str) -> str:
        pieces, done = [], 0
        for start, end in sorted(spans):
            if start >= done:
                pieces += [text[done:start], shapes.NOT_NEWLINE.sub(fill, text[start:end])]
                done = end
        return "".join((*pieces, text[done:]))

    def read(self) -> Headline:
        for step in (self._last_year, self._above, self._named, self._labels):
            self.text = self._without(self.text, list(step()), shapes.READ)
        self.found.own.sort(key=lambda one: one.offset)
        return self.found

    def _take(self, into: list[Found], name: str, text: str, offset: int, span: tuple[int, int]) -> None:
        text = text.rstrip(".,") if text[:1].isdigit() else text
        is_last = offset + len(text) >= len(self.page.text.rstrip("."))
        is_whole = self.labels.has(text) if name == self.status else len(text.partition(".")[2]) == 2
        if is_last and not is_whole:
            self._leave_out(offset, f"{name}: the page ends within {text}, it seems; left out")
        elif name != self.status and numerals.parse(text) is None:
            problem = Problem("not-a-number", self.page.at(offset), f"{name}: {numerals.complaint(text)}")
            self.found.problems.append(problem)
        else:
            into.append(Found(name, text, offset, *span))

    def _leave_out(self, offset: int, message: str) -> None:
        self.found.notes.append(Problem("left-out", self.page.at(offset), message))

    def _percentage(self, text: str) -> str:
        return "democracy_percentage" if "." in text else "democracy_percentage_rounded"

    def _last_year(self) -> Iterator[tuple[int, int]]:
        """``Last Year's Democracy Percentage & Status``, an integer over 100 and a label."""
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
                self._take(into, self._percentage(percent[1]), percent[1], percent.start(1), percent.span())
            if status:
                self._take(into, self.status, status.text, status.start, (status.start, status.end))
            # Whatever else stands there is last year's too.
            line_end = min(self.page.line_end(match.end()), match.end() + shapes.WINDOW)
            ends = [percent.end()] if percent else []
            ends += [status.end] if status else []
            yield match.start(), max(ends, default=line_end)

    def _last_percent(self, pos: int) -> re.Match[str] | None:
        if match := shapes.PERCENT_HERE.match(self.text, pos):
            return match
        match = shapes.INTEGER.match(self.text, pos)
        is_beside = match and self.statuses.match(self.text, shapes.skip(self.text, match.end()))
        return match if is_beside else None

    def _above(self) -> Iterator[tuple[int, int]]:
        """Figures with their name on the line below."""
        for one in figures_above(self.text, self.names):
            span = one.figure.start(1), one.label.end
            self._take(self.found.own, one.label.name or "", one.figure[1], span[0], span)
            yield span

    def _named(self) -> Iterator[tuple[int, int]]:
        """Figures with their name before them."""
        done = 0
        for start in self.names.starts(self.text):
            if start < done:
                continue
            label, _ = self.names.at(self.text, start)
            if label is None or label.name is None:
                continue
            if len(label.name) <= _LONGEST_ABBREVIATION:
                if shapes.AFTER_COLON.match(self.text, label.end):
                    done = self._note_unread(label, done)
                continue
            said = len(self.found.notes)
            match = self._value(label, done)
            if match is None and (mark := shapes.FOOTNOTE.match(self.text, label.end)):
                match = self._certain(label, mark.end())
            if match is None or (match[0].endswith("%") and not self.names.is_percentage(label)):
                if len(self.found.notes) == said:
                    done = self._note_unread(label, done)
                continue
            done = match.end()
            self._take(self.found.own, label.name, match[1], match.start(1), (start, done))
            if heading := shapes.HEADING.match(self.text, label.end):
                self._offer(self._ratings_below(heading.end()))
            yield start, done

    def _offer(self, ratings: Sequence[re.Match[str]]) -> None:
        """Keep all ratings below a heading with the first of them: whose each is, its page will tell."""
        own = self.found.own
        if own and ratings and own[-1].offset == ratings[0].start(1):
            own[-1].below = [(one[1].rstrip(".,"), one.start(1), one.end()) for one in ratings]

    def _note_unread(self, label: Label, done: int) -> int:
        """Note what looks like a figure behind a name; where it ends, or what was `done` before."""
        opens_line = self._opens_line(label.start)
        found = unread(self.page, self.names, self.text, label, opens_line=opens_line)
        if found is None:
            return done
        self._leave_out(label.start, f"{label.name}: {quoted(found[0].strip())} is not read; left out")
        return found.end()

    def _certain(self, label: Label, end: int) -> re.Match[str] | None:
        """The figure behind a name that the scale beside it sets apart from any other number."""
        text = self.text
        heading = shapes.HEADING.match(text, end)
        if heading:
            return next(iter(self._ratings_below(heading.end())), None)
        is_percentage = self.names.is_percentage(label)
        for pattern in (shapes.OF_MOST, shapes.GLUED_TO_MOST, shapes.BESIDE_MOST, shapes.BELOW_MOST):
            if match := pattern.match(text, end):
                # Another publisher's index has the same names, on a scale of its own.
                return match if is_percentage == bool(match["hundred"]) else None
        return shapes.AFTER_DIRECTION.match(text, end)

    def _ratings_below(self, start: int) -> list[re.Match[str]]:
        """What may be the rating of a heading with the ends of the scale: others are quoted in what is told there."""
        found = shapes.RATING.finditer(self.text, start, self._until(start))
        # "24/7" and dates look alike.
        some = (one for one in found if one["most"] or not one[1].isdigit())
        return [*islice(some, _MOST_BELOW)]

    def _value(self, label: Label, done: int) -> re.Match[str] | None:
        text, end = self.text, label.end
        match = self._certain(label, end)
        if match and match.re in (shapes.BESIDE_MOST, shapes.BELOW_MOST) and self._may_be_row(label.start):
            self._leave_out(label.start, f"{label.name}: two columns, or a rating and its scale? left out")
            return None
        if match or shapes.HEADING.match(text, end) or shapes.OF_MOST.match(text, end):
            return match
        chained = done and self._is_chain(text[done : label.start])
        if (match := shapes.AFTER_COLON.match(text, end)) and not self._counts_words(match):
            before = text[max(0, label.start - shapes.WINDOW) : label.start]
            return (
                match
                if chained or self._opens_line(label.start) or before.rstrip().endswith("Scores")
                else None
            )
        if not self._opens_line(label.start):
            return None
        match = shapes.ON_LINE.match(text, end) or shapes.BELOW.match(text, end)
        if match and match.end(1) == len(text) and self._may_be_scale(match[1]):
            self._leave_out(label.start, f"{label.name}: a scale or a figure, cut short? left out")
            return None
        # Cells run together with their name only in tables.
        if match and (match.start(1) == end or self._may_be_row(label.start)):
            message = f"{label.name}: one figure beside its name, perhaps a row cut short; left out"
            self._leave_out(label.start, message)
            return None
        return match

    def _counts_words(self, match: re.Match[str]) -> bool:
        """Whether a whole number is followed by a word that is neither a name nor a label: ``8 April``."""
        after = shapes.skip(self.text, match.end())
        if (
            not match[1].isdigit()
            or not self.text[after : after + 1].isalpha()
            or "\n" in self.text[match.end() : after]
        ):
            return False
        label, _ = self.names.at(self.text, after)
        return label is None and self.statuses.match(self.text, after) is None

    def _may_be_row(self, start: int) -> bool:
        """Whether a name is in or beside a table, or on the line below years, where its first row may be cut short."""
        begin = self.page.line_start(start)
        above = self.text[max(0, begin - shapes.WINDOW) : begin]
        # A rule may stand below the years.
        is_first = any(not above[one.end :].strip(" \t\n|:-") for one in headers(above, self.names))
        return is_first or self.tables.touches(self.page.text, start)

    def _may_be_scale(self, value: str) -> bool:
        """Whether a figure at the end of a page may be what is left of ``1.00-7.00 pts``."""
        return value in ("1.0", "1.00") and "percentage" in self.text.casefold()

    def _is_chain(self, between: str) -> bool:
        """Whether nothing but a status stands between one figure and the next name."""
        if len(between) > shapes.WINDOW:
            return False
        return not self.statuses.sub("", shapes.NAMED_STATUS.sub("", between), count=1).strip(" \t\n|;,:")

    def _until(self, pos: int) -> int:
        """Where the search for a rating ends: at the next heading, or out of reach."""
        limit = min(len(self.text), pos + shapes.REACH)
        for start in self.names.starts(self.text[pos:limit]):
            label, _ = self.names.at(self.text, pos + start)
            if label and shapes.HEADING.match(self.text, label.end):
                return pos + start
        return limit

    def _opens_line(self, start: int) -> bool:
        begin = self.page.line_start(start)
        is_first = start - begin <= shapes.WINDOW and shapes.LINE_START.match(self.text[begin:start])
        return bool(is_first) and not self.page.goes_on(begin)

    def _labels(self) -> Iterator[tuple[int, int]]:
        """The status, and the integer percentage beside it or beside the figures that have names."""
        known, taken, figures = set[int](), set[int](), [*self.found.own]
        ends = [one.end for one in figures]
        labels = self.labels.find(self.text)
        in_list = listed(self.text, labels)
        for label in labels:
            before = self.text[max(0, label.start - shapes.WINDOW) : label.start]
            named = shapes.CLASSIFICATION.search(before)
            percent = shapes.PERCENT_HERE.match(self.text, shapes.skip(self.text, label.end))
            offset, end = (percent.start(1), percent.end()) if percent else (label.start, label.end)
            if percent is None and (percent := shapes.PERCENT_BEFORE.search(before)):
                offset = label.start - len(before) + percent.start(1)
                # Below the figures that have names stand last year's, even where their heading is lost.
                if shapes.READ_BEFORE.search(self.text[max(0, offset - shapes.WINDOW) : offset]):
                    known.add(offset)
                    self._leave_out(offset, f"{label.text}: of this year or the last? left out")
                    continue
            if percent and offset < label.start and not self._is_of_page(offset, label.start):
                known.add(offset)
                self._leave_out(offset, f"{one_line(percent[0])}: of what stands before it? left out")
                percent, offset, end = None, label.start, label.end
            begin = label.start - len(before) + named.start() if named else label.start
            span = min(offset, begin), max(end, label.end)
            if percent:
                known.add(offset)
                leads = self._opens_line(span[0]) or shapes.TO_READ.match(self.text, end)
                if not (leads or named):
                    self._leave_out(offset, f"{label.text}: of another subject? left out")
                    continue
                self._take_percent(percent[1], offset, span)
            elif label.start in in_list or has_range(self.text, label):
                if named:
                    self._leave_out(label.start, f"{label.text}: one of several labels; left out")
                continue
            is_before = shapes.TO_READ.match(self.text, label.end) or is_alone(self.page, self.text, label)
            # In brackets behind a figure it is whose that is.
            place = bisect_right(ends, label.start)
            behind = figures[place - 1] if place and in_brackets(self.text, label) else None
            if behind:
                span = behind.start, label.end + 1
            if percent or named or is_before or behind:
                self._take(self.found.own, self.status, label.text, label.start, span)
                taken.add(label.start)
                yield label.start, label.end
            elif shapes.READ_BEFORE.search(before):
                self._leave_out(label.start, f"{label.text}: of this year or the last? left out")
        self._other_labels(taken)
        self._percentages(known)
        if not taken:
            for label in self.labels.unknown(self.text):
                if is_alone(self.page, self.text, label):
                    message = f"{quoted(label.text)} is no status of this index; left out"
                    self._leave_out(label.start, message)

    def _is_of_page(self, percent: int, label: int) -> bool:
        """Whether a percentage on a line above a label has no words before it that make it another's."""
        line = self.page.line_start(percent)
        return line == self.page.line_start(label) or not self._words_before(percent)

    def _words_before(self, percent: int) -> str:
        """The words before a percentage on its line, but for those of this index."""
        before = self.text[max(self.page.line_start(percent), percent - shapes.WINDOW) : percent]
        return shapes.OF_TOTAL.sub(" ", self.statuses.sub(" ", before)).strip()

    def _other_labels(self, taken: Collection[int]) -> None:
        """What a classification says that is no label of the rules, or a misprint of one."""
        for match in islice(shapes.OTHER_LABEL.finditer(self.text), shapes.MOST_LABELS):
            is_taken = any(match.start(2) <= start < match.end(2) for start in taken)
            if is_taken or self.statuses.match(self.text, match.start(2)) or shapes.READ in match[2]:
                continue
            # "Status" alone may be that of anything.
            if match["short"] is None or self.labels.is_like(match[2]):
                self._take(self.found.own, self.status, match[2], match.start(2), match.span())

    def _percentages(self, known: set[int]) -> None:
        """Percentages without a name and a label, right above the figures that have names; those below are noted."""
        for match in shapes.PERCENT.finditer(self.text):
            if match.start(1) in known:
                continue
            line = self.page.line_start(match.start())
            if not shapes.TO_READ.match(self.text, match.end()):
                before = self.text[max(0, line - shapes.WINDOW) : match.start()]
                is_alone = not self.text[match.end() : self.page.line_end(match.start(1))].strip(" \t|")
                if is_alone and shapes.READ_BEFORE.search(before):
                    message = f"{one_line(match[0])}: of this year or the last? left out"
                    self._leave_out(match.start(1), message)
                continue
            above = self.text[max(0, line - shapes.WINDOW) : line]
            words = self._words_before(match.start())
            if (not words or known_subject(words)) and not shapes.OTHER_INDEX.search(above):
                self._take_percent(match[1], match.start(1), match.span())
            else:
                self._leave_out(match.start(1), f"{one_line(match[0])}: of what stands before it? left out")

    def _take_percent(self, text: str, offset: int, span: tuple[int, int]) -> None:
        if shapes.NUMBER_ABOVE.search(self.text[max(0, offset - shapes.WINDOW) : offset]):
            self._leave_out(offset, f"{text}: a percentage, or the number of a page? left out")
            return
        self._take(self.found.own, self._percentage(text), text, offset, span)
