"""The library as programs use it: types in, frozen results out, errors that say why."""

import json
import pickle
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType
from typing import Any, cast

import numpy as np
import polars as pl
import pytest
from attrs import evolve

import nit_rules
from nit_rules.catalog import Catalog
from nit_rules.model import Change, Stated
from nit_rules.ranking import closest
from shipped import CATALOG, KAZAKHSTAN

CLAIMS = {"democracy_score": "1.36", "status": "Consolidated Authoritarian Regime"}


def a_score(catalog: Catalog) -> object:
    return nit_rules.score(catalog.methodology("nit/2020"), KAZAKHSTAN)


def an_audit(catalog: Catalog) -> object:
    return nit_rules.audit(catalog, nit_rules.Record("Kazakhstan", "2021", KAZAKHSTAN, CLAIMS))


results = pytest.mark.parametrize("make", [a_score, an_audit])


@results
def test_results_are_comparable_hashable_picklable_and_printable(
    catalog: Catalog, make: Callable[[Catalog], object]
) -> None:
    one, other = make(catalog), make(catalog)
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes
    assert repr(one) == repr(other)
    assert nit_rules.to_json(one) == nit_rules.to_json(other)


@results
def test_results_do_not_change(catalog: Catalog, make: Callable[[Catalog], object]) -> None:
    with pytest.raises(AttributeError):
        make(catalog).methodology = "nit/2005"  # type: ignore[attr-defined]  # frozen


def test_figures_are_decimal_and_fraction(catalog: Catalog) -> None:
    figures = nit_rules.score(catalog.methodology("nit/2020"), KAZAKHSTAN).figures
    assert dict(figures)["democracy_percentage"].printed == Decimal("5.36")
    assert figures["democracy_percentage"].exact == Fraction(75, 14)
    with pytest.raises(AttributeError, match="does not change"):
        figures.x = 1


@pytest.mark.parametrize("value", ["1.5", "1.50", "1.500", Decimal("1.5"), Decimal("1.50")])
def test_ratings_may_be_str_or_decimal(catalog: Catalog, value: str | Decimal) -> None:
    method = catalog.methodology("nit/2020")
    assert nit_rules.score(method, KAZAKHSTAN | {"cs": value}) == nit_rules.score(method, KAZAKHSTAN)


def test_ratings_may_be_int(catalog: Catalog) -> None:
    score = nit_rules.score(catalog.methodology("nit/2020"), dict.fromkeys(KAZAKHSTAN, 4))
    assert score.figures["democracy_score"].text == "4.00"


@pytest.mark.parametrize("value", [1.5, True, None])
def test_floats_and_bools_are_refused_by_type(catalog: Catalog, value: Any) -> None:
    with pytest.raises(nit_rules.RatingsError, match="give a str, Decimal or int"):
        nit_rules.score(catalog.methodology("nit/2020"), KAZAKHSTAN | {"cs": value})
    with pytest.raises(nit_rules.InputError, match=r"cs: .* give a str, Decimal or int"):
        nit_rules.Record("X", "2021", KAZAKHSTAN | {"cs": value})


def test_ids_are_text(catalog: Catalog) -> None:
    method = catalog.methodology("nit/2020")
    ratings: Any = {**KAZAKHSTAN, 1: "2"}
    asked: list[Callable[[], object]] = [
        lambda: nit_rules.solve(method, ratings),
        lambda: nit_rules.score(method, ratings),
        lambda: nit_rules.sensitivity(method, KAZAKHSTAN, down={1: "0.1"}),  # type: ignore[dict-item]  # likewise
    ]
    for ask in asked:
        with pytest.raises(
            nit_rules.RatingsError, match=r"1: nit/2020@1.0.0 has no .* 1; an id is a str, not int\Z"
        ):
            ask()
    with pytest.raises(nit_rules.InputError, match=r"\A1: an id is a str, not int\Z"):
        nit_rules.Record(claims={1: "4"})  # type: ignore[arg-type]  # likewise


