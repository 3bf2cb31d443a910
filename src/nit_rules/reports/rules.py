"""The rules as text for people: lists, the page of a methodology, differences and proofs."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from attrs import Factory, define, frozen

from nit_rules.catalog import Catalog
from nit_rules.describing import formula, ranges, shown, spans
from nit_rules.differing import Diff
from nit_rules.model import BandRule, Edition, Evidence, Mean, Methodology, Printing, Rule, Source
from nit_rules.numerals import shortest
from nit_rules.proving import Proof, ProofStatus

_WIDTH = 80
_MARKS = {ProofStatus.PROVED: "proved ", ProofStatus.REFUTED: "REFUTED", ProofStatus.NOTED: "noted  "}
#: The printings in words.
PUBLISHED = {Printing.FIRST: "as first published", Printing.REPUBLISHED: "as republished"}
#: Keys whose differences change no figure.
_WORDS = frozenset({
    "name", "version", "title", "released", "supersedes", "reason", "unknown", "digest", "also", "was",
    "basis", "agree", "discriminate", "rival", "assumed_for", "citations", "url", "publisher", "published",
})  # fmt: skip


@frozen
class Checked:
    """A rule file and its proofs."""

    name: str
    methodology: Methodology
    proofs: tuple[Proof, ...]


def printed_by(catalog: Catalog, method: Methodology, printing: Printing) -> list[tuple[Edition, Evidence]]:
    """The editions that a methodology printed so, and how that is known."""
    return [
        (edition, printed.evidence)
        for edition in catalog.editions
        for printed, by in catalog.printings(edition)
        if printed.printing is printing and by.id == method.id
    ]


def list_text(catalog: Catalog) -> str:
    """All methodologies, then all editions."""
    lines = ["Methodologies (* is what the name without a version means)"]
    pinned = {method.id for method in catalog.pinned}
    for method in catalog.methodologies:
        lines.append(f"  {method.id}{' *' if method.id in pinned else ''}  {method.title}")
        lines += [
            f"      {PUBLISHED[printing]}: {spans(labels)}"
            for printing in Printing
            if (labels := [edition.id for edition, _ in printed_by(catalog, method, printing)])
        ]
        lines.append(f"      figures: {', '.join(method.rule)}")
    lines += ["", "Editions"]
    for edition in catalog.editions:
        also = f" (also {', '.join(edition.also)})" if edition.also else ""
        covers = f", covers {edition.covers}" if edition.covers else ""
        printings = ", ".join(
            f"{printed.printing} {method.id}" for printed, method in catalog.printings(edition)
        )
        lines.append(
            f"  {edition.id}{also}{covers}: {printings or 'not modelled: ' + str(edition.unmodelled)}"
        )
    return "\n".join(lines) + "\n"


@define
class _Notes:
    """Sources in the order in which a page cites them."""

    sources: list[Source] = Factory(list)

    def number(self, source: Source) -> int:
        if source not in self.sources:
            self.sources.append(source)
        return self.sources.index(source) + 1


def _wrapped(text: str, indent: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False)


def _known(evidence: Evidence, notes: _Notes, indent: str) -> Iterator[str]:
    words = f"known: {evidence.words}"
    if evidence.assumed_for:
        words += f"; assumed for {spans(evidence.assumed_for)}"
    yield from _wrapped(words, indent)
    for citation in evidence.citations:
        yield from _wrapped(
            f"[{notes.number(citation.source)}] {citation.place}: {citation.says}", indent + "  "
        )


def method_text(catalog: Catalog, method: Methodology) -> str:
    """One methodology as a page to print: scale, indicators, rules in words and formula, bands, sources."""
    notes = _Notes()
    scale = method.scale
    best, worst = scale.best_rating, scale.worst_rating
    released = f"released {method.released}" if method.released else "not released"
    lines = [method.id, *_wrapped(method.title, ""), released, method.digest, ""]
    if method.supersedes:
        lines += [*_wrapped(f"Supersedes {method.supersedes}: {method.reason}", ""), ""]
    lines.append("SCALE")
    words = f"{scale.grid}; {shortest(best)} is the best"
    lines += _wrapped(f"{words}, {shortest(worst)} the worst ({scale.size + 1} ratings)", "  ")
    lines += [*_known(scale.evidence, notes, "  "), "", "INDICATORS"]
    width = max(len(id_) for id_ in method.indicator)
    for indicator in method.indicators:
        words = f"{indicator.id:{width}}  {indicator.name}"
        if indicator.also:
            words += f" (also printed {', '.join(indicator.also)})"
        if indicator.was:
            words += f"; continues {' and '.join(indicator.was)}"
        if indicator.unused:
            words += f"; read by no rule: {indicator.unused}"
        lines += _wrapped(words, "  ")
    lines += ["", "FIGURES"]
    for rule in method.rules:
        lines += [*_rule(method, rule, notes), ""]
    for legend in method.legends:
        lines += [f"  Legend, by which nothing is decided: {legend.name}", *_bands(method, legend)]
        lines += [*_known(legend.evidence, notes, "    "), ""]
    if editions := list(_editions(catalog, method)):
        lines += ["EDITIONS", *editions, ""]
    if method.unknown:
        lines += [
            "NOT KNOWN",
            *(line for words in method.unknown for line in _wrapped(f"- {words}", "  ")),
            "",
        ]
    if notes.sources:
        lines.append("SOURCES")
    for number, source in enumerate(notes.sources, 1):
        about = ", ".join(filter(None, (source.title, source.publisher, source.published)))
        lines += [*_wrapped(f"[{number}] {about}", "  "), f"      {source.url}"]
    return "\n".join(lines) + "\n"


def _rule(method: Methodology, rule: Rule, notes: _Notes) -> Iterator[str]:
    yield f"  {rule.name} ({rule.id})"
    if rule.also:
        yield from _wrapped(f"also printed {', '.join(rule.also)}", "    ")
    yield from _wrapped(in_words(method, rule), "    ")
    if isinstance(rule, BandRule):
        yield from _bands(method, rule)
    else:
        yield from _wrapped(f"{rule.id} = {formula(method, rule)}", "      ")
    yield from _known(rule.evidence, notes, "    ")


def in_words(method: Methodology, rule: Rule) -> str:
    """A rule as a sentence."""
    if isinstance(rule, Mean):
        words = f"the plain mean of {len(rule.of)} ratings" if len(rule.of) > 1 else "the rating itself"
    elif isinstance(rule, BandRule):
        words = f"the class in which {rule.of} lies"
    else:
        low, high = map(shown, method.range_of(rule.of))
        words = f"{rule.of}, translated from {low} … {high} onto {rule.onto[0]} … {rule.onto[1]}"
    if not isinstance(rule, Mean):
        reads = (
            "exact or rounded, which is proved to be the same" if rule.reads == "immaterial" else rule.reads
        )
        words += f"; reads it {reads}"
    if not isinstance(rule, BandRule):
        words += f"; rounded to {rule.round.step}, {rule.round.mode}"
    return words


def _bands(method: Methodology, rule: BandRule) -> Iterator[str]:
    width = max(len(band.label) for band in rule.bands)
    for label, range_ in ranges(method, rule):
        yield from _wrapped(f"{label:{width}}  {range_}", "      ")


def _editions(catalog: Catalog, method: Methodology) -> Iterator[str]:
    for printing in Printing:
        found = printed_by(catalog, method, printing)
        for assumed in (False, True):
            labels = [edition.id for edition, evidence in found if evidence.is_assumed(edition.id) is assumed]
            if labels:
                yield from _wrapped(
                    f"{PUBLISHED[printing]}{' (assumed)' if assumed else ''}: {spans(labels)}", "  "
                )


def edition_text(catalog: Catalog, edition: Edition, methods: Iterable[Methodology]) -> str:
    """An edition, its printings, and the page of each methodology that printed it."""
    lines = [f"Edition {edition.id}" + (f" (also printed {', '.join(edition.also)})" if edition.also else "")]
    if edition.covers:
        lines.append(f"  covers the calendar year {edition.covers}")
    if edition.published:
        lines.append(f"  published in {edition.published}")
    for printed, method in catalog.printings(edition):
        lines.append(f"  {printed.printing}: {method.id} ({printed.evidence.words})")
    pages = [method_text(catalog, method) for method in methods]
    return "\n\n".join(["\n".join(lines), *pages])


def diff_text(result: Diff) -> str:
    """What differs, first what can change a figure, and what stays equal."""
    lines = [f"{result.before.id} -> {result.after.id}"]
    groups: dict[bool, list[str]] = {False: [], True: []}
    for one in result.differences:
        groups[one.at.rpartition(": ")[2] in _WORDS].append(f"{one.at}: {one.says}")
    for about_words, title in ((False, "The method"), (True, "Its words and sources")):
        if groups[about_words]:
            lines += [
                "",
                title,
                *(line for says in groups[about_words] for line in _wrapped(f"- {says}", "  ")),
            ]
    if not result.differences:
        lines += ["", "No difference."]
    if result.incomparable:
        lines += ["", "Nothing is proved to stay equal", *_wrapped(f"- {result.incomparable}", "  ")]
    elif result.theorems:
        lines += ["", "Proved by enumeration"]
        lines += [line for says in result.theorems for line in _wrapped(f"- {says}", "  ")]
    return "\n".join(lines) + "\n"


def check_text(checked: Iterable[Checked]) -> str:
    """Each file with its proofs, a line each."""
    lines = []
    for one in checked:
        lines.append(f"{one.name}: {one.methodology.id} {one.methodology.digest}")
        lines += [f"  {_MARKS[proof.outcome]} {proof.at}: {proof.words}" for proof in one.proofs]
        refuted = sum(proof.refuted for proof in one.proofs)
        lines += [f"  {refuted} refuted" if refuted else "  nothing refuted", ""]
    return "\n".join(lines)
