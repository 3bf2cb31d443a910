"""Markdown: every finding in a table, what needs attention above it, nothing of an input read as markup."""

import re

from attrs import evolve

import samples
from nit_rules.model import Cause, Diagnosis
from nit_rules.reports.markdown import escaped, render


class TestRender:
    def test_every_finding_is_a_row_of_the_table(self) -> None:
        report = samples.report()
        rows = [line for line in render(report).splitlines() if line.startswith("| ")]
        assert len(rows) == 2 + sum(len(audit.findings) for audit in report.audits)
        assert all(len(re.findall(r"(?<!\\)\|", row)) == 9 for row in rows)

    def test_what_is_wrong_comes_first_fit_for_an_erratum(self) -> None:
        shown = render(samples.report(samples.bulgaria()))
        assert shown.startswith("# Audit of published figures\n\n1 record: 1 contradicted, 1 reproduced.\n")
        line = (
            "- Bulgaria 2023  democracy_score 4.50  ✗ contradicted: 4.46 (31.25 / 7)  one rating 0.25 higher"
        )
        assert line in shown

    def test_what_no_row_decides_stands_at_the_end(self) -> None:
        told = (
            Diagnosis(Cause.HALF_EVEN, "a cause"),
            Diagnosis(Cause.NOT_SEPARATED, "no row separates one from two"),
        )
        lines = render(evolve(samples.report(), diagnoses=told)).splitlines()
        assert lines[4] == "- a cause"
        assert lines[-3:] == ["## What no row decides", "", "- no row separates one from two"]

    def test_the_note_says_which_rating(self) -> None:
        assert "one rating 0.25 higher would explain it: ndg 4.50 → 4.75, or ep 5.50 → 5.75, " in render(
            samples.report(samples.bulgaria())
        )

    def test_rules_and_inputs_are_named_by_their_digests(self) -> None:
        shown = render(samples.report(samples.bulgaria()))
        assert f"- nit/2020@1.0.0 {samples.digest('0')}\n- table.csv {samples.digest('1')}\n" in shown

    def test_changes_and_problems_are_listed(self) -> None:
        shown = render(samples.report())
        assert "- Kazakhstan 2021: change of democracy_score 1.29 → 1.32: ✓ reproduced\n" in shown
        assert "- table.csv:2: 'abc' is not a number\n" in shown


class TestEscaped:
    def test_markup_of_an_input_stays_text(self) -> None:
        assert escaped("<b>|*x*[a](b)`") == "\\<b\\>\\|\\*x\\*\\[a\\](b)\\`"
        assert escaped("- a") == "\\- a"
        assert escaped("1. a") == "1\\. a"

    def test_ids_stay_readable(self) -> None:
        assert escaped("democracy_score") == "democracy_score"

    def test_an_input_cannot_end_its_line(self) -> None:
        assert escaped("a\n# b") == "a\\\\n\\# b"
