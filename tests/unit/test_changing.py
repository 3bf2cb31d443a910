"""Stated changes since the edition before."""

import pytest

from growth import grows_in_proportion
from nit_rules import Change, Record, Stated, audit
from nit_rules.catalog import Catalog
from nit_rules.model import Printing


def page(*changes: Change, now: dict[str, str] | None = None, before: dict[str, str] | None = None) -> Record:
    """A page of 2022 that states changes; as on a page, their values are ratings of both editions."""
    scores = {"democracy_score"}
    previous = Record(
        "Georgia",
        "2021",
        tuple(Stated(one.figure, one.before) for one in changes if one.figure not in scores)
        + tuple(Stated(*item) for item in (before or {}).items()),
        tuple(Stated(one.figure, one.before) for one in changes if one.figure in scores),
    )
    return Record(
        "Georgia",
        "2022",
        tuple(Stated(one.figure, one.after) for one in changes if one.figure not in scores)
        + tuple(Stated(*item) for item in (now or {}).items()),
        tuple(Stated(one.figure, one.after) for one in changes if one.figure in scores),
        changes,
        previous=previous,
    )


def verdicts(catalog: Catalog, record: Record) -> list[str]:
    return [str(one.verdict) for one in audit(catalog, record).changes]


NDG, CS, JFI = Change("ndg", "2.50", "2.25"), Change("cs", "4.25", "4.00"), Change("jfi", "2.75", "2.50")
SCORE = Change("democracy_score", "3.18", "3.07")


def test_georgia_2022_adds_up(catalog: Catalog) -> None:
    """Three falls of a quarter are the 0.75 by which the sums behind 3.18 and 3.07 differ."""
    assert verdicts(catalog, page(NDG, CS, JFI, SCORE)) == ["reproduced"] * 4


def test_an_unstated_change_leaves_it_undetermined(catalog: Catalog) -> None:
    assert verdicts(catalog, page(NDG, CS, SCORE))[-1] == "undetermined"


def test_a_page_that_lists_all_changes_is_held_to_it(catalog: Catalog) -> None:
    complete = Change("democracy_score", "3.18", "3.07", complete=True)
    assert verdicts(catalog, page(NDG, CS, complete))[-1] == "contradicted"


def test_what_no_unstated_change_could_make_is_contradicted(catalog: Catalog) -> None:
    stated = [Change(name, "2.50", "2.75") for name in ("ndg", "ep", "cs", "im", "ldg", "jfi", "co")]
    assert verdicts(catalog, page(*stated, SCORE))[-1] == "contradicted"


def test_known_ratings_limit_what_went_unstated(catalog: Catalog) -> None:
    known = dict.fromkeys(("ep", "im", "ldg", "jfi", "co"), "3.00")
    assert verdicts(catalog, page(NDG, CS, SCORE, now=known, before=known))[-1] == "contradicted"


@pytest.mark.parametrize(
    "score", [Change("democracy_score", "3.18", "3.08"), Change("democracy_score", "9.99", "3.07")]
)
def test_a_score_that_cannot_be_printed_did_not_change_so(catalog: Catalog, score: Change) -> None:
    assert verdicts(catalog, page(NDG, score))[-1] == "contradicted"


def test_a_change_of_a_rating_printed_otherwise_conflicts(catalog: Catalog) -> None:
    assert verdicts(catalog, page(NDG, now={"ndg": "2.75"})) == ["conflicting"]


def test_a_change_to_a_rating_off_the_grid_is_contradicted(catalog: Catalog) -> None:
    assert verdicts(catalog, page(Change("ndg", "2.50", "2.30"))) == ["contradicted"]


def test_changes_across_methodologies_are_not_compared(catalog: Catalog) -> None:
    previous = Record("X", "2019", printing="first")
    result = audit(catalog, Record("X", "2020", changes=(NDG,), previous=previous))
    assert (result.changes, result.problems) == ((), ())
    assert [one.message for one in result.notes] == [
        "the stated changes are not audited: figures under nit/2005@1.0.0 and nit/2020@1.0.0 are not compared"
    ]


