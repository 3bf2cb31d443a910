"""Which rules apply to a record."""

from collections.abc import Iterable
from typing import NamedTuple

from nit_rules.catalog import Catalog
from nit_rules.errors import NitRulesError, Problem, UnknownEditionError
from nit_rules.model import Chosen, Edition, Methodology, Printed, Record

Candidate = tuple[Printed | None, Methodology]


class _Reason(NamedTuple):
    """What a record states of its rules, in words, and where."""

    words: str
    at: str = ""


class Choice(NamedTuple):
    """The methodologies under which a record is audited, how they were settled, and why in words.

    `edition` is the label under which the catalog knows the record's edition (``1999-2000`` for ``1999``).
    """

    methods: tuple[Methodology, ...]
    chosen: Chosen
    because: str
    assumed: bool = False
    problems: tuple[Problem, ...] = ()
    edition: str | None = None


def choose(catalog: Catalog, record: Record) -> Choice:
    """Settle the methodology of a record.

    In this order: the one given; what the record states (printing, direction, a figure that only one printing has); the
    edition's only candidate; otherwise all candidates. Statements that exclude each other, or every candidate, are a
    problem, and nothing is chosen.
    """
    try:
        edition = _edition(catalog, record)
        if record.methodology is not None:
            choice = _given(catalog, record, edition, catalog.methodology(record.methodology))
        elif edition is not None:
            choice = _by_edition(catalog, record, edition)
        else:
            choice = _without_edition(catalog, record)
    except NitRulesError as error:
        problems = tuple(Problem(problem.code, record.at, problem.message) for problem in error.problems)
        return Choice((), Chosen.NONE, problems[0].message, problems=problems, edition=record.edition)
    return choice._replace(edition=edition.id if edition else record.edition)


def _by_edition(catalog: Catalog, record: Record, edition: Edition) -> Choice:
    if not edition.printings:
        because = edition.unmodelled or f"no methodology is known for the edition {edition.id}"
        claims = Problem(
            "no-methodology",
            record.at,
            f"the figures of {edition.id} cannot be audited: {because}; {catalog.covered}",
        )
        return Choice((), Chosen.NONE, because, problems=(claims,) if record.claims else ())
    candidates: list[Candidate] = list(catalog.printings(edition))
    left, reasons = _narrow(candidates, record)
    if not left:
        return _excluded(record, f"no printing of the edition {edition.id} fits what is stated", reasons)
    methods = tuple(method for _, method in left)
    assumed = any(printed is not None and printed.evidence.is_assumed(edition.id) for printed, _ in left)
    if len(left) > 1:
        names = " and ".join(method.name for method in methods)
        return Choice(
            methods, Chosen.BOTH, f"{edition.id} was printed under {names}; nothing says which", assumed
        )
    if reasons:
        return Choice(methods, Chosen.STATED, _because(reasons), assumed)
    because = f"the edition {edition.id} was printed under {methods[0].name} only"
    return Choice(methods, Chosen.ONLY_CANDIDATE, because, assumed)


def _edition(catalog: Catalog, record: Record) -> Edition | None:
    if record.edition is None:
        return None
    try:
        return catalog.edition(record.edition)
    except UnknownEditionError:
        # Under a given methodology any label will do: the next release can be audited before it exists.
        if record.methodology is not None:
            return None
        raise


def _given(catalog: Catalog, record: Record, edition: Edition | None, method: Methodology) -> Choice:
    because = f"{record.methodology} was given"
    if record.scale_direction not in (None, method.scale.direction):
        reasons = _Reason(because), _Reason(_direction_words(record))
        return _excluded(record, f"what is stated excludes {method.name}", reasons)
    printings = (
        [printed for printed, other in catalog.printings(edition) if other.name == method.name]
        if edition
        else []
    )
    if (
        record.printing
        and printings
        and all(printed.printing is not record.printing for printed in printings)
    ):
        reasons = _Reason(because), _Reason(f"the printing is {record.printing}")
        return _excluded(record, f"what is stated excludes {method.name}", reasons)
    return Choice((method,), Chosen.GIVEN, because)


def _without_edition(catalog: Catalog, record: Record) -> Choice:
    """A record that names no edition is audited where its direction is certain."""
    names = dict.fromkeys(
        printed.methodology.partition("@")[0] for edition in catalog.editions for printed in edition.printings
    )
    candidates: list[Candidate] = [(None, method) for method in catalog.pinned if method.name in names]
    left, reasons = _narrow(candidates, record)
    if reasons and not left:
        return _excluded(record, "no methodology fits what is stated", reasons)
    if len(left) == 1:
        return Choice((left[0][1],), Chosen.STATED, _because(reasons))
    if record.scale_direction is not None:
        methods = tuple(method for _, method in left)
        return Choice(methods, Chosen.BOTH, f"{_because(reasons)}; no edition is named")
    message = (
        "no edition is named, and nothing else says which rules apply; "
        "name an edition or a methodology (--edition, --methodology)"
    )
    return Choice((), Chosen.NONE, message, problems=(Problem("no-edition", record.at, message),))


def _narrow(candidates: list[Candidate], record: Record) -> tuple[list[Candidate], tuple[_Reason, ...]]:
    """The candidates that fit all that the record states, and what it states."""
    left = list(candidates)
    reasons = []
    if record.printing is not None:
        left = [(p, m) for p, m in left if p is None or p.printing is record.printing]
        reasons.append(_Reason(f"the printing is {record.printing}"))
    if record.scale_direction is not None:
        left = [(p, m) for p, m in left if m.scale.direction == record.scale_direction]
        reasons.append(_Reason(_direction_words(record)))
    for figure in _figures(record, (method for _, method in candidates)):
        fitting = [(p, m) for p, m in candidates if figure in m.rule or figure in m.indicator]
        narrower = [candidate for candidate in left if candidate in fitting]
        if len(narrower) < len(left):
            left = narrower
            words = f"{figure} is a figure of {' and '.join(m.name for _, m in fitting)} only"
            at = next(one.at for one in (*record.claims, *record.ratings) if one.figure == figure)
            reasons.append(_Reason(words, "" if at == figure else at))
    return left, tuple(reasons)


def _figures(record: Record, methods: Iterable[Methodology]) -> list[str]:
    """The figures and indicators of a record that some of the methodologies have, once each, in their order."""
    known = dict.fromkeys(name for method in methods for name in (*method.rule, *method.indicator))
    stated = {one.figure for one in (*record.claims, *record.ratings)}
    return [name for name in known if name in stated]


def _direction_words(record: Record) -> str:
    return record.direction_because or f"the direction is {record.scale_direction}"


def _because(reasons: Iterable[_Reason]) -> str:
    """The reasons without their places: many records of a table have them in common."""
    return "; ".join(reason.words for reason in reasons)


def _excluded(record: Record, what: str, reasons: Iterable[_Reason]) -> Choice:
    # A column may be called quite otherwise than the figure that it is read as.
    said = (f"{words} ({at})" if at else words for words, at in reasons)
    message = f"{what}: {'; '.join(said)}"
    return Choice(
        (), Chosen.NONE, message, problems=(Problem("contradictory-statements", record.at, message),)
    )
