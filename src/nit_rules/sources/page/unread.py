"""What looks like a figure behind a name and has no shape that is read: it is noted, so that nothing vanishes."""

import re

from nit_rules.sources.page.names import Label, Names
from nit_rules.sources.page.shapes import ARROWS, READ, WINDOW
from nit_rules.sources.page.text import Page

#: Behind a name that opens a line.
_BEHIND = re.compile(
    rf"(?:[ \t]{{1,4}}\([A-Z]{{2,5}}\))?[ \t|:(\[\"~=+–—{ARROWS}-]{{1,40}}+(?:(?i:score|rating)[ \t:]{{1,3}})?"
    rf"\d{{1,3}}(?:[.,·]\d{{1,4}}(?!\d)|[ \t]?(?:[%/½¼¾]|\d/\d))[^\n→>{READ}]{{0,48}}(?=\n|\Z)"
)
#: The same with a blank within.
_SPACED = re.compile(
    r"[ \t|:]{1,20}+\d{1,3}[.,] \d{2}(?!\d)(?:[ \t]{0,4}/?[ \t]{0,4}(?:7(?:\.00)?|100)(?!\d))?"
    r"(?=[ \t|;,]*(?:\n|\Z|[;,]))"
)
#: The same in a list on one line.
_LISTED = re.compile(r"[ \t:]{1,20}+\d{1,3}[.,]\d{1,2}(?!\d)[ \t]?%?(?=[ \t]{0,4}[,;•·][ \t]{1,4}[^\W\d_])")
#: At the end of a short line, with other words than a name alone before it.
_AT_END = re.compile(
    rf"(?:[ \t]{{0,4}}[(\[][^()\[\]\n{READ}]{{0,60}}[)\]])?"
    rf"(?:[^\n\d{READ}→>]|(?:19|20)\d\d){{1,40}}?\d{{1,3}}[.,]\d{{1,2}}(?:[ \t]?/[ \t]?7(?:\.00?)?)?[)\]]?"
    r"(?=[ \t|]*+(?:\n|\Z))"
)
#: On the line below a name, with more behind it.
_BELOW = re.compile(
    rf"[ \t|:]*+\n[ \t|]*+\d{{1,3}}\.\d{{2}}[ \t]{{1,4}}[^\s\d/|{READ}][^\n{READ}]{{0,60}}(?=\n|\Z)"
)
#: What belongs to a name stands so near before it.
_BESIDE = 40


def unread(page: Page, names: Names, text: str, label: Label, *, opens_line: bool) -> re.Match[str] | None:
    """What looks like a figure behind a name that is not read; `text` is that of the page without what is."""
    begin = page.line_start(label.start)
    is_short = page.line_end(label.start) - begin <= WINDOW and label.start - begin <= _BESIDE
    forms = (_BEHIND, _SPACED, _BELOW, _LISTED) if opens_line else ()
    found = next((one for form in forms if (one := form.match(text, label.end))), None)
    if found is None and is_short and (found := _AT_END.match(text, label.end)):
        # Of two names before a figure it is the second one's.
        others = (names.at(text, label.end + start)[0] for start in names.starts(found[0]))
        found = None if any(others) else found
    return found
