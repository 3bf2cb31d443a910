"""Records beside each other: inputs that disagree, series that break, subjects that are missing."""

import pytest
from attrs import evolve

import nit_rules
from nit_rules import Record
from nit_rules.model import Audit, Printing
from nit_rules.series import Disagreement, Seen, breaks, disagreements, missing

CATALOG = nit_rules.load_catalog()


def audited(subject: str | None, edition: str | None, printing: str | None = None, **figures: str) -> Audit:
    """The audit of a record that gives some figures."""
    ratings = {name: text for name, text in figures.items() if name in ("ep", "cs", "cljf", "jfi")}
    claims = {name: text for name, text in figures.items() if name not in ratings}
    return nit_rules.audit(CATALOG, Record(subject, edition, ratings, claims, printing=printing))


def between(*audits: Audit) -> tuple[Disagreement, ...]:
    """The disagreements of audits, each of an input of its own."""
    return disagreements(CATALOG, enumerate(audits), str.casefold)


def values(found: Disagreement) -> list[str]:
    return [one.value for one in found.values]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"democracy_score": "3.96"}, {"democracy_score": "3.96"}),
        ({"democracy_score": "3"}, {"democracy_score": "3.00"}),
        ({"democracy_score": "1.32"}, {"democracy_score": "1.3214285714285714"}),
        ({"status": "Transitional or Hybrid Regime"}, {"status": "TRANSITIONAL/HYBRID REGIME"}),
        ({"ep": "4.5"}, {"ep": "4.50"}),
        ({"ep": "4.30"}, {"ep": "4.3"}),
        ({"democracy_score": "5.99"}, {"democracy_percentage": "5.36"}),
    ],
)
def test_the_same_figure_in_another_spelling_is_no_disagreement(
    first: dict[str, str], second: dict[str, str]
) -> None:
    assert between(audited("Serbia", "2021", **first), audited("SERBIA", "2021", **second)) == ()


@pytest.mark.parametrize(
    ("figure", "first", "second"),
    [
        ("democracy_score", "3.96", "3.93"),
        ("democracy_score", "6.60", "6.61"),
        ("democracy_percentage_rounded", "47", "35"),
        ("status", "Consolidated Democracy", "Semi-Consolidated Democracy"),
        ("ep", "4.50", "4.25"),
        ("ep", "4.50", "4.30"),
    ],
)
def test_another_figure_is_a_disagreement(figure: str, first: str, second: str) -> None:
    (found,) = between(
        audited("Serbia", "2021", **{figure: first}), audited("Serbia", "2021", **{figure: second})
    )
    assert (found.subject, found.edition, found.printing, found.figure) == (
        "Serbia",
        "2021",
        Printing.FIRST,
        figure,
    )
    assert values(found) == [first, second]


@pytest.mark.parametrize(
    "other",
    [
        {"edition": "2022", "democracy_score": "3.93"},
        {"subject": "Kosovo", "democracy_score": "3.93"},
        {"subject": None, "democracy_score": "3.93"},
        {"edition": None, "democracy_score": "3.93", "democracy_percentage": "48.81"},
    ],
)
def test_another_record_is_no_disagreement(other: dict[str, str]) -> None:
    mine = audited("Serbia", "2021", democracy_score="3.96")
    assert between(mine, audited(**({"subject": "Serbia", "edition": "2021"} | other))) == ()


def test_within_one_input_nothing_is_compared() -> None:
    audits = [(0, audited("Serbia", "2021", democracy_score=score)) for score in ("3.96", "3.93")]
    assert disagreements(CATALOG, audits, str) == ()


@pytest.mark.parametrize("position", range(169))
def test_a_printing_and_its_turned_republication_agree_on_every_row_of_the_lattice(position: int) -> None:
    old, new = (CATALOG.methodology(name).lattices[0] for name in ("nit/2005", "nit/2020"))
    first, again = old.rows[position].figures, new.rows[168 - position].figures
    mine = audited(
        "Serbia", "2018", "first", democracy_score=first["democracy_score"].text, status=first["status"].text
    )
    yours = audited("Serbia", "2018", "republished", **{name: figure.text for name, figure in again.items()})
    assert between(mine, yours) == ()
    beside = new.rows[168 - position - 1 if position < 168 else 1].figures["democracy_score"].text
    (found,) = between(mine, audited("Serbia", "2018", "republished", democracy_score=beside))
    assert found.printing is None


