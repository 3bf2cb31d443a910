"""Conformance vectors: every lattice of a methodology as JSON, to check implementations in other languages by."""

from typing import Any

from nit_rules.model import Methodology


def vectors_json(method: Methodology) -> dict[str, Any]:
    """Every reachable sum in ascending order, with the figures as printed."""
    return {
        "methodology": method.id,
        "digest": method.digest,
        "composites": [
            {
                "id": lattice.id,
                "indicators": list(lattice.indicators),
                "rows": [
                    {
                        "sum": str(row.sum),
                        "figures": {id_: figure.text for id_, figure in row.figures.items()},
                    }
                    for row in lattice.rows
                ],
            }
            for lattice in method.lattices
        ],
    }