@pytest.mark.parametrize("values", [(("democracy_score", "4"),), "4.00", None, 4])
def test_claims_are_a_mapping_or_stated(values: object) -> None:
    for field in ("ratings", "claims"):
        with pytest.raises(
            nit_rules.InputError, match="give a mapping of ids to values, or a tuple of Stated"
        ):
            nit_rules.Record(**{field: values})  # type: ignore[arg-type]  # likewise
    stated = nit_rules.Stated("democracy_score", "4.00")
    assert nit_rules.Record(claims=[stated]).claims == (stated,)


def test_what_is_stated_is_text() -> None:
    stated = (nit_rules.Stated("democracy_score", 4), nit_rules.Stated("status", None))  # type: ignore[arg-type]
    with pytest.raises(nit_rules.InputError) as caught:
        nit_rules.Record(claims=stated)
    assert [str(one) for one in caught.value.problems] == [
        "democracy_score: a Stated holds a str as 'text', not int",
        "status: a Stated holds a str as 'text', not NoneType",
    ]


def test_all_that_is_wrong_with_ratings_is_said_at_once(catalog: Catalog) -> None:
    ratings = {"nvg": "1", "ep": "1.30", "cs": "abc", "im": "7.25"}
    with pytest.raises(nit_rules.RatingsError) as caught:
        nit_rules.score(catalog.methodology("nit/2020"), ratings)
    assert str(caught.value).splitlines() == [
        "nvg: nit/2020@1.0.0 has no indicator 'nvg'; did you mean 'ndg'?",
        "ep: 1.30 is not a rating from 1.00 to 7.00 in steps of 0.25",
        "cs: 'abc' is not a number",
        "im: 7.25 is not a rating from 1.00 to 7.00 in steps of 0.25",
        "ndg: no rating of National Democratic Governance; all are needed",
        "ldg: no rating of Local Democratic Governance; all are needed",
        "jfi: no rating of Judicial Framework and Independence; all are needed",
        "co: no rating of Corruption; all are needed",
    ]


def test_versions_that_a_program_gives_may_be_any_text(catalog: Catalog) -> None:
    own = evolve(catalog.methodology("nit/2020"), name="my/own", version="draft")
    with pytest.raises(
        nit_rules.UnknownMethodologyError, match="no such version: 'my/own@9'; my/own has draft"
    ):
        catalog.with_methodologies([own]).methodology("my/own@9")


def test_a_missing_rating_is_never_guessed(catalog: Catalog) -> None:
    with pytest.raises(nit_rules.RatingsError, match="co: no rating of Corruption; all are needed"):
        nit_rules.score(catalog.methodology("nit/2020"), {k: v for k, v in KAZAKHSTAN.items() if k != "co"})


def test_two_composites_are_scored_side_by_side(catalog: Catalog) -> None:
    ratings = {"ep": "5.75", "cs": "4.50", "im": "5.00", "gov": "5.25", "cljf": "5.25", "co": "6.00"}
    score = nit_rules.score(catalog.methodology("nit/1999"), ratings)
    assert {name: figure.text for name, figure in score.figures.items()} == {
        "democratization": "5.13",
        "rule_of_law": "5.63",
    }
    assert [step.rule for step in score.derivation] == ["democratization", "rule_of_law"]


def test_the_derivation_can_be_followed_with_a_pencil(catalog: Catalog) -> None:
    score = nit_rules.score(catalog.methodology("nit/2020"), KAZAKHSTAN)
    assert [step.working for step in score.derivation] == [
        "9.25 / 7 = 37/28 = 1.321428… → 1.32",
        "(37/28 − 1) / 6 × 100 = 75/14 = 5.357142… → 5.36",
        "75/14 = 5.357142… → 5",
        "1.321428… is at most 2.00 → Consolidated Authoritarian Regime",
    ]
    assert all(step.evidence.citations for step in score.derivation)


def test_errors_share_a_root_and_carry_their_problems(catalog: Catalog) -> None:
    for error in (
        nit_rules.InputError,
        nit_rules.RatingsError,
        nit_rules.RuleFileError,
        nit_rules.UnknownEditionError,
        nit_rules.UnknownMethodologyError,
    ):
        assert issubclass(error, nit_rules.NitRulesError)
    with pytest.raises(nit_rules.UnknownEditionError) as caught:
        catalog.for_edition("2018")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301


