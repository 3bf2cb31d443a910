"""What a page says under "Score changes": which ratings and figures moved since the edition before."""

import re
from collections.abc import Iterator

from attrs import frozen

from nit_rules import numerals
from nit_rules.errors import Problem
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.text import BULLETS, Page

_HEADING = re.compile(
    r"^[ \t#>|]{0,20}(?:header\d{1,2}[ \t]{1,8})?(?:(?:19|20)\d\d[ \t]{1,8})?(?:key[ \t]{1,8})?"
    r"(?:(?:score|rating)s?[ \t]{1,8}changes?|changes[ \t]{1,8}in[ \t]{1,8}(?:scores|ratings))\b"
    r"(?:[ \t]{1,8}in[ \t]{1,8}(?:19|20)\d\d)?",
    re.I | re.M,
)
_INLINE_HEADING = re.compile(r"\bScore changes in (?:19|20)\d\d\b")
_END = re.compile(
    r"^[ \t#>|]{0,20}(?:header\d{1,2}[ \t]|Executive[ \t]{1,8}Summary\b|Introduction\b|Overview\b|Authors?\b"
    r"|On[ \t]{1,8}[A-Z][^\n.]{1,60}$)"
    r"|\bExecutive Summary\b|\b1(?:\.00)?[ \t]{0,20}[-–—][ \t]{0,20}7(?:\.00)?[ \t]{0,20}pts\b",
    re.M,
)
#: Where a sentence that states a change may begin: a line, a bullet, or the end of the sentence before.
_OPENING = re.compile(
    rf"(?:^|(?![–—-])[{BULLETS}]|(?<=[ \t])[–—-](?=[ \t])|(?<=[.!?;:])[ \t]"
    r"|(?:(?<=\.[0-9])|(?<=\.[0-9]{2}))[,;]?[ \t](?:and[ \t])?(?=[ \t]{0,8}(?-i:[A-Z])))"
    rf"[\s|>{BULLETS}]{{0,20}}"
    r"(?:(?:as a result|consequently|overall|therefore|accordingly|thus)[ \t]{0,20},?\s{1,4})?"
    r"(?:the\s{1,4})?(?:(?:rating|score)\s{1,4}(?:for|of)\s{1,4})?(?:(?P<subject>[^\W\d_][^\d\n.,:;!?]{1,60}?)(?:'s|(?<=s)')\s{1,4})?(?=[A-Za-z])",
    re.I | re.M,
)
_NUMBER = r"[+-]?\d[\d.,٫]{0,60}(?:[eE][+-]?\d{1,9})?|[Nn]a[Nn]"
_MOVE = re.compile(
    r"(?:[0-9]{1,3}(?=\s))?(?:'s?)?:?\s{1,4}(?:(?:rating|score)\s{1,4})?(?:[^\W\d_]{2,20}\s{1,4}){1,3}"
    rf"(?:from\s{{1,4}})?({_NUMBER})(?:\s{{1,4}}(?:points?|pts))?(?:\s{{1,4}}in\s{{1,4}}(?:19|20)\d\d)?"
    rf"\s{{1,4}}to\s{{1,4}}({_NUMBER})",
    re.I,
)
_ARROW = re.compile(rf":?\s{{1,4}}({_NUMBER})\s{{0,4}}(?:→|->)\s{{0,4}}({_NUMBER})")
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
    """A name and the values between which it moved, and whose rating the sentence says that it is."""

    name: str
    before: str
    after: str
    offset: int
    subject: str | None = None


@frozen
class Changes:
    """The moves that a page states; `complete` where it says that there were no others."""

    moves: tuple[Move, ...] = ()
    complete: bool = False
    subject: str | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def _sections(text: str) -> Iterator[tuple[int, int]]:
    """Each section, to the next heading."""
    found = [*_HEADING.finditer(text)] or [*_INLINE_HEADING.finditer(text)]
    done = 0
    for heading in found:
        if heading.start() >= done:
            limit = min(len(text), heading.end() + _LONGEST_SECTION)
            end = _END.search(text, heading.end(), limit)
            done = end.start() if end else limit
            yield heading.end(), done


def read_changes(page: Page, names: Names) -> Changes:
    """Read the stated changes of a page."""
    text = page.text
    moves: list[Move] = []
    problems: list[Problem] = []
    notes: list[Problem] = []
    complete, subject, done = False, None, 0
    for start, end in _sections(text):
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
            move = _MOVE.match(text, label.end, end) or _ARROW.match(text, label.end, end)
            if move is None:
                continue
            if label.start < done:
                continue
            done = move.end()
            if done == len(text) and len(move[2].partition(".")[2]) < 2:
                # The page ends within the number, it seems.
                continue
            values = [_FOOTNOTE.sub("", value).rstrip(".,") for value in move.groups()]
            if any(_GLUED.search(value) for value in values):
                message = f"{label.name}: a figure and the mark of a footnote run together; left out"
                notes.append(Problem("left-out", page.at(opening.end()), message))
                continue
            wrong = [value for value in values if numerals.parse(value) is None]
            if wrong:
                at = page.at(opening.end())
                problems += [
                    Problem("not-a-number", at, f"{label.name}: {numerals.complaint(value)}")
                    for value in wrong
                ]
                continue
            subject = subject or possessor
            moves.append(Move(label.name, values[0], values[1], label.start, possessor))
    return Changes(tuple(moves), complete, subject, tuple(problems), tuple(notes))
