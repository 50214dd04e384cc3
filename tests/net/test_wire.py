"""Lines and literals off a connection, whatever the packets."""

from __future__ import annotations

import imaplib
from collections.abc import Iterator

import pytest

from listvote.net import wire as wire_module
from listvote.net.wire import Wire
from tests.servers.scripted import CAPABILITY, ScriptedServer, imap_script


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(b"* OK ready\r\n", imap_script({"IDLE": "* 1 EXISTS\r\n+ idling"})) as server:
        yield server


@pytest.fixture
def wire(server: ScriptedServer) -> Iterator[Wire]:
    wire = Wire("127.0.0.1", server.port, context=None, timeout_seconds=20, literal_bytes=10)
    yield wire
    wire.shutdown()


def test_a_line_that_comes_in_pieces_is_given_when_it_is_whole(server: ScriptedServer, wire: Wire) -> None:
    server.push(b"* 5 EXI")
    assert wire.line_within(0.02) is None
    server.push(b"STS\r")
    assert wire.line_within(0.02) is None
    server.push(b"\n* 6 EXISTS\r\n* 7")
    assert wire.line_within(20) == b"* 5 EXISTS\r\n"
    assert wire.line_within(20) == b"* 6 EXISTS\r\n"
    assert wire.line_within(0) is None
    server.push(b" EXISTS\r\n")
    assert wire.readline() == b"* 7 EXISTS\r\n"


def test_a_literal_is_read_up_to_the_limit_and_not_beyond(server: ScriptedServer, wire: Wire) -> None:
    server.push(b"0123456789rest\r\n")
    assert wire.read(10) == b"0123456789"
    assert wire.readline() == b"rest\r\n"
    with pytest.raises(imaplib.IMAP4.abort, match="announced 11 bytes"):
        wire.read(11)


def test_a_line_without_end_is_given_up(server: ScriptedServer, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire_module, "LINE_BYTES", 1000)
    server.push(b"x" * 1001)
    with pytest.raises(imaplib.IMAP4.abort, match="more than 1000 bytes"):
        wire.readline()


def test_what_was_received_in_the_clear_does_not_count_under_tls(server: ScriptedServer, wire: Wire) -> None:
    server.push(b"whole\r\n* OK [ALERT] slipped in before TLS\r\n")
    assert wire.line_within(20) == b"whole\r\n"
    plain = wire.sock
    wire.sock = plain.dup()
    plain.close()
    assert wire.line_within(0.02) is None


def test_a_timeout_leaves_the_connection_usable(server: ScriptedServer, wire: Wire) -> None:
    assert wire.line_within(0.01) is None
    assert wire.noop()[0] == "OK"


def test_mail_that_comes_after_others_were_removed_is_news() -> None:
    idling = b""

    def answer(line: bytes) -> bytes:
        nonlocal idling
        tag, _, command = line.strip().partition(b" ")
        if command == b"IDLE":
            idling = tag
            return b"+ idling\r\n* 2 EXPUNGE\r\n* 1 EXPUNGE\r\n* 2 EXISTS\r\n"
        said = CAPABILITY.encode() + b"\r\n" if command == b"CAPABILITY" else b""
        return said + (idling if tag == b"DONE" else tag) + b" OK done\r\n"

    with ScriptedServer(b"* OK ready\r\n", answer) as server:
        wire = Wire("127.0.0.1", server.port, context=None, timeout_seconds=20, literal_bytes=10)
        assert wire.idle_until_news(3, 20, lambda: False)
        assert not wire.idle_until_news(2, 0, lambda: False)
        wire.shutdown()
