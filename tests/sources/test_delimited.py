"""Delimited tables: as they come, with the place of every cell."""

import tracemalloc

import pytest

from nit_rules import audit
from nit_rules.catalog import Catalog
from nit_rules.model import Printing
from nit_rules.sources.files import read_inputs
from nit_rules.sources.given import Given
from readers import Reader, texts

WIDE = "country,edition,ndg,democracy_score\nKazakhstan,2021,1.25,1.32\n"


def test_a_row_is_a_record_and_every_figure_knows_its_cell(read: Reader) -> None:
    record = read({"scores.csv": WIDE}).record
    assert (record.subject, record.edition, record.at) == ("Kazakhstan", "2021", "scores.csv:2")
    assert [(one.figure, one.text, one.at) for one in record.ratings] == [
        ("ndg", "1.25", "scores.csv:2: ndg")
    ]
    assert [(one.figure, one.text, one.at) for one in record.claims] == [
        ("democracy_score", "1.32", "scores.csv:2: democracy_score")
    ]


def test_only_base_names_are_shown(read: Reader) -> None:
    read_ = read({"deep/er/scores.csv": WIDE})
    assert read_.readings[0].name == "scores.csv"
    assert read_.record.at == "scores.csv:2"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_in_the_header(read: Reader, delimiter: str) -> None:
    assert texts(read({"scores.csv": WIDE.replace(",", delimiter)}).record) == {
        "ndg": "1.25",
        "democracy_score": "1.32",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(read: Reader, encoding: str) -> None:
    seen = read({"scores.csv": WIDE.replace("Kazakhstan", "Türkiye").encode(encoding)})
    assert seen.record.subject == "Türkiye"
    assert seen.notes == (
        ["scores.csv: not UTF-8; read as Windows-1252 (western European)"] if encoding == "cp1252" else []
    )


def test_an_encoding_is_told_to_the_last_byte(read: Reader) -> None:
    seen = read({"scores.csv": "edition,ndg,country\n2021,1.25,Cité".encode("cp1252")})
    assert seen.record.subject == "Cité"
    assert seen.problems == []


@pytest.mark.parametrize(
    ("header", "ids"),
    [
        ("Territory,YEAR,Electoral Process,Independent  media", ["ep", "im"]),
        ("Subject;Edition;Judicial Framework & Independence;CORRUPTION", ["jfi", "co"]),
        ("country\tYear\tTotal Score\tRegime Classification", ["democracy_percentage_rounded", "status"]),
        ("Country,Edition,Democracy Percentage (Rounded),Status", ["democracy_percentage_rounded", "status"]),
        ("Country,Edition,National Governance,Democracy Score", ["ndg", "democracy_score"]),
        ("Country,Edition,Judicialframeworkandindependence,Democracyscore", ["jfi", "democracy_score"]),
        ("Country,Edition,JudicialFrameworkAndIndependence,CO", ["jfi", "co"]),
    ],
)
def test_headers_are_matched_without_regard_to_how_they_are_written(
    read: Reader, header: str, ids: list[str]
) -> None:
    delimiter = next(mark for mark in ",;\t" if mark in header)
    row = delimiter.join(["Poland", "2021", "5" if "Total" in header else "4.75", "4.75"])
    if ids[-1] == "status":
        row = row[: -len("4.75")] + "Consolidated Democracy"
    seen = read({"scores.csv": f"{header}\n{row}\n"})
    assert list(texts(seen.record)) == ids
    assert seen.record.subject == "Poland"
    assert not seen.problems


def test_a_header_not_in_row_1_is_found(read: Reader) -> None:
    text = "Scores of the index, 2021\n\n" + WIDE
    assert read({"scores.csv": text}).record.claims[0].at == "scores.csv:4: democracy_score"


def test_absent_cells_claim_nothing(read: Reader) -> None:
    text = "country,edition,ndg,ep,cs,im,co\nPoland,2021,,n/a,N/A,  ,6.50\n"
    assert texts(read({"scores.csv": text}).record) == {"co": "6.50"}


@pytest.mark.parametrize("value", ["abc", "1e2", "1,25", "NaN", "35%", "١٫٢٥", "-", "NA", "1.2.3", "∞"])
def test_what_is_no_number_is_a_problem_of_its_cell_and_the_record_stands(read: Reader, value: str) -> None:
    text = f'country,edition,ep,cs\nPoland,2021,"{value}",6.00\n'
    seen = read({"scores.csv": text})
    assert texts(seen.record) == {"cs": "6.00"}
    (problem,) = seen.problems
    assert problem.startswith(f"scores.csv:2: ep: '{value}' is not a number")


def test_digits_are_kept(read: Reader) -> None:
    text = "country,edition,democracy_score,ep\nPoland,2021,5.0,+6.500\n"
    assert texts(read({"scores.csv": text}).record) == {"democracy_score": "5.0", "ep": "+6.500"}


def test_a_quoted_newline_does_not_shift_the_line_numbers(read: Reader) -> None:
    text = 'country,edition,ep,note\nPoland,2021,6.50,"two\nlines"\nLatvia,2021,6.75,\n'
    assert [record.at for record in read({"scores.csv": text}).records] == ["scores.csv:2", "scores.csv:4"]


def test_other_columns_are_carried_along(read: Reader) -> None:
    text = "Region,country,edition,ep\nEU,Poland,2021,6.50\n"
    assert read({"scores.csv": text}).record.extra == (("Region", "EU"),)


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        (
            "Place,Year,ep\nPoland,2021,6.50\nLatvia,2021,6.00\n",
            "scores.csv:2: Place: carried along, though it names a country; to have it read as one, name it 'country'",
        ),
        (
            "Country,Year,ep\nPoland,2020,6.50\n,2021,6.00\n,2022,6.00\n",
            "scores.csv:3: Country: empty: the record has no subject; names are not carried down",
        ),
    ],
)
def test_a_record_without_a_subject_is_noted_where_one_might_expect_one(
    read: Reader, rows: str, note: str
) -> None:
    assert read({"scores.csv": rows}).notes == [note]
    assert read({"scores.csv": rows}, given=Given(subject="Poland")).notes == []
    assert read({"scores.csv": "Case,Year,ep\nA,2021,6.50\n"}).notes == []


