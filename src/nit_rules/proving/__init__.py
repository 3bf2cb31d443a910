"""Proofs by enumeration: what the rules of a methodology claim of themselves, checked on every reachable sum.

Ratings lie on a grid, so each composite has finitely many sums; what holds on every row of its lattice holds.
"""

from collections import Counter
from collections.abc import Iterator

from nit_rules.model import BandRule, Basis, Best, Lattice, Mean, Methodology, Rescale, Rule
from nit_rules.proving.legends import legend_proofs
from nit_rules.proving.proof import Proof, ProofStatus, exact_value, figures_of, path_of, ratings_of
from nit_rules.proving.reading import reads
from nit_rules.proving.ties import ties

__all__ = ["Proof", "ProofStatus", "prove", "ratings_of"]


def prove(method: Methodology) -> tuple[Proof, ...]:
    """All proofs of a methodology, in the order of its rules."""
    proofs = list(_figures(method))
    for index, rule in enumerate(method.rules):
        lattice = method.lattice_of[rule.id]
        path = f"rule[{index}]"
        proofs += _monotone(method, lattice, rule, path)
        if isinstance(rule, BandRule):
            proofs += _bands(method, lattice, rule, path)
        else:
            proofs += ties(lattice, rule, path)
        if isinstance(rule, Rescale):
            proofs += _ends(method, lattice, rule, path)
        if not isinstance(rule, Mean):
            proofs += reads(method, lattice, rule, path)
        proofs += _cited(rule, path)
    for index, legend in enumerate(method.legends):
        proofs += legend_proofs(method, legend, f"legend[{index}]")
    return (*proofs, *_indicators(method))


def _figures(method: Methodology) -> Iterator[Proof]:
    made = Counter(rule.id for lattice in method.lattices for rule in lattice.rules)
    if twice := [id_ for id_, times in made.items() if times > 1]:
        says = f"{', '.join(twice)}: made by several rules"
        yield Proof("one-rule-per-figure", "rule", ProofStatus.REFUTED, says)
        return
    figures = "the figure is" if len(made) == 1 else f"each of {len(made)} figures is"
    says = f"{figures} made by one rule, from one composite"
    yield Proof("one-rule-per-figure", "rule", ProofStatus.PROVED, says)


def _monotone(method: Methodology, lattice: Lattice, rule: Rule, path: str) -> Iterator[Proof]:
    figures = figures_of(lattice, rule.id)
    if isinstance(rule, BandRule):
        order: list[object] = [band.label for band in rule.bands]
        values = [order.index(figure.printed) if figure.printed in order else -1 for figure in figures]
        key, what = "bands", "the class"
    else:
        values = [figure.printed for figure in figures]  # type: ignore[misc]  # labels are in the other branch
        key, what = "round", "the printed figure"
    rising = values[-1] >= values[0]
    ordered = values if rising else values[::-1]
    break_ = next((i for i in range(len(ordered) - 1) if ordered[i] > ordered[i + 1]), None)
    if break_ is None:
        better = rising == (method.scale.best is Best.HIGHEST)
        says = f"{what} never moves back as ratings {'improve' if better else 'worsen'} ({len(values)} sums)"
        yield Proof("monotone", f"{path}.{key}", ProofStatus.PROVED, says)
    else:
        position = break_ + 1 if rising else len(values) - 1 - break_
        says = f"{what} moves back at the sum {lattice.rows[position].sum}"
        yield Proof(
            "monotone",
            f"{path}.{key}",
            ProofStatus.REFUTED,
            says,
            ratings_of(lattice, position),
            "scale.best",
        )


