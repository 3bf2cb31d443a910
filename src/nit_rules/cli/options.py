"""What the commands share: options, and what is read from them."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from click.core import ParameterSource

from nit_rules.catalog import Catalog
from nit_rules.choosing import choose
from nit_rules.cli.output import complain
from nit_rules.errors import InputError, NitRulesError, Problem, quoted
from nit_rules.model import Methodology, Printing, Record
from nit_rules.sources.reading import KINDS

F = TypeVar("F", bound=Callable[..., Any])

#: The formats that a file's name leaves no doubt about.
_BY_SUFFIX = {
    ".csv": "csv", ".htm": "html", ".html": "html", ".json": "json", ".jsonl": "jsonl", ".md": "markdown",
    ".parquet": "parquet", ".xlsx": "xlsx",
}  # fmt: skip
#: The options and arguments that name what is read.
_READ = frozenset({"arguments", "files", "inputs", "report", "roster", "rules"})


def example(text: str) -> str:
    """The end of a ``--help``: an example that works, kept as it is laid out."""
    lines = "\n".join("  " + line for line in text.strip().splitlines())
    return f"\b\nExample:\n{lines}"


def output_options(*formats: str, is_json: bool = False) -> Callable[[F], F]:
    """``--format`` (the first is the default) and ``-o/--output``, which replaces no file that is to be read.

    A note says where a file is named like one format and, as none was given, written in the default one; `is_json`
    where that may be JSON as well.
    """

    def decorate(function: F) -> F:
        @wraps(function)
        def sparing(*, output: str | None, **others: Any) -> Any:
            _spare(_files(value for name, value in others.items() if name in _READ), output)
            result = function(output=output, **others)
            if not is_json and _is_default("format_"):
                _note_format(output, formats)
            return result

        written = click.option("-o", "--output", metavar="FILE", help="Write to FILE.")(cast("F", sparing))
        return click.option(
            "--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True,
            help="How to print the result.",
        )(written)  # fmt: skip

    return decorate


def _is_default(option: str) -> bool:
    return click.get_current_context().get_parameter_source(option) is ParameterSource.DEFAULT


def _note_format(output: str | None, formats: Sequence[str]) -> None:
    named = _BY_SUFFIX.get(Path(output).suffix.lower()) if output else None
    if output and named in formats[1:]:
        message = f"the format is {formats[0]}, the default; for {named} give --format {named}"
        complain(Problem("default-format", output, message))


def rules_option(function: F) -> F:
    """``--rules DIR``: methodologies of one's own, beside the shipped ones."""
    return click.option(
        "--rules", "rules", multiple=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
        help="Add the methodologies of a folder (repeatable).",
    )(function)  # fmt: skip


def printing_option(says: str) -> Callable[[F], F]:
    """``--printing``."""
    return click.option("--printing", type=click.Choice(list(map(str, Printing))), help=says)


def input_format_option(function: F) -> F:
    """``--input-format``."""
    return click.option(
        "--input-format", type=click.Choice(KINDS), help="Read inputs as this, whatever their extension."
    )(function)


def method_options(function: F) -> F:
    """``--edition``, ``--printing`` and ``--methodology``."""
    for decorate in (
        click.option(
            "--methodology", metavar="ID", help="Apply these rules, e.g. nit/2020 or nit/2020@1.0.0."
        ),
        printing_option("Which publication of it."),
        click.option(
            "--edition", metavar="EDITION", help="The edition, e.g. 2021 (it covers the year before)."
        ),
    ):
        function = decorate(function)
    return function


def catalog_of(rules: tuple[Path, ...]) -> Catalog:
    """The shipped rules and those of the given folders."""
    from nit_rules.loading import load_catalog

    return load_catalog(*rules)


@contextmanager
def gathered() -> Iterator[list[Problem]]:
    """A list of problems; those raised meanwhile join it, and all of them are raised as one `InputError`."""
    problems: list[Problem] = []
    try:
        yield problems
    except NitRulesError as error:
        problems += error.problems
    if problems:
        raise InputError(problems)


def values_by_id(arguments: tuple[str, ...], what: str, problems: list[Problem]) -> dict[str, list[str]]:
    """All values that ``ID=VALUE`` arguments give each id; what is no such pair, or repeats one, is a problem."""
    values: dict[str, list[str]] = {}
    for argument in arguments:
        id_, equals, value = argument.partition("=")
        if equals:
            values.setdefault(id_.strip(), []).append(value.strip())
        else:
            problems.append(Problem("not-a-pair", what, f"{quoted(argument)} is not of the form ID=VALUE"))
    problems += [
        Problem("given-twice", f"{what} {id_}", "is given more than once")
        for id_, some in values.items()
        if len(some) > 1
    ]
    return values


def pairs(arguments: tuple[str, ...], what: str, problems: list[Problem]) -> dict[str, str]:
    """``ID=VALUE`` arguments as a mapping; of an id that is given more than once, which is a problem, the first."""
    return {id_: some[0] for id_, some in values_by_id(arguments, what, problems).items()}


def settled(
    catalog: Catalog, edition: str | None, printing: str | None, methodology: str | None
) -> Methodology:
    """The one methodology that the options name.

    Raises `InputError` where they name none or exclude each other, and what the catalog raises where it does not know
    them.
    """
    if methodology is not None:
        method = catalog.methodology(methodology)
        options = Record(None, edition, methodology=methodology, printing=printing, at="options")
        if problems := choose(catalog, options).problems:
            raise InputError(problems)
        return method
    if edition is None:
        message = "give --edition or --methodology: which rules apply is never guessed"
        raise InputError([Problem("no-edition", "options", message)])
    return catalog.for_edition(edition, printing)


def _files(arguments: Iterable[Any]) -> Iterator[Path]:
    """The files that arguments name, those of folders of rules among them."""
    for value in arguments:
        if isinstance(value, tuple):
            yield from _files(value)
        elif isinstance(value, Path) and os.path.isdir(value):
            yield from value.glob("*.toml")
        elif isinstance(value, str | Path) and os.path.isfile(value):
            yield Path(value)


def _spare(files: Iterable[Path], output: str | None) -> None:
    """Raise `InputError` where the output would replace a file that is to be read."""
    if output is None or output == "-" or not os.path.exists(output):
        return
    for file in files:
        if os.path.samefile(file, output):
            message = "it is to be read, and --output would replace it; write to another file"
            raise InputError([Problem("cannot-write", file.name, message)])
