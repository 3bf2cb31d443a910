"""The records of one input: what options supply, and each record once."""

import re

from attrs import define, field

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem, UnknownEditionError, UnknownMethodologyError
from nit_rules.model import Methodology, Printing, Record
from nit_rules.sources.given import Given
from nit_rules.sources.reading import Reading
from nit_rules.sources.seen import Seen
from nit_rules.sources.subjects import subject_key

_FLOAT_YEAR = re.compile(r"([0-9]{4})\.0+")
#: Distinct editions, and distinct sets of figures, whose meaning is remembered.
_REMEMBERED = 10_000

_Signature = tuple[str, str | None, Printing | None, str | None, frozenset[str]]


@define
class Register:
    """Admits the records of one input: the first of a subject, edition and printing; every later one is a problem."""

    catalog: Catalog
    given: Given
    reading: Reading
    _seen: dict[tuple[str, Printing | None], Seen] = field(factory=dict)
    _editions: dict[str, str] = field(factory=dict)
    _once: dict[str, Printing | None] = field(factory=dict)
    _printings: dict[_Signature, Printing | None] = field(factory=dict)

    def edition(self, text: str) -> str:
        """The id of a printed edition (``1999`` is ``1999-2000``, a float's ``2021.0`` is ``2021``), else its text."""
        known = self._editions.get(text)
        if known is None:
            year = _FLOAT_YEAR.fullmatch(text)
            label = year[1] if year else text
            edition = self.catalog.find_edition(label)
            known = edition.id if edition else label
            if len(self._editions) < _REMEMBERED:
                self._editions[text] = known
        return known

    def methodology(self, name: str | None) -> str | None:
        """The id of a methodology (``nit/2020`` is its pinned version), else its name as it stands."""
        try:
            return None if name is None else self.catalog.methodology(name).id
        except UnknownMethodologyError:
            return name

    def admit(self, record: Record) -> Record | None:
        """The record as options complete it; None, and a problem, where the input has it already."""
        record = self.given.settle(record, self.catalog)
        seen = self.seen(record)
        if record.subject is not None and seen is not None and not seen.add(subject_key(record.subject)):
            message = f"{record.subject} {record.edition} is there already; only the first is audited"
            self.reading.problems.append(Problem("duplicate-record", record.at, message))
            return None
        return record

    def seen(self, record: Record) -> Seen | None:
        """The subjects that were seen in the edition and printing of a record; None where that has no edition."""
        if record.edition is None:
            return None
        key = record.edition, self._printing(record)
        if key not in self._seen:
            self._seen[key] = Seen()
        return self._seen[key]

    def _printing(self, record: Record) -> Printing | None:
        """The printing that a record is of, where what it states leaves only one."""
        if record.printing is None and (only := self._only_printing(str(record.edition))) is not None:
            return only
        figures = frozenset(stated.figure for stated in (*record.ratings, *record.claims))
        signature = str(record.edition), record.methodology, record.printing, record.scale_direction, figures
        if signature not in self._printings:
            if len(self._printings) >= _REMEMBERED:
                self._printings.clear()
            self._printings[signature] = printing_of(self.catalog, record, figures)
        return self._printings[signature]

    def _only_printing(self, edition: str) -> Printing | None:
        """The printing of an edition that was printed once."""
        if edition not in self._once:
            known = self.catalog.find_edition(edition)
            printings = self.catalog.printings(known) if known else ()
            if len(self._once) >= _REMEMBERED:
                self._once.clear()
            self._once[edition] = printings[0][0].printing if len(printings) == 1 else None
        return self._once[edition]


def printing_of(catalog: Catalog, record: Record, figures: frozenset[str]) -> Printing | None:
    """The one printing of the record's edition that fits all it states, or what it states itself."""
    try:
        printings = catalog.printings(catalog.edition(record.edition or ""))
        given = None if record.methodology is None else catalog.methodology(record.methodology)
    except (UnknownEditionError, UnknownMethodologyError):
        return record.printing
    fitting = [
        printed.printing
        for printed, method in printings
        if record.printing in (None, printed.printing)
        and given in (None, method)
        and record.scale_direction in (None, method.scale.direction)
        and figures <= _makes(method)
    ]
    return fitting[0] if len(fitting) == 1 else record.printing


def _makes(method: Methodology) -> set[str]:
    return {*method.rule, *method.indicator}
