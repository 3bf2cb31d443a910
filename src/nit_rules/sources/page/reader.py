"""A page's text to its records."""

import hashlib
import re
from itertools import pairwise

from attrs import evolve

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem, quoted
from nit_rules.sources.page.changes import Changes, read_changes
from nit_rules.sources.page.context import context, direction, subject_changes
from nit_rules.sources.page.headline import Headline, read_headline
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.owners import Owners
from nit_rules.sources.page.records import Records
from nit_rules.sources.page.tables import Tables, read_tables
from nit_rules.sources.page.text import Origin, Page
from nit_rules.sources.reading import Reading
from nit_rules.sources.subjects import known_subject

#: A page that shows none of these is another publisher's, whatever it calls its figures.
_OURS = re.compile(
    r"Nations\s{1,4}in\s{1,4}Transit|Freedom\s{1,4}House|\bNIT\b|Democracy\s{1,4}(?:Score|Percentage|Rating)"
    r"|Regime\s{1,4}Classification|(?:National|Local)\s{1,4}(?:Democratic\s{1,4})?Governance"
    r"|Judicial\s{1,4}Framework",
    re.IGNORECASE,
)


def read_page(
    text: str, name: str, catalog: Catalog, *, edition: str | None = None, origin: Origin | None = None
) -> Reading:
    """The records of a page, given as text; places are ``name:line``, in tables ``name:line:column``.

    `edition` is that of the page's own figures where the page does not name it; `origin` the markup that the text was
    shown from, whose places are then given.
    """
    reading = Reading(name, "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    page, names = Page.of(text, name, origin), Names(catalog)
    if _OURS.search(page.text):
        for one in _pages(page, names):
            _read(one, names, edition, reading)
    if not reading.records:
        message = "no published figures of this index found; is it one of its report pages?"
        reading.problems.append(Problem("no-record", name, message))
    return reading


def _pages(page: Page, names: Names) -> list[Page]:
    """The pages of a file, where it holds those of several subjects: each has a title, and a score of its own."""
    changes = subject_changes(page)
    if not changes:
        return [page]
    bounds = [0, *changes, len(page.text)]
    # A title without a score below is a link to another report.
    starts = [start for start, end in pairwise(bounds) if _has_score(page.part(start, end), names)]
    if len(starts) < 2:
        return [page]
    return [page.part(start, end) for start, end in pairwise([*starts, len(page.text)])]


def _has_score(page: Page, names: Names) -> bool:
    tables = read_tables(page, names)
    found = {one.name for one in tables.figures} | {
        one.name for one in read_headline(page, tables, names).own
    }
    terms = (names.term(name, None) for name in found)
    return any(term is not None and term.id == "democracy_score" for term in terms)


def _read(page: Page, names: Names, edition: str | None, reading: Reading) -> None:
    tables = read_tables(page, names)
    headline = read_headline(page, tables, names)
    changes = read_changes(page, names)
    first = min((one.offset for one in headline.own), default=len(page.text))
    first = min((first, *(one.years for one in tables.figures)))
    about = context(page, names, changes.subject, first)
    if about.edition is None and edition is not None:
        about = evolve(about, edition=names.edition(edition))
    if about.subject is not None:
        owners = Owners(page, names, known_subject(about.subject), about.edition)
        tables, headline, changes = _own(page, owners, tables, headline, changes)
    filed = Records(page, names, about, direction(page))
    filed.add_tables(tables)
    filed.add_headline(headline, changes)
    reading.records = [*reading.records, *filed.records()]
    reading.notes += [*tables.notes, *headline.notes, *changes.notes, *filed.notes]


def _own(
    page: Page, owners: Owners, tables: Tables, headline: Headline, changes: Changes
) -> tuple[Tables, Headline, Changes]:
    """What is the page's own of what was read; what is of others is left out, with a note."""
    notes: list[Problem] = []

    def is_own(name: str, offset: int, whose: str | None) -> bool:
        if whose is not None:
            notes.append(
                Problem("left-out", page.at(offset), f"{name}: of {quoted(whose)}, it seems; left out")
            )
        return whose is None

    of_table = {start: owners.above_table(start) for start in {one.years for one in tables.figures}}
    of_row = {one.row: of_table[one.years] or owners.before(one.row) for one in tables.figures}
    others = {row for row, whose in of_row.items() if whose}
    for row in sorted(others):
        name = next(one.name for one in tables.figures if one.row == row)
        is_own(name, row, of_row[row])
    figures = [one for one in tables.figures if one.row not in others]
    own = [one for one in headline.own if is_own(one.name, one.offset, owners.of_figure(one.start, one.end))]
    moves = tuple(
        one
        for one in changes.moves
        if one.subject is None
        or is_own(one.name, one.offset, one.subject if owners.is_other_country(one.subject) else None)
    )
    return (
        evolve(tables, figures=figures, notes=[*tables.notes, *notes]),
        evolve(headline, own=own),
        evolve(changes, moves=moves),
    )
