"""``nit-rules example``: write a sample input to try on."""

from importlib.resources import files

import click

from nit_rules.cli.common import example, output_options, write

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

    The figures are those that were published. With --format json, the same figures as records.
    """
    kind = "json" if format_ == "json" else SAMPLES[name]
    write((files("nit_rules") / "examples" / f"{name}.{kind}").read_bytes(), output)