def _bands(method: Methodology, lattice: Lattice, rule: BandRule, path: str) -> Iterator[Proof]:
    """Bands have only a lower bound, so no value has two; one below the first bound has none."""
    homeless = [row for row in lattice.rows if row.figures[rule.id].printed == ""]
    if homeless:
        row = homeless[0]
        value = row.figures[rule.of].text
        says = f"{len(homeless)} of {len(lattice.rows)} sums have no band, the first at {rule.of} {value}"
        first = "at_least" if rule.bands[0].above is None else "above"
        clash = (
            "scale.lowest" if isinstance(method.rule[rule.of], Mean) else f"{path_of(method, rule.of)}.onto"
        )
        yield Proof(
            "one-band", f"{path}.bands[0].{first}", ProofStatus.REFUTED, says, ratings_of(lattice, row.position), clash
        )  # fmt: skip
    else:
        yield Proof(
            "one-band", f"{path}.bands", ProofStatus.PROVED, f"each of {len(lattice.rows)} sums has exactly one band"
        )  # fmt: skip
    reached = {row.figures[rule.id].printed for row in lattice.rows}
    for number, band in enumerate(rule.bands):
        if band.label not in reached:
            says = f"no ratings reach the band '{band.label}'"
            place = f"{path}.bands[{number}]"
            clash = f"{path}.bands[{number + 1}]" if number + 1 < len(rule.bands) else "scale.highest"
            yield Proof("every-band-reached", place, ProofStatus.REFUTED, says, (), clash)


def _ends(method: Methodology, lattice: Lattice, rule: Rescale, path: str) -> Iterator[Proof]:
    """The ends of the scale go to the ends of the range: the lowest value of what is read to the first of them."""
    first, last = (exact_value(row.figures[rule.of].exact) for row in (lattice.rows[0], lattice.rows[-1]))
    start, stop = rule.onto if first <= last else rule.onto[::-1]
    for row, end in ((lattice.rows[0], start), (lattice.rows[-1], stop)):
        printed = row.figures[rule.id].printed
        if printed != end:
            says = f"the sum {row.sum} is printed as {printed}, not as the end of the range, {end}"
            yield Proof(
                "ends-to-ends", f"{path}.onto", ProofStatus.REFUTED, says, ratings_of(lattice, row.position),
                f"{path}.round.step",
            )  # fmt: skip
            return
    low, high = lattice.rows[0].figures[rule.id].text, lattice.rows[-1].figures[rule.id].text
    ends = f"{method.scale.lowest} throughout is {low}, {method.scale.highest} throughout is {high}"
    yield Proof("ends-to-ends", f"{path}.onto", ProofStatus.PROVED, ends)


def _cited(rule: Rule, path: str) -> Iterator[Proof]:
    """Loading refuses what is stated or reproduced without a source, and sources that are not listed."""
    count = len(rule.evidence.citations)
    if count:
        says = (
            f"{rule.evidence.basis}, with {count} {'citation' if count == 1 else 'citations'} in sources.toml"
        )
        yield Proof("cited", f"{path}.citations", ProofStatus.PROVED, says)
    else:
        assert rule.evidence.basis is Basis.ASSUMED  # noqa: S101 - loading refuses anything else
        yield Proof("cited", f"{path}.basis", ProofStatus.NOTED, "assumed, without a source")


def _indicators(method: Methodology) -> Iterator[Proof]:
    """Every indicator is read, or the file says why not."""
    readers = {id_: path_of(method, mean.id) for mean in method.means for id_ in mean.of}
    unread, sound = [], True
    for index, indicator in enumerate(method.indicators):
        path = f"indicator[{index}]"
        if indicator.id not in readers and indicator.unused is None:
            says = f"no rule reads '{indicator.id}'; say why with unused = \"...\""
            yield Proof("indicators-used", path, ProofStatus.REFUTED, says, (), "rule")
            sound = False
        elif indicator.id in readers and indicator.unused is not None:
            says = f"'{indicator.id}' is said to be unused"
            place = readers[indicator.id]
            yield Proof("indicators-used", f"{path}.unused", ProofStatus.REFUTED, says, (), f"{place}.of")
            sound = False
        elif indicator.unused is not None:
            unread.append(indicator.id)
    says = f"all {len(method.indicators)} indicators are read"
    if unread:
        says = f"all indicators are read but {', '.join(unread)}, which is said to be unused"
    if sound:
        yield Proof("indicators-used", "indicator", ProofStatus.PROVED, says)
