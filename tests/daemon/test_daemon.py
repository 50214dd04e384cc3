"""The daemon in a process of its own, with Dovecot and a mail sink: woken by mail, ended by a signal."""

from __future__ import annotations

import signal
import socket

import pytest

from tests.daemon.a_daemon import PRESS, Daemon

pytestmark = pytest.mark.real


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
