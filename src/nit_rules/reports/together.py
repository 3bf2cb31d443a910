"""What concerns several records of one run: common causes, breaks of a series, and where inputs disagree."""

from collections.abc import Callable, Iterable, Sequence

from nit_rules.catalog import Catalog
from nit_rules.model import Audit, Diagnosis
from nit_rules.reports.report import flat
from nit_rules.series import Disagreement, breaks, disagreements

#: An audit with the number of its input; that of an edition before stands in the one that states it.
Numbered = tuple[int, Audit]


def compared(
    catalog: Catalog, audits: Sequence[Numbered], key: Callable[[str], str]
) -> tuple[tuple[Diagnosis, ...], tuple[Disagreement, ...]]:
    """What the audits of a run show together; `key` gives what two names of one subject share."""
    disagree = disagreements(catalog, audits, key) if len({number for number, _ in audits}) > 1 else ()
    every = [*flat(audit for _, audit in audits)]
    used = {name for one in every for name in (one.methodology, *one.candidates) if name}
    broken = breaks(catalog, every, key) if len(used) > 1 else ()
    # One record and what its page states of the edition before are no file.
    causes = _common_causes(catalog, every) if len(audits) > 1 else ()
    return (*causes, *broken), disagree


def _common_causes(catalog: Catalog, every: Iterable[Audit]) -> tuple[Diagnosis, ...]:
    """What explains many wrong figures at once."""
    if not any(one.contradicted for one in every):
        return ()
    from nit_rules.diagnosis import Tally

    tally = Tally()
    for one in every:
        tally.add(one, catalog.methodology(one.methodology) if one.methodology else None)
    return tally.diagnoses()
