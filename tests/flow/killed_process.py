"""A process that does passes until it is killed: `URL IMAP_PORT USER PASSWORD SMTP_PORT SMTP_USER SMTP_PASSWORD`.

For each line on stdin a child does passes as of a time, and a line with its status is written. The child is a fork of
a process that has everything loaded, so that it starts at once. The lines:

- `TIME -`: it is left to finish.
- `TIME after SECONDS`: it is killed after so long.
- `TIME at NTH POINT`: it kills itself where it comes to a named point for the n-th time.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from listvote.flow import passing
from listvote.flow.assurance import Assurance
from listvote.flow.house import House
from listvote.flow.lease import Lease
from listvote.flow.passing import Watch
from listvote.net.imap import Mailbox, MailboxAddress
from listvote.net.smtp import Submission
from listvote.render import Templates
from listvote.store.database import Database
from tests.flow.a_service import BEN, CLEO, DAN, SERVICE, InMemory, Service, hours
from tests.flow.fault_points import killed_at

MAILBOX: Final = "votes@dovecot/INBOX"
ASSURANCE: Final = Assurance(token_key=bytes(range(32)), authserv_id="mx.example.org")


def failed(letter: object, error: Exception) -> None:
    raise error


def warmed() -> Templates:
    """All that a process loads, compiles and remembers in the course of a decision's life; the templates."""
    service = Service(InMemory(), "sqlite://")
    service.found()
    opening = service.opens()
    for author, text in ((BEN, "agree"), (CLEO, "Perhaps, I should say yes?"), (DAN, "help")):
        service.says(author, text, answers=opening)
    service.settles()
    service.settles(service.clock() + hours(60))
    service.close()
    return service.house.templates


def passes(arguments: list[str], templates: Templates, now: datetime) -> None:
    """Passes until one hands nothing over, by whoever has the mailbox's lease: nobody else that is alive has it."""
    url, imap_port, user, password, smtp_port, smtp_user, smtp_password = arguments
    server = Submission("127.0.0.1", int(smtp_port), smtp_user, smtp_password, "none")
    address = MailboxAddress("127.0.0.1", int(imap_port), user, password, "none")
    house = House(Database(url), templates, SERVICE, secrets.token_bytes, assurance=ASSURANCE)
    watch = Watch(failed=failed)
    lease = Lease(house, MAILBOX)
    assert lease.keep(now)
    with Mailbox(address) as folder:
        while True:
            done = passing.poll(house, folder, MAILBOX, lambda: now, watch)
            if not passing.after_poll(house, server, MAILBOX, lambda: now, watch, done).delivered:
                break
    lease.give_back()
    house.database.close()


def in_a_child(work: Callable[[], None], seconds: float | None = None) -> int:
    """Do something in a fork, which is killed after so many seconds; the status with which it ended."""
    child = os.fork()
    if not child:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    if seconds is not None:
        time.sleep(seconds)  # the moment is the point: it falls anywhere in the work
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def main() -> None:
    templates = warmed()
    for line in sys.stdin:
        when, how, *more = line.rstrip("\n").split(" ", 3)
        now = datetime.fromisoformat(when)

        def work(now: datetime = now, how: str = how, more: list[str] = more) -> None:
            if how == "at":
                with killed_at(more[1], int(more[0])):
                    passes(sys.argv[1:], templates, now)
            else:
                passes(sys.argv[1:], templates, now)

        print(in_a_child(work, float(more[0]) if how == "after" else None), flush=True)


if __name__ == "__main__":
    main()
