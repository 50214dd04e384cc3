"""The mails to send, in the order in which they were written, and what became of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, case, func, insert, select, update

from listvote.store.prepared import Prepared
from listvote.store.tables import METADATA

_OUTBOX = METADATA.tables["outbox"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail to send. Instants are RFC 3339 in UTC; `day` is the group's calendar day on which it was written.

    `about` is the matter that an answer is about, `readings` the position words that a question offers; `text` is its
    plain text, by which quotes of it are recognised. After `not_after` it is no longer sent. Of one that is `locked`
    neither bytes nor text can be read without a key: that of the secret decision of this number, that of the desk (-1;
    -2 where it is to be emptied once it is out).
    """

    message_id: str
    what: str
    recipient: str
    data: bytes
    text: str
    created: str
    not_after: str
    day: str
    about: str = ""
    readings: tuple[str, ...] = ()
    to_list: bool = False
    locked: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that waits for its sending, and how often that was tried."""

    id: int
    group: int
    attempts: int
    mail: Outgoing


_THERE: Final = Prepared(select(_OUTBOX.c.id).where(_OUTBOX.c.message_id == bindparam("message_id")))
_ADD: Final = Prepared(
    insert(_OUTBOX).inline(), [*Outgoing.__slots__, "group_id", "next_try", "attempts", "state", "error"]
)
_ANSWERS: Final = Prepared(
    select(func.count())
    .select_from(_OUTBOX)
    .where(
        _OUTBOX.c.group_id == bindparam("group"),
        _OUTBOX.c.recipient == bindparam("recipient"),
        _OUTBOX.c.day == bindparam("day"),
    )
)


def add(connection: Connection, group: int, mail: Outgoing, fault: str = "") -> None:
    """Put a mail into the outbox, as failed where a `fault` says why it cannot go out.

    One with its Message-ID that is there already is the same mail, and stays.
    """
    if _THERE.row(connection, message_id=mail.message_id):
        return
    values = {name: getattr(mail, name) for name in mail.__slots__}
    values["readings"] = "\n".join(mail.readings)
    values |= {"group_id": group, "next_try": mail.created, "attempts": 0}
    values |= {"state": "failed" if fault else "waiting", "error": fault}
    _ADD.run(connection, **values)


def waits(connection: Connection, message_id: str) -> bool:
    """Whether the mail of this name is still to be sent."""
    wanted = select(_OUTBOX.c.id).where(_OUTBOX.c.message_id == message_id, _OUTBOX.c.state == "waiting")
    return connection.execute(wanted).first() is not None


def waiting(connection: Connection, now: str, limit: int = 50, but_not: Collection[int] = ()) -> list[Waiting]:
    """The oldest mails that are to be tried now, without those of the groups of these numbers."""
    rows = connection.execute(
        select(_OUTBOX)
        .where(_OUTBOX.c.state == "waiting", _OUTBOX.c.next_try <= now, _OUTBOX.c.group_id.not_in(but_not))
        .order_by(_OUTBOX.c.id)
        .limit(limit)
    )
    return [
        Waiting(
            row.id,
            row.group_id,
            row.attempts,
            Outgoing(
                row.message_id,
                row.what,
                row.recipient,
                bytes(row.data),
                row.text,
                row.created,
                row.not_after,
                row.day,
                row.about,
                tuple(row.readings.split("\n")) if row.readings else (),
                row.to_list,
                row.locked,
            ),
        )
        for row in rows
    ]


def sent(connection: Connection, id_: int, when: str) -> None:
    """Note that the mail server took a mail."""
    connection.execute(update(_OUTBOX).where(_OUTBOX.c.id == id_).values(state="sent", sent=when, error=""))


def tried(connection: Connection, id_: int, error: str, next_try: str) -> None:
    """Note that the mail server did not take a mail, and when to try again."""
    connection.execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.id == id_)
        .values(attempts=_OUTBOX.c.attempts + 1, error=error, next_try=next_try)
    )


def ended(connection: Connection, id_: int, state: str, error: str) -> None:
    """Note that a mail will not be sent: `failed` for good, or `dropped` because it is too late for it."""
    connection.execute(update(_OUTBOX).where(_OUTBOX.c.id == id_).values(state=state, error=error))


def emptied(connection: Connection, id_: int) -> None:
    """Erase what a mail said that was sent, or never will be, and to whom."""
    values = {"recipient": "", "data": b"", "text": "", "readings": "", "locked": 0}
    connection.execute(update(_OUTBOX).where(_OUTBOX.c.id == id_).values(**values))


def counts(connection: Connection) -> dict[str, int]:
    """How many mails are in each state."""
    rows = connection.execute(select(_OUTBOX.c.state, func.count()).group_by(_OUTBOX.c.state))
    return {row[0]: row[1] for row in rows}


def failures(connection: Connection, limit: int = 20) -> list[tuple[str, str, str]]:
    """The newest mails that failed: recipient, kind, error."""
    rows = connection.execute(
        select(_OUTBOX.c.recipient, _OUTBOX.c.what, _OUTBOX.c.error)
        .where(_OUTBOX.c.state == "failed")
        .order_by(_OUTBOX.c.id.desc())
        .limit(limit)
    )
    return [(row.recipient, row.what, row.error) for row in rows]


def answers(connection: Connection, group: int, recipient: str, day: str) -> int:
    """How many private mails were written to an address on a calendar day of the group."""
    row = _ANSWERS.row(connection, group=group, recipient=recipient, day=day)
    return int(row[0]) if row else 0


def questions(connection: Connection, group: int, recipient: str, day: str) -> int:
    """How many of them asked whether a mail, an address or a wish was really theirs."""
    wanted = (_OUTBOX.c.group_id == group, _OUTBOX.c.recipient == recipient, _OUTBOX.c.day == day)
    counted = select(func.count()).select_from(_OUTBOX).where(*wanted, _OUTBOX.c.what == "confirm")
    return int(connection.execute(counted).scalar_one())


def handed_over_on(connection: Connection, group: int, start: str, end: str) -> int:
    """How many posts the mail server took for the list at or after `start` and before `end`."""
    return int(
        connection.execute(
            select(func.count())
            .select_from(_OUTBOX)
            .where(_OUTBOX.c.group_id == group, _OUTBOX.c.to_list, _OUTBOX.c.sent >= start, _OUTBOX.c.sent < end)
        ).scalar_one()
    )


def handed_over_since(connection: Connection, group: int, start: str) -> int:
    """How many mails of any kind the mail server took for a group since an instant."""
    wanted = select(func.count()).select_from(_OUTBOX).where(_OUTBOX.c.group_id == group, _OUTBOX.c.sent >= start)
    return int(connection.execute(wanted).scalar_one())


def held(connection: Connection, id_: int, next_try: str) -> None:
    """Put a mail off until an instant, without counting it as a failed attempt."""
    connection.execute(update(_OUTBOX).where(_OUTBOX.c.id == id_).values(next_try=next_try))


@dataclass(frozen=True, slots=True)
class Unsent:
    """A mail that was not sent, as an operator sees it; instants are RFC 3339 in UTC."""

    id: int
    state: str
    what: str
    about: str
    recipient: str
    created: str
    not_after: str
    attempts: int
    error: str
    data: bytes
    locked: int = 0


def listed(connection: Connection, *states: str) -> list[Unsent]:
    """The mails in these states, oldest first."""
    columns = [_OUTBOX.c[name] for name in Unsent.__slots__]
    rows = connection.execute(select(*columns).where(_OUTBOX.c.state.in_(states)).order_by(_OUTBOX.c.id))
    return [Unsent(**{**row._mapping, "data": bytes(row.data)}) for row in rows]


def again(connection: Connection, id_: int, next_try: str, not_after: str) -> None:
    """Let a mail go out again, until `not_after` at least."""
    later = case((_OUTBOX.c.not_after < not_after, not_after), else_=_OUTBOX.c.not_after)
    connection.execute(
        update(_OUTBOX).where(_OUTBOX.c.id == id_).values(state="waiting", next_try=next_try, not_after=later, error="")
    )
