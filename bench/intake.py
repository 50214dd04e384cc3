"""Intake against its floor: votes read from Dovecot, decided, answered and kept, one transaction each.

The floor is what no intake can do without: the same mails fetched by imapclient, parsed by the standard library, and
one durable insert for each. A pass of ours waits for the disk now and then, since what a power cut takes back it takes
in again; how long it takes where it waits at each mail is measured beside it. Where votes need a proof, their mails are
signed, and the floor checks each signature with the library that we check it with.
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
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path
from typing import TypeVar

import dkim
from imapclient import IMAPClient

from listvote.flow import passing
from listvote.flow.ahead import MailboxAhead
from listvote.flow.assurance import Assurance
from listvote.flow.groups import add_group, import_roll
from listvote.flow.house import Change, House
from listvote.mail.proof import Keys
from listvote.net.imap import MailboxAddress
from listvote.render import Templates
from listvote.store.database import Database
from tests.mail.signing import keys, sign
from tests.servers.certificate import Certificate
from tests.servers.dovecot import DovecotServer

VOTES = 5_000
SIGNED_VOTES = 1_000  # what a signature costs is the same for each
RUNS = 3
USER, SIGNED_USER = "bench", "signed"
KEY_BITS = 2048
SERVICE = "votes@example.org"
LIST = "press@groups.example.org"
_Made = TypeVar("_Made")
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
proof = "{proof}"
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


def signed(raw: bytes) -> bytes:
    """The mail as the server of its author's domain sends it, the moment before it is received."""
    at = str(int(BEGAN.timestamp())).encode()
    return sign(raw, "example.org", bits=KEY_BITS, canonical=(b"relaxed", b"relaxed"), more=[(b"t", at)])


def fill(server: DovecotServer, user: str, mails: Sequence[bytes]) -> None:
    """Put the opening and the votes into the mailbox."""
    with server.logged_in(user) as imap:
        for place, raw in enumerate(mails):
            when = imaplib.Time2Internaldate(BEGAN + timedelta(seconds=60 + place))
            imap.append("INBOX", "", when, raw)


def floor(server: DovecotServer, folder: Path, user: str) -> tuple[float, float]:
    """Seconds to fetch, parse and durably insert every mail, and those of them that a processor worked.

    Signed mails are verified too.
    """
    database = sqlite3.connect(folder / f"floor-{secrets.token_hex(4)}.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE mails (id INTEGER PRIMARY KEY, raw BLOB)")
    start, worked = time.perf_counter(), time.process_time()
    with IMAPClient("127.0.0.1", server.imap_port, ssl=False) as client:
        client.login(user, server.password)
        client.select_folder("INBOX", readonly=True)
        uids = client.search("ALL")
        for at in range(0, len(uids), 200):
            for found in client.fetch(uids[at : at + 200], ["BODY.PEEK[]", "INTERNALDATE"]).values():
                raw = found[b"BODY[]"]
                email.message_from_bytes(raw, policy=policy.compat32)
                if user == SIGNED_USER and not dkim.verify(raw, dnsfunc=_record):
                    raise AssertionError("a signature does not hold")
                database.execute("BEGIN IMMEDIATE")
                database.execute("INSERT INTO mails (raw) VALUES (?)", (raw,))
                database.execute("COMMIT")
    return time.perf_counter() - start, time.process_time() - worked


