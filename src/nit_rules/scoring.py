"""Scoring: from a full set of ratings to every figure, with the derivation of each."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field

from nit_rules import numerals
from nit_rules.errors import Problem, RatingsError, quoted
from nit_rules.model import (
    BandRule,
    Evidence,
    Figure,
    FrozenMap,
    Mean,
    Methodology,
    Rescale,
    Rule,
    check_methodology,
)
from nit_rules.naming import suggestion
from nit_rules.numerals import Value, decimal_text
from nit_rules.values import frozen


@frozen
class Step:
    """One rule applied: what it read, the exact value it made, what it prints, and how the rule is known."""

    rule: str
    name: str
    kind: str
    inputs: tuple[tuple[str, Fraction], ...]
    exact: Fraction | None
    printed: Decimal | str
    working: str
    evidence: Evidence = field(repr=False)


@frozen
class Score:
    """Every figure that follows from a full set of ratings, in the order of the rules.

    >>> import nit_rules
    >>> method = nit_rules.load_catalog().methodology("nit/2020")
    >>> ratings = dict(ndg="1.25", ep="1.25", cs="1.50", im="1.25", ldg="1.50", jfi="1.25", co="1.25")
    >>> score = nit_rules.score(method, ratings)
    >>> score.figures["democracy_score"]
    Figure(printed=Decimal('1.32'), exact=Fraction(37, 28))
    >>> print(score.derivation[0].working)
    9.25 / 7 = 37/28 = 1.321428… → 1.32
    """

    methodology: str
    ratings: tuple[tuple[str, Decimal], ...]
    figures: FrozenMap[str, Figure]
    _method: Methodology = field(eq=False, repr=False, alias="method")

    @property
    def derivation(self) -> tuple[Step, ...]:
        """One step per rule, in an order in which each reads only what earlier steps made."""
        return tuple(
            _step(self._method, rule, self.figures, dict(self.ratings))
            for lattice in self._method.lattices
            for rule in (lattice.mean, *(rule for rule in lattice.rules if rule is not lattice.mean))
        )


def check_mapping(values: object) -> None:
    """Raises `RatingsError` where values are not given by their ids."""
    if not isinstance(values, Mapping):
        message = f"give a mapping of ids to values, not {type(values).__name__}"
        raise RatingsError([Problem("wrong-type", "ratings", message)])


def positions(method: Methodology, ratings: Mapping[str, Value]) -> dict[str, int]:
    """The grid positions of ratings, in the order of the methodology's indicators.

    Raises `RatingsError` with every unknown indicator, every value of a wrong type and every rating that is not a
    number or lies off the scale or its grid.
    """
    check_mapping(ratings)
    found, problems = {}, []
    scale = method.scale
    for indicator, value in ratings.items():
        try:
            position = scale.position(numerals.text_of(value))
        except TypeError as error:
            problems.append(Problem("wrong-type", str(indicator), str(error)))
            continue
        except ValueError as error:
            problems.append(Problem("not-a-number", str(indicator), str(error)))
            continue
        if indicator not in method.indicator:
            message = f"{method.id} has no indicator {quoted(indicator)}{suggestion(indicator, method.indicator_names)}"
            problems.append(Problem("unknown-figure", str(indicator), message))
        elif position is None:
            problems.append(Problem("off-grid", indicator, f"{value} is not a rating from {scale.grid}"))
        else:
            found[indicator] = position
    if problems:
        raise RatingsError(problems)
    return found


def score(method: Methodology, ratings: Mapping[str, Value]) -> Score:
    """Every figure of a methodology from a full set of ratings.

    Each composite is the mean of its ratings, ``sum / n``; a rescaled figure is
    ``onto[0] + (x - lowest) / (highest - lowest) * (onto[1] - onto[0])``; a band is that of the figure that its
    rule reads, whose bounds belong to it or not as the rule says. All are exact until they are printed. Ratings are
    `str`, `Decimal` or `int`.

    Raises `RatingsError` where a rating is missing, off the scale or its grid, of a wrong type, or of no indicator of
    the methodology; it names all of them. Raises `InputError` where `method` is no methodology. The source of each rule
    is in `Score.derivation`.
    """
    check_methodology(method)
    if type(ratings) is not dict:
        # Other mappings may make up what they do not hold.
        return _score_slowly(method, ratings)
    known = method.scale.known_positions
    total = 0
    try:
        printed = []
        for indicator in method.indicator:
            position, rating = known[ratings[indicator]]
            printed.append((indicator, rating))
            total += position
    except (KeyError, TypeError):
        return _score_slowly(method, ratings)
    lattice = method.only_lattice
    if lattice is None or len(printed) != len(ratings):
        return _score_slowly(method, ratings)
    return Score(method.id, tuple(printed), lattice.rows[total].figures, method)


def _score_slowly(method: Methodology, ratings: Mapping[str, Value]) -> Score:
    check_mapping(ratings)
    at, problems = dict[str, int](), list[Problem]()
    try:
        at = positions(method, ratings)
    except RatingsError as error:
        problems += error.problems
    problems += [
        Problem("missing-rating", one.id, f"no rating of {one.name}; all are needed")
        for one in method.indicators
        if one.id in method.rated and one.id not in ratings
    ]
    if problems:
        raise RatingsError(problems)
    figures: dict[str, Figure] = {}
    for lattice in method.lattices:
        figures.update(lattice.rows[sum(at[indicator] for indicator in lattice.indicators)].figures)
    return Score(
        method.id,
        tuple(
            (indicator, method.scale.printed(at[indicator]))
            for indicator in method.indicator
            if indicator in at
        ),
        FrozenMap((rule.id, figures[rule.id]) for rule in method.rules),
        method,
    )


def _step(
    method: Methodology, rule: Rule, figures: Mapping[str, Figure], ratings: Mapping[str, Decimal]
) -> Step:
    made = figures[rule.id]
    if isinstance(rule, Mean):
        assert made.exact is not None  # noqa: S101 - a mean has an exact value
        read = tuple((indicator, Fraction(ratings[indicator])) for indicator in rule.of)
        total = sum((value for _, value in read), Fraction(0))
        working = f"{decimal_text(total)} / {len(read)} = {value_text(made.exact)} → {made.text}"
        return Step(rule.id, rule.name, "mean", read, made.exact, made.printed, working, rule.evidence)
    source = figures[rule.of]
    value = source.read(rule.reads)
    read = ((rule.of, value),)
    if isinstance(rule, BandRule):
        working = f"{decimal_text(value)} is {band_words(rule, made.text)} → {made.text}"
        return Step(rule.id, rule.name, "band", read, None, made.printed, working, rule.evidence)
    assert made.exact is not None  # noqa: S101
    working = f"{rescale_words(rule, method, value)}{value_text(made.exact)} → {made.text}"
    return Step(rule.id, rule.name, "rescale", read, made.exact, made.printed, working, rule.evidence)


def rescale_words(rule: Rescale, method: Methodology, value: Fraction) -> str:
    """The pencil work of a rescaling: ``(37/28 − 1) / 6 × 100 =``; nothing where both ranges are the same."""
    low, high = method.range_of(rule.of)
    start, end = map(Fraction, rule.onto)
    if (low, high) == (start, end):
        return ""
    offset = f"{start} + " if start else ""
    return f"{offset}({value} − {low}) / {high - low} × {end - start} = "


def band_words(rule: BandRule, label: str) -> str:
    """The bounds of a band in words: ``above 2.00 and at most 3.00``."""
    place = next(i for i, band in enumerate(rule.bands) if band.label == label)
    words = [rule.bands[place].opens] if place > 0 else []
    words += [after.closes for after in rule.bands[place + 1 : place + 2]]
    return " and ".join(words) or "on the scale"


def value_text(value: Fraction) -> str:
    """A fraction and its decimal digits: ``37/28 = 1.321428…``; one of them where they are the same."""
    digits = decimal_text(value)
    return digits if value.denominator == 1 else f"{value} = {digits}"
