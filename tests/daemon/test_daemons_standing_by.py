"""Several processes on one database: daemons that take over from each other or share the work, commands beside them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import IO

import pytest

from listvote.demo.list_copy import list_copy
from tests.cli.an_installation import CHARTER, Installation
from tests.servers import mailsink
from tests.servers.dovecot import DovecotServer
from tests.servers.mailsink import MailSink

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]
PRESS = "press@groups.example.org"
ROOT = Path(__file__).parents[2]
STRICT = "&options=-c%20default_transaction_isolation%3Dserializable"
"""A database that aborts whoever comes second, as clusters do that speak PostgreSQL's language."""


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def installed(
    request: pytest.FixtureRequest, dovecot: DovecotServer, mail_sink: MailSink, tmp_path: Path
) -> Installation:
    database = "" if request.param == "SQLite" else request.getfixturevalue("postgres_url")
    made = Installation(
        tmp_path,
        dovecot.imap_port,
        mail_sink.port,
        user=f"standby-{uuid.uuid4().hex[:8]}",
        imap_password=dovecot.password,
        smtp_user=mailsink.USER,
        smtp_password=mailsink.PASSWORD,
        database=database + STRICT if request.param == "strict" else database,
    )
    made.write()
    made.found()
    return made


@pytest.fixture
def start(installed: Installation) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def one(name: str, of: Installation = installed) -> subprocess.Popen[bytes]:
        with (installed.folder / name).open("ab") as log:
            process = command(of, "run", log=log)
        started.append(process)
        return process

    yield one
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def command(installed: Installation, *arguments: str, log: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "listvote", "--config", installed.config, *arguments],
        stdout=log or subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
    )


def until(what: Callable[[], bool], log: Path, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)


def says(
    installed: Installation, dovecot: DovecotServer, number: int, author: str, text: str, subject: str, to: str = PRESS
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = author, to, subject, f"<{number}@example.org>"
    if number > 1:
        mail["In-Reply-To"] = "<1@example.org>"
    mail.set_content(text)
    copy = list_copy(mail.as_bytes(), list_address=to, subscriber="votes@example.org", number=number)
    dovecot.deliver(installed.user, copy)


def test_a_daemon_that_stands_by_takes_over_within_a_minute_of_a_kill(
    installed: Installation,
    start: Callable[..., subprocess.Popen[bytes]],
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


@pytest.mark.parametrize("installed", ["SQLite", "PostgreSQL", "strict"], indirect=True)
def test_commands_beside_a_daemon_and_its_mail_lose_nothing_of_each_other(
    installed: Installation, start: Callable[..., subprocess.Popen[bytes]], dovecot: DovecotServer
) -> None:
    log = installed.folder / "beside"
    daemon = start("beside")
    until(lambda: "started" in log.read_text(), log)
    says(installed, dovecot, 1, "ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    commands = []
    for number in range(6):
        row = f"Newcomer {number},Newcomer {number} Example,new{number}@example.org\n"
        roll = installed.file(f"roll{number}.csv", "alias,name,addresses\n" + row)
        commands.append(command(installed, "roll", "import", str(roll)))
    for number, author in enumerate(["ada", "ben", "cleo"] * 4, 2):
        says(installed, dovecot, number, f"{author}@example.org", "agree", "Re: [PROPOSAL] Buy a press?")
    assert [each.wait(60) for each in commands] == [0] * 6
    until(lambda: log.read_text().count("verdict=clear") == 13, log)
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(20) == 0
    members = {each["alias"] for each in installed.data("roll", "list", "--json")}
    assert members >= {f"Newcomer {number}" for number in range(6)}
    [decision] = installed.data("status", "--json")["groups"][0]["decisions"]
    assert decision["tally"] == {"agree": 3}
    ledger = installed.folder / "ledger.jsonl"
    installed.run("export", "-o", ledger)
    installed.run("audit", ledger)


def test_two_mailboxes_share_a_database_each_with_a_daemon_of_its_own(
    installed: Installation,
    start: Callable[..., subprocess.Popen[bytes]],
    dovecot: DovecotServer,
    mail_sink: MailSink,
) -> None:
    other = replace(installed, folder=installed.folder / "other", user=f"{installed.user}-other")
    other.folder.mkdir()
    other.database = installed.database or f"sqlite:///{installed.folder / 'listvote.db'}"
    other.write()
    other.found(CHARTER.replace("press", "stall"), name="stall")
    first, second = start("first"), start("second", other)
    first_log, second_log = installed.folder / "first", installed.folder / "second"
    until(lambda: "started" in first_log.read_text() and "started" in second_log.read_text(), first_log)
    stall = "stall@groups.example.org"
    says(installed, dovecot, 1, "ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    says(other, dovecot, 1, "ada@example.org", "We buy it.", "[PROPOSAL] Buy a stall?", stall)
    until(lambda: {PRESS, stall} <= {to for mail in mail_sink.mails() for to in mail.recipients}, first_log)
    for each in (first, second):
        each.send_signal(signal.SIGTERM)
        assert each.wait(20) == 0
    for log, group, not_this in ((first_log, "press", "stall"), (second_log, "stall", "press")):
        assert f"group={group}" in log.read_text()
        assert f"group={not_this}" not in log.read_text()
    written = [mail.raw for mail in mail_sink.mails()]
    assert len(written) == len(set(written))
