"""Lines that say whose the figures below them are: those of another country, a group, another index or edition.

A heading of others is made of nothing but such words: whatever else stands on a line, it is no heading here.
"""

import re
from enum import Enum, auto

from attrs import field, frozen

from nit_rules.sources.groups import AVERAGES, collective, word_set, words_of
from nit_rules.sources.other_indexes import is_linked, is_rival
from nit_rules.sources.page.context import printed_edition
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.titles import EDITION
from nit_rules.sources.subjects import known_subject

#: What was Yugoslavia stands on the pages of its successors, as the name of their state in other years.
_FORMER = "YU"


_AGO, _BEFORE = (
    word_set("a the one two three four five six seven eight nine ten year years"),
    word_set("ago before earlier"),
)
_EDITIONS = word_set(
    "the of in from at as edition editions report reports country score scores rating ratings figures data percentage "
    "status democracy and nations transit nit peak last previous prior year years change since"
)
_OF = r"(?:(?:in|of|from|as of) )?(?:the )?"
_LAST_YEAR = re.compile(rf"{_OF}last year(?:'s)?(?: \w{{1,20}}){{0,2}}:?", re.IGNORECASE)
_LAST_EDITION = re.compile(
    rf"{_OF}(?:last (?:edition|report)|(?:previous|prior) (?:edition|report|year))(?:'s)?(?: \w{{1,20}}){{0,2}}:?",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:\d{1,2}[.)] ?)?(?:for comparison|comparisons?|compared? (?:with|to)|see also|related|neighbou?rs?"
    r"|(?:report )?(?:on|about|for))[ ,:]{1,3}|\d{1,2}[.)] |[^:]{3,30}:[ ]",
    re.IGNORECASE,
)
#: What may follow a country's name in a heading.
_OF_COUNTRY = re.compile(
    rf"(?:'s?)?(?: (?:rating|score|figure)s?)?(?: \((?:[^\d()]{{1,30}})\))?"
    rf"(?:[,:]? \(?(?:in )?(?:the )?(?:nations in transit |nit )?(?:edition )?{EDITION}(?: edition)?\)?)?"
    r"(?: (?:at a glance|in brief|overview|profile|(?:country )?report))?:?\Z",
    re.IGNORECASE,
)
_YEARS = re.compile(rf"\b{EDITION}\b")
#: A line with a figure of its own is no heading of those below.
_FIGURE = re.compile(r"\d[.,]\d|/ ?(?:7|100)\b|%")
_SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?]\Z")


class Kind(Enum):
    """What a heading names."""

    COUNTRY = auto()
    #: a region or a group of countries: the page's own country may lie in it
    GROUP = auto()
    #: the average of a region, or of all countries
    AVERAGE = auto()
    #: another index, whose figures are called like this one's
    INDEX = auto()
    #: another index that pages of this publisher link to
    LINK = auto()
    EDITION = auto()
    LAST_YEAR = auto()


@frozen
class Headings:
    """Tells headings of others on a page about `subject` (its key) and `edition`, as far as it names them."""

    names: Names
    subject: str | None
    edition: str | None
    _kinds: dict[str, Kind | None] = field(factory=dict, repr=False)

    def kind(self, words: str) -> Kind | None:
        """What a line names, if it names nothing else; it may be the page's own country or edition."""
        # Each line is looked at for every figure below it.
        if words not in self._kinds:
            self._kinds[words] = self._kind(words)
        return self._kinds[words]

    def _kind(self, words: str) -> Kind | None:
        if _FIGURE.search(words):
            return None
        if _countries(words):
            return Kind.EDITION if self._is_of_other_edition(words) else Kind.COUNTRY
        if _LAST_YEAR.fullmatch(words):
            return Kind.LAST_YEAR
        if _LAST_EDITION.fullmatch(words):
            return Kind.EDITION
        if _SENTENCE.search(words):
            return None
        if is_rival(words):
            return Kind.INDEX
        if is_linked(words):
            return Kind.LINK
        if years := _YEARS.findall(words):
            beside = words_of(_YEARS.sub(" ", words))
            return Kind.EDITION if len(years) == 1 and _EDITIONS.issuperset(beside) else None
        rest = frozenset(word for word in words_of(words) if not word.isdigit())
        if rest <= _AGO | _BEFORE and rest & _BEFORE:
            return Kind.EDITION
        core = collective(words) or collective(" ".join(sorted(rest)))
        # "Ratings and average" may be the page's own heading; that of a region or of all countries is not.
        is_sure = core & AVERAGES and core - AVERAGES
        return Kind.AVERAGE if is_sure else Kind.GROUP if core else None

    def is_others(self, kind: Kind, words: str) -> bool:
        """Whether what a line of that kind names is not the page's own."""
        if kind is Kind.COUNTRY:
            return all(map(self.is_other_country, _countries(words)))
        if kind is Kind.EDITION and (year := re.search(EDITION, words)):
            return self.is_other_edition(year[0])
        return True

    def is_other_country(self, name: str) -> bool:
        """Whether a name is that of another country or territory; of a page about none, none is another."""
        key = known_subject(name.strip())
        return self.subject is not None and key is not None and key not in (self.subject, _FORMER)

    def is_other_edition(self, printed: str) -> bool:
        """Whether an edition as printed is not that of the page."""
        return self.edition is not None and self.names.edition(printed_edition(printed)) != self.edition

    def _is_of_other_edition(self, words: str) -> bool:
        """Whether the page's own country stands there with another edition."""
        year = re.search(EDITION, words)
        return year is not None and self.is_other_edition(year[0]) and not self.is_others(Kind.COUNTRY, words)


def _countries(words: str) -> list[str]:
    """The countries that a heading names, if it names nothing else but where they lie."""
    for text in (words, _COMPARED.sub("", words, count=1)):
        base = _OF_COUNTRY.sub("", text, count=1)
        if known_subject(base):
            return [base]
    parts = [part.strip() for part in re.split(r", | and | & |/", base)]
    named = [part for part in parts if known_subject(part)]
    return named if all(part in named or collective(part) for part in parts) else []
