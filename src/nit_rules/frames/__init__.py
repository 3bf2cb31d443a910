"""The same verdicts on data frames (extra ``frames``).

Polars (eager and lazy), pandas, PyArrow, DuckDB relations and PySpark go in and come back, through narwhals. Frames in
memory are judged with arrays, all others with expressions that their engine evaluates, by the same steps (`judging`).
All arithmetic is on whole numbers (positions on the lattice, printed figures in units of their last digit), and no
engine's rounding is relied on; what cannot be done so (texts, labels, the long tails of binary floats) is resolved once
per distinct value by the very functions that audit a single record.
"""

from nit_rules.errors import missing_extra

try:
    import narwhals  # noqa: F401 - the first to be missing where the extra is not installed
except ModuleNotFoundError:
    raise missing_extra("work on data frames", "frames") from None

from nit_rules.frames.auditing import audit
from nit_rules.frames.scoring import score

__all__ = ["audit", "score"]
