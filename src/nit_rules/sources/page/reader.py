"""A page's text to its records."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress

from attrs import evolve

from nit_rules.errors import Problem, quoted
from nit_rules.model import Record
from nit_rules.sources.page.apart import pages_of
from nit_rules.sources.page.changes import Changes, read_changes
from nit_rules.sources.page.context import context
from nit_rules.sources.page.direction import direction
from nit_rules.sources.page.headings import Headings
from nit_rules.sources.page.headline import read_headline
from nit_rules.sources.page.moves import Move
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.outside import Found, Headline
from nit_rules.sources.page.owners import Owners
from nit_rules.sources.page.records import Records
from nit_rules.sources.page.tables import Figure, Tables, read_tables
from nit_rules.sources.page.text import Origin, Page
from nit_rules.sources.page.two_columns import TwoColumns
from nit_rules.sources.page.whose import Heading, Printed, whose
from nit_rules.sources.reading import Reading
from nit_rules.sources.subjects import known_subject, subject_key

#: A page that shows none of these is another publisher's, whatever it calls its figures.
_OURS = re.compile(
    r"Nations\s{1,4}in\s{1,4}Transit|Freedom\s{1,4}House|\bNIT\b|Democracy\s{1,4}(?:Score|Percentage|Rating)"
    r"|Regime\s{1,4}Classification|(?:National|Local)\s{1,4}(?:Democratic\s{1,4})?Governance"
    r"|Judicial\s{1,4}Framework",
    re.IGNORECASE,
)


def read_page(
    text: str, name: str, names: Names, *, edition: str | None = None, origin: Origin | None = None
) -> Reading:
    """The records of a page, given as text; places are ``name:line``, in tables ``name:line:column``.

    `edition` is that of the page's own figures where the page does not name it; `origin` the markup that the text was
    shown from, whose places are then given.
    """
    reading = Reading(name, "")
    page = Page.of(text, name, origin)
    if is_ours(page.text):
        pages, shared = pages_of(page, names)
        for one in pages:
            _read(one, names, edition or shared, reading)
        if len(pages) > 1:
            reading.records = _together(reading.records)
    if not reading.records:
        message = "no published figures of this index found; is it one of its report pages?"
        reading.problems.append(Problem("no-record", name, message))
    return reading


def is_ours(text: str) -> bool:
    """Whether a page may be one of this index."""
    return _OURS.search(text) is not None


def _together(records: Iterable[Record]) -> list[Record]:
    """The records, those of one subject and edition as one: below another's card a page may come back to its own."""
    together: dict[tuple[str | None, str | None, str | None], list[Record]] = {}
    for one in records:
        key = one.subject and subject_key(one.subject), one.edition, one.period
        together.setdefault(key, []).append(one)
    return [*map(_joined, together.values())]


def _joined(records: Sequence[Record]) -> Record:
    first, *others = records
    if not others:
        return first
    previous = [one.previous for one in records if one.previous]
    direction = next((one for one in records if one.scale_direction), first)
    return evolve(
        first,
        ratings=tuple(chain.from_iterable(one.ratings for one in records)),
        claims=tuple(chain.from_iterable(one.claims for one in records)),
        changes=tuple(chain.from_iterable(one.changes for one in records)),
        scale_direction=direction.scale_direction,
        direction_because=direction.direction_because,
        previous=_joined(previous) if previous else None,
        problems=tuple(chain.from_iterable(one.problems for one in records)),
    )


def _read(page: Page, names: Names, edition: str | None, reading: Reading) -> None:
    tables = read_tables(page, names)
    headline = read_headline(page, tables, names)
    changes = read_changes(page, names)
    places = [*(one.offset for one in headline.own), *(one.years for one in tables.figures)]
    whole = len(page.text)
    about = context(page, names, changes.subject, min(places, default=whole), max(places, default=whole))
    if about.edition is None and edition is not None:
        about = evolve(about, edition=names.edition(edition))
    notes: list[Problem] = []
    subject = about.subject and known_subject(about.subject)
    # What looked like a figure behind a name may be that of a change.
    stated = {page.at(one.offset) for one in changes.moves}
    unread = [one for one in headline.notes if one.at not in stated]
    owners = Owners(page, Headings(names, subject, about.edition))
    headline = evolve(headline, own=[*_of_headings(owners, headline.own, notes)])
    tables, headline, changes = _own(owners, about.edition_at, tables, headline, changes, notes)
    filed = Records(page, names, about, direction(page))
    filed.add_tables(tables)
    filed.add_headline(headline, changes)
    reading.records = [*reading.records, *filed.records()]
    reading.notes += [*tables.notes, *unread, *changes.notes, *notes, *filed.notes]


