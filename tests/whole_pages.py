"""Whole pages whose every figure is known beforehand, among figures that are others'.

The figures are made by the definitions of ``independent/naive.py``, the page by lines of text; what surrounds them is
full of numbers that are not the page's own. A page may be written as text or as HTML, and as people save them.
"""

import html
from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen
from hypothesis import strategies as st

from independent import naive
from layouts import LAST_YEAR, NAMES, TABLES, Table

COUNTRIES = (
    "Armenia", "Bosnia and Herzegovina", "Czech Republic", "Georgia", "Hungary", "Kyrgyzstan", "Latvia",
    "North Macedonia", "Poland", "Serbia",
)  # fmt: skip
RATINGS = tuple(name for name in NAMES if name != "democracy_score")
#: Sentences about others, about other years and about other indexes.
PROSE = (
    "In contrast, {other}’s Democracy Score fell from {a} to {b} during the year.",
    "Freedom in the World 2022 rates {country} 68/100 (Partly Free); Freedom on the Net gives {other} 72 out of 100.",
    "The country ranked 45th with a score of 55 on Transparency International’s Corruption Perceptions Index.12",
    "Average scores in the region declined: Civil Society from 4.25 to 4.10, Electoral Process to {a}.",
    "The rating for {other} is projected to decline to {b} next year.",
    "Last year the Corruption rating was {a}; the authors had proposed {b}.",
    "Turnout was 45.50 percent on May 12, 2019, and the party won 4.50 percent, or 6.25 million votes.",
    "Between 2004 and 2014, {other} went from {a} to {b}, the steepest drop in the history of the report.",
    "Democracy Score 2009 of {other}: {a}.",
)
#: What stands around the article of a page of the site.
MENU = (
    "Country Facts", "Population", "37,700,000", "Global Freedom Score", "81 / 100", "Free", "Internet Freedom Score",
    "64 / 100", "Partly Free", "In Other Reports", "Freedom in the World 2022", "Other Years", "2021", "2020",
    "© 2024 Freedom House",
)  # fmt: skip
#: Lines that stand on pages and say nothing of their figures. (A sentence ends what a country's card says.)
NEUTRAL = (
    "Overview", "Note", "Key Developments", "Country Report", "View Full Report", "Explore Country Scores", "Status",
    "Region: Eurasia", "EU candidate", "Capital: Warsaw", "Population: 5,000,000", "Regime type: presidential republic",
    "Table 1. Ratings", "Figure 1", "Ratings and Status", "Year-on-year change", "Rankings", "Projections", "Compare",
    "Other Years", "| Publisher | Freedom House |", "Freedom House", "Author: A. N. Author", "* * *",
    "Last updated: 15 July 2013", "Initially published in 2015",
)  # fmt: skip
TITLES = (
    "{country}: Nations in Transit {year} Country Report | Freedom House",
    "Nations in Transit {year} - {country}",
    "{country}\nNations in Transit\n{year}",
    "Home > Countries > {country} > Nations in Transit {year}",
)
LEGEND = "The ratings are based on a scale of 1 to 7, with {best} representing the highest level of progress."

Figures = dict[str, str]


@frozen
class Page:
    """A page by its lines, with its country, and its figures by edition; `main` is the edition it is about."""

    lines: Sequence[str]
    country: str
    editions: Mapping[str, Figures]
    main: str


def _text(position: int) -> str:
    return f"{1 + position / 4:.2f}"


def _all_of(methodology: str, ratings: Figures) -> Figures:
    mean = sum(map(Fraction, ratings.values()), Fraction(0)) / len(ratings)
    of_mean = {name: naive.printed(methodology, name, mean) for name in naive.FIGURES[methodology]}
    return {**ratings, **of_mean}


#: Ratings of one country are near each other.
_positions = st.integers(3, 21).flatmap(
    lambda middle: st.fixed_dictionaries({name: st.integers(middle - 2, middle + 2) for name in RATINGS})
)
_moves = st.dictionaries(st.sampled_from(RATINGS), st.sampled_from((-1, 1)), max_size=3)


def _ratings(positions: Mapping[str, int]) -> Figures:
    return {name: _text(position) for name, position in positions.items()}


@st.composite
def _prose(draw: st.DrawFn, country: str) -> list[str]:
    other = draw(st.sampled_from([one for one in COUNTRIES if one != country]))
    a, b = (_text(draw(st.integers(0, 24))) for _ in "ab")
    chosen = draw(st.lists(st.sampled_from(PROSE), max_size=2))
    return [one.format(country=country, other=other, a=a, b=b) for one in chosen]


@st.composite
def _cards(draw: st.DrawFn, country: str) -> list[str]:
    """What pages link to: other countries, each with its figures."""
    lines = ["Other Countries"]
    for other in draw(st.permutations([one for one in COUNTRIES if one != country]))[:2]:
        figures = _all_of("nit/2020", _ratings(draw(_positions)))
        lines += [other, f"{figures['democracy_percentage_rounded']} / 100 {figures['status']}"]
        lines += [f"Democracy Score {figures['democracy_score']} / 7"]
    return lines


def _replaced(draw: st.DrawFn, methodology: str, figures: Figures, wrong: str | None) -> Figures:
    """The figures, of which the one that is to be `wrong` is that of another mean."""
    if wrong is None:
        return figures
    means = [Fraction(28 + step, 28) for step in range(169)]
    prints = dict.fromkeys(naive.printed(methodology, wrong, mean) for mean in means)
    return {**figures, wrong: draw(st.sampled_from([one for one in prints if one != figures[wrong]]))}


