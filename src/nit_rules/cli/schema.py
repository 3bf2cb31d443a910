"""``nit-rules schema``: the JSON Schemas of report, record and rule files."""

import json
from importlib.resources import files

import click

from nit_rules.cli.options import example, output_options
from nit_rules.cli.output import write_either


@click.command("schema", epilog=example("nit-rules schema rules -o rules.schema.json"))
@click.argument("name", type=click.Choice(["report", "record", "rules"]))
@output_options("text", "json", is_json=True)
def command(name: str, format_: str, output: str | None) -> int:
    """Print a JSON Schema (2020-12): of a report, of a record, or of a rule file.

    As text it is indented, as JSON in its canonical form, like all that the commands write.
    """
    schema = files("nit_rules").joinpath("schemas", f"{name}.json").read_bytes()
    write_either(format_, output, lambda: json.loads(schema), lambda: schema)
    return 0
