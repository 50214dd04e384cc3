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
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from random import random
from types import FrameType
from typing import Final

import structlog

from listvote.config import Config
from listvote.flow import passing, shredding
from listvote.flow.deliver import Delivered, MailServer
from listvote.flow.house import House
from listvote.flow.lease import RENEWED_AFTER, Lease
from listvote.flow.letter import Letter, Taken
from listvote.flow.passing import Passed, Watch
from listvote.flow.surroundings import mail_server, mailbox, mailbox_address, open_house
from listvote.flow.tick import Ticked
from listvote.net.imap import Mailbox, MailboxError, backoff
from listvote.store.database import StoreError

_LOG: Final = structlog.get_logger("listvote")
_STANDING_BY_SECONDS: Final = 5.0


def clock() -> datetime:
    """The time, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def run(config: Config) -> None:
    """Serve until SIGTERM or SIGINT; the step at hand is finished first.

    Raises StoreError where the database cannot be used at the start.
    """
    stop = threading.Event()

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    house = open_house(config, secrets.token_bytes)
    with house.look() as look:
        groups = list(look.groups())
        look.states()
    _LOG.info("started", groups=groups, mailbox=passing.mailbox_name(mailbox_address(config)))
    try:
        serve(house, config, stop.is_set, stop.wait)
    finally:
        house.database.close()
        _LOG.info("stopped")


def serve(house: House, config: Config, stop: Callable[[], bool], sleep: Callable[[float], object]) -> None:
    """Do passes until `stop()`; `sleep` waits so many seconds or until the stop."""
    server = mail_server(config)
    name = passing.mailbox_name(mailbox_address(config))
    lease = Lease(house, name)
    failures = 0
    waited = False
    while not stop():
        folder = mailbox(config)
        try:
            if not lease.keep(clock()):
                if not waited:
                    _LOG.info("standing by", mailbox=name)
                waited = True
                sleep(_STANDING_BY_SECONDS)
                continue
            waited = False
            folder.connect()
            while lease.keep(clock()) and not stop():
                _pass(house, folder, server, lease)
                failures = 0
                _wait(folder, config.service.poll_seconds, stop, lease)
        except MailboxError as error:
            failures += 1
            wait = backoff(failures, random())
            _LOG.warning("mailbox", error=error.words, permanent=error.permanent, again_in_seconds=round(wait))
            _without_mailbox(house, server, name)
            sleep(wait)
        except StoreError as error:
            failures += 1
            wait = backoff(failures, random())
            _LOG.error("database", error=str(error), again_in_seconds=round(wait))
            house.states.clear()
            sleep(wait)
        finally:
            folder.close()
    with suppress(StoreError):
        lease.give_back()


def _pass(house: House, folder: Mailbox, server: MailServer, lease: Lease) -> None:
    watching = _keeping(lease)
    done = passing.poll(house, folder, lease.mailbox, clock, watching)
    passing.after_poll(house, server, lease.mailbox, clock, watching, done)
    if left := shredding.expunge(house, folder, lease.mailbox, clock()):
        _LOG.warning("mails of secret decisions stay in the mailbox", error=left)


def _wait(folder: Mailbox, seconds: float, stop: Callable[[], bool], lease: Lease) -> None:
    """Wait for new mail or until the next poll is due, and keep the lease meanwhile."""
    until = time.monotonic() + seconds
    while not stop() and (left := until - time.monotonic()) > 0:
        if folder.wait(min(left, RENEWED_AFTER.total_seconds()), stop) or not lease.keep(clock()):
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
    _LOG.error("group failed", group=group, error=type(error).__name__, exc_info=error)


def _failed(letter: Letter, error: Exception) -> None:
    _LOG.error("mail failed", uid=letter.uid, error=type(error).__name__, exc_info=error)
