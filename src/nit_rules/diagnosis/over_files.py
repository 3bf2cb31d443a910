"""Over a whole file: one cause of many wrong figures, and what the file cannot tell apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from attrs import evolve, frozen

from nit_rules import numerals
from nit_rules.catalog import Catalog
from nit_rules.diagnosis.chances import Chances, Key, Said, Whose
from nit_rules.diagnosis.rivals import Rival, rivals
from nit_rules.model import (
    NOWHERE,
    Audit,
    BandRule,
    Cause,
    Diagnosis,
    Figure,
    Finding,
    FrozenMap,
    Methodology,
    Span,
    is_empty,
    meet,
)
from nit_rules.rounding import RoundingMode

#: Causes that a whole file can have in common, in words; misprints of single digits or ratings are no such causes.
_SYSTEMATIC = {
    Cause.PERCENTAGE_FROM_ROUNDED_SCORE: "the percentage taken from the rounded score",
    Cause.STATUS_FROM_PERCENTAGE: "reading the status from the legend of the percentage",
    Cause.BAND_EDGE: "filing scores at an edge into the class beyond it",
    Cause.HALF_UP: "rounding half up",
    Cause.HALF_EVEN: "rounding half to even",
    Cause.TRUNCATED: "cutting off instead of rounding",
    Cause.ROUNDED_UP: "rounding up",
    Cause.FEWER_DIGITS: "printing fewer digits",
    Cause.ZEROS_ADDED: "rounding to fewer digits and adding zeros",
    Cause.FRACTION_OF_ONE: "giving percentages as fractions of one",
    Cause.PERCENTAGE_OF_HIGHEST: "taking percentages of the highest score",
    Cause.SUM_OF_RATINGS: "adding up ratings without dividing",
    Cause.MISPLACED_POINT: "losing or moving the decimal point",
    Cause.PREVIOUS_EDITION: "taking the figures of the edition before",
    Cause.PREVIOUS_EDITION_TURNED: "taking the figures of the edition before and turning the scale",
    Cause.REVERSED_SCALE: "turning the scale",
    Cause.OTHER_METHODOLOGY: "applying {what}",
    Cause.OTHER_FIGURE: "printing {what} in the place of another figure",
    Cause.COLUMNS_SWAPPED: "exchanging {what}",
    Cause.COLUMNS_SHIFTED: "a shift of the columns by one",
    Cause.ROWS_SHIFTED: "a column that has slipped by {what}",
    Cause.INDICATOR_OMITTED: "leaving out {what}",
}
_SEPARATING = {
    Cause.PERCENTAGE_FROM_ROUNDED_SCORE: "the exact score from the rounded one",
    Cause.HALF_EVEN: "{mode} from half-even",
}
#: Causes that are other ways to round a right value.
_ROUNDED = frozenset({Cause.TRUNCATED, Cause.ROUNDED_UP, Cause.FEWER_DIGITS, Cause.ZEROS_ADDED})
#: A rival of the rules, the figure that it concerns, and how that is rounded.
_Rivalry = tuple[Cause, str, RoundingMode]


@frozen
class _Cause:
    """One cause of several wrong figures: those that are explained by that key."""

    key: Key
    diagnosis: Diagnosis


class Tally:
    """Counts over the audits of a run, one after the other; `key` gives what two names of one subject share."""

    def __init__(self, catalog: Catalog, key: Callable[[str], str] = numerals.fold) -> None:
        self._catalog = catalog
        self._key = key
        self._records: set[Whose] = set()
        self._nameless = 0
        # The systematic explanations of each wrong figure.
        self._wrong: dict[Said, frozenset[Key]] = {}
        # By methodology and figure: the rivals that no finding has told from the rule yet.
        self._open: dict[tuple[str, str], dict[_Rivalry, Rival]] = {}
        self._told: set[_Rivalry] = set()

    def add(self, audit: Audit) -> None:
        """Count one audit; what a page states of the edition before is no record of its own here.

        A figure that several inputs print for one record is one wrong figure: releases of a table repeat each other.
        """
        whose = self._whose(audit)
        if audit.record.period is None:
            self._records.add(whose)
        method = self._catalog.methodology(audit.methodology) if audit.methodology else None
        for finding in audit.findings:
            if finding.verdict.is_wrong:
                number = numerals.parse(finding.published)
                value = numerals.fold(finding.published) if number is None else number
                said = Said(whose, finding.figure, value)
                self._wrong[said] = self._wrong.get(said, frozenset()) | _systematic(audit, finding)
            if method is not None and finding.figure in method.rule:
                self._separate(method, audit, finding)

    def _whose(self, audit: Audit) -> Whose:
        """Subject, edition and rules, which tell the printing; a record without a name is never another."""
        record = audit.record
        if record.subject is None or record.edition is None:
            self._nameless += 1
            return (self._nameless,)
        return self._key(record.subject), record.edition, audit.methodology, audit.candidates

    def _separate(self, method: Methodology, audit: Audit, finding: Finding) -> None:
        """Strike out the rivals that a finding tells from the rule: one of the two can have led to it, the other not.

        Where figures exclude each other, what explains them tells.
        """
        key = method.id, finding.figure
        rivalries = self._open.get(key)
        if rivalries is None:
            rivalries = self._open[key] = _differing(method, finding.figure)
        if not rivalries:
            return
        explaining = {one.id for one in finding.diagnoses}
        rows = _left(method, audit, finding)
        followed = meet(rows, method.lattice_of[finding.figure].find(finding.figure, finding.published))
        for rivalry, rival in list(rivalries.items()):
            led = meet(rows, rival.span(finding.figure, finding.published) or NOWHERE)
            if (
                is_empty(followed) is not is_empty(led)
                or rival.id in explaining
                # Rounded in a third way, the value of one is not that of the other.
                or (
                    rows[0] == rows[1] and explaining & _ROUNDED and not rival.agrees(finding.figure, rows[0])
                )
            ):
                self._told.add(rivalry)
                del rivalries[rivalry]

    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """What explains several wrong figures, the most first, and what no row tells apart.

        Nothing where nothing is wrong, or where there is only one record.
        """
        if not self._wrong or len(self._records) < 2:
            return ()
        return (*(one.diagnosis for one in self._causes()), *self._not_told())

    def explained(self, audits: Iterable[Audit]) -> Iterator[Audit]:
        """The audits that were counted, with those causes among the diagnoses of each finding that they explain."""
        causes = self._causes() if len(self._records) > 1 else []
        for audit in audits:
            yield _with(audit, causes) if causes else audit

    def _causes(self) -> list[_Cause]:
        """What explains findings of several records, the most first.

        Causes of exactly the same findings are told as one, as far as this file can tell; one that explains nothing
        but what a greater cause explains is none, and neither is one that may be chance.
        """
        kinds = Counter(self._wrong.values())
        counts: Counter[Key] = Counter()
        for keys, count in kinds.items():
            for key in keys:
                counts[key] += count
        chances = Chances(self._wrong)
        alike: dict[frozenset[int], list[Key]] = {}
        for key in sorted(counts, key=lambda key: (-counts[key], key[0].rank, key)):
            pattern = frozenset(place for place, keys in enumerate(kinds) if key in keys)
            if not any(pattern < other for other in alike) and not chances.may_be_chance(key):
                alike.setdefault(pattern, []).append(key)
        return [_cause(some, counts[some[0]], kinds.total()) for some in alike.values()]

    def _not_told(self) -> Iterator[Diagnosis]:
        figures: dict[str, list[str]] = {}
        for rivalries in self._open.values():
            for rivalry in rivalries:
                id_, figure, mode = rivalry
                if rivalry not in self._told:
                    figures.setdefault(_SEPARATING[id_].format(mode=mode), []).append(figure)
        for words, some in figures.items():
            yield Diagnosis(
                Cause.NOT_SEPARATED, f"no row separates {words} in {', '.join(dict.fromkeys(some))}"
            )


def _systematic(audit: Audit, finding: Finding) -> frozenset[Key]:
    """What explains a wrong finding and may explain others; what explains a rival explains the conflict as well."""
    concerned = (one for one in audit.findings if one is finding or one.figure in finding.rivals)
    return frozenset(
        (diagnosis.id, what)
        for one in concerned
        for diagnosis in one.diagnoses
        if diagnosis.id in _SYSTEMATIC
        for what in diagnosis.what or (() if "{what}" in _SYSTEMATIC[diagnosis.id] else ("",))
    )


def _cause(keys: list[Key], count: int, total: int) -> _Cause:
    """Of several keys the first stands for all."""
    words = " or ".join(_SYSTEMATIC[id_].format(what=what) for id_, what in keys)
    more = "; no row tells these apart" if len(keys) > 1 else ""
    says = f"{words} explains {count:,} of {total:,} wrong figures{more}"
    return _Cause(keys[0], Diagnosis(keys[0][0], says))


def _with(audit: Audit, causes: Iterable[_Cause]) -> Audit:
    """An audit, and what its page states of the edition before, with the causes that explain their findings."""
    if audit.previous is None and not audit.is_wrong:
        return audit
    findings = []
    for finding in audit.findings:
        keys = _systematic(audit, finding) if finding.verdict.is_wrong else frozenset()
        more = [one.diagnosis for one in causes if one.key in keys]
        findings.append(evolve(finding, diagnoses=(*finding.diagnoses, *more)) if more else finding)
    previous = audit.previous and _with(audit.previous, causes)
    return evolve(audit, findings=tuple(findings), previous=previous)


def _left(method: Methodology, audit: Audit, finding: Finding) -> Span:
    """The rows that the known ratings and the other claims that stand leave to a finding."""
    lattice = method.lattice_of[finding.figure]
    known = {one.figure: lattice.scale.find(one.text) for one in audit.ratings}
    rows = lattice.allowed({figure: at for figure, at in known.items() if at is not None})
    for one in audit.findings:
        if one is not finding and not one.verdict.is_wrong and method.lattice_of.get(one.figure) is lattice:
            rows = meet(rows, lattice.find(one.figure, one.published))
    return rows


def _differing(method: Methodology, figure: str) -> dict[_Rivalry, Rival]:
    """The rivals of a figure that print another than the rule on some row."""
    rule, lattice = method.rule[figure], method.lattice_of[figure]
    if isinstance(rule, BandRule):
        return {}
    half_even = evolve(rule.round, mode=RoundingMode.HALF_EVEN)
    exacts = (row.figures[figure].exact or Fraction(0) for row in lattice.rows)
    even = tuple(
        row._replace(figures=FrozenMap({**row.figures, figure: Figure(half_even(exact), exact)}))
        for row, exact in zip(lattice.rows, exacts, strict=True)
    )
    others = [
        one for one in rivals(lattice, method.legends) if one.id in _SEPARATING and figure in one.indexes
    ]
    return {
        (rival.id, figure, rule.round.mode): rival
        for rival in (*others, Rival(Cause.HALF_EVEN, even, lattice, (figure,)))
        if not all(rival.agrees(figure, row) for row in range(len(lattice.rows)))
    }
