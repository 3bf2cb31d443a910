"""``python -m benchmarks [records] [startup] [frames]``: those named, or all."""

import sys
from importlib import import_module

for name in sys.argv[1:] or ("records", "startup", "frames"):
    import_module(f"benchmarks.{name}").main()
