"""What a page says under "Score changes": which ratings and figures moved since the edition before."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, zip_longest

from attrs import frozen

from nit_rules import numerals
from nit_rules.errors import Problem, quoted
from nit_rules.sources.cells import one_line
from nit_rules.sources.groups import collective
from nit_rules.sources.page.context import direction
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.text import BULLETS, MARKS, Page
from nit_rules.sources.subjects import known_subject

_HEADING = re.compile(
    r"^[ \t#>|]{0,20}(?:header\d{1,2}[ \t]{1,8})?(?:(?:19|20)\d\d[ \t]{1,8})?(?:key[ \t]{1,8})?"
    r"(?:(?:score|rating)s?[ \t]{1,8}changes?|changes[ \t]{1,8}in[ \t]{1,8}(?:scores|ratings))\b"
    r"(?:[ \t]{1,8}in[ \t]{1,8}(?P<year>(?:19|20)\d\d))?",
    re.I | re.M,
)
_INLINE_HEADING = re.compile(
    r"\bScore [Cc]hanges(?: in (?P<year>(?:19|20)\d\d)\b|(?= {1,4}[•·▪●]))|\bheader\d{1,2} Score [Cc]hanges\b"
)
_END = re.compile(
    r"^[ \t#>|]{0,20}(?:header\d{1,2}[ \t]|(?:Executive[ \t]{1,8}Summary|EXECUTIVE[ \t]{1,8}SUMMARY"
    r"|Introduction|INTRODUCTION|Overview|OVERVIEW)\b|(?P<soft>Authors?\b"
    r"|On[ \t]{1,8}[A-Z][^\n.]{1,60}$))"
    r"|\bExecutive Summary\b|\b1(?:\.00)?[ \t]{0,20}[-–—][ \t]{0,20}7(?:\.00)?[ \t]{0,20}pts\b",
    re.M,
)
#: Where a sentence that states a change may begin: a line, a bullet, or the end of the sentence before.
_OPENING = re.compile(
    rf"(?:^|(?![–—-])[{BULLETS}]|(?<=[ \t])[–—-](?=[ \t])|(?<=[.!?;:])[ \t]"
    r"|(?:(?<=\.[0-9])|(?<=\.[0-9]{2}))[,;]?[ \t](?:and[ \t])?(?=[ \t]{0,8}(?-i:[A-Z]))"
    r"|,[ \t](?:and|while)[ \t](?=its[ \t]))"
    rf"[\s|>{BULLETS}]{{0,20}}"
    r"(?:(?:as a result|consequently|overall|therefore|accordingly|thus)[ \t]{0,20},?\s{1,4})?"
    r"(?:(?:the|its)\s{1,4})?(?:(?:rating|score)s?\s{1,4}(?:for|of)\s{1,4})?"
    r"(?:(?P<subject>[^\W\d_][^\d\n.,:;!?]{1,60}?)(?:'s|(?<=s)')\s{1,4})?(?:overall\s{1,4})?(?=[A-Za-z])",
    re.I | re.M,
)
_NUMBER = r"[+-]?\d[\d.,٫]{0,60}(?:[eE][+-]?\d{1,9})?|[Nn]a[Nn]"
#: Lines of a list are wrapped with a hanging indent.
_GAP = r"\s{1,12}+"
_SAID = rf"(?:[0-9]{{1,3}}(?=\s))?(?:'s?)?:?{_GAP}(?:(?:rating|score)s?{_GAP})?"
_POINTS = rf"(?:{_GAP}(?:points?|pts))?"
#: The number of a page, or its title, may stand within a sentence that goes on behind it.
_FURNITURE = (
    r"(?:(?:(?:page[ \t]{1,4})?\d{1,3}|Nations[ ]in[ ]Transit[^\n]{0,30})[ \t]{0,8}\n\s{0,12}+(?=\d\.\d))?"
)
_BEFORE, _AFTER = rf"{_FURNITURE}(?P<before>{_NUMBER}){_POINTS}", rf"{_FURNITURE}(?P<after>{_NUMBER})"
_YEAR = rf"(?:{_GAP}(?:in{_GAP})?\(?(?P<since>(?:19|20)\d\d)\)?)?"
#: Whose rating it is, between its name and the verb.
_NAME = r"(?-i:[A-Z])[^\W\d_]{1,30}"
_PLACE = rf"(?:(?:in|of|for){_GAP}(?P<place>{_NAME}(?:{_GAP}(?:and\s)?{_NAME}){{0,3}}){_GAP})?"
_FIRST_TIME = rf"(?:the{_GAP}first{_GAP}time[^\d\n]{{0,20}}(?:\d{{4}})?,?{_GAP})?"
_BY = rf"(?:by{_GAP}\d[\d.]{{0,5}}{_POINTS},?{_GAP})?"
_FORWARD = (
    rf"{_SAID}{_PLACE}(?P<verb>(?!and\b|or\b)(?:(?!which\b|that\b|by\b)[^\W\d_]{{2,20}},?{_GAP}){{1,4}}){_FIRST_TIME}{_BY}"
    rf"from{_GAP}{_BEFORE}{_YEAR}{_GAP}to{_GAP}{_AFTER}"
)
_BACKWARD = (
    rf"{_SAID}(?P<verb>(?!and\b|or\b)(?:[^\W\d_]{{2,20}}{_GAP}){{1,2}}?)"
    rf"to{_GAP}{_AFTER}{_POINTS}{_GAP}from{_GAP}{_BEFORE}"
)
_ARROW = rf":?{_GAP}(?P<verb>){_BEFORE}\s{{0,4}}(?:→|->)\s{{0,4}}{_AFTER}"
_BRACKETS = rf"{_GAP}\((?P<verb>)(?:from{_GAP})?{_BEFORE}{_GAP}to{_GAP}{_AFTER}(?=\))"
#: Without *from*, a number behind the verb is what the rating was, or by how much it moved.
_EITHER = re.compile(
    rf"{_SAID}{_PLACE}(?P<verb>(?!and\b|or\b)(?:(?!by\b)[^\W\d_]{{2,20}}{_GAP}){{1,2}}?)(?P<before>\d\.\d\d){_GAP}"
    rf"to{_GAP}(?P<after>\d\.\d\d)(?!\d)",
    re.IGNORECASE,
)
#: The forms of a stated change.
_MOVES = tuple(re.compile(form, re.IGNORECASE) for form in (_FORWARD, _BACKWARD, _ARROW, _BRACKETS))
#: What did not happen, or not since the edition before.
_UNREAL = re.compile(
    r"\b(?:could|will|may|might|would|should|can|likely|expected|projected|predicted|forecast|not|never|ranges?|corrected"
    r"|revised|previously|earlier)\b",
    re.IGNORECASE,
)
_DECADE = r"(?:the[ ]|a[ ])?(?:last|past)?[ ]?(?:decade|(?!one\b)\w{1,9}[ ]years)"
_OTHER_TIME = re.compile(
    rf"[ \t]{{0,4}},?[ \t]{{0,4}}(?:since[ ](?:19|20)\d\d(?=[ ]?[.,;\n]|\Z)|(?:over|in|during|within)[ ]{_DECADE}"
    r"|next[ ]year"
    r"|(?:two|three|\w{1,9}teen|\d{1,2})[ ]years[ ](?:ago|before|earlier)|in[ ]the[ ](?:previous|last|prior)[ ]edition"
    r"|(?:between|from|\()[ ]?(?P<start>(?:19|20)\d\d)[ ]?(?:and|to|–|-)[ ]?(?P<end>(?:19|20)\d\d))",
    re.IGNORECASE,
)
#: Whose it is behind the values (``in Poland``, ``(Poland)``, ``on average``), and before the name (``Poland: …``).
_ELSEWHERE = re.compile(
    r"[ \t]{1,4}(?:(?:in|across|throughout)[ \t]{1,4}|\()(?:the[ ])?([A-Za-z][^\n\d.,;:()]{1,40})"
    r"|[ \t]{1,4}on[ \t](average)"
)
_INTRODUCED = re.compile(
    r"(?:in[ ])?(?P<whose>[^\W_][^\n.:,;|•]{1,40}?)[ ]?[:,–—-][ ]{1,3}(?:the[ ])?\Z", re.IGNORECASE
)
_BETTER, _WORSE = (
    re.compile(rf"\b(?:(?P<plain>{plain})|{either})", re.IGNORECASE)
    for plain, either in (
        ("improv", "rose|rises|increas|climb|gain"),
        ("worsen|deteriorat", "declin|fell|falls|drop|decreas|slip"),
    )
)
#: How the sentence about the score begins that closes such a section.
_RESULT = re.compile(
    rf"^[ \t{BULLETS}]{{0,20}}as a result,? (?:[^\W\d_][^\d\n.,:;!?]{{1,60}}?(?:'s|(?<=s)') )?(?:overall )?",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_RESULTS = 100
#: Two figures after a name, in one sentence.
_UNREAD = re.compile(r"[^\n;]{1,80}?\b\d\.\d{1,2}\b[^\n;]{1,40}?\b\d\.\d{1,2}\b")
#: The mark of a footnote behind the full stop, and one that cannot be told from more decimals.
_FOOTNOTE = re.compile(r"(?<=\.[0-9]{2})\.[0-9]{1,3}\Z")
_GLUED = re.compile(r"\.[0-9]{3,}\Z")
_NO_OTHERS = re.compile(
    r"\b(?:no other|all other|all the other|the other|remaining)\b[^.\n]{0,40}"
    r"\b(?:ratings?|scores?|categories|indicators?)\b[^.\n]{0,60}\b(?:changed?|unchanged|remained|same)\b",
    re.I,
)
_LONGEST_SECTION = 30_000
_DECIMAL = re.compile(r"\d\.\d")


@frozen
class Move:
    """A name and the values between which it moved, in which way by the sentence's verb, and whose rating it is.

    `year` is that of the section's heading, and `since` that of the first value, where they are said.
    """

    name: str
    before: str
    after: str
    offset: int
    verb: str = ""
    subject: str | None = None
    year: str | None = None
    since: str | None = None

    def contradicts_itself(self, scale: str) -> bool:
        """Whether the verb says another way than the values; on the old scale some verbs may mean either."""
        first, second = numerals.parse(self.before), numerals.parse(self.after)
        words = _BETTER.search(self.verb), _WORSE.search(self.verb)
        if first is None or second is None or bool(words[0]) == bool(words[1]):
            return False
        if scale == "best=7":
            return first > second if words[0] else first < second
        is_plain = any(word and word["plain"] for word in words)
        return is_plain and (first < second if words[0] else first > second)


@frozen
class Changes:
    """The moves that a page states; `complete` where it says that there were no others."""

    moves: tuple[Move, ...] = ()
    complete: bool = False
    subject: str | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def _sections(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Each section, to the next heading, with the year that its own heading says."""
    found = [*_HEADING.finditer(text)] or [*_INLINE_HEADING.finditer(text)]
    for heading, after in zip_longest(found, found[1:]):
        limit = min(after.start() if after else len(text), heading.end() + _LONGEST_SECTION)
        ends = _END.finditer(text, heading.end(), limit)
        # Who wrote a report may stand above its list as well as below.
        hard = (
            end.start()
            for end in ends
            if not end["soft"] or _DECIMAL.search(text, heading.end(), end.start())
        )
        yield heading.end(), next(hard, limit), heading["year"]


