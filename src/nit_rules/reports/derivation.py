"""Derivations in words, to be followed with a pencil."""

from collections.abc import Iterable, Iterator

from nit_rules.errors import visible
from nit_rules.model import Audit, Methodology
from nit_rules.reports.wording import columns, derivation_of, title
from nit_rules.scoring import Score, Step

_NO_DERIVATION = "no derivation, which needs all ratings and one methodology"


def score_text(score: Score, *, explain: bool = False) -> str:
    """Every figure of a score; with `explain` the derivation, to be followed with a pencil."""
    lines = [f"{score.methodology}"]
    lines += columns((f"  {name}", figure.text) for name, figure in score.figures.items())
    if explain:
        lines += ["", *explanation(score.derivation)]
    return "\n".join(lines) + "\n"


def derivation_lines(audit: Audit, method: Methodology | None) -> Iterator[str]:
    """The ratings that were read, each with its place, and what follows from them, or why nothing does."""
    derivation = derivation_of(audit, method)
    yield f"{title(audit)}, derived from its ratings:" if derivation else f"{title(audit)}: {_NO_DERIVATION}"
    rated = ((f"  {one.figure}", visible(one.text), visible(one.at)) for one in audit.ratings)
    yield from columns(rated) if audit.ratings else ()
    yield from explanation(derivation)


def explanation(derivation: Iterable[Step]) -> Iterator[str]:
    """The derivation of a score: for each rule its working, how it is known, and its sources."""
    for step in derivation:
        yield f"{step.name} ({step.rule})"
        yield f"  {step.working}"
        yield f"  {step.evidence.words}"
        for citation in step.evidence.citations:
            place = f", {citation.place}" if citation.place else ""
            yield f"    {citation.source.title}{place}: {citation.says} <{citation.source.url}>"
