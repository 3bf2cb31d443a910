"""How statements of rule files are known: what their evidence must say, and which editions it may name."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from nit_rules.catalog import edition_key
from nit_rules.errors import Problem, did_you_mean, quoted
from nit_rules.loading.dates import are_years
from nit_rules.loading.keys import place
from nit_rules.model import BandRule, Basis, Evidence, Methodology

Complain = Callable[[str, str, str], None]


def check_evidence(evidence: Evidence, path: str, complain: Complain) -> None:
    """Complain of what evidence lacks, and of what it says of itself that cannot be."""
    if evidence.basis is not Basis.ASSUMED and not evidence.citations:
        complain("no-citation", f"{path}.citations", f"what is {evidence.basis} cites at least one source")
    if evidence.basis is Basis.REPRODUCED:
        for key in ("agree", "discriminate", "rival"):
            if getattr(evidence, key) is None:
                complain(
                    "missing-key", f"{path}.{key}", "is missing: what is reproduced says by how many figures"
                )
    if evidence.basis is Basis.ASSUMED:
        for key in ("agree", "discriminate"):
            if getattr(evidence, key) is not None:
                message = "goes with what is stated or reproduced; this is only assumed"
                complain("wrong-value", f"{path}.{key}", message)
                break
    elif evidence.agree is None and evidence.basis is Basis.REPRODUCED:
        pass  # That it is missing is said already.
    elif (evidence.discriminate or 0) > (evidence.agree or 0):
        message = f"{evidence.discriminate} figures cannot discriminate where {evidence.agree or 0} agree"
        complain("wrong-value", f"{path}.discriminate", message)
    check_once(evidence.assumed_for, f"{path}.assumed_for", complain)


def check_once(editions: Sequence[str], path: str, complain: Complain) -> None:
    """Complain of each edition that a list names again."""
    keys = [*map(edition_key, editions)]
    for number, label in enumerate(editions):
        if keys[number] in keys[:number]:
            complain("duplicate-edition", f"{path}[{number}]", f"{quoted(label)} is there twice")


def not_editions(method: Methodology, name: str, labels: Collection[str]) -> Iterator[Problem]:
    """What the file of that name calls an edition and is neither a year nor one of the labels of editions.

    A year may be that of a release of which no edition is known yet.
    """
    known = {*map(edition_key, labels)}
    for path, label in _editions(method):
        key = edition_key(label)
        if key not in known and not are_years(key):
            message = f"{quoted(label)} is no edition: neither a year nor a label of editions.toml"
            yield Problem("unknown-edition", place(name, path), f"{message}{did_you_mean(label, labels)}")


def _editions(method: Methodology) -> Iterator[tuple[str, str]]:
    """Every edition that a rule file names, with its path."""
    yield from _numbered("scale.assumed_for", method.scale.evidence.assumed_for)
    for kind, rules in (("rule", method.rules), ("legend", method.legends)):
        for index, rule in enumerate(rules):
            yield from _numbered(f"{kind}[{index}].assumed_for", rule.evidence.assumed_for)
            for number, band in enumerate(rule.bands if isinstance(rule, BandRule) else ()):
                for place_, variant in enumerate(band.variants):
                    path = f"{kind}[{index}].bands[{number}].variants[{place_}].editions"
                    yield from _numbered(path, variant.editions)


def _numbered(path: str, labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((f"{path}[{number}]", label) for number, label in enumerate(labels))
