"""Arguments that are either the ratings of one set (``ID=RATING``) or inputs with many records."""

import os
from collections.abc import Iterable, Iterator

import click

from nit_rules.cli.output import complain
from nit_rules.errors import Problem
from nit_rules.locating import named
from nit_rules.model import Record
from nit_rules.sources.reading import Reading

#: Reasons to leave a record out that are no fault of the input.
_NOTES = frozenset({"not-settled", "no-classes", "missing-rating", "off-grid"})


def ratings_or_inputs(arguments: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The arguments that are ratings, or the inputs; raises `click.UsageError` where both or neither are given."""
    ratings = tuple(one for one in arguments if "=" in one and not os.path.exists(one))
    inputs = tuple(one for one in arguments if one not in ratings)
    if bool(ratings) == bool(inputs):
        raise click.UsageError("give the ratings of one set as ID=RATING, or INPUT files")
    return ratings, inputs


class RecordStream:
    """The records of inputs, as they are read; what cannot be read goes to standard error as it is met."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.failed = False
        self._readings = readings
        self._told: set[Problem] = set()
        self._earlier = 0

    def __iter__(self) -> Iterator[Record]:
        for reading in self._readings:
            for record in reading.records:
                self._complain(named(record, record.problems))
                self._earlier += record.previous is not None
                yield record
            self._complain(reading.problems)
            complain(*reading.notes)

    def leave_out(self, problems: tuple[Problem, ...], notes: tuple[Problem, ...], done: bool) -> int:
        """Say which records were left out, and what is to be noted.

        The exit code: 2 where one had a problem, or where nothing was done.
        """
        complain(*(problem for problem in problems if problem not in self._told), *notes)
        if self._earlier:
            pages = "a page states" if self._earlier == 1 else f"{self._earlier} pages state"
            complain(Problem("left-out", "", f"what {pages} of the edition before is left out"))
        bad = any(problem.code not in _NOTES for problem in problems)
        return 2 if self.failed or bad or not done else 0

    def _complain(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        complain(*problems)
        self._told.update(problems)
        self.failed = self.failed or bool(problems)
