"""Results as JSON in RFC 8785 canonical form: the same result gives the same bytes anywhere."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Any

import rfc8785

from nit_rules import numerals
from nit_rules._version import __version__
from nit_rules.errors import Problem
from nit_rules.model import (
    Audit,
    ChangeFinding,
    Citation,
    Diagnosis,
    Evidence,
    Figure,
    Finding,
    Methodology,
    Outcome,
    Stated,
)
from nit_rules.reports.report import Report, summary
from nit_rules.scoring import Score, Step

if TYPE_CHECKING:
    from nit_rules.series import Disagreement, Seen

Json = dict[str, Any]
#: What a report says it is; the number grows with each change that older readers would misread.
SCHEMA = "nit-rules/report/1"
#: What writes reports.
ENGINE = "nit-rules"


def canonical(value: object) -> bytes:
    """The RFC 8785 form of a value of strings, integers, booleans, None, lists and string-keyed dicts.

    Halves of surrogate pairs, which no file can hold, become replacement characters.

    >>> canonical({"b": 1, "a": "\\ud800"})
    b'{"a":"\\xef\\xbf\\xbd","b":1}'
    """
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]  # its type alias does not take `Any`
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        # The latter comes of keys, which are sorted.
        return rfc8785.dumps(whole(value))


def whole(value: Any) -> Any:
    """The value without halves of surrogate pairs."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {whole(key): whole(entry) for key, entry in value.items()}
    return [whole(entry) for entry in value] if isinstance(value, list) else value


def digest(value: object) -> str:
    """The digest that identifies a value: that of its canonical form."""
    return hashed(canonical(value))


def hashed(data: bytes) -> str:
    """The digest of a canonical form."""
    return f"sha256:{sha256(data).hexdigest()}"


def to_json(result: object) -> str:
    """A result of this package as JSON in RFC 8785 form, with a line break at its end.

    Results are `Score`, `Audit`, `Report`, `Solution`, `Sensitivity`, `Ranking`, `Comparison` and `Impact`. An audit by
    itself holds its `notes`, and under `previous` the audit of the edition before, where its record states that; in a
    report that is the next record. Raises `TypeError` for anything else.
    """
    for kind, render in _RENDERERS.items():
        if isinstance(result, kind):
            return canonical(render(result)).decode() + "\n"
    if later := _LATER.get((type(result).__module__, type(result).__name__)):
        return canonical(import_module(later).as_json(result)).decode() + "\n"
    raise TypeError(f"a {type(result).__name__} is no result of nit-rules")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def problem_json(problem: Problem) -> Json:
    return {"code": problem.code, "at": problem.at, "message": problem.message}


def diagnosis_json(diagnosis: Diagnosis) -> Json:
    edits = [
        [{"id": edit.id, "from": edit.before, "to": edit.after} for edit in some] for some in diagnosis.edits
    ]
    return {"id": str(diagnosis.id), "says": diagnosis.says, "edits": edits}


def outcome_json(outcome: Outcome) -> Json:
    expected = _text(outcome.expected)
    return {"methodology": outcome.methodology, "verdict": str(outcome.verdict), "expected": expected}


def finding_json(finding: Finding) -> Json:
    """One finding, as in a report."""
    entry: Json = {
        "figure": finding.figure,
        "published": finding.published,
        "expected": _text(finding.expected),
        "exact": _text(finding.exact),
        "verdict": str(finding.verdict),
        "from": list(finding.sources),
        "rivals": list(finding.rivals),
        "assumed": finding.assumed,
        "at": finding.at,
        "diagnoses": [diagnosis_json(one) for one in finding.diagnoses],
    }
    if finding.outcomes:
        entry["outcomes"] = [outcome_json(one) for one in finding.outcomes]
    if finding.possible:
        entry["possible"] = list(map(str, finding.possible))
    return entry


def change_json(change: ChangeFinding) -> Json:
    return {
        "figure": change.figure,
        "from": change.before,
        "to": change.after,
        "verdict": str(change.verdict),
        "at": change.at,
    }


def stated_json(stated: Stated) -> Json:
    return {"figure": stated.figure, "value": stated.text, "at": stated.at}


def _kept(one: Stated, among: Iterable[Stated]) -> bool:
    """Whether a stated value is among those that are reported, where equal printings are one."""
    return any(
        one.figure == other.figure and one.at in other.at and numerals.same(one.text, other.text)
        for other in among
    )


