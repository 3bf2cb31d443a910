"""A reproducible scoring-rules engine: audits published Nations in Transit figures against versioned, cited rules.

Importing the package reads no file and keeps no state; `load_catalog` reads the rules, and the caller keeps them.

>>> import nit_rules
>>> method = nit_rules.load_catalog().for_edition("2021")
>>> method.id
'nit/2020@1.0.0'
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from nit_rules._version import __version__

if TYPE_CHECKING:
    from nit_rules import frames as frames
    from nit_rules.auditing import audit
    from nit_rules.catalog import Catalog
    from nit_rules.comparing import Comparison, compare
    from nit_rules.errors import (
        InputError,
        NitRulesError,
        Problem,
        RatingsError,
        RuleFileError,
        UnknownEditionError,
        UnknownMethodologyError,
    )
    from nit_rules.loading import load_catalog
    from nit_rules.model import Audit, Change, Finding, Methodology, Printing, Record, Stated, Verdict
    from nit_rules.reports.json import to_json
    from nit_rules.scoring import Score, score
    from nit_rules.sensing import Sensitivity, sensitivity
    from nit_rules.solving import Solution, solve

#: Where each public name lives. They are imported when they are first used, so that a program pays for what it uses.
_HOMES = {
    "Audit": "nit_rules.model",
    "Catalog": "nit_rules.catalog",
    "Change": "nit_rules.model",
    "Comparison": "nit_rules.comparing",
    "Finding": "nit_rules.model",
    "InputError": "nit_rules.errors",
    "Methodology": "nit_rules.model",
    "NitRulesError": "nit_rules.errors",
    "Printing": "nit_rules.model",
    "Problem": "nit_rules.errors",
    "RatingsError": "nit_rules.errors",
    "Record": "nit_rules.model",
    "RuleFileError": "nit_rules.errors",
    "Score": "nit_rules.scoring",
    "Sensitivity": "nit_rules.sensing",
    "Solution": "nit_rules.solving",
    "Stated": "nit_rules.model",
    "UnknownEditionError": "nit_rules.errors",
    "UnknownMethodologyError": "nit_rules.errors",
    "Verdict": "nit_rules.model",
    "audit": "nit_rules.auditing",
    "compare": "nit_rules.comparing",
    "load_catalog": "nit_rules.loading",
    "score": "nit_rules.scoring",
    "sensitivity": "nit_rules.sensing",
    "solve": "nit_rules.solving",
    "to_json": "nit_rules.reports.json",
}

__all__ = [
    "Audit",
    "Catalog",
    "Change",
    "Comparison",
    "Finding",
    "InputError",
    "Methodology",
    "NitRulesError",
    "Printing",
    "Problem",
    "RatingsError",
    "Record",
    "RuleFileError",
    "Score",
    "Sensitivity",
    "Solution",
    "Stated",
    "UnknownEditionError",
    "UnknownMethodologyError",
    "Verdict",
    "__version__",
    "audit",
    "compare",
    "load_catalog",
    "score",
    "sensitivity",
    "solve",
    "to_json",
]


if not TYPE_CHECKING:
    # A type checker would believe that every name is there.
    def __getattr__(name: str) -> object:
        if name == "frames":
            return import_module("nit_rules.frames")
        if name not in _HOMES:
            raise AttributeError(f"module 'nit_rules' has no attribute {name!r}")
        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    # What looks at every attribute would fail where the extra is missing.
    return sorted([*__all__, *(["frames"] if find_spec("narwhals") else [])])
