"""A reproducible scoring-rules engine: audits published Nations in Transit figures against versioned, cited rules.

Importing the package reads no file and keeps no state; `load_catalog` reads the rules, and the caller keeps them.

>>> import nit_rules
>>> method = nit_rules.load_catalog().for_edition("2021")
>>> method.id
'nit/2020@1.0.0'
"""

from importlib import import_module
from typing import TYPE_CHECKING

from nit_rules._version import __version__
from nit_rules.auditing import audit
from nit_rules.catalog import Catalog
from nit_rules.errors import (
    InputError,
    NitRulesError,
    Problem,
    RatingsError,
    RuleFileError,
    UnknownEditionError,
    UnknownMethodologyError,
)
from nit_rules.model import Audit, Change, Finding, Methodology, Record, Stated, Verdict
from nit_rules.scoring import Score, score

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Audit",
    "Catalog",
    "Change",
    "Finding",
    "InputError",
    "Methodology",
    "NitRulesError",
    "Problem",
    "RatingsError",
    "Record",
    "RuleFileError",
    "Score",
    "Stated",
    "UnknownEditionError",
    "UnknownMethodologyError",
    "Verdict",
    "__version__",
    "audit",
    "load_catalog",
    "score",
    "to_json",
]


def load_catalog(*folders: "str | Path") -> Catalog:
    """The shipped rules, and those in the given folders.

    Raises `RuleFileError` with every problem of every file that cannot be used.
    """
    from nit_rules.loading import load_catalog as load

    return load(*folders)


def to_json(result: object) -> str:
    """A result (`Score`, `Audit`, …) as the JSON that the commands print, in RFC 8785 canonical form.

    Raises `TypeError` for what is no result of this package.
    """
    from nit_rules.reports.json import to_json as render

    return render(result)


def __getattr__(name: str) -> object:
    # The extra `frames` is imported by those who use it.
    if name == "frames":
        return import_module("nit_rules.frames")
    raise AttributeError(f"module 'nit_rules' has no attribute {name!r}")
