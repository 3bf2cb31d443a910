"""What differs between two methodologies, in words, and what is proved to stay equal."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from nit_rules.borrowing import borrowed, unknown_ancestors
from nit_rules.comparing import Relation
from nit_rules.describing import formula, ranges
from nit_rules.differing import diff
from nit_rules.errors import RuleFileError
from nit_rules.loading import files
from nit_rules.loading.assembling import methodology_of
from nit_rules.loading.keys import file_keys
from nit_rules.model import (
    Band,
    BandRule,
    Basis,
    Citation,
    Evidence,
    Indicator,
    Mean,
    Methodology,
    Reads,
    Rescale,
    Scale,
    Source,
    Variant,
)
from nit_rules.model.scale import Best
from nit_rules.rounding import Rounding, RoundingMode
from shipped import CATALOG, METHODS, NIT_2005, NIT_2020

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


def test_a_mean_with_another_id_is_compared_all_the_same() -> None:
    mean, percentage, whole, status = NIT_2020.rules
    assert isinstance(percentage, Rescale)
    assert isinstance(status, BandRule)
    rules = (
        evolve(mean, id="dem_score"),
        evolve(percentage, of="dem_score"),
        whole,
        evolve(status, of="dem_score"),
    )
    assert diff(NIT_2020, evolve(NIT_2020, name="draft", rules=rules)).theorems == (
        "democracy_score is made only by nit/2020@1.0.0",
        "democracy_percentage stays equal for the same ratings, on all 169 sums",
        "democracy_percentage_rounded stays equal for the same ratings, on all 169 sums",
        "status stays equal for the same ratings, on all 169 sums",
        "dem_score is made only by draft@1.0.0",
    )


def test_of_a_figure_that_is_made_of_other_ratings_only_that_is_said() -> None:
    mean = NIT_2020.means[0]
    rules = (evolve(mean, of=mean.of[1:]), *NIT_2020.rules[1:])
    theorems = diff(NIT_2020, evolve(NIT_2020, name="draft", rules=rules)).theorems
    assert theorems == tuple(f"{figure} is made of other ratings" for figure in NIT_2020.rule)


def test_formulas_read_as_one_would_write_them() -> None:
    assert formula(NIT_2004, NIT_2004.means[0]) == "(ep + cs + im + gov + cljf + co) / 6"
    assert formula(NIT_2020, NIT_2020.rule["democracy_percentage_rounded"]) == "democracy_percentage"


class TestSmallChanges:
    """Each kind of change is said in its own words."""

    def said(self, after: Methodology) -> list[str]:
        return [f"{one.at}: {one.says}" for one in diff(NIT_2020, after).differences]

    def rule(self, **changes: Any) -> Methodology:
        """With another Democracy Percentage."""
        rule = NIT_2020.rule["democracy_percentage"]
        assert isinstance(rule, Rescale)
        rule = evolve(rule, **changes)
        rules = tuple(rule if one.id == rule.id else one for one in NIT_2020.rules)
        return evolve(NIT_2020, rules=rules)

    def test_of_a_rounding(self) -> None:
        assert self.said(self.rule(round=Rounding(Decimal("0.1"), RoundingMode.HALF_EVEN))) == [
            "democracy_percentage: round: rounded to 0.01 half-up, now to 0.1 half-even"
        ]

    def test_of_the_digits_that_are_printed(self) -> None:
        rounded = NIT_2020.rule["democracy_percentage_rounded"]
        assert isinstance(rounded, Rescale)
        other = evolve(rounded, round=Rounding(Decimal("1.00"), RoundingMode.HALF_UP))
        rules = tuple(other if one.id == other.id else one for one in NIT_2020.rules)
        theorems = diff(NIT_2020, evolve(NIT_2020, name="draft", rules=rules)).theorems
        assert theorems[2] == (
            "democracy_percentage_rounded stays equal for the same ratings, on all 169 sums, "
            "but printed with 2 digits after the point, not 0"
        )
        assert not any("digits" in one for one in theorems[:2])

    def test_of_a_citation_from_another_document_of_that_title(self) -> None:
        scale = NIT_2020.scale
        *cited, last = scale.evidence.citations
        other = evolve(last, source=evolve(last.source, id="forged", url="https://example.org/forged"))
        evidence = evolve(scale.evidence, citations=(*cited, other))
        where = "Nations in Transit: About the Report (About the Report): the same of the series"
        moved = (
            f"was cited from nit-series, {last.source.url}, and is from forged, https://example.org/forged"
        )
        assert self.said(evolve(NIT_2020, scale=evolve(scale, evidence=evidence))) == [
            f"scale: citations: '{where}' {moved}"
        ]

    def test_of_what_is_read(self) -> None:
        assert self.said(self.rule(reads="rounded")) == ["democracy_percentage: reads: exact becomes rounded"]

    def test_of_a_range(self) -> None:
        assert self.said(self.rule(onto=(Decimal(1), Decimal(11)))) == [
            "democracy_percentage: (democracy_score - 1) / 6 * 100 becomes 1 + (democracy_score - 1) / 6 * 10",
            "democracy_percentage_rounded: democracy_percentage becomes (democracy_percentage - 1) / 10 * 100",
        ]

    def test_of_a_name(self) -> None:
        assert self.said(self.rule(name="Share", also=("Percent",))) == [
            "democracy_percentage: 'Democracy Percentage' is called 'Share'",
            "democracy_percentage: also: the printed name 'Percentage' is gone",
            "democracy_percentage: also: the printed name 'Percent' is new",
        ]

    def test_of_an_indicator(self) -> None:
        first, *others = NIT_2020.indicators
        after = evolve(NIT_2020, indicators=(*others, evolve(first, name="State", unused="for now")))
        assert self.said(after) == [
            "indicator ndg: 'National Democratic Governance' is called 'State'",
            "indicator ndg: is no longer read: for now",
            "indicator: the printed order of the indicators differs",
        ]

    def test_of_a_scale(self) -> None:
        after = evolve(NIT_2020, scale=evolve(NIT_2020.scale, step=Decimal("0.50")))
        assert self.said(after) == ["scale.step: 0.25 becomes 0.50"]
        assert diff(NIT_2020, after).theorems[0] == (
            "democracy_score stays equal for the same ratings, on all 85 sums on both grids (of 169)"
        )

    def test_of_a_class_and_a_variant(self) -> None:
        rule = NIT_2020.rule["status"]
        assert isinstance(rule, BandRule)
        first, second, *rest = rule.bands
        renamed = evolve(rule, bands=(evolve(first, label="Closed"), evolve(second, variants=()), *rest))
        assert self.said(evolve(NIT_2020, rules=(*NIT_2020.rules[:-1], renamed))) == [
            "status: bands: 'Consolidated Authoritarian Regime' is gone: it was 1.00 to 2.00",
            "status: bands: 'Closed' is new: 1.00 to 2.00",
            f"status: variants of '{second.label}': the variant '{second.label}s' is gone",
        ]

    def test_of_a_version(self) -> None:
        after = evolve(NIT_2020, version="2.0.0", supersedes=NIT_2020.id, reason="an edge was misread")
        assert self.said(after) == [
            "version: '1.0.0' becomes '2.0.0'",
            "supersedes: 'nit/2020@1.0.0' is new",
            "reason: 'an edge was misread' is new",
        ]

    def test_of_the_figures_that_are_made(self) -> None:
        after = evolve(NIT_2020, rules=NIT_2020.rules[:1], legends=())
        assert "democracy_percentage: Democracy Percentage is no longer made" in self.said(after)
        assert {one.relation for one in diff(NIT_2020, after).preserved} == {Relation.SAME, Relation.DROPPED}

    def test_of_the_kind_of_a_rule(self) -> None:
        banding = evolve(NIT_2020.rule["status"], id="democracy_percentage")
        rules = (NIT_2020.rules[0], banding)
        words = self.said(evolve(NIT_2020, rules=rules, legends=()))
        assert (
            "democracy_percentage: another kind of rule: (democracy_score - 1) / 6 * 100 becomes "
            "the class of democracy_score among 5"
        ) in words

    def test_of_a_bound_that_no_sum_is_between(self) -> None:
        rule = NIT_2020.rule["status"]
        assert isinstance(rule, BandRule)
        bands = (*rule.bands[:-1], evolve(rule.bands[-1], above=Decimal("5.005")))
        after = evolve(NIT_2020, rules=(*NIT_2020.rules[:-1], evolve(rule, bands=bands)))
        assert self.said(after) == ["status: bands: 'Consolidated Democracy': above 5.00 becomes above 5.005"]

    def test_of_a_legend(self) -> None:
        (legend,) = NIT_2020.legends
        bands = (*legend.bands[:-1], evolve(legend.bands[-1], at_least=Decimal(90)))
        assert self.said(evolve(NIT_2020, legends=(evolve(legend, bands=bands),))) == [
            "legend status_by_percentage: bands: 'Semi-Consolidated Democracy': 51 to 67 becomes 51 to 89",
            "legend status_by_percentage: bands: 'Consolidated Democracy': 68 to 100 becomes 90 to 100",
        ]

    def test_of_lineage_counts_and_what_is_cited(self) -> None:
        first, *others = NIT_2020.indicators
        scale = NIT_2020.scale
        cited = evolve(scale.evidence.citations[0], says="it is so")
        evidence = evolve(scale.evidence, agree=7, citations=(cited, *scale.evidence.citations[1:]))
        after = evolve(
            NIT_2020,
            indicators=(evolve(first, was=("ep",)), *others),
            scale=evolve(scale, evidence=evidence),
        )
        where = "Nations in Transit 2021 - Kazakhstan (note under the head of the page)"
        old = "ratings run from 1 to 7, and 7 is the highest level of democratic progress"
        assert self.said(after) == [
            "scale: agree: 7 is new",
            f"scale: citations: the citation '{where}: {old}' is gone",
            f"scale: citations: the citation '{where}: it is so' is new",
            "indicator ndg: was: the earlier indicator 'gov' is gone",
            "indicator ndg: was: the earlier indicator 'ep' is new",
        ]


HARBOURS = files.read(Path(__file__).parent / "good" / "harbours-2032.toml").content
SOURCES = {source.id: source for source in CATALOG.sources}
#: Values that a text cannot have at will.
CHOICES = (Basis, Best, Reads, RoundingMode)


def read(content: dict[str, Any], sources: dict[str, Source] = SOURCES) -> Methodology:
    return methodology_of(files.RuleFile("test.toml", content), sources)


def others(key: str, value: Any) -> Iterator[Any]:
    """Values in place of one of a key."""
    if key == "source":
        yield from SOURCES
    elif isinstance(value, str):
        yield f"{value}x"
        yield from (choice for choices in CHOICES if value in list(choices) for choice in map(str, choices))
        yield "1.2.0"
        yield "2032-02-01"
        yield "harbours/2032@0.9.0"
    elif isinstance(value, int | Decimal):
        yield Decimal(f"{value}.0") if isinstance(value, int) else Decimal(f"{value}0")
        yield value + 1
        yield value - 1
    elif isinstance(value, list):
        yield value[::-1]
        yield value[:-1]
        yield [*value, value[0]]


def changes(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Everything that a content becomes where one key is changed or left out, with the key."""
    yield from ((key, other) for other in others(key, value))
    if isinstance(value, list):
        for index, entry in enumerate(value):
            for changed, other in changes(entry, key):
                yield changed, [*value[:index], other, *value[index + 1 :]]
    elif isinstance(value, dict):
        for inner, entry in value.items():
            yield inner, {one: value[one] for one in value if one != inner}
            for changed, other in changes(entry, inner):
                yield changed, {**value, inner: other}


