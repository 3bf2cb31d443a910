"""What differs between two methodologies, in words, and what is proved to stay equal."""

from decimal import Decimal

from attrs import evolve

from nit_rules.comparing import Relation
from nit_rules.differing import diff, formula, ranges
from nit_rules.model import BandRule
from shipped import METHODS, NIT_2005, NIT_2020

NIT_2004 = next(method for method in METHODS if method.name == "nit/2004")


def said(at: str) -> list[str]:
    return [one.says for one in diff(NIT_2005, NIT_2020).differences if one.at == at]


class TestFrom2005To2020:
    def test_the_scale_is_turned(self) -> None:
        assert said("scale.best") == ["the scale is turned: 1 was the best rating, 7 is the best now"]

    def test_the_percentage_is_added(self) -> None:
        assert said("democracy_percentage") == [
            "Democracy Percentage is added: (democracy_score - 1) / 6 * 100"
        ]

    def test_the_bands_are_mirrored(self) -> None:
        mirrored, *bands = said("status: bands")
        assert mirrored == "the bands are mirrored with the scale; each edge stays with its class"
        assert "'Transitional or Hybrid Regime': 4.00 to 4.99 becomes 3.01 to 4.00" in bands

    def test_every_status_is_proved_to_survive_the_turn(self) -> None:
        result = diff(NIT_2005, NIT_2020)
        assert {one.figure: one.relation for one in result.preserved} == {
            "democracy_score": Relation.TURNED,
            "status": Relation.SAME,
            "democracy_percentage": Relation.ADDED,
            "democracy_percentage_rounded": Relation.ADDED,
        }
        assert "status stays equal for ratings turned (x becomes 8 - x), on all 169 sums" in result.theorems


def test_nothing_differs_from_itself() -> None:
    for method in METHODS:
        result = diff(method, method)
        assert result.differences == ()
        assert {one.relation for one in result.preserved} == {Relation.SAME}


def test_lineage_is_said() -> None:
    words = [one.says for one in diff(NIT_2004, NIT_2005).differences]
    assert "Governance (gov) is no longer rated; continued by ndg and ldg" in words
    assert "Judicial Framework and Independence (jfi) is rated now; continues cljf" in words
    assert diff(NIT_2004, NIT_2005).incomparable is not None


def test_an_edge_that_moves_is_shown_with_the_first_sum_that_changes_class() -> None:
    rule = NIT_2020.rule["status"]
    assert isinstance(rule, BandRule)
    highest = evolve(rule.bands[-1], above=Decimal("6.00"))
    moved = evolve(rule, bands=(*rule.bands[:-1], highest))
    draft = evolve(NIT_2020, name="draft", rules=(*NIT_2020.rules[:-1], moved))
    assert ("Consolidated Democracy", "6.01 to 7.00") in ranges(draft, moved)
    (theorem,) = [one for one in diff(NIT_2020, draft).theorems if one.startswith("status")]
    assert "28 of 169 sums differ, first at the sum 35.25" in theorem


def test_formulas_read_as_one_would_write_them() -> None:
    assert formula(NIT_2004, NIT_2004.means[0]) == "(ep + cs + im + gov + cljf + co) / 6"
    assert formula(NIT_2020, NIT_2020.rule["democracy_percentage_rounded"]) == "democracy_percentage"
