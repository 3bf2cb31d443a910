"""Diagnosing a record: all hypotheses, tested exactly; those that lead to what was published are told."""

from collections.abc import Iterable

from attrs import evolve, frozen

from nit_rules.catalog import Catalog
from nit_rules.diagnosis.claims import Cause, Suspect, causes
from nit_rules.diagnosis.ratings import rating_causes
from nit_rules.diagnosis.records import Whole, likely_culprit, rating_misprint, swapped
from nit_rules.diagnosis.shifting import shifted
from nit_rules.diagnosis.world import Edits, World
from nit_rules.model import (
    BandRule,
    Diagnosis,
    Edit,
    Finding,
    Lattice,
    Record,
    Variant,
    Verdict,
    is_empty,
    meet,
)
from nit_rules.numerals import fold
from nit_rules.verdicts import Claim, Examination

#: Diagnoses that need equally many edits are told in this order: what is telling first, what often fits by chance last.
ORDER = (
    "off-lattice",
    "percentage-from-rounded-score",
    "status-from-percentage",
    "half-even",
    "truncated",
    "rounded-up",
    "fewer-digits",
    "previous-edition",
    "rows-shifted",
    "reversed-scale",
    "other-methodology",
    "columns-swapped",
    "columns-shifted",
    "transposed-digits",
    "rating-misprint",
    "digit-misprint",
    "indicator-omitted",
    "likely-culprit",
    "label-variant",
)
#: How one cause of several wrong figures is put into words.
_TOGETHER = {
    "percentage-from-rounded-score": "are taken from the rounded score",
    "half-even": "are rounded half to even",
    "truncated": "are cut off, not rounded",
    "rounded-up": "are rounded up",
    "previous-edition": "are the figures of the edition before",
    "reversed-scale": "are the figures with the scale turned",
    "other-methodology": "are the figures of another methodology",
    "indicator-omitted": "are the figures without one rating",
}
#: A record with more wrong figures than this has no single causes worth looking for.
MOST_WRONG = 24


@frozen
class Explained:
    """The findings with their diagnoses, and those diagnoses that explain several findings of the record."""

    findings: tuple[Finding, ...]
    diagnoses: tuple[Diagnosis, ...] = ()


Key = tuple[str, str]


def explain(
    catalog: Catalog, record: Record, seen: Examination, before: Iterable[Examination] = ()
) -> Explained:
    """Diagnose the wrong findings of a record; `before` is what is known of the edition before.

    Every hypothesis is tested exactly, and those that reconcile are listed, fewest edits first. Each alternative of
    `Diagnosis.edits` makes everything right; a diagnosis without any explains a figure, but does not settle the record.
    """
    wrong = [finding for finding in seen.findings if finding.verdict.is_wrong]
    if not wrong or len(wrong) > MOST_WRONG:
        return Explained(tuple(_with_label_note(seen, record.edition, finding) for finding in seen.findings))
    world = World.of(seen)
    earlier = _figures(before)
    wholes = [
        Whole(one.id, one.says, ((cause_of.figure, cause_of.text),), one.edits)
        for cause_of, one in rating_causes(seen, world)
    ]
    for lattice in seen.method.lattices:
        keys = {(finding.figure, finding.published) for finding in wrong}
        suspects = tuple(claim for claim in world.of_lattice(lattice) if (claim.figure, claim.text) in keys)
        if suspects:
            wholes += _of_claims(catalog, world, lattice, suspects, earlier)
            wholes += rating_misprint(world, lattice, suspects)
            wholes += likely_culprit(world, lattice)
            wholes += swapped(world, lattice, suspects)
    wholes += shifted(seen.method, record, wrong)
    wholes.sort(key=_rank)
    diagnoses = [(one, Diagnosis(one.id, one.says, one.edits)) for one in wholes]
    findings = []
    for finding in seen.findings:
        own = (finding.figure, finding.published)
        told = tuple(diagnosis for one, diagnosis in diagnoses if own in one.explains)
        findings.append(
            evolve(finding, diagnoses=told) if told else _with_label_note(seen, record.edition, finding)
        )
    return Explained(
        tuple(findings), tuple(diagnosis for one, diagnosis in diagnoses if len(set(one.explains)) > 1)
    )


