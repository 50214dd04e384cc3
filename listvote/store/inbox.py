"""The mails that were read, each once for its group, and how far each mailbox was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    delete,
    insert,
    literal_column,
    select,
    union_all,
    update,
)

from listvote.mail.thread import Parent
from listvote.store.prepared import Prepared
from listvote.store.tables import METADATA

_MAILS = METADATA.tables["mails"]
_MAILBOXES = METADATA.tables["mailboxes"]
_OUTBOX = METADATA.tables["outbox"]


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail that was read: its content key, what it belongs to, how it was understood (`verdict`, JSON).

    `received` is RFC 3339 in UTC; `day` the group's calendar day of a copy that came through the list, else "".
    `role` is opening, opener, thread, or "" for a mail about nothing known. `raw` is None once it was erased. `proof`
    says what showed who wrote it; `waits_for` names the confirmation that a mail waits for which nothing shows of. The
    digest and the bytes of a `locked` one say nothing without the key of the desk.
    """

    content_key: str
    text_digest: str
    normaliser: int
    message_id: str
    received: str
    member: int | None
    public: bool
    day: str
    about: str
    role: str
    verdict: str
    raw: bytes | None = None
    proof: str = ""
    waits_for: str = ""
    locked: bool = False


_ADD: Final = Prepared(insert(_MAILS).inline(), ["group_id", *ReadMail.__slots__])
_WITHOUT_BYTES: Final = [name for name in ReadMail.__slots__ if name != "raw"]
_FIND: Final = Prepared(
    select(*[_MAILS.c[name] for name in _WITHOUT_BYTES]).where(
        _MAILS.c.group_id == bindparam("group"), _MAILS.c.content_key == bindparam("content_key")
    )
)


def add(connection: Connection, group: int, mail: ReadMail) -> None:
    """Note a mail as read. The same content key twice in a group ends in Conflict."""
    _ADD.run(connection, group_id=group, **{name: getattr(mail, name) for name in mail.__slots__})


def find(connection: Connection, group: int, content_key: str) -> ReadMail | None:
    """The mail of this content key, without its bytes."""
    row = _FIND.row(connection, group=group, content_key=content_key)
    if row is None:
        return None
    found = dict(zip(_WITHOUT_BYTES, row, strict=True))
    return ReadMail(**{**found, "public": bool(found["public"]), "locked": bool(found["locked"])})


def settle(connection: Connection, group: int, mail: ReadMail) -> None:
    """Note what became of a mail that waited for its proof."""
    values = {name: getattr(mail, name) for name in mail.__slots__ if name != "content_key"}
    connection.execute(
        update(_MAILS).where(_MAILS.c.group_id == group, _MAILS.c.content_key == mail.content_key).values(**values)
    )


def remove(connection: Connection, group: int, content_key: str) -> None:
    """Let go of a mail that is kept elsewhere from now on."""
    connection.execute(delete(_MAILS).where(_MAILS.c.group_id == group, _MAILS.c.content_key == content_key))


def waiting(connection: Connection, group: int, member: int, waits_for: str) -> ReadMail | None:
    """The mail of a member that waits for this confirmation, with its bytes."""
    columns = [_MAILS.c[name] for name in ReadMail.__slots__]
    row = connection.execute(
        select(*columns).where(
            _MAILS.c.group_id == group,
            _MAILS.c.waits_for == waits_for,
            _MAILS.c.waits_for != literal_column("''"),  # the index holds no others
            _MAILS.c.member == member,
        )
    ).first()
    return ReadMail(**row._mapping) if row else None


def copied(
    connection: Connection, group: int, content_key: str, received: str, public: bool, day: str, verdict: str
) -> None:
    """Note that another copy was received earlier, or made public what had come in private, and what came of it."""
    connection.execute(
        update(_MAILS)
        .where(_MAILS.c.group_id == group, _MAILS.c.content_key == content_key)
        .values(received=received, public=public, day=day, verdict=verdict)
    )


_ROLES: Final = {
    **dict.fromkeys(("announcement", "change", "call", "pool", "draw", "result", "reminder", "hearing"), "post"),
    "digest": "digest",
    "question": "question",
    "which group": "which group",
}


def known(connection: Connection, message_ids: Sequence[str]) -> dict[str, list[Parent]]:
    """What is known of the mails with these Message-IDs, ours among them; one id can stand in several groups."""
    found: dict[str, list[Parent]] = {}
    if not message_ids:
        return found
    ids = {f"id{place}": message_id for place, message_id in enumerate(message_ids)}
    for message_id, group, about, role, what, text, readings in _known(len(ids)).rows(connection, **ids):
        plays = _ROLES.get(what, "private") if what else role
        parent = Parent(group, about, plays, text, tuple(readings.split("\n")) if readings else ())
        found.setdefault(message_id, []).append(parent)
    return found


