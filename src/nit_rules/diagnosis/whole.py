"""A hypothesis about a record, as it is told."""

from attrs import frozen

from nit_rules.diagnosis.part import Edits
from nit_rules.model import Cause

#: A claim: its figure and text.
Key = tuple[str, str]


@frozen
class Whole:
    """A hypothesis about a record: the claims that it explains, and the edits it amounts to.

    `what` tells apart causes of one id that other records may have in common: by it they are counted over a file.
    """

    id: Cause
    says: str
    explains: tuple[Key, ...]
    edits: tuple[Edits, ...] = ()
    what: tuple[str, ...] = ()
