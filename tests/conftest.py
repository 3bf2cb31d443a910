"""Fixtures that all tests share."""

import pytest

from nit_rules.catalog import Catalog
from nit_rules.loading import load_catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped rules."""
    return load_catalog()
