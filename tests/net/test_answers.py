"""What our own reading of answers to FETCH says is what imapclient says of them, and what it cannot read is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listvote.net import client as client_module
from listvote.net import wire as wire_module
from listvote.net.answers import beginning, ending
from listvote.net.client import LIBRARY_ERRORS, Client
from listvote.net.imap import Mailbox, MailboxAddress
from tests.servers.scripted import Cut, ScriptedServer, imap_script

LIMIT = 1_000
Said = Mapping[int, Mapping[bytes, Any]] | str
"""What a way of reading says of messages; or "an error"."""

UIDS = st.integers(1, 6).map(b"UID %d".__mod__)
SIZES = st.sampled_from([0, 5, 2048, 10**9]).map(b"RFC822.SIZE %d".__mod__)
USUAL_DATES = st.datetimes(datetime(1970, 1, 1), datetime(2199, 1, 1)).flatmap(
    lambda at: st.sampled_from([b"+0000", b"-0000", b"+0530", b"-1200", b"+1959"]).map(
        lambda zone: at.strftime('INTERNALDATE "%d-%b-%Y %H:%M:%S ').encode() + zone + b'"'
    )
)
DATES = USUAL_DATES | st.sampled_from(
    [
        b'INTERNALDATE " 1-Feb-2026 12:00:00 +0100"',
        b'INTERNALDATE "31-Feb-2026 12:00:00 +0100"',
        b'INTERNALDATE "00-Feb-2026 12:00:00 +0100"',
        b'INTERNALDATE "29-Feb-2024 29:00:00 -0130"',
        b'INTERNALDATE "31-Dec-2016 23:59:60 +0000"',
        b'INTERNALDATE "1-Feb-2026 12:00:00 +0100"',
        b'INTERNALDATE "01-feb-2026 12:00:00 +0100"',
        b'INTERNALDATE "01-Feb-0026 12:00:00 +0100"',
        b'INTERNALDATE "01-Feb-2026 12:00:00 +9999"',
        b'INTERNALDATE "01-Feb-2026 12:00:00 CET"',
        b"INTERNALDATE NIL",
    ]
)
TEXTS = st.sampled_from(
    [b"", b"hello", b"Subject: x\r\n\r\n* 1 FETCH (UID 1)\r\n)\r\n", b"\x00\xff {5}\r\n", b"y" * 999]
)
LITERALS = TEXTS.map(lambda text: b"BODY[] {%d}\r\n%b" % (len(text), text))
ODD_ITEMS = st.sampled_from(
    b'FLAGS ()|FLAGS (\\Seen)|BODY[] "quoted"|BODY[] NIL|BODY[] {2000000000}\r\nx|BODY[] {3}\r\nmore than three|UID 0|'
    b"BODY[HEADER]<0> {2}\r\nhi|BINARY[] ~{2}\r\nhi|uid 3|UID 04|RFC822.SIZE 99999999999999|MODSEQ (7)|UID NIL|(|)|"
    b"RFC822.SIZE x|BODY[] {-1}\r\n".split(b"|")
)
ITEMS = st.one_of(UIDS, UIDS, SIZES, DATES, LITERALS)
NUMBERS = st.integers(1, 9).map(b"%d".__mod__)


def an_answer(items: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    return st.builds(
        lambda number, items, between: b"* %b FETCH (%b)\r\n" % (number, between.join(items)),
        NUMBERS,
        st.lists(items, min_size=1, max_size=4),
        st.sampled_from([b" ", b" ", b" ", b" ", b"  ", b""]),
    )


USUAL = st.builds(
    lambda number, uid, rest: b"* %b FETCH (%b)\r\n" % (number, b" ".join([uid, *rest])),
    NUMBERS,
    UIDS,
    st.lists(SIZES | USUAL_DATES, max_size=2).flatmap(lambda rest: LITERALS.map(lambda text: [*rest, text])),
)
BY_THE_WAY = st.sampled_from(
    b"* 5 EXISTS|* 2 EXPUNGE|* 4 FETCH (FLAGS (\\Seen))|* OK still here|* VANISHED 3|* BYE restarting|* 1 FETCH|"
    b"* 0 FETCH (UID 3)|* 1 fetch (UID 3)|*  1 FETCH (UID 3)|+ go on|nonsense|* 1 FETCH (UID 3) ".split(b"|")
).map(lambda line: line + b"\r\n")
ANSWERS = st.lists(st.one_of(USUAL, USUAL, an_answer(ITEMS), an_answer(ITEMS | ODD_ITEMS), BY_THE_WAY), max_size=5).map(
    b"".join
)


@contextmanager
def connected(said: bytes, last: bytes = b"OK done") -> Iterator[Client]:
    """A client in a folder of a server that answers to FETCH so, and leaves."""
    script = imap_script({})

    def answer(line: bytes) -> bytes:
        tag, _, command = line.partition(b" ")
        if command.startswith(b"UID FETCH"):
            raise Cut(said + tag + b" " + last + b"\r\n")
        return script(line)

    with ScriptedServer(b"* OK ready\r\n", answer) as server:
        client = Client("127.0.0.1", server.port, tls=False, context=None, timeout_seconds=20, literal_bytes=LIMIT)
        client.log_in("votes", "hunter2")
        client.open_folder("INBOX", readonly=True)
        yield client
        client.hang_up()


def outcome(fetch: Callable[[], Any]) -> Said:
    try:
        answer = fetch()
    except LIBRARY_ERRORS:
        return "an error"
    return {uid: {item: in_utc(of) for item, of in facts.items() if item != b"SEQ"} for uid, facts in answer.items()}


def in_utc(of: object) -> object:
    """Times as they can be compared: some zones of a server's are a hundred hours away."""
    try:
        return of.astimezone(UTC) if isinstance(of, datetime) else of
    except ValueError:
        return "a time in no zone"