def _move(text: str, start: int, end: int) -> re.Match[str] | None:
    """The move that is stated behind a name, in one of the forms that are read."""
    return next((one for form in _MOVES if (one := form.match(text, start, end))), None)


def _other_time(text: str, pos: int) -> re.Match[str] | None:
    """What says that a change took longer than from one edition to the next."""
    found = _OTHER_TIME.match(text, pos)
    # From one year to the next is from one edition to the next, whichever of its two years is meant.
    is_next = found and found["end"] and int(found["end"]) - int(found["start"]) < 2
    return None if is_next else found


def _whose(page: Page, opening: re.Match[str], move: re.Match[str]) -> str | None:
    """Whose a sentence says that the rating is, beside its name, behind its values, or at its beginning."""
    behind = _ELSEWHERE.match(page.text, move.end())
    before = page.text[page.line_start(opening.start()) : opening.end()].lstrip(MARKS)
    introduced = _INTRODUCED.match(before)
    names = (
        move.groupdict().get("place"),
        behind and (behind[1] or behind[2]).strip(),
        introduced and introduced["whose"],
    )
    return next((name for name in names if name and (known_subject(name) or collective(name))), None)


def _outside(page: Page, names: Names, sections: Sequence[tuple[int, int, str | None]]) -> Iterator[Problem]:
    """Notes of changes that are stated as in such a section, where none is."""
    for opening in islice(_RESULT.finditer(page.text), _MOST_RESULTS):
        label, _ = names.at(page.text, opening.end())
        is_inside = any(start <= opening.start() < end for start, end, _ in sections)
        if label and label.name and not is_inside and _move(page.text, label.end, len(page.text)):
            message = f"{label.name}: a change outside of the section of score changes; left out"
            yield Problem("left-out", page.at(label.start), message)