def test_a_column_close_to_a_known_name_is_noted(read: Reader) -> None:
    seen = read({"scores.csv": "country,edition,ep,Civil Sociaty\nPoland,2021,6.50,6.25\n"})
    assert texts(seen.record) == {"ep": "6.50"}
    assert seen.notes == ["scores.csv:1: Civil Sociaty: unknown column, carried along; did you mean 'cs'?"]
    assert not seen.problems


@pytest.mark.parametrize("name", ["Dem %", "Democracy %", "Total (%)"])
def test_a_percent_sign_is_part_of_no_other_name(read: Reader, name: str) -> None:
    """*DEM* is Democratization in the tables of the first editions; `Dem %` in those of today is no rating at all."""
    seen = read({"scores.csv": f"country,edition,democracy_score,{name}\nPoland,2021,4.57,59.52\n"})
    assert texts(seen.record) == {"democracy_score": "4.57"}
    assert seen.record.extra == ((name, "59.52"),)
    (note,) = seen.notes
    assert note.startswith(
        f"scores.csv:1: {name}: unknown column, carried along; did you mean 'democracy_percent"
    )


@pytest.mark.parametrize("name", ["EP %", "Democracy Score (%)"])
def test_what_is_no_percentage_is_not_read_where_it_is_called_one(read: Reader, name: str) -> None:
    seen = read({"scores.csv": f"country,edition,democracy_percentage,{name}\nPoland,2021,59.52,4.57\n"})
    assert seen.record.extra == ((name, "4.57"),)
    assert seen.notes == [f"scores.csv:1: {name}: carried along; what it names is no percentage"]


def test_a_percentage_may_have_its_sign(read: Reader) -> None:
    seen = read({"scores.csv": "country,edition,Democracy Percentage (%)\nPoland,2021,59.52\n"})
    assert [one.figure for one in seen.record.claims] == ["democracy_percentage"]
    assert not seen.notes


@pytest.mark.parametrize("ordinary", ["Region", "Source", "Note", "ISO", "Rank", "Code", "Population", "Id"])
def test_ordinary_columns_are_not_noted(read: Reader, ordinary: str) -> None:
    assert read({"scores.csv": f"country,edition,ep,{ordinary}\nPoland,2021,6.50,x\n"}).notes == []


def test_the_same_column_twice_with_different_figures_is_a_problem_and_not_read(read: Reader) -> None:
    seen = read({"scores.csv": "country,edition,ep,EP,cs\nPoland,2021,6.50,6.25,6.00\n"})
    assert seen.problems == [
        "scores.csv:2: EP: the column 'EP' is there twice and holds '6.50' and '6.25'; neither is read"
    ]
    assert texts(seen.record) == {"cs": "6.00"}


def test_of_a_column_that_is_there_twice_the_filled_one_is_read(read: Reader) -> None:
    text = "country,edition,ep,EP,cs\nPoland,2021,6.50,,6.00\nLatvia,2021,n/a,6.75,6.25\nEstonia,2021,7.00,7.00,6.50\n"
    seen = read({"scores.csv": text})
    assert [texts(record) for record in seen.records] == [
        {"ep": "6.50", "cs": "6.00"},
        {"ep": "6.75", "cs": "6.25"},
        {"ep": "7.00", "cs": "6.50"},
    ]
    assert not seen.problems


def test_of_any_other_column_that_is_there_twice_the_filled_one_is_read(read: Reader) -> None:
    text = (
        "Country,Year,Year,ep,Printing,printing\nPoland,2021,,6.50,,first\nLatvia,n/a,2022,6.75,first,first\n"
    )
    seen = read({"scores.csv": text})
    assert [(one.subject, one.edition, one.printing) for one in seen.records] == [
        ("Poland", "2021", Printing.FIRST),
        ("Latvia", "2022", Printing.FIRST),
    ]
    assert (seen.problems, seen.notes) == ([], [])


@pytest.mark.parametrize(
    ("text", "column", "held"),
    [
        ("country,Edition,ep,edition\nPoland,2021,6.50,2020\n", "edition", "'2021' and '2020'"),
        ("country,country,Year,ep\nPoland,Latvia,2021,6.50\n", "country", "'Poland' and 'Latvia'"),
        (
            "country,Year,ep,methodology,methodology\nPoland,2018,2.00,nit/2005,nit/2020\n",
            "methodology",
            "'nit/2005' and 'nit/2020'",
        ),
        (
            "country,Year,ep,Printing,Printing\nPoland,2018,2.00,first,republished\n",
            "Printing",
            "'first' and 'republished'",
        ),
        ("country,Year,figure,value,value\nPoland,2021,ep,6.50,6.25\n", "value", "'6.50' and '6.25'"),
        (
            "country,Year,indicator,Indicator,value\nPoland,2021,ep,cs,6.50\n",
            "Indicator",
            "'ep' and 'cs'",
        ),
    ],
)
def test_a_row_that_says_two_things_of_what_it_is_is_a_problem_and_left_out(
    read: Reader, text: str, column: str, held: str
) -> None:
    seen = read({"scores.csv": text})
    assert seen.problems == [
        f"scores.csv:2: {column}: the column '{column}' is there twice and holds {held}; the row is left out"
    ]
    assert seen.records == ()


def test_beside_an_edition_a_year_is_carried_along_and_noted(read: Reader) -> None:
    seen = read({"scores.csv": "country,Year,ep,Edition\nPoland,2020,6.50,2021\n"})
    assert (seen.record.edition, seen.record.extra) == ("2021", (("Year", "2020"),))
    assert seen.notes == ["scores.csv:1: Year: carried along; 'Edition' is read"]
    assert not seen.problems


def test_two_columns_of_one_meaning_are_a_problem(read: Reader) -> None:
    seen = read({"scores.csv": "country,edition,ep,Electoral Process\nPoland,2021,6.50,6.25\n"})
    (problem,) = seen.problems
    assert problem.startswith(
        "scores.csv:2: Electoral Process: the columns 'ep' and 'Electoral Process' mean the"
    )
    assert problem.endswith("hold '6.50' and '6.25'; neither is read")
    assert not texts(seen.record)


