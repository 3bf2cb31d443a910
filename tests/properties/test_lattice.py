"""Laws of the scale, the bands and the figures, on every row of every shipped lattice."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nit_rules.model import BandRule, Best, Lattice, Methodology, Rescale, is_empty, meet
from nit_rules.rounding import half_up
from shipped import METHODS, NIT_2005, NIT_2020

LATTICES = [
    pytest.param(method, lattice, id=f"{method.id}:{lattice.id}")
    for method in METHODS
    for lattice in method.lattices
]
over_all_lattices = pytest.mark.parametrize(("method", "lattice"), LATTICES)
over_all_methods = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)


@over_all_methods
def test_a_rating_is_on_the_scale_iff_it_is_on_a_step_within_the_bounds(method: Methodology) -> None:
    scale = method.scale
    for hundredths in range(-100, 1000):
        rating = Decimal(hundredths) / 100
        on_grid = scale.lowest <= rating <= scale.highest and (rating - scale.lowest) % scale.step == 0
        position = scale.position(str(rating))
        assert (position is not None) == on_grid
        if position is not None:
            assert scale.value(position) == Fraction(rating)
            assert scale.printed(position) == rating


@over_all_methods
def test_the_scale_goes_from_end_to_end(method: Methodology) -> None:
    scale = method.scale
    assert (scale.printed(0), scale.printed(scale.size)) == (scale.lowest, scale.highest)
    assert str(scale.printed(1)) == "1.25"


@over_all_lattices
def test_there_is_a_row_for_every_sum(method: Methodology, lattice: Lattice) -> None:
    count, step = len(lattice.indicators), Fraction(method.scale.step)
    assert len(lattice.rows) == count * method.scale.size + 1
    assert [Fraction(row.sum) for row in lattice.rows] == [
        count * Fraction(method.scale.lowest) + place * step for place in range(len(lattice.rows))
    ]


@over_all_lattices
def test_the_exact_score_is_the_mean(method: Methodology, lattice: Lattice) -> None:
    for row in lattice.rows:
        figure = row.figures[lattice.id]
        assert figure.exact == Fraction(row.sum) / len(lattice.indicators)
        assert figure.printed == Decimal(str(float_free(figure.exact, 2)))


def float_free(value: Fraction | None, digits: int) -> Decimal:
    """Half up by integers, written apart from the package's own rounding."""
    assert value is not None
    scaled = value * 10**digits
    return Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).scaleb(-digits)


@over_all_lattices
def test_every_figure_is_monotone_in_the_sum(method: Methodology, lattice: Lattice) -> None:
    for rule in lattice.rules:
        printed = [row.figures[rule.id].printed for row in lattice.rows]
        if isinstance(rule, BandRule):
            labels = [band.label for band in rule.bands]
            places = [labels.index(str(label)) for label in printed]
            assert places == sorted(places)
            assert set(places) == set(range(len(labels)))
        else:
            assert printed == sorted(printed)


@over_all_lattices
def test_what_is_said_to_be_immaterial_is(method: Methodology, lattice: Lattice) -> None:
    for rule in lattice.rules:
        if getattr(rule, "reads", None) != "immaterial":
            continue
        assert isinstance(rule, Rescale | BandRule)
        for row in lattice.rows:
            source = row.figures[rule.of]
            assert isinstance(source.printed, Decimal)
            rounded = Fraction(source.printed)
            if isinstance(rule, BandRule):
                band = rule.band(rounded)
                assert band is not None
                assert band.label == row.figures[rule.id].printed
            else:
                assert method.range_of(rule.of) == tuple(map(Fraction, rule.onto))
                assert rule.round(rounded) == row.figures[rule.id].printed


@over_all_lattices
def test_a_printed_figure_names_its_own_rows(method: Methodology, lattice: Lattice) -> None:
    for row in lattice.rows:
        for name, figure in row.figures.items():
            low, high = lattice.span(name, figure.text)
            assert low <= row.position <= high
            assert lattice.rows[low].figures[name].printed == lattice.rows[high].figures[name].printed
            assert low == 0 or lattice.rows[low - 1].figures[name].printed != figure.printed
            assert (
                high == len(lattice.rows) - 1
                or lattice.rows[high + 1].figures[name].printed != figure.printed
            )


def test_a_two_decimal_score_or_percentage_names_one_sum() -> None:
    (lattice,) = NIT_2020.lattices
    for figure in ("democracy_score", "democracy_percentage"):
        spans = [lattice.span(figure, row.figures[figure].text) for row in lattice.rows]
        assert spans == [(place, place) for place in range(169)]


def test_only_169_of_the_601_two_decimal_scores_can_be_printed() -> None:
    (lattice,) = NIT_2020.lattices
    texts = [f"{hundredths // 100}.{hundredths % 100:02}" for hundredths in range(100, 701)]
    assert sum(not is_empty(lattice.span("democracy_score", text)) for text in texts) == 169


