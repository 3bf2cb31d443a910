"""The names of indicators and figures as they stand in running text: broken over lines, glued to numbers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache

from attrs import Factory, define, evolve, frozen

from nit_rules import numerals
from nit_rules.model import BandRule
from nit_rules.sources.page.statuses import Statuses
from nit_rules.sources.vocabulary import Term, Vocabulary

#: A word ends where another kind of character begins, or where "n/a" is glued to it.
_WORD = re.compile(r"[^\W\d_]{1,40}?(?=[nN]/[aA]|[\W\d_]|\Z)")
_BETWEEN_WORDS = re.compile(r"(?:[\s,&()/-]|\band\b){1,20}", re.IGNORECASE)
_AND = re.compile(r"\s{1,4}(?:and\b|&)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Za-z]{2,5}\Z")


@define
class _Node:
    """Words that continue a name, and the name that is complete here."""

    next: dict[str, "_Node"] = Factory(dict)
    name: str | None = None

    def rests(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The words still missing, with the name that they complete."""
        if self.name is not None:
            yield (), self.name
        for word, node in self.next.items():
            for words, name in node.rests():
                yield (word, *words), name


@frozen
class Label:
    """A name in the text: `name` is None where only its first words are there, and `rests` what may follow."""

    name: str | None
    start: int
    end: int
    rests: tuple[tuple[tuple[str, ...], str], ...] = ()

    def rest(self, text: str, pos: int) -> "Label | None":
        """The other half of a broken name, at an offset."""
        for words, name in sorted(self.rests, key=lambda rest: -len(rest[0])):
            end = pos
            for number, word in enumerate(words):
                gap = _BETWEEN_WORDS.match(text, end)
                found = _WORD.match(text, gap.end() if gap else end)
                if found is None or found[0].casefold() != word or (number and gap is None):
                    break
                end = found.end()
            else:
                return Label(name, pos, end)
        return None


class Names:
    """Finds printed names of indicators and figures in text, and tells what they mean in an edition."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.catalog = catalog = vocabulary.catalog
        self.vocabulary = vocabulary
        self._scopes: dict[str, str | None] = {}
        self._root = _Node()
        self._abbreviations: dict[str, str] = {}
        for method in catalog.methodologies:
            # Labels are recognised by what they say, not by a name before them.
            numbers = [rule for rule in method.rules if not isinstance(rule, BandRule)]
            for one in (*method.indicators, *numbers):
                for name in (one.name, *one.also, one.id):
                    self._add(name)
        # Longer words first, so that none hides behind its own beginning.
        words = "|".join(sorted(map(re.escape, self._root.next), key=len, reverse=True))
        capitals = "|".join(sorted(map(re.escape, self._abbreviations), key=len, reverse=True))
        # The name of an icon, in capitals, may be glued to the name itself.
        start = r"(?:(?<![^\W\d_])|(?<=[A-Z]{5})(?=[A-Z][a-z]))"
        self._first = re.compile(rf"{start}(?:(?i:{words})|(?:{capitals})(?=[\W\d_]|[nN]/[aA]|\Z))")

    def _add(self, name: str) -> None:
        if _ABBREVIATION.match(name):
            self._abbreviations[name.upper()] = name
            return
        node = self._root
        for word in re.findall(r"[^\W\d_]+", name.casefold()):
            if word != "and":
                node = node.next.setdefault(word, _Node())
        node.name = node.name or name

    def starts(self, text: str) -> Iterator[int]:
        """Where names may begin."""
        return (match.start() for match in self._first.finditer(text))

    def at(self, text: str, start: int) -> tuple[Label | None, Label | None]:
        """The longest name at an offset, and a longer beginning of one that is not complete there."""
        node, pos, end, full = self._root, start, start, None
        while word := _WORD.match(text, pos):
            following = node.next.get(word[0].casefold())
            if following is None:
                break
            node, end = following, word.end()
            if node.name is not None:
                full = Label(node.name, start, end)
            gap = _BETWEEN_WORDS.match(text, end)
            if gap is None:
                break
            pos = gap.end()
        if end == start:
            return self._abbreviation(text, start), None
        if full is not None and full.end == end:
            # The last word of a name may stand in brackets.
            closes = (full.name or "").endswith(")") and text.startswith(")", end)
            return (evolve(full, end=end + 1) if closes else full), None
        joined = _AND.match(text, end)
        return full, Label(None, start, joined.end() if joined else end, tuple(node.rests()))

    def _abbreviation(self, text: str, start: int) -> Label | None:
        """An abbreviation in capitals, as tables use them."""
        word = _WORD.match(text, start)
        name = self._abbreviations.get(word[0]) if word else None
        return Label(name, start, word.end()) if word and name else None

    def term(self, name: str, edition: str | None) -> Term | None:
        """What a name means in an edition; in one whose method is not known, what it meant in the next one known."""
        return self.vocabulary.find(name, self._scope(edition))

    @cached_property
    def statuses(self) -> Statuses:
        """The labels of statuses."""
        return Statuses.of(self.catalog)

    @cached_property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest rating of any scale."""
        scales = [method.scale for method in self.catalog.pinned]
        return min(one.lowest for one in scales), max(one.highest for one in scales)

    def is_percentage(self, label: Label) -> bool:
        """Whether a name is that of a percentage; one of them is called *Total Score*."""
        term = self.term(label.name or "", None)
        return term is not None and self.vocabulary.is_percentage(term.id)

    def is_off_scale(self, name: str, text: str) -> bool:
        """Whether a number behind the name of a rating or a score is beyond the ends of any scale."""
        number, term = numerals.parse(text), self.term(name, None)
        lowest, highest = self.ends
        is_score = term is not None and not self.vocabulary.is_percentage(term.id)
        return is_score and number is not None and not lowest <= number <= highest

    def _scope(self, edition: str | None) -> str | None:
        known = self.catalog.find_edition(edition)
        if known is None:
            return None
        if known.id not in self._scopes:
            later = self.catalog.editions[self.catalog.editions.index(known) :]
            self._scopes[known.id] = next((one.id for one in later if one.printings), None)
        return self._scopes[known.id]

    def edition(self, label: str) -> str:
        """An edition as the catalog calls it (``1999`` is ``1999-2000``), or as it is printed."""
        known = self.catalog.find_edition(label)
        return known.id if known else label


@lru_cache(maxsize=1)
def names_of(vocabulary: Vocabulary) -> Names:
    """The names of a vocabulary, made once for all pages of a run."""
    return Names(vocabulary)
