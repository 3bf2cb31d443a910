"""Proofs by enumeration: of the shipped rules, of two made-up indices, and of rules that break their word."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from nit_rules import proving
from nit_rules.loading import check_files
from nit_rules.model import BandRule, Figure, Lattice, Mean, Methodology, Rescale
from nit_rules.numerals import parse
from nit_rules.proving import Proof, ProofStatus, prove, ratings_of
from nit_rules.rounding import Rounding, RoundingMode
from nit_rules.scoring import score
from shipped import METHODS, NIT_2005, NIT_2020

GOOD = sorted((Path(__file__).parent / "good").glob("*.toml"))


def own(name: str) -> Methodology:
    found, problems = check_files(Path(__file__).parent / "good" / f"{name}.toml")
    assert not problems
    return found[0][1]


PRESS, MOOD = own("press-2030"), own("mood-2031")


def proof(method: Methodology, law: str, at: str) -> Proof:
    (found,) = [one for one in prove(method) if (one.law, one.at) == (law, at)]
    return found


@pytest.mark.parametrize("method", [*METHODS, PRESS, MOOD], ids=lambda method: method.id)
def test_nothing_is_refuted(method: Methodology) -> None:
    assert [one for one in prove(method) if one.refuted] == []


@pytest.mark.parametrize("method", [*METHODS, PRESS, MOOD], ids=lambda method: method.id)
def test_every_rule_is_proved_by_its_laws(method: Methodology) -> None:
    laws = {(one.law, one.at) for one in prove(method)}
    for index, rule in enumerate(method.rules):
        path = f"rule[{index}]"
        if isinstance(rule, BandRule):
            assert ("one-band", f"{path}.bands") in laws
            assert ("monotone", f"{path}.bands") in laws
        else:
            assert ("ties", f"{path}.round.mode") in laws
            assert ("monotone", f"{path}.round") in laws
        if isinstance(rule, Rescale):
            assert ("ends-to-ends", f"{path}.onto") in laws


class TestTies:
    def test_seven_quarter_steps_cannot_tie(self) -> None:
        assert "no sum of 169 ties" in proof(NIT_2005, "ties", "rule[0].round.mode").says

    def test_six_can_and_the_tie_rule_matters(self) -> None:
        (nit_2004,) = [method for method in METHODS if method.name == "nit/2004"]
        found = proof(nit_2004, "ties", "rule[0].round.mode")
        assert found.says.startswith("24 of 145 sums tie at a step of 0.01, and the tie rule matters")
        assert "half-even would print 12 otherwise (1.12 for 1.13)" in found.says

    def test_integer_percentages_tie_at_four_scores(self) -> None:
        found = proof(NIT_2020, "ties", "rule[2].round.mode")
        assert "4 of 169 sums tie at a step of 1" in found.says
        assert "half-even would print 2 otherwise" in found.says

    @pytest.mark.parametrize("mode", ["up", "down", "ceiling", "floor"])
    def test_what_is_not_rounded_to_the_nearest_step_has_no_ties(self, mode: str) -> None:
        rule = NIT_2020.rule["democracy_percentage_rounded"]
        assert isinstance(rule, Rescale)
        method = changed(
            NIT_2020, evolve(rule, round=Rounding(Decimal(1), RoundingMode(mode)), reads="exact")
        )
        (lattice,) = method.lattices
        printed = [row.figures[rule.id] for row in lattice.rows]
        # (x + 1/2) rounded down is x rounded half up, where none is negative.
        otherwise = [
            one for one in printed if one.printed != ((one.exact or Fraction(0)) + Fraction(1, 2)) // 1
        ]
        found = proof(method, "ties", "rule[2].round.mode")
        assert len(otherwise) > 50
        assert f"half-up would print {len(otherwise)} of 169 otherwise" in found.says
        assert f"for {otherwise[0].text})" in found.says

    def test_a_step_that_is_always_met_needs_no_rounding(self) -> None:
        mean = evolve(NIT_2005.means[0], of=("ndg", "ep"), round=Rounding(Decimal("0.125"), RoundingMode.UP))
        method = evolve(NIT_2005, rules=(mean,), legends=())
        assert proof(method, "ties", "rule[0].round.mode").says == (
            "up is no rounding to the nearest step: half-up would print the same on all 49 sums"
        )


class TestReading:
    def test_the_percentage_reads_the_exact_score_and_that_matters(self) -> None:
        found = proof(NIT_2020, "reads", "rule[1].reads")
        assert "would print 144 of 169 otherwise" in found.says

    def test_what_is_said_to_be_immaterial_is(self) -> None:
        for at in ("rule[2].reads", "rule[3].reads"):
            assert proof(NIT_2020, "immaterial", at).outcome is ProofStatus.PROVED

    def test_the_legend_differs_from_the_rule_at_two_scores(self) -> None:
        found = proof(NIT_2020, "legend", "legend[0]")
        assert found.says == "differs from status at 2 of 169 sums, at democracy_score 2.04, 5.04"

    def test_a_hole_in_a_legend_is_told(self) -> None:
        (legend,) = NIT_2020.legends
        first, *others = legend.bands
        with_hole = evolve(legend, bands=(evolve(first, at_least=Decimal(5), above=None), *others))
        method = evolve(NIT_2020, legends=(with_hole,))
        assert proof(method, "legend", "legend[0]").says.startswith("differs from status at 10 of 169 sums, ")
        hole = proof(method, "legend", "legend[0].bands")
        assert hole.says == "has no class for 8 of 169 sums, the first at democracy_percentage_rounded 0"
        assert hole.counterexample

    def test_a_hole_and_a_class_never_given_are_told_whatever_the_labels(self) -> None:
        (legend,) = NIT_2020.legends
        first, *others, last = legend.bands
        bottom = evolve(first, label="Bottom", at_least=Decimal(5))
        top = evolve(last, label="Top", at_least=Decimal(101))
        found = prove(evolve(NIT_2020, legends=(evolve(legend, bands=(bottom, *others, top)),)))
        assert [f"{one.at}: {one.says}" for one in found if one.law == "legend"] == [
            "legend[0].bands: has no class for 8 of 169 sums, the first at democracy_percentage_rounded 0",
            "legend[0].bands[4]: no ratings reach the class 'Top'",
        ]
        assert not any(one.refuted for one in found)


class TestCounterexamples:
    """A law that must fail does, with ratings that show it."""

    def test_a_hole_shows_the_lowest_ratings_that_fall_into_it(self) -> None:
        rule = NIT_2005.rule["status"]
        assert isinstance(rule, BandRule)
        shifted = evolve(rule, bands=(evolve(rule.bands[0], at_least=Decimal("1.10")), *rule.bands[1:]))
        found = proof(changed(NIT_2005, shifted), "one-band", "rule[1].bands[0].at_least")
        assert found.refuted
        assert found.clashes_with == "scale.lowest"
        assert set(dict(found.counterexample).values()) == {"1.00"}

    def test_immaterial_where_it_is_not(self) -> None:
        rule = NIT_2020.rule["democracy_percentage"]
        assert isinstance(rule, Rescale)
        found = proof(changed(NIT_2020, evolve(rule, reads="immaterial")), "immaterial", "rule[1].reads")
        assert found.refuted
        assert found.clashes_with == "rule[0].round"
        ratings = dict(found.counterexample)
        exact = score(NIT_2020, ratings).figures["democracy_percentage"].text
        rounded = (
            score(changed(NIT_2020, evolve(rule, reads="rounded")), ratings)
            .figures["democracy_percentage"]
            .text
        )
        assert exact != rounded
        assert f"the exact value gives {exact}, the rounded one {rounded}" in found.says

    def test_immaterial_to_its_own_figure_but_not_to_one_that_follows(self) -> None:
        mean, percentage, _, status = NIT_2020.rules
        assert isinstance(mean, Mean)
        assert isinstance(percentage, Rescale)
        assert isinstance(status, BandRule)
        fine = evolve(mean, round=Rounding(Decimal("0.0001"), RoundingMode.HALF_UP))
        whole = evolve(percentage, round=Rounding(Decimal("1"), RoundingMode.HALF_UP), reads="immaterial")
        # 9.25 / 7 = 1.3214… is 5.357…, and 1.3214 is 5.3566…
        bounds = (Decimal(0), Decimal("5.357"), *map(Decimal, (34, 51, 68)))
        bands = (evolve(b, at_least=at, above=None) for b, at in zip(status.bands, bounds, strict=True))
        filed = evolve(status, of=whole.id, reads="exact", bands=tuple(bands))
        method = evolve(NIT_2020, rules=(fine, whole, filed), legends=())
        found = proof(method, "immaterial", "rule[1].reads")
        assert found.refuted
        assert found.says == (
            "is not immaterial: 1 of 169 sums differ in status; at democracy_score 1.3214 the exact value gives "
            "Semi-Consolidated Authoritarian Regime, the rounded one Consolidated Authoritarian Regime"
        )
        read_exact = changed(method, evolve(whole, reads="exact"))
        assert "would print 1 of 169 in status otherwise" in proof(read_exact, "reads", "rule[1].reads").says

    def test_immaterial_in_a_legend(self) -> None:
        (legend,) = NIT_2020.legends
        method = evolve(NIT_2020, legends=(evolve(legend, reads="immaterial"),))
        assert proof(method, "immaterial", "legend[0].reads").refuted

    def test_where_the_rounded_value_has_no_band_that_is_said(self) -> None:
        mean, _, _, status = NIT_2020.rules
        assert isinstance(mean, Mean)
        assert isinstance(status, BandRule)
        coarse = evolve(mean, round=Rounding(Decimal("0.03"), RoundingMode.HALF_UP))
        method = changed(changed(NIT_2020, coarse), evolve(status, reads="immaterial"))
        assert "the rounded one no band" in proof(method, "immaterial", "rule[3].reads").words

    @pytest.mark.parametrize(("onto", "last"), [((0, 100), 0), ((100, 0), 100)])
    def test_a_figure_that_falls_can_be_translated_either_way(self, onto: tuple[int, int], last: int) -> None:
        mean, percentage, rounded, _ = NIT_2020.rules
        assert isinstance(percentage, Rescale)
        assert isinstance(rounded, Rescale)
        falling = evolve(percentage, onto=(Decimal(100), Decimal(0)))
        again = evolve(rounded, onto=(Decimal(onto[0]), Decimal(onto[1])))
        method = evolve(NIT_2020, rules=(mean, falling, again), legends=())
        assert [one for one in prove(method) if one.refuted] == []
        assert method.lattices[0].rows[-1].figures[rounded.id].printed == last

    def test_a_range_whose_end_is_not_printed(self) -> None:
        rule = NIT_2020.rule["democracy_percentage"]
        assert isinstance(rule, Rescale)
        coarse = evolve(rule, round=Rounding(Decimal("0.03"), RoundingMode.HALF_UP))
        found = proof(changed(NIT_2020, coarse), "ends-to-ends", "rule[1].onto")
        assert found.refuted
        assert found.clashes_with == "rule[1].round.step"

    def test_a_figure_that_two_rules_make(self) -> None:
        twice = evolve(NIT_2020, rules=(*NIT_2020.rules, NIT_2020.rules[-1]))
        found = proof(twice, "one-rule-per-figure", "rule")
        assert found.refuted
        assert found.says == "status: made by several rules"

    def test_an_indicator_that_nobody_reads(self) -> None:
        mean = NIT_2005.means[0]
        found = proof(changed(NIT_2005, evolve(mean, of=mean.of[:-1])), "indicators-used", "indicator[6]")
        assert found.refuted


def changed(method: Methodology, rule: Mean | Rescale | BandRule) -> Methodology:
    """The methodology with another rule in place of the one that makes the same figure."""
    return evolve(method, rules=tuple(rule if one.id == rule.id else one for one in method.rules))


@pytest.mark.parametrize("method", [*METHODS, PRESS, MOOD], ids=lambda method: method.id)
def test_ratings_of_a_row_have_its_sum(method: Methodology) -> None:
    for lattice in method.lattices:
        for row in lattice.rows:
            assert total(lattice, row.position) == row.sum


def total(lattice: Lattice, position: int) -> Decimal:
    ratings = [parse(text) for _, text in ratings_of(lattice, position)]
    return sum((rating for rating in ratings if rating is not None), Decimal(0))


@pytest.mark.parametrize("method", [NIT_2005, NIT_2020, MOOD], ids=lambda method: method.id)
def test_a_figure_that_moves_back_is_found(method: Methodology, monkeypatch: pytest.MonkeyPatch) -> None:
    # No rule that can be written does; so the table that is looked at is disturbed.
    monkeypatch.setattr(proving, "figures_of", lambda lattice, figure: disturbed(lattice, figure))
    found = [one for one in prove(method) if one.law == "monotone"]
    assert found
    assert all(one.refuted and one.counterexample and one.clashes_with == "scale.best" for one in found)


def disturbed(lattice: Lattice, figure: str) -> list[Figure]:
    """The column of a figure, with two of its values in each other's place."""
    figures = [row.figures[figure] for row in lattice.rows]
    figures[1], figures[-2] = figures[-2], figures[1]
    return figures


def test_a_band_that_no_ratings_reach() -> None:
    rule = NIT_2020.rule["status"]
    assert isinstance(rule, BandRule)
    narrow = evolve(rule, bands=(*rule.bands[:-1], evolve(rule.bands[-1], above=Decimal("7.00"))))
    found = proof(changed(NIT_2020, narrow), "every-band-reached", "rule[3].bands[4]")
    assert found.refuted
    assert found.clashes_with == "scale.highest"


def test_a_legend_that_agrees_with_its_rule() -> None:
    rule = NIT_2020.rule["status"]
    assert isinstance(rule, BandRule)
    found = proof(evolve(NIT_2020, legends=(evolve(rule, id="key"),)), "legend", "legend[0]")
    assert found.says == "gives the same class as status on all 169 sums"
