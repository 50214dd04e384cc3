"""A backlog with the help of a second process, and without it from wherever it stops: always the same messages."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from listvote.charter.sections import Proof
from listvote.demo.servers import HOST, EmbeddedServers
from listvote.flow import ahead, reading
from listvote.flow.ahead import FetchedAhead, MailboxAhead
from listvote.flow.assurance import Assurance
from listvote.mail.route import GroupAddress
from listvote.net.folder import Listed
from listvote.net.frames import FrameReader
from listvote.net.imap import Fetched, Mailbox, MailboxAddress, MailboxError
from listvote.net.transport import Security
from tests.mail.signing import keys, record, sign
from tests.servers.certificate import Certificate
from tests.servers.embedded import embedded_servers
from tests.servers.unruly import UnrulyServer

SERVICE = "votes@example.org"
GROUPS = [GroupAddress("press", "press@lists.example.org")]
NOON = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
BIG = 50_000
MANY = 120
"""Mails, of 20 kB: more than fits into a pipe, so that the second process is never done before the first one is."""


def mail(number: int, size: int = 20_000) -> bytes:
    head = (
        f"From: member{number}@example.org\r\nTo: press@lists.example.org\r\nMessage-ID: <{number}@example.org>\r\n\r\n"
    )
    return (head + "agree\r\n\r\n" + "> what was said before\r\n" * (size // 25)).encode()


@dataclass
class Backlog:
    """A mailbox full of mail, and what is said about the second process."""

    servers: EmbeddedServers
    warned: list[str] = field(default_factory=list)
    service: str = SERVICE
    states: dict = field(default_factory=dict)
    assurance: Assurance = field(default_factory=Assurance)

    def addresses(self) -> list[GroupAddress]:
        return GROUPS

    def put(self, *sizes: int) -> None:
        for number, size in enumerate(sizes):
            self.servers.put(mail(number, size), NOON + timedelta(seconds=number % 7))

    def address(self, port: int = 0) -> MailboxAddress:
        servers = self.servers
        return MailboxAddress(HOST, port or servers.imap_port, servers.user, servers.password, "none")

    def open(self, kind: type[MailboxAhead] = MailboxAhead, *, port: int = 0, least: int = 1) -> MailboxAhead:
        return kind(
            self.address(port), self, self.warned.append,
            least=least, max_bytes=BIG, timeout_seconds=20,
        )  # fmt: skip

    def plain(self) -> list[Fetched]:
        with Mailbox(self.address(), max_bytes=BIG, timeout_seconds=20) as mailbox:
            return list(mailbox.new(0))


@pytest.fixture
def backlog() -> Iterator[Backlog]:
    with embedded_servers() as servers:
        yield Backlog(servers)


@pytest.fixture(autouse=True)
def always_ready(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process is waited for, and used from the first message on; and there are cores enough."""
    monkeypatch.setattr(FrameReader, "waits", lambda reader: True)
    monkeypatch.setattr(ahead, "_cores", lambda: 2)


def plainly(found: list[Fetched]) -> list[Fetched]:
    """The same without what was read ahead."""
    return [Fetched(**{each.name: getattr(one, each.name) for each in fields(Fetched)}) for one in found]


def helped(found: list[Fetched]) -> list[bool]:
    return [isinstance(one, FetchedAhead) and one.ahead is not None for one in found]


def process_of(mailbox: MailboxAhead) -> int:
    assert mailbox._reader is not None
    return mailbox._reader.process.pid


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_same_messages_come_in_the_same_order_and_read(backlog: Backlog) -> None:
    backlog.put(*[2_000] * 100, 2 * BIG, *[2_000] * 10)
    with backlog.open() as mailbox:
        found = list(mailbox.new(0))
    assert plainly(found) == backlog.plain()
    assert helped(found) == [not one.too_big for one in found]
    assert sum(one.too_big for one in found) == 1
    for one in found:
        if isinstance(one, FetchedAhead) and one.ahead is not None:
            assert one.ahead.read == reading.arrive(one.raw, GROUPS, SERVICE)
            assert one.ahead.groups is GROUPS
    assert backlog.warned == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_the_process_speaks_with_the_server_under_tls_too(
    security: Security, certificate: Certificate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.write(tmp_path)[0]))
    with embedded_servers(certificate.server_side()) as servers:
        backlog = Backlog(servers)
        backlog.put(*[500] * 20)
        port = servers.imaps_port if security == "tls" else servers.imap_port
        address = MailboxAddress(HOST, port, servers.user, servers.password, security)
        with MailboxAhead(address, backlog, backlog.warned.append, least=1, timeout_seconds=20) as mailbox:
            assert helped(list(mailbox.new(0))) == [True] * 20
    assert backlog.warned == []


