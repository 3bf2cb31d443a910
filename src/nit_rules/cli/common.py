"""What the commands share: options, the catalog, where output goes."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import IO, Any, TextIO, TypeVar, cast

import click
from click.core import ParameterSource

from nit_rules.catalog import Catalog
from nit_rules.choosing import choose
from nit_rules.errors import InputError, NitRulesError, Problem, quoted, visible
from nit_rules.model import Methodology, Printing, Record
from nit_rules.sources.reading import KINDS

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

#: The formats that a file's name leaves no doubt about.
_BY_SUFFIX = {
    ".csv": "csv", ".htm": "html", ".html": "html", ".json": "json", ".jsonl": "jsonl", ".md": "markdown",
    ".parquet": "parquet", ".xlsx": "xlsx",
}  # fmt: skip
#: The options and arguments that name what is read.
_READ = frozenset({"arguments", "files", "inputs", "report", "roster", "rules"})
#: What standard output is called where it cannot be written to.
STANDARD_OUTPUT = "standard output"


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


@contextmanager
def writing(output: str | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that appears (or replaces an older one) only once it is complete.

    A device or a pipe is written to as it is; where there is a link, the file that it leads to is replaced.
    """
    if output is None or output == "-":
        if sys.stdout is None:
            raise InputError([Problem("cannot-write", STANDARD_OUTPUT, "it is closed")])
        with _written(STANDARD_OUTPUT):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    with _written(output or "--output"):
        target = Path(output).resolve()
        if not Path(output).name or target.is_dir():
            raise InputError([Problem("cannot-write", output or "--output", "is no name of a file to write")])
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with temporary.open("xb") as stream:
                yield stream
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _written(output: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if output == STANDARD_OUTPUT:
            forsake_output()
        if isinstance(error, BrokenPipeError):
            # The reader of the pipe has gone; there is nobody left to tell.
            sys.exit(141)
        raise InputError([Problem("cannot-write", output, error.strerror or str(error))]) from None


def forsake_output(stream: TextIO | None = None) -> None:
    """Let what is left for standard output go: it would be written, and fail, once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), (stream or sys.stdout).fileno())


def write(text: str | bytes, output: str | None) -> None:
    """A whole result to standard output or to a file."""
    with writing(output) as stream:
        stream.write(text.encode() if isinstance(text, str) else text)


def write_json(value: Any, output: str | None) -> None:
    """A value as a line of canonical JSON."""
    from nit_rules.reports.json import canonical

    write(canonical(value) + b"\n", output)


def write_either(
    format_: str, output: str | None, as_json: Callable[[], Any], as_text: Callable[[], str | bytes]
) -> None:
    """What is asked for, and only that is made: a value as a line of canonical JSON, or a text as it is laid out."""
    if format_ == "json":
        write_json(as_json(), output)
    else:
        write(as_text(), output)


def write_result(result: T, as_text: Callable[[T], str], format_: str, output: str | None) -> None:
    """A result as canonical JSON or as text, which a terminal gets in lines that it can show."""
    if format_ == "json":
        from nit_rules.reports.json import to_json

        write(to_json(result), output)
    else:
        write(fitted(as_text(result), output), output)


def fitted(text: str, output: str | None) -> str:
    """A text as it is, or in lines that a terminal can show where it goes to one."""
    if output is not None or not is_terminal():
        return text
    from nit_rules.reports.wording import folded

    return "".join(f"{part}\n" for line in text.splitlines() for part in folded(line, width()))


def complain(*problems: Problem) -> None:
    """Problems and notes go to standard error, a line each, whatever stands in the arguments that they name."""
    for problem in problems:
        try:
            click.echo(visible(str(problem)), err=True)
        except OSError:
            # Nobody can be told; the exit code still says it.
            forsake_output(sys.stderr)


def is_terminal() -> bool:
    """Whether standard output is a terminal; it may be closed."""
    return sys.stdout is not None and sys.stdout.isatty()


def colours() -> bool:
    """Whether standard output is a terminal that may be coloured."""
    return is_terminal() and "NO_COLOR" not in os.environ


def width() -> int:
    """The columns of the terminal; 80 where standard output is none."""
    if not is_terminal():
        return 80
    import shutil

    return shutil.get_terminal_size().columns
