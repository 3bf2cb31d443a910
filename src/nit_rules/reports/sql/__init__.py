"""A methodology as one SELECT, for tables that stay where they are (extra ``frames``, for sqlglot)."""

from collections.abc import Iterator

from nit_rules.errors import InputError, Problem, missing_extra, quoted
from nit_rules.model import BandRule, Methodology
from nit_rules.reports.sql.cells import DIGITS
from nit_rules.reports.sql.query import ADDED, Query

__all__ = ["export_sql"]

#: Languages that sqlglot reads, or writes in part, which are no SQL that a table can be asked in.
_NO_SQL = frozenset({"", "dax", "prql", "solr", "tableau"})


def export_sql(method: Methodology, dialect: str = "duckdb", table: str = "scores") -> str:
    """One plain SELECT that scores and audits a table.

    The table has a column for each indicator and each figure, holding numbers or their text (the label: text), or
    nothing where a value is not known; text that prints no number says nothing, nor does a number that the engine
    writes with an exponent. The query gives the table's own columns and, for each figure, ``<figure>_computed`` (from
    the ratings alone, null where one is missing or off the grid), ``<figure>_expected`` and ``<figure>_verdict`` (as
    `nit_rules.audit`). Claims are compared to twelve digits after the point.

    Raises `InputError` where the dialect is not known or the extra is not installed, where `table` is no name in that
    dialect or one that the query gives itself, where a column to be added is there already, and where figures or
    ratings have more than twelve digits after the point.
    """
    try:
        from sqlglot import ErrorLevel, exp
        from sqlglot.dialects import Dialect
        from sqlglot.errors import SqlglotError
    except ModuleNotFoundError:
        raise missing_extra("SQL", "frames") from None
    known = sorted(Dialect.classes.keys() - _NO_SQL)
    if dialect not in known:
        message = f"{quoted(dialect)} is not one of {', '.join(known)}"
        raise InputError([Problem("unknown-dialect", "--dialect", message)])
    if problems := [*_taken(method), *_too_fine(method)]:
        raise InputError(problems)
    try:
        read = exp.to_table(table, dialect=dialect)
    except SqlglotError:
        message = f"{quoted(table)} is not the name of a table in {dialect}"
        raise InputError([Problem("bad-table", "--table", message)]) from None
    query = Query(method, read, dialect).whole()
    text = query.sql(dialect=dialect, pretty=True, unsupported_level=ErrorLevel.IGNORE, copy=False)
    return f"{_head(method)}{text}\n"


def _head(method: Methodology) -> str:
    """What the query is, in comments that every dialect has; sqlglot would put them before the last SELECT."""
    rules = f"{method.id} {method.digest}".rstrip()
    columns = ", ".join((*method.indicator, *method.rule))
    return (
        f"/* {rules}; made by nit-rules, not to be edited */\n"
        f"/* needs these columns, NULL where a value is not known: {columns} */\n"
    )


def _taken(method: Methodology) -> Iterator[Problem]:
    """A problem for each column to be added that the table has already, as the methodology names it so."""
    for figure in method.rule:
        for name in (f"{figure}_{what}" for what in ADDED):
            if name in method.indicator or name in method.rule:
                message = f"is an id of {method.id}, and a column that the query adds for {quoted(figure)}"
                yield Problem("column-exists", name, message)


def _too_fine(method: Methodology) -> Iterator[Problem]:
    """A problem for everything that prints more digits than are compared."""
    digits = [(rule.id, rule.round.digits) for rule in method.rules if not isinstance(rule, BandRule)]
    for what, count in [("scale", method.scale.digits), *digits]:
        if count > DIGITS:
            message = f"has {count} digits after the point; SQL compares {DIGITS}"
            yield Problem("too-many-digits", what, message)
