"""What runs the console examples can tell a right output from a wrong one."""

from pathlib import Path

import pytest

import console


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        (("a", "b"), ("a", "b"), True),
        (("a", "b"), ("a", "b", ""), True),
        (("a", "b"), ("a", "c"), False),
        (("a",), ("a", "b"), False),
        (("a", "..."), ("a", "b", "c"), True),
        (("a", "...", "c"), ("a", "c"), True),
        (("a", "...", "c"), ("a", "b"), False),
        ((".*",), ("a",), False),
    ],
)
def test_an_output_agrees_line_by_line_and_dots_stand_for_any_lines(
    shown: tuple[str, ...], printed: tuple[str, ...], expected: bool
) -> None:
    assert console.agree(shown, printed) is expected


def test_a_block_is_commands_each_with_its_output() -> None:
    first, second = console.steps("$ echo a \\\n    b\na b\n$ true\n")
    assert (first.command, first.output) == ("echo a \\\n  b", ("a b",))
    assert (second.command, second.output) == ("true", ())


def test_a_block_without_a_command_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with"):
        list(console.steps("a b\n"))


def test_a_command_runs_in_its_folder_and_sees_the_exit_code_before_it(tmp_path: Path) -> None:
    assert console.run("echo $?; ls -d .bin; false", tmp_path, status=7) == (("7", ".bin"), 1)


def test_an_outdated_page_is_rewritten_with_what_its_commands_print(tmp_path: Path) -> None:
    page = "Text.\n\n```console\n$ echo new\nold\n$ seq 3\n1\n...\n```\n"
    assert console.updated(page, tmp_path) == page.replace("old", "new")
