"""Findings and counts in words: what the text, Markdown, CSV, xlsx and HTML reports say alike."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from nit_rules.errors import Problem, visible
from nit_rules.model import (
    Audit,
    Cause,
    ChangeFinding,
    Diagnosis,
    Edit,
    Finding,
    Mean,
    Methodology,
    Record,
    Verdict,
)
from nit_rules.numerals import decimal_text

if TYPE_CHECKING:
    from nit_rules.scoring import Step

MARKS = {
    Verdict.REPRODUCED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.CONFLICTING: "≠",
    Verdict.UNDETERMINED: "?",
}
#: Worst first.
ATTENTION = (Verdict.CONTRADICTED, Verdict.CONFLICTING, Verdict.UNDETERMINED)
#: So many alternatives of a diagnosis are written out; JSON has all.
MOST_EDITS = 7
_EDIT = re.compile(r"\S+ \S+ → \S+")
#: in no text of an input: `visible` shows it as an escape
_NO_BREAK = "\xa0"
_COLOUR = re.compile("\x1b\\[[0-9;]{1,9}m")
_COLOURS = {
    Verdict.REPRODUCED: "32",
    Verdict.CONTRADICTED: "31;1",
    Verdict.CONFLICTING: "35;1",
    Verdict.UNDETERMINED: "33",
}


def name_of(record: Record) -> str:
    """Subject and edition, and where the record stands if it has no subject: ``Poland 2021``, ``2021 (a.csv:3)``."""
    if record.subject is None and ":" in record.at:
        return visible(f"{record.who} ({record.at})" if record.who else record.at)
    return visible(record.who or record.at or "record")


def title(audit: Audit) -> str:
    """The name of a record; of the edition before a page may state no more than that it is that."""
    record = audit.record
    if record.period and not record.edition:
        return visible(" ".join(filter(None, (record.subject, "(the edition before)"))))
    return name_of(record)


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


def edits_words(diagnosis: Diagnosis) -> str:
    """The alternatives of a diagnosis, and what they have in common: ``ndg 4.25 → 4.50, or ep 5.50 → 5.75``."""
    first, *others = diagnosis.edits or ((),)
    common = [one for one in first if all(one in some for some in others)] if others else []
    ways = [[one for one in some if one not in common] for some in diagnosis.edits[:MOST_EDITS]]
    if not all(ways):
        # One way is what all have in common; so each is told whole.
        common, ways = [], [[*some] for some in diagnosis.edits[:MOST_EDITS]]
    more = len(diagnosis.edits) - len(ways)
    shown = ", or ".join(" and ".join(map(_edit_words, some)) for some in ways)
    also = " and ".join(map(_edit_words, common))
    each = f", each {'' if also.startswith('without ') else 'with '}{also}" if common else ""
    return shown + (f", or {more} more" if more else "") + each


def _edit_words(edit: Edit) -> str:
    if edit.after is None:
        return f"without {edit.id} {visible(edit.before)}"
    return f"{edit.id} {visible(edit.before) or '(nothing)'} → {edit.after}"


def explained_words(finding: Finding) -> str:
    """What the diagnoses say, each with its alternatives, as one text."""
    return "; ".join(": ".join(filter(None, (one.says, edits_words(one)))) for one in finding.diagnoses)


def outcomes_words(finding: Finding) -> str:
    """The verdicts under several candidate methodologies."""
    return "; ".join(
        f"{one.verdict} under {one.methodology}" + (f" ({one.expected})" if one.expected is not None else "")
        for one in finding.outcomes
    )


def possible_words(finding: Finding) -> str:
    """What known ratings and other figures leave of a figure that they do not decide: ``0 to 17 possible``."""
    if finding.possible:
        return f"{' to '.join(dict.fromkeys(map(str, finding.possible)))} possible"
    is_open = finding.verdict is Verdict.UNDETERMINED and not finding.outcomes
    return "nothing else decides it" if is_open else ""


def finding_line(audit: Audit, finding: Finding, method: Methodology | None, *, colour: bool = False) -> str:
    """One line, fit for an e-mail."""
    verdict = marked(finding.verdict, colour=colour)
    if finding.rivals:
        verdict += f" with {', '.join(finding.rivals)}"
    if finding.expected is not None and finding.verdict is not Verdict.REPRODUCED:
        verdict += f": {finding.expected}{working(audit, finding, method)}"
    elif possible := possible_words(finding):
        verdict += f": {possible}"
    parts = (title(audit), f"{finding.figure} {visible(finding.published)}", verdict)
    return "  ".join(filter(None, (*parts, outcomes_words(finding), visible(_first_says(finding)))))


def _first_says(finding: Finding) -> str:
    """What the diagnosis says that needs the fewest edits; a line has no room for the others.

    That no ratings give a figure goes without saying where it is said which figure they give. So does that it is that
    figure with zeros for its last digits, unless other figures are so too and the diagnosis is one of them all.
    """
    telling = [one for one in finding.diagnoses if one.edits or finding.expected is None]
    padded = [one for one in finding.diagnoses if one.id == Cause.ZEROS_ADDED]
    if finding.expected is not None and len(padded) == 1 and all(len(some) == 1 for some in padded[0].edits):
        telling = [one for one in telling if one not in padded] or telling
    return telling[0].says if telling else next((one.says for one in finding.diagnoses), "")


def change_words(change: ChangeFinding) -> str:
    """A stated change: ``change of democracy_score 1.29 → 1.32``."""
    return f"change of {change.figure} {visible(change.before)} → {visible(change.after)}"


def change_line(audit: Audit, change: ChangeFinding, *, colour: bool = False) -> str:
    """One line, fit for an e-mail."""
    return f"{title(audit)}  {change_words(change)}  {marked(change.verdict, colour=colour)}"


def untold_changes(audit: Audit, verdicts: Iterable[Verdict]) -> Iterator[Problem]:
    """Notes on stated changes of these verdicts, where lines of the output are about figures only."""
    told = frozenset(verdicts)
    for change in audit.changes:
        if change.verdict in told:
            message = f"{change_words(change)} is {change.verdict}; no line of the output is about it"
            yield Problem("change", change.at, message)


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


def counts_words(counts: Counter[str], *, disagreements: int = 0, colour: bool = False) -> str:
    """Counts in one line, what needs attention first: ``1 contradicted, 3 reproduced, 2 changes reproduced``."""
    words = [
        marked(verdict, f"{said} {verdict}", colour=colour)
        for verdict in (*ATTENTION, Verdict.REPRODUCED)
        for count, said in (
            (counts[verdict], f"{counts[verdict]:,}"),
            (counts[f"change-{verdict}"], plural(counts[f"change-{verdict}"], "change")),
        )
        if count
    ]
    if disagreements:
        words.append(plural(disagreements, "disagreement"))
    if counts["problems"]:
        words.append(plural(counts["problems"], "problem"))
    return ", ".join(words) or "no claims"


def plural(count: int, noun: str) -> str:
    """A count and its noun: ``1 record``, ``29 records``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Rows with their cells aligned, two spaces apart."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def folded(line: str, width: int) -> list[str]:
    """A line in so many columns: broken at spaces, but not inside an edit; what follows is indented deeper.

    >>> folded("  ep 5.50 → 5.75, or cs 5.50 → 5.75", 24)
    ['  ep 5.50 → 5.75, or', '      cs 5.50 → 5.75']
    """
    # Colours take no room.
    if len(_COLOUR.sub("", line)) <= width:
        return [line]
    from textwrap import wrap

    indent = " " * (len(line) - len(line.lstrip()) + 4)
    kept = _EDIT.sub(lambda edit: edit[0].replace(" ", _NO_BREAK), line)
    lines = wrap(kept, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [one.replace(_NO_BREAK, " ") for one in lines]


def derivation_of(audit: Audit, method: Methodology | None) -> "tuple[Step, ...]":
    """How the figures of a record follow from its ratings; nothing where a rating is not known."""
    ratings = {one.figure: one.text for one in audit.ratings}
    if method is None or not method.rated <= ratings.keys():
        return ()
    # Most records need no working, and then its module is not loaded.
    from nit_rules.scoring import score

    return score(method, ratings).derivation
