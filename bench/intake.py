"""Intake against its floor: votes read from Dovecot, decided, answered and kept, one transaction each.

The floor is what no intake can do without: the same mails fetched by imapclient, parsed by the standard library, and
one durable insert for each.
"""

from __future__ import annotations

import email
import imaplib
import resource
import secrets
import sqlite3
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path

from imapclient import IMAPClient

from listvote.flow import passing
from listvote.flow.ahead import MailboxAhead
from listvote.flow.groups import add_group, import_roll
from listvote.flow.house import House
from listvote.net.imap import MailboxAddress
from listvote.render import Templates
from listvote.store.database import Database
from tests.servers.certificate import Certificate
from tests.servers.dovecot import DovecotServer

VOTES = 5_000
RUNS = 3
USER = "bench"
SERVICE = "votes@example.org"
LIST = "press@groups.example.org"
BEGAN = datetime(2025, 12, 8, 9, tzinfo=UTC)  # Dovecot takes no time to come

CHARTER = """\
[group]
name = "press"
post = "press@groups.example.org"
list_id = "press.groups.example.org"
[members]
join = "nobody"
[posting]
receipts = "{receipts}"
[trust]
proof = "none"
[figures]
blocs_every = "never"
"""


def _member(number: int) -> str:
    return f"member{number}@example.org"


def _list_headers(number: int) -> str:
    return (
        f"Sender: {LIST}\r\nList-Id: <press.groups.example.org>\r\nPrecedence: Bulk\r\n"
        f"Mailing-List: list {LIST}; contact press+owner@groups.example.org\r\n"
        f"Reply-To: {LIST},{_member(number)}\r\n"
    )


_FOOTER = (
    "\r\n\r\n-=-=-=-=-=-=-=-=-=-=-=-\r\nGroups.io Links: You receive all messages sent to this group.\r\n"
    "View/Reply Online (#61): https://groups.example.org/g/press/message/61\r\n"
    "Mute This Topic: https://groups.example.org/mt/1/1\r\nGroup Owner: press+owner@groups.example.org\r\n"
    "Unsubscribe: https://groups.example.org/g/press/leave/1/2/3/xyzzy [votes@example.org]\r\n"
    "-=-=-=-=-=-=-=-=-=-=-=-\r\n"
)


_SAID = (
    "Yes please", "+1", "I agree.", "agree", "Fine by me", "No, thanks.", "disagree", "abstain", "I vote yes",
    "+1 from me", "stand aside", "Agree, and thanks for the work!", "0", "-1: we have no room for it",
    "I can live with it",
)  # fmt: skip
"""What people write above their quotes, in turn."""


def opening() -> bytes:
    """The mail that opens the decision."""
    head = f"From: {_member(1)}\r\nTo: {LIST}\r\nMessage-ID: <opening@example.org>\r\n{_list_headers(1)}"
    return (head + "Subject: [press] [PROPOSAL] Buy a press?\r\n\r\nWe should buy it.\r\n" + _FOOTER).encode()


