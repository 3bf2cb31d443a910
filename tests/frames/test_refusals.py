"""What cannot be done is said before any work is done, with the column's name."""

import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import nit_rules
from engines import ENGINES, rows, table
from nit_rules import frames
from nit_rules.errors import InputError

METHOD = nit_rules.load_catalog().methodology("nit/2020")
RATINGS = {name: pa.array([1.25, None]) for name in METHOD.indicator}
SCORES = {"democracy_score": pa.array([1.25, 1.32])}

each_engine = pytest.mark.parametrize("build", ENGINES.values(), ids=ENGINES.keys())
Build = Callable[[pa.Table], Any]


def without(name: str) -> dict[str, pa.Array]:
    return {other: column for other, column in RATINGS.items() if other != name}


def related(more: str) -> duckdb.DuckDBPyRelation:
    """A relation with ratings and more columns."""
    relation = duckdb.sql(f"SELECT {', '.join(f'1.25 AS {name}' for name in METHOD.indicator)}, {more}")
    assert relation is not None
    return relation


class TestColumns:
    @each_engine
    def test_every_missing_rating_is_named(self, build: Build) -> None:
        columns = without("ep")
        columns["Co"] = columns.pop("co")
        with pytest.raises(InputError) as caught:
            frames.score(build(table(columns)), METHOD)
        first, second = map(str, caught.value.problems)
        assert first.startswith("ep: there is no such column (Electoral Process)")
        assert second.startswith("co: there is no such column (Corruption)")
        assert second.endswith("; 'Co' looks like it: rename it")

    @each_engine
    def test_a_rating_under_a_printed_name_is_named(self, build: Build) -> None:
        columns = without("ndg") | {"National Democratic Governance": RATINGS["ndg"]}
        with pytest.raises(InputError, match=r"^ndg: there is no such column") as caught:
            frames.score(build(table(columns)), METHOD)
        assert str(caught.value).endswith("; 'National Democratic Governance' looks like it: rename it")

    @each_engine
    def test_claims_under_printed_names_are_named(self, build: Build) -> None:
        columns = {"Democracy Score": SCORES["democracy_score"], "Total Score": pa.array([4, 5])}
        with pytest.raises(InputError) as caught:
            frames.audit(build(table(RATINGS | columns)), METHOD)
        assert [*map(str, caught.value.problems)] == [
            "democracy_score: there is no such column of claims; 'Democracy Score' looks like it: rename it",
            "democracy_percentage_rounded: there is no such column of claims; 'Total Score' looks like it: rename it",
        ]

    def test_a_rating_that_is_spelled_otherwise_is_suggested(self) -> None:
        with pytest.raises(InputError, match=r"did you mean 'ndgs'\?$"):
            frames.score(pl.DataFrame(without("ndg") | {"ndgs": RATINGS["ndg"]}), METHOD)

    @each_engine
    def test_a_composite_rated_in_part_is_refused_and_one_not_rated_at_all_is_not(self, build: Build) -> None:
        with pytest.raises(InputError, match=r"^ep: there is no such column"):
            frames.audit(build(table(without("ep") | SCORES)), METHOD)
        (first, second) = rows(frames.audit(build(table(SCORES)), METHOD))
        assert (first["democracy_score_verdict"], second["democracy_score_verdict"]) == ("undetermined",) * 2

    @pytest.mark.parametrize("rated", [True, False])
    def test_a_column_that_arrow_cannot_take_rows_from_is_named(self, rated: bool) -> None:
        column = pa.array(["1.25", "1.32"]).cast(pa.string_view())
        frame = pa.table(RATINGS | {"ep": column} if rated else {"democracy_score": column})
        with pytest.raises(InputError, match=r"^(ep|democracy_score): cannot read the column"):
            (frames.score if rated else frames.audit)(frame, METHOD)

    @each_engine
    def test_a_column_to_be_added_must_not_be_there(self, build: Build) -> None:
        columns = RATINGS | SCORES
        with pytest.raises(InputError, match=r"^democracy_score: the frame already has such a column"):
            frames.score(build(table(columns)), METHOD)
        columns["democracy_score_verdict"] = pa.array(["fine", "fine"])
        with pytest.raises(
            InputError, match=r"^democracy_score_verdict: the frame already has such a column"
        ):
            frames.audit(build(table(columns)), METHOD)

    @each_engine
    @pytest.mark.parametrize(
        "column", [pa.array([True, False]), pa.array([[1.0], None])], ids=["truth values", "lists"]
    )
    def test_a_type_that_holds_no_number_is_refused(self, build: Build, column: pa.Array) -> None:
        with pytest.raises(InputError, match=r"^ep: "):
            frames.score(build(table(RATINGS | {"ep": column})), METHOD)

    @each_engine
    def test_labels_are_text(self, build: Build) -> None:
        with pytest.raises(InputError, match=r"^status: a column of type .* is not read here; give text$"):
            frames.audit(build(table({"status": pa.array([1.5, 2.5])})), METHOD)

    @each_engine
    def test_an_empty_column_of_any_type_is_a_column_of_unknowns(self, build: Build) -> None:
        columns = (
            dict.fromkeys(METHOD.indicator, pa.nulls(2)) | {"status": pa.nulls(2, pa.float64())} | SCORES
        )
        found = rows(frames.audit(build(table(columns)), METHOD))
        assert [row["democracy_score_verdict"] for row in found] == ["undetermined", "undetermined"]
        assert [row["status_verdict"] for row in found] == [None, None]

    @each_engine
    def test_a_frame_without_claims_is_not_audited(self, build: Build) -> None:
        with pytest.raises(
            InputError, match=r"there is no column of claims; nit/2020@1.0.0 makes democracy_score, "
        ):
            frames.audit(build(table(RATINGS)), METHOD)

    def test_a_column_that_is_there_twice_is_named(self) -> None:
        frame = pd.DataFrame([[1.25] * 8], columns=[*METHOD.indicator, "ep"])
        with pytest.raises(InputError, match="ep"):
            frames.score(frame, METHOD)

    def test_a_column_that_means_something_itself_is_not_suggested(self) -> None:
        with pytest.raises(InputError) as caught:
            frames.score(pl.DataFrame(without("ldg")), METHOD)
        assert str(caught.value).endswith("ratings that are not known")

    @pytest.mark.parametrize(
        "frame",
        [
            pd.DataFrame({"democracy_score": np.array([1.32], np.float16)}),
            pl.DataFrame({"democracy_score": pl.Series([1.32], dtype=pl.Float16)}),
            pa.table({"democracy_score": pa.array(np.array([1.32], np.float16))}),
        ],
    )
    def test_half_floats_are_refused(self, frame: Any) -> None:
        with pytest.raises(InputError, match=r"^democracy_score: a column of type Float16 is not read here"):
            frames.audit(frame, METHOD)

    def test_truth_values_among_objects_are_refused(self) -> None:
        frame = pd.DataFrame({name: [1] for name in METHOD.indicator} | {"ep": [object()]})
        with pytest.raises(InputError, match=r"^ep: a object is not a printed number"):
            frames.score(frame, METHOD)

    @pytest.mark.parametrize("values", [[1, True], [True, 1]])
    def test_a_truth_value_beside_a_number_that_equals_it_is_refused(self, values: list[object]) -> None:
        frame = pd.DataFrame({name: [1.25, 1.25] for name in METHOD.indicator})
        frame["ep"] = pd.Series(values, dtype=object)
        with pytest.raises(InputError, match=r"^ep: holds truth values"):
            frames.score(frame, METHOD)

    def test_objects_in_polars_are_refused_before_they_are_read(self) -> None:
        frame = pl.LazyFrame({name: [1] for name in METHOD.indicator if name != "ep"})
        for value in (object(), "1.25"):
            held = frame.with_columns(ep=pl.Series([value], dtype=pl.Object))
            with pytest.raises(InputError, match=r"^ep: a column of type Unknown is not read here"):
                frames.score(held, METHOD)
        empty = frame.with_columns(ep=pl.Series([None], dtype=pl.Object))
        assert frames.score(empty, METHOD).collect()["democracy_score"].to_list() == [None]

    @pytest.mark.parametrize("twice", ["ep", "Ep", "other", "OTHER"])
    def test_a_relation_with_several_columns_of_one_name_is_refused(self, twice: str) -> None:
        with pytest.raises(InputError, match=rf"^{twice}: there are several columns of this name"):
            frames.score(related(f'1 AS other, 7.0 AS "{twice}"'), METHOD)

    @pytest.mark.parametrize("name", ["Democracy_Score", "STATUS"])
    def test_a_column_that_a_relation_takes_for_one_to_be_added_must_not_be_there(self, name: str) -> None:
        with pytest.raises(InputError, match=rf"^{name.lower()}: the frame already has such a column"):
            frames.score(related(f"9.99 AS {name}"), METHOD)


