"""Plain values of a TOML file to frozen model values, with cattrs: strict, and every problem at once.

Nothing is coerced (``true`` is not 1, ``7`` is not ``"7"``), unknown keys are refused, and places are written in the
file's own keys: ``nit-2020.toml: rule[2].bands[1].at_least``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import BaseConverter
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    IterableValidationError,
    IterableValidationNote,
)

from nit_rules.errors import Problem, RuleFileError, did_you_mean, quoted
from nit_rules.loading.keys import KINDS, PROSE, file_keys, place, written
from nit_rules.model import Evidence, Mean, Rule
from nit_rules.rounding import places

T = TypeVar("T")

#: More significant digits than any printed figure has are the noise of a binary float.
MOST_DIGITS = 12
#: What would break a line, turn its direction, or speak to a terminal instead of being read.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_HINTS = {
    "weights": "weighted means are not supported by this version: a mean is plain",
    "weight": "weighted means are not supported by this version: a mean is plain",
}


class WrongValueError(ValueError):
    """One value that cannot be used."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def structure(name: str, content: dict[str, Any], into: type[T]) -> T:
    """`content` as an `into`; raises `RuleFileError` with all that is wrong in it."""
    try:
        return _converter.structure(content, into)
    except BaseValidationError as error:
        raise RuleFileError(_problems(error, name, "")) from None


def _problems(error: BaseException, name: str, path: str) -> Iterator[Problem]:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path = f"{path}.{note.name}" if path else note.name
        elif isinstance(note, IterableValidationNote):
            path = f"{path}[{note.index}]"
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, name, path)
    else:
        code = error.code if isinstance(error, WrongValueError) else "wrong-value"
        yield Problem(code, place(name, path), str(error))


def _shown(value: object) -> str:
    """A value as it looks in the file, with its type in words."""
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, int | Decimal):
        return f"the number {value}"
    if isinstance(value, dict):
        return "a table"
    return "an array" if isinstance(value, list) else f"a {type(value).__name__}"


def _text(value: object, _: object) -> str:
    if not isinstance(value, str):
        raise WrongValueError("wrong-type", f"is a text in quotes, not {_shown(value)}")
    if not value.strip():
        raise WrongValueError("empty-text", "is empty")
    if control := _CONTROL.search(value):
        raise WrongValueError(
            "control-character", f"{quoted(value)} holds the control character U+{ord(control[0]):04X}"
        )
    return value


def _on_one_line(value: object) -> object:
    """Prose as it is read, with its lines drawn together; a list of texts likewise."""
    if isinstance(value, list):
        return [_on_one_line(entry) for entry in value]
    return re.sub(r"[ \t\n]+", " ", value).strip() if isinstance(value, str) else value


