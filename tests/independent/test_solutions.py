"""`nit_rules.solve` finds the sums and counts the vectors that brute force finds and counts."""

from fractions import Fraction

from hypothesis import given, settings

import nit_rules
from independent import naive
from independent.test_agreement import CATALOG, records


@settings(max_examples=50, deadline=None)
@given(records())
def test_the_sums_and_their_counts_are_those_of_brute_force(
    record: tuple[str, list[naive.Claim], list[naive.Claim]],
) -> None:
    methodology, ratings, claims = record
    known = {name: value for name, value in ratings if naive.on_grid(value)}
    solution = nit_rules.solve(CATALOG.methodology(methodology), {**known, **dict(claims)})
    found = {
        composite.id: naive.solutions(methodology, composite.id, known, list(dict(claims).items()))
        for composite in solution.composites
    }
    assert solution.reachable == all(found.values())
    for composite in solution.composites:
        sums = {Fraction(one.row.sum): one.vectors for one in composite.sums}
        assert sums == (found[composite.id] if solution.reachable else {})
