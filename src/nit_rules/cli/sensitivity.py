"""``nit-rules sensitivity``: how far from the next band, and what one step in each rating does."""

from pathlib import Path

import click

from nit_rules.catalog import Catalog
from nit_rules.cli.arguments import RecordStream, ratings_or_inputs
from nit_rules.cli.options import (
    catalog_of,
    example,
    gathered,
    input_format_option,
    method_options,
    output_options,
    pairs,
    rules_option,
    settled,
)
from nit_rules.cli.output import write_result
from nit_rules.errors import Problem
from nit_rules.sources.given import Given


@click.command(
    "sensitivity",
    epilog=example(
        "nit-rules sensitivity --edition 2021 ndg=1.25 ep=1.25 cs=1.50 im=1.25 ldg=1.50 jfi=1.25 co=1.25 \\\n"
        "  --off-by-one 0.1"
    ),
)
@click.argument("arguments", nargs=-1, required=True, metavar="ID=RATING... | INPUT...")
@method_options
@click.option(
    "--off-by-one", multiple=True, metavar="P", help="Chance that a rating is a step off, either way."
)
@click.option("--down", multiple=True, metavar="P", help="Chance that a rating ought to be a step lower.")
@click.option("--up", multiple=True, metavar="P", help="Chance that a rating ought to be a step higher.")
@input_format_option
@rules_option
@output_options("text", "json")
def command(
    arguments: tuple[str, ...],
    edition: str | None,
    printing: str | None,
    methodology: str | None,
    off_by_one: tuple[str, ...],
    down: tuple[str, ...],
    up: tuple[str, ...],
    input_format: str | None,
    rules: tuple[Path, ...],
    format_: str,
    output: str | None,
) -> int:
    """Show how far figures are from the next band, and what one step in each rating does.

    With --off-by-one, --down or --up (exact: 0.1 or 1/10; for one rating alone: ep=1/10) the exact probability of every
    score and status, if each rating may be one step off. --off-by-one is shared equally between down and up.

    For INPUT files: which records are closest to another class.
    """
    from nit_rules.reports.sensing import as_text
    from nit_rules.sensing import sensitivity

    catalog = catalog_of(rules)
    given, inputs = ratings_or_inputs(arguments)
    if inputs:
        if off_by_one or down or up:
            raise click.UsageError(
                "--off-by-one, --down and --up are for the ratings of one set, not for INPUT files"
            )
        from nit_rules.sources.files import read_inputs

        options = Given(None, edition, methodology, printing)
        readings = read_inputs(inputs, catalog, input_format=input_format, given=options, output=output)
        return _closest(RecordStream(readings), catalog, format_, output)
    with gathered() as problems:
        # The rules come last: what is wrong with the arguments is said even where none apply.
        result = sensitivity(
            ratings=pairs(given, "ratings", problems),
            off_by_one=_chances(off_by_one, "--off-by-one", problems),
            down=_chances(down, "--down", problems),
            up=_chances(up, "--up", problems),
            method=settled(catalog, edition, printing, methodology),
        )
    write_result(result, as_text, format_, output)
    return 0


def _chances(values: tuple[str, ...], option: str, problems: list[Problem]) -> str | dict[str, str]:
    """One probability for all ratings, or one for each of some."""
    if len(values) == 1 and "=" not in values[0]:
        return values[0]
    return pairs(values, option, problems)


def _closest(records: RecordStream, catalog: Catalog, format_: str, output: str | None) -> int:
    from nit_rules.ranking import closest
    from nit_rules.reports.sensing import ranking_text
    from nit_rules.sources.subjects import subject_key

    ranking = closest(catalog, records, subject_key)
    write_result(ranking, ranking_text, format_, output)
    return records.leave_out(ranking.left_out, ranking.notes, bool(ranking.ranked))