def test_a_freedom_in_the_world_status_is_no_claim(read: Reader) -> None:
    text = "country,edition,ep,Status,Regime Classification\nPoland,2021,6.50,Free,Consolidated Democracy\n"
    seen = read({"scores.csv": text})
    assert texts(seen.record) == {"ep": "6.50", "status": "Consolidated Democracy"}
    assert not seen.problems
    seen = read({"scores.csv": "country,edition,ep,Status\nPoland,2021,6.50,Partly Free\n"})
    assert texts(seen.record) == {"ep": "6.50"}
    assert seen.record.extra == (("Status", "Partly Free"),)
    assert len(seen.notes) == 1


def test_a_column_of_freedom_in_the_world_codes_is_no_claim(read: Reader) -> None:
    text = "country,edition,ep,Status\nPoland,2021,6.50,F\nGeorgia,2021,4.50,PF\nSerbia,2021,,Not Free (NF)\n"
    seen = read({"scores.csv": text})
    assert [texts(record) for record in seen.records] == [{"ep": "6.50"}, {"ep": "4.50"}, {}]
    assert seen.problems == []
    assert len(seen.notes) == 1


@pytest.mark.parametrize("label", ["3", "NA", "null", "Not rated", "#N/A"])
def test_a_status_that_is_no_label_is_a_problem(read: Reader, label: str) -> None:
    seen = read({"scores.csv": f"country,edition,ep,Status\nPoland,2021,6.50,{label}\n"})
    assert seen.problems == [f"scores.csv:2: Status: '{label}' is not a label"]


def test_the_total_score_beside_such_a_status_is_no_claim_either(read: Reader) -> None:
    seen = read(
        {"scores.csv": "Country,Total Score,Status\nPoland,84,F\nGeorgia,39,Transitional or Hybrid Regime\n"}
    )
    assert [texts(record) for record in seen.records] == [
        {},
        {"democracy_percentage_rounded": "39", "status": "Transitional or Hybrid Regime"},
    ]
    assert seen.records[0].extra == (("Status", "F"), ("Total Score", "84"))
    assert [note.partition(" is not")[0] for note in seen.notes] == [
        "scores.csv:2: Status: a Freedom in the World status",
        "scores.csv:2: Total Score: a Freedom in the World score",
    ]
    seen = read({"scores.csv": "Country,Democracy Score,Total Score,Status\nPoland,4.86,82,F\n"})
    assert texts(seen.record) == {"democracy_score": "4.86"}


def test_beside_a_percentage_which_this_index_alone_prints_it_is_one(read: Reader) -> None:
    rows = "Country,Year,Democracy Percentage,Total Score,Status\nSerbia,2021,48.21,84,Partly Free\n"
    seen = read({"scores.csv": rows})
    assert texts(seen.record) == {"democracy_percentage": "48.21", "democracy_percentage_rounded": "84"}
    assert [note.partition(" is not")[0] for note in seen.notes] == [
        "scores.csv:2: Status: a Freedom in the World status"
    ]


def test_the_first_record_stands_and_every_later_one_is_a_problem(read: Reader) -> None:
    text = "country,edition,ep\nKyrgyz Republic,2021,1.75\nKyrgyzstan,2021,1.50\nKyrgyzstan,2022,1.50\n"
    seen = read({"scores.csv": text})
    assert [(one.subject, one.edition) for one in seen.records] == [
        ("Kyrgyz Republic", "2021"),
        ("Kyrgyzstan", "2022"),
    ]
    assert seen.problems == ["scores.csv:3: Kyrgyzstan 2021 is there already; only the first is audited"]


def test_the_printings_of_an_edition_are_two_records(read: Reader) -> None:
    text = (
        "country,edition,printing,scale_direction,democracy_score\n"
        "Poland,2018,,best=1,2.89\nPoland,2018,republished,,5.11\nPoland,2018,first,,2.89\n"
    )
    seen = read({"scores.csv": text})
    assert [one.scale_direction for one in seen.records] == ["best=1", None]
    assert [one.printing for one in seen.records] == [None, Printing.REPUBLISHED]
    assert seen.problems == ["scores.csv:4: Poland 2018 is there already; only the first is audited"]


def test_records_without_subject_or_edition_are_never_the_same(read: Reader) -> None:
    text = "country,edition,democracy_score\n,2021,5.00\n,2021,5.00\nPoland,,5.00\nPoland,,5.00\n"
    seen = read({"scores.csv": text})
    assert len(seen.records) == 4
    assert not seen.problems


def test_the_edition_1999_is_1999_2000_and_a_floats_year_is_a_year(read: Reader) -> None:
    text = "country,edition,ep\nAlbania,1999,4.25\nPoland,2021.0,6.50\nLatvia,1997,2.00\n"
    assert [one.edition for one in read({"scores.csv": text}).records] == ["1999-2000", "2021", "1997"]


@pytest.mark.parametrize("label", ["1999", " 1999-2000", "1999/2000", "1999 \u2013 2000"])
def test_the_years_of_an_edition_are_joined_by_any_dash(read: Reader, label: str) -> None:
    assert read({"scores.csv": f"country,edition,ep\nPoland,{label},1.50\n"}).record.edition == "1999-2000"


@pytest.mark.parametrize("label", ["20-24", "20.24", "2,024", "-2024", "2 024", "(2024)", "2024*", "2024.5"])
def test_a_label_is_no_number_and_is_not_guessed(read: Reader, label: str, catalog: Catalog) -> None:
    record = read({"scores.csv": f'country,edition,ep\nPoland,"{label}",1.50\n'}).record
    assert record.edition == label
    (problem,) = audit(catalog, record).problems
    assert problem.message.startswith(f"there is no edition '{label}'")
    (problem,) = Given(edition="2024").settle(record, catalog).problems
    assert problem.code == "contradicts-option"


def test_the_old_name_is_resolved_by_edition(read: Reader) -> None:
    header = '"Constitutional, Legislative, and Judicial Framework",Judicial Framework and Independence'
    text = f"country,edition,{header}\nPoland,2003,1.50,\nPoland,2004,,1.50\nPoland,2021,,4.25\n"
    seen = read({"scores.csv": text})
    assert [texts(one) for one in seen.records] == [{"cljf": "1.50"}, {"cljf": "1.50"}, {"jfi": "4.25"}]
    assert not seen.problems


