"""Rules as they are read: formulas, the range of what is printed in each band, runs of editions."""

from bisect import bisect_left
from collections.abc import Iterable
from fractions import Fraction

from nit_rules.model import Band, BandRule, Mean, Methodology, Rule
from nit_rules.numerals import LONGEST, decimal_text
from nit_rules.rounding import Rounding, RoundingMode


def formula(method: Methodology, rule: Rule) -> str:
    """How a rule computes, as a formula.

    A mean is ``(a + b) / 2``, a rescale ``(x - lowest) / range * target``, a band rule the class of its input.
    """
    if isinstance(rule, Mean):
        return f"({' + '.join(rule.of)}) / {len(rule.of)}" if len(rule.of) > 1 else rule.of[0]
    if isinstance(rule, BandRule):
        return f"the class of {rule.of} among {len(rule.bands)}"
    low, high = method.range_of(rule.of)
    start, end = map(Fraction, rule.onto)
    value = rule.of if low == 0 else f"({rule.of} {'-' if low > 0 else '+'} {shown(abs(low))})"
    onto, width = end - start, high - low
    words = value if width == onto else f"{value} / {shown(width)} * {shown(onto)}"
    return words if start == 0 else f"{shown(start)} + {words}"


def shown(value: Fraction) -> str:
    """A fraction of a rule file as the decimal that it was written as."""
    return decimal_text(value, LONGEST)


def ranges(method: Methodology, rule: BandRule) -> list[tuple[str, str]]:
    """Each band's label and the range of what is printed in it: ``3.00 to 3.99``.

    It holds for every sum of ratings. Where a bound lies between exact values that are printed alike, both bands print
    that value, and each says which part of it is its own: ``3.01 to 3.96 (3.96 if at most 3.961 before rounding)``.
    """
    source = method.rule[rule.of]
    assert not isinstance(source, BandRule)  # noqa: S101 - loading refuses rules that read a label
    printed = Rounding(source.round.step, RoundingMode.HALF_UP)
    figures = (row.figures[rule.of] for row in method.lattice_of[rule.of].rows)
    read = sorted((figure.read(rule.reads), Fraction(figure.printed)) for figure in figures)
    edges = [_edge(band, read, Fraction(source.round.step)) for band in rule.bands]
    result = []
    for index, band in enumerate(rule.bands):
        below, first = edges[index]
        own: dict[Fraction, list[str]] = {first: [band.opens]} if below == first else {}
        last = read[-1][1]
        if index + 1 < len(edges):
            last, above = edges[index + 1]
            if last == above:
                own.setdefault(last, []).append(rule.bands[index + 1].closes)
        words = f"{printed(first)} to {printed(last)}" if first <= last else "nothing"
        if own:
            parts = (f"{printed(value)} if {' and '.join(bounds)}" for value, bounds in own.items())
            words += f" ({', '.join(parts)} before rounding)"
        result.append((band.label, words))
    return result


def _edge(band: Band, read: list[tuple[Fraction, Fraction]], step: Fraction) -> tuple[Fraction, Fraction]:
    """The last value that is printed below a band and the first in it; the same where both print it.

    `read` holds all values in order, as they are read and as they are printed. Between the values that sums reach the
    edge is drawn where the bound would divide what is printed.
    """
    place = bisect_left(read, True, key=lambda pair: band.opens_at(pair[0]))
    if place == 0:
        return read[0][1] - step, read[0][1]
    below = read[place - 1][1]
    first = -(-band.bound // step) * step
    if not band.opens_at(first):
        first += step
    if place < len(read):
        if read[place][1] == below:
            return below, below
        first = min(first, read[place][1])
    first = max(first, below + step)
    return first - step, first


def spans(labels: Iterable[str]) -> str:
    """Edition labels with runs of years drawn together.

    >>> spans(["1999-2000", "2001", "2002", "2003", "2020"])
    '1999-2000, 2001 to 2003, 2020'
    """
    runs: list[list[str]] = []
    for label in labels:
        if runs and label.isdigit() and runs[-1][-1].isdigit() and int(label) == int(runs[-1][-1]) + 1:
            runs[-1].append(label)
        else:
            runs.append([label])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)
