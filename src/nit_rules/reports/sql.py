"""A methodology as one SELECT, for tables that stay where they are (extra ``frames``, for sqlglot).

The lattice stands in the query as a table. Every distinct row of ratings and claims is judged once, by joins and
integer comparisons that any engine has, and joined back by the text of its cells.

An id by itself names a column of the table that is read, and nothing else: there it is quoted, for it may be a word of
SQL. All other names have an id only as their beginning, and ends of which none is the end of another, so that no two
figures share a name: `from_alive`, not `alive_from`, which `from` of a figure ``…_alive`` would be too.
"""

import string
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from nit_rules.errors import InputError, Problem, missing_extra, quoted
from nit_rules.model import BandRule, LabelIndex, Lattice, Methodology, Verdict, is_empty
from nit_rules.model.lattice import FLOAT_DIGITS
from nit_rules.numerals import ABSENT, MISSING, fold, shortest
from nit_rules.rounding import decimal_of, half_up, significant
from nit_rules.verdicts import OTHER_INDEX

if TYPE_CHECKING:
    from sqlglot import exp

#: What every engine's decimals can hold after the point; further digits of a claim are rounded away.
_DIGITS = 12
#: What is added to the table for each figure.
_ADDED = ("computed", "expected", "verdict")
#: Marks that labels can be expected to hold: those of ASCII, the no-break space, dashes and quotation marks.
_MARKS = string.punctuation + "\t\n\r\xa0\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
#: Calls nested deeper than this overflow the parsers of some engines.
_DEEPEST = 10


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
    if not dialect or Dialect.get(dialect) is None:
        known = ", ".join(sorted(filter(None, Dialect.classes)))
        raise InputError([Problem("unknown-dialect", "--dialect", f"'{dialect}' is not one of {known}")])
    if problems := [*_taken(method), *_too_fine(method)]:
        raise InputError(problems)
    try:
        read = exp.to_table(table, dialect=dialect)
    except SqlglotError:
        message = f"{quoted(table)} is not the name of a table in {dialect}"
        raise InputError([Problem("bad-table", "--table", message)]) from None
    query = _Writer(method, read, dialect).query()
    text = query.sql(dialect=dialect, pretty=True, unsupported_level=ErrorLevel.IGNORE)
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
        for name in (f"{figure}_{what}" for what in _ADDED):
            if name in method.indicator or name in method.rule:
                message = f"is an id of {method.id}, and a column that the query adds for {quoted(figure)}"
                yield Problem("column-exists", name, message)


def _too_fine(method: Methodology) -> Iterator[Problem]:
    """A problem for everything that prints more digits than are compared."""
    digits = [(rule.id, rule.round.digits) for rule in method.rules if not isinstance(rule, BandRule)]
    for what, count in [("scale", method.scale.digits), *digits]:
        if count > _DIGITS:
            message = f"has {count} digits after the point; SQL compares {_DIGITS}"
            yield Problem("too-many-digits", what, message)


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


def _said(column: str, value: str) -> str:
    """What is made of a cell; NULL where it says nothing."""
    absent = ", ".join(map(_quoted, sorted(ABSENT)))
    return f"CASE WHEN LOWER(TRIM(CAST({column} AS TEXT))) IN ({absent}) THEN NULL ELSE {value} END"


def _number(column: str) -> str:
    """A cell as a number, NULL where it prints none; of other text some engines read the digits that it begins with."""
    text = f"TRIM(CAST({column} AS TEXT))"
    digits = _case(f"SUBSTR({text}, 1, 1) IN ('+', '-')", f"SUBSTR({text}, 2)", text)
    is_number = f"TRIM({digits}, '{string.digits}') IN ('', '.') AND {digits} NOT IN ('', '.')"
    return _case(is_number, f"ROUND(TRY_CAST({column} AS DECIMAL(38, {_DIGITS})), {_DIGITS})", "NULL")


def _label(column: str) -> str:
    """A cell as a label between spaces; those that begin like the formulas and errors of a spreadsheet are none."""
    text = f"CAST({column} AS TEXT)"
    return _case(f"SUBSTR(TRIM({text}), 1, 1) IN ('=', '#')", "NULL", f"' ' || LOWER({text}) || ' '")


def _replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = f"REPLACE({text}, {_quoted(old)}, {_quoted(new)})"
    return text


