"""`once`, `status`, `export`, `audit`, `parked …`: what a cron job and its operator see."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from listvote.config import load
from listvote.demo.list_copy import list_copy
from listvote.demo.servers import EmbeddedServers
from listvote.flow import passing
from listvote.flow.lease import Lease
from listvote.flow.surroundings import mailbox_address, open_house
from tests.cli.an_installation import Installation

STATUS = {"polled_through", "outbox", "parked", "groups"}
GROUP = {"name", "live", "ledger", "decisions", "tasks"}
DECISION = {"ref", "title", "kind", "status", "closes", "participants", "members", "quorum", "tally"}
UNREADABLE = b"".join(b"X-Field: %d\n" % number for number in range(3_000)) + b"\nagree\n"


class Members:
    """Members who write to the list; `now` is when the next mail is received."""

    def __init__(self, servers: EmbeddedServers) -> None:
        self.servers = servers
        self.now = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=1)
        self.number = 0

    def says(self, author: str, text: str, subject: str = "Re: it", answers: str = "", after: float = 0) -> None:
        self.number += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = author, "press@groups.example.org", subject
        mail["Message-ID"] = f"<{self.number}@example.org>"
        if answers:
            mail["In-Reply-To"] = f"<{answers}>"
        mail.set_content(text)
        copy = list_copy(
            mail.as_bytes(), list_address="press@groups.example.org", subscriber="votes@example.org", number=1
        )
        self.servers.put(copy, self.at(after))

    def at(self, after: float) -> datetime:
        return self.now + timedelta(hours=after)

    def as_of(self, after: float) -> str:
        return self.at(after).isoformat()


@pytest.fixture
def members(servers: EmbeddedServers) -> Members:
    return Members(servers)


@pytest.fixture
def voting(installed: Installation, members: Members) -> Installation:
    """A decision, open, with two ballots; the third came after its close."""
    installed.found()
    members.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    installed.run("once", "--as-of", members.as_of(0))
    members.says("ben@example.org", "agree", answers="1@example.org", after=1)
    members.says("cleo@example.org", "disagree", answers="1@example.org", after=2)
    members.says("ada@example.org", "agree", answers="1@example.org", after=60)
    installed.run("once", "--as-of", members.as_of(3))
    return installed


def test_status_as_data_has_the_promised_keys(voting: Installation) -> None:
    found = voting.data("status", "--json")
    assert found.keys() >= STATUS
    assert found["outbox"].keys() == {"waiting", "failed"}
    [group] = found["groups"]
    assert group.keys() >= GROUP
    assert group["ledger"].keys() == {"events", "head"}
    [decision] = group["decisions"]
    assert decision.keys() == DECISION
    assert decision["quorum"] == {"words": "at least 1/3 of members", "needed": 1, "reached": True}
    assert decision["tally"] == {"agree": 1, "disagree": 1}
    assert (decision["ref"], decision["status"], decision["participants"], decision["members"]) == ("#1", "open", 2, 3)
    for moment in (found["polled_through"], decision["closes"]):
        assert moment.endswith("Z")


@pytest.mark.sqlite
def test_mails_of_secret_ballots_that_have_to_leave_the_mailbox_stand_in_status(
    voting: Installation, tmp_path: Path
) -> None:
    assert "deleted from the mailbox" not in voting.run("status").stdout
    with closing(sqlite3.connect(tmp_path / "listvote.db")) as database, database:
        database.execute("INSERT INTO to_expunge SELECT id, 1, 'INBOX', 1, 7 FROM groups")
    assert "To be deleted from the mailbox, once their decisions are closed: 1" in voting.run("status").stdout
    assert voting.data("status", "--json")["to_expunge"] == 1


def test_status_as_text_says_the_same(voting: Installation) -> None:
    said = voting.run("status").stdout
    for words in ("press (live)", "#1 Buy a press?", "agree 1", "disagree 1", "Outbox: 0 waiting", "Parked: 0"):
        assert words in said


def test_a_pass_says_what_it_did_and_leaves_later_mail(voting: Installation, members: Members) -> None:
    said = voting.run("once", "--as-of", members.as_of(4)).stdout
    assert said.startswith("Read 0, 1 left for later; sent 0")
    voting.run("once", "--as-of", members.as_of(61))
    [decision] = voting.data("status", "--json")["groups"][0]["decisions"]
    assert decision["status"] == "not adopted"
    assert decision["tally"] == {"agree": 1, "disagree": 1}


def test_a_pass_before_what_is_in_the_ledger_is_refused(voting: Installation, members: Members) -> None:
    events = voting.data("status", "--json")["groups"][0]["ledger"]["events"]
    assert "later than" in voting.run("once", "--as-of", members.as_of(1), code=1).stderr
    assert voting.data("status", "--json")["groups"][0]["ledger"]["events"] == events


def test_a_pass_without_a_mailbox_ends_with_one(voting: Installation) -> None:
    voting.imap_port = 1
    voting.write()
    assert voting.run("once", code=1).stderr.startswith("mailbox: ")


def test_a_pass_beside_a_daemon_leaves_the_mailbox_to_that_and_says_so(voting: Installation, members: Members) -> None:
    config = load(voting.config, {})
    house = open_house(config, secrets.token_bytes)
    lease = Lease(house, passing.mailbox_name(mailbox_address(config)))
    assert lease.keep(datetime.now(UTC))
    beside = voting.run("once", "--as-of", members.as_of(61), code=75)
    assert beside.stderr.startswith(f"This mailbox is served by process {os.getpid()} on ")
    [decision] = voting.data("status", "--json")["groups"][0]["decisions"]
    assert decision["status"] == "open"
    lease.give_back()
    house.database.close()
    voting.run("once", "--as-of", members.as_of(61))
    [decision] = voting.data("status", "--json")["groups"][0]["decisions"]
    assert decision["status"] != "open"


def test_mail_that_could_not_be_sent_ends_with_one_and_waits(installed: Installation, members: Members) -> None:
    installed.found()
    installed.smtp_port = 1
    installed.write()
    members.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    assert "not sent (waiting)" in installed.run("once", "--as-of", members.as_of(0), code=1).stderr
    waiting = [each["what"] for each in installed.data("outbox", "list", "--json")]
    assert waiting[:2] == ["answer", "announcement"]  # and the digest, if its hour is past
    assert installed.data("status", "--json")["outbox"]["waiting"] == len(waiting)


def test_an_exported_ledger_is_audited_anywhere(voting: Installation, members: Members) -> None:
    voting.run("once", "--as-of", members.as_of(61))
    file = voting.folder / "press.jsonl"
    voting.run("export", "--output", file)
    assert file.read_text() == voting.run("export").stdout
    for secret in ("ben@example.org", "Ben Example", "@example.net"):
        assert secret not in file.read_text()
    assert "No differences" in voting.run("audit", file).stdout
    head = voting.data("status", "--json")["groups"][0]["ledger"]["head"]
    voting.run("audit", file, "--head", head)
    voting.run("audit", file, "--head", "00" * 32, code=1)


def test_a_tampered_ledger_is_noticed(voting: Installation, members: Members) -> None:
    voting.run("once", "--as-of", members.as_of(61))
    lines = voting.run("export").stdout.splitlines()
    changed = [line.replace("disagree", "agree") for line in lines]
    assert changed != lines
    for name, tampered in {
        "changed": changed,
        "cut": lines[:5] + lines[6:],
        "turned": [*lines[:-2], lines[-1], lines[-2]],
        "no ledger": ["{}"],
        "no text": ["\x00"],
    }.items():
        voting.run("audit", voting.file(f"{name}.jsonl", "\n".join(tampered) + "\n"), code=1)
    voting.run("audit", voting.folder / "none.jsonl", code=1)


def test_parked_mail_is_listed_shown_tried_again_and_dropped(
    installed: Installation, servers: EmbeddedServers, members: Members
) -> None:
    installed.found()
    assert "Nothing is parked" in installed.run("parked", "list").stdout
    servers.put(UNREADABLE, members.at(0))
    installed.run("once", "--as-of", members.as_of(1))
    [held] = installed.data("parked", "list", "--json")
    assert (held["state"], held["bytes"]) == ("parked", len(UNREADABLE))
    assert "waits for you" in installed.run("parked", "list").stdout
    assert installed.run("parked", "show", str(held["id"])).stdout_bytes == UNREADABLE
    installed.run("parked", "retry", code=1)
    installed.run("parked", "retry", "77", code=1)
    assert installed.data("status", "--json")["parked"] == 1
    installed.run("parked", "drop", str(held["id"]))
    installed.run("parked", "drop", str(held["id"]), code=1)
    assert installed.data("parked", "list", "--json") == []
    assert installed.data("status", "--json")["parked"] == 0


def test_every_key_of_the_configuration_can_come_from_the_environment(installed: Installation) -> None:
    installed.environment = {"LISTVOTE_MAILBOX__PORT": "1"}
    assert installed.run("check", code=1).stderr.startswith("mailbox: ")


def test_the_events_of_an_export_are_one_a_line(voting: Installation) -> None:
    lines = voting.run("export").stdout.splitlines()
    assert all(isinstance(json.loads(line), dict) for line in lines)


def test_mail_that_waits_is_listed_shown_dropped_and_sent_again(installed: Installation, members: Members) -> None:
    installed.environment = {"LISTVOTE_OUTGOING__PORT": "1"}
    installed.found()
    members.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    installed.run("once", "--as-of", members.as_of(0), code=1)
    first, *others = installed.data("outbox", "list", "--json")
    assert (first["state"], first["what"]) == ("waiting", "answer")
    assert "waiting  answer #1 to ada@example.org" in installed.run("outbox", "list").stdout
    assert b"Counted" in installed.run("outbox", "show", str(first["id"])).stdout_bytes
    installed.run("outbox", "drop", str(first["id"]))
    installed.run("outbox", "drop", str(first["id"]), code=1)
    installed.environment = {}
    assert "1 mail goes out again" in installed.run("outbox", "retry", str(first["id"])).stdout
    installed.run("outbox", "retry", "77", code=1)
    installed.run("outbox", "show", "77", code=1)
    assert len(installed.data("outbox", "list", "--json")) == 1 + len(others)
