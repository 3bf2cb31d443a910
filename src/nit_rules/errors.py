"""What goes wrong: problems as values, and the exceptions that carry them.

An exception means "this could not be done". A *finding* (`nit_rules.model.findings`) means "this was
done, and here is what it shows". The two are never mixed.
"""

from collections.abc import Iterable

from nit_rules.values import frozen


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


def missing_extra(what: str, extra: str, at: str = "") -> InputError:
    """The error where something needs an extra that is not installed, with the command that installs it."""
    message = f"{what} needs an extra: pip install 'nit-rules[{extra}]'"
    return InputError([Problem("missing-extra", at, message)])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion to append to a message, or nothing.

    >>> did_you_mean("ontoo", ["of", "onto"])
    "; did you mean 'onto'?"
    """
    # Most runs have nothing to suggest.
    from difflib import get_close_matches

    near = get_close_matches(word.casefold(), sorted(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""


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
    shown = repr(text if len(text) <= 60 else text[:57] + "...")
    return shown if shown[0] == "'" else "'" + shown[1:-1] + "'"


def visible(text: str) -> str:
    """Text from an input with control characters shown rather than obeyed.

    >>> visible("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
