"""Records as JSON and JSONL."""

import json
from pathlib import Path

import jsonschema
import pytest

import nit_rules
from nit_rules.model import Printing
from readers import Reader, texts

RECORD = {
    "subject": "Kazakhstan",
    "edition": "2021",
    "methodology": None,
    "printing": None,
    "ratings": {"ndg": "1.25"},
    "claims": {"democracy_score": "1.32", "status": "Consolidated Authoritarian Regime"},
}


def test_one_record(read: Reader) -> None:
    record = read({"record.json": json.dumps(RECORD)}).record
    assert (record.subject, record.edition, record.methodology, record.printing) == (
        "Kazakhstan",
        "2021",
        None,
        None,
    )
    assert texts(record) == RECORD["ratings"] | RECORD["claims"]  # type: ignore[operator]  # both are dicts
    assert record.claims[0].at == "record.json.claims.democracy_score"


def test_a_list_of_records(read: Reader) -> None:
    seen = read({"records.json": json.dumps([RECORD, RECORD | {"edition": "2022"}])})
    assert [record.at for record in seen.records] == ["records.json[0]", "records.json[1]"]
    assert seen.records[1].ratings[0].at == "records.json[1].ratings.ndg"


def test_one_record_a_line(read: Reader) -> None:
    text = json.dumps(RECORD) + "\n\n" + json.dumps(RECORD | {"edition": "2022"}) + "\n"
    seen = read({"records.jsonl": text})
    assert [record.ratings[0].at for record in seen.records] == [
        "records.jsonl:1: ratings.ndg",
        "records.jsonl:3: ratings.ndg",
    ]


def test_numbers_are_taken_by_their_text(read: Reader) -> None:
    ratings = '{"ndg": 1.50, "ep": 3, "cs": null, "co": "N/A"}'
    seen = read({"record.json": f'{{"subject": "X", "edition": 2021, "ratings": {ratings}}}'})
    assert seen.record.edition == "2021"
    assert texts(seen.record) == {"ndg": "1.50", "ep": "3"}


def test_what_a_record_may_say_of_the_rules(read: Reader) -> None:
    extra = {"methodology": "nit/2005", "printing": "first", "scale_direction": "best=1", "edition": "2018"}
    record = read({"record.json": json.dumps(RECORD | extra)}).record
    assert (record.methodology, record.printing, record.scale_direction) == (
        "nit/2005",
        Printing.FIRST,
        "best=1",
    )


def test_the_same_record_twice_is_a_problem(read: Reader) -> None:
    seen = read({"records.json": json.dumps([RECORD, RECORD])})
    assert len(seen.records) == 1
    assert seen.problems == ["records.json[1]: Kazakhstan 2021 is there already; only the first is audited"]


BAD_MEMBERS = {
    '"subjekt": "X"': "r.json.subjekt: unknown key; did you mean 'subject'?",
    '"Country": "X"': "r.json.Country: unknown key; did you mean 'subject'?",
    '"year": "2021"': "r.json.year: unknown key; did you mean 'edition'?",
    '"EP": "1.25"': "r.json.EP: unknown key; did you mean 'ep' under 'ratings'?",
    '"Democracy Score": 1': "r.json.Democracy Score: unknown key; did you mean 'democracy_score' under 'claims'?",
    '"colour": "red"': "r.json.colour: unknown key; a record has subject, edition, methodology, printing, "
    "scale_direction, ratings, claims",
    '"subject": true': "r.json.subject: a string is needed, not true",
    '"printing": "second"': "r.json.printing: printing is 'first' or 'republished', not 'second'",
    '"scale_direction": "up"': "r.json.scale_direction: scale_direction is best=1 or best=7, not 'up'",
    '"ratings": ["1.25"]': "r.json.ratings: an object of ids and values is needed, not a list",
    '"ratings": {"nvg": "1.25"}': "r.json.ratings.nvg: unknown indicator 'nvg'; did you mean 'ndg'?",
    '"ratings": {"democracy_score": "1.25"}': "r.json.ratings.democracy_score: 'democracy_score' is no indicator; "
    "it belongs under 'claims'",
    '"ratings": {"ep": "1.25", "ep": "1.5"}': "r.json.ratings.ep: the key is there twice",
    '"ratings": {"ep": true}': "r.json.ratings.ep: a string is needed, not true",
    '"ratings": {"ep": NaN}': "r.json.ratings.ep: 'NaN' is not a number",
    '"ratings": {"ep": 1e9999}': "r.json.ratings.ep: '1e9999' is not a number",
    '"claims": {"democracy_scor": "1.25"}': "r.json.claims.democracy_scor: unknown figure 'democracy_scor'; "
    "did you mean 'democracy_score'?",
    '"ratings": {"NDG": "1.25"}': "r.json.ratings.NDG: unknown indicator 'NDG'; did you mean 'ndg'?",
    '"claims": {"Democracy Score": "1.25"}': "r.json.claims.Democracy Score: unknown figure 'Democracy Score'; "
    "did you mean 'democracy_score'?",
    '"claims": {"demo": "1.25"}': "r.json.claims.demo: unknown figure 'demo'; did you mean 'democracy_score'?",
    '"claims": {"nvg": "1.25"}': "r.json.claims.nvg: unknown figure 'nvg'; did you mean 'ndg'?",
    '"claims": {"democracy_score": "1,25"}': "r.json.claims.democracy_score: '1,25' is not a number; "
    "write a point, not a comma",
    '"claims": {"status": "4"}': "r.json.claims.status: '4' is not a label",
}


