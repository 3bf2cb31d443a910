"""One run of ``nit-rules audit``: what is kept from record to record, until the report is whole."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from nit_rules.catalog import Catalog
from nit_rules.cli.output import complain
from nit_rules.cli.progress import counting
from nit_rules.errors import Problem
from nit_rules.model import Audit, Diagnosis, FrozenMap, Methodology, Verdict, flat
from nit_rules.reports.report import MOST_COMPARED, ReadInput, Report, Summary, explaining
from nit_rules.sources.reading import Reading

if TYPE_CHECKING:
    from nit_rules.cli.bulk import Bulk
    from nit_rules.cli.cases import Cases
    from nit_rules.reports.lines import FindingsWriter
    from nit_rules.series import Disagreement


class Run:
    """Audits the records of one input after the other; says problems and notes as soon as they are known."""

    def __init__(
        self,
        catalog: Catalog,
        readings: Iterator[Reading],
        settings: FrozenMap[str, str | bool | None],
        roster: str | None,
    ) -> None:
        self._catalog = catalog
        self._readings = readings
        self._settings = settings
        self._roster = roster
        self._inputs: list[ReadInput] = []
        self._problems: list[Problem] = []
        self._numbers: list[int] = []
        self._used: set[str] = set()
        # The audits of each input until they are compared; None where there are too many.
        self._held: list[tuple[int, Audit]] | None = []
        self._diagnoses: tuple[Diagnosis, ...] = ()
        self._disagreements: tuple[Disagreement, ...] = ()
        self._summary = Summary()
        self._writer: FindingsWriter | None = None
        self._bulk: Bulk | None = None

    def audits(self) -> Iterator[Audit]:
        """An audit for each record, and one for each edition before that a page states.

        They are held back until all are read and compared with each other; once they are too many for that, each is
        given as soon as it is made.
        """
        with counting("records") as step:
            for numbered in self._audits(step):
                if self._held is None:
                    yield from self._given([numbered])
                elif len(self._held) < MOST_COMPARED:
                    self._held.append(numbered)
                else:
                    held, self._held = self._held, None
                    message = f"more than {MOST_COMPARED:,} records: they are audited, but not compared with each other"
                    complain(Problem("not-compared", "", message))
                    yield from self._given([*held, numbered])
                    del held
        if self._bulk:
            self._bulk.count(self._summary)
        yield from self._given(self._compared())

    def _audits(self, step: Callable[[], None]) -> Iterator[tuple[int, Audit]]:
        """Each record as it is audited, with the number of its input."""
        from nit_rules.cli.cases import Cases
        from nit_rules.sources.outlines import outline_of

        cases = Cases(self._catalog)
        for reading in self._readings:
            # Its place among the inputs that are listed: those that could not be read are not.
            number = len(self._inputs)
            for record in reading.records:
                bulk = self._knowing(cases, step)
                outline = reading.outline or outline_of(record)
                if bulk and outline and (case := bulk.case(cases.key(outline))):
                    bulk.tell(case, outline.subject, outline.places, outline.claims)
                    continue
                step()
                whole = cases.audit(record, outline)
                for one in flat([whole]):
                    self._summary.add(one)
                    self._used.update(filter(None, (one.methodology, *one.candidates)))
                    complain(*one.problems, *one.notes)
                yield number, whole
                if bulk:
                    # From here on, rows of tables need not become records.
                    reading.known = bulk
                    if outline:
                        bulk.learn(outline, whole)
            if reading.digest:
                self._inputs.append(ReadInput(reading.name, reading.digest))
            self._say(*reading.problems)
            complain(*reading.notes)

    def _knowing(self, cases: "Cases", step: Callable[[], None]) -> "Bulk | None":
        """Who knows records by their outlines, once they are too many to be compared and are written as they come."""
        if self._bulk is None and self._writer is not None and self._held is None:
            from nit_rules.cli.bulk import Bulk

            self._bulk = Bulk(cases, self._writer, step)
        return self._bulk

    def _given(self, numbered: list[tuple[int, Audit]]) -> Iterator[Audit]:
        for number, whole in numbered:
            for one in flat([whole]):
                self._numbers.append(number)
                yield one

    def _compared(self) -> list[tuple[int, Audit]]:
        """The audits held back, with what explains their findings beside each other."""
        held = self._held or []
        if self._roster is not None:
            self._check_roster(self._roster, held)
        if len(held) < 2 and not any(audit.previous for _, audit in held):
            return held
        from nit_rules.sources.subjects import subject_key
        from nit_rules.together import compared

        together = compared(self._catalog, held, subject_key)
        self._diagnoses, self._disagreements = together.diagnoses, together.disagreements
        numbers = (number for number, _ in held)
        return [*zip(numbers, together.audits, strict=True)]

    @property
    def disagreements(self) -> "tuple[Disagreement, ...]":
        """What inputs disagree about, once the first audit is given; none where they are not compared."""
        return self._disagreements

    def write_known_cases_with(self, writer: "FindingsWriter") -> None:
        """Once records are too many to be compared, write the findings of cases that are known as they come."""
        self._writer = writer

    def _say(self, *problems: Problem) -> None:
        self._problems += problems
        self._summary.counts["problems"] += len(problems)
        complain(*problems)

    def method(self, audit: Audit) -> Methodology | None:
        """The methodology of an audit, where it has one."""
        return self._catalog.methodology(audit.methodology) if audit.methodology else None

    def report(self, audits: tuple[Audit, ...] = ()) -> Report:
        """What there is to say once all audits are through."""
        return Report(
            self._settings,
            audits,
            tuple(map(self._catalog.methodology, sorted(self._used))),
            tuple(self._inputs),
            self._diagnoses,
            self._disagreements,
            tuple(self._problems),
            tuple(self._numbers),
            other_methodologies=tuple(map(self._catalog.methodology, sorted(explaining(audits)))),
        )

    def _check_roster(self, roster: str, held: list[tuple[int, Audit]]) -> None:
        from nit_rules.series import missing
        from nit_rules.sources.roster import read_roster
        from nit_rules.sources.subjects import subject_key

        self._say(*missing(flat(audit for _, audit in held), read_roster(roster), subject_key))

    @property
    def failing(self) -> tuple[Verdict, ...]:
        """The verdicts for which the exit code is 1."""
        strict = bool(self._settings["strict"])
        return tuple(one for one in Verdict if one.is_wrong or (strict and one is Verdict.UNDETERMINED))

    def exit_code(self) -> int:
        return self._summary.exit_code(self.failing, disagreements=bool(self._disagreements))
