"""The lease on a mailbox: of several daemons one serves it, the others stand by and take over.

A lease only saves work and second copies of our mails. That nothing is counted twice or lost does not rest on it: two
that believe to hold it write the same ledger entry, and one of them finds it taken and begins again.
"""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from listvote.events import instant
from listvote.flow.house import House, View
from listvote.store import leases

LASTS: Final = timedelta(seconds=45)
"""How long a lease holds that is not renewed: so soon others take over when its holder is gone."""
RENEWED_AFTER: Final = timedelta(seconds=10)


@dataclass(slots=True)
class Lease:
    """One process's lease on one mailbox; `holder` names the process."""

    house: House
    mailbox: str
    holder: str = field(default_factory=lambda: f"{socket.gethostname()} {secrets.token_hex(4)}")
    renewed: datetime | None = None

    def keep(self, now: datetime) -> bool:
        """Take the lease or renew it, where that is due; false while somebody else has it. Raises StoreError."""
        if self.renewed is not None and timedelta(0) <= now - self.renewed < RENEWED_AFTER:
            return True
        held = self.house.trying(
            lambda change: leases.take(change.connection, self.mailbox, self.holder, instant(now), instant(now + LASTS))
        )
        self.renewed = now if held else None
        return held

    def give_back(self) -> None:
        """Let the next one begin at once. Raises StoreError."""
        self.renewed = None
        self.house.trying(lambda change: leases.give_back(change.connection, self.mailbox, self.holder))


def elsewhere(view: View, mailbox: str, now: datetime) -> frozenset[int]:
    """The groups that another process serves: those whose mail comes to a mailbox, not this one, with a lease on it."""
    served = leases.served(view.connection, instant(now)) - {mailbox}
    return frozenset(group for group in view.groups().values() if served and view.mailbox(group) in served)
