"""Files of editions: labels, printings and pins, each file's added to those before, and all that is wrong in one."""

from collections.abc import Iterable, Mapping, Sequence

import attrs
from attrs import evolve

from nit_rules.catalog import edition_key
from nit_rules.errors import Problem, RuleFileError, did_you_mean, quoted
from nit_rules.loading.assembling import NOTHING, Trusted, inlined, structured
from nit_rules.loading.dates import are_years, is_day, is_year
from nit_rules.loading.evidence import Complain, check_evidence
from nit_rules.loading.files import RuleFile
from nit_rules.loading.keys import place, written
from nit_rules.model import Edition, Evidence, Printed, Printing, Source
from nit_rules.values import frozen


@frozen
class _Printed:
    printing: Printing
    methodology: str
    editions: tuple[str, ...]
    evidence: Evidence


@frozen
class _Editions:
    edition: tuple[Edition, ...] = ()
    printed: tuple[_Printed, ...] = ()
    pins: Mapping[str, str] = attrs.Factory(dict)
    absent: Mapping[str, str] = attrs.Factory(dict)


@frozen
class Editions:
    """The editions, pins and places of one or more ``editions.toml``."""

    editions: tuple[Edition, ...] = ()
    pins: Mapping[str, str] = attrs.Factory(dict)
    absent: Mapping[str, str] = attrs.Factory(dict)
    #: where each methodology name was used, for the check that it exists
    uses: tuple[tuple[str, str], ...] = ()

    @property
    def labels(self) -> list[str]:
        """All that the editions are called."""
        return [label for one in self.editions for label in (one.id, *one.also)]

    def and_those_of(
        self, file: RuleFile, sources: Mapping[str, Source], trusted: Trusted = NOTHING
    ) -> "Editions":
        """These, and what another file adds to them; raises `RuleFileError`."""
        problems: list[Problem] = []
        content = inlined(file, sources, problems)
        try:
            new = structured(file.name, content, _Editions, trusted)
        except RuleFileError as error:
            raise RuleFileError([*error.problems, *problems]) from None

        def complain(code: str, path: str, message: str) -> None:
            problems.append(Problem(code, place(file.name, path), message))

        editions = {edition.id: edition for edition in self.editions}
        _add(editions, new.edition, complain)
        for index, printed in enumerate(new.printed):
            _check_printed(printed, f"printed[{index}]", complain)
            for number, label in enumerate(printed.editions):
                one = Printed(printed.printing, printed.methodology, printed.evidence)
                _print(editions, label, one, f"printed[{index}].editions[{number}]", complain)
        _check_unmodelled(new, complain)
        _check_absent(editions.values(), new.absent, complain)
        if problems:
            raise RuleFileError(problems)
        uses = [(p.methodology, f"{file.name}: printed[{i}].methodology") for i, p in enumerate(new.printed)]
        uses += [
            (f"{name}@{version}", f"{file.name}: pins.{quoted(name)}") for name, version in new.pins.items()
        ]
        pins, absent = {**self.pins, **new.pins}, {**self.absent, **new.absent}
        return Editions(tuple(editions.values()), pins, absent, (*self.uses, *uses))


def _add(editions: dict[str, Edition], new: Sequence[Edition], complain: Complain) -> None:
    """Add editions to those by their ids; no label names two, or one twice."""
    taken = {edition_key(label): one.id for one in editions.values() for label in (one.id, *one.also)}
    for index, entry in enumerate(new):
        at = f"edition[{index}]"
        labels = [("id", entry.id), *((f"also[{number}]", also) for number, also in enumerate(entry.also))]
        for key, label in labels:
            other = taken.get(edition_key(label))
            if other is None:
                taken[edition_key(label)] = entry.id
            elif key == "id" and other == label:
                message = (
                    f"the edition {quoted(label)} is already there; to add a printing of it, use [[printed]]"
                )
                complain("duplicate-edition", f"{at}.id", message)
            else:
                complain(
                    "duplicate-edition", f"{at}.{key}", f"{quoted(label)} already names the edition {other}"
                )
        _check_years(entry, at, complain)
        editions[entry.id] = entry


def _check_years(edition: Edition, at: str, complain: Complain) -> None:
    covers, published = edition.covers or "", edition.published or ""
    if covers and not are_years(covers):
        complain("bad-date", f"{at}.covers", f"{quoted(covers)} is no year, as in '2029'")
        covers = ""
    if published and not (is_year(published) or is_day(published)):
        message = f"{quoted(published)} is neither a year nor a day, as in '2030' or '2030-01-31'"
        complain("bad-date", f"{at}.published", message)
    elif published and published[:4] < covers[:4]:
        message = f"{quoted(published)} is before the year that it covers, {covers}"
        complain("wrong-order", f"{at}.published", message)


def _check_printed(printed: _Printed, at: str, complain: Complain) -> None:
    check_evidence(printed.evidence, at, complain)
    if not printed.editions:
        complain("empty", f"{at}.editions", "names no edition")
    for number, label in enumerate(printed.evidence.assumed_for):
        if label not in printed.editions:
            message = f"{quoted(label)} is none of the editions of this printing"
            complain("unknown-edition", f"{at}.assumed_for[{number}]", message)


def _print(editions: dict[str, Edition], label: str, printed: Printed, at: str, complain: Complain) -> None:
    """Add a printing to an edition, which has one of each kind: otherwise none could be chosen."""
    edition = editions.get(label)
    if edition is None:
        complain("unknown-edition", at, f"there is no edition {quoted(label)}{did_you_mean(label, editions)}")
        return
    same = [one for one in edition.printings if one.printing is printed.printing]
    if same:
        message = f"the edition {label} is already {printed.printing} under {same[0].methodology}"
        complain("duplicate-printing", at, message)
        return
    # As first published first.
    printings = sorted((*edition.printings, printed), key=lambda p: p.printing is not Printing.FIRST)
    editions[label] = evolve(edition, printings=tuple(printings), unmodelled=None)


def _check_unmodelled(new: _Editions, complain: Complain) -> None:
    """One file does not say both; a file may print what is unmodelled in another."""
    by_label = {label: one.methodology for one in new.printed for label in one.editions}
    for index, edition in enumerate(new.edition):
        if edition.unmodelled is not None and edition.id in by_label:
            message = f"is said of an edition that was printed under {by_label[edition.id]}"
            complain("wrong-value", f"edition[{index}].unmodelled", message)


def _check_absent(editions: Iterable[Edition], absent: Iterable[str], complain: Complain) -> None:
    taken = {edition_key(label): one.id for one in editions for label in (one.id, *one.also)}
    for label in absent:
        if (id_ := taken.get(edition_key(label))) is not None:
            complain("wrong-value", f"absent.{written(label)}", f"there is an edition {id_}")
