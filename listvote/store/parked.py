"""Mail that could not be dealt with: kept with its bytes, seen, tried again, dropped only by a person."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from listvote.store.tables import METADATA

_PARKED = METADATA.tables["parked"]


@dataclass(frozen=True, slots=True)
class Parked:
    """One such mail: where it came from, when it was received (RFC 3339), why it is here, and its bytes.

    One that is not `whole` lacks bytes that the mailbox did not give: it cannot be dealt with from here. The bytes of
    a `locked` one say nothing without the key of the desk.
    """

    id: int
    mailbox: str
    uidvalidity: int
    uid: int
    received: str
    why: str
    attempts: int
    state: str
    raw: bytes
    whole: bool = True
    locked: bool = False


def add(
    connection: Connection,
    mailbox: str,
    uidvalidity: int,
    uid: int,
    received: str,
    why: str,
    state: str,
    raw: bytes,
    whole: bool = True,
    locked: str = "",
) -> None:
    """Park a mail, in the state `retry`, `later` or `parked`.

    One that is there already stays as it is, also where the mailbox gave its messages new numbers: what a person
    dropped does not come back. For bytes that were locked, `locked` is a digest that nobody can guess.
    """
    place = and_(_PARKED.c.uidvalidity == uidvalidity, _PARKED.c.uid == uid)
    digest = locked or (hashlib.sha256(raw).hexdigest() if raw else "")
    same = or_(place, _PARKED.c.digest == digest) if digest else place
    if connection.execute(select(_PARKED.c.id).where(_PARKED.c.mailbox == mailbox, same)).first():
        return
    values: dict[str, object] = {
        "mailbox": mailbox,
        "uidvalidity": uidvalidity,
        "uid": uid,
        "received": received,
        "digest": digest,
    }
    values |= {"raw": raw, "whole": whole, "locked": bool(locked)}
    connection.execute(insert(_PARKED).values(**values, why=why, attempts=1, state=state))


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
            row.whole,
            row.locked,
        )
        for row in rows
    ]


def given(connection: Connection, id_: int, received: str, raw: bytes, locked: str = "") -> None:
    """Note that the mailbox has given a mail as a whole after all, and when it was received; `locked` as for `add`."""
    digest = locked or hashlib.sha256(raw).hexdigest()
    values = {"received": received, "raw": raw, "digest": digest, "whole": True, "locked": bool(locked)}
    connection.execute(update(_PARKED).where(_PARKED.c.id == id_).values(**values))


def failed(connection: Connection, id_: int, why: str, state: str) -> None:
    """Note one more attempt that failed, and the state that follows."""
    connection.execute(
        update(_PARKED).where(_PARKED.c.id == id_).values(attempts=_PARKED.c.attempts + 1, why=why, state=state)
    )


def settled(connection: Connection, id_: int, state: str) -> None:
    """Set the state of a parked mail: `retry`, `later`, `done` or `dropped`; the last two lose their bytes."""
    values: dict[str, object] = {"state": state}
    if state in ("done", "dropped"):
        values["raw"] = b""
    connection.execute(update(_PARKED).where(_PARKED.c.id == id_).values(**values))


def locked(connection: Connection) -> list[tuple[int, bytes]]:
    """The numbers and bytes of the mails that lie locked."""
    found = connection.execute(select(_PARKED.c.id, _PARKED.c.raw).where(_PARKED.c.locked, _PARKED.c.raw != b""))
    return [(row.id, bytes(row.raw)) for row in found]


def relock(connection: Connection, id_: int, raw: bytes) -> None:
    """Put bytes that are locked otherwise in the place of a mail's."""
    connection.execute(update(_PARKED).where(_PARKED.c.id == id_).values(raw=raw))


def count(connection: Connection, *states: str) -> int:
    """How many mails are in these states."""
    return int(
        connection.execute(select(func.count()).select_from(_PARKED).where(_PARKED.c.state.in_(states))).scalar_one()
    )
