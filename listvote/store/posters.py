"""Since when those who are on no roll have been posting: by the digest of their address, which itself is not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select, update

from listvote.store.tables import METADATA

_POSTERS = METADATA.tables["posters"]


def since(connection: Connection, group: int, address: str, received: str) -> str:
    """Note a post that was received at `received` (RFC 3339 in UTC); when the first one of its author was."""
    who = _digest(address)
    known = connection.execute(
        select(_POSTERS.c.since).where(_POSTERS.c.group_id == group, _POSTERS.c.who == who)
    ).scalar()
    if known is None:
        connection.execute(insert(_POSTERS).values(group_id=group, who=who, since=received))
    elif received < known:
        connection.execute(
            update(_POSTERS).where(_POSTERS.c.group_id == group, _POSTERS.c.who == who).values(since=received)
        )
    return received if known is None else min(received, str(known))


def forget(connection: Connection, group: int, addresses: Collection[str]) -> None:
    """Let go of what is known of these addresses."""
    gone = [_digest(each) for each in addresses]
    connection.execute(delete(_POSTERS).where(_POSTERS.c.group_id == group, _POSTERS.c.who.in_(gone)))


def _digest(address: str) -> str:
    return hashlib.sha256(address.lower().encode("utf-8", "replace")).hexdigest()
