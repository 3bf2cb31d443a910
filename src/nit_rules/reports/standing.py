"""The rules of a saved report beside those at hand."""

from collections.abc import Collection, Iterator
from enum import StrEnum

from attrs import evolve, frozen

from nit_rules.catalog import Catalog
from nit_rules.model import Edition
from nit_rules.reports.certificate import Certificate


class RulesState(StrEnum):
    """What the rules at hand are, compared with those that the report was made with."""

    SAME = "same"
    #: not at hand here, and taken from the report, which carries them
    EMBEDDED = "embedded"
    CHANGED = "changed"
    MISSING = "missing"


@frozen
class Rules:
    """A methodology of the report beside the one at hand; `pinned` is the version in use now where it is another.

    `digest` is what the report states, `here` that of the rules at hand, `carried` that of those in the report itself;
    `released` is false where what it carries is not what was released under that id.
    """

    id: str
    standing: RulesState
    digest: str
    here: str | None
    pinned: str | None = None
    carried: str | None = None
    released: bool = True


#: A printing of an edition, the name of the methodology that printed it, and whether that is only assumed.
Print = tuple[str, str, bool]


@frozen
class CarriedEdition:
    """An edition that the report carries otherwise than it is at hand.

    `carried` and `here` are its printings, as far as their methodologies are known on both sides; it `decides` where
    they are not the same, or where another edition is the one before.
    """

    id: str
    carried: tuple[Print, ...]
    here: tuple[Print, ...]
    decides: bool


def rules_beside(
    catalog: Catalog, carried: Catalog | None, certificate: Certificate, not_released: Collection[str]
) -> tuple[Rules, ...]:
    """The rules that the report names, and those that it carries besides and that have another content at hand."""
    named = [_rules(catalog, carried, id_, known, not_released) for id_, known in certificate.named]
    besides = [
        _rules(catalog, carried, one.id, one.digest, not_released)
        for one in (carried.methodologies if carried else ())
    ]
    seen = {one.id for one in named}
    return (*named, *(one for one in besides if one.standing is RulesState.CHANGED and one.id not in seen))


def _rules(
    catalog: Catalog, carried: Catalog | None, id_: str, known: str, not_released: Collection[str]
) -> Rules:
    name, _, version = id_.partition("@")
    here, held = (
        None if rules is None else next((one.digest for one in rules.methodologies if one.id == id_), None)
        for rules in (catalog, carried)
    )
    pin = dict(catalog.pins).get(name)
    if here is None and held is None:
        standing = RulesState.MISSING
    elif id_ in not_released or any(one not in (None, known) for one in (here, held)):
        standing = RulesState.CHANGED
    else:
        standing = RulesState.SAME if here is not None else RulesState.EMBEDDED
    return Rules(
        id_,
        standing,
        known,
        here,
        f"{name}@{pin}" if pin not in (None, version) else None,
        held,
        id_ not in not_released,
    )


def editions_beside(catalog: Catalog, carried: Catalog | None) -> Iterator[CarriedEdition]:
    """The editions that are at hand and that the report carries otherwise.

    What only one side has is nothing of this: drafts have editions and printings of their own, and later versions of
    the shipped rules more of them.
    """
    if carried is None:
        return
    ids = {edition.id for edition in catalog.editions} & {edition.id for edition in carried.editions}
    names = {one.name for one in catalog.methodologies} & {one.name for one in carried.methodologies}
    theirs, ours = (
        [edition for edition in rules.editions if edition.id in ids] for rules in (carried, catalog)
    )
    before, before_here = (
        dict(zip([one.id for one in some], [None, *(one.id for one in some)], strict=False))
        for some in (theirs, ours)
    )
    held = {edition.id: edition for edition in theirs}
    for edition in ours:
        other = held[edition.id]
        prints, prints_here = _prints(other, names), _prints(edition, names)
        decides = prints != prints_here or before[edition.id] != before_here[edition.id]
        if decides or _said(other, names) != _said(edition, names):
            yield CarriedEdition(edition.id, prints, prints_here, decides)


def _prints(edition: Edition, names: Collection[str]) -> tuple[Print, ...]:
    printed = (
        (str(one.printing), one.methodology.partition("@")[0], one.evidence) for one in edition.printings
    )
    return tuple(
        sorted((which, name, known.is_assumed(edition.id)) for which, name, known in printed if name in names)
    )


def _said(edition: Edition, names: Collection[str]) -> Edition:
    """All that is said of an edition, without printings of methodologies that only one side has."""
    known = [one for one in edition.printings if one.methodology.partition("@")[0] in names]
    return evolve(edition, printings=tuple(known))
