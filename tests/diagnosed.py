"""Records for tests of diagnoses, and what an audit tells of them."""

from attrs import evolve

from nit_rules import Audit, Methodology, Record, Stated, audit, score
from nit_rules.catalog import Catalog
from nit_rules.model import Diagnosis, Edit, Finding
from shipped import NIT_2020 as NIT

BULGARIA = {
    "ndg": "4.25",
    "ep": "5.50",
    "cs": "5.50",
    "im": "3.25",
    "ldg": "4.75",
    "jfi": "4.25",
    "co": "3.75",
}


def figures(method: Methodology, ratings: dict[str, str]) -> dict[str, str]:
    return {figure: value.text for figure, value in score(method, ratings).figures.items()}


def made(ratings: dict[str, str] | None, claims: dict[str, str], method: Methodology = NIT) -> Record:
    return Record("Somewhere", ratings=ratings or {}, claims=claims, methodology=method.id)


def wrong(found: Audit) -> list[Finding]:
    return [finding for finding in found.findings if finding.verdict.is_wrong]


def ids(finding: Finding) -> list[str]:
    return [diagnosis.id for diagnosis in finding.diagnoses]


def the(found: Audit, figure: str) -> Finding:
    (finding,) = [finding for finding in found.findings if finding.figure == figure]
    return finding


def diagnosis(finding: Finding, id_: str) -> Diagnosis:
    return next(one for one in finding.diagnoses if one.id == id_)


def edited(record: Record, edits: tuple[Edit, ...]) -> Record:
    """The record with what an alternative of a diagnosis changes."""
    changes = {(edit.id, edit.before): edit.after for edit in edits}

    def apply(stated: tuple[Stated, ...]) -> tuple[Stated, ...]:
        texts = [(one, changes.get((one.figure, one.text), one.text)) for one in stated]
        return tuple(evolve(one, text=text) for one, text in texts if text is not None)

    added = {edit.id: edit.after for edit in edits if not edit.before and edit.after is not None}
    present = {(one.figure, one.text) for one in (*record.ratings, *record.claims)}
    assert changes.keys() <= present | {(id_, "") for id_ in added}
    more = tuple(Stated(id_, text) for id_, text in added.items())
    ratings = tuple(one for one in more if one.figure in NIT.indicator)
    claims = tuple(one for one in more if one.figure not in NIT.indicator)
    return evolve(record, ratings=apply(record.ratings) + ratings, claims=apply(record.claims) + claims)


def check_every_edit(catalog: Catalog, record: Record) -> Audit:
    """All proposals make everything right; those of the record are repeated on each finding that they explain."""
    found = audit(catalog, record)
    for finding in found.findings:
        for one in finding.diagnoses:
            for alternative in one.edits:
                assert not audit(catalog, edited(record, alternative)).is_wrong, (one, alternative)
            settles = [
                bool(each.edits) or each.id in ("off-lattice", "label-variant") for each in finding.diagnoses
            ]
            assert settles == sorted(settles, reverse=True)
    for one in found.diagnoses:
        assert sum(one in finding.diagnoses for finding in found.findings) > 1
    return found
