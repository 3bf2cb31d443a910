"""The canonical form of a rule file, and its digest.

Two files with the same content have the same digest, whatever their comments, spaces and order of keys. The documents
that a methodology cites are part of its content: a change of ``sources.toml`` changes the digests of all that cite it.
"""

from decimal import Decimal
from hashlib import sha256
from typing import Any

import rfc8785


def _texts(value: Any) -> Any:
    """Numbers as their text, since canonical JSON would turn them into binary floats."""
    if isinstance(value, dict):
        return {key: _texts(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_texts(entry) for entry in value]
    return str(value) if isinstance(value, int | Decimal) else value


def digest(content: dict[str, Any]) -> str:
    """The SHA-256 of the RFC 8785 form of a file's content, in which citations hold their sources.

    >>> digest({"step": Decimal("0.25"), "best": "lowest"}) == digest({"best": "lowest", "step": Decimal("0.25")})
    True
    """
    return "sha256:" + sha256(rfc8785.dumps(_texts(content))).hexdigest()
