"""One pass: poll the mailbox and take in what is new, do what is due, hand over what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final, Protocol

from listvote.events import instant
from listvote.flow import boxes, deliver, leaving, shredding, tick
from listvote.flow.ahead import FetchedAhead
from listvote.flow.deliver import Delivered, MailServer
from listvote.flow.house import Change, House
from listvote.flow.intake import take_one
from listvote.flow.letter import LATER, NO_KEYS, WAITS, Letter, Taken, park, parked_letter, put_away
from listvote.flow.tick import Ticked
from listvote.net.imap import Fetched, MailboxAddress, Polled
from listvote.store import inbox, parked
from listvote.store.database import StoreError
from listvote.store.inbox import Cursor
from listvote.store.parked import Parked

TRIES: Final = 3
"""How often a mail is tried that fails; then it stays parked until a person looks."""


class Folder(Protocol):
    """An open mailbox; `net.imap.Mailbox` is one."""

    def poll(self) -> Polled:
        """Look at the folder anew."""

    def new(self, after_uid: int, batch: int = 200) -> Iterator[Fetched]:
        """Give every message above `after_uid` that was there at the latest poll."""


class Giver(Protocol):
    """An open mailbox that can be asked for one message."""

    def again(self, uid: int, uidvalidity: int) -> Fetched | None:
        """Give a message once more; None where it is not there any more."""


def _raised(group: str, error: Exception) -> None:
    raise error


@dataclass(slots=True)
class Watch:
    """What somebody who watches is told, as it happens: a mail taken in, a step that was due, a mail handed over.

    `failed` is told of a mail whose handling failed, `broken` of a group in which nothing can be done that is due.
    """

    taken: Callable[[Letter, Taken], None] = lambda letter, taken: None
    ticked: Callable[[Ticked], None] = lambda ticked: None
    delivered: Callable[[Delivered], None] = lambda delivered: None
    failed: Callable[[Letter, Exception], None] = lambda letter, error: None
    broken: Callable[[str, Exception], None] = _raised


@dataclass(slots=True)
class Passed:
    """What a pass did: how many mails were taken in and left for later, steps that were due, mails handed over."""

    taken: int = 0
    left: int = 0
    failed: int = 0
    ticked: int = 0
    delivered: list[Delivered] = field(default_factory=list)


def mailbox_name(address: MailboxAddress) -> str:
    """The name under which a mailbox's cursor is kept."""
    return f"{address.user}@{address.host}/{address.folder}"


def poll(
    house: House, folder: Folder, name: str, clock: Callable[[], datetime], watch: Watch, as_of: datetime | None = None
) -> Passed:
    """Take in everything that is new in a mailbox.

    1. Note the time, then how far the folder goes: all that had arrived by then is below its UIDNEXT.
    2. Under a new UIDVALIDITY begin from the start: what was taken before is recognised.
    3. Try again what failed in an earlier pass.
    4. Take in each message; one that fails is kept and tried again in later passes, the rest goes on.
    5. If nothing is left that still has to be tried: the poll was complete through the time noted first.

    Args:
        house: the groups.
        folder: the open mailbox.
        name: its name.
        clock: gives the time, aware.
        watch: told what happens.
        as_of: mail received later is left unread.

    Raises:
        MailboxError: the connection broke; what was taken in is kept.
        StoreError: the database cannot be written; the next pass begins where this one ended.
    """
    done = Passed()
    house.assurance.forget()
    began = as_of or clock()
    with house.look() as look:
        secret = boxes.keeps_secrets(list(look.states().values()))
    if secret:
        house.trying(lambda change: shredding.cancel_lost(change, began))
    polled = folder.poll()
    with house.look() as look:
        cursor = inbox.cursor(look.connection, name)
    last = cursor.last_uid if cursor and cursor.uidvalidity == polled.uidvalidity else 0
    before = cursor.polled_through if cursor else None
    _retry(house, name, clock, watch, done)
    moving = True
    for fetched in folder.new(last):
        if as_of is not None and fetched.internaldate > as_of:
            moving = False  # the cursor stays below the first message that is left
            done.left += 1
            continue
        through = fetched.through or fetched.uid
        to = Cursor(polled.uidvalidity, max(last, through), before) if moving else None
        ahead = fetched.ahead if isinstance(fetched, FetchedAhead) else None
        received, fault = fetched.internaldate, _fault(fetched)
        letter = Letter(name, polled.uidvalidity, fetched.uid, received, fetched.raw, fault, ahead)
        _take(house, letter, clock(), to, watch, done)
        if moving:
            last = max(last, through)
    if not done.left:
        last = max(last, polled.uidnext - 1)

    def finish(change: Change) -> None:
        waits = parked.count(change.connection, "retry")
        through = before if waits else instant(began)
        if before is not None and through is not None:
            through = max(before, through) if as_of is not None else min(through, instant(began))
        inbox.move(change.connection, name, Cursor(polled.uidvalidity, last, through))

    house.trying(finish)
    return done


def _fault(fetched: Fetched) -> str:
    if fetched.too_big:
        return f"it is too big: {fetched.size:,} bytes"
    return fetched.fault


