"""What a methodology has from others: evidence that was copied with a rule, and indicators that it continues."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from attrs import evolve

from nit_rules.errors import did_you_mean
from nit_rules.model import BandRule, Basis, Evidence, Mean, Methodology, Reads, Rule, Scale
from nit_rules.proving import Proof, ProofStatus
from nit_rules.rounding import Rounding, RoundingMode

_NO_EVIDENCE = Evidence(Basis.ASSUMED)
_ANY = Rounding(Decimal(1), RoundingMode.HALF_UP)


def borrowed(method: Methodology, others: Iterable[Methodology]) -> Iterator[Proof]:
    """A note on each rule, legend or scale that carries the evidence of another methodology's, but is another.

    Drafts are made from copies; what is known of the rule that was copied says nothing of the one that was made of it.
    """
    rivals = [(other, _evident(other)) for other in others]
    for (what, name), (at, own) in _evident(method).items():
        for other, theirs in rivals:
            _, copied = theirs.get((what, name), ("", None))
            if copied is None or copied.evidence != own.evidence or not own.evidence.citations:
                continue
            if (why := _another(method, other, what, name)) is not None:
                says = f"the evidence is that of {other.id}, {why}; say how this one is known"
                yield Proof("own-evidence", f"{at}.basis", ProofStatus.NOTED, says)
                break


def _another(method: Methodology, other: Methodology, what: str, name: str) -> str | None:
    """In words what is made in another way in another methodology: a rule, legend or scale, or what a rule reads."""
    own, theirs = _evident(method)[what, name][1], _evident(other)[what, name][1]
    if _content(own) != _content(theirs):
        return f"whose {name} is another {what}" if name else f"whose {what} is another"
    if what != "rule":
        return None
    read = {rule.id: rule for rule in other.rests_on(name)}
    for reader, rule in pairwise(reversed(method.rests_on(name))):
        there = read.get(rule.id)
        if there is None or _seen_by(reader, there) != _seen_by(reader, rule):
            return f"where {rule.id}, which {name} reads, is another"
    return None


def _seen_by(reader: Rule, rule: Rule) -> Rule | Scale:
    """A rule as far as what reads it depends on it: how a figure is rounded does not matter to its exact value."""
    is_exact = not isinstance(reader, Mean) and reader.reads is not Reads.ROUNDED
    if is_exact and not isinstance(rule, BandRule):
        rule = evolve(rule, round=_ANY)
    return _content(rule)


def unknown_ancestors(method: Methodology, others: Iterable[Methodology]) -> Iterator[Proof]:
    """A note on each indicator that is said to be continued and that no other methodology has.

    Earlier methodologies need not be at hand; but it may be a misspelling.
    """
    known = {id_ for other in others if other.id != method.id for id_ in other.indicator}
    for index, indicator in enumerate(method.indicators):
        for number, id_ in enumerate(indicator.was):
            if id_ not in known:
                says = f"no other methodology at hand rates '{id_}'{did_you_mean(id_, known)}"
                yield Proof("lineage", f"indicator[{index}].was[{number}]", ProofStatus.NOTED, says)


def _evident(method: Methodology) -> dict[tuple[str, str], tuple[str, Rule | Scale]]:
    """What has evidence, by what it is and its id, with its key in the rule file."""
    found: dict[tuple[str, str], tuple[str, Rule | Scale]] = {("scale", ""): ("scale", method.scale)}
    for what, rules in (("rule", method.rules), ("legend", method.legends)):
        found |= {(what, rule.id): (f"{what}[{index}]", rule) for index, rule in enumerate(rules)}
    return found


def _content(rule: Rule | Scale) -> Rule | Scale:
    """A rule or scale as far as figures depend on it."""
    if isinstance(rule, Scale):
        return rule
    plain = evolve(rule, name="", also=(), evidence=_NO_EVIDENCE)
    if not isinstance(plain, BandRule):
        return plain
    return evolve(plain, bands=tuple(evolve(band, variants=()) for band in plain.bands))