def test_signatures_are_looked_at_ahead_where_a_group_asks_for_proof_with_the_keys_known_by_then(
    backlog: Backlog,
) -> None:
    for number in range(MANY):
        backlog.servers.put(sign(mail(number), "example.org"), NOON)
    trust = SimpleNamespace(proof=Proof.DKIM)
    backlog.states = {1: SimpleNamespace(charter=SimpleNamespace(trust=trust))}
    known: dict[str, bytes | None] = {}
    backlog.assurance = Assurance(known=lambda: known)
    found = []
    with backlog.open() as mailbox:
        for one in mailbox.new(0):
            found.append(one)
            known |= keys("example.org", "example.net")
    held = []
    for one in found:
        assert isinstance(one, FetchedAhead) and one.ahead is not None
        assert isinstance(one.ahead.read, reading.Arrived) and one.ahead.read.signed is not None
        held.append(one.ahead.read.signed.held)
    assert held[0] == {}
    assert held[-1] == {0: (record(), True)}
    assert backlog.warned == []


def test_only_what_is_new_comes(backlog: Backlog) -> None:
    backlog.put(*[2_000] * 20)
    plain = backlog.plain()
    with backlog.open() as mailbox:
        after = sorted(one.uid for one in plain)[9]
        found = list(mailbox.new(after))
        assert {one.uid for one in found} == {one.uid for one in plain if one.uid > after}
        assert all(helped(found))
        assert list(mailbox.new(max(one.uid for one in plain))) == []


def test_each_pass_has_a_process_of_its_own_which_ends_with_it(backlog: Backlog) -> None:
    backlog.put(*[2_000] * 20)
    seen = set()
    with backlog.open() as mailbox:
        for _ in range(2):
            found = []
            for one in mailbox.new(0):
                found.append(one)
                seen.add(process_of(mailbox))
            assert len(found) == 20
            assert not any(map(is_there, seen))
            mailbox.poll()
    assert len(seen) == 2


def test_a_pass_that_is_broken_off_ends_the_process(backlog: Backlog) -> None:
    backlog.put(*[20_000] * MANY)
    with backlog.open() as mailbox:
        with closing(mailbox.new(0)) as coming:  # type: ignore[type-var]
            next(coming)
            process = process_of(mailbox)
            assert is_there(process)
        assert not is_there(process)


def test_closing_the_mailbox_ends_the_process(backlog: Backlog) -> None:
    backlog.put(*[20_000] * MANY)
    mailbox = backlog.open()
    mailbox.connect()
    coming = mailbox.new(0)
    next(coming)
    process = process_of(mailbox)
    mailbox.close()
    assert not is_there(process)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "stopped"])
def test_a_process_that_is_killed_or_hangs_half_way_loses_and_doubles_nothing(
    backlog: Backlog, how: signal.Signals
) -> None:
    backlog.put(*[20_000] * MANY)
    found = []
    process = 0
    with backlog.open() as mailbox:
        for one in mailbox.new(0):
            found.append(one)
            if len(found) == 5:
                process = process_of(mailbox)
                os.kill(process, how)
                assert mailbox._reader is not None
                mailbox._reader.patience_seconds = 0.2
    assert plainly(found) == backlog.plain()
    read = helped(found)
    assert read == sorted(read, reverse=True) and 5 <= sum(read) < MANY
    assert len(backlog.warned) == 1
    assert not is_there(process)


def test_a_process_that_is_told_to_stop_goes_on_as_long_as_the_first_does(backlog: Backlog) -> None:
    backlog.put(*[20_000] * MANY)
    found = []
    with backlog.open() as mailbox:
        for one in mailbox.new(0):
            found.append(one)
            for number in (signal.SIGTERM, signal.SIGINT):
                os.kill(process_of(mailbox), number)
    assert all(helped(found)) and len(found) == MANY


def test_a_process_that_is_not_let_in_is_done_without_and_not_tried_again(backlog: Backlog) -> None:
    backlog.put(*[2_000] * 20)
    plain = backlog.plain()
    with UnrulyServer(backlog.servers.imap_port) as server, backlog.open(port=server.port) as mailbox:
        server.mood = "no login"
        for _ in range(2):
            found = list(mailbox.new(0))
            assert plainly(found) == plain
            assert not any(helped(found))
    assert len(backlog.warned) == 1
    assert "could not log in" in backlog.warned[0]
    assert backlog.servers.password not in backlog.warned[0]


