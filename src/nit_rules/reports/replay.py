"""Replaying a saved report: audit its records again, and compare."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import rfc8785
from attrs import evolve, frozen

from nit_rules._version import __version__
from nit_rules.auditing import audit
from nit_rules.catalog import Catalog
from nit_rules.model import Audit, Verdict, flat
from nit_rules.numerals import fold
from nit_rules.reports.certificate import Certificate, methods
from nit_rules.reports.json import Json, audit_json, diagnosis_json, disagreement_json
from nit_rules.reports.origins import check_origins
from nit_rules.reports.report import MOST_COMPARED, Summary, explaining
from nit_rules.reports.standing import (
    CarriedEdition,
    Rules,
    RulesState,
    editions_beside,
    rules_beside,
)
from nit_rules.reports.wording import plural
from nit_rules.together import Together, compared


@frozen
class Deviation:
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
    differences: tuple[Deviation, ...]
    #: those that the report carries otherwise than they are at hand
    editions: tuple[CarriedEdition, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether its content fits its digest; somebody who changes both is not found out by that."""
        return self.reported == self.computed

    @property
    def complete(self) -> bool:
        """Whether everything could be recomputed."""
        return not self.skipped and all(one.standing is not RulesState.MISSING for one in self.rules)

    @property
    def same_rules(self) -> bool:
        """Whether the rules, and what decides which apply, are those at hand as far as there are any."""
        return not any(one.standing is RulesState.CHANGED for one in self.rules) and not any(
            one.decides for one in self.editions
        )

    @property
    def stand(self) -> int:
        """How many verdicts stand, with what is expected instead."""
        fallen = {(one.place, one.figure) for one in self.differences if one.figure and one.field in VERDICT}
        return self.verdicts - len(fallen)

    @property
    def reproduces(self) -> bool:
        """Whether the report is intact and what was recomputed is what it says, under the same rules."""
        return self.intact and self.complete and self.same_rules and not self.differences


def replay(
    catalog: Catalog,
    certificate: Certificate,
    key: Callable[[str], str] = fold,
    carried: Catalog | None = None,
    not_released: Collection[str] = (),
) -> Replay:
    """Audit the records of a report again, under the versions of the rules that it names, and compare.

    `carried` are the rules that the report itself holds; with them it is replayed where it has any, and those of
    `catalog` only show whether these are what they say they are; `not_released` are the ids of those that are not what
    was released. `key` gives what two names of one subject share. Raises `InputError` where the records can be none of
    the inputs.
    """
    check_origins(certificate, carried or catalog, key)
    rules = rules_beside(catalog, carried, certificate, not_released)
    used = _pinned(carried or catalog, certificate.explaining)
    audits = list(_audits(used, certificate))
    skipped = sum(again is None for again in audits)
    differences = [*_methodologies(certificate)]
    # What explains a finding may rest on other records and other rules: where some are missing, words are not compared.
    missing = skipped or any(one.standing is RulesState.MISSING for one in rules)
    same_words = certificate.engine == __version__ and not missing
    if not skipped:
        together = _together(used, certificate, audits, key)
        audits = [*flat(together.audits)]
        differences += _summary(certificate, audits)
        differences += _common(certificate, together, same_words=same_words)
    verdicts = 0
    replayed = zip(certificate.entries, certificate.records, audits, strict=True)
    for place, (entry, record, again) in enumerate(replayed):
        if again is not None:
            verdicts += len(again.findings) + len(again.changes)
            now = {"input": entry["input"], **audit_json(again)}
            differences += _compare(place, record.who or record.at, entry, now, same_words=same_words)
    return Replay(
        certificate.name,
        certificate.engine,
        certificate.digest,
        certificate.computed,
        rules,
        verdicts,
        skipped,
        tuple(differences),
        tuple(editions_beside(catalog, carried)),
    )


#: Whose difference it is where no single record has it.
_WHOLE = "the report"


def _together(
    catalog: Catalog, certificate: Certificate, audits: Iterable[Audit | None], key: Callable[[str], str]
) -> Together:
    """The audits beside each other, as far as they were compared when the report was written."""
    numbered = []
    follows = False
    for entry, again in zip(certificate.entries, audits, strict=True):
        if again is not None and not follows:
            numbered.append((entry["input"], again))
        follows = entry["previous_follows"]
    if len(numbered) > MOST_COMPARED:
        return Together(tuple(again for _, again in numbered))
    return compared(_pinned(catalog, certificate.methodologies), numbered, key)


def _methodologies(certificate: Certificate) -> Iterator[Deviation]:
    """The difference between the rules that are listed and those that were applied."""
    applied = {id_ for entry in certificate.entries for id_ in methods(entry)}
    yield from _values(None, _WHOLE, "", "methodologies", sorted(certificate.methodologies), sorted(applied))


