"""What stands above a table, or names its sheet, and says which edition or which figure the rows are of."""

import re
from collections.abc import Iterable, Sequence

from nit_rules.catalog import Catalog
from nit_rules.numerals import fold
from nit_rules.sources.cells import one_line
from nit_rules.sources.groups import collective
from nit_rules.sources.other_indexes import is_other_index
from nit_rules.sources.vocabulary import Vocabulary

_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s*[-\u2010-\u2015/]\s*(?:19|20)?\d\d)?(?!\d)")
#: A cell with nothing but a year, also as a binary float.
YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0+)?")
_FLOAT = re.compile(r"(?<=\d{4})\.0{1,6}\Z")
_INDEX = re.compile(r"\b(?:nations\s+in\s+transit|nit)\b", re.IGNORECASE)
#: What may stand beside a year where a text names an edition, and in a title that names the index as well.
_BESIDE = re.compile(
    r"\b(?:freedom\s+house|nations\s+in\s+transit|nit|edition|year|ratings|scores|data)\b", re.IGNORECASE
)
_YEARLY = re.compile(r"\byear[- ]to[- ]year\b", re.IGNORECASE)
_IN_TITLE = re.compile(
    r"\b(?:and|averaged|by|category|countries|country|dataset|democracy|for|history|in|of|overview|percentages|rating"
    r"|region|report|score|status|statuses|summaries|summary|table|the)\b",
    re.IGNORECASE,
)
#: What a title says of the scale: ``(1 = best; 7 = worst)``.
_DIRECTION = re.compile(r"\([^()\d]{0,20}1\s{0,4}=[^()]{1,60}\)")
_BY = re.compile(r"\bby\s+(?:country|edition|region|year)\b", re.IGNORECASE)
_OFTEN = r"(?:(?:net|annual|yearly|yoy|year[- ](?:on|over|to)[- ]year)\s)?"
_OF_RATINGS = r"(?:(?:democracy\s)?(?:score|rating)s?\s)?"
_FURTHER = r"(?:\s(?:from|since|in|to|by|over|on|between)\b.{0,60})?\W{0,4}\Z"
_OF_CHANGES = re.compile(
    rf"\W{{0,4}}(?:{_OFTEN}{_OF_RATINGS}(?:changes?|differences?|deltas?|rank(?:ing)?s?\Z)|yoy\Z){_FURTHER}",
    re.IGNORECASE,
)
#: What is derived from scores, or comes before them.
_OF_ESTIMATES = re.compile(
    rf"\W{{0,4}}(?:standard\s(?:errors?|deviations?)|(?:(?:rating|score)\s)?(?:weights?|percentiles?|forecasts?|projections?))"
    rf"{_FURTHER}|\W{{0,4}}(?:projected|forecast|expected)\s(?:democracy\s)?(?:ratings?|scores?){_FURTHER}",
    re.IGNORECASE,
)
#: How a title begins that numbers its table.
_NUMBERED = re.compile(r"\A[#\s]*table\s\d{1,3}\s*[.:)\u2013-]\s*", re.IGNORECASE)
_MARKS = " \t:;,.()-\u2010\u2011\u2012\u2013\u2014\u2015"
_DASHES = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015")
#: Longer texts are no names, and names of sheets are no longer.
_LONGEST, _LONGEST_SHEET = 80, 31


def edition_of_title(cells: Sequence[str], catalog: Catalog) -> str | None:
    """The edition that a row above a table names: its only year, beside the index's name and common words or alone.

    >>> from nit_rules.loading import load_catalog
    >>> titles = "Table 9. Nations in Transit (2014): Ratings by Country", "NIT: changes in 2014", "NIT 2020 rules"
    >>> [edition_of_title([title], load_catalog()) for title in titles]
    ['2014', None, None]
    """
    text = _NUMBERED.sub("", _DIRECTION.sub("", title_of(cells)))
    title, _, region = text.partition(":")
    title = title if collective(region) else text
    is_plain = is_neutral(title) and not title.rstrip().endswith(_DASHES)
    return _edition(title, catalog) if is_plain and _INDEX.search(title) else edition_of_name(text, catalog)


def names_index(text: str) -> bool:
    """Whether a text names the index."""
    return _INDEX.search(text) is not None


