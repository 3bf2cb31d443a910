"""Reading a saved report: its bytes to a value whose records can be audited again."""

import json
import re
from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

import rfc8785
from attrs import frozen

from nit_rules.errors import InputError, Problem, quoted
from nit_rules.model import Change, Printing, Record, Stated
from nit_rules.reports.json import SCHEMA, Json, hashed
from nit_rules.reports.report import Summary

#: A larger file is refused unread.
LARGEST = 512 * 1024 * 1024
_OTHERS = "other_methodologies"
_PROBLEM = ("code", "at", "message")
_SCHEMA = re.compile(r"nit-rules/report/(\d{1,9})")
T = TypeVar("T")


@frozen
class Certificate:
    """A report as it was saved.

    `digest` is what it states, `computed` that of its content. `records` are what was audited, one for each of the
    report's `entries`; `rules` the texts of the rule files that it carries, by folder and name.
    """

    name: str
    body: Json
    digest: str
    computed: str
    entries: tuple[Json, ...]
    records: tuple[Record, ...]
    rules: tuple[dict[str, str], ...]

    @property
    def engine(self) -> str:
        """The version of nit-rules that wrote it."""
        return str(self.body["engine"]["version"])

    @property
    def methodologies(self) -> dict[str, str]:
        """The digest of each methodology that was applied."""
        return {entry["id"]: entry["digest"] for entry in self.body["methodologies"]}

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Each methodology that the report lists, applied or not, with the digest that it gives."""
        listed = (*self.body["methodologies"], *self.body.get(_OTHERS, ()))
        return tuple(dict.fromkeys((entry["id"], entry["digest"]) for entry in listed))

    @property
    def explaining(self) -> tuple[str, ...]:
        """The methodologies that explain figures of records to which they were not applied."""
        return tuple(entry["id"] for entry in self.body.get(_OTHERS, ()))


def methods(entry: Json) -> list[str]:
    """The methodologies under which a record was audited."""
    return [name for name in (entry["methodology"], *entry["candidates"]) if name]


def read(name: str, data: bytes) -> Certificate:
    """The report that a file holds.

    Raises `InputError` where it holds none: where it is cut off or no JSON, no report of nit-rules, of a schema that
    this version does not read, or misshapen.
    """
    report = _parse(name, data)
    schema = report.get("schema") if isinstance(report, dict) else None
    if schema != SCHEMA:
        _refuse_schema(name, schema)
    stated = _take(report, "digest", str, name)
    _check_run(report, name)
    listed = {id_ for id_, _ in _lines(report, "methodologies", ("id", "digest"), name)}
    if _OTHERS in report:
        _lines(report, _OTHERS, ("id", "digest"), name)
    for key in ("diagnoses", "disagreements"):
        _take(report, key, list, name)
    entries = _entries(report, "records", name)
    records = []
    for index, entry in enumerate(entries):
        at = f"{name}: records[{index}]"
        records.append(_record(entry, at))
        for id_ in methods(entry):
            # Rules that are not listed would be compared with none at hand.
            if id_ not in listed:
                _refuse("misshapen-report", at, f"{quoted(id_)} is not among the methodologies of the report")
    body = {key: value for key, value in report.items() if key != "digest"}
    rules = tuple(
        _texts({"folder": folder}, "folder", f"{name}: rules[{index}]")
        for index, folder in enumerate(_entries(report, "rules", name) if "rules" in report else ())
    )
    return Certificate(name, body, stated, _digest(name, body), tuple(entries), tuple(records), rules)


def _check_run(report: Json, name: str) -> None:
    """What wrote the report, what it was told, what it read and counted."""
    engine = _take(report, "engine", dict, name)
    if _take(engine, "name", str, f"{name}: engine") != "nit-rules":
        _refuse("foreign-report", name, f"was written by {quoted(engine['name'])}, not by nit-rules")
    _take(engine, "version", str, f"{name}: engine")
    options = _take(report, "options", dict, name)
    for key in ("edition", "methodology"):
        _text(options, key, f"{name}: options")
    _printing(options, f"{name}: options")
    _take(options, "strict", bool, f"{name}: options")
    _lines(report, "inputs", ("name", "digest"), name)
    summary = _take(report, "summary", dict, name)
    for key in Summary().as_dict():
        _take(summary, key, int, f"{name}: summary")
    _lines(report, "problems", _PROBLEM, name)


def _refuse(code: str, at: str, message: str) -> NoReturn:
    raise InputError([Problem(code, at, message)])


def _refuse_schema(name: str, schema: object) -> NoReturn:
    match = _SCHEMA.fullmatch(schema) if isinstance(schema, str) else None
    if match is None:
        _refuse("foreign-report", name, "is not a report of nit-rules (its schema is not nit-rules/report/…)")
    age = "an older" if int(match[1]) < int(SCHEMA.rpartition("/")[2]) else "a newer"
    message = f"has {age} schema, {match[0]}; this version of nit-rules replays {SCHEMA}"
    _refuse("other-schema", name, message)


def _digest(name: str, body: Json) -> str:
    try:
        # Not `digest`, which replaces halves of surrogate pairs: two different reports would have one.
        return hashed(rfc8785.dumps(body))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        _refuse("not-json", name, f"has no canonical form: {error}")


CUT_OFF = "is cut off: the JSON ends before the report does"


def _parse(name: str, data: bytes) -> Any:
    if len(data) > LARGEST:
        _refuse("too-large", name, f"is larger than {LARGEST:,} bytes")
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            _refuse("truncated", name, CUT_OFF)
        _refuse("not-json", name, f"is not UTF-8 text (byte {error.start})")
    except json.JSONDecodeError as error:
        rest = error.doc[error.pos :].rstrip()
        # What is left may be nothing, or the beginning of a word.
        is_begun = any(word.startswith(rest) for word in ("true", "false", "null"))
        if is_begun or error.msg.startswith("Unterminated"):
            _refuse("truncated", name, CUT_OFF)
        _refuse("not-json", name, f"is not JSON: line {error.lineno}, column {error.colno}")
    except RecursionError:
        _refuse("not-json", name, "is nested too deeply")
    except ValueError as error:
        _refuse("not-json", name, f"is not a report: {error}")


def _object(pairs: list[tuple[str, Any]]) -> Json:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        twice = next(key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1)
        raise ValueError(f"an object holds the key {quoted(twice)} twice")
    return entries


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


_WORDS = {int: "a number", str: "a text", list: "a list", dict: "an object", bool: "true or false"}


def _take(entry: Any, key: str, kind: type[T], at: str) -> T:
    """A member of the kind that the schema names."""
    value = entry.get(key) if isinstance(entry, dict) else None
    # True and False are numbers in Python, not in JSON.
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        _refuse("misshapen-report", at, f"{quoted(key)} is missing or not {_WORDS[kind]}")
    return value


def _text(entry: Json, key: str, at: str) -> str | None:
    """A text or null."""
    if key not in entry:
        _refuse("misshapen-report", at, f"{quoted(key)} is missing")
    return None if entry[key] is None else _take(entry, key, str, at)


def _printing(entry: Json, at: str) -> Printing | None:
    printing = _text(entry, "printing", at)
    if printing is not None and printing not in [*Printing]:
        _refuse("misshapen-report", f"{at}.printing", f"{quoted(printing)} is no printing")
    return None if printing is None else Printing(printing)


def _entries(entry: Json, key: str, at: str) -> list[Json]:
    entries = _take(entry, key, list, at)
    for index, one in enumerate(entries):
        if not isinstance(one, dict):
            _refuse("misshapen-report", f"{at}: {key}[{index}]", "is not an object")
    return entries


def _lines(entry: Json, key: str, names: Iterable[str], at: str) -> list[tuple[str, ...]]:
    """The texts that each entry of a list has under these names."""
    return [
        tuple(_take(one, name, str, f"{at}: {key}[{index}]") for name in names)
        for index, one in enumerate(_entries(entry, key, at))
    ]


def _texts(entry: Json, key: str, at: str) -> dict[str, str]:
    members = _take(entry, key, dict, at)
    return {name: _take(members, name, str, f"{at}.{key}") for name in members}


def _record(entry: Json, at: str) -> Record:
    """The record that was audited, without the one of the edition before."""
    stated = _take(entry, "stated", dict, at)
    ratings, claims = _stated(entry, at)
    complete = _take(entry, "complete", list, at)
    changes = [
        Change(figure, before, after, where, figure in complete)
        for figure, before, after, where in _lines(entry, "changes", ("figure", "from", "to", "at"), at)
    ]
    problems = [Problem(*parts) for parts in _lines(entry, "problems", _PROBLEM, at)]
    for index, finding in enumerate(_entries(entry, "findings", at)):
        _take(finding, "assumed", bool, f"{at}: findings[{index}]")
        for key in ("expected", "exact"):
            _text(finding, key, f"{at}: findings[{index}]")
    _take(entry, "diagnoses", list, at)
    _take(entry, "previous_follows", bool, at)
    _take(entry, "input", int, at)
    for candidate in _take(entry, "candidates", list, at):
        _take({"candidate": candidate}, "candidate", str, at)
    _text(entry, "methodology", at)
    return Record(
        _text(entry, "subject", at),
        _text(entry, "edition", at),
        tuple(ratings),
        tuple(claims),
        tuple(changes),
        methodology=_text(stated, "methodology", f"{at}.stated"),
        printing=_printing(stated, f"{at}.stated"),
        scale_direction=_text(stated, "scale_direction", f"{at}.stated"),
        direction_because=_text(stated, "direction_because", f"{at}.stated"),
        at=_take(entry, "at", str, at),
        period=_text(entry, "period", at),
        extra=tuple(_texts(entry, "extra", at).items()),
        problems=tuple(problems),
    )


def _stated(entry: Json, at: str) -> tuple[list[Stated], list[Stated]]:
    """The ratings and the claims, as they were printed."""
    others = _take(entry, "others", dict, at)
    places = _texts(entry, "ratings_at", at)
    ratings = [
        Stated(name, text, places.get(name, "")) for name, text in _texts(entry, "ratings", at).items()
    ]
    ratings += _list_of(others, "ratings", "value", f"{at}.others")
    # A rating off the grid, or printed in unequal ways, is a finding as well as one of the others.
    unknown = {one.figure for one in ratings}
    claims = [one for one in _list_of(entry, "findings", "published", at) if one.figure not in unknown]
    return ratings, claims + _list_of(others, "claims", "value", f"{at}.others")


def _list_of(entry: Json, key: str, value: str, at: str) -> list[Stated]:
    return [Stated(*parts) for parts in _lines(entry, key, ("figure", value, "at"), at)]
