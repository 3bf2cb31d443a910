"""Pages made up in the layouts that the index was printed in: known figures in, text out."""

from collections.abc import Callable, Mapping, Sequence

from hypothesis import strategies as st

NAMES = {
    "ndg": "National Democratic Governance",
    "ep": "Electoral Process",
    "cs": "Civil Society",
    "im": "Independent Media",
    "ldg": "Local Democratic Governance",
    "jfi": "Judicial Framework and Independence",
    "co": "Corruption",
    "democracy_score": "Democracy Score",
}
#: Sentences full of numbers, none of which is a figure.
NOISE = (
    "The ruling party took 61.25 percent of the vote on 12 May 2018; turnout was 45.5 percent.1",
    "In 2019 and 2020, corruption cost 3.75 billion dollars, or 4.50 percent of output.",
    "Civil society groups counted 5 of 7 stations; 6.25 million voters were registered in 2017.",
    "Corruption in 2.50 of 100 cases went unpunished, said the agency in its 2021 report.",
    "Parliament rejected 14 of 38 drafts (see footnote 5.75) between 2004 and 2014.",
    "Status: Not Free",
    "Population: 3.25 million",
    "GNI/capita, PPP: US$11,090",
    "NIT Country Rank: 22/29",
    "Publication Date 30 June 2009",
    "| PR Political Rights | 38 40 |",
    "| CL Civil Liberties | 51 60 |",
    "Since 2012 the Electoral Process was judged by 7 observers at 3.00 stations each.",
)

LAST_YEAR = "Last Year's Democracy Percentage & Status"

ratings = st.integers(4, 28).map(lambda quarters: f"{quarters / 4:.2f}")
scores = st.integers(100, 700).map(lambda hundredths: f"{hundredths / 100:.2f}")
noise = st.lists(st.sampled_from(NOISE), max_size=3)

Table = dict[str, list[str | None]]


@st.composite
def tables(draw: st.DrawFn, first: int = 2005, last: int = 2018, least: int = 3) -> tuple[list[str], Table]:
    """Years, and a row of figures for each name; some are not there."""
    start = draw(st.integers(first, last - least + 1))
    years = [
        str(year) for year in range(start, draw(st.integers(start + least - 1, min(last, start + 9))) + 1)
    ]
    order = draw(st.permutations(list(NAMES)))
    rows: Table = {}
    for figure in order[: draw(st.integers(2, len(order)))]:
        cell = scores if figure == "democracy_score" else ratings
        absent = draw(st.integers(0, len(years) - 1))
        rows[figure] = [None] * absent + [draw(cell) for _ in years[absent:]]
    return years, rows


def _cells(row: Sequence[str | None], absent: str) -> list[str]:
    return [absent if cell is None else cell for cell in row]


def _lines(
    years: Sequence[str], rows: Table, separator: str, absent: str = "n/a", head: str = ""
) -> list[str]:
    lines = [separator.join((head, *years)) if head else separator.join(years)]
    return lines + [separator.join((NAMES[name], *_cells(row, absent))) for name, row in rows.items()]


def with_bars(years: Sequence[str], rows: Table) -> str:
    lines = [" | ".join(years) + " | |", "---|" * len(years)]
    lines += [f"{NAMES[name]} | " + " | ".join(_cells(row, "")) + " |" for name, row in rows.items()]
    return "\n".join(lines)


def with_tabs(years: Sequence[str], rows: Table) -> str:
    return "\n".join(_lines(years, rows, "\t", "N/A", "NIT edition"))


def with_blanks(years: Sequence[str], rows: Table) -> str:
    return "\n".join(_lines(years, rows, " "))


def run_together(years: Sequence[str], rows: Table) -> str:
    return "\n".join(_lines(years, rows, "", "n/a", "NIT edition"))


def on_one_line(years: Sequence[str], rows: Table) -> str:
    head = "Latvia by A. N. Author Capital: Riga Nations in Transit Ratings and Averaged Scores"
    return f"{head} {' '.join(_lines(years, rows, ' '))} NOTE: none. 250 Nations in Transit 2010"


def _wrapped(years: Sequence[str], rows: Table, row: Callable[[str, str, list[str]], str]) -> str:
    lines = [" ".join(years)]
    for name, cells in rows.items():
        words = NAMES[name].split()
        lines.append(row(" ".join(words[:-1]), words[-1], _cells(cells, "n/a")) if len(words) > 1 else "")
        if len(words) == 1:
            lines[-1] = " ".join((NAMES[name], *_cells(cells, "n/a")))
    return " ".join(lines) + " NOTE: none"


