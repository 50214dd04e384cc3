"""The daemon: pass after pass until it is told to stop, whatever the mailbox or the mail server do in between.

One thread does everything in turn, so nothing is ever decided on half a state. IDLE only shortens the wait between two
passes. While the mailbox is away, what is due that needs no poll still happens and mails still go out; closings wait
by themselves, since they need a complete poll past their deadline.
"""

from __future__ import annotations

import secrets
import signal
import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import random
from types import FrameType
from typing import Final

import structlog

from listvote.config import Config
from listvote.events import instant
from listvote.flow import passing, shredding
from listvote.flow.deliver import Delivered, MailServer
from listvote.flow.house import House
from listvote.flow.lease import RENEWED_AFTER, Lease
from listvote.flow.letter import Letter, Taken
from listvote.flow.passing import Passed, Watch
from listvote.flow.surroundings import mail_server, mailbox, mailbox_address, open_house
from listvote.flow.tick import Ticked
from listvote.net.imap import Fetched, Mailbox, MailboxError, Polled, backoff
from listvote.net.smtp import Delivery, Envelope
from listvote.store.database import StoreError

_LOG: Final = structlog.get_logger("listvote")
_STANDING_BY_SECONDS: Final = 5.0
_JUMP: Final = timedelta(minutes=1)
_JUMP_LASTS: Final = timedelta(hours=1)
_SINCE_THE_START: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # with the time asleep
GRACE_SECONDS: Final = 5.0
"""How long after the word to stop a server is still waited for."""


class SteadyClock:
    """The time, to the second, which does not jump: a day too far would end decisions, a day back would hold all up.

    Where the machine's clock and the time since it started part by more than a minute, the latter is counted on for an
    hour. If the jump lasts, it was the clock's being set right, and is followed.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        elapsed_seconds: Callable[[], float] = lambda: time.clock_gettime(_SINCE_THE_START),
    ) -> None:
        """Begin with what the machine's clock says; `elapsed_seconds` goes on at an even pace."""
        self._wall, self._elapsed = wall, elapsed_seconds
        self._from = (wall(), elapsed_seconds())
        self._jumped: float | None = None

    def __call__(self) -> datetime:
        """The time."""
        wall, elapsed = self._wall(), self._elapsed()
        then, when = self._from
        steady = then + timedelta(seconds=elapsed - when)
        if abs(wall - steady) <= _JUMP:
            self._from, self._jumped, steady = (wall, elapsed), None, wall
        elif self._jumped is None:
            self._jumped = elapsed
            _LOG.warning("the clock jumped: not followed for an hour", from_=instant(steady), to=instant(wall))
        elif elapsed - self._jumped >= _JUMP_LASTS.total_seconds():
            _LOG.warning("the clock jumped an hour ago: followed now", from_=instant(steady), to=instant(wall))
            self._from, self._jumped, steady = (wall, elapsed), None, wall
        return steady.replace(microsecond=0)


clock: Final = SteadyClock()


class ToldToStop(Exception):
    """The time that was left after a signal is up: nothing more is begun."""


