"""The frame path and the record path agree: on every engine, every row of every lattice, and whatever tables hold."""

import math
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, cast

import narwhals as nw
import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nit_rules
from engines import ENGINES, Build, Columns, agree_on_verdicts, every_row, rows, scored, table
from nit_rules import frames
from nit_rules.frames.claims import UNREACHED, number_code
from nit_rules.frames.memory import _is_far
from nit_rules.model import BandRule, Methodology, NumberIndex
from strategies import made_up, small_methodologies

METHODS = nit_rules.load_catalog().methodologies
SCORE = METHODS[-1].lattices[0].id

each_engine = pytest.mark.parametrize("build", ENGINES.values(), ids=ENGINES.keys())
each_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)


class TestEveryRowOfEveryLattice:
    @each_engine
    @each_method
    def test_scores_as_the_lattice_says(self, build: Build, method: Methodology) -> None:
        for lattice in method.lattices:
            columns = every_row(lattice, "float")
            empty = pa.nulls(len(lattice.rows), pa.float64())
            ratings = {name: columns.get(name, empty) for name in method.indicator}
            expected = scored(method, ratings)
            found = rows(frames.score(build(table(ratings)), method))
            assert [{name: row[name] for name in method.rule} for row in found] == expected
            assert all(row[lattice.id] is not None for row in found)

    @each_engine
    @each_method
    @pytest.mark.parametrize("kind", ["text", "float", "float32", "decimal"])
    def test_its_own_figures_are_reproduced(self, build: Build, method: Methodology, kind: str) -> None:
        for lattice in method.lattices:
            found = rows(frames.audit(build(table(every_row(lattice, kind))), method))
            verdicts = {row[f"{rule.id}_verdict"] for row in found for rule in lattice.rules}
            assert verdicts == {"reproduced"}

    @each_engine
    @each_method
    @pytest.mark.parametrize("kind", ["text", "float"])
    def test_the_next_rows_figures_are_judged_as_by_the_record_path(
        self, build: Build, method: Methodology, kind: str
    ) -> None:
        for lattice in method.lattices:
            columns = every_row(lattice, kind)
            for rule in lattice.rules:
                shifted = columns[rule.id].to_pylist()
                columns[rule.id] = pa.array(shifted[1:] + shifted[:1], columns[rule.id].type)
                agree_on_verdicts(build, method, columns)

    @each_engine
    @pytest.mark.parametrize("kind", ["float", "float32"])
    def test_steps_that_binary_floats_cannot_hold_are_on_the_grid(self, build: Build, kind: str) -> None:
        method = made_up(indicators=2, lowest="0.0", size=100, step="0.1")
        (lattice,) = method.lattices
        found = rows(frames.audit(build(table(every_row(lattice, kind))), method))
        assert {row["score_verdict"] for row in found} == {"reproduced"}
        agree_on_verdicts(build, method, every_row(lattice, kind))

    @each_engine
    def test_figures_alone_determine_each_other(self, build: Build) -> None:
        (lattice,) = METHODS[-1].lattices
        columns = every_row(lattice, "float")
        figures = {rule.id: columns[rule.id] for rule in lattice.rules}
        agree_on_verdicts(build, METHODS[-1], figures)

    @each_engine
    @pytest.mark.parametrize("kind", [pa.float64(), pa.float32()], ids=str)
    def test_binary_tails_count_as_what_they_round_to(self, build: Build, kind: pa.DataType) -> None:
        (lattice,) = METHODS[-1].lattices
        columns = every_row(lattice, "float")
        for figure in ("democracy_score", "democracy_percentage", "democracy_percentage_rounded"):
            exact = [row.figures[figure].exact for row in lattice.rows]
            columns[figure] = pa.array([float(value or 0) for value in exact], kind)
        agree_on_verdicts(build, METHODS[-1], columns)
        found = rows(frames.audit(build(table(columns)), METHODS[-1]))
        assert {row[f"{rule.id}_verdict"] for row in found for rule in lattice.rules} == {"reproduced"}

    @each_engine
    @pytest.mark.parametrize("kind", [pa.int64(), pa.uint64()], ids=str)
    def test_whole_numbers_beyond_what_floats_count(self, build: Build, kind: pa.DataType) -> None:
        (lattice,) = METHODS[-1].lattices
        columns = dict(every_row(lattice, "float"))
        huge = [2**53 + 1, 2**62, 4]
        length = len(lattice.rows)
        for place, name in enumerate(("ep", "democracy_score", "democracy_percentage_rounded")):
            columns[name] = pa.array([huge[(row + place) % 3] for row in range(length)], kind)
        agree_on_verdicts(build, METHODS[-1], columns)


