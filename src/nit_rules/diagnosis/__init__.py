"""Why a published figure is off: every hypothesis tested exactly, on one record and over a whole file."""

from nit_rules.diagnosis.explaining import Explained, explain

__all__ = ["Explained", "explain"]
