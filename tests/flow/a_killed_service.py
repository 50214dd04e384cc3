"""A service whose process is killed, on Dovecot and a mail sink, beside one in memory that nothing disturbs."""

from __future__ import annotations

import imaplib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self

import pytest

from listvote.demo.list_copy import list_copy
from listvote.flow.overview import overview
from tests.flow.a_service import (
    ADA,
    BEN,
    CLEO,
    DAN,
    EVA,
    MONDAY,
    PRESS,
    SERVICE,
    InMemory,
    Service,
    charter,
    hours,
    message_id,
)
from tests.flow.killed_process import ASSURANCE
from tests.flow.offices import RealOffice
from tests.servers import mailsink

ROOT: Final = Path(__file__).parents[2]
KILLED: Final = 9
_UNREADABLE: Final = b"".join(b"X-Field: %d\n" % number for number in range(3_000))
_DOUBTED: Final = b"Authentication-Results: mx.example.org; dmarc=fail\nReceived: from x by mx.example.org; now\n"
_BY_CHANCE: Final = ("secret", "commitment")  # what differs from one run to another


class Process:
    """The process whose children do the passes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @classmethod
    @contextmanager
    def of(cls, office: RealOffice, url: str) -> Iterator[Self]:
        where = [url, str(office.dovecot.imap_port), office.user, office.dovecot.password]
        out = [str(office.sink.port), mailsink.USER, mailsink.PASSWORD]
        with subprocess.Popen(
            [sys.executable, Path(__file__).with_name("killed_process.py"), *where, *out],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        ) as process:
            yield cls(process)
            assert process.stdin is not None
            process.stdin.close()

    def works(self, now: datetime, how: str = "-") -> int:
        """Passes as of `now`, killed as `how` says; the status with which they ended."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{now.isoformat()} {how}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@dataclass
