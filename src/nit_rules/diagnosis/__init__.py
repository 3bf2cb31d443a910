"""Why a published figure is off: every hypothesis tested exactly, on one record and over a whole file."""

from nit_rules.diagnosis.explaining import Explained, explain, rank
from nit_rules.diagnosis.over_files import Tally
from nit_rules.diagnosis.slipping import slipped

__all__ = ["Explained", "Tally", "explain", "rank", "slipped"]
