"""Reports for the terminal and for e-mail: verdict first, a line for each finding that needs attention."""

from collections.abc import Iterable, Iterator, Sequence

from nit_rules.errors import visible
from nit_rules.model import Audit, Diagnosis, Finding, Methodology, Verdict
from nit_rules.reports.report import Report, Summary
from nit_rules.reports.wording import (
    ATTENTION,
    attention_lines,
    change_line,
    change_words,
    counts_words,
    edits_words,
    finding_line,
    folded,
    marked,
    outcomes_words,
    plural,
    possible_words,
    title,
)

#: So many records are shown figure by figure; of more, only what needs attention.
SHOWN_WHOLE = 2
#: So many lines of attention fit one screen beside the counts.
MOST_LINES = 16
#: So many disagreements between inputs are named before them.
MOST_DISAGREEMENTS = 16
#: So many causes of several findings are named above them.
MOST_CAUSES = 5
#: So many problems are repeated below the findings; all are on standard error.
MOST_PROBLEMS = 5
#: Published figures no longer than this share a column; labels of bands are longer and stand by themselves.
_NARROW = 8


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
            from nit_rules.reports.derivation import derivation_lines

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
        lines = (
            *self._body(report),
            *self._problem_lines(report),
            *_open(report.left_open),
            *self._explained,
        )
        return "\n".join(lines) + "\n"

    def _problem_lines(self, report: Report) -> Iterator[str]:
        count = self.summary.counts["problems"]
        shown = [*self._problems, *map(str, report.problems)][:MOST_PROBLEMS]
        if shown:
            yield from ("", "problems:", *(f"  {visible(problem)}" for problem in shown))
        if count > len(shown):
            yield f"  … and {count - len(shown):,} more; see standard error"

    def _body(self, report: Report) -> Iterator[str]:
        counts = self.summary.counts
        causes = [*_first(_says(report.causes), MOST_CAUSES)]
        disagreements = [visible(str(one)) for one in report.disagreements]
        words = counts_words(counts, disagreements=len(disagreements), colour=self._colour)
        total = f"{plural(counts['records'], 'record')}: {words}"
        if 0 < counts["records"] <= SHOWN_WHOLE:
            for place, (audit, method) in enumerate(self._whole):
                if place:
                    yield ""
                yield from record_lines(audit, method, colour=self._colour, width=self._width)
            if causes or disagreements:
                yield from ("", *causes, *_disagreements(disagreements))
            if counts["records"] > 1:
                yield from ("", total)
            return
        yield total
        yield from causes
        lines = [line for verdict in ATTENTION for line in self._lines[verdict]]
        if lines or disagreements:
            # Few inputs disagree on much, and no finding says so: findings must not crowd it out.
            yield from ("", *_disagreements(disagreements), *_first(lines, MOST_LINES, self._more))


def _says(diagnoses: Iterable[Diagnosis]) -> list[str]:
    return [visible(one.says) for one in diagnoses]


def _open(diagnoses: Sequence[Diagnosis]) -> Iterator[str]:
    """All that the file cannot tell apart, below what it tells."""
    yield from ("", *_says(diagnoses)) if diagnoses else ()


def _disagreements(lines: Sequence[str]) -> Iterator[str]:
    yield from _first(lines, MOST_DISAGREEMENTS, what=" disagreements")


def _first(lines: Sequence[str], most: int, more: int = 0, what: str = "") -> Iterator[str]:
    """The first lines, and how many more there are (`more` are not even among them)."""
    yield from lines[:most]
    if more := more + max(len(lines) - most, 0):
        yield f"… and {more:,} more{what}; see --format json"


def record_lines(audit: Audit, method: Methodology | None, *, colour: bool, width: int) -> Iterator[str]:
    """One record: the verdict, a line for each finding that needs attention, then every figure and why."""
    total = Summary()
    total.add(audit)
    rules = audit.methodology or " or ".join(audit.candidates) or "no methodology"
    yield f"{title(audit)}: {counts_words(total.counts, colour=colour)}"
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
    explained = [*_explanation(audit)]
    if explained:
        shown = (part for line in explained for part in folded(f"  {visible(line)}", width))
        yield from ("", "what would explain it:", *shown)


def _explanation(audit: Audit) -> Iterator[str]:
    """Each diagnosis of a record once: the figures that it explains, what it says, and its alternatives."""
    figures: dict[Diagnosis, list[str]] = {}
    for finding in audit.findings:
        for diagnosis in finding.diagnoses:
            figures.setdefault(diagnosis, []).append(finding.figure)
    for diagnosis, explained in figures.items():
        yield f"{', '.join(dict.fromkeys(explained))}: {diagnosis.says}"
        if diagnosis.edits:
            yield f"  {edits_words(diagnosis)}"


def _why(finding: Finding) -> str:
    parts = []
    if finding.expected is not None and finding.verdict is not Verdict.REPRODUCED:
        parts.append(f"expected {finding.expected}")
    if possible := possible_words(finding):
        parts.append(possible)
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
