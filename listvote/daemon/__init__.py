"""The daemon: pass after pass until it is told to stop, whatever the mailbox or the mail server do in between.

One thread does everything in turn, so nothing is ever decided on half a state. IDLE only shortens the wait between two
passes. While the mailbox is away, what is due that needs no poll still happens and mails still go out; closings wait
by themselves, since they need a complete poll past their deadline.
"""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from random import random
from typing import Final

from listvote.config import Config
from listvote.daemon.clock import SteadyClock
from listvote.daemon.journal import LOG, watch
from listvote.daemon.stopping import GRACE_SECONDS, PatientFolder, PatientServer, Stopping, ToldToStop
from listvote.flow import passing, shredding
from listvote.flow.deliver import Delivered, MailServer
from listvote.flow.house import House
from listvote.flow.lease import RENEWED_AFTER, Lease
from listvote.flow.letter import Letter, Taken
from listvote.flow.passing import Passed, Watch
from listvote.flow.surroundings import mail_server, mailbox_address, mailbox_ahead, open_house
from listvote.net.imap import MailboxError, backoff
from listvote.store.database import StoreError

__all__ = ["GRACE_SECONDS", "SteadyClock", "clock", "run", "serve", "watch"]

_STANDING_BY_SECONDS: Final = 5.0

clock: Final = SteadyClock()


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
    LOG.info("started", groups=groups, mailbox=passing.mailbox_name(mailbox_address(config)))
    try:
        serve(house, config, stopping)
    finally:
        stopping.over()
        house.database.close()
        LOG.info("stopped")


def serve(house: House, config: Config, stopping: Stopping) -> None:
    """Do passes until somebody says stop."""
    server = PatientServer(lambda: mail_server(config), stopping)
    name = passing.mailbox_name(mailbox_address(config))
    lease = Lease(house, name)
    failures = 0
    waited = False
    with suppress(ToldToStop):
        while not stopping():
            folder = PatientFolder(mailbox_ahead(config, house, _read_alone), stopping)
            try:
                if not lease.keep(clock()):
                    if not waited:
                        LOG.info("standing by", mailbox=name)
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
                LOG.warning("mailbox", error=error.words, permanent=error.permanent, again_in_seconds=round(wait))
                _without_mailbox(house, server, name)
                stopping.sleep(wait)
            except StoreError as error:
                failures += 1
                wait = backoff(failures, random())
                LOG.error("database", error=str(error), again_in_seconds=round(wait))
                house.states.clear()
                stopping.sleep(wait)
            finally:
                folder.close()
    with suppress(StoreError):
        lease.give_back()


def _read_alone(why: str) -> None:
    LOG.warning("no second process reads ahead: mail is taken in without it", error=why)


def _pass(house: House, folder: PatientFolder, server: MailServer, lease: Lease) -> None:
    watching = _keeping(lease)
    done = passing.poll(house, folder, lease.mailbox, clock, watching)
    passing.after_poll(house, server, lease.mailbox, clock, watching, done)
    if left := shredding.expunge(house, folder, lease.mailbox, clock()):
        LOG.warning("mails of secret decisions stay in the mailbox", error=left)


def _wait(folder: PatientFolder, seconds: float, lease: Lease) -> None:
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
    tell_taken, tell_delivered = watching.taken, watching.delivered

    def taken(letter: Letter, found: Taken) -> None:
        lease.keep(clock())
        tell_taken(letter, found)

    def delivered(found: Delivered) -> None:
        lease.keep(clock())
        tell_delivered(found)

    watching.taken, watching.delivered = taken, delivered
    return watching


def _without_mailbox(house: House, server: MailServer, name: str) -> None:
    try:
        passing.after_poll(house, server, name, clock, watch(), Passed())
    except StoreError as error:
        LOG.error("database", error=str(error))
