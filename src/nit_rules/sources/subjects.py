"""Countries and territories as they were printed over the years, recognised as one subject.

Names come from ISO 3166 as `pycountry` keeps it, and from what the publisher and the press print besides. Nothing is
renamed: a name is recognised to be compared, and shown as it was found. A name that is not known is kept, and equals
itself.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from nit_rules.numerals import fold, remembered

#: Names in the field that ISO 3166 does not list, by the key of the country.
_ALSO = {
    "BA": ("Bosnia", "Bosnia & Herzegovina", "Bosnia-Herzegovina", "Bosnia and Hercegovina", "BiH"),
    "BY": ("Byelorussia",),
    "CZ": ("Czech Rep.",),
    "GB": ("UK", "Great Britain"),
    "GE": ("Republic of Georgia",),
    "KG": ("Kirghizia", "Kirgizstan", "Kyrgyz Rep."),
    "KZ": ("Kazakstan",),
    "MD": ("Republic of Moldova", "Moldavia"),
    "MK": (
        "Macedonia",
        "FYROM",
        "FYR Macedonia",
        "Macedonia, FYR",
        "Macedonia (FYROM)",
        "Former Yugoslav Republic of Macedonia",
        "The former Yugoslav Republic of Macedonia",
        "Republic of Macedonia",
        "N. Macedonia",
    ),
    "RU": ("Russia",),
    "SK": ("Slovak Rep.",),
    "TJ": ("Tadjikistan", "Tadzhikistan"),
    "TR": ("Turkey", "Türkiye"),
    "US": ("USA", "United States of America"),
    # Not in ISO 3166: a territory with a code of its own in wide use.
    "XK": ("Kosovo", "Republic of Kosovo", "Kosovo*", "Kosova"),
    # The state that was Yugoslavia until 2003 and Serbia and Montenegro until 2006 is neither of its successors.
    "YU": (
        "Yugoslavia",
        "FR Yugoslavia",
        "Federal Republic of Yugoslavia",
        "Yugoslavia (Serbia and Montenegro)",
        "Serbia and Montenegro",
        "Serbia & Montenegro",
        "State Union of Serbia and Montenegro",
    ),
}
#: Names of rows that sum up others; only some of these words are written last as well.
_SUMMARY = re.compile(
    r"\s*(?:averages?|avg|mean|median|min(?:imum)?|max(?:imum)?|total|sum|count|st(?:d|andard)?\.?\s*dev(?:iation)?s?"
    r"|(?:un)?weighted\s+(?:average|mean)|variance|\d{1,2}(?:st|nd|rd|th)\s+percentile)\b"
    r"|\s*n\s*(?:[=(:].*)?$"
    r"|\s*(?:net\s+)?(?:changes?|difference|rank(?:ing)?s?|range|std\.?|sd|\u00d8|\u2206|\u0394)\W*$"
    r"|\s*(?:overall|all|grand\s+total|subtotal)\W*$"
    r"|.*\b(?:averages?|avg|mean|median|(?:sub)?totals?)\W*$",
    re.IGNORECASE | re.DOTALL,
)


#: What leads from the end of a name, so many characters of it, to a footnote.
_MARKS = 12
_FOOTNOTE = re.compile(r"(?:\s*(?:\[\w{1,3}\]|\([0-9]{1,2}\)|\^\w|[*†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ]))+\s*\Z")
#: One of these is in each such mark.
_IN_MARKS = frozenset("[(^*†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ")


def _folded(name: str) -> str:
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    folded = fold(name)
    return folded.removeprefix("the") or folded


def _names() -> Iterator[tuple[str, str]]:
    # Imported here: its tables take longer to load than most commands take to run.
    import pycountry

    for country in pycountry.countries:
        for kind in ("name", "common_name", "official_name"):
            name = getattr(country, kind, None)
            if name is not None:
                yield name, country.alpha_2


@cache
def _index() -> dict[str, str]:
    index = {_folded(name): key for name, key in _names()}
    index.update((_folded(name), key) for key, names in _ALSO.items() for name in names)
    return index


@remembered
def subject_key(name: str) -> str:
    """What two names of one subject share: its ISO 3166 code where it is known, else the folded name.

    >>> subject_key("Kyrgyz Republic") == subject_key("Kyrgyzstan")
    True
    >>> subject_key("Serbia and Montenegro") == subject_key("Serbia")
    False
    >>> subject_key("Serbia [a]") == subject_key("Serbia¹") == subject_key("Serbia")
    True
    """
    folded, index = _folded(name), _index()
    found = index.get(folded)
    # A mark at the end of a name that is none may lead to a footnote.
    if found is None and not _IN_MARKS.isdisjoint(name[-_MARKS:]):
        mark = _FOOTNOTE.search(name, max(0, len(name) - _MARKS))
        found = index.get(_folded(name[: mark.start()])) if mark else None
    return found or f"'{folded or name.strip()}'"


def known_subject(name: str) -> str | None:
    """The key of a name that is a country's or territory's; None of any other."""
    key = subject_key(name)
    return key if key.isalpha() else None


def is_summary(name: str) -> bool:
    """Whether a name is that of a row that sums up others: it begins or ends with such a word, beside no country.

    >>> is_summary("Average (29 countries)"), is_summary("Poland (mean)")
    (True, False)
    """
    if _SUMMARY.match(name) is None:
        return False
    return not mentions_country(name)


def mentions_country(text: str) -> bool:
    """Whether a country or territory is named in a text: every one of the index has a name of one word or two."""
    words = text.split()
    return any(map(known_subject, (*words, *map(" ".join, pairwise(words)))))


def same_subject(first: str, second: str) -> bool:
    """Whether two names name one subject."""
    return first == second or subject_key(first) == subject_key(second)
