"""Reports as Markdown, to paste into an erratum or a review."""

import re
from collections.abc import Iterable, Iterator

from nit_rules.errors import visible
from nit_rules.model import Audit, Methodology, Verdict
from nit_rules.reports.report import Report, summary
from nit_rules.reports.wording import (
    ATTENTION,
    attention_lines,
    change_words,
    counts_words,
    explained_words,
    marked,
    outcomes_words,
    plural,
    possible_words,
    title,
)

#: What Markdown reads as more than text; an underscore only where it is not inside a word.
_SPECIAL = re.compile(r"([\\`*{}\[\]<>#|~&]|(?<!\w)_|_(?!\w))")
_LIST = re.compile(r"^(\s*\d*)([-+.)])(?=\s)")


def escaped(text: str) -> str:
    """Text that Markdown takes for nothing but text.

    >>> print(escaped("_a_b <i>|"))
    \\_a_b \\<i\\>\\|
    """
    return _LIST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", visible(text)))


def render(report: Report) -> str:
    """What needs attention as a list, then every finding as a table, then the rules and inputs by their digests."""
    methods = {method.id: method for method in report.methodologies}
    return "\n".join(_lines(report, methods)) + "\n"


def _lines(report: Report, methods: dict[str, Methodology]) -> Iterator[str]:
    counts = summary(report).counts
    yield "# Audit of published figures"
    yield ""
    yield f"{plural(counts['records'], 'record')}: {counts_words(counts, disagreements=len(report.disagreements))}."
    causes = (one.says for one in report.causes)
    yield from _list([*causes, *map(str, report.disagreements)])
    attention = [
        *attention_lines(report.audits, ATTENTION, lambda audit: methods.get(audit.methodology or ""))
    ]
    if attention:
        yield from ("", "## To correct or to check")
        yield from _list(attention)
    if any(audit.findings for audit in report.audits):
        yield from ("", "## Every finding", "")
        yield from _table(report.audits)
    changes = [(audit, change) for audit in report.audits for change in audit.changes]
    if changes:
        yield from ("", "## Stated changes")
        yield from _list(f"{title(a)}: {change_words(one)}: {marked(one.verdict)}" for a, one in changes)
    if report.all_problems:
        yield from ("", "## Problems")
        yield from _list(map(str, report.all_problems))
    yield from ("", "## Rules and inputs")
    yield from _list(f"{method.id} {method.digest}" for method in report.methodologies)
    yield from _list((f"{one.name} {one.digest}" for one in report.inputs), first=False)
    if report.left_open:
        yield from ("", "## What no row decides")
        yield from _list(one.says for one in report.left_open)


def _list(lines: Iterable[str], *, first: bool = True) -> Iterator[str]:
    for place, line in enumerate(lines):
        if first and place == 0:
            yield ""
        yield f"- {escaped(line)}"


def _table(audits: Iterable[Audit]) -> Iterator[str]:
    yield "| Subject and edition | Figure | Published | Expected | Verdict | From | Note | Where |"
    yield "| --- | --- | ---: | ---: | --- | --- | --- | --- |"
    for audit in audits:
        for one in audit.findings:
            notes = (
                f"conflicts with {', '.join(one.rivals)}" if one.verdict is Verdict.CONFLICTING else "",
                possible_words(one),
                outcomes_words(one),
                explained_words(one),
                "rests on an assumption" if one.assumed else "",
            )
            cells = (
                title(audit), one.figure, one.published, "" if one.expected is None else str(one.expected),
                marked(one.verdict), " and ".join(one.sources), "; ".join(filter(None, notes)), one.at,
            )  # fmt: skip
            yield f"| {' | '.join(map(escaped, cells))} |"
