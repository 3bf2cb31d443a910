"""Diagnoses in words: what would explain the wrong figures of a record, and what would have to be changed."""

from collections.abc import Iterator

from nit_rules.model import Audit, Diagnosis, Edit

#: So many alternatives are written out; JSON has all.
MOST_SHOWN = 7


def explanation_lines(audit: Audit) -> Iterator[str]:
    """Each diagnosis of a record once: the figures that it explains, what it says, and its alternatives."""
    figures: dict[Diagnosis, list[str]] = {}
    for finding in audit.findings:
        for diagnosis in finding.diagnoses:
            figures.setdefault(diagnosis, []).append(finding.figure)
    for diagnosis, explained in figures.items():
        yield f"{', '.join(dict.fromkeys(explained))}: {diagnosis.says}"
        if diagnosis.edits:
            yield f"  {edits_words(diagnosis)}"


def edits_words(diagnosis: Diagnosis) -> str:
    """The alternatives of a diagnosis: ``ndg 4.25 → 4.50, or ep 5.50 → 5.75``."""
    shown = [_together(edits) for edits in diagnosis.edits[:MOST_SHOWN]]
    more = len(diagnosis.edits) - len(shown)
    return ", or ".join(shown) + (f", or {more} more" if more else "")


def _together(edits: tuple[Edit, ...]) -> str:
    words = [
        f"{edit.id} {edit.before} → {edit.after}"
        if edit.after is not None
        else f"without {edit.id} {edit.before}"
        for edit in edits
    ]
    return " and ".join(words)