def _worked() -> float:
    """Seconds that processors have worked for this process, and for those that it started and that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


DNS: Keys = keys("example.org", bits=KEY_BITS)


def _record(name: bytes, timeout: int = 5) -> bytes | None:
    return DNS.get(name.decode().rstrip("."))


def _keys(names: Collection[str]) -> Keys:
    return {name: DNS.get(name) for name in names}


class _Waiting(House):
    """A house that waits for the disk at the end of every transaction."""

    def trying(self, step: Callable[[Change], _Made], *, durable: bool = True) -> _Made:
        """Do a step in a transaction that is on the disk when it ends."""
        return super().trying(step)


def intake(
    server: DovecotServer,
    folder: Path,
    receipts: str,
    user: str = USER,
    votes: int = VOTES,
    house_of: type[House] = House,
) -> tuple[float, float]:
    """Seconds for a pass that takes in every mail, and those of them that a processor worked."""
    database = Database(f"sqlite:///{folder / f'intake-{secrets.token_hex(4)}.db'}")
    database.migrate()
    assured = Assurance(keys=_keys, token_key=bytes(32), known=lambda: DNS)  # which the first mail asks for
    house = house_of(database, Templates(None), SERVICE, secrets.token_bytes, assurance=assured)
    proof = "dkim" if user == SIGNED_USER else "none"
    add_group(house, CHARTER.format(receipts=receipts, proof=proof), live=True, now=BEGAN)
    roll = "addresses\n" + "".join(f"{_member(number)}\n" for number in range(1, votes + 1))
    import_roll(house, next(iter(house.states)), roll, remove_missing=False, now=BEGAN)
    address = MailboxAddress("127.0.0.1", server.imap_port, user, server.password, "none")
    start, worked = time.perf_counter(), _worked()
    with MailboxAhead(address, house, print) as mailbox:
        done = passing.poll(house, mailbox, "bench", _clock, passing.Watch())
    seconds = time.perf_counter() - start, _worked() - worked
    decision = next(iter(house.states.values())).decisions[1]
    if done.taken != votes + 1 or len(decision.ballots) != votes:
        raise AssertionError(f"{done.taken} mails were taken in, {len(decision.ballots)} counted")
    database.close()
    return seconds


Taken = list[tuple[float, float]]
"""Runs of one kind: the seconds of each, and those of them that a processor worked."""


def _say(name: str, votes: int, taken: Taken, bases: Taken | None = None) -> None:
    seconds, work = (statistics.median(each[at] for each in taken) for at in (0, 1))
    beside = ""
    if bases is not None:
        both = list(zip(taken, bases, strict=False))
        ratio, of_work = (statistics.median(one[at] / other[at] for one, other in both) for at in (0, 1))
        beside = f"  {ratio:5.2f} x the floor, {of_work:5.2f} x its work"
    print(f"  {name:<37} {seconds:6.2f} s  {votes / seconds:7.0f} mails/s  {work:6.2f} s of work{beside}")


def run() -> None:
    """Print medians and ratios of one run."""
    with tempfile.TemporaryDirectory() as made, DovecotServer(Certificate()) as server:
        folder = Path(made)
        _plain(server, folder)
        _proven(server, folder)
    print(f"  peak memory of the process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _plain(server: DovecotServer, folder: Path) -> None:
    fill(server, USER, [opening(), *(vote(number) for number in range(1, VOTES + 1))])
    bases, plain, waiting, told = [], [], [], []
    for place in range(RUNS):
        bases.append(floor(server, folder, USER))
        plain.append(intake(server, folder, "none"))
        waiting.append(intake(server, folder, "none", house_of=_Waiting))
        if not place:  # the slowest, once
            told.append(intake(server, folder, "each"))
    print(f"intake of {VOTES:,} votes of {len(vote(1))} bytes from Dovecot, medians of {RUNS}")
    _say("floor (fetch, parse, one insert)", VOTES, bases)
    _say("intake without receipts", VOTES, plain, bases)
    _say("the same, the disk waited for at each", VOTES, waiting, bases)
    _say("intake with a receipt each", VOTES, told, bases)


def _proven(server: DovecotServer, folder: Path) -> None:
    mails = [signed(raw) for raw in (opening(), *(vote(number) for number in range(1, SIGNED_VOTES + 1)))]
    fill(server, SIGNED_USER, mails)
    bases, proven = [], []
    for _ in range(RUNS):
        bases.append(floor(server, folder, SIGNED_USER))
        proven.append(intake(server, folder, "none", SIGNED_USER, SIGNED_VOTES))
    print(f"the same of {SIGNED_VOTES:,} that need a proof: a DKIM signature of {KEY_BITS} bits each")
    _say("floor (and the signature verified)", SIGNED_VOTES, bases)
    _say("intake without receipts", SIGNED_VOTES, proven, bases)


if __name__ == "__main__":
    run()