def _take(house: House, letter: Letter, now: datetime, to: Cursor | None, watch: Watch, done: Passed) -> None:
    try:
        taken = take_one(house, letter, now, to)
    except StoreError:
        raise
    except Exception as error:  # whatever one mail does to us, the others are read
        error = _discreet(house, error)
        house.trying(partial(_keep_for_later, letter=letter, why=_words(error), to=to))
        done.failed += 1
        watch.failed(letter, error)
        return
    done.taken += 1
    watch.taken(letter, taken)


class Withheld(Exception):
    """What went wrong with a mail while secret decisions run: its kind alone, since its words could be the mail's."""


def _discreet(house: House, error: Exception) -> Exception:
    if not boxes.keeps_secrets(list(house.states.values())):
        return error
    return Withheld(type(error).__name__).with_traceback(error.__traceback__)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _keep_for_later(change: Change, letter: Letter, why: str, to: Cursor | None) -> None:
    park(change, letter, why, "retry")
    leaving.note_unread(change, letter, given_up=False)
    if to is not None:
        inbox.move(change.connection, letter.mailbox, to)


def _retry(house: House, name: str, clock: Callable[[], datetime], watch: Watch, done: Passed) -> None:
    with house.look() as look:
        waiting = [each for each in parked.listed(look.connection, "retry") if each.mailbox == name]
    for each in waiting:
        retry(house, each, clock(), watch)
        done.taken += 1


def retry(house: House, mail: Parked, now: datetime, watch: Watch) -> bool:
    """Try a parked mail again: whether it was dealt with. After the third failure it stays parked.

    One that the mailbox did not give as a whole stays: what is missing could be what its author said. `fetch_again`
    asks the mailbox for it once more.
    """
    if not mail.whole:
        house.trying(partial(_failed_again, mail=mail, why=mail.why, state="parked"))
        return False
    letter = parked_letter(house, mail)
    if letter is None:
        why = "the key that it is locked with is lost"
        house.trying(partial(_failed_again, mail=mail, why=why, state="parked"))
        return False
    try:
        taken = take_one(house, letter, now, None)
    except StoreError:
        raise
    except Exception as error:  # as in the first attempt
        error = _discreet(house, error)
        last = mail.attempts + 1 >= TRIES
        house.trying(partial(_failed_to_be_read, mail=mail, letter=letter, why=_words(error), last=last))
        watch.failed(letter, error)
        return False
    if taken.verdict == "parked":
        house.trying(partial(_failed_again, mail=mail, why=taken.why, state="parked"))
    elif taken.verdict == NO_KEYS:
        return False
    elif taken.verdict == WAITS:
        house.trying(lambda change: parked.settled(change.connection, mail.id, LATER))
    else:
        house.trying(lambda change: parked.settled(change.connection, mail.id, "done"))
    if taken.verdict != WAITS:
        watch.taken(letter, taken)
    return taken.verdict not in ("parked", WAITS)


def fetch_again(house: House, mail: Parked, folder: Giver, now: datetime, watch: Watch) -> bool:
    """Ask the mailbox once more for a mail that it did not give as a whole, and try that: whether it was dealt with.

    Raises MailboxError, StoreError.
    """
    fetched = folder.again(mail.uid, mail.uidvalidity)
    why = _fault(fetched) if fetched else "the mailbox does not hold this message any more, or under another number"
    if fetched is None or why:
        house.trying(partial(_failed_again, mail=mail, why=why, state="parked"))
        return False
    received = instant(fetched.internaldate)

    def step(change: Change) -> Parked:
        raw, locked = put_away(change, fetched.raw)
        parked.given(change.connection, mail.id, received, raw, locked)
        return replace(mail, received=received, raw=raw, whole=True, locked=bool(locked))

    return retry(house, house.trying(step), now, watch)


def _failed_again(change: Change, mail: Parked, why: str, state: str) -> None:
    parked.failed(change.connection, mail.id, why, state)


def _failed_to_be_read(change: Change, mail: Parked, letter: Letter, why: str, last: bool) -> None:
    parked.failed(change.connection, mail.id, why, "parked" if last else "retry")
    leaving.note_unread(change, letter, given_up=last)


def after_poll(
    house: House, server: MailServer, name: str, clock: Callable[[], datetime], watch: Watch, done: Passed
) -> Passed:
    """Do what is due, hand over what waits, and again, until neither leaves anything: a post can start a period.

    Mail that had to wait until a deadline was settled is taken in as soon as it is.
    """
    while True:
        ticked = tick.run(house, name, clock(), watch.broken)
        for step in ticked:
            watch.ticked(step)
        delivered = deliver.run(house, server, clock, name)
        for mail in delivered:
            watch.delivered(mail)
        done.ticked += len(ticked)
        done.delivered += delivered
        if not ticked and not _settled(house, name, clock, watch):
            return done


def _settled(house: House, name: str, clock: Callable[[], datetime], watch: Watch) -> bool:
    """Take in what waited for a deadline that is settled now; whether there was anything."""
    with house.look() as look:
        waiting = [each for each in parked.listed(look.connection, LATER) if each.mailbox == name]
    settled = [each for each in waiting if retry(house, each, clock(), watch)]
    return bool(settled)
