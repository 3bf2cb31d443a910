"""``import nit_rules`` is cheap and pure: it reads no file but modules, and imports no parser of files or commands."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SEEN = """
import json, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
before = set(sys.modules)
import nit_rules
print(json.dumps([opened, sorted(set(sys.modules) - before)]))
"""
NOT_IMPORTED = {
    "click",
    "cattrs",
    "rich",
    "tomllib",
    "csv",
    "polars",
    "narwhals",
    "pandas",
    "pyarrow",
    "selectolax",
}


def seen() -> tuple[list[str], list[str]]:
    done = subprocess.run(
        [sys.executable, "-B", "-c", SEEN],
        env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    opened, imported = json.loads(done.stdout)
    return opened, imported


def test_importing_the_package_reads_no_file_but_modules() -> None:
    opened, _ = seen()
    assert [path for path in opened if not path.endswith((".py", ".pyc", ".so"))] == []


def test_importing_the_package_imports_neither_the_command_line_nor_the_loader() -> None:
    _, imported = seen()
    assert NOT_IMPORTED & set(imported) == set()
    assert [name for name in imported if name.startswith(("nit_rules.cli", "nit_rules.loading"))] == []


def test_everything_that_the_package_exports_is_there() -> None:
    import nit_rules

    assert [name for name in nit_rules.__all__ if not hasattr(nit_rules, name)] == []