@pytest.mark.parametrize(
    ("edition", "printing", "method"),
    [
        ("2021", None, "nit/2020"),
        ("2018", "first", "nit/2005"),
        ("2018", "republished", "nit/2020"),
        ("1999", "first", "nit/1999"),
        ("1999-2000", "republished", "nit/2004"),
    ],
)
def test_the_methodology_of_an_edition(
    catalog: Catalog, edition: str, printing: str | None, method: str
) -> None:
    assert catalog.for_edition(edition, printing=printing).name == method


@pytest.mark.parametrize("edition", ["1996", "1997", "2025", "", "twenty"])
def test_an_edition_without_a_known_method_says_what_is_covered(catalog: Catalog, edition: str) -> None:
    with pytest.raises(nit_rules.UnknownEditionError, match="edition"):
        catalog.for_edition(edition)


def test_only_results_have_a_json(catalog: Catalog) -> None:
    solution = nit_rules.solve(catalog.methodology("nit/2020"), {"democracy_score": "1.32"})
    for one in (catalog, solution.composites[0], solution.composites[0].sums[0]):
        with pytest.raises(TypeError, match="no result of nit-rules"):
            nit_rules.to_json(one)


@pytest.mark.parametrize("values", [["1.25"], None, "ndg=1.25", 4])
def test_values_are_given_by_their_ids(catalog: Catalog, values: Any) -> None:
    method = catalog.methodology("nit/2020")
    asked: list[Callable[[Any], object]] = [
        lambda given: nit_rules.score(method, given),
        lambda given: nit_rules.solve(method, given),
        lambda given: nit_rules.sensitivity(method, given),
        lambda given: nit_rules.compare(method, method, given),
    ]
    for ask in asked:
        with pytest.raises(
            nit_rules.RatingsError, match=r"\Aratings: give a mapping of ids to values, not \w+\Z"
        ):
            ask(values)


def test_a_printing_that_is_none_is_told_as_such(catalog: Catalog) -> None:
    with pytest.raises(
        nit_rules.UnknownEditionError, match="printing is 'first' or 'republished', not 'frist'"
    ):
        catalog.for_edition("2018", "frist")


def test_a_problem_is_one_line() -> None:
    (problem,) = nit_rules.audit(CATALOG, nit_rules.Record("X", "2021", claims={"a\nb\x1b": "1"})).problems
    assert "\n" not in str(problem)
    assert "\x1b" not in str(problem)


@pytest.mark.parametrize("name", [None, 5, ["nit/2020"]])
def test_a_methodology_is_asked_for_by_a_name(catalog: Catalog, name: Any) -> None:
    with pytest.raises(nit_rules.UnknownMethodologyError, match="a str as in 'nit/2020'"):
        catalog.methodology(name)


def test_a_record_names_its_methodology() -> None:
    with pytest.raises(nit_rules.InputError, match="record: int is no label or name; give a str"):
        nit_rules.Record(methodology=5)  # type: ignore[arg-type]  # likewise


def test_public_names_are_there() -> None:
    assert set(nit_rules.__all__) <= set(dir(nit_rules))
    assert all(getattr(nit_rules, name) is not None for name in nit_rules.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        # Type checkers know as well, or this comment would be one too many.
        _ = nit_rules.nothing  # type: ignore[attr-defined]


def test_labels_are_text(catalog: Catalog) -> None:
    for values in ({"edition": 2021}, {"subject": 7}):
        with pytest.raises(nit_rules.InputError, match="give a str"):
            nit_rules.Record(**values)  # type: ignore[arg-type]  # what a program without types may do
    with pytest.raises(nit_rules.UnknownEditionError, match="give a str, as in '2021', not 2021"):
        catalog.for_edition(2021)  # type: ignore[arg-type]  # likewise


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        (
            {"changes": (Change("ep", cast("Any", 1.0), "1.25"),)},
            "ep: a Change holds a str as 'before', not float",
        ),
        (
            {"changes": (Change(cast("Any", ["x"]), "1.00", "1.25"),)},
            "['x']: a Change holds a str as 'figure', not list",
        ),
        (
            {"ratings": (Stated("ndg", "1.25", cast("Any", None)),)},
            "ndg: a Stated holds a str as 'at', not NoneType",
        ),
        ({"scale_direction": 7}, "record: int is no label or name; give a str, as in '2021' or 'nit/2020'"),
        ({"at": None}, "record: a place is a str, not NoneType"),
        (
            {"ratings": {"ep": Decimal("1E+200000000")}},
            "ep: a Decimal of more than 60 digits is no printed number",
        ),
        (
            {"ratings": {"ep": Decimal("1E-200000000")}},
            "ep: a Decimal of more than 60 digits is no printed number",
        ),
        ({"changes": [("ep", "1.00", "1.25")]}, "('ep', '1.00', '1.25') is no stated change"),
        ({"previous": "Kazakhstan 2020"}, "record: previous is a Record, not str"),
        ({"ratings": {"ep": 10**5000}}, "ep: an int of more than 60 digits is no printed number"),
    ],
)
def test_a_record_of_wrong_types_says_so(wrong: dict[str, Any], line: str) -> None:
    with pytest.raises(nit_rules.InputError) as caught:
        nit_rules.Record("Kazakhstan", "2021", **wrong)
    assert line in str(caught.value)