def _of_headings(owners: Owners, found: Sequence[Found], notes: list[Problem]) -> Iterator[Found]:
    """The figures, those below headings the first that is neither quoted nor that of others."""
    for one in found:
        of = [owners.quoted(start, end) for _, start, end in one.below]
        if None in of:
            text, start, end = one.below[of.index(None)]
            yield evolve(one, text=text, offset=start, end=end)
        elif not of:
            yield one
        else:
            message = f"{one.name}: {one.text} is quoted, or of {quoted(of[0])}; left out"
            notes.append(Problem("left-out", owners.page.at(one.offset), message))


def _own(
    owners: Owners, title: int, tables: Tables, headline: Headline, changes: Changes, notes: list[Problem]
) -> tuple[Tables, Headline, Changes]:
    """What is the page's own of what was read; what is of others is left out, with a note."""
    names, edition = owners.headings.names, owners.headings.edition
    columns = TwoColumns(owners.page, owners.headings)
    off_scale = {one.years for one in tables.figures if names.is_off_scale(one.name, one.cell.text or "")}

    def printed(one: Figure | Found | Move, which: str | None, text: str, beside: str | None) -> Printed:
        place = one.row if isinstance(one, Figure) else one.offset
        heading = None
        if isinstance(one, Figure):
            heading = owners.within_table(one.row, one.years) or owners.above_table(
                one.years, is_off_scale=one.years in off_scale
            )
        elif isinstance(one, Found):
            heading = (
                columns.above(one.start)
                or owners.introduced(one.start, one.end)
                or owners.above(one.start, one.end)
            )
        term = names.term(one.name, edition)
        return Printed(one.name, place, which, term.id if term else one.name, text, beside, heading)

    def beside(one: Found) -> str | None:
        of = owners.beside_label if one.name == names.statuses.figure else owners.beside
        return of(one.start, one.end)

    section = _section(changes, edition)
    things = [
        *(printed(one, one.edition, one.cell.text or "", owners.before(one.row)) for one in tables.figures),
        *(printed(one, edition, one.text, beside(one)) for one in headline.own),
        *(
            printed(one, "last year", one.text, owners.beside(one.start, one.end))
            for one in headline.last_year
        ),
        *(
            printed(
                one,
                edition,
                one.after,
                owners.of_move(one.subject, one.since) or _other_section(one, section),
            )
            for one in changes.moves
        ),
    ]
    of = whose(things, title)
    notes += _left_out(owners.page, things, of)
    is_own = iter([one is None for one in of])
    return (
        evolve(tables, figures=[*compress(tables.figures, is_own)]),
        evolve(
            headline, own=[*compress(headline.own, is_own)], last_year=[*compress(headline.last_year, is_own)]
        ),
        evolve(changes, moves=(*compress(changes.moves, is_own),)),
    )


def _section(changes: Changes, edition: str | None) -> str | None:
    """The year of the section that is the page's own: where there are several, that of its edition, or the last."""
    years = {one.year for one in changes.moves if one.year}
    if len(years) < 2:
        return None
    return edition if edition in years else max(years)


def _other_section(move: Move, section: str | None) -> str | None:
    """The year of a change that is stated under that of another edition."""
    return move.year if section and move.year != section else None


def _left_out(page: Page, things: Sequence[Printed], of: Sequence[str | None]) -> Iterator[Problem]:
    """A note for each row or figure that is of others, and for each heading that claims several."""
    groups: dict[tuple[str, Heading | int], list[Printed]] = {}
    for one, other in zip(things, of, strict=True):
        if other is not None:
            claimed_by = one.heading if one.heading and one.beside is None else one.offset
            groups.setdefault((other, claimed_by), []).append(one)
    for (other, _), some in groups.items():
        first = min(some, key=lambda one: one.offset)
        others = len({one.name for one in some}) - 1
        more = f" and {others} more" if others else ""
        message = f"{first.name}{more}: of {quoted(other)}, it seems; left out"
        yield Problem("left-out", page.at(first.offset), message)
