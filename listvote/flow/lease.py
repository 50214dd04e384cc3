"""The lease on a mailbox: of several daemons one serves it, the others stand by and take over.

A lease only saves work and second copies of our mails. That nothing is counted twice or lost does not rest on it: two
that believe to hold it write the same ledger entry, and one of them finds it taken and begins again.
"""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from listvote.events import instant
from listvote.flow.house import Change, House, View
from listvote.store import leases

LASTS: Final = timedelta(seconds=45)
"""How long a lease holds that is not renewed: so soon others take over when its holder is gone."""
RENEWED_AFTER: Final = timedelta(seconds=10)


def _place() -> str:
    """Where processes have their numbers: this machine, and the container in it if this is one."""
    try:
        numbers = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        numbers = ""
    return f"{socket.gethostname()} {numbers}".strip()


def _this_process() -> str:
    return f"{_place()} process {os.getpid()} {secrets.token_hex(4)}"


def _gone(holder: str) -> bool:
    """Whether a holder is a process of this machine that has ended; of another machine's nobody knows."""
    place, _, numbered = holder.partition(" process ")
    number = numbered.partition(" ")[0]
    if place != _place() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:  # somebody else's
        return False
    return False


@dataclass(slots=True)
class Lease:
    """One process's lease on one mailbox; `holder` names the process."""

    house: House
    mailbox: str
    holder: str = field(default_factory=_this_process)
    renewed: datetime | None = None

    def keep(self, now: datetime) -> bool:
        """Take the lease or renew it, where that is due; false while somebody else has it. Raises StoreError.

        From a process of this machine that was killed it is taken at once; any other's is waited for until it ends.
        """
        if self.renewed is not None and timedelta(0) <= now - self.renewed < RENEWED_AFTER:
            return True

        def step(change: Change) -> bool:
            until = instant(now + LASTS)
            if leases.take(change.connection, self.mailbox, self.holder, instant(now), until):
                return True
            holder = leases.holder(change.connection, self.mailbox)
            if not _gone(holder):
                return False
            leases.give_back(change.connection, self.mailbox, holder)
            return leases.take(change.connection, self.mailbox, self.holder, instant(now), until)

        held = self.house.trying(step)
        self.renewed = now if held else None
        return held

    def give_back(self) -> None:
        """Let the next one begin at once. Raises StoreError."""
        self.renewed = None
        self.house.trying(lambda change: leases.give_back(change.connection, self.mailbox, self.holder))


def served_by(view: View, mailbox: str) -> str:
    """Who serves a mailbox, or did last, in words: `process 312 on mail`."""
    place, _, numbered = leases.holder(view.connection, mailbox).partition(" process ")
    return f"process {numbered.partition(' ')[0]} on {place.partition(' ')[0]}"


def elsewhere(view: View, mailbox: str, now: datetime) -> frozenset[int]:
    """The groups that another process serves: those whose mail comes to a mailbox, not this one, with a lease on it."""
    served = leases.served(view.connection, instant(now)) - {mailbox}
    return frozenset(group for group in view.groups().values() if served and view.mailbox(group) in served)
