"""The command line's start, and the proof of the rules."""

import subprocess
import sys

from benchmarks.timing import Line, best, show

GIVEN = {"ndg": "1.25", "ep": "1.25", "cs": "1.50", "im": "1.25", "ldg": "1.50", "jfi": "1.25", "co": "1.25"}
AUDIT = [f"--given={name}={value}" for name, value in (GIVEN | {"democracy_score": "1.32"}).items()]


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def main() -> None:
    """Print the table."""
    bare = best(lambda: run("-c", "import attrs, cattrs, click"), seconds=4)
    cli = "-m", "nit_rules"
    show(
        "Starting the command line",
        [
            Line('`python -c "import attrs, cattrs, click"`', bare),
            Line("`nit-rules --help`", best(lambda: run(*cli, "--help"), seconds=4), bare, 1.5),
            Line(
                "`nit-rules audit --given …`",
                best(lambda: run(*cli, "audit", "--edition=2021", *AUDIT), seconds=4),
                bare,
                1.5,
            ),
            Line(
                "`nit-rules rules check`: all laws on every lattice",
                best(lambda: run(*cli, "rules", "check")),
                bare,
            ),
        ],
    )
