"""Laws of diagnosis: every edit proposed really reconciles, and a planted error is among the diagnoses."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from diagnosed import BULGARIA, check_every_edit, diagnosis, figures, ids, made, the, wrong
from golden import methodology_of, rows
from nit_rules import Record, Stated, Verdict, audit, score
from nit_rules.model import BandRule, Edit, Mean, Variant
from nit_rules.numerals import shortest
from nit_rules.rounding import Rounding, RoundingMode
from shipped import CATALOG, KAZAKHSTAN
from shipped import NIT_2020 as NIT
from strategies import printed_ratings

#: Texts that a claim may be misprinted as.
numbers = (
    st.decimals(0, 101, places=2).map(str)
    | st.integers(0, 101).map(str)
    | st.decimals(1, 7, places=1).map(str)
)
labels = st.sampled_from(
    [
        *dict.fromkeys(row.figures["status"].text for row in NIT.lattices[0].rows),
        "Hybrid Regime",
        "No such class",
    ]
)


class TestEdits:
    @given(st.data())
    def test_every_edit_proposed_really_reconciles(self, data: st.DataObject) -> None:
        ratings = data.draw(printed_ratings(NIT))
        claims = figures(NIT, ratings)
        for figure in data.draw(st.sets(st.sampled_from(list(claims)))):
            claims[figure] = data.draw(labels if figure == "status" else numbers)
        for indicator in data.draw(st.sets(st.sampled_from(list(ratings)), max_size=3)):
            text = data.draw(st.sampled_from(["1.00", "4.25", "1.30", "7.00", "7.25", ""]))
            if text:
                ratings[indicator] = text
            else:
                del ratings[indicator]
        for figure in data.draw(st.sets(st.sampled_from(list(claims)), max_size=2)):
            del claims[figure]
        for indicator in data.draw(st.sets(st.sampled_from(list(ratings) or ["ndg"]))) & ratings.keys():
            # Spreadsheets lose the zeros at the end.
            ratings[indicator] = shortest(Decimal(ratings[indicator]))
        check_every_edit(CATALOG, made(ratings, claims))

    @given(st.data())
    def test_so_does_every_edit_to_claims_without_ratings(self, data: st.DataObject) -> None:
        claims = figures(NIT, data.draw(printed_ratings(NIT)))
        other = figures(NIT, data.draw(printed_ratings(NIT)))
        for figure in data.draw(st.sets(st.sampled_from(list(claims)))):
            claims[figure] = other[figure]
        check_every_edit(CATALOG, made(None, claims))

    @given(st.data())
    def test_so_does_every_edit_where_printings_are_unequal(self, data: st.DataObject) -> None:
        ratings = data.draw(printed_ratings(NIT))
        claims = figures(NIT, ratings)
        other = data.draw(printed_ratings(NIT))
        twice = tuple(Stated(one, text) for one, text in {**ratings, **claims}.items())
        more = tuple(
            Stated(one, other[one]) for one in data.draw(st.sets(st.sampled_from(list(other)), max_size=2))
        )
        record = Record(
            ratings=(*[one for one in twice if one.figure in ratings], *more),
            claims=(
                *[one for one in twice if one.figure in claims],
                *[
                    Stated(one, figures(NIT, other)[one])
                    for one in data.draw(st.sets(st.sampled_from(list(claims))))
                ],
            ),
            methodology=NIT.id,
        )
        check_every_edit(CATALOG, record)

    @given(printed_ratings(CATALOG.methodology("nit/1999")), st.decimals(1, 7, places=2).map(str))
    def test_a_second_composite_is_put_right_with_the_first(self, ratings: dict[str, str], text: str) -> None:
        method = CATALOG.methodology("nit/1999")
        claims = figures(method, ratings) | {"democratization": text, "rule_of_law": "6.99"}
        check_every_edit(CATALOG, made(ratings, claims, method))


class TestCorrectRecords:
    @given(printed_ratings(NIT))
    def test_a_correct_record_has_no_diagnoses(self, ratings: dict[str, str]) -> None:
        found = audit(CATALOG, made(ratings, figures(NIT, ratings)))
        assert not found.diagnoses
        assert not any(finding.diagnoses for finding in found.findings)

    def test_no_reproduced_golden_figure_has_a_diagnosis(self) -> None:
        reproduced = 0
        for row in rows():
            if methodology_of(row) is None:
                continue
            method = CATALOG.methodology(str(methodology_of(row)))
            ratings = {one: row[one] for one in method.indicator if row.get(one)}
            claims = {one: row[one] for one in method.rule if row.get(one)}
            found = audit(CATALOG, made(ratings, claims, method))
            if not found.is_wrong:
                reproduced += 1
                assert not any(finding.diagnoses for finding in found.findings)
        assert reproduced > 200


class TestPlantedErrors:
    """Each kind of error, planted in a correct record, is among the diagnoses."""

    @given(printed_ratings(NIT))
    def test_percentage_from_the_rounded_score(self, ratings: dict[str, str]) -> None:
        claims = figures(NIT, ratings)
        exact = (Fraction(Decimal(claims["democracy_score"])) - 1) / 6 * 100
        text = str(Rounding(Decimal("0.01"), RoundingMode.HALF_UP)(exact))
        assume(text != claims["democracy_percentage"])
        found = check_every_edit(CATALOG, made(ratings, claims | {"democracy_percentage": text}))
        assert "percentage-from-rounded-score" in ids(the(found, "democracy_percentage"))

    @pytest.mark.parametrize(
        ("id_", "mode"),
        [("truncated", "down"), ("rounded-up", "up"), ("half-even", "half-even")],
    )
    @pytest.mark.parametrize(
        "figure", ["democracy_score", "democracy_percentage", "democracy_percentage_rounded"]
    )
    def test_another_rounding_everywhere_on_the_lattice(self, id_: str, mode: str, figure: str) -> None:
        (lattice,) = NIT.lattices
        rule = NIT.rule[figure]
        assert not isinstance(rule, BandRule)
        # One more figure, so that the row is known without the ratings.
        anchor = "democracy_score" if figure != "democracy_score" else "democracy_percentage"
        planted = 0
        for row in lattice.rows:
            exact = row.figures[figure].exact
            assert exact is not None
            text = str(Rounding(rule.round.step, RoundingMode(mode))(exact))
            if text != row.figures[figure].text:
                planted += 1
                found = audit(CATALOG, made(None, {anchor: row.figures[anchor].text, figure: text}))
                assert id_ in ids(the(found, figure))
        assert planted or (id_ == "half-even" and figure != "democracy_percentage_rounded")

    @given(printed_ratings(NIT), st.sampled_from(["democracy_score", "democracy_percentage", "status"]))
    def test_one_figure_with_the_scale_turned(self, ratings: dict[str, str], figure: str) -> None:
        turned = figures(NIT, {one: str(8 - Decimal(text)) for one, text in ratings.items()})
        claims = figures(NIT, ratings)
        assume(turned[figure] != claims[figure])
        found = check_every_edit(CATALOG, made(ratings, claims | {figure: turned[figure]}))
        assert "reversed-scale" in ids(the(found, figure))

    @given(printed_ratings(NIT))
    def test_ratings_with_the_scale_turned(self, ratings: dict[str, str]) -> None:
        turned = {one: str(8 - Decimal(text)) for one, text in ratings.items()}
        assume(figures(NIT, turned)["democracy_score"] != figures(NIT, ratings)["democracy_score"])
        found = check_every_edit(CATALOG, made(turned, figures(NIT, ratings)))
        one = diagnosis(the(found, "democracy_score"), "reversed-scale")
        changes = {Edit(i, turned[i], ratings[i]) for i in ratings if turned[i] != ratings[i]}
        assert changes in [set(edits) for edits in one.edits]

    @given(printed_ratings(NIT), st.sampled_from(list(KAZAKHSTAN)))
    def test_an_indicator_left_out(self, ratings: dict[str, str], omitted: str) -> None:
        rest = [Fraction(Decimal(text)) for one, text in ratings.items() if one != omitted]
        text = str(Rounding(Decimal("0.01"), RoundingMode.HALF_UP)(sum(rest, Fraction(0)) / 6))
        claims = figures(NIT, ratings)
        assume(text != claims["democracy_score"])
        found = check_every_edit(CATALOG, made(ratings, claims | {"democracy_score": text}))
        assert omitted in diagnosis(the(found, "democracy_score"), "indicator-omitted").says

    @given(printed_ratings(NIT), st.sampled_from(list(KAZAKHSTAN)), st.integers(0, 24))
    def test_one_rating_misprinted(self, ratings: dict[str, str], indicator: str, position: int) -> None:
        misprinted = ratings | {indicator: str(NIT.scale.printed(position))}
        assume(misprinted != ratings)
        found = check_every_edit(CATALOG, made(misprinted, figures(NIT, ratings)))
        assert wrong(found)
        for finding in wrong(found):
            edit = Edit(indicator, misprinted[indicator], ratings[indicator])
            assert (edit,) in diagnosis(finding, "rating-misprint").edits

    @given(printed_ratings(NIT), st.sampled_from(["democracy_score", "democracy_percentage"]), st.data())
    def test_one_digit_wrong(self, ratings: dict[str, str], figure: str, data: st.DataObject) -> None:
        claims = figures(NIT, ratings)
        right = claims[figure]
        place = data.draw(st.sampled_from([at for at, char in enumerate(right) if char.isdigit()]))
        digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != right[place]]))
        text = right[:place] + digit + right[place + 1 :]
        found = check_every_edit(CATALOG, made(ratings, claims | {figure: text}))
        assert (Edit(figure, text, right),) in diagnosis(the(found, figure), "digit-misprint").edits

    @given(printed_ratings(NIT), st.sampled_from(["democracy_score", "democracy_percentage"]), st.data())
    def test_two_digits_exchanged(self, ratings: dict[str, str], figure: str, data: st.DataObject) -> None:
        claims = figures(NIT, ratings)
        right = claims[figure]
        places = [at for at, char in enumerate(right) if char.isdigit()]
        first, second = sorted(data.draw(st.permutations(places))[:2])
        text = right[:first] + right[second] + right[first + 1 : second] + right[first] + right[second + 1 :]
        assume(text != right)
        found = check_every_edit(CATALOG, made(ratings, claims | {figure: text}))
        assert (Edit(figure, text, right),) in diagnosis(the(found, figure), "transposed-digits").edits

    @given(
        printed_ratings(NIT), st.sampled_from(["democracy_score", "democracy_percentage"]), st.integers(0, 1)
    )
    def test_fewer_digits(self, ratings: dict[str, str], figure: str, digits: int) -> None:
        claims = figures(NIT, ratings)
        exact = score(NIT, ratings).figures[figure].exact
        assert exact is not None
        text = str(Rounding(Decimal(1).scaleb(-digits), RoundingMode.HALF_UP)(exact))
        assume(Decimal(text) != Decimal(claims[figure]))
        found = check_every_edit(CATALOG, made(ratings, claims | {figure: text}))
        assert "fewer-digits" in ids(the(found, figure))

    @given(
        printed_ratings(NIT), st.sampled_from(["democracy_score", "democracy_percentage"]), st.integers(0, 1)
    )
    def test_fewer_digits_with_zeros_added(self, ratings: dict[str, str], figure: str, digits: int) -> None:
        claims = figures(NIT, ratings)
        exact = score(NIT, ratings).figures[figure].exact
        assert exact is not None
        rounded = Rounding(Decimal(1).scaleb(-digits), RoundingMode.HALF_UP)(exact)
        assume(rounded != Decimal(claims[figure]))
        found = check_every_edit(CATALOG, made(ratings, claims | {figure: f"{rounded:.2f}"}))
        told = diagnosis(the(found, figure), "zeros-added")
        assert (Edit(figure, f"{rounded:.2f}", claims[figure]),) in told.edits
        misprint = "rating-misprint"
        assert misprint not in ids(the(found, figure))[: ids(the(found, figure)).index("zeros-added")]

    def test_zeros_of_a_binary_float_behind_a_whole_number(self) -> None:
        found = check_every_edit(CATALOG, made(BULGARIA, {"democracy_percentage": "58.0"}))
        told = diagnosis(the(found, "democracy_percentage"), "zeros-added")
        assert told.says == "58.0 is 57.74 with no digit after the point and a zero added"

    def test_without_zeros_at_the_end_none_were_added(self) -> None:
        for text in ("4.5", "4.51", "5"):
            found = audit(CATALOG, made(BULGARIA, {"democracy_score": text}))
            assert "zeros-added" not in ids(the(found, "democracy_score"))

    @given(printed_ratings(NIT), printed_ratings(NIT))
    def test_the_figures_of_the_edition_before(self, now: dict[str, str], before: dict[str, str]) -> None:
        claims, old = figures(NIT, now), figures(NIT, before)
        assume(claims["democracy_score"] != old["democracy_score"])
        previous = made(None, old)
        record = evolve(made(now, claims | {"democracy_score": old["democracy_score"]}), previous=previous)
        assert "previous-edition" in ids(the(check_every_edit(CATALOG, record), "democracy_score"))

    @given(printed_ratings(NIT), printed_ratings(CATALOG.methodology("nit/2005")))
    def test_the_score_of_the_edition_before_the_scale_was_turned(
        self, now: dict[str, str], before: dict[str, str]
    ) -> None:
        old = figures(CATALOG.methodology("nit/2005"), before)["democracy_score"]
        turned = str(8 - Decimal(old))
        claims = figures(NIT, now)
        assume(claims["democracy_score"] != turned)
        previous = Record("A", "2019", claims={"democracy_score": old}, printing="first")
        record = Record(
            "A", "2020", ratings=now, claims=claims | {"democracy_score": turned}, previous=previous
        )
        one = diagnosis(the(check_every_edit(CATALOG, record), "democracy_score"), "previous-edition-turned")
        assert one.says == f"{turned} is the figure of the edition before with the scale turned"

    def test_the_sum_of_the_ratings(self) -> None:
        found = check_every_edit(CATALOG, made(BULGARIA, {"democracy_score": "31.25"}))
        one = diagnosis(the(found, "democracy_score"), "sum-of-ratings")
        assert one.says == "31.25 is the sum of the ratings; divided by 7 it is 4.46"
        assert one.edits == ((Edit("democracy_score", "31.25", "4.46"),),)

    @given(printed_ratings(NIT), st.booleans())
    def test_a_percentage_that_repeats_the_score(self, ratings: dict[str, str], is_known: bool) -> None:
        claims = figures(NIT, ratings)
        assume(Decimal(claims["democracy_score"]) != Decimal(claims["democracy_percentage"]))
        claims["democracy_percentage"] = claims["democracy_score"]
        found = check_every_edit(CATALOG, made(ratings if is_known else None, claims))
        told = [one.says for one in the(found, "democracy_percentage").diagnoses if one.id == "other-figure"]
        assert f"{claims['democracy_score']} is the democracy_score" in told

    def test_the_figure_that_last_years_percentage_implies(self) -> None:
        previous = made(None, {"democracy_percentage": "4.76"})
        record = evolve(made(KAZAKHSTAN, {"democracy_score": "1.29"}), previous=previous)
        assert "previous-edition" in ids(the(check_every_edit(CATALOG, record), "democracy_score"))

    def test_a_status_read_from_the_legend_of_the_percentage(self) -> None:
        planted = 0
        for row in NIT.lattices[0].rows:
            claims = {one: value.text for one, value in row.figures.items()}
            (legend,) = NIT.legends
            band = legend.band(Fraction(int(claims["democracy_percentage_rounded"])))
            if band is not None and band.label != claims["status"]:
                planted += 1
                found = check_every_edit(CATALOG, made(None, claims | {"status": band.label}))
                assert "status-from-percentage" in ids(the(found, "status"))
        assert planted == 2

    @given(printed_ratings(NIT))
    def test_two_figures_in_each_others_place(self, ratings: dict[str, str]) -> None:
        claims = figures(NIT, ratings)
        first, second = claims["democracy_score"], claims["democracy_percentage"]
        assume(Decimal(first) != Decimal(second))
        exchanged = claims | {"democracy_score": second, "democracy_percentage": first}
        found = check_every_edit(CATALOG, made(ratings, exchanged))
        assert "columns-swapped" in ids(the(found, "democracy_score"))

    @given(printed_ratings(NIT), st.sampled_from(list(KAZAKHSTAN)))
    def test_a_figure_and_a_rating_in_each_others_place(
        self, ratings: dict[str, str], indicator: str
    ) -> None:
        claims = figures(NIT, ratings)
        assume(NIT.scale.position(claims["democracy_score"]) is None)
        exchanged = ratings | {indicator: claims["democracy_score"]}
        record = made(exchanged, claims | {"democracy_score": ratings[indicator]})
        assert "columns-swapped" in ids(the(check_every_edit(CATALOG, record), indicator))

    def test_the_figure_of_another_methodology(self) -> None:
        ratings = dict.fromkeys(KAZAKHSTAN, "6.00")
        status = figures(CATALOG.methodology("nit/2005"), ratings)["status"]
        found = check_every_edit(CATALOG, made(ratings, {"status": status}))
        assert diagnosis(the(found, "status"), "other-methodology").says == (
            "Consolidated Authoritarian Regime is the figure of nit/2005@1.0.0"
        )


class TestRealCases:
    """What was really printed, and what the tool says of it."""

    def test_kyrgyzstan_2015(self) -> None:
        ratings = {
            "ndg": "6.50",
            "ep": "5.50",
            "cs": "4.75",
            "im": "6.00",
            "ldg": "6.25",
            "jfi": "6.25",
            "co": "6.25",
        }
        record = Record(
            "Kyrgyzstan", "2015", printing="first", ratings=ratings, claims={"democracy_score": "5.99"}
        )
        (finding,) = check_every_edit(CATALOG, record).findings
        assert [one.says for one in finding.diagnoses] == [
            "no ratings give 5.99; the nearest are 5.96 and 6.00",
            "5.99 is one digit from 5.93",
        ]
        assert ids(finding) == ["off-lattice", "digit-misprint"]
        assert finding.diagnoses[1].edits == ((Edit("democracy_score", "5.99", "5.93"),),)

    def test_bulgaria_2023(self) -> None:
        record = Record("Bulgaria", "2023", ratings=BULGARIA, claims={"democracy_score": "4.50"})
        (finding,) = check_every_edit(CATALOG, record).findings
        first, second, *_ = finding.diagnoses
        assert (first.id, first.says) == (
            "zeros-added",
            "4.50 is 4.46 with one digit after the point and a zero added",
        )
        assert first.edits == ((Edit("democracy_score", "4.50", "4.46"),),)
        assert (second.id, second.says) == ("rating-misprint", "one rating 0.25 higher would explain it")
        assert second.edits == tuple(
            (Edit(one, text, str(Decimal(text) + Decimal("0.25"))),) for one, text in BULGARIA.items()
        )

    def test_montenegro_2022(self) -> None:
        claims = {"democracy_score": "3.82", "democracy_percentage_rounded": "35"}
        found = check_every_edit(CATALOG, Record("Montenegro", "2022", claims=claims))
        (cause,) = found.diagnoses
        assert cause.id == "likely-culprit"
        assert cause.says == (
            "one is wrong: democracy_score 3.82 (which would be 3.07 or 3.11) "
            "or democracy_percentage_rounded 35 (which would be 47)"
        )
        assert cause.edits == (
            (Edit("democracy_score", "3.82", "3.07"),),
            (Edit("democracy_score", "3.82", "3.11"),),
            (Edit("democracy_percentage_rounded", "35", "47"),),
        )
        assert all(cause in finding.diagnoses for finding in found.findings)

    def test_kazakhstan_2014(self) -> None:
        record = Record("Kazakhstan", "2014", printing="first", claims={"democracy_score": "6.6"})
        (finding,) = check_every_edit(CATALOG, record).findings
        assert {"off-lattice", "fewer-digits"} <= set(ids(finding))

    def test_a_third_figure_decides_which_is_the_culprit(self) -> None:
        claims = {
            "democracy_score": "3.82",
            "democracy_percentage": "46.98",
            "democracy_percentage_rounded": "35",
        }
        claims["democracy_percentage"] = "47.02"
        found = check_every_edit(CATALOG, made(None, claims))
        (cause,) = found.diagnoses
        assert cause.says == "without democracy_percentage_rounded 35 (which would be 47) all agree"

    def test_what_agrees_with_nothing_is_named_beside_the_culprit(self) -> None:
        claims = {
            "democracy_score": "3.18",
            "democracy_percentage": "33.61",
            "democracy_percentage_rounded": "36",
            "status": "Consolidated Authoritarian Regime",
        }
        (cause,) = (
            one
            for one in check_every_edit(CATALOG, made(None, claims)).diagnoses
            if one.id == "likely-culprit"
        )
        assert cause.says.endswith(") all agree but for democracy_percentage 33.61")

    @pytest.mark.parametrize(
        ("bound", "beyond", "right"),
        [
            ("5.00", "Consolidated Democracy", "Semi-Consolidated Democracy"),
            ("2.00", "Semi-Consolidated Authoritarian Regime", "Consolidated Authoritarian Regime"),
        ],
    )
    def test_a_class_beyond_the_edge_on_which_a_score_lies(self, bound: str, beyond: str, right: str) -> None:
        ratings = dict.fromkeys(NIT.indicator, bound)
        found = check_every_edit(CATALOG, made(ratings, {"democracy_score": bound, "status": beyond}))
        (cause, *_) = found.findings[-1].diagnoses
        assert cause.says == f"{bound} is at the edge between {beyond} and {right}, and belongs to the latter"

    @pytest.mark.parametrize(
        ("edition", "claims", "says"),
        [
            ("2004", {"democracy_score": "2.75"}, ["2.75 is the democratization of nit/1999@1.0.0"]),
            ("2003", {"democratization": "3.63"}, ["3.63 is the democracy_score of nit/2004@1.0.0"]),
            (
                "2003",
                {"democratization": "5.38", "rule_of_law": "2.75"},
                ["5.38 is the rule_of_law", "2.75 is the democratization"],
            ),
        ],
    )
    def test_a_figure_of_another_composite(
        self, edition: str, claims: dict[str, str], says: list[str]
    ) -> None:
        ratings = {"ep": "1.25", "cs": "2.50", "im": "3.00", "gov": "4.25", "cljf": "5.00", "co": "5.75"}
        found = check_every_edit(
            CATALOG, Record("A", edition, ratings=ratings, claims=claims, printing="first")
        )
        assert [one.diagnoses[0].says for one in found.findings] == says

    @pytest.mark.parametrize(
        ("printed", "right"), [("446", "4.46"), ("44.6", "4.46"), ("0446", None), ("-446", None)]
    )
    def test_a_point_that_is_lost_or_moved(self, printed: str, right: str | None) -> None:
        claims = {"democracy_score": printed, "democracy_percentage_rounded": "58"}
        finding = the(check_every_edit(CATALOG, made(None, claims)), "democracy_score")
        edits = [edits for one in finding.diagnoses if one.id == "misplaced-point" for edits in one.edits]
        assert edits == ([(Edit("democracy_score", printed, right),)] if right else [])

    def test_what_explains_a_record_under_one_of_two_methodologies_says_so(self) -> None:
        ratings = dict(
            zip(NIT.indicator, ["3.00", "3.00", "3.00", "3.25", "2.75", "2.75", "3.50"], strict=True)
        )
        claims = {"democracy_score": "3.0", "status": "Transitional or Hybrid Regime"}
        (finding, _) = audit(CATALOG, Record("A", "2019", ratings=ratings, claims=claims)).findings
        first, *_, last = finding.diagnoses
        assert first.says == "3.0 is 3.04 with one digit after the point"
        assert [len(edits) for edits in first.edits] == [1, 2]
        assert last.says.endswith(" (under nit/2005@1.0.0)")

    def test_a_label_of_other_editions_is_noted(self) -> None:
        claims = {"democracy_score": "3.50", "status": "Transitional Government or Hybrid Regime"}
        finding = the(audit(CATALOG, Record("Somewhere", "2021", claims=claims)), "status")
        assert finding.verdict is Verdict.REPRODUCED
        assert ids(finding) == ["label-variant"]
        says = "this label was printed in 2005 to 2018; the label of 2021 is Transitional or Hybrid Regime"
        assert diagnosis(finding, "label-variant").says == says

    def test_editions_of_a_label_are_told_in_order_and_without_those_between(self) -> None:
        *others, status = NIT.rules
        assert isinstance(status, BandRule)
        variant = Variant("Mixed", ("2018", "2005"))
        bands = (*status.bands[:-1], evolve(status.bands[-1], variants=(variant,)))
        method = evolve(NIT, name="draft/mixed", rules=(*others, evolve(status, bands=bands)))
        record = Record(
            None, "2021", claims={"democracy_score": "6.00", "status": "Mixed"}, methodology=method.id
        )
        finding = the(audit(CATALOG.with_methodologies([method]), record), "status")
        assert diagnosis(finding, "label-variant").says.startswith("this label was printed in 2005, 2018; ")

    def test_unequal_printings_of_a_rating_are_decided_by_the_figures(self) -> None:
        stated = tuple(Stated(one, text) for one, text in KAZAKHSTAN.items())
        record = Record(
            ratings=(*stated, Stated("ndg", "2.25")), claims={"democracy_score": "1.32"}, methodology=NIT.id
        )
        found = check_every_edit(CATALOG, record)
        second = next(finding for finding in found.findings if finding.published == "2.25")
        assert diagnosis(second, "likely-culprit").edits == ((Edit("ndg", "2.25", "1.25"),),)


def test_what_is_remembered_of_a_figure_is_not_that_of_another() -> None:
    """A figure may have any id; what was audited before changes nothing."""
    mean = NIT.means[0]
    rules = (
        evolve(mean, id="ratings"),
        *(evolve(rule, of="ratings") for rule in NIT.rules if not isinstance(rule, Mean)),
    )
    method = evolve(NIT, name="made/up", rules=rules, legends=())
    record = Record(ratings=KAZAKHSTAN, claims={"ratings": "1.82"}, methodology="made/up")
    fresh, used = (CATALOG.with_methodologies([evolve(method)]) for _ in "ab")
    audit(used, Record(ratings=KAZAKHSTAN | {"ndg": "1.30"}, methodology="made/up"))
    assert audit(used, record) == audit(fresh, record)
