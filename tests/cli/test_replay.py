"""``nit-rules replay``: exit codes, streams and messages."""

import json
import os
from pathlib import Path

import pytest

from nit_rules.cli import main
from nit_rules.loading import load_catalog, text_of
from nit_rules.reports.json import canonical, digest

RATINGS = ("ndg=1.25", "ep=1.25", "cs=1.50", "im=1.25", "ldg=1.50", "jfi=1.25", "co=1.25")


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        main(list(args))
    out, err = capsys.readouterr()
    return int(caught.value.code or 0), out, err


@pytest.fixture
def saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A report on one record, of which a figure is contradicted."""
    path = tmp_path / "report.json"
    given = [part for pair in (*RATINGS, "democracy_score=1.36") for part in ("--given", pair)]
    code, _, _ = run(capsys, "audit", "--edition", "2021", *given, "--format", "json", "-o", str(path))
    assert code == 1
    return path


def test_a_report_reproduces_even_where_it_found_a_contradiction(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "replay", str(saved))
    assert (code, err) == (0, "")
    assert out.startswith("report.json: reproduces: 1 of 1 verdicts stand")


def test_json_says_the_same(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "replay", str(saved), "--format", "json")
    assert code == 0
    assert json.loads(out)["reproduces"] is True


def test_a_changed_byte_is_exit_1(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved.write_bytes(saved.read_bytes().replace(b'"1.36"', b'"1.32"'))
    code, out, _ = run(capsys, "replay", str(saved))
    assert code == 1
    assert "changed since it was written" in out


def test_a_change_that_leaves_all_verdicts_is_told_from_one_that_does_not(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = json.loads(saved.read_bytes())
    saved.write_text(json.dumps(report | {"digest": f"sha256:{'0' * 64}"}))
    code, out, _ = run(capsys, "replay", str(saved))
    assert code == 1
    assert out.startswith("report.json: changed since it was written; all 1 verdicts still follow\n")


def test_a_folder_is_named_as_it_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "replay", ".") == (2, "", ".: not a regular file\n")


def test_a_missing_rule_version_is_exit_2(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved.write_bytes(saved.read_bytes().replace(b"nit/2020@1.0.0", b"nit/2020@9.0.0"))
    code, out, err = run(capsys, "replay", str(saved))
    assert code == 2
    assert "nit/2020@9.0.0 is not at hand" in out
    assert err == "report.json: the rules nit/2020@9.0.0 are not at hand; add them with --rules\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is cut off"),
        (b"{}", "is not a report of nit-rules"),
        (b'{"schema": "nit-rules/report/0"}', "has an older schema"),
        (b'{"schema": "nit-rules/report/2"}', "has a newer schema"),
        (b"\x00\x01", "is not JSON"),
        (b'{"a": ' + b"1" * 5000 + b"}", "is not a report: it holds a number of 5,000 digits\n"),
    ],
)
def test_what_cannot_be_replayed_is_one_line_and_exit_2(
    data: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(data)
    code, out, err = run(capsys, "replay", str(path))
    assert (code, out) == (2, "")
    assert err.startswith("report.json: ")
    assert words in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "replay", str(tmp_path / "none.json"))[0] == 2


def test_a_report_that_carries_its_rules_is_replayed_with_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.json"
    given = ("audit", "--edition", "2021", "--given", "democracy_score=1.32")
    assert run(capsys, *given, "--format", "json", "--embed-rules", "-o", str(path))[0] == 0
    assert "editions.toml" in json.loads(path.read_text("utf-8"))["rules"][0]
    assert run(capsys, "replay", str(path))[0] == 0


def forged(report: Path, old: str, new: str, *, released: bool = True) -> None:
    """Change the carried rules of a report, and make its digest fit; without its list of what was released."""
    body = json.loads(report.read_bytes())
    for folder in body["rules"]:
        for name in folder:
            folder[name] = folder[name].replace(old, new)
        if not released:
            del folder["released.toml"]
    body["digest"] = digest({key: value for key, value in body.items() if key != "digest"})
    report.write_bytes(canonical(body))


class TestForgedRules:
    """A report whose carried rules were changed does not reproduce; nothing that is installed is at fault."""

    @pytest.fixture
    def report(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
        path = tmp_path / "report.json"
        given = ("audit", "--edition", "2021", "--given", "democracy_score=1.32")
        assert run(capsys, *given, "--format", "json", "--embed-rules", "-o", str(path))[0] == 0
        return path

    @pytest.mark.parametrize("released", [True, False])
    def test_one_line_for_each_that_is_not_what_was_released(
        self, report: Path, capsys: pytest.CaptureFixture[str], *, released: bool
    ) -> None:
        forged(report, "half-up", "half-down", released=released)
        code, out, err = run(capsys, "replay", str(report))
        assert code == 1
        assert sorted(err.splitlines()) == [
            f"report.json: the rules it carries as nit/{name}@1.0.0 are not those released"
            for name in (1999, 2004, 2005, 2020)
        ]
        assert out.startswith("report.json: does not reproduce: ")
        assert "nit/2020@1.0.0 as the report carries it" in out

    def test_json_says_which(self, report: Path, capsys: pytest.CaptureFixture[str]) -> None:
        forged(report, "above = 5.00", "above = 5.25")
        code, out, _ = run(capsys, "replay", str(report), "--format", "json")
        assert code == 1
        (one,) = [one for one in json.loads(out)["methodologies"] if not one["released"]]
        assert (one["id"], one["standing"]) == ("nit/2020@1.0.0", "changed")
        assert one["carried"] != one["here"] == one["digest"]

    def test_an_edition_that_other_rules_are_said_to_have_printed(
        self, report: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        end = '"2019"]\nbasis = "stated"\ncitations = [\n  { source = "nit-2006'
        forged(report, end, end.replace("]", ', "2021"]', 1))
        forged(report, '["2020", "2021", "2022"', '["2020", "2022"')
        code, out, err = run(capsys, "replay", str(report))
        assert (code, err) == (1, "report.json: the edition 2021 that it carries is not the one at hand\n")
        assert out.startswith("report.json: does not reproduce: ")
        assert (
            "  ✗ edition 2021 was printed under nit/2005 (first) as the report carries it, "
            "under nit/2020 (first) as it is known here\n"
        ) in out
        code, out, _ = run(capsys, "replay", str(report), "--format", "json")
        (one,) = json.loads(out)["editions"]
        assert one == {
            "id": "2021",
            "carried": [{"printing": "first", "methodology": "nit/2005", "assumed": False}],
            "here": [{"printing": "first", "methodology": "nit/2020", "assumed": False}],
            "decides": True,
        }

    def test_a_printing_that_is_no_longer_assumed(
        self, report: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        cited = 'citations = [{ source = "nit-2003-methodology", place = "all", says = "it was printed so" }]'
        forged(report, '"2001", "2002"]\nbasis = "assumed"', f'"2001", "2002"]\nbasis = "stated"\n{cited}')
        code, out, err = run(capsys, "replay", str(report))
        assert (code, err.count("that it carries is not the one at hand")) == (1, 3)
        for edition in ("1999-2000", "2001", "2002"):
            assert (
                f"✗ edition {edition} was printed under nit/1999 (first) and nit/2004 (republished) as" in out
            )
        assert "under nit/1999 (first, assumed) and nit/2004 (republished) as it is known here" in out

    def test_an_edition_that_comes_after_another(
        self, report: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        line = '  { id = "2020", covers = "2019", published = "2020" },\n'
        forged(report, line, "")
        forged(report, "edition = [\n", f"edition = [\n{line}")
        code, out, _ = run(capsys, "replay", str(report))
        assert code == 1
        assert "  ✗ edition 2021 comes after another edition in the report than here\n" in out

    def test_what_decides_nothing_is_told_and_no_more(
        self, report: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        forged(report, 'covers = "2020"', 'covers = "2019"')
        code, out, err = run(capsys, "replay", str(report))
        assert (code, err) == (0, "")
        assert "  ? edition said otherwise than here, with the same printings: 2021\n" in out

    def test_rules_that_cannot_be_used_are_said_to_be_the_report_s(
        self, report: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        forged(report, "half-up", "half-way")
        code, _, err = run(capsys, "replay", str(report))
        assert code == 2
        assert err
        assert all(line.startswith("report.json: the rules it carries: nit-") for line in err.splitlines())


def test_rules_can_be_carried_by_json_alone(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(
        capsys, "audit", "--edition", "2021", "--given", "democracy_score=1.32", "--embed-rules"
    )
    assert code == 2
    assert "--embed-rules needs --format json" in err


#: A methodology that averages two of the ratings.
SMALL = """
name = "own/small"
version = "1.0.0"
title = "Two ratings"

