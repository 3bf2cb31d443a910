"""The shipped rules, for tests that are parametrised or generated over them."""

from nit_rules.loading import load_catalog
from nit_rules.model import Methodology

CATALOG = load_catalog()
METHODS: tuple[Methodology, ...] = CATALOG.methodologies
NIT_2020 = CATALOG.methodology("nit/2020")
NIT_2005 = CATALOG.methodology("nit/2005")
