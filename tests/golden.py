"""The published figures that the project ships as its golden corpus, each with its source."""

import csv
from pathlib import Path

PATH = Path(__file__).parent / "published" / "golden.csv"


def rows() -> list[dict[str, str]]:
    """All rows, as text; an empty cell was not printed there, or not found."""
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def methodology_of(row: dict[str, str]) -> str | None:
    """The methodology under which a row was printed; None where it is not known."""
    if row["edition"] in ("1997", "1998") or not row["printing"]:
        return None
    if row["direction"] == "best=7":
        return "nit/2020"
    if row["edition"] >= "2005":
        return "nit/2005"
    return "nit/1999" if row["printing"] == "first" and row["edition"] < "2004" else "nit/2004"