def test_what_a_table_may_say_of_the_rules(read: Reader) -> None:
    text = (
        "country,edition,methodology,printing,Scale direction,ep\n"
        "Poland,2021,nit/2020,first,best = 7,6.50\nLatvia,2021,,second,best=3,6.50\n"
    )
    seen = read({"scores.csv": text})
    first, second = seen.records
    assert (first.methodology, first.printing, first.scale_direction) == (
        "nit/2020",
        Printing.FIRST,
        "best=7",
    )
    assert (second.printing, second.scale_direction) == (None, None)
    assert seen.problems == [
        "scores.csv:3: printing: printing is 'first' or 'republished', not 'second'",
        "scores.csv:3: Scale direction: scale_direction is best=1 or best=7, not 'best=3'",
    ]


def test_a_table_that_names_no_edition_is_one_problem_at_its_header(read: Reader) -> None:
    text = "country,democracy_percentage\nPoland,65.48\nLatvia,79.76\n"
    seen = read({"scores.csv": text})
    assert len(seen.records) == 2
    assert seen.problems == [
        "scores.csv:1: no column 'edition' or 'Year' says which edition this is; give --edition or --methodology"
    ]
    for given in (Given(edition="2021"), Given(methodology="nit/2020")):
        assert not read({"scores.csv": text}, given=given).problems


@pytest.mark.parametrize("column", ["NIT Editions", "Survey year", "Years"])
def test_a_column_that_may_be_that_of_editions_is_named(read: Reader, column: str) -> None:
    seen = read({"scores.csv": f"Country,{column},ep\nPoland,2021,6.50\n"})
    which = f"('{column}' may: then name it 'edition')"
    message = (
        f"no column 'edition' or 'Year' says which edition this is {which}; give --edition or --methodology"
    )
    assert seen.problems == [f"scores.csv:1: {message}"]


def test_an_option_supplies_what_the_input_leaves_open(read: Reader) -> None:
    seen = read({"scores.csv": "ep,cs\n6.50,6.25\n"}, given=Given(subject="Poland", edition="2021"))
    assert (seen.record.subject, seen.record.edition) == ("Poland", "2021")
    assert not seen.problems


def test_an_edition_is_given_by_any_of_its_labels(read: Reader) -> None:
    seen = read({"scores.csv": "country,ep\nPoland,1.50\n"}, given=Given(edition="1999"))
    assert seen.record.edition == "1999-2000"
    assert not read(
        {"scores.csv": "country,Year,ep\nPoland,1999-2000,1.50\n"}, given=Given(edition="1999")
    ).problems


def test_an_option_that_contradicts_the_input_is_a_problem(read: Reader) -> None:
    seen = read({"scores.csv": WIDE}, given=Given(subject="Poland", edition="2022", printing="first"))
    assert seen.problems == [
        "scores.csv:2: the input states subject 'Kazakhstan', --subject says 'Poland'",
        "scores.csv:2: the input states edition '2021', --edition says '2022'",
    ]


def test_a_long_table_has_a_row_for_each_figure(read: Reader) -> None:
    text = (
        "Country,Year,Indicator,Value,Source\nPoland,2021,Electoral Process,6.50,a\nLatvia,2021,EP,6.75,b\n"
        "Poland,2021,Democracy Score,4.75,c\nPoland,2021,Status,Free,d\nPoland,2021,Population,38,e\n"
    )
    seen = read({"long.csv": text})
    poland, latvia = seen.records
    assert texts(poland) == {"ep": "6.50", "democracy_score": "4.75"}
    assert poland.claims[0].at == "long.csv:4: Value"
    assert texts(latvia) == {"ep": "6.75"}
    assert poland.extra == (("Source", "a"), ("Status", "Free"), ("Population", "38"))
    assert not seen.problems


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Indicator,Value,Source\nEP,6.50,a\nDemocracy Score,4.57,b\n",
            {"ep": "6.50", "democracy_score": "4.57"},
        ),
        ("democracy_score,note\n4.57,x\n", {"democracy_score": "4.57"}),
        ("democracy_score\n4.57\n", {"democracy_score": "4.57"}),
        ("The scores\n\nep,cs,remark\n6.50,6.25,x\n", {"ep": "6.50", "cs": "6.25"}),
    ],
)
def test_a_table_of_one_subject_needs_no_column_for_it(
    read: Reader, text: str, figures: dict[str, str]
) -> None:
    seen = read({"one.csv": text}, given=Given("Poland", "2021"))
    assert (seen.record.subject, seen.record.edition, texts(seen.record)) == ("Poland", "2021", figures)
    assert not seen.problems


def test_a_long_table_that_repeats_a_figure_or_misspells_one(read: Reader) -> None:
    text = (
        "subject,edition,figure,value\nPoland,2021,ep,6.50\nPoland,2021,ep,6.25\n"
        "Poland,2021,cs,x\nPoland,2021,Corruptoin,5\n"
    )
    seen = read({"long.csv": text})
    assert texts(seen.record) == {"ep": "6.50"}
    assert seen.problems == [
        "long.csv:3: value: ep is there already for this record; only the first is audited",
        "long.csv:4: value: 'x' is not a number",
    ]
    assert seen.notes == [
        "long.csv:5: figure: unknown figure 'Corruptoin', carried along; did you mean 'co'?"
    ]


def test_the_rows_of_a_long_table_belong_together_by_what_they_say(read: Reader) -> None:
    text = (
        "country,edition,indicator,value,source\nKyrgyzstan,2015,ndg,6.50,a\nkyrgyzstan,2015.0,ep,5.50,b\n"
        "Kyrgyz Republic, 2015,cs,4.75,c\nKYRGYZSTAN,2015,Other,1,d\n"
    )
    seen = read({"long.csv": text})
    assert (seen.record.subject, seen.record.at) == ("Kyrgyzstan", "long.csv:2")
    assert texts(seen.record) == {"ndg": "6.50", "ep": "5.50", "cs": "4.75"}
    assert seen.record.extra == (("source", "a"), ("Other", "1"))


