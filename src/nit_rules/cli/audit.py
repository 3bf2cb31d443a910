"""``nit-rules audit``: verify published figures."""

from collections.abc import Iterator
from pathlib import Path

import click

from nit_rules.catalog import Catalog
from nit_rules.cli.common import (
    catalog_of,
    complain,
    example,
    method_options,
    output_options,
    pairs,
    rules_option,
    unique,
    write,
)
from nit_rules.errors import Problem, did_you_mean, quoted
from nit_rules.model import Audit, FrozenMap, Record, Stated
from nit_rules.reports.report import Input, Report, flat, summary
from nit_rules.sources.reading import Reading

KINDS = ("page", "csv", "json", "jsonl", "xlsx", "parquet")
FORMATS = ("text", "json", "jsonl", "csv", "markdown", "html", "xlsx")


@click.command(
    "audit",
    epilog=example(
        "nit-rules audit --edition 2021 --subject Kazakhstan --given ndg=1.25 --given ep=1.25 \\\n"
        "  --given cs=1.50 --given im=1.25 --given ldg=1.50 --given jfi=1.25 --given co=1.25 \\\n"
        '  --given democracy_score=1.32 --given status="Consolidated Authoritarian Regime"'
    ),
)
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option(
    "--given", "given", multiple=True, metavar="ID=VALUE", help="A rating or a figure (repeatable)."
)
@click.option("--subject", metavar="NAME", help="The country or territory, where the input does not name it.")
@method_options
@click.option(
    "--input-format", type=click.Choice(KINDS), help="Read inputs as this, whatever their extension."
)
@click.option("--strict", is_flag=True, help="Exit with 1 also where something is undetermined.")
@rules_option
@output_options(*FORMATS)
def command(
    inputs: tuple[str, ...],
    given: tuple[str, ...],
    subject: str | None,
    edition: str | None,
    printing: str | None,
    methodology: str | None,
    input_format: str | None,
    strict: bool,
    rules: tuple[Path, ...],
    format_: str,
    output: str | None,
) -> int:
    """Verify published figures: score, percentage, status, ratings and stated changes.

    INPUT is a report page (.txt .html .pdf .docx), a table (.csv .tsv .xlsx .parquet), records (.json .jsonl), a
    folder of such files, or - for standard input. A single record needs no file: use --given.
    """
    if bool(inputs) == bool(given):
        raise click.UsageError("give INPUT files, or the figures of one record with --given")
    catalog = catalog_of(rules)
    if given:
        readings = iter([_given(catalog, given, subject, edition, printing, methodology)])
    else:
        from nit_rules.sources.files import read_inputs
        from nit_rules.sources.given import Given

        options = Given(subject, edition, methodology, printing)
        readings = read_inputs(inputs, catalog, input_format=input_format, given=options)
    run = _Run(catalog, readings)
    audits = tuple(run.audits())
    used = sorted({name for one in audits for name in (one.methodology, *one.candidates) if name})
    report = Report(
        FrozenMap({"edition": edition, "methodology": methodology, "printing": printing, "strict": strict}),
        audits,
        tuple(map(catalog.methodology, used)),
        tuple(run.inputs),
        problems=tuple(run.problems),
    )
    if audits:
        write(_rendered(report, format_), output)
    return summary(report).exit_code(
        strict=strict, disagreements=bool(report.disagreements), problems=not audits
    )


def _rendered(report: Report, format_: str) -> str | bytes:
    if format_ == "json":
        from nit_rules.reports.json import to_json

        return to_json(report)
    from nit_rules.reports.text import text

    return text(report)


class _Run:
    """Audits the records of one reading after the other; says problems and notes as soon as they are known."""

    def __init__(self, catalog: Catalog, readings: Iterator[Reading]) -> None:
        self._catalog = catalog
        self._readings = readings
        self.inputs: list[Input] = []
        self.problems: list[Problem] = []

    def audits(self) -> Iterator[Audit]:
        """An audit for each record, and one for each edition before that a page states."""
        from nit_rules.auditing import audit

        for reading in self._readings:
            for one in flat(audit(self._catalog, record) for record in reading.records):
                complain(*one.problems, *one.notes)
                yield one
            if reading.digest:
                self.inputs.append(Input(reading.name, reading.digest))
            self.problems += reading.problems
            complain(*reading.problems, *reading.notes)


def _given(
    catalog: Catalog,
    given: tuple[str, ...],
    subject: str | None,
    edition: str | None,
    printing: str | None,
    methodology: str | None,
) -> Reading:
    """The record that ``--given ID=VALUE`` options describe; unknown ids become its problems."""
    indicators = {name for method in catalog.methodologies for name in method.indicator}
    figures = {name for method in catalog.methodologies for name in method.rule}
    ratings, claims, problems = [], [], []
    for name, value in unique(pairs(given, "--given"), "--given").items():
        at = f"--given {name}"
        if name in indicators:
            ratings.append(Stated(name, value, at))
        elif name in figures:
            claims.append(Stated(name, value, at))
        else:
            suggestion = did_you_mean(name, indicators | figures)
            problems.append(
                Problem("unknown-figure", at, f"unknown figure or indicator {quoted(name)}{suggestion}")
            )
    record = Record(
        subject,
        edition,
        tuple(ratings),
        tuple(claims),
        (),
        methodology,
        printing,
        at="--given",
        problems=tuple(problems),
    )
    return Reading("--given", "", [record])
