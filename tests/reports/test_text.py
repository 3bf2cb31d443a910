"""Text: a record in five seconds, a file in one screen, a line fit for an e-mail."""

from attrs import evolve

import samples
from nit_rules.errors import Problem
from nit_rules.model import Audit, Cause, Diagnosis, Edit, Stated, Verdict
from nit_rules.reports.report import Report
from nit_rules.reports.text import MOST_CAUSES, MOST_LINES, MOST_PROBLEMS, TextWriter
from nit_rules.reports.wording import edits_words, finding_line


def text(report: Report, *, explain: bool = False, colour: bool = False, width: int = 80) -> str:
    """The whole report, as the command line writes it."""
    methods = {method.id: method for method in report.methodologies}
    writer = TextWriter(explain=explain, colour=colour, width=width)
    for audit in report.audits:
        writer.add(audit, methods.get(audit.methodology or ""))
    return writer.end(report)


def explained(audit: Audit, says: str) -> Audit:
    """The audit with a diagnosis on everything contradicted."""
    diagnosis = Diagnosis(Cause.RATING_MISPRINT, says)
    findings = tuple(
        evolve(one, diagnoses=(diagnosis,)) if one.verdict is Verdict.CONTRADICTED else one
        for one in audit.findings
    )
    return evolve(audit, findings=findings)


def of(*audits: Audit) -> Report:
    return evolve(samples.report(), audits=audits, diagnoses=())


class TestOneLine:
    def test_it_is_that_of_the_contract(self) -> None:
        audit = explained(
            samples.report(samples.bulgaria()).audits[0], "one rating 0.25 higher would explain it"
        )
        assert finding_line(audit, audit.findings[0], samples.NEW) == (
            "Bulgaria 2023  democracy_score 4.50  ✗ contradicted: 4.46 (31.25 / 7)  "
            "one rating 0.25 higher would explain it"
        )

    def test_an_expected_status_is_followed_by_its_bounds(self) -> None:
        record = evolve(samples.kazakhstan(), claims=(Stated("status", "Consolidated Democracy", "a"),))
        audit = samples.report(record).audits[0]
        assert finding_line(audit, audit.findings[0], samples.NEW).startswith(
            "Kazakhstan 2021  status Consolidated Democracy  "
            "✗ contradicted: Consolidated Authoritarian Regime (1.321428… is at most 2)"
        )

    def test_a_conflict_names_its_rivals(self) -> None:
        (audit,) = samples.report(samples.montenegro()).audits
        assert finding_line(audit, audit.findings[0], samples.NEW) == (
            "Montenegro 2022  democracy_score 3.82  ≠ conflicting with democracy_percentage_rounded  "
            "one is wrong: democracy_score 3.82 (which would be 3.07 or 3.11) "
            "or democracy_percentage_rounded 35 (which would be 47)"
        )

    def test_a_record_without_a_subject_is_named_by_its_place_too(self) -> None:
        record = evolve(samples.bulgaria(), subject=None, at="scores.csv:3")
        (audit,) = samples.report(record).audits
        assert finding_line(audit, audit.findings[0], samples.NEW).startswith(
            "2023 (scores.csv:3)  democracy_score"
        )
        (audit,) = samples.report(evolve(record, edition=None, methodology="nit/2020")).audits
        assert finding_line(audit, audit.findings[0], samples.NEW).startswith("scores.csv:3  democracy_score")

    def test_colour_adds_nothing_but_colour(self) -> None:
        (audit,) = samples.report(samples.bulgaria()).audits
        plain = finding_line(audit, audit.findings[0], samples.NEW)
        coloured = finding_line(audit, audit.findings[0], samples.NEW, colour=True)
        assert coloured.replace("\x1b[31;1m", "").replace("\x1b[0m", "") == plain != coloured


class TestOneRecord:
    def test_it_reads_verdict_first_then_every_figure_and_why(self) -> None:
        assert text(samples.report(samples.bulgaria())) == (
            "Bulgaria 2023: 1 contradicted, 1 reproduced\n"
            "under nit/2020@1.0.0: the edition 2023 was printed under nit/2020 only\n"
            "\n"
            "Bulgaria 2023  democracy_score 4.50  ✗ contradicted: 4.46 (31.25 / 7)  "
            "one rating 0.25 higher would explain it\n"
            "\n"
            "  ✗ contradicted  democracy_score  4.50  expected 4.46; from ratings\n"
            "  ✓ reproduced    status           Semi-Consolidated Democracy  from ratings\n"
            "\n"
            "what would explain it:\n"
            "  democracy_score: 4.50 is 4.46 with one digit after the point and a zero added\n"
            "    democracy_score 4.50 → 4.46\n"
            "  democracy_score: one rating 0.25 higher would explain it\n"
            "    ndg 4.50 → 4.75, or ep 5.50 → 5.75, or cs 5.50 → 5.75, or im 3.75 → 4.00, or\n"
            "        ldg 4.50 → 4.75, or jfi 4.25 → 4.50, or co 3.25 → 3.50\n"
            "  democracy_score: without jfi the ratings give 4.50\n"
            "    democracy_score 4.50 → 4.46\n"
        )

    def test_stated_changes_are_listed_with_their_verdicts(self) -> None:
        shown = text(samples.report(samples.kazakhstan()))
        assert "✓ reproduced    change of democracy_score 1.29 → 1.32\n" in shown
        # The headline counts as many as there are lines.
        assert "1 change reproduced" in shown.splitlines()[0]

    def test_the_table_of_figures_keeps_to_the_width(self) -> None:
        lines = text(samples.report(samples.armenia()), width=80).splitlines()
        table = lines[lines.index("") + 3 : lines.index("what would explain it:")]
        assert table
        assert all(len(line) <= 80 for line in table)

    def test_candidates_are_named_with_their_verdicts(self) -> None:
        assert "reproduced under nit/2005@1.0.0" in text(samples.report(samples.armenia()))

    def test_the_derivation_can_be_followed_with_a_pencil(self) -> None:
        shown = text(samples.report(samples.kazakhstan()), explain=True)
        assert "  9.25 / 7 = 37/28 = 1.321428… → 1.32\n" in shown
        assert "https://example.org/handbook" in shown

    def test_without_all_ratings_there_is_no_derivation_and_the_text_says_so(self) -> None:
        assert "no derivation" in text(samples.report(samples.montenegro()), explain=True)