def test_figures_of_a_record_from_two_tables_have_what_stands_beside_them_in_both(read: Reader) -> None:
    first = "country,year,indicator,value,note\nPoland,2021,ep,5.50,a\n"
    second = "country,year,indicator,remark,value\nPoland,2021,cs,b,5.75\n"
    seen = read({"scores.csv": first + second})
    assert (texts(seen.record), seen.record.extra) == (
        {"ep": "5.50", "cs": "5.75"},
        (("note", "a"), ("remark", "b")),
    )
    assert not seen.problems


def test_a_row_of_a_long_table_says_of_the_rules_what_others_leave_open(read: Reader) -> None:
    text = (
        "country,edition,printing,scale_direction,indicator,value\n"
        "Poland,2018,,,ndg,2.50\nPoland,2018,,best=1,ep,1.50\nPoland,2018,first,,cs,1.75\n"
        "Poland,2018,,1 = best,ndg,2.75\nPoland,2018,,,ep,1.25\nPoland,2018,,worst,im,3.00\n"
    )
    seen = read({"long.csv": text})
    assert texts(seen.record) == {"ndg": "2.50", "ep": "1.50", "cs": "1.75", "im": "3.00"}
    assert (seen.record.printing, seen.record.scale_direction) == (Printing.FIRST, "best=1")
    assert sorted(seen.problems) == [
        "long.csv:5: value: ndg is there already for this record; only the first is audited",
        "long.csv:6: value: ep is there already for this record; only the first is audited",
        "long.csv:7: scale_direction: scale_direction is best=1 or best=7, not 'worst'",
    ]


def test_a_methodology_with_and_without_its_version_is_one(read: Reader) -> None:
    text = (
        "country,edition,methodology,figure,value\nSerbia,2015,nit/2005,democracy_score,3.68\n"
        "Serbia,2015,nit/2005@1.0.0,status,Semi-Consolidated Democracy\n"
    )
    seen = read({"long.csv": text})
    assert texts(seen.record) == {"democracy_score": "3.68", "status": "Semi-Consolidated Democracy"}
    assert not seen.problems
    assert len(read({"long.csv": text.replace("@1.0.0", "@9.0.0")}).records) == 2


def test_rows_of_a_long_table_that_may_be_of_either_printing_are_given_to_none(read: Reader) -> None:
    text = (
        "country,edition,printing,indicator,value\nPoland,2018,first,ndg,2.50\nLatvia,2018,first,ndg,2.00\n"
        "Poland,2018,republished,ndg,5.50\nPoland,2018,,ep,6.50\n"
    )
    seen = read({"long.csv": text})
    assert [(one.subject, texts(one)) for one in seen.records] == [
        ("Poland", {"ndg": "2.50"}),
        ("Latvia", {"ndg": "2.00"}),
        ("Poland", {"ndg": "5.50"}),
        ("Poland", {"ep": "6.50"}),
    ]


def test_a_figures_column_beside_rows_of_figures_is_carried_along_and_noted(read: Reader) -> None:
    text = "country,edition,indicator,value,Democracy Score\nPoland,2021,ep,6.50,4.57\n"
    seen = read({"long.csv": text})
    assert (texts(seen.record), seen.record.extra) == ({"ep": "6.50"}, (("Democracy Score", "4.57"),))
    assert seen.notes == [
        "long.csv:1: Democracy Score: carried along; this table has one row for each figure"
    ]


def test_rows_of_a_long_table_that_say_nothing_are_passed_over(read: Reader) -> None:
    text = (
        "country,edition,indicator,figure,value,printing,scale_direction\n"
        "Poland,2018,,,N/A,first,best=1\nPoland,2018,ep,,n/a,first,best=1\n"
        "Poland,2018,,democracy_score,2.89,first,best=1\n"
    )
    seen = read({"long.csv": text})
    assert texts(seen.record) == {"democracy_score": "2.89"}
    assert (seen.record.printing, seen.record.scale_direction) == (Printing.FIRST, "best=1")
    assert not seen.problems


def test_a_value_of_nothing_is_a_problem_and_the_record_stands(read: Reader) -> None:
    text = "country,edition,indicator,figure,value\nPoland,2018,ep,,6.50\nPoland,2018,,n/a,2.89\n"
    seen = read({"long.csv": text})
    assert texts(seen.record) == {"ep": "6.50"}
    assert seen.problems == [
        "long.csv:3: value: nothing says of which indicator or figure '2.89' is; it is not read"
    ]


