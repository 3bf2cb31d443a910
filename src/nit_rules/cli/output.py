"""Where output goes: results to standard output or a file, problems and notes to standard error."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TextIO, TypeVar

import click

from nit_rules.errors import InputError, Problem, visible

T = TypeVar("T")

#: What standard output is called where it cannot be written to.
STANDARD_OUTPUT = "standard output"


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
