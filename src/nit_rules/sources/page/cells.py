"""The cells of a table's row as text has them: apart, between bars, or run together."""

import re

from attrs import frozen

#: More cells than any table of editions has; a longer row is none.
MOST_CELLS = 60
LONGEST_ROW = 2000

_SEPARATORS = re.compile(r"[\s|]{0,200}")
#: What may follow a cell that is glued to the next one, to a name, or to a footnote mark.
_GLUED = r"(?=[0-9]\.[0-9]|[nN]/[aA]|[A-Z]|[\s|*†‡\[)]|\Z)"
_CELL = re.compile(
    rf"""
    (?P<absent>[nN]\s?/\s?[aA]\.?|[nN]\.[aA]\.?|(?:na|NA)(?=[\s|]|\Z)
        |[-–—](?=[ \t]*(?:[|\n]|\Z|[0-9][.][0-9]|[nN]/|[-–—])))
    |(?P<number>[0-9]\.[0-9]{{1,2}}{_GLUED}|(?<![0-9.])[0-9]{{1,3}}\.[0-9]{{1,6}}(?=[\s|*†‡]|\Z))
    |(?P<whole>(?<![\w.,/-])[1-7](?=[ \t|]|\n|\Z))
    |(?P<broken>(?<![\w.,])\d{{1,3}}[.,٫]\d{{1,2}}(?=[\s|]|\Z))
    """,
    re.VERBOSE,
)
_MARKS = re.compile(r"[*†‡]{0,5}")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?\Z")
_ABSENT = re.compile(r"(?:n\s?/\s?a|n\.a|na)?\.?\Z|[-–—]+\Z", re.IGNORECASE)
_NUMERIC = re.compile(r"[+-]?\d[\d.,٫]*\Z")


@frozen
class Cell:
    """A cell: its text (None where it says that there is no figure), and whether that is a number."""

    start: int
    end: int
    text: str | None
    is_number: bool = True


def cells(text: str, pos: int) -> tuple[tuple[Cell, ...], int]:
    """The cells from an offset on, and where they end."""
    line_end = text.find("\n", pos, pos + LONGEST_ROW)
    if line_end < 0 and len(text) <= pos + LONGEST_ROW:
        line_end = len(text)
    if text.find("|", pos, line_end) >= 0:
        between_bars = _between_bars(text, pos, line_end)
        if between_bars is not None:
            return between_bars, line_end
    found: list[Cell] = []
    while len(found) <= MOST_CELLS:
        gap = _SEPARATORS.match(text, pos)
        match = _CELL.match(text, gap.end() if gap else pos)
        if match is None:
            break
        value = None if match["absent"] is not None else match[0]
        found.append(Cell(match.start(), match.end(), value, match["broken"] is None))
        marks = _MARKS.match(text, match.end())
        pos = marks.end() if marks else match.end()
    return tuple(found), pos


def _between_bars(text: str, pos: int, end: int) -> tuple[Cell, ...] | None:
    """The cells of a row with bars, empty ones included; None where something else stands between them."""
    row = text[pos:end]
    if row.count("|") > MOST_CELLS + 2:
        return None
    pieces, found = row.split("|"), []
    offset = pos + len(pieces[0]) + 1
    if pieces[0].strip(" \t*†‡"):
        return None
    for piece in pieces[1:]:
        content = piece.strip().rstrip("*†‡").rstrip()
        start = offset + len(piece) - len(piece.lstrip())
        offset += len(piece) + 1
        if _ABSENT.match(content):
            found.append(Cell(start, start + len(content), None))
        elif _NUMERIC.match(content):
            found.append(Cell(start, start + len(content), content, _NUMBER.match(content) is not None))
        else:
            return None
    # A bar at the end of the row closes its last cell and opens none.
    if found and not pieces[-1].strip():
        found.pop()
    return tuple(found)
