"""Reports for the terminal and for e-mail: verdict first, a line for each finding that needs attention."""

from collections.abc import Iterable, Iterator

from nit_rules.model import Audit, Finding, Mean, Methodology, Verdict
from nit_rules.reports.report import Report, summary
from nit_rules.scoring import Score, Step, decimal_text

MARKS = {
    Verdict.REPRODUCED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.CONFLICTING: "≠",
    Verdict.UNDETERMINED: "?",
}


def visible(text: str) -> str:
    """Text from an input with control characters shown rather than obeyed.

    >>> visible("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def title(audit: Audit) -> str:
    """Subject and edition, or where the record stands."""
    record = audit.record
    edition = record.edition or ("the edition before" if record.period else None)
    return visible(" ".join(filter(None, (record.subject, edition))) or record.at or "record")


def working(finding: Finding, method: Methodology | None) -> str:
    """How an expected figure comes about, in brackets: ``(31.25 / 7)``."""
    if finding.exact is None or method is None:
        return ""
    rule = method.rule[finding.figure]
    if isinstance(rule, Mean):
        return f" ({decimal_text(finding.exact * len(rule.of))} / {len(rule.of)})"
    return f" ({decimal_text(finding.exact)})"


def finding_line(audit: Audit, finding: Finding, method: Methodology | None) -> str:
    """One line, fit for an e-mail."""
    verdict = f"{MARKS[finding.verdict]} {finding.verdict}"
    if finding.expected is not None and finding.verdict is not Verdict.REPRODUCED:
        verdict += f": {finding.expected}{working(finding, method)}"
    elif finding.rivals:
        verdict += f" with {', '.join(finding.rivals)}"
    says = "; ".join(diagnosis.says for diagnosis in finding.diagnoses)
    return "  ".join(
        filter(None, (title(audit), f"{finding.figure} {visible(finding.published)}", verdict, says))
    )


def text(report: Report) -> str:
    """The whole report: counts first, then what needs attention."""
    methods = {method.id: method for method in report.methodologies}
    return "\n".join(_lines(report, methods)) + "\n"


def _lines(report: Report, methods: dict[str, Methodology]) -> Iterator[str]:
    counts = summary(report).as_dict()
    if len(report.audits) <= 2:
        for audit in report.audits:
            yield from record_lines(audit, methods.get(audit.methodology or ""))
    else:
        for audit in report.audits:
            for finding in audit.findings:
                if finding.verdict is not Verdict.REPRODUCED:
                    yield finding_line(audit, finding, methods.get(audit.methodology or ""))
    for diagnosis in report.diagnoses:
        yield diagnosis.says
    words = [f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict]]
    problems = [f"{counts['problems']} problems"] if counts["problems"] else []
    records = f"{counts['records']} record{'s' if counts['records'] != 1 else ''}"
    yield f"{records}: {', '.join([*words, *problems]) or 'no claims'}"


def record_lines(audit: Audit, method: Methodology | None) -> Iterator[str]:
    """One record: what it is, then each figure as published and as expected."""
    rules = audit.methodology or " or ".join(audit.candidates) or "no methodology"
    yield f"{title(audit)}  under {rules} ({visible(audit.chosen_because)})"
    yield from columns(
        (
            f"  {MARKS[finding.verdict]} {finding.figure}",
            visible(finding.published),
            str(finding.verdict),
            _why(finding, method),
        )
        for finding in audit.findings
    )
    for change in audit.changes:
        moved = f"{change.figure} {visible(change.before)} → {visible(change.after)}"
        yield f"  {MARKS[change.verdict]} change: {moved}  {change.verdict}"
    for diagnosis in audit.diagnoses:
        yield f"    {diagnosis.says}"


def _why(finding: Finding, method: Methodology | None) -> str:
    parts = []
    if finding.expected is not None and finding.verdict is not Verdict.REPRODUCED:
        parts.append(f"expected {finding.expected}{working(finding, method)}")
    if finding.sources:
        parts.append(f"from {' and '.join(finding.sources)}")
    if finding.rivals:
        parts.append(f"excluded by {', '.join(finding.rivals)}")
    for outcome in finding.outcomes:
        value = f" ({outcome.expected})" if outcome.expected is not None else ""
        parts.append(f"{outcome.verdict} under {outcome.methodology}{value}")
    if finding.assumed:
        parts.append("rests on an assumption")
    parts += [diagnosis.says for diagnosis in finding.diagnoses]
    return "; ".join(parts)


def columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Rows with their cells aligned, two spaces apart."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def score_text(score: Score, *, explain: bool = False) -> str:
    """Every figure of a score; with `explain` the derivation, to be followed with a pencil."""
    lines = [f"{score.methodology}"]
    lines += columns((f"  {name}", figure.text) for name, figure in score.figures.items())
    if explain:
        lines += ["", *explanation(score.derivation)]
    return "\n".join(lines) + "\n"


def explanation(derivation: Iterable[Step]) -> Iterator[str]:
    """The derivation of a score: for each rule its working, how it is known, and its sources."""
    for step in derivation:
        yield f"{step.name} ({step.rule})"
        yield f"  {step.working}"
        yield f"  {step.evidence.words}"
        for citation in step.evidence.citations:
            place = f", {citation.place}" if citation.place else ""
            yield f"    {citation.source.title}{place}: {citation.says} <{citation.source.url}>"