def is_neutral(text: str) -> bool:
    """Whether a title says nothing but whose table this is: its number, index, publisher, years and scale.

    >>> [is_neutral(title) for title in ("Table 1. Nations in Transit 2021: Scores", "Scores of our own")]
    [True, False]
    """
    for said in (_NUMBERED, _DIRECTION, _YEARLY, _YEARS, _BESIDE, _IN_TITLE):
        text = said.sub("", text)
    return not any(map(str.isalnum, text))


def edition_of_name(text: str, catalog: Catalog) -> str | None:
    """The edition that a name is that of, and of nothing else.

    >>> from nit_rules.loading import load_catalog
    >>> [edition_of_name(name, load_catalog()) for name in ("2014", "NIT 2014", "1999-2000", "2005-2024", "May 2014")]
    ['2014', '2014', '1999-2000', None, None]
    """
    text = _FLOAT.sub("", text.strip().removesuffix(":"))
    if not text[-1:].isalnum() or len(text) > _LONGEST:
        return None
    if any(map(str.isalnum, _YEARS.sub("", _BESIDE.sub("", text)))):
        return None
    return _edition(text, catalog)


def years_in(cells: Sequence[str]) -> list[str]:
    """All years, and spans of years, that a row names."""
    return [*map(str.strip, _YEARS.findall(title_of(cells)))]


def figure_of_title(text: str, vocabulary: Vocabulary) -> str | None:
    """The name of the rating or figure that a title consists of, beside years and the name of the index.

    >>> from nit_rules.loading import load_catalog
    >>> vocabulary = Vocabulary(load_catalog())
    >>> titles = "Nations in Transit 2015: Corruption", "Table 9. Democracy Score by country", "Corruption falls"
    >>> [figure_of_title(title, vocabulary) for title in titles]
    ['Corruption', 'Democracy Score', None]
    """
    if len(text) > _LONGEST:
        return None
    name = _BY.sub("", _YEARS.sub("", _INDEX.sub("", _NUMBERED.sub("", text)))).strip(_MARKS)
    return name if vocabulary.find(name) else None


def figure_of_sheet(name: str, vocabulary: Vocabulary) -> str | None:
    """The name of the rating or figure that a sheet is named after; such a name may be cut off."""
    if len(name) < _LONGEST_SHEET:
        return figure_of_title(name, vocabulary)
    begun = {
        printed: id_ for printed, id_ in vocabulary.printed_names if fold(printed).startswith(fold(name))
    }
    return next(iter(begun)) if len(set(begun.values())) == 1 else None


def of_others(text: str) -> str | None:
    """What a title, or the name of a sheet, says that its figures are instead of this index's.

    >>> [of_others(title) for title in ("Freedom in the World 2021", "Table 2. Year-on-year change", "Standard errors")]
    ["another index's", 'changes or ranks', 'errors, weights or forecasts']
    >>> of_others("Nations in Transit 2021: ratings and changes")
    """
    return "another index's" if is_other_index(text) else no_scores(text)


def no_scores(text: str) -> str | None:
    """What a title says that its figures are instead of scores."""
    title = _INDEX.sub("", _YEARS.sub("", _NUMBERED.sub("", text)))
    if _OF_CHANGES.match(title):
        return "changes or ranks"
    return "errors, weights or forecasts" if _OF_ESTIMATES.match(title) else None


def is_of_ranks(text: str) -> bool:
    """Whether a title says that its figures are ranks."""
    return of_others(text) is not None and "rank" in text.casefold()


def title_of(cells: Sequence[str]) -> str:
    """A row as one text."""
    return one_line(" ".join(filter(None, map(str.strip, cells))))


def _edition(text: str, catalog: Catalog) -> str | None:
    years = [*map(str.strip, _YEARS.findall(text))] if len(text) <= _LONGEST else []
    if len(years) != 1:
        return None
    known = catalog.find_edition(years[0])
    # Two years that are no edition are the first and the last of several.
    return known.id if known else years[0] if years[0].isdigit() else None


def only(named: Iterable[str | None]) -> str | None:
    """The one thing that is named; None where several are."""
    found = {one for one in named if one is not None}
    return found.pop() if len(found) == 1 else None
