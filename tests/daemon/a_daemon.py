"""`listvote run` in a process of its own, with Dovecot and a mail sink."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from listvote.demo.list_copy import list_copy
from tests.cli.an_installation import Installation
from tests.servers import mailsink
from tests.servers.dovecot import DovecotServer
from tests.servers.mailsink import MailSink
from tests.servers.small_disk import SmallDisk

PRESS = "press@groups.example.org"


class Daemon:
    """`listvote run`, with a mailbox in Dovecot and a mail sink to send to; on a `disk` where there is one."""

    process: subprocess.Popen[bytes]

    def __init__(self, dovecot: DovecotServer, sink: MailSink, folder: Path) -> None:
        self.dovecot, self.sink = dovecot, sink
        self.user = f"daemon-{uuid.uuid4().hex[:8]}"
        self.installed = Installation(
            folder,
            dovecot.imap_port,
            sink.port,
            user=self.user,
            imap_password=dovecot.password,
            smtp_user=mailsink.USER,
            smtp_password=mailsink.PASSWORD,
        )
        self.installed.write()
        self.number = 0
        self.disk: SmallDisk | None = None
        self.log = folder / "log"

    def start(self) -> None:
        root = Path(__file__).parents[2]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "listvote", "--config", self.installed.config, "run"],
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=self.disk.enter if self.disk else None,
                env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])},
            )

    def stops(self, how: int = signal.SIGTERM) -> int:
        """Send a signal; the code with which it ended, within ten seconds."""
        self.process.send_signal(how)
        return self.process.wait(10)

    def ends(self) -> None:
        """Whatever it does, it does no longer."""
        if hasattr(self, "process") and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def mail(self, author: str, text: str, subject: str = "Re: it", answers: str = "") -> bytes:
        """A mail to the list as it comes through it."""
        self.number += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = author, PRESS, subject
        mail["Message-ID"] = f"<{self.number}@example.org>"
        if answers:
            mail["In-Reply-To"] = f"<{answers}>"
        mail.set_content(text)
        return list_copy(mail.as_bytes(), list_address=PRESS, subscriber="votes@example.org", number=1)

    def says(self, author: str, text: str, subject: str = "Re: it", answers: str = "") -> None:
        self.dovecot.deliver(self.user, self.mail(author, text, subject, answers))

    def sent(self) -> list[str]:
        return [recipient for mail in self.sink.mails() for recipient in mail.recipients]

    def until(self, what: Callable[[], bool]) -> None:
        """Wait until something is so; the daemon's log where it is not so in time."""
        end = time.monotonic() + 90
        while not what():
            alive = self.process.poll() is None
            assert alive and time.monotonic() < end, self.log.read_text()
            time.sleep(0.02)
