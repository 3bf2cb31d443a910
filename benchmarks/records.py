"""One record at a time: against hand-written Python, and against other tools at the work nearest to this."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial

import nit_rules
from benchmarks.timing import Line, each, show
from nit_rules.catalog import Catalog
from nit_rules.diagnosis import explain
from nit_rules.model import Methodology
from nit_rules.verdicts import examine

RATINGS = {
    "ndg": "1.25",
    "ep": "1.25",
    "cs": "1.50",
    "im": "1.25",
    "ldg": "1.50",
    "jfi": "1.25",
    "co": "1.25",
}
CLAIMS = {
    "democracy_score": "1.32",
    "democracy_percentage": "5.36",
    "democracy_percentage_rounded": "5",
    "status": "Consolidated Authoritarian Regime",
}
WRONG = (
    {
        "ndg": "4.25",
        "ep": "5.50",
        "cs": "5.50",
        "im": "3.25",
        "ldg": "4.75",
        "jfi": "4.25",
        "co": "3.75",
    },
    {
        "democracy_score": "4.46",
        "democracy_percentage": "57.74",
        "democracy_percentage_rounded": "58",
        "status": "Semi-Consolidated Democracy",
    },
)
BANDS = (
    (5, "Consolidated Democracy"),
    (4, "Semi-Consolidated Democracy"),
    (3, "Transitional or Hybrid Regime"),
    (2, "Semi-Consolidated Authoritarian Regime"),
)
LOWEST = "Consolidated Authoritarian Regime"


def by_floats(ratings: dict[str, str]) -> tuple[float, float, int, str]:
    """What one writes by hand: floats, `round`, a chain of comparisons, and the grid checked."""
    total = 0.0
    for text in ratings.values():
        value = float(text)
        if not 1 <= value <= 7 or value * 4 % 1:
            raise ValueError(text)
        total += value
    mean = total / len(ratings)
    percentage = (mean - 1) / 6 * 100
    status = next((label for bound, label in BANDS if mean > bound), LOWEST)
    return round(mean, 2), round(percentage, 2), int(percentage + 0.5), status


def by_fractions(ratings: dict[str, str]) -> tuple[Fraction, str]:
    mean = sum(map(Fraction, ratings.values()), Fraction(0)) / len(ratings)
    return (mean - 1) / 6 * 100, next((label for bound, label in BANDS if mean > bound), LOWEST)


def by_decimals(ratings: dict[str, str]) -> tuple[Decimal, Decimal, str]:
    mean = sum(map(Decimal, ratings.values()), Decimal(0)) / len(ratings)
    percentage = (mean - 1) / 6 * 100
    cent = Decimal("0.01")
    status = next((label for bound, label in BANDS if mean > bound), LOWEST)
    return mean.quantize(cent, ROUND_HALF_UP), percentage.quantize(cent, ROUND_HALF_UP), status


def others() -> list[tuple[str, Callable[[], object]]]:
    """Other tools, each at its own job of one record; those not installed are left out."""
    found: list[tuple[str, Callable[[], object]]] = []
    numbers = {name: float(text) for name, text in RATINGS.items()}
    try:
        import zen

        expression = zen.compile_expression(f"round(({' + '.join(RATINGS)}) / 7, 2)")
        found.append(("zen-engine: the score alone, compiled", lambda: expression.evaluate(numbers)))
    except ImportError:
        pass
    try:
        import rule_engine

        rule = rule_engine.Rule(f"({' + '.join(RATINGS)}) / 7 > 5")
        found.append(("rule-engine: one band, compiled", lambda: rule.matches(numbers)))
    except ImportError:
        pass
    try:
        from cvss import CVSS3

        found.append(
            ("cvss: one CVSS 3.1 vector", lambda: CVSS3("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"))
        )
    except ImportError:
        pass
    try:
        from scrutipy import grim_scalar

        found.append(("scrutipy: one GRIM test", lambda: grim_scalar("1.32", 28)))
    except ImportError:
        pass
    return found


def main() -> None:
    """Print the tables."""
    catalog = nit_rules.load_catalog()
    method = catalog.methodology("nit/2020")
    floats = each(lambda: by_floats(RATINGS))
    show(
        "Scoring one vector of ratings",
        [
            Line("floats by hand", floats),
            Line("`nit_rules.score`", each(lambda: nit_rules.score(method, RATINGS)), floats, 5),
            Line("`Fraction` by hand", each(lambda: by_fractions(RATINGS)), floats),
            Line("`Decimal` by hand", each(lambda: by_decimals(RATINGS)), floats),
            *(Line(what, each(work), floats) for what, work in others()),
        ],
    )
    full = nit_rules.Record("Kazakhstan", "2021", RATINGS, CLAIMS)
    claims_alone = nit_rules.Record("Kazakhstan", "2021", {}, CLAIMS)
    limit = 1e-6
    show(
        "Auditing one record with four claims (ratio: to 1 µs)",
        [
            Line("all ratings known", each(lambda: nit_rules.audit(catalog, full), 500), limit, 100),
            Line("no rating known", each(lambda: nit_rules.audit(catalog, claims_alone), 500), limit, 200),
        ],
    )
    given = {"democracy_score": "1.32", "co": "1.25"}
    millisecond = 1e-3
    show(
        "Explaining, solving, looking ahead (ratio: to 1 ms)",
        [
            *(
                Line(f"diagnosis: {what}", seconds, millisecond, 1)
                for what, seconds in _diagnoses(catalog, method)
            ),
            Line("`solve`", each(lambda: nit_rules.solve(method, given), 200), millisecond, 3),
            Line(
                "`sensitivity` with its distribution",
                each(lambda: nit_rules.sensitivity(method, RATINGS, off_by_one="0.2"), 200),
                millisecond,
                3,
            ),
        ],
    )


def _diagnoses(catalog: Catalog, method: Methodology) -> Iterator[tuple[str, float]]:
    """Records that are wrong in the ways that are met most, and the time of explaining each."""
    ratings, claims = WRONG
    for what, changed_ratings, changed_claims in (
        ("a score off by one step", {}, {"democracy_score": "4.50"}),
        ("a percentage from the rounded score", {}, {"democracy_percentage": "57.67"}),
        ("another country's four figures", {}, CLAIMS),
        ("a rating off the grid", {"co": "3.57"}, {}),
        ("two ratings off the grid", {"co": "3.57", "ep": "5.05"}, {}),
        ("three ratings off the grid", {"co": "3.57", "ep": "5.05", "im": "3.52"}, {}),
    ):
        record = nit_rules.Record("", "2023", ratings | changed_ratings, claims | changed_claims)
        seen = examine(method, record)
        yield what, each(partial(explain, catalog, record, seen), 100)
