"""The rows below a header that hold data: no footnotes, no averages, no second header."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from attrs import Factory, define, evolve, field

from nit_rules.errors import Problem, quoted
from nit_rules.numerals import fold, is_absent, parse
from nit_rules.sources.cells import one_line
from nit_rules.sources.columns import Terms
from nit_rules.sources.drafts import Draft
from nit_rules.sources.groups import collective
from nit_rules.sources.header import Header, Row
from nit_rules.sources.headers import (
    edition_of_titles,
    is_header_again,
    may_be_edition,
    may_be_heading,
    section_of,
    two_headers,
)
from nit_rules.sources.headings import edition_of_name, figure_of_title, names_index, title_of, years_in
from nit_rules.sources.places import Places
from nit_rules.sources.register import Register
from nit_rules.sources.row_kinds import begins_footnote, begins_with_mark, filled, is_ruled, says_digits
from nit_rules.sources.rows_of_others import RowsOfOthers
from nit_rules.sources.subjects import is_summary, mentions_country
from nit_rules.sources.twins import Twins


class _What(Enum):
    """What a row of a table is."""

    DATA = auto()
    #: nothing to be read
    OTHER = auto()
    #: the end of the table; that of another may be there
    END = auto()


@define
class Data:
    """Tells the rows of a table that hold data from those that do not; what is left out is noted."""

    header: Header
    places: Places
    register: Register
    terms: Terms
    #: the header of another table below this one, once it is reached
    below: Header | None = None
    #: the row in which the header is, or is there again
    begins: int = field(init=False)
    _width: int = field(init=False)
    #: the columns of ratings and figures
    _figures: tuple[int, ...] = field(init=False)
    #: columns that mean the same
    twins: Twins = field(init=False)
    _has_twins: bool = field(init=False)
    #: rows of other indexes, of changes and averages
    _others: RowsOfOthers = field(init=False)
    _said: set[str] = Factory(set)
    #: whether no row of data was looked at yet, right below the header
    _is_first: bool = field(init=False)
    #: the last row of data, and the titles that stand below it
    _last: Sequence[str] = ()
    _titles: list[Sequence[str]] = Factory(list)
    #: whether a title has ended what was said of the figure, and what is to be said of it once rows follow
    _is_lost: bool = False
    _lost: Problem | None = None

    def __attrs_post_init__(self) -> None:
        cells = self.header.cells
        self.twins = Twins(self.header, self.places)
        self._has_twins = self.twins.are_there
        self._width = max(filled(cells), default=-1) + 1
        self._figures = self.header.numbers
        self.begins = self.header.number
        self._others = RowsOfOthers(self.header, self.terms.vocabulary)
        self._is_first = not self.header.is_carried_on

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that hold data: not empty, as wide as the header, no footnotes or averages, no second header."""
        for number, cells in rows:
            # Most rows are, and tables may be long.
            is_plain = not self._is_first and self._is_plain(cells)
            what = _What.DATA if is_plain else self._what(number, cells)
            if what is _What.END:
                return
            if what is _What.OTHER or self._others.are_below or self._is_of_others(number, cells):
                continue
            if (summed := self._summed(cells)) is not None:
                self._leave_out(number, [summed])
            elif not is_plain and self._is_footnote(number, cells):
                self._leave_out(number, cells)
            elif self._is_lost:
                if self._lost is not None:
                    self._problem(self._lost)
                self._lost = None
            else:
                # Unnamed columns at the end of the header need not be there in every row.
                missing = len(self.header.cells) - len(cells)
                whole = [*cells, *[""] * missing] if missing > 0 else cells
                one = self.twins.merged(number, whole) if self._has_twins else whole
                if isinstance(one, Problem):
                    self._problem(one)
                else:
                    self._last, self._titles = one, []
                    yield number, one

    def _what(self, number: int, cells: Sequence[str]) -> _What:
        """What a row is that does not look like most; what is left out is noted."""
        count = len(filled(cells))
        if not count or (count == 1 and self._turns(number, cells)) or self._others.are_below:
            return _What.OTHER
        if section := self._section(number, cells):
            if _said(section) == _said(self.header):
                return _What.OTHER
            if section.owner is None and self.header.owner is not None:
                self._leave_out(number, cells)
            self.below = section
            return _What.END
        if self._ends(number, cells):
            return _What.END
        if self._is_first and len(cells) >= self._width and self._is_header(cells):
            self._problem(two_headers(self.header.number, number, self.places))
            return _What.END
        self._is_first = False
        if self._is_header(cells):
            return _What.OTHER if self._is_again(number, cells) else _What.END
        is_alone = count == 1 and (self._width > 2 or self._others.is_class(cells))
        is_foot = is_alone or self._begins_footnote(cells)
        if is_ruled(cells) or (is_foot and not self._has_figure(cells)):
            self._leave_out(number, cells)
            return _What.OTHER
        if len(cells) < self._width or any(map(str.strip, cells[len(self.header.cells) :])):
            message = f"{len(cells)} cells where the header has {self._width}; the row is left out"
            self._problem(Problem("ragged-row", self.places.row(number), message))
            return _What.OTHER
        return _What.DATA

    def _is_of_others(self, number: int, cells: Sequence[str]) -> bool:
        """Whether a row says that it is of another index, or no score; each that it names is noted once."""
        kind = self._others.kind(cells)
        if kind is not None and kind not in self._said:
            self._said.add(kind)
            message = f"rows of {quoted(kind)} are not this index's scores; they are left out"
            self._note(Problem("of-others", self.places.row(number), message))
        return kind is not None

    def _turns(self, number: int, cells: Sequence[str]) -> bool:
        """Whether a row by itself says that the rows below it are none of this index, until another such row."""
        whose = self._others.turned_by(cells)
        if whose is not None:
            message = f"the rows below {quoted(title_of(cells))} are {whose}; they are left out"
            self._note(Problem("of-others", self.places.row(number), message))
        return whose is not None

    def _ends(self, number: int, cells: Sequence[str]) -> bool:
        """Whether what stands above the rows says nothing of those below a row: it has no figure, and may be a title.

        Such a row may say something else of them. Names of regions and countries do not, nor do footnotes.
        """
        header, text = self.header, title_of(cells)
        columns = filled(cells)
        figures = [cells[index] for index in columns if index in self._figures]
        is_data = any(not years_in([cell]) for cell in figures) and (
            len(columns) > 1 or parse(figures[0]) is not None
        )
        is_carried = not any(
            index in self._figures or may_be_heading(header, index, cells[index]) for index in columns
        )
        if is_data or is_carried or self._is_of_years(cells) or self._is_header(cells):
            return False
        years = {edition_of_name(year, self.terms.vocabulary.catalog) for year in years_in(cells)}
        is_footnote = begins_with_mark(cells) or (begins_footnote(cells) and not years)
        is_of_row = mentions_country(text) and not names_index(text)
        is_group = collective(text) or self._others.is_class(cells)
        if is_footnote or is_of_row or is_group or years == {header.heading}:
            return False
        self._titles.append(cells)
        if header.years:
            message = f"{quoted(text)} may name another figure; the rows below it are left out"
            self._lost = Problem("unknown-heading", self.places.row(number), message)
            self._is_lost = True
        elif (header.heading or years) and not header.says_editions:
            # Whether what it names is an edition is for the audit to say.
            heading = edition_of_titles([cells], self.terms.vocabulary) or (text if years else None)
            self._leave_out(number, cells)
            self.below = evolve(header, number=number, heading=heading, is_carried_on=True)
        return self.below is not None

    def _section(self, number: int, cells: Sequence[str]) -> Header | None:
        """The header of the rows below, where a row only names their edition or figure."""
        vocabulary, subject = self.terms.vocabulary, self.header.subject
        is_lone = len(filled(cells)) == 1
        if self.header.has_year_rows and not is_lone and subject is not None and subject < len(cells):
            edition = edition_of_name(cells[subject], vocabulary.catalog)
            if edition is not None:
                self._leave_out(number, cells)
                return evolve(self.header, number=number, heading=edition, is_carried_on=True)
        section = section_of(self.header, number, cells, vocabulary)
        is_subject = section is not None and section.owner != self.header.owner
        return section if is_subject or not self._is_of_years(cells) else None

    def _is_of_years(self, cells: Sequence[str]) -> bool:
        """Whether what a row holds stands in a column of years, in which a row may be empty but for its year."""
        columns = filled(cells)
        names = [self.header.cells[index] for index in columns if index < len(self.header.cells)]
        above = [self._last[index] for index in columns if index < len(self._last)]
        catalog = self.terms.vocabulary.catalog
        return any(map(may_be_edition, names)) or any(edition_of_name(cell, catalog) for cell in above)

    def _is_again(self, number: int, cells: Sequence[str]) -> bool:
        """Whether a row of column names is the header again, which is a problem; else another table begins there."""
        at = self.places.row(number)
        header, titles, vocabulary = self.header, self._titles, self.terms.vocabulary
        # What stands above a table goes on to the next, unless something else stands there.
        named = figure_of_title(title_of(titles[-1]), vocabulary) if titles else header.named
        heading = edition_of_titles(titles, vocabulary) if titles else header.heading
        is_of_another = titles and (header.named or header.heading)
        if not is_of_another and [*map(fold, cells)] == [*map(fold, header.cells)]:
            self.begins = number
            # Below a heading it is what one expects.
            if not self.header.is_carried_on:
                self._problem(Problem("second-header", at, "the header is there again"))
            return True
        below = Header.of(number, cells, vocabulary, named)
        if header.subject is not None and below.subject is None:
            below = Header.of(number, cells, vocabulary)
        if below.has_figures:
            owner = header.owner if below.subject is None else None
            self.below = evolve(below, heading=heading, owner=owner, has_year_rows=header.has_year_rows)
            self._note(
                Problem("second-header", at, "another header; the rows below it are read by its columns")
            )
        else:
            message = "another header without a known indicator or figure; the rows below it are left out"
            self._problem(Problem("second-header", at, message))
        return False

    def _summed(self, cells: Sequence[str]) -> str | None:
        """What says that a row sums up others: its subject, or where it has none, any cell that is carried along.

        Where no column is that of subjects one of those that are carried along may be; then all have to say so.
        """
        subject = self.header.subject
        if subject is not None and not is_absent(cells[subject]):
            name = cells[subject]
            if not (is_summary(name) or collective(name) or self.terms.vocabulary.is_class(name)):
                return None
            # A single letter may be any name; how many there are of something are whole numbers.
            is_count = fold(name) != "n" or all("." not in cells[index] for index in self._figures)
            return name if is_count else None
        if self.register.given.subject:
            return None
        others = [cells[index] for index in self.header.others if index < len(cells)]
        if subject is None and not all(map(collective, filter(str.strip, others))):
            return None
        return next(filter(collective, others), None)

    def _is_plain(self, cells: Sequence[str]) -> bool:
        """Whether a row is as wide as the header, has a subject, and begins with figures that are numbers.

        A header of years is no such row.
        """
        first, subject = self._figures[:2], self.header.subject
        return (
            len(first) == 2
            and not self.header.years
            and len(cells) == len(self.header.cells)
            and not (self.header.has_year_rows and subject is not None and cells[subject][:1].isdigit())
            and (subject is None or bool(cells[subject]))
            and cells[first[0]][:1].isdigit()
            and cells[first[1]][:1].isdigit()
        )

    def _begins_footnote(self, cells: Sequence[str]) -> bool:
        """Whether a row begins like a footnote, and does not say an edition where that is to be said."""
        return begins_footnote(cells) and not says_digits(cells, self.header.edition)

    def _has_figure(self, cells: Sequence[str]) -> bool:
        """Whether a rating or figure stands in its column, well written or not; the words of a footnote are none."""
        texts = [cells[index] for index in self._figures if index < len(cells)]
        return any(any(map(str.isdigit, text)) and not any(map(str.isalpha, text)) for text in texts)

    def _is_footnote(self, number: int, cells: Sequence[str]) -> bool:
        """Whether other words stand where the edition or methodology would, in a row without any rating or figure."""
        if any(not is_absent(cells[index]) for index in self._figures):
            return False
        draft = Draft.of(self.header, number, cells, self.places, self.register, self.terms)
        catalog = self.register.catalog
        edition, methodology = draft.edition, self.register.methodology(draft.methodology)
        if methodology is not None and all(methodology != one.id for one in catalog.methodologies):
            return True
        # A number is a year that is none, or has slipped from another column.
        is_words = edition is not None and parse(edition) is None
        return is_words and all(edition != one.id for one in catalog.editions)

    def _leave_out(self, number: int, cells: Sequence[str]) -> None:
        text = one_line(" ".join(cells))
        self._note(
            Problem("not-a-record", self.places.row(number), f"not a record, left out: {quoted(text)}")
        )

    def _is_header(self, cells: Sequence[str]) -> bool:
        return is_header_again(self.header, cells, self.terms.vocabulary)

    def _problem(self, problem: Problem) -> None:
        self.register.reading.problems.append(problem)

    def _note(self, note: Problem) -> None:
        self.register.reading.notes.append(note)


def _said(header: Header) -> tuple[str | None, ...]:
    """What stands above rows and says what they are of."""
    return header.heading, header.named, header.owner