class Stopping:
    """Whether somebody told us to stop, and an end to waiting for servers that then do not answer.

    The step at hand is finished, for `GRACE_SECONDS`; whatever waits for a server after that hears that its connection
    timed out, so that it ends as with any connection that breaks: a mail that may have been sent stays in the outbox.
    """

    def __init__(self) -> None:
        """Nobody has told us yet."""
        self._told = threading.Event()
        self._up = False
        self._outside = False

    def listen(self) -> None:
        """Take SIGTERM and SIGINT for the word to stop; in the main thread."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)
        signal.signal(signal.SIGALRM, self._hear_again)

    def over(self) -> None:
        """We have stopped: no more signals come."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def __call__(self) -> bool:
        """Whether to stop."""
        return self._told.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait so many seconds, or until we are told to stop."""
        self._told.wait(seconds)

    @contextmanager
    def outside(self) -> Iterator[None]:
        """What is done in here waits for a server; raises ToldToStop where there is no time left for that."""
        if self._up:
            raise ToldToStop
        self._outside = True
        try:
            yield
        except _TimeIsUp as up:  # between two steps of whoever would have dealt with it
            raise ToldToStop from up
        finally:
            self._outside = False

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if not self._told.is_set():
            signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS, 1)
        self._told.set()

    def _hear_again(self, number: int, frame: FrameType | None) -> None:
        self._up = True
        if self._outside:
            raise _TimeIsUp("told to stop")


class _TimeIsUp(TimeoutError):
    """What a wait for a server ends with once the time is up."""


@dataclass(frozen=True, slots=True)
class _PatientFolder:
    """A mailbox that is not waited for after the time is up."""

    folder: Mailbox
    stopping: Stopping

    def connect(self) -> None:
        with self.stopping.outside():
            self.folder.connect()

    def poll(self) -> Polled:
        with self.stopping.outside():
            return self.folder.poll()

    def new(self, after_uid: int, batch: int = 200) -> Iterator[Fetched]:
        found = self.folder.new(after_uid, batch)
        while True:
            with self.stopping.outside():
                fetched = next(found, None)
            if fetched is None:
                return
            yield fetched

    def delete(self, uids: Collection[int], uidvalidity: int) -> None:
        with self.stopping.outside():
            self.folder.delete(uids, uidvalidity)

    def close(self) -> None:
        with suppress(ToldToStop), self.stopping.outside():
            self.folder.close()


@dataclass(frozen=True, slots=True)
class _PatientServer:
    """A mail server that is not waited for after the time is up."""

    server: MailServer
    stopping: Stopping

    def send(self, envelopes: Sequence[Envelope]) -> list[Delivery]:
        with self.stopping.outside():
            return self.server.send(envelopes)


def run(config: Config) -> None:
    """Serve until SIGTERM or SIGINT; the step at hand is finished first, but no server is waited for any longer.

    Raises StoreError where the database cannot be used at the start.
    """
    stopping = Stopping()
    stopping.listen()
    house = open_house(config, secrets.token_bytes)
    with house.look() as look:
        groups = list(look.groups())
        look.states()
    _LOG.info("started", groups=groups, mailbox=passing.mailbox_name(mailbox_address(config)))
    try:
        serve(house, config, stopping)
    finally:
        stopping.over()
        house.database.close()
        _LOG.info("stopped")


def serve(house: House, config: Config, stopping: Stopping) -> None:
    """Do passes until somebody says stop."""
    server = _PatientServer(mail_server(config), stopping)
    name = passing.mailbox_name(mailbox_address(config))
    lease = Lease(house, name)
    failures = 0
    waited = False
    with suppress(ToldToStop):
        while not stopping():
            folder = _PatientFolder(mailbox(config), stopping)
            try:
                if not lease.keep(clock()):
                    if not waited:
                        _LOG.info("standing by", mailbox=name)
                    waited = True
                    stopping.sleep(_STANDING_BY_SECONDS)
                    continue
                waited = False
                folder.connect()
                while lease.keep(clock()) and not stopping():
                    _pass(house, folder, server, lease)
                    failures = 0
                    _wait(folder, config.service.poll_seconds, lease)
            except MailboxError as error:
                failures += 1
                wait = backoff(failures, random())
                _LOG.warning("mailbox", error=error.words, permanent=error.permanent, again_in_seconds=round(wait))
                _without_mailbox(house, server, name)
                stopping.sleep(wait)
            except StoreError as error:
                failures += 1
                wait = backoff(failures, random())
                _LOG.error("database", error=str(error), again_in_seconds=round(wait))
                house.states.clear()
                stopping.sleep(wait)
            finally:
                folder.close()
    with suppress(StoreError):
        lease.give_back()


def _pass(house: House, folder: _PatientFolder, server: MailServer, lease: Lease) -> None:
    watching = _keeping(lease)
    done = passing.poll(house, folder, lease.mailbox, clock, watching)
    passing.after_poll(house, server, lease.mailbox, clock, watching, done)
    if left := shredding.expunge(house, folder, lease.mailbox, clock()):
        _LOG.warning("mails of secret decisions stay in the mailbox", error=left)


def _wait(folder: _PatientFolder, seconds: float, lease: Lease) -> None:
    """Wait for new mail or until the next poll is due, and keep the lease meanwhile."""
    until = time.monotonic() + seconds
    stopping = folder.stopping
    while not stopping() and (left := until - time.monotonic()) > 0:
        with stopping.outside():
            news = folder.folder.wait(min(left, RENEWED_AFTER.total_seconds()), stopping)
        if news or not lease.keep(clock()):
            return


def _keeping(lease: Lease) -> Watch:
    """Log what happens, and keep the lease in a pass that takes long."""
    watching = watch()

    def taken(letter: Letter, found: Taken) -> None:
        lease.keep(clock())
        _taken(letter, found)

    def delivered(found: Delivered) -> None:
        lease.keep(clock())
        _delivered(found)

    watching.taken, watching.delivered = taken, delivered
    return watching


def _without_mailbox(house: House, server: MailServer, name: str) -> None:
    try:
        passing.after_poll(house, server, name, clock, watch(), Passed())
    except StoreError as error:
        _LOG.error("database", error=str(error))


def watch() -> Watch:
    """Log what happens: never an address, a text, or how anybody voted."""
    return Watch(_taken, _ticked, _delivered, _failed, _broken)


def _taken(letter: Letter, taken: Taken) -> None:
    written = [event.kind for event in taken.events]
    _LOG.info("mail", uid=letter.uid, group=taken.group, verdict=taken.verdict, wrote=len(written))


def _ticked(ticked: Ticked) -> None:
    _LOG.info("due", group=ticked.group, wrote=[f"{event.kind} {event.about}".strip() for event in ticked.events])


def _delivered(delivered: Delivered) -> None:
    mail = delivered.mail.mail
    if delivered.error:
        _LOG.warning("outgoing", what=mail.what, state=delivered.state, error=delivered.error)
    else:
        _LOG.info("outgoing", what=mail.what, state=delivered.state, message_id=mail.message_id)


def _broken(group: str, error: Exception) -> None:
    _LOG.error("group failed", group=group, error=type(error).__name__, where=_where(error))


def _failed(letter: Letter, error: Exception) -> None:
    _LOG.error("mail failed", uid=letter.uid, error=type(error).__name__, where=_where(error))


def _where(error: BaseException) -> list[str]:
    """The places that an error came through; neither its words nor any value, which could be somebody's mail."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
