"""Solutions as JSON and as text."""

from collections.abc import Iterator
from typing import Any

from nit_rules.errors import visible
from nit_rules.reports.wording import columns
from nit_rules.solving import MOST_LISTED, Solution, Solved

#: The largest integer that every reader of JSON keeps exactly; a larger count is written as text.
LARGEST_EXACT = 2**53 - 1


def as_json(solution: Solution) -> dict[str, Any]:
    """A solution as ``nit-rules solve --format json`` prints it."""
    entry: dict[str, Any] = {
        "methodology": solution.methodology,
        "given": dict(solution.given),
        "reachable": solution.reachable,
        "composites": [_composite(one) for one in solution.composites],
    }
    if not solution.reachable:
        entry["nearest"] = {figure: [str(one) for one in some] for figure, some in solution.nearest.items()}
    return entry


def _count(vectors: int) -> int | str:
    return vectors if vectors <= LARGEST_EXACT else str(vectors)


def _composite(solved: Solved) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": solved.id,
        "sums": [
            {
                "sum": str(one.row.sum),
                "figures": {figure: value.text for figure, value in one.row.figures.items()},
                "vectors": _count(one.vectors),
            }
            for one in solved.sums
        ],
        "ranges": {indicator: [str(low), str(high)] for indicator, (low, high) in solved.ranges.items()},
    }
    if solved.listed is not None:
        entry["listed"] = [
            {indicator: str(rating) for indicator, rating in zip(solved.indicators, vector, strict=True)}
            for vector in solved.listed
        ]
    return entry


def as_text(solution: Solution, *, listed: bool = False) -> str:
    """A solution as people read it: a line per sum, then what is left to each unknown rating."""
    return "\n".join(_lines(solution, listed)) + "\n"


def _lines(solution: Solution, listed: bool) -> Iterator[str]:
    given = ", ".join(f"{id_} {visible(text)}" for id_, text in solution.given.items())
    yield f"{solution.methodology}, given {given or 'nothing'}"
    if not solution.reachable:
        if solution.is_beside_all:
            yield "no ratings agree with all of it; the nearest that can be printed beside the rest:"
        else:
            yield (
                "no ratings agree with all of it, whichever one figure were another; "
                "the nearest beside as many of the rest as agree:"
            )
        yield from columns(
            (f"  {figure}", f"{visible(solution.given[figure])} →", " or ".join(map(str, some)))
            for figure, some in solution.nearest.items()
        )
        return
    for solved in solution.composites:
        yield ""
        yield from _composite_lines(solved)
        if listed and solved.listed is None:
            yield f"more than {MOST_LISTED:,} rating vectors: not listed"


def _is_open(solved: Solved) -> bool:
    """Whether nothing that was given says anything of a composite: every vector, from the lowest on, is possible."""
    everything = len(solved.ranges) == len(solved.indicators)
    return everything and len(solved.sums) > 1 and solved.sums[0].vectors == solved.sums[-1].vectors == 1


def _composite_lines(solved: Solved) -> Iterator[str]:
    if _is_open(solved):
        yield f"{solved.id}: all {len(solved.sums)} sums are possible ({solved.vectors:,} rating vectors)"
        return
    figures = solved.sums[0].row.figures
    yield from columns(
        [
            ("sum", "vectors", *(figure.removeprefix("democracy_") for figure in figures)),
            *(
                (str(one.row.sum), f"{one.vectors:,}", *(value.text for value in one.row.figures.values()))
                for one in solved.sums
            ),
        ]
    )
    if solved.ranges:
        names = " ".join(solved.ranges)
        low, high = next(iter(solved.ranges.values()))
        span = f"is {low}" if low == high else f"lies between {low} and {high}"
        yield f"each of {names} {span}" if len(solved.ranges) > 1 else f"{names} {span}"
    if solved.listed is not None:
        yield ""
        yield from columns([solved.indicators, *(tuple(map(str, vector)) for vector in solved.listed)])
