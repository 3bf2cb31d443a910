"""What diagnoses look up in a lattice, worked out once and kept with it."""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar, cast

from attrs import evolve

from nit_rules import numerals
from nit_rules.model import NOWHERE, BandRule, Lattice, Span
from nit_rules.model.lattice import FLOAT_DIGITS
from nit_rules.rounding import RoundingMode, places, steps

T = TypeVar("T")


def kept(lattice: Lattice, key: str, make: Callable[[], T]) -> T:
    """What `make` works out from a lattice, once."""
    if key not in lattice.derived:
        lattice.derived[key] = make()
    return cast("T", lattice.derived[key])


def texts(lattice: Lattice, figure: str) -> tuple[str, ...]:
    """A figure on every row, as printed."""
    return kept(lattice, f"texts {figure}", lambda: tuple(row.figures[figure].text for row in lattice.rows))


def spans(lattice: Lattice, figure: str) -> dict[str, Span]:
    """The rows of each text that a figure is printed as."""
    return kept(lattice, f"spans {figure}", lambda: _spans(texts(lattice, figure)))


def otherwise(lattice: Lattice, figure: str, text: str, step: Fraction, mode: RoundingMode) -> Span:
    """The rows on which a figure, rounded in another way, is a claimed number."""
    number = numerals.parse(text)
    count = Fraction(number) / step if number is not None else None
    if count is None or count.denominator != 1:
        return NOWHERE
    key = f"otherwise {figure} {step} {mode}"
    return kept(lattice, key, lambda: _spans(_counted(lattice, figure, step, mode))).get(
        count.numerator, NOWHERE
    )


def steps_of(lattice: Lattice, figure: str, text: str) -> tuple[Fraction | None, Fraction | None]:
    """The step that a claim is printed to, or that of the rule where it is no finer; and its own if that is coarser.

    None for a label. Zeros at the end make a step no finer.
    """
    rule = next(rule for rule in lattice.rules if rule.id == figure)
    number = numerals.parse(text)
    if isinstance(rule, BandRule) or number is None:
        return None, None
    if places(number) < rule.round.digits:
        return Fraction(rule.round.step), Fraction(1, 10 ** places(number))
    digits = len(text.strip().partition(".")[2].rstrip("0"))
    is_finer = rule.round.digits < digits <= FLOAT_DIGITS
    return Fraction(1, 10**digits) if is_finer else Fraction(rule.round.step), None


def shorter(lattice: Lattice) -> Lattice:
    """The lattice of the same rules with one rating fewer."""
    return kept(lattice, "shorter", lambda: _shorter(lattice))


def _shorter(lattice: Lattice) -> Lattice:
    mean = evolve(lattice.mean, of=lattice.mean.of[1:])
    return Lattice.of(lattice.scale, mean, [mean if rule.id == mean.id else rule for rule in lattice.rules])


def _counted(lattice: Lattice, figure: str, step: Fraction, mode: RoundingMode) -> list[int]:
    exacts = (row.figures[figure].exact for row in lattice.rows)
    return [steps(exact, step, mode) for exact in exacts if exact is not None]


def _spans(values: tuple[T, ...] | list[T]) -> dict[T, Span]:
    """The places of each value; equal values stand beside each other, as all figures are monotone in the sum."""
    found: dict[T, Span] = {}
    for place, value in enumerate(values):
        first, _ = found.get(value, (place, place))
        found[value] = first, place
    return found
