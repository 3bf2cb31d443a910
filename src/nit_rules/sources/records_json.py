"""Records as JSON: one, a list of them, or one a line."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from nit_rules.errors import InputError, Problem, did_you_mean, quoted
from nit_rules.model import Printing, Record, Stated
from nit_rules.model.edition import not_a_printing
from nit_rules.numerals import fold, is_absent
from nit_rules.sources.cells import shown
from nit_rules.sources.columns import Terms
from nit_rules.sources.opening import MIB, WIDE, Input, encoding_of
from nit_rules.sources.register import Register
from nit_rules.sources.roles import EDITION, SUBJECT
from nit_rules.verdicts import other_index

#: Bytes of one line of JSONL.
LONGEST_LINE = MIB
_NOT_UTF_8 = "not UTF-8, which JSON is"
KEYS = ("subject", "edition", "methodology", "printing", "scale_direction", "ratings", "claims")
_REPORT = "nit-rules/report/"


class Members(dict[str, Any]):
    """A JSON object that remembers which of its keys were there twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice = set[str]()
        if len(self) < len(pairs):
            self.twice = {key for key, count in Counter(key for key, _ in pairs).items() if count > 1}


def _load(text: str) -> Any:
    """JSON whose numbers are their text; so is NaN, which then is no number where a figure is read."""
    return json.loads(text, object_pairs_hook=Members, parse_float=str, parse_int=str, parse_constant=str)


def _not_json(at: str, error: Exception) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        line = f"line {error.lineno}, " if error.doc.count("\n") else ""
        words = f"{error.msg[:1].lower()}{error.msg[1:]}"
        return Problem("not-json", at, f"not JSON: {line}column {error.colno}: {words}")
    if isinstance(error, RecursionError):
        return Problem("not-json", at, "nested too deeply")
    return Problem("not-json", at, f"not JSON: {error}")


