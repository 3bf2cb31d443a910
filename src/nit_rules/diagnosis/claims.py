"""What could be wrong with one claim: each hypothesis that leads to exactly the claimed figure."""

from collections.abc import Iterator

from attrs import evolve, frozen

from nit_rules import numerals
from nit_rules.catalog import Catalog
from nit_rules.diagnosis.digits import FEWER, misprints
from nit_rules.diagnosis.rivals import FROM_ROUNDED, LEGEND, REVERSED, Rival, legend_of, rivals
from nit_rules.diagnosis.world import World
from nit_rules.errors import quoted
from nit_rules.model import (
    Figure,
    LabelIndex,
    Lattice,
    Methodology,
    NumberIndex,
    Row,
    Span,
    is_empty,
    meet,
)
from nit_rules.scoring import decimal_text
from nit_rules.verdicts import Claim


@frozen
class Cause:
    """A hypothesis that explains one claim.

    `same` tells causes apart that share an id: claims explained by the same one have one cause. `values` are what the
    claim would have to be.
    """

    id: str
    same: str
    says: str
    values: tuple[str, ...] = ()


@frozen
class Suspect:
    """A wrong claim, its lattice, and the rows that the known ratings and the other claims leave it."""

    world: World
    lattice: Lattice
    claim: Claim
    left: Span

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.lattice.rows[self.left[0] : self.left[1] + 1]

    def values(self, span: Span) -> tuple[str, ...]:
        """The figures that rows print, once each."""
        rows = self.lattice.rows[span[0] : span[1] + 1]
        return tuple(dict.fromkeys(row.figures[self.claim.figure].text for row in rows))


def causes(catalog: Catalog, suspect: Suspect, before: dict[str, tuple[str, ...]]) -> Iterator[Cause]:
    """All hypotheses about one claim; `before` holds the figures of the edition before."""
    claim, lattice = suspect.claim, suspect.lattice
    if is_empty(claim.span):
        yield Cause("off-lattice", "", _off_lattice(suspect))
    if is_empty(suspect.left):
        return
    for rival in rivals(lattice, suspect.world.method.legends):
        yield from _by_rival(suspect, rival)
    yield from _other_methodology(catalog, suspect)
    yield from _indicator_omitted(suspect)
    if any(text == claim.text for text in before.get(claim.figure, ())):
        values = suspect.values(suspect.left)
        yield Cause("previous-edition", "", f"{claim.text} is the figure of the edition before", values)
    yield from _by_digits(suspect)


def _off_lattice(suspect: Suspect) -> str:
    text, index = suspect.claim.text, suspect.lattice.index(suspect.claim.figure)
    number = numerals.parse(text)
    if isinstance(index, LabelIndex) or number is None:
        return f"no ratings give {quoted(text)}: it is none of the classes"
    below = max((one for one in index.printed if one < number), default=None)
    above = min((one for one in index.printed if one > number), default=None)
    near = [str(one) for one in (below, above) if one is not None]
    return f"no ratings give {text}; the nearest {'are' if len(near) > 1 else 'is'} {' and '.join(near)}"


def _by_rival(suspect: Suspect, rival: Rival) -> Iterator[Cause]:
    claim = suspect.claim
    span = rival.span(claim.figure, claim.text)
    if span is None or is_empty(found := meet(span, suspect.left)):
        return
    row = suspect.lattice.rows[found[0]]
    right, source = row.figures[claim.figure], row.figures[suspect.lattice.id]
    if rival.id == FROM_ROUNDED:
        says = f"{claim.text} is taken from the rounded score {source.text}; from the exact one it is {right.text}"
    elif rival.id == LEGEND:
        legend = legend_of(suspect.world.method.rule[claim.figure], suspect.world.method.legends)
        read = f"{row.figures[legend.of].text} " if legend else ""
        says = f"by the legend {read}is {claim.text}, but the score {source.text} decides: {right.text}"
    elif rival.id == REVERSED:
        says = f"{claim.text} is {right.text} with the scale turned"
    else:
        way = {"truncated": "cut off", "rounded-up": "rounded up"}.get(rival.id, "rounded half to even")
        says = f"{claim.text} is {_exact(right)} {way}; it is printed {right.text}"
    yield Cause(rival.id, "", says, suspect.values(found))


def _exact(figure: Figure) -> str:
    return decimal_text(figure.exact) if figure.exact is not None else figure.text


def _other_methodology(catalog: Catalog, suspect: Suspect) -> Iterator[Cause]:
    """The figure of another methodology that rates the same indicators on the same grid, turned where it is."""
    claim, lattice, method = suspect.claim, suspect.lattice, suspect.world.method
    for other in catalog.pinned:
        theirs = other.lattice_of.get(claim.figure)
        if other.name == method.name or theirs is None or not _comparable(method, lattice, other, theirs):
            continue
        try:
            span = theirs.span(claim.figure, claim.text)
        except ValueError:
            continue
        last = len(lattice.rows) - 1
        for turned in sorted({False, method.scale.best is not other.scale.best}):
            found = meet(
                (last - span[1], last - span[0]) if turned and not is_empty(span) else span, suspect.left
            )
            if not is_empty(found):
                way = " with the scale turned" if turned else ""
                says = f"{claim.text} is the figure of {other.id}{way}"
                yield Cause("other-methodology", f"{other.id} {turned}", says, suspect.values(found))
                break


def _comparable(method: Methodology, lattice: Lattice, other: Methodology, theirs: Lattice) -> bool:
    mine, its = method.scale, other.scale
    grids = (mine.lowest, mine.highest, mine.step) == (its.lowest, its.highest, its.step)
    return grids and set(lattice.indicators) == set(theirs.indicators)


def _indicator_omitted(suspect: Suspect) -> Iterator[Cause]:
    """The mean of all ratings but one, and what follows from it."""
    claim, lattice, known = suspect.claim, suspect.lattice, suspect.world.known
    if len(lattice.indicators) < 2 or any(one not in known for one in lattice.indicators):
        return
    shorter = _shorter(lattice)
    try:
        span = shorter.span(claim.figure, claim.text)
    except ValueError:
        return
    total = sum(known[one] for one in lattice.indicators)
    omitted = [one for one in lattice.indicators if span[0] <= total - known[one] <= span[1]]
    if omitted:
        names = " or ".join(omitted)
        says = f"without {names} the ratings give {claim.text}"
        yield Cause("indicator-omitted", names, says, suspect.values(suspect.left))


def _shorter(lattice: Lattice) -> Lattice:
    """The lattice of the same rules with one rating fewer; worked out once."""
    found = lattice.derived.get("shorter")
    if not isinstance(found, Lattice):
        mean = evolve(lattice.mean, of=lattice.mean.of[1:])
        rules = [mean if rule.id == mean.id else rule for rule in lattice.rules]
        found = Lattice.of(lattice.scale, mean, rules)
        lattice.derived["shorter"] = found
    return found


def _by_digits(suspect: Suspect) -> Iterator[Cause]:
    """Fewer digits than printed, one digit wrong, or two exchanged."""
    claim, index = suspect.claim, suspect.lattice.index(suspect.claim.figure)
    if isinstance(index, NumberIndex):
        figures = {row.figures[claim.figure].text: row.figures[claim.figure] for row in suspect.rows}
        for misprint in misprints(claim.text, figures, index.digits):
            same = "digits" if misprint.id in FEWER else ""
            yield Cause(misprint.id, same, misprint.says, misprint.values)
