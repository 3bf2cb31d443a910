"""Lines that say whose the figures below them are: those of another country, a group, another index or edition.

A heading of others is made of nothing but such words: whatever else stands on a line, it is no heading here.
"""

import re
from enum import Enum, auto

from attrs import frozen

from nit_rules.sources.groups import AVERAGES, COUNTRIES, collective, words_of
from nit_rules.sources.page.context import EDITION, printed_edition
from nit_rules.sources.page.names import Names
from nit_rules.sources.subjects import known_subject

#: What was Yugoslavia stands on the pages of its successors, as the name of their state in other years.
_FORMER = "YU"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_AGO, _BEFORE = (
    _set("the one two three four five six seven eight nine ten year years"),
    _set("ago before earlier"),
)
_EDITIONS = _set(
    "the of in from at as edition editions report reports country score scores rating ratings percentage status "
    "democracy and nations transit nit peak last previous prior year years"
)
_INDEX = re.compile(
    r"\b(?:index|indices|barometer|v-?dem|eiu|economist|rsf|bti|bertelsmann|usaid|polity|world bank|press freedom"
    r"|freedom (?:in the world|on the net)|transparency international|perceptions)\b",
    re.IGNORECASE,
)
#: A sentence about an index is longer than its name.
_MOST_OF_INDEX = 7
_LAST_YEAR, _LAST_EDITION = (
    re.compile(rf"(?:last|previous|prior) {what}(?:'s)?(?: \w{{1,20}}){{0,2}}:?", re.IGNORECASE)
    for what in ("year", "edition")
)
_COMPARED = re.compile(
    r"(?:for comparison|comparisons?|compared? (?:with|to)|see also|related|neighbou?rs?)[ ,:]{1,3}"
    r"|[^:]{3,30}:[ ]",
    re.IGNORECASE,
)
#: What may follow a country's name in a heading.
_OF_COUNTRY = re.compile(
    rf"(?:'s?)?(?: (?:rating|score|figure)s?)?(?: \((?:[^\d()]{{1,30}})\))?"
    rf"(?: \(?(?:in )?(?:nations in transit )?{EDITION}\)?)?:?\Z",
    re.IGNORECASE,
)


class Kind(Enum):
    """What a heading names."""

    COUNTRY = auto()
    GROUP = auto()
    AVERAGE = auto()
    INDEX = auto()
    EDITION = auto()
    LAST_YEAR = auto()


@frozen
class Headings:
    """Tells headings of others on a page about `subject` (its key) and `edition`, as far as it names them."""

    names: Names
    subject: str | None
    edition: str | None

    def kind(self, words: str) -> Kind | None:
        """What a line names, if it names nothing else; it may be the page's own country or edition."""
        if known_subject(_country(words)):
            return Kind.EDITION if self._is_of_other_edition(words) else Kind.COUNTRY
        if _LAST_YEAR.fullmatch(words):
            return Kind.LAST_YEAR
        if _LAST_EDITION.fullmatch(words):
            return Kind.EDITION
        found = words_of(words)
        if _INDEX.search(words) and len(found) <= _MOST_OF_INDEX:
            return Kind.INDEX
        rest = frozenset(word for word in found if not word.isdigit())
        if years := [word for word in found if re.fullmatch(EDITION, word)]:
            is_edition = len(years) == 1 and len(found) - len(years) <= len(rest) and rest <= _EDITIONS
            return Kind.EDITION if is_edition else None
        if rest <= _AGO | _BEFORE and rest & _BEFORE:
            return Kind.EDITION
        core = collective(words)
        # "Ratings and average" may be the page's own heading; that of a region or of all countries is not.
        is_sure = core & COUNTRIES or (core & AVERAGES and core - AVERAGES)
        return Kind.AVERAGE if is_sure else Kind.GROUP if core else None

    def is_others(self, kind: Kind, words: str) -> bool:
        """Whether what a line of that kind names is not the page's own."""
        if kind is Kind.COUNTRY:
            return self.is_other_country(_country(words))
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
        return (
            year is not None and self.is_other_edition(year[0]) and not self.is_other_country(_country(words))
        )


def _country(words: str) -> str:
    return _OF_COUNTRY.sub("", _COMPARED.sub("", words, count=1), count=1)
