"""Records beside each other: what explains a finding that its own record does not."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from nit_rules import Record, audit, score
from nit_rules.diagnosis.slipping import FEWEST
from nit_rules.model import Audit, Finding, Stated, flat
from nit_rules.numerals import fold
from nit_rules.sources.subjects import subject_key
from nit_rules.together import Together, compared
from shipped import CATALOG
from shipped import NIT_2020 as NIT
from strategies import printed_ratings

KAZAKHSTAN = dict(zip(NIT.indicator, ("1.25", "1.25", "1.50", "1.25", "1.50", "1.25", "1.25"), strict=True))


def figures(ratings: dict[str, str]) -> dict[str, str]:
    return {figure: value.text for figure, value in score(NIT, ratings).figures.items()}


def filed(ratings: dict[str, str]) -> dict[str, str]:
    return {"status": figures(ratings)["status"]}


def row(subject: str, edition: str, ratings: dict[str, str], claims: dict[str, str]) -> Record:
    return Record(subject, edition, ratings, claims, methodology=NIT.id)


def beside(*inputs: Iterable[Record]) -> Together:
    """The records of several inputs, compared."""
    numbered = [(n, audit(CATALOG, record)) for n, records in enumerate(inputs) for record in records]
    return compared(CATALOG, numbered, subject_key)


def ids(found: Finding | Audit) -> list[str]:
    return [one.id for one in found.diagnoses]


def finding(found: Audit, figure: str) -> Finding:
    return next(one for one in found.findings if one.figure == figure)


def edited(record: Record, edits: Iterable[tuple[str, str | None]]) -> Record:
    changes = dict(edits)

    def changed(some: tuple[Stated, ...]) -> tuple[Stated, ...]:
        texts = ((one, changes.get(one.figure, one.text)) for one in some)
        return tuple(evolve(one, text=text) for one, text in texts if text is not None)

    return evolve(record, ratings=changed(record.ratings), claims=changed(record.claims))


def reconciles(found: Audit) -> None:
    """Every edit proposed makes the record right."""
    for one in found.findings:
        for diagnosis in one.diagnoses:
            for edits in diagnosis.edits:
                again = edited(found.record, ((edit.id, edit.after) for edit in edits))
                assert not audit(CATALOG, again).is_wrong


class TestVerdictsStandAlone:
    @given(st.lists(st.tuples(printed_ratings(NIT), printed_ratings(NIT)), min_size=2, max_size=6))
    def test_nothing_but_diagnoses_depends_on_other_records(
        self, rows: list[tuple[dict[str, str], dict[str, str]]]
    ) -> None:
        records = [row("X", str(2020 + n), own, figures(other)) for n, (own, other) in enumerate(rows)]
        for alone, told in zip(records, beside(records).audits, strict=True):
            mute = [evolve(one, diagnoses=()) for one in told.findings]
            assert mute == [evolve(one, diagnoses=()) for one in audit(CATALOG, alone).findings]
            reconciles(told)

    @given(st.lists(printed_ratings(NIT), min_size=1, max_size=5))
    def test_of_right_records_nothing_is_said(self, rows: list[dict[str, str]]) -> None:
        records = [row("X", str(2020 + n), ratings, figures(ratings)) for n, ratings in enumerate(rows)]
        assert beside(records) == Together(tuple(audit(CATALOG, record) for record in records))


class TestTheEditionBefore:
    NOW = KAZAKHSTAN | {"co": "3.00"}
    BEFORE = row("Kazakhstan", "2021", KAZAKHSTAN, figures(KAZAKHSTAN))
    STALE = row("Kazakhstan", "2022", NOW, figures(NOW) | {"democracy_score": "1.32"})

    def test_its_figure_is_found_in_another_row(self) -> None:
        _, found = beside([self.BEFORE, self.STALE]).audits
        assert "previous-edition" in ids(finding(found, "democracy_score"))
        reconciles(found)

    def test_wherever_the_row_stands(self) -> None:
        found, _ = beside([self.STALE, self.BEFORE]).audits
        assert "previous-edition" in ids(finding(found, "democracy_score"))

    def test_its_figure_is_found_in_another_input(self) -> None:
        other = evolve(self.BEFORE, subject="KAZAKHSTAN")
        found, _ = beside([self.STALE], [other]).audits
        assert "previous-edition" in ids(finding(found, "democracy_score"))

    def test_a_figure_that_its_ratings_give_is_found_where_it_is_not_stated(self) -> None:
        _, found = beside([evolve(self.BEFORE, claims=()), self.STALE]).audits
        assert "previous-edition" in ids(finding(found, "democracy_score"))

    def test_a_page_that_states_last_years_figures_is_one_of_them(self) -> None:
        page = evolve(row("Kazakhstan", "2022", {}, {}), previous=self.BEFORE)
        found, _ = beside([self.STALE], [page]).audits
        assert "previous-edition" in ids(finding(found, "democracy_score"))

    @pytest.mark.parametrize(
        "other",
        [
            evolve(BEFORE, subject="Kyrgyzstan"),
            evolve(BEFORE, edition="2020"),
            evolve(BEFORE, edition="2023"),
        ],
        ids=["another subject", "two editions before", "the edition after"],
    )
    def test_other_records_are_not_it(self, other: Record) -> None:
        _, found = beside([other, self.STALE]).audits
        assert "previous-edition" not in ids(finding(found, "democracy_score"))

    def test_several_stale_figures_have_one_cause(self) -> None:
        stale = evolve(self.STALE, claims=self.BEFORE.claims)
        _, found = beside([self.BEFORE, stale]).audits
        (one,) = (one for one in found.diagnoses if one.id == "previous-edition")
        assert one.says.endswith("are the figures of the edition before")
        for figure in ("democracy_score", "democracy_percentage"):
            assert one in finding(found, figure).diagnoses


class TestCausesOfManyErrors:
    def counted(self, together: Together) -> dict[str, int]:
        """For each cause that is told of the file, how many findings it explains by its own words."""
        counts = {}
        for one in together.diagnoses:
            if match := re.search(r"explains ([\d,]+) of ([\d,]+) wrong figures", one.says):
                wrong = sum(
                    found.verdict.is_wrong for each in flat(together.audits) for found in each.findings
                )
                assert int(match[2].replace(",", "")) == wrong
                counts[one.says] = int(match[1].replace(",", ""))
        return counts

    @given(
        st.lists(st.tuples(printed_ratings(NIT), printed_ratings(NIT), st.booleans()), min_size=2, max_size=6)
    )
    def test_each_is_repeated_on_as_many_findings_as_it_says_to_explain(
        self, rows: list[tuple[dict[str, str], dict[str, str], bool]]
    ) -> None:
        together = beside(
            [
                row(
                    f"Country {n}",
                    "2022",
                    own if is_rated else {},
                    figures(own) | {"status": figures(other)["status"]},
                )
                for n, (own, other, is_rated) in enumerate(rows)
            ]
        )
        for says, count in self.counted(together).items():
            (cause,) = (one for one in together.diagnoses if one.says == says)
            assert sum(cause in one.diagnoses for each in together.audits for one in each.findings) == count

    def test_of_figures_that_exclude_each_other_both_carry_it(self) -> None:
        (legend,) = NIT.legends
        claims = next(
            {"democracy_score": one.figures["democracy_score"].text, "status": band.label}
            for one in NIT.lattices[0].rows
            if (band := legend.band(Fraction(one.figures["democracy_percentage_rounded"].text))) is not None
            and band.label != one.figures["status"].text
        )
        records = [row(f"Country {n}", "2022", {}, claims) for n in range(2)]
        together = beside(records)
        (cause,) = (one for one in together.diagnoses if one.id == "status-from-percentage")
        assert cause.says.endswith("explains 4 of 4 wrong figures")
        assert all(cause in one.diagnoses for each in together.audits for one in each.findings)

    def test_what_several_inputs_say_alike_counts_once(self) -> None:
        wrong = [
            row(f"Country {n}", "2022", {}, {"democracy_score": "1.32", "democracy_percentage": "5.33"})
            for n in range(3)
        ]
        right = row("Elsewhere", "2022", KAZAKHSTAN, figures(KAZAKHSTAN))

        def told(*inputs: Iterable[Record]) -> list[str]:
            return [one.says for one in beside(*inputs).diagnoses if " explains " in one.says]

        assert told(wrong[:1], [right]) == told(wrong[:1], [*wrong[:1], right]) == []
        assert told(wrong, [right]) == told(wrong, wrong) == told(wrong[:2], wrong[1:])
        (says,) = told(wrong, wrong)
        assert says.endswith("explains 3 of 3 wrong figures")

    def test_it_is_repeated_in_each_input(self) -> None:
        wrong = [
            row(f"Country {n}", "2022", {}, {"democracy_score": "1.32", "democracy_percentage": "5.33"})
            for n in range(3)
        ]
        together = beside(wrong, wrong)
        (cause,) = (one for one in together.diagnoses if " explains " in one.says)
        assert all(cause in finding(each, "democracy_percentage").diagnoses for each in together.audits)

    def test_other_editions_count_for_themselves(self) -> None:
        claims = {"democracy_score": "1.32", "democracy_percentage": "5.33"}
        both = [row("X", "2022", {}, claims)], [row("X", "2023", {}, claims)]
        (cause,) = (one for one in beside(*both).diagnoses if " explains " in one.says)
        assert cause.says.endswith("explains 2 of 2 wrong figures")

    def test_what_a_page_states_of_the_edition_before_is_counted_and_told_as_well(self) -> None:
        claims = {"democracy_score": "1.32", "democracy_percentage": "5.33"}
        page = evolve(row("X", "2022", {}, claims), previous=row("X", "2021", {}, claims))
        together = beside([page, row("Y", "2022", {}, claims)])
        (cause,) = (one for one in together.diagnoses if one.id == "percentage-from-rounded-score")
        told = [cause in finding(each, "democracy_percentage").diagnoses for each in flat(together.audits)]
        assert told == [True] * 3


class TestColumnsThatSlippedByARow:
    RATINGS = tuple(
        KAZAKHSTAN | {"co": text, "ep": text}
        for text in ("1.50", "3.00", "2.25", "4.00", "5.25", "1.75", "6.50", "4.75", "2.00", "6.00", "3.50")
    )

    def slipped(self, columns: tuple[str, ...], rows: int) -> list[Record]:
        """A table of which some columns stand so many rows too low."""
        right = [ratings | figures(ratings) for ratings in self.RATINGS]
        records = []
        for place, own in enumerate(right):
            source = place - rows
            moved = {one: right[source][one] for one in columns} if 0 <= source < len(right) else {}
            texts = {one: text for one, text in own.items() if one not in columns} | moved
            ratings = {one: text for one, text in texts.items() if one in NIT.indicator}
            claims = {one: text for one, text in texts.items() if one in NIT.rule}
            records.append(row(f"Country {place}", "2022", ratings, claims))
        return records

    @pytest.mark.parametrize("rows", [1, -1, 2, -2, 3, -3])
    @pytest.mark.parametrize(
        "columns", [("democracy_score",), ("democracy_percentage",), ("co",), tuple(NIT.rule)], ids=" ".join
    )
    def test_each_row_says_so_and_what_belongs_there(self, columns: tuple[str, ...], rows: int) -> None:
        records = self.slipped(columns, rows)
        together = beside(records)
        wrong = [each for each in together.audits if each.is_wrong]
        assert len(wrong) >= len(records) - abs(rows)
        for each in wrong:
            assert {"rows-shifted"} <= {
                id_ for one in each.findings if one.verdict.is_wrong for id_ in ids(one)
            }
            reconciles(each)
        assert "rows-shifted" in [one.id for one in together.diagnoses]
        way = "low" if rows > 0 else "high"
        says = {one.says for found in wrong[1].findings for one in found.diagnoses}
        far = ("one row", "two rows", "three rows")[abs(rows) - 1]
        assert any(f"{far} too {way} in the table" in one for one in says)

    def test_the_value_that_belongs_to_no_row_is_told_as_well(self) -> None:
        *_, last = beside(self.slipped(("democracy_score",), 1)).audits
        (own, *_) = (one for one in finding(last, "democracy_score").diagnoses if one.id == "rows-shifted")
        assert own.edits == ()

    def test_a_row_with_another_error_is_not_made_right_by_the_slip(self) -> None:
        *others, last = self.slipped(("democracy_score",), 1)
        claims = {one.figure: one.text for one in last.claims} | {"status": "nonsense"}
        together = beside([*others, evolve(last, claims=claims)])
        assert "rows-shifted" in [one.id for one in together.diagnoses]
        assert not any("rows-shifted" in ids(one) for one in together.audits[-1].findings)

    def test_too_few_rows_are_no_column(self) -> None:
        few = self.slipped(("democracy_score",), 1)[:FEWEST]
        assert "rows-shifted" not in {
            id_ for each in beside(few).audits for one in each.findings for id_ in ids(one)
        }

    def test_rows_of_several_inputs_are_not_beside_each_other(self) -> None:
        apart = beside(*([one] for one in self.slipped(("democracy_score",), 1)))
        assert "rows-shifted" not in {
            id_ for each in apart.audits for one in each.findings for id_ in ids(one)
        }

    def test_some_rows_of_many_wrong_ones_are_no_column(self) -> None:
        misprints = [
            row(f"Misprint {n}", "2022", KAZAKHSTAN, figures(KAZAKHSTAN) | {"democracy_score": "6.89"})
            for n in range(len(self.RATINGS))
        ]
        together = beside([*misprints, *self.slipped(("democracy_score",), 1)])
        assert "rows-shifted" not in [one.id for one in together.diagnoses]

    @pytest.mark.parametrize("is_rated", [True, False])
    def test_rows_that_fit_their_neighbours_here_and_there_are_no_column(self, is_rated: bool) -> None:
        # Without ratings, the figures of any right row would do.
        vectors = [KAZAKHSTAN, KAZAKHSTAN | {"co": "3.00"}] * 10 if is_rated else list(self.RATINGS)
        records = []
        for place, ratings in enumerate(vectors):
            right = figures(vectors[place - 1 if is_rated and place % 4 == 1 else place])
            wrong = {} if is_rated or place % 4 != 1 else {"status": "Consolidated Democracy"}
            known = ratings if is_rated else {}
            records.append(row(f"Country {place}", "2022", known, right | wrong))
        together = beside(records)
        assert sum(each.is_wrong for each in together.audits) >= FEWEST
        told = {id_ for each in together.audits for one in each.findings for id_ in (*ids(one), *ids(each))}
        assert "rows-shifted" not in told

    def test_rows_that_were_right_anyway_are_within_what_slipped(self) -> None:
        vectors = [one for ratings in self.RATINGS[:5] for one in (ratings, ratings)]
        scores = [figures(one)["democracy_score"] for one in vectors]
        records = [
            row(f"Country {place}", "2022", ratings, {"democracy_score": scores[place - 1]})
            for place, ratings in enumerate(vectors)
            if place
        ]
        together = beside(records)
        assert [each.is_wrong for each in together.audits][:4] == [False, True, False, True]
        assert {"rows-shifted"} <= {one.id for one in together.diagnoses}

    def test_another_methodology_that_makes_the_row_right_by_itself_is_told_before(self) -> None:
        # Every score is that of the old direction, and that of the row above and of the one below.
        turned = {one: str(8 - Decimal(text)) for one, text in KAZAKHSTAN.items()}
        vectors = [KAZAKHSTAN, turned] * 4
        records = [
            row(f"Country {n}", "2022", one, {"democracy_score": figures(vectors[n - 1])["democracy_score"]})
            for n, one in enumerate(vectors)
        ]
        together = beside(records)
        for each in together.audits:
            (one,) = each.findings
            assert ids(one).index("other-methodology") < ids(one).index("rows-shifted")
        (cause,) = (one for one in together.diagnoses if " explains " in one.says)
        assert cause.id in ("reversed-scale", "other-methodology")
        assert cause.says.index("scale turned") < cause.says.index("slipped")


def test_names_are_compared_by_the_key_that_is_given() -> None:
    stale = evolve(TestTheEditionBefore.STALE, subject="K a z a k h s t a n")
    numbered = [(0, audit(CATALOG, one)) for one in (TestTheEditionBefore.BEFORE, stale)]
    assert "previous-edition" in ids(finding(compared(CATALOG, numbered, fold).audits[1], "democracy_score"))
    assert "previous-edition" not in ids(
        finding(compared(CATALOG, numbered, str).audits[1], "democracy_score")
    )
