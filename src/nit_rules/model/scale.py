"""The grid on which ratings lie."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from attrs import field

from nit_rules import numerals
from nit_rules.model.evidence import Evidence
from nit_rules.rounding import decimal_of, places
from nit_rules.values import frozen


class Best(StrEnum):
    """Which end of a scale is the best one."""

    LOWEST = "lowest"
    HIGHEST = "highest"


@frozen
class Scale:
    """Ratings from `lowest` to `highest` in steps of `step`.

    Inside, a rating is its *position*: the number of steps above `lowest`, 0 … `size`.
    """

    lowest: Decimal
    highest: Decimal
    step: Decimal
    best: Best = field(converter=Best)
    evidence: Evidence

    @cached_property
    def size(self) -> int:
        """Steps from the lowest to the highest rating (24 for 1.00 … 7.00 by 0.25)."""
        return int((Fraction(self.highest) - Fraction(self.lowest)) / Fraction(self.step))

    @cached_property
    def grid(self) -> str:
        """Which ratings there are: ``1.00 to 7.00 in steps of 0.25``."""
        return f"{self.lowest} to {self.highest} in steps of {self.step}"

    @cached_property
    def digits(self) -> int:
        """Digits that a rating prints after its point."""
        return max(places(self.lowest), places(self.step))

    @cached_property
    def direction(self) -> str:
        """The direction as tables note it: ``best=1`` or ``best=7``."""
        return f"best={numerals.shortest(self.best_rating)}"

    @property
    def best_rating(self) -> Decimal:
        """The rating at the best end."""
        return self.lowest if self.best is Best.LOWEST else self.highest

    @property
    def worst_rating(self) -> Decimal:
        """The rating at the other end."""
        return self.highest if self.best is Best.LOWEST else self.lowest

    def value(self, position: int) -> Fraction:
        """The rating that lies `position` steps above the lowest."""
        return Fraction(self.lowest) + position * Fraction(self.step)

    def printed(self, position: int, count: int = 1) -> Decimal:
        """The sum of `count` ratings that lie `position` steps above the lowest such sum, with the scale's digits."""
        lowest, step = self._units
        return decimal_of(count * lowest + position * step, -self.digits)

    @cached_property
    def _units(self) -> tuple[int, int]:
        """The lowest rating and the step, counted in units of the last printed digit."""
        return int(Fraction(self.lowest) * 10**self.digits), int(Fraction(self.step) * 10**self.digits)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """All ratings in order, as printed: those of the positions 0 … `size`."""
        return tuple(str(self.printed(position)) for position in range(self.size + 1))

    @cached_property
    def known_positions(self) -> Mapping[str, tuple[int, Decimal]]:
        """Ratings as usually printed, with their positions: a short way for texts that need no parsing."""
        return MappingProxyType(
            {text: (position, self.printed(position)) for position, text in enumerate(self.texts)}
        )

    def position(self, text: str) -> int | None:
        """The position of a printed rating; None where it is off the scale or between its steps.

        Raises `ValueError` where the text is not a number at all.
        """
        found = self.known_positions.get(text)
        return self._parsed(text) if found is None else found[0]

    def find(self, text: str) -> int | None:
        """`position`, but None as well where the text is not a number at all."""
        try:
            return self.position(text)
        except ValueError:
            return None

    @cached_property
    def _parsed(self) -> Callable[[str], int | None]:
        # Tables print ratings in few ways, most of them as short as can be.
        return numerals.remembered(self._parse)

    def _parse(self, text: str) -> int | None:
        number = numerals.parse(text)
        if number is None:
            raise ValueError(numerals.complaint(text))
        steps = (Fraction(number) - Fraction(self.lowest)) / Fraction(self.step)
        return int(steps) if steps.denominator == 1 and 0 <= steps <= self.size else None
