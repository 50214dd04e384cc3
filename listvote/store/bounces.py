"""Addresses whose mails come back: how often, and that they write again."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from listvote.store.prepared import Prepared
from listvote.store.tables import METADATA

_BOUNCES = METADATA.tables["bounces"]
_OUTBOX = METADATA.tables["outbox"]

TOO_MANY: Final = 3
"""After so many days with mails that came back an address gets no more until it writes."""

_FORGET: Final = Prepared(delete(_BOUNCES).where(_BOUNCES.c.address == bindparam("wrote")))
_TOO_MANY: Final = Prepared(
    select(_BOUNCES.c.score).where(_BOUNCES.c.address == bindparam("to"), _BOUNCES.c.score >= TOO_MANY)
)


def note(connection: Connection, message_id: str, address: str, day: str) -> bool:
    """Note that a private mail of ours came back from an address; one a day counts. False if we sent no such mail."""
    ours = select(_OUTBOX.c.id).where(
        _OUTBOX.c.message_id == message_id, func.lower(_OUTBOX.c.recipient) == address, _OUTBOX.c.to_list.is_(False)
    )
    if connection.execute(ours).first() is None:
        return False
    there = connection.execute(select(_BOUNCES).where(_BOUNCES.c.address == address)).first()
    if there is None:
        connection.execute(insert(_BOUNCES).values(address=address, score=1, last=day))
    elif there.last < day:
        score = there.score + 1
        connection.execute(update(_BOUNCES).where(_BOUNCES.c.address == address).values(score=score, last=day))
    return True


def wrote(connection: Connection, address: str) -> None:
    """Forget what came back from an address that writes."""
    _FORGET.run(connection, wrote=address)


def too_many(connection: Connection, address: str) -> bool:
    """Whether mails to an address come back again and again."""
    return _TOO_MANY.row(connection, to=address.lower()) is not None
