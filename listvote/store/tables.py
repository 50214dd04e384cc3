"""The tables. Their classes stay in this room; rows leave it as values of the other rooms."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, LargeBinary, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

_WAITS: Final = text("waits_for <> ''")


class GroupRow(SQLModel, table=True):
    """A list that was added. `mailbox` is the one in which its list's mail last arrived, "" before any has."""

    __tablename__ = "groups"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    mailbox: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class EventRow(SQLModel, table=True):
    """An entry of a ledger, its bytes as they were hashed; erased bodies are null."""

    __tablename__ = "events"

    group_id: int = Field(primary_key=True, foreign_key="groups.id")
    seq: int = Field(primary_key=True)
    head: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    facts: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    facts_salt: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    words: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    words_salt: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    private: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    private_salt: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class MailRow(SQLModel, table=True):
    """A mail of a group that was read, each once: how it was understood, and what it belongs to.

    `role` is what the mail is to its thread: opening, opener, or thread. `verdict` is JSON. `proof` says what showed
    who wrote it, `waits_for` names the confirmation that it waits for.
    """

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("group_id", "content_key", name="one_mail_once"),
        Index("mails_by_message_id", "message_id"),
        Index("mails_by_day", "group_id", "day"),
        Index("mails_by_waits_for", "group_id", "waits_for", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="groups.id")
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
    proof: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    waits_for: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    raw: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    locked: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class BallotBoxRow(SQLModel, table=True):
    """What one mail put into the ballot box of a secret decision; nothing in it can be read without the key."""

    __tablename__ = "ballot_box"
    __table_args__ = (
        UniqueConstraint("group_id", "number", "name", name="one_slip_once"),
        Index("ballot_box_by_voter", "group_id", "number", "voter"),
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="groups.id")
    number: int
    name: str
    voter: str
    slip: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    raw: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class ToExpungeRow(SQLModel, table=True):
    """A mail about a secret decision that is to leave its mailbox once the decision is over."""

    __tablename__ = "to_expunge"

    group_id: int = Field(primary_key=True, foreign_key="groups.id")
    number: int = Field(primary_key=True)
    mailbox: str = Field(primary_key=True)
    uidvalidity: int = Field(sa_type=BigInteger, primary_key=True)
    uid: int = Field(sa_type=BigInteger, primary_key=True)


class SpentRow(SQLModel, table=True):
    """What proves one mail only, and which: a signature that leaves out the Message-ID, a token that became public."""

    __tablename__ = "spent"

    group_id: int = Field(primary_key=True, foreign_key="groups.id")
    what: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    content_key: str


class PosterRow(SQLModel, table=True):
    """Since when somebody who is on no roll has been posting; `who` is the digest of the address."""

    __tablename__ = "posters"

    group_id: int = Field(primary_key=True, foreign_key="groups.id")
    who: str = Field(primary_key=True)
    since: str


class BouncesRow(SQLModel, table=True):
    """How often mails to an address came back lately, and when the last one did."""

    __tablename__ = "bounces"

    address: str = Field(primary_key=True)
    score: int
    last: str


class OutgoingRow(SQLModel, table=True):
    """A mail to send, or sent. `state` is waiting, sent, failed or dropped; `text` is its plain text."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_by_state", "state", "next_try"),
        Index("outbox_by_recipient", "group_id", "recipient", "day"),
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="groups.id")
    message_id: str = Field(unique=True)
    what: str
    about: str
    readings: str
    to_list: bool
    recipient: str
    day: str
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    text: str
    created: str
    not_after: str
    attempts: int = 0
    next_try: str
    state: str = "waiting"
    error: str = ""
    sent: str | None = None
    locked: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class ParkedRow(SQLModel, table=True):
    """A mail that could not be dealt with, with its bytes. `state` is retry, later, parked, done or dropped.

    `digest` is the SHA-256 of its bytes, "" where there are none; `whole` says whether they are all of it.
    """

    __tablename__ = "parked"
    __table_args__ = (
        UniqueConstraint("mailbox", "uidvalidity", "uid", name="one_parked_once"),
        Index("parked_by_digest", "mailbox", "digest"),
    )

    id: int | None = Field(default=None, primary_key=True)
    mailbox: str
    uidvalidity: int = Field(sa_type=BigInteger)
    uid: int = Field(sa_type=BigInteger)
    received: str
    why: str
    attempts: int = 1
    state: str = "retry"
    digest: str
    whole: bool = True
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    locked: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class MailboxRow(SQLModel, table=True):
    """How far a mailbox was read: everything up to `last_uid`, completely through `polled_through`."""

    __tablename__ = "mailboxes"

    name: str = Field(primary_key=True)
    uidvalidity: int = Field(sa_type=BigInteger)
    last_uid: int = Field(sa_type=BigInteger)
    polled_through: str | None = None


class LeaseRow(SQLModel, table=True):
    """Who serves a mailbox, and until when."""

    __tablename__ = "leases"

    mailbox: str = Field(primary_key=True)
    holder: str
    until: str


METADATA = SQLModel.metadata
