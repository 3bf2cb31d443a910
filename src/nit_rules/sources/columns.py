"""What the columns of a table mean in each edition, and whether what stands in them can be a figure at all."""

from attrs import define, field

from nit_rules import numerals
from nit_rules.errors import NitRulesError, quoted
from nit_rules.model import BandRule
from nit_rules.sources.header import Header
from nit_rules.sources.vocabulary import Term, Vocabulary
from nit_rules.verdicts import OTHER_INDEX

#: Each indicator and figure of an edition, with the columns that may hold it.
Plan = tuple[tuple[Term, tuple[int, ...]], ...]
#: Distinct texts whose check is remembered; a table prints few.
_REMEMBERED = 10_000


@define
class Terms:
    """Printed names to terms, edition by edition, and the check of their texts."""

    vocabulary: Vocabulary
    #: texts that were found to be numbers, and to be labels
    _fine: tuple[set[str], set[str]] = field(factory=lambda: (set(), set()))
    _labels: frozenset[str] = field(init=False)
    _directions: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        rules = [rule for method in self.vocabulary.catalog.methodologies for rule in method.rules]
        numbers = {rule.id for rule in rules if not isinstance(rule, BandRule)}
        self._labels = frozenset({rule.id for rule in rules if isinstance(rule, BandRule)} - numbers)
        self._directions = {}
        for method in self.vocabulary.catalog.methodologies:
            word, _, end = method.scale.direction.partition("=")
            for stated in (word + end, end + word):
                self._directions[numerals.fold(stated)] = method.scale.direction

    def find(self, name: str, edition: str | None, methodology: str | None) -> Term | None:
        """What a name means in an edition; failing that, in any: the audit says that the edition has no such figure."""
        try:
            found = self.vocabulary.find(name, edition, methodology)
        except NitRulesError:
            # The methodology is not known, which the audit says of the record.
            found = self.vocabulary.find(name, edition)
        return found or self.vocabulary.find(name)

    def plan(self, header: Header, edition: str | None, methodology: str | None) -> Plan:
        """The columns of each indicator and figure in an edition."""
        columns: dict[Term, list[int]] = {}
        for index in header.figures:
            term = self.find(header.cells[index], edition, methodology)
            if term is not None:
                columns.setdefault(term, []).append(index)
        return tuple((term, tuple(indexes)) for term, indexes in columns.items())

    def is_label(self, figure: str) -> bool:
        """Whether a figure is a label."""
        return figure in self._labels

    def is_of_another_index(self, figure: str, text: str) -> bool:
        """Whether a text in the place of a status is one of *Freedom in the World*."""
        return figure in self._labels and numerals.fold(text) in OTHER_INDEX

    def direction(self, text: str) -> str | None:
        """The scale direction that a text states (``best=1``, ``1 = best``), where some methodology has it."""
        return self._directions.get(numerals.fold(text))

    def not_a_direction(self, text: str) -> str:
        """Why a text states no direction of a scale, in a few words."""
        known = " or ".join(sorted(set(self._directions.values())))
        return f"scale_direction is {known}, not {quoted(text)}"

    def complaint(self, figure: str, text: str) -> str | None:
        """Why a text cannot be such a rating or figure at all; None where it can."""
        label = figure in self._labels
        fine = self._fine[label]
        if text in fine:
            return None
        if label:
            if (why := numerals.label_complaint(text)) is not None:
                return why
        elif numerals.parse(text) is None:
            return numerals.complaint(text)
        if len(fine) < _REMEMBERED:
            fine.add(text)
        return None
