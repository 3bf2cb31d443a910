"""``nit-rules rules``: list, show, diff, check and export the rules."""

from pathlib import Path
from typing import Any

import click

from nit_rules.cli.options import catalog_of, example, output_options, printing_option, rules_option, settled
from nit_rules.cli.output import write_either, write_json
from nit_rules.errors import InputError, Problem, RuleFileError


@click.group("rules", epilog=example("nit-rules rules show nit/2020"))
def command() -> None:
    """List, show, diff, check and export the rules."""


@command.command("list", short_help="the methodologies and editions", epilog=example("nit-rules rules list"))
@rules_option
@output_options("text", "json")
def list_(rules: tuple[Path, ...], format_: str, output: str | None) -> int:
    """List methodologies and editions."""
    from nit_rules.reports.rules import list_text
    from nit_rules.reports.rules_json import list_json

    catalog = catalog_of(rules)
    write_either(format_, output, lambda: list_json(catalog), lambda: list_text(catalog))
    return 0


@command.command(
    "show",
    short_help="a methodology as a page to print",
    epilog=example("nit-rules rules show nit/2020\nnit-rules rules show --edition 2011"),
)
@click.argument("methodology", required=False)
@click.option("--edition", metavar="EDITION", help="The rules of an edition, of each of its printings.")
@printing_option("Only those of one printing.")
@rules_option
@output_options("text", "json")
def show(
    methodology: str | None,
    edition: str | None,
    printing: str | None,
    rules: tuple[Path, ...],
    format_: str,
    output: str | None,
) -> int:
    """Show a methodology as a page to print: scale, indicators, rules, bands, sources, how each is known."""
    from nit_rules.reports.rules import edition_text, method_text
    from nit_rules.reports.rules_json import edition_json, method_json

    catalog = catalog_of(rules)
    if (methodology is None) == (edition is None):
        raise click.UsageError("name a methodology, or give --edition, and not both")
    if methodology is not None:
        method = catalog.methodology(methodology)
        write_either(
            format_, output, lambda: method_json(catalog, method), lambda: method_text(catalog, method)
        )
        return 0
    found = catalog.edition(str(edition))
    methods = [by for printed, by in catalog.printings(found) if printing in (None, str(printed.printing))]
    if not methods:
        # Says why none is known.
        methods = [settled(catalog, edition, printing, None)]

    def as_json() -> dict[str, Any]:
        pages = [method_json(catalog, method) for method in methods]
        return {**edition_json(catalog, found), "methodologies": pages}

    write_either(format_, output, as_json, lambda: edition_text(catalog, found, methods))
    return 0


@command.command(
    "diff",
    short_help="what differs between two methodologies, in words",
    epilog=example("nit-rules rules diff nit/2005 nit/2020"),
)
@click.argument("before", metavar="FROM")
@click.argument("after", metavar="TO")
@rules_option
@output_options("text", "json")
def diff(before: str, after: str, rules: tuple[Path, ...], format_: str, output: str | None) -> int:
    """Say in words what differs between two methodologies, and what is proved to stay equal."""
    from nit_rules.differing import diff as differing
    from nit_rules.reports.rules import diff_text
    from nit_rules.reports.rules_json import diff_json

    catalog = catalog_of(rules)
    result = differing(catalog.methodology(before), catalog.methodology(after))
    write_either(format_, output, lambda: diff_json(result), lambda: diff_text(result))
    return 0


@command.command(
    "check", short_help="prove what rule files claim, by enumeration", epilog=example("nit-rules rules check")
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@rules_option
@output_options("text", "json")
def check(files: tuple[Path, ...], rules: tuple[Path, ...], format_: str, output: str | None) -> int:
    """Prove by enumeration what rule files claim: of FILE (or a folder) and --rules, or of all rules at hand.

    Exit code 2 where a file cannot be used or a law is refuted.
    """
    from nit_rules.borrowing import borrowed, unknown_ancestors
    from nit_rules.loading import check_files
    from nit_rules.proving import prove
    from nit_rules.reports.rules import Checked, check_text
    from nit_rules.reports.rules_json import check_json

    if files:
        loaded, problems = check_files(*files, *rules)
    else:
        loaded, problems = [(method.id, method) for method in catalog_of(rules).methodologies], []
    shipped = catalog_of(()).methodologies
    at_hand = (*shipped, *(method for _, method in loaded))
    checked = [
        Checked(
            name,
            method,
            (*prove(method), *borrowed(method, shipped), *unknown_ancestors(method, at_hand)),
        )
        for name, method in loaded
    ]
    if checked or format_ == "json":
        write_either(format_, output, lambda: check_json(checked, problems), lambda: check_text(checked))
    if problems:
        raise RuleFileError(problems)
    return 0


@command.command(
    "export",
    short_help="a methodology as vectors, SQL or a rule file",
    epilog=example("nit-rules rules export nit/2020 --as vectors -o vectors.json"),
)
@click.argument("methodology")
@click.option(
    "--as", "as_", type=click.Choice(["vectors", "sql", "toml"]), required=True,
    help="JSON conformance vectors, one SELECT that scores and audits a table (extra frames), or the rule file.",
)  # fmt: skip
@click.option(
    "--dialect", metavar="NAME", help="The SQL dialect: duckdb (the default), spark, postgres, bigquery, …"
)
@click.option("--table", metavar="NAME", help="The table that the SELECT reads.  [default: scores]")
@rules_option
@output_options("text", "json", is_json=True)
def export(
    methodology: str,
    as_: str,
    dialect: str | None,
    table: str | None,
    rules: tuple[Path, ...],
    format_: str,
    output: str | None,
) -> int:
    """Write a methodology for other languages (every lattice as JSON, or one SELECT), or as a file to start a draft.

    Vectors are JSON in either format; with --format json, SQL and TOML are a string in an object.
    """
    method = catalog_of(rules).methodology(methodology)
    if as_ != "sql":
        given = [
            option for option, value in (("--dialect", dialect), ("--table", table)) if value is not None
        ]
        if given:
            raise InputError([Problem("usage", option, "goes with --as sql") for option in given])
    if as_ == "vectors":
        from nit_rules.reports.vectors import vectors_json

        write_json(vectors_json(method), output)
        return 0
    if as_ == "toml":
        from nit_rules.loading import text_of

        text = text_of(method, *rules)
    else:
        from nit_rules.reports.sql import export_sql

        text = export_sql(method, dialect or "duckdb", table or "scores")
    whole = {"methodology": method.id, "digest": method.digest, as_: text}
    write_either(format_, output, lambda: whole, lambda: text)
    return 0
