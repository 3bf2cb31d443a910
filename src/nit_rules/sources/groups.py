"""Names of many countries, of averages and of extremes, as they stand beside countries."""

import re
from string import digits


def word_set(words: str) -> frozenset[str]:
    """The words of a text with blanks between them."""
    return frozenset(words.split())


AVERAGES = word_set(
    "average averages mean means median medians durchschnitt mittelwert moyenne prosjek "
    "\u015brednia pr\u016fm\u011br \u00e1tlag \u0441\u0440\u0435\u0434\u043d\u0435\u0435"
)
#: Countries that are counted, or said to be all or the others.
COUNTRIES = word_set("countries states")
_GROUPS = word_set(
    "europe european eurasia eurasian asia balkan balkans baltic baltics caucasus soviet visegrad v4 eu cis region "
    "regions regional nato cee communist partnership world "
    "visegr\u00e1d eap "
    "performer performers peers neighbors neighbours members candidates best worst highest "
    "lowest maximum minimum max min"
)
#: What else such names are made of.
_AROUND = word_set(
    "the an of for in from by all other others and new old former non overall post central "
    "eastern western northern southern east southeast northeast southwest northwest candidate "
    "west north south southeastern northeastern weighted unweighted "
    "union state member country covered surveyed four group groups score scores rating "
    "ratings figure figures democracy comparison compared with to nations transit nit"
)
#: So many countries by the name of what they are members of: EU-10, EU27.
_COUNTED = re.compile(r"\b(?:eu|cee|cis|nato)[- ]?(\d\d?)\b", re.IGNORECASE | re.ASCII)
_WORD = re.compile(r"[^\W_]+(?:'s)?")
#: One of these is in each such name.
_TELLING = AVERAGES | _GROUPS | COUNTRIES
#: No such name is longer.
_MOST_WORDS = 10


def words_of(name: str) -> list[str]:
    """The words of a name, in small letters and without possessives."""
    return [word.removesuffix("'s") for word in _WORD.findall(name.casefold())]


def collective(name: str) -> frozenset[str]:
    """The words by which a name is that of many countries, or of an average; none where anything else is in it.

    >>> sorted(collective("Average of the 29 countries"))
    ['average', 'countries']
    >>> collective("EU-10") == collective("10 EU countries")
    True
    >>> collective("Western Balkans"), collective("Poland"), collective("Balkan Beat")
    (frozenset({'balkans'}), frozenset(), frozenset())
    """
    # Most names are found to be none here; tables have very many. Members that are counted may be one word: EU27.
    words = words_of(name)
    if _TELLING.isdisjoint(words) and _TELLING.isdisjoint([word.rstrip(digits) for word in words]):
        return frozenset()
    words = words_of(_COUNTED.sub(r"eu \1 countries", name))
    if _TELLING.isdisjoint(words):
        return frozenset()
    rest = frozenset(word for word in words if not word.isdigit())
    core = rest & (AVERAGES | _GROUPS)
    if len(rest) < len(set(words)) or rest & {"all", "other", "candidate"}:
        core |= rest & COUNTRIES
        if not core & COUNTRIES and len(rest) < len(set(words)):
            return frozenset()
    is_whole = len(words) <= _MOST_WORDS and rest <= _TELLING | _AROUND
    return core if is_whole else frozenset()
