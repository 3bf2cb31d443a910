"""From what a page prints to records: one for each edition."""

from decimal import Decimal

from attrs import Factory, define, evolve

from nit_rules import numerals
from nit_rules.errors import Problem, quoted
from nit_rules.model import Change, Record, Stated
from nit_rules.sources.page.changes import Changes
from nit_rules.sources.page.context import Context
from nit_rules.sources.page.direction import Direction
from nit_rules.sources.page.moves import Move
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.outside import PERCENTAGE, ROUNDED_PERCENTAGE, SCORE, Found, Headline
from nit_rules.sources.page.tables import Tables
from nit_rules.sources.page.text import Page

#: No page prints a figure so often; one that does is made to.
_MOST_PRINTINGS = 100


@define
class _Draft:
    """A record in the making."""

    edition: str | None
    at: str = ""
    ratings: list[Stated] = Factory(list)
    claims: list[Stated] = Factory(list)
    changes: list[Change] = Factory(list)
    problems: list[Problem] = Factory(list)
    printed: dict[str, dict[tuple[str, str], None]] = Factory(dict)
    previous: "_Draft | None" = None
    is_previous: bool = False

    def is_empty(self) -> bool:
        return not (self.ratings or self.claims or self.changes or self.problems)

    def scores(self) -> set[Decimal | None]:
        """The scores that are claimed, as numbers."""
        return {numerals.parse(one.text) for one in self.claims if one.figure == SCORE}

    def add(self, figure: str, text: str, at: str, is_rating: bool) -> bool:
        """Add a printing of a figure; False where it was printed too often already."""
        printed = self.printed.setdefault(figure, {})
        if len(printed) >= _MOST_PRINTINGS:
            return False
        if (text, at) not in printed:
            printed[text, at] = None
            (self.ratings if is_rating else self.claims).append(Stated(figure, text, at))
        return True


