"""Which process serves a mailbox: one at a time, until its lease ends."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, or_, select, update

from listvote.store.tables import METADATA

_LEASES = METADATA.tables["leases"]


def take(connection: Connection, mailbox: str, holder: str, now: str, until: str) -> bool:
    """Take the lease on a mailbox, or keep it longer; false while somebody else has it.

    `holder` is like no other process's; instants are RFC 3339 in UTC. Of two that take a mailbox for the first time
    at once, one ends in Conflict.
    """
    values = {"holder": holder, "until": until}
    ours = or_(_LEASES.c.holder == holder, _LEASES.c.until <= now)
    if connection.execute(update(_LEASES).where(_LEASES.c.mailbox == mailbox, ours).values(**values)).rowcount:
        return True
    if connection.execute(select(_LEASES.c.holder).where(_LEASES.c.mailbox == mailbox)).first():
        return False
    connection.execute(insert(_LEASES).values(mailbox=mailbox, **values))
    return True


def holder(connection: Connection, mailbox: str) -> str:
    """Who has, or had last, the lease on a mailbox; "" for nobody."""
    return connection.execute(select(_LEASES.c.holder).where(_LEASES.c.mailbox == mailbox)).scalar() or ""


def give_back(connection: Connection, mailbox: str, holder: str) -> None:
    """End one's own lease, so that the next one need not wait for its end."""
    connection.execute(delete(_LEASES).where(_LEASES.c.mailbox == mailbox, _LEASES.c.holder == holder))


def served(connection: Connection, now: str) -> frozenset[str]:
    """The mailboxes that somebody serves now."""
    return frozenset(connection.execute(select(_LEASES.c.mailbox).where(_LEASES.c.until > now)).scalars())
