"""Told to stop: the step at hand is finished, and no server is waited for much longer."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Final

from listvote.flow.deliver import MailServer
from listvote.net.imap import Fetched, Mailbox, Polled
from listvote.net.smtp import Delivery, Envelope

GRACE_SECONDS: Final = 5.0
"""How long after the word to stop a server is still waited for."""


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
class PatientFolder:
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
class PatientServer:
    """A mail server that is not waited for after the time is up; `find` makes it anew, with today's password."""

    find: Callable[[], MailServer]
    stopping: Stopping

    def send(self, envelopes: Sequence[Envelope]) -> list[Delivery]:
        with self.stopping.outside():
            return self.find().send(envelopes)
