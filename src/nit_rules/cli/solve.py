"""``nit-rules solve``: which ratings could stand behind figures."""

from functools import partial
from pathlib import Path

import click

from nit_rules.cli.options import (
    catalog_of,
    example,
    gathered,
    method_options,
    output_options,
    pairs,
    rules_option,
    settled,
)
from nit_rules.cli.output import write_result


@click.command("solve", epilog=example("nit-rules solve --edition 2021 democracy_score=1.32 ndg=1.25"))
@click.argument("values", nargs=-1, required=True, metavar="ID=VALUE...")
@method_options
@click.option(
    "--list", "listed", is_flag=True, help="Write out the rating vectors where they are at most 10,000."
)
@rules_option
@output_options("text", "json")
def command(
    values: tuple[str, ...],
    edition: str | None,
    printing: str | None,
    methodology: str | None,
    listed: bool,
    rules: tuple[Path, ...],
    format_: str,
    output: str | None,
) -> int:
    """Find the ratings that could stand behind figures and known ratings.

    ID is that of a figure or of a rating. Every sum of ratings that agrees with all that is given is listed, with the
    figures it leads to and the number of rating vectors behind it. Where none does, the nearest figures that can be
    printed beside the rest are named, and the exit code is 1.
    """
    from nit_rules.reports.solving import as_text
    from nit_rules.solving import solve

    with gathered() as problems:
        given = pairs(values, "values", problems)
        solution = solve(settled(catalog_of(rules), edition, printing, methodology), given, listed=listed)
    write_result(solution, partial(as_text, listed=listed), format_, output)
    return 0 if solution.reachable else 1
