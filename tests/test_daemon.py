"""The daemon in a process of its own, with Dovecot and a mail sink: woken by mail, ended by a signal."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from listvote.demo.list_copy import list_copy
from tests.cli.an_installation import Installation
from tests.servers import mailsink
from tests.servers.dovecot import DovecotServer
from tests.servers.mailsink import MailSink

pytestmark = pytest.mark.real
PRESS = "press@groups.example.org"


class Daemon:
    """`listvote run`, with a mailbox in Dovecot and a mail sink to send to."""

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
        self.installed.found()
        self.number = 0
        self.log = folder / "log"

    def start(self) -> None:
        root = Path(__file__).parents[1]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "listvote", "--config", self.installed.config, "run"],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])},
            )

    def stops(self, how: int = signal.SIGTERM) -> int:
        """Send a signal; the code with which it ended, within ten seconds."""
        self.process.send_signal(how)
        return self.process.wait(10)

    def says(self, author: str, text: str, subject: str = "Re: it", answers: str = "") -> None:
        self.number += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = author, PRESS, subject
        mail["Message-ID"] = f"<{self.number}@example.org>"
        if answers:
            mail["In-Reply-To"] = f"<{answers}>"
        mail.set_content(text)
        self.dovecot.deliver(
            self.user, list_copy(mail.as_bytes(), list_address=PRESS, subscriber="votes@example.org", number=1)
        )

    def sent(self) -> list[str]:
        return [recipient for mail in self.sink.mails() for recipient in mail.recipients]

    def until(self, what: Callable[[], bool]) -> None:
        """Wait until something is so; the daemon's log where it is not so in time."""
        end = time.monotonic() + 30
        while not what():
            alive = self.process.poll() is None
            assert alive and time.monotonic() < end, self.log.read_text()
            time.sleep(0.02)


@pytest.fixture
def daemon(dovecot: DovecotServer, mail_sink: MailSink, tmp_path: Path) -> Iterator[Daemon]:
    made = Daemon(dovecot, mail_sink, tmp_path)
    made.start()
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait()


def test_mail_wakes_it_a_signal_ends_it_and_a_new_start_goes_on(daemon: Daemon) -> None:
    daemon.until(lambda: "started" in daemon.log.read_text())
    daemon.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    daemon.until(lambda: PRESS in daemon.sent())  # long before the next poll is due
    daemon.says("ben@example.org", "agree", answers="1@example.org")
    daemon.until(lambda: "ben@example.org" in daemon.sent())
    assert daemon.stops() == 0
    log = daemon.log.read_text()
    assert "stopped" in log
    for secret in ("ben@example.org", "agree", daemon.dovecot.password):
        assert secret not in log

    daemon.says("cleo@example.org", "disagree", answers="1@example.org")
    daemon.start()
    daemon.until(lambda: "cleo@example.org" in daemon.sent())
    assert daemon.stops(signal.SIGINT) == 0
    [decision] = daemon.installed.data("status", "--json")["groups"][0]["decisions"]
    assert decision["tally"] == {"agree": 1, "disagree": 1}
    assert len(daemon.sent()) == 4  # nothing twice
    file = daemon.installed.folder / "ledger.jsonl"
    daemon.installed.run("export", "-o", file)
    daemon.installed.run("audit", file)


def test_it_waits_for_a_mail_server_that_is_away(daemon: Daemon) -> None:
    daemon.sink.kill()
    daemon.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    daemon.until(lambda: "outgoing" in daemon.log.read_text())
    assert daemon.installed.data("status", "--json")["outbox"] == {"waiting": 2, "failed": 0}
    assert daemon.stops() == 0
    daemon.sink.start()


def test_a_mail_server_that_takes_a_mail_and_says_nothing_does_not_keep_it_from_stopping(daemon: Daemon) -> None:
    daemon.sink.behave(after="hang")
    daemon.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    daemon.until(lambda: daemon.sent() != [])
    assert daemon.stops() == 0
    [first] = daemon.sink.mails()
    assert daemon.installed.data("status", "--json")["outbox"] == {"waiting": 2, "failed": 0}
    daemon.sink.behave()
    for waiting in daemon.installed.data("outbox", "list", "--json"):  # not only in a minute
        daemon.installed.run("outbox", "retry", str(waiting["id"]))
    daemon.start()
    daemon.until(lambda: PRESS in daemon.sent())
    assert daemon.stops() == 0
    again = [mail.raw for mail in daemon.sink.mails() if mail.recipients == first.recipients]
    assert set(again) == {first.raw}  # it may have been sent, so it is sent once more, and is the same mail


def test_a_mailbox_that_says_nothing_does_not_keep_it_from_stopping(daemon: Daemon) -> None:
    daemon.until(lambda: "started" in daemon.log.read_text())
    assert daemon.stops() == 0
    with socket.create_server(("127.0.0.1", 0)) as silent:
        daemon.installed.imap_port = silent.getsockname()[1]
        daemon.installed.write()
        daemon.start()
        connection, _ = silent.accept()
        assert daemon.stops() == 0
        connection.close()


def test_it_starts_without_its_mailbox_and_ends_when_told(daemon: Daemon) -> None:
    daemon.until(lambda: "started" in daemon.log.read_text())
    assert daemon.stops() == 0
    daemon.installed.imap_port = 1
    daemon.installed.write()
    daemon.log.write_text("")
    daemon.start()
    daemon.until(lambda: "again_in_seconds" in daemon.log.read_text())
    assert daemon.stops() == 0


def test_a_database_that_cannot_be_used_ends_it_with_one(daemon: Daemon) -> None:
    daemon.until(lambda: "started" in daemon.log.read_text())
    assert daemon.stops() == 0
    daemon.installed.database = "sqlite:////proc/nowhere/listvote.db"
    daemon.installed.write()
    daemon.start()
    assert daemon.process.wait(20) == 1
