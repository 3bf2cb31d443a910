"""A fuzzer of the page reader: ``nox -s fuzz`` feeds it what coverage guides it to.

Whatever the bytes, a page is read or refused with an `InputError`, its records are audited, and what an audit shows can
be written as JSON. Anything else that is raised is a fault, and the fuzzer keeps the input that shows it.
"""

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["nit_rules"]):
    import nit_rules
    from pages import read_bytes
    from shipped import CATALOG


def one(data: bytes) -> None:
    """The first byte chooses the kind of page, the rest is the page."""
    suffix = (".txt", ".html")[data[0] % 2] if data else ".txt"
    with suppress(nit_rules.InputError):
        for record in read_bytes(data[1:], suffix).records:
            nit_rules.to_json(nit_rules.audit(CATALOG, record))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
