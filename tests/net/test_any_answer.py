"""Whatever a server says, the caller sees mail or the one error of the room, and nothing waits for ever."""

from __future__ import annotations

import contextlib

from hypothesis import example, given
from hypothesis import strategies as st

from listvote.net.imap import Mailbox, MailboxAddress, MailboxError
from listvote.net.smtp import Delivery, Envelope, Submission
from tests.servers.scripted import ONE_MESSAGE, Cut, ScriptedServer, imap_script

WORDS = st.sampled_from(
    b'* |1 |FETCH |(|)|UID |4| BODY[] |{5}\r\n|{-1}\r\n|hello|\r\n|OK |NO |[|]|"|\\|NIL|INTERNALDATE |RFC822.SIZE '
    b'|BODY[HEADER]<0> |+ |BYE |SEARCH |EXISTS|\xff|\x00|99999999999999999999|"31-Feb-0000 25:61:61 +9999"| '.split(
        b"|"
    )
)
NONSENSE = st.one_of(st.binary(max_size=60), st.lists(WORDS, max_size=12).map(b"".join))
IMAP_COMMANDS = st.sampled_from(["CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH", "NOOP", "IDLE", "LOGOUT"])


@given(command=IMAP_COMMANDS, said=NONSENSE)
@example(command="UID FETCH", said=b'* 1 FETCH (UID 4 INTERNALDATE "31-Feb-0000 25:61:61 +9999")\r\n')
@example(command="UID FETCH", said=b"* 1 FETCH (UID 4 RFC822.SIZE 99999999999999999999999)\r\n")
@example(command="EXAMINE", said=ONE_MESSAGE.encode() + b"\r\n* FLAGS\r\n")
def test_whatever_an_imap_server_says(command: str, said: bytes) -> None:
    script = imap_script({})

    def answer(line: bytes) -> bytes:
        tag, _, asked = line.partition(b" ")
        if not asked.startswith(command.encode()):
            return script(line)
        if said.endswith(b"\r\n"):
            return said + tag + b" OK done\r\n"
        raise Cut(said)

    with ScriptedServer(b"* OK ready\r\n", answer) as server, contextlib.suppress(MailboxError):
        address = MailboxAddress("127.0.0.1", server.port, "votes", "hunter2", "none")
        with Mailbox(address, max_bytes=1000, timeout_seconds=0.2) as mailbox:
            for fetched in mailbox.new(0):
                assert fetched.uid == 4
                assert fetched.internaldate.tzinfo is not None
            mailbox.wait(0.01, lambda: False)


@given(greeting=NONSENSE)
def test_whatever_an_imap_server_greets_with(greeting: bytes) -> None:
    def silent(line: bytes) -> bytes:
        raise Cut

    with ScriptedServer(greeting, silent) as server, contextlib.suppress(MailboxError):
        address = MailboxAddress("127.0.0.1", server.port, "votes", "hunter2", "none")
        Mailbox(address, timeout_seconds=0.05).connect()
        raise AssertionError("no login was possible")


@given(
    command=st.sampled_from([b"ehlo", b"helo", b"AUTH", b"mail", b"rcpt", b"data", b".\r\n", b"quit"]), said=NONSENSE
)
def test_whatever_an_smtp_server_says(command: bytes, said: bytes) -> None:
    def answer(line: bytes) -> bytes:
        if line.startswith(command):
            raise Cut(said)
        if line.startswith(b"ehlo"):
            return b"250-ready\r\n250 AUTH PLAIN\r\n"
        if line.startswith((b"Subject", b"hello", b"\r\n")):
            return b""
        return {b"AUTH": b"235 in\r\n", b"data": b"354 go on\r\n"}.get(line[:4], b"250 ok\r\n")

    with ScriptedServer(b"220 ready\r\n", answer) as server:
        way_out = Submission("127.0.0.1", server.port, "votes", "hunter2", "none", 0.2, 0.2)
        deliveries = way_out.send([Envelope("", ("ada@example.org",), b"Subject: x\r\n\r\nhello\r\n")])
    assert [type(delivery) for delivery in deliveries] == [Delivery]
