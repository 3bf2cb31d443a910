"""The report: all audits of one run, counted, with what concerns several of them."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from attrs import field

from nit_rules.errors import Problem
from nit_rules.model import Audit, Cause, Diagnosis, FrozenMap, Methodology, Verdict
from nit_rules.values import frozen

if TYPE_CHECKING:
    from nit_rules.series import Disagreement

#: Of more records than these, the records of several inputs are not compared with each other.
MOST_COMPARED = 100_000


class ReadInput(NamedTuple):
    """An input by its base name and the digest of its bytes."""

    name: str
    digest: str


@frozen
class Report:
    """What `nit-rules audit` found, as a value."""

    options: FrozenMap[str, str | bool | None]
    audits: tuple[Audit, ...]
    methodologies: tuple[Methodology, ...] = field(default=(), repr=False)
    inputs: tuple[ReadInput, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    disagreements: "tuple[Disagreement, ...]" = ()
    problems: tuple[Problem, ...] = ()
    #: as `input_numbers`; where none are given all come from one
    numbers: tuple[int, ...] = ()
    #: the rule files that the report carries with it: for each folder the texts by name
    rules: tuple[FrozenMap[str, str], ...] = ()
    #: those that explain figures of records to which they were not applied
    other_methodologies: tuple[Methodology, ...] = field(default=(), repr=False)

    @property
    def input_numbers(self) -> tuple[int, ...]:
        """For each audit the number of its input, from 0."""
        return self.numbers or (0,) * len(self.audits)

    @property
    def causes(self) -> tuple[Diagnosis, ...]:
        """What would explain several findings, or concerns several records."""
        return tuple(one for one in self.diagnoses if one.id != Cause.NOT_SEPARATED)

    @property
    def left_open(self) -> tuple[Diagnosis, ...]:
        """What the records cannot tell apart: no cause of anything."""
        return tuple(one for one in self.diagnoses if one.id == Cause.NOT_SEPARATED)

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """The problems of the run and those of each record."""
        return (*self.problems, *(problem for audit in self.audits for problem in audit.problems))


def explaining(audits: Iterable[Audit]) -> set[str]:
    """The ids of methodologies that explain figures of records to which they were not applied."""
    found: set[str] = set()
    for audit in audits:
        for diagnosis in chain(audit.diagnoses, *(finding.diagnoses for finding in audit.findings)):
            if diagnosis.id in (Cause.OTHER_METHODOLOGY, Cause.OTHER_FIGURE):
                # Among the words for another figure, or for a scale that is turned, only ids have a version.
                found.update(word for what in diagnosis.what for word in what.split() if "@" in word)
    return found


class Summary:
    """Counts that grow with each audit, so that a report can be streamed."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, audit: Audit) -> None:
        self.counts["records"] += 1
        self.counts["problems"] += len(audit.problems)
        for finding in audit.findings:
            self.counts[finding.verdict] += 1
            if finding.sources:
                self.counts["from_ratings" if finding.sources == ("ratings",) else "from_claims"] += 1
        for change in audit.changes:
            self.counts[f"change-{change.verdict}"] += 1

    def as_dict(self) -> dict[str, int]:
        """The counts in a fixed order."""
        names = ("records", *Verdict, "problems", "from_ratings", "from_claims")
        return {str(name): self.counts[name] for name in names}

    def exit_code(self, failing: Iterable[Verdict], *, disagreements: bool) -> int:
        """2 where something could not be done, 1 where there is a verdict that fails or something disagrees, else 0."""
        if self.counts["problems"]:
            return 2
        found = any(self.counts[verdict] or self.counts[f"change-{verdict}"] for verdict in failing)
        return 1 if found or disagreements else 0


def summary(report: Report) -> Summary:
    """The counts of a whole report."""
    total = Summary()
    for audit in report.audits:
        total.add(audit)
    total.counts["problems"] += len(report.problems)
    return total
