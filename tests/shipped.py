"""The shipped rules, for tests that are parametrised or generated over them."""

from nit_rules.loading import load_catalog
from nit_rules.model import Methodology

CATALOG = load_catalog()
METHODS: tuple[Methodology, ...] = CATALOG.methodologies
NIT_2020 = CATALOG.methodology("nit/2020")
NIT_2005 = CATALOG.methodology("nit/2005")

#: Kazakhstan 2021 as published: the ratings, and three of the figures.
KAZAKHSTAN = {
    "ndg": "1.25",
    "ep": "1.25",
    "cs": "1.50",
    "im": "1.25",
    "ldg": "1.50",
    "jfi": "1.25",
    "co": "1.25",
}
KAZAKHSTAN_CLAIMS = {
    "democracy_score": "1.32",
    "democracy_percentage": "5.36",
    "status": "Consolidated Authoritarian Regime",
}
