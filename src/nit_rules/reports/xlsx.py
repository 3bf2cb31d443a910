"""A workbook of the user's own tables, as they were, with verdicts and expectations beside them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any, Protocol

import xlsxwriter

from nit_rules import numerals
from nit_rules.errors import InputError, Problem, visible
from nit_rules.model import Audit, Finding, Verdict
from nit_rules.reports.disagreeing import Disagreeing
from nit_rules.reports.report import Report
from nit_rules.reports.table import COLUMNS, cells, harmless
from nit_rules.reports.wording import (
    ATTENTION,
    MARKS,
    explained_words,
    marked,
    outcomes_words,
    possible_words,
)
from nit_rules.rounding import places

#: What one sheet of a workbook can hold.
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 1_048_576, 16_384, 32_767
#: Binary floats keep so many significant digits of what is printed.
_FLOAT_DIGITS = 15
_FILLS = {Verdict.CONTRADICTED: "#f6c9c4", Verdict.CONFLICTING: "#e2d3ef", Verdict.UNDETERMINED: "#fbeecb"}
#: the fill of a cell that cannot be read
_PROBLEM = "#f6c9c4"
#: the widths of columns in characters: of those with sentences, and of others
_WIDTHS = {"at": 32, "diagnoses": 32, "says": 60, "outcomes": 40, "edits": 40, "disagrees": 40}
_WIDTH = 18


def _severity(finding: Finding) -> int:
    return [*ATTENTION, Verdict.REPRODUCED].index(finding.verdict)


class Table(Protocol):
    """A table of an input: its rows with their numbers, and the place of each cell, as findings name it."""

    @property
    def number(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def rows(self) -> Iterable[tuple[int, Sequence[object]]]: ...
    @property
    def header_row(self) -> int | None: ...
    @property
    def is_text(self) -> bool: ...
    def place(self, row: int, column: int) -> str: ...
    def row_place(self, row: int) -> str: ...


def render(report: Report, tables: Iterable[Table] = ()) -> bytes:
    """The workbook: the tables of the inputs, then sheets of all findings and disagreements, then the rules and inputs.

    Cells keep their values (numbers in tables of text become numbers that show the same digits, text in workbooks stays
    text; nothing becomes a formula or a link); to the right stand, for each figure, its verdict and what is expected. A
    contradicted cell is marked by a colour as well. Raises `InputError` where a table is larger than a sheet can be.
    """
    buffer = BytesIO()
    book = _Book(buffer)
    numbered = [*zip(report.input_numbers, report.audits, strict=True)]
    beside = Disagreeing(report.disagreements)
    notes = beside.by_place()
    try:
        for table in tables:
            mine = (audit for number, audit in numbered if number == table.number)
            book.table(table, _by_place(mine), _problems(report), notes)
        book.findings(report.audits, beside)
        book.changes(report)
        book.disagreements(report)
        book.rests_on(report)
    finally:
        # Rows wait in temporary files, which closing removes.
        book.close()
    return buffer.getvalue()


def _by_place(audits: Iterable[Audit]) -> dict[str, Finding]:
    """The findings by the cells that they are about."""
    return {
        place: finding
        for audit in audits
        for finding in audit.findings
        for place in (finding.at, *finding.at.split(", "))
    }


def _problems(report: Report) -> dict[str, list[str]]:
    """What problems say, by the cells and rows that they are about."""
    said: dict[str, list[str]] = {}
    for problem in report.all_problems:
        said.setdefault(problem.at, []).append(problem.message)
    return said


class _Book:
    """The workbook while it is written, row after row: what is written is not held in memory."""

    def __init__(self, buffer: BytesIO) -> None:
        self._book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "strings_to_urls": False})
        # The same report gives the same bytes: no clock. By its category a report is known for what it is.
        created = datetime(2000, 1, 1)  # noqa: DTZ001 - no clock
        self._book.set_properties({"created": created, "category": "nit-rules report"})
        self._names: set[str] = set()
        self._formats: dict[tuple[str, str], Any] = {}
        self._head = self._book.add_format({"bold": True, "bottom": 1})

    def close(self) -> None:
        self._book.close()

    def _sheet(self, title: str) -> Any:
        """A sheet whose name is as near to the title as names may be."""
        base = (
            "".join("_" if char in "[]:*?/\\'" or not char.isprintable() else char for char in title)[:31]
            or "Table"
        )
        name, number = base, 1
        while name.casefold() in self._names or name.casefold() == "history":
            number += 1
            name = f"{base[: 31 - len(str(number)) - 3]} ({number})"
        self._names.add(name.casefold())
        return self._book.add_worksheet(name)

    def _format(self, digits: str = "", fill: str = "") -> Any:
        key = digits, fill
        if key not in self._formats:
            look = {"num_format": digits} if digits else {}
            self._formats[key] = self._book.add_format(look | ({"bg_color": fill} if fill else {}))
        return self._formats[key]

    def table(
        self,
        table: Table,
        found: dict[str, Finding],
        problems: dict[str, list[str]],
        notes: dict[str, list[str]],
    ) -> None:
        """One table of the user's, with the columns of what was found to the right of it."""
        out = self._sheet(table.title)
        figures = list(dict.fromkeys(finding.figure for finding in found.values()))
        rows = list(islice(table.rows, MOST_ROWS + 1))
        width = max((len(row) for _, row in rows), default=0)
        if len(rows) > MOST_ROWS or width + 2 * len(figures) + 1 > MOST_COLUMNS:
            message = "the table is larger than a sheet can be; use --format csv"
            raise InputError([Problem("too-large", visible(table.title), message)])
        for line, (number, row) in enumerate(rows):
            here = dict[str, Finding]()
            said = [] if number == table.header_row else [*problems.get(table.row_place(number), ())]
            for column, value in enumerate(row):
                place = table.place(number, column) if number != table.header_row else ""
                finding, wrong = found.get(place), problems.get(place, ())
                if finding is not None:
                    # Where columns are editions, a row has several: the worst is shown.
                    here[finding.figure] = min(here.get(finding.figure, finding), finding, key=_severity)
                said += (*wrong, *notes.get(place, ()))
                fill = _PROBLEM if wrong else _FILLS.get(finding.verdict, "") if finding else ""
                self._cell(out, line, column, _number_of(value) if table.is_text else value, fill)
            if number == table.header_row:
                out.freeze_panes(line + 1, 0)
                out.set_column(width, width + 2 * len(figures) - 1, _WIDTH)
                out.set_column(width + 2 * len(figures), width + 2 * len(figures), _WIDTHS["says"])
                names = [name for figure in figures for name in (f"{figure}_verdict", f"{figure}_expected")]
                for beside, name in enumerate((*names, "note") if names or problems or notes else ()):
                    out.write_string(line, width + beside, name, self._head)
            elif here or said:
                self._beside(out, line, width, figures, here, said)

    def _beside(
        self, out: Any, line: int, width: int, figures: list[str], here: dict[str, Finding], said: list[str]
    ) -> None:
        for place, figure in enumerate(figures):
            finding = here.get(figure)
            if finding is not None:
                look = self._format(fill=_FILLS.get(finding.verdict, ""))
                out.write_string(line, width + 2 * place, marked(finding.verdict), look)
                self._cell(out, line, width + 2 * place + 1, finding.expected)
        notes = [
            words
            for verdict in ATTENTION
            for finding in here.values()
            if finding.verdict is verdict
            for words in (possible_words(finding), explained_words(finding), outcomes_words(finding))
            if words
        ]
        self._cell(out, line, width + 2 * len(figures), "; ".join((*said, *notes)))

    def _cell(self, out: Any, line: int, column: int, value: object, fill: str = "") -> None:
        """A value as what it is; text is text, whatever it begins with."""
        look = self._format(fill=fill) if fill else None
        if isinstance(value, bool):
            out.write_boolean(line, column, value, look)
        elif isinstance(value, date):
            out.write_datetime(line, column, value, self._format("yyyy-mm-dd", fill))
        elif isinstance(value, int | float):
            out.write_number(line, column, value, look)
        elif isinstance(value, Decimal):
            digits = places(value)
            shape = self._format("0." + "0" * digits if digits else "0", fill)
            out.write_number(line, column, float(value), shape)
        elif value is None or value == "":
            out.write_blank(line, column, None, look)
        else:
            out.write_string(line, column, visible_lines(str(value))[:LONGEST_CELL], look)

    def findings(self, audits: Iterable[Audit], beside: Disagreeing) -> None:
        """All findings, a line each."""
        out = self._sheet("Findings")
        for column, name in enumerate(COLUMNS):
            out.write_string(0, column, name, self._head)
            out.set_column(column, column, _WIDTHS.get(name, _WIDTH))
        out.freeze_panes(1, 0)
        line = 0
        for audit in audits:
            for finding in audit.findings:
                line += 1
                if line == MOST_ROWS:
                    message = "there are more findings than a sheet can hold; use --format csv"
                    raise InputError([Problem("too-large", "Findings", message)])
                look = self._format(fill=fill) if (fill := _FILLS.get(finding.verdict, "")) else None
                for column, text in enumerate(cells(audit, finding, beside)):
                    # Most cells are empty, and there are very many.
                    if text:
                        out.write_string(line, column, text[:LONGEST_CELL], look)
                    elif look:
                        out.write_blank(line, column, None, look)
        out.autofilter(0, 0, line, len(COLUMNS) - 1)

    def changes(self, report: Report) -> None:
        """Stated changes with their verdicts; no sheet where there are none."""
        rows = [
            (
                audit.record.subject or "",
                audit.record.edition or "",
                one.figure,
                one.before,
                one.after,
                one.verdict,
                one.at,
            )
            for audit in report.audits
            for one in audit.changes
        ]
        self._listed("Changes", ("subject", "edition", "figure", "before", "after", "verdict", "at"), rows)

    def disagreements(self, report: Report) -> None:
        """What inputs disagree about, a line for each value; no sheet where they do not."""
        rows = [
            (one.subject, one.edition, one.printing or "", one.figure, seen.value, seen.at)
            for one in report.disagreements
            for seen in one.values
        ]
        self._listed("Disagreements", ("subject", "edition", "printing", "figure", "value", "at"), rows)

    def _listed(self, title: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        if not rows:
            return
        out = self._sheet(title)
        if len(rows) >= MOST_ROWS:
            message = f"there are more {title.lower()} than a sheet can hold; use --format json"
            raise InputError([Problem("too-large", title, message)])
        for column, name in enumerate(names):
            out.write_string(0, column, name, self._head)
        for line, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                out.write_string(line, column, harmless(text)[:LONGEST_CELL])

    def rests_on(self, report: Report) -> None:
        """The rules and inputs by their digests, and what the marks mean."""
        out = self._sheet("Rules and inputs")
        out.set_column(0, 1, _WIDTHS["at"])
        rows = [(method.id, method.digest) for method in report.methodologies]
        rows += [(visible(one.name), one.digest) for one in report.inputs]
        rows += [(MARKS[verdict], str(verdict)) for verdict in Verdict]
        for line, row in enumerate(rows):
            for column, text in enumerate(row):
                out.write_string(line, column, text)


def _number_of(value: object) -> object:
    """The number that a text prints, where a spreadsheet can show it so; else the value itself."""
    if not isinstance(value, str) or value != value.strip():
        return value
    number = numerals.parse(value)
    return number if number is not None and _kept(value, number) else value


def _kept(text: str, number: Decimal) -> bool:
    """Whether a spreadsheet shows a number with the digits that are printed."""
    digits = places(number)
    return (
        format(number, "f") == text
        and len(number.as_tuple().digits) <= _FLOAT_DIGITS
        and digits <= _FLOAT_DIGITS
    )


def visible_lines(text: str) -> str:
    """Text whose lines stay lines, with all other control characters shown."""
    return "\n".join(map(visible, text.split("\n")))