@pytest.mark.parametrize(
    ("first", "again", "agree"), [("5.25", "2.75", True), ("5.25", "5.25", False), ("5.3", "2.7", True)]
)
def test_ratings_are_turned_as_well(first: str, again: str, agree: bool) -> None:
    found = between(
        audited("Serbia", "2018", "first", ep=first), audited("Serbia", "2018", "republished", ep=again)
    )
    assert (found == ()) is agree


def test_a_misprint_off_the_lattice_is_compared_as_a_number() -> None:
    mine = audited("Kyrgyzstan", "2015", "first", democracy_score="5.99")
    assert len(between(mine, audited("Kyrgyzstan", "2015", "first", democracy_score="5.93"))) == 1
    assert between(mine, audited("Kyrgyzstan", "2015", "republished", democracy_score="2.01")) == ()


def test_where_the_printing_is_not_known_only_what_differs_under_each_disagrees() -> None:
    unknown = audited("Serbia", "2018", democracy_score="3.96")
    assert between(unknown, audited("Serbia", "2018", "first", democracy_score="3.96")) == ()
    assert between(unknown, audited("Serbia", "2018", "republished", democracy_score="3.96")) == ()
    assert between(unknown, audited("Serbia", "2018", "republished", democracy_score="4.04")) == ()
    (found,) = between(unknown, audited("Serbia", "2018", "republished", democracy_score="4.07"))
    assert found.printing is None


def test_a_disagreement_within_a_printing_is_not_said_again_of_the_other() -> None:
    found = between(
        audited("Serbia", "2018", "first", democracy_score="3.96"),
        audited("Serbia", "2018", "first", democracy_score="3.93"),
        audited("Serbia", "2018", "republished", democracy_score="4.04"),
    )
    assert [(one.printing, values(one)) for one in found] == [(Printing.FIRST, ["3.96", "3.93"])]


def test_last_years_figures_of_a_page_are_compared_with_that_years_record() -> None:
    last = Record("Georgia", "2021", claims={"democracy_percentage_rounded": "36"})
    page = Record("Georgia", "2022", claims={"democracy_percentage_rounded": "35"}, previous=last)
    table = audited("Georgia", "2021", democracy_percentage_rounded="37")
    (found,) = between(nit_rules.audit(CATALOG, page), table)
    assert (found.edition, values(found)) == ("2021", ["36", "37"])


def test_where_no_methodology_is_known_figures_are_compared_by_their_text() -> None:
    for edition in ("1997", "2031"):
        assert between(audited("Albania", edition, ep="4.5"), audited("Albania", edition, ep="4.50")) == ()
        (found,) = between(audited("Albania", edition, ep="4.5"), audited("Albania", edition, ep="4.25"))
        assert found.printing is None
    same = (
        audited("Albania", "1997", status="Hybrid Regime"),
        audited("Albania", "1997", status="hybrid-regime"),
    )
    assert between(*same) == ()


def test_a_rating_that_only_one_of_two_methodologies_has_is_compared_by_its_text() -> None:
    first = nit_rules.audit(CATALOG, Record("Albania", "2003", {"jfi": "4.25"}, methodology="nit/2005"))
    second = nit_rules.audit(CATALOG, Record("Albania", "2003", {"jfi": "4.25"}, methodology="nit/2004"))
    assert between(first, second) == ()


def test_a_number_is_never_a_text_with_the_same_digits() -> None:
    for edition in ("1997", "2031"):
        pair = (audited("Albania", edition, democracy_score=text) for text in ("1.32", "1-32"))
        assert [values(one) for one in between(*pair)] == [["1.32", "1-32"]]


def test_what_is_no_figure_is_compared_by_its_text() -> None:
    assert between(audited("Serbia", "2021", ep="high"), audited("Serbia", "2021", ep="high")) == ()
    for figure in ("ep", "democracy_score"):
        pair = (audited("Serbia", "2021", **{figure: text}) for text in ("high", "4.25"))
        assert [values(one) for one in between(*pair)] == [["high", "4.25"]]


