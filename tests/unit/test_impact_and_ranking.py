"""A file under another methodology, and who of it is closest to an edge: in the library, in JSON and in text."""

import json
from decimal import Decimal

import pytest
from attrs import evolve

import nit_rules
from nit_rules import Methodology, Problem, Record
from nit_rules.comparing import Relation
from nit_rules.impact import impact
from nit_rules.locating import Located, locate
from nit_rules.model import BandRule, Mean, Rescale, Stated
from nit_rules.ranking import closest
from nit_rules.reports.comparing import as_text, impact_text
from nit_rules.reports.sensing import percent, ranking_text
from shipped import CATALOG, NIT_2005, NIT_2020
from strategies import made_up

RATINGS = {
    "ndg": "4.00",
    "ep": "4.25",
    "cs": "5.25",
    "im": "3.75",
    "ldg": "4.75",
    "jfi": "4.00",
    "co": "3.25",
}
WHOLE = Record("Ruritania", "2021", ratings=RATINGS)
SCORE = Record("Borduria", "2021", claims={"democracy_score": "3.04"})
NOTHING = Record("Syldavia", "2021", at="table.csv:4")
EITHER = Record("Freedonia", "2018", claims={"democracy_score": "3.04"}, at="table.csv:5")


def without_corruption() -> Methodology:
    """A draft whose score is the mean of six of the ratings, and which has no rounded percentage."""
    rules = tuple(
        evolve(rule, of=tuple(one for one in rule.of if one != "co")) if isinstance(rule, Mean) else rule
        for rule in NIT_2020.rules
        if rule.id != "democracy_percentage_rounded"
    )
    return evolve(NIT_2020, name="draft/six", rules=rules)


DRAFT = without_corruption()
HALF = evolve(NIT_2020, name="draft/half", scale=evolve(NIT_2020.scale, step=Decimal("0.50")))
HALVES = CATALOG.with_methodologies([HALF])
DRAFTS = CATALOG.with_methodologies([DRAFT])


class TestLocating:
    def test_a_figure_places_a_record_as_its_ratings_do(self) -> None:
        located = locate(CATALOG, SCORE)
        assert isinstance(located, Located)
        assert dict(located.rows) == {"democracy_score": 57}

    def test_a_contradicted_figure_does_not_place_a_record(self) -> None:
        located = locate(
            CATALOG, Record(ratings=RATINGS, claims={"democracy_score": "5.00"}, methodology="nit/2020")
        )
        assert isinstance(located, Located)
        assert located.method.lattices[0].rows[located.rows["democracy_score"]].sum == sum(
            map(Decimal, RATINGS.values())
        )

    def test_what_cannot_be_placed_is_said(self) -> None:
        unplaced = [
            locate(CATALOG, record)
            for record in (NOTHING, EITHER, Record(claims={"democracy_score": "x"}, methodology="nit/2020"))
        ]
        assert [[one.code for one in some] for some in unplaced if isinstance(some, tuple)] == [
            ["not-settled"],
            ["not-settled"],
            ["not-a-number"],
        ]

    def test_all_that_keeps_a_record_from_being_placed_is_said_and_another_figure_is_no_typo(self) -> None:
        claims = {
            "democracy_percentage": "50.00",
            "democracy_percentage_rounded": "50",
            "democracy_scor": "4",
        }
        problems = locate(CATALOG, Record(claims=claims, methodology="nit/2005"))
        assert isinstance(problems, tuple)
        assert [one.message for one in problems] == [
            "nit/2005@1.0.0 does not make 'democracy_percentage'",
            "nit/2005@1.0.0 does not make 'democracy_percentage_rounded'",
            "nit/2005@1.0.0 does not make 'democracy_scor'; did you mean 'democracy_score'?",
        ]

    @pytest.mark.parametrize(
        ("record", "message"),
        [
            (
                Record(claims={"democracy_score": "3.82", "democracy_percentage_rounded": "35"}),
                "democracy_score '3.82' and democracy_percentage_rounded '35' cannot be right together",
            ),
            (Record(claims={"democracy_score": "3.83"}), "democracy_score '3.83' cannot be right"),
            (
                Record(ratings=RATINGS | {"ep": "4.1"}),
                "ep '4.1' is not a rating from 1.00 to 7.00 in steps of 0.25",
            ),
            (
                Record(ratings=(Stated("ep", "4.00"), Stated("ep", "4.25"))),
                "ep '4.00' and ep '4.25' cannot be right together",
            ),
        ],
    )
    def test_what_cannot_be_right_is_the_reason_that_is_given(self, record: Record, message: str) -> None:
        problems = locate(CATALOG, evolve(record, methodology="nit/2020"))
        assert isinstance(problems, tuple)
        assert [one.message for one in problems] == [f"{message}; the rest leaves more than one score"]


