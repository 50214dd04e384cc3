"""The ledgers in the database: appended to, read back, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from listvote.ledger.chain import BODIES, Body, Entry, opened
from listvote.store.tables import METADATA

_GROUPS = METADATA.tables["groups"]
_EVENTS = METADATA.tables["events"]


def add_group(connection: Connection, name: str) -> int:
    """Make room for a group's ledger; its number. A name that exists ends in Conflict."""
    made = connection.execute(insert(_GROUPS).values(name=name).returning(_GROUPS.c.id)).scalar_one()
    return int(made)


def groups(connection: Connection) -> dict[str, int]:
    """All groups: name to number, by name."""
    rows = connection.execute(select(_GROUPS.c.name, _GROUPS.c.id).order_by(_GROUPS.c.name))
    return {row.name: row.id for row in rows}


def append(connection: Connection, group: int, entries: Iterable[Entry]) -> None:
    """Append entries. A number that is taken already ends in Conflict: somebody else wrote first."""
    rows = [_row(group, entry) for entry in entries]
    if rows:
        connection.execute(insert(_EVENTS), rows)


def _row(group: int, entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {"group_id": group, "seq": entry.seq, "head": entry.head, "hash": entry.hash}
    for name, body in (("facts", entry.facts), ("words", entry.words), ("private", entry.private)):
        row[name] = body.text if body else None
        row[f"{name}_salt"] = body.salt if body else None
    return row


def entries(connection: Connection, group: int, after: int = 0) -> Iterator[Entry]:
    """The entries of a ledger with a number above `after`, in order, a thousand at a time."""
    while True:
        wanted = select(_EVENTS).where(_EVENTS.c.group_id == group, _EVENTS.c.seq > after)
        rows = connection.execute(wanted.order_by(_EVENTS.c.seq).limit(1000)).fetchall()
        for row in rows:
            yield _entry(row)
        if len(rows) < 1000:
            return
        after = rows[-1].seq


def _entry(row: Row[Any]) -> Entry:
    stored = row._mapping
    bodies = {
        name: Body(bytes(stored[f"{name}_salt"]), bytes(stored[name])) if stored[name] is not None else None
        for name in BODIES
    }
    return opened(bytes(row.head), bytes(row.hash), bodies)


def last(connection: Connection, group: int) -> int:
    """The number of the newest entry, 0 for an empty ledger."""
    return int(connection.execute(select(func.max(_EVENTS.c.seq)).where(_EVENTS.c.group_id == group)).scalar() or 0)