def read_changes(page: Page, names: Names) -> Changes:
    """Read the stated changes of a page."""
    return _Reader(page, names).read()


class _Reader:
    def __init__(self, page: Page, names: Names) -> None:
        self.page = page
        self.text = page.text
        self.names = names
        self.moves: list[Move] = []
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.subject: str | None = None
        self.scale = direction(page).scale

    def read(self) -> Changes:
        sections = [*_sections(self.text)]
        self.notes += _outside(self.page, self.names, sections)
        for start, end, year in sections:
            self._read(start, end, year)
        complete = any(_NO_OTHERS.search(self.text, start, end) for start, end, _ in sections)
        return Changes(tuple(self.moves), complete, self.subject, tuple(self.problems), tuple(self.notes))

    def _read(self, start: int, end: int, year: str | None) -> None:
        """The sentences of a section that state a change; a name within any other sentence is noted."""
        seen: dict[int, int] = {}
        done = start
        for opening in _OPENING.finditer(self.text, start, end):
            line = self.page.line_start(opening.start())
            if line == opening.start() > start and self.page.goes_on(line):
                continue
            label, _ = self.names.at(self.text, opening.end())
            possessor = opening["subject"]
            if label is None and possessor:
                # "Civil Society's rating": what the sentence is about is the name itself.
                label, _ = self.names.at(self.text, opening.start("subject"))
                possessor = None
            if label is None or label.name is None or label.start < done:
                continue
            if move := _move(self.text, label.end, end) or self._from(label.end, end):
                done = seen[label.start] = move.end()
                self._take(label.name, label.start, opening, move, possessor, year)
            elif unread := _UNREAD.match(self.text, label.end, end):
                done = seen[label.start] = unread.end()
                self._leave_out(label.start, f"{label.name}: a change that is not read; left out")
        for begin in self.names.starts(self.text[start:end]):
            label, _ = self.names.at(self.text, start + begin)
            is_seen = any(first <= start + begin < last for first, last in seen.items())
            if label and label.name and not is_seen and _move(self.text, label.end, end):
                seen[label.start] = label.end
                self._leave_out(label.start, f"{label.name}: a change that is not read; left out")

    def _from(self, start: int, end: int) -> re.Match[str] | None:
        """A move without *from*, where the first number cannot be by how much the rating moved.

        It cannot where the page says which end of the scale is best, and so what the rating would have been.
        """
        move = _EITHER.match(self.text, start, end)
        if move is None or self.scale is None:
            return None
        by, after = Decimal(move["before"]), Decimal(move["after"])
        better = _BETTER.search(move["verb"]) is not None
        if better is (_WORSE.search(move["verb"]) is not None):
            return None
        was = after - by if better is (self.scale == "best=7") else after + by
        lowest, highest = self.names.ends
        return None if lowest <= was <= highest else move

    def _take(
        self,
        name: str,
        start: int,
        opening: re.Match[str],
        move: re.Match[str],
        possessor: str | None,
        year: str | None,
    ) -> None:
        if move.end() == len(self.text) and len(move["after"].partition(".")[2]) < 2:
            # The page ends within the number, it seems.
            return
        if of := _UNREAL.search(move["verb"]) or _other_time(self.text, move.end()):
            said = quoted(of[0].strip(" ,("))
            self._leave_out(start, f"{name}: {said}: no change since the edition before; left out")
            return
        before, after = (_FOOTNOTE.sub("", move[which]).rstrip(".,") for which in ("before", "after"))
        if _GLUED.search(before) or _GLUED.search(after):
            self._leave_out(start, f"{name}: a figure and the mark of a footnote run together; left out")
            return
        if wrong := [value for value in (before, after) if numerals.parse(value) is None]:
            at = self.page.at(start)
            self.problems += [
                Problem("not-a-number", at, f"{name}: {numerals.complaint(value)}") for value in wrong
            ]
            return
        self.subject = self.subject or possessor
        whose = possessor or _whose(self.page, opening, move)
        verb = one_line(move["verb"]).removesuffix(" from")
        self.moves.append(Move(name, before, after, start, verb, whose, year, move.groupdict().get("since")))

    def _leave_out(self, offset: int, message: str) -> None:
        self.notes.append(Problem("left-out", self.page.at(offset), message))