@st.composite
def site_pages(draw: st.DrawFn, wrong: str | None = None) -> Page:
    """A country's page of the site since 2020, with the headline of the year before and stated changes."""
    country, year = draw(st.sampled_from(COUNTRIES)), draw(st.integers(2020, 2024))
    positions = draw(_positions)
    before = {**positions, **{name: positions[name] + by for name, by in draw(_moves).items()}}
    then, now = _all_of("nit/2020", _ratings(before)), _all_of("nit/2020", _ratings(positions))
    previous = {name: then[name] for name in ("democracy_percentage_rounded", "status")}
    own = _replaced(draw, "nit/2020", now, wrong)
    of_hundred = draw(st.sampled_from((" / 100", "/100", " /100", "\n/ 100")))
    of_seven = draw(st.sampled_from((" / 7", "/7", " 7", " / 7.00")))
    lines = [draw(st.sampled_from(TITLES)).format(country=country, year=year), ""]
    label = draw(st.sampled_from((own["status"], own["status"].upper())))
    lines += draw(st.permutations([own["democracy_percentage_rounded"] + of_hundred, label]))
    lines += [
        f"Democracy Percentage {own['democracy_percentage']}{of_hundred}".replace("\n", " "),
        f"Democracy Score {own['democracy_score']}{of_seven}",
        LAST_YEAR,
        f"{previous['democracy_percentage_rounded']} / 100 {previous['status']}",
        LEGEND.format(best=7),
    ]
    moved = [name for name in RATINGS if then[name] != now[name]]
    if moved:
        bullet, word = draw(st.sampled_from(("  • ", "- ", "* ", ""))), draw(st.sampled_from((" rating", "")))
        lines += [f"Score changes in {year}", ""]
        for name in moved:
            previous[name] = then[name]
            way = "improved" if positions[name] > before[name] else "declined"
            lines.append(
                f"{bullet}{NAMES[name]}{word} {way} from {then[name]} to {now[name]} due to 3 new laws."
            )
    lines += ["", "Executive Summary", *draw(_prose(country))]
    for name in RATINGS:
        lines += [f"{NAMES[name]} 1.00-7.00 pts", f"Considers 2.75 things. {own[name]} / 7.00"]
        lines += draw(_prose(country))
    # Where no title gives the page to its country, each of several named on lines of their own has a record.
    cards = [] if "\n" in lines[0] else draw(_cards(country))
    lines += draw(st.sampled_from(([], [f"On {country}", *MENU], cards)))
    return Page(lines, country, {str(year): own, str(year - 1): previous}, str(year))


@st.composite
def card_pages(draw: st.DrawFn, wrong: str | None = None) -> Page:
    """A country's page on the old scale, each figure beside its name."""
    country, year = draw(st.sampled_from(COUNTRIES)), draw(st.integers(2007, 2018))
    own = _replaced(draw, "nit/2005", _all_of("nit/2005", _ratings(draw(_positions))), wrong)
    form = draw(
        st.sampled_from(
            ("{0}: {1}", "{0} (1 = best, 7 = worst): {1}", "{0}\t{1}", "{0} {1}", "{0}\n{1}", "| {0} | {1} |")
        )
    )
    lines = [draw(st.sampled_from(TITLES)).format(country=country, year=year), "", f"{year} Scores", ""]
    lines += [
        form.format("Democracy Score", own["democracy_score"]),
        f"Regime Classification: {own['status']}",
    ]
    lines += [form.format(NAMES[name], own[name]) for name in RATINGS]
    lines += ["", LEGEND.format(best=1), "", "Executive Summary", *draw(_prose(country))]
    return Page(lines, country, {str(year): own}, str(year))


@st.composite
def table_pages(draw: st.DrawFn, wrong: str | None = None) -> Page:
    """A country's chapter on the old scale, with a table of some years."""
    country, last = draw(st.sampled_from(COUNTRIES)), draw(st.integers(2008, 2018))
    editions: dict[str, Figures] = {}
    for year in range(last - draw(st.integers(2, 3)), last + 1):
        figures = _all_of("nit/2005", _ratings(draw(_positions)))
        del figures["status"]
        editions[str(year)] = figures
    main = draw(st.sampled_from(list(editions)))
    editions[main] = _replaced(draw, "nit/2005", editions[main], wrong)
    rows: Table = {name: [figures[name] for figures in editions.values()] for name in NAMES}
    lines = [f"{country} by A. N. Author", "Capital: X", "Population: 3.25 million", ""]
    lines += ["Nations in Transit Ratings and Averaged Scores", ""]
    lines += draw(st.sampled_from(TABLES))(list(editions), rows).split("\n")
    lines += ["", LEGEND.format(best=1), "", "Executive Summary", *draw(_prose(country))]
    return Page(lines, country, editions, main)


#: How people save text: as it is, with blank lines, indented, with other ends of lines, with other blanks.
SAVED = {
    "as it is": "\n".join,
    "with blank lines": "\n\n".join,
    "with ends of lines of Windows": "\r\n".join,
    "indented": lambda lines: "\n".join(f"   {line}" for line in lines),
    "with trailing blanks": "  \n".join,
    "with a mark of byte order": lambda lines: "\ufeff" + "\n".join(lines),
    "with blanks that do not break": lambda lines: "\n".join(lines).replace(" ", "\N{NO-BREAK SPACE}"),
}


def as_html(lines: Sequence[str], element: str) -> str:
    """The lines as a web page, each in an element of its own."""
    texts = (html.escape(line).replace("\n", "<br>") for line in lines)
    body = "".join(f"<{element}>{text}</{element}>\n" for text in texts)
    return f"<!DOCTYPE html><html><body><main>{body}</main></body></html>"
