"""The whole service under a clock that a test sets: members who write, a list that sends copies, passes as they come.

Where mail comes from and goes to is a `Post Office`: one in memory, the embedded servers, or real ones. What the list
sends back, and when, is up to the test: nothing comes back by itself.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import event

from listvote.audit import Report, audit
from listvote.deliberation.decision import Decision
from listvote.demo.list_copy import list_copy
from listvote.events import Event
from listvote.flow import passing, shredding
from listvote.flow.deliver import Delivered, MailServer
from listvote.flow.groups import Faulty, add_group, import_roll
from listvote.flow.house import House
from listvote.flow.letter import Taken
from listvote.flow.passing import Folder, Passed, Watch
from listvote.group import State
from listvote.group.evolve import read as read_entry
from listvote.ledger.codec import Exported, export, read
from listvote.mail.message import Mail, parse
from listvote.net.imap import Fetched, MailboxError, Polled
from listvote.net.smtp import Delivery, Envelope, SendError
from listvote.render import Templates
from listvote.store import ledger, outbox, parked
from listvote.store.database import Database
from listvote.store.key_files import KeyFiles
from listvote.store.outbox import Unsent

SERVICE = "votes@example.org"
PRESS = "press@groups.example.org"
ADA, BEN, CLEO, DAN, EVA = (f"{name}@example.org" for name in ("ada", "ben", "cleo", "dan", "eva"))
STRANGER = "zoe@example.net"
MONDAY = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)  # long past: Dovecot gives no mail a date to come
ROLL = """\
alias,name,addresses
Red Pen,Ada Example,ada@example.org
Kropotkin Fan,Ben Example,ben@example.org;ben.private@example.net
Linotype,Cleo Example,cleo@example.org
Em Dash,Dan Example,dan@example.org
Hot Metal,Eva Example,eva@example.org
"""


def charter(name: str = "press", more: str = "", *, kind: str = "") -> str:
    """A charter by whose default decisions are by consensus, close after two days, and are not extended."""
    return f"""
[group]
name = "{name}"
post = "{name}@groups.example.org"
list_id = "{name}.groups.example.org"
moderators = ["{ADA}"]
[trust]
proof = "none"
[labour]
task_without_plan = true
[kinds.ordinary]
method = "consensus"
quorum = "at least 1/3 of members"
closes = "2 days"
at_least = "1 hour"
extension = "none"
{kind}
{more}
"""


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@dataclass
class Clock:
    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now


class PostOffice(Protocol):
    """Where the service's mail lies, and who takes what it sends."""

    name: str

    def put(self, raw: bytes, received: datetime) -> None: ...

    def folder(self) -> Folder: ...

    def server(self) -> MailServer: ...


@dataclass
class InMemory:
    """A mailbox that is a list, and a mail server that answers as it is told."""

    name: str = "votes@memory/INBOX"
    uidvalidity: int = 1
    first_uid: int = 1
    away: bool = False
    mails: list[tuple[datetime, bytes]] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)
    too_big: set[int] = field(default_factory=set)
    expunged: set[int] = field(default_factory=set)
    keeps: str = ""
    taken: list[Envelope] = field(default_factory=list)
    answers: dict[str, SendError] = field(default_factory=dict)

    def put(self, raw: bytes, received: datetime) -> None:
        self.mails.append((received, raw))

    def folder(self) -> Folder:
        return self

    def server(self) -> MailServer:
        return self

    def poll(self) -> Polled:
        if self.away:
            raise MailboxError(False, "nobody at home")
        return Polled(self.uidvalidity, self.first_uid + len(self.mails), len(self.mails))

    def new(self, after_uid: int, batch: int = 200) -> Iterator[Fetched]:
        for uid, (received, raw) in enumerate(list(self.mails), self.first_uid):
            if uid <= after_uid or uid in self.expunged:
                continue
            fault = self.faults.get(uid, "")
            big = uid in self.too_big
            whole = b"" if fault else raw.partition(b"\n\n")[0] + b"\n\n" if big else raw
            yield Fetched(uid, self.uidvalidity, received, len(raw), whole, big, fault)

    def delete(self, uids: Collection[int], uidvalidity: int) -> None:
        if self.keeps:
            raise MailboxError(True, self.keeps)
        assert uidvalidity == self.uidvalidity
        self.expunged |= set(uids)

    def left(self) -> list[bytes]:
        """What still lies in the mailbox."""
        return [raw for uid, (_, raw) in enumerate(self.mails, self.first_uid) if uid not in self.expunged]

    def again(self, uid: int, uidvalidity: int) -> Fetched | None:
        found = (each for each in self.new(uid - 1) if (each.uid, each.uidvalidity) == (uid, uidvalidity))
        return next(found, None)

    def send(self, envelopes: Sequence[Envelope]) -> list[Delivery]:
        deliveries = []
        for envelope in envelopes:
            error = self.answers.get(envelope.recipients[0], self.answers.get(""))
            if error is None:
                self.taken.append(envelope)
            deliveries.append(Delivery(envelope, error))
        return deliveries

    def renumber(self) -> None:
        """As a mailbox that was moved to another machine: the same mails under new numbers."""
        self.mails = [each for uid, each in enumerate(self.mails, self.first_uid) if uid not in self.expunged]
        self.expunged.clear()
        self.uidvalidity += 1
        self.first_uid += 1000


