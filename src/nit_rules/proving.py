"""Proofs by enumeration: what the rules of a methodology claim of themselves, checked on every reachable sum.

Ratings lie on a grid, so each composite has finitely many sums; what holds on every row of its lattice holds.
"""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from attrs import evolve, frozen

from nit_rules.model import BandRule, Basis, Best, Figure, Lattice, Mean, Methodology, Reads, Rescale, Rule
from nit_rules.rounding import RoundingMode


class ProofStatus(StrEnum):
    """How a proof ended."""

    PROVED = "proved"
    REFUTED = "refuted"
    #: true and worth knowing, but nothing that a rule file has to keep to
    NOTED = "noted"


@frozen
class Proof:
    """One law of one rule: the key that states it (`at`), what was found, and where it fails.

    A refuted law names the smallest counter-example, as ratings, and the key that it clashes with.
    """

    law: str
    at: str
    outcome: ProofStatus
    says: str
    counterexample: tuple[tuple[str, str], ...] = ()
    clashes_with: str | None = None

    @property
    def refuted(self) -> bool:
        return self.outcome is ProofStatus.REFUTED

    @property
    def words(self) -> str:
        """What was found, with the counter-example and the clash."""
        words = self.says
        if self.counterexample:
            words += "; for example " + " ".join(f"{id_}={rating}" for id_, rating in self.counterexample)
        if self.clashes_with:
            words += f"; it clashes with {self.clashes_with}"
        return words


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
            proofs += _ties(lattice, rule, path)
        if isinstance(rule, Rescale):
            proofs += _ends(method, lattice, rule, path)
        if not isinstance(rule, Mean):
            proofs += _reads(method, lattice, rule, path)
        proofs += _cited(rule, path)
    for index, legend in enumerate(method.legends):
        proofs += _legend(method, legend, f"legend[{index}]")
    return (*proofs, *_indicators(method))


def ratings_of(lattice: Lattice, position: int) -> tuple[tuple[str, str], ...]:
    """Ratings with that sum: from the lowest, raised in the printed order."""
    ratings = []
    for indicator in lattice.indicators:
        steps = min(position, lattice.scale.size)
        position -= steps
        ratings.append((indicator, str(lattice.scale.printed(steps))))
    return tuple(ratings)


def _path(method: Methodology, figure: str) -> str:
    return f"rule[{[rule.id for rule in method.rules].index(figure)}]"


def _printed(lattice: Lattice, figure: str) -> list[Figure]:
    return [row.figures[figure] for row in lattice.rows]


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
    figures = _printed(lattice, rule.id)
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
        clash = "scale.lowest" if isinstance(method.rule[rule.of], Mean) else f"{_path(method, rule.of)}.onto"
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


#: Ways to round to the nearest step, which differ in ties.
_NEAREST = RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.HALF_DOWN


def _ties(lattice: Lattice, rule: Mean | Rescale, path: str) -> Iterator[Proof]:
    """Which sums lie half-way between two printed figures, and whether the tie rule decides anything there."""
    rows = lattice.rows
    exact = [row.figures[rule.id].exact for row in rows]
    if rule.round.mode not in _NEAREST:
        yield _not_nearest(lattice, rule, path)
        return
    ties = [i for i, value in enumerate(exact) if value is not None and rule.round.ties(value)]
    if not ties:
        says = f"no sum of {len(rows)} ties at a step of {rule.round.step}, so the tie rule cannot matter"
        yield Proof("ties", f"{path}.round.mode", ProofStatus.PROVED, says)
        return
    says = f"{len(ties)} of {len(rows)} sums tie at a step of {rule.round.step}"
    found = []
    for mode in _NEAREST:
        if mode is not rule.round.mode:
            rival = evolve(rule.round, mode=mode)
            differ = [i for i in ties if rival(_exact(exact[i])) != rows[i].figures[rule.id].printed]
            found.append((mode, rival, differ))
    if not any(differ for *_, differ in found):
        yield Proof(
            "ties", f"{path}.round.mode", ProofStatus.NOTED, f"{says}, but every tie rule prints the same"
        )
        return
    words = []
    for mode, rival, differ in found:
        if differ:
            row = rows[differ[0]]
            words.append(
                f"{mode} would print {len(differ)} otherwise ({rival(_exact(exact[differ[0]]))} "
                f"for {row.figures[rule.id].text})"
            )
    first = next(differ[0] for *_, differ in found if differ)
    says = f"{says}, and the tie rule matters: {', '.join(words)}"
    yield Proof("ties", f"{path}.round.mode", ProofStatus.NOTED, says, ratings_of(lattice, first))


def _not_nearest(lattice: Lattice, rule: Mean | Rescale, path: str) -> Proof:
    """What it does that a figure is not rounded to the nearest step; the other ways know no ties."""
    half_up = evolve(rule.round, mode=RoundingMode.HALF_UP)
    printed = [(half_up(_exact(one.exact)), one) for one in _printed(lattice, rule.id)]
    differ = [i for i, (nearest, one) in enumerate(printed) if nearest != one.printed]
    says = f"{rule.round.mode} is no rounding to the nearest step: half-up would print "
    if not differ:
        says += f"the same on all {len(printed)} sums"
        return Proof("ties", f"{path}.round.mode", ProofStatus.NOTED, says)
    nearest, one = printed[differ[0]]
    says += f"{len(differ)} of {len(printed)} otherwise (first {nearest} for {one.text})"
    example = ratings_of(lattice, differ[0])
    return Proof("ties", f"{path}.round.mode", ProofStatus.NOTED, says, example)