class TestNumbersThatNobodyRounded:
    """Most are left out by a comparison of floats; none that the record path finds."""

    @pytest.mark.parametrize("kind", [np.float64, np.float32])
    @each_method
    def test_none_that_is_a_figure_is_taken_for_far(self, method: Methodology, kind: type) -> None:
        for lattice in method.lattices:
            for rule in lattice.rules:
                index = lattice.index(rule.id)
                if not isinstance(index, NumberIndex):
                    continue
                exact = np.array(index.rough)
                near = [exact, *(np.round(exact, digits) for digits in range(16))]
                near.append(np.array([1e-70, -1e-70, 1.2345678901234567e-48, 1e-43, 1e30]))
                near += [np.nextafter(one, end) for one in near for end in (-np.inf, np.inf)]
                code = number_code(lattice, rule.id, nw.Float32() if kind is np.float32 else nw.Float64())
                numbers: np.typing.NDArray[Any] = np.unique(np.concatenate(near).astype(kind))
                found = np.array([*map(code, numbers)]) != UNREACHED
                assert not (found & _is_far(numbers, index)).any()
                assert found.any()
                random: np.typing.NDArray[Any] = np.random.default_rng(0).uniform(0, 100, 2000).astype(kind)
                assert _is_far(random, index).mean() > 0.25


def some_rows_odd(method: Methodology, kind: str = "float") -> Columns:
    """Every row of every lattice with its own figures, but in some rows ratings or claims that call for more."""
    columns: dict[str, pa.Array] = {}
    length = max(len(lattice.rows) for lattice in method.lattices)
    for lattice in method.lattices:
        for name, column in every_row(lattice, kind).items():
            values = column.to_pylist()
            columns[name] = pa.array([values[row % len(values)] for row in range(length)], column.type)
    for step, (name, column) in enumerate(columns.items(), 7):
        values = column.to_pylist()
        is_number = isinstance(values[0], float)
        for row in range(step, length, 4 * step):
            values[row] = None
        for row in range(3 * step, length, 4 * step):
            values[row] = values[row - 2 * step]
        if is_number:
            for row, odd in zip(
                range(step + 1, length, 9 * step), (math.nan, math.inf, 1.1, -4.0), strict=False
            ):
                values[row] = odd
            for row in range(step + 2, length, 5 * step):
                values[row] = values[row] and values[row] + 1e-9
        columns[name] = pa.array(values, column.type)
    return columns


class TestRowsThatNeedMoreAmongRowsThatAgree:
    @each_engine
    @each_method
    @pytest.mark.parametrize("kind", ["float", "float32"])
    def test_each_is_judged_as_by_the_record_path(self, build: Build, method: Methodology, kind: str) -> None:
        agree_on_verdicts(build, method, some_rows_odd(method, kind))

    def test_whatever_the_index_of_pandas(self) -> None:
        method = METHODS[-1]
        columns = some_rows_odd(method)
        frame = table(columns).to_pandas()
        expected = rows(frames.audit(frame, method))
        frame.index = [7] * len(frame)
        found = frames.audit(frame, method)
        assert list(found.index) == [7] * len(frame)
        assert rows(found.reset_index(drop=True)) == expected

    @each_engine
    def test_labels_that_read_like_another_index_are_no_claims(self, build: Build) -> None:
        method = made_up()
        bands = method.rules[-1]
        assert isinstance(bands, BandRule)
        free = evolve(
            bands,
            bands=tuple(
                evolve(band, label=label)
                for band, label in zip(bands.bands, ("Free", "Not Free", "Other"), strict=True)
            ),
        )
        method = evolve(method, rules=(*method.rules[:-1], free))
        agree_on_verdicts(build, method, some_rows_odd(method))


