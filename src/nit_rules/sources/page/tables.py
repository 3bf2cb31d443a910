"""Tables of several editions: a row of years, and a row of cells for each name.

Only whole rows are read: as many cells as there are years. Anything else is left out, with a note.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from attrs import define, field, frozen

from nit_rules.errors import Problem
from nit_rules.sources.page.cells import MOST_CELLS, Cell, cells
from nit_rules.sources.page.names import Label, Names
from nit_rules.sources.page.text import Page
from nit_rules.sources.page.years import Header, headers

_AFTER_NAME = re.compile(
    r"(?:[0-9](?=[ \t]))?[ \t]{0,20}[*†‡]{0,5}(?:[ \t]{0,20}\([ \t]{0,20}[17] ?=[^()\n]{0,60}\))?[ \t]{0,20}:?"
    r"(?:[ \t]{0,20}[.\u2026_]{2,120}+)?"
)
_SCALE = re.compile(r"[\s|]{0,40}1(?:\.0{1,2})?[ \t]{0,8}[-–—][ \t]{0,8}7(?:\.0{1,2})?(?![\d.])")
_SEPARATORS = re.compile(r"[\s|]{0,200}")
_BAR_BELOW = re.compile(r"[ \t|]{0,40}\n\s{0,20}(?=\|)")
_RULE = re.compile(r"[\s|:-]{0,400}")
_CELLS, _NUMBER = re.compile(r"[|\t]"), re.compile(r"\d{1,3}(?:[.,]\d{1,60})?(?: ?/ ?(?:7|100)(?:\.00?)?)?")
#: So many lines beside a table may still be of it.
_BESIDE = 2
#: A table is one piece: so many other lines may stand before its next row, or so many characters of the same line.
_STRAY_LINES, _STRAY_CHARACTERS, _STRAY_MOST = 6, 300, 6000


@define
class Row:
    """A name and cells; `header` where the years stand between the two, `between` where the name is broken."""

    name: str
    start: int
    end: int
    cells: tuple[Cell, ...]
    between: tuple[Cell, ...] = ()
    header: Header | None = None

    def cut_to_decimals(self, text: str) -> bool:
        """End a row without bars before its first whole number; whether it still is one.

        Such a number is a rating only where there is one cell for each edition.
        """
        wholes = [cell for cell in (*self.between, *self.cells) if cell.text and cell.text.isdigit()]
        if wholes and "|" not in text[self.start : self.end]:
            self.cells = tuple(cell for cell in self.cells if cell.end < wholes[0].start)
            self.end = self.cells[-1].end if self.cells else self.end
            return len(self.cells) > 1 and not self.between
        return True

    def under(self, header: Header) -> tuple[Cell, ...] | None:
        """A cell for each edition of the header, or None where they cannot be placed with certainty."""
        wanted = len(header.editions)
        if not self.between or not self.cells:
            found = self.between or self.cells
            while len(found) > wanted and found[-1].text is None and found[-1].start == found[-1].end:
                found = found[:-1]
            return found if len(found) == wanted else None
        # The last column's cell, standing where the name was broken.
        if len(self.between) == 1 and len(self.cells) == wanted - 1 > 1:
            return (*self.cells, *self.between)
        return None


@frozen
class Figure:
    """A cell of a table under its edition; where its row begins, and the years of its table."""

    name: str
    edition: str
    cell: Cell
    row: int
    years: int


@define
class Tables:
    """What the tables of a page say: figures by edition, where they stand, and what was left out."""

    editions: dict[str, int] = field(factory=dict)
    figures: list[Figure] = field(factory=list)
    notes: list[Problem] = field(factory=list)
    spans: list[tuple[int, int]] = field(factory=list)
    #: from the first to the last row of each table, the rows that cannot be placed among them
    regions: list[tuple[int, int]] = field(factory=list)

    def touches(self, text: str, start: int) -> bool:
        """Whether a place is in a table or right beside it, where a name with one figure may be a row cut short."""
        after = bisect_right(self.regions, (start, start))
        for first, last in self.regions[max(0, after - 1) : after + 1]:
            between = text[min(last, start) : start] if start >= first else text[start:first]
            if len(between) <= _STRAY_MOST and sum(map(bool, map(str.strip, between.split("\n")))) <= _BESIDE:
                return True
        return False


def _after_name(text: str, end: int) -> int:
    match = _AFTER_NAME.match(text, end)
    return match.end() if match else end


def _row(text: str, start: int, names: Names, years: dict[int, Header]) -> Row | None:
    full, partial = names.at(text, start)
    if partial is not None:
        row = _broken_row(text, partial)
        if row is not None:
            return row
    if full is None or full.name is None:
        return None
    # The ends of the scale, in the heading of an indicator, are no cells.
    if _SCALE.match(text, full.end):
        return None
    pos = _after_name(text, full.end)
    gap = _SEPARATORS.match(text, pos)
    header = years.get(gap.end() if gap else pos)
    if header:
        # Between bars cells begin on the next line.
        below = _BAR_BELOW.match(text, header.end)
        pos = below.end() if below else header.end
    found, end = cells(text, pos)
    if len(found) < 2:
        return None
    return Row(full.name, start, end, found, header=header)


def _is_of_most(row: Row) -> bool:
    """Whether two cells look like a rating and the most there is, as in ``1.25 7.00``."""
    return len(row.cells) == 2 and not row.between and row.cells[1].text in ("7", "7.00", "100")


def _is_dashed(text: str, row: Row) -> bool:
    """Whether what looks like two cells is a dash and a figure behind a name, at the end of a line."""
    if row.between or row.cells[0].text is not None or text[row.cells[0].start] not in "-–—":
        return False
    line = text.find("\n", row.cells[1].end)
    return not text[row.cells[1].end : line if line >= 0 else len(text)].strip()


def _is_figure_of_most(between: str, row: Row) -> bool:
    """Whether the first row below two years may be a figure and its whole ``7`` or ``100``, as the site has them."""
    first, most = row.cells[0].text or "", row.cells[1].text
    return "." in first and (most == "100" or (most == "7" and bool(between.strip(" \t\n|:-"))))


def _broken_row(text: str, label: Label) -> Row | None:
    between, end = cells(text, label.end)
    if not between:
        return None
    gap = _SEPARATORS.match(text, end)
    rest = label.rest(text, gap.end() if gap else end)
    if rest is None or rest.name is None:
        return None
    pos = _after_name(text, rest.end)
    after, last = cells(text, pos)
    if all(cell.text is None and cell.start == cell.end for cell in after):
        after = ()
    if len(between) + len(after) < 2:
        return None
    return Row(rest.name, label.start, last if after else pos, after, between)


def rows(text: str, names: Names, years: dict[int, Header]) -> Iterator[Row]:
    """Every name with two or more cells."""
    done = 0
    for start in names.starts(text):
        if start >= done and (row := _row(text, start, names, years)) is not None:
            done = row.end
            yield row


def _is_near(text: str, end: int, start: int) -> bool:
    """Whether a row that starts here still belongs to the table that ended there."""
    if start - end > _STRAY_MOST:
        return False
    between = text[end:start]
    if "\n" not in between.strip():
        return len(between) <= _STRAY_CHARACTERS
    return sum(1 for line in between.split("\n") if line.strip(" |-")) <= _STRAY_LINES


def read_tables(page: Page, names: Names) -> Tables:
    """Read all tables of editions on a page."""
    text, tables = page.text, Tables()
    years = {header.start: header for header in headers(text, names)}
    waiting = sorted(years.values(), key=lambda header: header.start, reverse=True)
    header, reach, loose = None, 0, None
    for row in rows(text, names, years):
        while waiting and waiting[-1].start < row.end:
            header = waiting.pop()
            reach = header.end
        current = row.header or (header if header and _is_near(text, reach, row.start) else None)
        if _is_of_most(row) and (
            current is None
            or len(current.editions) != 2
            or (current.start in years and _is_figure_of_most(text[current.end : row.start], row))
        ):
            continue
        count = len(row.between) + len(row.cells)
        if current is None and _is_dashed(text, row):
            continue
        if (current is None or row.under(current) is None) and not row.cut_to_decimals(text):
            if current is not None and count > 2:
                _leave_out(page, tables, row, f"{count} cells under {len(current.editions)} editions")
            continue
        tables.spans.append((row.start, row.end))
        if current is None:
            if loose is None or not _is_near(text, loose, row.start):
                message = f"figures in a row, but no row of editions above ({row.name}); left out"
                tables.notes.append(Problem("left-out", page.at(row.start), message))
                tables.regions.append((row.start, row.end))
            loose = row.end
            tables.regions[-1] = tables.regions[-1][0], row.end
            continue
        if not tables.regions or reach > tables.regions[-1][1]:
            tables.regions.append((current.start, row.end))
        tables.regions[-1] = tables.regions[-1][0], row.end
        reach = row.end
        years.pop(current.start, None)
        _take(page, tables, row, current)
    for header in years.values():
        _leave_out_stump(page, tables, names, header)
    _leave_out_turned(page, tables, names)
    return tables


def _leave_out_turned(page: Page, tables: Tables, names: Names) -> None:
    """Tables with cells set apart in which names stand side by side, above rows of one edition or country each."""
    offset, is_below = 0, False
    for line in page.text.split("\n"):
        pieces = [piece.strip() for piece in _CELLS.split(line, MOST_CELLS + 1)]
        filled = [*filter(None, pieces)]
        if (
            is_below
            and len(filled) > 1
            and any(map(_NUMBER.fullmatch, filled[1:]))
            and not _is_name(filled[0], names)
        ):
            message = "a table with the names side by side is not read; give each name a row of its own"
            tables.notes.append(Problem("left-out", page.at(offset), message))
        if not is_below or not _RULE.fullmatch(line):
            # With years beside a name, what follows is not turned.
            has_names = len(filled) > 1 and any(_is_name(piece, names) for piece in filled)
            is_below = has_names and not any(piece[:1].isdigit() for piece in filled)
        offset += len(line) + 1


def _is_name(piece: str, names: Names) -> bool:
    """Whether a cell holds a name and nothing else."""
    label, _ = names.at(piece, 0) if piece else (None, None)
    return label is not None and label.name is not None and label.end == len(piece)


def _leave_out_stump(page: Page, tables: Tables, names: Names, header: Header) -> None:
    """Under a row of editions without rows, a name with one figure is what the end of the page left of a row."""
    rule = _RULE.match(page.text, header.end)
    full, _ = names.at(page.text, rule.end() if rule else header.end)
    if full is None or full.name is None:
        return
    found, end = cells(page.text, _after_name(page.text, full.end))
    if len(found) == 1 and not page.text[end:].strip(" \t\n|"):
        tables.spans.append((full.start, end))
        tables.notes.append(
            Problem("left-out", page.at(full.start), f"{full.name}: one cell of a row cut short; left out")
        )


def _is_cut(text: str, found: tuple[Cell, ...]) -> bool:
    """Whether a row's last cell may have lost digits with the end of the page."""
    # Where a name is broken around a cell, the one of the last column stands before the others.
    last = max(found, key=lambda cell: cell.end)
    if last.text is None or text[last.end :].strip():
        return False
    return len(last.text.partition(".")[2]) < 2


def _leave_out(page: Page, tables: Tables, row: Row, why: str) -> None:
    message = f"{row.name}: {why}; the row is left out"
    tables.notes.append(Problem("left-out", page.at(row.start), message))


def _take(page: Page, tables: Tables, row: Row, header: Header) -> None:
    found = row.under(header)
    if found is None or _is_cut(page.text, found):
        count, wanted = len(row.between) + len(row.cells), len(header.editions)
        why = f"{count} cells under {wanted} editions"
        _leave_out(
            page, tables, row, why if found is None else "the page ends within its last cell, it seems"
        )
        return
    tables.spans.append((header.start, header.end))
    for (edition, offset), cell in zip(header.editions, found, strict=True):
        tables.editions.setdefault(edition, offset)
        if cell.text is not None:
            tables.figures.append(Figure(row.name, edition, cell, row.start, header.start))
