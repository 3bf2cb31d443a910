"""The publisher's pages at hand give the figures that were taken down from them by hand."""

import csv

import pytest

from pages import figures, see
from shared import published

IDS = {
    "electoral_process": "ep",
    "civil_society": "cs",
    "independent_media": "im",
    "governance": "gov",
    "constitutional_legislative_judicial_framework": "cljf",
    "corruption": "co",
}
FIGURES = {"ndg", "ldg", "jfi", *IDS.values(), "democracy_score", "democracy_percentage", "status"}
FIGURES |= {"democracy_percentage_rounded"}
#: Pages, and how many editions each prints.
PAGES = {
    "2005-azerbaijan-refworld.txt": 8,
    "2007-kazakhstan-freedomhouse-old.txt": 1,
    "2009-slovenia-refworld-damaged.txt": 0,
    "2010-kazakhstan-docslib-pdf-text.txt": 10,
    "2011-armenia-freedomhouse-old-numbers-missing.txt": 1,
    "2011-montenegro-docslib-pdf-text.txt": 10,
    "2013-belarus-refworld.txt": 1,
    "2015-kyrgyzstan-docslib-pdf-text-misprint.txt": 10,
    "2015-kyrgyzstan-refworld.txt": 10,
    "2016-kosovo-ecoi.txt": 10,
    "2019-poland-freedomhouse-new.txt": 2,
    "2020-kazakhstan-ecoi.txt": 2,
    "2021-kazakhstan-freedomhouse.txt": 2,
    "2022-georgia-freedomhouse-new.txt": 2,
    "2024-lithuania-freedomhouse-landing.txt": 1,
}
#: Their own edition is not printed on them.
UNNAMED = {"2022-georgia-freedomhouse-new.txt", "2024-lithuania-freedomhouse-landing.txt"}
#: Placed by hand, with the years of an undamaged twin.
DAMAGED = "2009-slovenia-refworld-damaged.txt"
WHOLE = "2021-kazakhstan-freedomhouse.txt"
#: The tables name other sources for their figures.
OTHER_SOURCES = {
    "2007-kazakhstan-freedomhouse-old.txt",
    "2015-kyrgyzstan-docslib-pdf-text-misprint.txt",
    "2020-kazakhstan-ecoi.txt",
    WHOLE,
}


def text_of(name: str) -> str:
    return published(f"pages/{name}").read_text(encoding="utf-8")


def taken_down(page: str) -> dict[str, dict[str, str]]:
    """The figures by edition for which the published tables name this page, and no other."""
    with published("pages/INDEX.csv").open(encoding="utf-8") as file:
        url = {row["file"]: row["url"] for row in csv.DictReader(file)}.get(page)
    found = {}
    for name in ("published.csv", "published_pre2005.csv"):
        with published(name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["source_url_or_repo"] == url:
                    edition = "1999-2000" if row["edition"] == "1999" else row["edition"]
                    by_id = {IDS.get(column, column): text for column, text in row.items() if text}
                    found[edition] = {figure: text for figure, text in by_id.items() if figure in FIGURES}
    return found


@pytest.mark.parametrize("name", PAGES)
def test_each_edition_that_a_page_prints_is_read(name: str) -> None:
    assert len(list(see(text_of(name), name).every())) == PAGES[name]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in (DAMAGED, *OTHER_SOURCES)])
def test_what_was_taken_down_is_read(name: str) -> None:
    seen, by_edition = see(text_of(name), name), taken_down(name)
    assert by_edition
    for edition, expected in by_edition.items():
        label = None if name in UNNAMED else edition
        candidates = [one for one in seen.every() if one.edition == label]
        read = figures(candidates[0] if name.startswith(edition) else candidates[-1])
        assert {figure: read.get(figure) for figure in expected} == expected


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_stands_at_its_place(name: str) -> None:
    text = text_of(name)
    lines = text.split("\n")
    for record in see(text, name).every():
        for one in (*record.ratings, *record.claims):
            _, line, *column = one.at.split(":")
            start = int(column[0]) - 1 if column else 0
            assert one.text in lines[int(line) - 1][start:]
            assert not column or lines[int(line) - 1][start:].startswith(one.text)


def test_a_whole_page_gives_all_its_figures_once_and_nothing_else() -> None:
    seen = see(text_of(WHOLE), WHOLE)
    own = seen.own
    assert (own.subject, own.edition, own.scale_direction) == ("Kazakhstan", "2021", "best=7")
    assert len(own.ratings) == 7
    assert [one.figure for one in own.claims] == [
        "status",
        "democracy_percentage_rounded",
        "democracy_percentage",
        "democracy_score",
    ]
    assert seen.previous.edition == "2020"
    assert figures(seen.previous) == {
        "democracy_percentage_rounded": "5",
        "status": "Consolidated Authoritarian Regime",
    }
    assert not own.changes
    assert not (*seen.problems, *seen.notes)


def test_a_page_without_its_row_of_years_gives_nothing_and_says_why() -> None:
    seen = see(text_of(DAMAGED), DAMAGED)
    assert not seen.records
    assert [problem.partition(":")[0] for problem in seen.problems] == [DAMAGED]
    assert any("no row of editions" in note for note in seen.notes)
