"""Whether the records of a saved report can come from its inputs: what no audit of these reads is refused.

A replay follows from what a record says of its input and of the record before it. Somebody who writes another number
there makes a disagreement vanish, or gives a country the last year of another.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from nit_rules.catalog import Catalog
from nit_rules.errors import InputError, Problem, quoted
from nit_rules.reports.certificate import Certificate
from nit_rules.reports.json import Json


def check_origins(certificate: Certificate, catalog: Catalog, key: Callable[[str], str]) -> None:
    """Raises `InputError` where a record can be none of its input; `key` gives what two names of one subject share."""
    entries = certificate.entries
    faults: dict[int, str] = {}
    for index, words in chain(
        _misplaced(certificate), _following(entries, catalog, key), _twice(entries, key)
    ):
        faults.setdefault(index, words)
    if faults:
        raise InputError(
            Problem("misshapen-report", f"{certificate.name}: records[{index}]", faults[index])
            for index in sorted(faults)
        )


#: The index of a record, and why it can be none of its input.
Fault = tuple[int, str]


def _misplaced(certificate: Certificate) -> Iterator[Fault]:
    """The records whose input is not there, or is not the one that their places name."""
    names = [one["name"] for one in certificate.body["inputs"]]
    by_number: dict[int, list[int]] = {}
    for index, entry in enumerate(certificate.entries):
        by_number.setdefault(entry["input"], []).append(index)
    taken = 0
    for number, indexes in sorted(by_number.items()):
        places = [at for index in indexes for at in _places(certificate.entries[index])]
        # Versions up to 0.5.0 also counted inputs that could not be read and are not listed: the number may be higher
        # than the place in the list, and then the next input of that name is meant.
        for place in range(taken, min(number + 1, len(names))):
            if all(_lies_in(at, names[place]) for at in places):
                taken = place + 1
                break
        else:
            yield from _outside(certificate, indexes, names[number] if number < len(names) else None)


def _outside(certificate: Certificate, indexes: Sequence[int], name: str | None) -> Iterator[Fault]:
    """What is wrong with records of one number that are of no input that is listed; `name` is that of the input."""
    if name is None:
        # What is given on the command line comes from no input.
        if certificate.body["inputs"] or certificate.entries[indexes[0]]["input"]:
            yield from (
                (index, f"there is no input {certificate.entries[index]['input']}") for index in indexes
            )
        return
    for index in indexes:
        wrong = next((at for at in _places(certificate.entries[index]) if not _lies_in(at, name)), None)
        if wrong is not None:
            yield index, f"{quoted(wrong)} is no place in its input, {quoted(name)}"


def _places(entry: Json) -> list[str]:
    """Where a record and what it holds were read."""
    others = entry["others"]
    held = (*entry["findings"], *entry["changes"], *others["ratings"], *others["claims"])
    return [entry["at"], *entry["ratings_at"].values(), *(one["at"] for one in held)]


def _lies_in(at: str, name: str) -> bool:
    # Behind the name of a JSON file that is one record, a point leads to what is in it.
    return at == name or at.startswith((f"{name}:", f"{name}[", f"{name}."))


def _following(entries: Sequence[Json], catalog: Catalog, key: Callable[[str], str]) -> Iterator[Fault]:
    """The records that say that the next is of the edition before, where it is not; and those that only it can be."""
    for index, entry in enumerate(entries):
        if entry["period"] and not (index and entries[index - 1]["previous_follows"]):
            yield index, "it is of the period before that of a record, and follows none"
        if not entry["previous_follows"]:
            continue
        if index + 1 == len(entries):
            yield index, "no record of the edition before follows, as it says"
            continue
        following = entries[index + 1]
        before = catalog.label_before(entry["edition"])
        subjects = {None if one is None else key(one) for one in (entry["subject"], following["subject"])}
        if following["input"] != entry["input"]:
            yield (
                index,
                "what follows it is of another input, not what the same page states of the edition before",
            )
        elif len(subjects) > 1:
            yield index, f"what follows it is of {quoted(following['subject'])}, not of the same subject"
        elif following["previous_follows"]:
            yield index, "what follows it is of the edition before, and has one before itself"
        elif following["edition"] != before and (before or catalog.find_edition(entry["edition"])):
            wanted = f"not of {before}, the edition before" if before else "and there is no edition before"
            yield index, f"what follows it is of the edition {quoted(following['edition'])}, {wanted}"


def _twice(entries: Sequence[Json], key: Callable[[str], str]) -> Iterator[Fault]:
    """The records of a subject, edition and printing that their input has already: only the first is audited."""
    seen = set()
    follows = False
    for index, entry in enumerate(entries):
        # What a page states of the edition before may stand beside that edition's own page.
        is_own, follows = not follows, entry["previous_follows"]
        rules = entry["methodology"], *entry["candidates"]
        if not is_own or None in (entry["subject"], entry["edition"]) or not any(rules):
            continue
        record = entry["input"], key(entry["subject"]), entry["edition"], entry["stated"]["printing"], rules
        if record in seen:
            yield (
                index,
                f"{quoted(entry['subject'])} {entry['edition']} is there already; an input has it once",
            )
        seen.add(record)
