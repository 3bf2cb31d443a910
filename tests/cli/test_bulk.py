"""Tables of very many rows give, byte for byte, what each of their records gives by itself."""

import csv
import sys
from collections.abc import Hashable, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nit_rules
from nit_rules.catalog import Catalog
from nit_rules.cli import cases, cli, running
from nit_rules.cli.bulk import Bulk
from nit_rules.cli.cases import Cases
from nit_rules.cli.in_frames import keys
from nit_rules.model import Audit, Methodology, Record, Stated
from nit_rules.model.rows import Figure
from nit_rules.sources import known_rows
from nit_rules.sources.delimited import LONGEST_LINE
from nit_rules.sources.outlines import Outline, Outlines, outline_of

CATALOG = nit_rules.load_catalog()
METHOD = CATALOG.methodology("nit/2020")
(LATTICE,) = METHOD.lattices
GRID = [str(METHOD.scale.printed(position)) for position in range(METHOD.scale.size + 1)]
HARBOURS = Path(__file__).parents[1] / "rules" / "good" / "harbours-2032.toml"
COLUMNS = ("country", "edition", "scale_direction", *METHOD.indicator, *METHOD.rule)


def computed(figure: Figure) -> str:
    """A figure as a program prints it that does not round."""
    return figure.text if figure.exact is None else str(float(figure.exact))


#: The first lattice rows' scores, and what is none.
SCORES = [
    text
    for row in LATTICE.rows[:4]
    for text in (row.figures["democracy_score"].text, computed(row.figures["democracy_score"]))
] + ["01.0", "7.00", "9", "n.d."]


def few_ratings() -> st.SearchStrategy[tuple[str, ...]]:
    """Ratings of which the sums come again and again; seldom one that is on no scale."""
    near = st.lists(st.sampled_from([*GRID[:2] * 4, "1", "1.30"]), min_size=7, max_size=7)
    return near.map(tuple)


@st.composite
def table_rows(draw: st.DrawFn, method: Methodology = METHOD) -> list[str]:
    """A row: few different ratings, so that cases come again; mostly its own figures, others sometimes."""
    ratings = draw(st.lists(st.sampled_from([*GRID[:2] * 3, "", "abc", "1.30"]), min_size=7, max_size=7))
    known = [method.scale.position(text) for text in ratings if text in GRID]
    own = LATTICE.rows[sum(filter(None, known))].figures
    next_to = LATTICE.rows[1].figures
    others = ["Transitional Government or Hybrid Regime", "", "n/a", "Free", "NF", "NA", "1.0500", "=1"]
    figures = [
        draw(st.sampled_from([*[own[figure].text] * 4, computed(own[figure]), next_to[figure].text, *others]))
        for figure in method.rule
    ]
    subject = draw(
        st.sampled_from(
            [
                "Ruritania",
                "Graustark, Upper",
                "=Zenda",
                "#N/A",
                "=VLOOKUP(A1,B:C,2)",
                "Ruri\ttania",
                "Ö",
                "",
                "n/a",
                "Average",
            ]
        )
    )
    edition = draw(st.sampled_from(["2021", "2021", "2018", "1997", ""]))
    direction = draw(st.sampled_from(["", "", "", "best=7", "7 = best", "best=1"]))
    beyond = draw(st.sampled_from([[], [], [""]]))
    return [subject, edition, direction, *ratings, *figures, *beyond]


def audited_alone(cases: Cases, record: Record, _: Outline | None) -> Audit:
    """The audit of a record, as if no other was like it."""
    return nit_rules.audit(CATALOG, record)


def write_table(path: Path, rows: list[list[str]]) -> None:
    """Some subjects are there twice, some rows have none."""
    with path.open("w", newline="") as file:
        named = ([row[0] and f"{row[0]} {n // 2 * 2}", *row[1:]] for n, row in enumerate(rows))
        csv.writer(file).writerows([COLUMNS, *named])


