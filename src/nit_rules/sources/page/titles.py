"""Titles: lines that name the index, with the edition and the subject that they add."""

import re
from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from nit_rules.sources.cells import one_line
from nit_rules.sources.page.text import Page
from nit_rules.sources.subjects import known_subject

EDITION = r"(?:19|20)[0-9]{2}(?:[ ]?[-–—/][ ]?(?:(?:19|20)?[0-9]{2}))?"
#: For a line without needless blanks.
_TITLE = re.compile(
    r"(?:[#|] ?)?(?:(?P<before>[^|:]{2,60}?)(?: Country Report)?(?: ?[|:,(–—-] ?| ))?Nations in Transit ?[|:,–—-]? ?"
    rf"(?:\(?(?P<first>{EDITION})(?!\w)\)?)? ?(?:Country Report|Report|Edition)? ?(?:[|:,.–—-] ?|(?=[A-Z(]))?"
    rf"(?P<after>[^|(]{{0,60}}?) ?(?:\((?P<last>{EDITION})\))? ?(?:Country Report)? ?"
    r"(?:, ?\d{1,2} [A-Z][a-z]{2,8} \d{4} ?)?\)? ?(?:[|–—-] ?Freedom House)? ?\|?\Z",
    re.IGNORECASE,
)
#: The steps of a trail, and what its first steps and other lines begin with.
_STEP = re.compile(r" ?[>»›] ?|(?<![0-9]) ?/ ?| / ")
_FURNITURE = re.compile(
    r"(?:(?:header\d{1,2}|Home|Countries|(?:Country )?Reports?|Title|Document|Refworld|ecoi\.net"
    r"|Freedom House(?: \(Author\))?)(?: ?[|:] ?| ))+",
    re.IGNORECASE,
)
#: An edition with a line for itself; the years of a table or a list are several.
_EDITION_BELOW = re.compile(
    rf"\s{{1,20}}({EDITION})[ \t|]{{0,20}}+(?:\Z|\n(?!\s{{0,20}}+(?:19|20)[0-9]{{2}}\b))"
)
_OPENING_TITLE = re.compile(
    rf"\s{{0,20}}(?:(?P<before>[^\W\d_][^\n\d|:]{{1,60}}?) ?[|:] ?)?(?i:Nations in Transit) "
    rf"(?P<edition>{EDITION})(?!\w)"
    r"(?: ?[|:,–—-]? ?(?P<words>(?:[^\W\d_]{1,30} ?){1,5})(?!'))?"
)
#: What a title may hold beside index, edition and subject: the titles of whole editions among it.
_NO_SUBJECT = re.compile(
    r"Freedom House|Country Report|Report|header\d+|\W+|The Antidemocratic Turn|Confronting Illiberalism"
    r"|Dropping the Democratic Fa[cç]ade|From Democratic Decline to Authoritarian Aggression"
    r"|War Deepens a Regional Divide|A Region Reordered by Autocracy and Democracy"
    r"|The False Promise of Populism|Europe and Eurasia Brace for Impact"
    r"|Democracy on the Defensive in Europe and Eurasia|Eurasia['\u2019]s Rupture with Democracy"
    r"|Authoritarian Aggression and the Pressures of Austerity",
    re.IGNORECASE,
)
_MENTION = re.compile(r"Nations[ \t]{1,8}in[ \t]{1,8}Transit", re.IGNORECASE)
_MOST_MENTIONS = 1000
#: A line beside a title is no longer.
_BESIDE = 120
#: So far the furniture of a site may reach that is copied on one line with the page.
_OPENING = 400
#: Marks of headings, of quotations and of what is set off, as text made of web pages has them.
_MARKDOWN = "#>*_ "


@frozen
class Title:
    """A line that names the index, with the edition and the subject that it adds."""

    edition: str | None
    subject: str | None
    offset: int


def titles(page: Page) -> Iterator[Title]:
    """Every line that is a title rather than a sentence."""
    for mention in islice(_MENTION.finditer(page.text), _MOST_MENTIONS):
        start = page.line_start(mention.start())
        if mention.start() - start > 80 or page.line_end(start) - start > 200:
            continue
        end = page.line_end(start)
        read = _read_title(page.text[start:end])
        if read is None or (read[1] or "").endswith((" and", "&")):
            # The name of a country may be broken over two lines.
            longer = _read_title(page.text[start : page.line_end(end + 1)])
            read = longer if longer and longer[1] else read
        if read is None:
            continue
        edition, subject = read
        if edition is None and (below := _EDITION_BELOW.match(page.text, page.line_end(mention.end()))):
            edition = below[1]
        yield Title(edition, subject, start)


def _read_title(text: str) -> tuple[str | None, str | None] | None:
    """The edition and the subject that a title adds to the name of the index; None of what is no title."""
    line = _STEP.sub(" | ", one_line(text).strip(_MARKDOWN))
    match = _TITLE.match(_FURNITURE.sub("", line))
    if match is None:
        return None
    subjects = [name.strip(" \t-–—|:,") for name in (match["before"] or "", match["after"] or "")]
    subject = next((name for name in subjects if name and known_subject(name)), None)
    if any(name and name != subject and not _is_furniture(name) for name in subjects):
        return None
    return match["first"] or match["last"], subject


def titled(page: Page) -> str | None:
    """The subject of the first title that has one, in its line or in that below or above it."""
    return next(filter(None, (subject_beside(page, title) for title in titles(page))), None)


def subject_beside(page: Page, title: Title) -> str | None:
    """The subject of a title: its own, or the one that fills the line below or above it."""
    if title.subject:
        return title.subject
    end = page.line_end(title.offset)
    below = page.text[end : end + _BESIDE].lstrip().partition("\n")[0]
    above = page.text[max(0, title.offset - _BESIDE) : title.offset].rstrip().rpartition("\n")[2]
    lines = (line.strip(f"{_MARKDOWN}\t|") for line in (below, above))
    return next(filter(known_subject, lines), None)


def opening_title(page: Page) -> Iterator[Title]:
    """The title of a page that is all on one line: its first words, or, with a subject, words soon after them."""
    opening = _OPENING_TITLE.match(page.text)
    soon = () if opening else _MENTION.finditer(page.text, 0, _OPENING)
    below = (_OPENING_TITLE.match(page.text, mention.start()) for mention in soon)
    for match in filter(None, (opening, *below)):
        words = (match["before"] or match["words"] or "").split()
        names = (words[:count] for count in range(len(words), 0, -1))
        name = next((name for name in names if known_subject(" ".join(name)) and not _is_and(name[-1:])), [])
        # A page about two countries is about neither.
        is_one = name and not _is_and(words[len(name) : len(name) + 1])
        if opening or is_one:
            yield Title(match["edition"], " ".join(name) if is_one else None, match.start("edition"))


def _is_and(words: list[str]) -> bool:
    return words in (["and"], ["&"])


def _is_furniture(name: str) -> bool:
    return bool(_NO_SUBJECT.fullmatch(name))
