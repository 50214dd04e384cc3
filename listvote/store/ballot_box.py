"""The ballot boxes of secret decisions: rows that say nothing without the decision's key, and nothing with it gone.

No row has a name that is ever published: rows lie in the order in which they came, and so do other things.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from listvote.store.tables import METADATA

_BOX = METADATA.tables["ballot_box"]
_EXPUNGE = METADATA.tables["to_expunge"]
_OUTBOX = METADATA.tables["outbox"]
_MAILS = METADATA.tables["mails"]
_GROUPS = METADATA.tables["groups"]


@dataclass(frozen=True, slots=True)
class Row:
    """One mail's part in a box: the mail's name and its voter's, both under the key; its slip, and the mail, locked."""

    number: int
    name: str
    voter: str
    slip: bytes
    raw: bytes | None = None


def rows(connection: Connection, group: int, number: int, voter: str = "") -> list[Row]:
    """What is in the box of a decision, of all voters or one, without the mails."""
    wanted = select(_BOX.c.number, _BOX.c.name, _BOX.c.voter, _BOX.c.slip).where(
        _BOX.c.group_id == group, _BOX.c.number == number
    )
    found = connection.execute(wanted.where(_BOX.c.voter == voter) if voter else wanted)
    return [Row(row.number, row.name, row.voter, bytes(row.slip)) for row in found]


def find(connection: Connection, group: int, number: int, name: str) -> Row | None:
    """What a mail put into a box, if it did."""
    row = connection.execute(
        select(_BOX).where(_BOX.c.group_id == group, _BOX.c.number == number, _BOX.c.name == name)
    ).first()
    return Row(row.number, row.name, row.voter, bytes(row.slip)) if row else None


def put(connection: Connection, group: int, row: Row) -> None:
    """Put a mail's part into a box. The same mail twice ends in Conflict."""
    connection.execute(insert(_BOX).values(group_id=group, **{name: getattr(row, name) for name in Row.__slots__}))


def change(connection: Connection, group: int, number: int, name: str, slip: bytes) -> None:
    """Put another slip in the place of a mail's."""
    connection.execute(
        update(_BOX).where(_BOX.c.group_id == group, _BOX.c.number == number, _BOX.c.name == name).values(slip=slip)
    )


def forget_raw(connection: Connection, group: int, number: int, voter: str) -> None:
    """Erase the mails of one voter; what they put into the box stays."""
    connection.execute(
        update(_BOX).where(_BOX.c.group_id == group, _BOX.c.number == number, _BOX.c.voter == voter).values(raw=None)
    )


def hold(connection: Connection, group: int) -> None:
    """Have nobody else write to a group's boxes, or close one, until the transaction ends."""
    connection.execute(update(_GROUPS).where(_GROUPS.c.id == group).values(mailbox=_GROUPS.c.mailbox))


def unsent(connection: Connection, group: int, number: int) -> list[tuple[int, str, bytes, str]]:
    """The locked mails about a decision that wait to go out: number in the outbox, Message-ID, bytes and text."""
    found = connection.execute(
        select(_OUTBOX.c.id, _OUTBOX.c.message_id, _OUTBOX.c.data, _OUTBOX.c.text).where(
            _OUTBOX.c.group_id == group, _OUTBOX.c.locked == number, _OUTBOX.c.state == "waiting"
        )
    )
    return [(row.id, row.message_id, bytes(row.data), row.text) for row in found]


def relock(connection: Connection, id_: int, data: bytes, text: str, locked: int) -> None:
    """Put other locked bytes and text in the place of a mail's in the outbox."""
    connection.execute(update(_OUTBOX).where(_OUTBOX.c.id == id_).values(data=data, text=text, locked=locked))


def wipe(connection: Connection, group: int, number: int) -> None:
    """Take everything out of the box of a decision, and empty the locked mails and answers about it.

    Nor do answers say any longer to whom they went: whoever got several may be the one who withdrew.
    """
    connection.execute(delete(_BOX).where(_BOX.c.group_id == group, _BOX.c.number == number))
    answers = update(_OUTBOX).where(_OUTBOX.c.group_id == group, _OUTBOX.c.locked == number)
    given_up = {"state": "dropped", "error": "the secret decision that it was about is over"}
    connection.execute(answers.where(_OUTBOX.c.state == "failed").values(**given_up))
    connection.execute(answers.values(recipient="", data=b"", text="", readings="", locked=0))
    connection.execute(
        update(_MAILS)
        .where(
            _MAILS.c.group_id == group,
            _MAILS.c.locked,
            or_(_MAILS.c.about == f"#{number}", _MAILS.c.about.like(f"#{number}.%")),
        )
        .values(raw=None, waits_for="", text_digest="")
    )


def about(connection: Connection, message_id: str) -> tuple[int, str] | None:
    """The group and the matter of a private mail of ours."""
    row = connection.execute(
        select(_OUTBOX.c.group_id, _OUTBOX.c.about).where(_OUTBOX.c.message_id == message_id, ~_OUTBOX.c.to_list)
    ).first()
    return (row.group_id, row.about) if row else None


@dataclass(frozen=True, slots=True)
class Lying:
    """A mail about a secret decision that lies in a mailbox."""

    group: int
    number: int
    mailbox: str
    uidvalidity: int
    uid: int


def lies(connection: Connection, mail: Lying) -> None:
    """Note that a mail is to leave its mailbox once its decision is over."""
    place = (
        _EXPUNGE.c.group_id == mail.group,
        _EXPUNGE.c.number == mail.number,
        _EXPUNGE.c.mailbox == mail.mailbox,
        _EXPUNGE.c.uidvalidity == mail.uidvalidity,
        _EXPUNGE.c.uid == mail.uid,
    )
    if connection.execute(select(_EXPUNGE.c.uid).where(*place)).first() is None:
        values = {"number": mail.number, "mailbox": mail.mailbox, "uidvalidity": mail.uidvalidity, "uid": mail.uid}
        connection.execute(insert(_EXPUNGE).values(group_id=mail.group, **values))


def lying(connection: Connection, mailbox: str) -> list[Lying]:
    """The mails that are to leave a mailbox, now or later."""
    found = connection.execute(select(_EXPUNGE).where(_EXPUNGE.c.mailbox == mailbox).order_by(_EXPUNGE.c.uid))
    return [Lying(row.group_id, row.number, row.mailbox, row.uidvalidity, row.uid) for row in found]


def gone(connection: Connection, mailbox: str, uidvalidity: int, uids: Collection[int], old: Collection[int]) -> None:
    """Note that mails have left a mailbox, and that numberings before (`old`) mean nothing any more."""
    here = _EXPUNGE.c.mailbox == mailbox
    now = _EXPUNGE.c.uidvalidity == uidvalidity
    for uid in uids:
        connection.execute(delete(_EXPUNGE).where(here, now, _EXPUNGE.c.uid == uid))
    connection.execute(delete(_EXPUNGE).where(here, _EXPUNGE.c.uidvalidity.in_(list(old))))


def left(connection: Connection) -> int:
    """How many mails are noted to leave a mailbox, now or later."""
    return int(connection.execute(select(func.count()).select_from(_EXPUNGE)).scalar_one())
