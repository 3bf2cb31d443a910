"""Console examples of the documentation: run each command in a scratch folder and compare what it prints.

A block marked ``console`` holds commands (``$ …``, continued after a backslash) and their output, standard error
included; a line ``...`` stands for any lines. The blocks of one page share a folder. Blocks marked ``sh`` are not run.

``python tests/console.py FILE…`` writes the outputs of today into the blocks.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen
from sybil import Example

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^(```(?:\{code-block\} )?console\n)(.*?)(^```)", re.MULTILINE | re.DOTALL)
_ANY_LINES = "..."


@frozen
class Step:
    """A command as it stands in the block, and the output shown under it."""

    shown: str
    output: tuple[str, ...]

    @property
    def command(self) -> str:
        return "\n".join(line[2:] for line in self.shown.splitlines())


def steps(block: str) -> Iterator[Step]:
    """The commands of a block in order."""
    lines = block.splitlines()
    while lines:
        shown = [lines.pop(0)]
        if not shown[0].startswith("$ "):
            raise ValueError(f"a console block begins with '$ ', not with {shown[0]!r}")
        while shown[-1].endswith("\\"):
            shown.append(lines.pop(0))
        output = []
        while lines and not lines[0].startswith("$ "):
            output.append(lines.pop(0).rstrip())
        yield Step("\n".join(shown), tuple(output))


def run(command: str, folder: Path, status: int = 0) -> tuple[tuple[str, ...], int]:
    """The lines that a shell command prints, and its exit code; `status` is what ``$?`` is before it."""
    binaries = folder / ".bin"
    binaries.mkdir(exist_ok=True)
    # Scripts rather than links: a link to the interpreter of a virtual environment does not see its packages.
    for name, arguments in (("nit-rules", "-m nit_rules"), ("python", "")):
        program = binaries / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        program.chmod(0o755)
    environment = {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
        # So that the coverage of the commands counts where it is measured.
        **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
    }
    done = subprocess.run(
        ["bash", "-c", f"(exit {status})\n{command}"],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    return tuple(line.rstrip() for line in done.stdout.splitlines()), done.returncode


def agree(shown: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether an output is as shown, a line ``...`` standing for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == _ANY_LINES else re.escape(line) + "\n" for line in _without_end(shown)
    )
    return re.fullmatch(pattern, "".join(line + "\n" for line in _without_end(printed))) is not None


def _without_end(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Without the blank lines at the end."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def evaluate(example: Example) -> str | None:
    """What Sybil calls for each block: None, or how the output differs."""
    folder = Path.cwd()
    status = example.namespace.get("status", 0)
    for step in steps(example.parsed):
        printed, status = run(step.command, folder, status)
        if not agree(step.output, printed):
            shown, got = "\n".join(step.output), "\n".join(printed)
            return f"{step.shown}\n--- the page shows\n{shown}\n--- it prints\n{got}"
    example.namespace["status"] = status
    return None


def in_scratch_folder() -> tuple[Callable[[dict[str, Any]], None], Callable[[dict[str, Any]], None]]:
    """A setup and a teardown by which the blocks of one page share a folder of their own."""
    entered: list[tuple[str, TemporaryDirectory[str]]] = []

    def setup(namespace: dict[str, Any]) -> None:
        entered.append((os.getcwd(), TemporaryDirectory()))
        os.chdir(entered[-1][1].name)

    def teardown(namespace: dict[str, Any]) -> None:
        before, folder = entered.pop()
        os.chdir(before)
        folder.cleanup()

    return setup, teardown


def updated(page: str, folder: Path) -> str:
    """A page with the outputs of today; outputs that hold a line ``...`` and still agree stay as they are."""
    status = 0

    def block(match: re.Match[str]) -> str:
        nonlocal status
        written = []
        for step in steps(match[2]):
            printed, status = run(step.command, folder, status)
            written += [step.shown, *(step.output if agree(step.output, printed) else printed)]
        return match[1] + "".join(line + "\n" for line in written) + match[3]

    return _BLOCK.sub(block, page)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with TemporaryDirectory() as scratch:
            Path(name).write_text(updated(Path(name).read_text("utf-8"), Path(scratch)), "utf-8")
