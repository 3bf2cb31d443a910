"""Timing, and the one table that all benchmarks print."""

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from attrs import frozen


def best(work: Callable[[], object], *, seconds: float = 1.0, at_least: int = 3) -> float:
    """The shortest of several runs, in seconds: the one least disturbed by other work of the machine."""
    return min(_runs([work], seconds, at_least)[0])


def in_turns(*works: Callable[[], object], seconds: float = 1.0, at_least: int = 3) -> list[float]:
    """The median of several runs of each, which take turns: what disturbs one disturbs the others.

    Of two works the shorter has a run without disturbance more often, so that their shortest runs say less of them.
    """
    return [*map(median, _runs(works, seconds, at_least))]


def _runs(works: Sequence[Callable[[], object]], seconds: float, at_least: int) -> list[list[float]]:
    """The seconds that runs of each work took, by turns."""
    taken: list[list[float]] = [[] for _ in works]
    begun = time.perf_counter()
    while len(taken[0]) < at_least or time.perf_counter() - begun < seconds * len(works):
        for runs, work in zip(taken, works, strict=True):
            start = time.perf_counter()
            work()
            runs.append(time.perf_counter() - start)
    return taken


def each(work: Callable[[], object], times: int = 2000) -> float:
    """The time of one call of something short, in seconds."""

    def loop() -> None:
        for _ in range(times):
            work()

    return best(loop, seconds=0.5) / times


@frozen
class Line:
    """One measurement: how long it took, and how that compares with what it is measured against."""

    what: str
    seconds: float
    against: float | None = None
    at_most: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.against is None else self.seconds / self.against


def readable(seconds: float) -> str:
    for unit, scale in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def show(title: str, lines: list[Line]) -> None:
    """The measurements as a Markdown table."""
    print(f"\n### {title}\n\n| | time | ratio | aim |\n|---|---|---|---|")
    for line in lines:
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}×"
        reach = "" if line.at_most is None else f"≤ {line.at_most:g}×"
        print(f"| {line.what} | {readable(line.seconds)} | {ratio} | {reach} |")
    sys.stdout.flush()
