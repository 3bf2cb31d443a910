"""Which files are read, and as what."""

import errno
import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from nit_rules.catalog import Catalog
from nit_rules.sources.files import read_inputs
from nit_rules.sources.opening import Input
from nit_rules.sources.sniffing import kind_of
from nit_rules.sources.vocabulary import Vocabulary
from readers import Reader, texts

CSV = "country,edition,ep\nPoland,2021,6.50\n"
JSON = json.dumps({"subject": "Latvia", "edition": "2021", "ratings": {"ep": "6.75"}})


def test_an_input_is_known_by_its_base_name_and_the_digest_of_its_bytes(read: Reader) -> None:
    (reading,) = read({"a.csv": CSV}).readings
    assert reading.name == "a.csv"
    assert reading.digest == f"sha256:{hashlib.sha256(CSV.encode()).hexdigest()}"


def test_a_folder_gives_each_readable_file_in_order(read: Reader) -> None:
    files = {
        "in/b.csv": CSV,
        "in/a.JSON": JSON,
        "in/c/d.tsv": CSV.replace(",", "\t"),
        "in/.hidden.csv": CSV,
        "in/x.png": "",
    }
    seen = read(files, inputs=["in"])
    assert [reading.name for reading in seen.readings] == ["a.JSON", "b.csv", "d.tsv"]
    assert not seen.problems


def test_a_folder_that_may_not_be_looked_into_is_a_problem(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def guarded(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("os.scandir", guarded)
    seen = read({"in/a.csv": CSV, "in/closed/b.csv": CSV}, inputs=["in"])
    assert (len(seen.records), seen.problems) == (1, ["closed: permission denied"])


def test_a_file_that_fails_while_it_is_read_is_one_line(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(source: Input) -> str:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("nit_rules.sources.delimited.encoding_of", failing)
    assert read({"a.csv": CSV}).problems == ["a.csv: input/output error"]


def test_a_file_that_is_gone_when_it_is_read_is_one_line(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CSV)
    (reading,) = read_inputs([str(path)], catalog)
    path.unlink()
    assert list(reading.records) == []
    assert [str(problem) for problem in reading.problems] == ["a.csv: no such file or directory"]


def test_each_file_has_columns_of_its_own(read: Reader) -> None:
    other = "im,cs,edition,country\n5.00,6.25,2021,Latvia\n"
    seen = read({"a.csv": CSV, "b.csv": other, "c.csv": "edition;ep;co;subject\n2021;6.75;6.00;Estonia\n"})
    assert [texts(record) for record in seen.records] == [
        {"ep": "6.50"},
        {"im": "5.00", "cs": "6.25"},
        {"ep": "6.75", "co": "6.00"},
    ]


def test_a_pattern_gives_what_matches(read: Reader) -> None:
    seen = read({"in/b.csv": CSV, "in/a.csv": CSV, "in/c.json": JSON}, inputs=["in/*.csv"])
    assert [reading.name for reading in seen.readings] == ["a.csv", "b.csv"]


def test_a_file_named_twice_is_read_once(read: Reader) -> None:
    assert len(read({"in/a.csv": CSV}, inputs=["in/a.csv", "in", "./in/*"]).readings) == 1


def test_every_input_is_read_though_others_cannot_be(read: Reader) -> None:
    seen = read(
        {"a.csv": CSV, "b.foo": "", "c": "", "empty/readme.md": ""},
        inputs=["nowhere.csv", "*.nothing", "b.foo", "c", "empty", "a.csv"],
    )
    kinds = "(page, csv, json, jsonl, xlsx, parquet)"
    assert seen.problems == [
        "nowhere.csv: no such file or folder",
        "*.nothing: no file matches",
        f"b.foo: the extension '.foo' is not known; say what it is with --input-format {kinds}",
        f"c: it has no extension; say what it is with --input-format {kinds}",
        "empty: no readable file in this folder",
    ]
    assert seen.record.subject == "Poland"


def test_the_format_can_be_said(read: Reader) -> None:
    assert read({"table.dat": CSV}, input_format="csv").record.at == "table.dat:2"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (CSV, "-:2"),
        ("A title,\n\n" + CSV, "-:4"),
        (CSV.replace(",", "\t"), "-:2"),
        ("Nations in Transit 2021 - Poland\nDemocracy Score 4.57 / 7\nElectoral Process\n", "-:1"),
        (JSON, "-"),
        (f"[{JSON}]", "-[0]"),
        (f"{JSON}\n{JSON.replace('2021', '2022')}\n", "-:1"),
    ],
)
def test_standard_input_is_known_by_how_it_begins(
    read: Reader, monkeypatch: pytest.MonkeyPatch, text: str, place: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert read({}, inputs=["-"]).records[0].at == place


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"PK\x03\x04 xl/workbook.xml", "xlsx"),
        (b"PK\x03\x04 word/document.xml", "page"),
        (b"PAR1....", "parquet"),
        (b"%PDF-1.7", "page"),
        (b"<!doctype html><table><tr><th>country,edition,ep", "page"),
        (CSV.encode("utf-16"), "csv"),
        (CSV.encode("utf-32"), "csv"),
        (b'country,edition,ep\n"' + b"x" * 200_000, "csv"),
        (b"The report\nIt rates independent media, civil society, and corruption.\n", "page"),
        (b"Report\nIndependent Media, Civil Society, and Corruption\n", "page"),
        (b"", "page"),
    ],
)
def test_other_kinds_on_standard_input(catalog: Catalog, head: bytes, kind: str) -> None:
    assert kind_of(Input("-", buffer=io.BytesIO(head)), Vocabulary(catalog)) == kind


def test_an_input_beyond_the_stated_size_is_refused(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nit_rules.sources.opening.LARGEST", {"csv": 10})
    monkeypatch.setattr("nit_rules.sources.opening.MIB", 10)
    assert read({"a.csv": CSV}).problems == ["a.csv: 3 MB; at most 1 MB are read of a csv input"]


def test_a_file_that_is_no_file_is_refused(read: Reader, tmp_path: Path) -> None:
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    (tmp_path / "null.csv").symlink_to("/dev/null")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere.csv")
    seen = read({}, inputs=["loop.csv", "null.csv", "."])
    loop = "loop.csv: too many levels of symbolic links"
    gone = "gone.csv: no such file or directory"
    assert seen.problems == ["loop.csv: no such file or folder", "null.csv: not a regular file", gone, loop]


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b.csv", "x" * 300 + "*.csv", "a\nb.csv"])
def test_a_name_that_no_file_can_have_is_one_line(read: Reader, name: str) -> None:
    (problem,) = read({}, inputs=[name]).problems
    assert problem.isprintable()
    assert problem.endswith((": no such file or folder", ": no file matches"))
