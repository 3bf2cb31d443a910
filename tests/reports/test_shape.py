"""A saved report is as its schema says, as far as a replay can tell without a package that knows all of JSON Schema."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nit_rules
import samples
from nit_rules.errors import InputError
from nit_rules.reports.certificate import read
from nit_rules.reports.json import canonical
from nit_rules.reports.shape import faults, schema

VALIDATOR = jsonschema.Draft202012Validator(schema())
SAVED = json.loads(nit_rules.to_json(samples.report()))
Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where there is something in a report."""
    yield path
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(one, (*path, key))


def changed(path: Path, change: str, value: object) -> Any:
    """A copy of the report with something else in that place, or less, or more."""
    report = json.loads(json.dumps(SAVED))
    *parents, last = path
    holder = report
    for key in parents:
        holder = holder[key]
    if change == "less":
        del holder[last]
    elif change == "other" or not isinstance(holder[last], dict | list):
        holder[last] = value
    elif isinstance(holder[last], dict):
        holder[last]["more"] = value
    else:
        holder[last].append(value)
    return report


@given(
    st.sampled_from([path for path in places(SAVED) if path]),
    st.sampled_from(["other", "less", "more"]),
    st.sampled_from(
        [None, True, 7, -1, 1.5, "x", "", "previous", "first", "both", [], ["x"], {}, {"x": "y"}]
    ),
)
def test_it_says_what_the_schema_says(path: Path, change: str, value: object) -> None:
    report = changed(path, change, value)
    assert any(True for _ in faults(report)) is not VALIDATOR.is_valid(report)


def test_it_knows_every_word_of_the_schema() -> None:
    def keywords(wanted: Any) -> Iterator[str]:
        yield from wanted
        for name in ("properties", "$defs"):
            for one in wanted.get(name, {}).values():
                yield from keywords(one)
        for name in ("items", "additionalProperties"):
            if isinstance(wanted.get(name), dict):
                yield from keywords(wanted[name])

    told = {"$schema", "$id", "title", "description", "$defs"}
    checked = {"type", "enum", "const", "pattern", "minimum", "minItems", "maxItems"}
    within = {"$ref", "required", "properties", "additionalProperties", "items"}
    assert set(keywords(schema())) == told | checked | within


@pytest.mark.parametrize(
    ("path", "change", "value", "message"),
    [
        (("inputs", 0, "digest"), "other", "none", "inputs[0].digest: 'none' is not of the form ^sha256:[0-9a-f]{64}$"),
        (("records", 0, "period"), "other", "forever", "records[0].period: 'forever' is not 'previous' or null"),
        (("records", 0, "input"), "other", -7, "records[0].input: -7 is less than 0"),
        (("records", 0, "input"), "other", False, "records[0].input: false is not a whole number"),
        (("summary",), "more", 99, "summary: 'more' is nothing that a report says there"),
        (("engine", "version"), "less", None, "engine: 'version' is missing"),
        (("records", 0, "ratings", "cs"), "other", 7, "records[0].ratings: 'cs': 7 is not a text"),
        (("records", 0, "subject"), "other", [], "records[0].subject: a list is not a text or null"),
    ],
)  # fmt: skip
def test_what_is_not_so_is_refused_with_its_place(
    path: Path, change: str, value: object, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        read("report.json", canonical(changed(path, change, value)))
    assert str(caught.value) == f"report.json: {message}"
    assert {problem.code for problem in caught.value.problems} == {"misshapen-report"}


def test_all_that_is_not_so_is_told() -> None:
    report = {**SAVED, "certified": True, "inputs": [{"name": "x", "digest": "none"}]}
    with pytest.raises(InputError) as caught:
        read("report.json", canonical(report))
    assert len(caught.value.problems) == 2
