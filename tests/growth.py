"""How the work for an input grows with its length, as a ratio of two times of one run."""

import gc
import time
from collections.abc import Callable

#: Shorter times tell nothing, in seconds.
SHORTEST = 0.02


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Whether four times the size takes about four times as long, and not the sixteen of a square."""
    small, large = _seconds(work, size // 4), _seconds(work, size)
    return large < 8 * max(small, SHORTEST)


def _seconds(work: Callable[[int], object], size: int) -> float:
    # The collector also visits what other tests have left in memory.
    gc.disable()
    try:
        started = time.process_time()
        work(size)
        return time.process_time() - started
    finally:
        gc.enable()