def test_a_process_that_finds_other_numbers_is_done_without(backlog: Backlog) -> None:
    backlog.put(*[2_000] * 20)
    plain = backlog.plain()
    with backlog.open() as mailbox:
        polled = mailbox.poll()
        mailbox._polled = replace(polled, uidvalidity=polled.uidvalidity + 1)
        found = list(mailbox.new(0))
    assert [one.raw for one in found] == [one.raw for one in plain]
    assert not any(helped(found))
    assert backlog.warned == ["the folder's UIDs have changed"]


def test_a_process_that_cannot_be_started_is_done_without(backlog: Backlog, monkeypatch: pytest.MonkeyPatch) -> None:
    backlog.put(*[2_000] * 20)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with backlog.open() as mailbox:
        assert list(mailbox.new(0)) == backlog.plain()
    assert len(backlog.warned) == 1 and "could not be started" in backlog.warned[0]


def test_messages_that_are_removed_meanwhile_are_left_out(backlog: Backlog) -> None:
    backlog.put(*[2_000] * 20)
    plain = backlog.plain()

    class Raced(MailboxAhead):
        def listed(self, after_uid: int, batch: int = 200) -> list[Listed]:
            found = super().listed(after_uid, batch)
            with Mailbox(backlog.address(), timeout_seconds=20) as other:
                other.delete([found[3].uid, found[7].uid], other.poll().uidvalidity)
            return found

    with backlog.open(Raced) as mailbox:
        found = list(mailbox.new(0))
    assert [one.uid for one in found] == [one.uid for at, one in enumerate(plain) if at not in (3, 7)]
    assert found[-1].through == plain[-1].through
    assert all(helped(found))


def test_a_mailbox_that_breaks_says_so_as_it_does_without_help(backlog: Backlog) -> None:
    backlog.put(*[20_000] * 210)  # 200 are fetched at once
    with UnrulyServer(backlog.servers.imap_port) as server, backlog.open(port=server.port) as mailbox:
        found = []

        def take() -> None:
            for one in mailbox.new(0):
                found.append(one)
                if len(found) == 5:
                    server.mood = "away"
                    server.cut()

        with pytest.raises(MailboxError) as caught:
            take()
    assert not caught.value.permanent and "could not fetch mail" in caught.value.words
    assert plainly(found) == backlog.plain()[: len(found)]


@pytest.mark.parametrize(("cores", "least"), [(2, 21), (1, 1)], ids=["few mails", "one core"])
def test_where_it_does_not_pay_there_is_no_second_process(
    backlog: Backlog, monkeypatch: pytest.MonkeyPatch, cores: int, least: int
) -> None:
    def refused(*arguments: object, **more: object) -> None:
        raise AssertionError("a process was started")

    backlog.put(*[2_000] * 20)
    monkeypatch.setattr(subprocess, "Popen", refused)
    monkeypatch.setattr(ahead, "_cores", lambda: cores)
    with backlog.open(least=least) as mailbox:
        assert list(mailbox.new(0)) == backlog.plain()
    assert backlog.warned == []


def test_messages_come_plainly_until_the_process_is_ready(backlog: Backlog, monkeypatch: pytest.MonkeyPatch) -> None:
    backlog.put(*[2_000] * 60)
    looks = iter([False, False, True])
    monkeypatch.setattr(FrameReader, "waits", lambda reader: next(looks))
    with backlog.open() as mailbox:
        found = list(mailbox.new(0))
    assert plainly(found) == backlog.plain()
    assert helped(found) == [False] * 40 + [True] * 20


STARTS = """
import os, sys
from tests.flow.test_second_reader import Backlog
from listvote.flow.ahead import MailboxAhead
from listvote.net.frames import FrameReader
from listvote.net.imap import MailboxAddress
FrameReader.waits = lambda reader: True
port, user, password = sys.argv[1:]
with MailboxAhead(MailboxAddress("127.0.0.1", int(port), user, password, "none"), Backlog(None), print,
        least=1) as mailbox:
    for one in mailbox.new(0):
        print(mailbox._reader.process.pid, flush=True)
        sys.stdin.read()
"""


def test_when_the_first_process_is_killed_the_second_one_ends(backlog: Backlog) -> None:
    backlog.put(*[20_000] * MANY)
    here = backlog.address()
    first = subprocess.Popen(
        [sys.executable, "-c", STARTS, str(here.port), here.user, here.password],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with first:
        assert first.stdout is not None
        second = os.pidfd_open(int(first.stdout.readline()))
        first.kill()
    ended = select.poll()
    ended.register(second, select.POLLIN)
    assert ended.poll(60_000)
    os.close(second)
