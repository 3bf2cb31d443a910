"""What reading an input gives."""

from collections.abc import Iterable

from attrs import Factory, define

from nit_rules.errors import Problem
from nit_rules.model import Record
from nit_rules.sources.outlines import Known, Outline

#: The kinds of input.
KINDS = ("page", "csv", "json", "jsonl", "xlsx", "parquet")

#: Problems and notes.
Said = tuple[list[Problem], list[Problem]]


@define
class Reading:
    """One input: its base name, the digest of its bytes, and its records.

    Records may be read while they are iterated; `problems` (what could not be done) and `notes` (what was left out,
    without changing the exit code) are complete only once `records` is exhausted. Problems of a single record are in
    the record.
    """

    name: str
    digest: str
    records: Iterable[Record] = ()
    problems: list[Problem] = Factory(list)
    notes: list[Problem] = Factory(list)
    #: who knows rows by their outlines; such rows need not become records
    known: Known | None = None
    #: the outline of the row that became the latest record, where it was looked for and can be known
    outline: Outline | None = None

    @property
    def count(self) -> tuple[int, int]:
        """How many problems and notes there are."""
        return len(self.problems), len(self.notes)

    def unsay(self, before: tuple[int, int]) -> "Said":
        """What was said since there were so many problems and notes; it is so no longer."""
        problems, notes = before
        said = self.problems[problems:], self.notes[notes:]
        del self.problems[problems:], self.notes[notes:]
        return said

    def say_again(self, said: "Said") -> None:
        """Say what was unsaid."""
        self.problems += said[0]
        self.notes += said[1]
