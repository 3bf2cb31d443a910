"""The two ways of working: with arrays where a frame is held in memory, with expressions where it is not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import narwhals as nw

from nit_rules.frames.columns import Ratings, with_totals
from nit_rules.frames.figures import Printer
from nit_rules.frames.sheet import Sheet, reading
from nit_rules.model import Lattice

#: Columns to be added, by name, and the sheet with the working columns that they are made of: expressions, or columns
#: that are held in memory.
Added = tuple[Sheet, dict[str, Any]]


class Way(Protocol):
    """What either way can do."""

    def scored(self, sheet: Sheet, lattice: Lattice, ratings: Ratings) -> Added:
        """The figures of a composite."""

    def audited(
        self, sheet: Sheet, lattice: Lattice, ratings: Ratings | None, printers: Sequence[Printer]
    ) -> Added:
        """Expectation and verdict of each claim about a composite; `ratings` where it has any."""


def way_of(sheet: Sheet) -> Way:
    """The way that suits a frame."""
    # Imported here: arrays are needed for frames in memory only.
    if sheet.whole is not None:
        from nit_rules.frames import memory

        return memory
    from nit_rules.frames import expressions

    return expressions


def worked(
    sheet: Sheet,
    lattices: Iterable[Lattice],
    work: Callable[[Sheet, Mapping[str, Ratings]], Any],
    added: Mapping[str, nw.dtypes.DType],
) -> Any:
    """What `work` makes of a sheet, in one piece or in those that it comes in, with columns `added` of these types.

    `work` is given the ratings whose totals the sheet has already, by the ids of their lattices: for pieces, which cost
    something each, what can be left to the engine is done before.
    """
    with reading():
        if not sheet.comes_in_pieces:
            return work(sheet, {})
        sheet, ratings = with_totals(sheet, lattices)
        return sheet.in_pieces(lambda piece: work(piece, ratings), added)