def read_json(source: Input, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of a JSON document: one object, or a list of them. Raises `InputError` where it is neither."""
    encoding = encoding_of(source)
    if encoding == "cp1252":
        raise InputError([Problem("not-text", source.name, _NOT_UTF_8)])
    text = source.bytes("json").decode(encoding)
    if not text.strip():
        raise InputError([Problem("empty", source.name, "the file is empty")])
    try:
        document = _load(text)
    except (ValueError, RecursionError) as error:
        raise InputError([_not_json(source.name, error)]) from None
    many = isinstance(document, list)
    for index, entry in enumerate(document if many else [document]):
        place = f"{source.name}[{index}]" if many else source.name
        yield from _admitted(entry, _dotted(place), register, terms)


def read_jsonl(source: Input, register: Register, terms: Terms) -> Iterator[Record]:
    """The records of a JSONL text, one a line, as they come."""
    encoding = encoding_of(source)
    number = 0
    found = False
    with source.open() as stream:
        if encoding in WIDE:
            message = f"JSONL is UTF-8, not {encoding.upper()}"
            raise InputError([Problem("encoding", source.name, message)])
        while line := stream.readline(LONGEST_LINE):
            number += 1
            at = f"{source.name}:{number}"
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                raise InputError([Problem("too-large", at, f"a line of more than {LONGEST_LINE} bytes")])
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
                if not text:
                    continue
                found = True
                entry = _load(text)
            except UnicodeDecodeError:
                found = True
                register.reading.problems.append(Problem("not-text", at, _NOT_UTF_8))
                continue
            except (ValueError, RecursionError) as error:
                register.reading.problems.append(_not_json(at, error))
                continue
            yield from _admitted(entry, _spaced(at), register, terms)
    if not found:
        raise InputError([Problem("empty", source.name, "the file is empty")])


_Place = Callable[[str], str]


def _dotted(place: str) -> _Place:
    return lambda path: f"{place}.{path}" if path else place


def _spaced(place: str) -> _Place:
    return lambda path: f"{place}: {path}" if path else place


def _admitted(entry: object, place: _Place, register: Register, terms: Terms) -> Iterator[Record]:
    if not isinstance(entry, Members):
        message = (
            f"a record is an object with 'subject', 'edition', 'ratings' and 'claims', not {_kind(entry)}"
        )
        register.reading.problems.append(Problem("not-a-record", place(""), message))
        return
    if str(entry.get("schema", "")).startswith(_REPORT):
        message = "this is a saved report, not an input; recompute it with: nit-rules replay"
        register.reading.problems.append(Problem("saved-report", place(""), message))
        return
    record = register.admit(_Entry(entry, place, register, terms).record())
    if record is not None:
        yield record


class _Entry:
    """One record's object, and the problems found while it is read."""

    def __init__(self, entry: Members, place: _Place, register: Register, terms: Terms) -> None:
        self.entry, self.place, self.register, self.terms = entry, place, register, terms
        self.problems: list[Problem] = []

    def record(self) -> Record:
        entry = self.entry
        for key in entry:
            if key not in KEYS:
                self._problem("unknown-key", key, f"unknown key{self._meant(key)}")
        self._twice(entry, "")
        subject, edition, methodology = map(self._text, ("subject", "edition", "methodology"))
        printing, direction = self._text("printing"), self._text("scale_direction")
        if printing is not None and printing not in set(Printing):
            self._problem("not-a-printing", "printing", not_a_printing(printing))
            printing = None
        stated = None if direction is None else self.terms.direction(direction)
        if direction is not None and stated is None:
            self._problem("not-a-direction", "scale_direction", self.terms.not_a_direction(direction))
        self.edition = None if edition is None else self.register.edition(edition)
        self.methodology = methodology or self.register.given.methodology
        return Record(
            subject,
            self.edition,
            tuple(self._stated("ratings", is_indicator=True)),
            tuple(self._stated("claims", is_indicator=False)),
            (),
            methodology,
            printing,
            stated,
            None if stated is None else f"the record says {stated}",
            self.place(""),
            problems=tuple(self.problems),
        )

    def _meant(self, key: str) -> str:
        """What a key that is none may have been meant for: also as columns of tables are called."""
        for known, role in (("subject", SUBJECT), ("edition", EDITION)):
            if fold(key) in role:
                return f"; did you mean {known!r}?"
        if (term := self.terms.vocabulary.find(key)) is not None:
            return f"; did you mean {term.id!r} under {'ratings' if term.is_indicator else 'claims'!r}?"
        return did_you_mean(key, KEYS) or _one_of(KEYS)

    def _problem(self, code: str, path: str, message: str) -> None:
        self.problems.append(Problem(code, self.place(_shown(path)), message))

    def _twice(self, members: Members, path: str) -> None:
        for key in sorted(members.twice):
            self._problem("duplicate-key", f"{path}{key}", "the key is there twice")

    def _text(self, key: str) -> str | None:
        return self._value(self.entry.get(key), key)

    def _value(self, value: object, path: str) -> str | None:
        """A string (or number), stripped; None where it is absent or of another type."""
        if value is None:
            return None
        if not isinstance(value, str):
            self._problem("wrong-type", path, f"a string is needed, not {_kind(value)}")
            return None
        return None if is_absent(value) else value.strip()

    def _members(self, key: str) -> Members:
        value = self.entry.get(key)
        if value is None:
            return Members([])
        if not isinstance(value, Members):
            self._problem("wrong-type", key, f"an object of ids and values is needed, not {_kind(value)}")
            return Members([])
        self._twice(value, f"{key}.")
        return value

    def _stated(self, key: str, *, is_indicator: bool) -> Iterator[Stated]:
        members = self._members(key)
        for name, value in members.items():
            path = f"{key}.{name}"
            figure = self._id(name, path, is_indicator=is_indicator)
            text = self._value(value, path)
            # Of a key that is there twice, neither value is read.
            if figure is None or text is None or name in members.twice:
                continue
            if self.terms.is_label(figure) and (foreign := other_index(text)):
                self.register.reading.notes.append(
                    Problem("another-index", self.place(_shown(path)), foreign)
                )
            elif (why := self.terms.complaint(figure, text)) is not None:
                self._problem("not-a-label" if self.terms.is_label(figure) else "not-a-number", path, why)
            else:
                yield Stated(figure, text, self.place(_shown(path)))

    def _id(self, name: str, path: str, *, is_indicator: bool) -> str | None:
        """The id that a key means, a problem where it means none or one of the other sort."""
        scope = self.edition or self.register.given.edition, self.methodology
        term = self.terms.find(name, *scope)
        what = "indicator" if is_indicator else "figure"
        if term is None or name not in self.register.catalog.ids:
            near = self.terms.vocabulary.suggestion(name, *scope)
            self._problem("unknown-figure", path, f"unknown {what} {quoted(name)}{near}")
            return None
        if is_indicator is not term.is_indicator:
            other = "ratings" if term.is_indicator else "claims"
            self._problem("unknown-figure", path, f"{quoted(name)} is no {what}; it belongs under {other!r}")
            return None
        return term.id


def _one_of(keys: tuple[str, ...]) -> str:
    return f"; a record has {', '.join(keys)}"


def _shown(path: str) -> str:
    return shown(path, 120)


def _kind(value: object) -> str:
    if isinstance(value, Members):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else quoted(str(value))
