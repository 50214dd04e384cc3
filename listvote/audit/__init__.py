"""An exported ledger checked with nothing but its file.

An audit proves what was recorded, not that every mail was: for that there are receipts and the list of counted lines.
"""

from listvote.audit.check import audit
from listvote.audit.listing import found, listing, state_of
from listvote.audit.report import Difference, DrawAgain, Report, Tally
from listvote.audit.witness import Witnessed, heads_in

__all__ = [
    "Difference",
    "DrawAgain",
    "Report",
    "Tally",
    "Witnessed",
    "audit",
    "found",
    "heads_in",
    "listing",
    "state_of",
]
