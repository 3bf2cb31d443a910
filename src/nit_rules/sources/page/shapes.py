"""What figures look like on a page: the shapes that tell a figure from any other number.

A name alone is no sign of a figure. What makes it one is a colon, the most there is (``/ 7``), the ends of the scale, a
heading with both, or a line of its own.
"""

import re

from nit_rules.sources.page.text import BULLETS

#: Stands in the text for what has been read, so that nothing is read twice and neighbours can be told.
READ = "\x01"

#: Blanks are never given back: what follows them is never blank, and a page of blanks costs no more than another.
_SEP = r"[\s|]{0,40}+"
_GAP = r"[ \t]{0,20}+"
_BLANKS = r"[ \t|]{0,40}+"
#: The columns of a page that is laid out as it was printed stand far apart.
_ACROSS = rf"(?:[ \t|]{{0,200}}+(?=[^\s|])|{_SEP})"
_NUMERIC = r"(?:[+-]?\d[\d.,٫]{0,70}(?:[eE][+-]?\d{1,9})?|[Nn]a[Nn]|[+-]?[Ii]nf(?:inity)?)"
#: The ends of a scale in brackets: ``(1 = best, 7 = worst)``, ``(scale 1-7)``, ``(0-100)``, ``(out of 100)``.
_TO = r"(?:[-–—]|to)[ \t]{0,20}"
_DIRECTION = (
    r"[(\[][ \t]{0,20}"
    r"(?:(?:[17](?:\.0{1,2})?[ \t]{0,20}(?:=|[-–—][ \t]{0,20}(?:[17]|100)(?!\d))|0[ \t]{0,20}=)[^()\[\]\n]{0,60}"
    r"|(?:(?:on[ \t]a[ \t])?scale[ \t:]{1,4}(?:(?:of|from)[ \t])?)?"
    rf"(?:1(?:\.0{{1,2}})?[ \t]{{0,20}}{_TO}7(?:\.0{{1,2}})?|0[ \t]{{0,20}}{_TO}100)(?:[ \t]scale)?"
    r"|out[ \t]of[ \t](?:7|100))[ \t]{0,20}[)\]]"
)
#: How the publisher abbreviates the names; other letters in brackets are those of another source: *Corruption (CPI)*.
_SHORT = "NDG|NGOV|DG|GOV|EP|CS|IM|LDG|LGOV|JFI|CLJF|CO|CORR|DS|DEM|ROL"
#: What may be said between a name and its figure: that it is a rating, and of which edition.
_YEAR = r"(?:[ \t]{1,4}(?:[(\[](?:19|20)\d\d[)\]]|(?:19|20)\d\d(?=[ \t]{0,4}:)))?"
_SAID = rf"(?:[ \t]{{1,4}}(?:[Rr]ating|RATING|[Ss]core|SCORE))?(?:[ \t]{{1,4}}\((?:{_SHORT})\))?{_YEAR}"
_CLASSIFIED = r"Regime[ \t]{1,8}Classi(?:fi|\ufb01)cation"
#: What may be said between the name of a status and the label: of which edition it is, and a mark.
_OF_EDITION = rf"{_YEAR}[*†‡]{{0,5}}"
#: Where a figure moved.
ARROWS = "\u2191\u2193\u25b2\u25b4\u25bc\u25be"
_DECIMAL = r"\d{1,3}[.,٫]\d{1,60}"
_MOST = r"(?:(?P<hundred>100)|7(?:\.0{1,2})?)(?![\d.,]\d|\d)"

