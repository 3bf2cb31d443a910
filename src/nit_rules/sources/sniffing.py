"""What standard input is, by how it begins."""

import csv

from nit_rules.sources.delimited import DELIMITERS
from nit_rules.sources.header import Header
from nit_rules.sources.headers import find_header
from nit_rules.sources.opening import Input, marked_encoding
from nit_rules.sources.places import Places
from nit_rules.sources.vocabulary import Vocabulary

_HEAD = 16_384


def kind_of(source: Input, vocabulary: Vocabulary) -> str:
    """The kind of an input without a name: by its first bytes, or a table where a header row shows; else a page."""
    with source.open() as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"PK"):
        return "page" if b"word/" in head else "xlsx"
    if head.startswith(b"PAR1"):
        return "parquet"
    text = head.decode(marked_encoding(head) or "utf-8", "replace").lstrip()
    if text.startswith(("{", "[")):
        first, _, rest = text.partition("\n")
        return "jsonl" if first.rstrip().endswith("}") and rest.lstrip().startswith("{") else "json"
    if text.startswith(("<", "%PDF")):
        return "page"
    return "csv" if _has_header(text, vocabulary) else "page"


def _has_header(text: str, vocabulary: Vocabulary) -> bool:
    for delimiter in DELIMITERS:
        # Nothing is too long for a cell here, and quotes may stay open: the beginning may end anywhere.
        rows = enumerate(csv.reader(text.splitlines(), delimiter=delimiter), 1)
        header = find_header(rows, vocabulary, Places(""))
        # A sentence may list indicators; only a first line of nothing else is a header without a country or an edition.
        if isinstance(header, Header) and header.weight > 1 and (header.identifies or header.number == 1):
            return True
    return False