def _count(value: object, _: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValueError("wrong-type", f"is a whole number, not {_shown(value)}")
    if value < 0:
        raise WrongValueError("wrong-value", f"is a count, not {value}")
    return value


def _number(value: object, _: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise WrongValueError("wrong-type", f"is a number, not {_shown(value)}")
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise WrongValueError("not-finite", f"is a number, not {value}")
    if exponent > 0 or places(number) > MOST_DIGITS or len(number.as_tuple().digits) > MOST_DIGITS:
        raise WrongValueError(
            "too-many-digits", f"{quoted(str(value))} has an exponent or more than {MOST_DIGITS} digits; "
            "write the digits that are printed",
        )  # fmt: skip
    return number


def _choice(value: object, into: type[StrEnum]) -> StrEnum:
    text = _text(value, str)
    if text not in list(into):
        raise WrongValueError(
            "unknown-choice", f"{quoted(text)} is none of {', '.join(into)}{did_you_mean(text, into)}"
        )
    return into(text)


def _rule(value: object, _: object) -> Rule:
    table = _table(value)
    if "kind" not in table:
        missing = WrongValueError("missing-key", f"is missing; it is one of {', '.join(KINDS)}")
        raise ClassValidationError("", [_at("kind", missing)], Mean)
    kind = table["kind"]
    if not isinstance(kind, str) or kind not in KINDS:
        near = did_you_mean(kind, KINDS) if isinstance(kind, str) else ""
        message = f"{_shown(kind)} is no kind of rule; known are {', '.join(KINDS)}{near}"
        raise ClassValidationError("", [_at("kind", WrongValueError("unknown-kind", message))], Mean)
    rest = {key: entry for key, entry in table.items() if key != "kind"}
    rule: Rule = _converter.structure(rest, KINDS[kind])
    return rule


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongValueError("wrong-type", f"is a table, not {_shown(value)}")
    return value


def _noted(error: Exception, note: str) -> Exception:
    """The error with where it arose; cattrs' notes are texts that carry a place."""
    error.add_note(note)
    return error


def _at(key: str, error: Exception) -> Exception:
    return _noted(error, AttributeValidationNote(key, key, None))


def _tuple(into: Any) -> Callable[[object, Any], tuple[Any, ...]]:
    kinds = get_args(into)
    length = None if kinds[-1] is ... else len(kinds)

    def hook(value: object, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise WrongValueError("wrong-type", f"is an array, not {_shown(value)}")
        if length is not None and len(value) != length:
            raise WrongValueError("wrong-length", f"has {length} entries, not {len(value)}")
        found: list[Any] = []
        errors: list[Exception] = []
        for index, entry in enumerate(value):
            try:
                found.append(_converter.structure(entry, kinds[0]))
            except (WrongValueError, BaseValidationError) as error:
                errors.append(_noted(error, IterableValidationNote("", index, kinds[0])))
        if errors:
            raise IterableValidationError("", errors, into)
        return tuple(found)

    return hook


def _class(cls: type) -> Callable[[object, Any], Any]:
    """A hook for a table; the keys of `Evidence` stand in the table of what it is evidence for."""
    keys = file_keys(cls)
    inner = file_keys(Evidence) if "evidence" in keys else {}
    allowed = (keys.keys() - {"evidence"}) | inner.keys()

    def hook(content: object, _: Any) -> Any:
        table = _table(content)
        errors: list[Exception] = []
        for key in table:
            if key not in allowed:
                hint = f"; {_HINTS[key]}" if key in _HINTS else did_you_mean(key, allowed)
                errors.append(_at(written(key), WrongValueError("unknown-key", f"unknown key{hint}")))
        found: dict[str, Any] = {}
        for key, field in keys.items():
            if key == "evidence":
                try:
                    found[key] = _converter.structure({k: table[k] for k in inner if k in table}, Evidence)
                except BaseValidationError as error:
                    errors += error.exceptions
            elif key in table:
                value = _on_one_line(table[key]) if key in PROSE else table[key]
                try:
                    found[field.name] = _structure(value, field.type)
                except (WrongValueError, BaseValidationError) as error:
                    errors.append(_at(key, error))
            elif field.default is attrs.NOTHING:
                errors.append(_at(key, WrongValueError("missing-key", "is missing")))
        if errors:
            raise ClassValidationError("", errors, cls)
        return cls(**found)

    return hook


def _texts_by_key(value: object, _: object) -> Mapping[str, str]:
    found, errors = {}, []
    for key, entry in _table(value).items():
        try:
            found[key] = _text(entry, str)
        except WrongValueError as error:
            errors.append(_at(quoted(key), error))
    if errors:
        raise ClassValidationError("", errors, dict)
    return found


def _structure(value: object, into: Any) -> Any:
    return _converter.structure(value, into)


def _is_a(origin: object) -> Callable[[Any], bool]:
    return lambda into: get_origin(into) is origin


def _optional(into: Any) -> Callable[[object, Any], Any]:
    (kind,) = (kind for kind in get_args(into) if kind is not type(None))
    return lambda value, _: _converter.structure(value, kind)


def _is_optional(into: Any) -> bool:
    return isinstance(into, UnionType) and type(None) in get_args(into)


# No code is generated for the classes: they are few, small and read once, and generating would cost more than reading.
_converter = BaseConverter(detailed_validation=True)
_converter.register_structure_hook(str, _text)
_converter.register_structure_hook(int, _count)
_converter.register_structure_hook(Decimal, _number)
_converter.register_structure_hook(StrEnum, _choice)
_converter.register_structure_hook_func(lambda into: into == Rule, _rule)
_converter.register_structure_hook_func(_is_a(Mapping), _texts_by_key)
_converter.register_structure_hook_factory(attrs.has, _class)
_converter.register_structure_hook_factory(_is_a(tuple), _tuple)
_converter.register_structure_hook_factory(_is_optional, _optional)
