"""Where a record stands: its methodology and, for each composite, the row that its ratings or figures leave."""

from collections.abc import Callable, Iterable

from attrs import evolve, frozen

from nit_rules.catalog import Catalog, edition_key
from nit_rules.choosing import choose
from nit_rules.errors import Problem, check_kind, quoted
from nit_rules.model import Finding, FrozenMap, Methodology, Record, Verdict, is_empty, meet
from nit_rules.verdicts import Examination, examine, problems_of


@frozen
class Located:
    """A record on the lattices of its methodology.

    `ratings` holds the positions of the known ratings; `rows` the row of each composite that they, or else the free
    claims, leave alone; `wrong` what the record states and cannot be right, which says nothing of where it stands.
    """

    record: Record
    method: Methodology
    ratings: FrozenMap[str, int]
    rows: FrozenMap[str, int]
    wrong: tuple[Finding, ...] = ()

    @property
    def notes(self) -> tuple[Problem, ...]:
        """A note on each value that cannot be right."""
        return named(
            self.record,
            (
                Problem(
                    str(one.verdict),
                    one.at or self.record.at,
                    f"{one.figure} {quoted(one.published)} is {one.verdict}, and left out of account",
                )
                for one in self.wrong
            ),
        )


def locate(catalog: Catalog, record: Record) -> Located | tuple[Problem, ...]:
    """Where a record stands; or all that keeps it from being said: one with a problem may be of another edition."""
    check_kind(catalog, Catalog, "as from load_catalog()")
    check_kind(record, Record, "one subject in one edition")
    choice = choose(catalog, record)
    if problems := (*record.problems, *choice.problems):
        return problems
    if len(choice.methods) != 1:
        message = f"{choice.because}; say which printing" if choice.methods else choice.because
        return (Problem("not-settled", record.at, message),)
    (method,) = choice.methods
    seen = examine(method, record)
    if problems := problems_of([seen], catalog.ids):
        return problems
    free = {(one.figure, one.published, one.at) for one in seen.findings if not one.verdict.is_wrong}
    rows = {}
    for lattice in method.lattices:
        left = seen.allowed(lattice)
        for claim in seen.claims:
            own = method.lattice_of[claim.figure] is lattice
            if own and (claim.figure, claim.text, claim.at) in free:
                left = meet(left, claim.span)
        if left[0] == left[1] and not is_empty(left):
            rows[lattice.id] = left[0]
    if not rows:
        return (Problem("not-settled", record.at, _why_open(seen)),)
    wrong = tuple(one for one in seen.findings if one.verdict.is_wrong)
    return Located(record, method, FrozenMap(seen.known), FrozenMap(rows), wrong)


def whose(catalog: Catalog, record: Record, key: Callable[[str], str]) -> tuple[str, str] | None:
    """What all records of one subject and edition share, however printed; None where either is not known."""
    if record.subject is None or record.edition is None:
        return None
    edition = catalog.find_edition(record.edition)
    return key(record.subject), edition.id if edition else edition_key(record.edition)


def repeats(count: int) -> tuple[Problem, ...]:
    """A note on how many records say again what others of the same subject and edition say."""
    if not count:
        return ()
    who = "1 record repeats another" if count == 1 else f"{count:,} records repeat others"
    return (Problem("repeated", "", f"{who} of the same subject and edition; each is counted once"),)


def named(record: Record, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems of one of many records, with its subject and edition: the number of a row tells nobody which it is."""
    return tuple(
        evolve(one, message=f"{record.who}: {one.message}") if record.who else one for one in problems
    )


def _why_open(seen: Examination) -> str:
    """Why nothing says where a record stands: what cannot be right says nothing, and the rest not enough."""
    reasons, together = [], []
    for one in seen.findings:
        if one.verdict.is_wrong:
            stated = f"{one.figure} {quoted(one.published)}"
            if one.figure in seen.method.indicator and one.verdict is Verdict.CONTRADICTED:
                reasons.append(f"{stated} is not a rating from {seen.method.scale.grid}")
            else:
                together.append(stated)
    if together:
        reasons.append(f"{' and '.join(together)} cannot be right{' together' if len(together) > 1 else ''}")
    if not reasons:
        return "its ratings and figures leave more than one score"
    return f"{'; '.join(reasons)}; the rest leaves more than one score"
