"""Whether a saved report has the shape that the JSON Schema of reports gives it.

It knows as much of JSON Schema as that schema uses: replaying needs no package that knows all of it.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from nit_rules.errors import quoted

#: The kinds of values by their names in a schema, and in words; True and False are numbers in Python, not in JSON.
_KINDS: dict[str, tuple[type, str]] = {
    "object": (dict, "an object"),
    "array": (list, "a list"),
    "string": (str, "a text"),
    "boolean": (bool, "true or false"),
    "integer": (int, "a whole number"),
    "null": (type(None), "null"),
}
#: What a value is told by where it is shown.
_SIMPLE = (str, int, float, type(None))

Json = dict[str, Any]
#: A place within a report, and what is wrong there.
Fault = tuple[str, str]


@cache
def schema() -> Json:
    """The schema of reports."""
    loaded: Json = json.loads(files("nit_rules").joinpath("schemas", "report.json").read_bytes())
    return loaded


def faults(value: Any, wanted: Json | None = None, at: str = "") -> Iterator[Fault]:
    """What is not as the schema says, each with its place."""
    wanted = schema() if wanted is None else wanted
    if "$ref" in wanted:
        wanted = schema()["$defs"][wanted["$ref"].rpartition("/")[2]]
    if (fault := _fault(value, wanted)) is not None:
        yield at, fault
    elif isinstance(value, dict):
        yield from _members(value, wanted, at)
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from faults(one, wanted["items"], f"{at}[{index}]")


def _members(value: Json, wanted: Json, at: str) -> Iterator[Fault]:
    known, others = wanted.get("properties", {}), wanted.get("additionalProperties")
    for name in wanted.get("required", ()):
        if name not in value:
            yield at, f"{quoted(name)} is missing"
    for name, one in value.items():
        if name in known:
            yield from faults(one, known[name], f"{at}.{name}" if at else name)
        elif others is False:
            yield at, f"{quoted(name)} is nothing that a report says there"
        else:
            yield from faults(one, others, f"{at}: {quoted(name)}")


def _fault(value: Any, wanted: Json) -> str | None:
    """What is wrong with a value itself, whatever it holds."""
    kinds = wanted.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, kind) for kind in kinds):
        return f"{_shown(value)} is not {' or '.join(_KINDS[kind][1] for kind in kinds)}"
    allowed = [wanted["const"]] if "const" in wanted else wanted.get("enum")
    if allowed is not None and not any(
        value is one or (isinstance(value, str) and value == one) for one in allowed
    ):
        words = ("null" if one is None else quoted(one) for one in allowed)
        return f"{_shown(value)} is not {' or '.join(words)}"
    if isinstance(value, str) and "pattern" in wanted and not re.search(wanted["pattern"], value):
        return f"{_shown(value)} is not of the form {wanted['pattern']}"
    if isinstance(value, int) and value < wanted.get("minimum", value):
        return f"{value} is less than {wanted['minimum']}"
    if isinstance(value, list):
        few, many = wanted.get("minItems", 0), wanted.get("maxItems", len(value))
        if not few <= len(value) <= many:
            return f"is a list of {len(value)}, where {few} are needed"
    return None


def _is(value: Any, kind: str) -> bool:
    python, _ = _KINDS[kind]
    return isinstance(value, python) and (kind == "boolean" or not isinstance(value, bool))


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    return (
        quoted(value)
        if isinstance(value, _SIMPLE)
        else _KINDS["object" if isinstance(value, dict) else "array"][1]
    )
