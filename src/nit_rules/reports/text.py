"""Reports for the terminal and for e-mail: verdict first, a line for each finding that needs attention."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from nit_rules.model import Audit, ChangeFinding, Finding, Mean, Methodology, Verdict
from nit_rules.reports.diagnoses import explanation_lines
from nit_rules.reports.report import Report, Summary
from nit_rules.scoring import Score, Step, decimal_text, score

MARKS = {
    Verdict.REPRODUCED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.CONFLICTING: "≠",
    Verdict.UNDETERMINED: "?",
}
#: Worst first.
ATTENTION = (Verdict.CONTRADICTED, Verdict.CONFLICTING, Verdict.UNDETERMINED)
#: So many records are shown figure by figure; of more, only what needs attention.
SHOWN_WHOLE = 2
#: So many lines of attention fit one screen beside the counts.
MOST_LINES = 16
#: So many causes of several findings are named above them.
MOST_CAUSES = 5
#: So many problems are repeated below the findings; all are on standard error.
MOST_PROBLEMS = 5
_COLOURS = {
    Verdict.REPRODUCED: "32",
    Verdict.CONTRADICTED: "31;1",
    Verdict.CONFLICTING: "35;1",
    Verdict.UNDETERMINED: "33",
}


def visible(text: str) -> str:
    """Text from an input with control characters shown rather than obeyed.

    >>> visible("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def title(audit: Audit) -> str:
    """Subject and edition, or where the record stands."""
    record = audit.record
    edition = record.edition or ("(the edition before)" if record.period else None)
    return visible(" ".join(filter(None, (record.subject, edition))) or record.at or "record")


def marked(verdict: Verdict, words: str = "", *, colour: bool = False) -> str:
    """A verdict with its mark: ``✗ contradicted``. Colour is never the only sign."""
    text = words or f"{MARKS[verdict]} {verdict}"
    return f"\x1b[{_COLOURS[verdict]}m{text}\x1b[0m" if colour else text


def working(audit: Audit, finding: Finding, method: Methodology | None) -> str:
    """How an expected figure comes about, in brackets: ``(31.25 / 7)``, ``(1.32 is at most 2.00)``."""
    if method is None:
        return ""
    if finding.exact is None:
        banded = (one for one in derivation_of(audit, method) if one.rule == finding.figure)
        return next((f" ({one.working.partition(' → ')[0]})" for one in banded), "")
    rule = method.rule[finding.figure]
    if isinstance(rule, Mean):
        return f" ({decimal_text(finding.exact * len(rule.of))} / {len(rule.of)})"
    return f" ({decimal_text(finding.exact)})"


def says_words(finding: Finding) -> str:
    """What the diagnoses say, as one text."""
    return "; ".join(diagnosis.says for diagnosis in finding.diagnoses)


def outcomes_words(finding: Finding) -> str:
    """The verdicts under several candidate methodologies."""
    return "; ".join(
        f"{one.verdict} under {one.methodology}" + (f" ({one.expected})" if one.expected is not None else "")
        for one in finding.outcomes
    )


def finding_line(audit: Audit, finding: Finding, method: Methodology | None, *, colour: bool = False) -> str:
    """One line, fit for an e-mail."""
    verdict = marked(finding.verdict, colour=colour)
    if finding.rivals:
        verdict += f" with {', '.join(finding.rivals)}"
    if finding.expected is not None and finding.verdict is not Verdict.REPRODUCED:
        verdict += f": {finding.expected}{working(audit, finding, method)}"
    parts = (title(audit), f"{finding.figure} {visible(finding.published)}", verdict)
    return "  ".join(filter(None, (*parts, outcomes_words(finding), visible(_first_says(finding)))))


def _first_says(finding: Finding) -> str:
    """What the diagnosis says that needs the fewest edits; a line has no room for the others.

    That no ratings give a figure goes without saying where it is said which figure they give.
    """
    telling = [one for one in finding.diagnoses if one.edits or finding.expected is None]
    return telling[0].says if telling else next((one.says for one in finding.diagnoses), "")


def change_words(change: ChangeFinding) -> str:
    """A stated change: ``change of democracy_score 1.29 → 1.32``."""
    return f"change of {change.figure} {visible(change.before)} → {visible(change.after)}"


def change_line(audit: Audit, change: ChangeFinding, *, colour: bool = False) -> str:
    """One line, fit for an e-mail."""
    return f"{title(audit)}  {change_words(change)}  {marked(change.verdict, colour=colour)}"


def attention_lines(
    audits: Iterable[Audit],
    verdicts: Iterable[Verdict],
    method_of: Callable[[Audit], Methodology | None],
    *,
    colour: bool = False,
) -> Iterator[str]:
    """A line for each finding and change of these verdicts, in the order of the verdicts."""
    held = list(audits)
    for verdict in verdicts:
        for audit in held:
            for finding in audit.findings:
                if finding.verdict is verdict:
                    yield finding_line(audit, finding, method_of(audit), colour=colour)
            for change in audit.changes:
                if change.verdict is verdict:
                    yield change_line(audit, change, colour=colour)


def counts_words(counts: Mapping[str, int], *, colour: bool = False) -> str:
    """Counts in one line, what needs attention first: ``1 contradicted, 3 reproduced``."""
    words = [
        marked(verdict, f"{counts[verdict]} {verdict}", colour=colour)
        for verdict in (*ATTENTION, Verdict.REPRODUCED)
        if counts[verdict]
    ]
    if counts["problems"]:
        words.append(plural(counts["problems"], "problem"))
    return ", ".join(words) or "no claims"


def plural(count: int, noun: str) -> str:
    """A count and its noun: ``1 record``, ``29 records``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class TextWriter:
    """Gathers what a screen can show while the audit runs: memory stays bounded however many records come."""

    def __init__(self, *, explain: bool = False, colour: bool = False, width: int = 80) -> None:
        self.summary = Summary()
        self._explain = explain
        self._colour = colour
        self._width = width
        self._whole: list[tuple[Audit, Methodology | None]] = []
        self._lines: dict[Verdict, list[str]] = {verdict: [] for verdict in ATTENTION}
        self._more = 0
        self._problems: list[str] = []
        self._explained: list[str] = []

    def add(self, audit: Audit, method: Methodology | None) -> None:
        """Take in one audit; `method` is the methodology it names, None where it names none."""
        self.summary.add(audit)
        self._problems += map(str, audit.problems[: MOST_PROBLEMS - len(self._problems)])
        if len(self._whole) <= SHOWN_WHOLE:
            self._whole.append((audit, method))
        if self._explain:
            self._explained += ["", *derivation_lines(audit, method)]
        for finding in audit.findings:
            if finding.verdict is not Verdict.REPRODUCED:
                self._attend(finding.verdict, finding_line(audit, finding, method, colour=self._colour))
        for change in audit.changes:
            if change.verdict is not Verdict.REPRODUCED:
                self._attend(change.verdict, change_line(audit, change, colour=self._colour))

    def _attend(self, verdict: Verdict, line: str) -> None:
        kept = self._lines[verdict]
        if len(kept) < MOST_LINES:
            kept.append(line)
        else:
            self._more += 1

    def end(self, report: Report) -> str:
        """The whole text; of `report` only what concerns several records is read."""
        self.summary.counts["problems"] += len(report.problems)
        lines = (*self._body(report), *self._problem_lines(report), *self._explained)
        return "\n".join(lines) + "\n"

    def _problem_lines(self, report: Report) -> Iterator[str]:
        count = self.summary.counts["problems"]
        shown = [*self._problems, *map(str, report.problems)][:MOST_PROBLEMS]
        if shown:
            yield from ("", "problems:", *(f"  {visible(problem)}" for problem in shown))
        if count > len(shown):
            yield f"  … and {count - len(shown):,} more; see standard error"

    def _body(self, report: Report) -> Iterator[str]:
        counts = self.summary.as_dict()
        causes = [visible(diagnosis.says) for diagnosis in report.diagnoses]
        disagreements = [visible(str(one)) for one in report.disagreements]
        total = f"{plural(counts['records'], 'record')}: {counts_words(counts, colour=self._colour)}"
        if 0 < counts["records"] <= SHOWN_WHOLE:
            for place, (audit, method) in enumerate(self._whole):
                if place:
                    yield ""
                yield from record_lines(audit, method, colour=self._colour, width=self._width)
            if causes or disagreements:
                yield from ("", *_first(causes, MOST_CAUSES), *_first(disagreements, MOST_LINES))
            if counts["records"] > 1:
                yield from ("", total)
            return
        yield total
        yield from _first(causes, MOST_CAUSES)
        wrong = [*self._lines[Verdict.CONTRADICTED], *self._lines[Verdict.CONFLICTING]]
        lines = [*wrong, *disagreements, *self._lines[Verdict.UNDETERMINED]]
        if lines:
            yield from ("", *_first(lines, MOST_LINES, self._more))


def _first(lines: Sequence[str], most: int, more: int = 0) -> Iterator[str]:
    """The first lines, and how many more there are (`more` are not even among them)."""
    yield from lines[:most]
    more += max(len(lines) - most, 0)
    if more:
        yield f"… and {more:,} more; see --format csv"


def text(report: Report, *, explain: bool = False, colour: bool = False, width: int = 80) -> str:
    """The whole report: one or two records figure by figure, of more the counts and what needs attention."""
    methods = {method.id: method for method in report.methodologies}
    writer = TextWriter(explain=explain, colour=colour, width=width)
    for audit in report.audits:
        writer.add(audit, methods.get(audit.methodology or ""))
    return writer.end(report)


def record_lines(
    audit: Audit, method: Methodology | None, *, colour: bool = False, width: int = 80
) -> Iterator[str]:
    """One record: the verdict, a line for each finding that needs attention, then every figure and why."""
    total = Summary()
    total.add(audit)
    rules = audit.methodology or " or ".join(audit.candidates) or "no methodology"
    yield f"{title(audit)}: {counts_words(total.as_dict(), colour=colour)}"
    yield f"under {rules}: {visible(audit.chosen_because)}"
    attention = [*attention_lines([audit], ATTENTION[:2], lambda _: method, colour=colour)]
    if attention:
        yield ""
        yield from attention
    if audit.findings or audit.changes:
        yield ""
    rows = [
        *((one.verdict, one.figure, visible(one.published), _why(one)) for one in audit.findings),
        *((one.verdict, change_words(one), "", "") for one in audit.changes),
    ]
    yield from _figures(rows, colour=colour, width=width)
    explained = [*explanation_lines(audit)]
    if explained:
        yield from ("", "what would explain it:", *(f"  {visible(line)}" for line in explained))


def _why(finding: Finding) -> str:
    parts = []
    if finding.expected is not None and finding.verdict is not Verdict.REPRODUCED:
        parts.append(f"expected {finding.expected}")
    if finding.sources:
        parts.append(f"from {' and '.join(finding.sources)}")
    if finding.outcomes:
        parts.append(outcomes_words(finding))
    if finding.assumed:
        parts.append("rests on an assumption")
    return "; ".join(parts)


def _figures(rows: list[tuple[Verdict, str, str, str]], *, colour: bool, width: int) -> Iterator[str]:
    """Verdict, figure, published and why: aligned, with what does not fit the width carried to the next line."""
    marks = max((len(marked(verdict)) for verdict, *_ in rows), default=0)
    names = max((len(name) for _, name, published, _ in rows if published), default=0)
    values = max((len(value) for _, _, value, _ in rows if len(value) <= _NARROW), default=0)
    for verdict, name, published, why in rows:
        start = f"  {marked(verdict).ljust(marks)}  {name.ljust(names)}  {published.ljust(values)}"
        room = max(width - len(start) - 2, 0)
        if len(why) <= room:
            lines = [f"{start}  {why}".rstrip()]
        else:
            from textwrap import wrap

            indent = " " * (marks + 4)
            lines = [start.rstrip(), *wrap(why, width, initial_indent=indent, subsequent_indent=indent)]
        if colour:
            lines[0] = lines[0].replace(marked(verdict), marked(verdict, colour=True), 1)
        yield from lines


#: Published figures no longer than this share a column; labels of bands are longer and stand by themselves.
_NARROW = 8


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


def derivation_of(audit: Audit, method: Methodology | None) -> tuple[Step, ...]:
    """How the figures of a record follow from its ratings; nothing where a rating is not known."""
    ratings = {one.figure: one.text for one in audit.ratings}
    read = {indicator for mean in method.means for indicator in mean.of} if method else set()
    if method is None or not read <= ratings.keys():
        return ()
    return score(method, ratings).derivation


def derivation_lines(audit: Audit, method: Methodology | None) -> Iterator[str]:
    """The derivation of a record's figures under its title, or why there is none."""
    derivation = derivation_of(audit, method)
    yield f"{title(audit)}, derived from its ratings:" if derivation else f"{title(audit)}: {_NO_DERIVATION}"
    yield from explanation(derivation)


_NO_DERIVATION = "no derivation, which needs all ratings and one methodology"


def explanation(derivation: Iterable[Step]) -> Iterator[str]:
    """The derivation of a score: for each rule its working, how it is known, and its sources."""
    for step in derivation:
        yield f"{step.name} ({step.rule})"
        yield f"  {step.working}"
        yield f"  {step.evidence.words}"
        for citation in step.evidence.citations:
            place = f", {citation.place}" if citation.place else ""
            yield f"    {citation.source.title}{place}: {citation.says} <{citation.source.url}>"
