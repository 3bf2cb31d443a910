"""What a page says about itself: its subject and its edition."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve, frozen

from nit_rules.sources.page.names import Names
from nit_rules.sources.page.text import Page
from nit_rules.sources.page.titles import EDITION, Title, opening_title, subject_beside, titled, titles
from nit_rules.sources.subjects import known_subject, subject_key

#: Not *compared with the 2010 Scores*.
_SCORES = re.compile(
    r"(?:^|(?<=[\s|]))(?<!\bthe[ ])(?<!\bits[ ])(?<!\bwith[ ])(?<!\bfrom[ ])(?<!\bthan[ ])(?<!\bof[ ])(?<!\bin[ ])"
    rf"({EDITION})[ \t]{{1,8}}(?:Scores|Ratings|SCORES|RATINGS)(?=[ \t]{{0,20}}(?:$|[|:]|[A-Z]))",
    re.M,
)
_NEUTRAL = re.compile(r"header\d{1,2}|(?:Freedom[ ]House\W{0,4})?Nations[ ]in[ ]Transit", re.I)
_YEARS_OF_TABLE = re.compile(r"(?<!\d)(?:19|20)\d\d[\s|]{0,20}(?:19|20)\d\d")
_SITE = re.compile(
    r"^[ \t#]{0,20}([^|\n]{2,60}?)[ \t]{0,20}\|[ \t]{0,20}Freedom[ \t]{1,8}House[ \t]{0,20}$", re.M
)
_AUTHOR = re.compile(
    r"[\s#]{0,120}+(?!(?i:edited|written|prepared|compiled|published|translated|photo|reviewed|report)\b)"
    r"([A-Z][^\n\d:|]{1,60}?)[ \t]{1,8}by[ \t]{1,8}[A-Z]"
)
_CAPITAL = re.compile(r"[\s#]{0,120}+([A-Z][^\n\d:|]{1,60}?)[ \t]{1,8}Capital:")
_TEN_YEARS = re.compile(
    r"^[ \t#|]{0,120}+([A-Z][^\n\d:|]{1,60}?)[ \t]{1,8}10-year[ \t]{1,8}ratings", re.M | re.I
)
_ON = re.compile(
    r"^[ \t#]{0,20}(?:header\d{1,2}[ \t]{1,8})?On[ \t]{1,8}([A-Z][^\n\d:|.]{1,60}?)"
    r"(?::?[ \t]{1,8}[Ss]ee[ \t]{1,8}all\b[^\n]{0,60})?[ \t]{0,20}$",
    re.M,
)
_ON_INLINE = re.compile(r"\bOn[ ]{1,4}([A-Z][^\n\d:|.]{1,40}?):?[ ]{1,4}See[ ]{1,4}all[ ]{1,4}data\b")
_LINE = re.compile(r"^[ \t#|]{0,120}+([A-Z][^\n\d:|.]{1,60}?)[ \t|]{0,20}$", re.M)
#: In the corner of a table, the years follow.
_LINE_OR_CORNER = re.compile(
    rf"^[ \t#|]{{0,120}}+([A-Z][^\n\d:|.]{{1,60}}?)[ \t|]{{0,20}}(?:$|(?<=[ \t|]){EDITION}[ \t|]{{1,20}}{EDITION})",
    re.M,
)

#: A line beside a title is no longer, nor is one that is no prose.
_WINDOW, _LONGEST_LINE = 120, 400
_SENTENCE_END = re.compile(r"[^\W\d_]{2,}[.!?][\"\u201d\u2019)]{0,2}\s*\Z")
#: Headings are looked for in the beginning of a page.
_HEAD = 200_000


def subject_lines(page: Page) -> list[tuple[str, int, int]]:
    """The lines that hold nothing but a subject, by its key, or a subject and years: where each begins and ends."""
    lines = _LINE_OR_CORNER.finditer(page.text[:_HEAD])
    return [(key, line.start(), line.end()) for line in lines if (key := known_subject(line[1]))]


def subject_changes(page: Page) -> dict[int, bool]:
    """Where titles, or where there are none, lines with nothing else, name another subject than the one before.

    With each goes whether it is a line that stands by itself, above figures: no title, which may be a link, not one of
    a list, and not the heading of what is told.
    """
    named = [
        (subject_key(title.subject), title.offset, title.offset) for title in titles(page) if title.subject
    ]
    is_line = not named
    if is_line:
        named = subject_lines(page)
    listed = {
        line[1]
        for one, other in pairwise(named)
        if not page.text[one[2] : other[1]].strip()
        for line in (one, other)
    }
    return {
        offset: is_line and offset not in listed and not _is_above_prose(page, end)
        for (before, _, _), (key, offset, end) in pairwise(named)
        if key != before
    }


def _is_above_prose(page: Page, end: int) -> bool:
    """Whether what follows a line is told in sentences, of which the line is the heading."""
    line = page.text[end : end + _LONGEST_LINE].lstrip().partition("\n")[0]
    return len(line) > _WINDOW or _SENTENCE_END.search(line) is not None


@frozen
class Context:
    """What a page says about itself; `conflicts` are editions that exclude each other, with their offsets."""

    subject: str | None
    edition: str | None
    edition_at: int = 0
    conflicts: tuple[tuple[str, int], ...] = ()


def context(page: Page, names: Names, possessor: str | None, first: int, last: int) -> Context:
    """The subject and the edition that the page names; `possessor` is whose figures its changes are.

    Titles below the `last` figure, and those of another subject than that named above the `first`, are links.
    """
    found = [*titles(page)] or [*opening_title(page)]
    before = [title for title in found if title.offset <= last]
    # Below a table, which says its editions itself, a title is a reference to another report.
    is_reference = not before and _YEARS_OF_TABLE.search(page.text, 0, page.line_end(last)) is not None
    found = before or [evolve(title, edition=None) if is_reference else title for title in found]
    above = [title for title in found if title.offset <= first] or found
    subject = _most_named(page, above, first) or _subject(page, above, possessor)
    key = subject and subject_key(subject)
    with_subject = [
        title for title in found if (name := subject_beside(page, title)) and subject_key(name) == key
    ]
    headings = [
        (names.edition(printed_edition(printed)), offset) for printed, offset in _score_headings(page)
    ]
    strong = [
        (names.edition(printed_edition(one.edition)), one.offset) for one in with_subject if one.edition
    ]
    weak = [(names.edition(printed_edition(one.edition)), one.offset) for one in found if one.edition]
    # Titles without a subject may be links to other reports: they count where they agree.
    if not strong and len({edition for edition, _ in weak}) == 1:
        strong = weak
    stated = dict(reversed([*strong, *headings]))
    if len(stated) > 1:
        return Context(subject, None, conflicts=tuple(sorted(stated.items(), key=lambda item: item[1])))
    for edition, offset in stated.items():
        return Context(subject, edition, offset)
    return Context(subject, None)


def _score_headings(page: Page) -> Iterator[tuple[str, int]]:
    """The years of headings such as ``2014 Scores``, and where they stand.

    Beside other words in a short line it is no heading (*Freedom in the World 2012 Scores*), nor beside others like it,
    which are links, nor where a sentence is broken before it.
    """
    found = [(page.line_start(match.start(1)), match) for match in _SCORES.finditer(page.text)]
    lines = Counter(line for line, _ in found)
    for line, match in found:
        is_line = page.line_end(line) - line <= _WINDOW
        beside = page.text[line : match.start(1)].strip(" \t#|>*")
        is_named = not beside or _NEUTRAL.fullmatch(beside) or known_subject(beside)
        if not is_line or (is_named and lines[line] == 1 and not page.is_below_unfinished(line)):
            yield match[1], match.start(1)


def printed_edition(printed: str) -> str:
    """``1999–2000``, ``1999/00`` and ``1999-2000`` are one."""
    first, rest = printed[:4], re.sub(r"[^0-9]", "", printed[4:])
    return f"{first}-{int(first) + 1}" if rest and int(rest) % 100 == (int(first) + 1) % 100 else first


def _most_named(page: Page, above: list[Title], first: int) -> str | None:
    """Of the subjects of titles above the first figure, the one that titles and lines name most often, or first."""
    subjects = [title.subject for title in above if title.subject]
    named = Counter(map(subject_key, subjects))
    if len(named) > 1:
        lines = (line[1] for line in _LINE.finditer(page.text[:first]))
        named.update(key for key in map(subject_key, lines) if key in named)
    return max(subjects, key=lambda subject: named[subject_key(subject)], default=None)


def endings(page: Page) -> Iterator[int]:
    """Where lines end that close a page of the site, and say whom it is about: ``On Serbia``."""
    return (line.end() for line in _ON.finditer(page.text) if known_subject(line[1]))


def subject_of(page: Page) -> str | None:
    """Whom a page is about, by its title and the line beside it, or by the line that closes a page of the site."""
    closing = (line[1] for line in _ON.finditer(page.text) if known_subject(line[1]))
    return titled(page) or next(closing, None)


def _subject(page: Page, above: list[Title], possessor: str | None) -> str | None:
    text = page.text
    opening = text.lstrip().partition("\n")[0].strip()
    if page.whole is not None and (page.subject or known_subject(opening)):
        return page.subject or opening
    for pattern in (_SITE, _TEN_YEARS, _ON, _ON_INLINE):
        for match in pattern.finditer(text):
            if known_subject(match[1]):
                return match[1]
    if beside := next(filter(None, (subject_beside(page, title) for title in above if title.edition)), None):
        return beside
    for pattern in (_AUTHOR, _CAPITAL):
        if begins := pattern.match(text):
            return begins[1]
    if possessor is not None and (known_subject(possessor) or possessor[0].isupper()):
        return possessor
    # A line that is a country's name may be a heading, or one entry of a list of all reports.
    lines = [match[1] for match in _LINE_OR_CORNER.finditer(text[:_HEAD]) if known_subject(match[1])]
    return lines[0] if len(set(map(subject_key, lines))) == 1 else None
