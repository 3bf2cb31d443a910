"""The two ways of working: with arrays where a frame is held in memory, with expressions where it is not."""

from collections.abc import Sequence
from typing import Protocol

import narwhals as nw

from nit_rules.frames.columns import Ratings
from nit_rules.frames.figures import Printer
from nit_rules.frames.sheet import Sheet
from nit_rules.model import Lattice, Methodology

#: Columns to be added, by name, and the sheet with the working columns that they are made of.
Added = tuple[Sheet, dict[str, nw.Expr]]


class Way(Protocol):
    """What either way can do."""

    def scored(self, sheet: Sheet, lattice: Lattice, ratings: Ratings) -> Added:
        """The figures of a composite."""

    def audited(
        self,
        sheet: Sheet,
        method: Methodology,
        lattice: Lattice,
        indicators: Sequence[str],
        printers: Sequence[Printer],
    ) -> Added:
        """Expectation and verdict of each claim about a composite."""


def way_of(sheet: Sheet) -> Way:
    """The way that suits a frame."""
    # Imported here: arrays are needed for frames in memory only.
    if sheet.eager:
        from nit_rules.frames import memory

        return memory
    from nit_rules.frames import expressions

    return expressions
