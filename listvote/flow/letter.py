"""A message as the mailbox gave it, what became of it, and where it waits when it cannot be dealt with yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from listvote.acts import Reading
from listvote.events import Event, Paused, instant, moment
from listvote.flow import boxes
from listvote.flow import reading as steps
from listvote.flow.confidence import NONE, Confidence
from listvote.flow.house import Change, House
from listvote.flow.proving import Assured
from listvote.flow.reading import Ahead, Arrived
from listvote.group import Decided
from listvote.mail.author import Author, NoAuthor
from listvote.mail.message import Unreadable
from listvote.mail.own_words import OwnWords
from listvote.mail.proof import Unproven
from listvote.mail.route import GroupAddress
from listvote.store import parked
from listvote.store.outbox import Outgoing
from listvote.store.parked import Parked

WAITS: Final = "waits"
"""The verdict on a mail of which nobody can say yet whether it came in time; it is taken in by a later pass."""
NO_KEYS: Final = "no name server answered"
"""The verdict on a mail whose signatures cannot be checked yet; it is tried again, and closings wait for it."""
LATER: Final = "later"
"""The state in which such a mail is kept until then."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as the mailbox gave it: where it lies, when it was received (aware, UTC), its bytes.

    `ahead` is what was read in these bytes already, and nothing else.
    """

    mailbox: str
    uidvalidity: int
    uid: int
    received: datetime
    raw: bytes
    fault: str = ""
    ahead: Ahead | None = None

    def read(self, groups: Sequence[GroupAddress], service: str) -> Arrived | Unreadable:
        """What it says, whether or not that was read ahead: `flow.reading.arrive` of its bytes."""
        if self.ahead is None:
            return steps.arrive(self.raw, groups, service)
        found = self.ahead.read
        if isinstance(found, Unreadable) or self.ahead.groups is groups or self.ahead.groups == groups:
            return found
        return steps.routed(found, groups, service)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail.

    `verdict` is clear, doubtful or talk, or why it was not read for acts: `automatic`, `our own post`, `a copy`,
    `no group`, `before the group`, `parked`, `another text under the same Message-ID`, `no author`, `waits`, `pending`
    (nothing shows who wrote it: its author is asked), `replayed`, `no name server answered`.
    """

    verdict: str
    group: str = ""
    arrived: Arrived | None = None
    author: Author | NoAuthor | None = None
    own: OwnWords | None = None
    reading: Reading = Reading()
    decided: Decided = Decided()
    events: tuple[Event, ...] = ()
    mails: tuple[Outgoing, ...] = ()
    why: str = ""
    shown: Assured = Assured(Unproven("nobody looked"))
    quiet: Confidence = NONE

    @property
    def tripped(self) -> str:
        """Why its group paused itself over it; "" for nearly all."""
        return next((each.why for each in self.events if isinstance(each, Paused) and each.tripped), "")


def park(change: Change, letter: Letter, why: str, state: str) -> None:
    """Keep a mail that could not be dealt with, in the state `retry`, `later` or `parked`.

    It is locked while a secret decision runs anywhere: nobody knows yet what it says.
    """
    raw, locked = put_away(change, letter.raw)
    parked.add(
        change.connection,
        letter.mailbox,
        letter.uidvalidity,
        letter.uid,
        instant(letter.received),
        why,
        state,
        raw,
        whole=not letter.fault,
        locked=locked,
    )


def put_away(change: Change, raw: bytes) -> tuple[bytes, str]:
    """A mail's bytes as they are parked, and their digest where they are locked, "" where they lie as they came.

    They are locked by the key of the secret decision that runs longest: nobody knows yet what they say.
    """
    last = boxes.runs_longest(change.states()) if raw else None
    if last is None:
        return raw, ""
    change.hold(last[0])  # its close must not be under way: what is locked by its key is locked anew there
    key = boxes.find_key(change.house, *last)
    return boxes.lock_raw(change.house, raw, key), boxes.desk_name(change.house, raw.hex())


def parked_letter(house: House, mail: Parked) -> Letter | None:
    """A parked mail as the mailbox gave it; None where it is locked and nobody can open it any more."""
    raw = boxes.raw_of(house, mail)
    if raw is None:
        return None
    return Letter(mail.mailbox, mail.uidvalidity, mail.uid, moment(mail.received), raw)
