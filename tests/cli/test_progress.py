"""The progress bar: over all inputs together, on a terminal only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nit_rules.cli.progress import SOON

RECORD = '{"subject": "X", "edition": "2021", "claims": {"democracy_score": "1.32"}}'


def standard_error(folder: Path, files: int) -> bytes:
    """What a terminal on standard error is shown while so many inputs of one record each are audited."""
    for number in range(files):
        (folder / f"{number}.json").write_text(RECORD)
    shown, terminal = os.openpty()
    command = [sys.executable, "-m", "nit_rules", "audit", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=terminal, env=os.environ | {"TERM": "xterm"}
    ) as run:
        os.close(terminal)
        chunks = []
        while True:
            try:
                chunk = os.read(shown, 4096)
            except OSError:
                # Linux ends a terminal that nobody writes to any more with an error.
                break
            if not chunk:
                break
            chunks.append(chunk)
    os.close(shown)
    assert run.returncode == 0
    return b"".join(chunks)


@pytest.mark.parametrize(("files", "is_shown"), [(SOON + 20, True), (3, False)])
def test_many_records_are_counted_whatever_inputs_they_are_in(
    tmp_path: Path, files: int, is_shown: bool
) -> None:
    assert (b"records" in standard_error(tmp_path, files)) == is_shown
