"""Methodologies, ratings and records for tests: the shipped shape of the method, and small made-up ones."""

from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from nit_rules.model import (
    Band,
    BandRule,
    Basis,
    Evidence,
    Indicator,
    Mean,
    Methodology,
    Reads,
    Rescale,
    Scale,
)
from nit_rules.rounding import Rounding, RoundingMode, decimal_of

MADE_UP = Evidence(Basis.ASSUMED)
LABELS = ("Red", "Orange", "Yellow", "Green", "Blue")


def made_up(
    *,
    indicators: int = 3,
    lowest: str = "1.00",
    size: int = 4,
    step: str = "0.25",
    best: str = "highest",
    mode: str = "half-up",
    digits: int = 2,
    cuts: tuple[int, ...] = (1, 2),
    composites: int = 1,
) -> Methodology:
    """A methodology of one's own size: means of equal parts of the indicators, each with a percentage and bands.

    `cuts` are the bounds of the bands, in steps above the lowest mean.
    """
    low, unit = Decimal(lowest), Decimal(step)
    high = low + size * unit
    scale = Scale(low, high, unit, best, MADE_UP)
    names = tuple(f"i{number}" for number in range(indicators * composites))
    rules: list[Mean | Rescale | BandRule] = []
    for number in range(composites):
        suffix = "" if composites == 1 else str(number + 1)
        of = names[number * indicators : (number + 1) * indicators]
        bounds = [low, *(low + cut * unit for cut in cuts)]
        bands = tuple(Band(label, at_least=bound) for label, bound in zip(LABELS, bounds, strict=False))
        step_of_score = decimal_of(1, -digits)
        rules += [
            Mean(f"score{suffix}", "Score", of, Rounding(step_of_score, RoundingMode(mode)), MADE_UP),
            Rescale(
                f"percentage{suffix}", "Percentage", f"score{suffix}", (Decimal(0), Decimal(100)), Reads.EXACT,
                Rounding(Decimal("1"), RoundingMode(mode)), MADE_UP,
            ),
            BandRule(f"status{suffix}", "Status", f"score{suffix}", Reads.EXACT, bands, MADE_UP),
        ]  # fmt: skip
    return Methodology(
        "made/up",
        "1.0.0",
        "Made up",
        scale,
        tuple(Indicator(name, name.upper()) for name in names),
        tuple(rules),
    )


@st.composite
def small_methodologies(draw: st.DrawFn, composites: int = 1) -> Methodology:
    """Methodologies small enough to try every rating vector."""
    size = draw(st.integers(1, 4))
    cuts = tuple(sorted(draw(st.sets(st.integers(1, size), max_size=3))))
    return made_up(
        indicators=draw(st.integers(1, 3)),
        lowest=draw(st.sampled_from(["0", "1.00", "-2"])),
        size=size,
        step=draw(st.sampled_from(["0.25", "0.5", "1"])),
        best=draw(st.sampled_from(["lowest", "highest"])),
        mode=draw(st.sampled_from(["half-up", "half-even", "down"])),
        digits=draw(st.integers(0, 2)),
        cuts=cuts,
        composites=composites,
    )


def printed_ratings(method: Methodology) -> st.SearchStrategy[dict[str, str]]:
    """A rating on the grid for each indicator."""
    grid = [str(method.scale.printed(position)) for position in range(method.scale.size + 1)]
    return st.fixed_dictionaries({indicator: st.sampled_from(grid) for indicator in method.indicator})


def every_rating_vector(method: Methodology) -> list[dict[str, str]]:
    """All ratings that a small methodology can be given, as printed."""
    grid = [str(method.scale.printed(position)) for position in range(method.scale.size + 1)]
    vectors = product(grid, repeat=len(method.indicator))
    return [dict(zip(method.indicator, vector, strict=True)) for vector in vectors]
