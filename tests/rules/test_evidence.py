"""The counts in the rule files (how many published figures agree, how many speak against the rival) are recounted.

The arithmetic here is deliberately not that of the package: plain fractions, and each rival written out.
"""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest

import golden
import nit_rules
from nit_rules.model import Evidence
from nit_rules.numerals import fold

CATALOG = nit_rules.load_catalog()
ROWS = golden.rows()
Row = dict[str, str]
#: What is found, what the rival would give, and what is printed.
Case = tuple[object, object, object]


def half_up(value: Fraction, digits: int) -> Fraction:
    return Fraction(math.floor(value * 10**digits + Fraction(1, 2)), 10**digits)


def half_even(value: Fraction, digits: int) -> Fraction:
    return Fraction(round(value * 10**digits), 10**digits)


def cut(value: Fraction, digits: int) -> Fraction:
    return Fraction(math.floor(value * 10**digits), 10**digits)


def printed_under(methodology: str) -> list[Row]:
    return [row for row in ROWS if golden.methodology_of(row) == methodology]


def means(methodology: str, rival: Callable[[Fraction, int], Fraction]) -> Iterator[Case]:
    """All rows with every rating and a score."""
    ids = CATALOG.methodology(methodology).indicator
    for row in printed_under(methodology):
        if row["democracy_score"] and all(row[id_] for id_ in ids):
            mean = sum((Fraction(row[id_]) for id_ in ids), Fraction(0)) / len(ids)
            yield half_up(mean, 2), rival(mean, 2), Fraction(row["democracy_score"])


def exact_score(row: Row) -> Fraction | None:
    """The only 28th that prints as the score of the row."""
    if not row["democracy_score"]:
        return None
    score = Fraction(row["democracy_score"])
    return next((Fraction(n, 28) for n in range(28, 197) if half_up(Fraction(n, 28), 2) == score), None)


def percentage(score: Fraction) -> Fraction:
    return (score - 1) / 6 * 100


def percentages() -> Iterator[Case]:
    for row in printed_under("nit/2020"):
        exact = exact_score(row)
        if exact is not None and row["democracy_percentage"]:
            rival = half_up(percentage(Fraction(row["democracy_score"])), 2)
            yield half_up(percentage(exact), 2), rival, Fraction(row["democracy_percentage"])


def integers() -> Iterator[Case]:
    for row in printed_under("nit/2020"):
        exact = exact_score(row)
        if exact is not None and row["democracy_percentage_rounded"]:
            value = percentage(exact)
            yield half_up(value, 0), half_even(value, 0), Fraction(row["democracy_percentage_rounded"])


def statuses() -> Iterator[Case]:
    labels = [
        "Consolidated Authoritarian Regime",
        "Semi-Consolidated Authoritarian Regime",
        "Transitional or Hybrid Regime",
        "Semi-Consolidated Democracy",
        "Consolidated Democracy",
    ]
    for row in printed_under("nit/2020"):
        exact = exact_score(row)
        if exact is not None and row["status"]:
            by_score = labels[sum(exact > edge for edge in (2, 3, 4, 5))]
            by_legend = labels[sum(half_up(percentage(exact), 0) >= edge for edge in (18, 34, 51, 68))]
            yield by_score, by_legend, row["status"]


def directions() -> Iterator[Case]:
    """The score of 2004 is nearer to that of 2005 than the turned one would be."""
    later = {
        row["subject"]: Fraction(row["democracy_score"]) for row in printed_under("nit/2005") if _is_2005(row)
    }
    for row in printed_under("nit/2004"):
        if row["edition"] == "2004" and row["democracy_score"] and row["subject"] in later:
            score, after = Fraction(row["democracy_score"]), later[row["subject"]]
            as_printed, turned = abs(score - after), abs(8 - score - after)
            yield as_printed <= turned, turned <= as_printed, True


def _is_2005(row: Row) -> bool:
    return row["edition"] == "2005" and bool(row["democracy_score"])


def democratization() -> Iterator[Case]:
    """One score of six categories in 2004, not the composite of four of `nit/1999`."""
    for row in printed_under("nit/2004"):
        if row["edition"] == "2004" and row["democracy_score"]:
            ids = ["ep", "cs", "im", "gov", "cljf", "co"]
            if all(row[id_] for id_ in ids):
                six = sum((Fraction(row[id_]) for id_ in ids), Fraction(0)) / 6
                four = sum((Fraction(row[id_]) for id_ in ids[:4]), Fraction(0)) / 4
                yield half_up(six, 2), half_up(four, 2), Fraction(row["democracy_score"])


def counts(cases: Iterator[Case]) -> tuple[int, int]:
    agreeing = [case for case in cases if fold(str(case[0])) == fold(str(case[2]))]
    return len(agreeing), sum(rival != printed for _, rival, printed in agreeing)


def evidence(methodology: str, rule: str | None) -> Evidence:
    method = CATALOG.methodology(methodology)
    return method.rule[rule].evidence if rule else method.scale.evidence


@pytest.mark.parametrize(
    ("methodology", "rule", "cases"),
    [
        ("nit/2004", None, directions()),
        ("nit/2004", "democracy_score", means("nit/2004", half_even)),
        ("nit/2005", "democracy_score", means("nit/2005", cut)),
        ("nit/2020", "democracy_score", means("nit/2020", cut)),
        ("nit/2020", "democracy_percentage", percentages()),
        ("nit/2020", "democracy_percentage_rounded", integers()),
        ("nit/2020", "status", statuses()),
    ],
)
def test_the_counts_are_those_of_the_golden_figures(
    methodology: str, rule: str | None, cases: Iterator[Case]
) -> None:
    stated = evidence(methodology, rule)
    assert (stated.agree, stated.discriminate) == counts(cases)


def test_the_printing_of_2004_is_reproduced() -> None:
    (printed,) = CATALOG.edition("2004").printings
    assert (printed.evidence.agree, printed.evidence.discriminate) == counts(democratization())


def test_every_count_of_a_rule_file_is_recounted_here() -> None:
    counted = {
        (method.name, rule.id)
        for method in CATALOG.pinned
        for rule in method.rules
        if rule.evidence.agree is not None
    }
    assert counted == {
        ("nit/2004", "democracy_score"),
        ("nit/2005", "democracy_score"),
        ("nit/2020", "democracy_score"),
        ("nit/2020", "democracy_percentage"),
        ("nit/2020", "democracy_percentage_rounded"),
        ("nit/2020", "status"),
    }


def test_every_golden_row_has_a_source() -> None:
    assert [row for row in ROWS if not (row["source"] and row["how"])] == []