def _rank(one: Whole) -> tuple[bool, int, int]:
    """Explanations that settle the record before others, fewest edits first; what no ratings give is said first."""
    settles = bool(one.edits) or one.id == "off-lattice"
    return not settles, min(map(len, one.edits), default=0), ORDER.index(one.id)


def _figures(before: Iterable[Examination]) -> dict[str, tuple[str, ...]]:
    """The figures of the edition before: as published, and as its ratings and figures together leave them."""
    found: dict[str, tuple[str, ...]] = {}
    for seen in before:
        for claim in seen.claims:
            found[claim.figure] = (*found.get(claim.figure, ()), claim.text)
        world = World.of(seen)
        for lattice in seen.method.lattices:
            left = world.left(lattice, world.of_lattice(lattice))
            for rule in lattice.rules if not is_empty(left) else ():
                if (figure := lattice.single(rule.id, left)) is not None:
                    found[rule.id] = (*found.get(rule.id, ()), figure.text)
    return found


def _of_claims(
    catalog: Catalog,
    world: World,
    lattice: Lattice,
    suspects: tuple[Claim, ...],
    before: dict[str, tuple[str, ...]],
) -> list[Whole]:
    """The hypotheses about single claims; one that explains several claims in the same way is one cause."""
    groups: dict[Key, list[tuple[Claim, Cause]]] = {}
    for place, claim in enumerate(suspects):
        for cause in causes(catalog, _suspect(world, lattice, claim), before):
            # What is wrong with a digit of one figure has nothing to do with another's.
            same = (cause.id, cause.same if cause.id in _TOGETHER else str(place))
            groups.setdefault(same, []).append((claim, cause))
    return [_whole(world, some) for some in groups.values()]


def _suspect(world: World, lattice: Lattice, claim: Claim) -> Suspect:
    """A claim, and the rows that are left to it by those other claims that the ratings allow."""
    allowed = world.allowed(lattice)
    others = [
        one for one in world.of_lattice(lattice) if one != claim and not is_empty(meet(one.span, allowed))
    ]
    return Suspect(world, lattice, claim, world.left(lattice, others))


def _whole(world: World, some: list[tuple[Claim, Cause]]) -> Whole:
    explains = tuple((claim.figure, claim.text) for claim, _ in some)
    claim, cause = some[0]
    says = cause.says
    alternatives: list[Edits] = []
    if len(some) > 1:
        named = [f"{one.figure} {one.text}" for one, _ in some]
        says = f"{', '.join(named[:-1])} and {named[-1]} {_TOGETHER[cause.id]}"
        if all(one.values for _, one in some):
            alternatives = [tuple(Edit(one.figure, one.text, its.values[0]) for one, its in some)]
    else:
        alternatives = [(Edit(claim.figure, claim.text, value),) for value in cause.values]
    completed = [*filter(None, map(world.completed, alternatives))]
    if cause.id == "reversed-scale":
        completed += _turned_ratings(world)
    return Whole(cause.id, says, explains, tuple(dict.fromkeys(completed)))


def _turned_ratings(world: World) -> list[Edits]:
    """All known ratings turned, where that makes everything right."""
    scale = world.method.scale
    edits = tuple(
        world.rating_edit(one, scale.size - position)
        for one, position in world.known.items()
        if 2 * position != scale.size
    )
    return [edits] if edits and world.edited(edits).is_right else []


def _with_label_note(seen: Examination, edition: str | None, finding: Finding) -> Finding:
    """A reproduced class whose label is a variant of other editions carries a note."""
    rule = seen.method.rule.get(finding.figure)
    if finding.verdict is not Verdict.REPRODUCED or not isinstance(rule, BandRule):
        return finding
    variant = _variant(rule, finding.published)
    if variant is None or not variant.editions or edition is None or edition in variant.editions:
        return finding
    first, last = variant.editions[0], variant.editions[-1]
    when = first if first == last else f"{first} to {last}"
    says = f"this label was printed in {when}; the label of {edition} is {finding.expected}"
    return evolve(finding, diagnoses=(Diagnosis("label-variant", says),))


def _variant(rule: BandRule, text: str) -> Variant | None:
    """The variant that a label is printed as; None for the label itself."""
    if any(band.label == text for band in rule.bands):
        return None
    folded = fold(text)
    variants = (variant for band in rule.bands for variant in band.variants)
    return next((variant for variant in variants if fold(variant.label) == folded), None)
