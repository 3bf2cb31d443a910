"""One spelling for all pages: of blanks, quotes, dashes and bars, without marks that say nothing of figures.

What stands for a text is as long as it, so that places stay those of the input.
"""

import re

#: Each character stands for one of the same meaning, so that offsets and columns stay those of the input.
_SPELLING = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "
        ),
        **dict.fromkeys("\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff\x0b\x0c\x00\x01", " "),
        # Raised digits are the marks of footnotes.
        **dict.fromkeys("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", " "),
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4\u0060", "'"),
        **dict.fromkeys("\u2028\u2029\x85", "\n"),
        **dict.fromkeys("\u2044\u2215\u29f8", "/"),
        **dict.fromkeys("\u2502\u2503\uff5c\u00a6", "|"),
        **dict.fromkeys("\u2010\u2011\u2012\u2212\u00ad", "-"),
    }
)
#: A word with characters in it that nobody sees, such as a soft hyphen; what it loses is made up for behind it.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WITH_UNSEEN = re.compile(rf"(?<![\w.{_UNSEEN}])[\w.]{{1,60}}(?:[{_UNSEEN}]{{1,4}}[\w.]{{1,60}}){{1,20}}")
#: An apostrophe that was read in another encoding than it was written in, and the rest of its word.
_MISREAD = re.compile(r"(?:\u201a\u00c4\u00f4|\u00e2\u20ac\u2122)(\w{0,20})")
#: A word in which Markdown keeps marks from being its own, and a line that goes on: what it loses is made up for, too.
_ESCAPED = re.compile(r"(?<!\S)[^\s\\]{0,80}(?:\\[!-/:-@\[-`{-~][^\s\\]{0,80}){1,20}|\\(?= ?\n)")
#: Lines that are nothing but the mark of a block or a rule, in Markdown or what is left of HTML in it.
_BLOCK_MARK = re.compile(
    r"^[ \t]{0,20}(?::{3,20}[ \t]{0,4}(?:\{[^{}\n]{0,200}\}|[\w.-]{0,60})[ \t]{0,4}:{0,20}"
    r"|-{3,200}(?:[ \t]{1,20}-{3,200}){0,40}|</?[A-Za-z][^<>\n]{0,300}>)[ \t]{0,200}$",
    re.MULTILINE,
)
#: A word that is broken over two lines, put together on the first of them. The hyphen of "semi-consolidated" is
#: its own.
_BROKEN = re.compile(r"(?<=[^\W\d_])(?<!\b[Ss]emi)-\n([ \t]{0,20})([a-z]{1,30})(?![^\W\d_])")
#: A row with bars that is broken between two cells.
_CELL = r"[ \t]{0,20}(?:\d{1,3}\.\d{1,2}|[nN]/[aA])[ \t]{0,20}"
_BROKEN_ROW = re.compile(
    rf"^([ \t]{{0,20}}[^\W\d_][^\n|]{{0,200}}\|[^\n]{{0,600}}\|[ \t]{{0,20}})\n"
    rf"(?={_CELL}(?:\|{_CELL}){{0,40}}(?:\n|\Z))",
    re.MULTILINE,
)


def plain(text: str) -> str:
    """The text in one spelling, line by line as it stands."""
    # Marks of bold print, and what marks a footnote in a table, say nothing here.
    text = _MISREAD.sub(lambda rest: f"'{rest[1]}".ljust(len(rest[0])), text)
    text = _WITH_UNSEEN.sub(_seen, text)
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = _BLOCK_MARK.sub(_blank, _ESCAPED.sub(_unescaped, text))
    return text.replace("**", "  ").translate(_SPELLING)


def whole(text: str) -> str:
    """The plain text with words and rows of tables whole that are broken over two lines."""
    return _BROKEN_ROW.sub(r"\1 ", _BROKEN.sub(r"\2 \n\1", text))


def _seen(match: re.Match[str]) -> str:
    return re.sub(f"[{_UNSEEN}]", "", match[0]).ljust(len(match[0]))


def _unescaped(match: re.Match[str]) -> str:
    return re.sub(r"\\(.|\Z)", r"\1", match[0]).ljust(len(match[0]))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