#: Items of a list stand below each other.
_ITEMS = r"[\s|•·▪●]{0,40}+"
BLANK = re.compile(_ITEMS)
NOT_NEWLINE = re.compile(r"[^\n]")
#: A dash at the end of a line may be lost, as that of a broken word.
HEADING = re.compile(
    rf"{_ACROSS}(?:1(?:\.0{{1,2}})?[ \t]{{0,20}}[-–—]\s{{0,20}}7(?:\.0{{1,2}})?[ \t]{{0,20}}(?:pts|points)?"
    r"|1\.007\.00\s{1,4}pts)",
    re.I,
)
#: The cell of a narrow column goes on in one of the next lines, beside what goes on there.
_WRAPPED = (
    r"[ \t]{0,10}(?:\n[^\n]{0,200}[ \t]{2})?/[ \t]{0,10}\n(?:[^\n/]{0,200}\n)?"
    r"(?:[^\n]{0,200}[ \t]{2})?7\.00[ \t|]{0,20}$"
)
IN_COLUMN = re.compile(rf"[\d.]{{1,70}}{_WRAPPED}", re.MULTILINE)
#: A sentence goes on in small letters after a figure that it quotes.
_NO_SENTENCE = r"(?![ \t]{0,20}+[,;]?[ \t]{0,20}+(?!(?:pts|points?|unchanged|up|down)\b)[a-z])"
RATING = re.compile(
    rf"(?<![\w.,])({_NUMERIC})"
    rf"(?:[\s|]{{0,10}}/[\s|]{{0,10}}7(?P<most>\.0{{1,2}})?(?![\d./]\d|\d){_NO_SENTENCE}"
    rf"|[\s|]{{1,10}}7\.00[ \t|]{{0,20}}$|{_WRAPPED})",
    re.MULTILINE,
)
OF_MOST = re.compile(
    rf"{_SAID}{_ACROSS}(?:{_DIRECTION}{_SEP})?:?{_SEP}({_NUMERIC})%?{_SEP}/{_SEP}{_MOST}{_NO_SENTENCE}"
)
BESIDE_MOST = re.compile(
    rf"{_BLANKS}:?{_BLANKS}({_NUMERIC}){_BLANKS}(?<=[ \t|]){_MOST}(?=\s{{0,20}}(?:$|[|\n\x01A-Z•(\[]))"
)
#: Where the site's slash is lost, below the name.
BELOW_MOST = re.compile(
    rf"{_BLANKS}:?{_BLANKS}\n\s{{0,20}}+[|]?{_GAP}({_DECIMAL}){_BLANKS}(?<=[ \t|]){_MOST}(?=[ \t|]{{0,20}}(?:\n|\Z))"
)
GLUED_TO_MOST = re.compile(r"[ \t]{0,20}([0-9]{1,3}\.[0-9]{2})(?:(?P<hundred>100)|7)(?=[\sA-Z]|\Z)")
AFTER_COLON = re.compile(
    rf"{_SAID}{_GAP}[*†‡]{{0,5}}{_GAP}(?:{_DIRECTION})?{_BLANKS}:{_BLANKS}(?:{_DIRECTION})?{_GAP}({_NUMERIC})"
    rf"(?:[ \t]?%)?,?(?={_GAP}(?:\Z|[|\n;*\x01()\[{ARROWS}A-Z]))"
)
#: The scale's ends between a name and a number leave no doubt, wherever on a line they stand.
AFTER_DIRECTION = re.compile(
    rf"{_GAP}{_DIRECTION}{_GAP}:?{_GAP}({_DECIMAL})(?={_GAP}(?:\Z|[|\n;*\x01\[A-Z]))"
)
#: Behind the name of a percentage.
PERCENT_SIGN = re.compile(rf"{_GAP}(\d{{1,3}}(?:\.\d{{1,2}})?)[ \t]?%(?={_GAP}(?:\n|\Z|[|,;•]))")
#: The end of the scale may stand below its beginning.
_AT_LINE_END = rf"%?(?=[ \t|*{ARROWS}]{{0,20}}+(?:\n|\Z))(?!\s{{0,200}}+pts\b)"
ON_LINE = re.compile(
    rf"{_SAID}{_GAP}(?:{_DIRECTION})?{_BLANKS}(?:[.\u2026_]{{2,120}}+{_GAP})?({_DECIMAL}){_AT_LINE_END}"
)
BELOW = re.compile(
    rf"{_BLANKS}:?{_BLANKS}(?:\n\s{{0,20}}+)?(?:{_DIRECTION})?{_BLANKS}:?{_BLANKS}"
    rf"\n\s{{0,20}}+[|]?{_GAP}({_DECIMAL}){_AT_LINE_END}"
)
#: A figure that fills a line.
ALONE = re.compile(
    rf"[ \t|*#>]{{0,20}}+({_DECIMAL}|\d{{1,3}}(?=[ \t]{{0,10}}/))%?(?P<most>[ \t]{{0,10}}/[ \t]{{0,10}}{_MOST})?"
    r"[ \t|*]{0,20}+\Z"
)
#: What may stand on a line before a name whose value needs no other sign than its place.
LINE_START = re.compile(
    rf"[\s|>#{BULLETS}]{{0,20}}(?:\d{{1,2}}[.)][ \t]{{1,4}})?"
    r"(?:[A-Z][^\W\d_]{1,20}(?:[ \t][^\W\d_]{1,20}){0,5}'s?[ \t]{1,4})?(?:[Oo]verall[ \t]{1,4})?"
    r"(?:(?:[A-Z]{2,20}[-_][A-Z]{2,20}|header\d{1,2})[ \t|]{0,20})?\Z"
)
#: What may stand between a sign and a label: a quotation mark, a few words. Without the sign they are a sentence.
_IS = r"(?:(?:is|remains)[ ](?:an?[ ])?)?"
_QUOTED, _SAID_OF = r"[\"'\u201c\u2018(\[]?", r"(?:[^\W\d_]{1,20}[ ]){0,3}"
CLASSIFICATION = re.compile(
    rf"(?:(?:{_CLASSIFIED}|Status){_OF_EDITION}{_SEP}(?:[:=]{_SEP}{_QUOTED}{_SAID_OF}|{_IS}{_QUOTED})"
    rf"|(?:\A|\n)[ \t|#*]{{0,20}}{_CLASSIFIED}{_GAP}[–—-]{_SEP}{_QUOTED}{_SAID_OF})\Z",
    re.IGNORECASE,
)
#: What says of a label behind it that it was one before, or of many countries.
OF_BEFORE = re.compile(
    r"(?:\A|[.;|])[ \t|#*]{0,20}"
    r"(?:(?:previous(?:ly)?|prior|former(?:ly)?|last|earlier|old|(?:first|initially|originally)[ ](?:classified|rated)"
    r"|changes?[ ]in[ ]status)\b[^\n:]{0,60}"
    r"|[^\n:]{0,60}[(\[](?:previous|prior|former|last|average|mean|median)\b[^\n:]{0,40}[)\]][ \t]{0,4}"
    r"|[^\n:]{0,30}(?:classification|status)[ \t]{0,2}[(\[](?:EU|region)[)\]])"
    r":[ \t]{0,4}(?:from[ ])?\Z",
    re.I,
)
#: How another index calls its statuses, some of which have the names of this one's.
REGIME_TYPE = re.compile(r"\bRegime[ \t]{1,8}Type[ \t]{0,4}[:=|][\s|]{0,20}\Z", re.I)
NAMED_STATUS = re.compile(_CLASSIFIED, re.I)
OTHER_LABEL = re.compile(
    rf"(?:{_CLASSIFIED}|^[ \t|#*]{{0,20}}(?P<short>Status)){_OF_EDITION}[ \t]{{0,20}}[:=–—]"
    r"[ \t]{0,20}([^\W\d_][^\n|:]{4,80}?)[ \t|]{0,20}\n",
    re.I | re.M,
)
MOST_LABELS = 100
LAST_YEAR = re.compile(
    r"(?:(?:last|previous|prior)[ \t]{1,8}(?:year|edition)'?s?[ \t]{1,8}(?:democracy[ \t]{1,8})?(?:percentage|score)"
    # As a heading it may be broken over lines.
    r"|^[ \t|>*#]{0,20}(?-i:Last|Previous|Prior|[A-Z]{4,8})\s{1,8}(?:year|edition)'?s?\s{1,8}(?:democracy\s{1,8})?"
    r"(?:percentage|score))\s{0,20}(?:&amp;|&|and)\s{0,20}status[\s:|]{0,40}",
    re.I | re.M,
)
PERCENT_HERE = re.compile(rf"({_NUMERIC})(?:%?{_SEP}/?{_SEP}100(?![\d.,]\d|\d)|%)")
#: Behind a label, and set apart from it.
PERCENT_BEHIND = re.compile(rf"{_GAP}[,;:(–—-]{_GAP}{PERCENT_HERE.pattern}")
PERCENT = re.compile(rf"(?<![\w.,/]){PERCENT_HERE.pattern}")
#: What may stand on a line before a percentage without a name, beside the page's own subject.
OF_TOTAL = re.compile(
    rf"[\s|>#:,(){BULLETS}]|[A-Z]{{2,20}}[-_][A-Z]{{2,20}}|header\d{{1,2}}|\b(?:19|20)\d\d\b"
    r"|\b(?:nations[ ]in[ ]transit|NIT|total|overall|democracy|score|percentage)\b|'s?(?!\w)",
    re.I,
)
#: Figures of others out of a hundred, on one of the two lines above.
OTHER_INDEX = re.compile(
    r"(?:freedom[ \t](?:in[ \t]the[ \t]world|on[ \t]the[ \t]net)|(?:internet|global|press)[ \t]freedom"
    r"|perceptions[ \t]index|turnout|unemployment)[^\n]{0,40}\n(?:[^\n]{0,60}\n)?\Z",
    re.I,
)
#: A status of *Freedom in the World*, on one of the two lines below.
OTHER_STATUS = re.compile(
    rf"[^\n]{{0,40}}(?:\n[^\n\d{READ}]{{0,60}}){{0,2}}\b(?:Not[ ]Free|Partly[ ]Free|(?<=Status:[ ])Free|(?<=\n)Free)\b",
    re.I,
)
PERCENT_BEFORE = re.compile(
    rf"(?<![\w.,/-])({_NUMERIC})(?:%?[\s|]{{0,10}}/?[\s|]{{0,10}}100|%)[\s|]{{0,10}}\Z"
)
#: Above a percentage on a line of its own, another number on one.
NUMBER_ABOVE = re.compile(r"(?:\A|\n)[ \t]{0,20}\d{1,3}[ \t]{0,20}\n[ \t]{0,20}\Z")
#: In last year's block, an integer beside the label needs no hundred.
INTEGER = re.compile(r"([0-9]{1,3})(?=[\s|,;:()–—-]{1,20}[A-Za-z])")
#: The scores that a legend gives beside a label.
RANGE = re.compile(r"[ \t|:(]{0,20}\d[\d.]{0,10}[ \t]{0,4}[-–—][ \t]{0,4}\d")
RANGE_BEFORE = re.compile(r"\d[ \t]{0,4}[-–—][ \t]{0,4}\d[\d.]{0,10}[ \t|:)]{0,20}\Z")
READ_BEFORE = re.compile(rf"{READ}[\s|•·▪●]{{0,40}}\Z")
TO_READ = re.compile(rf"{_ITEMS}(?:[A-Z]{{2,20}}[-_][A-Z]{{2,20}}{_SEP})?{READ}")
#: The mark of a footnote that is glued to a name.
FOOTNOTE = re.compile(r"[0-9]{1,2}(?=[ \t])")
#: A rating stands at most so far below its heading.
REACH = 2500
WINDOW = 120


def skip(text: str, pos: int) -> int:
    """The first place from one on that is no blank."""
    gap = BLANK.match(text, pos)
    return gap.end() if gap else pos
