"""Very many records: the findings of a case are written again for every record of it, with its subject and places."""

from collections.abc import Callable, Hashable, Iterable, Sequence

from attrs import define, evolve

from nit_rules.cli.cases import Cases, is_plain
from nit_rules.model import Audit
from nit_rules.reports.lines import FindingsWriter, Write, is_like_open, open_text
from nit_rules.reports.report import Summary
from nit_rules.sources.outlines import Columns, Kind, Outline

#: Distinct cases the findings of which are remembered.
MOST_CASES = 100_000


@define
class _Case:
    """The findings of one case, ready to be written with the texts of a record, and what they count."""

    write: Write
    counts: tuple[tuple[str, int], ...]
    times: int = 0


class Bulk:
    """Knows records by their outlines, once one of their case has been audited."""

    def __init__(self, cases: Cases, writer: FindingsWriter, step: Callable[[], None]) -> None:
        self._known = cases
        self._writer = writer
        self._step = step
        self._cases: dict[Hashable, _Case] = {}
        # Cases are many, and what they count is the same again and again.
        self._counts: dict[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]] = {}

    def keys(self, kind: Kind, ratings: Columns, claims: Columns) -> Iterable[Hashable]:
        """What each of many records of a kind shares with those of its case."""
        return self._known.keys(kind, ratings, claims)

    def case(self, key: Hashable) -> _Case | None:
        """What is known of the records of a case, if anything."""
        return self._cases.get(key)

    def tell(self, case: object, subject: str | None, places: Sequence[str]) -> None:
        """Write the findings of a record whose case is known."""
        assert isinstance(case, _Case)  # noqa: S101 - `case` gave it
        self._step()
        case.times += 1
        case.write((subject or "", *places))

    def learn(self, outline: Outline, audit: Audit) -> None:
        """Remember the case of an audited record, if nothing in it needs a diagnosis or a word on standard error."""
        key = self._known.key(outline)
        is_known = key is None or key in self._cases or len(self._cases) >= MOST_CASES
        texts = outline.kind.edition or "", *outline.claims
        if is_known or not is_plain(audit) or any(map(is_like_open, texts)):
            return
        at = {place: open_text(number) for number, place in enumerate(outline.places, 1)}
        subject = None if outline.subject is None else open_text(0)
        opened = evolve(
            audit,
            record=evolve(audit.record, subject=subject),
            findings=tuple(evolve(finding, at=at[finding.at]) for finding in audit.findings),
        )
        summary = Summary()
        summary.add(audit)
        counts = tuple(summary.counts.items())
        self._cases[key] = _Case(self._writer.opened(opened), self._counts.setdefault(counts, counts))

    def count(self, summary: Summary) -> None:
        """Add what was written to a summary."""
        for case in self._cases.values():
            for name, count in case.counts:
                summary.counts[name] += count * case.times
            case.times = 0
