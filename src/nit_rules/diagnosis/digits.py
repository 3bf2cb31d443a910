"""Misprinted digits: one wrong, two exchanged, or fewer than the publisher prints."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from operator import ne

from attrs import frozen

from nit_rules import numerals
from nit_rules.model import Figure
from nit_rules.rounding import RoundingMode, places, steps

#: How a figure can come to have fewer digits, in the order in which these are considered.
FEWER = {
    "fewer-digits": RoundingMode.HALF_UP,
    "truncated": RoundingMode.DOWN,
    "rounded-up": RoundingMode.UP,
}
_WAYS = {"fewer-digits": "", "truncated": ", cut off", "rounded-up": ", rounded up"}


@frozen
class Misprint:
    """A way to a printed number from the figures that it could have been, the nearest first."""

    id: str
    says: str
    values: tuple[str, ...]


def misprints(claimed: str, figures: Mapping[str, Figure], digits: int) -> Iterator[Misprint]:
    """The ways to a claim from `figures` (by what they print), which are printed with so many digits."""
    number = numerals.parse(claimed)
    if number is None:
        return
    claim = Fraction(number)
    if places(number) < digits:
        yield from _fewer(claimed, claim, places(number), figures)
        return
    apart = {text: sum(map(ne, text, claimed)) for text in figures if len(text) == len(claimed)}
    exchanged = (text for text, count in apart.items() if count == 2 and two_exchanged(text, claimed))
    if some := _nearest(exchanged, claim):
        yield Misprint("transposed-digits", f"{claimed} is {_or(some)} with two digits exchanged", some)
    wrong = (text for text, count in apart.items() if count == 1 and one_digit(text, claimed))
    if some := _nearest(wrong, claim):
        yield Misprint("digit-misprint", f"{claimed} is one digit from {_or(some)}", some)


def _fewer(claimed: str, claim: Fraction, digits: int, figures: Mapping[str, Figure]) -> Iterator[Misprint]:
    """The first way in which some figure has the claimed digits: what is rounded well is not cut off as well."""
    step = Fraction(1, 10**digits)
    near = {
        text: one.exact
        for text, one in figures.items()
        if one.exact is not None and _within(one.exact, claim, 10**digits)
    }
    for id_, mode in FEWER.items():
        some = _nearest(
            (text for text, exact in near.items() if steps(exact, step, mode) * step == claim), claim
        )
        if some:
            counted = {0: "no digit", 1: "one digit"}.get(digits, f"{digits} digits")
            yield Misprint(id_, f"{claimed} is {_or(some)} with {counted} after the point{_WAYS[id_]}", some)
            return


def _within(exact: Fraction, claim: Fraction, parts: int) -> bool:
    """Whether two numbers are at most ``1 / parts`` apart; in whole numbers, since it is asked for every row."""
    apart = abs(exact.numerator * claim.denominator - claim.numerator * exact.denominator)
    return apart * parts <= exact.denominator * claim.denominator


def one_digit(text: str, other: str) -> bool:
    """Whether two numbers of the same length differ in one digit.

    >>> one_digit("5.99", "5.93"), one_digit("5.99", "59.9")
    (True, False)
    """
    differing = [pair for pair in zip(text, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and all(map(str.isdigit, differing[0]))


def two_exchanged(text: str, other: str) -> bool:
    """Whether two numbers of the same length are the same but for two digits that stand in each other's place.

    >>> two_exchanged("5.39", "5.93"), two_exchanged("5.39", "9.35")
    (True, True)
    """
    differing = [pair for pair in zip(text, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 2 and differing[0] == differing[1][::-1] and all(map(str.isdigit, differing[0]))


def _nearest(texts: Iterable[str], claim: Fraction) -> tuple[str, ...]:
    return tuple(sorted(texts, key=lambda text: abs(Fraction(Decimal(text)) - claim)))


def _or(texts: tuple[str, ...]) -> str:
    shown = texts[:3]
    words = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
    return words + (" (or others)" if len(texts) > len(shown) else "")
