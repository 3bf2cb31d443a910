"""Editions: three years each, and which methodologies printed them."""

from enum import StrEnum

from attrs import field

from nit_rules.errors import quoted
from nit_rules.model.evidence import Evidence
from nit_rules.values import frozen


class Printing(StrEnum):
    """Which publication of an edition a figure comes from."""

    FIRST = "first"
    REPUBLISHED = "republished"


def not_a_printing(value: object) -> str:
    """Why a value is no printing, in a few words."""
    return f"printing is {' or '.join(map(repr, map(str, Printing)))}, not {quoted(value)}"


@frozen
class Printed:
    """An edition as one methodology printed it."""

    printing: Printing = field(converter=Printing)
    methodology: str
    evidence: Evidence


@frozen
class Edition:
    """An edition (a label, not a number), the calendar year it covers, when it was published, and its printings.

    `unmodelled` says why no methodology is known, where none is.
    """

    id: str
    covers: str | None = None
    published: str | None = None
    also: tuple[str, ...] = ()
    printings: tuple[Printed, ...] = ()
    unmodelled: str | None = None
