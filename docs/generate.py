"""The pages of methodologies and editions, written from the rule files: MyST Markdown, with a picture of the bands."""

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from bands import bands_svg

from nit_rules.catalog import Catalog
from nit_rules.describing import formula, ranges
from nit_rules.differing import diff
from nit_rules.loading import load_catalog
from nit_rules.model import BandRule, Citation, Edition, Evidence, Lattice, Methodology, Printing, Rule
from nit_rules.proving import ProofStatus, prove
from nit_rules.reports.rules import PUBLISHED, in_words, printed_by, spans


def main(outdir: Path | str) -> None:
    """Write one page for each methodology and one for the editions into `outdir`, which is emptied first."""
    target = Path(outdir)
    rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    catalog = load_catalog()
    for method in catalog.methodologies:
        page = "\n".join(_method(catalog, method))
        (target / f"{_slug(method)}.md").write_text(page + "\n", "utf-8")
        for rule in method.rules:
            if isinstance(rule, BandRule):
                (target / _picture_name(method, rule)).write_text(bands_svg(method, rule), "utf-8")
    (target / "editions.md").write_text("\n".join(_editions(catalog)) + "\n", "utf-8")
    pairs = zip(catalog.pinned, catalog.pinned[1:], strict=False)
    differences = "\n".join(line for pair in pairs for line in _difference(*pair))
    title = "# From one methodology to the next\n\nWhat `nit-rules rules diff` says of each and the one before it.\n\n"
    (target / "lineage.md").write_text(title + differences + "\n", "utf-8")


def _slug(method: Methodology) -> str:
    return method.id.replace("/", "-").replace("@", "-")


def _picture_name(method: Methodology, rule: Rule) -> str:
    return f"{_slug(method)}-{rule.id}.svg"


def _cell(text: str) -> str:
    """Text as it is, in a table: none of it is Markdown."""
    special = "\\`*_{}[]<>|#$"
    return "".join(f"\\{letter}" if letter in special else letter for letter in text)


def _method(catalog: Catalog, method: Methodology) -> Iterator[str]:
    scale = method.scale
    best, worst = scale.best_rating, scale.worst_rating
    yield f"# {method.id}"
    yield f"\n{_cell(method.title)}.\n"
    if method.supersedes:
        yield f"It supersedes `{method.supersedes}`: {_cell(method.reason or '')}.\n"
    yield f"Released {method.released}; digest of its content `{method.digest}`.\n"
    yield "## Editions\n"
    for printing in Printing:
        found = printed_by(catalog, method, printing)
        for assumed in (False, True):
            labels = [edition.id for edition, evidence in found if evidence.is_assumed(edition.id) is assumed]
            if labels:
                yield f"- {PUBLISHED[printing]}{' (assumed)' if assumed else ''}: {spans(labels)}"
    yield "\n## Scale\n"
    yield (
        f"Ratings run from {scale.lowest} to {scale.highest} in steps of {scale.step}. "
        f"{best} is the best rating, {worst} the worst.\n"
    )
    yield from _known(scale.evidence)
    yield "## Indicators\n"
    yield "| id | name | also printed as | continues |\n| --- | --- | --- | --- |"
    for one in method.indicators:
        was = " ".join(f"`{id_}`" for id_ in one.was)
        yield f"| `{one.id}` | {_cell(one.name)} | {_cell(', '.join(one.also))} | {was} |"
    yield "\n## Figures\n"
    for rule in method.rules:
        yield from _rule(method, rule)
    for legend in method.legends:
        yield f"### Legend: {_cell(legend.name)}\n"
        yield "Printed, but nothing is decided by it.\n"
        yield from _bands(method, legend)
        yield from _known(legend.evidence)
    yield "## Proved on every sum of ratings\n"
    yield "`nit-rules rules check` enumerates all sums. Notes are true, but nothing a rule has to keep to.\n"
    yield "| key | law | what was found |\n| --- | --- | --- |"
    for proof in prove(method):
        note = "note" if proof.outcome is ProofStatus.NOTED else proof.outcome
        yield f"| `{proof.at}` | {proof.law} ({note}) | {_cell(proof.words)} |"
    if method.unknown:
        yield "\n## Not known\n"
        yield from (f"- {_cell(words)}" for words in method.unknown)
    for lattice in method.lattices:
        yield from _table(lattice)


