"""What a page says under "Score changes": which ratings and figures moved since the edition before."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from attrs import frozen

from nit_rules import numerals
from nit_rules.errors import Problem, quoted
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.text import BULLETS, Page
from nit_rules.sources.subjects import known_subject

_HEADING = re.compile(
    r"^[ \t#>|]{0,20}(?:header\d{1,2}[ \t]{1,8})?(?:(?:19|20)\d\d[ \t]{1,8})?(?:key[ \t]{1,8})?"
    r"(?:(?:score|rating)s?[ \t]{1,8}changes?|changes[ \t]{1,8}in[ \t]{1,8}(?:scores|ratings))\b"
    r"(?:[ \t]{1,8}in[ \t]{1,8}(?P<year>(?:19|20)\d\d))?",
    re.I | re.M,
)
_INLINE_HEADING = re.compile(r"\bScore changes in (?P<year>(?:19|20)\d\d)\b")
_END = re.compile(
    r"^[ \t#>|]{0,20}(?:header\d{1,2}[ \t]|Executive[ \t]{1,8}Summary\b|Introduction\b|Overview\b|Authors?\b"
    r"|On[ \t]{1,8}[A-Z][^\n.]{1,60}$)"
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
_SAID = r"(?:[0-9]{1,3}(?=\s))?(?:'s?)?:?\s{1,4}(?:(?:rating|score)\s{1,4})?"
_POINTS = r"(?:\s{1,4}(?:points?|pts))?"
_BEFORE, _AFTER = rf"(?P<before>{_NUMBER}){_POINTS}", rf"(?P<after>{_NUMBER})"
_YEAR = r"(?:\s{1,4}in\s{1,4}(?:19|20)\d\d|\s{1,4}\((?:19|20)\d\d\))?"
_FIRST_TIME = r"(?:the\s{1,4}first\s{1,4}time[^\d\n]{0,20}(?:\d{4})?,?\s{1,4})?"
_BY = rf"(?:by\s{{1,4}}\d[\d.]{{0,5}}{_POINTS},?\s{{1,4}})?"
_FORWARD = (
    rf"{_SAID}(?P<verb>(?!and\b|or\b)(?:[^\W\d_]{{2,20}},?\s{{1,4}}){{1,3}}){_FIRST_TIME}{_BY}"
    rf"(?:from\s{{1,4}})?{_BEFORE}{_YEAR}\s{{1,4}}to\s{{1,4}}{_AFTER}"
)
_BACKWARD = (
    rf"{_SAID}(?P<verb>(?!and\b|or\b)(?:[^\W\d_]{{2,20}}\s{{1,4}}){{1,2}}?)"
    rf"to\s{{1,4}}{_AFTER}{_POINTS}\s{{1,4}}from\s{{1,4}}{_BEFORE}"
)
_ARROW = rf":?\s{{1,4}}(?P<verb>){_BEFORE}\s{{0,4}}(?:→|->)\s{{0,4}}{_AFTER}"
_BRACKETS = rf"\s{{1,4}}\((?P<verb>)(?:from\s{{1,4}})?{_BEFORE}\s{{1,4}}to\s{{1,4}}{_AFTER}(?=\))"
#: The forms of a stated change.
_MOVES = tuple(re.compile(form, re.IGNORECASE) for form in (_FORWARD, _BACKWARD, _ARROW, _BRACKETS))
#: What did not happen, or not since the edition before.
_UNREAL = re.compile(
    r"\b(?:could|will|may|might|would|should|can|likely|expected|projected|predicted|forecast)\b", re.I
)
_OTHER_TIME = re.compile(
    r"[ \t]{0,4},?[ \t]{0,4}\b(?:since|between|next|over|(?:in|during|within)[ \t]the[ \t](?:last|past))\b"
    r"[^\n.;]{0,40}",
    re.IGNORECASE,
)
_BETTER, _WORSE = (
    re.compile(rf"\b(?:(?P<plain>{plain})|{either})", re.IGNORECASE)
    for plain, either in (
        ("improv", "rose|rises|increas|climb|gain"),
        ("worsen|deteriorat", "declin|fell|falls|drop|decreas|slip"),
    )
)
_ELSEWHERE = re.compile(r"[ \t]{1,4}in[ \t]{1,4}([A-Z][^\n\d.,;:]{1,40})")
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


@frozen
class Move:
    """A name and the values between which it moved, in which way by the sentence's verb, and whose rating it is.

    `year` is that of the section's heading, where it says one.
    """

    name: str
    before: str
    after: str
    offset: int
    verb: str = ""
    subject: str | None = None
    year: str | None = None

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
        end = _END.search(text, heading.end(), limit)
        yield heading.end(), end.start() if end else limit, heading["year"]


def _move(text: str, start: int, end: int) -> re.Match[str] | None:
    """The move that is stated behind a name, in one of the forms that are read."""
    return next((one for form in _MOVES if (one := form.match(text, start, end))), None)


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
    text = page.text
    moves: list[Move] = []
    problems: list[Problem] = []
    sections = [*_sections(text)]
    notes = [*_outside(page, names, sections)]
    complete, subject, done = False, None, 0
    for start, end, year in sections:
        complete = complete or _NO_OTHERS.search(text, start, end) is not None
        for opening in _OPENING.finditer(text, start, end):
            label, _ = names.at(text, opening.end())
            possessor = opening["subject"]
            if label is None and possessor:
                # "Civil Society's rating": what the sentence is about is the name itself.
                label, _ = names.at(text, opening.start("subject"))
                possessor = None
            if label is None or label.name is None:
                continue
            move = _move(text, label.end, end)
            if label.start < done:
                continue
            if move is None:
                if unread := _UNREAD.match(text, label.end, end):
                    done = unread.end()
                    message = f"{label.name}: a change that is not read; left out"
                    notes.append(Problem("left-out", page.at(label.start), message))
                continue
            done = move.end()
            if done == len(text) and len(move["after"].partition(".")[2]) < 2:
                # The page ends within the number, it seems.
                continue
            if of := _UNREAL.search(move["verb"]) or _OTHER_TIME.match(text, done):
                message = (
                    f"{label.name}: {quoted(of[0].strip(' ,'))}: no change since the edition before; left out"
                )
                notes.append(Problem("left-out", page.at(label.start), message))
                continue
            place = _ELSEWHERE.match(text, done)
            if place and known_subject(place[1].strip()):
                possessor = place[1].strip()
            before, after = (_FOOTNOTE.sub("", move[which]).rstrip(".,") for which in ("before", "after"))
            if _GLUED.search(before) or _GLUED.search(after):
                message = f"{label.name}: a figure and the mark of a footnote run together; left out"
                notes.append(Problem("left-out", page.at(opening.end()), message))
                continue
            wrong = [value for value in (before, after) if numerals.parse(value) is None]
            if wrong:
                at = page.at(opening.end())
                problems += [
                    Problem("not-a-number", at, f"{label.name}: {numerals.complaint(value)}")
                    for value in wrong
                ]
                continue
            subject = subject or possessor
            verb = " ".join(move["verb"].split()).removesuffix(" from")
            moves.append(Move(label.name, before, after, label.start, verb, possessor, year))
    return Changes(tuple(moves), complete, subject, tuple(problems), tuple(notes))