def written(
    path: Path, format_: str, most_compared: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    """Exit code, findings and complaints of an audit that takes tables of more rows for long ones."""
    monkeypatch.setattr(running, "MOST_COMPARED", most_compared)
    output = path.with_suffix(f".{most_compared}.{format_}")
    done = CliRunner().invoke(
        cli, ["audit", str(path), "--format", format_, "-o", str(output)], standalone_mode=False
    )
    assert done.exception is None
    return done.return_value or 0, read(output), done.stderr


def written_in_blocks(
    path: Path, format_: str, most_compared: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    """The same, where few rows are looked at together, so that all but the first are judged as frames."""
    with monkeypatch.context() as patched:
        patched.setattr(known_rows, "_BLOCK", 4)
        return written(path, format_, most_compared, patched)


def audited_by(rules: str, table: str, folder: Path) -> Result:
    """The audit of a table by rules of a user's own."""
    own = folder / "rules"
    own.mkdir()
    (own / HARBOURS.name).write_text(rules)
    path = folder / "scores.csv"
    path.write_text(table)
    return CliRunner().invoke(
        cli, ["audit", str(path), "--rules", str(own), "--format", "csv"], standalone_mode=False
    )


def written_alone(path: Path, format_: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    """The same, where each record is audited by itself."""
    with monkeypatch.context() as patched:
        patched.setattr(Bulk, "case", lambda *_: None)
        patched.setattr(Cases, "audit", audited_alone)
        return written(path, format_, 1, patched)


def read(output: Path) -> str:
    """What was written; of Parquet the rows."""
    if not output.exists():
        return ""
    return str(pq.read_table(output).to_pylist()) if output.suffix == ".parquet" else output.read_text()


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(table_rows(), min_size=1, max_size=30))
def test_known_cases_are_written_as_if_audited(
    format_: str, rows: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    write_table(path, rows)
    alone = written_alone(path, format_, monkeypatch)
    assert written(path, format_, 1, monkeypatch) == alone
    assert written_in_blocks(path, format_, 1, monkeypatch) == alone


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(table_rows(), min_size=1, max_size=30))
def test_years_between_the_rows_are_those_of_known_cases_too(
    rows: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    lines = [[*COLUMNS[:1], *COLUMNS[2:]]]
    for place, row in enumerate(rows):
        if place % 5 == 0:
            lines.append([("2020", "2021", "2018")[place // 5 % 3]])
        lines.append([f"{row[0]} {place}", *row[2:]])
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(lines)
    assert written(path, "csv", 1, monkeypatch) == written_alone(path, "csv", monkeypatch)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(table_rows(), min_size=1, max_size=30))
def test_records_that_are_compared_are_audited_as_if_alone(
    rows: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    write_table(path, rows)
    fast = written(path, "json", 1000, monkeypatch)
    with monkeypatch.context() as patched:
        patched.setattr(Cases, "audit", audited_alone)
        assert fast == written(path, "json", 1000, patched)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(few_ratings(), st.sampled_from(SCORES)), min_size=1, max_size=30))
def test_many_records_have_the_keys_that_each_has_by_itself(
    stated: list[tuple[tuple[str, ...], str]],
) -> None:
    known = Cases(CATALOG)
    records = [_record(ratings, score) for ratings, score in [(("1.00",) * 7, "1.00"), *stated]]
    outlines = [outline for record in records if (outline := outline_of(record))]
    assert [known.key(outline) for outline in outlines] == [None] * len(records)
    known.audit(records[0], outlines[0])
    kind = outlines[0].kind
    ratings = zip(*(one.ratings for one in outlines), strict=True)
    claims = zip(*(one.claims for one in outlines), strict=True)
    (found,) = keys(known, [Outlines(len(outlines), kind, [*ratings], [*claims])])
    assert found == [_key(known, record) for record in records]


def _key(known: Cases, record: Record) -> Hashable:
    """What a record shares with others, by its audit."""
    audit, outline = nit_rules.audit(CATALOG, record), outline_of(record)
    scope = known.scope(outline.kind) if outline else None
    assert outline is not None
    assert scope is not None
    sums = scope.sums(outline.ratings)
    if audit.is_wrong or sums is None:
        return None
    return scope.key(sums, None) if scope.is_settled(audit) else known.key(outline)


def _record(ratings: tuple[str, ...], score: str) -> Record:
    stated = tuple(map(Stated, METHOD.indicator, ratings, METHOD.indicator))
    return Record("Ruritania", "2021", stated, (Stated("democracy_score", score, "democracy_score"),))


def test_however_right_claims_are_printed_their_case_is_audited_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    rows = "".join(f"C{n},2021,{','.join(['1.00'] * 7)},1.{'0' * n}\n" for n in range(40))
    path.write_text(f"country,edition,{','.join(METHOD.indicator)},democracy_score\n{rows}")
    seen: list[Record] = []

    def counted(catalog: Catalog, record: Record) -> Audit:
        seen.append(record)
        return nit_rules.audit(catalog, record)

    monkeypatch.setattr(cases, "audit", counted)
    code, findings, _ = written(path, "csv", 3, monkeypatch)
    assert code == 0
    assert len(seen) < 10
    published = [line.split(",")[5] for line in findings.splitlines()[1:]]
    assert published == [f"1.{'0' * n}" for n in range(40)]


@pytest.mark.parametrize("columns", ["democracy_score", "ndg,ep", "ndg,ep,democracy_score"])
def test_rows_that_state_nothing_or_no_claim_are_audited_too(
    columns: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    values = ("1.00", "", "n/a")
    rows = "".join(
        f"C{n},2021,{','.join([values[n // 4 % 3]] * columns.count(',') + [values[n % 3]])}\n"
        for n in range(48)
    )
    path.write_text(f"country,edition,{columns}\n{rows}")
    assert written_in_blocks(path, "csv", 1, monkeypatch) == written_alone(path, "csv", monkeypatch)


def test_what_a_row_lacks_is_said_in_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "scores.csv"
    names = ["A", "B", "C", "D", "Average", ""]
    rows = "".join(f"{name},{2021 - (not name)},1.00\n" for name in names)
    path.write_text(f"country,edition,democracy_score\n{rows}")
    found = written_in_blocks(path, "csv", 1, monkeypatch)
    assert found == written_alone(path, "csv", monkeypatch)
    assert [line.partition(" ")[0] for line in found[2].splitlines()[1:]] == [
        "scores.csv:6:",
        "scores.csv:7:",
    ]


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
def test_of_long_rows_fewer_are_looked_at_together(
    format_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    rows = "".join(f"C{n},2021,1.00,{'x' * 50}\n" for n in range(30))
    path.write_text(f"country,edition,democracy_score,note\n{rows}")
    blocks: list[int] = []

    def counted(self: Bulk, many: Sequence[Outlines]) -> Sequence[Sequence[Hashable]]:
        blocks.append(sum(one.size for one in many))
        return keys_of(self, many)

    keys_of = Bulk.keys
    with monkeypatch.context() as patched:
        patched.setattr(known_rows, "_CHARACTERS", 200)
        patched.setattr(Bulk, "keys", counted)
        found = written(path, format_, 1, patched)
    assert max(blocks) == 4
    assert found == written_alone(path, format_, monkeypatch)


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
def test_of_a_label_in_other_words_it_is_said_where_they_were_used(
    format_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    labels = ["Transitional or Hybrid Regime"] * 9 + ["Transitional Government or Hybrid Regime"] * 2
    rows = "".join(f"C{n},2020,{','.join(['4.00'] * 7)},{label}\n" for n, label in enumerate(labels))
    path.write_text(f"country,edition,{','.join(METHOD.indicator)},status\n{rows}")
    found = written_in_blocks(path, format_, 1, monkeypatch)
    assert found == written_alone(path, format_, monkeypatch)
    assert found[1].count("label-variant") == 2


def test_rules_may_name_a_figure_as_frames_name_what_they_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"H{n},harbours/2032,2,3,2.5\n" for n in range(20))
    table = f"country,methodology,depth,harbour_score_verdict,harbour_score\n{rows}"
    monkeypatch.setattr(running, "MOST_COMPARED", 1)
    monkeypatch.setattr(known_rows, "_BLOCK", 4)
    done = audited_by(HARBOURS.read_text().replace('"cranes"', '"harbour_score_verdict"'), table, tmp_path)
    assert (done.exception, done.return_value) == (None, 0)
    assert done.stdout.count(",reproduced,") == 20


@pytest.mark.parametrize("missing", ["narwhals", "numpy", "polars"])
def test_without_the_extra_the_same_is_written(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    figures = [LATTICE.rows[0].figures[figure].text for figure in METHOD.rule]
    write_table(path, [[f"C{n} ", "2021", "", *["1.00"] * 7, *figures] for n in range(20)])
    code, findings, complaints = written(path, "csv", 3, monkeypatch)
    for name in [name for name in sys.modules if name.startswith("nit_rules.frames")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "nit_rules.cli.in_frames")
    monkeypatch.setitem(sys.modules, missing, None)
    said = "taking very many rows at once, which is faster, needs an extra: pip install 'nit-rules[frames]'\n"
    assert written(path, "csv", 3, monkeypatch) == (code, findings, complaints + said)


@pytest.mark.parametrize("most_compared", [3, 1000])
def test_a_case_is_audited_once(most_compared: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "scores.csv"
    figures = [LATTICE.rows[0].figures[figure].text for figure in METHOD.rule]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(
            [COLUMNS, *([f"Country {n}", "2021", "", *["1.00"] * 7, *figures] for n in range(50))]
        )
    seen: list[object] = []

    def counted(catalog: Catalog, record: Record) -> Audit:
        seen.append(record)
        return nit_rules.audit(catalog, record)

    monkeypatch.setattr(cases, "audit", counted)
    code, findings, _ = written(path, "csv", most_compared, monkeypatch)
    assert code == 0
    assert findings.count("reproduced") == 50 * len(METHOD.rule)
    assert len(seen) == 1


def test_what_cannot_be_read_takes_nothing_from_the_rows_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    figures = [LATTICE.rows[0].figures[figure].text for figure in METHOD.rule]
    with path.open("w", newline="") as file:
        rows = ([f"Country {n}", "2021", "", *["1.00"] * 7, *figures] for n in range(200))
        csv.writer(file).writerows([COLUMNS, *rows, ["x" * LONGEST_LINE]])
    code, findings, complaints = written(path, "csv", 3, monkeypatch)
    assert code == 2
    assert findings.count("reproduced") == 200 * len(METHOD.rule)
    assert f"scores.csv:202: a line of more than {LONGEST_LINE} characters" in complaints


@pytest.mark.parametrize("most_compared", [1, 1000])
def test_a_rating_that_no_mean_reads_is_looked_at_all_the_same(
    most_compared: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(
        f"H{n},harbours/2032,2,3,{lights},2.5\n" for n, lights in enumerate([1, 1, 1, 9, "bright"])
    )
    table = f"country,methodology,depth,cranes,lights,harbour_score\n{rows}"
    monkeypatch.setattr(running, "MOST_COMPARED", most_compared)
    done = audited_by(HARBOURS.read_text(), table, tmp_path)
    assert done.return_value == 2
    assert "lights,9,,,contradicted" in done.stdout
    assert "'bright' is not a number" in done.stderr


def test_unreadable_ratings_of_editions_without_rules_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    rows = "".join(f"C{n},1997,2.00,{cs}\n" for n, cs in enumerate(["2.00"] * 9 + ["abc"]))
    path.write_text(f"country,edition,ep,cs\n{rows}")
    code, _, complaints = written(path, "csv", 1, monkeypatch)
    assert code == 2
    assert "scores.csv:11: cs: 'abc' is not a number" in complaints


def test_a_sheet_below_a_long_one_is_read_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "scores.xlsx"
    book = xlsxwriter.Workbook(path)
    figures = [LATTICE.rows[0].figures[figure].text for figure in METHOD.rule]
    wide, long = book.add_worksheet("wide"), book.add_worksheet("long")
    rows = ([f"C{n}", "2021", "", *["1.00"] * 7, *figures] for n in range(9))
    for number, row in enumerate([COLUMNS, *rows]):
        wide.write_row(number, 0, row)
    long.write_row(0, 0, ["country", "edition", "indicator", "value"])
    values = {**dict.fromkeys(METHOD.indicator, "3.00"), "democracy_score": "1.00"}
    for number, (name, value) in enumerate(values.items(), 1):
        long.write_row(number, 0, ["L", "2021", name, value])
    book.close()
    code, findings, _ = written(path, "csv", 1, monkeypatch)
    assert code == 1
    assert findings.splitlines()[-1].startswith(
        "L,2021,,nit/2020@1.0.0,democracy_score,1.00,3.00,3,contradicted"
    )


def test_what_is_said_of_rows_is_said_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "scores.csv"
    figures = [LATTICE.rows[0].figures[figure].text for figure in METHOD.rule]
    rows = [[f"C{n}", "2021", "", *["1.00"] * 7, *figures] for n in range(9)]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows, rows[8], ["r", "2021"], rows[8]])
    _, _, complaints = written(path, "csv", 1, monkeypatch)
    places = [line.partition(": ")[0] for line in complaints.splitlines() if line.startswith("scores.csv:")]
    assert places == sorted(places)
    assert len(places) == 3


@pytest.mark.parametrize("edition", ["~0~open~", "~1~open~ x", "~9~open~"])
def test_an_edition_may_read_like_what_is_filled_in(
    edition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    rows = "".join(f"C{n},{edition},nit/2020,1.00\n" for n in range(5))
    path.write_text(f"country,edition,methodology,democracy_score\n{rows}")
    code, findings, _ = written(path, "csv", 1, monkeypatch)
    assert code == 0
    assert [line.split(",")[:2] for line in findings.splitlines()[1:]] == [
        [f"C{n}", edition] for n in range(5)
    ]