@pytest.mark.parametrize("members", BAD_MEMBERS)
def test_a_mistake_in_a_record_is_one_line_and_the_rest_is_read(read: Reader, members: str) -> None:
    seen = read({"r.json": f'{{"edition": "2021", {members}}}'})
    assert seen.problems == [BAD_MEMBERS[members]]
    assert seen.record.edition == "2021"


def test_a_freedom_in_the_world_status_is_no_claim(read: Reader) -> None:
    seen = read({"r.json": '{"edition": "2021", "ratings": {"ep": "1"}, "claims": {"status": "Not Free"}}'})
    assert texts(seen.record) == {"ep": "1"}
    assert seen.notes == [
        "r.json.claims.status: 'Not Free' is a Freedom in the World status, no claim about this index"
    ]


BROKEN = {
    "empty.json": ("", "empty.json: the file is empty"),
    "torn.json": ('{"subject":\n "X"', "torn.json: not JSON: line 2, column 5: expecting ',' delimiter"),
    "deep.json": ("[" * 200_000, "deep.json: nested too deeply"),
    "number.json": (
        "17",
        "number.json: a record is an object with 'subject', 'edition', 'ratings' and 'claims', not '17'",
    ),
    "report.json": (
        '{"schema": "nit-rules/report/1", "records": []}',
        "report.json: this is a saved report, not an input; recompute it with: nit-rules replay",
    ),
    "empty.jsonl": ("\n", "empty.jsonl: the file is empty"),
    "torn.jsonl": (
        "{\n",
        "torn.jsonl:1: not JSON: column 2: expecting property name enclosed in double quotes",
    ),
    "wide.jsonl": ("[" + " " * 1_100_000, "wide.jsonl:1: a line of more than 1048576 bytes"),
    "none.json": ("[]", "none.json: no record was found in it"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_json_is_one_line(read: Reader, name: str) -> None:
    content, line = BROKEN[name]
    seen = read({name: content})
    assert seen.problems == [line]
    assert not seen.records


def test_a_broken_line_does_not_stop_the_others(read: Reader) -> None:
    line = '{"edition": "2021", "ratings": {"ep": "1"}}'
    seen = read({"r.jsonl": f"{line}\nnot json\n{line.replace('2021', '2022')}"})
    assert [record.edition for record in seen.records] == ["2021", "2022"]
    assert [problem.partition(": ")[0] for problem in seen.problems] == ["r.jsonl:2"]


#: Ids and labels are those of the rules at hand; keys and numbers, a parser has settled before a schema sees them.
_ONLY_READING_SHOWS = (
    "nvg",
    "NDG",
    "demo",
    "democracy_scor",
    "Democracy Score",
    '"ep": "1.25", "ep"',
    "NaN",
    "1e9999",
    '"4"',
)
SCHEMA = json.loads((Path(nit_rules.__file__).parent / "schemas" / "record.json").read_text(encoding="utf-8"))


class TestSchema:
    """The schema that ships accepts what is read, and refuses what its shape alone shows to be wrong."""

    def test_it_is_a_schema(self) -> None:
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    @pytest.mark.parametrize(
        "document",
        [
            RECORD,
            [RECORD, {"ratings": {"ep": 1.5}, "edition": 2021}],
            {"claims": {"democracy_score": "5"}, "scale_direction": "best=1"},
        ],
    )
    def test_records_are_valid(self, document: object) -> None:
        jsonschema.Draft202012Validator(SCHEMA).validate(document)

    @pytest.mark.parametrize(
        "members",
        [members for members in BAD_MEMBERS if not any(word in members for word in _ONLY_READING_SHOWS)],
    )
    def test_mistakes_of_shape_are_invalid(self, members: str) -> None:
        document = json.loads(f'{{"edition": "2021", {members}}}')
        assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(document)


def test_a_line_that_is_not_utf_8_is_a_problem_of_its_own(read: Reader) -> None:
    lines = (
        b'{"subject": "Koso%bvo", "edition": "2021", "claims": {"democracy_score": "3.14"}}' % one
        for one in BAD
    )
    seen = read({"r.jsonl": b"\n".join(lines)})
    assert [record.subject for record in seen.records] == ["Kosovo"]
    assert seen.problems == [
        "r.jsonl:1: not UTF-8, which JSON is",
        "r.jsonl:2: not UTF-8, which JSON is",
    ]


def test_a_document_that_is_not_utf_8_is_not_read(read: Reader) -> None:
    seen = read(
        {"r.json": b'{"subject": "Koso\xffvo", "edition": "2021", "claims": {"democracy_score": "3.14"}}'}
    )
    assert seen.records == ()
    assert seen.problems == ["r.json: not UTF-8, which JSON is"]


BAD = (b"\xff", b"\xfe", b"")