class TestLazyFramesOfPolars:
    """They are audited in pieces, as Polars reads them."""

    frame = cast("pl.DataFrame", ENGINES["polars"](table(some_rows_odd(METHODS[-1]))))
    audited = frames.audit(frame, METHODS[-1])

    @pytest.mark.parametrize("engine", ["in-memory", "streaming"])
    def test_pieces_give_what_the_whole_gives(self, engine: Literal["in-memory", "streaming"]) -> None:
        many = pl.concat([self.frame] * 1500)
        assert len(many) > 200_000
        lazy = frames.audit(many.lazy(), METHODS[-1]).collect(engine=engine)
        assert lazy.equals(pl.concat([self.audited] * 1500))

    def test_what_was_added_is_filtered_and_chosen(self) -> None:
        lazy, is_wrong = (
            frames.audit(self.frame.lazy(), METHODS[-1]),
            pl.col(f"{SCORE}_verdict") != "reproduced",
        )
        assert lazy.filter(is_wrong).collect().equals(self.audited.filter(is_wrong))
        assert lazy.select(f"{SCORE}_verdict").collect().equals(self.audited.select(f"{SCORE}_verdict"))
        assert lazy.slice(7, 20).collect().equals(self.audited.slice(7, 20))
        assert self.audited.filter(is_wrong).height > 0

    def test_a_file_goes_through_to_a_file(self, tmp_path: Path) -> None:
        before, after = tmp_path / "before.parquet", tmp_path / "after.parquet"
        self.frame.write_parquet(before)
        frames.audit(pl.scan_parquet(before), METHODS[-1]).sink_parquet(after)
        assert pl.read_parquet(after).equals(self.audited)


odd_texts = st.sampled_from(
    ["", "n/a", "N/A", "abc", "1,25", "NaN", "1e3", "١٫٢٥", " 1.25 ", "+1.5", "01.250", ".5", "1.", "-1", "1.30",
     "7.25", "9" * 61, "9" * 30, "1.25\u00a0", "1.321428571428571428571", "1.3214", "5.0000000000000000001",
     "1.3200000000000001"]
)  # fmt: skip


def rating_texts(method: Methodology) -> st.SearchStrategy[str]:
    grid = [str(method.scale.printed(position)) for position in range(method.scale.size + 1)]
    return st.sampled_from(grid) | st.sampled_from(grid) | odd_texts


def claim_texts(method: Methodology, figure: str) -> st.SearchStrategy[str]:
    lattice = method.lattice_of[figure]
    printed = sorted({row.figures[figure].text for row in lattice.rows})
    likely = st.sampled_from(printed)
    if isinstance(method.rule[figure], BandRule):
        return (
            likely
            | likely.map(str.upper)
            | st.sampled_from(["", "n/a", "Partly Free", "-", "3", "Ünknown"])
            | st.text(max_size=4)
        )
    exact = [row.figures[figure].exact for row in lattice.rows]
    long = st.builds(
        lambda value, digits: f"{float(value or 0):.{digits}f}", st.sampled_from(exact), st.integers(0, 17)
    )
    return likely | likely | long | odd_texts


