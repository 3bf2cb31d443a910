"""``nit-rules compare``: the same ratings, or a whole file, under two methodologies."""

from pathlib import Path

import click

from nit_rules.catalog import Catalog
from nit_rules.cli.arguments import RecordStream, ratings_or_inputs
from nit_rules.cli.options import (
    catalog_of,
    example,
    gathered,
    input_format_option,
    output_options,
    pairs,
    printing_option,
    rules_option,
    settled,
)
from nit_rules.cli.output import write_result
from nit_rules.model import Methodology
from nit_rules.sources.given import Given


@click.command(
    "compare",
    epilog=example(
        "nit-rules compare --from nit/2005 --to nit/2020 \\\n"
        "  ndg=6.75 ep=6.75 cs=6.50 im=6.75 ldg=6.50 jfi=6.75 co=6.75"
    ),
)
@click.argument("arguments", nargs=-1, required=True, metavar="[INPUT]... | ID=RATING...")
@click.option(
    "--from", "from_", metavar="ID", help="The methodology of the ratings; by default that of their edition."
)
@click.option("--to", "to", metavar="ID", required=True, help="The methodology to compare with.")
@click.option("--edition", metavar="EDITION", help="The edition of the ratings, where INPUT does not say.")
@printing_option("Which publication of it.")
@input_format_option
@rules_option
@output_options("text", "json")
def command(
    arguments: tuple[str, ...],
    from_: str | None,
    to: str,
    edition: str | None,
    printing: str | None,
    input_format: str | None,
    rules: tuple[Path, ...],
    format_: str,
    output: str | None,
) -> int:
    """Compare the figures of the same ratings under two methodologies.

    Ratings are turned where the scales run in opposite directions. For INPUT files: who would change class. With
    --rules and a methodology of your own this is the impact study of a draft. What stays the same whatever the ratings
    is proved over all sums and said with it.
    """
    from nit_rules.comparing import compare
    from nit_rules.reports.comparing import as_text

    catalog = catalog_of(rules)
    given, inputs = ratings_or_inputs(arguments)
    if inputs:
        from nit_rules.sources.files import read_inputs

        start = catalog.methodology(from_) if from_ else None
        target = catalog.methodology(to)
        options = Given(None, edition, None, printing)
        readings = read_inputs(inputs, catalog, input_format=input_format, given=options, output=output)
        return _impact(RecordStream(readings), catalog, start, target, format_, output)
    if from_ is None and edition is None:
        raise click.UsageError("give --from or --edition: the methodology of the ratings")
    with gathered() as problems:
        ratings = pairs(given, "ratings", problems)
        before = settled(catalog, edition, printing, from_)
        result = compare(before, catalog.methodology(to), ratings)
    write_result(result, as_text, format_, output)
    return 0


def _impact(
    records: RecordStream,
    catalog: Catalog,
    start: Methodology | None,
    target: Methodology,
    format_: str,
    output: str | None,
) -> int:
    from nit_rules.impact import impact
    from nit_rules.reports.comparing import impact_text
    from nit_rules.sources.subjects import subject_key

    result = impact(catalog, records, start, target, subject_key)
    write_result(result, impact_text, format_, output)
    return records.leave_out(result.left_out, result.notes, bool(result.moved))
