"""Several records of one run: common causes, breaks of a series, and where inputs disagree.

What is found here explains verdicts and never changes them: no record's verdict depends on another's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from nit_rules.auditing import audit_beside
from nit_rules.catalog import Catalog
from nit_rules.diagnosis import Tally, slipped
from nit_rules.model import Audit, Diagnosis, Record, flat
from nit_rules.numerals import fold
from nit_rules.series import Disagreement, breaks, disagreements

#: An audit with the number of its input; that of an edition before stands in the one that states it.
Numbered = tuple[int, Audit]


@frozen
class Together:
    """The audits, each finding with what explains it beside the other records, and what concerns several of them."""

    audits: tuple[Audit, ...]
    diagnoses: tuple[Diagnosis, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


def compared(catalog: Catalog, audits: Sequence[Numbered], key: Callable[[str], str] = fold) -> Together:
    """What the audits of a run show together; `key` gives what two names of one subject share.

    A wrong figure may be that of the edition before, which another record states; the values of a column may have
    slipped by a row; one cause may explain the errors of many records. What explains a finding is among its diagnoses,
    and in `Together.diagnoses` where it explains findings of several records.
    """
    numbers = [number for number, _ in audits]
    disagree = disagreements(catalog, audits, key) if len(set(numbers)) > 1 else ()
    told = [audit for _, audit in audits]
    causes: tuple[Diagnosis, ...] = ()
    if any(audit.is_wrong for audit in flat(told)):
        told = [*_beside_the_edition_before(catalog, told, key)]
        told = slipped(catalog, [*zip(numbers, told, strict=True)])
        # One record and what its page states of the edition before are no file.
        if len(told) > 1:
            tally = Tally(catalog, key)
            for one in flat(told):
                tally.add(one)
            causes = tally.diagnoses()
            told = [*tally.explained(told)]
    used = {name for one in flat(told) for name in (one.methodology, *one.candidates) if name}
    broken = breaks(catalog, flat(told), key) if len(used) > 1 else ()
    return Together(tuple(told), (*causes, *broken), disagree)


def _beside_the_edition_before(
    catalog: Catalog, audits: Sequence[Audit], key: Callable[[str], str]
) -> Iterator[Audit]:
    """The audits, the wrong ones made again beside the records of the same subject in the edition before."""
    records: dict[tuple[str, str], list[Record]] = {}
    for one in flat(audits):
        record = one.record
        if record.subject is not None and record.edition is not None:
            records.setdefault((key(record.subject), record.edition), []).append(record)
    for audit in audits:
        earlier: Iterable[Record] = ()
        label = catalog.label_before(audit.record.edition)
        if audit.is_wrong and audit.record.subject is not None and label is not None:
            # What its own page states of that edition was beside it from the first.
            found = records.get((key(audit.record.subject), label), ())
            earlier = [one for one in found if one is not audit.record.previous]
        yield audit_beside(catalog, audit.record, earlier) if earlier else audit
