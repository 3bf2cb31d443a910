"""Fixtures that all tests share."""

import pytest
from hypothesis import settings

from nit_rules.catalog import Catalog
from nit_rules.loading import load_catalog

# How long one example takes is no law, and machines stall.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped rules."""
    return load_catalog()
