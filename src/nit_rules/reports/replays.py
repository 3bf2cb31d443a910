"""A replay as JSON and as people read it."""

from collections.abc import Iterator

from nit_rules._version import __version__
from nit_rules.reports.json import Json
from nit_rules.reports.replaying import Replay, Rules, Standing
from nit_rules.reports.wording import plural, visible

#: So many differences are shown as text; JSON lists all.
MOST_DIFFERENCES = 20


def as_json(result: Replay) -> Json:
    """A replay as ``nit-rules replay --format json`` prints it."""
    return {
        "report": result.name,
        "reproduces": result.reproduces,
        "engine": {"name": "nit-rules", "version": result.engine, "here": __version__},
        "digest": {"reported": result.reported, "computed": result.computed, "intact": result.intact},
        "methodologies": [
            {
                "id": one.id,
                "digest": one.digest,
                "here": one.here,
                "standing": str(one.standing),
                "pinned": one.pinned,
            }
            for one in result.rules
        ],
        "verdicts": {"recomputed": result.verdicts, "stand": result.stand},
        "skipped": result.skipped,
        "differences": [
            {
                "record": one.place,
                "whose": one.whose,
                "figure": one.figure,
                "field": one.field,
                "reported": one.reported,
                "recomputed": one.recomputed,
            }
            for one in result.differences
        ],
    }


def as_text(result: Replay) -> str:
    """A replay as people read it: whether the report reproduces, then its bytes, its rules, and each difference."""
    return "\n".join(map(visible, _lines(result))) + "\n"


def _lines(result: Replay) -> Iterator[str]:
    yield f"{result.name}: {_headline(result)}"
    if result.intact:
        yield f"  ✓ report  unchanged since it was written ({result.reported})"
    else:
        yield f"  ✗ report  changed since it was written: it says {result.reported},"
        yield f"            and its content gives {result.computed}"
    for one in result.rules:
        yield _rules_line(one)
    if result.skipped:
        yield f"  ✗ {plural(result.skipped, 'record')} not recomputed, for want of the rules"
    if result.engine != __version__:
        yield f"  ? engine  written by nit-rules {result.engine}, replayed by {__version__}: wording is not compared"
    for difference in result.differences[:MOST_DIFFERENCES]:
        where = ": ".join(filter(None, (difference.whose, difference.figure, difference.field)))
        yield f"{where}: the report says {difference.reported}, recomputed {difference.recomputed}"
    more = len(result.differences) - MOST_DIFFERENCES
    if more > 0:
        yield f"… and {more:,} more; see --format json"


def _headline(result: Replay) -> str:
    stand = f"{result.stand:,} of {result.verdicts:,} verdicts stand"
    if not result.complete:
        return f"cannot be replayed in full: {stand}"
    if result.reproduces:
        return f"reproduces: {stand}"
    same = all(one.standing is not Standing.CHANGED for one in result.rules)
    if same and not result.intact and not result.differences:
        return f"changed since it was written; all {result.verdicts:,} verdicts still follow"
    return f"does not reproduce: {stand}"


def _rules_line(rules: Rules) -> str:
    newer = f"; the version in use now is {rules.pinned}" if rules.pinned else ""
    if rules.standing is Standing.MISSING:
        return f"  ✗ rules   {rules.id} is not at hand ({rules.digest}){newer}"
    if rules.standing is Standing.EMBEDDED:
        return f"  ✓ rules   {rules.id} ({rules.digest}), which is not at hand here, as the report carries it"
    if rules.standing is Standing.CHANGED:
        return f"  ✗ rules   {rules.id} is not what it was: {rules.digest} then, {rules.here} here"
    return f"  ✓ rules   {rules.id} ({rules.digest}){newer}"