class TestFrames:
    @each_engine
    def test_no_rows_give_no_rows(self, build: Build) -> None:
        columns = dict.fromkeys(METHOD.indicator, pa.array([], pa.float64()))
        assert rows(frames.score(build(table(columns)), METHOD)) == []

    @pytest.mark.parametrize("frame", [pl.DataFrame(), pd.DataFrame(), pa.table({})])
    def test_no_columns_are_missing_columns(self, frame: Any) -> None:
        with pytest.raises(InputError, match=r"^ndg: there is no such column"):
            frames.score(frame, METHOD)

    @pytest.mark.parametrize("thing", [[1.25], {"ndg": [1.25]}, None, "scores.csv"], ids=repr)
    def test_what_is_no_frame_is_refused(self, thing: Any) -> None:
        with pytest.raises(
            InputError, match="is not a data frame of Polars, pandas, PyArrow, DuckDB or PySpark"
        ):
            frames.score(thing, METHOD)

    def test_a_lazy_frame_whose_source_is_gone_is_refused(self, tmp_path: Path) -> None:
        source = tmp_path / "scores.parquet"
        pl.DataFrame({name: ["1.25"] for name in METHOD.indicator}).write_parquet(source)
        lazy = pl.scan_parquet(source)
        source.unlink()
        with pytest.raises(InputError, match="cannot read"):
            frames.score(lazy, METHOD)

    def test_a_relation_whose_source_is_gone_is_refused(self, tmp_path: Path) -> None:
        source = tmp_path / "scores.parquet"
        pl.DataFrame({name: ["1.25"] for name in METHOD.indicator}).write_parquet(source)
        relation = duckdb.connect().read_parquet(str(source))
        source.unlink()
        with pytest.raises(InputError, match="cannot read"):
            frames.score(relation, METHOD)

    @pytest.mark.parametrize("work", [frames.score, frames.audit], ids=["score", "audit"])
    def test_a_relation_of_numbers_whose_source_is_gone_is_refused(
        self, work: Callable[[Any, Any], Any], tmp_path: Path
    ) -> None:
        source = tmp_path / "scores.parquet"
        names = [*METHOD.indicator, *(["democracy_score"] if work is frames.audit else [])]
        pl.DataFrame({name: [1.25] for name in names}).write_parquet(source)
        relation = duckdb.connect().read_parquet(str(source))
        source.unlink()
        with pytest.raises(
            InputError, match=r"cannot read the columns: IO Error: .*scores\.parquet"
        ) as caught:
            work(relation, METHOD)
        assert "\n" not in str(caught.value)

    def test_a_fault_of_our_own_is_not_told_as_one_of_the_engine(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise AttributeError("a fault of our own")

        monkeypatch.setattr("nit_rules.frames.memory.scored", broken)
        with pytest.raises(AttributeError, match="a fault of our own"):
            frames.score(pl.DataFrame({name: [1.25] for name in METHOD.indicator}), METHOD)

    def test_a_part_of_an_engine_that_is_missing_is_named_with_the_command(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        relation = related("1.25 AS democracy_score")
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(InputError, match=r"pyarrow.*: pip install 'nit-rules\[frames\]'$"):
            frames.audit(relation, METHOD)

    def test_what_came_is_not_changed(self) -> None:
        frame = pd.DataFrame(
            {name: column.to_pylist() for name, column in (RATINGS | SCORES).items()}, index=[7, 3]
        )
        before = frame.copy()
        audited = frames.audit(frame, METHOD)
        pd.testing.assert_frame_equal(frame, before)
        assert list(audited.index) == [7, 3]

    def test_names_need_not_be_text(self) -> None:
        frame = pd.DataFrame({"democracy_score": [1.32], 2021: [7], "2021": [8]})
        audited = frames.audit(frame, METHOD)
        assert list(audited)[:3] == list(frame)
        assert audited.iloc[0, :3].tolist() == [1.32, 7, 8]

    def test_names_like_our_own_do_not_clash(self) -> None:
        frame = pl.DataFrame({name: [1.25] for name in METHOD.indicator} | {"__nit_ep_steps": ["kept"]})
        assert frames.score(frame, METHOD)["__nit_ep_steps"].to_list() == ["kept"]

    def test_names_like_our_own_in_capitals_do_not_clash_either(self) -> None:
        scored = frames.score(related("5 AS __NIT_democracy_score_0"), METHOD)
        assert scored.select("democracy_score, __NIT_democracy_score_0").fetchall() == [(Decimal("1.25"), 5)]

    @pytest.mark.parametrize("name", [("a", "b"), 2021, None])
    def test_names_of_other_columns_may_be_anything(self, name: object) -> None:
        frame = pd.DataFrame({"democracy_score": [1.32]}).assign(other=[7]).rename(columns={"other": name})
        assert frames.audit(frame, METHOD).iloc[0, 1] == 7

    def test_a_missing_extra_is_one_line_with_its_command(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in sys.modules if name.startswith("nit_rules.frames")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "narwhals", None)
        with pytest.raises(
            InputError, match=r"^work on data frames needs an extra: pip install 'nit-rules\[frames\]'$"
        ):
            import nit_rules.frames  # noqa: F401 - the import is what is tested
