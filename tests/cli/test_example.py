"""The samples that `nit-rules example` writes are audited without a complaint, in either form."""

import json
from pathlib import Path
from typing import Any

import pytest

from nit_rules.cli import main
from nit_rules.cli.example import SAMPLES


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    assert isinstance(left.value.code, int)
    return left.value.code


def findings(sample: str, format_: str, folder: Path) -> list[tuple[Any, ...]]:
    """What an audit of a sample finds, without the places."""
    sample_file = folder / f"sample.{'json' if format_ == 'json' else SAMPLES[sample]}"
    report = folder / "report.json"
    assert run("example", sample, "--format", format_, "-o", str(sample_file)) == 0
    assert run("audit", str(sample_file), "--format", "json", "-o", str(report)) == 0
    return [
        (
            record["subject"],
            record["edition"],
            one["figure"],
            one["verdict"],
            one["expected"],
        )
        for record in json.loads(report.read_bytes())["records"]
        for one in record["findings"]
    ]


@pytest.mark.parametrize("sample", list(SAMPLES))
def test_both_forms_of_a_sample_are_audited_alike_and_nothing_is_contradicted(
    sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_people_have_it = findings(sample, "text", tmp_path)
    assert as_people_have_it == findings(sample, "json", tmp_path)
    assert {verdict for *_, verdict, _ in as_people_have_it} <= {"reproduced", "undetermined"}
    assert capsys.readouterr().err == ""


def test_an_unknown_sample_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("example", "kazakhstan") == 2
    assert "countries-2012" in capsys.readouterr().err


def test_an_edited_sample_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    assert run("example", "-o", str(page)) == 0
    assert run("example", "-o", str(page)) == 0
    edited = page.read_text("utf-8") + "edited"
    page.write_text(edited, "utf-8")
    assert run("example", "-o", str(page)) == 2
    assert capsys.readouterr().err.endswith(
        "page.txt: it is there and holds something else; remove it, or write to another file\n"
    )
    assert page.read_text("utf-8") == edited
