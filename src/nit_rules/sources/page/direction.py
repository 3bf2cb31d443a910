"""The direction of the scale, where a page says which of its ends is the best: ``7 representing the highest``.

Numbers stand in running text for many things: *the 7 highest judges*, *chapter 7 is best read first*, *on the scale of
Freedom in the World 1 is best*. A sign or a verb of meaning says of one end what it is; anything looser counts only
behind the scale (*1 to 7, 7 best*) or where the same sentence says of the other end the opposite. Sentences about other
indices say nothing.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from attrs import frozen

from nit_rules.sources.cells import one_line
from nit_rules.sources.page.text import Page

#: Verbs that say what a number means.
_MEANS = (
    r"(?:represent|indicat|denot|signif|mean|equal|correspond)(?:s|es|ies|ing|ying)(?:[ ]to)?"
    r"|stand(?:s|ing)[ ]for|equal[ ]to"
)
_BEST = re.compile(
    r"(?<!\w)(?<!\d[.,])([17])(?:\.00?)?(?![\w.])[ \t]{0,20}(?P<sign>="
    rf"|(?:{_MEANS})\b)?"
    r"(?:(?:being|is|as|for)\b)?\s{0,4}[(\[]?(?:the\s{1,4})?"
    r"(best|highest|most\s{1,4}democratic|worst|lowest|least\s{1,4}democratic)\b"
    # Not *the 7 highest judges*, and not *the 7 lowest-paid officials*.
    r"(?=[ \t]{0,20}(?:$|[^\w\s-])|\s{1,4}(?:levels?|degrees?|scores?|ratings?|values?|grades?|marks?|possible"
    r"|democratic|progress|end|and|while|or|on|to|[17])\b)",
    re.IGNORECASE | re.MULTILINE,
)
#: ``1 to 7, 7 best``: the scale just before says what the number is.
_SCALE = re.compile(
    r"(?<!\w)(?<!\d[.,])1(?:\.00?)?[ \t]{0,4}(?:to|through|[-\u2010-\u2015])[ \t]{0,4}7(?:\.00?)?"
    r"\W{1,20}(?:(?:where|with)\W{1,5})?\Z"
)
#: An end of a scale, or a scale, that is not this index's: *10 the highest*, *189 = worst*, *0 to 1*.
_OTHER_SCALE = re.compile(
    r"(?<![\w.,])(?!(?:1|7)(?:\.00?)?(?![\w.+]))\d{1,4}(?:\.\d{1,2})?\+?\s{0,4}"
    rf"(?:=|(?:{_MEANS}|being|is|as)\b)?\s{{0,4}}"
    r"[(\[]?(?:the\s{1,4})?(?:best|highest|worst|lowest|most\s{1,4}democratic|least\s{1,4}democratic)\b"
    r"|(?<![\w.])(?!1(?:\.00?)?\s{0,4}(?:to|[-\u2010-\u2015])\s{0,4}7(?:\.00?)?(?![\w+]|\.\d))\d{1,3}\s{0,4}(?:to|[-\u2010-\u2015])"
    r"\s{0,4}\d{1,4}(?![\w+])",
    re.IGNORECASE,
)
#: What is numbered, and has no such scale.
_NUMBERED = re.compile(
    r"(?:\b(?:level|grade|group|tier|rank|class|category|article|chapter|figure|table|type|phase|zone)\s{1,4}|[-\u2212])\Z",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:before|prior\s{1,4}to|until|formerly|previously|earlier|used\s{1,4}to)\b", re.IGNORECASE
)
_INDEX = re.compile(
    r"\b(?:(?P<this>nations\s{1,4}in\s{1,4}transit|democracy\s{1,4}score)|press\s{1,4}freedom|political\s{1,4}rights"
    r"|freedom\s{1,4}(?:in\s{1,4}the\s{1,4}world|on\s{1,4}the\s{1,4}net|of\s{1,4}the\s{1,4}press|rating)|civil\s{1,4}liberties"
    r"|degree\s{1,4}of\s{1,4}freedom|index|survey|polls?|respondents|citizens|trust|ranking|ranked|graded|judges|civil\s{1,4}servants"
    r"|v-dem|bertelsmann|bti|world\s{1,4}economic\s{1,4}forum|wef|ebrd|usaid|sustainability|competitiveness|pisa|economist|eiu"
    r"|world\s{1,4}justice\s{1,4}project|transparency\s{1,4}international|reporters\s{1,4}without\s{1,4}borders|world\s{1,4}bank)\b",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[.!?][\"\u201d\u2019)\]]{0,2}\s|\n\s*\n")
_OTHER_END = {"1": "7", "7": "1"}
#: No sentence about a scale is longer, on either side of a number.
_LONGEST = 300


@frozen
class Direction:
    """Which end of the scale is best, where the page says so, in its words, and where it contradicts itself."""

    scale: str | None = None
    because: str | None = None
    conflict: int | None = None


class _Said(NamedTuple):
    """What is said of one end, and which is then the best; it is plain where nothing else is needed to believe it."""

    end: str
    best: str
    words: str
    start: int
    stop: int
    is_plain: bool


def direction(page: Page) -> Direction:
    """The direction that the page states."""
    stated: dict[str, _Said] = {}
    for one in _stated(page.text):
        stated.setdefault(one.best, one)
    if len(stated) > 1:
        return Direction(conflict=max(one.start for one in stated.values()))
    for best, one in stated.items():
        return Direction(f"best={best}", f'the page says "{one.words}" ({page.at(one.start)})')
    return Direction()


def _stated(text: str) -> Iterator[_Said]:
    """What is said of ends of this scale, in the order of the page."""
    found = [*map(_said, _BEST.finditer(text))]
    paired = {one for pair in pairwise(found) if _is_pair(text, *pair) for one in pair}
    for one in found:
        is_meant = one.is_plain or one in paired or _SCALE.search(text, max(0, one.start - 40), one.start)
        if is_meant and not _is_of_other_index(text, one):
            yield one


def _said(match: re.Match[str]) -> _Said:
    is_best = match[3].casefold().startswith(("best", "highest", "most"))
    best = match[1] if is_best else _OTHER_END[match[1]]
    return _Said(match[1], best, one_line(match[0]), match.start(), match.end(), match["sign"] is not None)


def _is_pair(text: str, one: _Said, other: _Said) -> bool:
    """Whether a sentence says of one end what it says the opposite of, of the other."""
    between = text[one.stop : other.start]
    is_opposite = one.end != other.end and one.best == other.best
    return is_opposite and len(between) <= _LONGEST and _BOUNDARY.search(between) is None


def _is_of_other_index(text: str, one: _Said) -> bool:
    """Whether a sentence speaks of another scale, of an earlier one, or of another index.

    The index that it names last before the number, or else first behind it, is the one that it speaks of.
    """
    before, after = text[max(0, one.start - _LONGEST) : one.start], text[one.stop : one.stop + _LONGEST]
    *_, begin = (0, *(boundary.end() for boundary in _BOUNDARY.finditer(before)))
    end = _BOUNDARY.search(after)
    before, after = before[begin:], after[: end and end.start()]
    line = f"{before.rpartition(chr(10))[2]} {after.partition(chr(10))[0]}"
    if _NUMBERED.search(before) or _OTHER_SCALE.search(line) or _EARLIER.search(line):
        return True
    named = [*_INDEX.finditer(before)][-1:] or [*_INDEX.finditer(after)][:1]
    return any(index["this"] is None for index in named)
