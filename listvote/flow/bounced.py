"""A mail of ours that came back for good is noted against the address that does not take it."""

from __future__ import annotations

from datetime import datetime

from listvote.events import instant
from listvote.flow.house import Change
from listvote.mail.bounces import bounce
from listvote.mail.message import Mail
from listvote.store import bounces


def came_back(change: Change, mail: Mail, received: datetime) -> bool:
    """Whether a mail is a delivery report of a failure; it counts once a day for an address that we wrote to."""
    found = bounce(mail)
    for address in sorted(found.recipients) if found else ():
        bounces.note(change.connection, found.message_id if found else "", address, instant(received)[:10])
    return found is not None