def test_turning_the_scale_keeps_every_status() -> None:
    """The bands of 2005 and 2020 are exact mirrors: x -> 8 - x."""
    (old,), (new,) = NIT_2005.lattices, NIT_2020.lattices
    assert (NIT_2005.scale.best, NIT_2020.scale.best) == (Best.LOWEST, Best.HIGHEST)
    for place, row in enumerate(old.rows):
        turned = new.rows[-1 - place]
        assert turned.figures["status"] == row.figures["status"]
        old_score, new_score = row.figures["democracy_score"].exact, turned.figures["democracy_score"].exact
        assert old_score is not None
        assert new_score == 8 - old_score


def test_the_percentage_maps_the_ends_to_0_and_100() -> None:
    (lattice,) = NIT_2020.lattices
    ends = [lattice.rows[place].figures["democracy_percentage"].text for place in (0, -1)]
    assert ends == ["0.00", "100.00"]


def test_the_percentage_legend_is_not_the_status() -> None:
    """A law that must fail: percentage bands 0-17, 18-33, 34-50, 51-67, 68-100 miss exactly two reachable scores."""
    (lattice,) = NIT_2020.lattices
    labels = [band.label for rule in NIT_2020.rules if isinstance(rule, BandRule) for band in rule.bands]
    missed = []
    for row in lattice.rows:
        rounded = int(row.figures["democracy_percentage_rounded"].text)
        by_legend = labels[sum(rounded > bound for bound in (17, 33, 50, 67))]
        if by_legend != row.figures["status"].printed:
            missed.append(row.figures["democracy_score"].text)
    assert missed == ["2.04", "5.04"]


def test_half_even_is_not_half_up_on_six_indicators() -> None:
    """A law that must fail: six ratings give ties, seven cannot."""
    tied = {
        method.name: sum(
            lattice.mean.round.ties(exact)
            for lattice in method.lattices
            for row in lattice.rows
            if (exact := row.figures[lattice.id].exact) is not None
        )
        for method in METHODS
    }
    assert tied["nit/2004"] > 0
    assert tied["nit/2005"] == tied["nit/2020"] == 0


@pytest.mark.parametrize(
    ("claim", "agrees"),
    [
        ("1.32", True),
        ("1.320", True),
        ("1.3214", True),
        ("1.3214285714285714", True),
        ("1.321428571428571", True),
        ("01.32", True),
        ("1.3", False),
        ("1.33", False),
        ("1.3249", False),
        ("1.3215", False),
        ("1.3214285714", True),
        ("1.3214285715", False),
        ("1.3200000000000001", True),
        ("1.3199999999999998", True),
        ("1.3200000000001", True),
        ("1.32000000001", False),
        ("1.3500000000000001", False),
    ],
)
def test_which_claims_agree_with_37_28(claim: str, agrees: bool) -> None:
    (lattice,) = NIT_2020.lattices
    low, high = lattice.span("democracy_score", claim)
    assert (low <= 9 <= high) == agrees


def test_zeros_may_be_lost_but_not_digits() -> None:
    (lattice,) = NIT_2020.lattices
    assert lattice.span("democracy_score", "5") == lattice.span("democracy_score", "5.00") != (1, 0)
    assert is_empty(lattice.span("democracy_score", "6.6"))
    assert lattice.span("democracy_percentage_rounded", "5.0") == lattice.span(
        "democracy_percentage_rounded", "5"
    )


@given(st.sampled_from(LATTICES), st.data())
def test_a_claim_with_more_digits_agrees_iff_it_is_the_exact_value_rounded_half_up(
    params: object, data: st.DataObject
) -> None:
    _, lattice = params.values  # type: ignore[attr-defined]  # a pytest parameter set
    figure = lattice.mean.id
    digits = data.draw(st.integers(3, 9))
    row = data.draw(st.sampled_from(lattice.rows))
    exact = row.figures[figure].exact
    nudge = data.draw(st.integers(-2, 2))
    assert exact is not None
    value = half_up(exact, digits) + Fraction(nudge, 10**digits)
    text = f"{value.numerator * 10**digits // value.denominator}".rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}"
    stripped = text.rstrip("0")
    span = lattice.span(figure, text)
    kept = len(stripped.partition(".")[2])
    figures = [row.figures[figure] for row in lattice.rows]
    agreeing = [
        place
        for place, one in enumerate(figures)
        if (
            half_up(one.exact or Fraction(0), kept) == Fraction(stripped)
            if kept > 2
            else one.printed == Decimal(text)
        )
    ]
    assert agreeing == list(range(span[0], span[1] + 1))


spans = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted).map(tuple)


@given(spans, spans, spans)
def test_spans_that_meet_in_pairs_meet_in_common(
    a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]
) -> None:
    """Helly's theorem in one dimension, on which verdicts rest."""
    in_pairs = not any(map(is_empty, (meet(a, b), meet(b, c), meet(a, c))))
    assert in_pairs is not is_empty(meet(meet(a, b), c))
