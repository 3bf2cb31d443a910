"""A replay as JSON and as people read it."""

from collections.abc import Iterable, Iterator

from nit_rules._version import __version__
from nit_rules.errors import visible
from nit_rules.reports.json import Json
from nit_rules.reports.replay import VERDICT, WORDS, Deviation, Replay
from nit_rules.reports.standing import CarriedEdition, Print, Rules, RulesState
from nit_rules.reports.wording import plural

#: So many differences are shown as text; JSON lists all.
MOST_DIFFERENCES = 20
#: What is longer is cut in a line of text; JSON has all of it.
_LONGEST = 100


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
                "carried": one.carried,
                "released": one.released,
                "standing": str(one.standing),
                "pinned": one.pinned,
            }
            for one in result.rules
        ],
        "editions": [
            {
                "id": one.id,
                "carried": list(map(_print_json, one.carried)),
                "here": list(map(_print_json, one.here)),
                "decides": one.decides,
            }
            for one in result.editions
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


def _print_json(one: Print) -> Json:
    printing, methodology, assumed = one
    return {"printing": printing, "methodology": methodology, "assumed": assumed}


def as_text(result: Replay) -> str:
    """A replay as people read it: whether the report reproduces, then its bytes, its rules, and what differs.

    Verdicts that do not stand come first; of explanations, which follow from the rest, only the number is told.
    """
    return "\n".join(map(visible, _lines(result))) + "\n"


def _lines(result: Replay) -> Iterator[str]:
    yield f"{result.name}: {_headline(result)}"
    if result.intact:
        yield f"  ✓ report  its content fits its digest ({result.reported})"
    else:
        yield f"  ✗ report  changed since it was written: it says {result.reported},"
        yield f"            and its content gives {result.computed}"
    for one in result.rules:
        yield _rules_line(one)
    yield from _edition_lines(result.editions)
    if result.skipped:
        yield f"  ✗ {plural(result.skipped, 'record')} not recomputed, for want of the rules"
    if result.engine != __version__:
        written = f"written by nit-rules {result.engine}, replayed by {__version__}"
        yield f"  ? engine  {written}: explanations, their edits and the words of problems are not compared"
    told = sorted((one for one in result.differences if one.field not in WORDS), key=_weight)
    for difference in told[:MOST_DIFFERENCES]:
        where = ": ".join(filter(None, (difference.whose, difference.figure, difference.field)))
        was, now = map(_cut, (difference.reported, difference.recomputed))
        yield f"{where}: the report says {was}, recomputed {now}"
    more = len(told) - MOST_DIFFERENCES
    if more > 0:
        yield f"… and {more:,} more; see --format json"
    if words := _explanations(result):
        yield f"{words}; see --format json"


def _weight(difference: Deviation) -> int:
    """Verdicts before what is expected instead, and both before all else; counts, which follow, last."""
    if difference.figure and difference.field in VERDICT:
        return VERDICT.index(difference.field)
    return len(VERDICT) + (0 if difference.figure else 2 if difference.field == "summary" else 1)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _explanations(result: Replay) -> str:
    """How many findings, records and reports are explained in other words."""
    places = {(one.place, one.figure) for one in result.differences if one.field in WORDS}
    findings = sum(bool(figure) for _, figure in places)
    records = sum(place is not None and not figure for place, figure in places)
    counts = [
        plural(count, noun) for count, noun in ((findings, "finding"), (records, "record")) if count
    ] + ["the report" for place, figure in places if place is None and not figure]
    return f"explanations differ in {' and '.join(counts)}" if counts else ""


def _headline(result: Replay) -> str:
    stand = f"{result.stand:,} of {result.verdicts:,} verdicts stand"
    if not result.complete:
        return f"cannot be replayed in full: {stand}"
    if result.reproduces:
        return f"reproduces: {stand}"
    if result.same_rules and not result.intact and not result.differences:
        return f"changed since it was written; all {result.verdicts:,} verdicts still follow"
    if result.stand < result.verdicts:
        return f"does not reproduce: {stand}"
    return f"does not reproduce: {stand}, but {' and '.join(_changed(result))}"


def _changed(result: Replay) -> Iterator[str]:
    """What differs where no verdict does."""
    if not result.same_rules:
        yield "the rules are others"
    fields = {one.field for one in result.differences}
    if "summary" in fields:
        yield "the counts are others"
    if fields - {"summary"} - set(WORDS):
        yield "what is said of them differs"
    elif fields & set(WORDS):
        yield "the explanations differ"
    if not result.intact:
        yield "the report was changed"


def _rules_line(rules: Rules) -> str:
    newer = f"; the version in use now is {rules.pinned}" if rules.pinned else ""
    if rules.standing is RulesState.MISSING:
        return f"  ✗ rules   {rules.id} is not at hand ({rules.digest}){newer}"
    if rules.standing is RulesState.EMBEDDED:
        return f"  ✓ rules   {rules.id} ({rules.digest}), which is not at hand here, as the report carries it{newer}"
    if not rules.released:
        return f"  ✗ rules   {rules.id} as the report carries it ({rules.carried}) is not what was released"
    if rules.standing is RulesState.CHANGED and rules.carried not in (None, rules.digest):
        said = f"it says {rules.digest} and carries {rules.carried}"
        return f"  ✗ rules   {rules.id} is not what the report names: {said}"
    if rules.standing is RulesState.CHANGED:
        return f"  ✗ rules   {rules.id} is not what it was: {rules.digest} then, {rules.here} here"
    return f"  ✓ rules   {rules.id} ({rules.digest}){newer}"


def _edition_lines(editions: Iterable[CarriedEdition]) -> Iterator[str]:
    """Editions that are carried otherwise than they are at hand: each that decides, and all others in one line."""
    for one in editions:
        if one.decides and one.carried != one.here:
            carried, here = map(_printed, (one.carried, one.here))
            yield f"  ✗ edition {one.id} was printed {carried} as the report carries it, {here} as it is known here"
        elif one.decides:
            yield f"  ✗ edition {one.id} comes after another edition in the report than here"
    others = [one.id for one in editions if not one.decides]
    if others:
        yield f"  ? edition said otherwise than here, with the same printings: {', '.join(others)}"


def _printed(printings: Iterable[Print]) -> str:
    words = [f"{name} ({printing}{', assumed' if assumed else ''})" for printing, name, assumed in printings]
    return f"under {' and '.join(words)}" if words else "under no known rules"
