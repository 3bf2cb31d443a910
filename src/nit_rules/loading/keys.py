"""The keys of rule files, and the attributes of the model that they fill."""

from typing import Any

import attrs

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
