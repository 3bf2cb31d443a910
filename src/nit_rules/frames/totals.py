"""Where the rows of a frame stand on the lattices: of a record's ratings its verdicts depend on no more."""

from narwhals.typing import IntoDataFrame

from nit_rules.frames.columns import ratings_of
from nit_rules.frames.memory import Array, total_of
from nit_rules.frames.sheet import Sheet
from nit_rules.model import Methodology


def totals(frame: IntoDataFrame, method: Methodology) -> list[tuple[Array, Array]]:
    """For each composite, row by row: the sum of the positions of its known ratings, and how many are not known.

    The frame is held in memory, and has a column for each indicator. Raises `InputError` where it cannot be read.
    """
    sheet, found = Sheet.of(frame, method.indicator), []
    for lattice in method.lattices:
        sheet, ratings = ratings_of(sheet, lattice)
        total = total_of(sheet, ratings)
        unknown = total // ratings.unknown
        found.append((total - unknown * ratings.unknown, unknown))
    return found