@cache  # a mail refers to at most so many others
def _known(count: int) -> Prepared:
    """The mails with one of so many Message-IDs, and then ours; `what` is empty for a member's."""
    ids: list[BindParameter[str]] = [bindparam(f"id{place}") for place in range(count)]
    none: ColumnElement[str] = literal_column("''")
    theirs = [_MAILS.c[name] for name in ("message_id", "group_id", "about", "role")]
    ours = [_OUTBOX.c[name] for name in ("message_id", "group_id", "about")]
    more = [_OUTBOX.c[name] for name in ("what", "text", "readings")]
    return Prepared(
        union_all(
            select(*theirs, *(none.label(each.name) for each in more)).where(_MAILS.c.message_id.in_(ids)),
            select(*ours, none.label("role"), *more).where(_OUTBOX.c.message_id.in_(ids)),
        )
    )


def posters(connection: Connection, group: int, after: str) -> dict[str, tuple[int, ...]]:
    """The members whose mails came through the list on each calendar day after `after`, ascending."""
    rows = connection.execute(
        select(_MAILS.c.day, _MAILS.c.member)
        .where(_MAILS.c.group_id == group, _MAILS.c.day > after, _MAILS.c.member.is_not(None))
        .distinct()
        .order_by(_MAILS.c.day, _MAILS.c.member)
    )
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.day, []).append(row.member)
    return {day: tuple(members) for day, members in found.items()}


def of_member(connection: Connection, group: int, member: int, limit: int) -> list[ReadMail]:
    """The newest mails of a member, without their bytes."""
    columns = [_MAILS.c[name] for name in ReadMail.__slots__ if name != "raw"]
    rows = connection.execute(
        select(*columns)
        .where(_MAILS.c.group_id == group, _MAILS.c.member == member)
        .order_by(_MAILS.c.received.desc())
        .limit(limit)
    )
    return [ReadMail(**row._mapping) for row in rows]


def erase_raw(connection: Connection, group: int, before: str) -> int:
    """Erase the bytes of the mails received before an instant; how many there were."""
    done = connection.execute(
        update(_MAILS)
        .where(_MAILS.c.group_id == group, _MAILS.c.received < before, _MAILS.c.raw.is_not(None))
        .values(raw=None)
    )
    return done.rowcount


def erase_unconfirmed(connection: Connection, group: int, before: str, about: Sequence[str]) -> None:
    """Erase the bytes of locked mails about these matters (`#12`) that were received before an instant and wait."""
    connection.execute(
        update(_MAILS)
        .where(_MAILS.c.group_id == group, _MAILS.c.received < before, _MAILS.c.about.in_(list(about)))
        .where(_MAILS.c.locked, _MAILS.c.waits_for != "")
        .values(raw=None)
    )


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a mailbox was read. `polled_through` (RFC 3339) is when the last complete poll began."""

    uidvalidity: int
    last_uid: int
    polled_through: str | None = None


_CURSOR: Final = Prepared(
    select(*[_MAILBOXES.c[name] for name in Cursor.__slots__]).where(_MAILBOXES.c.name == bindparam("mailbox"))
)


def cursor(connection: Connection, mailbox: str) -> Cursor | None:
    """How far this mailbox was read; None for one that was never read."""
    row = _CURSOR.row(connection, mailbox=mailbox)
    return Cursor(*row) if row else None


def cursors(connection: Connection) -> dict[str, Cursor]:
    """How far every mailbox was read."""
    rows = connection.execute(select(_MAILBOXES))
    return {row.name: Cursor(row.uidvalidity, row.last_uid, row.polled_through) for row in rows}


_MOVE: Final = Prepared(
    update(_MAILBOXES).where(_MAILBOXES.c.name == bindparam("mailbox")),
    ["uidvalidity", "last_uid", "polled_through"],
)


def move(connection: Connection, mailbox: str, to: Cursor) -> None:
    """Set how far a mailbox was read."""
    values = {"uidvalidity": to.uidvalidity, "last_uid": to.last_uid, "polled_through": to.polled_through}
    if not _MOVE.run(connection, mailbox=mailbox, **values):
        connection.execute(insert(_MAILBOXES).values(name=mailbox, **values))
