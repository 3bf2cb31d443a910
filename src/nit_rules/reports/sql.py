"""A methodology as one SELECT, for tables that stay where they are (extra ``frames``, for sqlglot).

The lattice stands in the query as a table. Every distinct row of ratings and claims is judged once, by joins and
integer comparisons that any engine has, and joined back by the text of its cells.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from nit_rules.errors import InputError, Problem
from nit_rules.model import BandRule, LabelIndex, Lattice, Methodology, Verdict, is_empty
from nit_rules.numerals import MISSING, shortest
from nit_rules.rounding import decimal_of, half_up
from nit_rules.verdicts import OTHER_INDEX

if TYPE_CHECKING:
    from sqlglot import exp

#: What every engine's decimals can hold after the point; further digits of a claim are rounded away.
_DIGITS = 9


def export_sql(method: Methodology, dialect: str = "duckdb", table: str = "scores") -> str:
    """One plain SELECT that scores and audits a table.

    The table has a column for each indicator and each figure, holding numbers (the label: text), or nothing where a
    value is not known. The query gives the table's own columns and, for each figure, ``<figure>_computed`` (from the
    ratings alone, null where one is missing or off the grid), ``<figure>_expected`` and ``<figure>_verdict`` (as
    `nit_rules.audit`). Claims are compared to nine digits after the point.

    Raises `InputError` where the dialect is not known or the extra is not installed.
    """
    try:
        from sqlglot import ErrorLevel
        from sqlglot.dialects import Dialect
    except ModuleNotFoundError:
        message = "SQL needs an extra: pip install 'nit-rules[frames]'"
        raise InputError([Problem("missing-extra", "", message)]) from None
    if not dialect or Dialect.get(dialect) is None:
        known = ", ".join(sorted(filter(None, Dialect.classes)))
        raise InputError([Problem("unknown-dialect", "--dialect", f"'{dialect}' is not one of {known}")])
    query = _Writer(method, table).query()
    query.add_comments([f" {method.id} {method.digest}".rstrip() + "; made by nit-rules, not to be edited "])
    return query.sql(dialect=dialect, pretty=True, unsupported_level=ErrorLevel.IGNORE) + "\n"


def _case(condition: str, value: str, otherwise: str) -> str:
    return f"CASE WHEN {condition} THEN {value} ELSE {otherwise} END"


def _greatest(first: str, *more: str) -> str:
    for one in more:
        first = _case(f"{first} > {one}", first, one)
    return first


def _least(first: str, *more: str) -> str:
    for one in more:
        first = _case(f"{first} < {one}", first, one)
    return first


def _number(column: str) -> str:
    """The number of a cell; NULL where it says nothing."""
    text = f"TRIM(CAST({column} AS TEXT))"
    number = f"ROUND(TRY_CAST({column} AS DECIMAL(38, {_DIGITS})), {_DIGITS})"
    return f"CASE WHEN {text} IN ('', 'n/a', 'N/A') THEN NULL ELSE {number} END"


def _folded(column: str) -> str:
    """A label without case, spaces, punctuation and the word *and*, as far as plain SQL goes."""
    text = f"REPLACE(LOWER(TRIM(CAST({column} AS TEXT))), ' and ', ' ')"
    for mark in " -/.,&_":
        text = f"REPLACE({text}, '{mark}', '')"
    return text


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class _Writer:
    """The steps of the query, one common table expression each; all are written in DuckDB's dialect."""

    def __init__(self, method: Methodology, table: str) -> None:
        self.method = method
        self.table = table
        self.indicators = list(method.indicator)
        self.figures = list(method.rule)
        self.composite = {
            figure: f"lattice{number}"
            for number, lattice in enumerate(method.lattices)
            for figure in (rule.id for rule in lattice.rules)
        }
        cells = (f"COALESCE(CAST({name} AS TEXT), '')" for name in (*self.indicators, *self.figures))
        self.key = " || '|' || ".join(cells)

    def query(self) -> "exp.Select":
        from sqlglot import parse_one, select

        computed = [
            f"judged.{figure}_{what}"
            for figure in self.figures
            for what in ("computed", "expected", "verdict")
        ]
        query = select(f"{self.table}.*", *computed, dialect="duckdb").from_(self.table, dialect="duckdb")
        on = f"judged.nit_key = {self.key}"
        query = query.join("judged", on=on, join_type="left", dialect="duckdb")
        for name, text in self.steps():
            query = query.with_(name, as_=parse_one(text, dialect="duckdb"), copy=False)
        return query

    def steps(self) -> Iterator[tuple[str, str]]:
        yield "grid", self._grid()
        for number, lattice in enumerate(self.method.lattices):
            yield f"lattice{number}", _rows(lattice)
        yield "given", self._given()
        for figure in self.figures:
            yield f"{figure}_rows", self._claims(figure)
        yield "placed", self._placed()
        yield "met", self._met()
        yield "alive", self._alive()
        yield "free", self._free()
        yield "remaining", self._remaining()
        yield "judged", self._judged()

    def _grid(self) -> str:
        scale = self.method.scale
        return " UNION ALL ".join(
            f"SELECT CAST({scale.printed(position)} AS DECIMAL(38, {_DIGITS})) AS rating, {position} AS place"
            for position in range(scale.size + 1)
        )

    def _given(self) -> str:
        columns = [f"{_number(f'MIN({name})')} AS {name}" for name in self.indicators]
        for figure in self.figures:
            is_label = isinstance(self.method.rule[figure], BandRule)
            cell = _folded(f"MIN({figure})") if is_label else _number(f"MIN({figure})")
            columns.append(f"{cell} AS {figure}")
        return f"SELECT {self.key} AS nit_key, {', '.join(columns)} FROM {self.table} GROUP BY {self.key}"

    def _claims(self, figure: str) -> str:
        """From each claim that occurs to the rows that give it."""
        lattice, index = self.composite[figure], self.method.lattice_of[figure].index(figure)
        if isinstance(index, LabelIndex):
            return " UNION ALL ".join(
                f"SELECT {_quoted(label)} AS claim, {span[0]} AS first_row, {span[1]} AS last_row"
                for label, (_, span) in index.labels.items()
                if not is_empty(span)
            )
        longer = ", ".join(
            [f"ROUND({figure}_exact, {digits})" for digits in range(index.digits + 1, _DIGITS)]
            + [f"{figure}_exact"]
        )
        return (
            f"SELECT claim, MIN(place) AS first_row, MAX(place) AS last_row "
            f"FROM (SELECT DISTINCT {figure} AS claim FROM given) AS made "
            f"JOIN {lattice} ON claim = {figure} OR claim IN ({longer}) GROUP BY claim"
        )

    def _placed(self) -> str:
        """The rows that the ratings allow (`low`, `high` by composite) and those that give each claim."""
        columns = ["given.nit_key"]
        joins = [
            f"LEFT JOIN grid AS {name}_grid ON given.{name} = {name}_grid.rating" for name in self.indicators
        ]
        for number, lattice in enumerate(self.method.lattices):
            low = " + ".join(f"COALESCE({name}_grid.place, 0)" for name in lattice.indicators)
            high = " + ".join(
                f"COALESCE({name}_grid.place, {lattice.scale.size})" for name in lattice.indicators
            )
            columns += [f"{low} AS low{number}", f"{high} AS high{number}"]
        silent = ", ".join(map(_quoted, ("", *sorted(MISSING | OTHER_INDEX))))
        for figure in self.figures:
            top = self.method.lattice_of[figure].everything[1]
            says = f"given.{figure} IS NULL"
            if isinstance(self.method.rule[figure], BandRule):
                says += f" OR given.{figure} IN ({silent})"
            joins.append(f"LEFT JOIN {figure}_rows ON given.{figure} = {figure}_rows.claim")
            columns += [
                f"{_case(says, '0', '1')} AS {figure}_there",
                f"{_case(says, '0', f'COALESCE({figure}_rows.first_row, {top + 1})')} AS {figure}_first",
                f"{_case(says, str(top), f'COALESCE({figure}_rows.last_row, -1)')} AS {figure}_last",
            ]
        return f"SELECT {', '.join(columns)} FROM given {' '.join(joins)}"

    def _of(self, figure: str) -> str:
        return self.composite[figure].removeprefix("lattice")

    def _met(self) -> str:
        columns = []
        for figure in self.figures:
            number = self._of(figure)
            columns += [
                f"{_greatest(f'{figure}_first', f'low{number}')} AS {figure}_from",
                f"{_least(f'{figure}_last', f'high{number}')} AS {figure}_to",
            ]
        return f"SELECT placed.*, {', '.join(columns)} FROM placed"

    def _alive(self) -> str:
        """A claim that no allowed row gives has no rivals: in its place stands everything that is allowed."""
        columns = []
        for figure in self.figures:
            number, dead = self._of(figure), f"{figure}_from > {figure}_to"
            columns += [
                f"{_case(dead, '1', '0')} AS {figure}_dead",
                f"{_case(dead, f'low{number}', f'{figure}_from')} AS {figure}_alive_from",
                f"{_case(dead, f'high{number}', f'{figure}_to')} AS {figure}_alive_to",
            ]
        return f"SELECT met.*, {', '.join(columns)} FROM met"

    def _free(self) -> str:
        clashes: dict[str, list[str]] = {figure: [] for figure in self.figures}
        for one, other in combinations(self.figures, 2):
            if self.composite[one] == self.composite[other]:
                apart = f"{one}_alive_from > {other}_alive_to OR {other}_alive_from > {one}_alive_to"
                clashes[one].append(apart)
                clashes[other].append(apart)
        columns = []
        for figure, some in clashes.items():
            number, clash = self._of(figure), " OR ".join(some) or "1 = 0"
            columns += [
                f"{_case(clash, '1', '0')} AS {figure}_clash",
                f"{_case(clash, f'low{number}', f'{figure}_alive_from')} AS {figure}_free_from",
                f"{_case(clash, f'high{number}', f'{figure}_alive_to')} AS {figure}_free_to",
            ]
        return f"SELECT alive.*, {', '.join(columns)} FROM alive"

    def _remaining(self) -> str:
        """What the ratings and the other free claims leave of each figure."""
        columns = []
        for figure in self.figures:
            number = self._of(figure)
            others = [one for one in self.figures if one != figure and self._of(one) == number]
            low = _greatest(f"low{number}", *(f"{one}_free_from" for one in others))
            high = _least(f"high{number}", *(f"{one}_free_to" for one in others))
            columns += [f"{low} AS {figure}_left_from", f"{high} AS {figure}_left_to"]
        return f"SELECT free.*, {', '.join(columns)} FROM free"

    def _judged(self) -> str:
        columns, joins = ["remaining.nit_key"], []
        for place in range(len(self.method.lattices)):
            whole = f"low{place} = high{place} AND low{place} = computed{place}.place"
            joins.append(f"LEFT JOIN lattice{place} AS computed{place} ON {whole}")
        for figure in self.figures:
            lattice, number = self.composite[figure], self._of(figure)
            joins += [
                f"LEFT JOIN {lattice} AS {figure}_{end} ON {figure}_left_{end} = {figure}_{end}.place"
                for end in ("from", "to")
            ]
            fits = f"{figure}_left_from >= {figure}_first AND {figure}_left_to <= {figure}_last"
            told = f"{figure}_there = 1 AND ({figure}_dead = 1 OR {figure}_clash = 1 OR ({fits}))"
            same = f"{figure}_from.{figure} = {figure}_to.{figure}"
            verdict = (
                f"CASE WHEN {figure}_there = 0 THEN NULL "
                f"WHEN {figure}_dead = 1 THEN '{Verdict.CONTRADICTED}' "
                f"WHEN {figure}_clash = 1 THEN '{Verdict.CONFLICTING}' "
                f"WHEN {fits} THEN '{Verdict.REPRODUCED}' ELSE '{Verdict.UNDETERMINED}' END"
            )
            columns += [
                f"computed{number}.{figure} AS {figure}_computed",
                f"CASE WHEN {told} AND {same} THEN {figure}_from.{figure} END AS {figure}_expected",
                f"{verdict} AS {figure}_verdict",
            ]
        return f"SELECT {', '.join(columns)} FROM remaining {' '.join(joins)}"


def _rows(lattice: Lattice) -> str:
    """The lattice as a table: the figures of each row as printed, and exact to as many digits as are compared."""
    rows = []
    for row in lattice.rows:
        cells = [f"{row.position} AS place"]
        for rule in lattice.rules:
            figure = row.figures[rule.id]
            if isinstance(rule, BandRule) or figure.exact is None:
                cells.append(f"{_quoted(figure.text)} AS {rule.id}")
                continue
            exact = decimal_of(int(half_up(figure.exact, _DIGITS) * 10**_DIGITS), -_DIGITS)
            cells += [
                f"CAST({figure.text} AS DECIMAL(18, {rule.round.digits})) AS {rule.id}",
                f"CAST({shortest(exact)} AS DECIMAL(38, {_DIGITS})) AS {rule.id}_exact",
            ]
        rows.append("SELECT " + ", ".join(cells))
    return " UNION ALL ".join(rows)