def numbers(values: list[str], kind: str) -> pa.Array:
    """Texts as a column of numbers: what is no number is null, or not a number."""
    found: list[Any] = []
    for text in values:
        try:
            found.append(float(text.replace("n/a", "")))
        except ValueError:
            found.append(float("nan") if "a" in text else None)
    if kind == "decimal":
        small = [
            None if one is None or not abs(one) < 1e9 else Decimal(str(one)).quantize(Decimal("1e-15"))
            for one in found
        ]
        return pa.array(small, pa.decimal128(38, 15))
    return pa.array(found, pa.float32() if kind == "float32" else pa.float64())


@st.composite
def columns_of(draw: st.DrawFn, method: Methodology) -> Columns:
    """A small table of ratings and claims: text, floats or decimals, with nulls and what should not be there."""
    count = draw(st.integers(1, 8))
    kinds = st.sampled_from(["text", "text", "float", "float32", "decimal"])
    names: dict[str, st.SearchStrategy[str]] = {name: rating_texts(method) for name in method.indicator}
    figures = draw(st.lists(st.sampled_from(list(method.rule)), min_size=1, unique=True))
    names |= {name: claim_texts(method, name) for name in figures}
    columns = {}
    for name, cells in names.items():
        values = draw(st.lists(cells, min_size=count, max_size=count))
        is_label = name in method.rule and isinstance(method.rule[name], BandRule)
        kind = "text" if is_label else draw(kinds)
        if kind == "text":
            columns[name] = pa.array(
                [draw(st.sampled_from([value, value, value, None])) for value in values], pa.string()
            )
        else:
            columns[name] = numbers(values, kind)
    return columns


few = settings(max_examples=7, deadline=None, suppress_health_check=list(HealthCheck))


class TestAnyTable:
    @each_engine
    @few
    @given(st.data())
    def test_the_shipped_methods_judge_it_as_record_by_record(
        self, build: Build, data: st.DataObject
    ) -> None:
        method = data.draw(st.sampled_from(METHODS))
        agree_on_verdicts(build, method, data.draw(columns_of(method)))

    @each_engine
    @few
    @given(st.data())
    def test_any_methodology_judges_it_as_record_by_record(self, build: Build, data: st.DataObject) -> None:
        method = data.draw(small_methodologies() | small_methodologies(composites=2))
        agree_on_verdicts(build, method, data.draw(columns_of(method)))

    @each_engine
    @few
    @given(st.data())
    def test_it_is_scored_as_record_by_record(self, build: Build, data: st.DataObject) -> None:
        method = data.draw(st.sampled_from(METHODS) | small_methodologies())
        ratings = {
            name: column for name, column in data.draw(columns_of(method)).items() if name in method.indicator
        }
        found = rows(frames.score(build(table(ratings)), method))
        assert [{name: row[name] for name in method.rule} for row in found] == scored(method, ratings)


class TestCategories:
    @pytest.mark.parametrize("kind", [pa.float32(), pa.float64()], ids=str)
    def test_those_of_numbers_are_numbers(self, kind: pa.DataType) -> None:
        method = METHODS[-1]
        ratings = {name: pa.array([1.25] * 3) for name in method.indicator} | {"co": pa.array([1.75] * 3)}
        scores = pa.array([1.32, 1e-5, 1.3214285373687744], kind)
        expected = frames.audit(pa.table(ratings | {"democracy_score": scores}), method)
        assert expected["democracy_score_verdict"].to_pylist()[:2] == ["reproduced", "contradicted"]
        columns = ratings | {"democracy_score": scores}
        categories = pa.table({name: column.dictionary_encode() for name, column in columns.items()})
        by_arrow, by_pandas = frames.audit(categories, method), frames.audit(categories.to_pandas(), method)
        for added in ("democracy_score_expected", "democracy_score_verdict"):
            assert by_arrow[added].to_pylist() == expected[added].to_pylist() == by_pandas[added].tolist()
        assert by_arrow.schema.field("ep").type == categories.schema.field("ep").type
        assert by_pandas["ep"].dtype == "category"