def test_a_record_with_a_problem_is_not_carried_over() -> None:
    problem = Problem(
        "contradicts-option", "table.csv:6", "the input states edition '2021', --edition says '2020'"
    )
    result = impact(CATALOG, [WHOLE, evolve(SCORE, problems=(problem,))], None, NIT_2020)
    assert [one.record.subject for one in result.moved] == ["Ruritania"]
    assert [str(one) for one in result.left_out] == [
        "table.csv:6: Borduria 2021: the input states edition '2021', --edition says '2020'"
    ]


class TestRanking:
    def test_the_nearest_come_first_and_the_others_are_named(self) -> None:
        ranking = closest(CATALOG, [WHOLE, SCORE, NOTHING, EITHER])
        assert [(one.record.subject, one.edge.steps) for one in ranking.ranked] == [
            ("Borduria", -1),
            ("Ruritania", -5),
        ]
        assert [str(one) for one in ranking.left_out] == [
            "table.csv:4: Syldavia 2021: its ratings and figures leave more than one score",
            (
                "table.csv:5: Freedonia 2018: 2018 was printed under nit/2005 and nit/2020; nothing says which; "
                "say which printing"
            ),
        ]

    def test_each_subject_is_ranked_once_in_each_edition(self) -> None:
        again = evolve(SCORE, subject="BORDURIA", at="b.csv:2")
        other = evolve(SCORE, claims={"democracy_score": "3.50"})
        ranking = closest(CATALOG, [SCORE, WHOLE, again, other])
        assert [(one.record.subject, one.edge.steps) for one in ranking.ranked] == [
            ("Borduria", -1),
            ("Ruritania", -5),
            ("Borduria", -14),
        ]
        assert [str(one) for one in ranking.notes] == [
            "1 record repeats another of the same subject and edition; each is counted once"
        ]

    def test_a_record_with_a_problem_is_not_ranked(self) -> None:
        problem = Problem(
            "contradicts-option", "table.csv:6", "the input states edition '2021', --edition says '2020'"
        )
        ranking = closest(CATALOG, [WHOLE, evolve(SCORE, problems=(problem,))])
        assert [one.record.subject for one in ranking.ranked] == ["Ruritania"]
        assert [str(one) for one in ranking.left_out] == [
            "table.csv:6: Borduria 2021: the input states edition '2021', --edition says '2020'"
        ]

    def test_where_rules_make_no_classes_that_is_said(self) -> None:
        ratings = dict.fromkeys(("ep", "cs", "im", "gov", "cljf", "co"), "2.00")
        ranking = closest(CATALOG, [Record(ratings=ratings, methodology="nit/1999", at="table.csv:2")])
        assert list(map(str, ranking.left_out)) == [
            "table.csv:2: nit/1999@1.0.0 makes no classes to move between"
        ]

    def test_where_the_composite_with_classes_is_not_placed_that_is_said(self) -> None:
        claims = {"score1": "1.00"}
        method = made_up(composites=2)
        plain = evolve(method, rules=tuple(one for one in method.rules if one.id != "status1"))
        record = Record(claims=claims, methodology=plain.id, at="table.csv:2")
        (left_out,) = closest(CATALOG.with_methodologies([plain]), [record]).left_out
        assert str(left_out) == "table.csv:2: its ratings and figures leave more than one score2"

    def test_it_is_written_as_json_and_as_text(self) -> None:
        ranking = closest(CATALOG, [WHOLE, SCORE, NOTHING])
        entry = json.loads(nit_rules.to_json(ranking))
        assert [one["subject"] for one in entry["closest"]] == ["Borduria", "Ruritania"]
        assert entry["closest"][0]["edge"]["sets"] == []
        assert entry["closest"][1]["edge"]["sets"] == [[one] for one in RATINGS]
        assert entry["left_out"][0]["code"] == "not-settled"
        assert ranking_text(ranking).splitlines()[0] == (
            "Borduria 2021   democracy_score 3.04  Transitional or Hybrid Regime  "
            "1 step down to Semi-Consolidated Authoritarian Regime"
        )

    def test_of_nothing_nothing_is_written(self) -> None:
        assert ranking_text(closest(CATALOG, [])) == ""


