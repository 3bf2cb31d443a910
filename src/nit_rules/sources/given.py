"""What a command's options say of every record: subject, edition, methodology, printing."""

from collections.abc import Callable

from attrs import evolve

from nit_rules.catalog import Catalog, edition_key
from nit_rules.errors import Problem, UnknownEditionError, quoted
from nit_rules.model import Record
from nit_rules.numerals import fold
from nit_rules.sources.subjects import same_subject
from nit_rules.values import frozen


@frozen
class Given:
    """Options that supply what an input does not say itself.

    An option that contradicts what the input states is a problem, not a preference.
    """

    subject: str | None = None
    edition: str | None = None
    methodology: str | None = None
    printing: str | None = None

    def settle(self, record: Record, catalog: Catalog) -> Record:
        """The record with what it left open; a problem in it for each option that it contradicts.

        What a page states of the edition before is settled with it: that edition is the one before the record's.
        """
        if self == NOTHING:
            return record
        supplied: dict[str, str] = {}
        problems = []
        for name, option, agree in self._options():
            stated = getattr(record, name)
            if option is None or (name == "edition" and record.period == "previous"):
                continue
            if stated is None:
                supplied[name] = option
            elif not agree(str(stated), option):
                message = f"the input states {name} {quoted(str(stated))}, --{name} says {quoted(option)}"
                problems.append(Problem("contradicts-option", record.at, message))
        if not supplied and not problems:
            return record
        edition = supplied.get("edition", record.edition)
        return evolve(
            record,
            subject=supplied.get("subject", record.subject),
            edition=edition,
            methodology=supplied.get("methodology", record.methodology),
            printing=supplied.get("printing", record.printing),
            previous=None if record.previous is None else self._previous(record.previous, edition, catalog),
            problems=(*record.problems, *problems),
        )

    def _options(self) -> tuple[tuple[str, str | None, Callable[[str, str], bool]], ...]:
        return (
            ("subject", self.subject, same_subject),
            ("edition", self.edition, _same_edition),
            ("methodology", self.methodology, _same_methodology),
            ("printing", self.printing, _same),
        )

    def _previous(self, record: Record, edition: str | None, catalog: Catalog) -> Record:
        before = catalog.label_before(edition)
        if record.period == "previous" and before is not None:
            record = evolve(record, edition=before, period=None)
        printing = self._printing_before(edition, record.edition, catalog)
        return evolve(self, edition=None, printing=printing).settle(record, catalog)

    def _printing_before(self, edition: str | None, before: str | None, catalog: Catalog) -> str | None:
        """Which printing of the edition before stands beside the one given: that under the same methodology.

        A page of 2020 as first published shows the figures of 2019 as republished on its own scale.
        """
        if self.printing is None or edition is None or before is None:
            return self.printing
        try:
            own = catalog.for_edition(edition, self.printing)
            printings = catalog.printings(catalog.edition(before))
        except UnknownEditionError:
            return self.printing
        return next((str(printed.printing) for printed, method in printings if method is own), None)


#: No option at all.
NOTHING = Given()


def _same(stated: str, option: str) -> bool:
    return fold(stated) == fold(option)


def _same_edition(stated: str, option: str) -> bool:
    return edition_key(stated) == edition_key(option)


def _same_methodology(stated: str, option: str) -> bool:
    """``nit/2020`` and ``nit/2020@1.0.0`` do not contradict each other."""
    (name, _, version), (wanted, _, wanted_version) = stated.partition("@"), option.partition("@")
    return name == wanted and (version == wanted_version or not (version and wanted_version))
