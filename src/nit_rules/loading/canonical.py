"""The canonical form of a rule file, and its digest.

Two files with the same content have the same digest, whatever their comments, spaces and order of keys. The documents
that a methodology cites are part of its content: a change of ``sources.toml`` changes the digests of all that cite it.
"""

from importlib import import_module
from typing import Any

import rfc8785


def _sha256(data: bytes) -> str:
    """The SHA-256 of `data`, by the interpreter's own implementation where it has one.

    `hashlib` gives the same, but loads OpenSSL first, which takes longer than reading all rules.
    """
    for module in ("_sha2", "_sha256", "hashlib"):
        try:
            found: str = import_module(module).sha256(data).hexdigest()
        except ImportError:
            continue
        return found
    raise ImportError("this Python has no SHA-256")


def _texts(value: Any) -> Any:
    """Numbers as their text, since canonical JSON would turn them into binary floats; marked, since 7 is not "7"."""
    if isinstance(value, dict):
        return {key: _texts(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_texts(entry) for entry in value]
    return value if isinstance(value, str | bool) else {"#": str(value)}


def digest(content: dict[str, Any]) -> str:
    """The SHA-256 of the RFC 8785 form of a file's content, in which citations hold their sources.

    >>> from decimal import Decimal
    >>> digest({"step": Decimal("0.25"), "best": "lowest"}) == digest({"best": "lowest", "step": Decimal("0.25")})
    True
    """
    return "sha256:" + _sha256(rfc8785.dumps(_texts(content)))
