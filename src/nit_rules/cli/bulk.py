"""Tables of very many rows: each distinct case is audited once, and its lines are written again for every row of it.

What is said of a record without contradictions depends on its edition and other statements of the rules, on which
ratings are known and what they sum to (a lattice row), and on the claims as printed; not on the single ratings. So the
lines of the first such record, with the subject and the places left open, are those of all others. A record that is
contradicted, or cannot be read in full, is always audited by itself.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Hashable
from typing import IO, Protocol

from attrs import define, evolve

from nit_rules.catalog import Catalog
from nit_rules.model import Audit, Lattice, Record
from nit_rules.reports.report import Summary
from nit_rules.reports.table import CsvWriter, JsonlWriter, harmless

#: Distinct cases that are remembered; a method has a few hundred rows, and a table prints each in a few ways.
MOST_CASES = 100_000
_OPEN = "~{}~open~"
_OPENED = re.compile(rb"~([0-9]+)~open~")
_PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z .:_-]*")


class Writer(Protocol):
    """What writes the findings of an audit as lines."""

    def add(self, audit: Audit) -> None: ...


@define
class _Case:
    """The lines of one case: bytes, and between them which text of the record stands there (0: the subject)."""

    parts: tuple[bytes, ...]
    places: tuple[int, ...]
    counts: Counter[str]
    times: int = 0


class Bulk:
    """Writes the lines of records whose case is known."""

    def __init__(self, catalog: Catalog, stream: IO[bytes], format_: str) -> None:
        self._catalog = catalog
        self._stream = stream
        self._writer: Callable[[IO[bytes]], Writer] = CsvWriter if format_ == "csv" else JsonlWriter
        self._cell = _csv_cell if format_ == "csv" else _json_cell
        # The lattices that could judge the records that state the same kind of things.
        self._scopes: dict[Hashable, tuple[Lattice, ...]] = {}
        self._cases: dict[Hashable, _Case] = {}

    def write(self, record: Record) -> bool:
        """Write the lines of a record, if its case is known."""
        key = self._key(record)
        case = None if key is None else self._cases.get(key)
        if case is None:
            return False
        case.times += 1
        texts = [self._cell(record.subject or ""), *(self._cell(claim.at) for claim in record.claims)]
        first, *rest = case.parts
        pieces = [first]
        for place, part in zip(case.places, rest, strict=True):
            pieces += (texts[place], part)
        self._stream.write(b"".join(pieces))
        return True

    def learn(self, record: Record, audit: Audit) -> None:
        """Remember the case of an audited record, if nothing in it needs a diagnosis or a word on standard error."""
        is_odd = audit.contradicted or audit.problems or audit.notes or audit.changes or audit.previous
        has_diagnoses = audit.diagnoses or any(finding.diagnoses for finding in audit.findings)
        places = {claim.at for claim in record.claims}
        is_blurred = len(places) < len(record.claims) or any(one.at not in places for one in audit.findings)
        if is_odd or has_diagnoses or is_blurred or len(self._cases) >= MOST_CASES:
            return
        methods = [self._catalog.methodology(name) for name in (audit.methodology, *audit.candidates) if name]
        lattices = tuple(lattice for method in methods for lattice in method.lattices)
        self._scopes.setdefault(_scope_key(record), lattices)
        key = self._key(record)
        if key is not None and not any("~open~" in claim.text for claim in record.claims):
            self._cases[key] = self._case(record, audit)

    def count(self, summary: Summary) -> None:
        """Add what was written to a summary."""
        for case in self._cases.values():
            for name, count in case.counts.items():
                summary.counts[name] += count * case.times
            case.times = 0

    def _key(self, record: Record) -> Hashable | None:
        """The case of a record: what it states, the lattice rows of its ratings, and its claims."""
        if record.problems or record.changes or record.previous or not record.subject:
            return None
        scope_key = _scope_key(record)
        lattices = self._scopes.get(scope_key)
        if lattices is None:
            return None
        texts = {one.figure: one.text for one in record.ratings}
        if len(texts) < len(record.ratings):
            return None
        sums = []
        for lattice in lattices:
            total = 0
            for indicator in lattice.indicators:
                text = texts.get(indicator)
                if text is not None:
                    try:
                        position = lattice.scale.position(text)
                    except ValueError:
                        return None
                    if position is None:
                        return None
                    total += position
            sums.append(total)
        return scope_key, tuple(sums), tuple(claim.text for claim in record.claims)

    def _case(self, record: Record, audit: Audit) -> _Case:
        """The lines of an audit, opened where the subject and the places stand."""
        at = {claim.at: _OPEN.format(number) for number, claim in enumerate(record.claims, 1)}
        opened = evolve(
            audit,
            record=evolve(record, subject=_OPEN.format(0)),
            findings=tuple(evolve(finding, at=at[finding.at]) for finding in audit.findings),
        )
        stream = io.BytesIO()
        self._writer(stream).add(opened)
        parts = _OPENED.split(stream.getvalue())
        summary = Summary()
        summary.add(audit)
        return _Case(tuple(parts[::2]), tuple(map(int, parts[1::2])), summary.counts)


def _scope_key(record: Record) -> Hashable:
    return (
        record.edition,
        record.methodology,
        record.printing,
        record.scale_direction,
        record.period,
        tuple([one.figure for one in record.ratings]),
        tuple([one.figure for one in record.claims]),
    )


def _csv_cell(text: str) -> bytes:
    if _PLAIN.fullmatch(text):
        return text.encode()
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="").writerow([harmless(text), ""])
    return buffer.getvalue()[:-1].encode()


def _json_cell(text: str) -> bytes:
    return text.encode() if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)[1:-1].encode()
