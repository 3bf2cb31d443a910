"""``nit-rules score``: every figure from ratings."""

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


@click.command(
    "score",
    epilog=example(
        "nit-rules score --edition 2021 ndg=1.25 ep=1.25 cs=1.50 im=1.25 ldg=1.50 jfi=1.25 co=1.25 --explain"
    ),
)
@click.argument("ratings", nargs=-1, required=True, metavar="ID=RATING...")
@method_options
@click.option("--explain", is_flag=True, help="Show the derivation, to be followed with a pencil.")
@rules_option
@output_options("text", "json")
def command(
    ratings: tuple[str, ...],
    edition: str | None,
    printing: str | None,
    methodology: str | None,
    explain: bool,
    rules: tuple[Path, ...],
    format_: str,
    output: str | None,
) -> int:
    """Compute every figure from a full set of ratings."""
    from nit_rules.reports.derivation import score_text
    from nit_rules.scoring import score

    with gathered() as problems:
        given = pairs(ratings, "ratings", problems)
        result = score(settled(catalog_of(rules), edition, printing, methodology), given)
    write_result(result, partial(score_text, explain=explain), format_, output)
    return 0
