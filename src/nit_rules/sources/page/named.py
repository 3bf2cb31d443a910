"""Figures of a page with their name before them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from nit_rules.errors import quoted
from nit_rules.sources.page import shapes
from nit_rules.sources.page.names import Label
from nit_rules.sources.page.outside import Part
from nit_rules.sources.page.unread import unread
from nit_rules.sources.page.years import headers

#: Names of so many characters are abbreviations, which mean other things in running text.
_LONGEST_ABBREVIATION = 5
#: The ends of the other scale, in brackets before a percentage.
_TO_SEVEN = re.compile(
    r"[(\[][^()\[\]\d]{0,30}(?:1(?:\.0{1,2})?[ \t]{0,20}(?:[-–—]|to)[ \t]{0,20}|out[ ]of[ ])7(?!\d)"
)
_TO_HUNDRED = re.compile(
    r"[(\[][^()\[\]\d]{0,30}(?:0[ \t]{0,20}=|[01][ \t]{0,20}(?:[-–—]|to)[ \t]{0,20}100|out[ ]of[ ]100)"
)
#: Below a heading so many ratings are looked at.
_MOST_BELOW = 20


class Named(Part):
    """Figures with their name before them."""

    def read(self) -> Iterator[tuple[int, int]]:
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
            if match is None or not self._is_on_its_scale(label, match):
                if len(self.found.notes) == said:
                    done = self._note_unread(label, done)
                continue
            done = match.end()
            if self._is_of_other_index(label, done):
                self.leave_out(start, f"{label.name}: of Freedom in the World, it seems; left out")
                continue
            self.take(self.found.own, label.name, match[1], match.start(1), (start, done))
            if heading := shapes.HEADING.match(self.text, label.end):
                self._offer(self._ratings_below(heading.end()))
            yield start, done

    def _is_on_its_scale(self, label: Label, match: re.Match[str]) -> bool:
        """Whether a figure is a percentage where its name is one, as far as signs and ends of scales say."""
        between = match[0][: match.start(1) - match.start()]
        if self.names.is_percentage(label):
            return _TO_SEVEN.search(between) is None
        return not match[0].endswith("%") and _TO_HUNDRED.search(between) is None

    def _offer(self, ratings: Sequence[re.Match[str]]) -> None:
        """Keep all ratings below a heading with the first of them: whose each is, its page will tell."""
        own = self.found.own
        if own and ratings and own[-1].offset == ratings[0].start(1):
            own[-1].below = [(one[1].rstrip(".,"), one.start(1), one.end()) for one in ratings]

    def _note_unread(self, label: Label, done: int) -> int:
        """Note what looks like a figure behind a name; where it ends, or what was `done` before."""
        opens_line = self.opens_line(label.start)
        found = unread(self.page, self.names, self.text, label, opens_line=opens_line)
        if found is None:
            return done
        self.leave_out(label.start, f"{label.name}: {quoted(found[0].strip())} is not read; left out")
        return found.end()

    def _is_of_other_index(self, label: Label, end: int) -> bool:
        """Whether a total score stands below the name of *Freedom in the World*, or above a status of that index."""
        if not self.names.vocabulary.is_total_score(label.name or ""):
            return False
        line = self.page.line_start(label.start)
        above = self.text[max(0, line - shapes.WINDOW) : line]
        return bool(shapes.OTHER_INDEX.search(above) or shapes.OTHER_STATUS.match(self.text, end))

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
            self.leave_out(label.start, f"{label.name}: two columns, or a rating and its scale? left out")
            return None
        if match or shapes.HEADING.match(text, end) or shapes.OF_MOST.match(text, end):
            return match
        chained = done and self._is_chain(text[done : label.start])
        if (match := shapes.AFTER_COLON.match(text, end)) and not self._counts_words(match):
            before = text[max(0, label.start - shapes.WINDOW) : label.start]
            return (
                match
                if chained or self.opens_line(label.start) or before.rstrip().endswith("Scores")
                else None
            )
        if not self.opens_line(label.start):
            return None
        if self.names.is_percentage(label) and (match := shapes.PERCENT_SIGN.match(text, end)):
            return match
        match = shapes.ON_LINE.match(text, end) or shapes.BELOW.match(text, end)
        if match and match.end(1) == len(text) and self._may_be_scale(match[1]):
            self.leave_out(label.start, f"{label.name}: a scale or a figure, cut short? left out")
            return None
        # Cells run together with their name only in tables.
        if match and (match.start(1) == end or self._may_be_row(label.start)):
            message = f"{label.name}: one figure beside its name, perhaps a row cut short; left out"
            self.leave_out(label.start, message)
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
        return label is None and self.labels.pattern.match(self.text, after) is None

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
        return not self.labels.pattern.sub("", shapes.NAMED_STATUS.sub("", between), count=1).strip(
            " \t\n|;,:("
        )

    def _until(self, pos: int) -> int:
        """Where the search for a rating ends: at the next heading, or out of reach."""
        limit = min(len(self.text), pos + shapes.REACH)
        for start in self.names.starts(self.text[pos:limit]):
            label, _ = self.names.at(self.text, pos + start)
            if label and shapes.HEADING.match(self.text, label.end):
                return pos + start
        return limit
