"""Nothing smaller is missed: the fewest edits that make a record right, by brute force, are among the diagnoses."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from diagnosed import BULGARIA, check_every_edit, figures, made, the, wrong
from nit_rules import Audit, Methodology, Stated, audit
from nit_rules.model import Edit
from nit_rules.verdicts import examine
from shipped import CATALOG, KAZAKHSTAN
from shipped import NIT_2020 as NIT
from strategies import every_rating_vector, made_up, printed_ratings

Edits = frozenset[Edit]
SMALL = made_up(indicators=3, size=4, cuts=(2,))
SMALL_CATALOG = CATALOG.with_methodologies([SMALL])


def is_right(method: Methodology, ratings: Mapping[str, str], claims: Mapping[str, str]) -> bool:
    findings = examine(method, made(dict(ratings), dict(claims), method)).findings
    return not any(finding.verdict.is_wrong for finding in findings)


def grid(method: Methodology) -> list[str]:
    return [str(method.scale.printed(position)) for position in range(method.scale.size + 1)]


def changed(texts: Mapping[str, str], edits: Edits) -> dict[str, str]:
    return {**texts, **{edit.id: edit.after for edit in edits if edit.id in texts and edit.after is not None}}


def smallest(method: Methodology, ratings: Mapping[str, str], claims: Mapping[str, str]) -> set[Edits]:
    """All sets of the fewest edits, two at most and one rating among them at most; by trying every one."""
    moves = [Edit(one, text, to) for one, text in ratings.items() for to in grid(method) if to != text]
    values = {one: {row.figures[one].text for row in method.lattice_of[one].rows} for one in claims}
    replaced = [Edit(one, text, to) for one, text in claims.items() for to in values[one] if to != text]

    def sets() -> Iterator[list[Edits]]:
        yield [frozenset([one]) for one in (*moves, *replaced)]
        pairs = (frozenset([one, other]) for one, other in product((*moves, *replaced), replaced))
        yield [pair for pair in pairs if len({edit.id for edit in pair}) == 2]

    for some in sets():
        right = {one for one in some if is_right(method, changed(ratings, one), changed(claims, one))}
        if right:
            return right
    return set()


def named(found: Audit) -> set[Edits]:
    """All alternatives that diagnoses name, and what the findings say that claims should be."""
    expected = {
        Edit(one.figure, one.published, str(one.expected)) for one in wrong(found) if one.expected is not None
    }
    return {
        frozenset(edits) for finding in wrong(found) for one in finding.diagnoses for edits in one.edits
    } | ({frozenset(expected)} if len(expected) == len(wrong(found)) else set())


def is_named(edits: Edits, among: set[Edits]) -> bool:
    """Whether a set is named, with its claims replaced, or removed where they could be one of too many values."""
    removed = frozenset(
        Edit(one.id, one.before, None if one.id in SMALL.rule else one.after) for one in edits
    )
    return edits in among or removed in among


class TestOneRatingAndOneClaim:
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def test_the_fewest_edits_are_named(self, data: st.DataObject) -> None:
        """Brute force over all sets of at most one rating and two edits on a small scale, all ratings known."""
        ratings = data.draw(st.sampled_from(every_rating_vector(SMALL)))
        claims = figures(SMALL, data.draw(st.sampled_from(every_rating_vector(SMALL))))
        other = figures(SMALL, data.draw(st.sampled_from(every_rating_vector(SMALL))))
        claims |= {one: other[one] for one in data.draw(st.sets(st.sampled_from(list(claims))))}
        kept = data.draw(st.sets(st.sampled_from(list(claims)), min_size=1))
        record = made(ratings, {one: text for one, text in claims.items() if one in kept}, SMALL)
        claims = {one.figure: one.text for one in record.claims}
        assume(not is_right(SMALL, ratings, claims))
        fewest = smallest(SMALL, ratings, claims)
        among = named(check_every_edit(SMALL_CATALOG, record))
        missed = {one for one in fewest if not is_named(one, among)}
        assert not missed
        # Nothing is proposed of one rating alone that brute force does not find.
        alone = {one for one in among if len(one) == 1 and next(iter(one)).id in ratings}
        assert alone <= fewest

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def test_so_are_those_with_a_rating_where_not_all_are_known(self, data: st.DataObject) -> None:
        ratings = data.draw(st.sampled_from(every_rating_vector(SMALL)))
        known = data.draw(st.sets(st.sampled_from(list(ratings)), min_size=1, max_size=2))
        ratings = {one: text for one, text in ratings.items() if one in known}
        one, other = (data.draw(st.sampled_from(every_rating_vector(SMALL))) for _ in range(2))
        claims = figures(SMALL, one)
        claims |= {it: figures(SMALL, other)[it] for it in data.draw(st.sets(st.sampled_from(list(claims))))}
        assume(not is_right(SMALL, ratings, claims))
        fewest = smallest(SMALL, ratings, claims)
        among = named(check_every_edit(SMALL_CATALOG, made(ratings, claims, SMALL)))
        assert all(is_named(it, among) for it in fewest if any(edit.id in ratings for edit in it))

    @given(printed_ratings(NIT), st.data())
    def test_a_planted_pair_is_named_on_the_shipped_methodology(
        self, ratings: dict[str, str], data: st.DataObject
    ) -> None:
        claims = figures(NIT, ratings)
        indicator = data.draw(st.sampled_from(list(ratings)))
        figure = data.draw(st.sampled_from(list(claims)))
        moved = ratings | {indicator: data.draw(st.sampled_from(grid(NIT)))}
        rows = NIT.lattices[0].rows
        mixed = claims | {figure: data.draw(st.sampled_from(rows)).figures[figure].text}
        planted = {
            Edit(indicator, moved[indicator], ratings[indicator]),
            Edit(figure, mixed[figure], claims[figure]),
        }
        planted = {edit for edit in planted if edit.before != edit.after}
        assume(len(planted) == 2)
        single = any(is_right(NIT, moved | {one: text}, mixed) for one in moved for text in grid(NIT)) or any(
            is_right(NIT, moved, {k: v for k, v in mixed.items() if k != one}) for one in mixed
        )
        assume(not single)
        assert frozenset(planted) in named(check_every_edit(CATALOG, made(moved, mixed)))

    def test_bulgaria_with_a_status_of_another_class(self) -> None:
        claims = {
            "democracy_score": "4.50",
            "democracy_percentage": "58.33",
            "status": "Consolidated Democracy",
        }
        found = check_every_edit(CATALOG, made(BULGARIA, claims))
        first = the(found, "democracy_score").diagnoses[0]
        assert first.says == (
            "one rating 0.25 higher would explain democracy_score 4.50 and democracy_percentage 58.33"
        )
        status = Edit("status", "Consolidated Democracy", "Semi-Consolidated Democracy")
        assert first.edits[0] == (Edit("ndg", "4.25", "4.50"), status)
        assert len(first.edits) == len(BULGARIA)
        assert first in the(found, "democracy_percentage").diagnoses
        assert first in found.diagnoses


class TestRatingsOffTheGrid:
    @given(printed_ratings(NIT), st.sampled_from(list(KAZAKHSTAN)), st.data())
    def test_each_value_that_fits_is_named_where_these_are_few(
        self, ratings: dict[str, str], indicator: str, data: st.DataObject
    ) -> None:
        claims = figures(NIT, ratings)
        kept = data.draw(st.sets(st.sampled_from(list(claims)), min_size=1))
        claims = {one: text for one, text in claims.items() if one in kept}
        fitting = [to for to in grid(NIT) if is_right(NIT, ratings | {indicator: to}, claims)]
        found = check_every_edit(CATALOG, made(ratings | {indicator: "9.99"}, claims))
        told = next((one for one in the(found, indicator).diagnoses if one.id == "rating-misprint"), None)
        if len(fitting) > 4:
            assert told is None
        else:
            assert told is not None
            assert told.says == f"the other ratings and the figures leave {' or '.join(fitting)}"
            # The nearest to what was printed comes first.
            assert told.edits == tuple((Edit(indicator, "9.99", to),) for to in reversed(fitting))

    def test_two_values_are_both_named(self) -> None:
        ratings = BULGARIA | {"ndg": "3.00", "co": "9.99"}
        found = check_every_edit(CATALOG, made(ratings, {"democracy_percentage_rounded": "55"}))
        told = the(found, "co").diagnoses[1]
        assert told.says == "the other ratings and the figures leave 3.75 or 4.00"
        assert told.edits == ((Edit("co", "9.99", "4.00"),), (Edit("co", "9.99", "3.75"),))

    @given(printed_ratings(NIT), st.sampled_from(list(KAZAKHSTAN)), st.data())
    def test_a_wrong_claim_beside_it_is_put_right_as_well(
        self, ratings: dict[str, str], indicator: str, data: st.DataObject
    ) -> None:
        claims = figures(NIT, ratings)
        rows = NIT.lattices[0].rows
        mixed = claims | {"democracy_score": data.draw(st.sampled_from(rows)).figures["democracy_score"].text}
        assume(not any(is_right(NIT, ratings | {indicator: to}, mixed) for to in grid(NIT)))
        found = check_every_edit(CATALOG, made(ratings | {indicator: "9.99"}, mixed))
        planted = {
            Edit(indicator, "9.99", ratings[indicator]),
            Edit("democracy_score", mixed["democracy_score"], claims["democracy_score"]),
        }
        assert frozenset(planted) in named(found)

    def test_of_two_only_values_that_reconcile_are_named(self) -> None:
        ratings = BULGARIA | {"ndg": "4.52", "ep": "5.05"}
        found = check_every_edit(CATALOG, made(ratings, {"democracy_score": "4.46"}))
        for figure in ("ndg", "ep"):
            told = [one for one in the(found, figure).diagnoses if one.edits]
            assert told
            for one in told:
                values = {edit.after for edits in one.edits for edit in edits if edit.id == figure}
                assert one.says.endswith(f" {' or '.join(sorted(map(str, values)))}")

    def test_many_are_told_without_edits(self) -> None:
        found = audit(CATALOG, made(dict.fromkeys(BULGARIA, "5.3"), {"democracy_score": "4.46"}))
        assert all(not one.edits for finding in wrong(found) for one in finding.diagnoses)

    def test_unequal_printings_beside_one_off_the_grid_are_made_equal(self) -> None:
        record = made(BULGARIA | {"ep": "5.51"}, {"democracy_score": "4.46"})
        twice = Stated("ndg", "2.25")
        check_every_edit(
            CATALOG, type(record)(ratings=(*record.ratings, twice), claims=record.claims, methodology=NIT.id)
        )