def test_a_long_table_beyond_the_stated_length_is_cut_with_a_problem(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nit_rules.sources.table.LONG_ROWS", 2)
    text = "country,edition,indicator,value\nPoland,2021,ep,6.50\nPoland,2021,cs,6.25\nPoland,2021,im,5.00\n"
    seen = read({"long.csv": text})
    assert texts(seen.record) == {"ep": "6.50", "cs": "6.25"}
    assert seen.problems == [
        "long.csv:4: more than 2 rows, one per figure; give a table with one row per record"
    ]


def test_unnamed_columns_at_the_end_need_not_be_in_every_row(read: Reader) -> None:
    seen = read({"scores.csv": ",country,edition,ep,,\n0,Poland,2021,6.50\n1,Latvia,2021,6.75,x,\n"})
    assert [texts(record) for record in seen.records] == [{"ep": "6.50"}, {"ep": "6.75"}]
    assert not seen.problems


def test_a_record_under_an_unknown_methodology_is_kept_for_the_audit_to_refuse(read: Reader) -> None:
    seen = read({"scores.csv": "country,edition,methodology,ep\nPoland,2021,nit/2099,6.50\n"})
    assert (seen.record.methodology, texts(seen.record)) == ("nit/2099", {"ep": "6.50"})


BROKEN = {
    "empty.csv": (b"", "empty.csv: the file is empty"),
    "blank.csv": (b"\n\n", "blank.csv: the table is empty"),
    "quoted.csv": (
        b'"Country" , "Year" , "Democracy Score"\n"Armenia" , "2021" , "2.96"\n',
        "quoted.csv:1: text follows the end of a quoted cell",
    ),
    "binary.csv": (b"\x00\x01" * 50, "binary.csv: this is a binary file, not text"),
    "book.csv": (b"PK\x03\x04....", "book.csv: this is a zip archive, such as a workbook, not text"),
    "page.csv": (b"%PDF-1.7 ...", "page.csv: this is a PDF, not text"),
    "bom.csv": (b"\xef\xbb\xbfcountry,edition,ep\n\xff\xff", "bom.csv: broken UTF-8"),
    "prose.csv": (
        b"once upon a time\n",
        "prose.csv:1: no header row was found: no row names an edition or a country and an indicator or a figure",
    ),
    "other.csv": (
        b"country,year,gdp,Elektoral Process\nPoland,2021,1,2\n",
        "other.csv:1: no column is a known indicator or figure; 'Elektoral Process' is close to 'ep'",
    ),
    "tiers.csv": (
        b"country,edition,Ratings,,\n,,ep,cs,im\nPoland,2021,1,2,3\n",
        "tiers.csv:1: the column names stand in two rows, 1 and 2; write them in one",
    ),
    "valueless.csv": (
        b"country,year,indicator,score\nUkraine,2015,Electoral Process,3.50\n",
        (
            "valueless.csv:1: no column is a known indicator or figure; "
            "beside 'indicator' there has to be a column 'value'"
        ),
    ),
    "units.csv": (
        b"country,edition,ep,Figures\nSubject,Year,EP,Democracy Score\nPoland,2021,1,2\n",
        "units.csv:1: the column names stand in two rows, 1 and 2; write them in one",
    ),
    "nothing.csv": (b"country,edition,ep\n", "nothing.csv: no record was found in it"),
    "torn.csv": (
        b'country,edition,ep\n"Poland,2021,1\n',
        "torn.csv:2: a quoted cell begins here and does not end",
    ),
    "long.csv": (
        b'country,edition,ep\n"Poland,2021,1\n' + b"Poland,2021,1\n" * 9_362,
        (
            "long.csv:2: a cell of more than 131,072 characters begins here, or a quoted one that does not end; "
            "lines 2 to 9364 are not read"
        ),
    ),
    "line.csv": (
        b"country,edition,ep\n" + b"x" * 1_000_001,
        "line.csv:2: a line of more than 1000000 characters",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_table_is_one_line(read: Reader, name: str) -> None:
    content, line = BROKEN[name]
    seen = read({name: content})
    assert seen.problems == [line]
    assert not seen.records


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("Poland,2021", "scores.csv:3: 2 cells where the header has 4; the row is left out"),
        ("Poland,2021,1,2,3", "scores.csv:3: 5 cells where the header has 4; the row is left out"),
        ('Poland,2021,"1"x,2', "scores.csv:3: text follows the end of a quoted cell"),
        ("country,edition,ep,cs", "scores.csv:3: the header is there again"),
    ],
)
def test_a_broken_row_is_left_out_and_the_others_are_read(read: Reader, row: str, line: str) -> None:
    text = f"country,edition,ep,cs\nLatvia,2021,6.75,6.25\n{row}\nEstonia,2021,6.75,6.25\n"
    seen = read({"scores.csv": text})
    assert [one.subject for one in seen.records] == ["Latvia", "Estonia"]
    assert seen.problems == [line]


def test_a_footnote_is_no_record(read: Reader) -> None:
    seen = read({"scores.csv": WIDE + "Source: the publisher\n,,,\n"})
    assert len(seen.records) == 1
    assert seen.notes == ["scores.csv:3: not a record, left out: 'Source: the publisher'"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("country,edition,democracy_score,status\nPoland,2021,4.57,\n,,4.58,\n", {"democracy_score": "4.58"}),
        ("democracy_score,democracy_percentage,status\n1.33,,\n", {"democracy_score": "1.33"}),
        ("country,edition,figure,value\nPoland,2021,ep,6.50\n,,,4.58\n", {}),
    ],
)
def test_a_figure_alone_in_its_row_is_no_footnote(read: Reader, text: str, figures: dict[str, str]) -> None:
    seen = read({"scores.csv": text}, given=Given(edition="2021"))
    assert texts(seen.records[-1]) == figures
    assert not any("left out" in note for note in seen.notes)


@pytest.mark.parametrize(
    "row",
    ["Note,see website,,", "Download date:,2021-05-01,,", "Source:,,the publisher,", "Note,2021,other,"],
)
def test_a_footnote_may_fill_several_cells(read: Reader, row: str) -> None:
    header = "country,edition,methodology,ep\nPoland,2021,nit/2020,6.50\n"
    seen = read({"scores.csv": f"{header}{row}\n"})
    assert len(seen.records) == 1
    assert seen.notes == [
        f"scores.csv:3: not a record, left out: '{' '.join(row.replace(',', ' ').split())}'"
    ]
    assert not seen.problems


@pytest.mark.parametrize(
    "row", ["Latvia,2021,", "Latvia,,nit/2020,", "Latvia,2051,,", "Latvia,6.75,,", "Latvia,x,,6.75"]
)
def test_a_row_that_says_its_edition_or_a_figure_is_no_footnote(read: Reader, row: str) -> None:
    seen = read({"scores.csv": f"country,edition,methodology,ep\nPoland,2021,,6.50\n{row}\n"})
    assert seen.notes == []


def test_the_words_of_a_footnote_may_stand_in_the_column_of_a_figure(read: Reader) -> None:
    seen = read({"scores.csv": "ep,cs,co\n6.50,6.25,\nSource: report of 2021,,\n"})
    assert seen.notes == ["scores.csv:3: not a record, left out: 'Source: report of 2021'"]


@pytest.mark.parametrize(
    "name",
    [
        "Average", "MEDIAN", "Balkans average", "Average (29 countries)", "Total", "Balkans", "Central Europe", "EU",
        "Non-Baltic former Soviet states", "All countries", "29 countries",
    ],
)  # fmt: skip
def test_a_row_that_sums_up_others_is_no_record(read: Reader, name: str) -> None:
    seen = read({"scores.csv": f"{WIDE}{name},2021,1.30,1.37\n"})
    assert len(seen.records) == 1
    assert seen.notes == [f"scores.csv:3: not a record, left out: '{name}'"]
    assert not seen.problems
    long = f"country,edition,indicator,value\nPoland,2021,ep,6.50\n{name},2021,ep,5.11\n"
    assert len(read({"long.csv": long}).records) == 1


