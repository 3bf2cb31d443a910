"""Figures as functions of the lattice position in whole numbers, evaluated inside the engine.

A printed figure, in units of its last digit, climbs the lattice like a staircase. Where its steps follow a line, which
is shown row by row when the staircase is built, `value` and its inverse are a multiplication and an integer division;
where rounding bends it (ties to even, steps of 0.05), they are look-ups.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm

import narwhals as nw
from attrs import field, frozen

from nit_rules.frames.arithmetic import ceiled, floored, look_up
from nit_rules.model import Lattice, NumberIndex, Span
from nit_rules.model.rows import spans_of


@frozen
class Line:
    """``base + (rise * position + start) // run`` for every position; ``rise > 0`` and ``0 <= start < run``."""

    rise: int
    run: int
    start: int
    base: int

    @classmethod
    def through(cls, values: Sequence[int], slope: Fraction) -> "Line | None":
        """The line of that slope whose floor is every one of the values; None where there is none.

        ``floor(slope * p + t)`` is ``values[p]`` for all `p` exactly where `t` is at least every
        ``values[p] - slope * p`` and less than every ``values[p] - slope * p + 1``.

        >>> Line.through([1, 1, 2, 2, 3], Fraction(1, 2))
        Line(rise=1, run=2, start=0, base=1)
        >>> Line.through([0, 0, 2, 2], Fraction(1, 2)) is None
        True
        """
        starts = [value - values[0] - slope * position for position, value in enumerate(values)]
        start = max(starts)
        if slope <= 0 or start >= min(starts) + 1:
            return None
        run = lcm(slope.denominator, start.denominator)
        return cls(int(slope * run), run, int(start * run), values[0])


@frozen
class Staircase:
    """One figure by position: monotone integers, each `digits` decimal places to the left of the figure."""

    values: tuple[int, ...] = field(repr=False)
    digits: int
    line: Line | None

    @classmethod
    def of(cls, lattice: Lattice, figure: str) -> "Staircase":
        """The staircase of a numeric figure."""
        index = lattice.index(figure)
        assert isinstance(index, NumberIndex)  # noqa: S101 - labels have no staircase
        unit = 10**index.digits
        values = tuple(int(Fraction(row.figures[figure].text) * unit) for row in lattice.rows)
        rising = values if values[0] <= values[-1] else values[::-1]
        climb = (index.ascending[-1][0] - index.ascending[0][0]) * unit
        return cls(values, index.digits, Line.through(rising, climb / max(1, len(values) - 1)))

    @property
    def top(self) -> int:
        """The highest position."""
        return len(self.values) - 1

    @property
    def _falls(self) -> bool:
        return self.values[0] > self.values[-1]

    @property
    def lowest(self) -> int:
        return min(self.values)

    @property
    def highest(self) -> int:
        return max(self.values)

    @property
    def most(self) -> int:
        """The largest value, whatever its sign."""
        return max(abs(self.lowest), abs(self.highest))

    @property
    def reach(self) -> int:
        """The largest whole number that `span` computes with; floats have to tell such numbers apart."""
        return self.most * (self.line.run if self.line else 1)

    @property
    def is_strict(self) -> bool:
        """Whether every position has a value of its own."""
        return len(self._spans) == len(self.values)

    @cached_property
    def _spans(self) -> dict[int, Span]:
        return spans_of(self.values)

    def value(self, position: nw.Expr) -> nw.Expr:
        """The value at a position from 0 to `top`, as a float; null where that is."""
        line = self.line
        if line is None:
            value = look_up(position.cast(nw.Int64), dict(enumerate(self.values)), 0)
            return nw.when(~position.is_null()).then(value.cast(nw.Float64))
        climbed = self.top - position if self._falls else position
        steps = floored(climbed * float(line.rise), line.start, line.run)
        return steps + float(line.base) if line.base else steps

    def units(self, number: nw.Expr) -> nw.Expr:
        """The nearest whole number of units of the figure's last digit."""
        return (number * 10.0**self.digits + 0.5).floor()

    def span(self, number: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
        """Bounds of the positions that print a number with no more digits than the figure has, null where that is.

        Of a number that no position prints, they are crossed or beyond the lattice.
        """
        line = self.line
        if line is None:
            units, ends = self.units(number).cast(nw.Int64), zip(*self._spans.values(), strict=True)
            first, last = (
                look_up(units, dict(zip(self._spans, end, strict=True)), nowhere)
                for end, nowhere in zip(ends, (self.top + 1, -1), strict=True)
            )
            return nw.when(~number.is_null()).then(first), nw.when(~number.is_null()).then(last)
        # The first position with rise * p + start >= (units - base) * run, and the one before the first of the next
        # value. `climb` is a whole number but for what floats add, which is far less than the half in `ceiled`.
        climb, start = number * (10.0**self.digits * line.run), float(line.base * line.run + line.start)
        first, last = ceiled(climb, start, line.rise), ceiled(climb, start - line.run, line.rise) - 1
        return (self.top - last, self.top - first) if self._falls else (first, last)