def wrapped_around_the_row(years: Sequence[str], rows: Table) -> str:
    return _wrapped(years, rows, lambda first, rest, cells: " ".join((first, *cells, rest)))


def wrapped_around_the_last_cell(years: Sequence[str], rows: Table) -> str:
    return _wrapped(years, rows, lambda first, rest, cells: " ".join((first, cells[-1], rest, *cells[:-1])))


def a_cell_a_line(years: Sequence[str], rows: Table) -> str:
    return "\n".join(_lines(years, rows, "\n"))


TABLES = (
    with_bars,
    with_tabs,
    with_blanks,
    run_together,
    on_one_line,
    wrapped_around_the_row,
    wrapped_around_the_last_cell,
    a_cell_a_line,
)


@st.composite
def site_pages(draw: st.DrawFn, title: str) -> tuple[str, Mapping[str, str], Mapping[str, str]]:
    """A page of the site since 2020, its own figures, and those of the year before."""
    of_hundred = draw(st.sampled_from((" / 100", " 100", "/100", " | 100", "\n/ 100", "\n100")))
    of_seven = draw(st.sampled_from((" / 7", " 7", "/7", " | 7")))
    prefix = draw(st.booleans())
    bullet = draw(st.sampled_from(("  • ", "- ", "– ", "* ", "", "· ")))
    word = draw(st.sampled_from((" rating", " score", "")))
    status = draw(st.sampled_from(("Consolidated Democracy", "Transitional or Hybrid Regime")))
    status = draw(st.sampled_from((status, status.upper())))
    own = {
        "democracy_percentage": f"{draw(st.integers(0, 10000)) / 100:.2f}",
        "democracy_score": draw(scores),
        "status": status,
    }
    previous = {
        "democracy_percentage_rounded": str(draw(st.integers(0, 100))),
        "status": "Consolidated Democracy",
    }
    lines = [title, status]
    if draw(st.booleans()):
        own["democracy_percentage_rounded"] = str(draw(st.integers(0, 100)))
        lines.append(own["democracy_percentage_rounded"] + of_hundred)
    one_line = of_hundred.replace("\n", " ")
    lines += [
        "DEMOCRACY-PERCENTAGE " * prefix + f"Democracy Percentage {own['democracy_percentage']}{one_line}",
        "DEMOCRACY-SCORE " * prefix + f"Democracy Score {own['democracy_score']}{of_seven}",
        draw(
            st.sampled_from(
                ("Last Year's Democracy Percentage & Status", "LAST YEAR’S DEMOCRACY PERCENTAGE & STATUS")
            )
        ),
        f"{previous['democracy_percentage_rounded']}{one_line} {previous['status']}",
        *draw(noise),
        draw(st.sampled_from(("Score changes in 2031", "header1 Score changes in 2031", "Score changes"))),
        "",
    ]
    moved = draw(st.lists(st.sampled_from(list(NAMES)[:-1]), unique=True, max_size=3))
    for figure in moved:
        previous[figure], own[figure] = draw(ratings), draw(ratings)
        move = f"went from {previous[figure]} to {own[figure]}"
        lines.append(f"{bullet}{NAMES[figure]}{word} {move} because of 3.25 laws.")
    if moved:
        previous["democracy_score"] = draw(scores)
        before, after = previous["democracy_score"], own["democracy_score"]
        lines += ["", f"As a result, Latvia's Democracy Score went from {before} to {after}."]
    lines += ["", "Executive Summary", *draw(noise)]
    for figure in draw(
        st.lists(st.sampled_from([one for one in NAMES if one != "democracy_score"]), unique=True)
    ):
        own.setdefault(figure, draw(ratings))
        lines += [
            f"{NAMES[figure]} 1.00-7.00 pts",
            draw(
                st.sampled_from(
                    ("", "Looks at 3.25 things, 4.50 of them new. ", "Looks at this;\nand that.1 ")
                )
            )
            + own[figure]
            + draw(st.sampled_from((" / 7.00", " 7.00", "/7.00", "\n/ 7.00", "\n7.00"))),
            *draw(noise),
        ]
    return "\n".join(lines), own, previous