def audit_json(audit: Audit) -> Json:
    """One record of a report.

    `stated` is what the input itself says of the rules, `ratings_at` where each rating was read; `others` are printed
    ratings that count as unknown and claims without a verdict, `complete` the changes of which the page says that it
    lists all. With them a record can be audited again from the report alone. Where `previous_follows`, the next record
    is what the same page states of the edition before.
    """
    record = audit.record
    ratings = [one for one in record.ratings if not _kept(one, audit.ratings)]
    found = [Stated(one.figure, one.published, one.at) for one in audit.findings]
    claims = [one for one in record.claims if not _kept(one, found)]
    changed = {change.figure for change in audit.changes}
    return {
        "subject": record.subject,
        "edition": record.edition,
        "period": record.period,
        "at": record.at,
        "methodology": audit.methodology,
        "candidates": list(audit.candidates),
        "chosen": str(audit.chosen),
        "chosen_because": audit.chosen_because,
        "stated": {
            "methodology": record.methodology,
            "printing": _text(record.printing),
            "scale_direction": record.scale_direction,
            "direction_because": record.direction_because,
        },
        "ratings": {one.figure: one.text for one in audit.ratings},
        "ratings_at": {one.figure: one.at for one in audit.ratings},
        "others": {"ratings": list(map(stated_json, ratings)), "claims": list(map(stated_json, claims))},
        "complete": sorted({one.figure for one in record.changes if one.complete} & changed),
        "previous_follows": record.previous is not None,
        "extra": dict(record.extra),
        "findings": [finding_json(one) for one in audit.findings],
        "changes": [change_json(one) for one in audit.changes],
        "diagnoses": [diagnosis_json(one) for one in audit.diagnoses],
        "problems": [problem_json(one) for one in audit.problems],
    }


def _lone_json(audit: Audit) -> Json:
    """An audit that is no record of a report."""
    entry = audit_json(audit) | {"notes": [problem_json(one) for one in audit.notes]}
    return entry if audit.previous is None else entry | {"previous": _lone_json(audit.previous)}


def disagreement_json(one: "Disagreement") -> Json:
    """One figure of one record, which several inputs give differently."""
    return {
        "subject": one.subject,
        "edition": one.edition,
        "printing": _text(one.printing),
        "figure": one.figure,
        "values": list(map(seen_json, one.values)),
    }


def seen_json(one: "Seen") -> Json:
    """A figure as one input has it."""
    return {"value": one.value, "at": one.at}


def _method_json(method: Methodology) -> Json:
    return {"id": method.id, "digest": method.digest}


def report_json(report: Report) -> Json:
    """The whole report; its `digest` is over everything else.

    `input` of a record is the number of the input that it was read from.
    """
    body: Json = {
        "schema": SCHEMA,
        "engine": {"name": ENGINE, "version": __version__},
        "options": dict(report.options),
        "methodologies": list(map(_method_json, report.methodologies)),
        "inputs": [{"name": one.name, "digest": one.digest} for one in report.inputs],
        "summary": summary(report).as_dict(),
        "records": [
            {"input": number, **audit_json(audit)}
            for number, audit in zip(report.input_numbers, report.audits, strict=True)
        ],
        "diagnoses": [diagnosis_json(one) for one in report.diagnoses],
        "disagreements": [disagreement_json(one) for one in report.disagreements],
        "problems": [problem_json(one) for one in report.problems],
    }
    if report.other_methodologies:
        body["other_methodologies"] = list(map(_method_json, report.other_methodologies))
    if report.rules:
        body["rules"] = [dict(folder) for folder in report.rules]
    return body | {"digest": digest(body)}


def citation_json(citation: Citation) -> Json:
    source = citation.source
    return {"source": source.title, "url": source.url, "place": citation.place, "says": citation.says}


def evidence_json(evidence: Evidence) -> Json:
    """How a statement is known."""
    counts = {"agree": evidence.agree, "discriminate": evidence.discriminate, "rival": evidence.rival}
    entry: Json = {
        "basis": str(evidence.basis),
        "citations": [citation_json(one) for one in evidence.citations],
    }
    return entry | {name: value for name, value in counts.items() if value is not None}


def figure_json(figure: Figure) -> Json:
    """A figure as it is printed, and its exact value where it is a number."""
    printed = {"printed": figure.text}
    return printed if figure.exact is None else printed | {"exact": str(figure.exact)}


def step_json(step: Step) -> Json:
    """One step of a derivation."""
    return {
        "rule": step.rule,
        "kind": step.kind,
        "inputs": {name: str(value) for name, value in step.inputs},
        "exact": _text(step.exact),
        "printed": str(step.printed),
        "working": step.working,
        **evidence_json(step.evidence),
    }


def score_json(score: Score) -> Json:
    """The figures of a score and their derivation."""
    figures = {name: figure_json(figure) for name, figure in score.figures.items()}
    derivation = [step_json(step) for step in score.derivation]
    return {"methodology": score.methodology, "figures": figures, "derivation": derivation}


#: Results whose renderings are imported only when they are met.
_LATER = {
    ("nit_rules.solving", "Solution"): "nit_rules.reports.solving",
    ("nit_rules.sensing", "Sensitivity"): "nit_rules.reports.sensing",
    ("nit_rules.ranking", "Ranking"): "nit_rules.reports.sensing",
    ("nit_rules.comparing", "Comparison"): "nit_rules.reports.comparing",
    ("nit_rules.impact", "Impact"): "nit_rules.reports.comparing",
}
_RENDERERS: dict[type, Callable[[Any], Json]] = {Audit: _lone_json, Report: report_json, Score: score_json}
