"""Two daemons for one mailbox: one serves it, and when that one is killed, the other takes over."""

from __future__ import annotations

import os
import signal
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
ROOT = Path(__file__).parents[1]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def installed(
    request: pytest.FixtureRequest, dovecot: DovecotServer, mail_sink: MailSink, tmp_path: Path
) -> Installation:
    made = Installation(
        tmp_path,
        dovecot.imap_port,
        mail_sink.port,
        user=f"standby-{uuid.uuid4().hex[:8]}",
        imap_password=dovecot.password,
        smtp_user=mailsink.USER,
        smtp_password=mailsink.PASSWORD,
        database="" if request.param == "SQLite" else request.getfixturevalue("postgres_url"),
    )
    made.write()
    made.found()
    return made


@pytest.fixture
def start(installed: Installation) -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def one(name: str) -> subprocess.Popen[bytes]:
        with (installed.folder / name).open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "listvote", "--config", installed.config, "run"],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
            )
        started.append(process)
        return process

    yield one
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def until(what: Callable[[], bool], log: Path, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)


def says(installed: Installation, dovecot: DovecotServer, number: int, author: str, text: str, subject: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = author, PRESS, subject, f"<{number}@example.org>"
    if number > 1:
        mail["In-Reply-To"] = "<1@example.org>"
    mail.set_content(text)
    copy = list_copy(mail.as_bytes(), list_address=PRESS, subscriber="votes@example.org", number=number)
    dovecot.deliver(installed.user, copy)


def test_a_daemon_that_stands_by_takes_over_within_a_minute_of_a_kill(
    installed: Installation,
    start: Callable[[str], subprocess.Popen[bytes]],
    dovecot: DovecotServer,
    mail_sink: MailSink,
) -> None:
    first_log, second_log = installed.folder / "first", installed.folder / "second"
    first = start("first")
    until(lambda: "started" in first_log.read_text(), first_log)
    says(installed, dovecot, 1, "ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    until(lambda: any(PRESS in mail.recipients for mail in mail_sink.mails()), first_log)
    second = start("second")
    until(lambda: "standing by" in second_log.read_text(), second_log)
    first.send_signal(signal.SIGKILL)
    first.wait()
    says(installed, dovecot, 2, "ben@example.org", "agree", "Re: [PROPOSAL] Buy a press?")
    until(lambda: any("ben@example.org" in mail.recipients for mail in mail_sink.mails()), second_log, 60)

    third = start("third")
    until(lambda: "standing by" in (installed.folder / "third").read_text(), installed.folder / "third")
    second.send_signal(signal.SIGTERM)  # this one gives its lease back
    assert second.wait(10) == 0
    says(installed, dovecot, 3, "cleo@example.org", "disagree", "Re: [PROPOSAL] Buy a press?")
    until(lambda: any("cleo@example.org" in mail.recipients for mail in mail_sink.mails()), installed.folder / "third")
    third.send_signal(signal.SIGTERM)
    assert third.wait(10) == 0
    [decision] = installed.data("status", "--json")["groups"][0]["decisions"]
    assert decision["tally"] == {"agree": 1, "disagree": 1}
    written = [mail.raw for mail in mail_sink.mails()]
    assert len(written) == len(set(written))  # nothing was sent twice
