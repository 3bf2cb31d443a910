"""Misprinted digits: what a printed number could be, if one digit is wrong or two are exchanged."""

from collections.abc import Iterator
from itertools import combinations


def one_wrong(text: str) -> Iterator[str]:
    """The numbers that differ from a printed one in one digit.

    >>> "5.93" in one_wrong("5.99"), "59.9" in one_wrong("5.99")
    (True, False)
    """
    for place, digit in enumerate(text):
        if digit.isdecimal():
            yield from (
                f"{text[:place]}{other}{text[place + 1 :]}" for other in "0123456789" if other != digit
            )


def exchanged(text: str) -> Iterator[str]:
    """The numbers of the same digits, but for two that stand in each other's place.

    >>> list(exchanged("5.39"))
    ['3.59', '9.35', '5.93']
    """
    places = [place for place, digit in enumerate(text) if digit.isdecimal()]
    for first, second in combinations(places, 2):
        if text[first] != text[second]:
            between = text[first + 1 : second]
            yield f"{text[:first]}{text[second]}{between}{text[first]}{text[second + 1 :]}"