def _folding(labels: Iterable[str]) -> list[tuple[str, str]]:
    """What to replace, and by what, to make of lower-case text between spaces what `fold` makes of it.

    Not every engine knows the lower case of letters beyond ASCII; those that occur in labels are replaced too.
    """
    letters = {c for label in labels for c in label + label.lower() + label.upper() if not c.isascii()}
    spelt = {c: fold(c) or " " for c in sorted(letters)}
    pairs = [(c, folded) for c, folded in spelt.items() if c != folded]
    pairs += [(mark, " ") for mark in _MARKS if mark not in spelt]
    # Each word between spaces of its own, so that "and" is found wherever it stands, and twice in a row.
    return [*pairs, (" ", "  "), (" and ", ""), (" ", "")]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class _Writer:
    """The steps of the query, one common table expression each; all are written in DuckDB's dialect."""

    def __init__(self, method: Methodology, table: "exp.Table", dialect: str) -> None:
        self.method = method
        self.table = table
        self.read = f"{table.sql('duckdb')} AS rated"
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

    def query(self) -> "exp.Select":
        from sqlglot import parse_one, select

        steps = dict(self.steps())
        if not self.table.db and self.table.name.lower() in steps:
            message = (
                f"{quoted(self.table.name)} is a name that the query gives itself; put the schema before it"
            )
            raise InputError([Problem("bad-table", "--table", message)])
        added = [f"judged.{figure}_{what}" for figure in self.figures for what in _ADDED]
        query = select("rated.*", *added, dialect="duckdb").from_(self.read, dialect="duckdb")
        on = f"judged.nit_key = {self.key}"
        query = query.join("judged", on=on, join_type="left", dialect="duckdb")
        for name, text in steps.items():
            query = query.with_(name, as_=parse_one(text, dialect="duckdb"), copy=False)
        return query

    def steps(self) -> Iterator[tuple[str, str]]:
        yield "grid", self._grid()
        for number, lattice in enumerate(self.method.lattices):
            yield f"lattice{number}", _rows(lattice)
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

    def _grid(self) -> str:
        scale = self.method.scale
        return " UNION ALL ".join(
            f"SELECT CAST({scale.printed(position)} AS DECIMAL(38, {_DIGITS})) AS rating, {position} AS place"
            for position in range(scale.size + 1)
        )

    def _given(self) -> str:
        """The distinct rows of the table: ratings and claims as numbers, labels in lower case."""
        made = []
        for name, column in self.cell.items():
            cell = f"MIN({column})"
            value = _label(cell) if name in self.labels else _number(cell)
            made.append(f"{_said(cell, value)} AS {name}_given")
        return f"SELECT {self.key} AS nit_key, {', '.join(made)} FROM {self.read} GROUP BY {self.key}"

    def _folded(self) -> Iterator[tuple[str, str]]:
        """Labels without case, spaces, punctuation and the word *and*, in as many steps as it takes.

        At last those that say nothing of the figure are left out: another index's, words for nothing, and digits alone.
        """
        bands = [band for rule in self.method.rules if isinstance(rule, BandRule) for band in rule.bands]
        labels = [label for band in bands for label in (band.label, *(one.label for one in band.variants))]
        pairs = _folding(labels)
        before = "given"
        for number, start in enumerate(range(0, len(pairs), _DEEPEST)):
            some = pairs[start : start + _DEEPEST]
            made = {label: _replaced(f"{label}_given", some) for label in self.labels}
            yield f"folded{number}", self._with(before, made)
            before = f"folded{number}"
        made = {}
        for label in self.labels:
            letters = _replaced(f"{label}_given", ((digit, "") for digit in string.digits))
            foreign = f"{label}_given IN ({', '.join(map(_quoted, sorted(MISSING | OTHER_INDEX)))})"
            made[label] = _case(f"{foreign} OR {letters} = ''", "NULL", f"{label}_given")
        yield "told", self._with(before, made)

    def _with(self, step: str, made: dict[str, str]) -> str:
        """The columns of a step, some of them made anew."""
        columns = (f"{made.get(name, f'{name}_given')} AS {name}_given" for name in self.cell)
        return f"SELECT nit_key, {', '.join(columns)} FROM {step}"

    def _claims(self, figure: str) -> str:
        """From each claim that occurs to the rows that give it."""
        lattice, index = f"lattice{self.composite[figure]}", self.method.lattice_of[figure].index(figure)
        if isinstance(index, LabelIndex):
            return " UNION ALL ".join(
                f"SELECT {_quoted(label)} AS claim, {span[0]} AS first_row, {span[1]} AS last_row"
                for label, (_, span) in index.labels.items()
                if not is_empty(span)
            )
        longer = ", ".join(
            [f"ROUND({figure}_cut, {digits})" for digits in range(index.digits + 1, _DIGITS)]
            + [f"{figure}_exact"]
        )
        # Only claims with more digits than are printed are the exact value, rounded; with more significant digits than
        # binary floats are sure of, only those are compared.
        is_longer = f"claim <> ROUND(claim, {index.digits})"
        is_exact = f"claim IN ({longer}) OR (claim <> sure AND sure = {figure}_sure)"
        largest = max(abs(exact) for exact, _ in index.ascending)
        sizes = range(1, len(str(int(largest))) + 1)
        rounded = (
            f"CAST(ROUND({figure}_given, {FLOAT_DIGITS - size}) AS DECIMAL(38, {_DIGITS}))" for size in sizes
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
                f"{_case(silent, '0', '1')} AS {figure}_there",
                f"{_case(silent, '0', f'COALESCE({figure}_rows.first_row, {top + 1})')} AS {figure}_first",
                f"{_case(silent, str(top), f'COALESCE({figure}_rows.last_row, -1)')} AS {figure}_last",
            ]
        return f"SELECT {', '.join(columns)} FROM told {' '.join(joins)}"

    def _met(self) -> str:
        columns = []
        for figure in self.figures:
            number = self.composite[figure]
            columns += [
                f"{_greatest(f'{figure}_first', f'low{number}')} AS {figure}_from",
                f"{_least(f'{figure}_last', f'high{number}')} AS {figure}_to",
            ]
        return f"SELECT placed.*, {', '.join(columns)} FROM placed"

    def _alive(self) -> str:
        """A claim that no allowed row gives has no rivals: in its place stands everything that is allowed."""
        columns = []
        for figure in self.figures:
            number, dead = self.composite[figure], f"{figure}_from > {figure}_to"
            columns += [
                f"{_case(dead, '1', '0')} AS {figure}_dead",
                f"{_case(dead, f'low{number}', f'{figure}_from')} AS {figure}_from_alive",
                f"{_case(dead, f'high{number}', f'{figure}_to')} AS {figure}_to_alive",
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
                f"{_case(clash, '1', '0')} AS {figure}_clash",
                f"{_case(clash, f'low{number}', f'{figure}_from_alive')} AS {figure}_from_free",
                f"{_case(clash, f'high{number}', f'{figure}_to_alive')} AS {figure}_to_free",
            ]
        return f"SELECT alive.*, {', '.join(columns)} FROM alive"

    def _remaining(self) -> str:
        """What the ratings and the other free claims leave of each figure."""
        columns = []
        for figure in self.figures:
            number = self.composite[figure]
            others = [one for one in self.figures if one != figure and self.composite[one] == number]
            low = _greatest(f"low{number}", *(f"{one}_from_free" for one in others))
            high = _least(f"high{number}", *(f"{one}_to_free" for one in others))
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


def _rows(lattice: Lattice) -> str:
    """The lattice as a table: the figures of each row as printed; and exact, to as many digits as are compared.

    What is rounded to fewer digits is not rounded before, but cut off; `sure` are the digits of a binary float.
    """
    rows = []
    for row in lattice.rows:
        cells = [f"{row.position} AS place"]
        for rule in lattice.rules:
            figure = row.figures[rule.id]
            if isinstance(rule, BandRule) or figure.exact is None:
                cells.append(f"{_quoted(figure.text)} AS {rule.id}_printed")
                continue
            cells.append(f"CAST({figure.text} AS DECIMAL(18, {rule.round.digits})) AS {rule.id}_printed")
            values = {
                "exact": half_up(figure.exact, _DIGITS),
                "cut": figure.exact,
                "sure": significant(figure.exact, FLOAT_DIGITS),
            }
            for what, value in values.items():
                number = shortest(decimal_of(int(value * 10**_DIGITS), -_DIGITS))
                cells.append(f"CAST({number} AS DECIMAL(38, {_DIGITS})) AS {rule.id}_{what}")
        rows.append("SELECT " + ", ".join(cells))
    return " UNION ALL ".join(rows)
