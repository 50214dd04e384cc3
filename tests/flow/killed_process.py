"""A process that does passes until it is killed: `URL IMAP_PORT USER PASSWORD SMTP_PORT SMTP_USER SMTP_PASSWORD`.

For each line on stdin, `NOW SECONDS`, a child does passes as of that time and is killed after so many seconds, or, with
`-`, is left to finish; then a line with its status is written. The child is a fork, so that it starts at once.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import time
from datetime import datetime

from listvote.flow import passing
from listvote.flow.house import House
from listvote.flow.passing import Watch
from listvote.net.imap import Mailbox, MailboxAddress
from listvote.net.smtp import Submission
from listvote.render import Templates
from listvote.store.database import Database


def failed(letter: object, error: Exception) -> None:
    raise error


def passes(arguments: list[str], now: datetime) -> None:
    """Passes, each with everything opened anew, until one hands nothing over."""
    url, imap_port, user, password, smtp_port, smtp_user, smtp_password = arguments
    server = Submission("127.0.0.1", int(smtp_port), smtp_user, smtp_password, "none")
    address = MailboxAddress("127.0.0.1", int(imap_port), user, password, "none")
    while True:
        house = House(Database(url), Templates(None), "votes@example.org", secrets.token_bytes)
        with Mailbox(address) as folder:
            watch = Watch(failed=failed)
            done = passing.poll(house, folder, "votes@dovecot/INBOX", lambda: now, watch)
            passing.after_poll(house, server, "votes@dovecot/INBOX", lambda: now, watch, done)
        house.database.close()
        if not done.delivered:
            return


def main() -> None:
    for line in sys.stdin:
        when, seconds = line.split()
        child = os.fork()
        if not child:
            passes(sys.argv[1:], datetime.fromisoformat(when))
            os._exit(0)
        if seconds != "-":
            time.sleep(float(seconds))  # the moment is the point: it falls anywhere in the work
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


if __name__ == "__main__":
    main()
