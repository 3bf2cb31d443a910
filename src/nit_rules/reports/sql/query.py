"""The query of a methodology, step by step, each a common table expression in DuckDB's dialect.

The lattice stands in the query as a table. Every distinct row of ratings and claims is judged once, by joins and
integer comparisons that any engine has, and joined back by the text of its cells.

An id by itself names a column of the table that is read, and nothing else: there it is quoted, for it may be a word of
SQL. All other names have an id only as their beginning, and ends of which none is the end of another, so that no two
figures share a name: `from_alive`, not `alive_from`, which `from` of a figure ``…_alive`` would be too.
"""

import string
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from nit_rules.errors import InputError, Problem, quoted
from nit_rules.model import BandRule, LabelIndex, Methodology, Verdict, is_empty
from nit_rules.model.indexes import FLOAT_DIGITS
from nit_rules.numerals import MISSING
from nit_rules.reports.sql.cells import (
    DIGITS,
    as_label,
    as_number,
    case,
    constants,
    folding,
    greatest,
    least,
    literal,
    replaced,
    said,
)
from nit_rules.reports.sql.lattices import grid, rows
from nit_rules.verdicts import OTHER_INDEX

if TYPE_CHECKING:
    from sqlglot import exp

#: What is added to the table for each figure.
ADDED = ("computed", "expected", "verdict")
#: Calls nested deeper than this overflow the parsers of some engines.
_DEEPEST = 10
#: Engines that put what a step says in place of its name, which grows with each step that names others several times,
#: unless some are kept.
_REPEATING = frozenset({"postgres", "sqlite"})
_KEPT = frozenset({"alive", "remaining"})


