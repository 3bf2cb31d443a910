"""Records: what an input states of one subject in one edition."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import field

from nit_rules import numerals
from nit_rules.errors import InputError, Problem, not_an_id, quoted
from nit_rules.model.edition import Printing, not_a_printing
from nit_rules.values import frozen

T = TypeVar("T")


@frozen
class Stated:
    """A rating or figure as somebody printed it: its id, its text, and where it stands."""

    figure: str
    text: str
    at: str = ""


@frozen
class Change:
    """A stated change of a rating or a figure since the edition before.

    `complete` where the page says that it lists all changes.
    """

    figure: str
    before: str
    after: str
    at: str = ""
    complete: bool = False


def _stated(values: Mapping[str, numerals.Value] | Iterable[Stated]) -> tuple[Stated, ...]:
    stated = _of_mapping(values) if isinstance(values, Mapping) else _all_stated(values)
    return tuple([one for one in stated if not numerals.is_absent(one.text)])


def _all_stated(values: object) -> tuple[Stated, ...]:
    what = "no rating or claim; give a mapping of ids to values, or a tuple of Stated"
    found = _all_of(Stated, values, what)
    _check_texts(found, "text", "figure", "at")
    return found


def _all_of(kind: type[T], values: object, what: str) -> tuple[T, ...]:
    """The values as a tuple. Raises `InputError` where one is of another kind, and so is `what`."""
    found = tuple(values) if isinstance(values, Iterable) else (values,)
    right = tuple([one for one in found if isinstance(one, kind)])
    if len(right) < len(found):
        wrong = next(one for one in found if not isinstance(one, kind))
        raise _wrong_type(f"{quoted(wrong)} is {what}")
    return right


def _wrong_type(message: str) -> InputError:
    return InputError([Problem("wrong-type", "record", message)])


def _check_texts(values: Iterable[object], *names: str) -> None:
    """Raises `InputError` where one of the fields of these names is no text."""
    problems = [
        Problem(
            "wrong-type",
            str(getattr(one, "figure", "")),
            f"a {type(one).__name__} holds a str as '{name}', not {type(text).__name__}",
        )
        for one in values
        for name in names
        if not isinstance(text := getattr(one, name), str)
    ]
    if problems:
        raise InputError(problems)


def _of_mapping(values: Mapping[str, object]) -> tuple[Stated, ...]:
    stated, problems = [], []
    for figure, value in values.items():
        if not isinstance(figure, str):
            problems.append(Problem("wrong-type", str(figure), not_an_id(figure)))
            continue
        try:
            stated.append(Stated(figure, numerals.text_of(value), figure))
        except TypeError as error:
            problems.append(Problem("wrong-type", figure, str(error)))
    if problems:
        raise InputError(problems)
    return tuple(stated)


def _changes(values: Iterable[Change]) -> tuple[Change, ...]:
    """The changes as a tuple, each of texts."""
    found = _all_of(Change, values, "no stated change; give Change(figure, before, after)")
    _check_texts(found, "before", "after", "figure", "at")
    for complete in (one.complete for one in found):
        if not isinstance(complete, bool):
            raise _wrong_type(f"a Change holds a bool as 'complete', not {type(complete).__name__}")
    return found


def _previous(value: "Record | None") -> "Record | None":
    if value is None:
        return None
    if not isinstance(value, Record):
        raise _wrong_type(f"previous is a Record, not {type(value).__name__}")
    if value.previous is not None:
        raise _wrong_type("previous has a previous of its own; give each edition as a record of its own")
    return value


def _printing(value: str | None) -> Printing | None:
    try:
        return None if value is None else Printing(value)
    except ValueError:
        raise InputError([Problem("not-a-printing", "printing", not_a_printing(value))]) from None


def _extra(value: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    what = "no pair of str; give extra as a mapping of names to texts"
    pairs = _all_of(tuple, value.items() if isinstance(value, Mapping) else value, what)
    for pair in pairs:
        if len(pair) != 2 or not all(isinstance(one, str) for one in pair):
            raise _wrong_type(f"{quoted(pair)} is {what}")
    return pairs


def _problems(values: Iterable[Problem]) -> tuple[Problem, ...]:
    return _all_of(Problem, values, "no Problem")


def _place(value: str) -> str:
    if isinstance(value, str):
        return value
    raise _wrong_type(f"a place is a str, not {type(value).__name__}")


def _label(value: str | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _wrong_type(f"{type(value).__name__} is no label or name; give a str, as in '2021' or 'nit/2020'")


@frozen
class Record:
    """One subject in one edition: known ratings, claims and stated changes, each with the place where it was read.

    `subject` and `edition` are labels: `str`, or None where unknown. `ratings` and `claims` may be given as mappings of
    ids to `str`, `Decimal` or `int`; `float` and `bool` raise `InputError`. Empty texts and ``n/a`` are left out.
    `printing` and `scale_direction` (``best=1`` or ``best=7``) are what the input itself states. `previous` is what the
    same page states of the edition before; there `period` is ``"previous"``. `changes` are judged with what it states;
    where there is none, with nothing known of the edition before. `extra` holds columns that are carried along, as
    pairs or a mapping, `problems` what could not be read.

    >>> record = Record("Kazakhstan", "2021", ratings={"ndg": "1.25"}, claims={"democracy_score": "1.32"})
    >>> record.claims
    (Stated(figure='democracy_score', text='1.32', at='democracy_score'),)
    """

    subject: str | None = field(default=None, converter=_label)
    edition: str | None = field(default=None, converter=_label)
    ratings: tuple[Stated, ...] = field(default=(), converter=_stated)
    claims: tuple[Stated, ...] = field(default=(), converter=_stated)
    changes: tuple[Change, ...] = field(default=(), converter=_changes)
    methodology: str | None = field(default=None, converter=_label)
    printing: Printing | None = field(default=None, converter=_printing)
    scale_direction: str | None = field(default=None, converter=_label)
    #: where the direction is stated, in words for `chosen_because`
    direction_because: str | None = field(default=None, converter=_label)
    at: str = field(default="", converter=_place)
    previous: "Record | None" = field(default=None, converter=_previous)
    period: str | None = field(default=None, converter=_label)
    extra: tuple[tuple[str, str], ...] = field(default=(), converter=_extra)
    problems: tuple[Problem, ...] = field(default=(), converter=_problems)

    @property
    def who(self) -> str:
        """Subject and edition in words; empty where neither is known."""
        return " ".join(filter(None, (self.subject, self.edition)))