def test_columns_that_are_carried_along_may_be_a_mapping() -> None:
    record = nit_rules.Record("Kazakhstan", "2021", extra={"Region": "Eurasia"})
    assert record.extra == (("Region", "Eurasia"),)
    assert hash(record)


def test_an_audit_by_itself_loses_nothing_in_json(catalog: Catalog) -> None:
    previous = nit_rules.Record(
        "Kazakhstan", "2020", claims={"status": "Not Free", "democracy_score": "1.39"}
    )
    record = nit_rules.Record("Kazakhstan", "2021", claims={"democracy_score": "1.32"}, previous=previous)
    entry = json.loads(nit_rules.to_json(nit_rules.audit(catalog, record)))
    assert entry["notes"] == []
    assert [one["published"] for one in entry["previous"]["findings"]] == ["1.39"]
    assert [one["code"] for one in entry["previous"]["notes"]] == ["left-out"]


def test_changes_may_be_any_sequence() -> None:
    change = Change("ep", "1.00", "1.25")
    record = nit_rules.Record("Kazakhstan", "2021", changes=cast("Any", [change]))
    assert record.changes == (change,)
    assert hash(record)


@pytest.mark.parametrize(
    "view", ["rule", "indicator", "lattice_of", "indicator_names", "figure_names", "scale.known_positions"]
)
def test_nobody_changes_a_methodology(catalog: Catalog, view: str) -> None:
    held = attrgetter(view)(catalog.methodology("nit/2020"))
    assert held
    with pytest.raises((TypeError, AttributeError)):
        held.clear()


def test_messages_of_the_library_do_not_only_speak_of_the_command_line(catalog: Catalog) -> None:
    with pytest.raises(nit_rules.UnknownEditionError, match="to audit a later release, name the methodology"):
        catalog.for_edition("2030")
    (problem,) = nit_rules.audit(catalog, nit_rules.Record("X", ratings=KAZAKHSTAN)).problems
    assert "name an edition or a methodology" in problem.message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"extra": 5}, "5 is no pair of str"),
        ({"extra": {1: "a"}}, r"\(1, 'a'\) is no pair of str"),
        ({"extra": [("a", "b", "c")]}, r"\('a', 'b', 'c'\) is no pair of str"),
        ({"problems": ["x"]}, "'x' is no Problem"),
        ({"problems": None}, "None is no Problem"),
        (
            {"changes": [Change("ep", "1.00", "1.25", complete=cast("Any", "no"))]},
            "holds a bool as 'complete', not str",
        ),
        ({"previous": nit_rules.Record(previous=nit_rules.Record())}, "has a previous of its own"),
    ],
)
def test_what_a_record_cannot_hold_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(nit_rules.InputError, match=f"^record: .*{message}"):
        nit_rules.Record(**fields)


def test_what_is_carried_along_may_be_a_list_of_pairs() -> None:
    record = nit_rules.Record(extra=cast("Any", [("Region", "Eurasia")]))
    assert record.extra == (("Region", "Eurasia"),)
    assert hash(record)


