"""What a methodology must be beyond its types, so that its lattices can be built at all.

`nit_rules.proving` then proves, on the lattices, what the rules claim of themselves.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from nit_rules.errors import Problem, did_you_mean, quoted
from nit_rules.loading.dates import is_day
from nit_rules.loading.evidence import Complain, check_evidence, check_once
from nit_rules.model import (
    Band,
    BandRule,
    Mean,
    Methodology,
    Rescale,
    Rule,
    Scale,
    version_numbers,
)
from nit_rules.numerals import fold, is_absent, label_complaint
from nit_rules.verdicts import other_index

#: A file with more rules than this, or a composite with more sums, is refused, so that a hostile file costs little.
MOST_RULES, MOST_SUMS = 100, 20_000
#: What is proved of each rule takes every rule at every sum: no more figures than this.
_MOST_PROVED = 1_000_000
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
_ID = re.compile(r"[a-z][a-z0-9_]*")


def check(method: Methodology, at: Callable[[str], str]) -> list[Problem]:
    """All that keeps a methodology from being used; `at` turns a path of keys into a place."""
    problems: list[Problem] = []

    def complain(code: str, path: str, message: str) -> None:
        problems.append(Problem(code, at(path), message))

    if (count := len(method.rules) + len(method.legends)) > MOST_RULES:
        complain("too-many-rules", "rule", f"there are {count:,} rules; at most {MOST_RULES} are read")
        return problems
    _check_head(method, complain)
    sound = _check_scale(method.scale, complain)
    _check_names(method, complain)
    _check_lineage(method, complain)
    for index, rule in enumerate(method.rules):
        _check_rule(method, f"rule[{index}]", rule, complain)
        if sound and isinstance(rule, Mean):
            sums, most = len(rule.of) * method.scale.size + 1, min(MOST_SUMS, _MOST_PROVED // count**2)
            if sums > most:
                beside = "" if most == MOST_SUMS else f" beside {count} rules"
                message = f"has {sums:,} sums of ratings; at most {most:,} are tabulated{beside}"
                complain("too-many-sums", f"rule[{index}].of", message)
    ids = {*method.rule, *method.indicator}
    for index, legend in enumerate(method.legends):
        _check_rule(method, f"legend[{index}]", legend, complain)
        if legend.id in ids:
            complain("duplicate-id", f"legend[{index}].id", f"{quoted(legend.id)} is already an id")
        ids.add(legend.id)
    _check_cycles(method, complain)
    _check_composites(method, complain)
    if not method.means:
        complain("no-mean", "rule", "there is no rule of kind mean, so there is nothing to score")
    return problems


def _check_head(method: Methodology, complain: Complain) -> None:
    if not _NAME.fullmatch(method.name):
        complain("bad-name", "name", f"{quoted(method.name)} is not of the form 'index/year', in lower case")
    if not _VERSION.fullmatch(method.version):
        complain("bad-version", "version", f"{quoted(method.version)} is not of the form '1.0.0'")
    if method.released is not None and not is_day(method.released):
        complain("bad-date", "released", f"{quoted(method.released)} is no day of the form '2026-01-31'")
    if method.supersedes is None:
        if method.reason is not None:
            complain("missing-key", "supersedes", "is missing: which version is superseded for this reason?")
    else:
        _check_supersedes(method, method.supersedes, complain)


def _check_supersedes(method: Methodology, supersedes: str, complain: Complain) -> None:
    name, _, version = supersedes.partition("@")
    if not (_NAME.fullmatch(name) and _VERSION.fullmatch(version)):
        complain("bad-version", "supersedes", f"{quoted(supersedes)} is not of the form 'index/year@1.0.0'")
    elif (
        name == method.name
        and _VERSION.fullmatch(method.version)
        and version_numbers(version) >= version_numbers(method.version)
    ):
        message = f"{supersedes} is not earlier than this version, {method.version}"
        complain("wrong-order", "supersedes", message)
    if method.reason is None:
        complain("missing-reason", "reason", f"is missing: why does this version supersede {supersedes}?")


def _check_scale(scale: Scale, complain: Complain) -> bool:
    check_evidence(scale.evidence, "scale", complain)
    if scale.step <= 0:
        complain("bad-step", "scale.step", f"is above 0, not {scale.step}")
    elif scale.lowest >= scale.highest:
        complain(
            "bad-range", "scale.highest", f"{scale.highest} is not above the lowest rating, {scale.lowest}"
        )
    elif (Fraction(scale.highest) - Fraction(scale.lowest)) % Fraction(scale.step):
        message = (
            f"{scale.step} does not divide the range from {scale.lowest} to {scale.highest} into whole steps"
        )
        complain("bad-step", "scale.step", message)
    elif scale.size > MOST_SUMS:
        complain(
            "too-many-sums",
            "scale.step",
            f"makes {scale.size + 1:,} ratings; at most {MOST_SUMS:,} are tabulated",
        )
    else:
        return True
    return False


def _names(method: Methodology) -> Iterator[tuple[str, str, str]]:
    """Every printed name, its path, and the id of what it names."""
    for kind, things in (("indicator", method.indicators), ("rule", method.rules)):
        for index, thing in enumerate(things):
            yield thing.id, f"{kind}[{index}].id", thing.id
            yield thing.name, f"{kind}[{index}].name", thing.id
            for number, name in enumerate(thing.also):
                yield name, f"{kind}[{index}].also[{number}]", thing.id


def _check_names(method: Methodology, complain: Complain) -> None:
    if not method.indicators:
        complain("no-indicator", "indicator", "there is no indicator")
    ids: dict[str, str] = {}
    taken: dict[str, tuple[str, str]] = {}
    for name, path, id_ in _names(method):
        if path.endswith(".id"):
            if not _ID.fullmatch(id_):
                complain("bad-id", path, f"{quoted(id_)} is not of the form 'lower_case_1'")
            if id_ in ids:
                complain("duplicate-id", path, f"{quoted(id_)} is already the id at {ids[id_]}")
            ids.setdefault(id_, path)
        other = taken.setdefault(fold(name), (id_, path))
        if other[0] != id_:
            complain("duplicate-name", path, f"{quoted(name)} already names {quoted(other[0])} at {other[1]}")


def _check_lineage(method: Methodology, complain: Complain) -> None:
    """The indicators of earlier methodologies need not be at hand, but have ids, each its own."""
    for index, indicator in enumerate(method.indicators):
        for number, id_ in enumerate(indicator.was):
            path = f"indicator[{index}].was[{number}]"
            if not _ID.fullmatch(id_):
                complain("bad-id", path, f"{quoted(id_)} is not of the form 'lower_case_1'")
            elif id_ in indicator.was[:number]:
                complain("duplicate-id", path, f"{quoted(id_)} is there twice")


def _check_rule(method: Methodology, path: str, rule: Rule, complain: Complain) -> None:
    check_evidence(rule.evidence, path, complain)
    if isinstance(rule, Mean):
        _check_mean(method, rule, f"{path}.of", complain)
    else:
        _check_input(method, rule, f"{path}.of", complain)
    if isinstance(rule, BandRule):
        _check_bands(rule, f"{path}.bands", complain)
    elif rule.round.step <= 0:
        complain("bad-step", f"{path}.round.step", f"is above 0, not {rule.round.step}")
    if isinstance(rule, Rescale) and rule.onto[0] == rule.onto[1]:
        complain("bad-range", f"{path}.onto", f"both ends are {rule.onto[0]}")


def _check_mean(method: Methodology, mean: Mean, path: str, complain: Complain) -> None:
    if not mean.of:
        complain("empty", path, "a mean of no indicators")
    for number, id_ in enumerate(mean.of):
        place = f"{path}[{number}]"
        if id_ in method.rule and id_ not in method.indicator:
            complain(
                "mean-of-means",
                place,
                f"{quoted(id_)} is a figure; means of means are not supported by this version",
            )
        elif id_ not in method.indicator and not _is_misnamed(method, id_):
            near = did_you_mean(id_, method.indicator)
            complain("unknown-indicator", place, f"unknown indicator {quoted(id_)}{near}")
        elif id_ in mean.of[:number]:
            complain("duplicate-indicator", place, f"{quoted(id_)} is there twice; means are plain")


def _check_composites(method: Methodology, complain: Complain) -> None:
    """Each composite is audited by itself, which is the whole truth only where no two share an indicator."""
    read: dict[str, str] = {}
    for index, rule in enumerate(method.rules):
        for number, id_ in enumerate(rule.of if isinstance(rule, Mean) else ()):
            other = read.setdefault(id_, rule.id)
            if other != rule.id:
                where = f"{quoted(id_)} is in the mean {quoted(other)} already"
                message = f"{where}; put another mean of it into a methodology of its own"
                complain("shared-indicator", f"rule[{index}].of[{number}]", message)


def _check_input(method: Methodology, rule: Rescale | BandRule, path: str, complain: Complain) -> None:
    source = method.rule.get(rule.of)
    if rule.of in method.indicator:
        complain("wrong-input", path, f"{quoted(rule.of)} is an indicator; a {_kind(rule)} reads a figure")
    elif source is None and not _is_misnamed(method, rule.of):
        complain(
            "unknown-figure", path, f"no rule makes {quoted(rule.of)}{did_you_mean(rule.of, method.rule)}"
        )
    elif isinstance(source, BandRule) and rule.of in _made_once(method):
        complain("wrong-input", path, f"{quoted(rule.of)} is a label, not a number")


def _is_misnamed(method: Methodology, read: str) -> bool:
    """Whether what is read but not there may be what has a wrong id: that is the mistake, which is told at the id.

    Of as many unknown ones as there are wrong ids, each may be.
    """
    ids = Counter(thing.id for thing in (*method.indicators, *method.rules))
    wrong = sum(times - 1 + (not _ID.fullmatch(id_)) for id_, times in ids.items())
    reads = {id_ for rule in method.rules for id_ in (rule.of if isinstance(rule, Mean) else (rule.of,))}
    unknown = (reads | {legend.of for legend in method.legends}) - ids.keys()
    return read in unknown and len(unknown) <= wrong


def _kind(rule: Rule) -> str:
    return {Mean: "mean", Rescale: "rescale", BandRule: "band"}[type(rule)]


def _made_once(method: Methodology) -> set[str]:
    """The figures that one rule makes; where two do, that is the mistake, and nothing that follows from it."""
    return {figure for figure, times in Counter(rule.id for rule in method.rules).items() if times == 1}


def _check_cycles(method: Methodology, complain: Complain) -> None:
    made, followed = _made_once(method), set[str]()
    for index, rule in enumerate(method.rules):
        seen = {rule.id: True}
        # Each circle is one mistake, whichever of its rules is looked at.
        while not isinstance(rule, Mean) and rule.of in made and rule.of not in followed:
            if rule.of in seen:
                words = " <- ".join((*seen, rule.of))
                complain("cycle", f"rule[{index}].of", f"the rules go round in a circle: {words}")
                break
            seen[rule.of] = True
            rule = method.rule[rule.of]
        followed |= seen.keys()


def _check_bands(rule: BandRule, path: str, complain: Complain) -> None:
    if not rule.bands:
        complain("empty", path, "there are no bands")
    labels: dict[str, str] = {}
    before: Band | None = None
    for index, band in enumerate(rule.bands):
        place = f"{path}[{index}]"
        for label, where in (
            (band.label, f"{place}.label"),
            *((variant.label, f"{place}.variants[{i}].label") for i, variant in enumerate(band.variants)),
        ):
            if why := _why_not_read(label):
                complain("bad-label", where, why)
            elif (other := labels.setdefault(fold(label), where)) != where:
                complain("duplicate-label", where, f"{quoted(label)} is already the label at {other}")
        for i, variant in enumerate(band.variants):
            check_once(variant.editions, f"{place}.variants[{i}].editions", complain)
        if (band.at_least is None) == (band.above is None):
            how_many = "neither" if band.at_least is None else "both"
            complain("bad-bound", place, f"has {how_many} of at_least and above; a band has one")
            continue
        if before is not None and band.bound <= before.bound:
            key = "above" if band.at_least is None else "at_least"
            message = f"bands ascend, but {_bound(band)} is not above the bound before it, {_bound(before)}"
            complain("wrong-order", f"{place}.{key}", message)
        before = band


def _why_not_read(label: str) -> str | None:
    """Why such a label would not be read as one wherever it is claimed."""
    if not any(map(str.isalpha, fold(label))):
        return f"{quoted(label)} has no letter"
    if is_absent(label):
        return f"{quoted(label)} says that there is no label"
    return other_index(label) or label_complaint(label)


def _bound(band: Band) -> Decimal | None:
    return band.above if band.at_least is None else band.at_least