class TestManyRecords:
    def test_counts_come_first_then_what_needs_attention_worst_first(self) -> None:
        lines = text(evolve(samples.report(), diagnoses=())).splitlines()
        assert lines[0] == (
            "7 records: 3 contradicted, 2 conflicting, 5 undetermined, 1 change undetermined, "
            "5 reproduced, 1 change reproduced, 1 problem"
        )
        attention = lines[2 : lines.index("", 2)]
        order = [next(word for word in Verdict if word in line.split("  ")[2]) for line in attention]
        assert order == sorted(order, key=[*Verdict][1:].index)

    def test_a_thousand_records_fit_one_screen(self) -> None:
        (audit,) = samples.report(samples.bulgaria()).audits
        lines = text(of(*[audit] * 1000)).splitlines()
        assert len(lines) <= 24
        assert lines[-1] == f"… and {1000 - MOST_LINES} more; see --format json"

    def test_contradictions_are_not_crowded_out_by_what_is_undetermined(self) -> None:
        (unsure,) = samples.report(samples.broken()).audits
        (wrong,) = samples.report(samples.bulgaria()).audits
        assert "✗ contradicted" in text(of(*[unsure] * 100, wrong)).splitlines()[2]

    def test_what_explains_many_records_stands_right_under_the_counts(self) -> None:
        cause = Diagnosis(Cause.HALF_EVEN, "halves to even explains 3 of 3")
        lines = text(evolve(samples.report(), diagnoses=(cause,))).splitlines()
        assert lines[1] == cause.says

    def test_what_the_file_cannot_tell_apart_stands_at_the_end_whole(self) -> None:
        causes = [Diagnosis(Cause.HALF_EVEN, f"cause {number}") for number in range(MOST_CAUSES + 2)]
        told = [
            Diagnosis(Cause.NOT_SEPARATED, f"no row separates {one} from two") for one in ("one", "three")
        ]
        for audits in (samples.report().audits, samples.report().audits[:2]):
            report = evolve(samples.report(), audits=audits, diagnoses=(*causes, *told))
            lines = text(report).splitlines()
            assert lines[lines.index("cause 0") + MOST_CAUSES] == "… and 2 more; see --format json"
            assert lines[-3:] == ["", "no row separates one from two", "no row separates three from two"]

    def test_the_first_problems_stand_below_with_how_many_more_there_are(self) -> None:
        (audit,) = samples.report(samples.bulgaria()).audits
        broken = evolve(audit, problems=(Problem("not-a-number", "a.csv:2: ep", "'high' is not a number"),))
        lines = text(of(*[broken] * (MOST_PROBLEMS + 2))).splitlines()
        start = lines.index("problems:")
        assert lines[start + 1 :] == [
            *["  a.csv:2: ep: 'high' is not a number"] * MOST_PROBLEMS,
            "  … and 2 more; see standard error",
        ]

    def test_no_record_is_no_claims(self) -> None:
        assert text(of()) == "0 records: no claims\n"


def test_control_characters_of_an_input_are_shown_not_obeyed() -> None:
    shown = text(samples.report(samples.hostile()))
    assert "\x1b" not in shown
    assert "\\x1b[31m" in shown


def test_an_edit_of_what_is_not_there_says_so() -> None:
    edits = ((Edit("ep", "", "3.50"), Edit("cs", "3.50", None)), (Edit("co", "a\x1b", "4.00"),))
    said = edits_words(Diagnosis(Cause.COLUMNS_SHIFTED, "", edits))
    assert said == "ep (nothing) → 3.50 and without cs 3.50, or co a\\x1b → 4.00"


def test_what_all_alternatives_have_in_common_is_said_once() -> None:
    status = Edit("status", "Red", "Green")
    edits = ((Edit("ep", "1.25", "1.50"), status), (Edit("cs", "1.25", "1.50"), status))
    said = edits_words(Diagnosis(Cause.RATING_MISPRINT, "", edits))
    assert said == "ep 1.25 → 1.50, or cs 1.25 → 1.50, each with status Red → Green"
    without = evolve(status, after=None)
    said = edits_words(Diagnosis(Cause.RATING_MISPRINT, "", tuple((first, without) for first, _ in edits)))
    assert said == "ep 1.25 → 1.50, or cs 1.25 → 1.50, each without status Red"


def test_an_alternative_that_others_only_add_to_is_told_whole() -> None:
    status, more = Edit("status", "Red", "Green"), Edit("ep", "1.25", "1.50")
    said = edits_words(Diagnosis(Cause.LIKELY_CULPRIT, "", ((status,), (status, more))))
    assert said == "status Red → Green, or status Red → Green and ep 1.25 → 1.50"