def test_a_disagreement_reads_as_one_line() -> None:
    (found,) = between(audited("Serbia", "2021", ep="4.50"), audited("Serbia", "2021", ep="4.25"))
    assert str(found) == "Serbia 2021  ep  disagree: 4.50 (ep) ≠ 4.25 (ep)"


def test_inputs_that_agree_stand_together_in_it() -> None:
    values = Seen("4.50", "a.csv:2"), Seen("4.25", "b.csv:2"), Seen("4.50", "c.csv:2")
    found = Disagreement("Serbia", "2021", None, "ep", values)
    assert str(found) == "Serbia 2021  ep  disagree: 4.50 (a.csv:2, c.csv:2) ≠ 4.25 (b.csv:2)"


class TestBreaks:
    """A series ends where the indicators or the direction change."""

    def says(self, *audits: Audit) -> list[str]:
        return [diagnosis.says for diagnosis in breaks(CATALOG, audits, str.casefold)]

    def test_six_indicators_become_seven(self) -> None:
        audits = [
            audited(name, edition, "first") for name in ("Albania", "Serbia") for edition in ("2004", "2005")
        ]
        assert self.says(*audits) == [
            "the series breaks between 2004 and 2005: 6 indicators become 7 (nit/2004, nit/2005)"
        ]

    def test_of_several_subjects_the_one_with_the_fewest_gaps_shows_where_it_is(self) -> None:
        serbia = [audited("Serbia", "2002", "republished"), audited("Serbia", "2010", "first")]
        albania = [audited("Albania", edition, "first") for edition in ("2004", "2006")]
        (says,) = self.says(*serbia, *albania)
        assert says.startswith("the series breaks between 2004 and 2006 for 1 of 2 subjects: ")

    def test_the_scale_is_turned(self) -> None:
        assert self.says(*(audited("Albania", edition, "first") for edition in ("2021", "2018"))) == [
            "the series breaks between 2018 and 2021: the scale is turned (best=1, then best=7) (nit/2005, nit/2020)"
        ]

    def test_the_rules_change(self) -> None:
        assert self.says(audited("Albania", "2003", "first"), audited("Albania", "2004", "first")) == [
            "the series breaks between 2003 and 2004: the rules change (nit/1999, nit/2004)"
        ]

    def test_the_indicators_change(self) -> None:
        before, after = CATALOG.methodology("nit/2004"), CATALOG.methodology("nit/2005")
        fewer = evolve(after, name="nit/six", indicators=after.indicators[1:])
        catalog = CATALOG.with_methodologies([fewer])
        audits = [
            nit_rules.audit(catalog, Record("Albania", edition, methodology=method))
            for edition, method in (("2004", before.name), ("2005", "nit/six"))
        ]
        (found,) = breaks(catalog, audits, str.casefold)
        assert (
            found.says == "the series breaks between 2004 and 2005: the indicators change (nit/2004, nit/six)"
        )

    def test_republished_editions_and_single_ones_are_one_series(self) -> None:
        audits = [audited("Albania", "2018", "republished"), audited("Albania", "2021")]
        assert self.says(*audits, audited("Serbia", "2005", "first"), audited(None, "2019")) == []


class TestMissing:
    """An edition is held against a roster."""

    def test_a_subject_that_an_edition_lacks_is_a_problem_at_its_place_in_the_roster(self) -> None:
        roster = [("Albania", "roster.txt:1"), ("Serbia", "roster.txt:2")]
        audits = [
            audited("ALBANIA", "2021"),
            audited("Serbia", "2021"),
            audited("Albania", "2022"),
            audited("X", None),
            audited(None, "2023"),
        ]
        assert [str(problem) for problem in missing(audits, roster, str.casefold)] == [
            "roster.txt:2: there is no record of Serbia in the edition 2022",
            "roster.txt:1: there is no record of Albania in the edition 2023",
            "roster.txt:2: there is no record of Serbia in the edition 2023",
        ]
