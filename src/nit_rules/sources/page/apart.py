"""The pages of a file: where one holds those of several subjects."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from nit_rules.sources.page import shapes
from nit_rules.sources.page.context import endings, subject_changes, subject_lines, subject_of
from nit_rules.sources.page.headline import read_headline
from nit_rules.sources.page.names import Names
from nit_rules.sources.page.outside import SCORE
from nit_rules.sources.page.tables import read_tables
from nit_rules.sources.page.text import Page
from nit_rules.sources.page.titles import titled, titles
from nit_rules.sources.subjects import known_subject

#: No file has more pages of the site than there are reports.
_MOST_PAGES = 1000


def pages_of(page: Page, names: Names) -> tuple[list[Page], str | None]:
    """The pages of a file, and the edition of a title above them all, where there is one."""
    changes = subject_changes(page)
    # A title of one of several pages that it does not tell apart is not that of the others.
    pages = _pages(page, names, changes) if changes else _titled_apart(page, names)
    return pages, _shared_edition(page) if changes and len(pages) > 1 else None


def _pages(page: Page, names: Names, changes: Mapping[int, bool]) -> list[Page]:
    """The pages of a file, where it holds those of several subjects: each has a title, and a score of its own.

    Below a line that is nothing but a subject, and stands by itself, ratings will do.
    """
    if any(changes.values()) and (ends := _names_below(page, names)):
        return [page.part(start, end) for start, end in pairwise([0, *ends])]
    bounds = [0, *changes, len(page.text)]
    # A title without a score below is a link to another report.
    starts = [
        start
        for start, end in pairwise(bounds)
        if _has_score(page.part(start, end), names, or_any=changes.get(start, any(changes.values())))
    ]
    if len(starts) < 2:
        return [page]
    return [*_parts(page, names, starts)]


def _titled_apart(page: Page, names: Names) -> list[Page]:
    """The pages of a file whose titles, if any, do not say whose they are, while something else in each does.

    What stands below the line that closes a page, before any figures of the next, may still be of the first.
    """
    ends = {*endings(page)}
    starts = sorted({0, *(title.offset for title in titles(page)), *ends})
    if len(starts) < 2:
        return [page]
    scored = [
        start
        for start, end in pairwise([*starts, len(page.text)])
        if _has_score(page.part(start, end), names, or_any=False)
    ]
    parts = [page.part(start, end) for start, end in pairwise([*scored, len(page.text)])]
    subjects = {known_subject(subject_of(one) or "") for one in parts[:_MOST_PAGES]}
    if len(subjects) < 2 or None in subjects or len(parts) > _MOST_PAGES:
        return [page]
    is_apart = (one.begin not in ends or _begins_with_score(one, names) for one in parts)
    return parts if all(is_apart) else [page]


def _begins_with_score(page: Page, names: Names) -> bool:
    """Whether no section of an indicator stands above the figures that a page begins with."""
    sections = _sections(page, names)
    return not sections or _has_score(page.part(0, min(sections.values())), names, or_any=False)


def _parts(page: Page, names: Names, starts: Sequence[int]) -> Iterator[Page]:
    """The parts of a page that begin there.

    Sections below the card of another, of indicators that had none before, go on with whom the title names.
    """
    subject, seen = titled(page), set[str | None]()
    for start, end in pairwise([*starts, len(page.text)]):
        sections = _sections(page.part(start, end), names)
        first = start + min(sections.values(), default=0)
        if subject and sections and start > starts[0] and seen.isdisjoint(sections):
            yield page.part(start, first)
            yield page.part(first, end, subject)
        else:
            yield page.part(start, end)
        seen |= sections.keys()


def _sections(page: Page, names: Names) -> dict[str | None, int]:
    """The headings of indicators with the ends of the scale, and where each is first."""
    found, done = dict[str | None, int](), 0
    for start in names.starts(page.text):
        one, _ = names.at(page.text, start)
        # The last word of a name may be one too.
        if start >= done and one and shapes.HEADING.match(page.text, one.end):
            found.setdefault(one.name, start)
            done = one.end
    return found


def _names_below(page: Page, names: Names) -> list[int]:
    """Where cards end that have their names below them: figures stand above the first name, and none below the last."""
    lines = subject_lines(page)
    (_, first, _), (_, _, last) = lines[0], lines[-1]
    whole = len(page.text)
    is_below = _has_score(page.part(0, first), names, or_any=True)
    if not is_below or _has_score(page.part(last, whole), names, or_any=True):
        return []
    return [*(end for _, _, end in lines[:-1]), whole]


def _shared_edition(page: Page) -> str | None:
    """The edition of a title above several subjects, where there is one such."""
    editions = {title.edition for title in titles(page) if title.edition and not title.subject}
    return editions.pop() if len(editions) == 1 else None


def _has_score(page: Page, names: Names, *, or_any: bool) -> bool:
    """Whether a page prints a score, or, if that will do, any figure at all."""
    tables = read_tables(page, names)
    found = {one.name for one in tables.figures} | {
        one.name for one in read_headline(page, tables, names).own
    }
    terms = (names.term(name, None) for name in found)
    return any(term is not None and (or_any or term.id == SCORE) for term in terms)
