"""An exported ledger checked with nothing but its file.

An audit proves what was recorded, not that every mail was: for that there are receipts and the list of counted lines.
"""

from listvote.audit.check import audit
from listvote.audit.listing import found, listing
from listvote.audit.report import Difference, Report, Tally
from listvote.audit.witness import Witnessed, heads_in

__all__ = ["Difference", "Report", "Tally", "Witnessed", "audit", "found", "heads_in", "listing"]
