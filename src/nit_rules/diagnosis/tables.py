"""What diagnoses look up in a lattice, worked out once and kept with it."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from nit_rules.diagnosis.digits import opened
from nit_rules.model import NOWHERE, BandRule, Lattice, Span
from nit_rules.model.indexes import FLOAT_DIGITS
from nit_rules.model.rows import spans_of
from nit_rules.rounding import Rounding, RoundingMode, places, steps


def texts(lattice: Lattice, figure: str) -> tuple[str, ...]:
    """A figure on every row, as printed."""
    return lattice.kept(("texts", figure), lambda: tuple(row.figures[figure].text for row in lattice.rows))


def spans(lattice: Lattice, figure: str) -> dict[str, Span]:
    """The rows of each text that a figure is printed as."""
    return lattice.kept(("spans", figure), lambda: spans_of(texts(lattice, figure)))


def sums(lattice: Lattice) -> dict[Decimal, Span]:
    """The row of each sum of ratings."""
    return lattice.kept("sums", lambda: spans_of(row.sum for row in lattice.rows))


def alike(lattice: Lattice, figure: str) -> dict[str, list[str]]:
    """What a figure is printed as, by each of its texts with one digit left open."""
    return lattice.kept(("alike", figure), lambda: _alike(spans(lattice, figure)))


def ratings_alike(lattice: Lattice) -> dict[str, list[str]]:
    """What ratings are printed as, by each of their texts with one digit left open."""
    return lattice.kept("alike ratings", lambda: _alike(lattice.scale.texts))


def _alike(printed: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in printed:
        for pattern in opened(text):
            found.setdefault(pattern, []).append(text)
    return found


def otherwise(lattice: Lattice, figure: str, value: Fraction, step: Fraction, mode: RoundingMode) -> Span:
    """The rows on which a figure, rounded in another way, is a claimed number."""
    count = value / step
    if count.denominator != 1:
        return NOWHERE
    tables: dict[tuple[str, Fraction, RoundingMode], dict[int, Span]] = lattice.kept("otherwise", dict)
    key = figure, step, mode
    if key not in tables:
        tables[key] = spans_of(_counted(lattice, figure, step, mode))
    return tables[key].get(count.numerator, NOWHERE)


def step_of(lattice: Lattice, figure: str, number: Decimal) -> Fraction:
    """The step that a claim is printed to, or that of the rule where it is no finer.

    Zeros at the end make a step no finer.
    """
    own = _rounding(lattice, figure)
    digits = _digits_before_zeros(number)
    return Fraction(1, 10**digits) if own.digits < digits <= FLOAT_DIGITS else Fraction(own.step)


def coarser_step_of(lattice: Lattice, figure: str, number: Decimal) -> Fraction | None:
    """The step that a claim is printed to, if it has fewer digits than the rule prints."""
    printed = places(number)
    return Fraction(1, 10**printed) if printed < _rounding(lattice, figure).digits else None


def step_before_zeros(lattice: Lattice, figure: str, number: Decimal) -> Fraction | None:
    """The step of a claim without the zeros at its end, if it has such and then fewer digits than the rule prints."""
    digits = _digits_before_zeros(number)
    return (
        Fraction(1, 10**digits) if digits < min(places(number), _rounding(lattice, figure).digits) else None
    )


def _digits_before_zeros(number: Decimal) -> int:
    return len(format(number, "f").partition(".")[2].rstrip("0"))


def _rounding(lattice: Lattice, figure: str) -> Rounding:
    rule = lattice.kept("rule", lambda: {rule.id: rule for rule in lattice.rules})[figure]
    assert not isinstance(rule, BandRule)  # noqa: S101 - its figures are no numbers
    return rule.round


def shorter(lattice: Lattice) -> Lattice:
    """The lattice of the same rules with one rating fewer."""
    return lattice.kept("shorter", lambda: _shorter(lattice))


def _shorter(lattice: Lattice) -> Lattice:
    mean = evolve(lattice.mean, of=lattice.mean.of[1:])
    return Lattice.of(lattice.scale, mean, [mean if rule.id == mean.id else rule for rule in lattice.rules])


def _counted(lattice: Lattice, figure: str, step: Fraction, mode: RoundingMode) -> list[int]:
    exacts = (row.figures[figure].exact for row in lattice.rows)
    return [steps(exact, step, mode) for exact in exacts if exact is not None]