class Records:
    """Files what was found under the edition it belongs to; what belongs to none for certain is noted."""

    def __init__(self, page: Page, names: Names, context: Context, direction: Direction) -> None:
        self.page = page
        self.names = names
        self.context = context
        self.direction = direction
        self.notes: list[Problem] = []
        self._drafts: dict[str | None, _Draft] = {}
        self._repeated: set[str] = set()
        self._moves: list[Move] = []

    def _draft(self, edition: str | None, offset: int) -> _Draft:
        return self._drafts.setdefault(edition, _Draft(edition, self.page.at(offset)))

    def _leave_out(self, offset: int, message: str) -> None:
        self.notes.append(Problem("left-out", self.page.at(offset), message))

    def _file(self, draft: _Draft, name: str, text: str, at: str, offset: int) -> str | None:
        """Add a figure to a draft under its id in that edition; one that it did not have is a problem of the audit."""
        term = self.names.term(name, draft.edition) or self.names.term(name, None)
        if term is None:
            self._leave_out(offset, f"{name} is not known; {text} is left out")
            return None
        if not draft.add(term.id, text, at, term.is_indicator) and term.id not in self._repeated:
            self._repeated.add(term.id)
            message = f"{name} is printed more than {_MOST_PRINTINGS} times; the rest are left out"
            self._leave_out(offset, message)
        return term.id

    def add_tables(self, tables: Tables) -> None:
        """Each column is a record of its own edition."""
        for edition, offset in tables.editions.items():
            self._draft(edition, offset)
        for figure in tables.figures:
            draft, at = self._drafts[figure.edition], self.page.cell(figure.cell.start)
            text = figure.cell.text or ""
            if figure.cell.is_number:
                self._file(draft, figure.name, text, at, figure.cell.start)
            else:
                message = f"{figure.name}: {numerals.complaint(text)}"
                draft.problems.append(Problem("not-a-number", at, message))

    def add_headline(self, headline: Headline, changes: Changes) -> None:
        """The page's own figures, and what it states of the edition before."""
        columns = [draft for edition, draft in self._drafts.items() if edition is not None]
        own = _Draft(self.context.edition, self.page.at(self.context.edition_at))
        own.problems += [*self._conflicts(), *headline.problems, *changes.problems]
        first = [one.offset for one in (*headline.own, *headline.last_year)]
        first += [move.offset for move in changes.moves]
        if not first and not own.problems:
            return
        place = min(first, default=0)
        if own.edition is None:
            own.at = self.page.at(place)
        own = (
            self._drafts.get(own.edition, own)
            if own.edition
            else self._beside(columns, headline, changes, own)
        )
        if own not in self._drafts.values():
            if own.edition is None and columns and first:
                self._leave_out(place, _unplaced(headline, changes))
                # What is wrong with them is worth saying even so.
                if not own.problems:
                    return
                headline, changes = Headline(), Changes()
            self._drafts[own.edition] = own
        for one in headline.own:
            self._file(own, one.name, one.text, self.page.at(one.offset), one.offset)
        self._add_previous(own, headline.last_year, changes)

    def _conflicts(self) -> list[Problem]:
        """Statements of the page about itself that exclude each other."""
        found = []
        if self.context.conflicts:
            editions = " and ".join(edition for edition, _ in self.context.conflicts)
            at = self.page.at(self.context.conflicts[-1][1])
            found.append(Problem("contradicting-editions", at, f"the page names the editions {editions}"))
        if self.direction.conflict is not None:
            at = self.page.at(self.direction.conflict)
            message = "the page says of both ends of the scale that they are the best"
            found.append(Problem("contradicting-directions", at, message))
        return found

    def _beside(self, columns: list[_Draft], headline: Headline, changes: Changes, own: _Draft) -> _Draft:
        """Where the page names no edition: the newest column, if its score is the headline's."""
        if not columns:
            return own
        newest = max(columns, key=lambda draft: draft.edition or "")
        stated = _Draft(newest.edition)
        said = [(one.name, one.text) for one in headline.own] + [
            (move.name, move.after) for move in changes.moves
        ]
        for name, text in said:
            term = self.names.term(name, newest.edition)
            if term is not None and term.id == SCORE:
                stated.add(SCORE, text, "", is_rating=False)
        if stated.scores() and stated.scores() <= newest.scores():
            newest.problems += own.problems
            return newest
        return own

    def _add_previous(self, own: _Draft, last_year: list[Found], changes: Changes) -> None:
        if not last_year and not changes.moves:
            return
        place = min([one.offset for one in last_year] + [move.offset for move in changes.moves])
        before = self.names.catalog.label_before(own.edition)
        previous = self._drafts.get(before) if before else None
        previous = previous or _Draft(before, self.page.at(place))
        for one in last_year:
            self._file(previous, one.name, one.text, self.page.at(one.offset), one.offset)
        self._moves += changes.moves
        for move in changes.moves:
            at = self.page.at(move.offset)
            figure = self._file(own, move.name, move.after, at, move.offset)
            if figure is not None:
                self._file(previous, move.name, move.before, at, move.offset)
                own.changes.append(Change(figure, move.before, move.after, at, changes.complete))
        if not previous.is_empty():
            own.previous = previous
            previous.is_previous = True

    def records(self) -> list[Record]:
        """The records, each edition once: one that is another's `previous` is found there."""
        drafts = [draft for draft in self._drafts.values() if not draft.is_empty()]
        percentage = next(
            (one for draft in drafts for part in (draft, draft.previous or draft) for one in part.claims
             if one.figure in (PERCENTAGE, ROUNDED_PERCENTAGE)), None
        )  # fmt: skip
        direction = self.direction
        if direction.scale is None and direction.conflict is None and percentage is not None:
            because = f"a percentage is printed only on the scale where 7 is best ({percentage.at})"
            direction = evolve(direction, scale="best=7", because=because)
        for move in self._moves:
            if direction.scale and move.contradicts_itself(direction.scale):
                message = (
                    f"{move.name}: {quoted(move.verb)} from {move.before} to {move.after}: the other way"
                )
                self.notes.append(Problem("another-way", self.page.at(move.offset), message))
        return [self._record(draft, direction) for draft in drafts if not draft.is_previous]

    def _record(self, draft: _Draft, direction: Direction) -> Record:
        return Record(
            subject=self.context.subject,
            edition=draft.edition,
            ratings=tuple(draft.ratings),
            claims=tuple(draft.claims),
            changes=tuple(draft.changes),
            scale_direction=direction.scale,
            direction_because=direction.because,
            at=draft.at,
            previous=self._record(draft.previous, direction) if draft.previous else None,
            period="previous" if draft.is_previous and draft.edition is None else None,
            problems=tuple(draft.problems),
        )


def _unplaced(headline: Headline, changes: Changes) -> str:
    count = len(headline.own) + len(headline.last_year) + len(changes.moves)
    return (
        f"{count} figure{'s' * (count != 1)} outside the table, but the page names no edition, and no score beside "
        "them is that of the newest column; left out"
    )
