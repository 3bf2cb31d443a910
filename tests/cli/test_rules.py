"""``nit-rules rules`` and ``nit-rules schema``: what they print, and their exit codes."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from nit_rules.cli import main
from nit_rules.loading import files

GOOD = Path(__file__).parent.parent / "rules" / "good"
BAD = Path(__file__).parent.parent / "rules" / "bad"


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        main(["rules", *args])
    out, err = capsys.readouterr()
    return int(caught.value.code or 0), out, err


def as_json(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    code, out, err = run(capsys, *args, "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize(
    ("editions", "problem"),
    [
        ("garbage = = =", "editions.toml: is not TOML"),
        ('[pins]\n"draft/x" = "9.0.0"\n', "editions.toml: pins.'draft/x'"),
        ('[[edition]]\nid = "2021"\n', "editions.toml: edition[0].id: the edition '2021' is already there"),
    ],
)
def test_a_folder_is_checked_with_its_editions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, editions: str, problem: str
) -> None:
    source = (files.shipped() / "methodologies" / "nit-2020" / "1.0.0.toml").read_text(encoding="utf-8")
    (tmp_path / "draft.toml").write_text(source.replace('"nit/2020"', '"draft/x"'), encoding="utf-8")
    assert run(capsys, "check", str(tmp_path))[0] == 0
    (tmp_path / "editions.toml").write_text(editions, encoding="utf-8")
    code, _, err = run(capsys, "check", str(tmp_path))
    assert code == 2
    assert problem in err


def test_a_whole_copy_of_the_rules_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", str(files.shipped()))[0] == 0


def test_list_names_every_methodology_and_edition(capsys: pytest.CaptureFixture[str]) -> None:
    listed = as_json(capsys, "list")
    assert [one["id"] for one in listed["methodologies"] if one["pinned"]] == [
        "nit/1999@1.0.0", "nit/2004@1.0.0", "nit/2005@1.0.0", "nit/2020@1.0.0",
    ]  # fmt: skip
    code, out, _ = run(capsys, "list")
    assert code == 0
    for edition in listed["editions"]:
        assert f"  {edition['edition']}" in out


def test_show_is_a_page_with_scale_rules_bands_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "nit/2020")
    assert code == 0
    for words in (
        "1.00 to 7.00 in steps of 0.25; 7 is the best",
        "(democracy_score - 1) / 6 * 100",
        "5.01 to 7.00",
    ):
        assert words in out
    assert max(len(line) for line in out.splitlines() if "http" not in line) <= 80
    shown = as_json(capsys, "show", "nit/2020@1.0.0")
    assert [rule["id"] for rule in shown["rules"]][-1] == "status"
    assert shown["rules"][1]["agree"] == 49


def test_show_by_edition_shows_each_printing(capsys: pytest.CaptureFixture[str]) -> None:
    shown = as_json(capsys, "show", "--edition", "2011")
    assert [one["methodology"] for one in shown["methodologies"]] == ["nit/2005@1.0.0", "nit/2020@1.0.0"]
    assert [(one["printing"], one["basis"]) for one in shown["printings"]] == [
        ("first", "stated"), ("republished", "assumed"),
    ]  # fmt: skip
    first = as_json(capsys, "show", "--edition", "2011", "--printing", "first")
    assert [one["methodology"] for one in first["methodologies"]] == ["nit/2005@1.0.0"]


@pytest.mark.parametrize("args", [(), ("nit/2020", "--edition", "2020")])
def test_show_without_one_thing_to_show_says_how_it_is_used(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, "show", *args)
    assert (code, out) == (2, "")
    assert err.startswith("Usage: nit-rules rules show [OPTIONS] [METHODOLOGY]\n")
    assert err.endswith("Error: name a methodology, or give --edition, and not both\n")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("show", "nit/2021"), "unknown methodology 'nit/2021'; did you mean 'nit/2020'?"),
        (("show", "nit/2020@9.9.9"), "no such version"),
        (("show", "--edition", "1997"), "only some ratings are known"),
        (("show", "--edition", "1996"), "there is no edition '1996'"),
        (("diff", "nit/2005", "nit/20"), "unknown methodology 'nit/20'"),
        (("export", "nit/2020", "--as", "vectors", "--dialect", "duckdb"), "goes with --as sql"),
        (("check", "nowhere.toml"), "nowhere.toml: cannot be read"),
        (("list", "--rules", "nowhere"), "nowhere: no such folder"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...], words: str
) -> None:
    code, out, err = run(capsys, *args)
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1


def test_check_proves_the_shipped_rules(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check")
    assert (code, err) == (0, "")
    assert out.count("nothing refuted") == 4
    assert "REFUTED" not in out


def test_check_of_a_strangers_files_and_folder(capsys: pytest.CaptureFixture[str]) -> None:
    for path in (*GOOD.glob("*.toml"), GOOD):
        code, out, err = run(capsys, "check", str(path))
        assert (code, err) == (0, "")
        assert "nothing refuted" in out


def test_check_prints_the_proofs_of_what_loads_and_the_problems_of_all(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "check", str(BAD / "hole-at-the-bottom.toml"), str(BAD / "cycle.toml"))
    assert code == 2
    assert "  REFUTED rule[2].bands[0].at_least: 6 of 61 sums have no band" in out
    assert [line.partition(": ")[0] for line in err.splitlines()] == [
        "cycle.toml",
        "hole-at-the-bottom.toml",
    ]


def test_check_as_json_holds_counter_examples(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", str(BAD / "hole-at-the-bottom.toml"), "--format", "json")
    assert code == 2
    (file,) = json.loads(out)["files"]
    (refuted,) = [proof for proof in file["proofs"] if proof["outcome"] == "refuted"]
    assert refuted["counterexample"] == {"law": "0.0", "money": "0.0", "safety": "0.0"}
    assert refuted["clashes_with"] == "scale.lowest"


def test_diff_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "diff", "nit/2005", "nit/2020")
    assert code == 0
    assert "the scale is turned" in out
    assert "Proved by enumeration" in out
    result = as_json(capsys, "diff", "nit/2004", "nit/2005")
    assert result["preserved"] == []
    assert "nit/2004@1.0.0 rates gov, cljf" in result["incomparable"]


def test_vectors_are_written_to_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "vectors.json"
    assert run(capsys, "export", "nit/2020", "--as", "vectors", "-o", str(target)) == (0, "", "")
    vectors = json.loads(target.read_text("utf-8"))
    assert vectors["composites"][0]["rows"][0] == {
        "sum": "7.00",
        "figures": {
            "democracy_score": "1.00",
            "democracy_percentage": "0.00",
            "democracy_percentage_rounded": "0",
            "status": "Consolidated Authoritarian Regime",
        },
    }


def test_the_rule_file_itself_is_exported_as_it_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    for name, folder in (
        ("nit/2020", files.shipped() / "methodologies/nit-2020/1.0.0.toml"),
        ("press/2030", None),
    ):
        code, out, _ = run(capsys, "export", name, "--as", "toml", "--rules", str(GOOD))
        path = folder or GOOD / "press-2030.toml"
        assert (code, out) == (0, path.read_text("utf-8"))


def test_the_schema_of_rule_files(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["schema", "rules"])
    assert not caught.value.code
    assert json.loads(capsys.readouterr().out)["title"] == "A nit-rules methodology"


@pytest.mark.parametrize("as_", ["vectors", "sql", "toml"])
def test_every_export_can_be_had_as_json(capsys: pytest.CaptureFixture[str], as_: str) -> None:
    exported = as_json(capsys, "export", "nit/2020", "--as", as_)
    assert exported["methodology"] == "nit/2020@1.0.0"
    assert exported["digest"].startswith("sha256:")
    if as_ != "vectors":
        _, text, _ = run(capsys, "export", "nit/2020", "--as", as_)
        assert exported[as_] == text


@pytest.mark.parametrize("name", ["report", "record", "rules"])
def test_a_schema_is_the_same_in_either_format(capsys: pytest.CaptureFixture[str], name: str) -> None:
    printed = []
    for options in ([], ["--format", "json"]):
        with pytest.raises(SystemExit):
            main(["schema", name, *options])
        printed.append(json.loads(capsys.readouterr().out))
    assert printed[0] == printed[1]


def test_check_looks_at_a_file_and_at_the_folders_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "broken.toml").write_text("id = ")
    file = files.shipped() / "methodologies" / "nit-2020" / "1.0.0.toml"
    code, out, err = run(capsys, "check", str(file), "--rules", str(folder))
    assert (code, "nit/2020@1.0.0" in out, err.startswith("broken.toml: ")) == (2, True, True)


@pytest.mark.parametrize("command", [("check",), ("list", "--rules")])
def test_a_name_that_no_file_can_have_is_named(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    name = "a" * 300
    code, _, err = run(capsys, *command, name)
    assert (code, err.startswith(f"{name}: "), err.count("\n")) == (2, True, 1)


def test_a_pipe_is_no_rule_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "mine.toml"
    os.mkfifo(pipe)
    assert run(capsys, "check", str(pipe)) == (2, "", "mine.toml: is not a regular file\n")
