"""Fixtures of the readers: the shipped rules, and a folder to write inputs in."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from nit_rules.catalog import Catalog
from nit_rules.model import Record
from nit_rules.sources.files import read_inputs
from nit_rules.sources.given import Given
from nit_rules.sources.reading import Reading
from readers import Read, Reader


@pytest.fixture
def read(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Write files by name and content, and read them (or the inputs named)."""
    monkeypatch.chdir(tmp_path)

    def reader(
        files: dict[str, str | bytes],
        *,
        inputs: Sequence[str] | None = None,
        input_format: str | None = None,
        given: Given | None = None,
    ) -> Read:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        readings: list[Reading] = []
        records: list[Record] = []
        for reading in read_inputs(inputs or list(files), catalog, input_format=input_format, given=given):
            records.extend(reading.records)
            readings.append(reading)
        return Read(tuple(readings), tuple(records))

    return reader
