"""Reading a saved report: its bytes to a value whose records can be audited again."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NoReturn

import rfc8785
from attrs import frozen

from nit_rules.errors import InputError, Problem, quoted
from nit_rules.model import Change, Printing, Record, Stated
from nit_rules.reports.json import ENGINE, SCHEMA, Json, hashed
from nit_rules.reports.shape import faults

#: A larger file is refused unread.
LARGEST = 512 * 1024 * 1024
_OTHERS = "other_methodologies"
_SCHEMA = re.compile(r"nit-rules/report/(\d{1,9})")


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
    this version does not read, or not as its schema says.
    """
    report = _parse(name, data)
    schema = report.get("schema") if isinstance(report, dict) else None
    if schema != SCHEMA:
        _refuse_schema(name, schema)
    engine = report.get("engine")
    if isinstance(engine, dict) and isinstance(engine.get("name"), str) and engine["name"] != ENGINE:
        _refuse("foreign-report", name, f"was written by {quoted(engine['name'])}, not by {ENGINE}")
    if misshapen := [
        Problem("misshapen-report", f"{name}: {at}" if at else name, message)
        for at, message in faults(report)
    ]:
        raise InputError(misshapen)
    listed = {entry["id"] for entry in report["methodologies"]}
    for index, entry in enumerate(report["records"]):
        for id_ in methods(entry):
            # Rules that are not listed would be compared with none at hand.
            if id_ not in listed:
                at = f"{name}: records[{index}]"
                _refuse("misshapen-report", at, f"{quoted(id_)} is not among the methodologies of the report")
    body = {key: value for key, value in report.items() if key != "digest"}
    return Certificate(
        name,
        body,
        report["digest"],
        _digest(name, body),
        tuple(report["records"]),
        tuple(map(_record, report["records"])),
        tuple(report.get("rules", ())),
    )


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
    except rfc8785.IntegerDomainError as error:
        _refuse("not-json", name, f"has no canonical form: {error}")
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        _refuse("not-json", name, "has no canonical form: a text holds half of a surrogate pair")


#: No count has so many.
_MOST_DIGITS = 100
CUT_OFF = "is cut off: the JSON ends before the report does"


def _parse(name: str, data: bytes) -> Any:
    if len(data) > LARGEST:
        _refuse("too-large", name, f"is larger than {LARGEST:,} bytes")
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_object, parse_int=_count, parse_constant=_no_number)
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
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"an object holds the key {quoted(twice)} twice")
    return entries


def _count(text: str) -> int:
    """A whole number; reports hold counts, and Python reads none of thousands of digits."""
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"it holds a number of {len(text):,} digits")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _record(entry: Json) -> Record:
    """The record that was audited, without the one of the edition before."""
    stated, printing = entry["stated"], entry["stated"]["printing"]
    ratings, claims = _stated(entry)
    return Record(
        entry["subject"],
        entry["edition"],
        tuple(ratings),
        tuple(claims),
        tuple(
            Change(one["figure"], one["from"], one["to"], one["at"], one["figure"] in entry["complete"])
            for one in entry["changes"]
        ),
        methodology=stated["methodology"],
        printing=None if printing is None else Printing(printing),
        scale_direction=stated["scale_direction"],
        direction_because=stated["direction_because"],
        at=entry["at"],
        period=entry["period"],
        extra=tuple(entry["extra"].items()),
        problems=tuple(Problem(one["code"], one["at"], one["message"]) for one in entry["problems"]),
    )


def _stated(entry: Json) -> tuple[list[Stated], list[Stated]]:
    """The ratings and the claims, as they were printed."""
    others, places = entry["others"], entry["ratings_at"]
    ratings = [Stated(name, text, places.get(name, "")) for name, text in entry["ratings"].items()]
    ratings += _list_of(others["ratings"], "value")
    # A rating off the grid, or printed in unequal ways, is a finding as well as one of the others.
    unknown = {one.figure for one in ratings}
    claims = [one for one in _list_of(entry["findings"], "published") if one.figure not in unknown]
    return ratings, claims + _list_of(others["claims"], "value")


def _list_of(entries: Iterable[Json], value: str) -> list[Stated]:
    return [Stated(one["figure"], one[value], one["at"]) for one in entries]
