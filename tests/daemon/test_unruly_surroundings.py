"""A daemon whose mailbox and mail server misbehave while it runs: it says so, waits, and goes on by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cli.an_installation import CHARTER, ROLL
from tests.daemon.a_daemon import PRESS, Daemon
from tests.servers.dovecot import DovecotServer
from tests.servers.unruly import Mood, UnrulyServer

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]
BEN, CLEO = "ben@example.org", "cleo@example.org"


@pytest.fixture
def unruly(dovecot: DovecotServer) -> Iterator[UnrulyServer]:
    with UnrulyServer(dovecot.imap_port) as server:
        yield server


@pytest.fixture
def voting(waiting: Daemon, unruly: UnrulyServer) -> Daemon:
    """A daemon that reaches its mailbox over something that can spoil it, and has announced a decision."""
    waiting.installed.imap_port = unruly.port
    waiting.installed.write()
    waiting.start()
    waiting.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    waiting.until(lambda: PRESS in waiting.sent())
    return waiting


def ends(daemon: Daemon, tally: dict[str, int]) -> None:
    """It stops when told, nothing went out twice, and these votes were counted."""
    assert daemon.stops() == 0
    [decision] = daemon.installed.data("status", "--json")["groups"][0]["decisions"]
    assert decision["tally"] == tally
    written = [mail.raw for mail in daemon.sink.mails()]
    assert len(written) == len(set(written))
    assert daemon.installed.data("parked", "list", "--json") == []
    ledger = daemon.installed.folder / "ledger.jsonl"
    daemon.installed.run("export", "-o", ledger)
    daemon.installed.run("audit", ledger)


def retry_all(daemon: Daemon) -> None:
    """Send what waits or failed at once, and not only in a minute or never."""
    for each in daemon.installed.data("outbox", "list", "--json"):
        daemon.installed.run("outbox", "retry", str(each["id"]))
    daemon.says("ada@example.org", "What a nice day.", "The weather")  # it wakes the daemon, and asks for nothing


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        ("away", "could not"),
        ("goodbye", "could not open the folder"),
        ("no login", "could not log in"),
        ("two gigabytes", "could not fetch mail"),
    ],
)
def test_a_mailbox_that_misbehaves_is_named_and_waited_for(
    voting: Daemon, unruly: UnrulyServer, mood: Mood, said: str
) -> None:
    unruly.mood = mood
    unruly.cut()  # in IDLE
    voting.says(BEN, "agree", answers="1@example.org")
    voting.until(lambda: said in voting.log.read_text())
    assert BEN not in voting.sent()
    unruly.mood = ""
    voting.until(lambda: BEN in voting.sent())
    ends(voting, {"agree": 1})


def test_a_connection_that_is_cut_in_the_middle_of_a_mail_is_made_anew(voting: Daemon, unruly: UnrulyServer) -> None:
    unruly.cut_after = 4_000
    unruly.cut()
    for author in (BEN, CLEO):
        voting.says(author, "agree\n\n" + "Because it is time. \n" * 500, answers="1@example.org")
    voting.until(lambda: unruly.cuts > 1)
    unruly.cut_after = None
    voting.until(lambda: {BEN, CLEO} <= set(voting.sent()))
    ends(voting, {"agree": 2})


def test_a_mailbox_that_is_renumbered_and_emptied_meanwhile_changes_nothing(
    voting: Daemon, unruly: UnrulyServer
) -> None:
    voting.says(BEN, "agree", answers="1@example.org")
    voting.until(lambda: BEN in voting.sent())
    unruly.mood = "away"
    unruly.cut()
    voting.dovecot.renumber(voting.user)
    unruly.mood = ""
    voting.says(CLEO, "disagree", answers="1@example.org")
    voting.until(lambda: CLEO in voting.sent())
    with voting.dovecot.logged_in(voting.user) as client:
        client.select("INBOX")
        client.store("1:*", "+FLAGS", "\\Deleted")
        client.expunge()
    voting.says(BEN, "abstain", answers="1@example.org")
    voting.until(lambda: voting.sent().count(BEN) == 2)
    ends(voting, {"abstain": 1, "disagree": 1})


def test_a_password_that_was_changed_needs_no_restart(voting: Daemon, unruly: UnrulyServer) -> None:
    right = voting.installed.imap_password
    file = voting.installed.folder / "imap"
    file.write_text("of yesterday\n")
    unruly.cut()
    voting.says(BEN, "agree", answers="1@example.org")
    voting.until(lambda: "permanent=True" in voting.log.read_text())
    assert right not in voting.log.read_text()
    file.write_text(right + "\n")
    voting.until(lambda: BEN in voting.sent())
    ends(voting, {"agree": 1})


def test_a_mail_server_s_password_that_was_changed_needs_no_restart(voting: Daemon) -> None:
    file = voting.installed.folder / "smtp"
    right = file.read_text()
    file.write_text("of yesterday\n")
    voting.says(BEN, "agree", answers="1@example.org")
    voting.until(lambda: "logging in" in voting.log.read_text())
    file.write_text(right)
    retry_all(voting)
    voting.until(lambda: BEN in voting.sent())
    ends(voting, {"agree": 1})


def test_an_outage_of_the_mailbox_over_a_deadline_loses_no_vote_and_closes_nothing_early(
    groupless: Daemon, unruly: UnrulyServer
) -> None:
    daemon, installed = groupless, groupless.installed
    installed.imap_port = unruly.port
    installed.write()
    opened = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2) + timedelta(seconds=8)
    before = (opened - timedelta(hours=1)).isoformat()
    installed.run("group", "add", installed.file("press.toml", CHARTER), "--live", "--as-of", before)
    installed.run("roll", "import", installed.file("press.csv", ROLL), "--as-of", before)
    proposal = daemon.mail("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    daemon.dovecot.put(daemon.user, proposal, opened)
    installed.run("once", "--as-of", opened.isoformat())

    def decision() -> dict[str, Any]:
        [found] = installed.data("status", "--json")["groups"][0]["decisions"]
        return dict(found)

    deadline = datetime.fromisoformat(decision()["closes"])
    unruly.mood = "away"
    daemon.says(BEN, "agree", answers="1@example.org")
    daemon.says(CLEO, "disagree", answers="1@example.org")
    assert datetime.now(UTC) < deadline
    daemon.start()
    daemon.until(lambda: datetime.now(UTC) > deadline)
    tried = daemon.log.read_text().count("could not connect")
    daemon.until(lambda: daemon.log.read_text().count("could not connect") > tried)
    assert decision()["status"] == "open"
    assert decision()["tally"] == {}
    daemon.says("ada@example.org", "agree", answers="1@example.org")
    unruly.mood = ""
    daemon.until(lambda: decision()["status"] != "open")
    daemon.until(lambda: {BEN, CLEO} <= set(daemon.sent()))
    ends(daemon, {"agree": 1, "disagree": 1})


def test_what_a_mail_server_refuses_for_now_or_for_good_holds_up_nobody_else(voting: Daemon) -> None:
    voting.sink.behave(refuse={BEN: "550 5.1.1 nobody here", CLEO: "451 4.3.0 later"})
    for author in (BEN, CLEO, "ada@example.org"):
        voting.says(author, "agree", answers="1@example.org")
    voting.until(lambda: voting.sent().count("ada@example.org") == 2)
    voting.until(lambda: voting.installed.data("status", "--json")["outbox"] == {"waiting": 1, "failed": 1})
    voting.sink.behave()
    retry_all(voting)
    voting.until(lambda: {BEN, CLEO} <= set(voting.sent()))
    ends(voting, {"agree": 3})


def test_a_mail_server_that_dies_between_the_mail_and_its_answer_gets_the_same_mail_again(voting: Daemon) -> None:
    voting.sink.behave(after="die")
    voting.says(BEN, "agree", answers="1@example.org")
    voting.sink.wait()
    voting.until(lambda: "state=waiting" in voting.log.read_text())
    voting.sink.behave()
    voting.sink.start()
    retry_all(voting)
    voting.until(lambda: voting.sent().count(BEN) == 2)
    assert voting.stops() == 0
    first, again = (mail.raw for mail in voting.sink.mails() if mail.recipients == (BEN,))
    assert first == again
    assert voting.installed.data("status", "--json")["outbox"] == {"waiting": 0, "failed": 0}