def _known(evidence: Evidence) -> Iterator[str]:
    words = f"Known: {_cell(evidence.words)}"
    if evidence.assumed_for:
        words += f"; assumed for {spans(evidence.assumed_for)}"
    yield f"{words}.\n"
    for citation in evidence.citations:
        yield f"- {_citation(citation)}"
    yield ""


def _citation(citation: Citation) -> str:
    source = citation.source
    return f"[{_cell(source.title)}](<{source.url}>), {_cell(citation.place)}: {_cell(citation.says)}"


def _rule(method: Methodology, rule: Rule) -> Iterator[str]:
    yield f"### {_cell(rule.name)}\n"
    yield f"`{rule.id}`, " + (f"also printed {_cell(', '.join(rule.also))}: " if rule.also else "")
    yield f"{_cell(in_words(method, rule))}.\n"
    if isinstance(rule, BandRule):
        yield from _bands(method, rule)
        yield f"```{{image}} {_picture_name(method, rule)}"
        yield f":alt: the bands of {rule.of} on the scale as printed, and on the scale turned\n```\n"
    else:
        yield f"```text\n{rule.id} = {formula(method, rule)}\n```\n"
    yield from _known(rule.evidence)


def _bands(method: Methodology, rule: BandRule) -> Iterator[str]:
    yield f"| {_cell(rule.name)} | {_cell(rule.of)} |\n| --- | --- |"
    for label, range_ in ranges(method, rule):
        yield f"| {_cell(label)} | {range_} |"
    yield ""


def _table(lattice: Lattice) -> Iterator[str]:
    yield f"\n## The lattice of `{lattice.id}`\n"
    yield f"All {len(lattice.rows)} sums of {len(lattice.indicators)} ratings, and every figure that each leads to.\n"
    yield "| sum | " + " | ".join(_cell(rule.id) for rule in lattice.rules) + " |"
    yield "| --- " * (len(lattice.rules) + 1) + "|"
    for row in lattice.rows:
        yield f"| {row.sum} | " + " | ".join(_cell(figure.text) for figure in row.figures.values()) + " |"


def _editions(catalog: Catalog) -> Iterator[str]:
    yield "# Editions\n"
    yield (
        "An edition is a label, not a year: it covers one period, is published later, and may be printed again on a "
        "newer method. Which printing a figure comes from is part of what it is.\n"
    )
    yield f"In short, {catalog.covered}.\n"
    for edition in catalog.editions:
        yield from _edition(catalog, edition)
    yield "## Why there is no edition of some labels\n"
    yield from (f"- {_cell(label)}: {_cell(why)}" for label, why in catalog.absent)


def _edition(catalog: Catalog, edition: Edition) -> Iterator[str]:
    yield f"## {edition.id}\n"
    about = [f"also printed {' and '.join(edition.also)}"] if edition.also else []
    about += [f"covers {edition.covers}"] if edition.covers else []
    about += [f"published in {edition.published}"] if edition.published else []
    yield f"{', '.join(about)[:1].upper()}{', '.join(about)[1:]}.\n"
    if edition.unmodelled:
        yield f"Not modelled: {_cell(edition.unmodelled)}.\n"
    for printed, method in catalog.printings(edition):
        yield f"- *{printed.printing}*: [{method.id}]({_slug(method)}.md). Known: {_cell(printed.evidence.words)}."
        yield from (f"  - {_citation(citation)}" for citation in printed.evidence.citations)
    yield ""


def _difference(before: Methodology, after: Methodology) -> Iterator[str]:
    result = diff(before, after)
    yield f"## {before.id} to {after.id}\n"
    yield from (f"- {_cell(one.at)}: {_cell(one.says)}" for one in result.differences)
    yield "\nProved on every sum of ratings:\n"
    theorems = result.theorems or (f"nothing: {result.incomparable}",)
    yield from (f"- {_cell(says)}" for says in theorems)
    yield ""