def vote(number: int) -> bytes:
    """A vote of two kilobytes as a list delivers it: one line above a quote, below it the list's footer."""
    head = (
        f"From: Member {number} <{_member(number)}>\r\nTo: {LIST}\r\nMessage-ID: <vote{number}@example.org>\r\n"
        f"In-Reply-To: <opening@example.org>\r\nReferences: <opening@example.org>\r\n{_list_headers(number)}"
        "Subject: Re: [press] [PROPOSAL] Buy a press?\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    quote = "".join(f"> This is line {line} of the mail that stands quoted below a vote.\r\n" for line in range(16))
    said = _SAID[number % len(_SAID)]
    footer = _FOOTER.replace("61", str(number + 61))
    return (head + f"{said}\r\n\r\nOn Mon, 7 Dec 2026, Member 1 wrote:\r\n" + quote + footer).encode()


def _clock() -> datetime:
    return BEGAN + timedelta(hours=12)


def fill(server: DovecotServer, votes: int) -> None:
    """Put the opening and the votes into the mailbox."""
    with server.logged_in(USER) as imap:
        for place, raw in enumerate([opening(), *(vote(number) for number in range(1, votes + 1))]):
            when = imaplib.Time2Internaldate(BEGAN + timedelta(seconds=60 + place))
            imap.append("INBOX", "", when, raw)


def floor(server: DovecotServer, folder: Path) -> tuple[float, float]:
    """Seconds to fetch, parse and durably insert every mail, and those of them that a processor worked."""
    database = sqlite3.connect(folder / f"floor-{secrets.token_hex(4)}.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE mails (id INTEGER PRIMARY KEY, raw BLOB)")
    start, worked = time.perf_counter(), time.process_time()
    with IMAPClient("127.0.0.1", server.imap_port, ssl=False) as client:
        client.login(USER, server.password)
        client.select_folder("INBOX", readonly=True)
        uids = client.search("ALL")
        for at in range(0, len(uids), 200):
            for found in client.fetch(uids[at : at + 200], ["BODY.PEEK[]", "INTERNALDATE"]).values():
                raw = found[b"BODY[]"]
                email.message_from_bytes(raw, policy=policy.compat32)
                database.execute("BEGIN IMMEDIATE")
                database.execute("INSERT INTO mails (raw) VALUES (?)", (raw,))
                database.execute("COMMIT")
    return time.perf_counter() - start, time.process_time() - worked


def _worked() -> float:
    """Seconds that processors have worked for this process, and for those that it started and that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def intake(server: DovecotServer, folder: Path, receipts: str) -> tuple[float, float]:
    """Seconds for a pass that takes in every mail, and those of them that a processor worked."""
    database = Database(f"sqlite:///{folder / f'intake-{secrets.token_hex(4)}.db'}")
    database.migrate()
    house = House(database, Templates(None), SERVICE, secrets.token_bytes)
    add_group(house, CHARTER.format(receipts=receipts), live=True, now=BEGAN)
    roll = "addresses\n" + "".join(f"{_member(number)}\n" for number in range(1, VOTES + 1))
    import_roll(house, next(iter(house.states)), roll, remove_missing=False, now=BEGAN)
    address = MailboxAddress("127.0.0.1", server.imap_port, USER, server.password, "none")
    start, worked = time.perf_counter(), _worked()
    with MailboxAhead(address, house.addresses, SERVICE, print) as mailbox:
        done = passing.poll(house, mailbox, "bench", _clock, passing.Watch())
    seconds = time.perf_counter() - start, _worked() - worked
    decision = next(iter(house.states.values())).decisions[1]
    if done.taken != VOTES + 1 or len(decision.ballots) != VOTES:
        raise AssertionError(f"{done.taken} mails were taken in, {len(decision.ballots)} counted")
    database.close()
    return seconds


def run() -> None:
    """Print medians and ratios of one run."""
    with tempfile.TemporaryDirectory() as made, DovecotServer(Certificate()) as server:
        folder = Path(made)
        fill(server, VOTES)
        bases, plain, told = [], [], []
        for place in range(RUNS):
            bases.append(floor(server, folder))
            plain.append(intake(server, folder, "none"))
            if not place:  # the slowest, once
                told.append(intake(server, folder, "each"))
    base = statistics.median(each[0] for each in bases)
    work = statistics.median(each[1] for each in bases)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"intake of {VOTES} votes of {len(vote(1))} bytes from Dovecot, medians of {RUNS}")
    print(f"  floor (fetch, parse, one insert)   {base:6.2f} s  {VOTES / base:7.0f} mails/s  {work:6.2f} s of work")
    for name, taken in (("without receipts", plain), ("with a receipt each", told)):
        median = statistics.median(each[0] for each in taken)
        worked = statistics.median(each[1] for each in taken)
        ratio, of_work = (
            statistics.median(one[at] / other[at] for one, other in zip(taken, bases, strict=False)) for at in (0, 1)
        )
        print(
            f"  intake {name:<27} {median:6.2f} s  {VOTES / median:7.0f} mails/s  {worked:6.2f} s of work"
            f"  {ratio:5.2f} x the floor, {of_work:5.2f} x its work"
        )
    print(f"  peak memory of the process {peak} MB")


if __name__ == "__main__":
    run()
