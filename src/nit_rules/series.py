"""Records beside each other: where inputs disagree on one record, where a series breaks, who is missing.

Subjects are compared by a key that the caller gives, since names are printed in many ways.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product

from attrs import frozen

from nit_rules import numerals
from nit_rules.catalog import Catalog
from nit_rules.errors import Problem
from nit_rules.model import (
    Audit,
    BandRule,
    Cause,
    Diagnosis,
    Mean,
    Methodology,
    Printing,
    Scale,
    is_empty,
)
from nit_rules.model.indexes import LabelIndex

#: What two names of one subject share.
Key = Callable[[str], str]


@frozen
class Seen:
    """A figure as one input has it, and where."""

    value: str
    at: str


@frozen
class Disagreement:
    """One figure of one record, which several inputs give differently.

    `printing` is the publication in which they differ; None where one gives it as first published and another as
    republished, and they differ after turning the scale, or where it is not known which of them an input gives.
    """

    subject: str
    edition: str
    printing: Printing | None
    figure: str
    values: tuple[Seen, ...]

    def __str__(self) -> str:
        places: dict[str, list[str]] = {}
        for one in self.values:
            places.setdefault(one.value, []).append(one.at)
        values = " ≠ ".join(f"{value} ({', '.join(at)})" for value, at in places.items())
        return f"{self.subject} {self.edition}  {self.figure}  disagree: {values}"


@frozen
class _Statement:
    """A figure of a record in one input, and the methodologies under which it can have been printed."""

    source: int
    subject: str
    text: str
    at: str
    printing: Printing | None
    methods: tuple[Methodology, ...]


def disagreements(
    catalog: Catalog, audits: Iterable[tuple[int, Audit]], key: Key
) -> tuple[Disagreement, ...]:
    """The figures on which different inputs disagree about the same subject and edition.

    `audits` come with the number of their input. Two values agree where they are the same rating or figure: under one
    methodology in any of its spellings, under two after turning the scale where it is turned. Within one input nothing
    is compared, and a record without subject or edition is never the same as another.
    """
    groups: dict[tuple[str, str, str], list[_Statement]] = {}
    for source, audit in audits:
        for one in (audit, audit.previous):
            record = one.record if one else None
            if one is None or record is None or record.subject is None or record.edition is None:
                continue
            methods = _methods(catalog, one)
            printing = _printing(catalog, one)
            for stated in (*record.ratings, *record.claims):
                statement = _Statement(source, record.subject, stated.text, stated.at, printing, methods)
                groups.setdefault((key(record.subject), record.edition, stated.figure), []).append(statement)
    # In printed order, whatever that of the input is: a report that is read again has another.
    ids = dict.fromkeys(
        id_ for method in reversed(catalog.methodologies) for id_ in (*method.indicator, *method.rule)
    )
    order = {id_: place for place, id_ in enumerate(ids)}
    records = {
        one: place
        for place, one in enumerate(dict.fromkeys((subject, edition) for subject, edition, _ in groups))
    }
    ordered = sorted(groups, key=lambda one: (records[one[:2]], order.get(one[2], len(order)), one[2]))
    return tuple(found for one in ordered for found in _compared(one[1], one[2], groups[one]))


def _compared(edition: str, figure: str, group: list[_Statement]) -> Iterator[Disagreement]:
    if len({statement.source for statement in group}) < 2:
        return
    by_printing: dict[Printing | None, list[_Statement]] = {}
    for statement in group:
        by_printing.setdefault(statement.printing, []).append(statement)
    for printing, some in by_printing.items():
        if not _agree(figure, some):
            yield _disagreement(edition, printing, figure, some)
    if len(by_printing) > 1:
        # One of each printing that agrees with one of another is enough: the others were compared above.
        for some, others in combinations(by_printing.values(), 2):
            pairs = [(a, b) for a, b in product(some, others) if a.source != b.source]
            if pairs and not any(_same(figure, a, b) for a, b in pairs):
                yield _disagreement(edition, None, figure, [*some, *others])


def _agree(figure: str, some: Sequence[_Statement]) -> bool:
    """Whether every two inputs have a value in common."""
    sources: dict[int, list[_Statement]] = {}
    for statement in some:
        sources.setdefault(statement.source, []).append(statement)
    return all(
        any(_same(figure, a, b) for a, b in product(first, second))
        for first, second in combinations(sources.values(), 2)
    )


def _disagreement(
    edition: str, printing: Printing | None, figure: str, some: Sequence[_Statement]
) -> Disagreement:
    values = tuple(dict.fromkeys(Seen(statement.text, statement.at) for statement in some))
    return Disagreement(some[0].subject, edition, printing, figure, values)


def _methods(catalog: Catalog, audit: Audit) -> tuple[Methodology, ...]:
    return tuple(map(catalog.methodology, audit.candidates or filter(None, (audit.methodology,))))


def _printing(catalog: Catalog, audit: Audit) -> Printing | None:
    edition = catalog.find_edition(audit.record.edition)
    if edition is None or audit.methodology is None:
        return audit.record.printing
    name = audit.methodology.partition("@")[0]
    fitting = [printed.printing for printed, method in catalog.printings(edition) if method.name == name]
    return fitting[0] if len(fitting) == 1 else audit.record.printing


# -- the same figure ------------------------------------------------------------------------------------------------


def _same(figure: str, first: _Statement, second: _Statement) -> bool:
    if first.text == second.text and first.methods == second.methods:
        return True
    if not first.methods or not second.methods:
        return numerals.same(first.text, second.text)
    return any(
        _same_under(figure, a, first.text, b, second.text) for a, b in product(first.methods, second.methods)
    )


def _same_under(figure: str, a: Methodology, first: str, b: Methodology, second: str) -> bool:
    """Whether a figure of `a` and the same figure of `b` are one, after turning the scale where it is turned."""
    turned = a.scale.best is not b.scale.best
    if figure in a.indicator and figure in b.indicator:
        ours, theirs = a.scale.find(first), b.scale.find(second)
        if ours is not None and theirs is not None and a.scale.size == b.scale.size:
            return ours == (b.scale.size - theirs if turned else theirs)
        return _same_number(first, second, a.scale, turned=turned)
    if figure not in a.rule or figure not in b.rule:
        return numerals.same(first, second)
    if isinstance(a.rule[figure], BandRule):
        return _label(a, figure, first) == _label(b, figure, second)
    lattice, other = a.lattice_of[figure], b.lattice_of[figure]
    (low, high), (start, end) = lattice.find(figure, first), other.find(figure, second)
    if len(lattice.rows) == len(other.rows) and not is_empty((low, high)) and not is_empty((start, end)):
        top = len(other.rows) - 1
        return (low, high) == ((top - end, top - start) if turned else (start, end))
    return _same_number(first, second, a.scale, turned=turned and isinstance(a.rule[figure], Mean))


def _label(method: Methodology, figure: str, text: str) -> str:
    index = method.lattice_of[figure].index(figure)
    band = index.band(text) if isinstance(index, LabelIndex) else None
    return numerals.fold(band.label if band else text)


def _same_number(first: str, second: str, scale: Scale, *, turned: bool) -> bool:
    """Whether two printed numbers are equal, turned as ``lowest + highest - x`` where the scale is."""
    a, b = numerals.parse(first), numerals.parse(second)
    if a is None or b is None:
        return first == second
    return Fraction(a) == (
        Fraction(scale.lowest) + Fraction(scale.highest) - Fraction(b) if turned else Fraction(b)
    )


# -- series ---------------------------------------------------------------------------------------------------------


def breaks(catalog: Catalog, audits: Iterable[Audit], key: Key) -> tuple[Diagnosis, ...]:
    """Where the figures of a subject cease to be one series: another set of indicators, or a turned scale.

    One diagnosis for each pair of methodologies that follow each other, however many subjects it concerns.
    """
    order = {edition.id: place for place, edition in enumerate(catalog.editions)}
    paths: dict[str, dict[int, set[str]]] = {}
    for audit in audits:
        edition = catalog.find_edition(audit.record.edition)
        if audit.record.subject is None or edition is None or audit.methodology is None:
            continue
        path = paths.setdefault(key(audit.record.subject), {})
        path.setdefault(order[edition.id], set()).add(audit.methodology)
    found: dict[tuple[str, str], Counter[tuple[int, int]]] = {}
    for path in paths.values():
        for before, after in pairwise(sorted(path)):
            if not path[before] & path[after]:
                pair = max(path[before]), min(path[after])
                found.setdefault(pair, Counter())[before, after] += 1
    return tuple(
        Diagnosis(Cause.SERIES_BREAK, _break_words(catalog, pair, some))
        for pair, some in sorted(found.items())
    )


def _gap(places: tuple[int, int]) -> tuple[int, int]:
    """Of the subjects that a break concerns, those with the fewest editions missing show best where it is."""
    return places[1] - places[0], places[0]


def _break_words(catalog: Catalog, pair: tuple[str, str], some: Counter[tuple[int, int]]) -> str:
    before, after = map(catalog.methodology, pair)
    places = min(some, key=_gap)
    editions = " and ".join(catalog.editions[place].id for place in places)
    of = f" for {some[places]} of {some.total()} subjects" if len(some) > 1 else ""
    what = []
    if len(before.indicator) != len(after.indicator):
        what.append(f"{len(before.indicator)} indicators become {len(after.indicator)}")
    elif tuple(before.indicator) != tuple(after.indicator):
        what.append("the indicators change")
    if before.scale.best is not after.scale.best:
        what.append(f"the scale is turned ({before.scale.direction}, then {after.scale.direction})")
    changed = " and ".join(what) or "the rules change"
    return f"the series breaks between {editions}{of}: {changed} ({before.name}, {after.name})"


def missing(audits: Iterable[Audit], roster: Iterable[tuple[str, str]], key: Key) -> tuple[Problem, ...]:
    """The subjects of a roster that an edition lacks: a problem each, at the place of the name in the roster.

    The editions are those of which there is a record; `roster` gives names and their places.
    """
    present: dict[str, set[str]] = {}
    for audit in audits:
        if audit.record.edition is not None:
            subjects = present.setdefault(audit.record.edition, set())
            if audit.record.subject is not None:
                subjects.add(key(audit.record.subject))
    names = list(roster)
    return tuple(
        Problem("missing-subject", at, f"there is no record of {name} in the edition {edition}")
        for edition, subjects in sorted(present.items())
        for name, at in names
        if key(name) not in subjects
    )
