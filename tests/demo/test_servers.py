"""The mail servers of the demo: what is sent to the list, to the service and to members ends where it should."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime

import pytest

from listvote.demo import servers as servers_module
from listvote.demo.servers import EmbeddedServers
from listvote.net.imap import Fetched, Mailbox, MailboxAddress
from listvote.net.smtp import Delivery, Envelope, Submission
from tests.servers.embedded import LIST, MEMBER, RECEIVED, SERVICE

RAW = b"From: Ada <ada@example.org>\r\nSubject: Hi\r\n\r\nhello\r\n"


def send(servers: EmbeddedServers, *recipients: str, raw: bytes = RAW, password: str = "demo") -> list[Delivery]:
    way_out = Submission("127.0.0.1", servers.smtp_port, servers.user, password, "none")
    return way_out.send([Envelope("ada@example.org", recipients, raw)])


def mailbox(servers: EmbeddedServers) -> list[Fetched]:
    address = MailboxAddress("127.0.0.1", servers.imap_port, servers.user, servers.password, "none")
    with Mailbox(address) as opened:
        return list(opened.new(0))


def test_mail_to_the_list_reaches_the_service_and_the_members_as_the_list_copies_it(embedded: EmbeddedServers) -> None:
    [delivery] = send(embedded, LIST)
    assert delivery.sent
    [copy] = mailbox(embedded)
    assert copy.internaldate == RECEIVED
    for raw, subscriber in ((copy.raw, SERVICE), (embedded.kept(MEMBER)[0], MEMBER)):
        assert b"Subject: [press] Hi" in raw
        assert f"Delivered-To: {subscriber}".encode() in raw


def test_mail_to_the_service_lands_in_its_mailbox_as_it_is(embedded: EmbeddedServers) -> None:
    send(embedded, SERVICE.upper())
    assert [one.raw for one in mailbox(embedded)] == [RAW]


def test_mail_to_a_member_is_kept(embedded: EmbeddedServers) -> None:
    send(embedded, "Ben@example.net")
    assert embedded.kept("ben@EXAMPLE.net") == (RAW,)
    assert embedded.kept("cleo@example.com") == ()
    assert mailbox(embedded) == []


def test_every_mail_that_was_sent_is_on_record(embedded: EmbeddedServers) -> None:
    send(embedded, LIST, "ben@example.net")
    assert [(mail.mail_from, mail.recipients, mail.raw) for mail in embedded.sent] == [
        ("ada@example.org", (LIST, "ben@example.net"), RAW)
    ]


def test_mail_is_put_into_the_mailbox_with_its_time_of_receipt(embedded: EmbeddedServers) -> None:
    when = datetime(2025, 5, 1, 6, 0, tzinfo=UTC)
    uid = embedded.put(RAW, when)
    assert [(one.uid, one.internaldate, one.raw) for one in mailbox(embedded)] == [(uid, when, RAW)]


def test_a_wrong_password_is_refused(embedded: EmbeddedServers) -> None:
    [delivery] = send(embedded, LIST, password="wrong")
    assert not delivery.sent
    assert embedded.sent == ()


def test_a_failure_of_the_caller_s_list_comes_back_to_the_caller() -> None:
    def fails(raw: bytes, mail_from: str, recipients: tuple[str, ...]) -> list[tuple[str, bytes]]:
        raise LookupError("no such list")

    deliveries: list[Delivery] = []
    servers = EmbeddedServers(LIST, SERVICE, distribute=fails, clock=lambda: RECEIVED)

    def post() -> None:
        with servers:
            deliveries.extend(send(servers, LIST))

    with pytest.raises(LookupError, match="no such list"):
        post()
    assert [delivery.sent for delivery in deliveries] == [False]


def test_several_connections_at_once_are_served_and_ended(embedded: EmbeddedServers) -> None:
    address = MailboxAddress("127.0.0.1", embedded.imap_port, embedded.user, embedded.password, "none")
    opened = [Mailbox(address) for _ in range(5)]
    for one in opened:
        one.connect()
    embedded.put(RAW, RECEIVED)
    assert [one.wait(60, lambda: False) for one in opened] == [True] * 5
    for one in opened:
        one.close()


def test_without_its_mail_server_the_demo_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymap.backend.dict", None)
    assert servers_module.__file__ is not None
    spec = importlib.util.spec_from_file_location("servers_without_pymap", servers_module.__file__)
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(ImportError, match=r"install listvote\[demo\]"):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
