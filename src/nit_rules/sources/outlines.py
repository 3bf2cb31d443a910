"""Outlines of records: what their verdicts depend on, so that of many records alike only one need be audited."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple, Protocol

from nit_rules.model import Record

#: The texts of a rating or claim in many records, for each rating or claim.
Columns = Sequence[Sequence[str]]


class Kind(NamedTuple):
    """What a record states of the rules, whether it has a subject, and which ratings and claims it has."""

    edition: str | None
    methodology: str | None
    printing: str | None
    scale_direction: str | None
    period: str | None
    is_named: bool
    ratings: tuple[str, ...]
    claims: tuple[str, ...]


class Outline(NamedTuple):
    """A record as far as its verdicts depend on it, and the texts in which records alike differ."""

    kind: Kind
    ratings: tuple[str, ...]
    claims: tuple[str, ...]
    subject: str | None
    places: tuple[str, ...]


class Outlines(NamedTuple):
    """The outlines of so many records of one kind, column by column, without subjects and places."""

    size: int
    kind: Kind
    ratings: Columns
    claims: Columns


class Known(Protocol):
    """Who knows records by what those of one case share."""

    def keys(self, many: Sequence[Outlines]) -> Sequence[Sequence[Hashable]]:
        """For the records of each kind what they share with those of their cases.

        It is None of what has to be audited by itself.
        """

    def case(self, key: Hashable) -> object | None:
        """What is known of the records of a case, if anything."""

    def tell(self, case: object, subject: str | None, places: Sequence[str], claims: Sequence[str]) -> None:
        """Tell of a record what is known of its case."""


def outline_of(record: Record) -> Outline | None:
    """The outline of a record; None where something in it needs a closer look."""
    ratings = {one.figure: one.text for one in record.ratings}
    if record.problems or record.changes or record.previous or len(ratings) < len(record.ratings):
        return None
    kind = Kind(
        record.edition,
        record.methodology,
        record.printing,
        record.scale_direction,
        record.period,
        record.subject is not None,
        (*ratings,),
        tuple([claim.figure for claim in record.claims]),
    )
    claims = tuple([claim.text for claim in record.claims])
    return Outline(
        kind, (*ratings.values(),), claims, record.subject, tuple([one.at for one in record.claims])
    )
