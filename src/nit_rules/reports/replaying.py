"""Replaying a saved report: audit its records again, and compare."""

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum
from typing import Any

import rfc8785
from attrs import evolve, frozen

from nit_rules._version import __version__
from nit_rules.auditing import audit
from nit_rules.catalog import Catalog
from nit_rules.model import Audit
from nit_rules.numerals import fold
from nit_rules.reports.certificate import Certificate
from nit_rules.reports.json import Json, audit_json, diagnosis_json, disagreement_json
from nit_rules.reports.report import MOST_COMPARED, Summary, flat
from nit_rules.reports.together import compared
from nit_rules.reports.wording import plural, visible


class Standing(StrEnum):
    """What the rules at hand are, compared with those that the report was made with."""

    SAME = "same"
    #: not at hand here, and taken from the report, which carries them
    EMBEDDED = "embedded"
    CHANGED = "changed"
    MISSING = "missing"


#: So many differences are shown as text; JSON lists all.
MOST_DIFFERENCES = 20


@frozen
class Rules:
    """A methodology of the report beside the one at hand; `pinned` is the version in use now where it is another."""

    id: str
    standing: Standing
    digest: str
    here: str | None
    pinned: str | None = None


@frozen
class Difference:
    """One place where what was recomputed is not what the report says.

    `place` is the record's in the report (None: the report itself), `whose` its subject and edition; `figure` is empty
    where the record as a whole differs.
    """

    place: int | None
    whose: str
    figure: str
    field: str
    reported: str
    recomputed: str


@frozen
class Replay:
    """Whether a report reproduces.

    `reported` and `computed` are the digest that the report states and that of its content; `verdicts` counts those
    recomputed, `skipped` the records whose methodology is not at hand.
    """

    name: str
    engine: str
    reported: str
    computed: str
    rules: tuple[Rules, ...]
    verdicts: int
    skipped: int
    differences: tuple[Difference, ...]

    @property
    def intact(self) -> bool:
        """Whether the report is as it was written."""
        return self.reported == self.computed

    @property
    def complete(self) -> bool:
        """Whether everything could be recomputed."""
        return not self.skipped and all(one.standing is not Standing.MISSING for one in self.rules)

    @property
    def stand(self) -> int:
        """How many verdicts stand, with what is expected instead."""
        fallen = {(one.place, one.figure) for one in self.differences if one.figure and one.field in _VERDICT}
        return self.verdicts - len(fallen)

    @property
    def reproduces(self) -> bool:
        """Whether the report is intact and what was recomputed is what it says, under the same rules."""
        same = all(one.standing in (Standing.SAME, Standing.EMBEDDED) for one in self.rules)
        return self.intact and self.complete and same and not self.differences


def replay(
    catalog: Catalog,
    certificate: Certificate,
    key: Callable[[str], str] = fold,
    carried: Catalog | None = None,
) -> Replay:
    """Audit the records of a report again, under the versions of the rules that it names, and compare.

    `carried` are the rules that the report itself holds; with them it is replayed where it has any, and those of
    `catalog` only show whether these are what they say they are. `key` gives what two names of one subject share.
    """
    used = carried or catalog
    rules = tuple(_rules(catalog, carried, id_, known) for id_, known in certificate.methodologies.items())
    audits = list(_audits(used, certificate))
    differences: list[Difference] = []
    total = Summary()
    verdicts = 0
    for place, (entry, again) in enumerate(zip(certificate.entries, audits, strict=True)):
        if again is not None:
            total.add(again)
            verdicts += len(again.findings) + len(again.changes)
            now = {"input": entry["input"], **audit_json(again)}
            differences += _compare(place, entry, now, same_engine=_same_engine(certificate))
    skipped = sum(again is None for again in audits)
    if not skipped:
        total.counts["problems"] += len(certificate.body["problems"])
        differences += _values(None, _WHOLE, "", "summary", certificate.body["summary"], total.as_dict())
        differences += _together(used, certificate, audits, key)
    return Replay(
        certificate.name,
        certificate.engine,
        certificate.digest,
        certificate.computed,
        rules,
        verdicts,
        skipped,
        tuple(differences),
    )


#: Whose difference it is where no single record has it.
_WHOLE = "the report"


