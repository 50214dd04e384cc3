"""A process that fetches and reads mail ahead of the one that decides: `flow.ahead` starts it and takes what it reads.

It does what is the same whatever the groups' states are, and no more: it sees no ledger and no database, decides
nothing and writes nothing down. What it needs to know, the mailbox's password included, comes over its stdin, and what
it read goes out over its stdout. When its stdin ends, so does it, whatever it is doing: whoever started it is gone.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from io import BytesIO
from operator import attrgetter
from queue import SimpleQueue
from typing import Any, Final, NamedTuple

from listvote.flow import reading as steps
from listvote.flow.reading import Arrived
from listvote.mail import message
from listvote.mail.message import Mail, Unreadable
from listvote.mail.own_words import Line
from listvote.mail.proofs.signatures import Keys, Signature, Signed
from listvote.mail.route import GroupAddress, Route
from listvote.net.folder import Fetched, Listed
from listvote.net.frames import FrameReader, FramesEnded, write_frame
from listvote.net.imap import Mailbox, MailboxAddress, MailboxError

_FIRST_MAILS: Final = 5  # in the first frame, for which the first process waits; in each after it twice as many
_MAILS: Final = 40  # in a frame at most: lines that many mails quote are in it once
_BYTES: Final = 400_000
_STDIN: Final = 0
_STDOUT: Final = 1


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do: where the mailbox is, how it stood, and what a group's mail is recognised by.

    `proofs`: signatures are looked at too, with the keys that are told.
    """

    address: MailboxAddress
    max_bytes: int
    timeout_seconds: float
    uidvalidity: int
    groups: tuple[GroupAddress, ...]
    service: str
    proofs: bool


class ReadMail(NamedTuple):
    """A message with what was read in it; None where that was not to be read, or could not be."""

    received: datetime
    size: int
    raw: bytes
    too_big: bool
    fault: str
    read: Arrived | Unreadable | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The process cannot be of use, and why in words."""

    why: str


READY: Final = "ready"
"""What is said once the mailbox is open; then the list of messages is waited for."""


def main() -> None:
    """Read `Work`, say `READY` or `Refused`, read the messages wanted, and give them in frames, in their order.

    After the messages wanted come keys, as the first process is told of them: no name server is asked here.
    """
    for number in (signal.SIGTERM, signal.SIGINT):  # told to all at once: the first process still wants what is read
        signal.signal(number, signal.SIG_IGN)
    told: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_hear, args=(told,), daemon=True).start()
    work: Work = pickle.loads(told.get())
    box = Mailbox(work.address, max_bytes=work.max_bytes, timeout_seconds=work.timeout_seconds)
    try:
        box.connect()
        if box.poll().uidvalidity != work.uidvalidity:
            raise MailboxError(False, "the folder's UIDs have changed")
        _say(READY)
        for mails in _portions(box, work, pickle.loads(told.get()), told):
            _say(mails)
    except MailboxError as error:
        _say(Refused(error.words))
    box.close()


def packed(what: object) -> bytes:
    """What is said, as bytes that `pickle.loads` makes the same of again."""
    out = BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _MADE_ANEW
    pickler.dump(what)
    return out.getvalue()


def _say(what: object) -> None:
    write_frame(_STDOUT, packed(what))


def _made_anew(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    values = attrgetter(*(each.name for each in fields(kind)))
    return lambda whole: (kind, values(whole))


_MADE_ANEW: Final[Mapping[type, Callable[[Any], tuple[Any, ...]]]] = {
    kind: _made_anew(kind) for kind in (Arrived, Mail, message.Mailbox, Route, Signed, Signature)
}
"""What is in every mail is made anew from its fields, all of them: frozen classes by themselves take thrice as long."""


def _hear(told: SimpleQueue[bytes]) -> None:
    frames = FrameReader(_STDIN)
    while True:
        try:
            told.put(bytes(frames.read()))
        except FramesEnded:
            os._exit(0)


def _portions(
    box: Mailbox, work: Work, wanted: Sequence[Listed], told: SimpleQueue[bytes]
) -> Iterator[list[ReadMail | None]]:
    """The messages wanted in portions, none of which holds much more than so many bytes."""
    keys: dict[str, bytes | None] = {}
    mails: list[ReadMail | None] = []
    weight = 0
    most = _FIRST_MAILS
    lines: dict[Line, Line] = {}
    for fetched in box.give(wanted):
        while not told.empty():
            keys |= pickle.loads(told.get())
        mails.append(_read(fetched, work, lines, keys) if fetched else None)
        weight += len(fetched.raw) if fetched else 0
        if len(mails) >= most or weight >= _BYTES:
            yield mails
            mails, weight, lines = [], 0, {}
            most = min(2 * most, _MAILS)
    if mails:
        yield mails


def _read(fetched: Fetched, work: Work, lines: dict[Line, Line], keys: Keys) -> ReadMail:
    read: Arrived | Unreadable | None = None
    if not (fetched.fault or fetched.too_big):
        try:
            read = steps.read_ahead(fetched.raw, work.groups, work.service, lines, keys if work.proofs else None)
        except Exception:  # reading raises nothing; if it does, then it is dealt with where a mail that fails is kept
            read = None
    return ReadMail(fetched.internaldate, fetched.size, fetched.raw, fetched.too_big, fetched.fault, read)