@pytest.mark.parametrize("row", ["Average,,2021,3.76", "Balkans,,2021,3.76"])
def test_so_is_one_that_another_column_says_it_of(read: Reader, row: str) -> None:
    seen = read({"scores.csv": f"Region,Country,Year,Democracy Score\nBalkans,Serbia,2021,3.82\n{row}\n"})
    assert [record.subject for record in seen.records] == ["Serbia"]
    assert seen.notes == [f"scores.csv:3: not a record, left out: '{row.split(',')[0]}'"]


def test_a_subject_that_is_given_is_that_of_rows_without_one(read: Reader) -> None:
    table = "Region,Country,Year,Democracy Score\nBalkans,,2021,3.82\n"
    seen = read({"scores.csv": table}, given=Given("Serbia"))
    assert [record.subject for record in seen.records] == ["Serbia"]


@pytest.mark.parametrize(
    "name", ["Region 1", "Region A", "Europe's Georgia", "Balkania", "State 7", "Country A", "Best Korea"]
)
def test_other_names_are_subjects(read: Reader, name: str) -> None:
    assert [record.subject for record in read({"scores.csv": f"{WIDE}{name},2021,1.25,1.25\n"}).records][
        1:
    ] == [name]


def test_control_characters_are_shown_not_obeyed(read: Reader) -> None:
    text = 'country,edition,"e\x1b[31mp",ep\nPoland,2021,x,"a\x1b[0m"\n'
    seen = read({"scores.csv": text})
    assert seen.problems == ["scores.csv:2: ep: 'a\\x1b[0m' is not a number"]


def test_rows_are_read_as_they_are_iterated(read: Reader, catalog: Catalog) -> None:
    rows = "".join(f"S{number},2021,1.25,{number % 7}.50\n" for number in range(5_000))
    read({"big.csv": "country,edition,ep,cs\n" + rows}, inputs=["-missing"])
    (reading,) = read_inputs(["big.csv"], catalog)
    tracemalloc.start()
    count = sum(1 for _ in reading.records)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 5_000
    # What is remembered of each row is that it was there.
    assert peak < 3_000_000


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        ("Democracy pct", "democracy_percentage"), ("Dem. Pct", "democracy_percentage"),
        ("Percent", "democracy_percentage"),
        ("Score", "democracy_score"), ("Dem. Score", "democracy_score"), ("CORR", "co"),
        ("Nat. Dem. Gov.", "ndg"), ("Corruption rating", "co"), ("Rating: Corruption", "co"), ("JFI rating", "jfi"),
        ("Civil Society (score)", "cs"), ("DS", "democracy_score"), ("Overall Democracy Score", "democracy_score"),
        ("Democracy Score [1=best]", "democracy_score"), ("FH_NIT_Corruption", "co"), ("NIT score", "democracy_score"),
        ("Corruption in Nations in Transit", "co"),
    ],
)  # fmt: skip
def test_a_column_with_an_abbreviated_name_is_noted(read: Reader, column: str, meant: str) -> None:
    seen = read({"scores.csv": f"Country,Year,ep,{column}\nPoland,2021,6.50,9\n"})
    assert seen.notes == [f"scores.csv:1: {column}: unknown column, carried along; did you mean '{meant}'?"]


@pytest.mark.parametrize(
    "column",
    [
        "Nation",
        "GDP",
        "Population",
        "Area code",
        "Note",
        "Source",
        "National",
        "Control of Corruption",
        "NIT",
        "ID",
    ],
)
def test_other_columns_are_carried_along_without_a_word(read: Reader, column: str) -> None:
    seen = read({"scores.csv": f"Country,Year,ep,{column}\nPoland,2021,6.50,x\n"})
    assert not seen.notes
    assert seen.record.extra == ((column, "x"),)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "Country,Year,EP,CS\nPoland,2021,6.50,6.25\nCountry,Year,CS,EP\nLatvia,2021,5.75,6.00\n",
            [{"ep": "6.50", "cs": "6.25"}, {"cs": "5.75", "ep": "6.00"}],
        ),
        (
            "Country,Year,EP,CS\nPoland,2005,1.75,1.25\n\nCountry,Year,GOV,CLJF,CO\nAlbania,2004,4.25,4.25,5.25\n",
            [{"ep": "1.75", "cs": "1.25"}, {"gov": "4.25", "cljf": "4.25", "co": "5.25"}],
        ),
        (
            "Country,Year,Indicator,Value\nPoland,2021,ep,6.50\nCountry,Year,Value,Indicator\nLatvia,2021,5.75,cs\n",
            [{"ep": "6.50"}, {"cs": "5.75"}],
        ),
        (
            "Country,Year,Indicator,Value\nPoland,2021,ep,6.50\nCountry,Year,EP\nLatvia,2021,5.75\n",
            [{"ep": "6.50"}, {"ep": "5.75"}],
        ),
    ],
)
def test_a_table_below_another_is_read_by_its_own_header(
    read: Reader, rows: str, expected: list[dict[str, str]]
) -> None:
    seen = read({"scores.csv": rows})
    assert [texts(record) for record in seen.records] == expected
    assert seen.problems == []
    (note,) = seen.notes
    assert note.endswith(": another header; the rows below it are read by its columns")


def test_a_table_below_without_figures_is_left_out(read: Reader) -> None:
    seen = read({"scores.csv": "Country,Year,EP\nPoland,2021,6.50\nCountry,Year,GDP\nLatvia,2021,5\n"})
    assert [record.subject for record in seen.records] == ["Poland"]
    message = "another header without a known indicator or figure; the rows below it are left out"
    assert seen.problems == [f"scores.csv:3: {message}"]


