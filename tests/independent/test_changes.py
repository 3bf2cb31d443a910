"""Stated changes, and editions that were printed twice, are audited as their definitions say."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import nit_rules
from independent import naive
from independent.test_agreement import CATALOG, stated

METHODOLOGY = "nit/2020"
values = st.integers(0, 24).map(lambda step: naive.text(1 + step * naive.QUARTER, 2))
ratings = st.fixed_dictionaries(dict.fromkeys(naive.SEVEN, values))


def some(whole: Mapping[str, str]) -> st.SearchStrategy[dict[str, str]]:
    """Some of the ratings, as a page may print them."""
    return st.sets(st.sampled_from(naive.SEVEN)).map(
        lambda names: {name: whole[name] for name in naive.SEVEN if name in names}
    )


def score(whole: Mapping[str, str]) -> str:
    return naive.printed(METHODOLOGY, "democracy_score", sum(map(Fraction, whole.values()), Fraction(0)) / 7)


@st.composite
def pages(
    draw: st.DrawFn,
) -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, str]], tuple[str, str], bool]:
    """What a page may say: ratings of two editions, changes of some, the two scores, whether that is all."""
    before = draw(ratings)
    after = before | draw(st.dictionaries(st.sampled_from(naive.SEVEN), values, max_size=3))
    changed = {name: (before[name], after[name]) for name in naive.SEVEN if before[name] != after[name]}
    told = draw(st.just(set(changed)) | st.sets(st.sampled_from(naive.SEVEN)))
    moved = {name: (before[name], after[name]) for name in naive.SEVEN if name in told}
    for name in draw(st.sets(st.sampled_from(sorted(moved)), max_size=1) if moved else st.just(set())):
        moved[name] = draw(st.tuples(values, values))
    scores = draw(st.just((score(before), score(after))) | st.tuples(ratings.map(score), ratings.map(score)))
    return draw(some(before)), draw(some(after)), moved, scores, draw(st.booleans())


@settings(max_examples=100, deadline=None)
@given(pages())
def test_stated_changes_have_the_verdict_of_their_definition(
    page: tuple[dict[str, str], dict[str, str], dict[str, tuple[str, str]], tuple[str, str], bool],
) -> None:
    before, after, moved, scores, lists_all = page
    changes = [nit_rules.Change(name, *pair, at=name, complete=lists_all) for name, pair in moved.items()]
    changes.append(nit_rules.Change("democracy_score", *scores, at="score", complete=lists_all))
    audit = nit_rules.audit(
        CATALOG,
        nit_rules.Record(
            methodology=METHODOLOGY,
            ratings=after,
            changes=tuple(changes),
            previous=nit_rules.Record(methodology=METHODOLOGY, ratings=before),
        ),
    )
    assert_as_defined(audit, before, page)


@settings(max_examples=50, deadline=None)
@given(pages())
def test_so_have_those_of_a_record_that_states_nothing_else_of_the_edition_before(
    page: tuple[dict[str, str], dict[str, str], dict[str, tuple[str, str]], tuple[str, str], bool],
) -> None:
    _, after, moved, scores, lists_all = page
    changes = [nit_rules.Change(name, *pair, at=name, complete=lists_all) for name, pair in moved.items()]
    changes.append(nit_rules.Change("democracy_score", *scores, at="score", complete=lists_all))
    record = nit_rules.Record(methodology=METHODOLOGY, ratings=after, changes=tuple(changes))
    assert_as_defined(nit_rules.audit(CATALOG, record), {}, page)


def assert_as_defined(
    audit: nit_rules.Audit,
    before: dict[str, str],
    page: tuple[dict[str, str], dict[str, str], dict[str, tuple[str, str]], tuple[str, str], bool],
) -> None:
    """The verdicts on the stated changes are those of the second implementation."""
    _, after, moved, scores, lists_all = page
    found = {change.figure: change.verdict.value for change in audit.changes}
    score_verdict = found.pop("democracy_score")
    assert found == {
        name: naive.rating_change(before.get(name), after.get(name), pair) for name, pair in moved.items()
    }
    assert score_verdict == naive.score_change(METHODOLOGY, before, after, moved, scores, lists_all=lists_all)


@settings(max_examples=100, deadline=None)
@given(
    ratings.flatmap(some),
    st.lists(
        st.tuples(st.just("democracy_score"), values)
        | st.tuples(st.just("status"), st.sampled_from(naive.LABELS)),
        max_size=3,
        unique=True,
    ),
)
def test_an_edition_printed_twice_is_audited_under_both_and_only_what_agrees_stands(
    known: dict[str, str], claims: list[naive.Claim]
) -> None:
    audit = nit_rules.audit(
        CATALOG, nit_rules.Record("X", "2011", ratings=stated(list(known.items())), claims=stated(claims))
    )
    both = [naive.verdicts(name, list(known.items()), claims) for name in ("nit/2005", "nit/2020")]
    assert (audit.methodology, audit.chosen.value) == (None, "both")
    assert [name.partition("@")[0] for name in audit.candidates] == ["nit/2005", "nit/2020"]
    expected = {}
    for first, second in zip(*both, strict=True):
        agreed = first.verdict == second.verdict
        expected[first.figure, first.published] = (
            first.verdict if agreed else "undetermined",
            first.expected if first.expected == second.expected else None,
            () if agreed else ((first.verdict, first.expected), (second.verdict, second.expected)),
        )
    assert expected == {
        (one.figure, one.published): (
            one.verdict.value,
            None if one.expected is None else str(one.expected),
            tuple(
                (outcome.verdict.value, None if outcome.expected is None else str(outcome.expected))
                for outcome in one.outcomes
            ),
        )
        for one in audit.findings
    }
