"""Misprinted digits: what a printed number could be, if one digit is wrong or two are exchanged."""

from collections.abc import Iterator
from itertools import combinations


def opened(text: str) -> Iterator[str]:
    """A printed number with each of its digits left open: numbers that share one differ in one digit.

    >>> list(opened("5.9"))
    ['?.9', '5.?']
    """
    for place, digit in enumerate(text):
        if digit.isdecimal():
            yield f"{text[:place]}?{text[place + 1 :]}"


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


def moved(text: str) -> Iterator[str]:
    """The number with its point in every other place between two digits, and without one.

    >>> [*moved("446")], [*moved("12.3")]
    (['4.46', '44.6'], ['1.23', '123'])
    """
    digits = text.replace(".", "", 1)
    if digits.isascii() and digits.isdigit():
        places = (f"{digits[:place]}.{digits[place:]}" for place in range(1, len(digits)))
        yield from (one for one in (*places, digits) if one != text)
