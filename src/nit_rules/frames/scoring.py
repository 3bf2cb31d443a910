"""Scoring a frame: one sum and one look-up a row."""

from collections.abc import Iterable, Mapping
from typing import Any

from narwhals.typing import IntoFrameT

from nit_rules.errors import InputError, Problem, did_you_mean, quoted
from nit_rules.frames.columns import Ratings, check_types, ratings_of
from nit_rules.frames.figures import Printer
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.ways import way_of, worked
from nit_rules.model import Methodology, check_methodology
from nit_rules.numerals import fold


def score(frame: IntoFrameT, method: Methodology) -> IntoFrameT:
    """The same frame, and a column for each figure of the methodology, as `nit_rules.score` gives it.

    Each composite is the mean of its ratings, ``sum / n``; a rescaled figure is
    ``onto[0] + (x - lowest) / (highest - lowest) * (onto[1] - onto[0])``; a band is that of the score.

    The ratings are the columns named after the indicators: text, whole numbers, decimals or binary floats. Numbers come
    out as exact decimals with the digits that the rule prints, labels as text, and null where a rating is missing or
    off the grid.

    Raises `InputError`, before any work is done, where a rating's column is missing or cannot hold numbers, where a
    figure's column is there already, or where the frame is of no known engine.
    """
    check_methodology(method)
    sheet = Sheet.of(frame, method.indicator)
    ratings = list(method.indicator)
    refuse(
        [
            *missing(sheet, ratings, method),
            *check_types(sheet, [name for name in ratings if name in sheet.schema], ()),
            *taken(sheet, method.rule),
        ]
    )

    figures = {
        rule.id: Printer.of(lattice, rule.id).dtype for lattice in method.lattices for rule in lattice.rules
    }
    added = {name: figures[name] for name in method.rule}

    def scored(sheet: Sheet, laid: Mapping[str, Ratings]) -> Any:
        way, found = way_of(sheet), dict[str, Any]()
        for lattice in method.lattices:
            ratings = laid.get(lattice.id)
            if ratings is None:
                sheet, ratings = ratings_of(sheet, lattice)
            sheet, columns = way.scored(sheet, lattice, ratings)
            found |= columns
        return sheet.native({name: found[name] for name in added})

    return worked(sheet, method.lattices, scored, added)  # type: ignore[no-any-return]  # the engine of the frame that came in


def missing(sheet: Sheet, names: Iterable[str], method: Methodology) -> list[Problem]:
    """A problem for each column that is not there."""
    return [
        Problem(
            "missing-column",
            name,
            f"there is no such column ({method.indicator[name].name}); "
            f"one that is empty throughout stands for ratings that are not known{_near(name, sheet, method)}",
        )
        for name in names
        if name not in sheet.schema
    ]


def _near(name: str, sheet: Sheet, method: Methodology) -> str:
    """A suggestion of a column that is there and means nothing else."""
    return lookalike(name, sheet, method) or did_you_mean(name, _others(sheet, method))


def lookalike(name: str, sheet: Sheet, method: Methodology) -> str:
    """A suggestion of a column that has a printed name of an indicator or a figure, as the readers of files take it."""
    names = {**method.figure_names, **method.indicator_names}
    same = (column for column in _others(sheet, method) if names.get(fold(column)) == name)
    return next((f"; {quoted(column)} looks like it: rename it" for column in same), "")


def _others(sheet: Sheet, method: Methodology) -> list[str]:
    """The columns that have the id of nothing."""
    return [str(column) for column in sheet.schema if column not in {*method.indicator, *method.rule}]


def taken(sheet: Sheet, names: Iterable[str]) -> list[Problem]:
    """A problem for each column to be added that is there already."""
    return [
        Problem("column-exists", name, "the frame already has such a column; drop or rename it")
        for name in names
        if sheet.is_taken(name)
    ]


def refuse(problems: list[Problem]) -> None:
    """Raise `InputError` where there are problems."""
    if problems:
        raise InputError(problems)
