"""``nit-rules``, and ``python -m nit_rules``."""

import gc
import os
import sys


def main() -> None:
    """The process of the command line: start it without waste, and hand over."""
    # What starting up makes is no garbage, and looking for some after every 700 objects takes a tenth of its time.
    gc.set_threshold(100_000)
    # Where these are closed there is nothing to read, and nobody to tell.
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115 - as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115 - likewise
    from nit_rules.cli import main as run

    run()


if __name__ == "__main__":
    main()
