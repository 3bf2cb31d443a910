"""Very many records: the findings of a case are written again for every record of it, with its own texts."""

from collections.abc import Callable, Hashable, Sequence

from attrs import define, evolve

from nit_rules.cli.cases import Cases, is_plain
from nit_rules.cli.output import complain
from nit_rules.errors import MissingExtraError
from nit_rules.model import Audit
from nit_rules.reports.lines import FindingsWriter, Write, is_like_open, open_text
from nit_rules.reports.report import Summary
from nit_rules.sources.outlines import Outline, Outlines

#: Keys of cases, the findings of which are remembered; a case may have several.
MOST_CASES = 100_000

#: What finds the keys of many records at once, as `Known.keys` gives them.
_Keys = Callable[[Cases, Sequence[Outlines]], Sequence[Sequence[Hashable]]]


def _by_frames() -> _Keys:
    """What judges records as frames; where the extra is missing, each has to be looked at by itself."""
    try:
        # Imported here: frames take longer to load than most runs take.
        from nit_rules.cli.in_frames import keys
    except MissingExtraError as error:
        complain(*error.problems)
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
        self._keys: _Keys | None = None
        self._cases: dict[Hashable, _Case] = {}
        # Cases are many, and what they count is the same again and again.
        self._counts: dict[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]] = {}

    def keys(self, many: Sequence[Outlines]) -> Sequence[Sequence[Hashable]]:
        """As `Known.keys` has it."""
        self._keys = self._keys or _by_frames()
        return self._keys(self._known, many)

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
        as_printed = self._known.key(outline)
        is_known = as_printed is None or as_printed in self._cases or len(self._cases) >= MOST_CASES
        if is_known or not is_plain(audit):
            return
        settled = self._known.settled_key(outline, audit)
        texts = outline.kind.edition or "", *(outline.claims if settled is None else ())
        if any(map(is_like_open, texts)):
            return
        case = self._cases.get(settled) or self._case(outline, audit, is_settled=settled is not None)
        self._cases[as_printed] = case
        if settled is not None:
            self._cases[settled] = case

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