class Lives:
    """The one that is killed and the one that is not: the same mails come to both at the same times."""

    service: Service
    office: RealOffice
    process: Process
    twin: Service
    mailbox: imaplib.IMAP4
    put_back: set[str] = field(default_factory=set)
    seen: int = 0
    days: int = 0
    before: str = ""

    @classmethod
    @contextmanager
    def begin(cls, request: pytest.FixtureRequest, url: str, folder: Path) -> Iterator[Self]:
        """Two services with one group each, whose decisions are open for an hour."""
        office = RealOffice.of(request, "killed")
        service = Service(office, url)
        twin = Service(InMemory(office.name), f"sqlite:///{folder / 'undisturbed.db'}")
        for each in (service, twin):
            each.house.assurance = ASSURANCE
            each.found(charter().replace('closes = "2 days"', 'closes = "1 hour"').replace('"none"', '"server"', 1))
        with Process.of(office, url) as process, office.dovecot.logged_in(office.user) as mailbox:
            lives = cls(service, office, process, twin, mailbox)
            try:
                lives.quietly(service.clock())
                yield lives
            finally:
                service.close()
                twin.close()

    def a_day(self, hows: Iterable[str], before: str = "") -> list[int]:
        """A decision from its opening to its result and the digest, killed as these say on each of four occasions.

        With `before`, another process was killed so a moment before, and is taken over from. Returns how each of those
        passes ended.
        """
        self.before = before
        how = iter(hows)
        self.days += 1
        number, day = self.days, MONDAY + timedelta(days=self.days)
        opening = f"opening{number}@example.org"
        vote = f"vote{number}@example.org"
        write = self.service.mail
        ended = []
        self.arrives(write(ADA, "We buy it.", f"[PROPOSAL] Buy {number}?", id_=opening), day, through=PRESS)
        self.arrives(b"X-Number: %d\n" % number + _UNREADABLE + b"\nagree\n", day)
        ended.append(self.killed(day, next(how)))

        later = day + hours(0.5)
        for raw, through in (
            (write(BEN, f"#{number} agree", to=SERVICE, id_=vote), ""),
            (write(CLEO, "disagree", answers=opening), PRESS),
            (write(DAN, "Perhaps, I should say yes?", answers=opening), PRESS),
            (write(EVA, f"#{number} agree\n#{number} abstain", to=SERVICE), ""),
            (_DOUBTED + write(EVA, f"#{number} disagree", to=SERVICE, id_=f"doubted{number}@example.org"), ""),
            (write(BEN, f"#{number} agree", answers=opening, id_=vote), PRESS),
            (write(CLEO, "agree", answers=opening), PRESS),
            (write("zoe@example.net", "agree", answers=opening), PRESS),
        ):
            self.arrives(raw, later, through=through)
        ended.append(self.killed(later, next(how)))
        [question] = self.twin.sent("confirm", EVA)[-1:]
        self.arrives(write(EVA, "confirm", to=question.reply_to[0].address), day + hours(0.75))
        self.arrives(write(DAN, "agree", answers=opening), day + hours(1.75), through=PRESS)
        ended.append(self.killed(day + hours(2), next(how)))
        ended.append(self.killed(day + hours(10), next(how)))
        self.quietly(day + hours(11))
        self.service.clock.now = self.twin.clock.now
        return ended

    def arrives(self, raw: bytes, received: datetime, *, through: str = "") -> None:
        if through:
            raw = list_copy(raw, list_address=through, subscriber=SERVICE, number=self.days)
        self.mailbox.append("INBOX", "", received, raw)
        self.twin.post_office.put(raw, received)

    def killed(self, now: datetime, how: str) -> int:
        """Passes that are killed, and passes that are not; how the first ended."""
        if self.before:
            assert self.process.works(now, self.before) == KILLED
        ended = self.process.works(now, how)
        self.quietly(now)
        return ended

    def quietly(self, now: datetime) -> None:
        """Let both come to rest; what the list sends back then lies there until the next time."""
        assert self.process.works(now) == 0
        self.comes_back(now)
        while self.twin.passes(now).delivered:
            pass
        self.twin.comes_back()

    def comes_back(self, now: datetime) -> int:
        """The list sends back what it was sent, each mail once; how many."""
        sunk = self.office.sink.mails(self.seen)
        self.seen += len(sunk)
        count = 0
        for mail in sunk:
            id_ = message_id(mail.raw)
            if mail.recipients == (PRESS,) and id_ not in self.put_back:
                self.put_back.add(id_)
                copy = list_copy(mail.raw, list_address=PRESS, subscriber=SERVICE, number=self.days)
                self.mailbox.append("INBOX", "", now, copy)
                count += 1
        return count

    # what must be the same

    def check(self) -> None:
        """Nothing is lost, nothing is there twice, and what is said of it is true."""
        service, twin = self.service, self.twin
        ours, theirs = facts(service), facts(twin)
        assert ours == theirs, f"more: {list((ours - theirs).elements())}, less: {list((theirs - ours).elements())}"
        assert status(service) == status(twin)
        assert [each.raw.split() for each in service.parked()] == [each.raw.split() for each in twin.parked()]
        assert service.outbox() == twin.outbox()
        assert service.audit().differences == []
        sunk: dict[str, set[bytes]] = {}
        for mail in self.office.sink.mails():
            sunk.setdefault(message_id(mail.raw), set()).add(mail.raw)
        assert {id_: len(copies) for id_, copies in sunk.items() if len(copies) > 1} == {}
        assert sunk.keys() == {each.mail.mail.message_id for each in twin.handed_over if each.state == "sent"}

    def sent_again(self) -> int:
        """How many mails went out more than once."""
        mails = [message_id(mail.raw) for mail in self.office.sink.mails()]
        return len(mails) - len(set(mails))


def facts(service: Service) -> Counter[str]:
    """Everything in the ledger, each as often as it stands there."""
    found: Counter[str] = Counter()
    for event in service.events():
        values = {name: value for name, value in asdict(event).items() if name not in _BY_CHANCE}
        found[f"{event.kind} {sorted(values.items())}"] += 1
    return found


def status(service: Service) -> dict[str, Any]:
    """What `status` says, but for the hash of the newest entry."""
    found = overview(service.house, service.clock())
    for group in found["groups"]:
        group["ledger"].pop("head")
    return found