def usable(contents: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Methodology]]:
    for key, content in contents:
        with suppress(RuleFileError):
            yield key, read(content)


class TestEveryKey:
    """Two files differ exactly where their digests do."""

    def test_every_change_of_every_key_is_said(self) -> None:
        before = read(HARBOURS)
        changed = set()
        for key, after in usable(changes(HARBOURS)):
            for one, other in ((before, after), (after, before)):
                found = diff(one, other).differences
                assert bool(found) is (one.digest != other.digest), key
                assert "digest" not in {difference.at for difference in found}, key
            if before.digest != after.digest:
                changed.add(key)
        classes = (
            Methodology,
            Scale,
            Indicator,
            Mean,
            Rescale,
            BandRule,
            Band,
            Variant,
            Rounding,
            Evidence,
            Citation,
        )
        keys = {key for cls in classes for key in file_keys(cls)} - {"evidence"}
        # A table is its keys.
        keys -= {"scale", "round"}
        assert keys <= changed

    def test_the_order_of_keys_is_no_difference(self) -> None:
        turned = read(dict(reversed(HARBOURS.items())))
        assert turned.digest == read(HARBOURS).digest
        assert diff(read(HARBOURS), turned).differences == ()

    @pytest.mark.parametrize("key", ["title", "url", "publisher", "published"])
    def test_what_is_said_of_a_document(self, key: str) -> None:
        sources = SOURCES | {"nit-series": evolve(SOURCES["nit-series"], **{key: "other"})}
        places = {one.at for one in diff(read(HARBOURS), read(HARBOURS, sources)).differences}
        assert f"source nit-series: {key}" in places

    @pytest.mark.parametrize("unknown", [[], ["who measured\nthe depth"]], ids=["empty", "two lines"])
    def test_what_is_only_written_differently(self, unknown: list[str]) -> None:
        plain = {key: value for key, value in HARBOURS.items() if key != "unknown"}
        plain |= {"unknown": ["who measured the depth"]} if unknown else {}
        (one,) = diff(read(plain), read(plain | {"unknown": unknown})).differences
        assert one.at == "digest"