@given(said=ANSWERS, chunk=st.sampled_from([1, 7, 65_536]))
@example(said=b"* 1 FETCH (UID 1 BODY[] {5}\r\nhello RFC822.SIZE 5 UID 2)\r\n", chunk=65_536)
@example(said=b"* 1 FETCH (UID 1 BODY[] {5}\r\nhello FLAGS (\\Seen))\r\n", chunk=1)
@example(said=b"* 1 FETCH (UID 1 BODY[] {5}\r\nhello)\r\n* 1 FETCH (UID 1 FLAGS ())\r\n", chunk=1)
@example(said=b"* 1 FETCH (UID 1 RFC822.SIZE 5)\r\n* 1 FETCH (UID 1 RFC822.SIZE 6)\r\n", chunk=1)
@example(said=b"* 1 FETCH (UID 1 BODY[] {5}\r\nhel", chunk=7)
def test_both_ways_through_an_answer_say_the_same(said: bytes, chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wire_module, "_CHUNK_BYTES", chunk)
        with connected(said) as client:
            ours = outcome(lambda: client.fetch([1, 2, 3, 4], ["BODY.PEEK[]"]))
        with connected(said) as client:
            theirs = outcome(lambda: client._imap.fetch([1, 2, 3, 4], ["BODY.PEEK[]"]))
    assert ours == theirs


def fetched(said: bytes, patch: pytest.MonkeyPatch) -> Said:
    """What is read without imapclient's parser."""
    patch.setattr(client_module, "parse_fetch_response", None)
    with connected(said) as client:
        return outcome(lambda: client.fetch([3, 4], ["BODY.PEEK[]"]))


FOUR = ("UID 4", "RFC822.SIZE 5", 'INTERNALDATE " 1-Feb-2026 12:00:00 +0100"', "BODY[] {5}\r\nhello")


@pytest.mark.parametrize("items", list(permutations(FOUR)))
def test_the_usual_items_are_read_in_any_order(items: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {
        b"RFC822.SIZE": 5,
        b"INTERNALDATE": datetime(2026, 2, 1, 11, tzinfo=UTC),
        b"BODY[]": b"hello",
    }
    assert fetched(f"* 7 FETCH ({' '.join(items)})\r\n".encode(), monkeypatch) == {4: facts}


def test_a_usual_answer_is_given_for_those_asked_for_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    said = b"* 7 FETCH (UID 9 RFC822.SIZE 5)\r\n* 2 FETCH (UID 3 RFC822.SIZE 6)\r\n"
    assert fetched(said, monkeypatch) == {3: {b"RFC822.SIZE": 6}}


def test_a_text_over_the_limit_ends_the_connection_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fetched(b"* 7 FETCH (UID 4 BODY[] {%d}\r\n%b)\r\n" % (LIMIT, b"x" * LIMIT), monkeypatch) == {
        4: {b"BODY[]": b"x" * LIMIT}
    }
    too_much = b"* 7 FETCH (UID 4 BODY[] {%d}\r\n" % (LIMIT + 1)
    with connected(too_much) as client, pytest.raises(client.wire.abort, match="announced 1001 bytes"):
        client.fetch([4], ["BODY.PEEK[]"])


def test_a_server_that_says_no_gives_nothing_whatever_it_said_before() -> None:
    with connected(b"* 7 FETCH (UID 4 RFC822.SIZE 5)\r\n", b"NO [SERVERBUG] damaged") as client:
        assert client.fetch([4], ["RFC822.SIZE"]) is None


def test_what_was_said_before_anything_was_asked_does_not_replace_what_is_said_now() -> None:
    script = imap_script(
        {
            "NOOP": "* 7 FETCH (UID 4 RFC822.SIZE 5)",
            "UID FETCH 4 (RFC822": '* 7 FETCH (UID 4 RFC822.SIZE 6 INTERNALDATE " 1-Feb-2026 12:00:00 +0000")',
            "UID FETCH 4 (BODY": "* 7 FETCH (UID 4 BODY[] {6}\r\nhello!)",
        }
    )
    with ScriptedServer(b"* OK ready\r\n", script) as server:
        address = MailboxAddress("127.0.0.1", server.port, "votes", "hunter2", "none")
        with Mailbox(address, max_bytes=1000, timeout_seconds=20) as mailbox:
            mailbox.stay()
            assert [(one.size, one.raw) for one in mailbox.new(0)] == [(6, b"hello!")]


def test_nothing_is_read_beyond_the_line() -> None:
    held = b"* 7 FETCH (UID 4 BODY[] {5}\r\nhello)\r\n* 8 FETCH (UID 5)\r\n"
    assert beginning(held, 29) == ({b"UID": 4}, 5)
    assert ending(held, 34, 37) == {}
    assert beginning(held, 28) is None
    assert ending(held, 34, 36) is None


def test_a_day_that_no_calendar_has_is_no_time_of_receipt() -> None:
    line = b'* 7 FETCH (UID 4 INTERNALDATE "31-Feb-2026 12:00:00 +0000")\r\n'
    assert beginning(line, len(line)) == ({b"UID": 4, b"INTERNALDATE": None}, None)
