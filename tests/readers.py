"""What a test of a reader looks at: all that some inputs gave."""

from collections.abc import Callable

from attrs import frozen

from nit_rules.model import Record
from nit_rules.sources.reading import Reading


@frozen
class Read:
    """All readings of some inputs, exhausted, their problems and notes as people see them."""

    readings: tuple[Reading, ...]
    records: tuple[Record, ...]

    @property
    def problems(self) -> list[str]:
        of_records = [str(problem) for record in self.records for problem in record.problems]
        return [str(problem) for reading in self.readings for problem in reading.problems] + of_records

    @property
    def notes(self) -> list[str]:
        return [str(note) for reading in self.readings for note in reading.notes]

    @property
    def record(self) -> Record:
        (record,) = self.records
        return record


#: Writes files by name and content and reads them: see the fixture `read`.
Reader = Callable[..., Read]


def texts(record: Record) -> dict[str, str]:
    """The ratings and claims of a record by id."""
    return {stated.figure: stated.text for stated in (*record.ratings, *record.claims)}