def test_many_tables_below_each_other_are_read(read: Reader) -> None:
    tables = "".join(
        f"Country,Year,{columns}\nCountry {number},2021,6.50,6.25\n"
        for number, columns in enumerate(["EP,CS", "CS,EP"] * 1000)
    )
    assert len(read({"scores.csv": tables}).records) == 2000


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("Country,Status", "Poland,Consolidated Democracy", "Latvia,Consolidated Democracy"),
        ("Country,Year,Status", "Poland,2021,Consolidated Democracy", "Latvia,2021,Consolidated Democracy"),
        ("Country,Year,Indicator,Value", "Poland,2021,ep,6.50", "Latvia,2021,ep,6.50"),
    ],
)
def test_the_same_header_again_is_no_record(read: Reader, header: str, first: str, second: str) -> None:
    seen = read({"scores.csv": "\n".join([header, first, header, second])}, given=Given(edition="2021"))
    assert [record.subject for record in seen.records] == ["Poland", "Latvia"]
    assert seen.problems == ["scores.csv:3: the header is there again"]


def test_a_single_letter_may_be_a_name_and_a_number_of_cases_is_a_whole_number(read: Reader) -> None:
    seen = read({"a.csv": "edition,country,ndg,democracy_score\n2021,N,4.50,4.52\n2021,N,29,29\n"})
    assert [(one.subject, texts(one)) for one in seen.records] == [
        ("N", {"ndg": "4.50", "democracy_score": "4.52"})
    ]
    assert seen.notes == ["a.csv:3: not a record, left out: 'N'"]


@pytest.mark.parametrize(
    "row",
    [
        "Balkans,2021,3.94",
        "Eurasia,2021,2.24",
        "EU-10,2021,5.00",
        "New EU Members,2021,5.00",
        "Southeast Europe,2021,3.94",
        "Candidate countries,2021,3.94",
        "Moyenne,2021,3.94",
        "Średnia,2021,3.94",
    ],
)
@pytest.mark.parametrize("column", ["Region", "Country"])
def test_averages_of_regions_are_no_records(read: Reader, column: str, row: str) -> None:
    seen = read({"scores.csv": f"{column},Year,Democracy Score\n{row}\n"})
    assert not seen.records
    assert seen.notes == [f"scores.csv:2: not a record, left out: '{row.partition(',')[0]}'"]


@pytest.mark.parametrize("name", ["Consolidated Democracies", "Hybrid regimes"])
def test_rows_of_classes_are_no_records(read: Reader, name: str) -> None:
    seen = read({"scores.csv": f"Country,Year,Democracy Score\n{name},2021,5.60\nPoland,2021,4.57\n"})
    assert [one.subject for one in seen.records] == ["Poland"]
    assert seen.notes == [f"scores.csv:2: not a record, left out: '{name}'"]


def test_a_region_beside_a_name_that_is_not_read_as_such_sums_up_nothing(read: Reader) -> None:
    seen = read({"scores.csv": "Region,Name,Year,Democracy Score\nBalkans,Albania,2021,3.75\n"})
    assert texts(seen.record) == {"democracy_score": "3.75"}


@pytest.mark.parametrize(
    "row", [",,1-7,0-100", "|---|---|---|---|", "Source: a, b, c", "Note", "Key:,,see below,", "Sources:,,a"]
)
def test_units_rules_and_footnotes_are_no_records(read: Reader, row: str) -> None:
    table = f"Country,Year,Democracy Score,Democracy Percentage\nPoland,2021,4.57,59.52\n{row}\n"
    seen = read({"scores.csv": table})
    assert [record.subject for record in seen.records] == ["Poland"]
    assert seen.problems == []
    assert len(seen.notes) == 1


def test_a_footnote_beside_labels_is_no_claim(read: Reader) -> None:
    table = "Country,Status\nPoland,Semi-Consolidated Democracy\nSource:,Freedom House\n"
    seen = read({"scores.csv": table}, given=Given(edition="2021"))
    assert [record.subject for record in seen.records] == ["Poland"]
    assert seen.notes == ["scores.csv:3: not a record, left out: 'Source: Freedom House'"]


def test_a_legend_of_bands_is_no_table(read: Reader) -> None:
    seen = read({"scores.csv": "Status,Democracy Score\nConsolidated Democracy,5.01-7.00\n"})
    (problem,) = seen.problems
    assert problem.startswith("scores.csv:1: no header row was found")


def test_a_second_column_of_subjects_is_read_where_the_first_is_empty(read: Reader) -> None:
    table = "Country,Territory,Year,EP\n,Kosovo,2021,3.25\nSerbia,,2021,4.50\nSerbia,Serbia,2020,4.50\n"
    seen = read({"scores.csv": table})
    assert [record.subject for record in seen.records] == ["Kosovo", "Serbia", "Serbia"]
    assert seen.notes == ["scores.csv:1: Territory: carried along; 'Country' is read; read where it is empty"]


def test_raised_digits_of_footnotes_do_not_matter_in_headers(read: Reader) -> None:
    seen = read(
        {"scores.csv": "Country name,Year,Corruption\u00b9,Status\u00b2\nPoland,2021,4.75,Free\u00b3\n"}
    )
    assert texts(seen.record) == {"co": "4.75"}
    assert seen.record.subject == "Poland"


@pytest.mark.parametrize(
    ("column", "cell", "meant"),
    [
        ("Regime", "presidential republic", "status"),
        ("Regime Type", "Hybrid regime", "status"),
        ("classification", "Upper middle income", "status"),
        ("Percentage", "12.5", "democracy_percentage"),
    ],
)
def test_a_column_whose_name_other_figures_have_as_well_is_no_claim(
    read: Reader, column: str, cell: str, meant: str
) -> None:
    seen = read({"scores.csv": f"country,edition,{column},democracy_score\nPoland,2021,{cell},1.32\n"})
    assert seen.notes == [f"scores.csv:1: {column}: unknown column, carried along; did you mean '{meant}'?"]
    (record,) = seen.records
    assert texts(record) == {"democracy_score": "1.32"}
    assert (column, cell) in record.extra


def test_by_itself_such_a_column_makes_no_table(read: Reader) -> None:
    (problem,) = read({"scores.csv": "country,edition,Regime\nPoland,2021,Hybrid Regime\n"}).problems
    assert problem == "scores.csv:1: no column is a known indicator or figure; 'Regime' is close to 'status'"
