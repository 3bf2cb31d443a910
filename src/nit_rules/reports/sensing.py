"""Sensitivity, and who of a file is closest to an edge, as JSON and as text."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from nit_rules.model import Row
from nit_rules.ranking import Ranked, Ranking
from nit_rules.reports.json import problem_json
from nit_rules.reports.wording import columns, name_of
from nit_rules.rounding import Rounding, RoundingMode, decimal_of, half_up
from nit_rules.sensing import Distribution, Edge, OneStep, Sensitivity, Standing

_TENTHS = Rounding(Decimal("0.1"), RoundingMode.HALF_UP)


def as_json(result: Sensitivity | Ranking) -> dict[str, Any]:
    """A result as ``nit-rules sensitivity --format json`` prints it."""
    if isinstance(result, Ranking):
        return {
            "closest": [_ranked(one) for one in result.ranked],
            "left_out": [problem_json(one) for one in result.left_out],
            "notes": [problem_json(one) for one in result.notes],
        }
    return {
        "methodology": result.methodology,
        "ratings": {indicator: str(rating) for indicator, rating in result.ratings.items()},
        "figures": {figure: value.text for figure, value in result.figures.items()},
        "composites": [_standing(one) for one in result.composites],
    }


def _row(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"sum": str(row.sum), "figures": {figure: value.text for figure, value in row.figures.items()}}


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "figure": edge.figure,
        "label": edge.label,
        "steps": edge.steps,
        "row": _row(edge.row),
        "sets": [list(some) for some in edge.sets],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": standing.id,
        "row": _row(standing.row),
        "edges": [_edge(edge) for edge in standing.edges],
        "one_step": {one.indicator: {"down": _row(one.down), "up": _row(one.up)} for one in standing.steps},
    }
    if standing.distribution is not None:
        entry["distribution"] = {
            "rows": [(_row(row) or {}) | _share(share) for row, share in standing.distribution.rows],
            "labels": {
                figure: [{"label": label} | _share(share) for label, share in shares]
                for figure, shares in standing.distribution.labels.items()
            },
        }
    return entry


def _share(share: Fraction) -> dict[str, str]:
    return {"probability": str(share), "percent": _percent_in_enough_digits(share)}


def _percent_in_enough_digits(share: Fraction) -> str:
    """A probability in per cent, to a tenth, or to as many digits as tell it from none and from all of it."""
    digits = 1
    while half_up(100 * share, digits) in (0, 100) and 0 < share < 1:
        digits += 1
    return f"{Rounding(decimal_of(1, -digits), RoundingMode.HALF_UP)(100 * share):f}"


def _ranked(one: Ranked) -> dict[str, Any]:
    return {
        "subject": one.record.subject,
        "edition": one.record.edition,
        "at": one.record.at,
        "methodology": one.methodology,
        "composite": one.composite,
        "row": _row(one.row),
        "edge": _edge(one.edge),
    }


def as_text(result: Sensitivity) -> str:
    """Sensitivity as people read it: the nearest edges first, then one step, then the distribution."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Sensitivity) -> Iterator[str]:
    yield result.methodology
    yield from columns((f"  {figure}", value.text) for figure, value in result.figures.items())
    for standing in result.composites:
        yield ""
        if standing.edges:
            yield f"from {standing.id} {standing.row.figures[standing.id].text} to another class:"
            yield from columns(
                (
                    f"  {_steps(edge.steps)}",
                    f"to {edge.row.figures[standing.id].text}",
                    edge.label,
                    _sets(edge),
                )
                for edge in standing.edges
            )
        yield f"one step in one rating of {standing.id}:"
        yield from columns(_one_step(standing))
        if standing.distribution is not None:
            yield from _distribution(standing.id, standing.distribution)


def _steps(steps: int) -> str:
    plural = "" if abs(steps) == 1 else "s"
    return f"{abs(steps)} step{plural} {'up' if steps > 0 else 'down'}"


def _sets(edge: Edge) -> str:
    fewest = len(edge.sets[0])
    if fewest == 1:
        names = [one for (one,) in edge.sets]
        return f"by {names[0]}" if len(names) == 1 else f"by any of {', '.join(names)}"
    example = f"by {fewest} ratings together, {'such as ' if len(edge.sets) > 1 else ''}"
    return f"{example}{', '.join(edge.sets[0][:-1])} and {edge.sets[0][-1]}"


def _one_step(standing: Standing) -> Iterator[tuple[str, ...]]:
    for word, pick in (("down", _down), ("up", _up)):
        able = [one for one in standing.steps if pick(one) is not None]
        row = pick(able[0]) if able else None
        if row is None:
            yield f"  {word}", "no rating can", ""
            continue
        stuck = [one.indicator for one in standing.steps if pick(one) is None]
        figures = ", ".join(f"{figure} {value.text}" for figure, value in row.figures.items())
        yield f"  {word}", figures, f"(not {', '.join(stuck)}: at the end of the scale)" if stuck else ""


def _down(one: OneStep) -> Row | None:
    return one.down


def _up(one: OneStep) -> Row | None:
    return one.up


def _distribution(composite: str, distribution: Distribution) -> Iterator[str]:
    yield f"with the ratings in doubt, {composite} and what follows:"
    for figure, shares in distribution.labels.items():
        yield f"  {figure}: " + ", ".join(f"{percent(share)} {label}" for label, share in shares)
    # Several sums may print one score.
    scores: dict[str, Fraction] = {}
    for row, share in distribution.rows:
        text = row.figures[composite].text
        scores[text] = scores.get(text, Fraction(0)) + share
    yield from columns((f"  {composite} {text}", percent(share)) for text, share in scores.items())


def percent(share: Fraction) -> str:
    """A probability in per cent: whole where it is, else to a tenth, and never rounded to none or all of it.

    >>> percent(Fraction(41, 50)), percent(Fraction(1, 3)), percent(Fraction(1, 10000))
    ('82 %', '33.3 %', '<0.1 %')
    """
    if (100 * share).denominator == 1:
        return f"{100 * share} %"
    tenths = _TENTHS(100 * share)
    if not tenths:
        return "<0.1 %"
    return ">99.9 %" if tenths == 100 else f"{tenths} %"


def ranking_text(ranking: Ranking) -> str:
    """The records closest to an edge, one line each."""
    lines = columns(
        (
            name_of(one.record),
            f"{one.composite} {one.row.figures[one.composite].text}",
            one.row.figures[one.edge.figure].text,
            f"{_steps(one.edge.steps)} to {one.edge.label}",
        )
        for one in ranking.ranked
    )
    return "".join(f"{line}\n" for line in lines)
