"""Columns of decimals are counted with, and say what the record path says of them, whatever their type has room for."""

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nit_rules
from engines import ENGINES, Build, Columns, agree_on_verdicts, every_row, rows, scored, table
from nit_rules import frames
from nit_rules.frames import columns as read
from nit_rules.frames.decimals import shortened
from nit_rules.model import BandRule, Lattice, Methodology
from nit_rules.numerals import text_of
from nit_rules.rounding import decimal_of, half_up
from strategies import made_up, small_methodologies

METHODS = nit_rules.load_catalog().methodologies
#: Precision and scale: what a score has, the most that floats keep, and more, before the point and after it.
TYPES = [(9, 2), (15, 15), (16, 2), (38, 0), (38, 11), (38, 12), (38, 34)]

each_engine = pytest.mark.parametrize("build", ENGINES.values(), ids=ENGINES.keys())
#: Those of pandas without Arrow are objects.
each_engine_of_decimals = pytest.mark.parametrize(
    "build", [build for name, build in ENGINES.items() if name != "pandas"]
)
each_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
each_type = pytest.mark.parametrize(("precision", "scale"), TYPES)


def column(values: Sequence[Decimal | Fraction | None], precision: int, scale: int) -> pa.Array:
    """The values as decimals of a type, each rounded to its digits; null where it has no room for one."""
    cells: list[Decimal | None] = []
    for value in values:
        units = None if value is None else int(half_up(Fraction(value), scale) * 10**scale)
        cells.append(None if units is None or abs(units) >= 10**precision else decimal_of(units, -scale))
    return pa.array(cells, pa.decimal128(precision, scale))


def figures_of(lattice: Lattice) -> list[str]:
    """The figures of a composite that are numbers."""
    return [rule.id for rule in lattice.rules if not isinstance(rule, BandRule)]


def nearby(value: Fraction, precision: int, scale: int) -> list[Decimal | Fraction | None]:
    """A figure, what it may be misread as, and what a column of that type holds besides."""
    unit, most = Fraction(1, 10**scale), Fraction(10**precision - 1, 10**scale)
    near = [value + step * unit for step in (-1, 1, 5)]
    short = [half_up(value, digits) for digits in (0, 1, 2, 3, 5, 11, 12, 13, 15, 16)]
    tails = [Fraction(half_up(value, digits)) + Fraction(1, 10**17) for digits in (0, 2, 11, 12)]
    ties = [
        half_up(value, 11) + Fraction(side, 2 * 10**11) + tail
        for side in (-1, 1)
        for tail in (0, unit, -unit)
    ]
    return [value, *near, *short, *tails, *ties, -value, Fraction(0), unit, -unit, most, -most, None]


class TestEveryRowOfEveryLattice:
    @each_engine
    @each_method
    @pytest.mark.parametrize(("precision", "scale"), [(9, 2), (38, 18)])
    def test_its_own_figures_and_the_next_rows(
        self, build: Build, method: Methodology, precision: int, scale: int
    ) -> None:
        for lattice in method.lattices:
            columns = every_row(lattice, "decimal")
            own = {name: column(cells.to_pylist(), precision, scale) for name, cells in columns.items()
                   if pa.types.is_decimal(cells.type)}  # fmt: skip
            agree_on_verdicts(build, method, own)
            for figure in figures_of(lattice):
                cells = own[figure].to_pylist()
                own[figure] = pa.array(cells[1:] + cells[:1], own[figure].type)
            agree_on_verdicts(build, method, own)

    @each_engine
    @each_type
    def test_whatever_a_type_has_room_for(self, build: Build, precision: int, scale: int) -> None:
        method = METHODS[-1]
        (lattice,) = method.lattices
        ends = [lattice.rows[place] for place in (0, 14, 37, -1)]
        near = {
            figure: [
                value
                for row in ends
                for value in nearby(row.figures[figure].exact or Fraction(0), precision, scale)
            ]
            for figure in figures_of(lattice)
        }
        columns = {figure: column(values, precision, scale) for figure, values in near.items()}
        agree_on_verdicts(build, method, columns)
        count = len(next(iter(columns.values()))) // len(ends)
        for place, name in enumerate(method.indicator):
            size = lattice.scale.size
            positions = [min(size, max(0, row.position - place * size)) for row in ends for _ in range(count)]
            columns[name] = pa.array([str(lattice.scale.printed(position)) for position in positions])
        agree_on_verdicts(build, method, columns)
        odd = nearby(lattice.scale.value(5), precision, scale)
        columns["ep"] = column(odd * len(ends), precision, scale)
        agree_on_verdicts(build, method, columns)

    @each_engine
    def test_steps_that_binary_floats_cannot_hold_are_on_the_grid(self, build: Build) -> None:
        for size, step in ((100, "0.1"), (30, "0.0000001"), (30, "100")):
            method = made_up(indicators=2, lowest=str(0 * Decimal(step)), size=size, step=step)
            (lattice,) = method.lattices
            columns = every_row(lattice, "text")
            decimals = {name: pa.array(map(Decimal, columns[name].to_pylist()), pa.decimal128(38, 13))
                        for name in (*lattice.indicators, *figures_of(lattice))}  # fmt: skip
            agree_on_verdicts(build, method, decimals)


