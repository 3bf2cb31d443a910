"""The rules ship with the package, however it is installed."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import nit_rules

ROOT = Path(__file__).parent.parent.parent
METHODOLOGIES = """
import nit_rules
for method in nit_rules.load_catalog().methodologies:
    print(method.id, method.digest, [len(lattice.rows) for lattice in method.lattices])
"""


def methodologies_of_the_checkout() -> str:
    return "".join(
        f"{method.id} {method.digest} {[len(lattice.rows) for lattice in method.lattices]}\n"
        for method in nit_rules.load_catalog().methodologies
    )


def test_the_wheel_built_through_the_sdist_holds_what_one_built_from_the_tree_holds(
    wheel: Path, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--outdir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (direct,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names == set(zipfile.ZipFile(direct).namelist())
    assert "nit_rules/py.typed" in names


def test_the_wheel_holds_every_rule_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {f"nit_rules/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "rules").rglob("*.toml")}
    assert shipped
    assert shipped <= names


def test_the_version_of_the_wheel_is_the_version_of_the_package(wheel: Path) -> None:
    assert wheel.name.split("-")[1] == nit_rules.__version__


@pytest.mark.parametrize("way", ["installed", "editable"])
def test_every_methodology_loads_elsewhere(way: str, request: pytest.FixtureRequest) -> None:
    environment = request.getfixturevalue(way)
    assert environment.run("python", "-c", METHODOLOGIES) == methodologies_of_the_checkout()


@pytest.mark.parametrize("way", ["installed", "editable"])
def test_the_shipped_example_is_written_and_audited_elsewhere(
    way: str, request: pytest.FixtureRequest
) -> None:
    environment = request.getfixturevalue(way)
    environment.run("nit-rules", "example", "kazakhstan-2021", "-o", "example.txt")
    printed = environment.run("nit-rules", "audit", "example.txt")
    assert "Kazakhstan" in printed
    assert "contradicted" not in printed.replace("0 contradicted", "")
