"""What a report says of where its records come from is what an audit can have written, or it is refused."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import nit_rules
import samples
from nit_rules.cli import main
from nit_rules.errors import InputError
from nit_rules.model import Record, Stated
from nit_rules.reports.certificate import read
from nit_rules.reports.json import canonical, digest
from nit_rules.reports.replay import replay

CATALOG = samples.catalog()
SAVED = json.loads(nit_rules.to_json(samples.report()))


def refused(change: Callable[[Any], object], report: Any = SAVED) -> str:
    """What is said of a report with a change made to it, and a digest that fits."""
    forged = json.loads(json.dumps(report))
    change(forged)
    forged["digest"] = digest({key: value for key, value in forged.items() if key != "digest"})
    with pytest.raises(InputError) as caught:
        replay(CATALOG, read("report.json", canonical(forged)))
    assert {problem.code for problem in caught.value.problems} == {"misshapen-report"}
    return str(caught.value)


class TestInputs:
    @pytest.mark.parametrize("number", [3, 7])
    def test_an_input_that_is_not_there(self, number: int) -> None:
        said = refused(lambda report: report["records"][6].update(input=number))
        assert said == f"report.json: records[6]: there is no input {number}"

    def test_an_input_where_only_options_were_given(self) -> None:
        def change(report: Any) -> None:
            report["inputs"] = []

        assert "there is no input 1" in refused(change)

    @pytest.mark.parametrize(
        "change",
        [
            lambda entry: entry.update(at="other.csv:2"),
            lambda entry: entry.update(at="table.csv2:2"),
            lambda entry: entry["ratings_at"].update(ndg="other.csv:2: ndg"),
            lambda entry: entry["findings"][0].update(at="other.csv:2"),
        ],
    )
    def test_a_place_in_another_input(self, change: Callable[[Any], object]) -> None:
        said = refused(lambda report: change(report["records"][2]))
        assert said.startswith("report.json: records[2]: ")
        assert said.endswith(" is no place in its input, 'table.csv'")

    def test_a_disagreement_does_not_vanish_behind_another_number(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def change(report: Any) -> None:
            report["records"][1]["input"] = 0
            report["disagreements"] = []

        report = audited(tmp_path, monkeypatch, "a.csv", "b.csv")
        assert report["disagreements"]
        assert refused(change, report) == (
            "report.json: records[1]: 'b.csv:2' is no place in its input, 'a.csv'"
        )

    def test_inputs_that_cannot_be_read_are_not_counted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = audited(tmp_path, monkeypatch, "none.csv", "a.csv", "none.csv", "b.csv")
        assert [one["name"] for one in report["inputs"]] == ["a.csv", "b.csv"]
        assert [one["input"] for one in report["records"]] == [0, 1]
        # Up to 0.5.0 they were.
        for number, one in zip((1, 3), report["records"], strict=True):
            one["input"] = number
        report["digest"] = digest({key: value for key, value in report.items() if key != "digest"})
        assert replay(nit_rules.load_catalog(), read("report.json", canonical(report))).reproduces

    def test_a_record_that_its_input_has_already(self) -> None:
        def change(report: Any) -> None:
            report["records"].append(report["records"][2])

        assert refused(change) == (
            "report.json: records[7]: 'Bulgaria' 2023 is there already; an input has it once"
        )


def audited(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> Any:
    """The report on two tables that disagree."""
    monkeypatch.chdir(folder)
    for name, score in (("a.csv", "1.32"), ("b.csv", "1.36")):
        Path(name).write_text(f"country,edition,democracy_score\nKazakhstan,2021,{score}\n")
    with pytest.raises(SystemExit):
        main(["audit", *names, "--format", "json", "-o", "report.json"])
    return json.loads(Path("report.json").read_bytes())


class TestTheEditionBefore:
    """Record 1 is what the page of record 0 states of the edition before."""

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda entries: entries[1].update(subject="Serbia"), "is of 'Serbia', not of the same subject"),
            (lambda entries: entries[1].update(subject=None), "is of None, not of the same subject"),
            (
                lambda entries: entries[1].update(edition="2022"),
                "is of the edition '2022', not of 2020, the edition before",
            ),
            (
                lambda entries: entries[1].update(edition=None),
                "is of the edition None, not of 2020, the edition before",
            ),
            (
                lambda entries: entries[0].update(edition="2015"),
                "is of the edition '2020', and there is no edition before",
            ),
            (lambda entries: entries[1].update(previous_follows=True), "has one before itself"),
            (lambda entries: entries.pop(1), "is of another input"),
        ],
    )
    def test_what_follows_is_no_such_record(self, change: Callable[[Any], object], words: str) -> None:
        said = refused(lambda report: change(report["records"]))
        assert said.startswith("report.json: records[0]: ")
        assert words in said

    def test_a_record_of_the_period_before_follows_another(self) -> None:
        said = refused(lambda report: report["records"][2].update(period="previous"))
        assert (
            said == "report.json: records[2]: it is of the period before that of a record, and follows none"
        )

    def test_nothing_follows(self) -> None:
        def change(report: Any) -> None:
            del report["records"][1:]

        assert refused(change) == (
            "report.json: records[0]: no record of the edition before follows, as it says"
        )

    @pytest.mark.parametrize(
        ("edition", "before", "methodology"),
        [(None, None, None), ("2030", None, "nit/2020"), ("2030", "2029", "nit/2020")],
    )
    def test_where_the_edition_is_not_known_any_may_be_before(
        self, edition: str | None, before: str | None, methodology: str | None
    ) -> None:
        page = samples.kazakhstan()
        assert page.previous
        previous = evolve(page.previous, edition=before, methodology=methodology, scale_direction="best=7")
        record = evolve(
            page, edition=edition, methodology=methodology, scale_direction="best=7", previous=previous
        )
        assert reproduces([record])

    def test_the_page_of_the_edition_before_may_be_there_as_well(self) -> None:
        page = samples.kazakhstan()
        assert reproduces(
            [
                page,
                Record(
                    "Kazakhstan",
                    "2020",
                    claims=[Stated("democracy_score", "1.29", "page.txt:9")],
                    at="page.txt",
                ),
            ],
            key=str,
        )


def reproduces(records: Iterable[Record], key: Callable[[str], str] = str) -> bool:
    saved = nit_rules.to_json(samples.report(*records)).encode()
    return replay(CATALOG, read("report.json", saved), key).reproduces
