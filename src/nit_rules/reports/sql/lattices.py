"""Scales and lattices as tables that a query holds itself."""

from nit_rules.model import BandRule, Lattice, Scale
from nit_rules.model.indexes import FLOAT_DIGITS
from nit_rules.numerals import shortest
from nit_rules.reports.sql.cells import DIGITS, constants, literal
from nit_rules.rounding import decimal_of, half_up, significant


def grid(scale: Scale) -> str:
    """The ratings of a scale, each with its place on it."""
    return constants(
        {"rating": f"CAST({scale.printed(position)} AS DECIMAL(38, {DIGITS}))", "place": str(position)}
        for position in range(scale.size + 1)
    )


def rows(lattice: Lattice) -> str:
    """The lattice as a table: the figures of each row as printed; and exact, to as many digits as are compared.

    What is rounded to fewer digits is not rounded before, but cut off; `sure` are the digits of a binary float.
    """
    made = []
    for row in lattice.rows:
        cells = {"place": str(row.position)}
        for rule in lattice.rules:
            figure = row.figures[rule.id]
            if isinstance(rule, BandRule) or figure.exact is None:
                cells[f"{rule.id}_printed"] = literal(figure.text)
                continue
            cells[f"{rule.id}_printed"] = f"CAST({figure.text} AS DECIMAL(18, {rule.round.digits}))"
            values = {
                "exact": half_up(figure.exact, DIGITS),
                "cut": figure.exact,
                "sure": significant(figure.exact, FLOAT_DIGITS),
            }
            for what, value in values.items():
                number = shortest(decimal_of(int(value * 10**DIGITS), -DIGITS))
                cells[f"{rule.id}_{what}"] = f"CAST({number} AS DECIMAL(38, {DIGITS}))"
        made.append(cells)
    return constants(made)