def decimals_of(method: Methodology, name: str, scale: int) -> st.SearchStrategy[Fraction]:
    """Ratings or claims: those that there are, what is next to them, and any others."""
    unit = Fraction(1, 10**scale)
    if name in method.indicator:
        likely = [method.scale.value(position) for position in range(method.scale.size + 1)]
    else:
        figures = [row.figures[name] for row in method.lattice_of[name].rows]
        likely = [Fraction(text) for one in figures for text in (one.printed, one.exact) if text is not None]
    near = st.builds(lambda value, step: value + step * unit, st.sampled_from(likely), st.integers(-1, 1))
    cut = st.builds(half_up, st.sampled_from(likely), st.integers(0, 16))
    return st.sampled_from(likely) | near | cut | st.fractions(-(10**38), 10**38)


@st.composite
def columns_of(draw: st.DrawFn, method: Methodology) -> Columns:
    """A small table of decimals of any types."""
    count, columns = draw(st.integers(1, 8)), dict[str, pa.Array]()
    numbers = [rule.id for rule in method.rules if not isinstance(rule, BandRule)]
    claims = draw(st.lists(st.sampled_from(numbers), min_size=1, unique=True))
    for name in (*method.indicator, *claims):
        precision = draw(st.sampled_from([9, 15, 16, 18, 38]))
        scale = draw(st.integers(0, precision))
        values = st.lists(st.none() | decimals_of(method, name, scale), min_size=count, max_size=count)
        columns[name] = column(draw(values), precision, scale)
    return columns


few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
methods = st.sampled_from(METHODS) | small_methodologies() | small_methodologies(composites=2)


class TestAnyTable:
    @each_engine
    @few
    @given(st.data())
    def test_it_is_judged_as_record_by_record(self, build: Build, data: st.DataObject) -> None:
        method = data.draw(methods)
        agree_on_verdicts(build, method, data.draw(columns_of(method)))

    @each_engine
    @few
    @given(st.data())
    def test_it_is_scored_as_record_by_record(self, build: Build, data: st.DataObject) -> None:
        method = data.draw(methods)
        columns = data.draw(columns_of(method))
        ratings = {name: columns[name] for name in method.indicator}
        found = rows(frames.score(build(table(ratings)), method))
        assert [{name: row[name] for name in method.rule} for row in found] == scored(method, ratings)


def is_float(number: Decimal) -> bool:
    return number == Context(15).create_decimal(number)


class TestShortened:
    @given(st.data())
    def test_it_is_the_same_claim(self, data: st.DataObject) -> None:
        method = data.draw(st.sampled_from(METHODS))
        lattice = data.draw(st.sampled_from(method.lattices))
        figure = data.draw(st.sampled_from(figures_of(lattice)))
        scale = data.draw(st.integers(0, 38))
        value = data.draw(decimals_of(method, figure, scale))
        number = decimal_of(int(value * 10**scale), -scale)
        if len(number.as_tuple().digits) <= 38 and not is_float(number):
            short = text_of(Decimal(str(shortened(text_of(number)))))
            assert lattice.span(figure, short) == lattice.span(figure, text_of(number))

    def test_ties_stay_on_their_side(self) -> None:
        (lattice,) = METHODS[-1].lattices
        for figure in figures_of(lattice):
            for row in lattice.rows:
                exact = row.figures[figure].exact
                assert exact is not None
                for number in nearby(exact, 38, 30):
                    text = text_of(column([number], 38, 30)[0].as_py() or Decimal(0))
                    short = text_of(Decimal(str(shortened(text))))
                    if not is_float(Decimal(text)):
                        assert lattice.span(figure, short) == lattice.span(figure, text)


class TestColumns:
    @each_engine_of_decimals
    @each_type
    def test_none_is_looked_up_that_floats_keep(
        self, build: Build, precision: int, scale: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(*_: object) -> str:
            raise AssertionError("a decimal was looked up")

        method = METHODS[-1]
        (lattice,) = method.lattices
        columns = {
            name: column(cells.to_pylist(), precision, scale)
            for name, cells in every_row(lattice, "decimal").items()
            if name != "status"
        }
        expected = rows(frames.audit(build(table(columns)), method))
        monkeypatch.setattr(read, "text_of_value", refused)
        assert rows(frames.audit(build(table(columns)), method)) == expected

    @each_engine
    @each_type
    def test_they_are_given_back_as_they_came(self, build: Build, precision: int, scale: int) -> None:
        columns: dict[str, Any] = {
            name: column([Fraction(5, 4), Fraction(1, 3), None], precision, scale)
            for name in (*METHODS[-1].indicator, "democracy_score", "democracy_percentage")
        }
        found = rows(frames.audit(build(table(columns)), METHODS[-1]))
        for name, cells in columns.items():
            values = [row[name] for row in found]
            assert list(map(str, values)) == list(map(str, cells.to_pylist()))
            assert all(value is None or isinstance(value, Decimal) for value in values)
