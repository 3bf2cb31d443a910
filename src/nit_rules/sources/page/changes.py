"""What a page says under "Score changes": which ratings and figures moved since the edition before."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from attrs import frozen

from nit_rules import numerals
from nit_rules.errors import Problem, quoted
from nit_rules.sources.cells import one_line
from nit_rules.sources.groups import collective
from nit_rules.sources.page.direction import direction
from nit_rules.sources.page.moves import (
    LONGER,
    UNREAL,
    Move,
    is_of_name,
    move_of,
    move_without_from,
    other_edition,
    other_time,
    says_own,
)
from nit_rules.sources.page.names import Label, Names
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
#: Whose it is behind the values (``in Poland``, ``(Poland)``, ``on average``), and before the name (``Poland: …``).
_ELSEWHERE = re.compile(
    r"[ \t]{1,4}(?:(?:in|across|throughout)[ \t]{1,4}|\()(?:the[ ])?([A-Za-z][^\n\d.,;:()]{1,40})"
    r"|[ \t]{1,4}on[ \t](average)"
)
_INTRODUCED = re.compile(
    r"(?:in[ ])?(?P<whose>[^\W_][^\n.:,;|•]{1,40}?)[ ]?[:,–—-][ ]{1,3}(?:the[ ])?\Z", re.IGNORECASE
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
#: That there were no other changes: *no other ratings changed*, *all other scores remained unchanged*; but not *the
#: other rating that changed*, *two of the other ratings remained the same*, *no other changes of the law*.
_RATED = r"(?:(?:sub)?categor(?:y|ies)|(?:category[ ])?(?:rating|score)s?|indicators?)"
_NO_OTHERS = re.compile(
    rf"\bnone[ ]of[ ]the[ ]other[ ]{_RATED}[ ](?:has[ ]|have[ ])?(?:changed|moved)\b"
    r"|\bno[ ](?:other|further)[ ](?:(?:(?:rating|score)[ ])?changes?(?:[ ](?:in|to)[ ](?:the[ ])?(?:rating|score)s)?"
    r"(?:[ ](?:were|have[ ]been|occurred|took[ ]place)(?:[ ](?:made|recorded|registered))?)?[ ]{0,2}(?:[.;)]|$)"
    rf"|{_RATED}[ ](?:has[ ]|have[ ])?(?:changed?|moved)\b)"
    rf"|(?<!\bof[ ])(?<!\bnot[ ])\b(?:all[ ](?:of[ ])?(?:the[ ])?|the[ ]|(?<='s)[ ]|(?<=\u2019s)[ ]"
    rf"|(?<=^)|(?<=[.;:!?][ ])|(?<=[{BULLETS}][ ]))"
    rf"(?:other|remaining)[ ](?:(?:two|three|four|five|six)[ ])?{_RATED}[ ]"
    r"(?:(?:all|also|have|has|were|was|are|is|remained|remain|remains|stayed|stay|been|kept|held)[ ]){0,3}"
    r"(?:unchanged|the[ ]same|constant|stable|steady|(?:did|have|has|had)[ ]not[ ]changed?)\b",
    re.IGNORECASE | re.MULTILINE,
)
#: Whose score it is that is no country's: *the EIU's*, *V-Dem's*.
_ACRONYM = re.compile(r"(?:^|\s)(?=\S*[A-Z]\S*[A-Z])[A-Z]\S*\Z")
_LONGEST_SECTION = 30_000
_DECIMAL = re.compile(r"\d\.\d")
_DECIMAL_BELOW = re.compile(r"[ \t]*\n\s{0,20}\d\.\d")


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
        if label and label.name and not is_inside and move_of(page.text, label.end, len(page.text)):
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
            if move := self._move(label, end):
                done = seen[label.start] = move.end()
                self._take(label, opening, move, possessor, year)
            elif unread := _UNREAD.match(self.text, label.end, end):
                done = seen[label.start] = unread.end()
                self._leave_out(label.start, f"{label.name}: a change that is not read; left out")
        for begin in self.names.starts(self.text[start:end]):
            label, _ = self.names.at(self.text, start + begin)
            is_seen = any(first <= start + begin < last for first, last in seen.items())
            if label and label.name and not is_seen and move_of(self.text, label.end, end):
                seen[label.start] = label.end
                self._leave_out(label.start, f"{label.name}: a change that is not read; left out")

    def _move(self, label: Label, end: int) -> re.Match[str] | None:
        if move := move_of(self.text, label.end, end):
            return move
        if self.names.is_percentage(label):
            return None
        return move_without_from(self.text, label.end, end, self.scale, self.names.ends)

    def _take(
        self,
        label: Label,
        opening: re.Match[str],
        move: re.Match[str],
        possessor: str | None,
        year: str | None,
    ) -> None:
        name, start, label_end = label.name or "", label.start, label.end
        if move.end() == len(self.text) and len(move["after"].partition(".")[2]) < 2:
            # The page ends within the number, it seems.
            return
        # Behind a full stop, a time belongs to the next sentence.
        is_ended = move["after"].endswith(".") or _FOOTNOTE.search(move["after"]) is not None
        pos = move.end()
        late = None if is_ended else other_time(self.text, pos) or other_edition(self.text, pos, year)
        if of := UNREAL.search(move["verb"]) or LONGER.search(one_line(move["verb"])) or late:
            said = quoted(of[0].strip(" ,("))
            self._leave_out(start, f"{name}: {said}: no change since the edition before; left out")
            return
        whose = possessor or _whose(self.page, opening, move)
        is_foreign = possessor is not None and _ACRONYM.search(possessor) and known_subject(possessor) is None
        is_placed = move.groupdict().get("place") is not None and whose is None
        is_placed = is_placed and not says_own(self.text, label_end, move)
        if (
            is_foreign
            or is_placed
            or not is_of_name(self.text, label_end, move)
            or self._is_count(label, move)
        ):
            self._leave_out(start, f"{name}: a change of something else, it seems; left out")
            return
        before, after = (_FOOTNOTE.sub("", move[which]).rstrip(".,") for which in ("before", "after"))
        if _GLUED.search(before) or _GLUED.search(after):
            self._leave_out(start, f"{name}: a figure and the mark of a footnote run together; left out")
            return
        if any(self._may_number_a_page(move, which) for which in ("before", "after")):
            self._leave_out(start, f"{name}: a figure, or the number of a page? left out")
            return
        if wrong := [value for value in (before, after) if numerals.parse(value) is None]:
            at = self.page.at(start)
            self.problems += [
                Problem("not-a-number", at, f"{name}: {numerals.complaint(value)}") for value in wrong
            ]
            return
        self.subject = self.subject or possessor
        verb = one_line(move["verb"]).removesuffix(" from")
        self.moves.append(Move(name, before, after, start, verb, whose, year, move.groupdict().get("since")))

    def _is_count(self, label: Label, move: re.Match[str]) -> bool:
        """Whether a rating is said to have moved between whole numbers of which one is off the scale."""
        if self.names.is_percentage(label):
            return False
        lowest, highest = self.names.ends
        texts = [move[which].rstrip(".,") for which in ("before", "after")]
        return all(map(str.isdigit, texts)) and not all(lowest <= int(text) <= highest for text in texts)

    def _may_number_a_page(self, move: re.Match[str], which: str) -> bool:
        """Whether a whole number has a line for itself, above one that begins with a decimal."""
        start, end = move.span(which)
        is_whole = move[which].isdigit() and not self.text[self.page.line_start(start) : start].strip()
        return is_whole and _DECIMAL_BELOW.match(self.text, end) is not None

    def _leave_out(self, offset: int, message: str) -> None:
        self.notes.append(Problem("left-out", self.page.at(offset), message))
