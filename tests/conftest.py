"""Fixtures that all tests share."""

import os

import pytest
from hypothesis import settings

from nit_rules.catalog import Catalog
from nit_rules.loading import load_catalog

# How long one example takes is no law, and machines stall. A check that must be repeatable takes the same examples each
# time; a developer's run looks for new ones.
settings.register_profile("steady", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped rules."""
    return load_catalog()
