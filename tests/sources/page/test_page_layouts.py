"""What a page was made of is what is read from it, whatever its layout and the prose around it."""

import random
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import layouts
from layouts import NAMES, NOISE, TABLES, Table, noise, ratings, scores, site_pages, tables
from pages import Seen, figures, see

Layout = Callable[[Sequence[str], Table], str]


def by_edition(seen: Seen) -> dict[str | None, dict[str, str]]:
    return {record.edition: figures(record) for record in seen.every()}


def transposed(years: Sequence[str], rows: Table) -> dict[str | None, dict[str, str]]:
    found: dict[str | None, dict[str, str]] = {}
    for name, cells in rows.items():
        for year, cell in zip(years, cells, strict=True):
            if cell is not None:
                found.setdefault(year, {})[name] = cell
    return found


@pytest.mark.parametrize("layout", TABLES)
@given(table=tables(), before=noise, after=noise)
def test_each_column_of_a_table_is_a_record_of_its_edition(
    layout: Layout, table: tuple[list[str], Table], before: list[str], after: list[str]
) -> None:
    text = "\n".join(("Nations in Transit", *before, layout(*table), *after))
    seen = see(text)
    assert by_edition(seen) == transposed(*table)
    assert not (*seen.problems, *seen.notes)


@given(table=tables(), seed=st.integers(0, 999))
def test_prose_between_the_rows_of_a_table_changes_nothing(table: tuple[list[str], Table], seed: int) -> None:
    lines = layouts.with_blanks(*table).split("\n")
    at = random.Random(seed).randrange(len(lines) + 1)  # noqa: S311 - not a secret
    text = "\n".join(("Nations in Transit", *lines[:at], NOISE[seed % len(NOISE)], *lines[at:]))
    assert by_edition(see(text)) == transposed(*table)


@given(page=site_pages("Nations in Transit 2022 - Latvia"))
def test_a_page_of_the_site_gives_its_own_figures_and_those_of_the_year_before(
    page: tuple[str, Mapping[str, str], Mapping[str, str]],
) -> None:
    text, own, previous = page
    seen = see(text)
    assert by_edition(seen) == {"2022": own, "2021": previous}
    assert (seen.own.subject, seen.own.scale_direction) == ("Latvia", "best=7")
    assert {change.figure for change in seen.own.changes} == set(previous) & set(own) - {
        "democracy_percentage_rounded",
        "status",
    }
    assert not (*seen.problems, *seen.notes)


@given(page=site_pages("On Latvia"))
def test_a_page_that_names_no_edition_is_read_all_the_same(
    page: tuple[str, Mapping[str, str], Mapping[str, str]],
) -> None:
    text, own, previous = page
    seen = see(text)
    assert figures(seen.own) == own
    assert figures(seen.previous) == previous
    assert (seen.own.edition, seen.previous.edition, seen.previous.period) == (None, None, "previous")


LABELLED = (
    "{name}: {value}",
    "{name}:{value}",
    "{name} (1 = best, 7 = worst): {value}",
    "{name}\n(1 = best, 7 = worst)\n\n{value}\n",
    "{name}: {value} / 7 (1 = Most Democratic, 7 = Least Democratic)",
    "{name} {value}",
    "| {name} | {value} |",
    "{name}\n{value}",
    "  • {name}: {value}",
)


@pytest.mark.parametrize("form", LABELLED)
@given(
    known=st.fixed_dictionaries({name: scores if "_" in name else ratings for name in NAMES}), before=noise
)
def test_a_page_of_labels_and_values_gives_each(form: str, known: dict[str, str], before: list[str]) -> None:
    lines = [form.format(name=NAMES[figure], value=value) for figure, value in known.items()]
    text = "\n".join(("Nations in Transit 2014 - Latvia", *before, "2014 Scores", "", *lines, *before))
    seen = see(text)
    assert by_edition(seen) == {"2014": known}
    assert seen.own.scale_direction == ("best=1" if "1 =" in form else None)