class TestNothingKnownOfTheEditionBefore:
    """Changes in a record without `previous` are judged by what the record itself states."""

    @pytest.mark.parametrize(
        ("change", "verdict"),
        [
            (Change("cs", "4.25", "4.00"), "undetermined"),
            (Change("cs", "6.00", "5.50"), "contradicted"),
            (Change("cs", "4.30", "4.00"), "contradicted"),
            (Change("democracy_score", "9.99", "3.07"), "contradicted"),
            (Change("democracy_score", "3.18", "3.07"), "undetermined"),
            (Change("democracy_score", "3.18", "3.07", complete=True), "contradicted"),
        ],
    )
    def test_what_can_be_judged_is(self, catalog: Catalog, change: Change, verdict: str) -> None:
        assert verdicts(catalog, Record("X", "2022", ratings={"cs": "4.00"}, changes=(change,))) == [verdict]

    def test_stated_changes_add_up_to_that_of_the_score(self, catalog: Catalog) -> None:
        record = Record("Georgia", "2022", changes=(NDG, CS, JFI, SCORE))
        assert verdicts(catalog, record) == ["undetermined"] * 3 + ["reproduced"]

    @pytest.mark.parametrize(
        ("edition", "printing", "words"),
        [
            ("2005", Printing.FIRST, "2004 was not printed under nit/2005"),
            ("2018", None, "it is not settled which rules apply"),
            ("1890", None, "it is not settled which rules apply"),
        ],
    )
    def test_where_nothing_can_be_judged_a_note_says_why(
        self, catalog: Catalog, edition: str, printing: Printing | None, words: str
    ) -> None:
        result = audit(catalog, Record("X", edition, changes=(CS,), printing=printing, at="x"))
        assert result.changes == ()
        (note,) = result.notes
        assert (note.code, note.at) == ("changes-left-out", "x")
        assert words in note.message

    def test_a_new_edition_under_a_given_methodology(self, catalog: Catalog) -> None:
        record = Record("X", "2031", ratings={"cs": "4.00"}, changes=(CS,), methodology="nit/2020")
        assert verdicts(catalog, record) == ["undetermined"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Change("status", "3", "Consolidated Democracy"), "not-a-label status: '3' is not a label"),
        (Change("democracy_score", "x", "3.18"), "not-a-number democracy_score: 'x' is not a number"),
        (
            Change("democracy_scores\x1b", "3.07", "3.18"),
            "unknown-figure democracy_scores\\x1b: nit/2020@1.0.0 does not make 'democracy_scores\\x1b'",
        ),
    ],
)
def test_what_is_no_change_is_a_problem_with_a_place(catalog: Catalog, change: Change, line: str) -> None:
    (problem,) = audit(catalog, Record("X", "2022", changes=(change,))).problems
    assert f"{problem.code} {problem}".startswith(line)


def test_a_change_of_a_status_of_another_index_is_left_out(catalog: Catalog) -> None:
    result = audit(catalog, Record("X", "2022", changes=(Change("status", "Partly Free", "Not Free"),)))
    assert (result.changes, result.problems) == ((), ())
    (note,) = result.notes
    assert (note.code, note.at) == ("left-out", "status")


def test_many_changes_take_no_longer_each_than_few(catalog: Catalog) -> None:
    def work(count: int) -> None:
        many = tuple(Change("cs", f"{number}", "4.00") for number in range(count))
        result = audit(catalog, Record("X", "2022", changes=many))
        assert [one.before for one in result.changes] == [one.before for one in many]

    assert grows_in_proportion(work, 20_000)


def test_what_is_no_number_is_a_problem(catalog: Catalog) -> None:
    record = Record("X", "2021", changes=(Change("ndg", "x", "2.25", "p:7"),), previous=Record("X", "2020"))
    assert [problem.code for problem in audit(catalog, record).problems] == ["not-a-number"]
