"""Findings as Parquet: what is held of them while they are written."""

import io
import tracemalloc

import pyarrow.parquet as pq
import pytest

import nit_rules
from nit_rules.reports import parquet
from nit_rules.reports.lines import Write, open_text
from nit_rules.reports.parquet import ParquetWriter


def test_cases_that_are_written_seldom_hold_nothing_of_what_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 1000)
    catalog = nit_rules.load_catalog()
    records = [
        nit_rules.Record(
            subject=open_text(0),
            edition="2021",
            claims=(nit_rules.Stated("democracy_score", f"1.{number}", at=open_text(1)),),
        )
        for number in range(10, 60)
    ]
    stream = io.BytesIO()
    writer = ParquetWriter(stream)
    writes = [writer.opened(nit_rules.audit(catalog, record)) for record in records]

    def use(write: Write) -> None:
        for number in range(1000):
            write((f"Country {number}", f"scores.csv:{number}"))

    # What the first group needs is imported with it.
    use(writes[0])
    tracemalloc.start()
    for write in writes[1:]:
        use(write)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    writer.end()
    assert pq.read_table(stream).num_rows == 50_000
    # The file itself is nearly a megabyte; the texts of fifty groups are seven more.
    assert peak < 2_500_000, peak
