"""The published figures and pages beside the project, which it does not ship: they are the publisher's."""

import os
from pathlib import Path

import pytest

PUBLISHED = Path(__file__).parent.parent.parent / "shared" / "published"


def published(name: str) -> Path:
    """A file of ``../shared/published``; the test is skipped where it is missing, and fails there in CI."""
    path = PUBLISHED / name
    if not path.exists():
        missing = (
            f"../shared/published/{name} is missing: figures that do not ship with the project are not tested"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return path