@pytest.mark.parametrize(
    "call",
    [
        lambda _, id_: nit_rules.score(id_, KAZAKHSTAN),
        lambda _, id_: nit_rules.solve(id_, {}),
        lambda _, id_: nit_rules.sensitivity(id_, KAZAKHSTAN),
        lambda _, id_: nit_rules.compare(id_, id_, KAZAKHSTAN),
        lambda catalog, id_: nit_rules.compare(catalog.methodology(id_), id_, KAZAKHSTAN),
        lambda _, id_: nit_rules.frames.score(pl.DataFrame(), id_),
        lambda _, id_: nit_rules.frames.audit(pl.DataFrame(), id_),
    ],
)
def test_an_id_is_no_methodology(catalog: Catalog, call: Callable[[Catalog, Any], object]) -> None:
    message = r"^methodology: give a Methodology, as from catalog.methodology\('nit/2020'\), not 'nit/2020'$"
    with pytest.raises(nit_rules.InputError, match=message):
        call(catalog, "nit/2020")


def test_arguments_in_each_others_place_are_told(catalog: Catalog) -> None:
    with pytest.raises(nit_rules.InputError, match=r"give a Catalog, as from load_catalog\(\), not Record"):
        nit_rules.audit(cast("Any", nit_rules.Record()), cast("Any", catalog))
    with pytest.raises(nit_rules.InputError, match="give a Record, one subject in one edition, not NoneType"):
        nit_rules.audit(catalog, cast("Any", None))
    with pytest.raises(nit_rules.InputError, match="give a Record, one subject in one edition, not int"):
        closest(catalog, cast("Any", [1]))
    with pytest.raises(nit_rules.InputError, match=r"give a Catalog, as from load_catalog\(\), not 'x'"):
        closest(cast("Any", "x"), [nit_rules.Record()])


def test_a_mapping_that_makes_up_values_is_asked_for_none(catalog: Catalog) -> None:
    ratings = defaultdict(lambda: "1.00", {"ndg": "1.25"})
    with pytest.raises(nit_rules.RatingsError, match="ep: no rating of Electoral Process"):
        nit_rules.score(catalog.methodology("nit/2020"), ratings)
    assert list(ratings) == ["ndg"]


def test_any_mapping_is_scored_alike(catalog: Catalog) -> None:
    method = catalog.methodology("nit/2020")
    assert nit_rules.score(method, MappingProxyType(KAZAKHSTAN)) == nit_rules.score(method, KAZAKHSTAN)


def test_whole_numbers_of_numpy_are_whole_numbers(catalog: Catalog) -> None:
    method = catalog.methodology("nit/2020")
    ones = dict.fromkeys(method.indicator, np.int64(1))
    assert nit_rules.score(method, cast("Any", ones)) == nit_rules.score(
        method, dict.fromkeys(method.indicator, 1)
    )


def test_a_methodology_of_other_rules_needs_another_version(catalog: Catalog) -> None:
    method = catalog.methodology("nit/2020")
    assert catalog.with_methodologies([method]).methodologies == catalog.methodologies
    other = evolve(method, rules=method.rules[:1])
    with pytest.raises(nit_rules.RuleFileError, match="is there already, with other rules"):
        catalog.with_methodologies([other])
    with pytest.raises(nit_rules.RuleFileError, match="give this one another version"):
        catalog.with_methodologies([evolve(other, version="2.0.0"), evolve(method, version="2.0.0")])


def test_halves_of_surrogate_pairs_can_be_keys(catalog: Catalog) -> None:
    record = nit_rules.Record("x", "2021", extra={"\ud800": "1"}, claims={"\udfff": "2"})
    assert "\ufffd" in nit_rules.to_json(nit_rules.audit(catalog, record))


def test_ids_and_printings_without_end_take_no_time(catalog: Catalog) -> None:
    claims = tuple(Stated("democracy_score", "1.32", str(place)) for place in range(20_000))
    (finding,) = nit_rules.audit(catalog, nit_rules.Record("x", "2021", claims=claims)).findings
    assert finding.at.startswith("0, 1, 2, ")
    assert finding.at.endswith(", 19999")
    with pytest.raises(nit_rules.UnknownEditionError) as error:
        catalog.edition("2" * 1_000_000)
    assert len(str(error.value)) < 1000
