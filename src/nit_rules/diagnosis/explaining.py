"""Diagnosing a record: all hypotheses, tested exactly; those that lead to what was published are told."""

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from nit_rules.catalog import Catalog
from nit_rules.describing import spans
from nit_rules.diagnosis.applying import applied
from nit_rules.diagnosis.claims import misprinted
from nit_rules.diagnosis.moving import rating_misprint
from nit_rules.diagnosis.ratings import rating_causes
from nit_rules.diagnosis.records import likely_culprit
from nit_rules.diagnosis.shifting import shifted
from nit_rules.diagnosis.stated import confirmed, without_undone
from nit_rules.diagnosis.swapping import swapped
from nit_rules.diagnosis.systematic import Earlier
from nit_rules.diagnosis.whole import Whole
from nit_rules.diagnosis.world import World
from nit_rules.model import (
    BandRule,
    Cause,
    ChangeFinding,
    Diagnosis,
    Finding,
    Mean,
    Methodology,
    Record,
    Variant,
    Verdict,
    is_empty,
    meet,
)
from nit_rules.numerals import fold, parse
from nit_rules.verdicts import Examination

#: A record with more wrong figures than this has no single causes worth looking for.
MOST_WRONG = 24


@frozen
class Explained:
    """The findings with their diagnoses, and those diagnoses that explain several findings of the record."""

    findings: tuple[Finding, ...]
    diagnoses: tuple[Diagnosis, ...] = ()


def explain(
    catalog: Catalog,
    record: Record,
    seen: Examination,
    before: Iterable[Examination],
    changes: Sequence[ChangeFinding],
) -> Explained:
    """Diagnose the wrong findings of a record; `before` is what is known of the edition before.

    `changes` are the stated ones: what would undo one that is right explains nothing.

    Every hypothesis is tested exactly, and those that reconcile are listed: two figures in each other's place, then the
    others, fewest edits first. Each alternative of
    `Diagnosis.edits` makes everything right; a diagnosis without any explains a figure, but does not settle the record.
    """
    wrong = [finding for finding in seen.findings if finding.verdict.is_wrong]
    if not wrong or len(wrong) > MOST_WRONG:
        return Explained(tuple(_with_label_note(seen, record.edition, finding) for finding in seen.findings))
    world = World.of(seen)
    earlier = _earlier(seen.method, before)
    keys = frozenset((finding.figure, finding.published) for finding in wrong)
    wholes = [*rating_causes(seen, world), *rating_misprint(world, keys, confirmed(changes))]
    for part in world.parts:
        suspects = [claim for claim in part.claims if (claim.figure, claim.text) in keys]
        if suspects:
            for claim in suspects:
                wholes += misprinted(world, part, claim)
            wholes += applied(catalog, world, part, earlier)
            wholes += likely_culprit(world, part)
        wholes += swapped(world, part, keys)
    wholes += shifted(seen.method, record, wrong)
    wholes = [*without_undone(wholes, changes)]
    wholes.sort(key=lambda one: (not _exchanges_figures(seen.method, one), *rank(one)))
    told = [
        (keys.intersection(one.explains), Diagnosis(one.id, one.says, one.edits, one.what)) for one in wholes
    ]
    findings = []
    for finding in seen.findings:
        own = (finding.figure, finding.published)
        diagnoses = tuple(diagnosis for explains, diagnosis in told if own in explains)
        findings.append(
            evolve(finding, diagnoses=diagnoses)
            if diagnoses
            else _with_label_note(seen, record.edition, finding)
        )
    return Explained(tuple(findings), tuple(diagnosis for explains, diagnosis in told if len(explains) > 1))


def rank(one: Whole | Diagnosis) -> tuple[bool, int, int]:
    """Explanations that settle the record before others, fewest edits first; what no ratings give is said first."""
    settles = bool(one.edits) or one.id == Cause.OFF_LATTICE
    return not settles, min(map(len, one.edits), default=0), one.id.rank


def _exchanges_figures(method: Methodology, one: Whole) -> bool:
    """Whether two figures stand in each other's place: that explains both, and needs no number that is not printed.

    With a rating, or with three figures, that happens by chance; they are told by their number of edits.
    """
    return one.id == Cause.COLUMNS_SWAPPED and all(
        len(some) == 2 and all(edit.id in method.rule for edit in some) for some in one.edits
    )


def _earlier(method: Methodology, before: Iterable[Examination]) -> Earlier:
    """The figures of the edition before, and those of its means that were printed on the other scale, turned."""
    seen = list(before)
    scale = method.scale
    others = _figures(one for one in seen if one.method.scale.best is not scale.best)
    turned = {
        figure: tuple(
            str(scale.lowest + scale.highest - number) for number in map(parse, texts) if number is not None
        )
        for figure, texts in others.items()
        if isinstance(method.rule.get(figure), Mean)
    }
    return {Cause.PREVIOUS_EDITION: _figures(seen), Cause.PREVIOUS_EDITION_TURNED: turned}


def _figures(before: Iterable[Examination]) -> dict[str, tuple[str, ...]]:
    """The figures of the edition before: as published, and as its ratings and figures together leave them."""
    found: dict[str, tuple[str, ...]] = {}
    for seen in before:
        for claim in seen.claims:
            found[claim.figure] = (*found.get(claim.figure, ()), claim.text)
        for part in World.of(seen).parts:
            rows = part.allowed
            for claim in part.claims:
                rows = meet(rows, claim.span)
            for rule in part.lattice.rules if not is_empty(rows) else ():
                if (figure := part.lattice.single(rule.id, rows)) is not None:
                    found[rule.id] = (*found.get(rule.id, ()), figure.text)
    return found


def _with_label_note(seen: Examination, edition: str | None, finding: Finding) -> Finding:
    """A reproduced class whose label is a variant of other editions carries a note."""
    rule = seen.method.rule.get(finding.figure)
    if finding.verdict is not Verdict.REPRODUCED or not isinstance(rule, BandRule):
        return finding
    variant = _variant(rule, finding.published)
    if variant is None or not variant.editions or edition is None or edition in variant.editions:
        return finding
    when = spans(sorted(variant.editions))
    says = f"this label was printed in {when}; the label of {edition} is {finding.expected}"
    return evolve(finding, diagnoses=(Diagnosis(Cause.LABEL_VARIANT, says),))


def _variant(rule: BandRule, text: str) -> Variant | None:
    """The variant that a label is printed as; None for the label itself."""
    if any(band.label == text for band in rule.bands):
        return None
    folded = fold(text)
    variants = (variant for band in rule.bands for variant in band.variants)
    return next((variant for variant in variants if fold(variant.label) == folded), None)
