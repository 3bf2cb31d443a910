"""Comparisons of methodologies, of one set of ratings or of a file, as JSON and as text."""

from collections.abc import Iterable, Iterator
from typing import Any

from nit_rules.comparing import Comparison, Preserved, Relation, Shift
from nit_rules.impact import Impact, Moved
from nit_rules.model import Figure
from nit_rules.reports.json import figure_json, problem_json
from nit_rules.reports.wording import columns, name_of, plural


def as_json(result: Comparison | Impact) -> dict[str, Any]:
    """A result as ``nit-rules compare --format json`` prints it."""
    entry: dict[str, Any] = {
        "from": result.from_methodology,
        "to": result.to_methodology,
        "preserved": [_preserved(one) for one in result.preserved],
    }
    if isinstance(result, Impact):
        return entry | {
            "records": [_moved(one) for one in result.moved],
            "compared": result.compared,
            "reclassified": result.changed,
            "left_out": [problem_json(one) for one in result.left_out],
            "left_out_records": result.left_out_records,
            "notes": [problem_json(one) for one in result.notes],
        }
    return entry | {
        "turned": result.turned,
        "ratings": {
            indicator: {"from": str(before), "to": str(after)}
            for indicator, (before, after) in result.ratings.items()
        },
        "figures": _shifts(result.figures),
        "reclassified": [shift.figure for shift in result.reclassified],
    }


def _shifts(shifts: Iterable[Shift]) -> dict[str, Any]:
    return {
        one.figure: {
            "from": one.before and figure_json(one.before),
            "to": one.after and figure_json(one.after),
        }
        for one in shifts
    }


def _moved(one: Moved) -> dict[str, Any]:
    return {
        "subject": one.record.subject,
        "edition": one.record.edition,
        "at": one.record.at,
        "turned": one.turned,
        "figures": _shifts(one.figures),
        "reclassified": [shift.figure for shift in one.reclassified],
    }


def _preserved(one: Preserved) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "figure": one.figure,
        "relation": str(one.relation),
        "sums": one.rows,
        "differing": one.differing,
        "beyond": one.beyond,
    }
    if one.digits is not None:
        entry["digits"] = list(one.digits)
    if one.example is not None:
        before, after = one.example
        entry["example"] = {
            "from": {"sum": str(before.sum), "printed": before.figures[one.figure].text},
            "to": {"sum": str(after.sum), "printed": after.figures[one.figure].text},
        }
    return entry


def as_text(result: Comparison) -> str:
    """One set of ratings under two methodologies."""
    turned = ", the scale turned" if result.turned else ""
    lines = [f"{result.from_methodology} → {result.to_methodology}{turned}"]
    lines += columns((f"  {one.figure}", _change(one)) for one in result.figures)
    lines += _proved(result.preserved)
    return "\n".join(lines) + "\n"


def _change(shift: Shift) -> str:
    if shift.before is None:
        return f"{shift.after.text if shift.after else ''} (new)"
    if shift.after is None:
        return f"{shift.before.text} (no longer made)"
    if not shift.moved and shift.before.text == shift.after.text:
        return f"{shift.before.text} (the same)"
    return f"{shift.before.text} → {shift.after.text}{'' if shift.moved else ' (the same number)'}"


def _proved(preserved: tuple[Preserved, ...]) -> Iterator[str]:
    if preserved:
        yield "whatever the ratings:"
        yield from columns((f"  {one.figure}", _relation(one)) for one in preserved)


def _relation(one: Preserved) -> str:
    if one.relation is Relation.SAME:
        return f"the same for all {one.sums}{one.with_digits}"
    if one.relation is Relation.TURNED:
        return f"turned with the scale, exactly, for all {one.sums}{one.with_digits}"
    if one.relation is Relation.ADDED:
        return "made only by the second"
    if one.relation is Relation.DROPPED:
        return "made only by the first"
    if one.example is None:
        return "made of other ratings"
    before, after = one.example
    values = f"{before.figures[one.figure].text} becomes {after.figures[one.figure].text}"
    how = "turned with the scale, but not exactly" if one.is_turned else "differs"
    return f"{how} for {one.differing} of {one.sums}, first at {before.sum}: {values}"


def impact_text(impact: Impact) -> str:
    """A file under two methodologies: who changes class, then what is preserved whatever the ratings."""
    start = impact.from_methodology or "each record's own methodology"
    lines = [f"{start} → {impact.to_methodology}{_turned(impact)}"]
    lines += columns(
        (name_of(one.record), shift.figure, f"{_text(shift.before)} → {_text(shift.after)}")
        for one in impact.reclassified
        for shift in one.reclassified
    )
    lines.append(_counted(impact))
    lines += _proved(impact.preserved)
    if len(impact.methodologies) > 1:
        some = " and ".join(impact.methodologies)
        lines.append(
            f"whatever the ratings: told of one methodology with --from; the records stand under {some}"
        )
    return "\n".join(lines) + "\n"


def _turned(impact: Impact) -> str:
    """Whether the scale is turned, and for how many of the records where not for all."""
    turned = sum(one.turned for one in impact.moved)
    some = f" for {turned:,} of {plural(len(impact.moved), 'record')}" if turned < len(impact.moved) else ""
    return f", the scale turned{some}" if turned else ""


def _counted(impact: Impact) -> str:
    left_out = f"{impact.left_out_records:,} left out" if impact.left_out_records else ""
    if not impact.moved:
        return f"no record could be compared{f' ({left_out})' if left_out else ''}"
    changed = f"{impact.changed:,} of {plural(impact.compared, 'record')} would change class"
    return "; ".join(filter(None, (changed, left_out)))


def _text(figure: Figure | None) -> str:
    return figure.text if figure else ""