class TestImpact:
    def test_ratings_are_needed_where_the_score_is_made_of_others(self) -> None:
        result = impact(DRAFTS, [WHOLE, SCORE], NIT_2020, DRAFT)
        assert [one.record.subject for one in result.moved] == ["Ruritania"]
        assert [one.message for one in result.left_out] == [
            (
                "Borduria 2021: draft/six@1.0.0 has no mean of just the ratings of democracy_score; "
                "all ratings are needed"
            )
        ]
        relations = {one.figure: one.relation for one in result.preserved}
        assert relations["democracy_score"] is Relation.DIFFERENT
        assert relations["democracy_percentage_rounded"] is Relation.DROPPED

    def test_a_score_alone_is_carried_over_where_it_is_made_of_the_same(self) -> None:
        (moved,) = impact(CATALOG, [SCORE], None, NIT_2005).moved
        shifts = {one.figure: (one.before, one.after) for one in moved.figures}
        before, after = shifts["democracy_score"]
        assert before is not None
        assert after is not None
        assert (before.text, after.text) == ("3.04", "4.96")
        assert not moved.reclassified

    def test_it_is_written_as_json_and_as_text(self) -> None:
        result = impact(DRAFTS, [WHOLE, SCORE], NIT_2020, DRAFT)
        entry = json.loads(nit_rules.to_json(result))
        assert (entry["from"], entry["to"], entry["reclassified"]) == ("nit/2020@1.0.0", "draft/six@1.0.0", 0)
        assert entry["records"][0]["figures"]["democracy_percentage_rounded"]["to"] is None
        assert entry["left_out"][0]["code"] == "missing-rating"
        text = impact_text(result)
        assert "0 of 1 record would change class; 1 left out\n" in text
        assert "democracy_score               made of other ratings\n" in text

    def test_what_lies_between_the_steps_of_a_coarser_grid_is_said_at_its_place(self) -> None:
        stated = tuple(Stated(figure, text, f"t.csv:2: {figure}") for figure, text in RATINGS.items())
        between = Record("Borduria", "2021", claims={"democracy_score": "3.04"}, at="t.csv:3")
        result = impact(HALVES, [evolve(WHOLE, ratings=stated), between], None, HALF)
        assert [(one.code, str(one)) for one in result.left_out] == [
            ("off-grid", f"t.csv:{line} draft/half@1.0.0 (1.00 to 7.00 in steps of 0.50)")
            for line in (
                "2: ep: Ruritania 2021: 4.25 is not a rating of",
                "2: cs: Ruritania 2021: 5.25 is not a rating of",
                "2: im: Ruritania 2021: 3.75 is not a rating of",
                "2: ldg: Ruritania 2021: 4.75 is not a rating of",
                "2: co: Ruritania 2021: 3.25 is not a rating of",
                "3: Borduria 2021: democracy_score 3.04 lies between the steps of",
            )
        ]
        assert result.left_out_records == 2
        assert "no record could be compared (2 left out)\n" in impact_text(result)

    def test_a_coarser_grid_is_compared_over_the_sums_of_both(self) -> None:
        result = impact(HALVES, [evolve(SCORE, claims={"democracy_score": "4.00"})], None, HALF)
        assert len(result.moved) == 1
        assert "the same for all 85 sums on both grids (of 169)\n" in impact_text(result)
        assert json.loads(nit_rules.to_json(result))["preserved"][0]["beyond"] == 84

    def test_the_turned_scale_is_said_and_for_how_many_records_where_not_for_all(self) -> None:
        early = Record("Borduria", "2005", printing="first", claims={"democracy_score": "4.00"})
        lines = [
            impact_text(impact(CATALOG, records, None, NIT_2020)).partition("\n")[0]
            for records in ([early], [early, SCORE], [SCORE])
        ]
        start = "each record's own methodology → nit/2020@1.0.0"
        assert lines == [f"{start}, the scale turned", f"{start}, the scale turned for 1 of 2 records", start]

    FIRST = Record("Ruritania", "2018", ratings=RATINGS, printing="first", at="a.csv:2")
    AGAIN = Record(
        "RURITANIA",
        "2018",
        ratings={one: str(8 - Decimal(text)) for one, text in RATINGS.items()},
        printing="republished",
        at="a.csv:3",
    )

    def test_each_subject_counts_once_in_each_edition(self) -> None:
        result = impact(CATALOG, [self.FIRST, self.AGAIN, SCORE, SCORE, NOTHING, NOTHING], None, NIT_2020)
        assert [one.record.subject for one in result.moved] == ["Ruritania", "Borduria"]
        assert (result.compared, result.changed, result.left_out_records) == (2, 0, 1)
        assert [str(one) for one in result.notes] == [
            "2 records repeat others of the same subject and edition; each is counted once"
        ]
        assert "0 of 2 records would change class; 1 left out\n" in impact_text(result)

    def test_of_unlike_records_both_are_told_and_counted_once(self) -> None:
        other = evolve(self.AGAIN, ratings=dict.fromkeys(RATINGS, "7.00"))
        result = impact(CATALOG, [self.FIRST, other], None, NIT_2020)
        assert (len(result.moved), result.compared, result.notes) == (2, 1, ())

    def test_records_without_a_name_are_never_the_same(self) -> None:
        nameless = evolve(SCORE, subject=None)
        assert impact(CATALOG, [nameless, nameless], None, NIT_2020).compared == 2

    def test_why_nothing_is_said_to_be_preserved(self) -> None:
        text = impact_text(impact(CATALOG, [self.FIRST, SCORE], None, NIT_2020))
        assert text.endswith(
            "whatever the ratings: told of one methodology with --from; the records stand under nit/2005@1.0.0 "
            "and nit/2020@1.0.0\n"
        )

    def test_what_cannot_be_right_is_noted(self) -> None:
        wrong = evolve(WHOLE, claims={"democracy_score": "6.99"}, at="t.csv:2")
        says = (
            "democracy_score: Ruritania 2021: democracy_score '6.99' is contradicted, and left out of account"
        )
        for notes in (impact(CATALOG, [wrong], None, NIT_2020).notes, closest(CATALOG, [wrong]).notes):
            assert list(map(str, notes)) == [says]

    def test_a_comparison_says_what_is_no_longer_made(self) -> None:
        text = as_text(nit_rules.compare(NIT_2020, DRAFT, RATINGS))
        assert "democracy_percentage_rounded  53 (no longer made)\n" in text
        assert "status                        Semi-Consolidated Democracy (the same)\n" in text

    def test_a_number_with_other_digits_is_told_as_the_same_number(self) -> None:
        *first, rounded, status = NIT_2020.rules
        assert isinstance(rounded, Rescale)
        other = evolve(rounded, round=evolve(rounded.round, step=Decimal("1.00")))
        result = nit_rules.compare(
            NIT_2020, evolve(NIT_2020, name="d", rules=(*first, other, status)), RATINGS
        )
        text = as_text(result)
        assert "democracy_percentage_rounded  53 → 53.00 (the same number)\n" in text
        assert "the same for all 169 sums, but printed with 2 digits after the point, not 0\n" in text
        assert [one.get("digits") for one in json.loads(nit_rules.to_json(result))["preserved"]] == [
            None, None, [0, 2], None,
        ]  # fmt: skip

    def test_classes_of_one_side_only_are_not_compared(self) -> None:
        plain = evolve(NIT_2005, rules=tuple(r for r in NIT_2005.rules if not isinstance(r, BandRule)))
        assert nit_rules.compare(NIT_2020, plain, RATINGS).reclassified == ()


def test_probabilities_are_never_rounded_to_none_or_all() -> None:
    tiny = Decimal("0.00001")
    share = nit_rules.sensitivity(NIT_2020, RATINGS, down={"co": tiny}).composites[0].distribution
    assert share is not None
    assert [percent(one) for _, one in share.rows] == ["<0.1 %", ">99.9 %"]


@pytest.mark.parametrize(
    ("chance", "percents"),
    [
        ("0.18", ["18.0", "82.0"]),
        ("1", ["100.0"]),
        ("0.0005", ["0.1", "99.95"]),
        ("0.00001", ["0.001", "99.999"]),
        ("1/30000000000", ["0.000000003", "99.999999997"]),
    ],
)
def test_percents_in_json_are_0_or_100_only_where_they_are(chance: str, percents: list[str]) -> None:
    result = json.loads(nit_rules.to_json(nit_rules.sensitivity(NIT_2020, RATINGS, down={"co": chance})))
    rows = result["composites"][0]["distribution"]["rows"]
    assert [row["percent"] for row in rows] == percents