@dataclass
class Service:
    """The service and everybody who writes to it. `at` sets the clock; `passes` is one pass as the daemon does it."""

    post_office: PostOffice
    url: str
    clock: Clock = field(default_factory=Clock)
    templates: Path | None = None
    handed_over: list[Delivered] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)
    written: dict[str, bytes] = field(default_factory=dict)
    returned: set[str] = field(default_factory=set)
    number: int = 0
    salts: int = 0
    data: Path | None = None
    expunges: list[str] = field(default_factory=list)
    keys: KeyFiles = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open the house, as a process that starts does."""
        database = Database(self.url)
        if database.is_sqlite:
            event.listen(database.engine, "connect", _not_to_the_disk)
        database.migrate()
        if not hasattr(self, "keys") or self.data is not None:
            self.keys = KeyFiles(self.data)
        self.house = House(database, Templates(self.templates), SERVICE, self._random, keys=self.keys)

    def _random(self, count: int) -> bytes:
        self.salts += 1
        whole = b"".join(hashlib.sha256(f"{self.salts} {part}".encode()).digest() for part in range(count // 32 + 1))
        return whole[:count]

    def close(self) -> None:
        self.house.database.close()

    def restart(self) -> None:
        self.close()
        self.open()

    def found(self, text: str = "", *, roll: str = ROLL, live: bool = True) -> str:
        """Add a group; its name."""
        state = add_group(self.house, text or charter(), live=live, now=self.clock())
        assert isinstance(state, State), state
        if roll:
            done = import_roll(self.house, self.group(state.name), roll, remove_missing=False, now=self.clock())
            assert not isinstance(done, Faulty), done
        return state.name

    # what people write

    def mail(
        self,
        author: str,
        text: str,
        subject: str = "",
        *,
        to: str = PRESS,
        answers: str = "",
        id_: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """A mail as its author's program writes it; `answers` is the Message-ID of the mail answered."""
        self.number += 1
        mail = EmailMessage()
        mail["From"] = author
        mail["To"] = to
        mail["Date"] = format_datetime(self.clock())
        mail["Message-ID"] = f"<{id_ or f'{self.number}.mail@example.org'}>"
        if answers:
            mail["In-Reply-To"] = f"<{answers}>"
            mail["References"] = f"<{answers}>"
        mail["Subject"] = subject or ("Re: something" if answers else "Something")
        for name, value in (headers or {}).items():
            mail[name] = value
        mail.set_content(text)
        return mail.as_bytes()

    def arrives(self, raw: bytes, received: datetime | None = None, *, through: str = "") -> str:
        """Put a mail into the service's mailbox, through the list of that address or directly; its Message-ID."""
        copy = raw
        if through:
            copy = list_copy(raw, list_address=through, subscriber=SERVICE, number=self.number)
        self.post_office.put(copy, received or self.clock())
        return message_id(raw)

    def says(self, author: str, text: str, subject: str = "", *, received: datetime | None = None, **more: Any) -> str:
        """A mail to the list that comes through it; its Message-ID."""
        to = more.setdefault("to", PRESS)
        return self.arrives(self.mail(author, text, subject, **more), received, through=to)

    def tells(self, author: str, text: str, subject: str = "", *, received: datetime | None = None, **more: Any) -> str:
        """A mail to the service alone; its Message-ID."""
        return self.arrives(self.mail(author, text, subject, to=SERVICE, **more), received)

    def opens(self, author: str = ADA, title: str = "Buy a press?", *, to: str = PRESS, settings: str = "") -> str:
        """A decision opened on the list and announced; the Message-ID of the opening."""
        opening = self.says(author, f"{settings}\n\nWe buy it.".strip(), f"[PROPOSAL] {title}", to=to)
        self.settles()
        return opening

    # what the service does

    def watch(self) -> Watch:
        return Watch(
            taken=lambda letter, taken: self.taken.append(taken),
            delivered=self.handed_over.append,
            failed=lambda letter, error: self.failed.append(error),
        )

    def polls(self, as_of: datetime | None = None) -> Passed:
        with opened(self.post_office.folder()) as folder:
            return passing.poll(self.house, folder, self.post_office.name, self.clock, self.watch(), as_of)

    def passes(self, at: datetime | None = None) -> Passed:
        """One pass."""
        self.clock.now = at or self.clock.now
        done = self.after(self.polls())
        self.expunge()
        return done

    def expunge(self) -> None:
        """Take the mails of secret decisions that are over out of the mailbox."""
        with opened(self.post_office.folder()) as folder:
            there: Any = folder
            if hasattr(there, "delete"):
                why = shredding.expunge(self.house, there, self.post_office.name, self.clock())
                self.expunges += [why] if why else []

    def after(self, done: Passed | None = None) -> Passed:
        """What a pass does after its poll; alone, what the daemon does while its mailbox is away."""
        server, name = self.post_office.server(), self.post_office.name
        return passing.after_poll(self.house, server, name, self.clock, self.watch(), done or Passed())

    def settles(self, at: datetime | None = None) -> None:
        """Passes until nothing goes out any more, with every post coming back through its list at once."""
        while self.passes(at).delivered:
            self.comes_back()

    def comes_back(self, received: datetime | None = None, *, what: str = "") -> int:
        """The list sends our posts back, those that it did not send back before; how many."""
        count = 0
        for each in self.handed_over:
            mail = each.mail.mail
            if each.state == "sent" and mail.to_list and mail.message_id not in self.returned and what in mail.what:
                self.returned.add(mail.message_id)
                self.arrives(mail.data, received, through=mail.recipient)
                count += 1
        return count

    # what came of it

    def group(self, name: str = "press") -> int:
        with self.house.look() as look:
            return look.groups()[name]

    def state(self, name: str = "press") -> State:
        with self.house.look() as look:
            return look.state(look.groups()[name])

    def decision(self, number: int = 1, name: str = "press") -> Decision:
        return self.state(name).decisions[number]

    def tally(self, number: int = 1, name: str = "press") -> dict[str, str]:
        """Who stands where, by alias."""
        state = self.state(name)
        standing = state.decisions[number].standing(state.received)
        return {state.roll.shown_as(member): cast.position for member, cast in sorted(standing.items())}

    def events(self, *kinds: str, name: str = "press") -> list[Event]:
        with self.house.look() as look:
            entries = list(ledger.entries(look.connection, look.groups()[name]))
        return [read_entry(entry) for entry in entries if not kinds or entry.kind in kinds]

    def kinds(self, name: str = "press") -> list[str]:
        return [event.kind for event in self.events(name=name)]

    def sent(self, what: str = "", to: str = "") -> list[Mail]:
        """The mails that were handed over, of one kind and to one address, in order."""
        found = []
        for each in self.handed_over:
            mail = each.mail.mail
            if each.state == "sent" and what in ("", mail.what) and to in ("", mail.recipient):
                read_back = parse(mail.data)
                assert isinstance(read_back, Mail)
                found.append(read_back)
        return found

    def subjects(self, what: str = "", to: str = "") -> list[str]:
        return [mail.subject for mail in self.sent(what, to)]

    def verdicts(self) -> list[str]:
        return [taken.verdict for taken in self.taken]

    def parked(self, *states: str) -> list[parked.Parked]:
        with self.house.look() as look:
            return parked.listed(look.connection, *(states or ("retry", "parked")))

    def outbox(self) -> dict[str, int]:
        with self.house.look() as look:
            return outbox.counts(look.connection)

    def unsent(self) -> list[Unsent]:
        """The mails that were not sent, or that will not be."""
        with self.house.look() as look:
            return outbox.listed(look.connection, "waiting", "failed", "dropped")

    def exported(self, name: str = "press") -> Exported:
        """The exported ledger, read back."""
        with self.house.look() as look:
            entries = list(ledger.entries(look.connection, look.groups()[name]))
        return read(list(export(name, entries)))

    def audit(self, name: str = "press") -> Report:
        return audit(self.exported(name))


def _not_to_the_disk(connection: sqlite3.Connection, record: object) -> None:
    """What a power cut would lose is no matter of these tests, and waiting for the disk is most of their time."""
    connection.execute("PRAGMA synchronous=OFF")


class opened:
    """A folder for as long as a pass lasts: one that has to be connected is, one in memory is there."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def __enter__(self) -> Folder:
        connect: Callable[[], None] | None = getattr(self.folder, "connect", None)
        if connect:
            connect()
        return self.folder

    def __exit__(self, *error: object) -> None:
        close: Callable[[], None] | None = getattr(self.folder, "close", None)
        if close:
            close()


def message_id(raw: bytes) -> str:
    read_back = parse(raw)
    assert isinstance(read_back, Mail), read_back
    return read_back.message_id