def _summary(certificate: Certificate, audits: Iterable[Audit | None]) -> Iterator[Deviation]:
    """The differences in what is counted."""
    total = Summary()
    total.counts["problems"] += len(certificate.body["problems"])
    for again in audits:
        if again is not None:
            total.add(again)
    said, counted = certificate.body["summary"], total.as_dict()
    differing = [key for key in counted if said[key] != counted[key]]
    # Only the counts that differ: among eight, the one that matters would have to be looked for.
    was, now = (", ".join(f"{one[key]} {key}" for key in differing) for one in (said, counted))
    stated, held = (sum(one[verdict] for verdict in Verdict) for one in (said, counted))
    if stated != held:
        # A claim that was taken out of the report leaves no other trace.
        was, now = f"{plural(stated, 'finding')}: {was}", f"{plural(held, 'finding')}: {now}"
    yield from _values(None, _WHOLE, "", "summary", was, now)


def _common(certificate: Certificate, together: Together, *, same_words: bool) -> Iterator[Deviation]:
    """The differences in what concerns several records."""
    now = [disagreement_json(one) for one in together.disagreements]
    yield from _values(None, _WHOLE, "", "disagreements", certificate.body["disagreements"], now)
    if same_words:
        said = [diagnosis_json(one) for one in together.diagnoses]
        yield from _values(None, _WHOLE, "", "diagnoses", certificate.body["diagnoses"], said)
        named = sorted(explaining(flat(together.audits)))
        yield from _values(None, _WHOLE, "", "other_methodologies", [*certificate.explaining], named)


def _audits(catalog: Catalog, certificate: Certificate) -> Iterator[Audit | None]:
    """An audit for each entry; None where its methodology is not at hand."""
    held = {method.id for method in catalog.methodologies}
    pairs = zip(certificate.entries, certificate.records, strict=True)
    for entry, record in pairs:
        following = next(pairs, None) if entry["previous_follows"] else None
        together = [entry] if following is None else [entry, following[0]]
        used = sorted({name for one in together for name in methods(one)})
        if held.issuperset(used):
            previous = None if following is None else following[1]
            yield from flat([audit(_pinned(catalog, used), evolve(record, previous=previous))])
        else:
            yield from (None for _ in together)


def _pinned(catalog: Catalog, used: Collection[str]) -> Catalog:
    """The catalog in which names without a version mean the versions that were used, as far as they are at hand."""
    pins = dict(catalog.pins)
    for method in catalog.methodologies:
        if method.id in used:
            pins[method.name] = method.version
    return catalog if pins == dict(catalog.pins) else evolve(catalog, pins=tuple(pins.items()))


#: What may be said otherwise by another version of nit-rules without a verdict being another.
WORDS = ("chosen_because", "diagnoses", "problems", "other_methodologies")
#: What a finding comes to, in the order in which it matters.
VERDICT = ("verdict", "expected", "exact")
#: What tells the findings of a record, and its stated changes, apart.
_SAME = {"findings": ("figure", "published", "at"), "changes": ("figure", "from", "to", "at")}


def _compare(place: int, whose: str, was: Json, now: Json, *, same_words: bool) -> Iterator[Deviation]:
    """The differences of one record."""
    for key in sorted(now.keys() | was.keys()):
        if key in WORDS and not same_words:
            continue
        if key in _SAME and len(was[key]) == len(now[key]):
            for number, (one, other) in enumerate(zip(was[key], now[key], strict=True), 1):
                figure = f"{key[:-1]} {number}, {other['figure']}"
                for field in sorted(one.keys() | other.keys()):
                    # What is possible follows from the rules; but not every version says it.
                    if (field not in WORDS and (field in one or field != "possible")) or same_words:
                        yield from _values(place, whose, figure, field, one.get(field), other.get(field))
        elif key in _SAME:
            yield from _unmatched(place, whose, key, was[key], now[key])
        else:
            yield from _values(place, whose, "", key, was.get(key), now.get(key))


def _unmatched(
    place: int, whose: str, key: str, was: Iterable[Json], now: Iterable[Json]
) -> Iterator[Deviation]:
    """The findings or changes that only the report has, and those that only were recomputed."""
    kept = list(now)
    for one in was:
        same = (two for two in kept if all(one.get(part) == two[part] for part in _SAME[key]))
        if found := next(same, None):
            kept.remove(found)
        else:
            yield Deviation(place, whose, _named(key, one), "verdict", _shown(one.get("verdict")), "nothing")
    for two in kept:
        yield Deviation(place, whose, _named(key, two), "verdict", "nothing", two["verdict"])


def _named(key: str, one: Json) -> str:
    printed = one["published"] if key == "findings" else f"{one['from']} → {one['to']}"
    return f"{key[:-1]} of {one['figure']} {printed}"


def _values(
    place: int | None, whose: str, figure: str, field: str, was: Any, now: Any
) -> Iterator[Deviation]:
    if was != now:
        yield Deviation(place, whose, figure, field, _shown(was), _shown(now))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "nothing" if value is None else rfc8785.dumps(value).decode()
