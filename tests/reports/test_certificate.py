"""The report in JSON: canonical, the same bytes anywhere, and as its schema says."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
import rfc8785
from attrs import evolve

import nit_rules
import samples
from nit_rules.cli import main
from nit_rules.cli.example import SAMPLES
from nit_rules.cli.schema import command as schema_command
from nit_rules.reports.json import canonical, digest
from nit_rules.reports.report import Report

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "src/nit_rules/schemas/report.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def saved(report: Report) -> str:
    return nit_rules.to_json(report)


class TestForm:
    def test_it_is_in_canonical_form_and_ends_its_line(self) -> None:
        text = saved(samples.report())
        assert text.endswith("}\n")
        assert rfc8785.dumps(json.loads(text)).decode() + "\n" == text

    def test_its_digest_is_over_everything_else(self) -> None:
        report = json.loads(saved(samples.report()))
        stated = report.pop("digest")
        assert stated == digest(report) == "sha256:" + sha256(canonical(report)).hexdigest()

    def test_counts_add_up(self) -> None:
        report = json.loads(saved(samples.report()))
        findings = [finding for record in report["records"] for finding in record["findings"]]
        summary = report["summary"]
        for verdict in ("reproduced", "contradicted", "conflicting", "undetermined"):
            assert summary[verdict] == sum(one["verdict"] == verdict for one in findings)
        assert summary["from_ratings"] == sum(one["from"] == ["ratings"] for one in findings)
        assert summary["from_claims"] == sum(one["from"] not in ([], ["ratings"]) for one in findings)
        assert summary["records"] == len(report["records"])

    def test_every_number_that_matters_is_a_text(self) -> None:
        def numbers(value: object, path: str = "") -> list[str]:
            if isinstance(value, dict):
                return [found for key, entry in value.items() for found in numbers(entry, f"{path}.{key}")]
            if isinstance(value, list):
                return [found for entry in value for found in numbers(entry, path)]
            return [path] if isinstance(value, int | float) and not isinstance(value, bool) else []

        found = numbers(json.loads(saved(samples.report())))
        assert {path.split(".")[1] for path in found} == {"summary", "records"}
        assert {path for path in found if path.startswith(".records")} == {".records.input"}


class TestSameBytesAnywhere:
    def test_hash_seeds_time_zones_locales_and_folders_do_not_matter(self, tmp_path: Path) -> None:
        table = (
            "edition,country,ndg,democracy_score,status\n2021,Kazakhstan,1.25,1.32,Consolidated Democracy\n"
        )
        outputs = set()
        for seed, zone, locale, folder in (
            ("0", "UTC", "C", "a"), ("1", "Asia/Tokyo", "C.UTF-8", "b"), ("77", "America/Lima", "de_DE.UTF-8", "c"),
        ):  # fmt: skip
            home = tmp_path / folder
            home.mkdir()
            (home / "table.csv").write_text(table, "utf-8")
            environment = {
                **os.environ,
                "PYTHONPATH": str(ROOT / "src"),
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LC_ALL": locale,
            }
            command = ["audit", str(home / "table.csv"), "--format", "json", "--embed-rules"]
            done = subprocess.run(
                [sys.executable, "-m", "nit_rules", *command],
                cwd=home, env=environment, stdout=subprocess.PIPE, check=False, timeout=60,
            )  # fmt: skip
            assert done.returncode == 1
            outputs.add(done.stdout)
        assert len(outputs) == 1
        assert str(tmp_path) not in outputs.pop().decode()


class TestSchema:
    def test_it_is_a_valid_schema_and_the_command_prints_it(
        self, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        schema_command.main(["report"], standalone_mode=False)
        assert json.loads(capsysbinary.readouterr().out) == SCHEMA

    def test_reports_on_everything_are_as_it_says(self) -> None:
        VALIDATOR.validate(json.loads(saved(samples.report())))
        for make in samples.EVERYTHING:
            VALIDATOR.validate(json.loads(saved(samples.report(make()))))

    @pytest.mark.parametrize("name", ["kazakhstan-2021", "countries-2012"])
    def test_reports_of_the_command_are_as_it_says_and_replay(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        runs = (
            f"example {name} -o input.{SAMPLES[name]}",
            f"audit input.{SAMPLES[name]} --format json --embed-rules -o report.json",
            "replay report.json",
        )
        for line in runs:
            with pytest.raises(SystemExit) as caught:
                main(line.split())
            assert caught.value.code == 0
        VALIDATOR.validate(json.loads((tmp_path / "report.json").read_text("utf-8")))
        assert "report.json: reproduces: " in capsys.readouterr().out

    def test_every_key_is_required_and_no_other_is_known(self) -> None:
        report = json.loads(saved(samples.report()))
        for key in report:
            assert not VALIDATOR.is_valid({name: value for name, value in report.items() if name != key})
        assert not VALIDATOR.is_valid({**report, "more": 1})


def test_halves_of_surrogate_pairs_do_not_stop_a_report() -> None:
    record = samples.bulgaria()
    report = json.loads(saved(samples.report(evolve(record, subject="Bul\ud800garia"))))
    assert report["records"][0]["subject"] == "Bul\ufffdgaria"
    stated = report.pop("digest")
    assert stated == digest(report)
