"""Days and years as rule files write them."""

import re
from contextlib import suppress
from datetime import date

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = re.compile(r"[0-9]{4}(-([0-9]{2}|[0-9]{4}))?")


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar.

    >>> is_day("2026-01-31"), is_day("2026-02-31")
    (True, False)
    """
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return bool(date.fromisoformat(text))
    return False


def is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text))


def are_years(text: str) -> bool:
    """Whether a text is a year, or two of them: ``1999-2000``."""
    return bool(_YEARS.fullmatch(text))
