"""An exported ledger checked with nothing but its file.

An audit proves what was recorded, not that every mail was: for that there are receipts and the list of counted lines.
"""

from listvote.audit.check import audit, heads_in
from listvote.audit.report import Difference, Report, Tally

__all__ = ["Difference", "Report", "Tally", "audit", "heads_in"]
