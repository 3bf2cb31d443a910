"""The JSON Schema of rule files: it accepts what loading accepts, and refuses what a schema can refuse."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nit_rules.loading.files import shipped

HERE = Path(__file__).parent
GOOD = [*sorted(shipped().glob("methodologies/**/*.toml")), *sorted((HERE / "good").glob("*.toml"))]
#: What refers to another place, or is arithmetic, no schema can refuse; those files say so.
BAD = [
    path
    for path in sorted((HERE / "bad").glob("*.toml"))
    if "# beyond a schema" not in path.read_text("utf-8").splitlines()
]
SCHEMA = json.loads(files("nit_rules").joinpath("schemas", "rules.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def content(path: Path) -> Any:
    return tomllib.loads(path.read_text("utf-8"))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_good_file_is_valid(path: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(content(path))] == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_invalid(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(content(path)))


def test_every_key_of_the_schema_is_explained_or_refers() -> None:
    for name, property_ in SCHEMA["properties"].items():
        assert "description" in property_ or "$ref" in property_ or "items" in property_, name