def test_an_indicator_that_continues_none_at_hand_is_noted() -> None:
    first, *others = NIT_2020.indicators
    draft = evolve(NIT_2020, name="draft/x", indicators=(evolve(first, was=("gov", "gof")), *others))
    said = [f"{one.at}: {one.says}" for one in unknown_ancestors(draft, (*CATALOG.methodologies, draft))]
    assert said == ["indicator[0].was[1]: no other methodology at hand rates 'gof'; did you mean 'gov'?"]
    assert not [one for method in METHODS for one in unknown_ancestors(method, METHODS)]


class TestBorrowedEvidence:
    """What is known of a rule says nothing of one that was made of its copy."""

    def said(self, draft: Methodology) -> list[str]:
        return [f"{proof.at}: {proof.outcome}" for proof in borrowed(draft, CATALOG.methodologies)]

    def test_of_the_shipped_rules_none_is(self) -> None:
        assert [one for method in CATALOG.methodologies for one in self.said(method)] == []

    def test_of_a_rule_that_was_only_copied_it_is_evidence(self) -> None:
        renamed = evolve(NIT_2020.rule["status"], name="Class", also=())
        assert self.said(evolve(NIT_2020, name="draft/copy", rules=(*NIT_2020.rules[:-1], renamed))) == []

    @pytest.mark.parametrize(
        ("place", "change", "reading"),
        [
            (0, {"round": Rounding(Decimal("0.1"), RoundingMode.HALF_UP)}, []),
            (1, {"onto": (Decimal(0), Decimal(10))}, [2]),
            (3, {"of": "democracy_percentage"}, []),
        ],
    )
    def test_of_another_rule_it_is_noted(
        self, place: int, change: dict[str, Any], reading: list[int]
    ) -> None:
        rules = [*NIT_2020.rules]
        rules[place] = evolve(rules[place], **change)
        draft = evolve(NIT_2020, name="draft/other", rules=tuple(rules))
        noted = [f"rule[{one}].basis: noted" for one in reading]
        assert self.said(draft) == [f"rule[{place}].basis: noted", *noted]
        rules[place] = evolve(rules[place], evidence=Evidence(Basis.ASSUMED))
        assert self.said(evolve(draft, rules=tuple(rules))) == noted

    def test_of_a_rule_that_reads_another_it_is_noted(self) -> None:
        mean = NIT_2020.rules[0]
        assert isinstance(mean, Mean)
        draft = evolve(NIT_2020, name="draft/five", rules=(evolve(mean, of=mean.of[:5]), *NIT_2020.rules[1:]))
        assert [one.says for one in borrowed(draft, [NIT_2020])] == [
            "the evidence is that of nit/2020@1.0.0, whose democracy_score is another rule; say how this one is known",
            *(
                "the evidence is that of nit/2020@1.0.0, where democracy_score, "
                f"which {rule.id} reads, is another; say how this one is known"
                for rule in NIT_2020.rules[1:]
            ),
        ]

    def test_of_another_scale_or_legend_it_is_noted(self) -> None:
        (legend,) = NIT_2020.legends
        wider = evolve(legend, bands=(*legend.bands[:-1], evolve(legend.bands[-1], at_least=Decimal(70))))
        coarse = evolve(NIT_2020.scale, step=Decimal("0.50"))
        draft = evolve(NIT_2020, name="draft/other", scale=coarse, legends=(wider,))
        assert self.said(draft) == ["scale.basis: noted", "legend[0].basis: noted"]
