"""``nit-rules replay``: recompute a saved report and compare it."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nit_rules.catalog import Catalog
from nit_rules.cli.options import catalog_of, example, output_options, rules_option
from nit_rules.cli.output import complain, write_either
from nit_rules.errors import Problem, RuleFileError

if TYPE_CHECKING:
    from nit_rules.reports.certificate import Certificate


@click.command(
    "replay",
    epilog=example(
        "nit-rules audit --edition 2021 --given democracy_score=1.32 --format json -o report.json\n"
        "nit-rules replay report.json"
    ),
)
@click.argument("report", metavar="REPORT")
@rules_option
@output_options("text", "json")
def command(report: str, rules: tuple[Path, ...], format_: str, output: str | None) -> int:
    """Recompute a report saved with --format json from what it holds, and say whether each verdict stands.

    REPORT is a file, or - for standard input. The rules are those of the versions that the report names; where it
    carries them (--embed-rules), it is replayed with its own, and these are compared with those at hand.

    Exit codes: 0 it reproduces, 1 it does not (it was changed, its rules were, or a verdict does not stand), 2 it
    cannot be replayed (no report, another schema, or rules that are not at hand).
    """
    from nit_rules.reports.certificate import LARGEST, read
    from nit_rules.reports.replay import replay
    from nit_rules.reports.replay_text import as_json, as_text
    from nit_rules.reports.standing import RulesState
    from nit_rules.sources.opening import Input
    from nit_rules.sources.subjects import subject_key

    name = "standard input" if report == "-" else Path(report).name or report
    with nullcontext(sys.stdin.buffer) if report == "-" else Input(name, Path(report)).open() as stream:
        saved = read(name, stream.read(LARGEST + 1))
    carried, not_released = _carried(saved)
    at_hand = catalog_of(rules) if carried else _named(catalog_of(rules), saved)
    result = replay(at_hand, saved, subject_key, carried, not_released)
    write_either(format_, output, lambda: as_json(result), lambda: as_text(result))
    for one in result.rules:
        if one.standing is RulesState.MISSING:
            message = f"the rules {one.id} are not at hand; add them with --rules"
            complain(Problem("missing-rules", name, message))
        elif not one.released:
            message = f"the rules it carries as {one.id} are not those released"
            complain(Problem("released-changed", name, message))
    for edition in result.editions:
        if edition.decides:
            message = f"the edition {edition.id} that it carries is not the one at hand"
            complain(Problem("edition-changed", name, message))
    if not result.complete:
        return 2
    return 0 if result.reproduces else 1


def _carried(saved: "Certificate") -> tuple[Catalog | None, frozenset[str]]:
    """The rules that the report itself holds, if any, and which of them are not what was released."""
    if not saved.rules:
        return None, frozenset()
    from nit_rules.loading.embedding import catalog_of_texts, not_released

    try:
        carried = catalog_of_texts(saved.rules)
        return carried, not_released(saved.rules, carried)
    except RuleFileError as error:
        # They are no files at hand that could be looked into.
        raise RuleFileError(
            Problem(one.code, f"{saved.name}: the rules it carries: {one.at}", one.message)
            for one in error.problems
        ) from None


def _named(held: Catalog, saved: "Certificate") -> Catalog:
    """The shipped rules, and those of one's own folders that the report names.

    Others may have been there or not when it was written: nothing in it rests on them.
    """
    shipped = catalog_of(())
    ids = {method.id for method in shipped.methodologies}
    named = {id_ for id_, _ in saved.named}
    return shipped if named <= ids else held.only(ids | named)
