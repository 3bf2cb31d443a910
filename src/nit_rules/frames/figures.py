"""Figures in the engine: from lattice positions to what is printed."""

from decimal import Decimal
from functools import cached_property

import narwhals as nw
from attrs import frozen

from nit_rules.frames.staircase import Staircase
from nit_rules.model import Lattice, NumberIndex


@frozen
class Printer:
    """One figure of a lattice: an integer `key` for each position, equal where the printed figure is, and its print."""

    lattice: Lattice
    figure: str

    @classmethod
    def of(cls, lattice: Lattice, figure: str) -> "Printer":
        """The printer of a figure, made once for each lattice."""
        return lattice.kept(("printer", figure), lambda: cls(lattice, figure))

    @cached_property
    def staircase(self) -> Staircase | None:
        """The integers behind a numeric figure; None for a label."""
        is_number = isinstance(self.lattice.index(self.figure), NumberIndex)
        return Staircase.of(self.lattice, self.figure) if is_number else None

    @cached_property
    def prints(self) -> tuple[Decimal | str, ...]:
        """What each row of the lattice prints."""
        return tuple(row.figures[self.figure].printed for row in self.lattice.rows)

    @property
    def dtype(self) -> nw.dtypes.DType:
        """The type of a column of such figures."""
        stairs = self.staircase
        return nw.String() if stairs is None else nw.Decimal(_precision(stairs), stairs.digits)

    @cached_property
    def _labels(self) -> list[tuple[int, str]]:
        """Each label and the last position that has it, in ascending order."""
        last: dict[str, int] = {row.figures[self.figure].text: row.position for row in self.lattice.rows}
        return [(position, label) for label, position in last.items()]

    def same(self, first: nw.Expr, last: nw.Expr) -> nw.Expr:
        """Whether two positions, of which the first is no higher, print the same."""
        stairs = self.staircase
        if stairs is None:
            return last <= self._end(first)
        return last <= first if stairs.is_strict else stairs.value(first) == stairs.value(last)

    def _end(self, position: nw.Expr) -> nw.Expr:
        """The last position that has the label of a position."""
        chain: nw.Expr = nw.lit(float(self._labels[-1][0]))
        for last, _ in reversed(self._labels[:-1]):
            chain = nw.when(position <= last).then(float(last)).otherwise(chain)
        return chain

    def _label(self, position: nw.Expr) -> nw.Expr:
        """The label of a position; null where that is."""
        (last, label), *others = self._labels
        chain = nw.when(position <= last).then(nw.lit(label))
        for last, label in others:
            chain = chain.when(position <= last).then(nw.lit(label))
        return chain

    def key(self, position: nw.Expr) -> nw.Expr:
        """What a position prints, null where that is: the units of a number's last digit, or the label."""
        return self.staircase.value(position) if self.staircase else self._label(position)

    def shown(self, key: nw.Expr) -> nw.Expr:
        """A key as it is printed: an exact decimal, or the label."""
        return _decimal(key, self.staircase) if self.staircase else key


def _decimal(units: nw.Expr, staircase: Staircase) -> nw.Expr:
    """The exact decimal of so many whole units of a figure's last digit."""
    digits, precision = staircase.digits, _precision(staircase)
    if not digits:
        return units.cast(nw.Decimal(precision, 0))
    # Where there is room, engines multiply into the very type that is wanted: its digits are those of both together.
    room = max(len(str(staircase.most)) + 1, precision - digits - 1)
    whole = units.cast(nw.Decimal(room, 0))
    return (whole * Decimal((0, (1,), -digits))).cast(nw.Decimal(precision, digits))


def _precision(staircase: Staircase) -> int:
    """The digits that the decimals of a figure have room for."""
    return max(9, len(str(staircase.most)))
