"""The names of other indexes, whose figures stand beside this one's and are often called the same."""

import re

from nit_rules.sources.groups import word_set, words_of

#: Other indexes, by what tells them from others, and what else their names are made of.
_RIVALS = word_set(
    "eiu economist vdem rsf bti bertelsmann usaid sustainability barometer worldwide polity wgi"
)
_OF_INDEX = word_set(
    "index indices intelligence unit v democracy freedom in the on net world cso corruption of transparency "
    "international global country rule law reporters without borders stiftung transformation governance "
    "indicators score scores report house"
)
_PHRASE = re.compile(r"(?:the )?democracy index\b", re.IGNORECASE)
#: Those that pages of this publisher link to, with no figures that are called like this index's.
_LINKED = word_set("perceptions press fiw cpi")
_LINKED_PHRASE = re.compile(
    r"(?:the )?(?:freedom house\W{1,3})?"
    r"(?:freedom (?:in the world|on the net|of the press)|transparency international)\b",
    re.IGNORECASE,
)
#: What a table or a part of it may be called after, word by word, with a year.
_WHOLE = re.compile(
    r"(?:the )?(?:freedom house\W{1,3})?(?:"
    r"freedom (?:in the world|on the net|of the press)|fiw|fotn|v-?dem(?: institute)?|polity(?: ?(?:iv|v|5))?"
    r"|wgi|bti|cpi"
    r"|(?:the )?(?:eiu|economist intelligence unit)(?:'s)?(?: democracy index)?|corruption perceptions index"
    r"|(?:bertelsmann )?transformation index|worldwide governance indicators|(?:rsf )?press freedom index"
    r"|(?:world justice project )?rule of law index|(?:cso|civil society organi[sz]ation) sustainability index"
    r")(?: (?:index|scores?|ratings?|data|report))?(?:[ ,:(]{1,3}(?:19|20)\d\d\)?)?",
    re.IGNORECASE,
)
_V_DEM = re.compile(r"\bv[- ]?dem\b", re.IGNORECASE)


def is_rival(words: str) -> bool:
    """Whether words are nothing but the name of another index, whose figures are called like this one's.

    >>> is_rival("EIU Democracy Index 2020"), is_rival("V-Dem"), is_rival("Democracy Score")
    (True, True, False)
    """
    return _is_name(words, _RIVALS | _LINKED | _OF_INDEX, _RIVALS, _PHRASE)


def is_linked(words: str) -> bool:
    """Whether words are nothing but the name of another index that pages of this publisher link to.

    >>> is_linked("Freedom in the World 2021"), is_linked("Freedom House"), is_linked("CPI score")
    (True, False, True)
    """
    return _is_name(words, _LINKED | _OF_INDEX, _LINKED, _LINKED_PHRASE)


def is_other_index(name: str) -> bool:
    """Whether a name in a table is that of another index, and of nothing else.

    >>> [is_other_index(name) for name in ("Freedom in the World 2021", "V-Dem", "Press", "Democracy Index", "DEM")]
    [True, True, False, False, False]
    """
    return _WHOLE.fullmatch(name.strip().rstrip(":")) is not None


def _is_name(words: str, known: frozenset[str], telling: frozenset[str], phrase: re.Pattern[str]) -> bool:
    rest = frozenset(word for word in words_of(_V_DEM.sub("vdem", words)) if not word.isdigit())
    return rest <= known and bool(rest & telling or phrase.match(words))