[scale]
lowest = 1.00
highest = 7.00
step = 0.25
best = "highest"
basis = "assumed"

[[indicator]]
id = "ndg"
name = "National Democratic Governance"

[[indicator]]
id = "ep"
name = "Electoral Process"

[[rule]]
id = "small_score"
name = "Small Score"
kind = "mean"
of = ["ndg", "ep"]
round = {step = 0.01, mode = "half-up"}
basis = "assumed"
"""


class TestDrafts:
    """Methodologies of one's own beside the shipped ones: a report rests on those that it names, and on no others."""

    RATINGS = tuple(
        part for one in ("ndg", "ep", "cs", "im", "ldg", "jfi") for part in ("--given", f"{one}=4.00")
    )
    FIGURES = ("--given", "co=3.75", "--given", "democracy_score=3.96")
    GIVEN = ("audit", "--edition", "2022", *RATINGS, *FIGURES, "--format", "json")
    EXPLAINED = ("--given", "status=Semi-Consolidated Democracy")

    @staticmethod
    def draft(folder: Path, name: str) -> None:
        """A draft with a lower bound for semi-consolidated democracies, by which that status would be right."""
        folder.mkdir(exist_ok=True)
        text = text_of(load_catalog().methodology("nit/2020"))
        for old, new in (
            ('name = "nit/2020"', f'name = "draft/{name}"'),
            ("above = 4.00", "above = 3.75"),
            ('released = "2026-11-22"\n', ""),
        ):
            assert text.count(old) == 1
            text = text.replace(old, new)
        (folder / f"{name}.toml").write_text(text, "utf-8")

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        self.draft(tmp_path / "drafts", "edge")
        return tmp_path / "drafts"

    @pytest.fixture
    def report(self, tmp_path: Path) -> str:
        return str(tmp_path / "report.json")

    def audited(self, capsys: pytest.CaptureFixture[str], report: str, *more: str) -> list[str]:
        """The methodologies that a new report names beside the one applied."""
        assert run(capsys, *self.GIVEN, *more, "-o", report)[0] in (0, 1)
        body = json.loads(Path(report).read_bytes())
        assert [one["id"] for one in body["methodologies"]] == ["nit/2020@1.0.0"]
        return [one["id"] for one in body.get("other_methodologies", ())]

    def test_one_that_the_report_does_not_know_changes_nothing(
        self, folder: Path, report: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.audited(capsys, report, *self.EXPLAINED) == ["nit/2005@1.0.0"]
        plain = run(capsys, "replay", report)
        assert plain[0] == 0
        assert run(capsys, "replay", report, "--rules", str(folder)) == plain

    def test_one_that_explained_nothing_is_not_needed(
        self, folder: Path, report: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        more = ("--given", "democracy_percentage=49.41", "--rules", str(folder))
        assert self.audited(capsys, report, *more) == []
        assert run(capsys, "replay", report)[0] == 0

    def test_one_that_explains_a_figure_is_asked_for(
        self, folder: Path, report: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        named = self.audited(capsys, report, *self.EXPLAINED, "--rules", str(folder))
        assert named == ["draft/edge@1.0.0", "nit/2005@1.0.0"]
        code, out, err = run(capsys, "replay", report)
        assert code == 2
        assert out.startswith("report.json: cannot be replayed in full: 2 of 2 verdicts stand\n")
        assert err == "report.json: the rules draft/edge@1.0.0 are not at hand; add them with --rules\n"
        assert run(capsys, "replay", report, "--rules", str(folder))[0] == 0

    def test_one_whose_figure_stands_in_the_place_of_another_is_asked_for(
        self, folder: Path, report: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "small.toml").write_text(SMALL, "utf-8")
        two = ("--given", "ndg=5.25", "--given", "ep=6.50", "--given", "cs=7.00")
        rest = tuple(part for one in ("im", "ldg", "jfi", "co") for part in ("--given", f"{one}=7.00"))
        given = (
            "audit",
            "--edition",
            "2022",
            *two,
            *rest,
            "--given",
            "democracy_score=5.88",
            "--format",
            "json",
        )
        assert run(capsys, *given, "--rules", str(folder), "-o", report)[0] == 1
        body = json.loads(Path(report).read_bytes())
        (finding,) = body["records"][0]["findings"]
        assert "5.88 is the small_score of own/small@1.0.0" in [one["says"] for one in finding["diagnoses"]]
        assert [one["id"] for one in body["other_methodologies"]] == ["own/small@1.0.0"]
        code, _, err = run(capsys, "replay", report)
        assert (code, err) == (
            2,
            "report.json: the rules own/small@1.0.0 are not at hand; add them with --rules\n",
        )
        assert run(capsys, "replay", report, "--rules", str(folder))[0] == 0

    def test_one_that_the_report_carries_is_at_hand(
        self, folder: Path, report: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.audited(capsys, report, *self.EXPLAINED, "--rules", str(folder), "--embed-rules")
        assert run(capsys, "replay", report)[0] == 0

    def test_one_with_an_edition_and_a_printing_of_its_own_is_at_hand(
        self, folder: Path, report: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        printed = '[[printed]]\nprinting = "republished"\nmethodology = "draft/edge"\nbasis = "assumed"\n'
        (folder / "editions.toml").write_text(
            f'edition = [{{ id = "2030" }}]\n{printed}editions = ["2022", "2030"]\n', "utf-8"
        )
        given = ("audit", "--given", "democracy_score=3.96", "--format", "json", "--rules", str(folder))
        for edition in ("2022", "2030"):
            run(capsys, *given, "--edition", edition, "--embed-rules", "-o", report)
            assert run(capsys, "replay", report)[0] == 0
            assert run(capsys, "replay", report, "--rules", str(folder))[0] == 0

    def test_one_that_came_to_the_same_folder_later_changes_nothing(
        self, folder: Path, report: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.audited(capsys, report, *self.EXPLAINED, "--rules", str(folder))
        self.draft(folder, "later")
        (folder / "editions.toml").write_text(
            '[[printed]]\nprinting = "republished"\nmethodology = "draft/later"\neditions = ["2022"]\n'
            'basis = "assumed"\n',
            "utf-8",
        )
        assert run(capsys, "replay", report, "--rules", str(folder))[0] == 0

    def test_one_that_changed_since_is_told(
        self, folder: Path, report: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.audited(capsys, report, *self.EXPLAINED, "--rules", str(folder))
        path = folder / "edge.toml"
        path.write_text(path.read_text("utf-8").replace("above = 3.75", "above = 3.50"), "utf-8")
        code, out, _ = run(capsys, "replay", report, "--rules", str(folder))
        assert code == 1
        assert "draft/edge@1.0.0 is not what it was" in out


def test_a_pipe_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "report"
    os.mkfifo(pipe)
    assert run(capsys, "replay", str(pipe)) == (2, "", "report: not a regular file\n")


RECORD = '{"subject": "Kosovo", "edition": "2021", "ratings": {"ndg": "1.25"}, "claims": {"democracy_score": "1.36"}}'
ROWS = "Country,Edition,NDG,Democracy Score\nKazakhstan,2021,1.25,1.36\n"
INPUTS = {
    "one.json": RECORD,
    "many.json": f"[{RECORD}]",
    "lines.jsonl": RECORD,
    "scores.csv": ROWS,
    "page.txt": "Nations in Transit 2021 - Kazakhstan\nDemocracy Score: 1.36\nCorruption: 1.25\n",
    "all.txt": f"Nations in Transit\n{ROWS.replace(',', chr(9))}",
    "all.html": "<p>Nations in Transit 2021</p><table><tr><td>Country<td>Democracy Score<tr><td>Kazakhstan<td>1.36",
}


@pytest.mark.parametrize("name", INPUTS)
def test_a_report_on_any_kind_of_input_reproduces(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source, report = tmp_path / name, tmp_path / "report.json"
    source.write_text(INPUTS[name], "utf-8")
    run(capsys, "audit", str(source), "--format", "json", "-o", str(report))
    assert run(capsys, "replay", str(report))[0] == 0