@given(known=st.fixed_dictionaries({name: scores if "_" in name else ratings for name in NAMES}))
def test_labels_and_values_on_one_line_are_read(known: dict[str, str]) -> None:
    pairs = " ".join(f"{NAMES[figure]}: {value}" for figure, value in known.items())
    text = f"Latvia by An Author Capital: Riga Population: 2.0 million 2014 Scores {pairs} NOTE: none"
    assert by_edition(see(text)) == {"2014": known}


def facts(seen: Seen) -> set[tuple[str | None, str, str]]:
    return {
        (record.edition, one.figure, one.text)
        for record in seen.every()
        for one in (*record.ratings, *record.claims)
    }


@given(page=site_pages("Nations in Transit 2022 - Latvia"), cut=st.integers(0, 2000))
@example(page=("Nations in Transit 2022 - Latvia\n0/100\nDemocracy Percentage 0.00/100\n", {}, {}), cut=19)
def test_a_page_cut_at_its_end_gives_nothing_that_the_whole_does_not(
    page: tuple[str, Mapping[str, str], Mapping[str, str]], cut: int
) -> None:
    text, _, _ = page
    cut = 40 + cut % len(text)
    assert facts(see(text[:cut])) <= facts(see(text))


@pytest.mark.parametrize("layout", TABLES)
@settings(max_examples=40)
@given(table=tables(), cut=st.integers(0, 2000))
@example(table=(["2007", "2008", "2009"], {"ndg": ["1.00"] * 3, "ep": ["1.00"] * 3}), cut=-1)
@example(table=(["2005", "2006", "2007"], {"ndg": ["1.00", "7.00", "1.00"], "im": ["1.00"] * 3}), cut=74)
@example(
    table=(["2005", "2006", "2007", "2008"], {"co": ["1.00"] * 4, "ldg": [None, None, None, "1.00"]}), cut=83
)
@example(table=(["2005", "2006", "2007", "2008"], {"ndg": [None, "7.00", "1.00", "1.00"]}), cut=106)
def test_a_table_cut_at_its_end_gives_nothing_that_the_whole_does_not(
    layout: Layout, table: tuple[list[str], Table], cut: int
) -> None:
    text = "Nations in Transit\n" + layout(*table)
    assert facts(see(text[: cut % len(text)])) <= facts(see(text))


@pytest.mark.parametrize(
    "corner",
    [
        "NIT Ratings 2016 | 2014 | 2015 | 2016 |", "| Ratings, 2016 | 2014 | 2015 | 2016 |",
        "Kosovo 2016 | 2014 | 2015 | 2016 |", "Nations in Transit 2016 2014 2015 2016",
        "| NIT 2016 | 2014 | 2015 | 2016", "Ratings | NIT 2014 | NIT 2015 | NIT 2016",
        "Edition 2014 Edition 2015 Edition 2016",
    ],
)  # fmt: skip
def test_a_year_in_the_corner_is_no_column(corner: str) -> None:
    seen = see(f"Nations in Transit 2016 - Kosovo\n{corner}\nCorruption | 6.25 | 6.00 | 5.75 |\n")
    assert {record.edition: figures(record) for record in seen.every()} == {
        "2014": {"co": "6.25"},
        "2015": {"co": "6.00"},
        "2016": {"co": "5.75"},
    }
    assert not seen.notes


def test_a_year_in_the_corner_of_two_columns_is_none_of_them() -> None:
    table = "NIT Ratings 2016 | 2015 | 2016\nDemocracy Score | 5.14 | 5.07\n"
    seen = see(f"Nations in Transit 2016 - Kosovo\n{table}")
    assert {record.edition: figures(record) for record in seen.every()} == {
        "2015": {"democracy_score": "5.14"},
        "2016": {"democracy_score": "5.07"},
    }
