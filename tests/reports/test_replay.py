"""The report is its own certificate: it reproduces, and every way in which it does not is told apart."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import nit_rules
import samples
from nit_rules.catalog import Catalog
from nit_rules.errors import InputError, RuleFileError
from nit_rules.loading.embedding import catalog_of_texts, texts
from nit_rules.model import Record, Stated
from nit_rules.reports.certificate import read
from nit_rules.reports.json import canonical, digest
from nit_rules.reports.replay import Replay, replay
from nit_rules.reports.replay_text import as_json, as_text
from nit_rules.reports.report import ReadInput
from nit_rules.reports.standing import RulesState
from nit_rules.together import compared

CATALOG = samples.catalog()
ZERO, NINE = samples.digest("0"), samples.digest("9")
SAVED = nit_rules.to_json(samples.report()).encode()


def replayed(data: bytes, catalog: Catalog = CATALOG) -> Replay:
    return replay(catalog, read("report.json", data))


def edited(change: Callable[[Any], object], *, forged: bool = False) -> bytes:
    """The saved report with a change made to it; `forged` where its digest was made to fit again."""
    report = json.loads(SAVED)
    change(report)
    if forged:
        report["digest"] = digest({key: value for key, value in report.items() if key != "digest"})
    return canonical(report)


class TestReproduces:
    def test_a_report_on_everything_reproduces(self) -> None:
        result = replayed(SAVED)
        assert result.differences == ()
        assert result.reproduces
        assert result.stand == result.verdicts == 17

    @pytest.mark.parametrize("make", samples.EVERYTHING)
    def test_so_does_a_report_on_each_record(self, make: Callable[[], Record]) -> None:
        assert replayed(nit_rules.to_json(samples.report(make())).encode()).reproduces

    @given(
        st.lists(
            st.builds(
                Stated,
                st.sampled_from([*samples.IDS, "gov", "x"]),
                st.sampled_from(["1.25", "1.250", "1.30", "7.00", "abc", "9"]),
                st.sampled_from(["a:1", "a:2", "a:12"]),
            ),
            max_size=9,
        ),
        st.lists(
            st.builds(
                Stated,
                st.sampled_from(["democracy_score", "democracy_percentage", "status", "x"]),
                st.sampled_from(
                    [
                        "1.25",
                        "5.39",
                        "1.2500",
                        "Free",
                        "Consolidated Democracy",
                        "consolidated democracy",
                        "4",
                    ]
                ),
                st.sampled_from(["a:3", "a:4", "a:34"]),
            ),
            max_size=9,
        ),
        st.sampled_from([None, "2018", "2021", "1996"]),
        st.sampled_from([None, "nit/2020", "nit/2005@1.0.0", "nit/1"]),
        st.sampled_from([None, "best=1", "best=7"]),
    )
    def test_whatever_was_audited(
        self,
        ratings: list[Stated],
        claims: list[Stated],
        edition: str | None,
        methodology: str | None,
        direction: str | None,
    ) -> None:
        record = Record(
            "S", edition, tuple(ratings), tuple(claims), (), methodology, scale_direction=direction, at="a"
        )  # fmt: skip
        result = replayed(nit_rules.to_json(samples.report(record)).encode())
        assert result.differences == ()
        assert result.reproduces

    def test_another_layout_of_the_same_json_is_the_same_report(self) -> None:
        assert replayed(json.dumps(json.loads(SAVED), indent=2).encode()).reproduces


class TestChanged:
    def test_a_changed_figure_is_seen_by_the_digest_and_by_the_verdict(self) -> None:
        def change(report: Any) -> None:
            report["records"][0]["findings"][0]["published"] = "1.36"

        result = replayed(edited(change))
        assert not result.intact
        assert not result.reproduces
        assert [
            (one.field, one.reported, one.recomputed) for one in result.differences if one.field == "verdict"
        ] == [("verdict", "reproduced", "contradicted")]
        assert result.stand == result.verdicts - 1
        assert "changed since it was written" in as_text(result)

    def test_a_forged_verdict_is_seen_though_the_digest_fits(self) -> None:
        def change(report: Any) -> None:
            report["records"][2]["findings"][0]["verdict"] = "reproduced"

        result = replayed(edited(change, forged=True))
        assert result.intact
        assert not result.reproduces
        shown = as_text(result)
        # That it is as it was written is more than a digest can say.
        assert f"✓ report  its content fits its digest ({result.reported})" in shown
        assert (
            "Bulgaria 2023: finding 1, democracy_score: verdict: the report says reproduced, recomputed contradicted"
            in shown
        )

    def test_a_removed_finding_is_seen_though_the_digest_fits(self) -> None:
        result = replayed(edited(lambda report: report["records"][2]["findings"].pop(0), forged=True))
        assert result.intact
        assert not result.reproduces
        assert "the counts are others" in as_text(result).splitlines()[0]
        (difference,) = [one for one in result.differences if one.field == "summary"]
        assert (difference.reported, difference.recomputed) == (
            "15 findings: 3 contradicted, 6 from_ratings",
            "14 findings: 2 contradicted, 5 from_ratings",
        )

    def test_a_removed_finding_whose_value_is_left_is_named(self) -> None:
        def change(report: Any) -> None:
            report["records"][2]["others"]["claims"].append(
                {"figure": "democracy_score", "value": "4.50", "at": "table.csv:9"}
            )
            report["records"][2]["findings"].pop(0)

        shown = as_text(replayed(edited(change, forged=True)))
        assert (
            "finding of democracy_score 4.50: verdict: the report says nothing, recomputed contradicted"
            in shown
        )

    def test_a_finding_that_was_made_up_is_named(self) -> None:
        def change(report: Any) -> None:
            finding = report["records"][2]["findings"][0]
            report["records"][2]["findings"].append({**finding, "figure": "ndg"})

        shown = as_text(replayed(edited(change, forged=True)))
        assert "finding of ndg 4.50: verdict: the report says contradicted, recomputed nothing" in shown

    def test_verdicts_come_first_and_explanations_are_only_counted(self) -> None:
        def change(report: Any) -> None:
            for record in report["records"]:
                record["chosen_because"] = "because"
                for finding in record["findings"]:
                    finding["diagnoses"] = [{"id": "x", "says": "y" * 500, "edits": []}]
            report["records"][4]["findings"][0]["verdict"] = "reproduced"

        lines = as_text(replayed(edited(change, forged=True))).splitlines()
        told = [line for line in lines if "the report says" in line or "explanations" in line]
        assert "verdict: the report says reproduced" in told[0]
        assert told[-1] == "explanations differ in 15 findings and 7 records; see --format json"
        assert max(map(len, lines)) < 300

    def test_explanations_alone_are_said_to_differ(self) -> None:
        def change(report: Any) -> None:
            report["records"][0]["chosen_because"] = "because"

        lines = as_text(replayed(edited(change, forged=True))).splitlines()
        assert lines[0] == (
            "report.json: does not reproduce: 17 of 17 verdicts stand, but the explanations differ"
        )
        assert lines[-1] == "explanations differ in 1 record; see --format json"

    def test_a_changed_summary_is_seen(self) -> None:
        result = replayed(edited(lambda report: report["summary"].update(contradicted=0), forged=True))
        assert [(one.whose, one.field) for one in result.differences] == [("the report", "summary")]

    def test_a_report_without_its_own_digest_value_is_changed(self) -> None:
        assert not replayed(edited(lambda report: report.update(digest=ZERO))).intact

    @settings(max_examples=200)
    @given(st.integers(0, len(SAVED) - 1), st.integers(0, 255))
    def test_no_changed_byte_goes_unseen(self, place: int, byte: int) -> None:
        data = SAVED[:place] + bytes([byte]) + SAVED[place + 1 :]
        assume(data != SAVED)
        try:
            result = replayed(data)
        except InputError:
            return
        assert result.reproduces is (json.loads(data) == json.loads(SAVED))

    @pytest.mark.parametrize("value", [None, True, 7, "x", [], {}, ["x"], {"x": 1}, 1.5])
    def test_nothing_in_the_place_of_a_member_is_a_traceback(self, value: object) -> None:
        report = json.loads(SAVED)
        for record in ("records", 0), ("records", 5):
            entry = report[record[0]][record[1]]
            for key in entry:
                broken = {**entry, key: value}
                records = [broken if one is entry else one for one in report["records"]]
                body = {**report, "records": records}
                body["digest"] = digest({name: held for name, held in body.items() if name != "digest"})
                try:
                    result = replayed(canonical(body))
                except InputError:
                    continue
                # What was invented together with all that follows from it does reproduce.
                assert as_text(result).startswith("report.json: ")


class TestRules:
    def test_a_missing_version_cannot_be_replayed(self) -> None:
        without = evolve(CATALOG, methodologies=(samples.OLD,), pins=(("nit/2005", "1.0.0"),))
        result = replayed(SAVED, without)
        assert not result.complete
        assert result.skipped
        assert {one.id: one.standing for one in result.rules} == {
            "nit/2005@1.0.0": RulesState.SAME,
            "nit/2020@1.0.0": RulesState.MISSING,
        }
        assert "nit/2020@1.0.0 is not at hand" in as_text(result)

    def test_rules_that_changed_under_the_same_version_do_not_reproduce(self) -> None:
        changed = samples.catalog(evolve(samples.NEW, digest=NINE))
        result = replayed(SAVED, changed)
        assert result.complete
        assert not result.reproduces
        assert f"nit/2020@1.0.0 is not what it was: {ZERO} then, {NINE} here" in as_text(result)

    def test_a_newer_version_in_use_does_not_matter_and_is_named(self) -> None:
        newer = samples.method(2020, "lowest", "1.1.0")
        pins = (("nit/2005", "1.0.0"), ("nit/2020", "1.1.0"))
        result = replayed(SAVED, evolve(samples.catalog(newer), pins=pins))
        assert result.reproduces
        assert "the version in use now is nit/2020@1.1.0" in as_text(result)

    def test_so_it_is_with_rules_that_were_not_applied_and_explain_a_figure(self) -> None:
        ratings = tuple(Stated(one, "4.75", "a") for one in samples.IDS)
        record = Record("S", "2021", ratings, (Stated("status", samples.STATUSES[2], "a"),), at="a")
        saved = nit_rules.to_json(samples.report(record))
        assert [one["id"] for one in json.loads(saved)["other_methodologies"]] == ["nit/2005@1.0.0"]
        newer = samples.method(2005, "lowest", "1.1.0")
        pins = (("nit/2005", "1.1.0"), ("nit/2020", "1.0.0"))
        result = replayed(saved.encode(), evolve(samples.catalog(newer), pins=pins))
        assert result.reproduces
        assert {one.id for one in result.rules} == {"nit/2005@1.0.0", "nit/2020@1.0.0"}

    def test_those_that_explain_a_figure_are_listed_and_no_others(self) -> None:
        entry = {"id": "nit/2005@1.0.0", "digest": ZERO}
        data = edited(lambda report: report.update(other_methodologies=[entry]), forged=True)
        assert [(one.whose, one.field, one.recomputed) for one in replayed(data).differences] == [
            ("the report", "other_methodologies", "[]")
        ]

    def test_no_methodology_is_listed_that_was_not_applied(self) -> None:
        entry = {"id": "nit/2004@1.0.0", "digest": ZERO}
        data = edited(lambda report: report["methodologies"].insert(0, entry), forged=True)
        held = samples.catalog(samples.method(2004, "lowest"))
        assert [(one.field, one.reported, one.recomputed) for one in replayed(data, held).differences] == [
            (
                "methodologies",
                '["nit/2004@1.0.0","nit/2005@1.0.0","nit/2020@1.0.0"]',
                '["nit/2005@1.0.0","nit/2020@1.0.0"]',
            )
        ]

    def test_other_methodologies_are_listed_by_id_and_digest(self) -> None:
        data = edited(lambda report: report.update(other_methodologies=[{"id": "nit/2005@1.0.0"}]))
        assert code_of(data) == "misshapen-report"

    def test_another_version_of_the_engine_is_named_and_its_wording_not_compared(self) -> None:
        def change(report: Any) -> None:
            report["engine"]["version"] = "0.0.1"
            report["records"][0]["chosen_because"] = "in other words"

        result = replayed(edited(change, forged=True))
        assert result.reproduces
        assert "written by nit-rules 0.0.1" in as_text(result)
        assert "explanations, their edits and the words of problems are not compared" in as_text(result)

    @pytest.mark.parametrize("possible", [["3.82", "4.00"], None])
    def test_what_another_version_says_is_possible_is_compared_where_it_says_so(
        self, possible: list[str] | None
    ) -> None:
        ratings = tuple(Stated(one, "4.75", "a") for one in samples.IDS[1:])
        record = Record("S", "2021", ratings, (Stated("democracy_score", "7.00", "a"),), at="a")
        report = json.loads(nit_rules.to_json(samples.report(record)))
        (finding,) = report["records"][0]["findings"]
        assert finding["possible"] == ["4.21", "5.07"]
        report["engine"]["version"] = "0.0.1"
        if possible:
            finding["possible"] = possible
        else:
            del finding["possible"]
        report["digest"] = digest({key: value for key, value in report.items() if key != "digest"})
        fields = [one.field for one in replayed(canonical(report)).differences]
        assert fields == (["possible"] if possible else [])


class TestCarriedRules:
    def test_they_make_a_report_whole(self) -> None:
        nothing = evolve(CATALOG, methodologies=(), pins=(), editions=())
        result = replay(nothing, read("report.json", SAVED), carried=CATALOG)
        assert result.reproduces
        assert {one.standing for one in result.rules} == {RulesState.EMBEDDED}
        assert "as the report carries it" in as_text(result)

    def test_they_must_be_those_at_hand(self) -> None:
        forged = samples.catalog(evolve(samples.NEW, digest=NINE))
        result = replay(forged, read("report.json", SAVED), carried=CATALOG)
        assert not result.reproduces
        assert RulesState.CHANGED in {one.standing for one in result.rules}

    def test_they_must_be_those_that_the_report_names(self) -> None:
        forged = samples.catalog(evolve(samples.NEW, digest=NINE))
        result = replay(CATALOG, read("report.json", SAVED), carried=forged)
        assert not result.reproduces
        assert f"is not what the report names: it says {ZERO} and carries {NINE}" in as_text(result)

    def test_those_that_the_report_does_not_name_must_be_those_at_hand_too(self) -> None:
        only_new = nit_rules.to_json(samples.report(samples.montenegro())).encode()
        carried = samples.catalog(evolve(samples.OLD, digest=NINE))
        result = replay(CATALOG, read("report.json", only_new), carried=carried)
        assert not result.reproduces
        assert {one.id: one.standing for one in result.rules} == {
            "nit/2020@1.0.0": RulesState.SAME,
            "nit/2005@1.0.0": RulesState.CHANGED,
        }
        assert f"nit/2005@1.0.0 is not what it was: {NINE} then, {ZERO} here" in as_text(result)

    @pytest.mark.parametrize(
        "name", ["../x.toml", "/x.toml", "a/../../x.toml", "x.txt", "", r"a\x.toml", "." * 9]
    )
    def test_no_name_leads_out_of_their_folder(self, name: str) -> None:
        with pytest.raises(RuleFileError, match="is no name of a rule file"):
            catalog_of_texts([{name: ""}])

    def test_the_shipped_ones_come_back_as_they_were(self) -> None:
        shipped = nit_rules.load_catalog()
        carried = catalog_of_texts(texts())
        assert carried == shipped
        digests = [[method.digest for method in one.methodologies] for one in (carried, shipped)]
        assert digests[0] == digests[1]


class TestSeveralInputs:
    def test_disagreements_are_compared_again(self) -> None:
        other = samples.bulgaria()
        other = evolve(
            other,
            ratings=tuple(evolve(one, at="other.csv:9") for one in other.ratings),
            claims=(Stated("democracy_score", "4.46", "other.csv:9"),),
            at="other.csv:9",
        )
        audits = [nit_rules.audit(CATALOG, one) for one in (samples.bulgaria(), other)]
        together = compared(CATALOG, list(enumerate(audits)), str)
        made = evolve(
            samples.report(),
            audits=together.audits,
            methodologies=(samples.NEW,),
            inputs=(ReadInput("table.csv", ZERO), ReadInput("other.csv", NINE)),
            numbers=(0, 1),
            diagnoses=together.diagnoses,
            disagreements=together.disagreements,
        )
        saved = nit_rules.to_json(made)
        assert [one["figure"] for one in json.loads(saved)["disagreements"]] == ["democracy_score"]
        assert replayed(saved.encode()).reproduces
        without = nit_rules.to_json(evolve(made, disagreements=()))
        assert [one.field for one in replayed(without.encode()).differences] == ["disagreements"]


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read("report.json", data)
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    assert str(problem).startswith("report.json")
    return problem.code


class TestBadInput:
    @pytest.mark.parametrize("share", [1, 10, 50, 90, 99])
    def test_a_truncated_report_is_called_so(self, share: int) -> None:
        assert code_of(SAVED[: len(SAVED) * share // 100]) == "truncated"

    @pytest.mark.parametrize("end", [b"fals", b"nu", b"t", '"é'.encode()[:-1], b'"a', b"[", b"", b"\n"])
    def test_a_report_cut_in_the_middle_of_a_word_is_truncated(self, end: bytes) -> None:
        assert code_of(b'{"a":' + end) == "truncated"

    @pytest.mark.parametrize(
        "data",
        [b"", b"\xff\xfe", b"[" * 100_000, b"{]", b'{"a":1,"a":2}', b'{"a":NaN}', b"1" * 5000, b"PK\x03\x04"],
    )
    def test_what_is_no_json_is_refused(self, data: bytes) -> None:
        assert code_of(data) in {"not-json", "truncated"}

    @pytest.mark.parametrize("data", [b"[]", b"{}", b'"x"', b'{"schema": 1}', b'{"schema": "other/1"}'])
    def test_json_that_is_no_report_is_foreign(self, data: bytes) -> None:
        assert code_of(data) == "foreign-report"

    @pytest.mark.parametrize(("number", "words"), [("0", "an older"), ("2", "a newer")])
    def test_an_older_and_a_newer_schema_are_told_apart(self, number: str, words: str) -> None:
        with pytest.raises(InputError, match=f"has {words} schema"):
            read("report.json", edited(lambda report: report.update(schema=f"nit-rules/report/{number}")))

    def test_every_member_that_is_read_is_checked(self) -> None:
        report = json.loads(SAVED)
        for key in report.keys() - {"schema"} | {"rules"}:
            assert code_of(canonical({**report, key: 7})) == "misshapen-report"
        for key in report.keys() - {"schema"}:
            less = {name: value for name, value in report.items() if name != key}
            assert code_of(canonical(less)) == "misshapen-report"
        for key in report["records"][0]:
            broken = {**report, "records": [{**report["records"][0], key: 7.5}]}
            assert code_of(canonical(broken)) == "misshapen-report"

    def test_every_member_of_a_record_that_is_read_must_be_there(self) -> None:
        report = json.loads(SAVED)
        entry = report["records"][0]
        for key in entry:
            less = {name: value for name, value in entry.items() if name != key}
            assert code_of(canonical({**report, "records": [less]})) == "misshapen-report"

    @pytest.mark.parametrize("key", ["options", "summary"])
    def test_every_member_of_what_was_told_and_counted_must_be_there(self, key: str) -> None:
        report = json.loads(SAVED)
        for name in report[key]:
            less = {one: value for one, value in report[key].items() if one != name}
            assert code_of(canonical({**report, key: less})) == "misshapen-report"
            assert code_of(canonical({**report, key: {**report[key], name: 7.5}})) == "misshapen-report"

    def test_true_is_no_number_and_a_number_is_not_true(self) -> None:
        def count(report: Any) -> None:
            report["summary"]["conflicting"] = True

        def assume_(report: Any) -> None:
            report["records"][0]["findings"][0]["assumed"] = 0

        def read_from(report: Any) -> None:
            report["records"][0]["input"] = False

        for change in (count, assume_, read_from):
            assert code_of(edited(change, forged=True)) == "misshapen-report"

    @pytest.mark.parametrize("key", ["expected", "exact", "assumed"])
    def test_what_a_finding_leaves_open_must_be_said(self, key: str) -> None:
        data = edited(lambda report: report["records"][0]["findings"][0].pop(key), forged=True)
        assert code_of(data) == "misshapen-report"

    @pytest.mark.parametrize("number", [0, 4])
    def test_every_methodology_that_was_applied_must_be_listed(self, number: int) -> None:
        # Rules that are not listed would go uncompared. Record 0 was audited under one, record 4 under two.
        def change(report: Any) -> None:
            entry = report["records"][number]
            applied = entry["methodology"] or entry["candidates"][-1]
            report["methodologies"] = [one for one in report["methodologies"] if one["id"] != applied]

        with pytest.raises(InputError, match="is not among the methodologies of the report"):
            read("report.json", edited(change, forged=True))

    def test_numbers_that_canonical_json_cannot_hold_are_refused(self) -> None:
        data = SAVED.replace(b'"problems":1,', b'"problems":99999999999999999999,')
        with pytest.raises(InputError, match="no canonical form"):
            replayed(data)

    @pytest.mark.parametrize("half", [{"\ud800": "x"}, {"x": "\ud800"}])
    def test_halves_of_surrogate_pairs_are_refused(self, half: dict[str, str]) -> None:
        # No report is written with them, and two reports that differ in them have one canonical form.
        report = json.loads(SAVED)
        report["records"][0]["extra"] = half
        report["digest"] = digest({key: value for key, value in report.items() if key != "digest"})
        assert code_of(json.dumps(report).encode()) == "not-json"


def test_a_replay_is_json_too() -> None:
    result = as_json(replayed(SAVED))
    assert result["reproduces"] is True
    assert result["methodologies"][0]["standing"] == "same"
    assert json.loads(canonical(result)) == result
