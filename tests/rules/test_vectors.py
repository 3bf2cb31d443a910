"""The exported conformance vectors, read back with a second implementation that is deliberately naive."""

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest

from nit_rules.model import Methodology
from nit_rules.reports.vectors import vectors_json
from shipped import METHODS

CLASSES = [
    "Consolidated Authoritarian Regime",
    "Semi-Consolidated Authoritarian Regime",
    "Transitional or Hybrid Regime",
    "Semi-Consolidated Democracy",
    "Consolidated Democracy",
]


def rounded(value: Fraction, step: str) -> str:
    exact = Decimal(value.numerator * 10**12 // value.denominator) / 10**12
    # Twelve digits decide: all denominators here are below a thousand, so what is no tie is far from one.
    return str(exact.quantize(Decimal(step), ROUND_HALF_UP))


def naive(name: str, composite: str, count: int, total: Fraction) -> dict[str, str]:
    """Every figure of a sum, written down from the description of the method."""
    mean = total / count
    figures = {composite: rounded(mean, "0.01")}
    if name == "nit/2020":
        percentage = (mean - 1) / 6 * 100
        figures["democracy_percentage"] = rounded(percentage, "0.01")
        figures["democracy_percentage_rounded"] = rounded(percentage, "1")
        figures["status"] = CLASSES[sum(mean > edge for edge in (2, 3, 4, 5))]
    if name == "nit/2005":
        figures["status"] = CLASSES[4 - sum(mean >= edge for edge in (3, 4, 5, 6))]
    return figures


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_a_naive_implementation_agrees_with_every_row(method: Methodology) -> None:
    vectors: Any = json.loads(json.dumps(vectors_json(method)))
    assert vectors["methodology"] == method.id
    assert vectors["digest"] == method.digest
    for composite in vectors["composites"]:
        count = len(composite["indicators"])
        sums = [Decimal(row["sum"]) for row in composite["rows"]]
        assert sums == [count + Decimal("0.25") * n for n in range(24 * count + 1)]
        for row in composite["rows"]:
            assert row["figures"] == naive(method.name, composite["id"], count, Fraction(row["sum"]))


def test_nit_1999_has_two_composites() -> None:
    (method,) = [method for method in METHODS if method.name == "nit/1999"]
    composites = vectors_json(method)["composites"]
    assert [(one["id"], one["indicators"]) for one in composites] == [
        ("democratization", ["ep", "cs", "im", "gov"]),
        ("rule_of_law", ["cljf", "co"]),
    ]
