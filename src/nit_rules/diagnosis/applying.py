"""Rules that somebody else may have followed, applied to all claims at once."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from nit_rules.catalog import Catalog
from nit_rules.diagnosis.part import Edits, Part
from nit_rules.diagnosis.rivals import legend_of
from nit_rules.diagnosis.systematic import Earlier, Hypothesis, families
from nit_rules.diagnosis.tables import texts
from nit_rules.diagnosis.whole import Whole
from nit_rules.diagnosis.world import World
from nit_rules.judging import Claim
from nit_rules.model import BandRule, Cause, Figure, Methodology, Span, is_empty, meet
from nit_rules.numerals import decimal_text


class _Fit(NamedTuple):
    """A hypothesis that leads to the claims `explained`, while the rules lead to the claims `standing`, on `rows`."""

    hypothesis: Hypothesis
    explained: int
    standing: int
    rows: Span


def applied(catalog: Catalog, world: World, part: Part, before: Earlier) -> Iterator[Whole]:
    """Each hypothesis by which more claims agree than without it, with the largest sets of claims that it explains."""
    own = [meet(claim.span, part.allowed) for claim in part.claims]
    agreeing = len(part.claims) - part.wrong(part.allowed)
    for family in families(catalog, world, part, before):
        needed, fits = agreeing + 1, list[_Fit]()
        for hypothesis in family:
            total, found = _fits(part, own, hypothesis, needed)
            if found:
                # Which of several ratings was left out stays open; of other families the first is as good as any.
                is_open = hypothesis.id == Cause.INDICATOR_OMITTED
                fits = [*fits, *found] if total == needed and is_open else found
                needed = total if is_open else total + 1
        alike: dict[int, list[_Fit]] = {}
        for fit in fits:
            alike.setdefault(fit.explained, []).append(fit)
        yield from (_whole(world, part, some) for some in alike.values())


def _fits(part: Part, own: list[Span], hypothesis: Hypothesis, needed: int) -> tuple[int, list[_Fit]]:
    """With how many claims at most rows and a hypothesis agree, and the fits that do; none where they are too few."""
    ways = [meet(span, part.allowed) for span in hypothesis.spans]
    found: dict[int, int] = {}
    for start in sorted({span[0] for span in (*own, *ways) if not is_empty(span)}):
        explained = standing = 0
        for place, span in enumerate(own):
            if span[0] <= start <= span[1]:
                standing |= 1 << place
            elif ways[place][0] <= start <= ways[place][1]:
                explained |= 1 << place
        total = (standing | explained).bit_count()
        if explained and total >= needed:
            if total > needed:
                needed = total
                found.clear()
            found.setdefault(explained, standing)
    fits = []
    for explained, standing in found.items():
        rows = part.allowed
        for place, span in enumerate(own):
            if standing >> place & 1:
                rows = meet(rows, span)
            elif explained >> place & 1:
                rows = meet(rows, ways[place])
        fits.append(_Fit(hypothesis, explained, standing, rows))
    return needed, fits


def _whole(world: World, part: Part, fits: Sequence[_Fit]) -> Whole:
    """A hypothesis as it is told, or several that explain the same."""
    (hypothesis, explained, standing, rows), *_ = fits
    claims = part.members(explained)
    what = tuple(fit.hypothesis.what for fit in fits if fit.hypothesis.what)
    common = tuple(
        fit.hypothesis.what
        for fit in fits
        if fit.hypothesis.what and not _is_refuted(world.method, part, fit)
    )
    edits: list[Edits] = []
    if not world.unsound:
        own = part.replaced(rows, claims, part.others(explained | standing))
        if hypothesis.is_fewer and len(claims) == 1:
            own.sort(key=lambda some: _apart(claims[0].text, some[0].after))
        edits = [(*some, *more) for more in world.mended(without=[part]) for some in own]
    if hypothesis.id == Cause.REVERSED_SCALE:
        edits += _turned_ratings(world)
    says = (
        _together(part, hypothesis, claims, rows, what)
        if len(claims) > 1
        else _alone(world, part, hypothesis, claims[0], rows, what)
    )
    explains = tuple((claim.figure, claim.text) for claim in claims)
    return Whole(hypothesis.id, says, explains, tuple(edits), common)


def _is_refuted(method: Methodology, part: Part, fit: _Fit) -> bool:
    """Whether the record itself shows that no such rule was followed, so that other records cannot have it in common.

    A rating is left out where the mean is taken, before anything is made from it. So what the explained figures are
    made from, and what is made beside them, has to show it as well; what comes after them may have been made anew.
    """
    if fit.hypothesis.id != Cause.INDICATOR_OMITTED:
        return False
    rules = {claim.figure: len(method.rests_on(claim.figure)) for claim in part.claims}
    last = max(rules[claim.figure] for claim in part.members(fit.explained))
    return any(
        rules[claim.figure] <= last and is_empty(meet(span, fit.rows))
        for claim, span in zip(part.claims, fit.hypothesis.spans, strict=True)
    )


def _apart(text: str, other: str | None) -> Fraction:
    return abs(Fraction(text) - Fraction(other or 0))


def _turned_ratings(world: World) -> list[Edits]:
    """All known ratings turned, where that makes everything right."""
    size = world.method.scale.size
    turned = {one: size - position for one, position in world.known.items() if 2 * position != size}
    edits = tuple(world.rating_edit(one, position) for one, position in turned.items())
    return [edits] if edits and not world.unsound and not world.wrong_with(turned) else []


_WAYS = {
    Cause.HALF_UP: "rounded half up",
    Cause.HALF_EVEN: "rounded half to even",
    Cause.TRUNCATED: "cut off",
    Cause.ROUNDED_UP: "rounded up",
}
#: How one cause of several wrong figures is put into words.
_TOGETHER = {
    Cause.HALF_UP: "are rounded half up",
    Cause.HALF_EVEN: "are rounded half to even",
    Cause.TRUNCATED: "are cut off, not rounded",
    Cause.ROUNDED_UP: "are rounded up",
    Cause.FEWER_DIGITS: "are printed with fewer digits",
    Cause.ZEROS_ADDED: "are rounded to fewer digits, with zeros added",
    Cause.PREVIOUS_EDITION: "are the figures of the edition before",
    Cause.PREVIOUS_EDITION_TURNED: "are the figures of the edition before with the scale turned",
    Cause.FRACTION_OF_ONE: "are fractions of one, not percentages",
    Cause.PERCENTAGE_OF_HIGHEST: "are percentages of the highest score",
    Cause.REVERSED_SCALE: "are the figures with the scale turned",
    Cause.BAND_EDGE: "are the classes beyond an edge",
}


def _together(
    part: Part, hypothesis: Hypothesis, claims: list[Claim], rows: Span, what: tuple[str, ...]
) -> str:
    sources = texts(part.lattice, part.lattice.id)
    words = {
        Cause.PERCENTAGE_FROM_ROUNDED_SCORE: "are taken from the rounded score"
        + (f" {sources[rows[0]]}" if sources[rows[0]] == sources[rows[1]] else ""),
        Cause.STATUS_FROM_PERCENTAGE: "are read from the legend",
        Cause.OTHER_METHODOLOGY: f"are the figures of {' or '.join(what)}",
        Cause.OTHER_FIGURE: f"are the {' or '.join(what)}",
        Cause.INDICATOR_OMITTED: f"are the figures without {' or '.join(what)}",
    }
    return together(((one.figure, one.text) for one in claims), hypothesis.id, words.get(hypothesis.id, ""))


def together(printed: Iterable[tuple[str, str]], cause: Cause, words: str = "") -> str:
    """What several figures have in common: ``cs 1.3 and co 1.3 are printed with fewer digits``."""
    *others, last = (f"{figure} {text}" for figure, text in printed)
    return f"{', '.join(others)} and {last} {words or _TOGETHER[cause]}"


def _alone(
    world: World, part: Part, hypothesis: Hypothesis, claim: Claim, rows: Span, what: tuple[str, ...]
) -> str:
    text, row = claim.text, part.lattice.rows[rows[0]]
    right, source = row.figures[claim.figure], row.figures[part.lattice.id]
    if hypothesis.id == Cause.PERCENTAGE_FROM_ROUNDED_SCORE:
        return f"{text} is taken from the rounded score {source.text}; from the exact one it is {right.text}"
    if hypothesis.id == Cause.STATUS_FROM_PERCENTAGE:
        legend = legend_of(world.method.rule[claim.figure], world.method.legends)
        read = f"{row.figures[legend.of].text} " if legend else ""
        return f"by the legend {read}is {text}, but the score {source.text} decides: {right.text}"
    if hypothesis.id == Cause.BAND_EDGE:
        rule = world.method.rule[claim.figure]
        assert isinstance(rule, BandRule)  # noqa: S101 - only classes have edges
        return f"{row.figures[rule.of].text} is at the edge between {text} and {right.text}, and belongs to the latter"
    if hypothesis.id == Cause.REVERSED_SCALE:
        return f"{text} is {right.text} with the scale turned"
    if hypothesis.id == Cause.FRACTION_OF_ONE:
        return f"{text} is {right.text} percent as a fraction of one"
    if hypothesis.id == Cause.PERCENTAGE_OF_HIGHEST:
        scale = part.lattice.scale
        wrong = f"{text} is {source.text} out of {scale.highest} in percent"
        return f"{wrong}; counted from {scale.lowest} it is {right.text}"
    if hypothesis.id == Cause.SUM_OF_RATINGS:
        count = len(part.lattice.indicators)
        return f"{text} is the sum of the ratings; divided by {count} it is {right.text}"
    if hypothesis.id == Cause.OTHER_METHODOLOGY:
        return f"{text} is the figure of {' or '.join(what)}"
    if hypothesis.id == Cause.OTHER_FIGURE:
        return f"{text} is the {' or '.join(what)}"
    if hypothesis.id == Cause.INDICATOR_OMITTED:
        return f"without {' or '.join(what)} the ratings give {text}"
    if hypothesis.id == Cause.PREVIOUS_EDITION:
        return f"{text} is the figure of the edition before"
    if hypothesis.id == Cause.PREVIOUS_EDITION_TURNED:
        return f"{text} is the figure of the edition before with the scale turned"
    if hypothesis.is_fewer:
        return _fewer(part, hypothesis, claim, rows)
    return f"{text} is {_exact(right)} {_WAYS[hypothesis.id]}; it is printed {right.text}"


def _fewer(part: Part, hypothesis: Hypothesis, claim: Claim, rows: Span) -> str:
    values = dict.fromkeys(texts(part.lattice, claim.figure)[rows[0] : rows[1] + 1])
    nearest = sorted(values, key=lambda text: _apart(claim.text, text))
    return with_fewer(claim.text, or_words(nearest), hypothesis.id)


def has_zeros(text: str) -> bool:
    """Whether a number ends with zeros after its point."""
    return "." in text and text.rstrip().endswith("0")


def with_fewer(text: str, right: str, cause: Cause) -> str:
    """How a number comes to have fewer digits: ``1.3 is 1.25 with one digit after the point``."""
    printed = text.strip().partition(".")[2]
    zeros = len(printed) - len(printed.rstrip("0")) if cause is Cause.ZEROS_ADDED else 0
    digits = len(printed) - zeros
    counted = {0: "no digit", 1: "one digit"}.get(digits, f"{digits} digits")
    way = f", {_WAYS[cause]}" if cause in _WAYS else ""
    if zeros:
        way = " and a zero added" if zeros == 1 else " and zeros added"
    return f"{text} is {right} with {counted} after the point{way}"


def or_words(texts_: Sequence[str]) -> str:
    """Up to three alternatives in words."""
    shown = list(texts_[:3])
    words = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
    return words + (" (or others)" if len(texts_) > len(shown) else "")


def _exact(figure: Figure) -> str:
    return decimal_text(figure.exact) if figure.exact is not None else figure.text
