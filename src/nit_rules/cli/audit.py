"""``nit-rules audit``: verify published figures."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from attrs import evolve

from nit_rules.catalog import Catalog
from nit_rules.cli.options import (
    catalog_of,
    example,
    input_format_option,
    method_options,
    output_options,
    rules_option,
    values_by_id,
)
from nit_rules.cli.output import colours, complain, fitted, is_terminal, width, write, writing
from nit_rules.cli.running import Run
from nit_rules.errors import Problem, quoted
from nit_rules.model import Audit, FrozenMap, Record, Stated
from nit_rules.reports.report import Report
from nit_rules.sources.reading import Reading

if TYPE_CHECKING:
    from nit_rules.reports.disagreeing import Disagreeing
    from nit_rules.reports.lines import FindingsWriter
    from nit_rules.sources.grids import Grid

FORMATS = ("text", "json", "jsonl", "csv", "parquet", "markdown", "html", "xlsx")
#: Those that are no text, which a terminal cannot show.
_BINARY = ("parquet", "xlsx")


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
@input_format_option
@click.option("--roster", metavar="FILE", help="Names, one a line, that every edition audited must have.")
@click.option("--strict", is_flag=True, help="Exit with 1 also where something is undetermined.")
@click.option(
    "--explain",
    is_flag=True,
    help="With --format text: show the derivation of each record that has all ratings.",
)
@click.option("--embed-rules", is_flag=True, help="With --format json: put the rule files into the report.")
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
    roster: str | None,
    strict: bool,
    explain: bool,
    embed_rules: bool,
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
    if embed_rules and format_ != "json":
        raise click.UsageError("--embed-rules needs --format json")
    if explain and format_ != "text":
        raise click.UsageError("--explain needs --format text")
    if format_ in _BINARY and output is None and is_terminal():
        raise click.UsageError(f"--format {format_} writes a file; give -o FILE")
    catalog = catalog_of(rules)
    if given:
        readings = iter([_given(catalog, given, subject, edition, printing, methodology)])
    else:
        from nit_rules.sources.files import read_inputs
        from nit_rules.sources.given import Given

        options = Given(subject, edition, methodology, printing)
        readings = read_inputs(inputs, catalog, input_format=input_format, given=options, output=output)
    settings = FrozenMap(
        {"edition": edition, "methodology": methodology, "printing": printing, "strict": strict}
    )
    run = Run(catalog, readings, settings, roster)
    audits = run.audits()
    first = next(audits, None)
    if first is None:
        return 2
    carried = _carried(rules) if embed_rules else ()
    tables = _tables(inputs, catalog, input_format, output) if format_ == "xlsx" else ()
    _write(run, chain([first], audits), format_, output, explain=explain, carried=carried, tables=tables)
    return run.exit_code()


def _carried(folders: tuple[Path, ...]) -> tuple[FrozenMap[str, str], ...]:
    """The texts of the rule files, for a report that is whole without this package."""
    from nit_rules.loading.embedding import texts

    return tuple(map(FrozenMap, texts(*folders)))


def _tables(
    inputs: tuple[str, ...], catalog: Catalog, input_format: str | None, output: str | None
) -> Iterable["Grid"]:
    """The tables of the inputs as they stand, to be given back."""
    from nit_rules.sources.grids import grids

    return grids(inputs, catalog, input_format, output)


def _write(
    run: Run,
    audits: Iterator[Audit],
    format_: str,
    output: str | None,
    *,
    explain: bool,
    carried: tuple[FrozenMap[str, str], ...],
    tables: Iterable["Grid"],
) -> None:
    """Write what was found: line by line where the format allows it, else whole."""
    if format_ in ("csv", "jsonl", "parquet"):
        from nit_rules.reports.disagreeing import Disagreeing
        from nit_rules.reports.wording import untold_changes

        beside = Disagreeing(run.disagreements)
        with writing(output) as stream:
            writer = _writer(format_, stream, beside)
            writer.begin()
            run.write_known_cases_with(writer)
            for audit in audits:
                writer.add(audit)
                complain(*untold_changes(audit, run.failing))
            writer.end()
        complain(*beside.untold())
        run.report()
    elif format_ == "text":
        from nit_rules.reports.text import TextWriter

        gathered = TextWriter(explain=explain, colour=output is None and colours(), width=width())
        for audit in audits:
            gathered.add(audit, run.method(audit))
        write(fitted(gathered.end(run.report()), output), output)
    else:
        report = evolve(run.report(tuple(audits)), rules=carried)
        write(_rendered(report, format_, tables), output)


def _writer(format_: str, stream: IO[bytes], beside: "Disagreeing") -> "FindingsWriter":
    if format_ == "parquet":
        from nit_rules.reports.parquet import ParquetWriter

        return ParquetWriter(stream, beside)
    from nit_rules.reports.table import CsvWriter, JsonlWriter

    return CsvWriter(stream, beside) if format_ == "csv" else JsonlWriter(stream, beside)


def _rendered(report: Report, format_: str, tables: Iterable["Grid"]) -> str | bytes:
    # Imported here: a run writes one format.
    if format_ == "markdown":
        from nit_rules.reports.markdown import render

        return render(report)
    if format_ == "html":
        from nit_rules.reports.html import render as render_html

        return render_html(report)
    if format_ == "xlsx":
        from nit_rules.reports.xlsx import render as render_workbook

        return render_workbook(report, tables)
    from nit_rules.reports.json import to_json

    return to_json(report)


def _given(
    catalog: Catalog,
    given: tuple[str, ...],
    subject: str | None,
    edition: str | None,
    printing: str | None,
    methodology: str | None,
) -> Reading:
    """The record that ``--given ID=VALUE`` options describe; what is no such pair, or has no place, is its problem.

    Of an id that is given more than once no value is read.
    """
    from nit_rules.sources.vocabulary import Vocabulary

    vocabulary = Vocabulary(catalog)
    indicators = {name for method in catalog.methodologies for name in method.indicator}
    ratings: list[Stated] = []
    claims: list[Stated] = []
    problems: list[Problem] = []
    for name, values in values_by_id(given, "--given", problems).items():
        at = f"--given {name}"
        if name not in catalog.ids:
            message = f"unknown figure or indicator {quoted(name)}"
            near = vocabulary.suggestion(name, edition, methodology)
            problems.append(Problem("unknown-figure", at, message + near))
        elif len(values) == 1:
            (ratings if name in indicators else claims).append(Stated(name, values[0], at))
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
