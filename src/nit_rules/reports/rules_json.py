"""The rules as JSON: the same content as the text pages, for programs."""

from collections.abc import Iterable

from nit_rules.catalog import Catalog
from nit_rules.describing import formula, ranges
from nit_rules.differing import Diff
from nit_rules.errors import Problem
from nit_rules.model import BandRule, Edition, Evidence, Mean, Methodology, Printing, Rescale, Rule
from nit_rules.reports.json import Json, citation_json, problem_json
from nit_rules.reports.rules import Checked, in_words, printed_by


def list_json(catalog: Catalog) -> Json:
    pinned = {method.id for method in catalog.pinned}
    return {
        "methodologies": [
            {
                "id": method.id,
                "title": method.title,
                "digest": method.digest,
                "pinned": method.id in pinned,
                "released": method.released,
                "supersedes": method.supersedes,
                "figures": list(method.rule),
                **{
                    str(printing): [edition.id for edition, _ in printed_by(catalog, method, printing)]
                    for printing in Printing
                },
            }
            for method in catalog.methodologies
        ],
        "editions": [edition_json(catalog, edition) for edition in catalog.editions],
    }


def edition_json(catalog: Catalog, edition: Edition) -> Json:
    return {
        "edition": edition.id,
        "also": list(edition.also),
        "covers": edition.covers,
        "published": edition.published,
        "unmodelled": edition.unmodelled,
        "printings": [
            {"printing": str(printed.printing), "methodology": method.id, **_evidence(printed.evidence)}
            for printed, method in catalog.printings(edition)
        ],
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "basis": str(evidence.basis),
        "agree": evidence.agree,
        "discriminate": evidence.discriminate,
        "rival": evidence.rival,
        "assumed_for": list(evidence.assumed_for),
        "citations": [citation_json(citation) for citation in evidence.citations],
    }


def method_json(catalog: Catalog, method: Methodology) -> Json:
    scale = method.scale
    return {
        "methodology": method.id,
        "digest": method.digest,
        "title": method.title,
        "released": method.released,
        "supersedes": method.supersedes,
        "reason": method.reason,
        "unknown": list(method.unknown),
        "scale": {
            "lowest": str(scale.lowest),
            "highest": str(scale.highest),
            "step": str(scale.step),
            "best": str(scale.best),
            **_evidence(scale.evidence),
        },
        "indicators": [
            {
                "id": one.id,
                "name": one.name,
                "also": list(one.also),
                "was": list(one.was),
                "unused": one.unused,
            }
            for one in method.indicators
        ],
        "rules": [_rule(method, rule) for rule in method.rules],
        "legends": [_rule(method, legend) for legend in method.legends],
        "composites": [
            {"id": lattice.id, "indicators": list(lattice.indicators), "sums": len(lattice.rows)}
            for lattice in method.lattices
        ],
        **{
            str(printing): [edition.id for edition, _ in printed_by(catalog, method, printing)]
            for printing in Printing
        },
    }


def _rule(method: Methodology, rule: Rule) -> Json:
    entry: Json = {
        "id": rule.id,
        "name": rule.name,
        "also": list(rule.also),
        "of": rule.of if isinstance(rule.of, str) else list(rule.of),
        "words": in_words(method, rule),
        "formula": formula(method, rule),
        **_evidence(rule.evidence),
    }
    if isinstance(rule, BandRule):
        printed = dict(ranges(method, rule))
        entry["bands"] = [
            {
                "label": band.label,
                "at_least": None if band.at_least is None else str(band.at_least),
                "above": None if band.above is None else str(band.above),
                "printed": printed[band.label],
                "variants": [{"label": one.label, "editions": list(one.editions)} for one in band.variants],
            }
            for band in rule.bands
        ]
    else:
        entry["round"] = {"step": str(rule.round.step), "mode": str(rule.round.mode)}
    if not isinstance(rule, Mean):
        entry["reads"] = str(rule.reads)
    if isinstance(rule, Rescale):
        entry["onto"] = [str(end) for end in rule.onto]
    return entry


def diff_json(result: Diff) -> Json:
    return {
        "from": result.before.id,
        "to": result.after.id,
        "turned": result.turned,
        "differences": [{"at": one.at, "says": one.says} for one in result.differences],
        "preserved": [
            {"figure": one.figure, "relation": str(one.relation), "sums": one.rows, "differing": one.differing,
             "beyond": one.beyond, "says": says}
            for one, says in zip(result.preserved, result.theorems, strict=True)
        ],
        "incomparable": result.incomparable,
    }  # fmt: skip


def check_json(checked: Iterable[Checked], problems: Iterable[Problem]) -> Json:
    return {
        "files": [
            {
                "name": one.name,
                "methodology": one.methodology.id,
                "digest": one.methodology.digest,
                "proofs": [
                    {
                        "law": proof.law,
                        "at": proof.at,
                        "outcome": str(proof.outcome),
                        "says": proof.says,
                        "counterexample": dict(proof.counterexample),
                        "clashes_with": proof.clashes_with,
                    }
                    for proof in one.proofs
                ],
            }
            for one in checked
        ],
        "problems": [problem_json(problem) for problem in problems],
    }
