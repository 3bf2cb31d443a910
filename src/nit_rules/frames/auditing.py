"""Auditing a frame: the verdicts of `nit_rules.verdicts` for each of its rows."""

from collections.abc import Mapping
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from nit_rules.errors import Problem
from nit_rules.frames.claims import with_floats
from nit_rules.frames.columns import Ratings, check_types, ratings_of
from nit_rules.frames.figures import Printer
from nit_rules.frames.scoring import lookalike, missing, refuse, taken
from nit_rules.frames.sheet import Sheet
from nit_rules.frames.ways import way_of, worked
from nit_rules.model import BandRule, Methodology, check_methodology


def audit(frame: IntoFrameT, method: Methodology) -> IntoFrameT:
    """The same frame, and for each column of claims ``<figure>_expected`` and ``<figure>_verdict``.

    Claims are the columns named after figures, ratings those named after indicators (all of a composite, or none);
    each row is audited as a record of its own, under `method`, as `nit_rules.audit` does. Both new columns are null
    where a row makes no claim, or none that can be read. A relation is looked at before it is given back: whether all
    ratings are known and all claims plain, which takes a read each; columns of text, of numbers that have more digits
    than the rule prints, and of decimals with room for more than 15, for their distinct values. Lazy frames of Polars
    are audited piece by piece as they are collected.

    Raises `InputError`, before any work is done, where there is no column of claims, where some ratings of a composite
    have a column and others have none, where a column cannot hold what it is named after, where a column to be added is
    there already, or where the frame is of no known engine.
    """
    check_methodology(method)
    sheet = Sheet.of(frame, (*method.indicator, *method.rule))
    figures = [name for name in method.rule if name in sheet.schema]
    ratings = [name for name in method.indicator if name in sheet.schema]
    labels = [name for name in figures if isinstance(method.rule[name], BandRule)]
    lattices = [lattice for lattice in method.lattices if any(rule.id in figures for rule in lattice.rules)]
    made = {
        lattice.id: [Printer.of(lattice, rule.id) for rule in lattice.rules if rule.id in figures]
        for lattice in lattices
    }
    types = {one.figure: one.dtype for printers in made.values() for one in printers}
    added = {
        f"{name}_{what}": dtype
        for name in figures
        for what, dtype in (("expected", types[name]), ("verdict", nw.String()))
    }
    rated = [lattice for lattice in lattices if any(name in ratings for name in lattice.indicators)]
    refuse(
        [
            *_unclaimed(figures, sheet, method),
            *missing(sheet, dict.fromkeys(name for one in rated for name in one.indicators), method),
            *check_types(sheet, (*ratings, *figures), labels),
            *taken(sheet, added),
        ]
    )

    def audited(sheet: Sheet, laid: Mapping[str, Ratings]) -> Any:
        way, found = way_of(sheet), dict[str, Any]()
        for lattice in lattices:
            printers = made[lattice.id]
            sheet = with_floats(sheet, printers)
            ratings = laid.get(lattice.id)
            if ratings is None and lattice in rated:
                sheet, ratings = ratings_of(sheet, lattice)
            sheet, columns = way.audited(sheet, lattice, ratings, printers)
            found |= columns
        return sheet.native({name: found[name] for name in added})

    return worked(sheet, rated, audited, added)  # type: ignore[no-any-return]  # the engine of the frame that came in


def _unclaimed(figures: list[str], sheet: Sheet, method: Methodology) -> list[Problem]:
    if figures:
        return []
    near = {name: looks for name in method.rule if (looks := lookalike(name, sheet, method))}
    if near:
        return [
            Problem("nothing-to-audit", name, f"there is no such column of claims{looks}")
            for name, looks in near.items()
        ]
    names = ", ".join(method.rule)
    return [Problem("nothing-to-audit", "", f"there is no column of claims; {method.id} makes {names}")]
