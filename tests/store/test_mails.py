"""Mails that were read, mails to send, mails that could not be dealt with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listvote.store import inbox, ledger, outbox, parked
from listvote.store.database import Conflict, Database
from listvote.store.inbox import Cursor, ReadMail
from listvote.store.outbox import Outgoing

MAIL = ReadMail(
    content_key="k1",
    text_digest="d",
    normaliser=1,
    message_id="m1@example.org",
    received="2026-11-02T09:00:00Z",
    member=3,
    public=True,
    day="2026-11-02",
    about="#1",
    role="thread",
    verdict="{}",
    raw=b"From: \xff\x00\r\n",
)
POST = Outgoing(
    message_id="p1@example.org",
    what="announcement",
    recipient="press@groups.example.org",
    data=b"\x00\xff",
    text="Größe",
    created="2026-11-02T09:00:00Z",
    not_after="2026-11-09T09:00:00Z",
    day="2026-11-02",
    about="#1",
    to_list=True,
)


def two_groups(database: Database) -> tuple[int, int]:
    with database.writing() as connection:
        return ledger.add_group(connection, "press"), ledger.add_group(connection, "stall")


def test_a_mail_is_noted_once_for_its_group(database: Database) -> None:
    press, stall = two_groups(database)
    with database.writing() as connection:
        inbox.add(connection, press, MAIL)
        inbox.add(connection, stall, MAIL)
    with pytest.raises(Conflict), database.writing() as connection:
        inbox.add(connection, press, replace(MAIL, message_id="other@example.org"))
    with database.reading() as connection:
        assert inbox.find(connection, press, "k1") == replace(MAIL, raw=None)
        assert inbox.find(connection, press, "k2") is None


def test_a_copy_changes_when_it_was_received_and_whether_it_is_public(database: Database) -> None:
    press, stall = two_groups(database)
    with database.writing() as connection:
        inbox.add(connection, press, replace(MAIL, public=False, day=""))
        inbox.add(connection, stall, MAIL)
        inbox.copied(connection, press, "k1", "2026-11-01T09:00:00Z", True, "2026-11-01", '{"wrote":1}')
        found = inbox.find(connection, press, "k1")
        other = inbox.find(connection, stall, "k1")
    assert found is not None
    assert (found.received, found.public, found.day) == ("2026-11-01T09:00:00Z", True, "2026-11-01")
    assert found.verdict == '{"wrote":1}'
    assert other == replace(MAIL, raw=None)


def test_what_a_reply_answers_is_known_ours_and_theirs(database: Database) -> None:
    press, stall = two_groups(database)
    with database.writing() as connection:
        inbox.add(connection, press, MAIL)
        inbox.add(connection, stall, replace(MAIL, about="#7"))
        outbox.add(connection, press, POST)
        outbox.add(connection, press, replace(POST, message_id="q", what="question", readings=("agree", "abstain")))
        outbox.add(connection, press, replace(POST, message_id="r", what="receipt"))
        assert inbox.known(connection, []) == {}
        known = inbox.known(connection, ["m1@example.org", "p1@example.org", "q", "r", "nobody@example.org"])
    assert {(each.group, each.about, each.role) for each in known["m1@example.org"]} == {
        (press, "#1", "thread"),
        (stall, "#7", "thread"),
    }
    assert [(each.role, each.text, each.readings) for each in known["p1@example.org"]] == [("post", "Größe", ())]
    assert [(each.role, each.readings) for each in known["q"]] == [("question", ("agree", "abstain"))]
    assert [each.role for each in known["r"]] == ["private"]
    assert "nobody@example.org" not in known


def test_who_posted_on_which_day(database: Database) -> None:
    press, stall = two_groups(database)
    with database.writing() as connection:
        for number, (member, day) in enumerate(
            [(3, "2026-11-02"), (3, "2026-11-02"), (1, "2026-11-02"), (2, "2026-11-03"), (None, "2026-11-03"), (5, "")]
        ):
            inbox.add(connection, press, replace(MAIL, content_key=f"k{number}", member=member, day=day))
        inbox.add(connection, stall, replace(MAIL, member=9))
        assert inbox.posters(connection, press, "2026-11-01") == {"2026-11-02": (1, 3), "2026-11-03": (2,)}
        assert inbox.posters(connection, press, "2026-11-02") == {"2026-11-03": (2,)}
        assert inbox.posters(connection, press, "") == {"2026-11-02": (1, 3), "2026-11-03": (2,)}


def test_the_bytes_of_old_mails_are_erased_and_what_they_led_to_stays(database: Database) -> None:
    press, _ = two_groups(database)
    with database.writing() as connection:
        inbox.add(connection, press, MAIL)
        inbox.add(connection, press, replace(MAIL, content_key="k2", received="2026-11-05T09:00:00Z"))
        assert inbox.erase_raw(connection, press, "2026-11-05T09:00:00Z") == 1
        assert inbox.erase_raw(connection, press, "2026-11-05T09:00:00Z") == 0
        assert [each.content_key for each in inbox.of_member(connection, press, 3, 5)] == ["k2", "k1"]
        assert len(inbox.of_member(connection, press, 3, 1)) == 1


def test_how_far_a_mailbox_was_read(database: Database) -> None:
    with database.writing() as connection:
        assert inbox.cursor(connection, "INBOX") is None
        inbox.move(connection, "INBOX", Cursor(2**32 - 1, 0))
        inbox.move(connection, "INBOX", Cursor(2**32 - 1, 2**32 - 1, "2026-11-02T09:00:00Z"))
        inbox.move(connection, "Archive", Cursor(1, 1))
        assert inbox.cursor(connection, "INBOX") == Cursor(2**32 - 1, 2**32 - 1, "2026-11-02T09:00:00Z")
        assert set(inbox.cursors(connection)) == {"INBOX", "Archive"}


def test_a_mail_goes_into_the_outbox_once(database: Database) -> None:
    press, _ = two_groups(database)
    with database.writing() as connection:
        outbox.add(connection, press, POST)
        outbox.add(connection, press, replace(POST, data=b"other"))
        found = outbox.waiting(connection, "2026-11-02T09:00:00Z")
    assert [(each.group, each.attempts, each.mail) for each in found] == [(press, 0, POST)]


def test_a_mail_is_tried_until_it_is_sent(database: Database) -> None:
    press, _ = two_groups(database)
    with database.writing() as connection:
        outbox.add(connection, press, POST)
        (waiting,) = outbox.waiting(connection, "2026-11-02T09:00:00Z")
        outbox.tried(connection, waiting.id, "451 later", "2026-11-02T09:10:00Z")
        assert outbox.waiting(connection, "2026-11-02T09:09:59Z") == []
        outbox.held(connection, waiting.id, "2026-11-02T09:30:00Z")
        (again,) = outbox.waiting(connection, "2026-11-02T09:30:00Z")
        assert again.attempts == 1
        outbox.sent(connection, waiting.id, "2026-11-02T09:30:00Z")
        assert outbox.waiting(connection, "2027-01-01T00:00:00Z") == []
        assert outbox.counts(connection) == {"sent": 1}
        assert outbox.handed_over_on(connection, press, "2026-11-02T09:30:00Z", "2026-11-03T00:00:00Z") == 1
        assert outbox.handed_over_on(connection, press, "2026-11-02T00:00:00Z", "2026-11-02T09:30:00Z") == 0


def test_mails_wait_in_the_order_in_which_they_were_written(database: Database) -> None:
    press, _ = two_groups(database)
    with database.writing() as connection:
        for number in range(60):
            outbox.add(connection, press, replace(POST, message_id=f"{60 - number:02}"))
        found = outbox.waiting(connection, "2026-11-02T09:00:00Z")
    assert [each.mail.message_id for each in found] == [f"{60 - number:02}" for number in range(50)]


def test_what_failed_is_shown_newest_first(database: Database) -> None:
    press, _ = two_groups(database)
    with database.writing() as connection:
        for number in range(3):
            outbox.add(connection, press, replace(POST, message_id=f"m{number}", recipient=f"r{number}@example.org"))
        for each in outbox.waiting(connection, "2026-11-02T09:00:00Z"):
            outbox.ended(connection, each.id, "dropped" if each.mail.message_id == "m1" else "failed", "550 no")
        assert outbox.failures(connection) == [
            ("r2@example.org", "announcement", "550 no"),
            ("r0@example.org", "announcement", "550 no"),
        ]
        assert outbox.counts(connection) == {"failed": 2, "dropped": 1}


def test_answers_to_one_member_are_counted_by_the_day(database: Database) -> None:
    press, stall = two_groups(database)
    with database.writing() as connection:
        for number, day in enumerate(["2026-11-02", "2026-11-02", "2026-11-03"]):
            outbox.add(connection, press, replace(POST, message_id=f"m{number}", recipient="a@example.org", day=day))
        assert outbox.answers(connection, press, "a@example.org", "2026-11-02") == 2
        assert outbox.answers(connection, stall, "a@example.org", "2026-11-02") == 0


def test_a_parked_mail_keeps_its_bytes_until_it_is_settled(database: Database) -> None:
    with database.writing() as connection:
        parked.add(connection, "INBOX", 2**32 - 1, 2**32 - 1, MAIL.received, "unreadable", "parked", b"\xff\x00")
        parked.add(connection, "INBOX", 2**32 - 1, 2**32 - 1, MAIL.received, "again", "retry", b"other")
        parked.add(connection, "INBOX", 1, 2, MAIL.received, "KeyError", "retry", b"two")
        first, second = parked.listed(connection, "parked", "retry")
        assert (first.raw, first.why, first.state, first.uid) == (b"\xff\x00", "unreadable", "parked", 2**32 - 1)
        parked.failed(connection, second.id, "KeyError again", "parked")
        assert [each.attempts for each in parked.listed(connection, "parked")] == [1, 2]
        parked.settled(connection, first.id, "retry")
        assert parked.listed(connection, "retry")[0].raw == b"\xff\x00"
        for state in ("dropped", "done"):
            parked.settled(connection, first.id, state)
            assert parked.listed(connection, state)[0].raw == b""
        assert (parked.count(connection, "parked"), parked.count(connection, "parked", "done")) == (1, 2)
