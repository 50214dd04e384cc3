"""The ledgers in the database: appended to, read back, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from listvote.ledger.chain import BODIES, Body, Entry, opened
from listvote.store.prepared import Prepared
from listvote.store.tables import METADATA

_GROUPS = METADATA.tables["groups"]
_EVENTS = METADATA.tables["events"]

_APPEND = Prepared(insert(_EVENTS), _EVENTS.columns.keys())
_NEWEST = Prepared(select(func.max(_EVENTS.c.seq)).where(_EVENTS.c.group_id == bindparam("group")))
_HEADS = Prepared(
    select(
        _GROUPS.c.name,
        _GROUPS.c.id,
        select(func.max(_EVENTS.c.seq)).where(_EVENTS.c.group_id == _GROUPS.c.id).scalar_subquery().label("last"),
    ).order_by(_GROUPS.c.name)
)


def add_group(connection: Connection, name: str) -> int:
    """Make room for a group's ledger; its number. A name that exists ends in Conflict."""
    made = connection.execute(insert(_GROUPS).values(name=name).returning(_GROUPS.c.id)).scalar_one()
    return int(made)


def groups(connection: Connection) -> dict[str, int]:
    """All groups: name to number, by name."""
    rows = connection.execute(select(_GROUPS.c.name, _GROUPS.c.id).order_by(_GROUPS.c.name))
    return {row.name: row.id for row in rows}


def heads(connection: Connection) -> dict[str, tuple[int, int]]:
    """Every group with its number and the number of its newest entry, by name; 0 for an empty ledger."""
    return {row.name: (row.id, row.last or 0) for row in _HEADS.run(connection)}


def append(connection: Connection, group: int, entries: Iterable[Entry]) -> None:
    """Append entries. A number that is taken already ends in Conflict: somebody else wrote first."""
    rows = [_row(group, entry) for entry in entries]
    if len(rows) > 1:
        connection.execute(insert(_EVENTS), rows)
    elif rows:
        _APPEND.run(connection, **rows[0])


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
    return int(_NEWEST.run(connection, group=group).scalar() or 0)
