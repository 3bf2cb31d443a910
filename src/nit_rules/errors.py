"""What goes wrong: problems as values, and the exceptions that carry them.

An exception means "this could not be done". A *finding* (`nit_rules.model.findings`) means "this was
done, and here is what it shows". The two are never mixed.
"""

from collections.abc import Iterable

from nit_rules.values import frozen

#: So many characters of a text are shown.
_SHOWN = 60


@frozen
class Problem:
    """One thing that could not be done: a stable code, the place, and one line for people.

    >>> print(Problem("not-a-number", "scores.csv:17: ep", "'abc' is not a number"))
    scores.csv:17: ep: 'abc' is not a number
    """

    code: str
    at: str
    message: str

    def __str__(self) -> str:
        return visible(f"{self.at}: {self.message}" if self.at else self.message)


class NitRulesError(Exception):
    """The root of every exception this package raises; `problems` holds all that was wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["NitRulesError"], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class RuleFileError(NitRulesError):
    """A rule file (methodology, editions, sources or released digests) that cannot be used."""


class UnknownEditionError(NitRulesError):
    """An edition that does not exist, or whose method is not known."""


class UnknownMethodologyError(NitRulesError):
    """A methodology, or a version of one, that the catalog does not hold."""


class InputError(NitRulesError):
    """An input that cannot be read, or that states what excludes itself."""


class RatingsError(NitRulesError):
    """Ratings or figures that a computation cannot start from."""


class MissingExtraError(InputError, ImportError):
    """Something needs an extra that is not installed."""


def missing_extra(what: str, extra: str, at: str = "") -> MissingExtraError:
    """The error where something needs an extra that is not installed, with the command that installs it."""
    message = f"{what} needs an extra: pip install 'nit-rules[{extra}]'"
    return MissingExtraError([Problem("missing-extra", at, message)])


def check_kind(value: object, kind: type, hint: str) -> None:
    """Raises `InputError` where a program gives a value of another kind; `hint` says where to take one."""
    if not isinstance(value, kind):
        given = quoted(value) if isinstance(value, str) else type(value).__name__
        message = f"give a {kind.__name__}, {hint}, not {given}"
        raise InputError([Problem("wrong-type", kind.__name__.lower(), message)])


def nearest(word: str, known: Iterable[str]) -> str | None:
    """What a word may be a misspelling of; nothing where it is too long to be shown."""
    if len(word) > _SHOWN:
        return None
    # Most runs have nothing to suggest.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, [*known], n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion to append to a message, or nothing.

    >>> did_you_mean("ontoo", ["of", "onto"])
    "; did you mean 'onto'?"
    """
    near = nearest(word.casefold(), sorted(known))
    return f"; did you mean '{near}'?" if near else ""


def not_an_id(value: object) -> str:
    """Why a value of another type names nothing."""
    return f"an id is a str, not {type(value).__name__}"


def quoted(text: object) -> str:
    """Text from an input, in quotes, short, with control characters shown rather than obeyed; any other value as it is.

    >>> quoted("a\\x1b[31m")
    "'a\\\\x1b[31m'"
    """
    if not isinstance(text, str):
        return repr(text)
    # A subclass may show itself otherwise.
    shown = repr(str(text) if len(text) <= _SHOWN else text[: _SHOWN - 3] + "...")
    return shown if shown[0] == "'" else "'" + shown[1:-1] + "'"


def visible(text: str) -> str:
    """Text from an input with control characters shown rather than obeyed.

    >>> visible("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