class Query:
    """The steps of the query, one common table expression each; all are written in DuckDB's dialect."""

    def __init__(self, method: Methodology, table: "exp.Table", dialect: str) -> None:
        self.method = method
        self.table = table
        self.read = f"{table.sql('duckdb')} AS rated"
        self.kept = _KEPT if dialect in _REPEATING else frozenset()
        self.indicators = list(method.indicator)
        self.figures = list(method.rule)
        self.composite = {
            figure: number
            for number, lattice in enumerate(method.lattices)
            for figure in (rule.id for rule in lattice.rules)
        }
        self.labels = [figure for figure in self.figures if isinstance(method.rule[figure], BandRule)]
        self.cell = {name: _column(name, dialect) for name in (*self.indicators, *self.figures)}
        self.key = " || '|' || ".join(f"COALESCE(CAST({cell} AS TEXT), '')" for cell in self.cell.values())

    def whole(self) -> "exp.Select":
        from sqlglot import parse_one, select

        steps = dict(self.steps())
        if not self.table.db and self.table.name.lower() in steps:
            message = (
                f"{quoted(self.table.name)} is a name that the query gives itself; put the schema before it"
            )
            raise InputError([Problem("bad-table", "--table", message)])
        added = [f"judged.{figure}_{what}" for figure in self.figures for what in ADDED]
        query = select("rated.*", *added, dialect="duckdb").from_(self.read, dialect="duckdb")
        on = f"judged.nit_key = {self.key}"
        query = query.join("judged", on=on, join_type="left", dialect="duckdb")
        for name, text in steps.items():
            step = parse_one(text, dialect="duckdb")
            query = query.with_(name, as_=step, materialized=name in self.kept or None, copy=False)
        return query

    def steps(self) -> Iterator[tuple[str, str]]:
        yield "grid", grid(self.method.scale)
        for number, lattice in enumerate(self.method.lattices):
            yield f"lattice{number}", rows(lattice)
        yield "given", self._given()
        yield from self._folded()
        for figure in self.figures:
            yield f"{figure}_rows", self._claims(figure)
        yield "placed", self._placed()
        yield "met", self._met()
        yield "alive", self._alive()
        yield "free", self._free()
        yield "remaining", self._remaining()
        yield "judged", self._judged()

    def _given(self) -> str:
        """The distinct rows of the table: ratings and claims as numbers, labels in lower case."""
        made = []
        for name, column in self.cell.items():
            cell = f"MIN({column})"
            value = as_label(cell) if name in self.labels else as_number(cell)
            made.append(f"{said(cell, value)} AS {name}_given")
        return f"SELECT {self.key} AS nit_key, {', '.join(made)} FROM {self.read} GROUP BY {self.key}"

    def _folded(self) -> Iterator[tuple[str, str]]:
        """Labels without case, spaces, punctuation and the word *and*, in as many steps as it takes.

        At last those that say nothing of the figure are left out: another index's, words for nothing, and digits alone.
        """
        bands = [band for rule in self.method.rules if isinstance(rule, BandRule) for band in rule.bands]
        labels = [label for band in bands for label in (band.label, *(one.label for one in band.variants))]
        pairs = folding(labels)
        before = "given"
        for number, start in enumerate(range(0, len(pairs), _DEEPEST)):
            some = pairs[start : start + _DEEPEST]
            made = {label: replaced(f"{label}_given", some) for label in self.labels}
            yield f"folded{number}", self._with(before, made)
            before = f"folded{number}"
        made = {}
        for label in self.labels:
            letters = replaced(f"{label}_given", ((digit, "") for digit in string.digits))
            foreign = f"{label}_given IN ({', '.join(map(literal, sorted(MISSING | OTHER_INDEX)))})"
            made[label] = case(f"{foreign} OR {letters} = ''", "NULL", f"{label}_given")
        yield "told", self._with(before, made)

    def _with(self, step: str, made: dict[str, str]) -> str:
        """The columns of a step, some of them made anew."""
        columns = (f"{made.get(name, f'{name}_given')} AS {name}_given" for name in self.cell)
        return f"SELECT nit_key, {', '.join(columns)} FROM {step}"

    def _claims(self, figure: str) -> str:
        """From each claim that occurs to the rows that give it."""
        lattice, index = f"lattice{self.composite[figure]}", self.method.lattice_of[figure].index(figure)
        if isinstance(index, LabelIndex):
            return constants(
                {"claim": literal(label), "first_row": str(span[0]), "last_row": str(span[1])}
                for label, (_, span) in index.labels.items()
                if not is_empty(span)
            )
        longer = ", ".join(
            [f"ROUND({figure}_cut, {digits})" for digits in range(index.digits + 1, DIGITS)]
            + [f"{figure}_exact"]
        )
        # Only claims with more digits than are printed are the exact value, rounded; with more significant digits than
        # binary floats are sure of, only those are compared.
        is_longer = f"claim <> ROUND(claim, {index.digits})"
        is_exact = f"claim IN ({longer}) OR (claim <> sure AND sure = {figure}_sure)"
        largest = max(abs(exact) for exact, _ in index.ascending)
        sizes = range(1, len(str(int(largest))) + 1)
        rounded = (
            f"CAST(ROUND({figure}_given, {FLOAT_DIGITS - size}) AS DECIMAL(38, {DIGITS}))" for size in sizes
        )
        whens = (
            f"WHEN ABS({figure}_given) < {10**size} THEN {one}"
            for size, one in zip(sizes, rounded, strict=True)
        )
        # Below one, all digits after the point are significant, or fewer.
        sure = f"CASE WHEN ABS({figure}_given) < 1 THEN NULL {' '.join(whens)} END"
        return (
            f"SELECT claim, MIN(place) AS first_row, MAX(place) AS last_row "
            f"FROM (SELECT DISTINCT {figure}_given AS claim, {sure} AS sure FROM told) AS made "
            f"JOIN {lattice} ON claim = {figure}_printed OR ({is_longer} AND ({is_exact})) GROUP BY claim"
        )

    def _placed(self) -> str:
        """The rows that the ratings allow (`low`, `high` by composite) and those that give each claim."""
        columns = ["told.nit_key"]
        joins = [
            f"LEFT JOIN grid AS {name}_grid ON {name}_given = {name}_grid.rating" for name in self.indicators
        ]
        for number, lattice in enumerate(self.method.lattices):
            low = " + ".join(f"COALESCE({name}_grid.place, 0)" for name in lattice.indicators)
            high = " + ".join(
                f"COALESCE({name}_grid.place, {lattice.scale.size})" for name in lattice.indicators
            )
            columns += [f"{low} AS low{number}", f"{high} AS high{number}"]
        for figure in self.figures:
            top = self.method.lattice_of[figure].everything[1]
            silent = f"{figure}_given IS NULL"
            joins.append(f"LEFT JOIN {figure}_rows ON {figure}_given = {figure}_rows.claim")
            columns += [
                f"{case(silent, '0', '1')} AS {figure}_there",
                f"{case(silent, '0', f'COALESCE({figure}_rows.first_row, {top + 1})')} AS {figure}_first",
                f"{case(silent, str(top), f'COALESCE({figure}_rows.last_row, -1)')} AS {figure}_last",
            ]
        return f"SELECT {', '.join(columns)} FROM told {' '.join(joins)}"

    def _met(self) -> str:
        columns = []
        for figure in self.figures:
            number = self.composite[figure]
            columns += [
                f"{greatest(f'{figure}_first', f'low{number}')} AS {figure}_from",
                f"{least(f'{figure}_last', f'high{number}')} AS {figure}_to",
            ]
        return f"SELECT placed.*, {', '.join(columns)} FROM placed"

    def _alive(self) -> str:
        """A claim that no allowed row gives has no rivals: in its place stands everything that is allowed."""
        columns = []
        for figure in self.figures:
            number, dead = self.composite[figure], f"{figure}_from > {figure}_to"
            columns += [
                f"{case(dead, '1', '0')} AS {figure}_dead",
                f"{case(dead, f'low{number}', f'{figure}_from')} AS {figure}_from_alive",
                f"{case(dead, f'high{number}', f'{figure}_to')} AS {figure}_to_alive",
            ]
        return f"SELECT met.*, {', '.join(columns)} FROM met"

    def _free(self) -> str:
        clashes: dict[str, list[str]] = {figure: [] for figure in self.figures}
        for one, other in combinations(self.figures, 2):
            if self.composite[one] == self.composite[other]:
                apart = f"{one}_from_alive > {other}_to_alive OR {other}_from_alive > {one}_to_alive"
                clashes[one].append(apart)
                clashes[other].append(apart)
        columns = []
        for figure, some in clashes.items():
            number, clash = self.composite[figure], " OR ".join(some) or "1 = 0"
            columns += [
                f"{case(clash, '1', '0')} AS {figure}_clash",
                f"{case(clash, f'low{number}', f'{figure}_from_alive')} AS {figure}_from_free",
                f"{case(clash, f'high{number}', f'{figure}_to_alive')} AS {figure}_to_free",
            ]
        return f"SELECT alive.*, {', '.join(columns)} FROM alive"

    def _remaining(self) -> str:
        """What the ratings and the other free claims leave of each figure."""
        columns = []
        for figure in self.figures:
            number = self.composite[figure]
            others = [one for one in self.figures if one != figure and self.composite[one] == number]
            low = greatest(f"low{number}", *(f"{one}_from_free" for one in others))
            high = least(f"high{number}", *(f"{one}_to_free" for one in others))
            columns += [f"{low} AS {figure}_from_left", f"{high} AS {figure}_to_left"]
        return f"SELECT free.*, {', '.join(columns)} FROM free"

    def _judged(self) -> str:
        columns, joins = ["remaining.nit_key"], []
        for place in range(len(self.method.lattices)):
            whole = f"low{place} = high{place} AND low{place} = computed{place}.place"
            joins.append(f"LEFT JOIN lattice{place} AS computed{place} ON {whole}")
        for figure in self.figures:
            number = self.composite[figure]
            joins += [
                f"LEFT JOIN lattice{number} AS {figure}_{end} ON {figure}_{end}_left = {figure}_{end}.place"
                for end in ("from", "to")
            ]
            fits = f"{figure}_from_left >= {figure}_first AND {figure}_to_left <= {figure}_last"
            told = f"{figure}_there = 1 AND ({figure}_dead = 1 OR {figure}_clash = 1 OR ({fits}))"
            expected = f"{figure}_from.{figure}_printed"
            same = f"{expected} = {figure}_to.{figure}_printed"
            verdict = (
                f"CASE WHEN {figure}_there = 0 THEN NULL "
                f"WHEN {figure}_dead = 1 THEN '{Verdict.CONTRADICTED}' "
                f"WHEN {figure}_clash = 1 THEN '{Verdict.CONFLICTING}' "
                f"WHEN {fits} THEN '{Verdict.REPRODUCED}' ELSE '{Verdict.UNDETERMINED}' END"
            )
            columns += [
                f"computed{number}.{figure}_printed AS {figure}_computed",
                f"CASE WHEN {told} AND {same} THEN {expected} END AS {figure}_expected",
                f"{verdict} AS {figure}_verdict",
            ]
        return f"SELECT {', '.join(columns)} FROM remaining {' '.join(joins)}"


def _column(name: str, dialect: str) -> str:
    """The column of the table that an id names: quoted, and in the letters that the dialect reads it in without."""
    from sqlglot import exp
    from sqlglot.dialects import Dialect

    read = Dialect.get_or_raise(dialect).normalize_identifier(exp.to_identifier(name, quoted=False))
    return f"rated.{exp.to_identifier(read.name, quoted=True).sql('duckdb')}"
