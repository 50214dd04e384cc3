"""The same mailbox, whoever serves it: pymap inside this process, and a real Dovecot."""

from __future__ import annotations

import imaplib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest

from listvote.demo.servers import EmbeddedServers
from listvote.net import client
from listvote.net.imap import Fetched, Mailbox, MailboxAddress, MailboxError
from listvote.net.transport import Security
from tests.servers.certificate import Certificate
from tests.servers.dovecot import DovecotServer
from tests.servers.embedded import embedded_servers

NOON = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


@dataclass
class Box:
    """A user's mailbox on some server, as other people see it."""

    user: str
    password: str
    port: int
    tls_port: int = 0

    def address(self, security: Security = "none", folder: str = "INBOX", password: str = "") -> MailboxAddress:
        port = self.tls_port if security == "tls" else self.port
        return MailboxAddress("127.0.0.1", port, self.user, password or self.password, security, folder)

    def open(self, folder: str = "INBOX", max_bytes: int = 10_000) -> Mailbox:
        return Mailbox(self.address(folder=folder), max_bytes=max_bytes, timeout_seconds=20)

    def put(self, *texts: str, when: datetime = NOON, folder: str = "INBOX") -> None:
        with self.somebody_else() as other:
            for text in texts:
                assert other.append(folder, "", when, mail(text))[0] == "OK"

    def somebody_else(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.login(self.user, self.password)
        return client

    def remove(self, *uids: int) -> None:
        with self.somebody_else() as other:
            other.select("INBOX")
            for uid in uids:
                other.uid("STORE", str(uid), "+FLAGS", "(\\Deleted)")
            other.expunge()


def mail(text: str) -> bytes:
    return f"Subject: {text}\r\n\r\n{text}\r\n".encode()


@pytest.fixture(params=["pymap", pytest.param("dovecot", marks=pytest.mark.real)])
def box(request: pytest.FixtureRequest) -> Box:
    if request.param == "pymap":
        servers: EmbeddedServers = request.getfixturevalue("embedded")
        return Box(servers.user, servers.password, servers.imap_port)
    dovecot: DovecotServer = request.getfixturevalue("dovecot")
    return Box(fresh_user(request), dovecot.password, dovecot.imap_port, dovecot.imaps_port)


@pytest.fixture(params=["pymap", pytest.param("dovecot", marks=pytest.mark.real)])
def secured_box(request: pytest.FixtureRequest, certificate: Certificate) -> Iterator[Box]:
    """A mailbox on a server with TLS and STARTTLS."""
    if request.param == "dovecot":
        dovecot: DovecotServer = request.getfixturevalue("dovecot")
        yield Box(fresh_user(request), dovecot.password, dovecot.imap_port, dovecot.imaps_port)
        return
    with embedded_servers(certificate.server_side()) as servers:
        yield Box(servers.user, servers.password, servers.imap_port, servers.imaps_port)


def fresh_user(request: pytest.FixtureRequest) -> str:
    return "".join(letter for letter in request.node.name if letter.isalnum())


def texts(fetched: list[Fetched]) -> list[str]:
    return [one.raw.partition(b"\r\n\r\n")[2].decode().strip() for one in fetched]


def failure(mailbox: Mailbox) -> MailboxError:
    with pytest.raises(MailboxError) as caught:
        mailbox.connect()
    return caught.value


def test_an_empty_folder_has_nothing_new(box: Box) -> None:
    with box.open() as mailbox:
        assert mailbox.poll().messages == 0
        assert list(mailbox.new(0)) == []


def test_mail_comes_in_the_order_of_its_receipt_and_says_up_to_which_uid_all_was_given(box: Box) -> None:
    box.put("one")
    box.put("two", when=NOON - timedelta(days=400))
    box.put("three", when=NOON - timedelta(days=1))
    box.put("four", when=NOON - timedelta(days=2))
    for batch in (1, 2, 200):
        with box.open() as mailbox:
            fetched = list(mailbox.new(0, batch))
        assert texts(fetched) == ["two", "four", "three", "one"]
        first = min(one.uid for one in fetched)
        assert [one.through for one in fetched] == [first - 1, first - 1, first - 1, first + 3]


def test_batches_of_any_size_give_the_same(box: Box) -> None:
    box.put(*"abcdefg")
    with box.open() as mailbox:
        for batch in (1, 2, 3, 7, 200):
            assert texts(list(mailbox.new(0, batch))) == list("abcdefg")


def test_a_message_arrives_whole_with_its_size_and_its_time_of_receipt_in_utc(box: Box) -> None:
    box.put("one", when=datetime(2026, 2, 1, 14, 30, tzinfo=timezone(timedelta(hours=2, minutes=30))))
    with box.open() as mailbox:
        [one] = mailbox.new(0)
    assert one.raw == mail("one")
    assert one.size == len(mail("one"))
    assert one.internaldate == NOON
    assert one.internaldate.tzinfo is UTC
    assert (one.too_big, one.fault) == (False, "")


def test_what_servers_usually_say_is_read_without_the_long_way(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.put("one", "two")
    monkeypatch.setattr(client, "parse_fetch_response", None)
    with box.open() as mailbox:
        assert texts(list(mailbox.new(0))) == ["one", "two"]


def test_bytes_are_kept_as_they_are(box: Box) -> None:
    raw = b"Subject: \xff\xfe\r\n\r\n" + bytes(range(1, 256)).replace(b"\r", b"").replace(b"\n", b"") + b"\r\n.\r\n"
    with box.somebody_else() as other:
        other.append("INBOX", "", NOON, raw)
    with box.open() as mailbox:
        assert [one.raw for one in mailbox.new(0)] == [raw]


def test_only_what_is_above_the_last_uid_is_new(box: Box) -> None:
    box.put("one", "two", "three")
    with box.open() as mailbox:
        one, two, three = (fetched.uid for fetched in mailbox.new(0))
        assert texts(list(mailbox.new(one))) == ["two", "three"]
        assert texts(list(mailbox.new(two))) == ["three"]
        assert list(mailbox.new(three)) == []
        assert list(mailbox.new(three + 1000)) == []


def test_every_message_below_uidnext_is_given_and_later_ones_wait_for_the_next_poll(box: Box) -> None:
    box.put("one")
    with box.open() as mailbox:
        before = mailbox.poll()
        box.put("two")
        assert texts(list(mailbox.new(0))) == ["one"]
        after = mailbox.poll()
        assert texts(list(mailbox.new(before.uidnext - 1))) == ["two"]
        assert after.uidnext == before.uidnext + 1
        assert (before.messages, after.messages) == (1, 2)


def test_reading_leaves_mail_unseen(box: Box) -> None:
    box.put("one")
    with box.open() as mailbox:
        list(mailbox.new(0))
    with box.somebody_else() as other:
        other.select("INBOX")
        assert other.search(None, "UNSEEN")[1] == [b"1"]


def test_of_a_message_that_is_too_big_only_the_header_comes(box: Box) -> None:
    box.put("small", "large " * 2_000, "after")
    with box.open(max_bytes=10_000) as mailbox:
        small, large, after = mailbox.new(0)
    assert (small.too_big, large.too_big, after.too_big) == (False, True, False)
    assert large.size > 10_000
    assert large.raw.startswith(b"Subject: large")
    assert b"\r\n\r\nlarge" not in large.raw


def test_a_message_of_exactly_the_limit_comes_whole(box: Box) -> None:
    box.put("one")
    with box.open(max_bytes=len(mail("one"))) as mailbox:
        [one] = mailbox.new(0)
    assert one.raw == mail("one")


def test_a_message_that_somebody_removes_in_the_middle_holds_up_nothing(box: Box) -> None:
    box.put("one", "two", "three")
    with box.open() as mailbox:
        found = mailbox.new(0, batch=1)
        first = next(found)
        box.remove(first.uid + 1)
        rest = list(found)
    given = {one.uid: (one.raw, one.fault, one.through) for one in rest}
    assert given.pop(first.uid + 2) == (mail("three"), "", first.uid + 2)
    assert given in ({}, {first.uid + 1: (mail("two"), "", first.uid + 1)})  # some servers give it a last time


def test_one_message_is_given_again_as_long_as_it_is_there(box: Box) -> None:
    box.put("one", "two")
    with box.open() as mailbox:
        first, second = mailbox.new(0)
        again = mailbox.again(first.uid, first.uidvalidity)
        assert again is not None and (again.raw, again.internaldate) == (first.raw, first.internaldate)
        assert mailbox.again(second.uid, second.uidvalidity + 1) is None
        box.remove(second.uid)
        assert mailbox.again(second.uid, second.uidvalidity) is None


def test_uidvalidity_changes_when_the_folder_is_made_anew(box: Box) -> None:
    with box.somebody_else() as other:
        other.create("Votes")
    box.put("one", folder="Votes")
    with box.open(folder="Votes") as mailbox:
        before = mailbox.poll()
        assert {one.uidvalidity for one in mailbox.new(0)} == {before.uidvalidity}
    with box.somebody_else() as other:
        other.delete("Votes")
        other.create("Votes")
    with box.open(folder="Votes") as mailbox:
        assert mailbox.poll().uidvalidity != before.uidvalidity


def test_messages_are_removed_for_good_and_no_others(box: Box) -> None:
    box.put("one", "two", "three")
    with box.open() as mailbox:
        one, two, three = mailbox.new(0)
        with box.somebody_else() as other:
            other.select("INBOX")
            other.uid("STORE", str(three.uid), "+FLAGS", "(\\Deleted)")
        mailbox.delete([one.uid, 4_000_000], one.uidvalidity)
        assert [left.uid for left in mailbox.new(0)] == [two.uid, three.uid]


def test_any_number_of_messages_is_removed_at_once(box: Box) -> None:
    box.put("one", "two")
    with box.open() as mailbox:
        one, two = mailbox.new(0)
        mailbox.delete([one.uid, *range(two.uid + 1, two.uid + 2_000)], one.uidvalidity)
        assert [left.uid for left in mailbox.new(0)] == [two.uid]


def test_nothing_is_removed_under_another_uidvalidity(box: Box) -> None:
    box.put("one")
    with box.open() as mailbox:
        [one] = mailbox.new(0)
        with pytest.raises(MailboxError, match="UIDs have changed"):
            mailbox.delete([one.uid], one.uidvalidity + 1)
    with box.open() as mailbox:
        assert len(list(mailbox.new(0))) == 1


def test_waiting_ends_when_mail_comes(box: Box) -> None:
    with box.open() as mailbox:
        mailbox.poll()
        arrival = threading.Timer(0.05, box.put, ["one"])
        arrival.start()
        assert mailbox.wait(60, lambda: False)
        arrival.join()
        mailbox.poll()
        assert texts(list(mailbox.new(0))) == ["one"]


def test_waiting_ends_at_once_for_mail_that_came_since_the_poll(box: Box) -> None:
    with box.open() as mailbox:
        mailbox.poll()
        box.put("one")
        assert mailbox.wait(60, lambda: False)


def test_waiting_ends_when_it_is_told_to(box: Box) -> None:
    with box.open() as mailbox:
        assert not mailbox.wait(60, lambda: True)
        assert mailbox.poll().messages == 0


def test_waiting_ends_when_the_time_is_up(box: Box) -> None:
    box.put("one")
    with box.open() as mailbox:
        assert not mailbox.wait(0.05, lambda: False)
        assert mailbox.poll().messages == 1


def test_a_wrong_password_is_a_permanent_failure(box: Box) -> None:
    error = failure(Mailbox(box.address(password="hunter2")))
    assert error.permanent
    assert "could not log in to 127.0.0.1" in error.words
    assert "hunter2" not in error.words


def test_a_folder_that_does_not_exist_is_a_permanent_failure(box: Box) -> None:
    error = failure(Mailbox(box.address(folder="Nowhere")))
    assert error.permanent
    assert "could not open the folder Nowhere" in error.words


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_mail_comes_under_tls(secured_box: Box, certificate: Certificate, security: Security) -> None:
    with Mailbox(secured_box.address(security), context=certificate.trusted()) as mailbox:
        assert mailbox.poll().messages == 0
        assert not mailbox.wait(0.05, lambda: False)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_is_a_permanent_failure(secured_box: Box, security: Security) -> None:
    error = failure(Mailbox(secured_box.address(security)))
    assert error.permanent
    assert "certificate" in error.words
