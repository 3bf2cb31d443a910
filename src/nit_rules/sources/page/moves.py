"""Stated changes: the forms in which a sentence says between which values a rating moved."""

import re
from decimal import Decimal

from attrs import frozen

from nit_rules import numerals

_NUMBER = r"[+-]?\d[\d.,٫]{0,60}(?:[eE][+-]?\d{1,9})?|[Nn]a[Nn]"
#: Lines of a list are wrapped with a hanging indent.
_GAP = r"\s{1,12}+"
_SAID = rf"(?:[0-9]{{1,3}}(?=\s))?(?:'s?)?:?{_GAP}(?:(?:rating|score)s?{_GAP})?"
_POINTS = rf"(?:{_GAP}(?:points?|pts))?"
#: The number of a page, set apart, or its title may stand within a sentence that goes on behind it.
_FURNITURE = (
    r"\s{0,8}\n\s{0,8}(?:page[ \t]{1,4}\d{1,3}|Nations[ ]in[ ]Transit[^\n]{0,30}|\d{1,3}(?=[ \t]{0,8}\n[ \t]{0,8}\n))"
    r"[ \t]{0,8}\n\s{0,12}(?=\d\.\d)"
)
_TO_NUMBER = rf"(?:{_FURNITURE}|{_GAP})"
_BEFORE, _AFTER = rf"(?P<before>{_NUMBER}){_POINTS}", rf"(?P<after>{_NUMBER})"
_YEAR = rf"(?:{_GAP}(?:in{_GAP})?\(?(?P<since>(?:19|20)\d\d)\)?)?"
#: Whose rating it is, between its name and the verb.
_NAME = r"(?-i:[A-Z])[^\W\d_]{1,30}"
_PLACE = rf"(?:(?:in|of|for){_GAP}(?P<place>{_NAME}(?:{_GAP}(?:and\s)?{_NAME}){{0,3}}){_GAP})?"
_FIRST_TIME = rf"(?:the{_GAP}first{_GAP}time[^\d\n]{{0,20}}(?:\d{{4}})?,?{_GAP})?"
_BY = rf"(?:by{_GAP}\d[\d.]{{0,5}}{_POINTS},?{_GAP})?"
_FORWARD = (
    rf"{_SAID}{_PLACE}(?P<verb>(?!and\b|or\b)(?:(?!which\b|that\b|by\b)[^\W\d_]{{2,20}},?{_GAP}){{1,4}}){_FIRST_TIME}{_BY}"
    rf"from{_TO_NUMBER}{_BEFORE}{_YEAR}{_GAP}to{_TO_NUMBER}{_AFTER}"
)
_BACKWARD = (
    rf"{_SAID}(?P<verb>(?!and\b|or\b)(?:[^\W\d_]{{2,20}}{_GAP}){{1,2}}?)"
    rf"to{_TO_NUMBER}{_AFTER}{_POINTS}{_GAP}from{_TO_NUMBER}{_BEFORE}"
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
UNREAL = re.compile(
    r"\b(?:could|will|may|might|would|should|can|likely|expected|projected|predicted|forecast|not|never|ranges?|corrected"
    r"|revised|previously|earlier|had)\b",
    re.IGNORECASE,
)
#: What a sentence says that does without the word *rating* or *score*: a verb, or what stands before one. Else it
#: speaks of something else: *corruption risks rose*, *Corruption Perceptions Index*.
_MOVING = re.compile(
    r"(?:(?:improv|decreas|increas|declin|deteriorat|mov|advanc|plung|tumbl)(?:ed|es|ing)"
    r"|(?:chang|rais|reduc|upgrad|downgrad|surg)ed"
    r"|(?:worsen|climb|gain|shift|lower|adjust|jump|recover|weaken|strengthen|return|regress|progress)(?:ed|s|ing)?"
    r"|(?:drop|slip|dip)(?:ped|s|ping)|decline|improve|deteriorate|rose|rises|risen|rising|fell|falls|fallen|falling|sank|sunk"
    r"|slid|went|goes|gone|grew|grown|edged|swung|backslid"
    r"|was|were|is|has|have|had|been|also|then|again|further|still|down|up|\w{2,18}ly),?\s",
    re.IGNORECASE,
)
_SAYS_RATING = re.compile(r"\b(?:rating|score)s?\b", re.IGNORECASE)
#: Ratings have no units.
_UNIT = re.compile(
    r"[ \t]{0,3}(?:%|(?:percent|per[ ]cent|thousand|million|billion|euros?|dollars?)\b)", re.IGNORECASE
)
_EDITIONS = r"(?:the[ ])?(?:last|past)?[ ]?(?!one\b)\w{1,9}[ ]editions"
_DECADE = r"(?:the[ ]|a[ ])?(?:last|past)?[ ]?(?:decade|(?!one\b)\w{1,9}[ ]years)"
#: What a verb goes on with that says so, and what says in its place that the rating is that of others.
LONGER = re.compile(rf"\b(?:over|in|within|during|across|for)\s(?:{_DECADE}|{_EDITIONS})", re.IGNORECASE)
_OF_OWN = re.compile(
    r"\b(?:in|of|for|within)\s(?:(?:the|this)\s(?:country|year|report|edition|index|survey)|NIT\b|Nations\sin\sTransit)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"(?:in|for|of|among|across|within)\b", re.IGNORECASE)
_OTHER_TIME = re.compile(
    rf"[ \t]{{0,4}},?[ \t]{{0,4}}(?:since[ ](?:19|20)\d\d(?=[ ]?[.,;\n]|\Z)"
    rf"|(?:over|in|during|within)[ ](?:{_DECADE}|{_EDITIONS})"
    r"|next[ ]year|the[ ]year[ ]before"
    r"|(?:two|three|\w{1,9}teen|\d{1,2})[ ]years[ ](?:ago|before|earlier)|in[ ]the[ ](?:previous|last|prior)[ ]edition"
    r"|(?:between|from|\()[ ]?(?P<start>(?:19|20)\d\d)[ ]?(?:and|to|–|-)[ ]?(?P<end>(?:19|20)\d\d))",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(
    r"[ \t]{1,4}in[ ](?:the[ ])?(?P<year>(?:19|20)\d\d)(?:[ ](?P<edition>edition|report))?(?=[ ]?[.,;\n]|\Z)",
    re.IGNORECASE,
)
_BETTER, _WORSE = (
    re.compile(rf"\b(?:(?P<plain>{plain})|{either})", re.IGNORECASE)
    for plain, either in (
        ("improv", "rose|rises|increas|climb|gain"),
        ("worsen|deteriorat", "declin|fell|falls|drop|decreas|slip"),
    )
)


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


def move_of(text: str, start: int, end: int) -> re.Match[str] | None:
    """The move that is stated behind a name, in one of the forms that are read."""
    return next((one for form in _MOVES if (one := form.match(text, start, end))), None)


def is_of_name(text: str, start: int, move: re.Match[str]) -> bool:
    """Whether a move that is stated behind a name, which ends at `start`, is that of its rating, and has no unit."""
    between = text[start : move.start("verb")]
    said = move["verb"].lstrip()
    is_moving = not said or _SAYS_RATING.search(between) is not None or _MOVING.match(said) is not None
    is_own = _OF_OTHERS.match(said) is None or says_own(text, start, move)
    return is_moving and is_own and _UNIT.match(text, max(move.end("before"), move.end("after"))) is None


def says_own(text: str, start: int, move: re.Match[str]) -> bool:
    """Whether the words between a name and the values say that they are the country's own, or of this index."""
    return _OF_OWN.search(text, start, move.start("before")) is not None


def other_edition(text: str, pos: int, year: str | None) -> re.Match[str] | None:
    """What says that a change is that of another edition, or of years before, where the section says its own."""
    found = _IN_YEAR.match(text, pos)
    if found is None or year is None:
        return None
    # An edition is about the year before.
    own = int(year) if found["edition"] else int(year) - 1
    return found if int(found["year"]) < own else None


def other_time(text: str, pos: int) -> re.Match[str] | None:
    """What says that a change took longer than from one edition to the next."""
    found = _OTHER_TIME.match(text, pos)
    # From one year to the next is from one edition to the next, whichever of its two years is meant.
    is_next = found and found["end"] and int(found["end"]) - int(found["start"]) < 2
    return None if is_next else found


def move_without_from(
    text: str, start: int, end: int, scale: str | None, ends: tuple[Decimal, Decimal]
) -> re.Match[str] | None:
    """A move of a rating (from `ends` to `ends`) without *from*, whose first number cannot be by how much it moved.

    It cannot where the page says which end of the scale is best, and so what the rating would have been. On the old
    scale some verbs may mean either way.
    """
    move = _EITHER.match(text, start, end)
    if move is None or scale is None:
        return None
    words = [_BETTER.search(move["verb"]), _WORSE.search(move["verb"])]
    better, worse = (word is not None and (scale == "best=7" or word["plain"] is not None) for word in words)
    first, after = Decimal(move["before"]), Decimal(move["after"])
    was = after - first if better is (scale == "best=7") else after + first
    is_certain = better is not worse and ends[0] <= first <= ends[1] and not ends[0] <= was <= ends[1]
    return move if is_certain else None
