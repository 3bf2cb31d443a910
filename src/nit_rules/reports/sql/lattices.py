"""Scales and lattices as tables that a query holds itself."""

from nit_rules.model import BandRule, Lattice, Scale
from nit_rules.model.indexes import FLOAT_DIGITS
from nit_rules.numerals import shortest
from nit_rules.reports.sql.cells import DIGITS, literal
from nit_rules.rounding import decimal_of, half_up, significant


def grid(scale: Scale) -> str:
    """The ratings of a scale, each with its place on it."""
    return " UNION ALL ".join(
        f"SELECT CAST({scale.printed(position)} AS DECIMAL(38, {DIGITS})) AS rating, {position} AS place"
        for position in range(scale.size + 1)
    )


def rows(lattice: Lattice) -> str:
    """The lattice as a table: the figures of each row as printed; and exact, to as many digits as are compared.

    What is rounded to fewer digits is not rounded before, but cut off; `sure` are the digits of a binary float.
    """
    made = []
    for row in lattice.rows:
        cells = [f"{row.position} AS place"]
        for rule in lattice.rules:
            figure = row.figures[rule.id]
            if isinstance(rule, BandRule) or figure.exact is None:
                cells.append(f"{literal(figure.text)} AS {rule.id}_printed")
                continue
            cells.append(f"CAST({figure.text} AS DECIMAL(18, {rule.round.digits})) AS {rule.id}_printed")
            values = {
                "exact": half_up(figure.exact, DIGITS),
                "cut": figure.exact,
                "sure": significant(figure.exact, FLOAT_DIGITS),
            }
            for what, value in values.items():
                number = shortest(decimal_of(int(value * 10**DIGITS), -DIGITS))
                cells.append(f"CAST({number} AS DECIMAL(38, {DIGITS})) AS {rule.id}_{what}")
        made.append("SELECT " + ", ".join(cells))
    return " UNION ALL ".join(made)
