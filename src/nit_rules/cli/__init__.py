"""The command line: parse, call, print, exit code. Subcommands are imported when they are used."""

import os
import sys
from importlib import import_module

import click

from nit_rules._version import __version__

_COMMANDS = {
    "audit": "verify published figures",
    "score": "compute every figure from ratings",
    "solve": "which ratings could stand behind figures",
    "sensitivity": "how far from the next band; what one step in each rating does",
    "compare": "the same ratings under two methodologies",
    "rules": "list, show, diff, check and export the rules",
    "replay": "recompute a saved report and compare it",
    "schema": "JSON Schemas of report, record and rule files",
    "example": "write a sample input to try on",
}


class _LazyGroup(click.Group):
    """A group that knows its commands' names and one-line helps, and imports a command only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"nit_rules.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nExample:\n  nit-rules example kazakhstan-2021 -o kazakhstan-2021.txt\n"
    "  nit-rules audit kazakhstan-2021.txt",
)
@click.version_option(__version__, prog_name="nit-rules")
def cli() -> None:
    """Verify published Nations in Transit figures against the published method.

    Exit codes: 0 nothing is wrong; 1 something is (contradicted or conflicting figures, inputs that disagree, verdicts
    that do not reproduce, figures that no ratings give; with --strict whatever is undetermined); 2 something could not
    be read or done, see standard error. 2 wins over 1.
    """


def main(args: list[str] | None = None) -> None:
    """The entry point: every problem is a line on standard error, never a traceback."""
    from nit_rules.errors import NitRulesError, Problem

    try:
        sys.exit(cli.main(args, prog_name="nit-rules", standalone_mode=False) or 0)
    except NitRulesError as error:
        from nit_rules.cli.output import complain

        complain(*error.problems)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; no file was written", err=True)
        sys.exit(130)
    except OSError as error:
        from nit_rules.cli.output import STANDARD_OUTPUT, complain, forsake_output

        if error.filename is None:
            # Help is written by click itself.
            forsake_output()
        where = STANDARD_OUTPUT if error.filename is None else os.path.basename(error.filename)
        complain(Problem("system-error", where, error.strerror or str(error)))
        sys.exit(2)
