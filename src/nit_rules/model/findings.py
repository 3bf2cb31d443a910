"""What an audit finds: frozen results, each of which can be compared, hashed and pickled."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from attrs import field

from nit_rules.errors import Problem
from nit_rules.model.causes import Cause
from nit_rules.model.record import Record, Stated
from nit_rules.values import frozen


class Verdict(StrEnum):
    """What the known ratings and the other published figures say of a claim."""

    #: the known ratings and the other free claims leave it no other value
    REPRODUCED = "reproduced"
    #: no sum that the known ratings allow gives it
    CONTRADICTED = "contradicted"
    #: it and another published figure exclude each other, and the ratings do not decide
    CONFLICTING = "conflicting"
    #: it can be printed, and nothing published decides it
    UNDETERMINED = "undetermined"

    @property
    def is_wrong(self) -> bool:
        """Whether the claim cannot stand, or cannot stand beside another."""
        return self in (Verdict.CONTRADICTED, Verdict.CONFLICTING)


class Chosen(StrEnum):
    """How the methodology of a record was settled."""

    GIVEN = "given"
    STATED = "stated"
    ONLY_CANDIDATE = "only-candidate"
    BOTH = "both"
    NONE = "none"


@frozen
class Edit:
    """One change to an input: the rating or figure `id` from what it is to what it would have to be.

    `before` is empty where nothing was there, `after` is None where nothing would be.
    """

    id: str
    before: str
    after: str | None


@frozen
class Diagnosis:
    """One hypothesis that exactly explains what was found, in one sentence.

    `edits` are alternatives, each a set of changes made together that would make everything right. `what` tells causes
    of one id apart that several records may have in common: the rating that is left out, another methodology.
    """

    id: Cause
    says: str
    edits: tuple[tuple[Edit, ...], ...] = ()
    what: tuple[str, ...] = ()


@frozen
class Outcome:
    """The verdict on a claim under one of several candidate methodologies."""

    methodology: str
    verdict: Verdict
    expected: Decimal | str | None


@frozen
class Finding:
    """The verdict on one claim.

    `figure` is an indicator's id where a printed rating itself is the finding. `expected` and `exact` are what the
    known ratings and the other free claims leave, None where they leave several values. Then `possible` holds the
    lowest and the highest of these, as printed (labels in the order of their bands), unless there is nothing that
    excludes any. `sources` names what decides (``("ratings",)``, or the fewest other claims); `rivals` the claims that
    exclude this one. `assumed` is true where the verdict rests on something assumed.
    """

    figure: str
    published: str
    verdict: Verdict
    expected: Decimal | str | None = None
    exact: Fraction | None = None
    sources: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    assumed: bool = False
    at: str = ""
    diagnoses: tuple[Diagnosis, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    possible: tuple[Decimal | str, Decimal | str] | None = None


@frozen
class ChangeFinding:
    """The verdict on a stated change since the edition before."""

    figure: str
    before: str
    after: str
    verdict: Verdict
    at: str = ""


@frozen
class Audit:
    """All that was found of one record.

    `methodology` is None where none is known or where several candidates were tried (`candidates`). `ratings` holds the
    known ratings, as printed and with their places.
    """

    record: Record
    methodology: str | None
    chosen: Chosen
    chosen_because: str
    candidates: tuple[str, ...] = ()
    ratings: tuple[Stated, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[ChangeFinding, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: what was left out of the audit, without being a problem
    notes: tuple[Problem, ...] = ()
    #: the audit of what the page states of the edition before
    previous: "Audit | None" = field(default=None)

    @property
    def is_wrong(self) -> bool:
        """Whether some claim is contradicted or conflicts with another."""
        verdicts = (*(one.verdict for one in self.findings), *(one.verdict for one in self.changes))
        return any(verdict.is_wrong for verdict in verdicts)


def flat(audits: Iterable[Audit]) -> Iterator[Audit]:
    """Audits with those of the edition before, each after the one that states it."""
    for audit in audits:
        yield audit
        if audit.previous is not None:
            yield audit.previous
