"""Very many records: the findings of a case are written again for every record of it, with its subject and places."""

from collections.abc import Callable, Hashable, Sequence

from attrs import define, evolve

from nit_rules.cli.cases import Cases, is_plain
from nit_rules.cli.output import complain
from nit_rules.errors import MissingExtraError, missing_extra
from nit_rules.model import Audit
from nit_rules.reports.lines import FindingsWriter, Write, is_like_open, open_text
from nit_rules.reports.report import Summary
from nit_rules.sources.outlines import Outline, Outlines

#: Distinct cases the findings of which are remembered.
MOST_CASES = 100_000

#: What judges many records at once, as `Bulk.keys` gives it.
_Judge = Callable[[Cases, Sequence[Outlines]], Sequence[Sequence[Hashable]]]


def _judge() -> _Judge:
    """What judges many records at once; where the extra is missing, each record has to be looked at by itself."""
    try:
        # Imported here: frames take longer to load than most runs take.
        from nit_rules.cli.in_frames import keys
    except MissingExtraError:
        complain(*missing_extra("taking very many rows at once, which is faster,", "frames").problems)
        return lambda _, many: [[None] * outlines.size for outlines in many]
    return keys


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
        self._judge: _Judge | None = None
        self._cases: dict[Hashable, _Case] = {}
        # Cases are many, and what they count is the same again and again.
        self._counts: dict[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]] = {}

    def keys(self, many: Sequence[Outlines]) -> Sequence[Sequence[Hashable]]:
        """For the records of each kind what they share with those of their cases; None of what is unlike all others."""
        if self._judge is None:
            self._judge = _judge()
        return self._judge(self._known, many)

    def case(self, key: Hashable) -> _Case | None:
        """What is known of the records of a case, if anything."""
        return self._cases.get(key)

    def tell(self, case: object, subject: str | None, places: Sequence[str], claims: Sequence[str]) -> None:
        """Write the findings of a record whose case is known."""
        assert isinstance(case, _Case)  # noqa: S101 - `case` gave it
        self._step()
        case.times += 1
        case.write((subject or "", *places, *claims))

    def learn(self, outline: Outline, audit: Audit) -> None:
        """Remember the case of an audited record, if nothing in it needs a diagnosis or a word on standard error."""
        scope = self._known.scope(outline.kind)
        sums = None if scope is None else scope.sums(outline.ratings)
        if scope is None or sums is None or len(self._cases) >= MOST_CASES or not is_plain(audit):
            return
        as_printed = scope.key(sums, outline.claims)
        is_settled = scope.is_settled(audit)
        key = scope.key(sums, None) if is_settled else as_printed
        texts = outline.kind.edition or "", *(() if is_settled else outline.claims)
        if as_printed in self._cases or any(map(is_like_open, texts)):
            return
        case = self._cases.get(key) or self._case(outline, audit, is_settled=is_settled)
        self._cases[key] = self._cases[as_printed] = case

    def _case(self, outline: Outline, audit: Audit, *, is_settled: bool) -> _Case:
        """The case of an audited record; where its ratings settle all, claims are open as well."""
        claims = dict(zip(outline.places, outline.claims, strict=True))
        at = {place: open_text(number) for number, place in enumerate(claims, 1)}
        if is_settled:
            claims = {place: open_text(len(at) + number) for number, place in enumerate(at, 1)}
        findings = (evolve(one, at=at[one.at], published=claims[one.at]) for one in audit.findings)
        subject = None if outline.subject is None else open_text(0)
        opened = evolve(audit, record=evolve(audit.record, subject=subject), findings=tuple(findings))
        summary = Summary()
        summary.add(audit)
        counts = tuple(summary.counts.items())
        return _Case(self._writer.opened(opened), self._counts.setdefault(counts, counts))

    def count(self, summary: Summary) -> None:
        """Add what was written to a summary."""
        for case in self._cases.values():
            for name, count in case.counts:
                summary.counts[name] += count * case.times
            case.times = 0
