"""The ledgers in the database: appended to, read back, never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from listvote.ledger.chain import BODIES, Body, Entry, opened
from listvote.store.prepared import Prepared
from listvote.store.tables import METADATA

_GROUPS = METADATA.tables["groups"]
_EVENTS = METADATA.tables["events"]

_AT_ONCE: Final = 1000
_ENTRIES = Prepared(
    select(
        *[
            _EVENTS.c[name]
            for name in ("seq", "head", "hash", *(f"{body}{end}" for body in BODIES for end in ("", "_salt")))
        ]
    )
    .where(_EVENTS.c.group_id == bindparam("group"), _EVENTS.c.seq > bindparam("after"))
    .order_by(_EVENTS.c.seq)
    .limit(_AT_ONCE)
)
_APPEND = Prepared(insert(_EVENTS), _EVENTS.columns.keys())
_NEWEST = Prepared(select(func.max(_EVENTS.c.seq)).where(_EVENTS.c.group_id == bindparam("group")))
_HEADS = Prepared(
    select(
        _GROUPS.c.name,
        _GROUPS.c.id,
        _GROUPS.c.mailbox,
        select(func.max(_EVENTS.c.seq)).where(_EVENTS.c.group_id == _GROUPS.c.id).scalar_subquery().label("last"),
    ).order_by(_GROUPS.c.name)
)


def add_group(connection: Connection, name: str) -> int:
    """Make room for a group's ledger; its number. A name that exists ends in Conflict."""
    _count(connection)
    made = connection.execute(insert(_GROUPS).values(name=name, mailbox="").returning(_GROUPS.c.id)).scalar_one()
    return int(made)


def groups(connection: Connection) -> dict[str, int]:
    """All groups: name to number, by name."""
    rows = connection.execute(select(_GROUPS.c.name, _GROUPS.c.id).order_by(_GROUPS.c.name))
    return {row.name: row.id for row in rows}


@dataclass(frozen=True, slots=True)
class Head:
    """A group's number, that of its newest entry (0 for an empty ledger), and the mailbox that its mail comes to."""

    group: int
    last: int
    mailbox: str


def heads(connection: Connection) -> dict[str, Head]:
    """Every group, by name."""
    return {name: Head(id_, last or 0, mailbox) for name, id_, mailbox, last in _HEADS.rows(connection)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in the life of a database, as one of its connections saw it: `heads` are the same at an equal one."""

    connection: sqlite3.Connection
    others: int
    ours: int


def mark(connection: Connection, before: Mark | None = None) -> Mark | None:
    """What tells whether anybody wrote to the ledgers since; None where only reading `heads` again can tell.

    SQLite says whether another connection wrote; what this one wrote is counted here. `before` is the mark from the
    start of the same transaction, in which nobody else can have written.
    """
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        return None
    others = before.others if before else driver.execute("PRAGMA data_version").fetchone()[0]
    return Mark(driver, others, connection.info.get(_WRITTEN, 0))


_WRITTEN: Final = "ledgers written"


def _count(connection: Connection) -> None:
    connection.info[_WRITTEN] = connection.info.get(_WRITTEN, 0) + 1


def comes_to(connection: Connection, group: int, mailbox: str) -> None:
    """Note the mailbox in which a group's mail arrived."""
    _count(connection)
    connection.execute(update(_GROUPS).where(_GROUPS.c.id == group).values(mailbox=mailbox))


def append(connection: Connection, group: int, entries: Iterable[Entry]) -> None:
    """Append entries. A number that is taken already ends in Conflict: somebody else wrote first."""
    _count(connection)
    rows = [_row(group, entry) for entry in entries]
    if len(rows) > 1:
        connection.execute(insert(_EVENTS), rows)
    elif rows:
        _APPEND.run(connection, **rows[0])


def _row(group: int, entry: Entry) -> dict[str, Any]:
    facts, words, private = entry.facts, entry.words, entry.private
    return {
        "group_id": group,
        "seq": entry.seq,
        "head": entry.head,
        "hash": entry.hash,
        "facts": facts.text if facts else None,
        "facts_salt": facts.salt if facts else None,
        "words": words.text if words else None,
        "words_salt": words.salt if words else None,
        "private": private.text if private else None,
        "private_salt": private.salt if private else None,
    }


def entries(connection: Connection, group: int, after: int = 0) -> Iterator[Entry]:
    """The entries of a ledger with a number above `after`, in order, a thousand at a time."""
    while True:
        rows = _ENTRIES.rows(connection, group=group, after=after)
        for row in rows:
            yield _entry(row)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][0]


def _entry(row: Sequence[Any]) -> Entry:
    _, head, hash_, facts, facts_salt, words, words_salt, private, private_salt = row
    return opened(
        head,
        hash_,
        Body(facts_salt, facts) if facts is not None and facts_salt is not None else None,
        Body(words_salt, words) if words is not None and words_salt is not None else None,
        Body(private_salt, private) if private is not None and private_salt is not None else None,
    )


def last(connection: Connection, group: int) -> int:
    """The number of the newest entry, 0 for an empty ledger."""
    row = _NEWEST.row(connection, group=group)
    return int(row[0] or 0) if row else 0
