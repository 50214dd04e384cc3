"""The outbox, handed to the mail server: each mail at least once, every repeat with the same Message-ID."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final, Protocol

from listvote.charter import instant_of
from listvote.deliberation.secrecy import Locked
from listvote.events import Paused, PostHandedOver, instant
from listvote.flow import boxes
from listvote.flow.house import Change, House
from listvote.flow.lease import elsewhere
from listvote.net.smtp import Delivery, Envelope, SendError
from listvote.store import outbox
from listvote.store.outbox import Waiting

_BREAKER_SPAN: Final = timedelta(hours=1)
_BREAKER_AT_LEAST: Final = 100
_BREAKER_PER_MEMBER: Final = 5
_BATCH: Final = 20
_TIMED: Final = ("mandate",)
"""Mails to one member with whose hand-over a period begins."""
_SHORTEST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(hours=4)


class MailServer(Protocol):
    """What takes our mails; `net.smtp.Submission` is one."""

    def send(self, envelopes: Sequence[Envelope]) -> list[Delivery]:
        """Hand mails over; what became of each, in order."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one mail: it was sent, it waits until later, or it failed with the words of `error`."""

    mail: Waiting
    state: str
    error: str = ""


def run(house: House, server: MailServer, clock: Callable[[], datetime], mailbox: str = "") -> list[Delivered]:
    """Hand over every mail that waits, in batches, until none is left that can go now.

    The mails of groups whose mailbox, other than this one, another process serves are left to that process.

    1. Take the oldest ones that are due; drop what is too late, hold what the group's day or a pause forbids.
    2. See that all that they stem from is on the disk, and hand them to the server.
    3. Note what became of each, and when a post to the list, or what begins a period, was handed over, in one
       transaction a mail.
    """
    done: list[Delivered] = []
    while True:
        now = clock()
        batch = house.trying(partial(_ready, mailbox=mailbox, now=now))
        if not batch:
            return done
        house.database.flush()  # else a power cut could take back what a mail in the world says
        envelopes = [Envelope(house.service, (each.mail.recipient,), each.mail.data) for each in batch]
        for waiting, delivery in zip(batch, server.send(envelopes), strict=True):
            done.append(house.trying(partial(_note, waiting=waiting, delivery=delivery, now=clock())))


def _ready(change: Change, mailbox: str, now: datetime) -> list[Waiting]:
    """The mails to hand over now; those that must not go now are put off or dropped."""
    others = elsewhere(change, mailbox, now)
    while True:
        found = outbox.waiting(change.connection, instant(now), _BATCH, others)
        ready = []
        posts: dict[int, int] = {}
        sent: dict[int, int] = {}
        for each in found:
            _watch(change, each.group, sent, now)
            if sent[each.group] < 0:
                outbox.held(change.connection, each.id, instant(now + _SHORTEST_WAIT))
            elif each.mail.not_after < instant(now):
                _end(change, each, "dropped", each.mail.what + " came too late to be sent")
            elif each.mail.to_list and (until := _held(change, each, posts, now)) is not None:
                outbox.held(change.connection, each.id, instant(until))
            elif (opened := _unlocked(change, each)) is None:
                _end(change, each, "failed", "the key that it is locked with is lost")
            else:
                ready.append(opened)
        if ready or not found:
            return ready


def _unlocked(change: Change, waiting: Waiting) -> Waiting | None:
    """A mail as it goes out; None where it is locked and nobody can open it any more."""
    mail = waiting.mail
    if not mail.locked:
        return waiting
    try:
        key = boxes.lock_key(change.house, waiting.group, change.state(waiting.group), mail.locked)
        data = boxes.unlock_data(key, mail.message_id, mail.data)
        text, readings = boxes.unlock_text(key, mail.message_id, mail.text)
    except (Locked, boxes.LostKey):
        return None
    return replace(waiting, mail=replace(mail, data=data, text=text, readings=readings))


def _watch(change: Change, group: int, sent: dict[int, int], now: datetime) -> None:
    """The circuit breaker: pause a group that sent more within an hour than its members could have asked for.

    `sent` counts each group's mails of the last hour, those about to go now included; -1 for a group that is to be
    silent. A loop between two robots, or a fault of ours, ends here whatever its cause.
    """
    if group not in sent:
        state = change.state(group)
        since = max(now - _BREAKER_SPAN, state.resumed)
        sent[group] = -1 if state.tripped else outbox.handed_over_since(change.connection, group, instant(since))
    if sent[group] < 0:
        return
    sent[group] += 1
    most = max(_BREAKER_AT_LEAST, _BREAKER_PER_MEMBER * len(change.state(group).roll.present()))
    if sent[group] > most:
        sent[group] = -1
        why = f"more than {most} mails within an hour: a loop is suspected"
        change.write(group, [Paused(tripped=True, why=why)], now)


def _held(change: Change, waiting: Waiting, posts: dict[int, int], now: datetime) -> datetime | None:
    """Until when a post to the list has to wait: a paused group, or a day whose posts are used up; None: it may go."""
    state = change.state(waiting.group)
    if not state.speaks:
        return now + _SHORTEST_WAIT
    today = state.day(now)
    start = instant_of(datetime.combine(today, time.min), state.zone)
    tomorrow = instant_of(datetime.combine(today + timedelta(days=1), time.min), state.zone)
    used = outbox.handed_over_on(change.connection, waiting.group, instant(start), instant(tomorrow))
    used += posts.get(waiting.group, 0)
    if used >= state.charter.posting.per_day:
        return tomorrow
    posts[waiting.group] = posts.get(waiting.group, 0) + 1
    return None


def _end(change: Change, waiting: Waiting, state: str, error: str) -> None:
    outbox.ended(change.connection, waiting.id, state, error)
    if waiting.mail.locked == boxes.UNTIL_SENT:
        outbox.emptied(change.connection, waiting.id)


def _words(waiting: Waiting, error: SendError) -> str:
    """What a mail server answered; of a locked mail its number alone, since its words may quote a secret ballot."""
    return f"the mail server answered {error.code}" if waiting.mail.locked and error.code else error.words


def _note(change: Change, waiting: Waiting, delivery: Delivery, now: datetime) -> Delivered:
    if delivery.error is None:
        outbox.sent(change.connection, waiting.id, instant(now))
        if waiting.mail.locked == boxes.UNTIL_SENT:
            outbox.emptied(change.connection, waiting.id)
        if waiting.mail.to_list or waiting.mail.what in _TIMED:
            change.write(waiting.group, [PostHandedOver(post=waiting.mail.message_id, when=now)], now)
        return Delivered(waiting, "sent")
    error: SendError = delivery.error
    words = _words(waiting, error)
    if error.permanent:
        _end(change, waiting, "failed", words)
        return Delivered(waiting, "failed", words)
    wait = min(_LONGEST_WAIT, _SHORTEST_WAIT * 2 ** min(waiting.attempts, 10))
    outbox.tried(change.connection, waiting.id, words, instant(now + wait))
    return Delivered(waiting, "waiting", words)
