"""What an unknown name of a column may have been meant for: it may be misspelt, abbreviated, or say too much."""

import re
from difflib import get_close_matches

from nit_rules.numerals import fold
from nit_rules.sources.roles import WORDS
from nit_rules.sources.vocabulary import Vocabulary

_PART = re.compile(r"[^\W\d_]+|%")
_PERCENT = frozenset({"%", "pct", "perc", "percent"})
_SHORTEST_PART = 3
#: What else a column's name may say of ratings and figures, and of whose they are.
_CALLED = frozenset({"rating", "ratings", "score", "scores"})
_WHOSE = frozenset(
    {"fh", "freedom", "house", "in", "index", "nations", "nit", "overall", "s", "the", "transit"}
)


def near_name(name: str, vocabulary: Vocabulary) -> str | None:
    """The id of the indicator or figure, or the word, that a column's name may have been meant for.

    >>> from nit_rules.loading import load_catalog
    >>> near_name("Elektoral Process", Vocabulary(load_catalog()))
    'ep'
    """
    folded = fold(name)
    if vocabulary.is_shared(name):
        return vocabulary.names[folded].id
    if len(folded) == 2 and "%" not in name:
        return _of_initials(folded, vocabulary)
    if not 3 <= len(folded) <= 80:
        return None
    if (percentage := vocabulary.percentage(name)) is not None:
        return percentage
    names = vocabulary.names
    known = [*names, *WORDS]
    near = get_close_matches(folded, known, n=1, cutoff=0.85) or [
        word for word in known if len(word) == len(folded) <= 4 and _one_off(word, folded)
    ]
    if not near:
        plain = fold(" ".join(word for word in name.split() if fold(word) not in _CALLED))
        found = _abbreviated(name, vocabulary) or (names[plain].id if plain in names else None)
        return found or _within(name, vocabulary)
    if near[0] == folded:
        return None
    return names[near[0]].id if near[0] in names else near[0]


def _abbreviated(name: str, vocabulary: Vocabulary) -> str | None:
    """The id of what has a name whose words begin so, in this order: ``Dem. pct``, ``Corr``, ``Score``."""
    parts = ["percentage" if part in _PERCENT else part for part in _PART.findall(name.casefold())]
    if not parts or min(map(len, parts)) < _SHORTEST_PART:
        return None
    if all(part in WORDS for part in parts):
        return parts[0]
    for printed, id_ in vocabulary.printed_names:
        words = iter(printed.casefold().split())
        # One word says little of a name of several, unless it is the last of them.
        is_enough = len(parts) > 1 or " " not in printed or printed.casefold().endswith(f" {parts[0]}")
        if is_enough and all(any(word.startswith(part) for word in words) for part in parts):
            return id_
    return None


def _of_initials(folded: str, vocabulary: Vocabulary) -> str | None:
    """The id of what has a name whose words begin with these letters: ``DS`` for *Democracy Score*."""
    return next(
        (
            id_
            for printed, id_ in vocabulary.printed_names
            if "".join(word[0] for word in _PART.findall(printed.casefold())) == folded
        ),
        None,
    )


def _within(name: str, vocabulary: Vocabulary) -> str | None:
    """The id of what has a name that stands within this one: ``FH NIT Democracy Score``, ``Corruption in NIT``.

    A name of one word may be part of any other, unless the words beside it say whose figure or what it is.
    """
    words = [word for word in _PART.findall(name.casefold()) if word != "and"]
    for printed, id_ in vocabulary.printed_names:
        part = [word for word in _PART.findall(printed.casefold()) if word != "and"]
        places = (words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1))
        if any(places) and (len(part) > 1 or not {*words} - {*part} - _CALLED - _WHOSE):
            return id_
    own = [word for word in words if word not in _WHOSE]
    return _abbreviated(" ".join(own), vocabulary) if {"nit", "transit"} & {*words} else None


def _one_off(word: str, other: str) -> bool:
    """Whether one letter differs, or two are swapped."""
    differ = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(differ) == 1 or (len(differ) == 2 and differ[0] == differ[1][::-1])