def _exact(value: object) -> Fraction:
    assert isinstance(value, Fraction)  # noqa: S101 - a mean or a rescale has an exact value on every row
    return value


def _ends(method: Methodology, lattice: Lattice, rule: Rescale, path: str) -> Iterator[Proof]:
    """The ends of the scale go to the ends of the range: the lowest value of what is read to the first of them."""
    first, last = (_exact(row.figures[rule.of].exact) for row in (lattice.rows[0], lattice.rows[-1]))
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


def _reads(method: Methodology, lattice: Lattice, rule: Rescale | BandRule, path: str) -> Iterator[Proof]:
    """Whether it matters, to its figure or to one that follows from it, which value of its input a rule reads."""
    other = Reads.EXACT if rule.reads is Reads.ROUNDED else Reads.ROUNDED
    read_otherwise: Rule = evolve(rule, reads=other)
    rules = tuple(read_otherwise if one.id == rule.id else one for one in lattice.rules)
    rival = Lattice.of(method.scale, lattice.mean, rules)
    figure, differ = _differing(lattice, rival, rule.id)
    where = "" if figure == rule.id else f" in {figure}"
    total = len(lattice.rows)
    if rule.reads is Reads.IMMATERIAL and differ:
        position, exact, rounded = differ[0]
        value = lattice.rows[position].figures[rule.of]
        says = (
            f"is not immaterial: {len(differ)} of {total} sums differ{where}; at {rule.of} {value.text} the exact "
            f"value gives {exact or 'no band'}, the rounded one {rounded or 'no band'}"
        )
        clash = f"{_path(method, rule.of)}.round"
        yield Proof(
            "immaterial", f"{path}.reads", ProofStatus.REFUTED, says, ratings_of(lattice, position), clash
        )
    elif rule.reads is Reads.IMMATERIAL:
        says = f"the exact and the rounded {rule.of} give the same on all {total} sums"
        yield Proof("immaterial", f"{path}.reads", ProofStatus.PROVED, says)
    elif differ:
        position, before, after = differ[0]
        says = (
            f"it matters: reading the {other} {rule.of} would print {len(differ)} of {total}{where} otherwise"
        )
        says += f" (first {after or 'no band'} for {before or 'no band'})"
        yield Proof("reads", f"{path}.reads", ProofStatus.NOTED, says, ratings_of(lattice, position))
    else:
        says = f"reading the {other} {rule.of} would print the same on all {total} sums: it is immaterial"
        yield Proof("reads", f"{path}.reads", ProofStatus.NOTED, says)


def _differing(one: Lattice, other: Lattice, first: str) -> tuple[str, list[tuple[int, str, str]]]:
    """A figure that two lattices of the same ratings print differently, and on which rows; `first` before others."""
    for figure in sorted((rule.id for rule in one.rules), key=lambda figure: figure != first):
        pairs = zip(_printed(one, figure), _printed(other, figure), strict=True)
        differ = [(i, a.text, b.text) for i, (a, b) in enumerate(pairs) if a.printed != b.printed]
        if differ:
            return figure, differ
    return first, []


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


def _legend(method: Methodology, legend: BandRule, path: str) -> Iterator[Proof]:
    """Where a legend would file a sum otherwise than the rule with the same labels does."""
    rules = method.lattice_of[legend.of].rules
    lattice = Lattice.of(method.scale, method.lattice_of[legend.of].mean, (*rules, legend))
    if legend.reads is Reads.IMMATERIAL:
        yield from _reads(method, lattice, legend, path)
    labels = {band.label for band in legend.bands}
    for rule in rules:
        if not isinstance(rule, BandRule) or {band.label for band in rule.bands} != labels:
            continue
        differ = [row for row in lattice.rows if row.figures[legend.id] != row.figures[rule.id]]
        if not differ:
            says = f"gives the same class as {rule.id} on all {len(lattice.rows)} sums"
            yield Proof("legend", path, ProofStatus.NOTED, says)
            continue
        shown = ", ".join(row.figures[lattice.id].text for row in differ[:5])
        says = f"differs from {rule.id} at {len(differ)} of {len(lattice.rows)} sums, at {lattice.id} {shown}"
        homeless = sum(not row.figures[legend.id].text for row in differ)
        if homeless:
            says += f"; it has no class for {homeless} of them"
        yield Proof("legend", path, ProofStatus.NOTED, says, ratings_of(lattice, differ[0].position))


def _indicators(method: Methodology) -> Iterator[Proof]:
    """Every indicator is read, or the file says why not."""
    readers = {id_: _path(method, mean.id) for mean in method.means for id_ in mean.of}
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
