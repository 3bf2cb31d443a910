"""Methodologies and editions to a catalog: no two with one name and version, and every name leads to one."""

from collections.abc import Iterable, Iterator, Mapping

from nit_rules.catalog import Catalog
from nit_rules.errors import Problem, RuleFileError, did_you_mean, quoted
from nit_rules.loading.editions import Editions
from nit_rules.model import Methodology, Source


def clash(
    by_id: dict[str, tuple[str, Methodology]], file: str, method: Methodology, shipped: Mapping[str, str]
) -> Iterator[Problem]:
    """Note a methodology and its file in `by_id`; a problem where its id and version are there already.

    An unchanged copy of a shipped one is none; `shipped` holds their digests.
    """
    before, other = by_id.setdefault(method.id, (file, method))
    if other.digest != method.digest:
        message = f"{method.id} is already defined in {before}, with another content; give it another version"
        yield Problem("duplicate-methodology", file, message)
    elif other is not method and shipped.get(method.id) != method.digest:
        message = f"{method.id} is already defined in {before}; only a shipped file may be there as a copy"
        yield Problem("duplicate-methodology", file, message)


def catalog_of(
    editions: Editions,
    methodologies: Iterable[tuple[str, Methodology]],
    sources: Iterable[Source],
    shipped: Mapping[str, str],
) -> Catalog:
    """The catalog of all; raises `RuleFileError` where methodologies clash or names lead nowhere.

    A methodology comes with the file that it was read from; `shipped` holds the digests of those shipped.
    """
    problems: list[Problem] = []
    by_id: dict[str, tuple[str, Methodology]] = {}
    for file, method in methodologies:
        problems += clash(by_id, file, method, shipped)
    pins = dict(editions.pins)
    versions: dict[str, list[str]] = {}
    for _, method in by_id.values():
        versions.setdefault(method.name, []).append(method.version)
    pins.update((name, of[0]) for name, of in versions.items() if name not in pins and len(of) == 1)
    # Where a pin leads nowhere, that is said of the pin alone.
    known = by_id.keys() | pins.keys()
    for name, at in editions.uses:
        if name not in known:
            near = did_you_mean(name, known)
            problems.append(
                Problem("unknown-methodology", at, f"there is no methodology {quoted(name)}{near}")
            )
    if problems:
        raise RuleFileError(problems)
    methods = tuple(method for _, method in by_id.values())
    absent = tuple(editions.absent.items())
    return Catalog(methods, editions.editions, tuple(pins.items()), tuple(sources), absent)
