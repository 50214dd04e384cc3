"""Mail that could not be dealt with: kept with its bytes, seen, tried again, dropped only by a person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from listvote.store.tables import METADATA

_PARKED = METADATA.tables["parked"]


@dataclass(frozen=True, slots=True)
class Parked:
    """One such mail: where it came from, when it was received (RFC 3339), why it is here, and its bytes."""

    id: int
    mailbox: str
    uidvalidity: int
    uid: int
    received: str
    why: str
    attempts: int
    state: str
    raw: bytes


def add(
    connection: Connection, mailbox: str, uidvalidity: int, uid: int, received: str, why: str, state: str, raw: bytes
) -> None:
    """Park a mail, in the state `retry` or `parked`; one that is there already stays."""
    place = (_PARKED.c.mailbox == mailbox, _PARKED.c.uidvalidity == uidvalidity, _PARKED.c.uid == uid)
    if connection.execute(select(_PARKED.c.id).where(*place)).first():
        return
    values = {"mailbox": mailbox, "uidvalidity": uidvalidity, "uid": uid, "received": received}
    connection.execute(insert(_PARKED).values(**values, why=why, attempts=1, state=state, raw=raw))


def listed(connection: Connection, *states: str) -> list[Parked]:
    """The mails in these states, oldest first."""
    rows = connection.execute(select(_PARKED).where(_PARKED.c.state.in_(states)).order_by(_PARKED.c.id))
    return [
        Parked(
            row.id,
            row.mailbox,
            row.uidvalidity,
            row.uid,
            row.received,
            row.why,
            row.attempts,
            row.state,
            bytes(row.raw),
        )
        for row in rows
    ]


def failed(connection: Connection, id_: int, why: str, state: str) -> None:
    """Note one more attempt that failed, and the state that follows."""
    connection.execute(
        update(_PARKED).where(_PARKED.c.id == id_).values(attempts=_PARKED.c.attempts + 1, why=why, state=state)
    )


def settled(connection: Connection, id_: int, state: str) -> None:
    """Set the state of a parked mail: `retry`, `done` or `dropped`; one that is done or dropped loses its bytes."""
    values: dict[str, object] = {"state": state}
    if state in ("done", "dropped"):
        values["raw"] = b""
    connection.execute(update(_PARKED).where(_PARKED.c.id == id_).values(**values))


def count(connection: Connection, *states: str) -> int:
    """How many mails are in these states."""
    return int(
        connection.execute(select(func.count()).select_from(_PARKED).where(_PARKED.c.state.in_(states))).scalar_one()
    )
