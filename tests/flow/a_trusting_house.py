"""A house whose charter asks for proof, a DNS that is a mapping, and mails as their senders make them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from listvote.flow import deliver, tick
from listvote.flow.assurance import Assurance
from listvote.flow.groups import Faulty, add_group, import_roll
from listvote.flow.house import House
from listvote.flow.intake import take_one
from listvote.flow.letter import Letter, Taken
from listvote.group import State
from listvote.mail.message import Mail, parse
from listvote.net.smtp import Delivery, Envelope
from listvote.render import Templates
from listvote.store import inbox, ledger
from listvote.store.database import Database
from listvote.store.inbox import Cursor
from tests.flow.reading_ahead import read_ahead
from tests.mail.signing import OF_LISTS, keys, sign

SERVICE = "votes@example.com"
POST = "press@lists.example.org"
NOW = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
SIGNED = [(b"t", str(int(NOW.timestamp()) - 60).encode())]
CHARTER = """
[group]
name = "press"
post = "press@lists.example.org"
list_id = "press.lists.example.org"
moderators = ["ada@example.org"]

[members]
join = "{join}"

[trust]
proof = "{proof}"

[kinds.ordinary]
method = "consensus"
quorum = "at least 1/3 of members"
hearings = 0
fallback = "none"
amendments = 0

[posting]
per_day = 20
answers_per_day = {answers}

[figures]
blocs_every = "never"
"""
ROLL = """alias,name,addresses
Red Pen,Ada Example,ada@example.org
Kropotkin Fan,Ben Example,ben@example.org;ben.private@example.net
Linotype,Cleo Example,cleo@example.net
"""
LIST = (
    "List-Id: <press.lists.example.org>",
    "List-Post: <mailto:press@lists.example.org>",
    "Sender: press@lists.example.org",
)


@dataclass
class Outbox:
    """A mail server that takes everything, as it was read and as bytes."""

    mails: list[tuple[str, Mail]] = field(default_factory=list)
    raw: list[tuple[str, bytes]] = field(default_factory=list)

    def send(self, envelopes):
        for each in envelopes:
            mail = parse(each.raw)
            assert isinstance(mail, Mail)
            self.mails.append((each.recipients[0], mail))
            self.raw.append((each.recipients[0], each.raw))
        return [_delivered(each) for each in envelopes]


def _delivered(envelope: Envelope) -> Delivery:
    return Delivery(envelope, None)


class Press:
    """A group, its house, and what went out; where it is `ahead`, mails come as a second process read them."""

    ahead = False

    def __init__(self, folder, proof: str = "dkim", answers: int = 10, join: str = "nobody", **assurance) -> None:
        database = Database(f"sqlite:///{folder}/press.db")
        database.migrate()
        self.dns = keys("example.org", "example.net", "lists.example.org", "evil.example")
        self.asked: list[tuple[str, ...]] = []
        self.drawn = 0
        self.out = Outbox()
        self.uid = 0
        assured = Assurance(keys=self._look_up, token_key=b"k" * 32)
        assured = replace(assured, **assurance)
        self.house = House(database, Templates(None), SERVICE, self._random, assurance=assured)
        self.now = NOW - timedelta(hours=2)
        made = add_group(self.house, CHARTER.format(proof=proof, answers=answers, join=join), live=True, now=self.now)
        assert not isinstance(made, Faulty), made
        assert not isinstance(import_roll(self.house, 1, ROLL, remove_missing=False, now=self.now), Faulty)
        self.now = NOW

    def _random(self, count: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_256(str(self.drawn).encode()).digest(count)

    def _look_up(self, names):
        self.asked.append(tuple(names))
        return {name: self.dns.get(name) for name in names}

    @property
    def state(self) -> State:
        with self.house.look() as look:
            return look.state(1)

    def take(self, raw: bytes, received: datetime | None = None) -> Taken:
        self.uid += 1
        letter = Letter("box", 1, self.uid, received or self.now, raw)
        if self.ahead:
            letter = replace(letter, ahead=read_ahead(raw, self.house.addresses(), SERVICE, self.dns))
        cursor = Cursor(1, self.uid, None)
        return take_one(self.house, letter, self.now, cursor)

    def opened(self) -> None:
        taken = self.take(list_copy(mail("ada@example.org", "We buy it.", subject="[PROPOSAL] Press", id_="open")))
        assert taken.events and taken.events[0].kind == "decision opened", taken
        self.run()

    def run(self) -> list[tuple[str, Mail]]:
        """Everything that goes out now."""
        before = len(self.out.mails)
        with self.house.change() as change:
            inbox.move(change.connection, "box", Cursor(1, self.uid, self.now.isoformat().replace("+00:00", "Z")))

        def broken(group: str, error: Exception) -> None:
            raise error

        while tick.run(self.house, "box", self.now, broken) or deliver.run(self.house, self.out, lambda: self.now):
            pass
        return self.out.mails[before:]

    def ballots(self) -> dict[int, str]:
        decision = self.state.decisions[1]
        return {number: cast.position for number, cast in decision.standing(self.state.received).items()}

    def entries(self):
        with self.house.look() as look:
            return list(ledger.entries(look.connection, 1))


def mail(
    sender: str, text: str, *more: str, to: str = POST, subject: str = "Re: [PROPOSAL] Press", id_: str = ""
) -> bytes:
    """A mail as somebody sends it; `id_` is the beginning of its Message-ID."""
    id_ = id_ or hashlib.sha256(repr((sender, text, more, to)).encode()).hexdigest()[:12]
    fields = (f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Message-ID: <{id_}@mail.example>", *more)
    return ("\r\n".join(fields) + "\r\n\r\n" + text.replace("\n", "\r\n") + "\r\n").encode()


def reply(sender: str, text: str, *more: str, to: str = POST) -> bytes:
    """The same as an answer to the opening."""
    return mail(sender, text, "In-Reply-To: <open@mail.example>", *more, to=to)


def list_copy(raw: bytes) -> bytes:
    """The list's copy, signed by its host."""
    return sign(("\r\n".join(LIST) + "\r\n").encode() + raw, "lists.example.org", covers=OF_LISTS, more=SIGNED)


def signed(raw: bytes, domain: str, **more) -> bytes:
    return sign(raw, domain, more=SIGNED, **more)


def token_in(mail_: Mail) -> str:
    """The token in the address that a mail is to be answered at, "" without one."""
    found = re.fullmatch(r"votes\+([a-z0-9]+)@example\.com", mail_.reply_to[0].address)
    return found[1] if found else ""
