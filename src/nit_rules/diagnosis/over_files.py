"""Over a whole file: one cause of many wrong figures, and what the file cannot tell apart."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from nit_rules.diagnosis.explaining import ORDER
from nit_rules.diagnosis.rivals import FROM_ROUNDED, rivals
from nit_rules.model import Audit, BandRule, Diagnosis, Methodology
from nit_rules.rounding import RoundingMode

#: Causes that a whole file can have in common, in words; misprints of single digits or ratings are no such causes.
_SYSTEMATIC = {
    "percentage-from-rounded-score": "the percentage taken from the rounded score",
    "status-from-percentage": "reading the status from the legend of the percentage",
    "half-even": "rounding half to even",
    "truncated": "cutting off instead of rounding",
    "rounded-up": "rounding up",
    "fewer-digits": "printing fewer digits",
    "previous-edition": "taking the figures of the edition before",
    "reversed-scale": "turning the scale",
    "other-methodology": "applying another methodology",
    "columns-swapped": "exchanging two columns",
    "columns-shifted": "a shift of the columns by one",
    "indicator-omitted": "leaving out one rating",
}
_SEPARATING = {
    FROM_ROUNDED: "the exact score from the rounded one",
    "half-even": "{mode} from half-even",
}
#: A rival of the rules, the figure that it concerns, and how that is rounded.
_Rivalry = tuple[str, str, RoundingMode]


class Tally:
    """Counts over the audits of a file, one after the other, so that a file of any size can be told of."""

    def __init__(self) -> None:
        self._records = 0
        # How many wrong findings have exactly these systematic explanations.
        self._wrong: Counter[frozenset[str]] = Counter()
        # By methodology and figure: the rivals that no finding has told from the rule yet, and the values that would.
        self._open: dict[tuple[str, str], dict[_Rivalry, frozenset[Fraction]]] = {}
        self._told: set[_Rivalry] = set()

    def add(self, audit: Audit, method: Methodology | None) -> None:
        """Count one audit; `method` is its methodology, where it has one.

        What a page states of the edition before is no record of its own here.
        """
        self._records += audit.record.period is None
        for finding in audit.findings:
            if finding.verdict.is_wrong:
                # What is wrong with a rival explains the conflict as well.
                concerned = (one for one in audit.findings if one is finding or one.figure in finding.rivals)
                ids = {diagnosis.id for one in concerned for diagnosis in one.diagnoses}
                self._wrong[frozenset(ids & _SYSTEMATIC.keys())] += 1
            if method is not None and finding.exact is not None and finding.figure in method.rule:
                self._separate(method, finding.figure, finding.exact)

    def _separate(self, method: Methodology, figure: str, exact: Fraction) -> None:
        key = method.id, figure
        rivalries = self._open.get(key)
        if rivalries is None:
            rivalries = self._open[key] = _differing(method, figure)
        for rivalry, values in list(rivalries.items()):
            if exact in values:
                self._told.add(rivalry)
                del rivalries[rivalry]

    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """What explains several wrong figures, the most first, and what no row tells apart.

        Nothing where nothing is wrong, or where there is only one record.
        """
        total = sum(self._wrong.values())
        if not total or self._records < 2:
            return ()
        return (*self._causes(total), *self._not_told())

    def _causes(self, total: int) -> Iterator[Diagnosis]:
        counts: Counter[str] = Counter()
        for ids, count in self._wrong.items():
            for id_ in ids:
                counts[id_] += count
        # Causes of exactly the same findings are one, as far as this file can tell.
        alike: dict[tuple[int, ...], list[str]] = {}
        for id_ in sorted(counts, key=lambda id_: (-counts[id_], ORDER.index(id_))):
            pattern = tuple(place for place, ids in enumerate(self._wrong) if id_ in ids)
            alike.setdefault(pattern, []).append(id_)
        for some in alike.values():
            if counts[some[0]] > 1:
                words = " or ".join(_SYSTEMATIC[id_] for id_ in some)
                more = "; no row tells these apart" if len(some) > 1 else ""
                says = f"{words} explains {counts[some[0]]:,} of {total:,} contradictions{more}"
                yield Diagnosis(some[0], says)

    def _not_told(self) -> Iterator[Diagnosis]:
        figures: dict[str, list[str]] = {}
        for rivalries in self._open.values():
            for rivalry in rivalries:
                id_, figure, mode = rivalry
                if rivalry not in self._told:
                    figures.setdefault(_SEPARATING[id_].format(mode=mode), []).append(figure)
        for words, some in figures.items():
            yield Diagnosis("not-separated", f"no row separates {words} in {', '.join(dict.fromkeys(some))}")


def _differing(method: Methodology, figure: str) -> dict[_Rivalry, frozenset[Fraction]]:
    """For each rival of a figure: the exact values for which it prints another figure than the rule."""
    rule, lattice = method.rule[figure], method.lattice_of[figure]
    found: dict[_Rivalry, frozenset[Fraction]] = {}
    for rival in rivals(lattice, method.legends):
        if rival.id in _SEPARATING and figure in rival.indexes and not isinstance(rule, BandRule):
            pairs = zip(lattice.rows, rival.rows, strict=True)
            figures = ((row.figures[figure], other.figures[figure]) for row, other in pairs)
            values = frozenset(a.exact for a, b in figures if a.exact is not None and a.printed != b.printed)
            if values:
                found[rival.id, figure, rule.round.mode] = values
    return found
