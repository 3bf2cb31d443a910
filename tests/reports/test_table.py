"""CSV and JSONL: one line per finding, stable columns, no formulas."""

import csv
import io
import json
import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from nit_rules import numerals
from nit_rules.reports.json import finding_json
from nit_rules.reports.report import Report
from nit_rules.reports.table import COLUMNS, CsvWriter, JsonlWriter, harmless

REPORT = samples.report()
FINDINGS = [(audit, finding) for audit in REPORT.audits for finding in audit.findings]


def written(writer: type[CsvWriter] | type[JsonlWriter], report: Report = REPORT) -> str:
    stream = io.BytesIO()
    rows = writer(stream)
    rows.begin()
    for audit in report.audits:
        rows.add(audit)
    rows.end()
    return stream.getvalue().decode()


class TestCsv:
    def test_every_finding_is_one_line_under_one_header(self) -> None:
        lines = written(CsvWriter).splitlines()
        assert len(lines) == 1 + len(FINDINGS)
        assert lines[0] == ",".join(COLUMNS)

    def test_cells_hold_what_the_finding_holds(self) -> None:
        rows = list(csv.DictReader(io.StringIO(written(CsvWriter))))
        for row, (audit, finding) in zip(rows, FINDINGS, strict=True):
            assert row["subject"].lstrip("'") == (audit.record.subject or "")
            assert row["verdict"] == finding.verdict
            assert row["expected"] == ("" if finding.expected is None else str(finding.expected))
            assert row["from"].split() == list(finding.sources)

    def test_the_first_columns_are_those_of_the_first_release(self) -> None:
        assert COLUMNS[:16] == (
            "subject", "edition", "period", "methodology", "figure", "published", "expected", "exact",
            "verdict", "from", "rivals", "assumed", "at", "diagnoses", "says", "outcomes",
        )  # fmt: skip

    def test_a_column_says_what_would_have_to_be_changed(self) -> None:
        lines = written(CsvWriter, samples.report(samples.bulgaria())).splitlines()
        first, second = (row["edits"] for row in csv.DictReader(lines))
        assert first.startswith(
            "democracy_score 4.50 → 4.46; ndg 4.50 → 4.75, or ep 5.50 → 5.75, or cs 5.50 → 5.75, "
        )
        assert first.endswith("or co 3.25 → 3.50; democracy_score 4.50 → 4.46")
        assert not second


class TestJsonl:
    def test_every_finding_is_one_line_with_its_record(self) -> None:
        entries = [json.loads(line) for line in written(JsonlWriter).splitlines()]
        for entry, (audit, finding) in zip(entries, FINDINGS, strict=True):
            whose = {name: entry.pop(name) for name in ("subject", "edition", "period", "methodology")}
            assert entry == finding_json(finding)
            assert (whose["subject"], whose["methodology"]) == (audit.record.subject, audit.methodology)


class TestHarmless:
    @given(st.text())
    def test_no_cell_starts_a_formula_unless_it_is_a_plain_number(self, text: str) -> None:
        cell = harmless(text)
        assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠")) or numerals.parse(cell) is not None

    @given(st.text())
    def test_every_cell_is_one_line_without_control_characters(self, text: str) -> None:
        assert harmless(text).isprintable()

    @pytest.mark.parametrize(
        "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1"]
    )
    def test_what_would_be_a_formula_is_text(self, text: str) -> None:
        assert harmless(text).startswith("'")

    @pytest.mark.parametrize("text", ["-0.75", "+1.25", "1.32", "Bulgaria", "", "a=b"])
    def test_numbers_and_plain_words_stay_as_they_are(self, text: str) -> None:
        assert harmless(text) == text


@pytest.mark.parametrize("writer", [CsvWriter, JsonlWriter])
def test_memory_does_not_grow_with_the_records(writer: type[CsvWriter] | type[JsonlWriter]) -> None:
    (audit,) = samples.report(samples.bulgaria()).audits
    with open(os.devnull, "wb") as nowhere:
        rows = writer(nowhere)
        rows.begin()
        rows.add(audit)
        tracemalloc.start()
        try:
            for _ in range(500):
                rows.add(audit)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 50_000