def _together(
    catalog: Catalog, certificate: Certificate, audits: Iterable[Audit | None], key: Callable[[str], str]
) -> Iterator[Difference]:
    """The differences in what concerns several records."""
    numbered = []
    follows = False
    for entry, again in zip(certificate.entries, audits, strict=True):
        if again is not None and not follows:
            numbered.append((entry["input"], again))
        follows = entry["previous_follows"]
    if len(numbered) > MOST_COMPARED:
        return
    pinned = _pinned(catalog, certificate.methodologies)
    diagnoses, disagreements = compared(pinned, numbered, key)
    now = [disagreement_json(one) for one in disagreements]
    yield from _values(None, _WHOLE, "", "disagreements", certificate.body["disagreements"], now)
    if _same_engine(certificate):
        said = [diagnosis_json(one) for one in diagnoses]
        yield from _values(None, _WHOLE, "", "diagnoses", certificate.body["diagnoses"], said)


def _same_engine(certificate: Certificate) -> bool:
    return certificate.engine == __version__


def _rules(catalog: Catalog, carried: Catalog | None, id_: str, known: str) -> Rules:
    name, _, version = id_.partition("@")
    here, held = (
        None if rules is None else next((one.digest for one in rules.methodologies if one.id == id_), None)
        for rules in (catalog, carried)
    )
    pin = dict(catalog.pins).get(name)
    if here is None and held is None:
        standing = Standing.MISSING
    elif any(one not in (None, known) for one in (here, held)):
        standing = Standing.CHANGED
    else:
        standing = Standing.SAME if here is not None else Standing.EMBEDDED
    return Rules(
        id_,
        standing,
        known,
        held if here in (None, known) else here,
        f"{name}@{pin}" if pin not in (None, version) else None,
    )


def _audits(catalog: Catalog, certificate: Certificate) -> Iterator[Audit | None]:
    """An audit for each entry; None where its methodology is not at hand."""
    held = {method.id for method in catalog.methodologies}
    pairs = zip(certificate.entries, certificate.records, strict=True)
    for entry, record in pairs:
        following = next(pairs, None) if entry["previous_follows"] else None
        together = [entry] if following is None else [entry, following[0]]
        used = sorted({name for one in together for name in _methods(one)})
        if held.issuperset(used):
            previous = None if following is None else following[1]
            yield from flat([audit(_pinned(catalog, used), evolve(record, previous=previous))])
        else:
            yield from (None for _ in together)


def _methods(entry: Json) -> list[str]:
    """The methodologies under which a record was audited."""
    return [name for name in (entry["methodology"], *entry["candidates"]) if name]


def _pinned(catalog: Catalog, used: Collection[str]) -> Catalog:
    """The catalog in which names without a version mean the versions that were used, as far as they are at hand."""
    pins = dict(catalog.pins)
    for method in catalog.methodologies:
        if method.id in used:
            pins[method.name] = method.version
    return catalog if pins == dict(catalog.pins) else evolve(catalog, pins=tuple(pins.items()))


#: What may be said otherwise by another version of nit-rules without a verdict being another.
_WORDS = ("chosen_because", "diagnoses", "problems")
_VERDICT = ("verdict", "expected", "exact")


def _compare(place: int, was: Json, now: Json, *, same_engine: bool) -> Iterator[Difference]:
    """The differences of one record."""
    whose = " ".join(filter(None, (was["subject"], was["edition"]))) or was["at"]
    for key in sorted(now.keys() | was.keys()):
        if key in _WORDS and not same_engine:
            continue
        before, after = was.get(key), now.get(key)
        if key in ("findings", "changes") and len(was[key]) == len(now[key]):
            for number, (one, other) in enumerate(zip(was[key], now[key], strict=True), 1):
                figure = f"{key[:-1]} {number}, {other['figure']}"
                for field in sorted(one.keys() | other.keys()):
                    if field not in _WORDS or same_engine:
                        yield from _values(place, whose, figure, field, one.get(field), other.get(field))
        else:
            yield from _values(place, whose, "", key, before, after)


def _values(
    place: int | None, whose: str, figure: str, field: str, was: Any, now: Any
) -> Iterator[Difference]:
    if was != now:
        yield Difference(place, whose, figure, field, _shown(was), _shown(now))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "nothing" if value is None else rfc8785.dumps(value).decode()


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
