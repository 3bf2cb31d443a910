"""Auditing: a record to its findings, under the methodologies that could have printed it."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain

from attrs import evolve

from nit_rules.catalog import Catalog
from nit_rules.changing import examine_changes
from nit_rules.choosing import choose
from nit_rules.errors import Problem, check_kind
from nit_rules.model import (
    Audit,
    ChangeFinding,
    Chosen,
    Diagnosis,
    Edit,
    Finding,
    Outcome,
    Record,
    Stated,
    Verdict,
)
from nit_rules.numerals import parse
from nit_rules.verdicts import Examination, examine, problems_of


def audit(catalog: Catalog, record: Record) -> Audit:
    """Verify the published figures of one record.

    Settles which rules apply (`Audit.chosen`), then gives each claim a verdict: *contradicted* where no sum that the
    known ratings allow gives it, *conflicting* where published figures exclude each other, *reproduced* where the
    known ratings and the other free claims leave it no other value, *undetermined* otherwise. Stated changes
    (`Record.changes`) are judged where the edition before stands under the same methodology: with what the record's
    `previous` states of it, or else with nothing known of it. What cannot be done is in `Audit.problems`, what was left
    out in `Audit.notes`. Raises `InputError` only where the arguments are no catalog and no record.

    >>> import nit_rules
    >>> catalog = nit_rules.load_catalog()
    >>> claims = {"democracy_score": "1.32", "democracy_percentage": "5.37"}
    >>> record = nit_rules.Record("Kazakhstan", "2021", claims=claims)
    >>> for finding in nit_rules.audit(catalog, record).findings:
    ...     print(finding.figure, finding.verdict)
    democracy_score undetermined
    democracy_percentage contradicted
    """
    check_kind(catalog, Catalog, "as from load_catalog()")
    check_kind(record, Record, "one subject in one edition")
    return _audit(catalog, record)[0]


def audit_beside(catalog: Catalog, record: Record, earlier: Iterable[Record]) -> Audit:
    """`audit`, where other records state the edition before: their figures may be what was printed by mistake.

    They are looked for among what is wrong, and stand in diagnoses only: the verdicts are those of `audit`.
    """
    before = [examine(method, one) for one in earlier for method in choose(catalog, one).methods]
    return _audit(catalog, record, before)[0]


def _audit(
    catalog: Catalog, record: Record, earlier: Iterable[Examination] = ()
) -> tuple[Audit, Examination | None]:
    choice = choose(catalog, record)
    if choice.edition != record.edition:
        record = evolve(record, edition=choice.edition)
    previous, before = _audit(catalog, record.previous) if record.previous else (None, None)
    seen = [examine(method, record) for method in choice.methods]
    changes = examine_changes(catalog, record, seen[0] if len(seen) == 1 else None, before)
    known = (*earlier, *([before] if before else []))
    seen, diagnoses = _diagnosed(catalog, record, seen, known, changes.findings)
    settled = seen[0] if len(seen) == 1 else None
    findings = settled.findings if settled else _joined(seen)
    if choice.assumed:
        findings = tuple(evolve(finding, assumed=True) for finding in findings)
    result = Audit(
        record=record,
        methodology=settled.method.id if settled else None,
        chosen=choice.chosen,
        chosen_because=choice.because,
        candidates=tuple(method.id for method in choice.methods) if choice.chosen is Chosen.BOTH else (),
        ratings=_rated(record, seen),
        findings=findings,
        changes=changes.findings,
        diagnoses=diagnoses,
        problems=_once(record.problems, choice.problems, problems_of(seen, catalog.ids), changes.problems),
        notes=_once(*(one.notes for one in seen), changes.notes),
        previous=previous,
    )
    return result, settled


def _once(*some: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(chain(*some)))


def _diagnosed(
    catalog: Catalog,
    record: Record,
    seen: list[Examination],
    before: tuple[Examination, ...],
    changes: tuple[ChangeFinding, ...],
) -> tuple[list[Examination], tuple[Diagnosis, ...]]:
    """The examinations with their findings diagnosed, and the diagnoses that explain several findings at once."""
    if not any(map(_may_be_explained, (finding for one in seen for finding in one.findings))):
        return seen, ()
    # Most records are right: those pay nothing for what explains the others.
    from nit_rules.diagnosis import explain

    told = [explain(catalog, record, one, before, changes) for one in seen]
    diagnosed = [one._replace(findings=its.findings) for one, its in zip(seen, told, strict=True)]
    common = [one for one in told[0].diagnoses if all(one in its.diagnoses for its in told)]
    return diagnosed, tuple(common)


def _may_be_explained(finding: Finding) -> bool:
    """Whether the finding is wrong, or the label of a class is not the one of the rules."""
    is_variant = isinstance(finding.expected, str) and finding.expected != finding.published
    return finding.verdict.is_wrong or is_variant


def _rated(record: Record, seen: list[Examination]) -> tuple[Stated, ...]:
    """The known ratings, once each: candidates share scales and indicators, but need not.

    Where no methodology is known, those that are printed as one number only.
    """
    if seen:
        return tuple(
            {one.figure: one for examination in reversed(seen) for one in examination.rated}.values()
        )
    numbers: dict[str, set[Decimal | None]] = {}
    for one in record.ratings:
        numbers.setdefault(one.figure, set()).add(parse(one.text))
    sure = {figure for figure, some in numbers.items() if len(some) == 1 and None not in some}
    return tuple({one.figure: one for one in reversed(record.ratings) if one.figure in sure}.values())[::-1]


def _joined(seen: list[Examination]) -> tuple[Finding, ...]:
    """The findings under several methodologies as one list: those that agree stand, the others are undetermined."""
    by_claim: dict[tuple[str, str, str], list[tuple[str, Finding]]] = {}
    for one in seen:
        for finding in one.findings:
            key = finding.figure, finding.published, finding.at
            by_claim.setdefault(key, []).append((one.method.id, finding))
    return tuple(_join(some) for some in by_claim.values())


def _told(some: list[tuple[str, Finding]]) -> tuple[Diagnosis, ...]:
    """What explains a finding under several methodologies, best first; it names those under which alone it does."""
    found: dict[Diagnosis, list[str]] = {}
    edits: dict[Diagnosis, list[tuple[Edit, ...]]] = {}
    for method, finding in some:
        for one in finding.diagnoses:
            same = evolve(one, edits=())
            found.setdefault(same, []).append(method)
            edits.setdefault(same, []).extend(one.edits)
    if not found:
        return ()
    from nit_rules.diagnosis import rank

    told = []
    for one, methods in found.items():
        says = one.says if len(methods) == len(some) else f"{one.says} (under {' and '.join(methods)})"
        ways = sorted(dict.fromkeys(edits[one]), key=len)
        told.append(evolve(one, says=says, edits=tuple(ways)))
    return tuple(sorted(told, key=rank))


def _join(some: list[tuple[str, Finding]]) -> Finding:
    first = some[0][1]
    findings = [finding for _, finding in some]
    same_value = all((f.expected, f.exact) == (first.expected, first.exact) for f in findings)
    agreed = all(finding.verdict is first.verdict for finding in findings)
    rivals = dict.fromkeys(rival for finding in findings for rival in finding.rivals)
    outcomes = (Outcome(method, finding.verdict, finding.expected) for method, finding in some)
    return Finding(
        figure=first.figure,
        published=first.published,
        verdict=first.verdict if agreed else Verdict.UNDETERMINED,
        expected=first.expected if same_value else None,
        exact=first.exact if same_value else None,
        sources=first.sources if same_value and agreed else (),
        rivals=tuple(rivals) if agreed else (),
        assumed=any(finding.assumed for finding in findings),
        at=first.at,
        diagnoses=_told(some) if agreed else (),
        outcomes=() if agreed else tuple(outcomes),
        possible=first.possible if all(f.possible == first.possible for f in findings) else None,
    )
