"""The values everything else is made of: frozen, typed, without I/O."""

from nit_rules.model.causes import Cause
from nit_rules.model.edition import Edition, Printed, Printing
from nit_rules.model.evidence import Basis, Citation, Evidence, Source
from nit_rules.model.findings import (
    Audit,
    ChangeFinding,
    Chosen,
    Diagnosis,
    Edit,
    Finding,
    Outcome,
    Verdict,
    flat,
)
from nit_rules.model.frozenmap import FrozenMap
from nit_rules.model.indexes import LabelIndex, NumberIndex
from nit_rules.model.lattice import Lattice
from nit_rules.model.methodology import Indicator, Methodology, check_methodology, version_numbers
from nit_rules.model.record import Change, Record, Stated
from nit_rules.model.rows import NOWHERE, Figure, Row, Span, is_empty, meet
from nit_rules.model.rules import Band, BandRule, Mean, Reads, Rescale, Rule, Variant
from nit_rules.model.scale import Best, Scale

__all__ = [
    "NOWHERE",
    "Audit",
    "Band",
    "BandRule",
    "Basis",
    "Best",
    "Cause",
    "Change",
    "ChangeFinding",
    "Chosen",
    "Citation",
    "Diagnosis",
    "Edit",
    "Edition",
    "Evidence",
    "Figure",
    "Finding",
    "FrozenMap",
    "Indicator",
    "LabelIndex",
    "Lattice",
    "Mean",
    "Methodology",
    "NumberIndex",
    "Outcome",
    "Printed",
    "Printing",
    "Reads",
    "Record",
    "Rescale",
    "Row",
    "Rule",
    "Scale",
    "Source",
    "Span",
    "Stated",
    "Variant",
    "Verdict",
    "check_methodology",
    "flat",
    "is_empty",
    "meet",
    "version_numbers",
]
