"""``nit-rules schema``: the JSON Schemas of report, record and rule files."""

from importlib.resources import files

import click

from nit_rules.cli.common import example, write


@click.command("schema", epilog=example("nit-rules schema rules -o rules.schema.json"))
@click.argument("name", type=click.Choice(["report", "record", "rules"]))
@click.option("-o", "--output", metavar="FILE", help="Write to FILE.")
def command(name: str, output: str | None) -> int:
    """Print a JSON Schema (2020-12): of a report, of a record, or of a rule file."""
    write(files("nit_rules").joinpath("schemas", f"{name}.json").read_bytes(), output)
    return 0
