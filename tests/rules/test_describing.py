"""What is said of rules: the ranges of bands hold for every sum."""

import re
from decimal import Decimal, localcontext
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from nit_rules.describing import formula, ranges, shown
from nit_rules.model import Band, BandRule, Figure, Methodology
from shipped import NIT_2020
from strategies import small_methodologies

#: A printed value, and which part of it is a band's own.
OWN = re.compile(r"([-\d.]+) if (.+?)(?:, | before rounding)")


def opening(band: Band, key: str, bound: Decimal) -> Band:
    """The band with another bound."""
    return evolve(
        band, at_least=bound if key == "at_least" else None, above=bound if key == "above" else None
    )


def status(bound: str, key: str = "above", step: str = "0.01", reads: str = "exact") -> tuple[str, str]:
    """The ranges of the third and fourth class of nit/2020, with another bound between them."""
    mean, rule = NIT_2020.means[0], NIT_2020.rule["status"]
    assert isinstance(rule, BandRule)
    bands = (*rule.bands[:3], opening(rule.bands[3], key, Decimal(bound)), rule.bands[4])
    printed = evolve(mean, round=evolve(mean.round, step=Decimal(step)))
    banded = evolve(rule, bands=bands, reads=reads)
    said = dict(ranges(evolve(NIT_2020, rules=(printed, banded), legends=()), banded))
    return said["Transitional or Hybrid Regime"], said["Semi-Consolidated Democracy"]


def test_a_range_ends_where_its_bound_divides_what_is_printed() -> None:
    assert status("4.00") == ("3.01 to 4.00", "4.01 to 5.00")
    assert status("4.00", "at_least") == ("3.01 to 3.99", "4.00 to 5.00")


def test_a_score_that_is_printed_below_its_bound_is_in_the_range() -> None:
    # 111/28, which is printed 3.96, is above both bounds.
    for bound in ("3.96", "3.963"):
        assert status(bound) == ("3.01 to 3.95", "3.96 to 5.00")
    assert status("3.96", reads="rounded") == ("3.01 to 3.96", "3.97 to 5.00")


def test_what_two_bands_print_is_said_with_the_bound() -> None:
    # 109/28 and 110/28 are both printed 3.9; so are 3.00 and 85/28, 5.00 and 141/28 at their bounds.
    assert status("3.91", step="0.1") == (
        "3.0 to 3.9 (3.0 if above 3.00, 3.9 if at most 3.91 before rounding)",
        "3.9 to 5.0 (3.9 if above 3.91, 5.0 if at most 5.00 before rounding)",
    )
    assert status("3.91", "at_least", step="1") == (
        "3 to 4 (3 if above 3.00, 4 if below 3.91 before rounding)",
        "4 to 5 (4 if at least 3.91, 5 if at most 5.00 before rounding)",
    )


@given(small_methodologies(), st.data())
def test_a_figure_is_in_the_range_of_its_band_and_of_no_other(
    method: Methodology, data: st.DataObject
) -> None:
    rule = method.rules[-1]
    assert isinstance(rule, BandRule)
    low, high = (int(1000 * end) for end in method.range_of(rule.of))
    bounds = sorted(data.draw(st.sets(st.integers(low + 1, high - 1), min_size=1, max_size=4)))
    keys = st.sampled_from(["at_least", "above"])
    bands = [
        opening(Band(f"band {bound}", Decimal(0)), data.draw(keys), Decimal(bound) / 1000) for bound in bounds
    ]
    reads = data.draw(st.sampled_from(["exact", "rounded"]))
    rule = evolve(rule, reads=reads, bands=(rule.bands[0], *bands))
    method = evolve(method, rules=(*method.rules[:-1], rule))
    said = ranges(method, rule)
    for row in method.lattice_of[rule.id].rows:
        inside = [label for label, words in said if holds(words, row.figures[rule.of])]
        assert inside == [row.figures[rule.id].text]


def holds(words: str, figure: Figure) -> bool:
    """Whether a figure is in a range, for a reader who knows its exact value as well."""
    if words == "nothing":
        return False
    first, last = map(Decimal, words.partition(" (")[0].split(" to "))
    value, exact = Decimal(figure.text), figure.exact
    assert exact is not None
    own = (bounds.split(" and ") for shared, bounds in OWN.findall(words) if Decimal(shared) == value)
    return first <= value <= last and all(meets(exact, bound) for bounds in own for bound in bounds)


def meets(exact: Fraction, bound: str) -> bool:
    """Whether an exact value meets a bound in words."""
    how, _, number = bound.rpartition(" ")
    limit = Fraction(number)
    return {
        "above": exact > limit,
        "at least": exact >= limit,
        "below": exact < limit,
        "at most": exact <= limit,
    }[how]


def test_what_is_said_does_not_rest_on_the_precision_of_decimals() -> None:
    rescale = NIT_2020.rule["democracy_percentage"]
    with localcontext(prec=2):
        assert formula(NIT_2020, rescale) == "(democracy_score - 1) / 6 * 100"
        assert shown(Fraction(1001, 8)) == "125.125"
