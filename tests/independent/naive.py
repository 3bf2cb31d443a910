"""The definitions of a verdict, word for word and by brute force; it shares no code with the package.

Every sum of ratings is enumerated, every set of claims is tried, all numbers are fractions. Slow and plain on purpose:
what it says of a record is compared with what `nit_rules.audit` says (``test_agreement.py``).
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import floor

from attrs import frozen

QUARTER = Fraction(1, 4)
LABELS = DEMOCRACY, SEMI_DEMOCRACY, HYBRID, SEMI_AUTHORITARIAN, AUTHORITARIAN = (
    "Consolidated Democracy",
    "Semi-Consolidated Democracy",
    "Transitional or Hybrid Regime",
    "Semi-Consolidated Authoritarian Regime",
    "Consolidated Authoritarian Regime",
)
SEVEN = ("ndg", "ep", "cs", "im", "ldg", "jfi", "co")
SIX = ("ep", "cs", "im", "gov", "cljf", "co")
#: Methodology -> composite -> its indicators.
COMPOSITES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "nit/1999": {"democratization": ("ep", "cs", "im", "gov"), "rule_of_law": ("cljf", "co")},
    "nit/2004": {"democracy_score": SIX},
    "nit/2005": {"democracy_score": SEVEN},
    "nit/2020": {"democracy_score": SEVEN},
}
#: Methodology -> its figures in the order of the rules.
FIGURES: Mapping[str, tuple[str, ...]] = {
    "nit/1999": ("democratization", "rule_of_law"),
    "nit/2004": ("democracy_score",),
    "nit/2005": ("democracy_score", "status"),
    "nit/2020": ("democracy_score", "democracy_percentage", "democracy_percentage_rounded", "status"),
}
PRINTED_DIGITS = {"democracy_percentage_rounded": 0}


def rounded(value: Fraction, digits: int) -> Fraction:
    """Halves up; no figure here is negative."""
    return Fraction(floor(value * 10**digits + Fraction(1, 2)), 10**digits)


def text(value: Fraction, digits: int) -> str:
    """A fraction that has so many digits, printed."""
    whole = str(value * 10**digits).rjust(digits + 1, "0")
    return f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole


def status(methodology: str, mean: Fraction) -> str:
    if methodology == "nit/2020":
        mean = 8 - mean
    if mean < 3:
        return DEMOCRACY
    if mean < 4:
        return SEMI_DEMOCRACY
    if mean < 5:
        return HYBRID
    return SEMI_AUTHORITARIAN if mean < 6 else AUTHORITARIAN


def exact(figure: str, mean: Fraction) -> Fraction:
    return 100 * (mean - 1) / 6 if figure.startswith("democracy_percentage") else mean


def printed(methodology: str, figure: str, mean: Fraction) -> str:
    """A figure as the rules print it for a mean of ratings."""
    if figure == "status":
        return status(methodology, mean)
    digits = PRINTED_DIGITS.get(figure, 2)
    return text(rounded(exact(figure, mean), digits), digits)


def sums(count: int) -> list[Fraction]:
    """Every sum that so many ratings can have."""
    return [count + step * QUARTER for step in range(24 * count + 1)]


def composite_of(methodology: str, figure: str) -> str:
    composites = COMPOSITES[methodology]
    return figure if figure in composites else next(iter(composites))


def significant(value: Fraction, digits: int) -> Fraction:
    """A fraction rounded to so many significant digits."""
    if value == 0:
        return value
    shift = 0
    while value * Fraction(10) ** shift >= 10**digits:
        shift -= 1
    while value * Fraction(10) ** shift < 10 ** (digits - 1):
        shift += 1
    return rounded(value * Fraction(10) ** shift, 0) / Fraction(10) ** shift


def agrees(claim: str, methodology: str, figure: str, mean: Fraction) -> bool:
    """Whether a claim is a figure of that mean."""
    if figure == "status":
        return claim == status(methodology, mean)
    allowed = PRINTED_DIGITS.get(figure, 2)
    whole, _, decimals = claim.partition(".")
    while len(decimals) > allowed and decimals.endswith("0"):
        decimals = decimals[:-1]
    value = Fraction(f"{whole}.{decimals}0")
    if len(decimals) <= allowed:
        return value == rounded(exact(figure, mean), allowed)
    if len((whole + decimals).lstrip("0")) > 12:
        value = significant(value, 12)
        is_printed = value == rounded(value, allowed)
        return value == (
            rounded(exact(figure, mean), allowed) if is_printed else significant(exact(figure, mean), 12)
        )
    return value == rounded(exact(figure, mean), len(decimals))


@cache
def giving(methodology: str, figure: str, claim: str) -> frozenset[Fraction]:
    """The sums that give a claim."""
    count = len(COMPOSITES[methodology][composite_of(methodology, figure)])
    return frozenset(total for total in sums(count) if agrees(claim, methodology, figure, total / count))


@frozen
class Verdict:
    """What the definitions say of one claim or one rating."""

    figure: str
    published: str
    verdict: str
    expected: str | None = None
    exact: Fraction | None = None
    sources: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    possible: tuple[str, str] | None = None


Claim = tuple[str, str]


def on_grid(rating: str) -> bool:
    value = Fraction(rating)
    return 1 <= value <= 7 and (value / QUARTER).denominator == 1


def verdicts(methodology: str, ratings: Sequence[Claim], claims: Sequence[Claim]) -> list[Verdict]:
    """The verdict on every claim, and on every rating that cannot stand."""
    found = []
    known: dict[str, Fraction] = {}
    for indicator in dict.fromkeys(name for name, _ in ratings):
        values = [value for name, value in ratings if name == indicator]
        good = {Fraction(value) for value in values if on_grid(value)}
        for value in values:
            if not on_grid(value):
                found.append(Verdict(indicator, value, "contradicted"))
            elif len({Fraction(other) for other in values}) > 1:
                found.append(Verdict(indicator, value, "conflicting"))
        if len({Fraction(value) for value in values}) == 1 and good:
            (known[indicator],) = good
    for composite, indicators in COMPOSITES[methodology].items():
        mine = [claim for claim in claims if composite_of(methodology, claim[0]) == composite]
        found += of_composite(methodology, indicators, known, mine)
    return found


def of_composite(
    methodology: str, indicators: Sequence[str], known: Mapping[str, Fraction], claims: Sequence[Claim]
) -> list[Verdict]:
    """The verdicts on the claims about one composite."""
    everything = frozenset(sums(len(indicators)))
    rated = [name for name in indicators if name in known]
    sum_known = sum((known[name] for name in rated), Fraction(0))
    allowed = frozenset(sum_known + rest for rest in sums(len(indicators) - len(rated)))
    order = FIGURES[methodology]

    def left(some: Iterable[Claim], start: frozenset[Fraction] = allowed) -> frozenset[Fraction]:
        for figure, value in some:
            start &= giving(methodology, figure, value)
        return start

    minimal: list[tuple[Claim, ...]] = []
    for size in range(1, len(claims) + 1):
        for some in combinations(claims, size):
            if not left(some) and not any(set(fewer) <= set(some) for fewer in minimal):
                minimal.append(some)
    free = [claim for claim in claims if not any(claim in some for some in minimal)]
    free.sort(key=lambda claim: order.index(claim[0]))

    found = []
    for claim in claims:
        figure, value = claim
        others = [other for other in free if other != claim]
        rivals: tuple[str, ...] = ()
        if (claim,) in minimal:
            verdict = "contradicted"
        elif claim not in free:
            verdict = "conflicting"
            against = {other[0] for some in minimal if claim in some for other in some if other != claim}
            rivals = tuple(name for name in order if name in against)
        elif left(others) <= giving(methodology, figure, value):
            verdict = "reproduced"
        else:
            verdict = "undetermined"

        def values(start: frozenset[Fraction], figure: str = figure) -> set[str]:
            return {printed(methodology, figure, total / len(indicators)) for total in start}

        if verdict == "undetermined" or len(values(left(others))) > 1:
            least, most = (
                printed(methodology, figure, end(left(others)) / len(indicators)) for end in (min, max)
            )
            possible = None if left(others) == everything else (least, most)
            found.append(Verdict(figure, value, verdict, rivals=rivals, possible=possible))
            continue
        (expected,) = values(left(others))
        exacts = {exact(figure, total / len(indicators)) for total in left(others)}
        one = exacts.pop() if figure != "status" and len(exacts) == 1 else None
        if rated and len(values(allowed)) == 1:
            sources: tuple[str, ...] = ("ratings",)
        else:
            fewest = next(
                some
                for size in range(len(others) + 1)
                for some in combinations(others, size)
                if len(values(left(some))) == 1
            )
            names = tuple(name for name, _ in fewest)
            sources = names if len(values(left(fewest, everything))) == 1 else ("ratings", *names)
        found.append(Verdict(figure, value, verdict, expected, one, sources, rivals))
    return found


def rating_change(before: str | None, after: str | None, change: tuple[str, str]) -> str:
    """The verdict on a stated change of a rating; `before` and `after` are the known ratings."""
    if not all(map(on_grid, change)):
        return "contradicted"
    known = [value and Fraction(value) for value in (before, after)]
    said = [Fraction(value) for value in change]
    if known == said:
        return "reproduced"
    return (
        "contradicted"
        if any(one not in (None, two) for one, two in zip(known, said, strict=True))
        else "undetermined"
    )


def score_change(
    methodology: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    moved: Mapping[str, tuple[str, str]],
    scores: tuple[str, str],
    *,
    lists_all: bool,
) -> str:
    """The verdict on a stated change of the score, `moved` being the stated changes of ratings."""
    first, second = (giving(methodology, "democracy_score", score) for score in scores)
    needed = {two - one for one in first for two in second}
    if not needed:
        return "contradicted"
    stated = sum((Fraction(new) - Fraction(old) for old, new in moved.values()), Fraction(0))
    if needed == {stated}:
        return "reproduced"
    possible = {stated}
    grid = sums(1)
    for name in () if lists_all else COMPOSITES[methodology]["democracy_score"]:
        if name not in moved:
            old = [Fraction(before[name])] if name in before else grid
            new = [Fraction(after[name])] if name in after else grid
            steps = {two - one for one in old for two in new}
            possible = {total + step for total in possible for step in steps}
    return "undetermined" if possible & needed else "contradicted"


def solutions(
    methodology: str, composite: str, ratings: Mapping[str, str], claims: Sequence[Claim]
) -> dict[Fraction, int]:
    """Every sum that agrees with all that is given, and the number of ratings, in order, that have it."""
    indicators = COMPOSITES[methodology][composite]
    counts = {sum((Fraction(ratings[name]) for name in indicators if name in ratings), Fraction(0)): 1}
    for _ in [name for name in indicators if name not in ratings]:
        longer: dict[Fraction, int] = {}
        for total, count in counts.items():
            for rating in sums(1):
                longer[total + rating] = longer.get(total + rating, 0) + count
        counts = longer
    mine = [claim for claim in claims if composite_of(methodology, claim[0]) == composite]
    return {
        total: count
        for total, count in sorted(counts.items())
        if all(total in giving(methodology, figure, value) for figure, value in mine)
    }
