"""Reading pages in tests: what was read, by edition and figure."""

from collections.abc import Iterator

from attrs import frozen

from nit_rules.errors import InputError
from nit_rules.model import Record, Stated
from nit_rules.sources.page import names_of, page_text, read_page
from nit_rules.sources.reading import Reading
from nit_rules.sources.vocabulary import Vocabulary
from shipped import CATALOG

_NAMES = names_of(Vocabulary(CATALOG))

#: The head of a right page, and what is read of it.
GEORGIA = (
    "Nations in Transit 2022 - Georgia\nTransitional or Hybrid Regime\n35 / 100\n"
    "Democracy Percentage 34.52 / 100\nDemocracy Score 3.07 / 7\n"
)
OWN = {
    "status": "Transitional or Hybrid Regime",
    "democracy_percentage_rounded": "35",
    "democracy_percentage": "34.52",
    "democracy_score": "3.07",
}


@frozen
class Seen:
    """What a page gave: its records (those of the edition before among them), problems and notes."""

    records: tuple[Record, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def own(self) -> Record:
        """The only record that is not another's `previous`."""
        (own,) = self.records
        return own

    @property
    def previous(self) -> Record:
        previous = self.own.previous
        assert previous is not None
        return previous

    def every(self) -> Iterator[Record]:
        for record in self.records:
            yield record
            if record.previous is not None:
                yield record.previous

    def edition(self, label: str | None) -> Record:
        (found,) = [record for record in self.every() if record.edition == label]
        return found


def see(text: str, name: str = "page.txt", *, edition: str | None = None) -> Seen:
    """Read a page under the shipped rules."""
    return _seen(read_page(text, name, _NAMES, edition=edition))


def see_document(data: bytes, suffix: str) -> Seen:
    """Read a document of that kind under the shipped rules."""
    return _seen(read_bytes(data, suffix))


def read_bytes(data: bytes, suffix: str) -> Reading:
    """The records of a page in a file of the kind that `suffix` says: .txt, .html, .htm, .pdf or .docx."""
    name = f"page{suffix}"
    try:
        text, origin = page_text(data, name, suffix)
    except InputError as error:
        return Reading(name, "", problems=list(error.problems))
    return read_page(text, name, _NAMES, origin=origin)


def _seen(reading: Reading) -> Seen:
    records = tuple(reading.records)
    seen = Seen(records, (), tuple(map(str, reading.notes)))
    of_records = [problem for record in seen.every() for problem in record.problems]
    return Seen(records, tuple(map(str, (*reading.problems, *of_records))), seen.notes)


def values(stated: tuple[Stated, ...]) -> dict[str, str]:
    """Texts by figure; printings of one figure must be equal."""
    found: dict[str, str] = {}
    for one in stated:
        assert found.setdefault(one.figure, one.text) == one.text
    return found


def figures(record: Record) -> dict[str, str]:
    """Ratings and claims by id."""
    return values((*record.ratings, *record.claims))
