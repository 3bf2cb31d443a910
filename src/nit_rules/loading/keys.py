"""The keys of rule files, and the attributes of the model that they fill."""

import re
from typing import Any

import attrs

from nit_rules.errors import quoted
from nit_rules.model import BandRule, Edition, Mean, Methodology, Rescale

#: What ``kind`` says of a rule.
KINDS: dict[str, type] = {"mean": Mean, "rescale": Rescale, "band": BandRule}
#: Keys that differ from the attribute's name: tables of an array are named in the singular.
_KEYS: dict[tuple[type, str], str] = {
    (Methodology, "indicators"): "indicator",
    (Methodology, "rules"): "rule",
    (Methodology, "legends"): "legend",
}
#: Attributes that a file does not give.
_NOT_IN_FILES = {(Methodology, "digest"), (Edition, "printings")}
#: Keys of prose, whose lines are read as one; every other text stands on one line.
PROSE = frozenset({"reason", "unknown", "unused", "rival", "says", "unmodelled"})
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def file_keys(cls: type) -> dict[str, "attrs.Attribute[Any]"]:
    """The keys of a class's table, and the attribute that each fills.

    The key ``evidence`` stands for those of `Evidence`, which are in the table of what it is evidence for.
    """
    return {
        _KEYS.get((cls, str(field.name)), str(field.name)): field
        for field in attrs.fields(cls)
        if (cls, field.name) not in _NOT_IN_FILES
    }


def place(name: str, path: str) -> str:
    """Where something is, in a file's keys: ``nit-2020.toml: rule[2].reads``."""
    return f"{name}: {path}" if path else name


def written(key: str) -> str:
    """A key as a file writes it: bare where it can be, else in quotes.

    >>> written("reads"), written("nit/2020")
    ('reads', "'nit/2020'")
    """
    return key if _BARE.fullmatch(key) else quoted(key)
