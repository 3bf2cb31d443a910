"""The rows of years above tables: which editions the columns are of."""

import re
from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from nit_rules.sources.page.names import Names

_YEAR = re.compile(r"(?<![0-9.,$/:])(?:19|20)[0-9]{2}")
_EDITION = re.compile(
    r"((?:19|20)[0-9]{2})(?:[ \n]?[-–—/][ \n]?((?:19|20)[0-9]{2}|[0-9]{2}(?=(?:19|20)[0-9]{2}|[^0-9]|\Z)))?"
)
#: What a report covers is the year before that of its edition.
_COVERED = re.compile(r"\b(?:covered|covers|covering|surveyed|under review)\b[^\n\d]{0,20}\Z", re.IGNORECASE)
_BETWEEN_YEARS = re.compile(
    r"(?:[\s|*†‡]|\bNIT\b|\b[Ee]dition\b|Serbia and Montenegro|Montenegro|Yugoslavia|Serbia|Kosovo){0,200}"
)
#: So far back on its line a row of years is looked at.
_BEFORE = 300


@frozen
class Header:
    """A row of years: each edition as it is called, with its offset."""

    start: int
    end: int
    editions: tuple[tuple[str, int], ...]


def headers(text: str, names: Names) -> Iterator[Header]:
    """Every run of at least two years that rise or fall."""
    done = 0
    for match in _YEAR.finditer(text):
        if match.start() < done or _COVERED.search(text, max(0, match.start() - _BEFORE), match.start()):
            continue
        found, done = _run(text, match.start())
        done = max(done, match.end())
        if _is_titled(text, found):
            found = found[1:]
        for years in _monotone(found):
            if not text[years[-1][2] : years[-1][2] + 1].isdigit():
                editions = tuple((names.edition(label), start) for label, start, _ in years)
                yield Header(years[0][1], years[-1][2], editions)


def _run(text: str, start: int) -> tuple[list[tuple[str, int, int]], int]:
    """The editions from an offset on that nothing else stands between: each with its offsets."""
    # Over the end of a line it goes on only where the line holds nothing else.
    over_lines = not text[max(0, start - _BEFORE) : start].rpartition("\n")[2].strip(" \t|#")
    found: list[tuple[str, int, int]] = []
    pos = end = start
    while unit := _EDITION.match(text, pos):
        first, second = unit[1], unit[2]
        if second and int(second) % 100 != (int(first) + 1) % 100:
            break
        label = f"{first}-{int(first) + 1}" if second else first
        found.append((label, unit.start(), unit.end()))
        end = unit.end()
        gap = _BETWEEN_YEARS.match(text, end)
        pos = gap.end() if gap else end
        if not over_lines and "\n" in text[end:pos]:
            break
    return found, end


def _is_titled(text: str, found: list[tuple[str, int, int]]) -> bool:
    """Whether the first year of a run is that of a title in the corner, behind other words: only the others go on."""
    years = [int(label[:4]) for label, _, _ in found]
    before = text[max(0, found[0][1] - _BEFORE) : found[0][1]].rpartition("\n")[2] if found else ""
    return (
        len(years) > 2 and bool(before.strip(" \t|#")) and not _is_monotone(years) and _is_monotone(years[1:])
    )


def _is_monotone(years: list[int]) -> bool:
    """Whether years rise, or fall, throughout."""
    return {_sign(*pair) for pair in pairwise(years)} in ({1}, {-1})


def _monotone(found: list[tuple[str, int, int]]) -> Iterator[list[tuple[str, int, int]]]:
    """The parts of a run that rise or fall, where they are longer than one."""
    part: list[tuple[str, int, int]] = []
    for one in found:
        step = _sign(int(part[-1][0][:4]), int(one[0][:4])) if part else 1
        if part and (
            step == 0 or (len(part) > 1 and step != _sign(int(part[0][0][:4]), int(part[1][0][:4])))
        ):
            if len(part) > 1:
                yield part
            part = []
        part.append(one)
    if len(part) > 1:
        yield part


def _sign(before: int, after: int) -> int:
    return (after > before) - (after < before)
