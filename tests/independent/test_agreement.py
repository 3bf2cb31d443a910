"""`nit_rules.audit` says what the definitions say, on records made up to be right, wrong and half known."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nit_rules
from independent import naive
from independent.naive import Claim, Verdict

CATALOG = nit_rules.load_catalog()
METHODS = sorted(naive.COMPOSITES)
#: Off the scale, or between its steps.
MISPRINTED_RATINGS = ("0.75", "1.30", "7.25", "70", "4.1")


def stated(claims: list[Claim]) -> tuple[nit_rules.Stated, ...]:
    return tuple(
        nit_rules.Stated(figure, value, f"line {line}") for line, (figure, value) in enumerate(claims, 1)
    )


def audited(methodology: str, ratings: list[Claim], claims: list[Claim]) -> list[Verdict]:
    """What the package says, in the words of the other."""
    record = nit_rules.Record("X", methodology=methodology, ratings=stated(ratings), claims=stated(claims))
    audit = nit_rules.audit(CATALOG, record)
    assert audit.problems == ()
    return [
        Verdict(
            finding.figure,
            finding.published,
            finding.verdict.value,
            None if finding.expected is None else str(finding.expected),
            finding.exact,
            finding.sources,
            finding.rivals if finding.figure in naive.FIGURES[methodology] else (),
            finding.possible and (str(finding.possible[0]), str(finding.possible[1])),
        )
        for finding in audit.findings
    ]


def in_order(findings: list[Verdict]) -> list[Verdict]:
    return sorted(findings, key=lambda finding: (finding.figure, finding.published))


def reprinted(value: str, how: str) -> str:
    """A number with other digits: fewer, a zero more, another last digit."""
    if not value[0].isdigit():
        return value
    if how == "fewer":
        return value[:-1].rstrip(".") or value
    if how == "zero":
        return value + ("0" if "." in value else ".0")
    if how == "digit":
        return value[:-1] + str((int(value[-1]) + 1) % 10)
    return value


@st.composite
def records(draw: st.DrawFn) -> tuple[str, list[Claim], list[Claim]]:
    """A methodology, ratings of which some may be unknown or misprinted, and claims of which some are off."""
    methodology = draw(st.sampled_from(METHODS))
    ratings: list[Claim] = []
    means = {}
    for composite, indicators in naive.COMPOSITES[methodology].items():
        steps = {name: draw(st.integers(0, 24)) for name in indicators}
        unknown = draw(st.sets(st.sampled_from(indicators)) | st.just(set(indicators)) | st.just(set()))
        total = sum(steps.values()) * naive.QUARTER + len(indicators)
        means[composite] = total / len(indicators)
        ratings += [
            (name, naive.text(1 + step * naive.QUARTER, 2))
            for name, step in steps.items()
            if name not in unknown
        ]
    for place in draw(st.sets(st.integers(0, len(ratings) - 1), max_size=2) if ratings else st.just(set())):
        ratings[place] = (ratings[place][0], draw(st.sampled_from(MISPRINTED_RATINGS)))
    claims: dict[Claim, None] = {}
    for figure in draw(st.lists(st.sampled_from(naive.FIGURES[methodology]), min_size=1, max_size=5)):
        composite = naive.composite_of(methodology, figure)
        count = len(naive.COMPOSITES[methodology][composite])
        shift = draw(st.just(0) | st.integers(-3, 3) | st.integers(-24 * count, 24 * count))
        mean = min(max(means[composite] + shift * naive.QUARTER / count, Fraction(1)), Fraction(7))
        if draw(st.integers(0, 5)) == 0 and figure != "status":
            digits = draw(st.integers(1, 16))
            value = naive.text(naive.rounded(naive.exact(figure, mean), digits), digits)
        else:
            how = draw(st.sampled_from(["as it is", "as it is", "as it is", "fewer", "zero", "digit"]))
            value = reprinted(naive.printed(methodology, figure, mean), how)
        if all(name != figure or not same(value, other) for name, other in claims):
            claims[figure, value] = None
    return methodology, ratings, list(claims)


def same(one: str, other: str) -> bool:
    """Equal printings of a figure are one claim."""
    numbers = one[0].isdigit() and other[0].isdigit()
    return Fraction(one) == Fraction(other) if numbers else one == other


@settings(max_examples=300, deadline=None)
@given(records())
def test_the_audit_says_what_the_definitions_say(record: tuple[str, list[Claim], list[Claim]]) -> None:
    assert in_order(audited(*record)) == in_order(naive.verdicts(*record))


SEVEN_KNOWN = [(name, "4.50") for name in naive.SEVEN[:6]] + [("co", "4.25")]


@pytest.mark.parametrize(
    ("methodology", "ratings", "claims", "expected"),
    [
        pytest.param(
            "nit/2020", SEVEN_KNOWN, [("democracy_score", "4.50")],
            [("contradicted", "4.46", ("ratings",), ())],
            id="one step away from what the ratings give",
        ),
        pytest.param(
            "nit/2005", [], [("democracy_score", "5.99")],
            [("contradicted", None, (), ())],
            id="a figure that no ratings give",
        ),
        pytest.param(
            "nit/2020", [], [("democracy_score", "3.82"), ("democracy_percentage_rounded", "35")],
            [
                ("conflicting", None, (), ("democracy_percentage_rounded",)),
                ("conflicting", None, (), ("democracy_score",)),
            ],
            id="two figures that exclude each other",
        ),
        pytest.param(
            "nit/2020", [], [("democracy_score", "1.32"), ("democracy_percentage_rounded", "5")],
            [("undetermined", None, (), ()), ("reproduced", "5", ("democracy_score",), ())],
            id="a score determines the whole percentage, which leaves two scores",
        ),
    ],
)  # fmt: skip
def test_the_definitions_say_what_is_known_of_real_cases(
    methodology: str,
    ratings: list[Claim],
    claims: list[Claim],
    expected: list[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]],
) -> None:
    found = naive.verdicts(methodology, ratings, claims)
    assert [(one.verdict, one.expected, one.sources, one.rivals) for one in found] == expected
    assert in_order(audited(methodology, ratings, claims)) == in_order(found)


@pytest.mark.parametrize("methodology", METHODS)
def test_every_row_of_every_lattice_is_what_the_definitions_print(methodology: str) -> None:
    method = CATALOG.methodology(methodology)
    assert tuple(method.rule) == naive.FIGURES[methodology]
    for lattice in method.lattices:
        assert lattice.indicators == naive.COMPOSITES[methodology][lattice.id]
        totals = naive.sums(len(lattice.indicators))
        assert [Fraction(row.sum) for row in lattice.rows] == totals
        for row, total in zip(lattice.rows, totals, strict=True):
            mean = total / len(lattice.indicators)
            assert {figure: value.text for figure, value in row.figures.items()} == {
                rule.id: naive.printed(methodology, rule.id, mean) for rule in lattice.rules
            }
