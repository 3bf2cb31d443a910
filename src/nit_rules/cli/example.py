"""``nit-rules example``: write a sample input to try on."""

from importlib.resources import files
from pathlib import Path

import click

from nit_rules.cli.options import example, output_options
from nit_rules.cli.output import write
from nit_rules.errors import InputError, Problem

#: The samples: published figures, each as people have it and as JSON records.
SAMPLES = {"kazakhstan-2021": "txt", "countries-2012": "csv"}


@click.command(
    "example",
    epilog=example(
        "nit-rules example kazakhstan-2021 -o kazakhstan-2021.txt\nnit-rules audit kazakhstan-2021.txt"
    ),
)
@click.argument("name", type=click.Choice(list(SAMPLES)), default="kazakhstan-2021", metavar="[NAME]")
@output_options("text", "json")
def command(name: str, format_: str, output: str | None) -> None:
    """Write a sample input to try on.

    \b
    kazakhstan-2021  a report page in the layout of the publisher's site
    countries-2012   a table of eleven countries, as first published

    The figures are those that were published. With --format json, the same figures as records. A file that holds
    something else is not replaced.
    """
    kind = "json" if format_ == "json" else SAMPLES[name]
    sample = (files("nit_rules") / "examples" / f"{name}.{kind}").read_bytes()
    if output not in (None, "-") and _holds_other(Path(output), sample):
        message = "it is there and holds something else; remove it, or write to another file"
        raise InputError([Problem("cannot-write", output, message)])
    write(sample, output)


def _holds_other(path: Path, sample: bytes) -> bool:
    """Whether a file is there, edited perhaps; what is no file is refused where it is written."""
    return path.is_file() and (path.stat().st_size != len(sample) or path.read_bytes() != sample)
